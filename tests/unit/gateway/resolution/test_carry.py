"""What a question carries to its reply."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from cryptography.fernet import Fernet

from city120_gateway.conversation.choices import Choices, Option
from city120_gateway.conversation.continuation import Continuations
from city120_gateway.conversation.conversation import Earlier, RankedAffair, RankedEntry, Waiting
from city120_gateway.conversation.hints import AreaHint, DeviceHint, PlaceHint, Point
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Match, MatchDecision, Place
from city120_gateway.resolution.carry import carried_on, sealed
from city120_gateway.resolution.decide import Kind
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.resolution import Clarification, Resolution
from city120_gateway.resolution.whereabouts import Whereabouts
from tests.unit.gateway.samples import answer, conversation, findings, resolution

OPTIONS = (Option("1", "마포구", Choices(area="11440")),)
ENTRIES = tuple(RankedEntry(f"entry.{number}", f"affair.{number // 2}") for number in range(20))


def findings_of(knowledge: Knowledge, affair: str = "road.pothole", **values: Any) -> Findings:
    said = conversation("집 앞이 파였어요", choices=Choices(affair=affair), turn=1)
    heard = Match(MatchDecision.ASK, (RankedAffair(affair, 0.123456, offered=True),) * 7, ENTRIES, jointly_certain=True)
    return findings(knowledge, affair, match=heard, **{"conversation": said, **values})


def test_all_is_carried_but_the_text(knowledge: Knowledge) -> None:
    where = Whereabouts(area_codes=("11440",), assets=("a",) * 7, stations=(Place("station:suyu", "station"),))
    carried = carried_on(findings_of(knowledge, where=where), OPTIONS, (), "one", asked=True)
    assert (carried.text, carried.said, carried.turn, carried.choices.affair) == ("", "", 1, "road.pothole")
    assert carried.earlier == Earlier(
        edition_id="one",
        certain=False,
        jointly_certain=True,
        affairs=(RankedAffair("road.pothole", 0.1235, offered=True),) * 5,
        entries=ENTRIES[:10:2],
        options=OPTIONS,
        assets=("a",) * 5,
        station="station:suyu",
    )


@pytest.mark.parametrize(
    ("where", "place"),
    [
        (Whereabouts(area_codes=("11440",)), AreaHint("11440")),
        (Whereabouts(area_codes=("11440", "11650")), None),
        (Whereabouts(point=Point(37.5, 127.0)), DeviceHint(Point(37.5, 127.0))),
        (Whereabouts(), None),
    ],
)
def test_the_place_that_was_used_is_carried_when_it_is_one(knowledge: Knowledge, where: Whereabouts, place: PlaceHint | None) -> None:
    assert carried_on(findings_of(knowledge, where=where), (), (), "one").place == place


def test_a_station_of_an_earlier_turn_stays_until_another_is_named(knowledge: Knowledge) -> None:
    before = conversation(earlier=Earlier(station="station:gangnam"))
    assert carried_on(findings_of(knowledge, conversation=before), (), (), "one").earlier.station == "station:gangnam"


def test_only_what_asks_back_has_a_token_and_the_first_carries_the_second(knowledge: Knowledge) -> None:
    continuations = Continuations(Fernet.generate_key().decode())
    asks = resolution(Kind.CLARIFY, clarification=Clarification("어느 구인가요?", "district", OPTIONS))
    tells = resolution(Kind.ANSWER)
    both = [findings_of(knowledge), findings_of(knowledge, "waste.bulky")]

    def waiting(*resolutions: Resolution) -> list[Waiting | None]:
        made = sealed(both, resolutions, continuations, "one")
        assert [replace(item, clarification=None, continuation="") for item in made] == [
            replace(result, clarification=None) for result in resolutions
        ]
        return [continuations.open(item.clarification.continuation).earlier.waiting for item in made if item.clarification is not None]

    assert waiting(asks, asks) == [Waiting("waste.bulky", ENTRIES[:10:2]), None]
    assert waiting(asks, tells) == [None]
    assert waiting(tells, asks) == [None]
    assert waiting(tells, tells) == []


def test_whoever_is_told_something_may_go_on_with_the_offers(knowledge: Knowledge) -> None:
    continuations = Continuations(Fernet.generate_key().decode())
    tells, asks = resolution(Kind.ANSWER, offers=OPTIONS), resolution(Kind.CLARIFY, clarification=Clarification("?", "district", OPTIONS))
    (told,) = sealed([findings_of(knowledge)], [tells], continuations, "one")
    earlier = continuations.open(told.continuation).earlier
    assert (earlier.answered, earlier.options) == (True, OPTIONS)
    first, second = sealed([findings_of(knowledge), findings_of(knowledge, "waste.bulky")], [tells, asks], continuations, "one")
    assert second.clarification is not None
    assert (first.continuation, second.continuation) == (second.clarification.continuation, "")
    assert not continuations.open(first.continuation).earlier.answered


@pytest.mark.parametrize(
    ("kind", "told"),
    [(Kind.CLARIFY, True), (Kind.ANSWER, True), (Kind.DEPARTMENT, True), (Kind.HANDOFF, True), (Kind.DIRECTIONS, True), (Kind.DEPARTURES, False)],
)
def test_what_was_told_is_carried_with_its_language(knowledge: Knowledge, kind: Kind, told: bool) -> None:
    continuations = Continuations(Fernet.generate_key().decode())
    asked = Clarification("?", "district", OPTIONS) if kind is Kind.CLARIFY else None
    (told_it,) = sealed([findings_of(knowledge)], [resolution(kind, "vi", answer=answer(), clarification=asked)], continuations, "one")
    assert continuations.open(told_it.continuation).earlier.told == ((answer().entry_id, "vi") if told else ("", ""))
