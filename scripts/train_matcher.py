"""Fits what ships with faq: the weights of its two heads, and what the vectors of the bundled phrasings teach.

python scripts/train_matcher.py          fit (minutes the first time, to embed all lines) and print the report
python scripts/train_matcher.py --check  fail when what ships is not of the bundled lines and the present encoder

The weights are fitted on lines that neither head has learnt from: those of writers who saw no other line (author `blind-…`), and those of one
author in 25. The report is cross-validated: each half is judged by weights fitted on the other. In the end everything is learnt.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from city120_edition import default_data_dir, read_source
from city120_faq.analysis import features
from city120_faq.artefacts import examples
from city120_faq.fusion import Judged, fit, report, right_labels
from city120_faq.heads import Example, Sums, VectorHead, aligned, digest_of, is_judge, log_softmax, train_words
from city120_faq.shipped import SHIPPED, read_sums, write_fusion, write_sums
from city120_faq.vectors import EmbeddingSettings, Floats, VectorStore


def judged_by_others(learnt: Sequence[Example], judges: Sequence[Example], vectors: Floats, seen: Floats) -> tuple[Judged, tuple[str, ...]]:
    """What heads that learnt only from `learnt` (with `vectors`) say of `judges` (with vectors `seen`), and the labels."""
    words, head = train_words(learnt), VectorHead.of(Sums.of(learnt, vectors))
    labels = tuple(sorted({*words.labels, *head.labels}))
    counted = [Counter(features(line.text)) for line in judges]
    by_words = np.asarray(words.lexicon.matrix(counted) @ words.weights + words.bias)
    known = set(words.lexicon.features)
    by_words[[known.isdisjoint(counts) for counts in counted]] = 0
    return Judged(
        np.array([line.language for line in judges]),
        right_labels([line.label for line in judges], labels),
        aligned(log_softmax(by_words), words.labels, labels),
        aligned(head.scores(seen), head.labels, labels),
    ), labels


def half(line: Example) -> bool:
    """Which half of the judges a line belongs to; an author's lines stay together."""
    return hashlib.sha256(line.group.encode()).digest()[1] % 2 == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when what ships is of other lines or another encoder")
    parser.add_argument("--cache", type=Path, default=default_data_dir() / "cache", help="where vectors are kept (default: that of the services)")
    arguments = parser.parse_args()
    settings = EmbeddingSettings()
    phrasings, questions = examples(read_source())
    digest = f"{digest_of(phrasings)}/{settings.model_id}"
    if arguments.check:
        if read_sums(SHIPPED, digest) is None:
            print("what ships was learnt from other lines or another encoder; run: python scripts/train_matcher.py", file=sys.stderr)
            return 1
        return 0
    lines = [*phrasings, *questions]
    with tqdm(unit="line", desc="vectors") as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        vectors = VectorStore(arguments.cache, settings).vectors([line.text for line in lines], show)
    judging = np.array([is_judge(line) for line in lines])
    learnt = [line for line in lines if not is_judge(line)]
    judges = [line for line in lines if is_judge(line)]
    judged, labels = judged_by_others(learnt, judges, vectors[~judging], vectors[judging])
    first = np.array([half(line) for line in judges])
    found = {name: report(judged[~side], fit(judged[side], labels), labels) for name, side in (("first half", first), ("second half", ~first))}
    write_fusion(fit(judged, labels), found, SHIPPED)
    write_sums(Sums.of(phrasings, vectors[: len(phrasings)]), digest, SHIPPED)
    print(json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
