"""Places of imported lists, beside those of the edition, and the kinds that both are of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from city120_edition import rows
from city120_edition.edition import Edition
from city120_edition.layers import Layer
from city120_edition.places import PLACE_LAYERS, StoredPlace
from city120_text import name_key
from city120_wayfinding.places.place import BUILDING_M, Event, OpeningHours, Place, Point

# The last date that a source names; a decade, which is written with two letters behind it, is none.
_DATES = re.compile(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?(?![^\W\d_]{2})")
_BODY = "body:"
_OFFICIAL, _AFTER = "ko", "after"


class PlaceKinds:
    """The kinds of places, their names, and how long a list of each is trusted."""

    def __init__(self, kinds: Iterable[rows.PlaceKind]) -> None:
        self._kinds = {row.kind: row for row in kinds}
        self._by_name = {name_key(name): row.kind for row in self._kinds.values() for name in row.names.values()}
        self._bodies = {row.bodies: row.kind for row in self._kinds.values() if row.bodies}

    def names(self, kind: str) -> Mapping[str, str]:
        """What a kind is called; empty for one that has no row."""
        return self._kinds[kind].names if kind in self._kinds else {}

    def known(self, place: Place) -> Place:
        """A place of the edition with what else it is: an office, by the id of its body, and what its kinds are a part of."""
        office = self._bodies.get(place.ref.removeprefix(_BODY).partition(".")[0], "") if place.ref.startswith(_BODY) else ""
        broader = [self._kinds[kind].broader for kind in place.categories if kind in self._kinds]
        return replace(place, categories=(*place.categories, *filter(None, (office, *broader))))

    def called(self, words: str) -> str:
        """The kind of which words are the name in any language; empty for none."""
        return self._by_name.get(name_key(words), "")

    def in_edition(self, kind: str) -> bool:
        """Whether the edition itself has all places of a kind that matter."""
        return kind in self._kinds and self._kinds[kind].listed

    def within(self, kind: str) -> frozenset[str]:
        """The kinds that are a part of one."""
        return frozenset(row.kind for row in self._kinds.values() if row.broader == kind)

    @property
    def all(self) -> tuple[str, ...]:
        """The kinds that have a row."""
        return tuple(self._kinds)

    def freshness(self, categories: Iterable[str], data_date: str, day: dt.date) -> str:
        """`fresh` until the age that the kind allows, `aging` until twice that, then `stale`; empty where no row or no date tells."""
        ages = [self._kinds[kind].max_age for kind in categories if kind in self._kinds]
        dated = first_day(data_date)
        if not ages or dated is None:
            return ""
        age = (day - dated).days
        return "fresh" if age <= min(ages) else "aging" if age <= 2 * min(ages) else "stale"


def first_day(data_date: str) -> dt.date | None:
    """The first day of the last date that a source names; None where it names none."""
    dates: list[str] = _DATES.findall(data_date)
    try:
        return dt.date.fromisoformat(f"{dates[-1]}-01-01"[:10]) if dates else None
    except ValueError:
        return None


def listed_sites(
    sites: Iterable[Place], kinds: PlaceKinds, words: Iterable[rows.KindWord], lists: Iterable[Place], areas: Mapping[str, Place]
) -> list[Place]:
    """The sites of the kinds that have a row, to be looked for where no imported list has such places; each with the names of its district and dong
    for an address, and also of the narrower kind with whose word its official name ends. `lists`: the places of all imported lists; `areas`: those of
    the edition by reference."""
    imported_kinds = {label for place in lists for label in place.categories}
    looked_for = set(kinds.all) - imported_kinds
    ends = {word.text: word.kind for word in words if (word.language, word.position) == (_OFFICIAL, _AFTER)}
    return [_told(site, ends, kinds.within(site.kind), areas) for site in sites if site.kind in looked_for]


def _told(site: Place, ends: Mapping[str, str], narrower: frozenset[str], areas: Mapping[str, Place]) -> Place:
    """A site with the areas that it lies in, and the narrower kind that the end of its name tells."""
    name = site.names[_OFFICIAL]
    told = [kind for end, kind in ends.items() if kind in narrower and name.endswith(end)]
    around = [areas[ref].names[_OFFICIAL] for code in (site.district_code, site.area_code) if (ref := f"area:{code}") in areas]
    return replace(site, categories=(*site.categories, *told[:1]), address=" ".join(around))


def imported(edition: Edition) -> Iterator[Place]:
    """The places of all imported lists."""
    for kind in PLACE_LAYERS:
        layer = edition.layer(kind)
        if layer is not None:
            yield from (_place(row, layer) for row in layer.rows(StoredPlace))


def _place(row: StoredPlace, layer: Layer) -> Place:
    date = row.data_date or layer.date
    return Place(
        ref=f"place:{layer.kind}/{row.id}",
        kind=row.kind,
        names=row.names,
        district_code=row.district_code,
        point=Point(row.lat, row.lon),
        address=row.address,
        phone=row.phone,
        source=layer.source,
        precision_m=BUILDING_M,
        categories=(row.kind, *row.categories),
        opening=OpeningHours(row.opening_hours, layer.source, date) if row.opening_hours else None,
        data_date=date,
        step_free=row.step_free,
        accessibility=row.accessibility,
        website=row.website,
        area_code=row.area_code,
        imported=True,
        event=Event(row.starts, row.ends, row.audience, row.free) if row.starts else None,
    )
