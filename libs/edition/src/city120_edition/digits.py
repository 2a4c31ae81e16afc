"""The digit check: every numeral of an answer must stand in a verified fact that the answer cites."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Numerals joined as they are in telephone numbers, times and ranges must occur joined in the fact as well.
_JOINED = re.compile(r"\d[\d,]*(?:[-:.]\d[\d,]*)*")


def numerals(text: str) -> list[str]:
    """The numerals of a text after NFKC, without thousands separators, joined by `-`, `:` or `.` where the text joins them."""
    folded = unicodedata.normalize("NFKC", text)
    return [numeral.rstrip(",").replace(",", "") for numeral in _JOINED.findall(folded)]


def unsupported_numerals(text: str, statements: Iterable[str], allowed: frozenset[str]) -> list[str]:
    """The numerals of `text` that occur in none of `statements` and are not `allowed`."""
    supported = {numeral for statement in statements for numeral in numerals(statement)} | allowed
    return [numeral for numeral in numerals(text) if numeral not in supported]
