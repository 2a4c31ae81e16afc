"""How names sound without a word for what they are, 남대문 of 남대문시장, so that they are found however that word is translated."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from city120_edition import rows
from city120_edition.gazetteer import ORDER, Spelling
from city120_text import name_key
from city120_text.romanise import romanised
from city120_text.sounds import sound_of_word, sounds_of

_KOREAN, _ALPHABETIC = "ko", ("en", "vi", "mn")
_BEFORE, _AFTER = "before", "after"
# What words of these kinds may stand for; those of others are names of anything but areas.
_NAMED_BY = {"district": ("district",), "dong": ("admin_dong", "legal_dong"), "station": ("station",)}
_AREA = "area:"
# What may stand between the words of a name.
_BETWEEN = re.compile(r"[\s\-\u2010-\u2013()]+")
_HANGUL = re.compile("[가-힣]")


@dataclass(frozen=True, kw_only=True)
class KindSounding:
    """What something of a kind sounds like without the word for that, and how that is spelled in letters."""

    sound: str
    kind: str
    ref: str
    spelled: str


def compile_kind_sounds(words: Iterable[rows.KindWord], spellings: Iterable[Spelling]) -> list[KindSounding]:
    """Every sound of every name without each of the words for what it is, by what is likelier among namesakes, then by sound."""
    kinds: dict[tuple[str, str], set[str]] = defaultdict(set)
    for word in words:
        kinds[(word.position, name_key(word.text))].add(word.kind)
    hangul = tuple(key for position, key in kinds if position == _AFTER and _HANGUL.match(key))
    soundings = set()
    for spelling in spellings:
        cut = _cut_hangul(spelling.key, hangul) if spelling.language == _KOREAN else _cut(spelling.name) if spelling.language in _ALPHABETIC else ()
        for position, stem, key in cut:
            for kind in kinds.get((position, key), ()):
                if _may_be(spelling, kind):
                    soundings |= {(sound, kind, spelling.ref, spelled) for sound, spelled in _sounds(stem)}
    ordered = sorted(soundings, key=lambda sounding: (ORDER.index(sounding[2].partition(":")[0]), sounding))
    return [KindSounding(sound=sound, kind=kind, ref=ref, spelled=spelled) for sound, kind, ref, spelled in ordered]


def _cut_hangul(name: str, words: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """A name in Hangul cut before each of these words that it ends in: where that stands, what is left of the name, the word."""
    if name.endswith(words):
        yield from ((_AFTER, name.removesuffix(word), word) for word in words if name.endswith(word) and name != word)


def _cut(name: str) -> Iterator[tuple[str, str, str]]:
    """A name in letters cut between any of its words, one side left of it, the other perhaps a word for what it is."""
    keys = [key for key in map(_key_of_word, _BETWEEN.split(name)) if key]
    for index in range(1, len(keys)):
        first, last = "".join(keys[:index]), "".join(keys[index:])
        yield _BEFORE, last, first
        yield _AFTER, first, last


# Names share words: few of the thousands that are cut are new.
_key_of_word = lru_cache(maxsize=1 << 14)(name_key)


def _may_be(spelling: Spelling, kind: str) -> bool:
    """Whether a word for a kind may be one for a thing: those for areas and stations are for nothing else, and no others are for areas."""
    return spelling.kind in _NAMED_BY[kind] if kind in _NAMED_BY else not spelling.ref.startswith(_AREA)


def _sounds(stem: str) -> Iterator[tuple[str, str]]:
    """The sounds of what is left of a name, and how it is spelled in letters."""
    if _HANGUL.match(stem):
        yield from ((sound, romanised(stem)) for sound in sounds_of(stem))
    else:
        yield sound_of_word(stem)[0], stem
