"""Masks numbers that identify a person, before a text is logged, recorded or put into a token."""

from __future__ import annotations

import re
from collections.abc import Container

# Longest and most telling first; each is replaced whole. Short public numbers (120, 1588-4388) stay. None may take time that grows faster than the
# text: each begins where a run of its characters begins, and gives none of them back.
_RULES = [
    ("[email]", r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+"),
    ("[id-number]", r"(?<!\d)\d{6}(?:\s?-\s?|\s)[0-9]\d{6}(?!\d)|(?<!\d)\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01])[1-8]\d{6}(?!\d)"),
    ("[licence]", r"(?<!\d)\d{2}-\d{2}-\d{6}-\d{2}(?!\d)"),
    ("[phone]", r"(?<![\d-])(?:\+?82[ -]?)?0?1[016789][ .-]?\d{3,4}[ .-]?\d{4}(?!\d)"),
    ("[phone]", r"(?<![\d+])\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,5}(?!\d)"),
    ("[phone]", r"(?<![\d-])0(?:2|[3-6]\d|70)[ .)-]{1,2}\d{3,4}[ .-]?\d{4}(?!\d)"),
    ("[card]", r"(?<!\d)\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}(?!\d)"),
    ("[passport]", r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,2}\d{7,8}|[A-Za-z]\d{3}[A-Za-z]\d{4})(?!\d)"),
    ("[plate]", r"(?<!\d)\d{2,3}\s?[가-힣]\s?\d{4}(?!\d)"),
    ("[account]", r"(?<![\d-])\d{2,6}-\d{2,6}-\d{4,8}(?:-\d{1,3})?(?!\d)|(?<!\d)\d{10,}(?!\d)"),
]
_COMPILED = [(mask, re.compile(pattern)) for mask, pattern in _RULES]
# Without any of these no rule holds: most of what is stored has none.
_TELLING = re.compile(r"[\d@＠]")


# Full-width digits and signs, and the many dashes, one for one, so that what is found stands at the same place in the text as it was written.
_PLAIN = {0xFF01 + index: 0x21 + index for index in range(94)} | dict.fromkeys(map(ord, "‐‑‒–—―−ー－"), "-") | {0x3000: " "}


def redact(text: str, public: Container[str] = ()) -> str:
    """The text with resident and alien numbers, phones, cards, accounts, plates, passports, licences and e-mail addresses masked, but for those that
    are known to be public, as they are written."""
    return _masked(text, public)[0]


def identifying(text: str) -> set[str]:
    """What `redact` masks in a text, as it is written there."""
    return _masked(text, ())[1]


def _masked(text: str, public: Container[str]) -> tuple[str, set[str]]:
    numbers: set[str] = set()
    if not _TELLING.search(text):
        return text, numbers
    plain = text.translate(_PLAIN)
    for mask, pattern in _COMPILED:
        pieces, last = [], 0
        for match in pattern.finditer(plain):
            number = text[match.start() : match.end()]
            if number in public:
                continue
            numbers.add(number)
            pieces += [text[last : match.start()], mask]
            last = match.end()
        if pieces:
            text = "".join([*pieces, text[last:]])
            plain = text.translate(_PLAIN)
    return text, numbers
