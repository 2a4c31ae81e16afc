"""Numbers as Koreans say them: Sino-Korean, as an amount (백오십이 is 152) or digit by digit (일오이, 공일공)."""

from __future__ import annotations

_DIGITS = {"영": 0, "공": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9}
_UNITS = {"십": 10, "백": 100, "천": 1000}
# Syllables of which such a number is made.
SPOKEN = "".join((*_DIGITS, *_UNITS))
# Digits said one by one are hardly a number when they are fewer.
_LEAST_DIGITS = 3


def spoken_number(words: str) -> int | None:
    """The number that these syllables say; None when they say none. A single digit is a number; two digits side by side are not."""
    if not words or any(syllable not in SPOKEN for syllable in words):
        return None
    if any(syllable in _UNITS for syllable in words):
        return _amount(words)
    if len(words) == 1 or len(words) >= _LEAST_DIGITS:
        return int("".join(str(_DIGITS[syllable]) for syllable in words))
    return None


def _amount(words: str) -> int | None:
    """The sum of units, each with the digit before it, the greater first: 이천삼백사, 천십."""
    total, digit, last = 0, 0, 10_000
    for syllable in words:
        if unit := _UNITS.get(syllable):
            if unit >= last:
                return None
            total, digit, last = total + (digit or 1) * unit, 0, unit
        elif digit or not _DIGITS[syllable]:
            return None
        else:
            digit = _DIGITS[syllable]
    return total + digit
