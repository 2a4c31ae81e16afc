"""What the edition knows of lines and stations, to recognise those of a timetable."""

from __future__ import annotations

import re
from collections import defaultdict

from city120_edition import Edition, Source, rows
from city120_edition.timetables import StoredLine, StoredStation
from city120_text import name_key

STATION = "station"
# Timetables in English write how a digit is read: Jongno 3(sam)-ga.
_READING = re.compile(r"(?<=\d)\([a-z]+\)")


class Rail:
    """Lines by any of their names, and stations of a line by any of theirs."""

    def __init__(self, edition: Edition | Source) -> None:
        self._lines = {row.id: row for row in edition.rows("lines", rows.Line)}
        self._line_ids = {name_key(name): row.id for row in self._lines.values() for name in row.names.values()}
        self._stations = {row.id: row for row in edition.rows("stations", rows.Station)}
        names: dict[str, list[str]] = defaultdict(list)
        for extra in edition.rows("names", rows.Name):
            names[extra.ref].append(extra.name)
        self._by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self._stations.values():
            for name in (*names[f"{STATION}:{row.id}"], *row.names.values()):
                for line in row.lines:
                    self._by_name[line, name_key(name)].add(row.id)
        self.transfers = edition.rows("transfers", rows.Transfer)

    def line(self, name: str) -> StoredLine | None:
        """The line of a name."""
        row = self._lines.get(self._line_ids.get(name_key(name), ""))
        return StoredLine(id=row.id, names=row.names, incomplete=row.incomplete) if row else None

    def station(self, line: str, name: str) -> StoredStation | None:
        """The one station of a line that has a name."""
        named = self._by_name.get((line, name_key(_READING.sub("", name))), set())
        if len(named) != 1:
            return None
        (row,) = (self._stations[station] for station in named)
        return StoredStation(ref=f"{STATION}:{row.id}", names=row.names, lat=row.lat, lon=row.lon)

    def stations_of(self, line: str) -> set[str]:
        """The references of all stations of a line."""
        return {f"{STATION}:{row.id}" for row in self._stations.values() if line in row.lines}
