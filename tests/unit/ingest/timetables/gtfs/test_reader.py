"""GTFS feeds: what is read, what is refused and why, and what is only noted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from city120_edition.timetables import StoredTimetable, unpack
from city120_ingest.errors import UnreadableFile
from city120_ingest.reading import City, Imported, Report
from city120_ingest.timetables.gtfs import read_gtfs
from tests.unit.ingest.feeds import GOOD, pack_feed, write_feed


def read(city: City, folder: Path, **changed: str | bytes) -> tuple[Imported, Report]:
    """The good feed with some files changed; `stop_times="…"` is stop_times.txt."""
    report = Report()
    files = GOOD | {f"{name}.txt": content for name, content in changed.items()}
    return read_gtfs(write_feed(folder / "feed", files), city, report, ""), report


def replaced(name: str, old: str, new: str) -> dict[str, str]:
    assert old in GOOD[f"{name}.txt"]
    return {name: GOOD[f"{name}.txt"].replace(old, new)}


def rides(table: StoredTimetable) -> dict[str, tuple[str, str, list[tuple[str, int, int]]]]:
    """The runs by their name: line, service, and stops with times."""
    station = [table.stations[number].ref for number in unpack(table.platform_station)]
    stops = list(zip(*(unpack(column).tolist() for column in (table.stop_platform, table.arrival, table.departure)), strict=True))
    values, begin = {}, 0
    for number, name in enumerate(table.numbers):
        count = int(unpack(table.run_stops)[number])
        line, service = table.lines[unpack(table.run_line)[number]].id, table.services[unpack(table.run_service)[number]].id
        values[name] = (line, service, [(station[platform], there, left) for platform, there, left in stops[begin : begin + count]])
        begin += count
    return values


def changes(table: StoredTimetable) -> dict[tuple[str, str], int]:
    """The seconds between stops of different stations."""
    station = [table.stations[number].ref for number in unpack(table.platform_station)]
    columns = (unpack(column).tolist() for column in (table.change_from, table.change_to, table.change_seconds))
    return {(station[a], station[b]): seconds for a, b, seconds in zip(*columns, strict=True) if station[a] != station[b]}


def test_a_feed_is_read_whole(city: City, tmp_path: Path) -> None:
    imported, report = read(city, tmp_path)
    trips = rides(imported.rows[0])
    assert (report.read, report.taken, report.left_out, report.refused) == (3, 3, 0, [])
    assert (imported.date, imported.source) == ("2026-01-01", "Seoul Buses")
    assert trips["bus"] == ("gtfs:N16", "week", [("stop:hall", 84600, 84600), ("stop:gate", 84960, 84960)])


def test_lines_and_stations_that_the_edition_has_are_recognised(city: City, tmp_path: Path) -> None:
    imported, _ = read(city, tmp_path)
    line, _, stops = rides(imported.rows[0])["train"]
    assert (line, [station for station, *_ in stops]) == ("line.2", ["station:gangnam", "station:seoul-natl-univ-of-education"])


def test_a_trip_after_midnight_belongs_to_the_service_day_before(city: City, tmp_path: Path) -> None:
    imported, _ = read(city, tmp_path)
    table: StoredTimetable = imported.rows[0]
    _, name, stops = rides(table)["late"]
    service = next(service for service in table.services if service.id == name)
    assert [there // 60 for _, there, _ in stops] == [24 * 60 + 30, 24 * 60 + 36]
    # The rows say Saturday and Sunday, and Friday the 9th: the nights from Friday to Sunday, and from Thursday the 8th.
    assert [day for day in range(6, 13) if service.runs_on(dt.date(2026, 10, day), "weekday")] == [8, 9, 10]


def test_days_are_added_and_removed(city: City, tmp_path: Path) -> None:
    imported, _ = read(city, tmp_path)
    week = next(service for service in imported.rows[0].services if service.id == "week")
    assert [week.runs_on(dt.date(2026, 10, day), "weekday") for day in (8, 9, 10, 12)] == [True, False, False, True]


def test_near_stops_can_be_changed_between_and_transfers_say_otherwise(city: City, tmp_path: Path) -> None:
    imported, _ = read(city, tmp_path)
    assert changes(imported.rows[0]) == {("stop:hall", "stop:hall2"): 200}
    # 63 m in a straight line, walked at 1 m/s with a detour of 30 %.
    plain, _ = read(city, tmp_path / "without", transfers=GOOD["transfers.txt"].splitlines()[0])
    assert changes(plain.rows[0]) == {("stop:hall", "stop:hall2"): 82, ("stop:hall2", "stop:hall"): 82}


def test_a_zip_is_read_as_a_folder_is(city: City, tmp_path: Path) -> None:
    imported, _ = read(city, tmp_path)
    assert read_gtfs(pack_feed(tmp_path / "feed.zip", GOOD), city, Report(), "").rows == imported.rows


def test_trips_at_a_headway_run_as_often(city: City, tmp_path: Path) -> None:
    often = "trip_id,start_time,end_time,headway_secs\nbus,23:00:00,23:20:00,600\n"
    imported, report = read(city, tmp_path, frequencies=often)
    table: StoredTimetable = imported.rows[0]
    departures = unpack(table.departure)[: 2 * 2].tolist()
    assert (report.taken, table.numbers.count("bus"), departures) == (3, 2, [82800, 83160, 83400, 83760])


def test_stops_without_times_lie_evenly_between_others(city: City, tmp_path: Path) -> None:
    imported, report = read(city, tmp_path, **replaced("stop_times", "gate,2,,\n", "gate,3,,\nbus,,,hall2,2,,\n"))
    assert rides(imported.rows[0])["bus"][2][1] == ("stop:hall2", 84780, 84780)
    assert "1 stops without a time lie evenly between others" in report.notes


@pytest.mark.parametrize(("pickup", "drop_off", "stops"), [("1", "", 2), ("", "1", 2), ("", "", 3)])
def test_where_one_may_not_board_or_not_alight_a_trip_does_not_stop(city: City, tmp_path: Path, pickup: str, drop_off: str, stops: int) -> None:
    listed = f"gate,3,,\nbus,23:33:00,23:33:00,hall2,2,{pickup},{drop_off}\n"
    imported, _ = read(city, tmp_path, **replaced("stop_times", "gate,2,,\n", listed))
    assert len(rides(imported.rows[0])["bus"][2]) == stops


def test_nobody_boards_at_the_last_stop_nor_alights_at_the_first(city: City, tmp_path: Path) -> None:
    closed = GOOD["stop_times.txt"].replace("hall,1,,", "hall,1,,1").replace("gate,2,,", "gate,2,1,")
    imported, report = read(city, tmp_path, stop_times=closed)
    assert len(rides(imported.rows[0])["bus"][2]) == 2
    assert not any("may not board" in note for note in report.notes)


REFUSED: dict[str, tuple[dict[str, str], str, str]] = {
    "a date": (replaced("calendar", "week,1,1,1,1,1,0,0,20260101", "week,1,1,1,1,1,0,0,2026-01-01"), "start_date", "is no date"),
    "a service that ends before it begins": (replaced("calendar", "20260101,20261231\nnight", "20260101,20251231\nnight"), "end_date", "is before"),
    "a weekday": (replaced("calendar", "week,1", "week,x"), "monday", "neither 0 nor 1"),
    "a service that stands twice": ({"calendar": GOOD["calendar.txt"] + "week,1,1,1,1,1,0,0,20260101,20261231\n"}, "service_id", "stands twice"),
    "an exception": (replaced("calendar_dates", "20261009,2", "20261009,3"), "exception_type", "neither 1 (added)"),
    "a route without a name": (replaced("routes", "S,N16", "S,"), "route_short_name", "one of them must be there"),
    "a type of route": (replaced("routes", "N16,,3", "N16,,99"), "route_type", "no type of route"),
    "a metro line that would be a bus": (replaced("routes", "2호선,,1", "2호선,,3"), "route_type", "line.2 of the edition runs on rails"),
    "an agency": (replaced("routes", "N16,S", "N16,T"), "agency_id", "not in agency.txt"),
    "a stop that stands twice": ({"stops": GOOD["stops.txt"] + "gate,독립문,37.5744,126.9579,,\n"}, "stop_id", "stands twice"),
    "a stop on no point": (replaced("stops", "37.5744,126.9579", "0,0"), "stop_lat", "no point where anything stops"),
    "a stop without a point": (replaced("stops", "37.5744,126.9579", ","), "stop_lat", "no point in degrees"),
    "a parent": (replaced("stops", ",,gangnam", ",,nowhere"), "parent_station", "nowhere is not in stops.txt"),
    "a stop that is a station": (replaced("stop_times", "train,08:00:00,08:00:00,metro", "train,08:00:00,08:00:00,gangnam"), "stop_id", "is no stop"),
    "an unknown stop": (replaced("stop_times", "23:36:00,gate", "23:36:00,moon"), "stop_id", "moon is not in stops.txt"),
    "a time": (replaced("stop_times", "bus,23:36:00,23:36:00", "bus,23:36,23:36:00"), "arrival_time", "is no time"),
    "no time at the end": (replaced("stop_times", "bus,23:36:00,23:36:00", "bus,,"), "arrival_time", "where the trip begins or ends"),
    "a time that goes back": (replaced("stop_times", "bus,23:36:00,23:36:00", "bus,23:26:00,23:26:00"), "arrival", "before it leaves stop:hall"),
    "a stay that goes back": (replaced("stop_times", "bus,23:36:00,23:36:00", "bus,23:36:00,23:35:00"), "departure", "before it arrives"),
    "a bus that flies": (replaced("stops", "37.5744,126.9579", "35.1796,129.0756"), "arrival", "km/h, and a bus never does"),
    "a sequence": (replaced("stop_times", "gate,2", "gate,-2"), "stop_sequence", "no whole number"),
    "a sequence that stands twice": (replaced("stop_times", "gate,2", "gate,1"), "stop_sequence", "stands twice"),
    "a route of a trip": (replaced("trips", "M2,week", "M3,week"), "route_id", "M3 is not in routes.txt"),
    "a service of a trip": (replaced("trips", "M2,week", "M2,weak"), "service_id", "weak is in neither"),
    "a direction": (replaced("trips", "train,0", "train,2"), "direction_id", "neither 0 nor 1"),
    "a trip that stands twice": ({"trips": GOOD["trips.txt"] + "M2,week,train,0\n"}, "trip_id", "stands twice"),
    "a transfer": (replaced("transfers", "hall,hall2,2,200", "hall,hall2,2,"), "min_transfer_time", "no number of seconds"),
    "a transfer to nowhere": (replaced("transfers", "hall,hall2,2", "hall,moon,2"), "from_stop_id", "moon is not in stops.txt"),
    "a cell too many": (replaced("transfers", "3,", "3,,1"), "row", "has 5 cells, and the header 4"),
    "a headway": ({"frequencies": "trip_id,start_time,end_time,headway_secs\nbus,23:00:00,23:20:00,0\n"}, "headway_secs", "no number of seconds"),
    "an end of a headway": ({"frequencies": "trip_id,start_time,end_time,headway_secs\nbus,23:00:00,22:00:00,60\n"}, "end_time", "not after"),
    "a second agency without an id": (
        {"agency": GOOD["agency.txt"] + ",Trains,https://example.org,Asia/Seoul\n"},
        "agency_id",
        "there are several agencies",
    ),
    "two time zones": ({"agency": GOOD["agency.txt"] + "T,Trains,https://example.org,Asia/Tokyo\n"}, "agency_timezone", "another one"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_refused_with_its_row(city: City, tmp_path: Path, name: str) -> None:
    changed, field, reason = REFUSED[name]
    _, report = read(city, tmp_path, **changed)
    assert any(refusal.field == field and reason in refusal.reason for refusal in report.refused), report.refused


UNREADABLE: dict[str, tuple[dict[str, str | bytes], str]] = {
    "a file is empty": ({"trips": "\n"}, "has no trips.txt"),
    "no days at all": ({}, "neither calendar.txt nor calendar_dates.txt"),
    "a column is missing": (dict(replaced("calendar", "thursday,", "")), "calendar.txt has no column thursday"),
    "a column stands twice": (dict(replaced("trips", "direction_id", "trip_id")), "trips.txt has the column trip_id twice"),
    "not in UTF-8": ({"stops": GOOD["stops.txt"].encode("cp949")}, "stops.txt is not written in UTF-8"),
    "null bytes": ({"stops": GOOD["stops.txt"].encode("utf-16")}, "stops.txt holds null bytes"),
    "a quote that does not end": (dict(replaced("agency", "Seoul Buses", '"Seoul Buses')), "agency.txt line"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_feed_is_told(city: City, tmp_path: Path, name: str) -> None:
    changed, words = UNREADABLE[name]
    files = GOOD | {f"{file}.txt": content for file, content in changed.items()}
    kept = {file: content for file, content in files.items() if changed or not file.startswith("calendar")}
    with pytest.raises(UnreadableFile, match=words):
        read_gtfs(write_feed(tmp_path / "feed", kept), city, Report(), "")


def test_a_zip_that_is_none_is_told(city: City, tmp_path: Path) -> None:
    (tmp_path / "feed.zip").write_bytes(b"not a zip")
    with pytest.raises(UnreadableFile, match="no zip and no folder"):
        read_gtfs(tmp_path / "feed.zip", city, Report(), "")


NOTED: dict[str, tuple[dict[str, str], str]] = {
    "a file that GTFS does not know": ({"frecuencias": "a\n"}, "frecuencias.txt is no file of GTFS"),
    "a column that GTFS does not know": (replaced("trips", "direction_id", "direction"), "the column 'direction', which GTFS does not know"),
    "a stop where nothing stops": ({"stops": GOOD["stops.txt"] + "moon,달,37.6,127.1,,\n"}, "nothing stops at 1 stops, e.g. moon"),
    "a stop that may stand twice": (replaced("stops", "37.5660,126.9775", "37.5657,126.9769"), "stops hall and hall2 lie at one place"),
    "rows that are too short": (
        replaced("stops", "hall,시청앞,37.5657,126.9769,,", "hall,시청앞,37.5657,126.9769"),
        "1 rows of stops.txt have fewer",
    ),
    "line ends": (replaced("trips", "bus,0\n", "bus,0\r\n"), "trips.txt ends its lines in different ways"),
    "one time of two": (replaced("stop_times", "bus,23:30:00,23:30:00", "bus,,23:30:00"), "1 stops have one time of two"),
    "a service that never runs": (replaced("calendar", "night,0,0,0,0,0,1,1", "night,0,0,0,0,0,0,0"), "runs from 2026-01-01"),
    "another time zone": (replaced("agency", "Asia/Seoul", "Asia/Tokyo"), "its times are those of Asia/Tokyo, and the edition's of Asia/Seoul"),
}


@pytest.mark.parametrize("name", NOTED)
def test_what_can_be_read_all_the_same_is_noted(city: City, tmp_path: Path, name: str) -> None:
    changed, words = NOTED[name]
    imported, report = read(city, tmp_path, **changed)
    assert (report.refused, len(imported.rows)) == ([], 1)
    assert any(words in note for note in report.notes), report.notes


def test_trips_of_a_service_that_never_runs_are_left_out(city: City, tmp_path: Path) -> None:
    idle = GOOD["calendar.txt"].replace("night,0,0,0,0,0,1,1", "night,0,0,0,0,0,0,0")
    _, report = read(city, tmp_path, calendar=idle, calendar_dates="service_id,date,exception_type\n")
    assert (report.taken, report.left_out) == (2, 1)
    assert "service night runs on no day; its trips are left out" in report.notes


def test_a_feed_of_another_city_is_refused_with_the_way_out(city: City, tmp_path: Path) -> None:
    """One of whose stations some lie near is noted."""
    busan = GOOD["stops.txt"].replace("37.", "35.").replace("126.", "128.")
    _, report = read(city, tmp_path, stops=busan)
    (refusal,) = report.refused
    assert (refusal.row, refusal.field, "nowhere near the city; --elsewhere" in refusal.reason) == ("stops.txt", "stop_lat", True)
    taken = Report()
    assert read_gtfs(tmp_path / "feed", city, taken, "", elsewhere=True).rows
    assert (taken.refused, any("stations lie nowhere near the city" in note for note in taken.notes)) == ([], True)


def test_a_feed_says_from_when_it_holds(city: City, tmp_path: Path) -> None:
    info = "feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date\nS,https://example.org,ko,20261101\n"
    assert read(city, tmp_path, feed_info=info)[0].date == "2026-11-01"
    wrong, report = read(city, tmp_path / "wrong", feed_info=info.replace("20261101", "soon"))
    assert (wrong.date, [refusal.field for refusal in report.refused]) == ("2026-01-01", ["feed_start_date"])
