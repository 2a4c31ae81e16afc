"""Roads of OpenStreetMap: an extract (.osm, .osm.pbf) or a drive network as OSMnx writes it (.graphml). Tags hint at the class and say no owner."""

from __future__ import annotations

import ast
import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from pathlib import Path

import shapely

from city120_edition.layers import Road, RoadClass
from city120_edition.rows import LANGUAGES
from city120_ingest.errors import UnreadableFile
from city120_ingest.reading import BadRowError, City, Imported, Planar, Report, progress

SOURCE = "OpenStreetMap (© OpenStreetMap contributors, ODbL)"
_PLANAR = Planar()
# Roads for vehicles, https://wiki.openstreetmap.org/wiki/Key:highway; `_link` ones too.
_ROADS = frozenset({"motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "living_street", "service", "road"})
_XML = "{http://graphml.graphdrawing.org/xmlns}"
_TIMESTAMP = "osmosis_replication_timestamp"
# What a drive network says of whether and how one walks on its edges.
_ON_FOOT = ("highway", "name", "access", "bridge", "tunnel", "junction")


def read_osm(path: Path, city: City, report: Report, date: str) -> Imported:
    """The roads of the city; ways that are no roads, or lie elsewhere, are left out. Raises UnreadableFile for what is neither kind of file."""
    imported = Imported(source=SOURCE)
    try:
        ways = _graphml(path, imported) if path.suffix.lower() == ".graphml" else _extract(path, imported)
        for name, tags, line in progress(ways, "way"):
            report.read += 1
            try:
                _take(name, tags, line, city, imported, report)
            except BadRowError as error:
                report.refuse(name, error)
    except (ET.ParseError, RuntimeError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from None
    imported.date = date or imported.date
    return imported


def _unreadable(path: Path, error: Exception) -> UnreadableFile:
    return UnreadableFile(f"{path} is no OpenStreetMap file (.osm, .osm.pbf, .graphml): {error}")


def write_extract(path: Path, target: Path) -> None:
    """Write the same map as an extract in OpenStreetMap's binary form (.osm.pbf). Of a drive network each edge is a way, and what lies at one place
    is one node. Raises UnreadableFile."""
    import osmium

    try:
        with osmium.SimpleWriter(str(target)) as extract:
            if path.suffix.lower() != ".graphml":
                for thing in osmium.FileProcessor(str(path)):
                    extract.add(thing)
                return
            edges = [
                (tags, shapely.get_coordinates(line))
                for _, tags, line in _graphml(path, Imported())
                if line is not None and math.isfinite(line.length)
            ]
            places: dict[tuple[float, float], int] = {}
            ways = [[places.setdefault((lon, lat), len(places) + 1) for lon, lat in points.tolist()] for _, points in edges]
            for place, number in places.items():
                extract.add_node(osmium.osm.mutable.Node(id=number, location=place))
            for number, ((tags, _), nodes) in enumerate(zip(edges, ways, strict=True), start=1):
                extract.add_way(osmium.osm.mutable.Way(id=number, nodes=nodes, tags={key: _words(tags[key])[0] for key in _ON_FOOT if tags.get(key)}))
    except (ET.ParseError, RuntimeError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from None


def _take(name: str, tags: Mapping[str, str], line: shapely.Geometry | None, city: City, imported: Imported, report: Report) -> None:
    if _words(tags.get("highway", ""))[0].removesuffix("_link") not in _ROADS:
        report.left_out += 1
        return
    if line is None:
        raise BadRowError("geometry", "has fewer than two nodes with a place in the file")
    planar = _PLANAR(line)
    if not city.near(planar):
        report.left_out += 1
        return
    imported.rows.extend(
        Road(id=f"{name}/{index}" if index else name, names=names, ref=tags.get("ref", ""), hint=_hint(tags)) for index, names in _names(tags)
    )
    imported.geometries.extend([planar] * (len(imported.rows) - len(imported.geometries)))


def _hint(tags: Mapping[str, str]) -> RoadClass:
    """The class that the tags hint at; most say nothing of it."""
    if _words(tags.get("highway", ""))[0].removesuffix("_link") == "motorway" or tags.get("motorroad") == "yes":
        return "expressway"
    return "private" if tags.get("access") == "private" else ""


def _names(tags: Mapping[str, str]) -> list[tuple[int, dict[str, str]]]:
    """The names by language. OSMnx joins ways of several names to one edge: each name is a road there."""
    others = {language: name for language in LANGUAGES if (name := tags.get(f"name:{language}", ""))}
    official = [name for name in _words(tags.get("name", "")) if name]
    return [(index, {"ko": name} | others) for index, name in enumerate(official)] or [(0, others)]


def _words(value: str) -> list[str]:
    """A value of OSMnx, which writes several as a list of Python."""
    if not value.startswith("["):
        return [value]
    try:
        return [str(word) for word in ast.literal_eval(value)] or [""]
    except (ValueError, SyntaxError):
        return [value]


def _extract(path: Path, imported: Imported) -> Iterator[tuple[str, Mapping[str, str], shapely.Geometry | None]]:
    import osmium

    with osmium.io.Reader(str(path)) as reader:
        imported.date = reader.header().get(_TIMESTAMP, "")[:10]
    ways = osmium.FileProcessor(str(path)).with_locations()
    for way in ways.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY)).with_filter(osmium.filter.KeyFilter("highway")):
        if not isinstance(way, osmium.osm.Way):
            continue
        points = [(node.location.lon, node.location.lat) for node in way.nodes if node.location.valid()]
        yield f"way {way.id}", dict(way.tags), shapely.LineString(points) if len(points) > 1 else None


def _graphml(path: Path, imported: Imported) -> Iterator[tuple[str, Mapping[str, str], shapely.Geometry | None]]:
    """The edges, each road once though both directions have one."""
    keys: dict[str, str] = {}
    nodes: dict[str, tuple[float, float]] = {}
    seen: set[tuple[str, ...]] = set()
    # expat bounds what entities may grow to, and the file is the operator's own.
    for _, element in ET.iterparse(path):  # noqa: S314
        tag = element.tag.removeprefix(_XML)
        if tag == "key":
            keys[element.get("id", "")] = element.get("attr.name", "")
        elif tag == "data" and keys.get(element.get("key", "")) == "created_date":
            imported.date = (element.text or "")[:10]
        elif tag in ("node", "edge"):
            data = {keys.get(child.get("key", ""), ""): child.text or "" for child in element}
            if tag == "node":
                nodes[element.get("id", "")] = (_number(data.get("x")), _number(data.get("y")))
            elif (ends := (*sorted((element.get("source", ""), element.get("target", ""))), data.get("osmid", ""))) not in seen:
                seen.add(ends)
                yield f"edge {element.get('source')} {element.get('target')}", data, _line(element, data, nodes)
            element.clear()


def _line(element: ET.Element, data: Mapping[str, str], nodes: Mapping[str, tuple[float, float]]) -> shapely.Geometry | None:
    """The line of an edge: its own, or from node to node."""
    if data.get("geometry"):
        try:
            return shapely.from_wkt(data["geometry"])
        except shapely.errors.ShapelyError:
            return None
    ends = [nodes[name] for name in (element.get("source", ""), element.get("target", "")) if name in nodes]
    return shapely.LineString(ends) if len(ends) == 2 else None


def _number(written: str | None) -> float:
    try:
        return float(written or "")
    except ValueError:
        return float("nan")
