"""Complexes, schools and crossings: all that they are called, and where they lie. Rows in, one file of columns out.

There are thousands, and they say no more than where something is; so they are no places of the gazetteer, and cost neither sounds nor misspellings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec

from city120_edition import rows
from city120_edition.source import Source
from city120_text import name_key

_AREA = "{area}"
# The shortest names that are made of rows and forms, and of those that need a word beside them. Those of site_names.csv may be shorter, and in Latin
# letters alone, which rows have of builders and of halves of names.
_SHORTEST, _SHORTEST_BESIDE = 4, 3
_STEM = re.compile(r"([가-힣]{2,}?)\d*[구동가]")


@dataclass(frozen=True, kw_only=True)
class SiteColumns:
    """The sites as they are stored. `written[i]` is compared as `keys[i]` (empty: as it is written), stands for the sites `named[i]`, and is a name
    only before a word if `beside[i]`, and could be another that no list has if `vague[i]`; faq leaves `stays[i]` of it. A site has a list, a name,
    areas and a point, which may be missing."""

    keys: tuple[str, ...]
    written: tuple[str, ...]
    named: tuple[tuple[int, ...], ...]
    beside: tuple[bool, ...]
    vague: tuple[bool, ...]
    stays: tuple[str, ...]
    lists: tuple[str, ...]
    names: tuple[str, ...]
    areas: tuple[tuple[str, ...], ...]
    points: tuple[tuple[float, float] | None, ...]


@dataclass(frozen=True)
class SiteOf:
    """One site that a key stands for."""

    list: str
    name: str
    areas: tuple[str, ...]
    point: tuple[float, float] | None


class Sites:
    """Sites by what they are called."""

    def __init__(self, columns: SiteColumns) -> None:
        self._columns = columns
        self._index = {key or written: index for index, (key, written) in enumerate(zip(columns.keys, columns.written, strict=True))}

    @classmethod
    def unpack(cls, packed: bytes) -> Sites:
        """The sites of a file."""
        return cls(msgspec.msgpack.decode(packed, type=SiteColumns))

    def __contains__(self, key: str) -> bool:
        return key in self._index

    @property
    def names(self) -> Iterator[tuple[str, str]]:
        """Each name and its key."""
        return zip(self._columns.written, self._index, strict=True)

    @property
    def plain(self) -> Iterator[tuple[str, str]]:
        """The keys that need no word beside them, and what stays of each."""
        columns = zip(self._index, self._columns.stays, self._columns.beside, strict=True)
        return ((key, stays) for key, stays, beside in columns if not beside)

    def needs_word(self, key: str) -> bool:
        """Whether a known key is a name only beside a word that says so."""
        return self._columns.beside[self._index[key]]

    def is_vague(self, key: str) -> bool:
        """Whether a known key is but a part of a name, or a builder's: sites in no list may be called so, too."""
        return self._columns.vague[self._index[key]]

    def of_key(self, key: str) -> list[SiteOf]:
        """The sites that a known key stands for."""
        return [self._site(site) for site in self._columns.named[self._index[key]]]

    @property
    def all(self) -> Iterator[SiteOf]:
        """All sites, each once."""
        return map(self._site, range(len(self._columns.lists)))

    def _site(self, site: int) -> SiteOf:
        columns = self._columns
        return SiteOf(columns.lists[site], columns.names[site], columns.areas[site], columns.points[site])


def pack_sites(columns: SiteColumns) -> bytes:
    """The columns as a file."""
    return msgspec.msgpack.encode(columns)


def compile_sites(source: Source, taken: Collection[str]) -> SiteColumns:
    """The columns of all sites; `taken`: keys of other names, which stand for nothing here, as everyday words do."""
    sites = source.rows("sites", rows.Site)
    ignored = {name_key(row.name) for row in source.rows("ignored_names", rows.IgnoredName)}
    called = _called(sites, _Forms(source))
    for row in source.rows("site_names", rows.SiteName):
        if base := called.get(name_key(row.site)):
            name = called.setdefault(name_key(row.name), _Called(row.name, beside=False))
            name.sites.update(base.sites)
            name.vague = False
    stays = {row.list: row.stays for row in source.rows("site_lists", rows.SiteList)}
    generic = _generic(source)
    left = sorted((key, name) for key, name in called.items() if key not in taken and key not in ignored)
    lists = tuple(site.list for site in sites)
    return SiteColumns(
        keys=tuple(key if key != name.written else "" for key, name in left),
        written=tuple(name.written for _, name in left),
        named=tuple(tuple(sorted(name.sites)) for _, name in left),
        beside=tuple(name.beside for _, name in left),
        vague=tuple(name.vague or generic.fullmatch(key) is not None for key, name in left),
        stays=tuple(_stays(name, lists, stays) for _, name in left),
        lists=lists,
        names=tuple(site.name for site in sites),
        areas=tuple(site.areas for site in sites),
        points=tuple((site.lat, site.lon) if site.lat is not None and site.lon is not None else None for site in sites),
    )


class _Called:
    """How a key is written, and the sites that it stands for; `beside`: none of them is called so alone; `vague`: one is only without its area."""

    def __init__(self, written: str, *, beside: bool) -> None:
        self.written, self.beside, self.vague = written, beside, False
        self.sites: set[int] = set()

    def __lt__(self, other: _Called) -> bool:
        return self.written < other.written


def _called(sites: Sequence[rows.Site], forms: _Forms) -> dict[str, _Called]:
    """What all sites are called in all forms, by key."""
    called: dict[str, _Called] = {}
    for index, site in enumerate(sites):
        for written, (beside, vague) in forms.of(site).items():
            key = name_key(written)
            if len(key) >= (_SHORTEST_BESIDE if beside else _SHORTEST) and not key.isascii():
                name = called.setdefault(key, _Called(written, beside=beside))
                name.beside &= beside
                name.vague |= vague
                name.sites.add(index)
    return called


def _generic(source: Source) -> re.Pattern[str]:
    """Keys of nothing but builders, their brands and numbers."""
    words = sorted({re.escape(name_key(row.text)) for row in source.rows("site_brands", rows.SiteBrand)}, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join([*words, '[0-9]'])})+")


def _stays(name: _Called, lists: Sequence[str], stays: Mapping[str, str]) -> str:
    """The end of a name that stays, if it has it."""
    ends = {stays.get(lists[site], "") for site in name.sites}
    return next((end for end in sorted(ends) if end and name.written.endswith(end)), "")


class _Forms:
    """The forms of each list."""

    def __init__(self, source: Source) -> None:
        self._by_list: dict[str, list[rows.SiteForm]] = defaultdict(list)
        for form in source.rows("site_forms", rows.SiteForm):
            self._by_list[form.list].append(form)
        areas = [*source.rows("districts", rows.Area), *source.rows("legal_dongs", rows.Area)]
        self._names = {row.code: row.names["ko"] for row in areas}
        self._plain = {form.find: re.compile(form.find) for form in source.rows("site_forms", rows.SiteForm) if _AREA not in form.find}
        self._compiled = cache(self._compile)

    def of(self, site: rows.Site) -> dict[str, tuple[bool, bool]]:
        """All that a site is called, and whether only beside a word, and only without the name of its area."""
        found, new = {site.name: (False, False)}, [site.name]
        forms = self._compiled(site.list, site.areas)
        while new:
            name = new.pop()
            for find, form in forms:
                other, changed = find.subn(form.replace, name)
                how = (form.beside or found[name][0], _AREA in form.find or found[name][1])
                if changed and (other not in found or how < found[other]):
                    found[other] = how
                    new.append(other)
        return found

    def _compile(self, listed: str, areas: tuple[str, ...]) -> list[tuple[re.Pattern[str], rows.SiteForm]]:
        """The forms of a list for sites in these areas."""
        names = {self._names[code] for area in areas for code in (area, area[:5]) if code in self._names}
        written = sorted(names | set(_stems(names)), key=lambda name: (-len(name), name))
        either = f"(?:{'|'.join(map(re.escape, written))})"
        return [(self._plain.get(form.find) or re.compile(form.find.replace(_AREA, either)), form) for form in self._by_list[listed]]


def _stems(names: Iterable[str]) -> Iterator[str]:
    """Names of areas without what they are."""
    return (stem[1] for name in names if (stem := _STEM.fullmatch(name)))
