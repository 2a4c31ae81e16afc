"""The stops of a feed, the stations that they are part of, and the walks between them."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from city120_edition.timetables import SAME_LINE_S, UNKNOWN_CHANGE_S, StoredLine, StoredStation
from city120_ingest.reading import BadRowError, Report
from city120_ingest.timetables.gtfs.feed import Feed
from city120_ingest.timetables.gtfs.stops import Stops
from city120_ingest.timetables.rail import Rail

HEADER = "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
STOPS = "hall,시청앞,37.5657,126.9769,,\nhall2,시청건너편,37.5660,126.9775,,\nfar,독립문,37.5744,126.9579,,\np1,강남,37.4979,127.0276,,gangnam\n"
STOPS += "p2,강남,37.4980,127.0277,0,gangnam\ngangnam,강남,37.4979,127.0276,1,\n"
METRO, BUS = StoredLine(id="line.2", names={}), StoredLine(id="gtfs:N16", names={}, mode="bus")
GANGNAM = StoredStation(ref="station:gangnam", names={"ko": "강남"}, lat=37.4979, lon=127.0276)


class Stations:
    """Gangnam is a station of line 2 of the edition; another of the name lies elsewhere."""

    def __init__(self, station: StoredStation = GANGNAM) -> None:
        self._station = station

    def station(self, line: str, name: str) -> StoredStation | None:
        return self._station if (line, name) == ("line.2", "강남") else None


def stops(rows: str = STOPS, transfers: str = "", station: StoredStation = GANGNAM) -> tuple[Stops, Report]:
    report = Report()
    walks = "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_trip_id\n" + transfers
    feed = Feed(Path("feed"), {"stops.txt": (HEADER + rows).encode(), "transfers.txt": walks.encode()}, report)
    return Stops(feed, cast("Rail", Stations(station))), report


def changes(transfers: str = "") -> dict[tuple[int, int], int]:
    """Between hall (0), hall2 (1), p1 (2) and p2 (3)."""
    platforms = {("stop:hall", "hall"): 0, ("stop:hall2", "hall2"): 1, ("stop:gangnam", "p1"): 2, ("stop:gangnam", "p2"): 3}
    return {(origin, target): seconds for origin, target, seconds in stops(transfers=transfers)[0].changes(platforms) if origin != target}


def test_a_stop_is_part_of_its_parent_which_is_the_editions_when_it_is_called_so_and_near() -> None:
    made, _ = stops()
    assert made.station("p1", METRO) is made.station("p2", METRO) is GANGNAM
    assert made.station("hall", BUS).ref == "stop:hall"
    assert stops()[0].station("p1", BUS).ref == "stop:gangnam"
    elsewhere = StoredStation(ref="station:gangnam", names={"ko": "강남"}, lat=37.6, lon=127.0)
    assert stops(station=elsewhere)[0].station("p1", METRO).ref == "stop:gangnam"


def test_what_is_no_stop_is_refused() -> None:
    made, _ = stops()
    for stop, says in (("moon", "is not in stops.txt"), ("gangnam", "its location_type is 1")):
        with pytest.raises(BadRowError, match=says):
            made.station(stop, METRO)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("hall,다시,37.5,127.0,,\n", "stop_id"),
        ("x,,37.5,127.0,,\n", "stop_name"),
        ("x,달,,,,\n", "stop_lat"),
        ("x,달,0,0,,\n", "stop_lat"),
        ("x,달,95,127,,\n", "stop_lat"),
        ("x,달,37.5,127,,moon\n", "parent_station"),
    ],
)
def test_a_wrong_row_is_refused_with_its_field(row: str, field: str) -> None:
    assert [refusal.field for refusal in stops(STOPS + row)[1].refused] == [field]


def test_stops_near_each_other_can_be_changed_between_and_platforms_of_a_station_too() -> None:
    walks = changes()
    assert walks[0, 1] == walks[1, 0]
    assert 70 < walks[0, 1] < 100
    assert walks[2, 3] == UNKNOWN_CHANGE_S
    assert (0, 2) not in walks
    assert SAME_LINE_S < UNKNOWN_CHANGE_S


@pytest.mark.parametrize(
    ("transfer", "seconds"),
    [("hall,hall2,2,200,\n", 200), ("hall,hall2,0,,\n", UNKNOWN_CHANGE_S), ("hall,hall2,3,,\n", None), ("hall,hall2,3,,one trip\n", 82)],
)
def test_the_feed_says_otherwise_of_a_pair_but_not_for_single_trips(transfer: str, seconds: int | None) -> None:
    assert changes(transfer).get((0, 1)) == seconds


def test_a_wrong_transfer_is_refused() -> None:
    made, report = stops(transfers="hall,hall2,2,,\nhall,hall2,9,,\nhall,moon,0,,\n")
    list(made.changes({("stop:hall", "hall"): 0, ("stop:hall2", "hall2"): 1}))
    assert [refusal.field for refusal in report.refused] == ["min_transfer_time", "transfer_type", "from_stop_id"]


def test_stops_at_which_nothing_stops_are_told_and_stations_are_none() -> None:
    assert stops()[0].unused({"hall", "p1"}) == ["far", "hall2", "p2"]
