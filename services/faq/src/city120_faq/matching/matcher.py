"""What a text is about, by the heads that an edition was built with: probabilities of affairs that mean what they say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from city120_faq.encoder.floats import Floats
from city120_faq.matching.fusion import Fusion
from city120_faq.matching.labels import EMERGENCY, OUT_OF_SCOPE, Columns
from city120_faq.matching.ranking import RankedAffairs, Ranking
from city120_faq.matching.vector_head import VectorHead
from city120_faq.matching.word_head import Features, Lexicon, WordHead


class Matcher:
    """The trained matcher of an edition; `affair_of` each label. Pure and thread-safe."""

    def __init__(self, folder: Path, affair_of: Mapping[str, str]) -> None:
        description = json.loads((folder / "matcher.json").read_text(encoding="utf-8"))
        # 200 MB of which an inquiry reads a few rows.
        weights = np.asarray(np.load(folder / "words.npy", mmap_mode="r"))
        with np.load(folder / "matcher.npz") as stored:
            lexicon = Lexicon(tuple(description["features"]), stored["rarity"].astype(np.float32))
            self.words = WordHead(lexicon, tuple(description["word_labels"]), weights, stored["words_bias"])
            self.vectors = VectorHead(tuple(description["directions_of"]), stored["middle"], stored["directions"])
        self.fusion = Fusion.of_json(description["fusion"])
        # Without vectors no model is needed.
        self.model_id: str = description["model"] if self.vectors.labels else ""
        self.labels: tuple[str, ...] = tuple(description["labels"])
        """The labels that either head knows."""
        self._of_words, self._of_vectors = Columns.of(self.words.labels, self.labels), Columns.of(self.vectors.labels, self.labels)
        self._affairs = tuple(sorted({affair for label in self.labels if (affair := affair_of.get(label))}))
        place = {affair: number for number, affair in enumerate(self._affairs)}
        # What belongs to no affair is added up behind all of them.
        self._affair = np.array([place.get(affair_of.get(label, ""), len(place)) for label in self.labels])
        self._urgent = np.array([label.startswith(EMERGENCY) for label in self.labels])
        self._out_of_scope = np.array([label == OUT_OF_SCOPE for label in self.labels])
        self.affairs: tuple[str, ...] = tuple(label if affair_of.get(label) == label else "" for label in self.labels)
        """The affair that each label is; empty for what is none: no public business, and emergencies."""
        self.public: npt.NDArray[np.bool_] = np.array([bool(affair) for affair in self.affairs])
        """Whether each label is an affair (labels,)."""

    def by_words(self, text: Features, language: str) -> Ranking:
        """Rank by words alone. They never decide that something is no public business, which few known words look like, too, nor what is said in a
        language that they never learnt."""
        chances = self.fusion.alone(self._logs(text), language)
        best = int(chances.argmax())
        decided = self.fusion.knows(language) and not self._out_of_scope[best] and bool(chances[best] >= self.fusion.decided_from)
        return self._ranked(chances, chances, decided=decided)

    def by_both(self, text: Features, vector: Floats, language: str) -> Ranking:
        """Rank by words and by the vector of a text (d,), as likely as it is among callers; one that has no known word is ranked by its vector."""
        seen = self._of_vectors.aligned(self.vectors.logs(vector))
        heard = self.fusion.together(self._logs(text), seen, language)
        return self._ranked(heard, self.fusion.among_callers(heard, self._out_of_scope), decided=True)

    def beside_cuts(self, clauses: list[str], language: str) -> Floats:
        """What words say of a text before and after each cut between its clauses: probabilities (2, cuts, labels)."""
        return self.fusion.alone(self._of_words.aligned(self.words.logs_beside_cuts(clauses)), language)

    def _logs(self, text: Features) -> Floats:
        return self._of_words.aligned(self.words.logs(text))

    def _ranked(self, heard: Floats, chances: Floats, *, decided: bool) -> Ranking:
        """By chances among callers; emergencies are weighed as they are heard, for a miss is worse than a false alarm, whoever calls."""
        added = np.asarray(np.bincount(self._affair, weights=chances, minlength=len(self._affairs) + 1)[:-1], dtype=np.float64)
        urgent = np.where(self._urgent, heard, 0.0)
        learnt = bool(self._urgent.any())
        return Ranking(
            affairs=RankedAffairs.of(self._affairs, added),
            out_of_scope=float(chances[self._out_of_scope].sum()),
            urgent=float(urgent.sum()) if learnt else None,
            emergency=self.labels[int(urgent.argmax())].removeprefix(EMERGENCY) if learnt else "",
            decided=decided,
        )
