"""How alike two texts are: the share of short runs of letters that they have in common.

Runs are of three letters in alphabets, of two in Hangul, Chinese and Japanese, whose letters say more; a space between words counts as a letter.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from city120_text.normalise import fold, strip_marks

_WORDS = re.compile(r"[^\W_]+")
_DENSE = re.compile(r"[ᄀ-ᇿぁ-ヿㄱ-ㆎ㐀-鿿가-힣]")
_FEW, _MANY = 2, 3
Runs = frozenset[str]


def runs(text: str) -> Runs:
    """The runs of letters of a text, without case, marks and punctuation; none of a text without letters and digits."""
    words = " ".join(_WORDS.findall(strip_marks(fold(text))))
    size = _FEW if _DENSE.search(words) else _MANY
    return frozenset(f" {words} "[i : i + size] for i in range(len(words) + 3 - size)) if words else frozenset()


def likeness(first: Runs, second: Runs) -> float:
    """The Jaccard index of two sets of runs: 0 nothing in common, 1 the same."""
    return len(first & second) / max(len(first | second), 1)


class Nearest:
    """Which of many texts are most alike to one."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._runs = [runs(text) for text in texts]
        self._places: dict[str, list[int]] = defaultdict(list)
        for index, text_runs in enumerate(self._runs):
            for run in text_runs:
                self._places[run].append(index)

    def to(self, text: str, count: int) -> list[tuple[int, float]]:
        """So many places in the texts, and how alike each is, most alike first; texts that share nothing are left out."""
        text_runs = runs(text)
        shared = Counter(index for run in text_runs for index in self._places.get(run, ()))
        places = [(index, both / (len(text_runs) + len(self._runs[index]) - both)) for index, both in shared.items()]
        return sorted(places, key=lambda item: (-item[1], item[0]))[:count]
