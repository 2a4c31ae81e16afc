"""The servicer of faq: limits that a caller leaves open, the entry of a district, and feedback of the edition that answered."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from city120.faq.v1 import faq_pb2 as pb

from city120_edition import rows
from city120_errors import FailedPrecondition, InvalidArgument
from city120_faq.feedback import Feedback
from city120_faq.servicer import FaqServicer

CONTEXT: Any = SimpleNamespace(invocation_metadata=lambda: (("city120-edition", "e7"),))
TODAY = dt.date(2026, 11, 24)


def entry(publisher: str = "city") -> rows.Entry:
    text = {language: rows.EntryText(question="q", answer="a") for language in rows.LANGUAGES}
    return rows.Entry(id="a.how", affair="a", reviewed_on=TODAY, texts=text, publisher=publisher)


class Entries:
    """One entry, of the city and of each district, and the days on which the latter was asked for."""

    facts: dict[str, rows.Fact] = {}  # noqa: RUF012

    def __init__(self) -> None:
        self.days: list[dt.date] = []

    def get(self, ref: str) -> rows.Entry:
        return entry()

    def in_district(self, row: rows.Entry, district: str, day: dt.date) -> rows.Entry:
        self.days.append(day)
        return entry(district)


class Suggestions:
    """Suggests as many as it is asked for."""

    def __init__(self) -> None:
        self.limits: list[int] = []

    def find(self, prefix: str, limit: int) -> list[tuple[str, str]]:
        self.limits.append(limit)
        return [("a.how", f"{prefix}?")]


class Kept:
    """Feedback in memory."""

    def __init__(self) -> None:
        self.added: list[Feedback] = []

    def add(self, feedback: Feedback) -> None:
        self.added.append(feedback)


class Loaded:
    """An edition of one entry in two languages."""

    def __init__(self) -> None:
        self.edition = SimpleNamespace(id="e7", settings=SimpleNamespace(first_date=dt.date(2024, 1, 1)))
        self.entries = Entries()
        self.suggestions = {"ko": Suggestions(), "en": Suggestions()}
        self.refuses = ""

    def today(self) -> dt.date:
        return TODAY

    def check_feedback(self, entry_id: str, affair_code: str) -> None:
        if self.refuses:
            raise InvalidArgument("does not exist", field=self.refuses)


def servicer(loaded: Loaded, kept: Kept | None = None) -> FaqServicer:
    parts: Any = SimpleNamespace(get=lambda edition: loaded), None, kept, None
    return FaqServicer(*parts)


async def test_an_entry_is_the_citys_unless_a_district_is_named() -> None:
    loaded = Loaded()
    made = servicer(loaded)
    city = await made.GetEntry(pb.GetEntryRequest(id="a.how"), CONTEXT)
    district = await made.GetEntry(pb.GetEntryRequest(id="a.how", district_code="11680", as_of="2026-01-02"), CONTEXT)
    assert (city.entry.publisher, district.entry.publisher, city.edition_id) == ("city", "11680", "e7")
    assert loaded.entries.days == [dt.date(2026, 1, 2)]


async def test_without_a_date_it_is_today_and_before_the_first_day_it_is_refused() -> None:
    loaded = Loaded()
    await servicer(loaded).GetEntry(pb.GetEntryRequest(id="a.how", district_code="11680"), CONTEXT)
    assert loaded.entries.days == [TODAY]
    with pytest.raises(FailedPrecondition, match="2024-01-01"):
        await servicer(loaded).GetEntry(pb.GetEntryRequest(id="a.how", district_code="11680", as_of="2023-12-31"), CONTEXT)


@pytest.mark.parametrize(("language", "prefix", "shown"), [("en", "수도", "en"), ("", "수도", "ko"), ("", "water bill", "en")])
async def test_suggestions_are_in_the_language_of_the_channel_before_that_of_the_letters(language: str, prefix: str, shown: str) -> None:
    loaded = Loaded()
    answer = await servicer(loaded).SuggestQuestions(pb.SuggestQuestionsRequest(prefix=prefix, language=language), CONTEXT)
    assert loaded.suggestions[shown].limits == [8]
    assert [(suggestion.entry_id, suggestion.question) for suggestion in answer.suggestions] == [("a.how", f"{prefix}?")]


async def test_feedback_is_kept_with_the_edition_and_the_moment() -> None:
    kept = Kept()
    began = dt.datetime.now(dt.UTC)
    await servicer(Loaded(), kept).RecordFeedback(pb.RecordFeedbackRequest(inquiry_id="one", entry_id="a.how", helpful=True), CONTEXT)
    (feedback,) = kept.added
    assert (feedback.inquiry_id, feedback.entry_id, feedback.helpful, feedback.edition_id) == ("one", "a.how", True, "e7")
    assert began <= feedback.received_at <= dt.datetime.now(dt.UTC)


async def test_feedback_on_what_does_not_exist_is_not_kept() -> None:
    loaded, kept = Loaded(), Kept()
    loaded.refuses = "entry_id"
    with pytest.raises(InvalidArgument):
        await servicer(loaded, kept).RecordFeedback(pb.RecordFeedbackRequest(inquiry_id="one", entry_id="none"), CONTEXT)
    assert kept.added == []
