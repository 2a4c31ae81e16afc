"""Roads of OpenStreetMap: extracts and drive networks."""

from __future__ import annotations

from pathlib import Path

import osmium
import pytest

from city120_ingest.errors import UnreadableFile
from city120_ingest.osm import read_osm, write_extract
from city120_ingest.reading import City, Imported, Report

EXTRACT = """<osm version="0.6">
<node id="1" lat="37.50" lon="127.030"/><node id="2" lat="37.50" lon="127.035"/><node id="3" lat="35.1" lon="129.0"/>
<node id="4" lat="35.1" lon="129.1"/>
<way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="motorway"/><tag k="name" v="가로"/><tag k="name:en" v="Ga-ro"/></way>
<way id="11"><nd ref="1"/><nd ref="2"/><tag k="highway" v="service"/><tag k="access" v="private"/></way>
<way id="12"><nd ref="1"/><nd ref="2"/><tag k="highway" v="trunk"/><tag k="name" v="나로"/></way>
<way id="13"><nd ref="1"/><nd ref="2"/><tag k="highway" v="footway"/></way>
<way id="14"><nd ref="3"/><nd ref="4"/><tag k="highway" v="primary"/></way>
<way id="15"><nd ref="1"/><nd ref="2"/><tag k="building" v="yes"/></way>
</osm>"""

GRAPH = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="y" for="node" attr.name="y"/><key id="x" for="node" attr.name="x"/><key id="h" for="edge" attr.name="highway"/>
<key id="n" for="edge" attr.name="name"/><key id="o" for="edge" attr.name="osmid"/><key id="d" for="graph" attr.name="created_date"/>
<graph edgedefault="directed"><data key="d">2026-10-02 10:00:00</data>
<node id="1"><data key="y">37.50</data><data key="x">127.03</data></node><node id="2"><data key="y">37.50</data><data key="x">127.035</data></node>
<edge source="1" target="2"><data key="h">primary</data><data key="n">['가로', '나로']</data><data key="o">10</data></edge>
<edge source="2" target="1"><data key="h">primary</data><data key="n">['가로', '나로']</data><data key="o">10</data></edge>
<edge source="1" target="9"><data key="h">primary</data><data key="o">11</data></edge>
</graph></graphml>"""


def read(city: City, path: Path, content: str, date: str = "") -> tuple[Imported, Report]:
    path.write_text(content, encoding="utf-8")
    report = Report()
    return read_osm(path, city, report, date), report


def test_an_extract_hints_at_classes_and_knows_no_owner(city: City, tmp_path: Path) -> None:
    parsed, report = read(city, tmp_path / "s.osm", EXTRACT, "2026-11-01")
    roads = {road.id: road for road in parsed.rows}
    assert (report.read, report.left_out, parsed.date) == (5, 2, "2026-11-01")
    assert {name: road.hint for name, road in roads.items()} == {"way 10": "expressway", "way 11": "private", "way 12": ""}
    assert roads["way 10"].names == {"ko": "가로", "en": "Ga-ro"}
    assert {(road.road_class, road.owner, road.maintainer) for road in roads.values()} == {("", "", "")}
    assert "OpenStreetMap contributors" in parsed.source


def test_a_drive_network_has_each_road_once_by_each_of_its_names(city: City, tmp_path: Path) -> None:
    parsed, report = read(city, tmp_path / "s.graphml", GRAPH)
    assert parsed.date == "2026-10-02"
    assert [road.names["ko"] for road in parsed.rows] == ["가로", "나로"]
    assert len(parsed.geometries) == 2
    assert [refusal.reason for refusal in report.refused] == ["has fewer than two nodes with a place in the file"]


def ways(path: Path) -> list[tuple[list[tuple[float, float]], dict[str, str]]]:
    """The ways of an extract, by their points and tags."""
    read_ways = osmium.FileProcessor(str(path)).with_locations().with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
    return [([(node.location.lon, node.location.lat) for node in way.nodes], dict(way.tags)) for way in read_ways if isinstance(way, osmium.osm.Way)]


def test_an_extract_in_another_form_is_the_same_map(tmp_path: Path) -> None:
    (tmp_path / "s.osm").write_text(EXTRACT, encoding="utf-8")
    write_extract(tmp_path / "s.osm", tmp_path / "s.osm.pbf")
    assert ways(tmp_path / "s.osm.pbf") == ways(tmp_path / "s.osm")


def test_the_edges_of_a_drive_network_are_ways_that_meet_in_its_nodes(tmp_path: Path) -> None:
    """An edge without a place is none; of several values the first counts."""
    (tmp_path / "s.graphml").write_text(GRAPH, encoding="utf-8")
    write_extract(tmp_path / "s.graphml", tmp_path / "s.osm.pbf")
    assert ways(tmp_path / "s.osm.pbf") == [([(127.03, 37.5), (127.035, 37.5)], {"highway": "primary", "name": "가로"})]


@pytest.mark.parametrize(("name", "content"), [("s.osm", "<osm"), ("s.osm", "\x00\x01"), ("s.graphml", "<graphml"), ("s.osm.pbf", "text")])
def test_what_is_no_such_file_is_refused_with_what_there_may_be(city: City, tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(UnreadableFile, match=r"is no OpenStreetMap file \(\.osm, \.osm\.pbf, \.graphml\)"):
        read(city, tmp_path / name, content)
    with pytest.raises(UnreadableFile, match=r"is no OpenStreetMap file \(\.osm, \.osm\.pbf, \.graphml\)"):
        write_extract(tmp_path / name, tmp_path / "target.osm.pbf")
