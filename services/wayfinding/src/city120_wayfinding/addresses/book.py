"""Where the addresses of a text lie: by the edition's register of roads, refined by an imported layer."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from city120_edition.layers import Layer
from city120_edition.roads import RoadRegister, Stretch
from city120_wayfinding.addresses.alone import Alone
from city120_wayfinding.addresses.imported import ImportedAddresses
from city120_wayfinding.addresses.written import RoadFinder, WrittenRoad
from city120_wayfinding.places.place import BUILDING_M, Place, Point
from city120_wayfinding.writing.endings import Endings
from city120_wayfinding.writing.folding import FoldedText

ROAD_ADDRESS, ROAD, LOT_ADDRESS, POSTCODE = "road_address", "road", "lot_address", "postcode"
_POSTCODE = re.compile(r"(?<![\d-])\d{5}(?![\d-])")
# So many dongs are named one by one; more are told by their districts.
_FEW = 3
_AREA = "area:"
_BY_NEIGHBOURS = "; by the neighbouring numbers"


@dataclass(frozen=True)
class Address:
    """An address in key[start:end] of a folded text, and the legal dongs in which it may lie, by code; those of its whole road are `around`.
    `points`: degrees north and east of its building, by the dong in which that lies, where a list says so."""

    start: int
    end: int
    reading: str
    words: str
    areas: tuple[str, ...]
    around: tuple[str, ...]
    exact: bool
    source: str
    points: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def within(self, districts: Collection[str], dongs: Collection[str], stated: Collection[str] = ()) -> Address:
        """The address where areas are named beside it: they choose among those in which it may lie, and a dong of the road among its neighbours. A
        dong stated in brackets after it is its own, whatever the register knows."""
        if dong := [code for code in stated if code[:5] in _districts(self.areas)]:
            return replace(self, areas=tuple(dong[:1]))
        for codes in (self.areas, self.around):
            if kept := _in_dongs(codes, dongs):
                return replace(self, areas=kept)
        if self.exact and len(_districts(self.areas)) == 1:
            return self
        for codes in (self.areas, self.around):
            if kept := tuple(code for code in codes if code[:5] in districts):
                return replace(self, areas=kept)
        return self


def _in_dongs(codes: Sequence[str], dongs: Collection[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code in dongs)


def _districts(codes: Sequence[str]) -> list[str]:
    return sorted({code[:5] for code in codes})


class AddressBook:
    """Finds addresses, and names the areas in which they lie."""

    def __init__(
        self,
        register: RoadRegister,
        source: str,
        layers: Sequence[Layer],
        places: Mapping[str, Place],
        names: Collection[str],
        endings: Endings,
        aliases_of: Callable[[Collection[str]], Mapping[str, Iterable[str]]],
    ) -> None:
        """`source`: where the register comes from; `names`: keys of all other names; `aliases_of`: names of roads in other letters."""
        self._register = register
        self._source = source
        self._imported = ImportedAddresses(layers)
        self._places = places
        roads = {*register.roads, *self._imported.roads}
        self._roads = RoadFinder(roads, Alone.of(roads, names), self._has, endings, aliases_of(roads))

    def find(self, text: FoldedText) -> list[Address]:
        """The addresses and postcodes of a text, in its order."""
        addresses = [self._road(road) for road in self._roads.find(text)]
        for postcode in _POSTCODE.finditer(text.original):
            start, end = (bisect_left(text.starts, position) for position in postcode.span())
            areas = self._imported.of_postcode(postcode[0])
            if areas and not any(address.start < end and start < address.end for address in addresses):
                addresses.append(Address(start, end, POSTCODE, postcode[0], areas, areas, exact=True, source=self._imported.source))
        return sorted(addresses, key=lambda address: address.start)

    def postcodes_of(self, dong: str) -> tuple[str, ...]:
        """The postcodes of a legal dong by an imported layer; none without one."""
        return self._imported.postcodes_of(dong)

    def places(self, address: Address) -> tuple[Place, ...]:
        """The areas of an address: its dong, or a few dongs, or their districts."""
        districts = _districts(address.areas)
        refs = [f"area:{code}" for code in (address.areas if len(address.areas) <= _FEW else districts)]
        remark = "" if address.exact else _BY_NEIGHBOURS
        areas = [_located(self._places[ref], address.points) for ref in refs if ref in self._places]
        return tuple(replace(place, address=address.words, source=f"{address.source}{remark}") for place in areas)

    def _has(self, road: str, number: int) -> bool:
        return road in self._register and self._register.at(road, number).exact

    def _road(self, road: WrittenRoad) -> Address:
        in_layer = road.known in self._imported.roads
        source = self._imported.source if in_layer else self._source
        around = (self._imported if in_layer else self._register).areas(road.known)
        if road.number and road.known == road.road:
            stretch = self._imported.at(road) if in_layer else self._register.at(road.road, road.number)
        else:
            stretch = Stretch(around, exact=not road.number)
        reading = ROAD_ADDRESS if road.number else ROAD
        points = self._imported.points_of(road) if road.number and road.known == road.road else {}
        return Address(road.start, road.end, reading, str(road), stretch.areas, around, stretch.exact, source, points)


def _located(area: Place, points: Mapping[str, tuple[float, float]]) -> Place:
    """A dong with the point of the building that an address names in it."""
    degrees = points.get(area.ref.removeprefix(_AREA))
    return replace(area, point=Point(*degrees), precision_m=BUILDING_M) if degrees is not None else area
