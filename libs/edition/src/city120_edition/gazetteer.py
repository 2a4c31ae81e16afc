"""One file of every name of everything, in every spelling, under one key; made once, read by whoever needs names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from city120_edition import rows
from city120_edition.source import Source
from city120_text import name_key
from city120_text.sounds import sounds_of

_MINIMUM = {"ko": 2, "zh": 2, "ja": 2}
_MINIMUM_ALPHABETIC = 4

_BRACKETS = re.compile(r"\(.*\)")
# A name without what it is, by kind: 강남구, 상계1동, 금호동2가, 상계제1동.
_DONG = re.compile(r"(?P<stem>[가-힣]+?)(?:제?(?P<number>\d[\d.,·]*)동|동?(?P<street>\d)가|동)")
_STEMS = {
    "district": re.compile(r"(?P<stem>[가-힣]+)구"),
    "admin_dong": _DONG,
    "legal_dong": _DONG,
    "station": re.compile(r"(?P<stem>[가-힣]+)"),
}

# Table, prefix of the reference, and kind when the row has none of its own.
NAMED = (
    ("districts", "area", "district"),
    ("admin_dongs", "area", "admin_dong"),
    ("legal_dongs", "area", "legal_dong"),
    ("outside", "outside", "outside"),
    ("stations", "station", "station"),
    ("places", "place", ""),
    ("assets", "asset", ""),
    ("bodies", "body", "office"),
)
# What a name means among equals, by the beginning of the reference: areas, named things that decide by themselves, places, offices, stations (whose
# names are borrowed from all the others).
ORDER = ("area", "outside", "asset", "place", "body", "station")


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """A name that stands for something; `key` is what is compared. `official` names come first among equals."""

    key: str
    ref: str
    kind: str
    language: str
    name: str
    official: bool


@dataclass(frozen=True, kw_only=True)
class Sounding:
    """What an area or station sounds like without what it is (구, 동, 역), and its number: 상계1동 is 상계, 1."""

    sound: str
    ref: str
    number: str = ""


def identifier(row: Any) -> str:
    """What identifies a named row: an area's code, otherwise its id."""
    return str(getattr(row, "code", "") or row.id)


def compile_gazetteer(source: Source) -> list[Spelling]:
    """All spellings, without duplicates, by key, then official first, then reference."""
    forms = source.rows("name_forms", rows.NameForm)
    ignored = {name_key(row.name) for row in source.rows("ignored_names", rows.IgnoredName)}
    spellings: dict[tuple[str, str], Spelling] = {}
    for spelling in _spellings(source, forms):
        if len(spelling.key) >= _MINIMUM.get(spelling.language, _MINIMUM_ALPHABETIC) and spelling.key not in ignored:
            spellings.setdefault((spelling.key, spelling.ref), spelling)
    return sorted(spellings.values(), key=lambda spelling: (spelling.key, not spelling.official, spelling.ref))


def compile_sounds(source: Source) -> list[Sounding]:
    """The sounds of all areas and stations, by sound, then by reference."""
    heard: set[tuple[str, str, str]] = set()
    for table, prefix, kind in NAMED:
        if pattern := _STEMS.get(kind):
            for row in source.tables[table]:
                name = pattern.fullmatch(_BRACKETS.sub("", row.names["ko"]))
                if name is not None:
                    written = name.groupdict("")
                    number = "".join(filter(str.isdigit, written.get("number", "") + written.get("street", "")))
                    heard |= {(sound, f"{prefix}:{identifier(row)}", number) for sound in sounds_of(name["stem"])}
    return [Sounding(sound=sound, ref=ref, number=number) for sound, ref, number in sorted(heard)]


def _spellings(source: Source, forms: list[rows.NameForm]) -> Iterator[Spelling]:
    kinds: dict[str, str] = {}
    for table, prefix, kind in NAMED:
        for row in source.tables[table]:
            ref = f"{prefix}:{identifier(row)}"
            kinds[ref] = kind or row.kind
            for language, name in rows.by_language(row.names):
                yield from _with_forms(ref, kinds[ref], language, name, forms, official=True)
    for extra in source.rows("names", rows.Name):
        yield from _with_forms(extra.ref, kinds[extra.ref], extra.language, extra.name, forms, official=False)


def _with_forms(ref: str, kind: str, language: str, name: str, forms: Iterable[rows.NameForm], *, official: bool) -> Iterator[Spelling]:
    yield Spelling(key=name_key(name), ref=ref, kind=kind, language=language, name=name, official=official)
    for form in forms:
        if form.kind == kind and form.language == language:
            other, changed = re.subn(form.find, form.replace, name)
            if changed and other != name:
                yield Spelling(key=name_key(other), ref=ref, kind=kind, language=language, name=other, official=False)
