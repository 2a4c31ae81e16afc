"""Exits of stations, from the same extract of OpenStreetMap as the roads: nodes with railway=subway_entrance
(https://wiki.openstreetmap.org/wiki/Tag:railway%3Dsubway_entrance), their number in `ref` or in the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import shapely

from city120_edition import rows
from city120_edition.exits import Exit
from city120_ingest.reading import City, Imported, Planar, Report

_PLANAR = Planar()
# An exit is no farther from the point of its station; that of another line may be nearer, so a name decides first.
_WITHIN_M = 600.0
_NUMBER = re.compile(r"[1-9]\d?(?:-[1-9]\d?)?")
_NAMED = re.compile(rf"(?P<number>{_NUMBER.pattern})\s*번?\s*(?:출입?구|출구)")
_STATION = "역"
_STEP_FREE = {"yes": True, "designated": True, "no": False}
_DRIVE_NETWORK = ".graphml"


def read_exits(path: Path, city: City, report: Report) -> Imported:
    """The numbered exits of the city's stations; in the report how many, and how many of others were left out. A drive network has none."""
    stations, imported, others = _Stations(city.edition.rows("stations", rows.Station)), Imported(), 0
    for tags, lat, lon in _nodes(path):
        number = _number(tags)
        station = stations.of(tags.get("name", ""), shapely.Point(lon, lat)) if number else ""
        if station:
            imported.rows.append(Exit(station=station, number=number, lat=lat, lon=lon, step_free=_step_free(tags)))
        else:
            others += 1
    imported.rows.sort(key=lambda row: (row.station, row.number, row.lat, row.lon))
    if imported.rows or others:
        named = len({row.station for row in imported.rows})
        report.notes.append(f"{len(imported.rows)} exits of {named} stations; {others} without a number or a station near were left out")
    return imported


def _nodes(path: Path) -> Iterator[tuple[Mapping[str, str], float, float]]:
    if path.suffix.lower() == _DRIVE_NETWORK:
        return
    import osmium

    nodes = osmium.FileProcessor(str(path), osmium.osm.NODE)
    for node in nodes.with_filter(osmium.filter.TagFilter(("railway", "subway_entrance"))):
        if isinstance(node, osmium.osm.Node) and node.location.valid():
            yield dict(node.tags), node.location.lat, node.location.lon


def _number(tags: Mapping[str, str]) -> str:
    """The number of an exit; empty where it has none."""
    written = _NUMBER.fullmatch(tags.get("ref", "").strip()) or _NUMBER.match(tags.get("ref", "").strip())
    if written:
        return written[0]
    named = _NAMED.search(tags.get("name", ""))
    return named["number"] if named else ""


def _step_free(tags: Mapping[str, str]) -> bool | None:
    """What the tags say: a lift that leads up is a way in without steps."""
    if "yes" in (tags.get("elevator"), tags.get("lift")) or tags.get("wheelchair") == "lift":
        return True
    return _STEP_FREE.get(tags.get("wheelchair", ""))


class _Stations:
    """Stations by where they are, and by the names that an exit may have."""

    def __init__(self, stations: Iterable[rows.Station]) -> None:
        located = [row for row in stations if row.lat is not None and row.lon is not None]
        self._rows = located
        self._tree = shapely.STRtree([_PLANAR(shapely.Point(row.lon, row.lat)) for row in located])

    def of(self, name: str, degrees: shapely.Point) -> str:
        """The station of an exit, by reference: of those near the nearest that its name has, else the nearest; empty where none is near."""
        point = _PLANAR(degrees)
        numbers = self._tree.query(point, predicate="dwithin", distance=_WITHIN_M)
        apart = sorted((float(shapely.distance(self._tree.geometries[number], point)), int(number)) for number in numbers)
        near = [self._rows[number] for _, number in apart]
        station = next((row for row in near if f"{row.names['ko'].removesuffix(_STATION)}{_STATION}" in name), None) or next(iter(near), None)
        return f"station:{station.id}" if station is not None else ""
