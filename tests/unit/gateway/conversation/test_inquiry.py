"""Reading an inquiry: what is wrong is named, with the way out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_edition import Edition
from city120_errors import City120Error, FailedPrecondition, InvalidArgument, TooLarge
from city120_gateway.conversation.inquiry import MAX_TEXT, Inquiry, merged, read_inquiry, with_fill

QUESTION = "가로등이 나갔어요"


def read(edition: Edition, text: str = QUESTION, **values: Any) -> Inquiry:
    return read_inquiry(pb.ResolveInquiryRequest(text=text, **values), edition)


def refused(edition: Edition, kind: type[City120Error], **values: Any) -> City120Error:
    with pytest.raises(kind) as found:
        read(edition, **values)
    assert type(found.value) is kind
    assert found.value.fix
    return found.value


@pytest.mark.parametrize("text", ["", " ", "\n\t  ", "　"])
def test_an_empty_text_is_refused(edition: Edition, text: str) -> None:
    assert refused(edition, InvalidArgument, text=text).field == "text"


def test_an_empty_text_goes_on_with_a_conversation(edition: Edition) -> None:
    assert read(edition, text="", continuation="token").text == ""


def test_a_text_of_four_thousand_characters_is_read_and_one_more_is_too_large(edition: Edition) -> None:
    assert MAX_TEXT == 4000
    assert read(edition, text="물" * MAX_TEXT).text == "물" * MAX_TEXT
    error = refused(edition, TooLarge, text="물" * (MAX_TEXT + 1))
    assert (error.field, error.http_status) == ("text", 413)
    assert "4001" in error.message
    assert "4000" in error.fix


@pytest.mark.parametrize("at", ["yesterday", "2026-11-24", "2026-11-24T21:40:00", "2026-13-01T00:00:00+09:00", "9999-12-31T23:59:59-12:00", "24:38"])
def test_a_time_needs_date_and_offset(edition: Edition, at: str) -> None:
    error = refused(edition, InvalidArgument, at=at)
    assert error.field == "at"
    assert "+09:00" in error.fix


@pytest.mark.parametrize("at", ["2026-11-24T12:40:00Z", "2026-11-24T21:40:00+09:00", "2026-11-24T07:40:00-05:00"])
def test_a_time_is_read_in_the_zone_of_the_edition(edition: Edition, at: str) -> None:
    inquiry = read(edition, at=at)
    assert inquiry.at.isoformat() == "2026-11-24T21:40:00+09:00"
    assert inquiry.as_of == dt.date(2026, 11, 24)


def test_without_a_time_it_is_now(edition: Edition) -> None:
    before = dt.datetime.now(dt.UTC)
    inquiry = read(edition)
    assert before <= inquiry.at <= dt.datetime.now(dt.UTC)
    assert inquiry.as_of == inquiry.at.date()


def test_the_directory_date_is_the_date_in_seoul_where_it_is_already_tomorrow(edition: Edition) -> None:
    assert read(edition, at="2026-11-24T18:00:00Z").as_of == dt.date(2026, 11, 25)


def test_a_directory_date_of_its_own_beats_the_time(edition: Edition) -> None:
    inquiry = read(edition, at="2026-11-24T21:40:00+09:00", as_of="2025-03-01")
    assert (inquiry.at.year, inquiry.as_of) == (2026, dt.date(2025, 3, 1))


@pytest.mark.parametrize(("field", "value"), [("as_of", "1900-01-01"), ("at", "1900-01-01T00:00:00+09:00")])
def test_before_the_first_date_the_first_date_is_named(edition: Edition, field: str, value: str) -> None:
    error = refused(edition, FailedPrecondition, **{field: value})
    first = edition.settings.first_date.isoformat()
    assert (error.field, error.http_status, error.reason) == (field, 422, "BEFORE_FIRST_DATE")
    assert first in error.message
    assert first in error.fix


def test_the_first_date_itself_is_read_and_the_day_before_is_not(edition: Edition) -> None:
    first = edition.settings.first_date
    assert read(edition, as_of=first.isoformat()).as_of == first
    refused(edition, FailedPrecondition, as_of=(first - dt.timedelta(days=1)).isoformat())


@pytest.mark.parametrize("as_of", ["2026-02-30", "today", "24.11.2026", "2026-11"])
def test_a_directory_date_that_is_none_is_refused(edition: Edition, as_of: str) -> None:
    assert refused(edition, InvalidArgument, as_of=as_of).field == "as_of"


@pytest.mark.parametrize("language", ["Korean!", "k", "한국어", "ko_KR", "-ko", "ko-"])
def test_a_language_that_is_no_tag_is_refused(edition: Edition, language: str) -> None:
    error = refused(edition, InvalidArgument, language=language)
    assert error.field == "language"
    assert "ko, en, zh, ja, vi, mn" in error.fix


@pytest.mark.parametrize(("tag", "language"), [("ko", "ko"), ("zh-Hans", "zh"), ("en-GB", "en"), ("ru", "ru"), ("", "")])
def test_a_tag_stands_for_its_language(edition: Edition, tag: str, language: str) -> None:
    assert read(edition, language=tag).language == language


def test_a_place_without_content_is_none(edition: Edition) -> None:
    assert read(edition, place=pb.PlaceHint()).place is None
    place = read(edition, place=pb.PlaceHint(text="마포구")).place
    assert place is not None
    assert place.text == "마포구"


def test_a_chosen_time_moves_the_inquiry_and_its_directory_date(edition: Edition) -> None:
    inquiry = read(edition, at="2026-11-24T21:40:00+09:00", fill=pb.Fill(at="2026-12-01T08:00:00+09:00"))
    moved = with_fill(inquiry, edition)
    assert moved.at.isoformat() == "2026-12-01T08:00:00+09:00"
    assert moved.as_of == dt.date(2026, 12, 1)


def test_a_chosen_time_leaves_a_directory_date_of_its_own(edition: Edition) -> None:
    inquiry = read(edition, at="2026-11-24T21:40:00+09:00", as_of="2025-03-01", fill=pb.Fill(at="2026-12-01T08:00:00+09:00"))
    assert with_fill(inquiry, edition).as_of == dt.date(2025, 3, 1)


@pytest.mark.parametrize(("at", "kind"), [("soon", InvalidArgument), ("1900-01-01T00:00:00+09:00", FailedPrecondition)])
def test_a_chosen_time_that_is_wrong_is_named_as_the_choice(edition: Edition, at: str, kind: type[City120Error]) -> None:
    with pytest.raises(kind) as found:
        with_fill(read(edition, fill=pb.Fill(at=at)), edition)
    assert found.value.field == "fill.at"


def test_of_two_choices_the_later_one_holds() -> None:
    first, second = pb.Fill(area_code="11440", line="line.2"), pb.Fill(area_code="11680")
    assert merged(first, second) == pb.Fill(area_code="11680", line="line.2")
    assert first.area_code == "11440"
