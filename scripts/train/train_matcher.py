"""Fits what ships with faq: the weights of its two heads, all thresholds, and what the vectors of the bundled phrasings teach.

python scripts/train/train_matcher.py          fit (minutes the first time, to embed all lines) and print the report
python scripts/train/train_matcher.py --check  fail when what ships is not of the bundled rows and the present encoder

How it is fitted and judged stands in city120_faq.learning.training. In the end everything is learnt.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tqdm import tqdm

from city120_edition import default_data_dir, installed_city, read_source
from city120_faq.encoder.vectors import EmbeddingSettings, VectorStore
from city120_faq.learning.lines import by_entry, examples
from city120_faq.learning.shipped import ENTRY_SUMS, read_fitted, read_sums, write_fitted, write_sums
from city120_faq.learning.training import fit_source, rows_of
from city120_faq.matching.heads import Sums, digest_of


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when what ships is of other rows or another encoder")
    parser.add_argument("--cache", type=Path, default=default_data_dir() / "cache", help="where vectors are kept (default: that of the services)")
    arguments = parser.parse_args()
    settings = EmbeddingSettings()
    city = installed_city()
    source = read_source(city.rows)
    phrasings, questions = examples(source)
    lines = [*phrasings, *questions]
    told_by, _ = by_entry(phrasings, questions)
    digest, of_entries = (f"{digest_of(some)}/{settings.model_id}" for some in (phrasings, told_by))
    if arguments.check:
        fitted = read_fitted(city.trained)
        same = (fitted.model, fitted.rows) == (settings.model_id, rows_of(source, lines))
        if not same or read_sums(city.trained, digest) is None or read_sums(city.trained, of_entries, ENTRY_SUMS) is None:
            print("what ships was learnt from other rows or another encoder; run: python scripts/train/train_matcher.py", file=sys.stderr)
            return 1
        return 0
    with tqdm(unit="line", desc="vectors") as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        store = VectorStore(arguments.cache, settings)
        vectors = store.vectors([line.text for line in lines], show)
    found = fit_source(source, lines, store, settings.model_id)
    if found is None:
        print("too few lines of the bundled rows are by authors who saw no other line", file=sys.stderr)
        return 1
    write_fitted(found, city.trained)
    write_sums(Sums.of(phrasings, vectors[: len(phrasings)]), digest, city.trained)
    row_of = {(line.language, line.text): row for row, line in enumerate(phrasings)}
    write_sums(Sums.of(told_by, vectors[[row_of[line.language, line.text] for line in told_by]]), of_entries, city.trained, ENTRY_SUMS)
    print(json.dumps(found.report, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
