"""Where a point or a code lies: district, dongs, and how near the border is."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely

from city120_edition.geometry import DongMap
from city120_edition.layers import BOUNDARIES, Layer
from city120_errors import InvalidArgument
from city120_jurisdiction.areas import kernel
from city120_jurisdiction.areas.dongs import DongLayer, agreed
from city120_jurisdiction.directory.index import AreaRow, Directory
from city120_jurisdiction.directory.names import DISTRICT_DIGITS

NEAR_M = 30.0
OUTSIDE = "outside"
# Polygons of the surroundings are simpler than the city's border, and leave holes beside it.
_SLACK_M = 1000.0


@dataclass(frozen=True)
class Spot:
    """A point that a caller sent: degrees, WGS 84, and how exact it is, in metres."""

    latitude: float
    longitude: float
    precision_m: float = 0.0


@dataclass(frozen=True)
class Border:
    """The nearest border: what lies beyond (a district code, or OUTSIDE with the code there) and how far it is in metres, EPSG:5179."""

    beyond: str
    distance_m: float
    outside: str = ""


@dataclass(frozen=True, eq=False)
class Location:
    """The areas of a place on a day. Outside the city everything is empty but `outside`: the code of the city or county there, or OUTSIDE.
    `dong_layer`: the imported layer by which the administrative dongs are told; without one it is the code table.
    `superseded`: the area that was asked for by code and does not stand on that day.
    Equal to itself alone: points that differ in nothing share one."""

    district: AreaRow | None = None
    admin_dongs: tuple[AreaRow, ...] = ()
    legal_dong: AreaRow | None = None
    near_border: Border | None = None
    outside: str = ""
    by_point: bool = False
    disputed: bool = False
    dong_layer: Layer | None = None
    superseded: AreaRow | None = None

    @property
    def admin_dong(self) -> AreaRow | None:
        """The administrative dong, when only one is possible."""
        return self.admin_dongs[0] if len(self.admin_dongs) == 1 else None


@dataclass(frozen=True)
class Columns:
    """Many points at once: codes as numbers (0 outside the city and for what is no point), metres to the nearest border (infinite farther than
    kernel.MARGIN_M outside, NaN for what is no point), positions of what is no point."""

    districts: npt.NDArray[np.uint32]
    legal_dongs: npt.NDArray[np.uint32]
    borders_m: npt.NDArray[np.float32]
    bad: npt.NDArray[np.uint32]


@dataclass(frozen=True)
class _Drawn:
    """The polygons of an edition's legal dongs; equal to all that have the same digest."""

    digest: str
    dongs: DongMap = field(compare=False)


def _districts(dongs: DongMap) -> list[str]:
    return sorted({code[:5] for code in dongs.codes})


# Most editions have the boundaries of the one before, so that the grid of theirs, which takes seconds, is there already.
@lru_cache(maxsize=2)
def _laid_out(drawn: _Drawn) -> tuple[kernel.Grid, npt.NDArray[np.bool_], npt.NDArray[np.int32]]:
    """The grid of the dongs, which of its cells the disputed area reaches into, and which city or county a cell lies in whole, if nothing else
    reaches into it: most of the surroundings."""
    dongs = drawn.dongs
    number = {code: index for index, code in enumerate([*_districts(dongs), ""])}
    borders = [(number[first], number[second], line) for first, second, line in dongs.edges]
    cells = kernel.cells_over(dongs.polygons)
    grid = kernel.make_grid(cells, dongs.polygons, [number[code[:5]] for code in dongs.codes], borders)
    return grid, *kernel.around(cells, dongs.disputed, [polygon for _, polygon in dongs.surroundings])


class Locator:
    """Points and codes to areas. Answers do not depend on the order of anything: a point on a border belongs to the lower code."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        dongs = directory.edition.dong_map()
        self._codes = dongs.codes
        self._districts = _districts(dongs)
        self._grid, self._disputed_cells, self._alone_in = _laid_out(_Drawn(directory.edition.dong_map_digest(), dongs))
        # The last is for what lies nowhere: position -1.
        self._numbers = np.array([[int(code[:5]), int(code[:8])] for code in dongs.codes] + [[0, 0]], dtype=np.uint32)
        self._disputed = dongs.disputed
        self._around = [code for code, _ in dongs.surroundings]
        self._surroundings = shapely.STRtree([polygon for _, polygon in dongs.surroundings])
        self._known = lru_cache(maxsize=4096)(self._of_code)
        self._known_point = lru_cache(maxsize=4096)(lambda code, day: replace(self._of_code(code, day), by_point=True))
        self._known_outside = lru_cache(maxsize=4096)(lambda code: Location(outside=code, by_point=True))
        shapely.prepare(self._disputed)
        layer = directory.edition.layer(BOUNDARIES)
        self._dongs = DongLayer(directory, layer) if layer is not None else None

    def by_point(self, latitude: float, longitude: float, day: dt.date, precision_m: float = 0.0) -> Location:
        """The areas that hold a point (degrees, WGS 84). Raises InvalidArgument for what is no point."""
        if not (math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
            raise InvalidArgument("is no point on earth", field="point", fix="latitude -90 to 90, longitude -180 to 180, in degrees")
        x, y, cell, dong, distance, beyond = kernel.locate_point(self._grid, latitude, longitude)
        border = self._border(x, y, distance, beyond) if distance <= max(NEAR_M, precision_m) else None
        if dong == kernel.NOWHERE:
            alone = self._alone_in[cell]
            outside = self._beyond(x, y, 0.0) if alone == kernel.NOWHERE else self._around[alone]
            location = self._known_outside(outside)
            return replace(location, near_border=border) if border else location
        disputed = bool(self._disputed_cells[cell]) and bool(shapely.intersects_xy(self._disputed, x, y))
        location = self._known_point(self._codes[dong], day)
        if self._dongs is not None and (held := self._dongs.held(x, y, day, precision_m)):
            dongs, contradicted = agreed(held, location.admin_dongs, location.district)
            shared = {dong.row.code for dong in held} & {dong.row.code for dong in dongs}
            location = replace(location, admin_dongs=dongs, dong_layer=self._dongs.layer if shared else None)
            disputed = disputed or contradicted
        return replace(location, near_border=border, disputed=disputed) if border or disputed else location

    def by_points(self, latitudes: npt.NDArray[np.float64], longitudes: npt.NDArray[np.float64]) -> Columns:
        """The areas that hold many points (degrees, WGS 84); what is no point is told, never refused."""
        dongs, borders, _ = kernel.locate_many(self._grid, latitudes, longitudes)
        districts, legal = self._numbers[dongs].T
        return Columns(districts, legal, borders, np.flatnonzero(np.isnan(borders)).astype(np.uint32))

    def _border(self, x: float, y: float, distance: float, beyond: int) -> Border:
        if beyond < len(self._districts):
            return Border(self._districts[beyond], distance)
        return Border(OUTSIDE, distance, self._beyond(x, y, distance + _SLACK_M))

    def _beyond(self, x: float, y: float, limit_m: float) -> str:
        """The city or county outside that holds a point, or else the nearest one within `limit_m`; OUTSIDE at sea and abroad."""
        point = shapely.Point(x, y)
        held = self._surroundings.query(point, predicate="intersects")
        if not len(held) and limit_m:
            held = self._surroundings.query_nearest(point, max_distance=limit_m)
        return self._around[min(held)] if len(held) else OUTSIDE

    def by_code(self, code: str, day: dt.date) -> Location:
        """The areas that belong to a code. An area of another time stands for what lies there on the day. The code of a
        city or county elsewhere is outside. Raises NotFound."""
        return self._known(code, day)

    def _of_code(self, code: str, day: dt.date) -> Location:
        directory = self._directory
        if len(code) == DISTRICT_DIGITS and directory.outside(code):
            return Location(outside=code)
        area = directory.area(code)
        district = directory.area(area.district_code)
        superseded = None if area.row.valid_on(day) else area
        if area.kind == "district":
            return Location(district=area, superseded=superseded)
        current = directory.standing(area, day)
        if area.kind == "legal_dong":
            admin = [dong for legal in current for dong in directory.admin_dongs_of(legal.row.code, day)]
            legal = {legal_dong.row.code: legal_dong for legal_dong in current}
        else:
            admin = current
            legal = {legal_dong.row.code: legal_dong for dong in current for legal_dong in directory.legal_dongs_of(dong.row.code, day)}
        return Location(
            district=district,
            admin_dongs=tuple(admin),
            legal_dong=next(iter(legal.values())) if len(legal) == 1 else None,
            superseded=superseded,
        )
