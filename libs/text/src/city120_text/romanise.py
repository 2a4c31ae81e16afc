"""Hangul in Latin letters, by the Revised Romanisation of Korean (Ministry of Culture and Tourism, notice 2000-8): as it sounds, syllables meeting.

테헤란 is teheran, 종로 jongno, 을지 eulji, 낙성대 nakseongdae.
"""

from __future__ import annotations

import re

_FIRST, _LAST = 0xAC00, 0xD7A3
_ONSETS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWELS = (*("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"),)
_CODAS = ("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t")
# A consonant that ends a syllable, before a vowel.
_LINKED = {1: "g", 7: "d", 8: "r", 16: "m", 17: "b", 19: "s", 20: "ss", 22: "j", 23: "ch", 24: "k", 25: "t", 26: "p"}
# A consonant that ends a syllable and the one after it.
_MEETING = {
    **{("k", onset): f"ng{sound}" for onset, sound in (("n", "n"), ("m", "m"), ("r", "n"))},
    **{("t", onset): f"n{sound}" for onset, sound in (("n", "n"), ("m", "m"), ("r", "n"))},
    **{("p", onset): f"m{sound}" for onset, sound in (("n", "n"), ("m", "m"), ("r", "n"))},
    **dict.fromkeys((("n", "r"), ("l", "n"), ("l", "r")), "ll"),
    ("m", "r"): "mn",
    ("ng", "r"): "ngn",
}

# What McCune and Reischauer (1939) write instead, without their marks: consonants are not voiced where a word begins or after k, t and p.
_UNVOICED = {"g": "k", "d": "t", "b": "p", "j": "ch"}
_UNVOICED_AT = re.compile("(?:^|(?<=[ktp]))[gdbj]")


def romanised_before_2000(name: str) -> str:
    """A name as the system of McCune and Reischauer writes it, without breves and apostrophes: 청량리 is chongnyangni, 잠실 chamsil."""
    written = romanised(name).replace("eo", "o").replace("eu", "u")
    return _UNVOICED_AT.sub(lambda letter: _UNVOICED[letter[0]], written)


def romanised(name: str) -> str:
    """A name in lower-case Latin letters; what is not Hangul stays."""
    written, coda = "", 0
    for character in name:
        if not _FIRST <= ord(character) <= _LAST:
            written, coda = written + _CODAS[coda] + character, 0
            continue
        index = ord(character) - _FIRST
        onset = _ONSETS[index // 588]
        if not onset and coda in _LINKED:
            written += _LINKED[coda]
        else:
            written += _MEETING.get((_CODAS[coda], onset), _CODAS[coda] + onset)
        written += _VOWELS[index % 588 // 28]
        coda = index % 28
    return written + _CODAS[coda]
