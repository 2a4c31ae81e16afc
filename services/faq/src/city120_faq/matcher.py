"""What is being asked: words first, vectors where words do not decide, probabilities that mean what they say."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from city120_faq.analysis import features
from city120_faq.train import EMERGENCY, GAMMA, Stage, softmax
from city120_faq.vectors import DIMENSIONS, Floats

OUT_OF_SCOPE = "out_of_scope"
_LEAST_LETTERS = 4


def says_little(text: str) -> bool:
    """Whether a text has fewer letters than the shortest word that could name an affair: one syllable, or three letters of an alphabet."""
    return sum(1 if unicodedata.east_asian_width(letter) not in "WF" else 2 for letter in text if letter.isalpha()) < _LEAST_LETTERS


@dataclass(frozen=True)
class Ranking:
    """Labels with calibrated probabilities, best first. From `threshold` on the best may be stated; `decided`: nothing else needs to be consulted.
    `urgent`: how likely it is an emergency, if that was asked; `alarm`: from where on one is told by itself, and where words sound like one."""

    labels: tuple[tuple[str, float], ...]
    threshold: float
    decided: bool
    urgent: float | None = None
    alarm: tuple[float, float] = (1.0, 0.0)

    @property
    def emergency(self) -> str:
        """The id of the most likely emergency when it is likely enough to be told by itself, else empty."""
        told = self.urgent is not None and self.urgent >= self.alarm[0]
        return next((label.removeprefix(EMERGENCY) for label, _ in self.labels if label.startswith(EMERGENCY)), "") if told else ""

    @property
    def doubts_words(self) -> bool:
        """Whether an emergency is so unlikely that words which sound like one are not believed."""
        return self.urgent is not None and self.urgent < self.alarm[1]

    @property
    def out_of_scope(self) -> float:
        """How likely it is no public business."""
        return dict(self.labels).get(OUT_OF_SCOPE, 0.0)


class Words:
    """A text as weighted features of unit length: positions and values."""

    def __init__(self, names: list[str], weights: Floats) -> None:
        self._position = {feature: index for index, feature in enumerate(names)}
        self._weights = weights

    def read(self, text: str) -> tuple[list[int], Floats]:
        """Positions of the features that the edition knows, and their values."""
        counted = Counter(features(text))
        known = [(self._position[feature], count) for feature, count in counted.items() if feature in self._position]
        positions = [position for position, _ in known]
        values = (1 + np.log(np.array([count for _, count in known], dtype=np.float32))) * self._weights[positions]
        length = float(np.linalg.norm(values))
        found: Floats = np.asarray(values / length if length else values, dtype=np.float32)
        return positions, found


class Matcher:
    """The trained matcher of an edition. Pure and thread-safe."""

    def __init__(self, path: Path) -> None:
        description = json.loads((path / "matcher.json").read_text(encoding="utf-8"))
        with np.load(path / "matcher.npz") as stored:
            self.words = Words(description["features"], stored["weights"].astype(np.float32))
            self._word_scores = stored["words"]
            self._dual = stored["dual"].astype(np.float32)
            self._lines = stored["lines"].astype(np.float32)
            self._means = dict(zip(description["languages"], stored["means"], strict=True))
        self._labels: list[str] = description["labels"]
        self._urgent = [index for index, label in enumerate(self._labels) if label.startswith(EMERGENCY)]
        self._state_from: float = description["state_from"]
        self._alarm = (float(description["alarm_from"]), float(description["alarm_with_words"]))
        self._stages = {name: Stage(stage["temperatures"], stage["decided"]) for name, stage in description["stages"].items()}

    @property
    def has_vectors(self) -> bool:
        """Whether the edition was built with vectors."""
        return len(self._lines) > 0

    def by_words(self, text: str, language: str) -> Ranking:
        """Rank by words alone."""
        ranking = self._rank("lexical", self._by_words(text), language)
        return replace(ranking, threshold=1.0, decided=False) if says_little(text) else ranking

    def by_words_and_vector(self, text: str, vector: Floats, language: str) -> Ranking:
        """Rank by words and a sentence vector (DIMENSIONS,) together; a text that has no known word is ranked by its vector."""
        near = np.exp(GAMMA * (self._lines @ self._moved(vector, language) - 1))
        return self._rank("joint", near @ self._dual + self._by_words(text), language)

    def _by_words(self, text: str) -> Floats:
        positions, values = self.words.read(text)
        found: Floats = values @ self._word_scores[positions].astype(np.float32)
        return found

    def _moved(self, vector: Floats, language: str) -> Floats:
        mean = self._means.get(language)
        moved = vector - (mean if mean is not None else np.mean(list(self._means.values()), axis=0))
        found: Floats = moved / max(float(np.linalg.norm(moved)), 1e-9)
        return found.reshape(DIMENSIONS)

    def _rank(self, name: str, scores: Floats, language: str) -> Ranking:
        stage = self._stages[name]
        temperature = stage.temperatures.get(language) or min(stage.temperatures.values())
        probabilities = softmax(scores, temperature)
        order = np.argsort(-probabilities)
        ranked = tuple((self._labels[index], float(probabilities[index])) for index in order)
        # Words alone, or a matcher that has learnt of none, are too unsure of emergencies to tell one, or to doubt one.
        urgent = float(probabilities[self._urgent].sum()) if name == "joint" and self._urgent else None
        return Ranking(ranked, self._state_from, ranked[0][1] >= stage.decided, urgent, self._alarm)


def best(ranking: Ranking, limit: int, affair_of: Mapping[str, str]) -> list[tuple[str, float]]:
    """The best affairs of a ranking; `affair_of` a label: itself, or the affair of an emergency. Labels of one affair count together."""
    found: dict[str, float] = {}
    for label, probability in ranking.labels:
        if affair := affair_of.get(label):
            found[affair] = found.get(affair, 0.0) + probability
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]
