"""What words say and what vectors say as one probability: a weight for each head in each language, fitted on lines that neither head had learnt from.

A head whose log-probabilities are nearly equal for all labels adds nearly nothing, so one that has nothing to say never outvotes one that has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from city120_faq.encoder.model import Floats
from city120_faq.matching.heads import EMERGENCY, OUT_OF_SCOPE, log_softmax
from city120_faq.matching.which_entry import BEGIN, EntryWeights

# A wrong statement costs as much as this many questions: the best affair is stated from 1 - 1 / cost on.
WRONG_COST = 7.0
# Words alone decide where at least this share of such lines was right; below that vectors are consulted.
DECIDED_PRECISION = 0.975
# A missed emergency costs as much as so many false alarms: one is told from 1 / (1 + cost) on. Where words sound like one, a little is enough.
MISSED_COST = 13.0
ALARM_WITH_WORDS = 0.02
# No public business that goes on takes a person's minutes; a refusal takes a caller's seconds to ask again: so many of them cost as much.
MISSED_OUTSIDE_COST = 13.0
# Nor is anything refused while an affair is so much likelier: it is asked instead.
OUTWEIGHED = 0.2
# An answer that nobody asked for costs as much as so many second questions that are missed.
UNASKED_COST = 1.0
# A person's minutes cost as much as so many questions: where nothing may be stated, the caller is asked which of the best affairs it is from
# 1 / cost on, and below that a person takes over.
PERSON_COST = 2.5
# So many affairs are offered in a question.
OFFERED = 3
# How firmly the curve that tells two questions is held flat.
_FLAT = 0.05
# How firmly the weights of one language are held near those of all.
_TOGETHER = 3.0
_HARDLY = 1e-5
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Weights:
    """The weight of each head together with the other, and of words where they are alone."""

    words: float
    vectors: float
    alone: float


@dataclass(frozen=True)
class Fusion:
    """Weights by language, and from where on what is done."""

    weights: dict[str, Weights]
    decided_from: float
    refuse_from: float
    state_from: float = 1 - 1 / WRONG_COST
    alarm_from: float = 1 / (1 + MISSED_COST)
    alarm_with_words: float = ALARM_WITH_WORDS
    ask_from: float = 0.0
    pairs: tuple[float, ...] = ()
    entries: EntryWeights = BEGIN

    def _of(self, language: str) -> Weights:
        found = self.weights.get(language)
        if found is not None:
            return found
        every = [(one.words, one.vectors, one.alone) for one in self.weights.values()]
        return Weights(*(float(value) for value in np.mean(every, axis=0)))

    def alone(self, words: Floats, language: str) -> Floats:
        """Probabilities (…, labels) of the words' log-probabilities."""
        return np.exp(log_softmax(self._of(language).alone * words))

    def together(self, words: Floats, vectors: Floats, language: str) -> Floats:
        """Probabilities (…, labels) of both heads' log-probabilities."""
        weights = self._of(language)
        return np.exp(log_softmax(weights.words * words + weights.vectors * vectors))

    def both_asked(self, signs: Floats) -> bool:
        """Whether it costs less to answer two questions than one, by the signs (7,) of both."""
        return bool(self.pairs) and bool(np.dot(self.pairs, np.append(signs, 1.0)) >= np.log(UNASKED_COST))


def fusion_of(stored: dict[str, Any]) -> Fusion:
    """The fusion of its own fields as JSON has them."""
    weights = {language: Weights(**found) for language, found in stored["weights"].items()}
    plain = {name: value for name, value in stored.items() if name not in ("weights", "pairs", "entries")}
    return Fusion(weights, pairs=tuple(stored["pairs"]), entries=EntryWeights(**stored["entries"]), **plain)


@dataclass(frozen=True)
class Judged:
    """Lines that no head has learnt from: their languages, which labels are right for each (lines, labels), and what both heads say."""

    languages: npt.NDArray[np.str_]
    right: Bools
    words: Floats
    vectors: Floats

    def __getitem__(self, rows: Any) -> Judged:
        return Judged(self.languages[rows], self.right[rows], self.words[rows], self.vectors[rows])


def right_labels(truths: Sequence[str], labels: Sequence[str]) -> Bools:
    """Which labels are right for each truth (lines, labels); `emergency` is any of them."""
    return np.array([[label == truth or (truth == "emergency" and label.startswith(EMERGENCY)) for label in labels] for truth in truths])


def fit(judged: Judged, labels: Sequence[str]) -> Fusion:
    """The weights that make the right labels most likely, and thresholds."""
    whole = np.array(_fitted(judged, np.ones(3), 0.0))
    weights = {str(language): Weights(*_fitted(judged[judged.languages == language], whole, _TOGETHER)) for language in sorted(set(judged.languages))}
    alone = _alone(judged, Fusion(weights, 1.0, 1.0))
    best, right = _best(judged, alone)
    public = _public(alone, labels)
    draft = Fusion(weights, 1.0, 1.0)
    # Words that could not state an affair do not decide one.
    draft = replace(draft, decided_from=max(precision_threshold(best[public], right[public], DECIDED_PRECISION), draft.state_from))
    draft = replace(draft, refuse_from=_refuse_from(judged, draft, labels))
    return replace(draft, ask_from=_ask_from(judged, draft, labels))


def _refuse_from(judged: Judged, fusion: Fusion, labels: Sequence[str]) -> float:
    """The probability of being no public business from which telling it costs less than going on."""
    told = _tellable(_served(judged, fusion, labels), labels, fusion)
    outside: Bools = np.any(judged.right[:, [label == OUT_OF_SCOPE for label in labels]], axis=1)
    return _promised(told[told > 0], outside[told > 0], 1 / (1 + MISSED_OUTSIDE_COST))


def _ask_from(judged: Judged, fusion: Fusion, labels: Sequence[str]) -> float:
    """The probability of the best affairs together from which asking costs less than a person, where nothing else may be told."""
    served = _served(judged, fusion, labels)
    likely, right = _offered(judged, served, labels)
    unsettled = _unsettled(served, fusion, labels)
    return _promised(likely[unsettled], right[unsettled], 1 / PERSON_COST)


def _promised(chances: Floats, right: Bools, wanted: float) -> float:
    """The chance (of n) from which on as large a share as `wanted` is right: how many are right, a logistic curve over the lines tells. 1 where none
    is right, and the lowest where all are."""
    from scipy.optimize import minimize
    from scipy.special import expit, logit

    if not right.any() or right.all():
        return float(chances.min()) if right.any() else 1.0
    scores, truth = logit(np.clip(chances, _HARDLY, 1 - _HARDLY)), np.where(right, 1.0, -1.0)

    def cost(curve: npt.NDArray[np.float64]) -> float:
        return float(np.logaddexp(0, -truth * (curve[0] * scores + curve[1])).sum() + np.square(curve).sum() / 2)

    slope, start = minimize(cost, [1.0, 0.0], method="L-BFGS-B", bounds=[(0.05, 5.0), (None, None)]).x
    return float(expit((logit(wanted) - start) / slope))


def _offered(judged: Judged, chances: Floats, labels: Sequence[str]) -> tuple[Floats, Bools]:
    """How likely the best affairs of each line are together, and whether one of them is right."""
    affairs = np.array([label != OUT_OF_SCOPE and not label.startswith(EMERGENCY) for label in labels])
    offered = np.argsort(-np.where(affairs, chances, -1.0), axis=1)[:, :OFFERED]
    likely: Floats = np.take_along_axis(chances, offered, axis=1).sum(axis=1)
    right: Bools = np.any(np.take_along_axis(judged.right, offered, axis=1), axis=1)
    return likely, right


def _unsettled(chances: Floats, fusion: Fusion, labels: Sequence[str]) -> Bools:
    """Which lines can neither be answered nor refused, nor are an emergency."""
    urgent = np.array([label.startswith(EMERGENCY) for label in labels])
    alarmed, refused = chances[:, urgent].sum(axis=1) >= fusion.alarm_from, _tellable(chances, labels, fusion) >= fusion.refuse_from
    unsettled: Bools = ~((chances.max(axis=1) >= fusion.state_from) | alarmed | refused)
    return unsettled


def fit_pairs(signs: Floats, right: Bools) -> tuple[float, ...]:
    """The curve that tells texts of two questions from those of one: signs (n, 7) of what looks like two, and whether it is, both affairs right."""
    from scipy.optimize import minimize

    known, truth = np.c_[signs, np.ones(len(signs))], np.where(right, 1.0, -1.0)

    def cost(curve: npt.NDArray[np.float64]) -> float:
        return float(np.logaddexp(0, -truth * (known @ curve)).sum() + np.square(curve[:-1]).sum() * _FLAT)

    return tuple(round(float(value), 4) for value in minimize(cost, np.zeros(known.shape[1]), method="L-BFGS-B").x)


def _tellable(chances: Floats, labels: Sequence[str], fusion: Fusion) -> Floats:
    """How likely each line is no public business, where that may be told: neither an affair nor an emergency is, nor is one much likelier. Elsewhere
    0."""
    outside, urgent = (np.array([label.startswith(kind) for label in labels]) for kind in (OUT_OF_SCOPE, EMERGENCY))
    best, none = np.where(outside, 0.0, chances).max(axis=1), chances[:, outside].sum(axis=1)
    told = (best < fusion.state_from) & (chances[:, urgent].sum(axis=1) < fusion.alarm_from) & (none >= OUTWEIGHED * best)
    return np.asarray(np.where(told, none, 0.0), dtype=np.float32)


def _public(chances: Floats, labels: Sequence[str]) -> Bools:
    """Which lines (n,) are most likely public business."""
    public: Bools = np.array([label != OUT_OF_SCOPE for label in labels])[chances.argmax(axis=1)]
    return public


def _decided(alone: Floats, fusion: Fusion, labels: Sequence[str]) -> Bools:
    """Where words alone (lines, labels) decide: never that something is no public business, which few known words look like, too."""
    decided: Bools = (alone.max(axis=1) >= fusion.decided_from) & _public(alone, labels)
    return decided


def _served(judged: Judged, fusion: Fusion, labels: Sequence[str]) -> Floats:
    """Probabilities (lines, labels) as they are served: of words where they decide, else of both heads."""
    alone = _alone(judged, fusion)
    return np.where(_decided(alone, fusion, labels)[:, None], alone, _together(judged, fusion))


def _together(judged: Judged, fusion: Fusion) -> Floats:
    """Probabilities (lines, labels) of both heads together."""
    chances = np.empty_like(judged.words)
    for language in set(judged.languages):
        own = judged.languages == language
        chances[own] = fusion.together(judged.words[own], judged.vectors[own], language)
    return chances


def _fitted(judged: Judged, prior: npt.NDArray[np.float64], firmness: float) -> list[float]:
    # Serving does without: it would more than double what a process imports.
    from scipy.optimize import minimize

    def cost(weights: npt.NDArray[np.float64]) -> float:
        together = log_softmax(weights[0] * judged.words + weights[1] * judged.vectors)
        alone = log_softmax(weights[2] * judged.words)
        likely = sum(np.logaddexp.reduce(np.where(judged.right, scores, -np.inf), axis=1).sum() for scores in (together, alone))
        return float(-likely + firmness * np.square(np.log(weights / prior)).sum() * len(judged.right) / 100)

    found = minimize(cost, prior, method="L-BFGS-B", bounds=[(0.05, 5.0)] * 3)
    return [float(value) for value in found.x]


def _best(judged: Judged, chances: Floats) -> tuple[Floats, Bools]:
    """How likely the best label of each line is, and whether it is right."""
    top, rows = chances.argmax(axis=1), np.arange(len(chances))
    return chances[rows, top], judged.right[rows, top]


def _alone(judged: Judged, fusion: Fusion) -> Floats:
    """Probabilities (lines, labels) of words alone."""
    chances = np.empty_like(judged.words)
    for language in set(judged.languages):
        own = judged.languages == language
        chances[own] = fusion.alone(judged.words[own], language)
    return chances


def report(judged: Judged, fusion: Fusion, labels: Sequence[str]) -> dict[str, Any]:
    """How well lines are understood that the weights were not fitted on."""
    found: dict[str, Any] = {}
    chances = _together(judged, fusion)
    for language in sorted(set(judged.languages)):
        own = judged.languages == language
        layers = {"words": judged.words[own], "vectors": judged.vectors[own], "together": chances[own]}
        found[str(language)] = {"lines": int(own.sum())} | {name: _top(judged.right[own], scores) for name, scores in layers.items()}
    served = _served(judged, fusion, labels)
    best, right = _best(judged, served)
    stated = best >= fusion.state_from
    alone = _alone(judged, fusion)
    decided, right_alone = _decided(alone, fusion, labels), _best(judged, alone)[1]
    urgent = np.array([label.startswith(EMERGENCY) for label in labels])
    outside = np.array([label == OUT_OF_SCOPE for label in labels])
    likely, offered = _offered(judged, served, labels)
    unsettled = _unsettled(served, fusion, labels)
    asked, passed_on = unsettled & (likely >= fusion.ask_from), unsettled & (likely < fusion.ask_from)
    found["all"] = {
        "lines": len(right),
        "together": _top(judged.right, chances),
        "served": _top(judged.right, served),
        "stated": share(stated),
        "right_when_stated": share(right[stated]),
        "asked": share(asked),
        "right_among_asked": share(offered[asked]),
        "handed_over": share(passed_on),
        "decided_by_words": share(decided),
        "right_when_decided": share(right_alone[decided]),
        "brier": round(float(np.square(best - right).mean()), 4),
        "ece": round(expected_calibration_error(best, right), 4),
        "emergencies": _heard(judged.right, urgent, served[:, urgent].sum(axis=1) >= fusion.alarm_from),
        "out_of_scope": _heard(judged.right, outside, _tellable(served, labels, fusion) >= fusion.refuse_from),
    }
    if passed_on.any():
        found["all"]["right_among_handed_over"] = share(offered[passed_on])
    return found


def _top(right: Bools, scores: Floats) -> list[float]:
    """The shares of lines of which the best, and one of the three best, is right."""
    order = np.argsort(-scores, axis=1)[:, :3]
    hits = np.take_along_axis(right, order, axis=1)
    return [share(hits[:, 0]), share(hits.any(axis=1))]


def _heard(right: Bools, kind: Bools, told: Bools) -> dict[str, float]:
    truth = right[:, kind].any(axis=1)
    return {"heard": share(told[truth]), "false_alarms": share(told[~truth])}


def share(found: Any) -> float:
    """The mean of truths or of numbers, 0 of none."""
    return round(float(np.mean(found)), 4) if np.size(found) else 0.0


def expected_calibration_error(probabilities: npt.NDArray[np.floating[Any]], right: Bools, bins: int = 15) -> float:
    """The mean gap between what was promised and what came true, over bins of equally many lines."""
    parts = [part for part in np.array_split(np.argsort(probabilities), bins) if len(part)]
    return float(sum(len(part) * abs(probabilities[part].mean() - right[part].mean()) for part in parts) / max(len(right), 1))


def precision_threshold(probabilities: npt.NDArray[np.floating[Any]], right: Bools, wanted: float) -> float:
    """The lowest probability at and above which the share of right lines is at least `wanted`; 1 when there is none."""
    order = np.argsort(-probabilities)
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    reached = np.flatnonzero(precision >= wanted)
    return float(probabilities[order][reached[-1]]) if len(reached) else 1.0
