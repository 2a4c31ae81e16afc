"""Lot addresses: a dong and the number of a lot in it, perhaps on a hill. 역삼동 737-1, 상계동 산 12의 3, 석촌동 174번지 13호."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from city120_text.korean_addresses import HILL, LOT, LOT_SAID
from city120_text.numerals import spoken_number
from city120_wayfinding.writing.folding import FoldedText
from city120_wayfinding.writing.scripts import Script, script_of


@dataclass(frozen=True)
class Lot:
    """The number of a lot, up to key[:end] of the text."""

    end: int
    main: int
    sub: int
    hill: bool

    def __str__(self) -> str:
        return f"{HILL if self.hill else ''}{self.main}{f'-{self.sub}' if self.sub else ''}"


def lot_after(text: FoldedText, position: int) -> Lot | None:
    """The lot whose number follows a Hangul name that ends before key[position]."""
    if script_of(text.key[position - 1]) not in (Script.HANGUL, Script.DIGIT):
        return None
    start = text.ends[position - 1]
    if written := LOT.match(text.original, start):
        main, sub = int(written["main"]), int(written["sub"] or 0)
    elif written := LOT_SAID.match(text.original, start):
        main, sub = spoken_number(written["main"]) or 0, spoken_number(written["sub"] or "") or 0
    return Lot(bisect_left(text.starts, written.end()), main, sub, bool(written["hill"])) if written and main else None
