"""Fits what ships with libs/text: how Korean, English, Chinese, Japanese, Vietnamese and Mongolian are spelt in Latin and Cyrillic letters.

python scripts/train/train_spelling.py           fit (a minute or two), write libs/text/src/city120_text/spelling.json and print the report
python scripts/train/train_spelling.py --report  print the report alone

It learns from the phrasings in those letters, and from `other_languages.csv` beside it: everyday texts in languages that the service does not speak,
and Chinese in pinyin and Japanese in romaji. The report holds one writer in five out, by a hash of the name: how many of their lines are told right.
Lines that hold more than a few letters of another script are left out. Names of stations are spelt the same whoever says them: every third line is
learnt once more with one of them.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import sys
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from city120_edition import installed_city, read_source, rows
from city120_text import LANGUAGES, fold
from city120_text.spelling import FILE, OTHER, Spelling, runs_of_letters

OTHER_LANGUAGES = Path(__file__).parent / "other_languages.csv"
CLASSES = (*LANGUAGES, OTHER)
LEAST_LINES = 4
MOST_RUNS = 16_000
RIDGE = 2e-6
ROUNDS = 150
_HELD_OUT = 5
_LETTERS = re.compile(r"[a-zß-ɏḀ-ỹЀ-ӿ]")
_OTHER_LETTERS = re.compile(r"[^\W\d_a-zß-ɏḀ-ỹЀ-ӿ]")
_FOREIGN_SHARE = 0.15
_NAMED = 3
_LEAST_LETTERS = 3
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    """A folded text, its language or OTHER, whether its writer is held out of the report's fit, and whether it is one once more with a name."""

    text: str
    language: str
    held_out: bool
    named: bool = False


def lines() -> list[Line]:
    """The lines in Latin or Cyrillic letters."""
    source = read_source(installed_city().rows)
    phrasings = [(row.text, row.language, row.author) for row in source.rows("phrasings", rows.Phrasing)]
    with OTHER_LANGUAGES.open(encoding="utf-8", newline="") as stream:
        others = [(row["text"], row["language"], row["text"]) for row in csv.DictReader(stream)]
    stations = [fold(row.names["en"]) for row in source.rows("stations", rows.Station)]
    samples: list[Line] = []
    for number, (text, language, writer) in enumerate((*phrasings, *others)):
        folded = fold(text)
        letters = len(_LETTERS.findall(folded))
        if letters >= _LEAST_LETTERS and len(_OTHER_LETTERS.findall(folded)) <= _FOREIGN_SHARE * letters:
            line = Line(folded, language if language in LANGUAGES else OTHER, zlib.crc32(writer.encode()) % _HELD_OUT == 0)
            samples.append(line)
            if number % _NAMED == 0:
                samples.append(replace(line, text=f"{folded} {stations[number % len(stations)]}", named=True))
    return samples


def fit(learnt: Sequence[Line]) -> Spelling:
    """The classifier of these lines, each language with the weight of the square root of its lines, of the runs that speak most."""
    counted = [Counter(runs_of_letters(line.text)) for line in learnt]
    common = [run for run, count in Counter(run for counts in counted for run in counts).items() if count >= LEAST_LINES]
    truth = np.array([CLASSES.index(line.language) for line in learnt])
    weights, _ = _descend(_matrix(counted, common), truth)
    loudest = sorted(np.argsort(-np.linalg.norm(weights, axis=1))[:MOST_RUNS].tolist())
    chosen = [common[place] for place in loudest]
    weights, bias = _descend(_matrix(counted, chosen), truth)
    scale = float(np.abs(weights).max()) / 127
    whole = np.round(weights / scale).astype(int)
    return Spelling(CLASSES, tuple(np.round(bias, 3).tolist()), scale, {run: whole[place].tolist() for place, run in enumerate(chosen)})


def _matrix(counted: Sequence[Counter[str]], runs: Sequence[str]) -> sparse.csr_matrix:
    """Rows of unit length, as `Spelling` reads a text."""
    place = {run: number for number, run in enumerate(runs)}
    columns, values, starts = [], [], [0]
    for counts in counted:
        features = [(place[run], 1 + math.log(count)) for run, count in counts.items() if run in place]
        length = math.sqrt(sum(weight * weight for _, weight in features)) or 1.0
        columns += [column for column, _ in features]
        values += [weight / length for _, weight in features]
        starts.append(len(columns))
    return sparse.csr_matrix((values, columns, starts), shape=(len(counted), len(runs)))


def _descend(matrix: sparse.csr_matrix, truth: npt.NDArray[np.int64]) -> tuple[_Floats, _Floats]:
    """Weights (runs, classes) and bias (classes,) of a multinomial logistic regression."""
    count, runs, classes = len(truth), matrix.shape[1], len(CLASSES)
    share = 1 / np.sqrt(np.bincount(truth, minlength=classes))[truth]
    share /= share.sum()
    wanted = np.eye(classes)[truth]

    def loss(flat: _Floats) -> tuple[float, _Floats]:
        weights, bias = flat[: runs * classes].reshape(runs, classes), flat[runs * classes :]
        scores = matrix @ weights + bias
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(axis=1, keepdims=True)
        cost = -(share * np.log(chances[np.arange(count), truth] + 1e-12)).sum() + RIDGE * np.square(weights).sum()
        slope = (chances - wanted) * share[:, None]
        return float(cost), np.concatenate([(matrix.T @ slope + 2 * RIDGE * weights).ravel(), slope.sum(axis=0)])

    solution = minimize(loss, np.zeros((runs + 1) * classes), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return solution[: runs * classes].reshape(runs, classes), solution[runs * classes :]


def report(every: Sequence[Line]) -> str:
    """How many of the lines in plain Latin letters of the writers that are held out are told right, by language."""
    learnt = fit([line for line in every if not line.held_out])
    # Marks and letters of its own tell Vietnamese, and Cyrillic ones most of Mongolian: what is left are those in plain Latin letters.
    asked = [line for line in every if line.held_out and not line.named and (line.text.isascii() or line.language == OTHER)]
    guesses = [max(chances, key=lambda language: chances[language]) for chances in (learnt.chances(line.text) for line in asked)]
    table = []
    for language in CLASSES:
        hits = [guess == language for guess, line in zip(guesses, asked, strict=True) if line.language == language]
        table.append(f"{language:<6} {sum(hits):5d} of {len(hits):5d} lines told right ({sum(hits) / max(len(hits), 1):.1%})")
    return "\n".join(table)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", action="store_true", help="print the report alone; write nothing")
    arguments = parser.parse_args()
    every = lines()
    print(report(every))
    if not arguments.report:
        spelling = fit(every)
        runs = {run: list(speaks) for run, speaks in spelling.runs.items()}
        stored = {"languages": spelling.languages, "bias": spelling.bias, "scale": round(spelling.scale, 6), "runs": runs}
        FILE.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
