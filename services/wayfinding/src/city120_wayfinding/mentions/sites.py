"""Complexes, schools and crossings that a text names: the legal dongs in which they lie, narrowed by what is named beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from city120_edition import rows
from city120_edition.sites import SiteOf, Sites
from city120_text import name_key
from city120_wayfinding.places.place import LEGAL_DONG, Place, Point, site_ref
from city120_wayfinding.writing.endings import Endings
from city120_wayfinding.writing.folding import FoldedName, FoldedText, Gap

# Sites of one name in more districts are no place unless an area is named beside them: half of all complexes are called after their builders.
MOST_DISTRICTS = 5
_DISTRICT_DIGITS = 5


class SiteFinder:
    """What the keys of sites stand for, and whether a word beside says that they do."""

    def __init__(
        self,
        sites: Sites | None = None,
        lists: Iterable[rows.SiteList] = (),
        words: Iterable[rows.SiteWord] = (),
        brands: Iterable[rows.SiteBrand] = (),
        placing: Endings | None = None,
        areas: Mapping[str, Place] | None = None,
    ) -> None:
        """`placing`: endings that say where; `areas`: the legal dongs by reference."""
        self._sites = sites
        self._lists = {row.list: row for row in lists}
        self._words = tuple(name_key(row.text) for row in words)
        self._brands = frozenset(name_key(row.text) for row in brands)
        self._placing = placing or Endings(())
        self._areas = areas or {}

    @property
    def names(self) -> Iterator[FoldedName]:
        """All names, to be looked for."""
        return (FoldedName.of(name, key) for name, key in self._sites.names) if self._sites is not None else iter(())

    def knows(self, key: str) -> bool:
        """Whether a key is that of sites."""
        return self._sites is not None and key in self._sites

    def stands(self, text: FoldedText, end: int, key: str) -> bool:
        """Whether a known key that ends here is the name of sites: a short one only before a word that says so."""
        if self._sites is None or not self._sites.needs_word(key):
            return True
        if self._placing.after(text, end):
            return True
        begins = text.key[end:]
        return end < len(text.key) and text.gaps[end] <= Gap.SPACE and begins.startswith(self._words)

    def is_vague(self, key: str) -> bool:
        """Whether a known key may also be that of sites in no list: a part of a name, or a builder's."""
        return self._sites is not None and self._sites.is_vague(key)

    def is_brand(self, key: str) -> bool:
        """Whether this is what a builder is called, too: 경남, 금호."""
        return key in self._brands

    def places(self, key: str) -> tuple[Place, ...]:
        """The dongs of the sites of a known key, each with the site's name, point and source."""
        found = self._sites.of_key(key) if self._sites is not None else []
        return tuple(place for site in found for place in self._of_site(site))

    def kind(self, key: str) -> str:
        """What the first site of a known key is."""
        found = self._sites.of_key(key) if self._sites is not None else []
        return self._lists[found[0].list].kind if found else ""

    def _of_site(self, site: SiteOf) -> Iterator[Place]:
        listed = self._lists[site.list]
        point = Point(*site.point) if site.point is not None else None
        for code in site.areas:
            if area := self._areas.get(f"area:{code}"):
                yield replace(
                    area,
                    point=point,
                    precision_m=listed.reach_m if point else 0.0,
                    address=site.name,
                    source=listed.source,
                    data_date=listed.data_date,
                    confidence=listed.confidence,
                )


def places_of_sites(sites: Sites, lists: Iterable[rows.SiteList]) -> list[Place]:
    """The sites that have a point, as places, in the first dong in which each lies."""
    listed = {row.list: row for row in lists}
    return [_place(site, listed[site.list], Point(*site.point)) for site in sites.all if site.point is not None]


def sites_by_ref(sites: Sites, lists: Iterable[rows.SiteList]) -> dict[str, Place]:
    """The sites that have a point, by their reference in each dong in which they lie."""
    listed = {row.list: row for row in lists}
    located = [(site, _place(site, listed[site.list], Point(*site.point))) for site in sites.all if site.point is not None]
    return {site_ref(code, site.name): place for site, place in located for code in site.areas}


def _place(site: SiteOf, row: rows.SiteList, point: Point) -> Place:
    return Place(
        ref=site_ref(site.areas[0], site.name),
        kind=row.kind,
        names={"ko": site.name},
        district_code=site.areas[0][:_DISTRICT_DIGITS],
        point=point,
        source=row.source,
        precision_m=row.reach_m,
        categories=(row.kind,),
        data_date=row.data_date,
        area_code=site.areas[0],
        confidence=row.confidence,
    )


def narrowed(places: Sequence[Place], areas: Sequence[Place], *, vague: bool) -> tuple[Place, ...]:
    """The places in the dongs of these areas, else in their districts, else all; none where they would lie in too many districts, and each dong once.

    A vague name may be that of a site in no list: it lies in the dong that is said, or the district where no dong is; else it is several or none.
    """
    dongs = {area.ref for area in areas}
    districts = set() if vague and any(area.kind == LEGAL_DONG for area in areas) else {area.district_code for area in areas}
    said = [place for place in places if place.ref in dongs] or [place for place in places if place.district_code in districts]
    if vague and not said and (areas or len({place.district_code for place in places}) == 1):
        return ()
    kept = {place.ref: place for place in said or places}
    return tuple(kept.values()) if len({place.district_code for place in kept.values()}) <= MOST_DISTRICTS else ()
