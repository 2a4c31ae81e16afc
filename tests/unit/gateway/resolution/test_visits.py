"""Whether an office that is named is open, then or when one gets there."""

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
from city120_gateway.resolution.nearby import Nearby, NearbyPlace, NearbySearch, Visit, Visiting
from city120_gateway.resolution.other_services import Case, Way
from city120_gateway.resolution.visits import visiting, when_there, with_hours
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
    there = await when_there(Visiting(OFFICE, AT, STATION.ref), asked_of, services)  # type: ignore[arg-type]
    assert there is not None
    assert (there.visit, services.moments) == (Visit(LATER, {"ko": "합정"}, AT), [LATER])
    assert there.places[0].opening == Opening(HOURS_THERE, False, "2026-11-25T09:00:00+09:00", "a list", "2025")
    nobody_goes = await when_there(Visiting(OFFICE, AT), asked_of, services)  # type: ignore[arg-type]
    assert nobody_goes is not None
    assert nobody_goes.visit == Visit(AT)
    # Another office has other hours.
    assert await when_there(Visiting(OFFICE, AT), asked_of, Played("Mo-Su 10:00-19:00")) is None  # type: ignore[arg-type]


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
