"""The places that an inquiry names, against those found: each by the districts in which it may lie.

What is expected stands in a file of its own, by the id of an inquiry, so that a set that is frozen by hash need not change:
`id, districts, maybe`. `a;b`: two places; `a|b`: either district is right, for a place at a border or of a name that several have. What lies in a
district of `maybe` (a bridge, a hill, the name of a bus) may be found and need not be.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from city120_evaluation.errors import WrongInput
from city120_evaluation.golden import EITHER

_AND = ";"
_COLUMNS = {"id", "districts", "maybe"}

RIGHT, UNDECIDED, WRONG, UNKNOWN = "right", "undecided", "wrong", "unknown"


@dataclass(frozen=True)
class NamedPlaces:
    """The places that an inquiry names: for each the codes of the districts that are right, and those of what need not be found."""

    id: str
    places: tuple[frozenset[str], ...]
    maybe: frozenset[str]


@dataclass(frozen=True)
class JudgedPlaces:
    """What became of each place that is named, and the districts of what was found and is not named."""

    named: NamedPlaces
    outcomes: tuple[str, ...]
    unnamed: tuple[frozenset[str], ...]


def read_named_places(path: Path) -> list[NamedPlaces]:
    """The rows of a file. Raises WrongInput naming line and column."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if set(reader.fieldnames or ()) != _COLUMNS:
            raise WrongInput(f"{path}: the columns must be {', '.join(sorted(_COLUMNS))}")
        return [
            NamedPlaces(row["id"], tuple(map(_districts, filter(None, row["districts"].split(_AND)))), _districts(row["maybe"])) for row in reader
        ]


def judge_places(named: NamedPlaces, mentions: Iterable[Sequence[str]]) -> JudgedPlaces:
    """What was found, each mention as the districts of its candidates, against what is named.

    A place is right if a mention may only lie where the place may, undecided if it may lie elsewhere as well, wrong if what was found lies in other
    districts, unknown if nothing else was found.
    """
    mentioned = [codes for districts in mentions if (codes := frozenset(filter(None, districts)))]
    expected = frozenset[str]().union(*named.places, named.maybe)
    unnamed = tuple(districts for districts in mentioned if not districts & expected)
    return JudgedPlaces(named, tuple(_outcome(place, mentioned, wrong=bool(unnamed)) for place in named.places), unnamed)


def _outcome(place: frozenset[str], mentioned: Iterable[frozenset[str]], *, wrong: bool) -> str:
    outcomes = {RIGHT if districts <= place else UNDECIDED for districts in mentioned if districts & place}
    return RIGHT if RIGHT in outcomes else UNDECIDED if outcomes else WRONG if wrong else UNKNOWN


def _districts(codes: str) -> frozenset[str]:
    return frozenset(filter(None, codes.split(EITHER)))
