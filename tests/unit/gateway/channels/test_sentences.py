"""The sentences that all channels share: order and length are a channel's, facts are not."""

from __future__ import annotations

import datetime as dt
import string
from dataclasses import replace
from typing import Any

import pytest

from city120_gateway.channels.chat import Chat
from city120_gateway.channels.registry import render
from city120_gateway.conversation.choices import Choices, ChosenBody, Option
from city120_gateway.knowledge import Expresses, Knowledge
from city120_gateway.resolution.answers import Departures, Location, NearStation, NoWay, Opening, Place, StandIn
from city120_gateway.resolution.buses import Buses
from city120_gateway.resolution.decide import Kind, Reason
from city120_gateway.resolution.resolution import Answer, Clarification, Emergency, Handoff, Office, Resolution, StatedGroup
from city120_gateway.words.caller_words import AFTER_MIDNIGHT, FIRST, LAST, LEAVE_BY
from tests.unit.gateway.samples import AT, CHANNELS, LANGUAGES, OFFICE, answer, departures, last_way, resolution, responsibility, train

AGENT = Handoff("agent", "not certain enough what is asked")
AGENT_SAYS = {"web": "handoff.agent", "voice": "handoff.agent.here", "agent": "handoff.agent.here"}


def said(knowledge: Knowledge, kind: Kind, language: str = "ko", channel: str = "web", **sections: Any) -> list[str]:
    return list(render(resolution(kind, language, channel, **sections), knowledge))


def question(text: str = "어느 구인가요?", count: int = 0) -> Clarification:
    options = (Option(str(number), f"구 {number}", Choices(area="11440")) for number in range(1, count + 1))
    return Clarification(text, "district", tuple(options))


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_suggestion_comes_before_the_choices_and_says_when_it_holds(knowledge: Knowledge, channel: str) -> None:
    suggesting = replace(question("다른 일이면 골라 주세요.", 2), suggestion=answer(), lead="그 일이라면")
    told = " ".join(said(knowledge, Kind.CLARIFY, channel=channel, clarification=suggesting))
    assert told.index("그 일이라면") < told.index("다른 일이면")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_told_is_passed_on_where_calls_are_taken_and_else_to_be_told(knowledge: Knowledge, language: str) -> None:
    body = responsibility(phone="02-3153-8114")
    taken = replace(body, body=replace(body.body, taken_by="city"))
    told = said(knowledge, Kind.DEPARTMENT, language, "chat", responsibility=taken, noted=True)[0]
    assert told == knowledge.say("noted.passed", language, body=Chat(resolution(Kind.DEPARTMENT, language, "chat"), knowledge).body_name(taken))
    assert said(knowledge, Kind.DEPARTMENT, language, "web", responsibility=taken, noted=True)[0] != told
    assert said(knowledge, Kind.HANDOFF, language, "chat", handoff=AGENT, noted=True)[0] == knowledge.say("noted.agent", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_official_name_stands_beside_a_translated_one(knowledge: Knowledge, language: str) -> None:
    text = said(knowledge, Kind.DEPARTMENT, language, responsibility=responsibility())[0]
    assert OFFICE["ko"] in text
    assert OFFICE[language] in text
    assert (f"{OFFICE[language]} ({OFFICE['ko']})" in text) == (language != "ko")


@pytest.mark.parametrize(
    ("text", "told"), [("1644-0088에 전화하세요.", False), ("02-120이 아니라 앱에서 하세요.", True), ("2026-11-30까지입니다.", True)]
)
def test_who_is_told_whom_to_call_is_not_told_that_no_number_is_known(knowledge: Knowledge, text: str, *, told: bool) -> None:
    sentences = said(knowledge, Kind.DEPARTMENT, responsibility=responsibility(), answer=answer(text))
    assert (knowledge.say("phone.fallback", "ko", phone="120") in " ".join(sentences)) is told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.ANSWER, Kind.HANDOFF])
def test_without_a_verified_phone_120_is_given(knowledge: Knowledge, language: str, kind: Kind) -> None:
    unknown = " ".join(said(knowledge, kind, language, responsibility=responsibility()))
    known = " ".join(said(knowledge, kind, language, responsibility=responsibility(phone="02-3153-8114")))
    assert knowledge.fallback_phone == "120"
    assert knowledge.say("phone.fallback", language, phone="120") in unknown
    assert "02-3153-8114" in known
    assert knowledge.say("phone.fallback", language, phone="120") not in known


@pytest.mark.parametrize("language", LANGUAGES)
def test_hours_are_quoted_in_the_language_of_their_source_only(knowledge: Knowledge, language: str) -> None:
    text = " ".join(said(knowledge, Kind.DEPARTMENT, language, responsibility=responsibility(hours="평일 09:00~18:00")))
    assert ("평일 09:00~18:00" in text) == (language == "ko")


def test_a_department_is_called_by_its_own_name_and_the_front_desk_by_its_body_s(knowledge: Knowledge) -> None:
    night = responsibility(department="district.11440/night", department_names=dict.fromkeys(LANGUAGES, "Night desk") | {"ko": "당직실"})
    assert "Night desk (당직실)" in said(knowledge, Kind.DEPARTMENT, "en", responsibility=night)[0]
    front = responsibility(department_names=dict.fromkeys(LANGUAGES, "Front desk"))
    assert OFFICE["en"] in said(knowledge, Kind.DEPARTMENT, "en", responsibility=front)[0]


def test_an_answer_comes_before_the_office_and_an_office_that_must_act_before_the_answer(knowledge: Knowledge) -> None:
    both: dict[str, Any] = {"responsibility": responsibility(), "answer": answer()}
    assert said(knowledge, Kind.ANSWER, **both)[0] == answer().text
    assert OFFICE["ko"] in said(knowledge, Kind.DEPARTMENT, **both)[0]


@pytest.mark.parametrize("channel", CHANNELS)
def test_each_channel_gets_the_same_facts(knowledge: Knowledge, channel: str) -> None:
    both: dict[str, Any] = {"responsibility": responsibility(phone="02-3153-8114"), "answer": answer()}
    text = "\n".join(said(knowledge, Kind.ANSWER, channel=channel, **both))
    assert all(fact in text for fact in (answer().text, OFFICE["ko"], "02-3153-8114"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.DEPARTMENT, Kind.HANDOFF, Kind.OUT_OF_SCOPE])
def test_no_sentence_is_empty(knowledge: Knowledge, language: str, channel: str, kind: Kind) -> None:
    texts = said(knowledge, kind, language, channel, responsibility=responsibility(), handoff=AGENT)
    assert texts
    assert all(text.strip() for text in texts)


def test_an_office_is_told_with_its_address(knowledge: Knowledge) -> None:
    office = Office("body:district.11440", OFFICE, "월드컵로 212")
    texts = said(knowledge, Kind.PLACES, "en", offices=(office,), responsibility=responsibility())
    assert "월드컵로 212" in texts[0]
    assert f"{OFFICE['en']} ({OFFICE['ko']})" in texts[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_departures_name_station_terminal_day_and_source(knowledge: Knowledge, language: str) -> None:
    text = "\n".join(said(knowledge, Kind.DEPARTURES, language, departures=departures(train("23:10"))))
    for fact in ("수유", "사당", "2026-11-24", "2026-06", "23:10"):
        assert fact in text
    assert ("Suyu (수유)" in text) == (language != "ko")


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("ko", "다음 날 00:38"),
        ("en", "00:38 (next day)"),
        ("zh", "次日00:38"),
        ("ja", "翌日00:38"),
        ("vi", "00:38 (ngày hôm sau)"),
        ("mn", "00:38 (дараа өдөр)"),
    ],
)
def test_a_train_of_the_next_day_is_said_so_and_none_is_told_past_24_hours(knowledge: Knowledge, language: str, shown: str) -> None:
    trains = departures(train("24:38", clock="00:38", next_day=True), train("23:59"), train("24:54", clock="00:54"))
    text = "\n".join(said(knowledge, Kind.DEPARTURES, language, departures=trains))
    assert shown in text
    assert "24:" not in text
    assert shown.replace("00:38", "23:59") not in text
    assert shown.replace("00:38", "00:54") not in text
    assert "00:54" in text


def test_only_trains_that_are_a_way_home_and_have_not_left_are_told(knowledge: Knowledge) -> None:
    trains = departures(train("23:53"), train("22:10", gone=True), train("20:50", way_home=False))
    text = "\n".join(said(knowledge, Kind.DEPARTURES, "en", departures=trains))
    assert ("23:53" in text, "22:10" in text, "20:50" in text, "have all left" in text) == (True, False, False, False)


def test_when_all_have_left_it_is_told_what_still_runs_and_no_time_that_was_missed(knowledge: Knowledge) -> None:
    trains = departures(train("23:53", gone=True), train("20:50", gone=True, way_home=False))
    text = "\n".join(said(knowledge, Kind.DEPARTURES, "en", departures=trains))
    assert ("23:53" in text, "20:50" in text, "have all left" in text, "night bus or a taxi" in text) == (False, False, True, True)


def test_an_incomplete_timetable_says_that_a_later_train_may_run(knowledge: Knowledge) -> None:
    later = knowledge.say("departures.incomplete", "en", line=knowledge.lines["line.4"].names["en"])
    partly = departures(train("23:10"), incomplete_lines=("line.4", "line.of another edition"))
    partly = replace(partly, departures=tuple(replace(left, line="line.4") for left in partly.departures))
    assert later in said(knowledge, Kind.DEPARTURES, "en", departures=partly)
    assert later not in said(knowledge, Kind.DEPARTURES, "en", departures=departures(train("23:10")))


def test_a_station_without_timetable_gets_no_time_but_120(knowledge: Knowledge) -> None:
    (text,) = said(knowledge, Kind.DEPARTURES, "en", departures=departures())
    assert "no timetable for Suyu (수유)" in text
    assert "120" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trains", [departures(), departures(train("23:10"))])
def test_of_a_line_without_a_timetable_it_is_told_when_its_trains_run(knowledge: Knowledge, language: str, trains: Departures) -> None:
    text = "\n".join(said(knowledge, Kind.DEPARTURES, language, departures=replace(trains, incomplete_lines=("line.sinbundang",))))
    name = knowledge.lines["line.sinbundang"].names[language]
    assert knowledge.say("departures.untimed", language, lines=name) in text
    assert f"{name} 05:30~01:00 (2016-01-30)" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("lines", "told"), [(("line.incheon1",), True), (("line.incheon1", "line.arex"), False)])
def test_of_a_line_of_another_operator_it_is_told_who_that_is(knowledge: Knowledge, language: str, lines: tuple[str, ...], *, told: bool) -> None:
    operator = responsibility("transit.incheon", names=names("Incheon Transit Corporation"))
    text = "\n".join(said(knowledge, Kind.DEPARTURES, language, departures=departures(incomplete_lines=lines), responsibility=operator))
    assert (knowledge.say("responsible", language, body="Incheon Transit Corporation") in text) is told


def names(name: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, name)


def test_last_trains_of_one_direction_stand_together(knowledge: Knowledge) -> None:
    inner = [train("23:53", line="line.2", direction="inner", line_names=names("Line 2"), terminal=names(end)) for end in ("Seongsu", "Samseong")]
    trains = departures(inner[0], train("23:10"), inner[1])
    lines = said(knowledge, Kind.DEPARTURES, "en", departures=trains)[1].split("\n")
    assert lines == ["Line 2 inner loop: to Seongsu 23:53, to Samseong 23:53", "4 to Sadang (사당): 23:10"]
    alone = said(knowledge, Kind.DEPARTURES, "en", departures=departures(inner[0]))[1]
    assert alone == "Line 2 inner loop to Seongsu: 23:53"


def test_a_direction_without_a_name_is_called_by_its_end(knowledge: Knowledge) -> None:
    """Trains that end on the way leave after the last one that goes to the end."""
    trains = departures(train("24:33", terminal=names("Hansung Univ.")), train("23:51", terminal=names("Jinjeop")))
    lines = said(knowledge, Kind.DEPARTURES, "en", departures=trains)[1].split("\n")
    assert lines == ["4 towards Jinjeop: to Hansung Univ. 24:33, to Jinjeop 23:51"]


ONWARD: dict[str, Any] = {"direction": "down", "terminal_ref": "station:namtaeryeong", "terminal": names("Namtaeryeong")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_a_train_that_runs_on_beyond_its_terminal_is_told_by_where_it_heads(knowledge: Knowledge, language: str, channel: str) -> None:
    (oido,) = knowledge.onward["line.4", "down", "station:namtaeryeong"]
    onward, ending = train("24:08", **ONWARD), train("23:10", direction="down")
    alone = "\n".join(said(knowledge, Kind.DEPARTURES, language, channel, departures=departures(onward)))
    assert all(part in alone for part in (oido[language], "Namtaeryeong"))
    beside = "\n".join(said(knowledge, Kind.DEPARTURES, language, channel, departures=departures(onward, ending)))
    assert beside.index(oido[language]) < beside.index("Namtaeryeong") < beside.index("24:08") < beside.index("23:10")
    assert beside.count(oido[language]) == 1
    before = train("24:08", **{**ONWARD, "terminal_ref": "station:sadang"})
    assert oido[language] not in "\n".join(said(knowledge, Kind.DEPARTURES, language, channel, departures=departures(before)))


def test_it_is_said_that_it_goes_at_least_to_the_last_station_that_is_known(knowledge: Knowledge) -> None:
    trains = departures(train("24:08", clock="00:08", next_day=True, line_names=names("4호선"), **ONWARD | {"terminal": names("남태령")}))
    written, heard = (said(knowledge, Kind.DEPARTURES, "ko", channel, departures=trains) for channel in ("sms", "voice"))
    assert "4호선 오이도 방면(적어도 남태령까지) 다음 날 00:08" in written[0].split("\n")
    assert "4호선 오이도 방면으로 적어도 남태령까지 가는 열차 다음 날 00:08." in heard[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_next_first_train_is_told_by_where_it_heads(knowledge: Knowledge, language: str) -> None:
    first = departures(train("23:00", time="05:32", **ONWARD), first=True)
    text = "\n".join(said(knowledge, Kind.DEPARTURES, language, last_way=last_way(next_first=first, gone=True)))
    assert knowledge.onward["line.4", "down", "station:namtaeryeong"][0][language] in text
    assert "05:32" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_for_the_first_train_is_told_the_first_of_each_direction(knowledge: Knowledge, language: str) -> None:
    early = train("23:53", first="05:30", time="05:30")
    later = train("23:10", first="05:55", time="05:55", terminal=names("Oido"))
    back = train("23:40", first="05:41", time="05:41", direction="down", terminal=names("Jinjeop"), gone=True, way_home=False)
    for channel in ("web", "voice"):
        text = "\n".join(said(knowledge, Kind.DEPARTURES, language, channel, departures=departures(later, early, back, first=True)))
        assert [time in text for time in ("05:30", "05:41", "05:55", "23:53")] == [True, True, False, False]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", ["web", "voice"])
def test_who_asks_for_the_first_and_the_last_train_is_told_both(knowledge: Knowledge, language: str, channel: str) -> None:
    leaving = departures(train("23:53", first="05:30"), train("23:10", first="05:55", terminal=names("Oido")))
    asks = resolution(Kind.DEPARTURES, language, channel, departures=leaving, heard=frozenset({FIRST, LAST}))
    text = "\n".join(render(asks, knowledge))
    assert [time in text for time in ("05:30", "05:55", "23:53")] == [True, False, True]
    assert text.index("05:30") < text.index("23:53")
    way = resolution(Kind.DEPARTURES, language, channel, last_way=last_way(next_first=departures(train("23:00", time="05:32"), first=True)))
    assert "05:32" in "\n".join(render(way, knowledge))


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_trains_that_only_begin_a_journey_name_its_goal(knowledge: Knowledge, language: str) -> None:
    bound = knowledge.say("departures.bound", language, goal=knowledge.say("places.here", language))
    goal = dict.fromkeys(LANGUAGES, knowledge.say("places.here", language))
    trains = departures(train("23:53", time="05:30"), first=True, bound=goal)
    assert bound in said(knowledge, Kind.DEPARTURES, language, departures=trains)
    assert bound not in said(knowledge, Kind.DEPARTURES, language, departures=replace(trains, bound={}))


def test_the_first_way_is_told_even_when_today_s_has_left(knowledge: Knowledge) -> None:
    text = "\n".join(said(knowledge, Kind.DEPARTURES, "en", last_way=last_way(first=True, gone=True, next_day=True, exact=False)))
    assert "first train from Suyu to Sadang leaves at 23:58 (next day)" in text.replace(" (Suyu)", "").replace(" (Sadang)", "")
    assert knowledge.say("journey.careful.first", "en") in text
    assert "taxi" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_until_when_to_leave_is_told_so(knowledge: Knowledge, language: str) -> None:
    heard: dict[str, Any] = {"heard": frozenset({LEAVE_BY}), "last_way": last_way()}
    first, *_ = said(knowledge, Kind.DEPARTURES, language, **heard)
    assert first == knowledge.say(
        "journey.leave_by",
        language,
        station="Suyu",
        goal="Sadang",
        time="23:58",
        day_type=knowledge.say("day_type.weekday", language),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_way_that_is_tight_warns(knowledge: Knowledge, language: str) -> None:
    warning = knowledge.say("journey.tight", language, station="Suyu", time="23:58")
    assert warning in "".join(said(knowledge, Kind.DEPARTURES, language, "voice", last_way=last_way(tight=True)))
    assert warning not in "".join(said(knowledge, Kind.DEPARTURES, language, "voice", last_way=last_way()))


@pytest.mark.parametrize("channel", ["web", "voice"])
def test_a_day_of_a_festival_has_no_timetable_of_its_own(knowledge: Knowledge, channel: str) -> None:
    chuseok = AT.replace(month=9, day=26)
    sentence = knowledge.say("departures.festival", "en", day_type=knowledge.say("day_type.weekday", "en"))
    for sections in ({"last_way": last_way()}, {"departures": departures(train("22:22"))}):
        assert sentence in "".join(said(knowledge, Kind.DEPARTURES, "en", channel, at=chuseok, **sections))
        assert sentence not in "".join(said(knowledge, Kind.DEPARTURES, "en", channel, **sections))


@pytest.mark.parametrize("channel", ["web", "voice"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_holiday_that_nobody_has_told_is_said_not_to_be_known(knowledge: Knowledge, language: str, channel: str) -> None:
    sentence = knowledge.say("departures.day_unknown", language, year="2035", day="설날", date=f"{AT:%Y-%m-%d}")
    for sections in ({"last_way": last_way()}, {"departures": departures(train("22:22"))}):
        assert sentence in "".join(said(knowledge, Kind.DEPARTURES, language, channel, unknown_day=("2035", "설날"), **sections))
        assert sentence not in "".join(said(knowledge, Kind.DEPARTURES, language, channel, **sections))


def test_after_midnight_only_later_trains_are_told_or_that_there_are_none(knowledge: Knowledge) -> None:
    heard: dict[str, Any] = {"heard": frozenset({AFTER_MIDNIGHT})}
    late = departures(train("24:38", clock="00:38", next_day=True), train("23:59", direction="down"))
    text = "\n".join(said(knowledge, Kind.DEPARTURES, "en", departures=late, **heard))
    assert ("00:38" in text, "23:59" in text) == (True, False)
    none, *rest = said(knowledge, Kind.DEPARTURES, "en", departures=departures(train("23:59")), **heard)
    assert none == "No train leaves Suyu (수유) after midnight."
    assert "23:59" in "\n".join(rest)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_for_express_trains_hears_that_these_are_all(knowledge: Knowledge, language: str) -> None:
    texts = {
        "ko": "9호선 급행 막차",
        "en": "last express on line 9",
        "zh": "9号线快车末班",
        "ja": "9号線急行の終電",
        "vi": "chuyến tàu nhanh cuối cùng tuyến 9",
    }
    heard = knowledge.caller_words.heard(texts.get(language, "9-р шугамын сүүлийн хурдан галт тэрэг"))
    sentence = knowledge.say("departures.all_trains", language)
    assert sentence in said(knowledge, Kind.DEPARTURES, language, departures=departures(train("22:22")), heard=heard)
    assert sentence not in said(knowledge, Kind.DEPARTURES, language, departures=departures(train("22:22")))


def test_who_asks_for_express_trains_hears_of_those_that_are_known(knowledge: Knowledge) -> None:
    up = Expresses("line.4", "up", "05:40", "24:18", ("station:dongdaemun", "station:sadang"))
    down = replace(up, direction="down", last="22:01")
    known = replace(knowledge, expresses={("station:suyu", "weekday"): (up, down)})

    def told(**values: Any) -> str:
        trains = departures(train("22:22"), **values)
        return "\n".join(said(known, Kind.DEPARTURES, "en", departures=trains, heard=frozenset({"express"})))

    all_trains = knowledge.say("departures.all_trains", "en")
    sadang = known.stops["station:sadang"].names["en"]
    assert all(part in told() for part in (sadang, "00:18", "next day"))
    assert "22:01" not in told()
    assert "05:40" in told(first=True)
    assert "00:18" in told(towards=Place("station:dongdaemun", "station"))
    for none in ({"day_type": "holiday"}, {"towards": Place("station:myeongdong", "station")}):
        assert all_trains in told(**none)
    assert all_trains not in told()


def test_a_train_that_ends_before_the_goal_is_not_told(knowledge: Knowledge) -> None:
    trains = departures(train("23:10"), train("23:59", short_of_goal=True, terminal=names("Hyehwa")))
    text = "\n".join(said(knowledge, Kind.DEPARTURES, "en", departures=trains))
    assert ("23:10" in text, "23:59" in text) == (True, False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_way_is_told_instead_of_all_last_trains(knowledge: Knowledge, language: str) -> None:
    text = "\n".join(said(knowledge, Kind.DEPARTURES, language, departures=departures(train("22:22")), last_way=last_way()))
    assert all(told in text for told in ("23:58", "00:38", "Suyu", "Sadang", "Namtaeryeong"))
    assert "22:22" not in text
    assert "24:38" not in text
    assert knowledge.say("journey.careful", language) not in text


def test_a_way_that_is_worked_out_with_care_says_so(knowledge: Knowledge) -> None:
    assert knowledge.say("journey.careful", "en") in said(knowledge, Kind.DEPARTURES, "en", departures=departures(), last_way=last_way(exact=False))


def test_a_way_that_nobody_catches_any_more_tells_how_to_go_on_and_no_ride(knowledge: Knowledge) -> None:
    text = "\n".join(said(knowledge, Kind.DEPARTURES, "en", departures=departures(), last_way=last_way(gone=True)))
    assert ("left at 23:58" in text, "night bus or a taxi" in text, "arriving" in text) == (True, True, False)


def test_a_way_of_the_next_day_says_so(knowledge: Knowledge) -> None:
    assert "23:58 (next day)" in "\n".join(said(knowledge, Kind.DEPARTURES, "en", departures=departures(), last_way=last_way(next_day=True)))


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_emergency_is_said_first(knowledge: Knowledge, channel: str) -> None:
    emergency = Emergency(("119",), "지금 바로 119에 전화하세요.")
    texts = said(knowledge, Kind.EMERGENCY, channel=channel, emergency=emergency, responsibility=responsibility())
    assert texts[0].startswith("지금 바로 119")
    assert OFFICE["ko"] in " ".join(texts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("queue", ["agent", "interpreter"])
def test_on_the_web_a_person_is_reached_at_120(knowledge: Knowledge, language: str, queue: str) -> None:
    assert "120" in said(knowledge, Kind.HANDOFF, language, handoff=Handoff(queue, ""))[0]


def test_what_another_city_does_is_told_as_such(knowledge: Knowledge) -> None:
    busan: dict[str, Any] = {"outside": knowledge.outside["26"].names, "handoff": Handoff("agent", ""), "reason": Reason.OUTSIDE}
    assert said(knowledge, Kind.HANDOFF, "en", **busan) == [knowledge.say("handoff.outside", "en", place="Busan (부산광역시)")]
    reached = said(knowledge, Kind.HANDOFF, "en", **busan, outside_phone="051-120")
    assert reached == [knowledge.say("handoff.outside.phone", "en", place="Busan (부산광역시)", phone="051-120")]
    nowhere = said(knowledge, Kind.HANDOFF, "en", **busan | {"outside": {}})
    assert nowhere[0].startswith("That place: this lies outside")
    assert said(knowledge, Kind.OUT_OF_SCOPE, "en") == [knowledge.say("out_of_scope", "en")]


def test_choices_are_listed_under_their_numbers(knowledge: Knowledge) -> None:
    texts = said(knowledge, Kind.CLARIFY, clarification=question(count=2))
    assert texts == ["어느 구인가요?", "1. 구 1\n2. 구 2", knowledge.say("clarify.again", "ko")]
    assert said(knowledge, Kind.CLARIFY, clarification=question()) == ["어느 구인가요?"]


@pytest.mark.parametrize("channel", ["web", "chat", "sms", "sign", "agent"])
def test_more_choices_than_one_reads_are_left_to_buttons(knowledge: Knowledge, channel: str) -> None:
    few = "\n".join(said(knowledge, Kind.CLARIFY, channel=channel, clarification=question(count=8)))
    assert "8. 구 8" in few
    assert said(knowledge, Kind.CLARIFY, channel=channel, clarification=question(count=9)) == ["어느 구인가요?"]


@pytest.mark.parametrize("channel", ["voice", "sms", "chat", "sign"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_settles_their_matter_alone_hears_of_a_body_reached_here_only_if_they_said_where(
    knowledge: Knowledge, language: str, channel: str
) -> None:
    sections: dict[str, Any] = {"answer": answer(), "responsibility": responsibility(taken_by="city.120")}
    alone = "\n".join(said(knowledge, Kind.ANSWER, language, channel, **sections))
    assert alone == answer().text
    there = "\n".join(said(knowledge, Kind.ANSWER, language, channel, location=Location("11440"), **sections))
    assert OFFICE[language] in there
    assert knowledge.say("phone.taken", language) not in there
    sections["responsibility"] = responsibility(taken_by="city.120", tier="city")
    assert "\n".join(said(knowledge, Kind.ANSWER, language, channel, location=Location("11440"), **sections)) == answer().text


def test_the_agent_sees_whom_they_may_put_through_to(knowledge: Knowledge) -> None:
    texts = said(knowledge, Kind.ANSWER, channel="agent", answer=answer(), responsibility=responsibility(taken_by="city.120"))
    assert knowledge.say("phone.taken", "ko") in texts


def test_what_to_do_now_comes_before_an_office_that_has_closed(knowledge: Knowledge) -> None:
    closed, open_now = (responsibility(opening=Opening("Mo-Fr 09:00-18:00", is_open)) for is_open in (False, True))
    assert said(knowledge, Kind.DEPARTMENT, responsibility=closed, answer=answer())[0] == answer().text
    assert said(knowledge, Kind.DEPARTMENT, responsibility=open_now, answer=answer())[-1] == answer().text


@pytest.mark.parametrize("values", [{"taken_by": "city.120"}, {}], ids=["taken", "no number"])
@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.HANDOFF])
def test_nobody_is_put_through_to_who_has_closed(knowledge: Knowledge, kind: Kind, values: dict[str, Any]) -> None:
    closed = responsibility(**values, opening=Opening("Mo-Fr 09:00-18:00", False, "2026-11-25T09:00:00+09:00"))
    text = "\n".join(said(knowledge, kind, channel="chat", responsibility=closed, handoff=Handoff("body:district.11440", "")))
    assert "09:00" in text
    assert OFFICE["ko"] in text
    assert not any(knowledge.say(message, "ko") in text for message in ("phone.taken", "phone.fallback.here"))
    assert knowledge.say("handoff.operator", "ko", body=OFFICE["ko"]) not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_shares_a_place_is_named_and_a_line_is_only_a_button(knowledge: Knowledge, language: str) -> None:
    lines = (Option("1", "2", Choices(line="line.2")),)
    assert said(knowledge, Kind.ANSWER, language, answer=answer(), offers=lines) == [answer().text]
    bodies = tuple(Option(str(number), name, Choices(thing=ChosenBody(name))) for number, name in enumerate(("a", "b")))
    assert said(knowledge, Kind.ANSWER, language, answer=answer(), offers=bodies)[-1] == knowledge.say("offer.shared", language, bodies="a, b")


def test_every_sentence_is_there_in_every_language_with_the_same_blanks(knowledge: Knowledge) -> None:
    for name, texts in knowledge.messages.items():
        blanks = {language: {field for _, field, _, _ in string.Formatter().parse(text) if field} for language, text in texts.items()}
        assert set(blanks) == set(LANGUAGES), name
        assert len({frozenset(fields) for fields in blanks.values()}) == 1, name


def asking(knowledge: Knowledge, text: str = "어느 구인가요?", also: tuple[Resolution, ...] = ()) -> Resolution:
    return resolution(Kind.CLARIFY, clarification=question(text), about=knowledge.affairs["waste.bulky"], also=also)


def answering(knowledge: Knowledge, channel: str = "web", also: tuple[Resolution, ...] = ()) -> Resolution:
    return resolution(Kind.ANSWER, channel=channel, answer=answer(), about=knowledge.affairs["road.streetlight"], also=also)


def test_of_two_questions_what_is_asked_back_comes_last(knowledge: Knowledge) -> None:
    for first in (asking(knowledge, also=(answering(knowledge),)), answering(knowledge, also=(asking(knowledge),))):
        texts = render(first, knowledge)
        (second,) = first.also
        assert texts.index(answer().text) < texts.index("어느 구인가요?")
        assert second.about is not None
        assert sum(second.about.labels["ko"] in text for text in texts) == 1


def test_of_two_questions_asked_back_only_the_first_is_asked(knowledge: Knowledge) -> None:
    text = " ".join(render(asking(knowledge, also=(asking(knowledge, "어느 동인가요?"),)), knowledge))
    assert "어느 구인가요?" in text
    assert "어느 동인가요?" not in text
    assert knowledge.affairs["waste.bulky"].labels["ko"] in text


@pytest.mark.parametrize("channel", ["voice", "sms"])
def test_two_answers_are_one_text_where_a_channel_has_one(knowledge: Knowledge, channel: str) -> None:
    (text,) = render(answering(knowledge, channel, also=(answering(knowledge, channel),)), knowledge)
    assert text.count(answer().text) == 2


@pytest.mark.parametrize(("channel", "told"), [("web", "02-3153-8114"), ("sms", "글로 답해 드립니다"), ("voice", "이어 드립니다")])
def test_a_number_that_rings_here_is_not_told_here(knowledge: Knowledge, channel: str, told: str) -> None:
    asked = responsibility(phone="02-3153-8114", taken_by="call.120")
    text = " ".join(said(knowledge, Kind.DEPARTMENT, channel=channel, responsibility=asked))
    assert told in text
    assert ("02-3153-8114" in text) is (channel == "web")


def test_a_department_with_a_line_of_its_own_is_called_there(knowledge: Knowledge) -> None:
    asked = responsibility(taken_by="call.120", department="district.11440/night", department_names={"ko": "당직실"})
    asked = replace(asked, department=replace(asked.department, phone="02-3153-8100"))
    assert "02-3153-8100" in " ".join(said(knowledge, Kind.DEPARTMENT, channel="sms", responsibility=asked))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_a_group_is_called_by_its_name_and_says_what_it_does(knowledge: Knowledge, language: str, channel: str) -> None:
    water = knowledge.groups["water"]
    certain: dict[str, Any] = {"handoff": Handoff("group:water", "", "water"), "group": StatedGroup(water, 0.95)}
    text = " ".join(said(knowledge, Kind.HANDOFF, language, channel, **certain))
    does = water.plains if channel == "sign" else water.answers
    assert knowledge.say("handoff.group", language, group=water.labels[language]) in text
    assert does[language] in text
    unsure = " ".join(said(knowledge, Kind.HANDOFF, language, channel, **certain | {"handoff": AGENT}))
    assert water.labels[language] not in unsure


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_the_station_for_a_place_that_is_none_is_told_first_and_how_far_it_is(knowledge: Knowledge, channel: str, language: str) -> None:
    names = {name: {language: name.title(), "ko": name.title()} for name in ("stadium", "dong", "sports", "sanggye")}
    near = (NearStation(names["stadium"], "station:a", names["sports"], 293.4), NearStation(names["dong"], "station:b", names["sanggye"]))
    text = "\n".join(said(knowledge, Kind.DEPARTURES, language, channel, last_way=last_way(), near_stations=near))
    parts = ["Stadium", "Sports", "300", "Dong", "Sanggye", "23:58"]
    assert sorted(parts, key=text.index) == parts or language != "ko"
    assert all(part in text for part in parts)


def test_the_caller_s_own_place_has_no_name(knowledge: Knowledge) -> None:
    near = (NearStation({}, "station:a", {"en": "Sports"}, 293.4),)
    assert "nearest to where you are is Sports" in said(knowledge, Kind.DEPARTURES, "en", departures=departures(), near_stations=near)[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_where_no_train_is_known_that_gets_there_both_ends_are_named_and_a_person_finds_out(
    knowledge: Knowledge, channel: str, language: str
) -> None:
    unknown = NoWay({language: "Gangnam"}, {language: "Airport"})
    sections: dict[str, Any] = {"no_way": unknown, "handoff": AGENT, "answer": answer("ENTRY")}
    text = "\n".join(said(knowledge, Kind.DEPARTURES, language, channel, **sections))
    assert all(part in text for part in ("Gangnam", "Airport", "ENTRY"))
    assert knowledge.say(AGENT_SAYS.get(channel, "handoff.agent.written"), language, phone="120") in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("first", [False, True])
def test_of_trains_of_which_none_is_known_to_go_there_that_is_told_before_them(
    knowledge: Knowledge, channel: str, language: str, first: bool
) -> None:
    trains = departures(train("23:08", time="05:50" if first else "23:08"), first=first)
    sections: dict[str, Any] = {"no_way": NoWay(names("Suyu"), names("Ansan")), "handoff": AGENT, "departures": trains}
    text = "\n".join(said(knowledge, Kind.DEPARTURES, language, channel, **sections))
    told = text.index("Ansan")
    assert 0 <= told < text.index("05:50" if first else "23:08")
    assert knowledge.say(AGENT_SAYS.get(channel, "handoff.agent.written"), language, phone="120") in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_what_ends_of_a_way_are_taken_for_is_told_each_kind_once(knowledge: Knowledge, channel: str, language: str) -> None:
    taken = (
        StandIn(names("Jeongja"), "Bundang", station=True, others=(names("Seohyeon"), names("Yatap"))),
        StandIn(names("Guri"), "Guri City", station=True),
        StandIn(names("Yeoksam"), "Teheran-ro 152"),
        StandIn(names("Mapo")),
        StandIn(names("Nowon")),
    )
    told = said(knowledge, Kind.DEPARTURES, language, channel, departures=departures(train("23:08")), stand_ins=taken)
    text = "\n".join(told)
    assert all(name in text for name in ("Bundang", "Seohyeon, Yatap", "Guri City", "Teheran-ro 152", "Yeoksam"))
    assert knowledge.say("route.end.middle", language, place="Mapo, Nowon") in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_where_no_known_line_goes_it_is_said_what_else_to_look_for(knowledge: Knowledge, channel: str, language: str) -> None:
    text = "\n".join(said(knowledge, Kind.HANDOFF, language, channel, unreached=names("Sokcho"), handoff=AGENT))
    assert knowledge.say("route.unreached", language, place="Sokcho") in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("first", [False, True])
def test_the_last_train_in_the_direction_is_told_as_what_it_is_and_a_person_finds_out(
    knowledge: Knowledge, channel: str, language: str, first: bool
) -> None:
    trains = departures(train("24:08", time="05:50" if first else "24:08", **ONWARD), train("24:50", short_of_goal=True), beyond=True, first=first)
    sections: dict[str, Any] = {"no_way": NoWay(names("Suyu"), names("Ansan")), "handoff": AGENT, "departures": trains, "answer": answer("ENTRY")}
    text = "\n".join(said(knowledge, Kind.DEPARTURES, language, channel, **sections))
    assert knowledge.say("departures.beyond.first" if first else "departures.beyond", language, goal="Ansan") in text
    assert (("05:50" if first else "24:08") in text, "24:50" in text, "ENTRY" in text) == (True, False, True)
    assert knowledge.say(AGENT_SAYS.get(channel, "handoff.agent.written"), language, phone="120") in text
    gone = replace(trains, departures=(train("24:08", gone=True, **ONWARD),))
    if not first:
        left = "\n".join(said(knowledge, Kind.DEPARTURES, language, channel, **sections | {"departures": gone}))
        assert knowledge.say("journey.unknown", language, station="Suyu", goal="Ansan") in left


@pytest.mark.parametrize(("heard", "asked_on", "told"), [({"hours"}, None, True), (set(), AT.date(), False), ({"fee"}, None, False)])
def test_who_asks_for_hours_hears_whether_it_is_open_beside_an_answer(
    knowledge: Knowledge, heard: set[str], asked_on: dt.date | None, told: bool
) -> None:
    office = responsibility(taken_by="city.120", opening=Opening("Mo-Fr 09:00-18:00", open_now=False, next_change="2026-11-30T09:00:00+09:00"))
    sections: dict[str, Any] = {"answer": answer(), "responsibility": office, "location": Location("11440")}
    text = "\n".join(said(knowledge, Kind.ANSWER, channel="chat", heard=frozenset(heard), asked_on=asked_on, **sections))
    assert ("닫혀 있고 월요일 09:00에 엽니다" in text) is told
    assert knowledge.say("offer.body", "ko", body=OFFICE["ko"]) in text
    # When a library is open its office does not tell.
    sections["about"] = knowledge.affairs["culture.library"]
    assert "닫혀 있고" not in "".join(said(knowledge, Kind.ANSWER, channel="chat", heard=frozenset(heard), asked_on=asked_on, **sections))


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_lost_somebody_hears_condolences(knowledge: Knowledge, language: str) -> None:
    text = said(knowledge, Kind.ANSWER, language, answer=answer(), upset=True, heard=frozenset({"bereaved", "upset"}))
    assert text[0] == knowledge.say("condolence", language)
    assert knowledge.say("sympathy", language) not in text


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_upset_hears_a_word_of_sympathy_first_and_once(knowledge: Knowledge, language: str, channel: str) -> None:
    word = knowledge.say("sympathy", language)
    second = resolution(Kind.ANSWER, language, channel, answer=answer("SECOND"), upset=True)
    text = "\n".join(said(knowledge, Kind.ANSWER, language, channel, answer=answer("FIRST"), upset=True, also=(second,)))
    assert (text.index(word), text.count(word)) == (0, 1)
    assert word not in "\n".join(said(knowledge, Kind.ANSWER, language, channel, answer=answer("FIRST")))


@pytest.mark.parametrize(
    ("kind", "sections"),
    [
        (Kind.EMERGENCY, {"emergency": Emergency(("119",), "지금 119에 전화하세요.")}),
        (Kind.OUT_OF_SCOPE, {}),
        (Kind.ANSWER, {"reason": Reason.COURTESY, "answer": answer("안녕하세요")}),
    ],
)
def test_nothing_comes_before_what_must_be_done_at_once_and_no_sympathy_beside_a_greeting(
    knowledge: Knowledge, kind: Kind, sections: dict[str, Any]
) -> None:
    assert knowledge.say("sympathy", "ko") not in "\n".join(said(knowledge, kind, upset=True, **sections))


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_district_that_is_known_only_the_dong_is_wished_for(knowledge: Knowledge, language: str) -> None:
    dongs = tuple(Option(str(number), "", Choices(area=code)) for number, code in enumerate(("1144055500", "1144056500")))
    text = said(knowledge, Kind.ANSWER, language, answer=answer(), offers=dongs)[-1]
    mapo = knowledge.areas["11440"].names
    assert mapo[language] in text
    assert text == knowledge.say("offer.dong", language, area=mapo["ko"] if language == "ko" else f"{mapo[language]} ({mapo['ko']})")
    voice = "\n".join(said(knowledge, Kind.ANSWER, language, "voice", answer=answer(), offers=dongs))
    assert knowledge.say("offer.dong", language, area=mapo[language]) in voice
    for areas in (("11440", "11680"), ("11440",), ("1144055500", "1168064000")):
        offers = tuple(Option(str(number), "", Choices(area=code)) for number, code in enumerate(areas))
        assert said(knowledge, Kind.ANSWER, language, answer=answer(), offers=offers)[-1] == knowledge.say("offer.place", language)


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.DEPARTMENT, Kind.HANDOFF, Kind.CLARIFY])
def test_what_the_caller_has_heard_is_not_told_again_beside_what_they_wished_for(knowledge: Knowledge, kind: Kind) -> None:
    sections: dict[str, Any] = {"answer": answer(), "responsibility": responsibility(taken_by="city.120"), "told_before": True}
    text = "\n".join(said(knowledge, kind, channel="chat", handoff=AGENT, clarification=question(), **sections))
    assert answer().text not in text
    assert ("어느 구인가요?" if kind is Kind.CLARIFY else OFFICE["ko"]) in text
    assert (knowledge.say("phone.taken.written", "ko") in text) is (kind is not Kind.CLARIFY)


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.DEPARTMENT, Kind.HANDOFF])
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_where_or_has_heard_all_else_is_told_the_address_of_the_body(knowledge: Knowledge, language: str, kind: Kind) -> None:
    there = {"responsibility": responsibility(taken_by="city.120", address="월드컵로 212"), "handoff": AGENT, "location": Location("11440")}
    told = knowledge.say("contact.address", language, address="월드컵로 212")
    for values, tells in (({"told_before": True}, True), ({"heard": frozenset({"apply"})}, True), ({}, False)):
        assert (told in "\n".join(said(knowledge, kind, language, "chat", answer=answer(), **there, **values))) is tells
    nowhere = said(knowledge, kind, language, "chat", responsibility=responsibility(taken_by="city.120"), handoff=AGENT, told_before=True)
    assert knowledge.say("contact.address", language, address="") not in "\n".join(nowhere)


def test_a_department_with_a_line_of_its_own_may_be_elsewhere_than_its_body(knowledge: Knowledge) -> None:
    office = responsibility(address="월드컵로 212")
    told = knowledge.say("contact.address", "ko", address="월드컵로 212")
    own = replace(office, department=replace(office.department, id="health/dementia", phone="02-388-8233", names={"ko": "치매안심센터"}))
    for who, tells in ((office, True), (own, False)):
        text = "\n".join(said(knowledge, Kind.ANSWER, channel="chat", answer=answer(), told_before=True, responsibility=who))
        assert (told in text) is tells


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.DEPARTMENT])
@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_district_that_has_nothing_of_its_own_that_is_said_before_who_knows(knowledge: Knowledge, language: str, kind: Kind) -> None:
    about, names = knowledge.affairs["deaf.interp"], knowledge.areas["11440"].names
    sections: dict[str, Any] = {"about": about, "answer": answer(), "responsibility": responsibility(taken_by="city.120"), "told_before": True}
    area = names["ko"] if language == "ko" else f"{names[language]} ({names['ko']})"
    told = knowledge.say("detail.untold.there", language, area=area, affair=about.labels[language])
    first, *others = said(knowledge, kind, language, "chat", untold_in="11440", **sections)
    assert first == told
    assert others == said(knowledge, kind, language, "chat", **sections)


def test_an_answer_that_was_heard_is_not_told_again_where_there_is_nothing_else_to_say(knowledge: Knowledge) -> None:
    texts = said(knowledge, Kind.ANSWER, channel="chat", answer=answer(), told_before=True)
    assert texts == [knowledge.say("handoff.agent.written", "ko")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_to_who_writes_or_does_not_hear_a_person_writes_back(knowledge: Knowledge, language: str) -> None:
    taken = {"responsibility": responsibility(taken_by="city.120"), "handoff": AGENT}
    written, called = (knowledge.say(message, language) for message in ("phone.taken.written", "phone.taken"))
    for channel, heard, writes in (
        *((channel, frozenset[str](), True) for channel in ("sms", "chat", "sign")),
        *(("agent", heard, bool(heard)) for heard in (frozenset[str](), frozenset({"deaf"}))),
        ("voice", frozenset({"deaf"}), False),
    ):
        text = "\n".join(said(knowledge, Kind.DEPARTMENT, language, channel, heard=heard, **taken))
        assert ((written in text), (called in text)) == (writes, not writes)


@pytest.mark.parametrize("kind", [Kind.CLARIFY, Kind.ANSWER, Kind.DEPARTMENT, Kind.HANDOFF])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_detail_that_nothing_tells_is_named(knowledge: Knowledge, language: str, kind: Kind) -> None:
    details = ("fee", "hours", "documents", "duration", "online", "visit", "why", "anonymous")
    asked = resolution(kind, language, untold=details, responsibility=responsibility(), clarification=Clarification("?", "district"))
    text = "\n".join(render(asked, knowledge))
    assert all(knowledge.say(f"detail.untold.{detail}", language) in text for detail in details)


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.DEPARTMENT, Kind.HANDOFF])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_said_already_need_not_be_said_again(knowledge: Knowledge, language: str, kind: Kind) -> None:
    text = "\n".join(render(resolution(kind, language, said=("272", "Mapo"), answer=answer(), responsibility=responsibility()), knowledge))
    assert answer().text in text
    assert knowledge.say("said.already", language, said="272, Mapo") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_body_without_an_answer_offers_to_say_which_affair_it_is(knowledge: Knowledge, language: str) -> None:
    affairs = tuple(Option(str(number), code, Choices(affair=code)) for number, code in enumerate(("a", "b"), start=1))
    texts = said(knowledge, Kind.DEPARTMENT, language, responsibility=responsibility(), offers=affairs)
    assert texts[-1] == knowledge.say("offer.affair", language, affairs="a, b")
    assert knowledge.say("offer.affair", language, affairs="a") not in said(knowledge, Kind.DEPARTMENT, language, offers=affairs[:1])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", [{"tight": True}, {"gone": True}], ids=str)
def test_who_may_miss_the_last_train_hears_of_taxis_with_their_surcharge_and_of_the_first_train(
    knowledge: Knowledge, language: str, way: dict[str, bool]
) -> None:
    first = departures(train("23:00", time="05:32"), first=True)
    text = "\n".join(render(resolution(Kind.DEPARTURES, language, last_way=last_way(next_first=first, **way)), knowledge))
    assert all(part in text for part in (knowledge.say("journey.taxi", language), "40%", "05:32"))
    assert (knowledge.say("journey.missed", language) in text) == ("tight" in way)
    assert "40%" not in "\n".join(render(resolution(Kind.DEPARTURES, language, last_way=last_way()), knowledge))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", ["web", "voice"])
def test_on_the_last_night_of_the_year_it_is_said_first_that_trains_run_by_announcement(knowledge: Knowledge, language: str, channel: str) -> None:
    night = dt.datetime(2026, 12, 31, 22, tzinfo=AT.tzinfo)
    for told in ({"last_way": last_way()}, {"departures": departures(train("23:55"))}):
        text = render(resolution(Kind.DEPARTURES, language, channel, at=night, **told), knowledge)[0]
        assert text.startswith(knowledge.say("departures.day.12-31", language))
        assert "02:00" in text
        ordinary = render(resolution(Kind.DEPARTURES, language, channel, at=night - dt.timedelta(days=1), **told), knowledge)
        assert "02:00" not in "\n".join(ordinary)


@pytest.mark.parametrize("language", LANGUAGES)
def test_beyond_the_holidays_that_are_known_it_is_said(knowledge: Knowledge, language: str) -> None:
    sentence = knowledge.say("departures.by_weekday", language, year="2029")
    for year, told in ((2027, False), (2029, True)):
        at = dt.datetime(year, 3, 1, 12, tzinfo=AT.tzinfo)
        assert (sentence in render(resolution(Kind.DEPARTURES, language, at=at, last_way=last_way()), knowledge)) is told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", ["web", "voice"])
def test_of_first_trains_to_begin_with_it_is_told_when_one_is_there_at_the_latest(knowledge: Knowledge, language: str, channel: str) -> None:
    trains = departures(train("23:00", time="05:30"), first=True, bound=dict.fromkeys(LANGUAGES, "Hoehyeon"), by=("05:36", "06:34"))
    text = "\n".join(render(resolution(Kind.DEPARTURES, language, channel, departures=trains), knowledge))
    assert all(part in text for part in ("05:30", "05:36", "06:34"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_that_a_place_is_in_no_list_is_said_before_who_takes_over(knowledge: Knowledge, language: str, channel: str) -> None:
    unknown = resolution(Kind.HANDOFF, language, channel, reason=Reason.NO_SUCH_PLACE, unlisted="Banpo", handoff=Handoff("agent", "no list"))
    text = "\n".join(render(unknown, knowledge))
    assert text.startswith(knowledge.say("places.unknown", language, name="Banpo")[:20])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_the_place_that_is_named_beside_an_answer_is_told_with_its_phone(knowledge: Knowledge, language: str, channel: str) -> None:
    names = dict.fromkeys(LANGUAGES, "Embassy of India")
    embassy = Office("place:embassy-in", names, "101 Dokseodang-ro", "02-798-4257")
    text = "\n".join(said(knowledge, Kind.ANSWER, language, channel, answer=answer(), offices=(embassy,)))
    assert all(part in text for part in ("Embassy of India", "101 Dokseodang-ro"))
    assert channel == "voice" or "02-798-4257" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_whose_place_is_told_with_its_phone_is_not_told_that_no_number_is_known(knowledge: Knowledge, language: str) -> None:
    body, names = responsibility("nation.embassy"), dict.fromkeys(LANGUAGES, "Embassy of India")
    unknown = knowledge.say("phone.fallback", language, phone=knowledge.fallback_phone)
    for phone in ("02-798-4257", ""):
        embassy = Office("place:embassy-in", names, "101 Dokseodang-ro", phone)
        told = said(knowledge, Kind.ANSWER, language, "web", answer=answer(), offices=(embassy,), responsibility=body)
        assert (unknown in told) is not bool(phone)


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_line_without_times_what_goes_at_night_is_told_before_who_runs_it(knowledge: Knowledge, language: str) -> None:
    night = Answer(knowledge.fares["beyond"].id, "N61")
    trains = departures(incomplete_lines=("line.sinbundang",))
    told = said(knowledge, Kind.DEPARTURES, language, departures=trains, answer=night, buses=Buses(asked=True))
    assert "05:30~01:00" in told[1]
    assert told[2:4] == ["N61", knowledge.say("bus.ask", language)]
    assert "N61" not in said(knowledge, Kind.DEPARTURES, language, departures=trains, answer=replace(night, entry_id="other"))
