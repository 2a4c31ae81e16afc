"""A text as features for ranking by words: letters and syllables where endings vary or words are not separated, words and their pairs elsewhere.

All choices were measured with one author's lines kept out of training together: pairs of words help Vietnamese, whose words are several
syllables, and hurt Korean; single Korean syllables help; so do letters of two or more syllables across a wrong space.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

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


def features(text: str) -> list[str]:
    """The features of a text, with repetition; the first character tells the kind, so that kinds never collide. None: no words."""
    # Lists: this is asked several times of every inquiry, and generators within generators take twice as long.
    every: list[str] = []
    folded = fold(text)
    tokens = _TOKEN.findall(folded)
    korean = [token for token in tokens if _HANGUL.match(token)]
    spaced = [token for token in tokens if not _HANGUL.match(token) and not _CJK.match(token)]
    for token in korean:
        every.append(f"w{token}")
        every += _grams("j", "".join(map(decompose, token)), hand_set.MOST_LETTERS, hand_set.MOST_LETTERS)
    every += _grams("s", "".join(korean), 1, hand_set.SYLLABLES)
    # A word with and without marks, as people type Vietnamese both ways, and its letters, so that endings matter less.
    bare = [strip_marks(token) for token in spaced]
    for token, plain in zip(spaced, bare, strict=True):
        every += [f"w{token}"] if plain == token else [f"w{token}", f"w{plain}"]
        every += _grams("g", f"^{plain}$", hand_set.FEWEST_LETTERS, hand_set.MOST_LETTERS)
    every += [f"p{first[: hand_set.STEM]} {second[: hand_set.STEM]}" for first, second in pairwise(bare)]
    for run in _RUNS.findall(folded.replace(" ", "")):
        every += _grams("c", run, 1, hand_set.SYLLABLES)
    return every


def _grams(kind: str, text: str, fewest: int, most: int) -> list[str]:
    return [kind + text[i : i + size] for size in range(fewest, most + 1) for i in range(len(text) - size + 1)]


@lru_cache(maxsize=12_000)
def decompose(syllable: str) -> str:
    """A Hangul syllable as its letters, so that one wrong letter changes one letter; anything else as it is."""
    index = ord(syllable) - 0xAC00
    if not 0 <= index < 11_172:
        return syllable
    return _LEAD[index // 588] + _VOWEL[index % 588 // 28] + _TAIL[index % 28]
