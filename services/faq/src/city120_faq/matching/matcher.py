"""What is being asked: words first, vectors where words do not decide, probabilities that mean what they say."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from city120_faq.encoder.model import Floats
from city120_faq.matching.analysis import features
from city120_faq.matching.fusion import OUTWEIGHED, Fusion, fusion_of
from city120_faq.matching.heads import EMERGENCY, OUT_OF_SCOPE, VectorHead, WordHead, aligned, log_softmax
from city120_faq.matching.which_entry import EntryWeights

_LEAST_LETTERS = 4
_RECENT = 64
# Words that sound like an emergency are doubted for an affair that is at least so likely, and for talk only where hardly any chance is left.
DOUBTED_FOR, HARDLY = 0.2, 0.002


def says_little(text: str) -> bool:
    """Whether a text has fewer letters than the shortest word that could name an affair: one syllable, or three letters of an alphabet."""
    return sum(1 if unicodedata.east_asian_width(letter) not in "WF" else 2 for letter in text if letter.isalpha()) < _LEAST_LETTERS


@dataclass(frozen=True)
class Ranking:
    """Labels with calibrated probabilities, best first. From `threshold` on the best may be stated; `decided`: nothing else needs to be consulted.
    `urgent`: how likely it is an emergency, if that was asked; `alarm`: from where on one is told by itself, and where words sound like one;
    `refuse_from`: from where on it may be told to be no public business; `ask_from`: from where on the best affairs together are worth a question."""

    labels: tuple[tuple[str, float], ...]
    threshold: float
    decided: bool
    urgent: float | None = None
    alarm: tuple[float, float] = (1.0, 0.0)
    refuse_from: float = 1.0
    ask_from: float = 0.0

    @property
    def emergency(self) -> str:
        """The id of the most likely emergency when it is likely enough to be told by itself, else empty."""
        told = self.urgent is not None and self.urgent >= self.alarm[0]
        return next((label.removeprefix(EMERGENCY) for label, _ in self.labels if label.startswith(EMERGENCY)), "") if told else ""

    @property
    def doubts_words(self) -> bool:
        """Whether an emergency is so unlikely that words which sound like one are not believed: beside an affair, or nearly out of the question."""
        if self.urgent is None or self.urgent >= self.alarm[1]:
            return False
        affair = next((chance for label, chance in self.labels if label != OUT_OF_SCOPE and not label.startswith(EMERGENCY)), 0.0)
        return affair >= DOUBTED_FOR or self.urgent < HARDLY

    @property
    def out_of_scope(self) -> float:
        """How likely it is no public business."""
        return dict(self.labels).get(OUT_OF_SCOPE, 0.0)


class Words:
    """A text as weighted features of unit length: positions and values."""

    def __init__(self, names: list[str], weights: Floats) -> None:
        self._position = {feature: index for index, feature in enumerate(names)}
        self._weights = weights
        self.read = lru_cache(maxsize=_RECENT)(self._read)

    def _read(self, text: str) -> tuple[list[int], Floats]:
        """Positions of the features that the edition knows, and their values."""
        positions, values = self.weigh(text)
        length = float(np.linalg.norm(values))
        return positions, values / length if length else values

    def weigh(self, text: str) -> tuple[list[int], Floats]:
        """The same before it is of unit length."""
        counted = Counter(features(text))
        known = [(self._position[feature], count) for feature, count in counted.items() if feature in self._position]
        positions = [position for position, _ in known]
        values: Floats = (1 + np.log(np.array([count for _, count in known], dtype=np.float32))) * self._weights[positions]
        return positions, values


class Matcher:
    """The trained matcher of an edition. Pure and thread-safe."""

    def __init__(self, path: Path) -> None:
        description = json.loads((path / "matcher.json").read_text(encoding="utf-8"))
        with np.load(path / "matcher.npz") as stored:
            self.words = Words(description["features"], stored["rarity"].astype(np.float32))
            self._word_weights, self._word_bias = stored["words"], stored["words_bias"]
            self._vectors = VectorHead(tuple(description["directions_of"]), stored["middle"], stored["directions"])
        self._labels: list[str] = description["labels"]
        self._word_labels: list[str] = description["word_labels"]
        # Words are read once for ranking by them alone and once more together with vectors: the same inquiry, a moment later.
        self._by_words = lru_cache(maxsize=_RECENT)(self._read_words)
        self._urgent = [index for index, label in enumerate(self._labels) if label.startswith(EMERGENCY)]
        self._fusion = fusion_of(description["fusion"])
        self.model_id: str = description["model"]

    @property
    def of_entries(self) -> EntryWeights:
        """How words and vectors are weighed to tell which entry answers."""
        return self._fusion.entries

    @property
    def has_vectors(self) -> bool:
        """Whether the edition was built with vectors."""
        return bool(self._vectors.labels)

    def by_words(self, text: str, language: str) -> Ranking:
        """Rank by words alone. Only where they decide do they tell of an emergency by themselves, or doubt one. They never decide that something is
        no public business, which few known words look like, too, nor what is said in a language that they never learnt."""
        chances = self._fusion.alone(self._by_words(text), language)
        best = int(chances.argmax())
        learnt = language in self._fusion.weights and self._labels[best] != OUT_OF_SCOPE
        decided = learnt and bool(chances[best] >= self._fusion.decided_from)
        if says_little(text):
            return replace(self._ranked(chances, decided=False, urgent=None), threshold=1.0)
        urgent = float(chances[self._urgent].sum()) if decided and self._urgent else None
        return self._ranked(chances, decided=decided, urgent=urgent)

    def by_words_and_vectors(self, text: str, vectors: Floats, language: str) -> Ranking:
        """Rank by words and by the sentence vectors of its pieces (n, d); a text that has no known word is ranked by vectors."""
        seen = aligned(self._vectors.told(vectors), self._vectors.labels, self._labels)
        chances = self._fusion.together(self._by_words(text), seen, language)
        # A matcher that has learnt of no emergency can neither tell nor doubt one.
        urgent = float(chances[self._urgent].sum()) if self._urgent else None
        return self._ranked(chances, decided=True, urgent=urgent)

    def _read_words(self, text: str) -> Floats:
        """Log-probabilities; a text without a known word says nothing, rather than how common labels are."""
        positions, values = self.words.read(text)
        if not positions:
            return np.zeros(len(self._labels), dtype=np.float32)
        scores = values @ self._word_weights[positions].astype(np.float32) + self._word_bias
        return aligned(log_softmax(scores), self._word_labels, self._labels)

    def affairs(self, affair_of: Mapping[str, str]) -> list[str]:
        """The affair of each label, in the order of probabilities; empty for what is none: no public business, and emergencies."""
        return [label if affair_of.get(label) == label else "" for label in self._labels]

    def nearness(self, vector: Floats, label: str) -> float:
        """The cosine of a sentence vector (d,) with what was learnt of a label; 0 for one that vectors never saw."""
        return self._vectors.nearness(vector, label)

    def both_asked(self, signs: Floats) -> bool:
        """Whether a text asks two questions, by the signs (7,) of both."""
        return self._fusion.both_asked(signs)

    def apart(self, parts: Sequence[str], language: str) -> tuple[Floats, Floats]:
        """What words tell of the text before and after each cut between its parts: probabilities (cuts, labels), twice. Features that parts share
        are counted in each, and those across a cut in none."""
        read = [self.words.weigh(part) for part in parts]
        ends = np.cumsum([len(positions) for positions, _ in read])
        # One product for all parts: each has a row, and its own features in it.
        weighed = np.zeros((len(parts), int(ends[-1])), dtype=np.float32)
        for row, (end, (_, values)) in enumerate(zip(ends, read, strict=True)):
            weighed[row, end - len(values) : end] = values
        scores = weighed @ self._word_weights[[position for positions, _ in read for position in positions]].astype(np.float32)
        squares = np.square(weighed).sum(axis=1)

        def chances(scores: Floats, squares: Floats) -> Floats:
            lengths = np.sqrt(np.maximum(squares, np.finfo(np.float32).tiny))[:, None]
            return self._fusion.alone(aligned(log_softmax(scores / lengths + self._word_bias), self._word_labels, self._labels), language)

        before = chances(np.cumsum(scores, axis=0)[:-1], np.cumsum(squares)[:-1])
        after = chances(np.cumsum(scores[::-1], axis=0)[-2::-1], np.cumsum(squares[::-1])[-2::-1])
        return before, after

    def _ranked(self, chances: Floats, *, decided: bool, urgent: float | None) -> Ranking:
        order = np.argsort(-chances)
        ranked = tuple((self._labels[index], float(chances[index])) for index in order)
        likeliest = next((chance for label, chance in ranked if label != OUT_OF_SCOPE), 0.0)
        refuse_from = max(self._fusion.refuse_from, OUTWEIGHED * likeliest)
        alarm = self._fusion.alarm_from, self._fusion.alarm_with_words
        return Ranking(ranked, self._fusion.state_from, decided, urgent, alarm, refuse_from, self._fusion.ask_from)


def best(ranking: Ranking, limit: int, affair_of: Mapping[str, str]) -> list[tuple[str, float]]:
    """The best affairs of a ranking; `affair_of` a label: itself, or the affair of an emergency. Labels of one affair count together."""
    found: dict[str, float] = {}
    for label, probability in ranking.labels:
        if affair := affair_of.get(label):
            found[affair] = found.get(affair, 0.0) + probability
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]


def save(words: WordHead, vectors: VectorHead | None, fusion: Fusion, model_id: str, out: Path) -> None:
    """Write what serving needs, words in half precision, which is enough."""
    nothing = np.zeros((0, 0), dtype=np.float32)
    np.savez(
        out / "matcher.npz",
        rarity=words.lexicon.weights.astype(np.float16),
        words=words.weights.astype(np.float16),
        words_bias=words.bias,
        middle=vectors.middle if vectors else nothing,
        directions=vectors.directions if vectors else nothing,
    )
    description = {
        "labels": sorted({*words.labels, *(vectors.labels if vectors else ())}),
        "word_labels": words.labels,
        "directions_of": vectors.label_of if vectors else (),
        "features": words.lexicon.features,
        "model": model_id,
        "fusion": asdict(fusion),
    }
    (out / "matcher.json").write_text(json.dumps(description, ensure_ascii=False), encoding="utf-8")
