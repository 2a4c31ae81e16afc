"""The exit of a station as it is written and said beside the station's name: 11번 출구, exit 3 of, 2号出口, 3番出口, cửa ra số 2, 2-р гарц."""

from __future__ import annotations

import re

from city120_text.numerals import SPOKEN, spoken_number

_NUMBER = r"(?P<exit>[1-9]\d?(?:-[1-9]\d?)?)(?!\d|-\d)"
_SAID = rf"(?P<exit>[{SPOKEN}]{{1,3}})"
_LATIN = r"(?:exit|gate)\s*(?:no\.?|number|\#)?\s*"
_VIETNAMESE = r"(?:cửa(?:\s+ra)?|cua(?:\s+ra)?|lối\s+ra|loi\s+ra|cổng|cong)\s+(?:số\s+|so\s+)?"
_AFTER = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:의)?\s*,?\s*(?:제\s*)?{_NUMBER}\s*번?\s*출구",
        rf"(?:의)?\s*,?\s*{_SAID}\s*번\s*출구",
        rf"[\s,(-]*{_LATIN}{_NUMBER}",
        rf"[\s,]*的?{_NUMBER}\s*[号號]?(?:出口|出入口|口)",
        rf"[\s,]*の?{_NUMBER}\s*番?\s*(?:出口|出入口)",
        rf"[\s,]*の?出口{_NUMBER}",
        rf"[\s,(-]*{_VIETNAMESE}{_NUMBER}",
        rf"[а-яёөү]{{0,4}}[\s,]*{_NUMBER}\s*-?\s*(?:р|(?:дугаар|дүгээр)(?:ын|ийн)?)?\s*гарц[а-яёөү]{{0,5}}",
    )
)
_BEFORE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_LATIN}{_NUMBER}\s*,?\s*(?:(?:of|at|from|in)\s+)?(?:the\s+)?$",
        rf"\b{_VIETNAMESE}{_NUMBER}\s*,?\s*(?:(?:của|cua|ở|tại|tai)\s+)?$",
    )
)
# An exit stands so near its station's name.
_REACH = 32


def exit_after(text: str, position: int) -> tuple[str, int] | None:
    """The number of an exit named right after text[:position], and where it ends."""
    for pattern in _AFTER:
        if (written := pattern.match(text, position)) and (number := _number(written["exit"])):
            return number, written.end()
    return None


def exit_before(text: str, position: int) -> tuple[str, int] | None:
    """The number of an exit named right before text[position:], and where its words begin."""
    for pattern in _BEFORE:
        if written := pattern.search(text, max(position - _REACH, 0), position):
            return written["exit"], written.start()
    return None


def _number(written: str) -> str:
    """Digits as they are; what is said as digits, or nothing where it is no number."""
    return written if written[0].isdigit() else str(spoken_number(written) or "")
