"""Looks for lines of the phrasings that should not be there; ends with 1 when it finds any.

python scripts/audit/check_phrasings.py             the bundled source
python scripts/audit/check_phrasings.py --json      the same for programs
python scripts/audit/check_phrasings.py --least 0.5 down to pairs that are hardly alike

- duplicate: two lines of one affair that are nearly the same; the second teaches nothing. Take the weaker one away.
- leak: nearly the same line under two affairs; the matcher learns that neither is right. Decide which affair it is.
- test: a line nearly the same as an inquiry of tests/golden; what is measured would be what was learnt. Take the line away.

Lines are compared within their language, by the share of short runs of letters (Jaccard index). All pairs of the corpus from 0.6 on were read:
the 44 within an affair differed by a word or an ending. Of 14 drawn between 0.5 and 0.6 half told something else. Under two affairs the
six from 0.7 on said the same, and five of the seven below did not: there the word that differs is the one that decides ("lost my resident card",
"lost my driving licence"), and such pairs are what the border is learnt from.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from city120_edition import installed_city, rows
from city120_edition.source import Source, read_source
from city120_evaluation.golden import read_golden
from city120_text import LANGUAGES
from city120_text.likeness import Runs, runs

GOLDEN = Path(__file__).parents[2] / "tests" / "golden"
LEAST = 0.6
LEAKS = 0.7
_ROWS = 1024
_ROUNDING = 1e-9
# Of the rarest runs so many are shared; more means more to compare and fewer pairs to count out.
_SHARED = 5


@dataclass(frozen=True)
class Line:
    """A line, what it is about (for an inquiry of the tests: nothing), and where it stands."""

    text: str
    affair: str
    where: str


@dataclass(frozen=True)
class Pair:
    """Two lines that are alike, and what is wrong with that."""

    fault: str
    likeness: float
    first: Line
    second: Line

    def __str__(self) -> str:
        return "\n".join(
            [f"{self.fault} {self.likeness:.2f}", *(f"  {line.where}: {line.affair}: {line.text}" for line in (self.first, self.second))]
        )


def lines_of(source: Source, language: str) -> list[Line]:
    """The phrasings of a language, then the inquiries that must not be among them."""
    lines = [
        Line(row.text, row.affair, ", ".join(source.where[("phrasings", index)]))
        for index, row in enumerate(source.rows("phrasings", rows.Phrasing))
        if row.language == language
    ]
    for path in (*(GOLDEN / f"{name}.csv" for name in ("inquiries", "entries", "plain", "pairs")), GOLDEN / "frozen" / f"{language}.csv"):
        lines += [Line(inquiry.text, "", f"{path.name}, {inquiry.id}") for inquiry in read_golden(path) if inquiry.language == language]
    return lines


def alike(texts: Sequence[Runs], least: float) -> Iterator[tuple[int, int, float]]:
    """All pairs (earlier, later, likeness) that are alike at least so much, `least` above 0. Exact.

    Two sets that have so much in common also share some of their rarest runs: of so many that without them too little would be left (the prefix
    filter of set similarity joins). Only such pairs are counted out.
    """
    frequency = Counter(run for text in texts for run in text)
    place = {run: index for index, (run, _) in enumerate(sorted(frequency.items(), key=lambda item: (item[1], item[0])))}
    columns = [sorted(place[run] for run in text) for text in texts]
    sizes = np.array([len(text) for text in columns])
    matrix = _matrix(columns, len(place))
    common = np.ceil(least * sizes - _ROUNDING).astype(int)
    rare = _matrix([text[: max(len(text) - least_common + _SHARED, 0)] for text, least_common in zip(columns, common, strict=True)], len(place))
    turned = rare.T.tocsr()
    for start in range(0, len(texts), _ROWS):
        met = (rare[start : start + _ROWS] @ turned).tocoo()
        earlier, later = met.row + start, met.col
        few, many = np.minimum(sizes[earlier], sizes[later]), np.maximum(sizes[earlier], sizes[later])
        shared = np.minimum(_SHARED, np.maximum(common[earlier], common[later]))
        possible = (later > earlier) & (few >= least * many - _ROUNDING) & (met.data >= shared)
        earlier, later = earlier[possible], later[possible]
        both = np.asarray(matrix[earlier].multiply(matrix[later]).sum(axis=1)).ravel()
        likeness = both / (sizes[earlier] + sizes[later] - both)
        chosen = likeness >= least
        yield from zip(earlier[chosen].tolist(), later[chosen].tolist(), likeness[chosen].tolist(), strict=True)


def _matrix(rows_: Sequence[Sequence[int]], width: int) -> Any:
    """A row for each list of columns, with ones there."""
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows_])])
    columns = [column for row in rows_ for column in row]
    return sparse.csr_matrix((np.ones(len(columns), dtype=np.float32), columns, starts), shape=(len(rows_), width))


def faults(lines: list[Line], least: float) -> list[Pair]:
    """The pairs of which one should go, in the order of the lines."""
    pairs = []
    for earlier, later, share in sorted(alike([runs(line.text) for line in lines], least)):
        first, second = lines[earlier], lines[later]
        fault = "test" if not second.affair else "duplicate" if first.affair == second.affair else "leak" if share >= LEAKS else ""
        if first.affair and fault:
            pairs.append(Pair(fault, share, first, second))
    return pairs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, help="folder of rows (default: those of the installed city)")
    parser.add_argument("--least", type=float, default=LEAST, metavar="SHARE", help="how alike two lines must be to be told (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print JSON for programs instead of text for people")
    arguments = parser.parse_args()
    if not 0 < arguments.least <= 1:
        parser.error("--least: give a share above 0 and up to 1")
    source = read_source(arguments.source or installed_city().rows)
    with ProcessPoolExecutor() as processes:
        pairs = list(chain.from_iterable(processes.map(faults, [lines_of(source, language) for language in LANGUAGES], repeat(arguments.least))))
    if arguments.json:
        print(json.dumps([asdict(pair) for pair in pairs], ensure_ascii=False, indent=1))
    elif pairs:
        print("\n".join(map(str, pairs)))
    print(f"{len(pairs)} pairs of phrasings that are too much alike", file=sys.stderr)
    return 1 if pairs else 0


if __name__ == "__main__":
    sys.exit(main())
