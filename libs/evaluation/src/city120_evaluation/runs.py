"""Runs: what came of each inquiry, kept without its text, and whether a later run is significantly worse (McNemar's test)."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path

from city120_evaluation.errors import WrongInput
from city120_evaluation.golden import Golden, Judged
from city120_evaluation.measures import languages

ALPHA = 0.05
ALL = "all"
_COLUMNS = ["key", "best", "said"]
_KEY_DIGITS = 12


@dataclass(frozen=True)
class Outcome:
    """What came of an inquiry: whether it was understood, and whether something was said: `right`, `wrong`, or nothing."""

    best: bool
    said: str


Run = Mapping[str, Outcome]
# What must not get worse. Saying less is no way out of the third: the second would fall.
COMPARED: dict[str, Callable[[Outcome], bool]] = {
    "understood": lambda outcome: outcome.best,
    "said what is right": lambda outcome: outcome.said == "right",
    "said nothing wrong": lambda outcome: outcome.said != "wrong",
}


def key_of(inquiry: Golden) -> str:
    """Names an inquiry by a hash of its id and text: a changed text is another inquiry."""
    return hashlib.sha256(f"{inquiry.id}\n{inquiry.text}".encode()).hexdigest()[:_KEY_DIGITS]


def outcomes(judged: Iterable[Judged]) -> dict[str, Outcome]:
    """What came of each, by key."""
    return {key_of(case.golden): Outcome(case.understood, case.said) for case in judged}


def save(run: Run, path: Path) -> None:
    """Write a run as a file that can be committed: a line an inquiry, in the order of their keys, so that a change shows as few lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="ascii", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows([key, int(outcome.best), outcome.said] for key, outcome in sorted(run.items()))


def read_run(path: Path) -> dict[str, Outcome]:
    """Read a run. Raises WrongInput naming what is wrong."""
    try:
        with path.open(encoding="ascii", newline="") as stream:
            rows = list(csv.reader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise WrongInput(f"{path} cannot be read as a run ({error}); write one with: city120 eval GOLDEN --save {path}") from None
    if not rows or rows[0] != _COLUMNS:
        raise WrongInput(f"{path} is no run: its first line must be {','.join(_COLUMNS)}; write one with: city120 eval GOLDEN --save {path}")
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(_COLUMNS) or row[1] not in ("0", "1") or row[2] not in ("right", "wrong", ""):
            raise WrongInput(f"{path}, line {number}: must be a key, 0 or 1, and right, wrong or nothing")
    return {key: Outcome(best == "1", said) for key, best, said in rows[1:]}


@dataclass(frozen=True)
class Comparison:
    """One thing compared in one language (or in all): which inquiries were lost and won, and how likely so many losses are by chance."""

    what: str
    language: str
    asked: int
    lost: tuple[str, ...]
    won: tuple[str, ...]

    @property
    def p(self) -> float:
        """One-sided mid-p value of McNemar's test: how likely at least so many of the changes are losses if losses and gains are equally likely."""
        return mid_p(len(self.lost), len(self.won))

    @property
    def worse(self) -> bool:
        """Whether it is significantly worse."""
        return self.p < ALPHA


def mid_p(lost: int, won: int) -> float:
    """P(X > lost) + P(X = lost) / 2 for X of Binomial(lost + won, 1/2): less timid than the exact test (Fagerland, Lydersen and Laake 2013)."""
    changed = lost + won
    tail = 2 * sum(comb(changed, count) for count in range(lost + 1, changed + 1)) + comb(changed, lost)
    return float(tail / 2 ** (changed + 1))


def compare(before: Run, judged: Sequence[Judged]) -> list[Comparison]:
    """Each thing in all languages and in each. Only what both runs asked counts; raises WrongInput when that is nothing."""
    both = [case for case in judged if key_of(case.golden) in before]
    if not both:
        raise WrongInput("the run to compare with holds none of these inquiries; ask the inquiries that it was saved from")
    comparisons = []
    for what, holds in COMPARED.items():
        for language in (ALL, *languages(both)):
            cases = [case for case in both if language in (ALL, case.golden.language)]
            turned = [(case.golden.id, holds(before[key_of(case.golden)]), holds(Outcome(case.understood, case.said))) for case in cases]
            lost = tuple(name for name, was, now in turned if was and not now)
            won = tuple(name for name, was, now in turned if now and not was)
            comparisons.append(Comparison(what, language, len(cases), lost, won))
    return comparisons
