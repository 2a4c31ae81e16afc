"""Fits the weights of both heads and every threshold that follows from what mistakes cost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit, logit

from city120_faq import hand_set
from city120_faq.encoder.floats import Floats
from city120_faq.learning.entry_training import UNFITTED_ENTRIES
from city120_faq.learning.judged import Bools, Judged
from city120_faq.matching.fusion import Curve, Fusion, Weights
from city120_faq.matching.labels import log_odds, log_softmax

# What heads say of no public business is taken as it is: nothing was measured.
AS_HEARD = Curve(slope=1.0, start=0.0)


def begin(weights: dict[str, Weights]) -> Fusion:
    """Weights with the thresholds that follow from costs alone; those that must be fitted let nothing through."""
    return Fusion(
        weights,
        decided_from=1.0,
        no_business=AS_HEARD,
        state_from=1 - 1 / hand_set.WRONG_COST,
        alarm_from=1 / (1 + hand_set.MISSED_COST),
        alarm_with_words=hand_set.ALARM_WITH_WORDS,
        ask_from=0.0,
        entries=UNFITTED_ENTRIES,
    )


def fit(judged: Judged) -> Fusion:
    """The weights that make the right labels most likely, and thresholds."""
    whole = _fitted(judged, Weights(1.0, 1.0, 1.0), firmness=0.0)
    languages = sorted(set(judged.languages.tolist()))
    fusion = begin({language: _fitted(judged[judged.languages == language], whole, hand_set.TOGETHER) for language in languages})
    alone = judged.alone(fusion)
    (best, right), affairs = judged.best(alone), judged.public(alone)
    # Words that could not state an affair do not decide one.
    decided_from = max(precision_threshold(best[affairs], right[affairs], hand_set.DECIDED_PRECISION), fusion.state_from)
    fusion = replace(fusion, decided_from=decided_from)
    fusion = replace(fusion, no_business=_no_business(judged, fusion))
    return replace(fusion, ask_from=_ask_from(judged, fusion))


def _fitted(judged: Judged, prior: Weights, firmness: float) -> Weights:
    """The weights that make the right labels likeliest, held near others. Fitted as logarithms: a head may count little, but not against itself."""
    near = np.log([prior.words, prior.vectors, prior.alone])

    def cost(logs: npt.NDArray[np.float64]) -> float:
        words, vectors, alone = np.exp(logs)
        scores = log_softmax(words * judged.words + vectors * judged.vectors), log_softmax(alone * judged.words)
        likely = sum(np.logaddexp.reduce(np.where(judged.right, score, -np.inf), axis=1).sum() for score in scores)
        return float(-likely + firmness * np.square(logs - near).sum() * len(judged.right))

    return Weights(*(float(weight) for weight in np.exp(minimize(cost, near, method="L-BFGS-B").x)))


def _no_business(judged: Judged, fusion: Fusion) -> Curve:
    """How likely a line is no public business, among callers. Those that words decide never are, so the curve is of the others."""
    heard = judged.heard(fusion)[:, judged.out_of_scope].sum(axis=1)
    none: Bools = np.any(judged.right[:, judged.out_of_scope], axis=1)
    undecided = ~judged.decided(fusion)
    return fit_no_business(heard[undecided], none[undecided], callers(none)[undecided])


def fit_no_business(heard: Floats, none: Bools, counts: Floats) -> Curve:
    """The curve that tells how likely lines are no public business by what is heard of them, where each counts so much (n)."""
    return AS_HEARD if none.all() or not none.any() else _curve(heard, none, counts)


def _ask_from(judged: Judged, fusion: Fusion) -> float:
    """The probability of the best affairs together from which asking costs less than a person, where nothing else may be told."""
    served = judged.served(fusion)
    likely, right = judged.offered(served)
    unsettled, none = judged.unsettled(served, fusion), np.any(judged.right[:, judged.out_of_scope], axis=1)
    return fit_ask_from(likely[unsettled], right[unsettled], callers(none)[unsettled])


def fit_ask_from(likely: Floats, right: Bools, counts: Floats) -> float:
    """The same, by how likely the affairs that would be offered are together, whether one of them is right, and how much each line counts (n)."""
    return _promised(likely, right, 1 / hand_set.PERSON_COST, counts)


def callers(none: Bools) -> Floats:
    """How much each line (n) counts so that as large a share is no public business as of callers."""
    odd, odds = int(none.sum()), hand_set.ODD_SHARE / (1 - hand_set.ODD_SHARE)
    return np.where(none, odds * (len(none) - odd) / max(odd, 1), 1.0).astype(np.float32)


def _promised(chances: Floats, right: Bools, wanted: float, counts: Floats | None = None) -> float:
    """The chance (of n) from which on as large a share as `wanted` is right, as a rising logistic curve over the lines has it. 1 where none is right,
    and the lowest where all are."""
    if not right.any() or right.all():
        return float(chances.min()) if right.any() else 1.0
    curve = _curve(chances, right, counts)
    return float(expit((logit(wanted) - curve.start) / curve.slope))


def _curve(chances: Floats, right: Bools, counts: Floats | None = None) -> Curve:
    """The rising logistic curve that tells how many lines are right by their chance, and by how much each counts (n)."""
    scores, truth, weights = log_odds(chances), np.where(right, 1.0, -1.0), np.ones(len(right)) if counts is None else counts

    def cost(curve: npt.NDArray[np.float64]) -> float:
        slope, start = np.exp(curve[0]), curve[1]
        return float((weights * np.logaddexp(0, -truth * (slope * scores + start))).sum() + (slope**2 + start**2) / 2)

    slope, start = minimize(cost, [0.0, 0.0], method="L-BFGS-B").x
    return Curve(float(np.exp(slope)), float(start))


def fit_pairs(signs: Floats, right: Bools) -> tuple[float, ...]:
    """The curve that tells texts of two questions from those of one: signs (n, 7) of what looks like two, and whether it is, both affairs right."""
    known, truth = np.c_[signs, np.ones(len(signs))], np.where(right, 1.0, -1.0)

    def cost(curve: npt.NDArray[np.float64]) -> float:
        return float(np.logaddexp(0, -truth * (known @ curve)).sum() + np.square(curve[:-1]).sum() * hand_set.FIRMNESS)

    return tuple(round(float(value), 4) for value in minimize(cost, np.zeros(known.shape[1]), method="L-BFGS-B").x)


def precision_threshold(probabilities: npt.NDArray[np.floating[Any]], right: Bools, wanted: float) -> float:
    """The lowest probability at and above which the share of right lines is at least `wanted`; 1 when there is none."""
    order = np.argsort(-probabilities)
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    reached = np.flatnonzero(precision >= wanted)
    return float(probabilities[order][reached[-1]]) if len(reached) else 1.0
