"""Hearing a message: what is wrong is named, with the way out; what is right is taken up in the conversation."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from cryptography.fernet import Fernet

from city120_errors import City120Error, FailedPrecondition, Gone, InvalidArgument, TooLarge
from city120_gateway.conversation.choices import Choices, Option
from city120_gateway.conversation.continuation import Continuations
from city120_gateway.conversation.conversation import Conversation, Earlier, RankedAffair, Waiting
from city120_gateway.conversation.hear import hear
from city120_gateway.conversation.hints import AreaHint, DeviceHint, PlaceHint, Point, WordsHint
from city120_gateway.conversation.message import MAX_TEXT, Message
from city120_gateway.conversation.speech import Speech
from city120_gateway.knowledge import Knowledge
from city120_gateway.words.caller_words import BUS, Manner
from tests.unit.gateway.samples import AT, conversation

QUESTION = "가로등이 나갔어요"
CONTINUATIONS = Continuations(Fernet.generate_key().decode())
MAPO, SEOCHO, GANGNAM = "11440", "11650", "11680"
HERE = DeviceHint(Point(37.5663, 126.9779))
OFFERED = tuple(Option(str(number), f"{number}", Choices(area=code)) for number, code in enumerate((MAPO, SEOCHO), start=1))


def read(knowledge: Knowledge, text: str = QUESTION, **values: Any) -> Conversation:
    return hear(Message(text, **{"channel": "web", **values}), knowledge, CONTINUATIONS)


def refused(knowledge: Knowledge, kind: type[City120Error], **values: Any) -> City120Error:
    with pytest.raises(kind) as raised:
        read(knowledge, **values)
    assert type(raised.value) is kind
    assert raised.value.fix
    return raised.value


def reply(knowledge: Knowledge, text: str = "", *, carried: Conversation | None = None, **values: Any) -> Conversation:
    """A reply to a question that offered two districts, at the moment of the question."""
    before = carried or conversation(channel="sms", earlier=Earlier(options=OFFERED))
    return read(knowledge, text, continuation=CONTINUATIONS.seal(before), **values)


@pytest.mark.parametrize("text", ["2호선이요", "Line 2", "2号线", "2号線です", "tuyến số 2", "2-р шугам"])
def test_a_line_is_not_the_second_of_what_was_offered_unless_lines_were(knowledge: Knowledge, text: str) -> None:
    assert not reply(knowledge, text).choices
    lines = tuple(Option(str(number), f"{number}", Choices(line=line)) for number, line in enumerate(("line.sinbundang", "line.2"), start=1))
    asked = conversation(channel="sms", earlier=Earlier(options=lines))
    assert reply(knowledge, "2", carried=asked).choices.line == "line.2"
    assert reply(knowledge, "2").choices.area == SEOCHO


@pytest.mark.parametrize("text", ["", " ", "\n\t  ", "　"])
def test_an_empty_text_is_refused(knowledge: Knowledge, text: str) -> None:
    assert refused(knowledge, InvalidArgument, text=text).field == "text"


def test_an_empty_text_goes_on_with_a_conversation(knowledge: Knowledge) -> None:
    assert reply(knowledge, "").text == ""


def test_a_text_of_four_thousand_characters_is_read_and_one_more_is_too_large(knowledge: Knowledge) -> None:
    assert MAX_TEXT == 4000
    assert read(knowledge, text="물" * MAX_TEXT).text == "물" * MAX_TEXT
    error = refused(knowledge, TooLarge, text="물" * (MAX_TEXT + 1))
    assert (error.field, error.http_status) == ("text", 413)
    assert "4001" in error.message
    assert "4000" in error.fix


@pytest.mark.parametrize("at", ["yesterday", "2026-11-24", "2026-11-24T21:40:00", "2026-13-01T00:00:00+09:00", "9999-12-31T23:59:59-12:00", "24:38"])
def test_a_time_needs_date_and_offset(knowledge: Knowledge, at: str) -> None:
    error = refused(knowledge, InvalidArgument, at=at)
    assert error.field == "at"
    assert "+09:00" in error.fix


@pytest.mark.parametrize("at", ["2026-11-24T12:40:00Z", "2026-11-24T21:40:00+09:00", "2026-11-24T07:40:00-05:00"])
def test_a_time_is_read_in_the_zone_of_the_edition(knowledge: Knowledge, at: str) -> None:
    inquiry = read(knowledge, at=at)
    assert inquiry.at.isoformat() == "2026-11-24T21:40:00+09:00"
    assert inquiry.as_of == dt.date(2026, 11, 24)


def test_without_a_time_it_is_now(knowledge: Knowledge) -> None:
    before = dt.datetime.now(dt.UTC)
    inquiry = read(knowledge)
    assert before <= inquiry.at <= dt.datetime.now(dt.UTC)
    assert inquiry.as_of == inquiry.at.date()


def test_the_directory_date_is_the_date_in_seoul_where_it_is_already_tomorrow(knowledge: Knowledge) -> None:
    assert read(knowledge, at="2026-11-24T18:00:00Z").as_of == dt.date(2026, 11, 25)


def test_a_directory_date_of_its_own_beats_the_time(knowledge: Knowledge) -> None:
    inquiry = read(knowledge, at="2026-11-24T21:40:00+09:00", as_of="2025-03-01")
    assert (inquiry.at.year, inquiry.as_of) == (2026, dt.date(2025, 3, 1))


@pytest.mark.parametrize(("field", "value"), [("as_of", "1900-01-01"), ("at", "1900-01-01T00:00:00+09:00")])
def test_before_the_first_date_the_first_date_is_named(knowledge: Knowledge, field: str, value: str) -> None:
    error = refused(knowledge, FailedPrecondition, **{field: value})
    first = knowledge.edition.settings.first_date.isoformat()
    assert (error.field, error.http_status, error.reason) == (field, 422, "BEFORE_FIRST_DATE")
    assert first in error.message
    assert first in error.fix


def test_the_first_date_itself_is_read_and_the_day_before_is_not(knowledge: Knowledge) -> None:
    first = knowledge.edition.settings.first_date
    assert read(knowledge, as_of=first.isoformat()).as_of == first
    refused(knowledge, FailedPrecondition, as_of=(first - dt.timedelta(days=1)).isoformat())


@pytest.mark.parametrize("as_of", ["2026-02-30", "today", "24.11.2026", "2026-11"])
def test_a_directory_date_that_is_none_is_refused(knowledge: Knowledge, as_of: str) -> None:
    assert refused(knowledge, InvalidArgument, as_of=as_of).field == "as_of"


@pytest.mark.parametrize("language", ["Korean!", "k", "한국어", "ko_KR", "-ko", "ko-"])
def test_a_language_that_is_no_tag_is_refused(knowledge: Knowledge, language: str) -> None:
    error = refused(knowledge, InvalidArgument, language=language)
    assert error.field == "language"
    assert "ko, en, zh, ja, vi, mn" in error.fix


@pytest.mark.parametrize(("tag", "language"), [("ko", "ko"), ("zh-Hans", "zh"), ("en-GB", "en"), ("ru", "ru"), ("", "")])
def test_a_tag_stands_for_its_language(knowledge: Knowledge, tag: str, language: str) -> None:
    assert read(knowledge, language=tag).speech.told == language


def test_a_chosen_time_moves_the_inquiry_and_its_directory_date(knowledge: Knowledge) -> None:
    moved = read(knowledge, at="2026-11-24T21:40:00+09:00", choices=Choices(at="2026-12-01T08:00:00+09:00"))
    assert moved.at.isoformat() == "2026-12-01T08:00:00+09:00"
    assert moved.as_of == dt.date(2026, 12, 1)


def test_a_chosen_time_leaves_a_directory_date_of_its_own(knowledge: Knowledge) -> None:
    moved = read(knowledge, at="2026-11-24T21:40:00+09:00", as_of="2025-03-01", choices=Choices(at="2026-12-01T08:00:00+09:00"))
    assert moved.as_of == dt.date(2025, 3, 1)


@pytest.mark.parametrize(("at", "kind"), [("soon", InvalidArgument), ("1900-01-01T00:00:00+09:00", FailedPrecondition)])
def test_a_chosen_time_that_is_wrong_is_named_as_the_choice(knowledge: Knowledge, at: str, kind: type[City120Error]) -> None:
    assert refused(knowledge, kind, choices=Choices(at=at)).field == "fill.at"


def test_a_word_for_a_day_moves_the_inquiry_and_not_its_directory_date(knowledge: Knowledge) -> None:
    moved = read(knowledge, "내일 강남역 막차 몇 시예요?", at="2026-11-24T21:40:00+09:00")
    assert (moved.at.date(), moved.as_of, moved.day_word) == (dt.date(2026, 11, 25), dt.date(2026, 11, 24), "내일")
    chosen = read(knowledge, "내일 강남역 막차 몇 시예요?", choices=Choices(at="2026-12-01T08:00:00+09:00"))
    assert (chosen.at.date(), chosen.day_word) == (dt.date(2026, 12, 1), "")


def test_after_midnight_of_a_day_that_is_named_it_is_that_time(knowledge: Knowledge) -> None:
    said = read(knowledge, "1월 1일 0시 30분에 강남에서 잠실 가는 지하철", at="2026-12-01T14:00:00+09:00")
    assert (said.at.isoformat(), said.day_word) == ("2027-01-01T00:30:00+09:00", "1월 1일")
    assert read(knowledge, "오늘 새벽 2시에 시끄러웠어요", at="2026-12-01T14:00:00+09:00").at.isoformat() == "2026-12-01T14:00:00+09:00"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("마포구청 내일 아침 8시에 열어요?", "2026-11-25T08:00:00+09:00"),
        ("마포구청 내일 저녁 7시에 문 열어요?", "2026-11-25T19:00:00+09:00"),
        ("마포구청 내일 열어요?", "2026-11-25T12:00:00+09:00"),
        ("내일 아침 8시에 마포구청에 가요", "2026-11-25T12:00:00+09:00"),
    ],
)
def test_who_asks_for_hours_at_a_time_of_a_day_asks_about_that_time(knowledge: Knowledge, text: str, at: str) -> None:
    assert read(knowledge, text, at="2026-11-24T18:30:00+09:00").at.time().isoformat() == at[11:19]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("토요일 오후 8시 홍대 근처 여는 약국", "2026-11-28T20:00"),
        ("Pharmacy open Sunday 10pm near Gangnam station", "2026-11-29T22:00"),
        ("日曜日の夜9時に開いている薬局", "2026-11-29T21:00"),
        ("星期日晚上9点开门的药店", "2026-11-29T21:00"),
        ("nhà thuốc mở cửa lúc 9 giờ tối chủ nhật", "2026-11-29T21:00"),
        ("오늘 밤 10시에 여는 약국 강남역", "2026-11-24T22:00"),
        ("강남역 약국", "2026-11-24T10:30"),
    ],
)
def test_who_asks_what_is_open_at_a_time_asks_about_that_time(knowledge: Knowledge, text: str, at: str) -> None:
    """On a Tuesday morning."""
    begun = read(knowledge, text, at="2026-11-24T10:30:00+09:00")
    assert begun.at.isoformat(timespec="minutes") == f"{at}+09:00"


def test_the_moment_of_asking_is_kept_beside_the_day_that_a_word_names(knowledge: Knowledge) -> None:
    said = read(knowledge, "내일 출근해야 하는데 차가 대문을 막고 있어요", at="2026-11-27T23:30:00+09:00")
    assert (said.at.day, said.day_word) == (28, "내일")
    assert (said.at_present().at.isoformat(), said.at_present().day_word) == ("2026-11-27T23:30:00+09:00", "")
    assert read(knowledge, at="2026-11-27T23:30:00+09:00").at_present().at.day == 27


def test_what_is_about_this_minute_is_about_now(knowledge: Knowledge) -> None:
    assert read(knowledge).now
    assert not read(knowledge, at=AT.isoformat()).now


@pytest.mark.parametrize("code", [MAPO, "1144010100", "11440101"])
def test_codes_of_the_edition_are_taken(knowledge: Knowledge, code: str) -> None:
    heard = read(knowledge, choices=Choices(area=code, affair="road.streetlight"), place=AreaHint(code))
    assert (heard.choices.area, heard.place) == (code, AreaHint(code))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"choices": Choices(affair="road.unicorn")}, "fill.affair_code"),
        ({"choices": Choices(area="99999")}, "fill.area_code"),
        ({"choices": Choices(area="1144099900")}, "fill.area_code"),
        ({"place": AreaHint("26440")}, "place.area_code"),
        ({"place": WordsHint("어디", AreaHint("26440"))}, "place.otherwise.area_code"),
    ],
)
def test_a_code_that_does_not_exist_is_named(knowledge: Knowledge, values: dict[str, Any], field: str) -> None:
    error = refused(knowledge, InvalidArgument, **values)
    assert (error.field, "GET /v1/" in error.fix) == (field, True)


def test_a_city_elsewhere_may_be_chosen_where_it_was_offered(knowledge: Knowledge) -> None:
    assert read(knowledge, choices=Choices(area="41210")).choices.area == "41210"


@pytest.mark.parametrize(("text", "area"), [("2", SEOCHO), ("1번이요", MAPO)])
def test_a_reply_that_means_an_option_is_a_choice_and_nothing_else(knowledge: Knowledge, text: str, area: str) -> None:
    heard = reply(knowledge, text)
    assert (heard.text, heard.choices, heard.said) == ("", Choices(area=area), text)


def test_a_choice_is_added_to_those_before_and_leaves_nothing_to_be_read(knowledge: Knowledge) -> None:
    before = conversation(choices=Choices(affair="road.pothole", area=MAPO), earlier=Earlier(options=OFFERED))
    heard = reply(knowledge, "뭐라도", carried=before, choices=Choices(area=SEOCHO))
    assert (heard.text, heard.choices) == ("", Choices(affair="road.pothole", area=SEOCHO))


def test_another_reply_is_read_as_a_text(knowledge: Knowledge) -> None:
    heard = reply(knowledge, "글쎄요")
    assert (heard.text, heard.choices) == ("글쎄요", Choices())


@pytest.mark.parametrize(
    ("text", "affair"), [("is it free?", ""), ("free?", "waste.appliance"), ("free pickup", "waste.appliance"), ("2?", "waste.appliance")]
)
def test_a_detail_of_what_was_told_names_no_other_option(knowledge: Knowledge, text: str, affair: str) -> None:
    offered = (
        Option("1", "Recycling", Choices(affair="waste.recycle")),
        Option("2", "Free pickup of old appliances", Choices(affair="waste.appliance")),
    )
    before = conversation(earlier=Earlier(options=offered, told=("waste.recycle.battery", "en")))
    assert reply(knowledge, text, carried=before).choices.affair == affair


def test_no_to_the_only_option_is_no_place(knowledge: Knowledge) -> None:
    before = conversation(place=HERE, earlier=Earlier(options=OFFERED[:1]))
    assert reply(knowledge, "아니요", carried=before).place is None
    assert reply(knowledge, "글쎄요", carried=before).place == HERE


@pytest.mark.parametrize(
    ("given", "carried", "place"),
    [
        (None, AreaHint(MAPO), AreaHint(MAPO)),
        (None, HERE, HERE),
        (HERE, AreaHint(MAPO), AreaHint(MAPO)),
        (HERE, DeviceHint(Point(37.0, 127.0)), HERE),
        (WordsHint("강남역"), AreaHint(MAPO), WordsHint("강남역")),
        (AreaHint(SEOCHO), AreaHint(MAPO), AreaHint(SEOCHO)),
        (None, None, None),
    ],
)
def test_a_place_named_now_beats_the_one_before_and_a_device_does_not(
    knowledge: Knowledge, given: PlaceHint | None, carried: AreaHint | DeviceHint | None, place: PlaceHint | None
) -> None:
    assert reply(knowledge, "글쎄요", carried=conversation(place=carried), place=given).place == place


def test_a_conversation_keeps_channel_time_and_language_and_counts_its_turns(knowledge: Knowledge) -> None:
    heard = reply(knowledge, "2", carried=conversation(language="vi", channel="sms", turn=1, earlier=Earlier(options=OFFERED)), channel="web")
    assert (heard.channel, heard.at, heard.as_of, heard.language, heard.turn) == ("sms", AT, AT.date(), "vi", 2)


def test_who_wrote_traditional_characters_still_does_in_a_reply_that_has_none(knowledge: Knowledge) -> None:
    carried = replace(conversation(language="zh", earlier=Earlier(options=OFFERED)), speech=Speech("zh", language="zh", traditional=True))
    assert reply(knowledge, "2", carried=carried).speech.traditional
    assert not reply(knowledge, "地铁几点结束?", carried=carried).speech.traditional


def test_words_in_traditional_characters_are_heard_as_those_in_simplified_ones(knowledge: Knowledge) -> None:
    heard = read(knowledge, "那夜間公車呢")
    assert (heard.text, heard.speech.language, heard.speech.traditional) == ("那夜间公车呢", "zh", True)
    assert BUS in heard.heard
    assert read(knowledge, "会費はいくらですか").text == "会費はいくらですか"


@pytest.mark.parametrize(("tag", "traditional"), [("zh-TW", True), ("zh-Hant", True), ("zh-CN", False), ("zh", False)])
def test_a_tag_tells_of_characters(knowledge: Knowledge, tag: str, traditional: bool) -> None:
    assert read(knowledge, "可以刷卡", language=tag).speech.traditional is traditional


def test_a_time_and_a_language_that_are_sent_replace_those_before(knowledge: Knowledge) -> None:
    heard = reply(knowledge, "2", at="2026-12-01T08:00:00+09:00", language="en")
    assert (heard.at.date(), heard.as_of, heard.language) == (dt.date(2026, 12, 1), dt.date(2026, 12, 1), "en")
    assert reply(knowledge, "2", as_of="2026-01-05").as_of == dt.date(2026, 1, 5)


def test_the_city_beyond_the_border_can_be_chosen_by_a_reply(knowledge: Knowledge) -> None:
    at_the_border = tuple(Option(str(number), f"{number}", Choices(area=code)) for number, code in enumerate(("11500", "41210"), start=1))
    assert reply(knowledge, "2", carried=conversation(earlier=Earlier(options=at_the_border))).choices == Choices(area="41210")


@pytest.mark.parametrize(
    "carried",
    [
        conversation(choices=Choices(affair="road.unicorn")),
        conversation(choices=Choices(area="9999999999")),
        conversation(place=AreaHint("9999999999")),
        conversation(earlier=Earlier(options=(Option("1", "?", Choices(area="9999999999")),))),
        conversation(earlier=Earlier(options=(Option("1", "?", Choices(affair="road.unicorn")),))),
        conversation(earlier=Earlier(waiting=Waiting("road.unicorn"))),
    ],
    ids=["affair chosen", "area chosen", "place", "area offered", "affair offered", "second question"],
)
def test_what_rests_on_something_that_the_edition_no_longer_has_is_gone(knowledge: Knowledge, carried: Conversation) -> None:
    with pytest.raises(Gone, match="changed since"):
        reply(knowledge, "1", carried=carried)


def test_who_was_told_something_was_not_asked(knowledge: Knowledge) -> None:
    told = conversation(turn=1, earlier=Earlier(answered=True, options=OFFERED))
    assert reply(knowledge, "2", carried=told).turn == 1
    assert reply(knowledge, "2", carried=told).choices.area == SEOCHO


SUGGESTED = Earlier(
    options=tuple(Option(str(number), code, Choices(affair=code)) for number, code in enumerate(("road.streetlight", "road.pothole"), start=1)),
    affairs=(RankedAffair("road.streetlight", 0.6, offered=True),),
    told=("road.streetlight.report", "ko"),
)


@pytest.mark.parametrize(
    ("text", "affair"), [("네", "road.streetlight"), ("네 맞아요", "road.streetlight"), ("1번이요", "road.streetlight"), ("2", "road.pothole")]
)
def test_yes_to_what_was_suggested_chooses_it(knowledge: Knowledge, text: str, affair: str) -> None:
    said = reply(knowledge, text, carried=conversation(earlier=SUGGESTED))
    assert (said.text, said.choices.affair) == ("", affair)
    asked = replace(SUGGESTED, told=("", ""))
    assert reply(knowledge, "네", carried=conversation(earlier=asked)).choices.affair == ""


def test_who_goes_on_after_a_suggestion_goes_on_about_that(knowledge: Knowledge) -> None:
    goes_on = reply(knowledge, "기둥 번호는 모르겠어요", carried=conversation(earlier=SUGGESTED))
    assert (goes_on.earlier.certain, goes_on.earlier.answered) == (True, True)
    assert not reply(knowledge, "기둥 번호는 모르겠어요", carried=conversation(earlier=replace(SUGGESTED, told=("", "")))).earlier.certain
    assert reply(knowledge, "아니요", carried=conversation(earlier=SUGGESTED)).manner is Manner.PERSON
    corrected = reply(knowledge, "그게 아니라 골목에 카메라를 달아 달라고요", carried=conversation(earlier=SUGGESTED))
    assert (corrected.earlier.certain, corrected.earlier.answered) == (False, False)


def test_what_of_trains_was_asked_is_kept_until_another_is(knowledge: Knowledge) -> None:
    asked = conversation(heard=frozenset({"first_train", "inner"}), day_word="내일")
    kept = reply(knowledge, "수유역이요", carried=asked)
    assert (kept.heard, kept.day_word) == (asked.heard, "내일")
    assert reply(knowledge, "막차는요?", carried=asked).heard == {"last_train", "inner"}
    missed = conversation(heard=frozenset({"entry:transit.subway.firstlast.missed"}))
    assert reply(knowledge, "수유역이요", carried=missed).heard == missed.heard
    assert reply(knowledge, "택시비는요?", carried=missed).heard == {"entry:transit.taxi.fare.estimate"}


@pytest.mark.parametrize(("text", "manner"), [("안녕하세요", Manner.GREETING), ("사람 바꿔줘요", Manner.PERSON), (QUESTION, None)])
def test_a_message_that_asks_for_nothing_is_not_to_be_read(knowledge: Knowledge, text: str, manner: Manner | None) -> None:
    heard = read(knowledge, text)
    assert (heard.manner, heard.asks) == (manner, manner is None)


@pytest.mark.parametrize(("text", "answered", "person"), [("아니요", False, True), ("아니요", True, False), ("서초구요", False, False)])
def test_who_takes_none_of_what_was_offered_gets_a_person(knowledge: Knowledge, text: str, answered: bool, person: bool) -> None:
    assert len(OFFERED) > 1
    assert (reply(knowledge, text, carried=conversation(earlier=Earlier(answered=answered, options=OFFERED))).manner is Manner.PERSON) is person


@pytest.mark.parametrize(("answered", "text", "details"), [(False, "글쎄요", {"fee"}), (True, "글쎄요", set()), (False, "전화번호는요?", {"phone"})])
def test_a_detail_is_asked_for_until_it_was_answered_or_another_one_is(knowledge: Knowledge, answered: bool, text: str, details: set[str]) -> None:
    asked = conversation(heard=frozenset({"fee"}), earlier=Earlier(answered=answered))
    assert reply(knowledge, text, carried=asked).heard == details


@pytest.mark.parametrize(
    "text",
    [
        "방금 아버지가 돌아가셨어요",
        "my father passed away this morning",
        "我妈妈今天去世了",
        "母が亡くなりました",
        "bố tôi vừa qua đời",
        "Ээж маань нас барлаа",
    ],
)
def test_who_has_lost_somebody_is_heard(knowledge: Knowledge, text: str) -> None:
    heard = read(knowledge, text)
    assert ("bereaved" in heard.heard, heard.upset) == (True, True)


def test_that_a_caller_is_upset_is_heard_once(knowledge: Knowledge) -> None:
    first = read(knowledge, "정말 짜증나네요 가로등이 나갔어요")
    assert first.upset
    again = reply(knowledge, "진짜 짜증나요 마포구요", carried=replace(first, earlier=Earlier(options=OFFERED)))
    assert not again.upset
    assert reply(knowledge, "진짜 짜증나요 마포구요", carried=replace(read(knowledge), earlier=Earlier(options=OFFERED))).upset
    assert not read(knowledge).upset
