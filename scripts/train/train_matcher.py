"""Fits what ships with a city: the weights of faq's two heads, all thresholds, and what the vectors of its phrasings teach.

python scripts/train/train_matcher.py                        fit (minutes the first time, to embed all lines) and print the report
python scripts/train/train_matcher.py --check                fail when too many rows are others than those that it was fitted on
python scripts/train/train_matcher.py --take-in              take in what new lines teach and leave weights and thresholds; embeds new lines alone
python scripts/train/train_matcher.py --source my-city/rows  the same for the rows of a folder; what is fitted goes to my-city/trained

Rows may be edited without training anew: the build embeds new lines alone. When these are many, every first build takes long; what they teach can be
taken in, which is less than to fit anew: `city120 eval tests/golden/frozen` says whether the weights still hold. How it is fitted and judged stands
in city120_faq.learning.training. In the end everything is learnt.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from city120_edition import CityError, SourceError, default_data_dir, installed_city, read_source
from city120_edition.source import Source
from city120_faq import hand_set
from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.encoder.floats import Floats
from city120_faq.encoder.vectors import VectorStore
from city120_faq.learning.artefacts import known_and_new, known_of
from city120_faq.learning.known_lines import KnownLines
from city120_faq.learning.lines import Example, by_entry, examples, is_judge
from city120_faq.learning.shipped import Trained, write_trained
from city120_faq.learning.sums import Sums
from city120_faq.learning.training import fit_source

COMMAND = "python scripts/train/train_matcher.py"
# Of the report of a fitting: how many lines were taken in since.
TAKEN_IN = "taken in since"
# From this share of lines on that are new since weights were fitted, they are fitted anew, whether what the lines teach was taken in or not. With ten
# in a hundred the best affair was right in 95.4 % of the frozen inquiries instead of 95.6; more was not tried.
FITTED_SHARE = 0.15


def check(source: Source, folder: Path) -> list[str]:
    """Why the rows have to be trained anew; nothing, if they need not be."""
    model_id = EmbeddingSettings().model_id
    try:
        trained = Trained.read(folder)
    except (FileNotFoundError, ValueError) as error:
        return [f"nothing is trained for these rows ({error})"]
    if trained.fitted.model != model_id:
        return [f"it was fitted for the encoder {trained.fitted.model}; the present one is {model_id}"]
    phrasings, questions = examples(source)
    drift = trained.lines.drift(KnownLines.of(source, [*phrasings, *questions]))
    print(f"of {drift.present} lines {drift.new} are new, and {drift.gone} of {drift.known} are gone, since it was fitted", file=sys.stderr)
    since = (trained.fitted.report.get(TAKEN_IN, 0) + drift.new) / max(drift.present, 1)
    if since > FITTED_SHARE:
        return [f"{since:.1%} of the lines are new since the weights were fitted; up to {FITTED_SHARE:.0%} they hold"]
    if drift.share > hand_set.NEW_SHARE:
        return [f"that is {drift.share:.1%} of the rows; up to {hand_set.NEW_SHARE:.0%} it holds for them"]
    return []


def take_in(source: Source, folder: Path, cache: Path) -> int:
    """Take what new lines teach into what ships below `folder`, and return how many they are; weights and thresholds stay. Raises FileNotFoundError
    where nothing is trained."""
    trained = Trained.read(folder)
    phrasings, questions = examples(source)
    present = KnownLines.of(source, [*phrasings, *questions])
    drift = trained.lines.drift(present)
    store = VectorStore(cache, EmbeddingSettings())
    with tqdm(unit="line", desc="vectors") as bar:

        def embed(lines: Sequence[Example]) -> Floats:
            return store.vectors([line.text for line in lines], _shown_by(bar))

        known, known_entries = known_of(trained)
        told_by, _ = by_entry(phrasings, questions)
        sums, of_entries = known_and_new(phrasings, [], known, embed), known_and_new(told_by, [], known_entries, embed)
    if sums is None or of_entries is None:
        raise ImportError("the model of vectors does not run here")
    report = trained.fitted.report | {TAKEN_IN: trained.fitted.report.get(TAKEN_IN, 0) + drift.new}
    write_trained(folder, replace(trained.fitted, report=report), present, sums, of_entries)
    return drift.new


def train(source: Source, folder: Path, cache: Path) -> dict[str, object] | None:
    """Fit, write it below `folder`, and return the report; None where too few lines can judge."""
    settings = EmbeddingSettings()
    phrasings, questions = examples(source)
    lines = [*phrasings, *questions]
    if sum(map(is_judge, lines)) < hand_set.LEAST_JUDGES:
        return None
    with tqdm(unit="line", desc="vectors") as bar:
        store = VectorStore(cache, settings)
        vectors = store.vectors([line.text for line in lines], _shown_by(bar))
    fitted = fit_source(source, lines, store, settings.model_id)
    if fitted is None:
        return None
    told_by, _ = by_entry(phrasings, questions)
    row_of = {(line.language, line.text): row for row, line in enumerate(phrasings)}
    of_entries = Sums.of(told_by, vectors[[row_of[line.language, line.text] for line in told_by]])
    write_trained(folder, fitted, KnownLines.of(source, lines), Sums.of(phrasings, vectors[: len(phrasings)]), of_entries)
    return fitted.report


def _shown_by(bar: tqdm[Any]) -> Callable[[int, int], None]:
    def show(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return show


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when too many rows are new or gone, or the encoder is another")
    parser.add_argument("--take-in", action="store_true", help="take in what new lines teach; weights and thresholds stay")
    parser.add_argument("--source", type=Path, metavar="DIR", help="folder of rows (default: those of the installed city)")
    parser.add_argument("--cache", type=Path, default=default_data_dir() / "cache", help="where vectors are kept (default: that of the services)")
    arguments = parser.parse_args()
    try:
        rows = arguments.source.resolve() if arguments.source else installed_city().rows
        source, folder = read_source(rows), rows.parent / "trained"
    except (CityError, SourceError) as error:
        print(f"train_matcher: {error}", file=sys.stderr)
        return 2
    if arguments.check:
        reasons = check(source, folder)
        for reason in reasons:
            print(f"{reason}; train anew, in a commit of its own: {COMMAND}", file=sys.stderr)
        return 1 if reasons else 0
    if arguments.take_in:
        try:
            print(f"what {take_in(source, folder, arguments.cache)} new lines teach is taken in; weights and thresholds are those from before")
        except (FileNotFoundError, ImportError) as error:
            print(f"train_matcher: {error}; without --take-in all is trained", file=sys.stderr)
            return 1
        return 0
    report = train(source, folder, arguments.cache)
    if report is None:
        print(f"fewer than {hand_set.LEAST_JUDGES} lines are by authors who judge (`blind-…`, and one in 25): nothing is fitted", file=sys.stderr)
        return 1
    print(json.dumps(report, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
