"""What a caller asks of trains: from where, towards where, when."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from city120_gateway.conversation.choices import Choices
from city120_gateway.conversation.conversation import Earlier
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution import trains
from city120_gateway.resolution.answers import Departures, Place
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.other_services import Stop, Trip
from city120_gateway.resolution.whereabouts import Whereabouts
from city120_gateway.words.caller_words import FIRST, LAST
from tests.unit.gateway.samples import AT, conversation, departures, findings, train

TRAINS, ROUTE, ARRIVAL, COMPLAINT = "transit.subway.firstlast", "transit.subway.route", "transit.bus.arrival", "transit.bus.complaint"
SUYU, SADANG = (Place(f"station:{slug}", "station") for slug in ("suyu", "sadang"))
PASSED = "entry:transit.bus.complaint.driver"


def asking(knowledge: Knowledge, at: dt.datetime = AT, where: Whereabouts | None = None, **values: Any) -> Findings:
    """From Suyu to Sadang, unless another place is given."""
    there = where or Whereabouts(stations=(SUYU,), goal=SADANG.ref)
    return findings(knowledge, TRAINS, where=there, conversation=replace(conversation("…", **values), at=at))


def test_a_direction_and_a_goal_that_are_named_are_asked_for(knowledge: Knowledge) -> None:
    asked = asking(knowledge, heard=frozenset({"inner", LAST}))
    assert trains.stop(asked, knowledge) == Stop("station:suyu", "", "inner", AT, towards="station:sadang")
    assert trains.trip(asked) == Trip("station:suyu", "station:sadang", AT)


def test_who_only_says_where_to_is_asked_from_where_and_keeps_the_goal(knowledge: Knowledge) -> None:
    only_goal = asking(knowledge, where=Whereabouts(stations=(SADANG,), goal=SADANG.ref))
    assert (trains.stop(only_goal, knowledge), trains.trip(only_goal)) == (None, None)
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
    stop = trains.stop(asked, knowledge)
    assert stop is not None
    assert (stop.at, stop.first, trains.next_day(asked)) == (meant_at, True, next_day)


def test_who_asks_for_the_first_and_the_last_train_is_answered_for_the_day(knowledge: Knowledge) -> None:
    at = dt.datetime.fromisoformat("2026-11-24T21:40:00+09:00")
    asked = asking(knowledge, at, heard=frozenset({FIRST, LAST}))
    assert trains.trip(asked) == Trip("station:suyu", "station:sadang", at)
    stop = trains.stop(asked, knowledge)
    assert stop is not None
    assert (stop.at, stop.first, trains.first_too(asked.conversation.heard)) == (at, False, True)


def test_who_missed_the_last_train_and_asks_for_the_first_is_told_that_alone(knowledge: Knowledge) -> None:
    at = dt.datetime.fromisoformat("2026-11-25T00:50:00+09:00")
    gone = frozenset({FIRST, LAST, "entry:transit.subway.firstlast.missed"})
    stop = trains.stop(asking(knowledge, at, heard=gone), knowledge)
    assert stop is not None
    assert stop.first
    assert not trains.missed(asking(knowledge, at, heard=gone))
    assert trains.missed(asking(knowledge, at, heard=gone - {FIRST}))


@pytest.mark.parametrize(
    ("lines", "stands"),
    [
        # Of a line whose times nobody here knows no station is needed; of lines 1 to 9 it is, and line 1 is known in part.
        (("line.incheon1",), True),
        (("line.suinbundang",), True),
        (("line.1",), False),
        (("line.incheon1", "line.sillim"), False),
    ],
)
def test_a_line_that_is_named_alone_is_looked_up_at_any_of_its_stations(knowledge: Knowledge, lines: tuple[str, ...], *, stands: bool) -> None:
    stop = trains.stop(asking(knowledge, where=Whereabouts(assets=lines), heard=frozenset({LAST})), knowledge)
    assert (stop is not None) is stands
    if stop is not None:
        assert (stop.anywhere, stop.line, knowledge.station_lines[stop.station]) == (True, lines[0], lines)


def test_other_affairs_have_no_trains(knowledge: Knowledge) -> None:
    road = findings(knowledge, "road.pothole", where=Whereabouts(stations=(SUYU,), goal=SADANG.ref))
    assert (trains.stop(road, knowledge), trains.trip(road), trains.asked(road)) == (None, None, False)


@pytest.mark.parametrize(
    ("clock", "leaving", "may"),
    [
        ("00:50", departures(incomplete_lines=("line.sinbundang",)), True),
        ("23:10", departures(incomplete_lines=("line.sinbundang",)), False),
        ("05:10", departures(incomplete_lines=("line.sinbundang",)), False),
        ("00:50", departures(incomplete_lines=("line.sinbundang",), first=True), False),
        ("00:50", departures(train("24:55")), False),
        ("00:50", None, False),
    ],
)
def test_after_midnight_the_last_train_of_a_line_without_times_may_have_left(
    knowledge: Knowledge, clock: str, leaving: Departures | None, may: bool
) -> None:
    asked = asking(knowledge, dt.datetime.fromisoformat(f"2026-12-02T{clock}:00+09:00"))
    assert trains.may_have_left(replace(asked, departures=leaving)) is may


def test_who_missed_the_last_train_is_told_of_lines_whose_times_are_not_known(knowledge: Knowledge) -> None:
    heard = frozenset({LAST, f"entry:{TRAINS}.missed", "entry:a.before"})
    missed = asking(knowledge, heard=heard)
    assert trains.missed(missed)
    assert (trains.stop(missed, knowledge) is not None, trains.trip(missed)) == (True, None)
