"""Changes between the lines of a station, by the table of walks: rounded up to whole minutes, the least of one walk or two after each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from city120_edition.rows import Transfer
from city120_edition.timetables import SAME_LINE_S, UNKNOWN_CHANGE_S

_MINUTE_S = 60


class Transfers:
    """How long changes take, in seconds."""

    def __init__(self, table: Iterable[Transfer]) -> None:
        self._walks: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
        for row in table:
            seconds = -(-row.seconds // _MINUTE_S) * _MINUTE_S
            for pair in ((row.from_line, row.to_line), (row.to_line, row.from_line)):
                self._walks[row.station][pair] = min(seconds, self._walks[row.station].get(pair, seconds))

    def changes(self, station: str, lines: Sequence[str]) -> Iterator[tuple[str, str, int]]:
        """Every change between some lines of a station, also from a train to the next of the same line."""
        for origin, target in product(lines, repeat=2):
            yield origin, target, self._seconds(self._walks.get(station, {}), origin, target)

    def _seconds(self, walks: dict[tuple[str, str], int], origin: str, target: str) -> int:
        if origin == target:
            return walks.get((origin, target), SAME_LINE_S)
        ways = [walks[origin, target]] if (origin, target) in walks else []
        ways += [walks[origin, by] + walks[by, target] for start, by in walks if start == origin and by != origin and (by, target) in walks]
        return min(ways, default=UNKNOWN_CHANGE_S)
