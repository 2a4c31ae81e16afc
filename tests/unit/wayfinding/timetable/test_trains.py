"""The trains of an edition: imported timetables, and facts of the lines that these do not have."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import cast

from city120_edition import Edition
from city120_edition.timetables import METRO_TIMETABLE, StoredLine, StoredService, StoredStation, StoredTimetable, TimetableWriter
from city120_wayfinding.calendar.service_days import ServiceDay
from city120_wayfinding.timetable.trains import Trains

DAY = dt.date(2026, 11, 24)


def table(line: str, *stations: str) -> StoredTimetable:
    """One run on weekdays."""
    writer = TimetableWriter()
    for name in stations:
        writer.add_station(StoredStation(ref=f"station:{name}", names={"ko": name}))
    writer.add_line(StoredLine(id=line, names={"ko": line}))
    writer.add_service(StoredService(id=line, day_types=("weekday",)))
    stops = [(writer.platform(f"station:{name}", line), 36_000 + 60 * place, 36_000 + 60 * place) for place, name in enumerate(stations)]
    writer.add_run(line, line, "up", line, stops)
    return writer.finish()


def trains(*imported: StoredTimetable) -> Trains:
    layer = SimpleNamespace(rows=lambda row_type: list(imported))
    of_facts = {line: table(line, "b", "c") for line in ("line.2", "line.9")}
    edition = SimpleNamespace(
        layer=lambda kind: layer if imported and kind == METRO_TIMETABLE else None,
        timetable=lambda without: next(facts for line, facts in of_facts.items() if line not in without),
    )
    return Trains(cast("Edition", edition))


def test_facts_tell_only_of_lines_that_no_timetable_has() -> None:
    made = trains(table("line.2", "a", "b"))
    assert (set(made.imported_lines), [line.id for line in made.network.lines]) == ({"line.2"}, ["line.2", "line.9"])
    assert [made.number(f"station:{name}") for name in "abcd"] == [0, 1, 2, None]


def test_without_an_import_there_are_facts_alone() -> None:
    made = trains()
    assert (made.layers, made.imported_lines) == ([], frozenset())


def test_a_service_day_is_compiled_once_and_days_of_the_same_services_are_one() -> None:
    made = trains(table("line.2", "a", "b"))
    week = made.on(ServiceDay(DAY, "weekday"))
    assert made.on(ServiceDay(DAY + dt.timedelta(1), "weekday")) is week
    assert week.hops.runs == 2
    assert made.on(ServiceDay(DAY, "holiday")).hops.runs == 0
