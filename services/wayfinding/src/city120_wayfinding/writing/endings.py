"""What may be written on to a Hangul name: particles, words like "near", which are rows of the edition, and forms of "to be"."""

from __future__ import annotations

from collections.abc import Iterable

from city120_text.korean_copula import COPULA, LONGEST_COPULA
from city120_wayfinding.writing.folding import FoldedText
from city120_wayfinding.writing.scripts import is_edge


class Endings:
    """What may be written on to a Hangul name, as keys."""

    def __init__(self, endings: Iterable[str], *, to_be: bool = False) -> None:
        """`to_be`: forms of "to be" as well."""
        self._endings = frozenset(endings)
        self._to_be = to_be
        self._lengths = sorted({len(ending) for ending in self._endings} | set(range(1, LONGEST_COPULA + 1) if to_be else ()), reverse=True)

    def after(self, text: FoldedText, position: int) -> list[int]:
        """Where the endings that begin here end, the longest first. An ending has no gap in it and none before it."""
        ends = []
        for length in self._lengths:
            end = position + length
            if end <= len(text.key) and self._is_ending(text.key, position, end) and not any(text.gaps[position:end]):
                ends.append(end)
        return ends

    def _is_ending(self, key: str, start: int, end: int) -> bool:
        return key[start:end] in self._endings or (self._to_be and COPULA.fullmatch(key, start, end) is not None)

    def close(self, text: FoldedText, position: int) -> bool:
        """Whether a word ends at a position, or endings lead from there to where it does."""
        return is_edge(text, position) or any(self.close(text, end) for end in self.after(text, position))
