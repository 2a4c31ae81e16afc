"""Roads by name or by point, from imported layers: class, owner and maintainer as their rows say, and nothing that no row says.

An operator's layer (`roads`) states; OpenStreetMap (`osm`) only hints at the class and knows no owner. A road that is a named thing of the edition,
an expressway, is known by its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import shapely

from city120_edition import rows
from city120_edition.layers import OSM, ROADS, Layer, Road, RoadClass
from city120_jurisdiction.directory.index import Directory
from city120_text import name_key

WITHIN_M = 30.0
# A point so near to one road, and to no other, lies on it.
ON_ROAD_M = 15.0
MOST = 20
_EXPRESSWAY = "expressway"
_TAG = "tag"


@dataclass(frozen=True)
class FoundRoad:
    """A road and how far it is, metres. `basis` of its class: row, asset, tag or empty; `asset`: the named thing of its name, or empty."""

    road: Road
    layer: Layer
    distance_m: float
    road_class: RoadClass
    basis: str
    asset: str

    @property
    def settled(self) -> bool:
        """Whether it is known who looks after it."""
        return bool(self.road.maintainer or self.road.owner or self.asset)

    @property
    def stated_class(self) -> RoadClass:
        """Its class when a row or a named thing says it: a rule is not decided by a tag, which does not tell whose expressway it is."""
        return "" if self.basis == _TAG else self.road_class


class Roads:
    """The imported roads of an edition."""

    def __init__(self, directory: Directory) -> None:
        edition = directory.edition
        self.layers = [layer for kind in (ROADS, OSM) if (layer := edition.layer(kind)) is not None]
        self._roads = [(road, layer) for layer in self.layers for road in layer.rows(Road)]
        geometries = [geometry for layer in self.layers for geometry in layer.geometries()]
        self._tree = shapely.STRtree(geometries)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for index, (road, _) in enumerate(self._roads):
            for key in {name_key(name) for name in road.names.values()}:
                self._by_name[key].append(index)
        kinds = {row.id: row.kind for row in edition.rows("assets", rows.Asset)}
        self._expressways = {identifier for identifier, kind in kinds.items() if kind == _EXPRESSWAY}
        named = defaultdict(set)
        for spelling in edition.spellings() if self.layers else ():
            if spelling.ref.removeprefix("asset:") in kinds:
                named[spelling.key].add(spelling.ref.removeprefix("asset:"))
        self._assets = {key: next(iter(ids)) for key, ids in named.items() if len(ids) == 1}

    def near(self, x: float, y: float, within_m: float) -> list[FoundRoad]:
        """The roads within a distance of a point (metres, EPSG:5179), the nearest first; each once."""
        point = shapely.Point(x, y)
        indices = self._tree.query(point, predicate="dwithin", distance=within_m)
        distances = shapely.distance(self._tree.geometries[indices], point)
        return self._distinct(sorted(zip(distances.tolist(), indices.tolist(), strict=True)))

    def named(self, name: str) -> list[FoundRoad]:
        """The roads of a name; several when their rows differ."""
        return self._distinct((0.0, index) for index in self._by_name.get(name_key(name), ()))

    def on(self, x: float, y: float, precision_m: float) -> FoundRoad | None:
        """The road that a point lies on: the only one within ON_ROAD_M, or within the point's precision."""
        roads = self.near(x, y, max(ON_ROAD_M, precision_m))
        return roads[0] if len(roads) == 1 else None

    def _distinct(self, hits: Iterable[tuple[float, int]]) -> list[FoundRoad]:
        """Each road once, at its nearest. Where a layer that states knows a name, one that hints has nothing to add."""
        distinct: dict[tuple[str, ...], FoundRoad] = {}
        stated: set[str] = set()
        for distance, index in hits:
            candidate = self._road_at(index, distance)
            name = name_key(candidate.road.names.get("ko", ""))
            stated |= {name} if candidate.layer.kind == ROADS and name else set()
            what = (candidate.layer.kind, name or candidate.road.id, candidate.road_class, candidate.road.owner, candidate.road.maintainer)
            distinct.setdefault(what, candidate)
        return [candidate for (kind, name, *_), candidate in distinct.items() if kind == ROADS or name not in stated][:MOST]

    def _road_at(self, index: int, distance_m: float) -> FoundRoad:
        road, layer = self._roads[index]
        asset = next((self._assets[key] for name in road.names.values() if (key := name_key(name)) in self._assets), "")
        if road.road_class:
            return FoundRoad(road, layer, distance_m, road.road_class, "row", asset)
        if asset in self._expressways:
            return FoundRoad(road, layer, distance_m, "expressway", "asset", asset)
        return FoundRoad(road, layer, distance_m, road.hint, _TAG if road.hint else "", asset)


def advice(roads: list[FoundRoad], layers: list[Layer], ask: str) -> str:
    """Why it is not known who looks after the road, what decides it, and whom to ask; empty when it is."""
    if len(roads) == 1 and roads[0].settled:
        return ""
    if not layers:
        reason = "no road layer is imported"
    elif not roads:
        reason = "the imported layers have no such road"
    elif len(roads) > 1:
        reason = f"{len(roads)} roads are possible"
    else:
        reason = "its row names neither owner nor maintainer"
    decides = "who looks after a road is decided by its class (expressway, national, city, district or private road) in the road register"
    return f"{reason}; {decides}; ask {ask}"
