"""A text as features for ranking by words: letters and syllables where endings vary or words are not separated, words and their pairs elsewhere.

All choices were measured with one author's lines kept out of training together: pairs of words help Vietnamese, whose words are several
syllables, and hurt Korean; single Korean syllables help; so do letters of two or more syllables across a wrong space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from city120_faq import hand_set
from city120_text import fold, strip_marks

# Changes whenever equal texts would give other features: part of the edition's identity.
VERSION = "4"

_TOKEN = re.compile(r"[가-힣ㄱ-ㆎ]+|[ぁ-ヿー]+|[㐀-鿿]+|[^\W\d_]+")
_HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]")
_CJK = re.compile(r"[㐀-鿿ぁ-ヿ]")
_RUNS = re.compile(r"[㐀-鿿ぁ-ヿー々]+")
_LEAD = [chr(0x1100 + i) for i in range(19)]
_VOWEL = [chr(0x1161 + i) for i in range(21)]
_TAIL = ["", *(chr(0x11A8 + i) for i in range(27))]


@dataclass(frozen=True)
class Analysed:
    """A text as what features are made of: its words, which tell the same wherever they stand, and the features that reach over several of them."""

    words: list[str]
    across: list[str]


def analysed(text: str) -> Analysed:
    """The words of a text, and its features across words."""
    folded = fold(text)
    words = [token for token in _TOKEN.findall(folded) if not _CJK.match(token)]
    across = _grams("s", "".join(word for word in words if _HANGUL.match(word)), 1, hand_set.SYLLABLES)
    stems = [strip_marks(word)[: hand_set.STEM] for word in words if not _HANGUL.match(word)]
    across += [f"p{first} {second}" for first, second in pairwise(stems)]
    for run in _RUNS.findall(folded.replace(" ", "")):
        across += _grams("c", run, 1, hand_set.SYLLABLES)
    return Analysed(words, across)


def of_word(word: str) -> list[str]:
    """The features of one word: itself and its letters, so that endings matter less."""
    if _HANGUL.match(word):
        return [f"w{word}", *_grams("j", "".join(map(decompose, word)), hand_set.MOST_LETTERS, hand_set.MOST_LETTERS)]
    # With and without marks, as people type Vietnamese both ways.
    plain = strip_marks(word)
    spelt = [f"w{word}"] if plain == word else [f"w{word}", f"w{plain}"]
    return spelt + _grams("g", f"^{plain}$", hand_set.FEWEST_LETTERS, hand_set.MOST_LETTERS)


def features(text: str) -> list[str]:
    """The features of a text, with repetition; the first character tells the kind, so that kinds never collide. None: no words."""
    made_of = analysed(text)
    return [*chain.from_iterable(map(of_word, made_of.words)), *made_of.across]


def _grams(kind: str, text: str, fewest: int, most: int) -> list[str]:
    return [kind + text[i : i + size] for size in range(fewest, most + 1) for i in range(len(text) - size + 1)]


@lru_cache(maxsize=12_000)
def decompose(syllable: str) -> str:
    """A Hangul syllable as its letters, so that one wrong letter changes one letter; anything else as it is."""
    index = ord(syllable) - 0xAC00
    if not 0 <= index < 11_172:
        return syllable
    return _LEAD[index // 588] + _VOWEL[index % 588 // 28] + _TAIL[index % 28]
