"""Road addresses as an imported layer: per road, its building numbers with the legal dong and the postcode of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ROAD_ADDRESSES = "road-addresses"
# A building number is main × SUBS + sub; underground ones are counted apart, from BELOW on.
SUBS, BELOW = 10_000, 1_000_000_000
_ROAD = r"(?P<road>[가-힣0-9][가-힣0-9A-Za-z·.]*(?:대로|로|길))"
_ADDRESS = re.compile(_ROAD + r"\s*(?P<below>지하)?\s*(?P<main>\d{1,5})(?:\s*-\s*(?P<sub>\d{1,4}))?(?!\d)(?!\s*(?:번)?[가-힣]?길)")
# 개포로 22길 11 is written for 개포로22길 11.
_APART = re.compile(r"(?<=[로길])\s+(?=\d+[가-힣]?길)")


@dataclass(frozen=True, kw_only=True)
class RoadAddresses:
    """The addresses of a road, by number ascending. Columns of equal length: `dongs` are the first 8 digits of legal dongs. `points`: degrees north
    and east of each, None where the list does not say; none at all where it says none."""

    road: str
    numbers: tuple[int, ...]
    dongs: tuple[int, ...]
    zips: tuple[int, ...]
    points: tuple[tuple[float, float] | None, ...] = ()


@dataclass(frozen=True)
class Written:
    """A road and a building number as they stand in a text, from `start` to `end`."""

    road: str
    number: int
    start: int
    end: int

    def __str__(self) -> str:
        main, sub = divmod(self.number % BELOW, SUBS)
        return f"{self.road} {'지하' if self.number >= BELOW else ''}{main}{f'-{sub}' if sub else ''}"


def written_addresses(text: str) -> Iterator[Written]:
    """The road addresses in a text: 테헤란로 152, 개포로22길 11-3, 세종대로 지하 189."""
    joined = _APART.sub("", text)
    for match in _ADDRESS.finditer(joined):
        number = int(match["main"]) * SUBS + int(match["sub"] or 0) + (BELOW if match["below"] else 0)
        yield Written(match["road"], number, match.start(), match.end())
