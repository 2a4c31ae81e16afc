"""What is told of many judged inquiries: shares with their intervals, calibration, and what is lost for answering more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from city120_evaluation.golden import EITHER, EMERGENCY, NONE, OUT_OF_SCOPE, Judged

# Two-sided 95 % of the normal distribution.
_Z = 1.959964


@dataclass(frozen=True)
class Share:
    """So many of so many, with the Wilson interval at 95 %."""

    right: int
    total: int

    @property
    def value(self) -> float:
        """The share itself; 0 of 0 is not a number."""
        return self.right / self.total if self.total else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson score interval at 95 % (Wilson 1927): it keeps within 0 and 1, and is honest for few cases and for shares near 1."""
        if not self.total:
            return (0.0, 1.0)
        spread = _Z * _Z / self.total
        centre = (self.value + spread / 2) / (1 + spread)
        half = _Z / (1 + spread) * math.sqrt(self.value * (1 - self.value) / self.total + spread / (4 * self.total))
        return (max(centre - half, 0.0), min(centre + half, 1.0))

    def as_json(self) -> dict[str, Any]:
        """For programs; the share of nothing is null."""
        low, high = self.interval
        return {"right": self.right, "total": self.total, "share": self.value if self.total else None, "low": low, "high": high}


def share(judged: Iterable[Judged]) -> Share:
    """How many are right."""
    outcomes = [case.right for case in judged]
    return Share(sum(outcomes), len(outcomes))


def check_shares(judged: Iterable[Judged]) -> dict[str, Share]:
    """How often each thing that was checked is right."""
    by_name: dict[str, list[bool]] = {}
    for case in judged:
        for check in case.checks:
            by_name.setdefault(check.name, []).append(check.right)
    return {name: Share(sum(outcomes), len(outcomes)) for name, outcomes in by_name.items()}


def recall(judged: Iterable[Judged], kind: str) -> Share:
    """Of the inquiries that are of a kind, how many were taken for it."""
    outcomes = [case.kind == kind for case in judged if case.golden.kind == kind]
    return Share(sum(outcomes), len(outcomes))


def false_alarms(judged: Iterable[Judged], kind: str) -> Share:
    """Of the inquiries that are not of a kind, how many were taken for it."""
    outcomes = [case.kind == kind for case in judged if kind not in case.golden.kind.split(EITHER)]
    return Share(sum(outcomes), len(outcomes))


def understanding(judged: Iterable[Judged]) -> dict[str, Share]:
    """Of the inquiries whose affair is expected: the best is right, one of three is; how many are stated, and how many of those are right."""
    about = [case for case in judged if case.golden.affair not in ("", NONE)]
    stated = [case for case in about if case.states]
    return {
        "affair top-1": Share(sum(case.names_affair() for case in about), len(about)),
        "affair top-3": Share(sum(case.names_affair(3) for case in about), len(about)),
        "stated": Share(len(stated), len(about)),
        "right when stated": Share(sum(case.names_affair() for case in stated), len(stated)),
    }


def held_back(judged: Iterable[Judged]) -> Share:
    """Of the inquiries that fit no affair of the edition, though they may be public business: of how many none was stated."""
    outcomes = [case.names_affair() for case in judged if case.golden.affair == NONE]
    return Share(sum(outcomes), len(outcomes))


def alarms(judged: Sequence[Judged]) -> dict[str, Share]:
    """Emergencies and what is no public business: heard, and heard where there is none."""
    return {
        "emergency recall": recall(judged, EMERGENCY),
        "emergency alarms": false_alarms(judged, EMERGENCY),
        "out-of-scope recall": recall(judged, OUT_OF_SCOPE),
        "false refusals": false_alarms(judged, OUT_OF_SCOPE),
    }


def second_questions(judged: Iterable[Judged]) -> dict[str, Share]:
    """Of the inquiries with a second question, of how many it was told; of those with one, of how many a second was told. Only where either is
    expected."""
    checks = [check for case in judged for check in case.checks if check.name == "also"]
    doubles = [check.right for check in checks if check.expected != NONE]
    singles = [check.right for check in checks if check.expected == NONE]
    return {"second questions": Share(sum(doubles), len(doubles)), "second ones unasked": Share(len(singles) - sum(singles), len(singles))}


def languages(judged: Iterable[Judged]) -> list[str]:
    """The languages that are expected, in order."""
    return sorted({case.golden.language for case in judged} - {""})


def identified(judged: Iterable[Judged]) -> Share:
    """How often the language is right, where one is expected."""
    outcomes = [case.language == case.golden.language for case in judged if case.golden.language and not case.failure]
    return Share(sum(outcomes), len(outcomes))


@dataclass(frozen=True)
class Bin:
    """Inquiries of about one probability: what was promised on average, and how many came true."""

    promised: float
    true: Share


def told(judged: Iterable[Judged]) -> list[tuple[float, bool]]:
    """The probability of the best affair and whether it is right, of all that have one, lowest first."""
    return sorted((case.affairs[0][1], case.names_affair()) for case in judged if case.golden.affair not in ("", NONE) and case.affairs)


def reliability(judged: Iterable[Judged], bins: int = 10) -> list[Bin]:
    """Bins of equally many inquiries (equal mass), lowest probability first, all languages together."""
    pairs = told(judged)
    edges = [round(index * len(pairs) / bins) for index in range(bins + 1)]
    groups = [pairs[first:last] for first, last in pairwise(edges) if last > first]
    return [Bin(sum(probability for probability, _ in group) / len(group), Share(sum(right for _, right in group), len(group))) for group in groups]


def calibration(judged: Iterable[Judged], bins: int = 10) -> dict[str, float]:
    """How well the probability of the best affair says whether it is right: expected calibration error over bins of equally many, and Brier score."""
    pairs, groups = told(judgements := list(judged)), reliability(judgements, bins)
    if not pairs:
        return {}
    gaps = [abs(group.promised - group.true.value) * group.true.total for group in groups]
    return {"ece": sum(gaps) / len(pairs), "brier": sum((probability - right) ** 2 for probability, right in pairs) / len(pairs)}


def risk_curve(judged: Iterable[Judged]) -> list[tuple[float, float]]:
    """The share that would be stated and the share of those that would be wrong, for every threshold, the highest first
    (El-Yaniv and Wiener 2010). Inquiries of one probability are stated together."""
    pairs = told(judged)[::-1]
    curve, wrong = list[tuple[float, float]](), 0
    for count, (probability, right) in enumerate(pairs, start=1):
        wrong += not right
        if count == len(pairs) or pairs[count][0] < probability:
            curve.append((count / len(pairs), wrong / count))
    return curve


def confusions(judged: Iterable[Judged], count: int) -> list[tuple[str, str, int]]:
    """The affairs taken for another most often: expected, found, how often."""
    about = [case for case in judged if case.golden.affair not in ("", NONE) and case.affairs and not case.names_affair()]
    counts = Counter((case.golden.affair, case.affairs[0][0]) for case in about)
    return [(expected, got, times) for (expected, got), times in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:count]]


def worst(judged: Iterable[Judged], count: int) -> list[Judged]:
    """The misses that matter most: emergencies first, then what was not understood, then the surest of themselves."""

    def order(case: Judged) -> tuple[bool, bool, float, str]:
        missed_emergency = case.golden.kind == EMERGENCY and case.kind != EMERGENCY
        return (not missed_emergency, case.understood, -case.confidence, case.golden.id)

    return sorted((case for case in judged if not case.right), key=order)[:count]


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile; of no values it is not a number."""
    if not values:
        return math.nan
    return sorted(values)[max(math.ceil(len(values) * percent / 100) - 1, 0)]
