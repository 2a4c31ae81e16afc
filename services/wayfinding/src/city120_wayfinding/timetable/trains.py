"""The trains of an edition: those of imported timetables and, of lines that these do not have, those that its facts tell of."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache

from city120_edition.edition import Edition
from city120_edition.timetables import GTFS, METRO_TIMETABLE, StoredTimetable
from city120_wayfinding.calendar.service_days import ServiceDay
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.journeys import earliest_journey, latest_journey
from city120_wayfinding.timetable.network import Network

LAYERS = (METRO_TIMETABLE, GTFS)
# So many days stay compiled: mostly it is today that is asked about, near midnight two days are.
_DAYS = 3


class Trains:
    """One network of all timetables, `layers` those that were imported, and its service days, compiled when they are first asked about."""

    def __init__(self, edition: Edition) -> None:
        self.layers = [layer for kind in LAYERS if (layer := edition.layer(kind))]
        imported = [table for layer in self.layers for table in layer.rows(StoredTimetable)]
        self.imported_lines = frozenset(line.id for table in imported for line in table.lines)
        self.network = Network.of([*imported, edition.timetable(without=self.imported_lines)])
        self._number = {station.ref: number for number, station in enumerate(self.network.stations)}
        self._compiled = lru_cache(_DAYS)(self._compile)

    def _compile(self, services: Set[int]) -> DayRuns:
        return DayRuns.of(self.network, services)

    def number(self, ref: str) -> int | None:
        """The number of a station in the network; None where no train is known."""
        return self._number.get(ref)

    def on(self, day: ServiceDay) -> DayRuns:
        """The trains of a service day."""
        return self._compiled(self.network.services_of(day.date, day.day_type))

    def warm(self) -> None:
        """Compile the scan, on a day without a train, so that the first caller does not wait."""
        empty = DayRuns.of(self.network, frozenset())
        latest_journey(empty, 0, 1)
        earliest_journey(empty, 0, 1, 0)
