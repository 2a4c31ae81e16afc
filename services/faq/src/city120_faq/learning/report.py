"""How well lines are understood that weights were not fitted on."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from city120_faq.encoder.floats import Floats
from city120_faq.learning.judged import Bools, Judged
from city120_faq.matching.fusion import Fusion

# How many of the best count, in how many bins calibration is looked at, and how many digits are told.
_AMONG, _BINS, _DIGITS = 3, 15, 4


def report(judged: Judged, fusion: Fusion) -> dict[str, Any]:
    """Shares of lines, in each language and of all."""
    chances = judged.together(fusion)
    told: dict[str, Any] = {}
    for language in sorted(set(judged.languages.tolist())):
        rows = judged.languages == language
        layers = {"words": judged.words[rows], "vectors": judged.vectors[rows], "together": chances[rows]}
        told[language] = {"lines": int(rows.sum())} | {name: _top(judged.right[rows], scores) for name, scores in layers.items()}
    return told | {"all": _whole(judged, fusion, chances)}


def _whole(judged: Judged, fusion: Fusion, chances: Floats) -> dict[str, Any]:
    served = judged.served(fusion)
    best, right = judged.best(served)
    stated, decided = judged.stated(served, fusion), judged.decided(fusion)
    return {
        "lines": len(right),
        "together": _top(judged.right, chances),
        "served": _top(judged.right, served),
        "stated": share(stated),
        "right_when_stated": share(right[stated]),
        **_unsettled(judged, fusion, served),
        "decided_by_words": share(decided),
        "right_when_decided": share(judged.best(judged.alone(fusion))[1][decided]),
        "brier": round(float(np.square(best - right).mean()), _DIGITS),
        "ece": round(expected_calibration_error(best, right), _DIGITS),
        "emergencies": _heard(np.any(judged.right[:, judged.urgent], axis=1), judged.alarmed(fusion)),
        "out_of_scope": _heard(np.any(judged.right[:, judged.out_of_scope], axis=1), judged.refused(served, fusion)),
    }


def _unsettled(judged: Judged, fusion: Fusion, served: Floats) -> dict[str, float]:
    """What is asked, and what a person takes over; of how many one of the affairs that are or would be offered is right."""
    unsettled = judged.unsettled(served, fusion)
    likely, offered = judged.offered(served)
    asked, passed_on = unsettled & (likely >= fusion.ask_from), unsettled & (likely < fusion.ask_from)
    told = {"asked": share(asked), "right_among_asked": share(offered[asked]), "handed_over": share(passed_on)}
    return told | ({"right_among_handed_over": share(offered[passed_on])} if passed_on.any() else {})


def _top(right: Bools, scores: Floats) -> list[float]:
    """The shares of lines of which the best, and one of the few best, is right."""
    order = np.argsort(-scores, axis=1)[:, :_AMONG]
    hits = np.take_along_axis(right, order, axis=1)
    return [share(hits[:, 0]), share(hits.any(axis=1))]


def _heard(truth: Any, told: Any) -> dict[str, float]:
    return {"heard": share(told[truth]), "false_alarms": share(told[~truth])}


def share(outcomes: Any) -> float:
    """The mean of truths or of numbers, 0 of none."""
    return round(float(np.mean(outcomes)), _DIGITS) if np.size(outcomes) else 0.0


def expected_calibration_error(probabilities: npt.NDArray[np.floating[Any]], right: Bools, bins: int = _BINS) -> float:
    """The mean gap between what was promised and what came true, over bins of equally many lines."""
    filled = [rows for rows in np.array_split(np.argsort(probabilities), bins) if len(rows)]
    return float(sum(len(rows) * abs(probabilities[rows].mean() - right[rows].mean()) for rows in filled) / max(len(right), 1))
