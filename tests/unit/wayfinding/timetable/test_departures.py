"""First and last trains."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest

from city120_edition import Edition, rows
from city120_errors import City120Error, InvalidArgument, NotFound
from city120_wayfinding.timetable.departures import Departures
from city120_wayfinding.wayfinding import Wayfinding
from tests.metro_oracle import REFERENCE, TIMETABLE, Pair, ends_of_trains, first_and_last

WEEKDAY, SATURDAY, SEOLLAL = "2026-11-24T22:00:00+09:00", "2026-11-28T22:00:00+09:00", "2026-02-17T22:00:00+09:00"
# Where a first train passes stations.
PASSING = {f"station:{name}" for name in ("gimpo-intl-airport", "dangsan", "gayang", "misa")}


def lasts(given: Departures) -> list[tuple[str, str, str, str]]:
    return [(departure.line.id, departure.direction, departure.terminal.ref, departure.last) for departure in given.departures]


def test_the_last_train_is_told_by_terminal_the_latest_first(wayfinding: Wayfinding) -> None:
    departures = wayfinding.timetable.last("강남", line="line.2", direction="outer", at=WEEKDAY)
    assert lasts(departures) == [("line.2", "outer", "station:samseong", "24:54"), ("line.2", "outer", "station:seongsu", "24:38")]
    assert departures.departures[1].first == "05:44"
    assert (departures.service_day.date.isoformat(), departures.service_day.day_type) == ("2026-11-24", "weekday")


def test_half_past_twelve_belongs_to_the_day_before(wayfinding: Wayfinding) -> None:
    night = wayfinding.timetable.last("강남", line="line.2", at="2026-11-28T00:30:00+09:00")
    friday = wayfinding.timetable.last("강남", line="line.2", at="2026-11-27T12:00:00+09:00")
    assert (night.service_day, lasts(night)) == (friday.service_day, lasts(friday))
    assert night.service_day.day_type == "weekday"


@pytest.mark.parametrize(
    ("at", "gone", "next_day"),
    [
        (WEEKDAY, [False, False], [True, True]),
        ("2026-11-25T00:38:00+09:00", [False, False], [False, False]),
        ("2026-11-25T00:39:00+09:00", [False, True], [False, False]),
        ("2026-11-25T00:55:00+09:00", [True, True], [False, False]),
    ],
    ids=["the evening before", "the minute it leaves", "the minute after", "after all"],
)
def test_what_has_left_and_what_is_tomorrow_depends_on_the_moment_asked_about(
    wayfinding: Wayfinding, at: str, gone: list[bool], next_day: list[bool]
) -> None:
    """The last two leave at 24:54 and 24:38."""
    trains = wayfinding.timetable.last("강남", line="line.2", direction="outer", at=at).departures
    assert [train.gone for train in trains] == gone
    assert [train.next_day for train in trains] == next_day
    assert [train.clock for train in trains] == ["00:54", "00:38"]


def test_a_train_before_midnight_is_of_the_same_day(wayfinding: Wayfinding) -> None:
    early = [train for train in wayfinding.timetable.last("왕십리", at=WEEKDAY).departures if train.last < "24:00"]
    assert early
    assert all(train.clock == train.last and not train.next_day for train in early)


def test_a_train_that_ends_on_the_way_hours_before_the_last_is_no_way_home(wayfinding: Wayfinding) -> None:
    """At Chang-dong a train of the morning ends on the way."""
    trains = [train for train in wayfinding.timetable.last("station:chang-dong", line="line.1", at=WEEKDAY).departures if train.direction == "down"]
    assert trains[0].way_home
    (short,) = [train for train in trains if train.terminal.ref == "station:gasan-digital-complex"]
    assert short.last < "08:00"
    assert not short.way_home
    asked = wayfinding.timetable.last("station:chang-dong", line="line.1", terminal=short.terminal.ref, at=WEEKDAY).departures
    assert [train.way_home for train in asked] == [False]


def test_each_day_type_has_its_own_trains(wayfinding: Wayfinding) -> None:
    days = [wayfinding.timetable.last("강남", line="line.2", at=at) for at in (WEEKDAY, SATURDAY, SEOLLAL)]
    assert [day.service_day.day_type for day in days] == ["weekday", "saturday", "holiday"]
    assert len({tuple(lasts(day)) for day in days}) > 1


@pytest.mark.parametrize("name", ["강남", "강남역", "station:gangnam", "Gangnam", "Gangnam Station", "江南站", "江南駅", "ga Gangnam", "Каннам"])
def test_a_station_is_found_by_ref_or_any_of_its_names(wayfinding: Wayfinding, name: str) -> None:
    assert [station.ref for station in wayfinding.timetable.last(name, at=WEEKDAY).stations] == ["station:gangnam"]


def test_a_station_called_like_an_everyday_word_is_found_by_who_asks_for_it(wayfinding: Wayfinding) -> None:
    assert [station.ref for station in wayfinding.timetable.last("삼성", at=WEEKDAY).stations] == ["station:samseong"]


def test_departures_come_by_line_then_direction_then_latest_first(wayfinding: Wayfinding) -> None:
    departures = lasts(wayfinding.timetable.last("왕십리", at=WEEKDAY))
    order = [line for line, *_ in departures]
    assert order == sorted(order, key=["line.2", "line.5", "line.gyeongui", "line.suinbundang"].index)
    for line in set(order):
        directions = [direction for item, direction, _, _ in departures if item == line]
        assert directions == sorted(directions)
        for direction in set(directions):
            times = [last for item, towards, _, last in departures if (item, towards) == (line, direction)]
            assert times == sorted(times, reverse=True)


def test_a_terminal_filters(wayfinding: Wayfinding) -> None:
    assert [departure.last for departure in wayfinding.timetable.last("강남", terminal="삼성역", at=WEEKDAY).departures] == ["24:54"]


def test_several_stations_of_a_name_are_candidates_until_the_line_decides(wayfinding: Wayfinding) -> None:
    departures = wayfinding.timetable.last("신촌역", at=WEEKDAY)
    assert [place.ref for place in departures.stations] == ["station:sinchon", "station:sinchon-gyeongui-jungang-line"]
    assert departures.departures == ()
    decided = wayfinding.timetable.last("신촌역", line="line.2", at=WEEKDAY).stations
    assert [place.ref for place in decided] == ["station:sinchon"]


def test_towards_a_station_the_last_train_that_reaches_it_stands_first_and_shorter_ones_say_so(wayfinding: Wayfinding) -> None:
    """The last inner train of Gangnam ends before Dangsan."""
    towards = wayfinding.timetable.last("강남", towards="당산", at=WEEKDAY)
    assert [place.ref for place in towards.goals] == ["station:dangsan"]
    reaching = [row for row in towards.departures if not row.short_of_goal]
    short = [row for row in towards.departures if row.short_of_goal]
    assert towards.departures == (*reaching, *short)
    assert {(row.line.id, row.direction) for row in towards.departures} == {("line.2", "inner")}
    assert reaching[0].time == reaching[0].last == max(row.last for row in reaching)
    assert all(row.time > reaching[0].time for row in short)
    assert short
    assert not towards.exact


def test_the_first_train_towards_a_station_is_the_earliest_that_reaches_it(wayfinding: Wayfinding) -> None:
    towards = wayfinding.timetable.last("강남", towards="당산", first=True, at=WEEKDAY)
    times = [row.time for row in towards.departures if not row.short_of_goal]
    assert times == sorted(times)
    assert times[0] == min(row.first for row in towards.departures if not row.short_of_goal)


def test_where_no_train_goes_without_a_change_nothing_stands(wayfinding: Wayfinding) -> None:
    assert wayfinding.timetable.last("강남", towards="상계", at=WEEKDAY).departures == ()


@pytest.mark.parametrize(
    ("station", "beyond", "line", "direction"),
    [("신도림", "의정부", "line.1", "up"), ("신도림", "인천", "line.1", "down"), ("사당", "안산", "line.4", "down")],
)
def test_towards_a_station_beyond_the_known_trains_their_direction_leaves(
    wayfinding: Wayfinding, station: str, beyond: str, line: str, direction: str
) -> None:
    towards = wayfinding.timetable.last(station, towards=f"{beyond}역", at=WEEKDAY)
    assert {(row.line.id, row.direction) for row in towards.departures} == {(line, direction)}
    assert towards.goals == ()
    assert towards.incomplete_lines == (line,)
    best, *others = towards.departures
    assert best.heads_for
    assert all(row.short_of_goal for row in others)


@pytest.mark.parametrize(
    ("goal", "terminals"), [("수원역", {"가산디지털단지"}), ("인천역", {"온수"}), ("영등포역", {"가산디지털단지", "온수", "신도림"})]
)
def test_beyond_the_known_trains_those_that_may_get_there_stand_before_those_that_end_before_it(
    wayfinding: Wayfinding, goal: str, terminals: set[str]
) -> None:
    for first in (False, True):
        towards = wayfinding.timetable.last("서울역", towards=goal, first=first, at=WEEKDAY).departures
        going = [row for row in towards if not row.short_of_goal]
        assert {row.terminal.names["ko"] for row in going} == terminals
        assert tuple(going) == towards[: len(going)]
        assert [row.time for row in going] == sorted((row.time for row in going), reverse=not first)


def test_in_a_direction_in_which_no_known_train_may_get_to_a_station_nothing_stands(wayfinding: Wayfinding) -> None:
    """Trains to Gwangmyeong leave the line of those to Sinchang, and are not known."""
    towards = wayfinding.timetable.last("서울역", towards="station:gwangmyeong", at=WEEKDAY)
    assert (towards.departures, towards.empty) == ((), "no_timetable")
    assert [goal.ref for goal in towards.goals] == ["station:gwangmyeong"]


def test_at_a_terminal_where_no_train_ends_it_is_known_where_trains_head(wayfinding: Wayfinding) -> None:
    heads = {
        row.terminal.names["ko"]: [place.names["ko"] for place in row.heads_for] for row in wayfinding.timetable.last("수유", at=WEEKDAY).departures
    }
    assert (heads["남태령"], heads["사당"]) == (["오이도"], [])


def test_on_another_day_nothing_has_left(wayfinding: Wayfinding) -> None:
    night = "2026-11-28T00:55:00+09:00"
    assert any(row.gone for row in wayfinding.timetable.last("강남", line="line.2", at=night).departures)
    saturday = wayfinding.timetable.last("강남", line="line.2", day_type="saturday", at=night)
    assert saturday.service_day.date.isoformat() == "2026-11-28"
    assert not any(row.gone for row in saturday.departures)


def test_a_line_that_the_timetable_lacks_is_named_and_not_guessed(wayfinding: Wayfinding) -> None:
    departures = wayfinding.timetable.last("station:sinchon-gyeongui-jungang-line", at=WEEKDAY)
    assert departures.departures == ()
    assert departures.incomplete_lines == ("line.gyeongui",)


def test_lines_whose_timetable_is_not_whole_are_named(wayfinding: Wayfinding) -> None:
    assert "line.4" in wayfinding.timetable.last("사당", at=WEEKDAY).incomplete_lines
    assert wayfinding.timetable.last("사당", line="line.2", at=WEEKDAY).incomplete_lines == ()


def test_a_line_whose_trains_go_another_way_than_the_one_asked_for_is_not_untimed(wayfinding: Wayfinding) -> None:
    assert wayfinding.timetable.last("사당", direction="inner", at=WEEKDAY).incomplete_lines == ()
    assert wayfinding.timetable.last("강남", direction="inner", at=WEEKDAY).incomplete_lines == ("line.sinbundang",)
    assert "line.4" in wayfinding.timetable.last("사당", direction="up", at=WEEKDAY).incomplete_lines


@pytest.mark.parametrize(
    ("asked", "error", "field"),
    [
        ({"station": "없는역"}, NotFound, "station"),
        ({"station": "station:nowhere"}, NotFound, "station"),
        ({"station": "강남구"}, NotFound, "station"),
        ({"station": "강남", "line": "line.99"}, NotFound, "line"),
        ({"station": "강남", "line": "line.9"}, NotFound, "line"),
        ({"station": "강남", "direction": "left"}, InvalidArgument, "direction"),
        ({"station": "강남", "terminal": "없는역"}, NotFound, "terminal"),
        ({"station": "강남", "towards": "없는역"}, NotFound, "towards"),
        ({"station": "강남", "towards": "station:gangnam"}, InvalidArgument, "towards"),
        ({"station": "강남", "at": "tonight"}, InvalidArgument, "at"),
    ],
)
def test_what_does_not_exist_is_named_with_the_way_out(wayfinding: Wayfinding, asked: dict[str, Any], error: type[City120Error], field: str) -> None:
    with pytest.raises(error) as raised:
        wayfinding.timetable.last(**asked)
    assert raised.value.field == field
    assert raised.value.fix


def test_the_source_of_the_times_is_known(wayfinding: Wayfinding) -> None:
    assert wayfinding.timetable.origin.source
    assert wayfinding.timetable.origin.data_date


def test_the_inner_loop_runs_with_the_clock(edition: Edition) -> None:
    """As platforms call it, for trains keep to the right (ADR 0040); whole loops begin and end at one station."""
    points = {row.id: (row.lon, row.lat) for row in edition.rows("stations", rows.Station) if row.lon is not None and row.lat is not None}
    patterns = [row for row in edition.rows("stop_patterns", rows.StopPattern) if row.direction in ("inner", "outer")]
    loops = [row for row in patterns if row.stations[0] == row.stations[-1]]
    turns = {
        row.direction: sum(
            west * north - east * south for (west, south), (east, north) in pairwise(points[station] for station in row.stations if station in points)
        )
        for row in loops
    }
    assert {direction: turn < 0 for direction, turn in turns.items()} == {"inner": True, "outer": False}


@pytest.mark.reference
@pytest.mark.skipif(not TIMETABLE.exists(), reason=f"the timetable is not in {REFERENCE} (CITY120_REFERENCE_DATA)")
def test_towards_a_station_no_last_train_is_told_too_late_and_no_first_one_too_early(wayfinding: Wayfinding, edition: Edition) -> None:
    """Out of the box, beside the full timetable. First trains differ, by up to four minutes, only where an express begins before the first train that
    stops everywhere (at Misa one of which the file lacks stops): facts do not say where it stops."""
    spans = first_and_last(edition)
    pick = random.Random(120)
    pairs: list[Pair] = [("weekday", "station:yeouido", "station:songpanaru"), ("weekday", "station:sapyeong", "station:songpanaru")]
    for day_type in ("weekday", "saturday", "holiday"):
        pairs += pick.sample(sorted(pair for pair in spans if pair[0] == day_type), 200)
    early, late = [], []
    for pair in pairs:
        first, last = (told_towards(wayfinding, pair, first=first) for first in (True, False))
        early.append(first - spans[pair][0])
        late.append(spans[pair][1] - last)
    assert min(late) >= 0
    assert min(early) >= -3
    assert {pair[1] for pair, minutes in zip(pairs, early, strict=True) if minutes} <= PASSING
    assert late.count(0) / len(late) > 0.99
    assert early.count(0) / len(early) > 0.98


@pytest.mark.reference
@pytest.mark.skipif(not TIMETABLE.exists(), reason=f"the timetable is not in {REFERENCE} (CITY120_REFERENCE_DATA)")
def test_a_terminal_is_said_to_be_none_where_every_train_of_the_timetable_departs(edition: Edition) -> None:
    """A train that ends has no departure at its last stop. One to Noryangjin departs and is alone: its row lacks stops. At Onsu half of those of line
    7 end; at Onam one train lacks its last stop."""
    ends = ends_of_trains(edition)
    running_on = {way for way, (ending, departing) in ends.items() if departing > 1 and not ending}
    onward = edition.rows("onward", rows.Onward)
    assert {(row.line, row.direction, f"station:{row.terminal}") for row in onward} == running_on
    assert min(ends["line.7", "down", "station:onsu"]) > 200


def told_towards(wayfinding: Wayfinding, pair: Pair, *, first: bool) -> int:
    """The minute of the service day at which the first or last train towards a station is told to leave."""
    day_type, station, goal = pair
    train = wayfinding.timetable.last(station, towards=goal, first=first, day_type=day_type, at=WEEKDAY).departures[0]
    assert not train.short_of_goal
    hours, _, minutes = train.time.partition(":")
    return int(hours) * 60 + int(minutes)
