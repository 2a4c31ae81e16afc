"""What may be written on to a Hangul name: particles, forms of "to be", words like "near". They are rows of the edition."""

from __future__ import annotations

from collections.abc import Iterable

from city120_wayfinding.writing.folding import FoldedText
from city120_wayfinding.writing.scripts import is_edge


class Endings:
    """What may be written on to a Hangul name, as keys."""

    def __init__(self, endings: Iterable[str]) -> None:
        self._endings = frozenset(endings)
        self._lengths = sorted({len(ending) for ending in self._endings}, reverse=True)

    def after(self, text: FoldedText, position: int) -> list[int]:
        """Where the endings that begin here end, the longest first. An ending has no gap in it and none before it."""
        ends = []
        for length in self._lengths:
            end = position + length
            if text.key[position:end] in self._endings and not any(text.gaps[position:end]):
                ends.append(end)
        return ends

    def close(self, text: FoldedText, position: int) -> bool:
        """Whether a word ends at a position, or endings lead from there to where it does."""
        return is_edge(text, position) or any(self.close(text, end) for end in self.after(text, position))
