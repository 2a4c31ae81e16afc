"""The trips of a feed and their stops, with times for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from city120_ingest.reading import BadRowError, Report
from city120_ingest.timetables.gtfs.feed import Feed
from city120_ingest.timetables.gtfs.trips import Listed, read_frequencies, read_stop_times, read_trips, timed


def feed(**files: str) -> Feed:
    return Feed(Path("feed"), {f"{name}.txt": content.encode() for name, content in files.items()}, Report())


def listed(sequence: int, arrival: int | None, departure: int | None = None) -> Listed:
    return Listed(f"line {sequence}", sequence, f"s{sequence}", arrival, departure, boards=True, alights=True)


def refusals(of: Feed) -> list[tuple[str, str]]:
    return [(refusal.row, refusal.field) for refusal in of.report.refused]


def test_a_trip_has_its_direction_and_the_name_that_travellers_know() -> None:
    read = read_trips(feed(trips="route_id,service_id,trip_id,direction_id,trip_short_name\nR,S,a,1,K101\nR,S,b,,\n"), {"R"}, {"S"})
    assert {name: (trip.direction, trip.name) for name, trip in read.items()} == {"a": ("inbound", "K101"), "b": ("", "b")}


def test_a_trip_of_what_is_not_there_is_refused() -> None:
    of = feed(trips="route_id,service_id,trip_id,direction_id\nX,S,a,0\nR,X,b,0\nR,S,c,2\nR,S,d,0\nR,S,d,0\n")
    assert list(read_trips(of, {"R"}, {"S"})) == ["d"]
    assert [field for _, field in refusals(of)] == ["route_id", "service_id", "direction_id", "trip_id"]


def test_stops_come_in_their_order_and_a_trip_with_a_wrong_row_is_named() -> None:
    of = feed(
        stop_times="trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type\n"
        "a,8:05:00,8:06:00,y,10,1\na,08:00:00,,x,2,\nb,soon,08:00:00,x,1,\nc,08:00:00,08:00:00,x,1,\n"
    )
    stops, bad = read_stop_times(of, {"a", "b"})
    assert [(stop.stop, stop.arrival, stop.departure, stop.boards) for stop in stops["a"]] == [
        ("x", 28_800, None, True),
        ("y", 29_100, 29_160, False),
    ]
    assert bad == {"b", "c"}
    assert refusals(of) == [("stop_times.txt line 4", "arrival_time"), ("stop_times.txt line 5", "trip_id")]


def test_a_stop_without_a_time_lies_evenly_between_others_and_one_time_is_both() -> None:
    stops = [listed(1, None, 100), listed(2, None), listed(3, None), listed(4, 400)]
    assert [(arrival, departure) for _, arrival, departure in timed(stops)] == [(100, 100), (200, 200), (300, 300), (400, 400)]


@pytest.mark.parametrize(
    ("stops", "field"),
    [
        ([listed(1, 100)], "stop_id"),
        ([listed(1, 100), listed(1, 200)], "stop_sequence"),
        ([listed(1, None), listed(2, 200)], "arrival_time"),
        ([listed(1, 100), listed(2, None)], "arrival_time"),
    ],
)
def test_a_trip_without_ends_is_refused(stops: list[Listed], field: str) -> None:
    with pytest.raises(BadRowError) as refused:
        timed(stops)
    assert refused.value.field == field


def test_trips_at_a_headway_begin_as_often_as_there_is_time() -> None:
    of = feed(
        frequencies="trip_id,start_time,end_time,headway_secs\na,08:00:00,08:25:00,600\na,09:00:00,08:00:00,600\na,08:00:00,09:00:00,0\nx,1,1,1\n"
    )
    assert read_frequencies(of, {"a"}) == {"a": [28_800, 29_400, 30_000]}
    assert [field for _, field in refusals(of)] == ["end_time", "headway_secs", "trip_id"]
