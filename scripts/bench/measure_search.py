"""How well entries are found: by words, by vectors, by reciprocal rank fusion and by ours, for each language.

python scripts/bench/measure_search.py               on 250 phrasings of each language, the same that trust is measured on; their vectors ship
python scripts/bench/measure_search.py --frozen      on the frozen inquiries that an entry answers; embeds them, some 20 ms each

Prints the share of inquiries with an entry of the right affair in the first place and among the first three.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from city120_edition import installed_city, read_source, rows
from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.encoder.vectors import VectorStore
from city120_faq.matching.place_names import PlaceNames
from city120_faq.search.build import BUILDER, Line, answers_of, reciprocal_rank, sample
from city120_faq.search.embedded import EmbeddedEngine
from city120_faq.search.merging import Trust, fuse
from city120_faq.search.port import Hit, Query, Rankings

FROZEN = Path(__file__).resolve().parents[2] / "tests" / "golden" / "frozen"
# The constant of reciprocal rank fusion as its authors chose it (Cormack, Clarke, Büttcher 2009).
_K = 60


def reciprocal_ranks(rankings: Rankings) -> list[Hit]:
    """Reciprocal rank fusion, to compare with."""
    total: defaultdict[str, float] = defaultdict(float)
    for ranking in (rankings.words, rankings.vectors):
        for place, hit in enumerate(ranking, start=1):
            total[hit.entry_id] += 1 / (_K + place)
    return [Hit(entry_id, value) for entry_id, value in sorted(total.items(), key=lambda item: -item[1])]


def orders(query: Query, rankings: Rankings, trust: Trust) -> dict[str, Sequence[Hit]]:
    """The same inquiry, ordered in every way."""
    return {
        "words": rankings.words,
        "vectors": rankings.vectors,
        "reciprocal ranks": reciprocal_ranks(rankings),
        "lifts, all trusted": fuse(query, rankings, Trust()),
        "lifts by trust": fuse(query, rankings, trust),
    }


def frozen(entries: Sequence[rows.Entry]) -> list[Line]:
    """The frozen inquiries that an entry answers."""
    of_affair: dict[str, set[str]] = {}
    for entry in entries:
        of_affair.setdefault(entry.affair, set()).add(entry.id)
    read = [row for path in sorted(FROZEN.glob("*.csv")) for row in csv.DictReader(path.open(encoding="utf-8"))]
    lines = [
        Line(row["text"], row["language"], frozenset().union(*(answers_of(of_affair, affair) for affair in row["affair"].split("|")))) for row in read
    ]
    return [line for line in lines if line.answers]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frozen", action="store_true", help="measure on the frozen inquiries")
    arguments = parser.parse_args()
    source = read_source(installed_city().rows)
    plain = PlaceNames.of_source(source).remove
    entries = source.rows("entries", rows.Entry)
    lines = frozen(entries) if arguments.frozen else sample(source.rows("phrasings", rows.Phrasing), entries)
    ranks: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with tempfile.TemporaryDirectory() as work:
        index = Path(work) / "search"
        index.mkdir()
        BUILDER.build(source, index, Path(work), lambda step, done, total: None)
        engine = EmbeddedEngine(index)
        vectors = VectorStore(Path(work), EmbeddingSettings()).vectors([plain(line.text) for line in lines], lambda done, total: None)
        for line, vector in tqdm(list(zip(lines, vectors, strict=True)), unit=" lines"):
            query = engine.query(line.text, line.language, vector)
            for name, order in orders(query, engine.ranked(query), engine.trust[line.language]).items():
                ranks[name][line.language].append(reciprocal_rank(line, order))
    print(f"{'first / among three, %':<24}" + "".join(f"{language:>14}" for language in rows.LANGUAGES) + f"{'all':>14}")
    for name, by_language in ranks.items():
        shown = [by_language[language] for language in rows.LANGUAGES]
        cells = [np.array(part) for part in (*shown, [rank for part in shown for rank in part])]
        print(f"{name:<24}" + "".join(f"{100 * np.mean(cell == 1):>8.1f}{100 * np.mean(cell > 0.3):>6.1f}" for cell in cells))
    return 0


if __name__ == "__main__":
    sys.exit(main())
