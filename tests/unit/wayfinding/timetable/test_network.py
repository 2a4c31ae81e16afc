"""Several timetables as one network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from city120_edition.timetables import UNKNOWN_CHANGE_S, StoredLine, StoredService, StoredStation, StoredTimetable, TimetableWriter
from city120_wayfinding.timetable.network import Network

HOUR = 3600


def table(line: str, service: str, stations: Sequence[str], *starts: int) -> StoredTimetable:
    """Runs of a line through some stations, a minute from each to the next."""
    writer = TimetableWriter()
    for name in stations:
        writer.add_station(StoredStation(ref=f"station:{name}", names={"ko": name}))
    writer.add_line(StoredLine(id=line, names={"ko": line}))
    day_types = ("weekday",) if service == "week" else ("holiday",)
    writer.add_service(StoredService(id=service, day_types=day_types))  # type: ignore[arg-type]
    platforms = [writer.platform(f"station:{name}", line) for name in stations]
    for platform in platforms:
        writer.add_change(platform, platform, 60)
    for start in starts:
        stops = [(platform, start + 60 * place, start + 60 * place) for place, platform in enumerate(platforms)]
        writer.add_run(f"{line}-{start}", line, "up", service, stops)
    return writer.finish()


NETWORK = Network.of([table("1", "week", "AB", 9 * HOUR, 10 * HOUR), table("2", "feast", "BC", 9 * HOUR)])


def names(numbers: Sequence[int]) -> list[str]:
    return [NETWORK.stations[number].ref.removeprefix("station:") for number in numbers]


def test_stations_of_one_reference_are_one_and_runs_are_counted_through() -> None:
    assert names(range(len(NETWORK.stations))) == ["A", "B", "C"]
    assert [line.id for line in NETWORK.lines] == ["1", "2"]
    assert NETWORK.numbers == ("1-32400", "1-36000", "2-32400")
    assert names(NETWORK.runs.terminal.tolist()) == ["B", "B", "C"]
    assert NETWORK.runs.at.tolist() == [0, 2, 4, 6]
    assert names(NETWORK.stops.station.tolist()) == ["A", "B", "A", "B", "B", "C"]


def test_stops_of_a_station_are_found_whichever_table_has_them() -> None:
    assert NETWORK.stops_at(1).tolist() == [1, 3, 4]
    assert NETWORK.stops_at(2).tolist() == [5]


def test_services_run_on_their_days() -> None:
    day = dt.date(2026, 11, 24)
    assert [NETWORK.services[number].id for number in NETWORK.services_of(day, "weekday")] == ["week"]
    assert [NETWORK.services[number].id for number in NETWORK.services_of(day, "holiday")] == ["feast"]
    assert NETWORK.services_of(day, "saturday") == frozenset()


def test_between_the_tables_of_a_station_one_walks_as_long_as_where_nobody_knows() -> None:
    ways = NETWORK.ways
    walks = {
        (origin, int(ways.forward_to[walk])): int(ways.forward_seconds[walk])
        for origin in range(ways.station.size)
        for walk in range(ways.forward_at[origin], ways.forward_at[origin + 1])
    }
    assert walks == {(0, 0): 60, (1, 1): 60, (2, 2): 60, (3, 3): 60, (1, 2): UNKNOWN_CHANGE_S, (2, 1): UNKNOWN_CHANGE_S}
    backward = {
        (int(ways.backward_from[walk]), target): int(ways.backward_seconds[walk])
        for target in range(ways.station.size)
        for walk in range(ways.backward_at[target], ways.backward_at[target + 1])
    }
    assert backward == walks


def test_of_no_timetable_there_is_an_empty_network() -> None:
    empty = Network.of([])
    assert (empty.stations, empty.numbers, empty.stops.run.size) == ((), (), 0)
