"""Whether an office or a sight that is named is open, then or when one gets there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from city120_gateway.channels.registry import render
from city120_gateway.conversation.hints import DeviceHint, Point
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Match, MatchDecision, Mention, Opening, Outcome, Place, Role, Route, Ruling
from city120_gateway.resolution.around import search_around
from city120_gateway.resolution.asked_by_words import asked_by_words
from city120_gateway.resolution.decide import Kind
from city120_gateway.resolution.nearby import DayHours, Nearby, NearbyPlace, NearbySearch, Visit, Visiting
from city120_gateway.resolution.other_services import Case, Way
from city120_gateway.resolution.resolution import Answer
from city120_gateway.resolution.visits import affair_of, visiting, when_there, with_hours
from city120_gateway.resolution.whereabouts import Whereabouts
from city120_gateway.words.caller_words import HOURS, OPEN
from tests.unit.gateway.samples import AT, LANGUAGES, conversation, findings, match, nearby_place, resolution, responsibility

HOURS_THERE, LATER = "Mo-Fr 09:00-18:00; PH off", AT + dt.timedelta(minutes=35)
OFFICE = Place("body:district.11440", "office", {"ko": "마포구청"}, "11440", Point(37.566, 126.901), address="월드컵로 212")
STATION = Place("station:hapjeong", "station", {"ko": "합정"}, "11440", Point(37.549, 126.914))
UNSURE = match("city.holiday", "office.hours", decision=MatchDecision.ASK)


def asked(knowledge: Knowledge, text: str, heard: Match = UNSURE, **values: Any) -> Visiting | None:
    named = [(OFFICE, "마포구청"), (STATION, "합정역")]
    mentions = [Mention(text.index(name), name, (place,), Role.UNSPECIFIED) for place, name in named if name in text]
    return visiting(conversation(text, **values), heard, mentions, knowledge)


@pytest.mark.parametrize(
    "text",
    [
        "마포구청 크리스마스에 열어요?",
        "마포구청 12월 25일에 하나요",
        "Is 마포구청 open on New Year's Day?",
        "마포구청圣诞节开门吗",
        "마포구청は土曜日に開いていますか",
        "마포구청 chủ nhật có mở cửa không",
        "마포구청 ням гарагт нээлттэй юу",
    ],
)
def test_who_asks_whether_an_office_is_open_asks_for_nothing_else(knowledge: Knowledge, text: str) -> None:
    assert asked(knowledge, text) == Visiting(OFFICE, AT)


@pytest.mark.parametrize(
    ("text", "on_foot"),
    [
        ("지금 출발해서 걸어가면 마포구청 열려 있나요? 합정역이에요", True),
        ("마포구청 여기서 걸어가면 문 닫기 전에 도착할까요? 합정역인데", True),
        ("I'm at 합정역. If I walk to 마포구청 now, will it still be open?", True),
        ("我在합정역，现在去마포구청还开着吗", False),
        ("今합정역です。今から行って마포구청は開いていますか", False),
        ("tôi ở 합정역, bây giờ đi thì 마포구청 còn mở cửa không", False),
        ("Би 합정역 байна, одоо явбал 마포구청 нээлттэй юу", False),
    ],
)
def test_who_goes_there_sets_out_where_they_are(knowledge: Knowledge, text: str, on_foot: bool) -> None:
    for heard in (UNSURE, match("office.hours")):
        assert asked(knowledge, text, heard) == Visiting(OFFICE, AT, STATION.ref, on_foot)


def test_where_the_channel_knows_the_caller_they_set_out_there(knowledge: Knowledge) -> None:
    here = asked(knowledge, "지금 가면 마포구청 열려 있나요", place=DeviceHint(Point(37.5, 127.0)))
    assert here is not None
    assert here.origin == "37.5,127.0"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("마포구청 토요일에 열어요?", match("office.hours")),
        ("마포구청 여권 토요일에 열어요?", match("passport.apply")),
        ("마포구청 앞 가게가 문 닫고 나서 쓰레기가 잔뜩 쌓여 있어요", UNSURE),
        ("마포구청 어디예요?", UNSURE),
        ("합정역 열어요?", UNSURE),
    ],
)
def test_what_asks_for_more_than_that_goes_on_as_it_is(knowledge: Knowledge, text: str, heard: Match) -> None:
    assert asked(knowledge, text, heard) is None


def test_at_a_time_that_is_said_it_is_that_time(knowledge: Knowledge) -> None:
    text, day = "마포구청 아침 8시에 열어요?", AT + dt.timedelta(days=1)
    said = replace(conversation(text, day_word="내일"), at=day)
    tomorrow = visiting(said, match("office.hours"), [Mention(0, "마포구청", (OFFICE,))], knowledge)
    assert tomorrow is not None
    assert tomorrow.at == AT.replace(hour=8, minute=0) + dt.timedelta(days=1)


def test_whether_a_named_office_is_open_is_asking_for_hours() -> None:
    heard, mention = conversation("…", heard=frozenset({OPEN})), Mention(0, "마포구청", (OFFICE,))
    assert HOURS in with_hours(heard, [mention]).heard
    assert HOURS not in with_hours(heard, [replace(mention, candidates=(STATION,))]).heard


@dataclass
class Played:
    """The way there, the hours, and what was asked."""

    hours: str = HOURS_THERE
    arrival: dt.datetime | None = LATER
    moments: list[dt.datetime] = field(default_factory=list)

    async def route(self, way: Way) -> Route | None:
        return Route({"ko": "합정"}, {"ko": "마포구청"}, arrival=self.arrival)

    async def rule(self, case: Case) -> Ruling | None:
        self.moments.append(case.at)
        at_rule = responsibility()
        opening = Opening(HOURS_THERE, open_now=False, next_change="2026-11-25T09:00:00+09:00")
        return Ruling(responsibility=replace(at_rule, department=replace(at_rule.department, opening=opening)), outcome=Outcome.RESOLVED)

    async def nearby(self, search: NearbySearch) -> Nearby | None:
        hours = Opening(self.hours, True, "", "a list", "2025")
        return Nearby((NearbyPlace(OFFICE.ref, "office", OFFICE.names, address=OFFICE.address, opening=hours),))


async def test_the_office_is_told_as_it_is_on_arrival(knowledge: Knowledge) -> None:
    services, asked_of = Played(), findings(knowledge, "office.hours")
    there = await when_there(Visiting(OFFICE, AT, STATION.ref), asked_of, knowledge, services)  # type: ignore[arg-type]
    assert there is not None
    assert (there.visit, services.moments) == (Visit(LATER, {"ko": "합정"}, AT), [LATER])
    assert there.places[0].opening == Opening(HOURS_THERE, False, "2026-11-25T09:00:00+09:00", "a list", "2025")
    nobody_goes = await when_there(Visiting(OFFICE, AT), asked_of, knowledge, services)  # type: ignore[arg-type]
    assert nobody_goes is not None
    assert nobody_goes.visit == Visit(AT)
    # Another office has other hours.
    assert await when_there(Visiting(OFFICE, AT), asked_of, knowledge, Played("Mo-Su 10:00-19:00")) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_when_one_is_there_and_whether_it_is_open_then(knowledge: Knowledge, language: str) -> None:
    place = nearby_place("마포구청", opening=Opening(HOURS_THERE, False, "2026-11-25T09:00:00+09:00"))
    nearby = Nearby((place,), sought=True, visit=Visit(LATER, {"ko": "합정"}, AT))
    text = "\n".join(render(resolution(Kind.PLACES, language, nearby=nearby), knowledge))
    for told in ("21:40", "22:15", "합정", "마포구청", "09:00"):
        assert told in text, told
    assert "{" not in text


def test_an_open_one_near_is_a_place_that_is_looked_for(knowledge: Knowledge) -> None:
    text = "합정역 근처 주민센터 지금 열었나요"
    made = asked_by_words(match("office.location", "office.hours", decision=MatchDecision.ASK), conversation(text), [], knowledge)
    assert (made.decision, made.affairs[0].code) == (MatchDecision.STATE, "office.location")
    near = findings(
        knowledge, "office.location", where=Whereabouts(point=Point(37.5, 127.0)), conversation=conversation(text, heard=frozenset({OPEN}))
    )
    search = search_around(near, made.entries[0].id, knowledge)
    assert search is not None
    assert search.open_only


PALACE = Place("place:gyeongbokgung", "palace", {"ko": "경복궁"}, "11110", Point(37.576, 126.977), address="사직로 161")
OF_THE_PALACE = Place("station:gyeongbokgung", "station", {"ko": "경복궁"}, "11110", Point(37.575, 126.973))
TOUR = match("culture.tour")
PALACE_HOURS = "Nov-Feb 09:00-17:00; Mar-Oct 09:00-18:00; Tu off; 2026 Dec 30 unknown"


def seen(knowledge: Knowledge, text: str, heard: Match = TOUR, *, surface: str = "경복궁") -> Visiting | None:
    """What is asked of the palace, which may be named with the station where one sets out, on Tuesday evening."""
    word, day = knowledge.days.find(text, AT) or ("", AT)
    asking = replace(conversation(text, day_word=word, asked_at=AT), at=day)
    mentions = [Mention(text.index(surface), surface, (PALACE, OF_THE_PALACE))]
    mentions += [Mention(text.index("합정역"), "합정역", (STATION,), Role.ORIGIN, "에서 출발")] if "합정역" in text else []
    return visiting(asking, heard, mentions, knowledge)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("경복궁 내일 열어요?", "경복궁"),
        ("내일 경복궁 몇 시에 문 여나요", "경복궁"),
        ("Is Gyeongbokgung open tomorrow?", "Gyeongbokgung"),
        ("What time does Gyeongbokgung close tomorrow?", "Gyeongbokgung"),
        ("景福宫明天开吗", "景福宫"),
        ("景福宮は明日開いていますか", "景福宮"),
        ("Ngày mai Cung Gyeongbokgung có mở cửa không?", "Cung Gyeongbokgung"),
        ("Маргааш Кёнбоккун ордон нээлттэй юу?", "Кёнбоккун ордон"),
    ],
)
def test_who_names_a_sight_and_a_day_asks_for_the_hours_of_that_day(knowledge: Knowledge, text: str, surface: str) -> None:
    tomorrow = AT.replace(hour=12, minute=0) + dt.timedelta(days=1)
    for heard in (TOUR, match("culture.tour", "culture.museum", decision=MatchDecision.ASK)):
        assert seen(knowledge, text, heard, surface=surface) == Visiting(PALACE, tomorrow, of_day=True)


def test_who_names_no_day_hears_whether_it_is_open_now_or_the_hours_of_today_and_the_entry(knowledge: Knowledge) -> None:
    assert seen(knowledge, "경복궁 지금 열려 있나요?") == Visiting(PALACE, AT)
    hours = seen(knowledge, "경복궁 관람시간 알려 주세요")
    assert hours is not None
    assert hours == Visiting(PALACE, AT, of_day=True, entry=hours.entry)
    assert "경복궁" in knowledge.texts[hours.entry]["ko"].answer


@pytest.mark.parametrize(
    "text", ["지금 합정역에서 출발하면 경복궁 닫기 전에 도착해요?", "지금 합정역에서 출발하면 경복궁 문 닫기 전에 갈 수 있나요?"]
)
def test_who_goes_to_a_sight_is_told_of_the_moment_of_arrival(knowledge: Knowledge, text: str) -> None:
    assert seen(knowledge, text) == Visiting(PALACE, AT, STATION.ref)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("경복궁 내일 열어요? 입장료는 얼마예요?", TOUR),
        ("경복궁 내일 열어요? 예약해야 해요?", TOUR),
        ("경복궁 어떻게 가요? 내일 열어요?", TOUR),
        ("경복궁 앞 가게가 문 닫고 쓰레기를 쌓아 놨어요", TOUR),
        ("경복궁 옆 주차장 내일 열어요?", TOUR),
        ("경복궁 수문장 교대식 몇 시까지 해요?", TOUR),
        ("경복궁 밤에도 열어요?", TOUR),
        ("경복궁 주말에 열어요?", TOUR),
        ("경복궁 1월에 문 열어요?", TOUR),
        ("경복궁 2040년 설날에 열어요?", TOUR),
        ("경복궁 내일 열어요?", match("culture.library")),
        ("경복궁 내일 열어요?", replace(TOUR, emergencies=frozenset({"fire"}))),
    ],
)
def test_what_is_more_than_the_hours_of_a_sight_goes_on_as_it_is(knowledge: Knowledge, text: str, heard: Match) -> None:
    assert seen(knowledge, text, heard) is None


def test_a_part_of_a_sight_and_one_without_hours_are_none(knowledge: Knowledge) -> None:
    assert seen(knowledge, "경복궁 별관 내일 열어요?", surface="경복궁 별관") is None
    hall = replace(PALACE, ref="place:no-hours")
    assert visiting(conversation("경복궁 내일 열어요?"), TOUR, [Mention(0, "경복궁", (hall,))], knowledge) is None


def test_the_affair_of_a_sight_is_one_whose_entries_name_it(knowledge: Knowledge) -> None:
    unsure = match("office.hours", "culture.tour", decision=MatchDecision.ASK)
    assert affair_of(Visiting(PALACE, AT), unsure, knowledge) == "culture.tour"
    unnamed = Visiting(replace(PALACE, names={"ko": "이름 없는 궁"}), AT)
    assert affair_of(unnamed, unsure, knowledge) == knowledge.affair_of("directions")


@dataclass
class Sought(Played):
    """The hours of the palace, as the row has them."""

    hours: str = PALACE_HOURS

    async def nearby(self, search: NearbySearch) -> Nearby | None:
        assert (search.words, search.kinds, search.open_only) == ("경복궁", (), False)
        opening = Opening(self.hours, True, "", "the palace", "2025-11-12")
        return Nearby((NearbyPlace(PALACE.ref, "palace", PALACE.names, "11110", address=PALACE.address, opening=opening),))


async def told(knowledge: Knowledge, visit: Visiting, hours: str = PALACE_HOURS) -> Nearby | None:
    return await when_there(visit, findings(knowledge, "culture.tour"), knowledge, Sought(hours))  # type: ignore[arg-type]


def moment(written: str) -> dt.datetime:
    return dt.datetime.fromisoformat(written).replace(tzinfo=AT.tzinfo)


@pytest.mark.parametrize(
    ("at", "of_day", "opens", "closes", "rests"),
    [
        ("2026-12-02T12:00", True, "2026-12-02T09:00", "2026-12-02T17:00", False),
        ("2026-12-01T12:00", True, "2026-12-02T09:00", "2026-12-02T17:00", True),
        ("2026-12-02T18:00", True, "2026-12-03T09:00", "2026-12-03T17:00", False),
        ("2026-12-02T08:00", False, "2026-12-02T09:00", "2026-12-02T17:00", False),
        ("2027-03-31T20:00", False, "2027-04-01T09:00", "2027-04-01T18:00", False),
    ],
)
async def test_the_hours_of_a_day_or_of_the_next_one(knowledge: Knowledge, at: str, of_day: bool, opens: str, closes: str, rests: bool) -> None:
    there = await told(knowledge, Visiting(PALACE, moment(at), of_day=of_day))
    assert there is not None
    assert there.visit is not None
    hours = there.visit.hours
    assert hours is not None
    assert (hours.opens, hours.closes, hours.rests) == (moment(opens), moment(closes), rests)
    assert there.places[0].opening is not None
    assert (there.places[0].opening.source, there.places[0].opening.data_date) == ("the palace", "2025-11-12")


async def test_a_row_that_is_changed_changes_what_is_told_and_what_nobody_knows_is_not(knowledge: Knowledge) -> None:
    visit = Visiting(PALACE, moment("2026-12-02T12:00"), of_day=True)
    there = await told(knowledge, visit, "Mo-Su 10:00-20:00")
    assert there is not None
    assert there.visit == Visit(visit.at, hours=DayHours(moment("2026-12-02T10:00"), moment("2026-12-02T20:00")))
    assert await told(knowledge, replace(visit, at=moment("2026-12-30T12:00"))) is None
    assert await told(knowledge, visit, "Mo-Su 09:00-12:00,13:00-17:00") is None


async def test_an_open_sight_is_open_until_it_closes_now_or_on_arrival(knowledge: Knowledge) -> None:
    now = await told(knowledge, Visiting(PALACE, moment("2026-12-02T12:00")))
    assert now is not None
    assert now.visit == Visit(moment("2026-12-02T12:00"))
    assert now.places[0].opening is not None
    assert (now.places[0].opening.open_now, now.places[0].opening.next_change) == (True, moment("2026-12-02T17:00").isoformat())
    there = await told(knowledge, Visiting(PALACE, AT, STATION.ref))
    assert there is not None
    assert there.visit == Visit(LATER, {"ko": "합정"}, AT)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("rests", "day"), [(False, 25), (True, 25), (False, 26)])
def test_the_hours_of_a_day_are_said_with_the_address(knowledge: Knowledge, language: str, rests: bool, day: int) -> None:
    opens = moment(f"2026-11-{day + rests}T09:00")
    visit = Visit(moment("2026-11-25T12:00"), hours=DayHours(opens, opens.replace(hour=17), rests))
    place = nearby_place("경복궁", address="사직로 161")
    nearby, answer = Nearby((place,), sought=True, visit=visit), Answer("culture.tour.palace", "궁마다 다릅니다.")
    text = "\n".join(render(resolution(Kind.PLACES, language, nearby=nearby, at=visit.at, asked_on=AT.date(), answer=answer), knowledge))
    for said in ("경복궁", "09:00", "17:00", "사직로 161", "궁마다 다릅니다."):
        assert said in text, said
    assert "{" not in text
