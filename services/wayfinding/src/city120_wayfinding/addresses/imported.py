"""Road addresses and postcodes of an imported layer: per building, where the register of the edition knows runs of numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from city120_edition import rows
from city120_edition.addresses import BELOW, ROAD_ADDRESSES, SUBS, RoadAddresses
from city120_edition.layers import Layer
from city120_edition.roads import RoadRegister, Stretch, compile_roads
from city120_wayfinding.addresses.written import WrittenRoad

_LEGAL_DIGITS = 8


class ImportedAddresses:
    """The buildings and postcodes of a layer; knows nothing when none was imported."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._buildings: dict[str, dict[int, tuple[str, ...]]] = {}
        self._points: dict[str, dict[tuple[int, str], tuple[float, float]]] = {}
        self._postcodes: dict[str, set[str]] = defaultdict(set)
        self.source = ""
        runs: list[rows.RoadRun] = []
        for layer in layers:
            if layer.kind == ROAD_ADDRESSES:
                self.source = f"{layer.source}, {layer.date}"
                for row in layer.rows(RoadAddresses):
                    runs += self._read(row)
        self._register = RoadRegister(compile_roads(runs))

    def _read(self, row: RoadAddresses) -> list[rows.RoadRun]:
        """Keep the buildings and postcodes of a road; its runs."""
        dongs_of: dict[int, set[str]] = defaultdict(set)
        for number, dong, postcode in zip(row.numbers, row.dongs, row.zips, strict=True):
            code = _code(dong)
            dongs_of[number].add(code)
            self._postcodes[f"{postcode:05}"].add(code)
        self._buildings[row.road] = {number: tuple(sorted(codes)) for number, codes in dongs_of.items()}
        located = zip(row.numbers, row.dongs, row.points, strict=False)
        self._points[row.road] = {(number, _code(dong)): point for number, dong, point in located if point is not None}
        return list(_runs(row.road, self._buildings[row.road]))

    @property
    def roads(self) -> Iterable[str]:
        """The roads that have buildings in the layer."""
        return self._buildings.keys()

    def at(self, road: WrittenRoad) -> Stretch:
        """Where a building of a known road lies; what the layer does not have is told by its main number, or by the numbers before and after."""
        if areas := self._buildings[road.road].get(_number(road)):
            return Stretch(areas, exact=True)
        return Stretch(self._register.at(road.road, road.number).areas, exact=False)

    def points_of(self, road: WrittenRoad) -> dict[str, tuple[float, float]]:
        """Degrees north and east of a building of a road, by the legal dong in which it lies; none where the layer says none."""
        points, number = self._points.get(road.road, {}), _number(road)
        return {area: points[number, area] for area in self._buildings.get(road.road, {}).get(number, ()) if (number, area) in points}

    def areas(self, road: str) -> tuple[str, ...]:
        """All legal dongs in which a known road has buildings, by code."""
        return self._register.areas(road)

    def of_postcode(self, postcode: str) -> tuple[str, ...]:
        """The legal dongs in which a postcode has buildings; none for one that the layer does not have."""
        return tuple(sorted(self._postcodes.get(postcode, ())))

    def postcodes_of(self, dong: str) -> tuple[str, ...]:
        """The postcodes of the buildings of a legal dong, by its code."""
        return tuple(sorted(postcode for postcode, codes in self._postcodes.items() if dong in codes))


def _code(dong: int) -> str:
    return f"{dong:0{_LEGAL_DIGITS}}00"


def _number(road: WrittenRoad) -> int:
    return road.number * SUBS + road.sub + (BELOW if road.below else 0)


def _runs(road: str, buildings: dict[int, tuple[str, ...]]) -> Iterator[rows.RoadRun]:
    """The runs of a road: main numbers of a side, one after the other, that lie in the same dongs."""
    mains: dict[int, set[str]] = defaultdict(set)
    for number, codes in buildings.items():
        mains[number % BELOW // SUBS].update(codes)
    for odd in (False, True):
        side = [(main, tuple(sorted(mains[main]))) for main in sorted(mains) if main > 0 and main % 2 == odd]
        for areas, run in groupby(side, key=lambda item: item[1]):
            numbers = [main for main, _ in run]
            yield rows.RoadRun(road=road, side="odd" if odd else "even", first=numbers[0], last=numbers[-1], areas=areas)
