"""How a Korean name sounds when it is written in other letters, so that one writing is found by another: Гванжин, Кванжин, Gwangjin, Kwangjin.

A sound is a string of the letters K T P C S H L M N for consonants and A E I O for vowels: what writers keep apart, no more. Voiced and unvoiced,
aspirated and plain, ㅓ ㅗ ㅜ ㅡ, N and NG are one each, because no two writers draw these lines alike; doubled letters are single. A name has several
sounds where its letters change each other (종로: CONLO, CONO).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

_FIRST, _LAST = 0xAC00, 0xD7A3
_ONSETS = ("K", "K", "N", "T", "T", "L", "M", "P", "P", "S", "S", "", "C", "C", "C", "K", "T", "P", "H")
# ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ; ㅕ and ㅛ are also written with one е, ㅐ as ai, ㅡ as и.
_VOWELS = (
    *(("A",), ("E",), ("A",), ("E",), ("O",), ("E",), ("O", "E"), ("E",), ("O",), ("OA",), ("OE",), ("OE",), ("O", "E")),
    *(("O",), ("O",), ("OE",), ("OI",), ("O",), ("O", "I"), ("OI", "I", "E"), ("I",)),
)
_CODAS = ("", "K", "K", "K", "N", "N", "N", "T", "L", "K", "M", "L", "L", "L", "P", "L", "M", "P", "P", "T", "T", "NG", "T", "T", "K", "T", "P", "T")
# What a consonant that ends a syllable and the one after it may sound like together.
_MEETING = {
    ("K", "N"): ("KN", "N"),
    ("K", "M"): ("KM", "NM"),
    ("K", "L"): ("KL", "N"),
    ("P", "N"): ("PN", "MN"),
    ("P", "M"): ("PM", "M"),
    ("P", "L"): ("PL", "MN"),
    ("T", "N"): ("TN", "N"),
    ("T", "M"): ("TM", "NM"),
    ("N", "L"): ("NL", "L", "N"),
    ("L", "N"): ("LN", "L"),
    ("M", "L"): ("ML", "MN"),
    ("NG", "L"): ("NL", "N"),
    ("NG", "K"): ("NK", "N"),
    ("N", "K"): ("NK", "N"),
    ("K", "H"): ("KH", "K"),
    ("T", "H"): ("TH", "T", "C"),
    ("P", "H"): ("PH", "P"),
    ("N", "H"): ("NH", "N"),
    ("NG", "H"): ("NH", "N"),
    ("L", "H"): ("LH", "L"),
    ("M", "H"): ("MH", "M"),
}
_MOST = 256
_TWICE = re.compile(r"(.)\1+")


def sounds_of(name: str) -> frozenset[str]:
    """What a name in Hangul may sound like; nothing for what is not written in Hangul alone."""
    if not name or any(not _FIRST <= ord(syllable) <= _LAST for syllable in name):
        return frozenset()
    choices: list[Sequence[str]] = []
    coda = ""
    for syllable in name:
        index = ord(syllable) - _FIRST
        onset, vowel = _ONSETS[index // 588], _VOWELS[index % 588 // 28]
        choices += [_MEETING.get((coda, onset), (coda.removesuffix("G") + onset,)), vowel]
        coda = _CODAS[index % 28]
    choices.append((coda.removesuffix("G"),))
    written = ("".join(choice) for _, choice in zip(range(_MOST), product(*choices), strict=False))
    return frozenset(_TWICE.sub(r"\1", sound) for sound in written)


# Runs of letters, each with its sound; the longest run counts.
_WRITTEN = """
yeo:O you:O yoo:O yae:E wae:OE eui:OI tch:C ng:N ch:C sh:S ph:P kh:K th:T ts:C dz:C ck:K eo:O eu:O ae:E ai:E oe:OE oo:O ou:O ee:I ui:OI
wa:OA we:OE wi:OI wo:O ya:A ye:E yo:O yu:O yu:O
a:A b:P c:K d:T e:E f:P g:K h:H i:I j:C k:K l:L m:M n:N o:O p:P q:K r:L s:S t:T u:O v:P w:O x:KS y:I z:C
йо:O ьё:O йё:O ье:E йе:E ья:A йа:A ай:E эй:E ый:OI уй:OI үй:OI ий:I нг:N дж:C дз:C тч:C
а:A б:P в:O г:K д:T е:E ё:O ж:C з:C и:I й:I к:K л:L м:M н:N о:O п:P р:L с:S т:T у:O ф:P х:H ц:C ч:C ш:S щ:S ъ: ы:O ь: э:E ю:O я:A ө:O ү:O ң:N
"""
_SOUND_OF_RUN = {run: sound for run, _, sound in (pair.partition(":") for pair in _WRITTEN.split())}
_RUN = re.compile("|".join(sorted(_SOUND_OF_RUN, key=len, reverse=True)))


@lru_cache(maxsize=1 << 14)
def sound_of_word(word: str) -> tuple[str, tuple[int, ...]]:
    """The sound of a folded word in Latin or Cyrillic letters without marks, and after how many letters of the word each letter of the sound ends."""
    sound: list[str] = []
    ends: list[int] = []
    for run in _RUN.finditer(word):
        for letter in _SOUND_OF_RUN[run[0]]:
            if sound and sound[-1] == letter:
                ends[-1] = run.end()
            else:
                sound.append(letter)
                ends.append(run.end())
    return "".join(sound), tuple(ends)
