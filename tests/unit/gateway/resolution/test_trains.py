"""What a caller asks of trains, by the words that they use."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from city120_gateway.conversation.choices import Choices
from city120_gateway.conversation.conversation import Earlier
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution import trains
from city120_gateway.resolution.answers import Match, MatchDecision, Mention, Place
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.other_services import Stop, Trip
from city120_gateway.resolution.whereabouts import Whereabouts
from city120_gateway.words.caller_words import AFTER_MIDNIGHT, FIRST, LAST, LEAVE_BY
from tests.unit.gateway.samples import AT, conversation, findings, match

TRAINS, ROUTE, ARRIVAL, COMPLAINT = "transit.subway.firstlast", "transit.subway.route", "transit.bus.arrival", "transit.bus.complaint"
SUYU, SADANG = (Place(f"station:{slug}", "station") for slug in ("suyu", "sadang"))
PASSED = "entry:transit.bus.complaint.driver"


def meant(knowledge: Knowledge, asked: Match, heard: set[str], stations: int = 0) -> tuple[MatchDecision, str]:
    mentions = [Mention(0, place.ref, (place,)) for place in (SUYU, SADANG)[:stations]]
    made = trains.meant(asked, conversation("…", heard=frozenset(heard)), mentions, knowledge)
    assert made is not None
    return made.decision, made.affairs[0].code if made.affairs else ""


@pytest.mark.parametrize("decision", [MatchDecision.ASK, MatchDecision.HAND_OVER, MatchDecision.REFUSE])
@pytest.mark.parametrize("heard", [FIRST, LAST, AFTER_MIDNIGHT])
def test_who_asks_for_a_train_at_a_station_asks_for_trains(knowledge: Knowledge, decision: MatchDecision, heard: str) -> None:
    unsure = match(ROUTE, decision=decision)
    assert meant(knowledge, unsure, {heard}, stations=1) == (MatchDecision.STATE, TRAINS)
    assert meant(knowledge, unsure, {heard}) == (decision, ROUTE)
    assert meant(knowledge, unsure, set(), stations=1) == (decision, ROUTE)


def test_until_when_to_leave_for_another_station_is_about_trains_whatever_else_it_seems(knowledge: Knowledge) -> None:
    assert meant(knowledge, match(ROUTE), {LEAVE_BY}, stations=2) == (MatchDecision.STATE, TRAINS)
    assert meant(knowledge, match(ROUTE), {LEAVE_BY}, stations=1) == (MatchDecision.STATE, ROUTE)
    assert meant(knowledge, match(ROUTE), {LAST}, stations=2) == (MatchDecision.STATE, ROUTE)


def test_words_tell_between_affairs_of_one_kind_and_no_others(knowledge: Knowledge) -> None:
    for decision in (MatchDecision.ASK, MatchDecision.HAND_OVER):
        assert meant(knowledge, match(ARRIVAL, decision=decision), {PASSED}) == (MatchDecision.STATE, COMPLAINT)
        assert meant(knowledge, match("road.pothole", decision=decision), {PASSED}) == (decision, "road.pothole")
    assert meant(knowledge, match(ARRIVAL), {PASSED}) == (MatchDecision.STATE, ARRIVAL)
    assert trains.meant(None, conversation("…"), (), knowledge) is None


def asking(knowledge: Knowledge, at: dt.datetime = AT, where: Whereabouts | None = None, **values: Any) -> Findings:
    """From Suyu to Sadang, unless another place is given."""
    there = where or Whereabouts(stations=(SUYU,), goal=SADANG.ref)
    return findings(knowledge, TRAINS, where=there, conversation=replace(conversation("…", **values), at=at))


def test_a_direction_and_a_goal_that_are_named_are_asked_for(knowledge: Knowledge) -> None:
    asked = asking(knowledge, heard=frozenset({"inner", LAST}))
    assert trains.stop(asked) == Stop("station:suyu", "", "inner", AT, towards="station:sadang")
    assert trains.trip(asked) == Trip("station:suyu", "station:sadang", AT)


def test_who_only_says_where_to_is_asked_from_where_and_keeps_the_goal(knowledge: Knowledge) -> None:
    only_goal = asking(knowledge, where=Whereabouts(stations=(SADANG,), goal=SADANG.ref))
    assert (trains.stop(only_goal), trains.trip(only_goal)) == (None, None)
    replied = asking(knowledge, where=Whereabouts(stations=(SUYU,)), earlier=Earlier(goal=SADANG.ref))
    assert trains.trip(replied) == Trip("station:suyu", "station:sadang", AT)
    chosen = asking(knowledge, where=Whereabouts(), choices=Choices(station=SADANG.ref), earlier=Earlier(goal=SADANG.ref))
    assert trains.trip(chosen) is None


@pytest.mark.parametrize(
    ("clock", "day_word", "expected", "next_day"),
    [
        ("2026-11-24T21:40", "", "2026-11-25T04:00", True),
        ("2026-11-25T00:30", "", "2026-11-25T04:00", False),
        ("2026-11-25T05:10", "", "2026-11-25T05:10", False),
        ("2026-11-25T12:00", "모레", "2026-11-25T12:00", False),
    ],
)
def test_first_trains_are_the_next_ones_unless_a_day_is_named(knowledge: Knowledge, clock: str, day_word: str, expected: str, next_day: bool) -> None:
    at, meant_at = (dt.datetime.fromisoformat(f"{time}:00+09:00") for time in (clock, expected))
    asked = asking(knowledge, at, heard=frozenset({FIRST}), day_word=day_word)
    assert trains.trip(asked) == Trip("station:suyu", "station:sadang", meant_at, first=True)
    stop = trains.stop(asked)
    assert stop is not None
    assert (stop.at, stop.first, trains.next_day(asked)) == (meant_at, True, next_day)


def test_other_affairs_have_no_trains(knowledge: Knowledge) -> None:
    road = findings(knowledge, "road.pothole", where=Whereabouts(stations=(SUYU,), goal=SADANG.ref))
    assert (trains.stop(road), trains.trip(road), trains.asked(road)) == (None, None, False)
