"""How words of a language are spelt in Latin or Cyrillic letters: short runs of letters and what each speaks for, learnt from the phrasings.

A linear classifier (multinomial logistic regression) over runs of one to four letters and whole words. It knows Korean, Japanese, Chinese and
Mongolian as they are typed in Latin letters and Vietnamese without its marks, which no detector at hand does; some thirty languages more are OTHER.
`scripts/train/train_spelling.py` makes the file.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import mul
from pathlib import Path

OTHER = "other"
FILE = Path(__file__).parent / "spelling.json"
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 4
_WORDS_KEPT = 4096


def runs_of_letters(folded: str) -> Iterator[str]:
    """The runs of a folded text that tell how it is spelt, as often as they occur; a space marks the ends of a word."""
    return chain.from_iterable(map(_runs_of_word, _WORD.findall(folded)))


@lru_cache(maxsize=_WORDS_KEPT)
def _runs_of_word(word: str) -> list[str]:
    edged = f" {word} "
    runs = [edged[start : start + length] for length in range(1, _LONGEST + 1) for start in range(len(edged) - length + 1)]
    return [*runs, edged] if len(edged) > _LONGEST else runs


@dataclass(frozen=True)
class Spelling:
    """What each run speaks for: a number for each language, in whole `scale`s, as are the `bias` of languages."""

    languages: tuple[str, ...]
    bias: tuple[float, ...]
    scale: float
    runs: dict[str, Sequence[int]]

    def chances(self, folded: str) -> dict[str, float]:
        """How likely a folded text is each language; all equal but for the bias where it has no known run."""
        counts = {run: count for run, count in Counter(runs_of_letters(folded)).items() if run in self.runs}
        weights = [1 + math.log(count) for count in counts.values()]
        scale = self.scale / math.sqrt(sum(map(mul, weights, weights))) if weights else 0.0
        # For each language what all runs speak for it; nothing of a text without a known one.
        by_language = list(zip(*map(self.runs.__getitem__, counts), strict=True)) or [()] * len(self.bias)
        scores = [bias + scale * sum(map(mul, weights, speaks)) for bias, speaks in zip(self.bias, by_language, strict=True)]
        best = max(scores)
        odds = [math.exp(score - best) for score in scores]
        return {language: share / sum(odds) for language, share in zip(self.languages, odds, strict=True)}


@lru_cache(maxsize=1)
def spelling() -> Spelling:
    """The spelling that ships."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return Spelling(tuple(stored["languages"]), tuple(stored["bias"]), stored["scale"], stored["runs"])
