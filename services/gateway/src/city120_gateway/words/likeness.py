"""How much of what a text says a sentence says, too: by the rare words that both have. Words that entries of all kinds have say little."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from city120_text import fold

_DENSE = ("ko", "zh", "ja")
# Two syllables or ideographs, in Japanese an ideograph and its ending or letters of a foreign word; two Vietnamese syllables; of other words the
# beginning, for endings vary.
_PAIRS = re.compile(r"(?=([가-힣]{2}|[一-鿿々]{2}|[一-鿿々][ぁ-ん]|[ァ-ヿー]{2}))")
_SYLLABLES = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_ぁ-ヿ一-鿿가-힣]{4,}")
_STEM = 5


class Likeness:
    """How rare words are, by texts of each language."""

    def __init__(self, texts: Mapping[str, Sequence[str]]) -> None:
        self._texts = {language: len(of_language) for language, of_language in texts.items()}
        self._having = {language: Counter(word for text in of_language for word in _words(text, language)) for language, of_language in texts.items()}

    def shared(self, text: str, sentence: str, language: str) -> float:
        """How much a sentence says of what a text does: 0 for nothing; a word that no text of the language has counts for log of their number."""
        having, texts = self._having.get(language, Counter[str]()), self._texts.get(language, 0)
        both = _words(text, language) & _words(sentence, language)
        return sum(math.log((1 + texts) / (1 + having[word])) for word in both)

    def knows(self, text: str, language: str) -> bool:
        """Whether a text has a word that a text of the language has."""
        having = self._having.get(language, Counter[str]())
        return any(having[word] for word in _words(text, language))


def _words(text: str, language: str) -> set[str]:
    said = fold(text)
    if language in _DENSE:
        return set(_PAIRS.findall(said))
    if language == "vi":
        syllables = _SYLLABLES.findall(said)
        return {f"{first} {second}" for first, second in pairwise(syllables)}
    return {word[:_STEM] for word in _WORDS.findall(said)}
