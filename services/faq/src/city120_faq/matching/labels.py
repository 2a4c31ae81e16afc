"""What a text may be about: an affair, an emergency, or no public business; and log-probabilities over such labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from city120_edition import rows
from city120_faq.encoder.floats import Floats

EMERGENCY = "emergency."
OUT_OF_SCOPE = "out_of_scope"


def affairs_by_label(affairs: Iterable[rows.Affair], emergencies: Iterable[rows.Emergency]) -> dict[str, str]:
    """The affair of each label: itself, or the one that an emergency belongs to, empty where it belongs to none."""
    return {row.code: row.code for row in affairs} | {f"{EMERGENCY}{row.id}": row.affair for row in emergencies}


def is_below(affair: str, ancestor: str) -> bool:
    """Whether an affair is another, or one of its parts."""
    return f"{affair}.".startswith(f"{ancestor}.")


def log_softmax(scores: Floats) -> Floats:
    """Log-probabilities (…, labels) of scores."""
    moved = scores - scores.max(axis=-1, keepdims=True)
    logs: Floats = moved - np.log(np.exp(moved).sum(axis=-1, keepdims=True))
    return logs


def log_odds(chances: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.floating[Any]]:
    """How likely something is against that it is not, as logarithms, of chances that are held apart from 0 and 1."""
    held = held_apart(chances)
    odds: npt.NDArray[np.floating[Any]] = np.log(held / (1 - held))
    return odds


def held_apart(chances: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.floating[Any]]:
    """Chances held as far from 0 and 1 as single precision tells from 1."""
    least = np.finfo(np.float32).eps
    held: npt.NDArray[np.floating[Any]] = np.clip(chances, least, 1 - least)
    return held


@dataclass(frozen=True)
class Columns:
    """Where the labels that are wanted stand among those of a head (wanted,), and which of them it never saw."""

    places: npt.NDArray[np.int_]
    unseen: npt.NDArray[np.int_]

    @classmethod
    def of(cls, labels: Sequence[str], wanted: Sequence[str]) -> Columns:
        """Of a head's labels, and those that are wanted."""
        place = {label: number for number, label in enumerate(labels)}
        places = np.array([place.get(label, -1) for label in wanted])
        return cls(places, np.flatnonzero(places < 0))

    def aligned(self, scores: Floats) -> Floats:
        """A head's log-probabilities (…, labels) as (…, wanted); a label that it never saw gets the least that it gives any."""
        moved: Floats = scores[..., self.places]
        if len(self.unseen):
            moved[..., self.unseen] = scores.min(axis=-1, keepdims=True)
        return moved
