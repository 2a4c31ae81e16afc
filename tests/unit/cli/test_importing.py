"""`city120 import`: what is taken, what is refused and why, and that nothing is ever half done."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from city120_edition import Edition, current_edition_path, layers
from city120_edition.holder import EditionHolder
from city120_edition.layers import Layer, LayerError, Road, current_layers
from tests.layer_files import YEOKSAM, box, data_dir_of, feature, write_geojson

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Run

WEST, SOUTH, EAST, NORTH = YEOKSAM
MIDDLE = (WEST + EAST) / 2
TWO_DONGS = (feature(box(WEST, SOUTH, MIDDLE, NORTH), adm_cd2="1168064000"), feature(box(MIDDLE, SOUTH, EAST, NORTH), adm_cd2="1168065000"))
REFERENCE = Path(os.environ.get("CITY120_REFERENCE_DATA") or Path(__file__).parents[4] / "shared" / "data")
DATED = ("--date", "2026-11-01", "--source", "a test")


@pytest.fixture
def data(edition: Edition, tmp_path: Path) -> Path:
    return data_dir_of(edition, tmp_path / "data")


def imported(city120: Run, data: Path, kind: str, file: Path, *options: str) -> tuple[int, dict[str, Any]]:
    ended = city120("import", kind, str(file), "--data-dir", str(data), "--json", *options)
    return ended.status, json.loads(ended.out or "{}")


def only_layer(data: Path, kind: str) -> Layer:
    (path,) = current_layers(data, [kind])
    return Layer.open(path)


def test_boundaries_are_taken_with_date_and_source(city120: Run, data: Path, tmp_path: Path) -> None:
    elsewhere = feature(box(129.0, 35.1, 129.1, 35.2), adm_cd2="2611051000")
    status, report = imported(city120, data, "boundaries", write_geojson(tmp_path / "d.json", [*TWO_DONGS, elsewhere]), *DATED)
    layer = only_layer(data, "boundaries")
    assert (status, report["read"], report["taken"], report["left_out"], report["refused"]) == (0, 3, 2, 1, [])
    assert (layer.version, layer.date, layer.source) == (report["version"], "2026-11-01", "a test")
    assert any("dongs of that day are not in it" in note for note in report["notes"])


def test_a_file_may_state_its_date_and_system_itself(city120: Run, data: Path, tmp_path: Path) -> None:
    planar = feature(box(958_000, 1_944_000, 959_000, 1_945_000), code="1168064000")
    crs = {"type": "name", "properties": {"name": "EPSG:5179"}}
    status, report = imported(city120, data, "boundaries", write_geojson(tmp_path / "d.json", [planar], crs=crs, date="2026-05", source="itself"))
    assert (status, report["date"], report["source"]) == (0, "2026-05", "itself")
    assert only_layer(data, "boundaries").geometries()[0].area == pytest.approx(1e6)


WRONG_DONGS = {
    "no code": (feature(box(*YEOKSAM), name="역삼1동"), "code", "no field has a code"),
    "no dong of the city": (feature(box(*YEOKSAM), code="1168099900"), "code", "no administrative dong"),
    "twice": (TWO_DONGS[0], "code", "has a polygon already"),
    "no polygon": (feature({"type": "Point", "coordinates": [127.03, 37.5]}, code="1168065500"), "geometry", "is a Point"),
    "no geometry": (feature(None, code="1168065500"), "geometry", "is no geometry"),
    "far away": (feature(box(129.0, 35.1, 129.1, 35.2), code="1168065500"), "geometry", "nowhere near the city"),
    "no number": (
        feature({"type": "Polygon", "coordinates": [[[0, 95], [1, 95], [1, 96], [0, 95]]]}, code="1168065500"),
        "geometry",
        "nowhere|no number",
    ),
}


@pytest.mark.parametrize("name", WRONG_DONGS)
def test_a_wrong_row_is_named_and_nothing_is_written(city120: Run, data: Path, tmp_path: Path, name: str) -> None:
    wrong, field, reason = WRONG_DONGS[name]
    file = write_geojson(tmp_path / "d.json", [*TWO_DONGS, wrong])
    status, report = imported(city120, data, "boundaries", file, *DATED)
    (refusal,) = report["refused"]
    assert (status, report["version"], refusal["row"], refusal["field"]) == (1, None, "feature 3", field)
    assert any(words in refusal["reason"] for words in reason.split("|"))
    assert current_layers(data, ["boundaries"]) == ()
    assert imported(city120, data, "boundaries", file, *DATED, "--skip-refused")[0] == 0


def test_a_dry_run_writes_nothing(city120: Run, data: Path, tmp_path: Path) -> None:
    status, report = imported(city120, data, "boundaries", write_geojson(tmp_path / "d.json", TWO_DONGS), *DATED, "--dry-run")
    assert (status, report["taken"], report["version"]) == (0, 2, None)
    assert not (data / "layers").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "give --date"),
        (("--date", "2026-11-01"), "give --source"),
        (("--date", "yesterday"), "YYYY-MM-DD"),
        (("--date", "2026-13"), "YYYY-MM-DD"),
    ],
)
def test_a_layer_without_date_or_source_is_wrong_usage(city120: Run, data: Path, tmp_path: Path, options: tuple[str, ...], words: str) -> None:
    ended = city120("import", "boundaries", str(write_geojson(tmp_path / "d.json", TWO_DONGS)), "--data-dir", str(data), *options)
    assert ended.status == 2
    assert words in ended.err


@pytest.mark.parametrize(("kind", "content"), [("boundaries", "{"), ("boundaries", "[]"), ("roads", "{"), ("osm", "<osm"), ("osm", "\x00\x01")])
def test_what_is_no_such_file_is_told(city120: Run, data: Path, tmp_path: Path, kind: str, content: str) -> None:
    (tmp_path / "f.osm").write_text(content, encoding="utf-8")
    ended = city120("import", kind, str(tmp_path / "f.osm"), "--data-dir", str(data), *DATED)
    assert ended.status == 1
    assert "f.osm is no" in ended.err


def test_a_broken_off_import_leaves_the_layer_before(city120: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(city120, data, "boundaries", write_geojson(tmp_path / "d.json", TWO_DONGS), *DATED)
    before = only_layer(data, "boundaries").version

    def full(folder: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(layers, "sync_tree", full)
    with pytest.raises(OSError, match="no space left"):
        city120("import", "boundaries", str(write_geojson(tmp_path / "d.json", TWO_DONGS[:1])), "--data-dir", str(data), *DATED)
    assert only_layer(data, "boundaries").version == before
    assert {path.name for path in (data / "layers" / "boundaries").iterdir()} == {before, "current"}


def test_a_layer_that_was_changed_is_refused(city120: Run, data: Path, tmp_path: Path) -> None:
    imported(city120, data, "boundaries", write_geojson(tmp_path / "d.json", TWO_DONGS), *DATED)
    path = only_layer(data, "boundaries").path
    (path / "rows.json").write_text("[]", encoding="utf-8")
    with pytest.raises(LayerError, match="import it again"):
        Layer.open(path)


@dataclass(frozen=True)
class _Served:
    edition: Edition


async def test_running_services_take_a_new_layer_up_and_refuse_a_broken_one(
    city120: Run, data: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    holder: EditionHolder[_Served] = EditionHolder(lambda: current_edition_path(data), _Served, lambda: current_layers(data, ["boundaries"]))
    assert await holder.load_current()
    assert holder.get().edition.layers == ()
    following = asyncio.create_task(holder.follow(0.01))
    await asyncio.to_thread(imported, city120, data, "boundaries", write_geojson(tmp_path / "d.json", TWO_DONGS), *DATED)
    async with asyncio.timeout(20):
        while not holder.get().edition.layers:  # noqa: ASYNC110  (what is waited for is told by no event)
            await asyncio.sleep(0.01)
    (layer,) = holder.get(holder.get().edition.id).edition.layers
    (data / "layers" / "boundaries" / "current").write_text("missing\n", encoding="ascii")
    async with asyncio.timeout(20):
        while "import it again" not in str([record.__dict__.get("fields") for record in caplog.records]):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert holder.get().edition.layers == (layer,)
    following.cancel()


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


def test_an_extract_of_openstreetmap_hints_at_classes_and_knows_no_owner(city120: Run, data: Path, tmp_path: Path) -> None:
    (tmp_path / "s.osm").write_text(EXTRACT, encoding="utf-8")
    status, report = imported(city120, data, "osm", tmp_path / "s.osm", "--date", "2026-11-01")
    roads = {road.id: road for road in only_layer(data, "osm").rows(Road)}
    assert (status, report["read"], report["taken"], report["left_out"]) == (0, 5, 3, 2)
    assert {name: road.hint for name, road in roads.items()} == {"way 10": "expressway", "way 11": "private", "way 12": ""}
    assert roads["way 10"].names == {"ko": "가로", "en": "Ga-ro"}
    assert {(road.road_class, road.owner, road.maintainer) for road in roads.values()} == {("", "", "")}
    assert "OpenStreetMap contributors" in report["source"]


GRAPH = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="y" for="node" attr.name="y"/><key id="x" for="node" attr.name="x"/><key id="h" for="edge" attr.name="highway"/>
<key id="n" for="edge" attr.name="name"/><key id="o" for="edge" attr.name="osmid"/><key id="d" for="graph" attr.name="created_date"/>
<graph edgedefault="directed"><data key="d">2026-10-02 10:00:00</data>
<node id="1"><data key="y">37.50</data><data key="x">127.03</data></node><node id="2"><data key="y">37.50</data><data key="x">127.035</data></node>
<edge source="1" target="2"><data key="h">primary</data><data key="n">['가로', '나로']</data><data key="o">10</data></edge>
<edge source="2" target="1"><data key="h">primary</data><data key="n">['가로', '나로']</data><data key="o">10</data></edge>
<edge source="1" target="9"><data key="h">primary</data><data key="o">11</data></edge>
</graph></graphml>"""


def test_a_drive_network_has_each_road_once_by_each_of_its_names(city120: Run, data: Path, tmp_path: Path) -> None:
    (tmp_path / "s.graphml").write_text(GRAPH, encoding="utf-8")
    status, report = imported(city120, data, "osm", tmp_path / "s.graphml", "--skip-refused")
    assert (status, report["date"], report["taken"]) == (0, "2026-10-02", 2)
    assert [road.names["ko"] for road in only_layer(data, "osm").rows(Road)] == ["가로", "나로"]
    assert [refusal["reason"] for refusal in report["refused"]] == ["has fewer than two nodes with a place in the file"]


def test_an_operators_table_states_class_owner_and_maintainer(city120: Run, data: Path, tmp_path: Path) -> None:
    line = '"LINESTRING (127.03 37.5, 127.04 37.5)"'
    table = tmp_path / "r.csv"
    table.write_text(
        f"id,name,road_class,owner,maintainer,wkt\n1,가로,city,서울특별시,road.seongdong,{line}\n2,나로,motorway,,,{line}\n3,다로,,,road.nobody,{line}\n"
        "4,라로,,,,LINESTRING (1\n",
        encoding="utf-8",
    )
    status, report = imported(city120, data, "roads", table, *DATED)
    assert status == 1
    assert [(refusal["row"], refusal["field"]) for refusal in report["refused"]] == [
        ("row 3", "road_class"),
        ("row 4", "maintainer"),
        ("row 5", "geometry"),
    ]
    assert imported(city120, data, "roads", table, *DATED, "--skip-refused")[0] == 0
    (road,) = only_layer(data, "roads").rows(Road)
    assert (road.road_class, road.owner, road.maintainer) == ("city", "서울특별시", "road.seongdong")


def test_two_rows_of_one_id_are_refused_with_the_rows_of_both(city120: Run, data: Path, tmp_path: Path) -> None:
    line = '"LINESTRING (127.03 37.5, 127.04 37.5)"'
    table = tmp_path / "r.csv"
    table.write_text(f"id,name,maintainer,wkt\n1,가로,road.seongdong,{line}\n2,나로,,{line}\n1,다로,,{line}\n", encoding="utf-8")
    status, report = imported(city120, data, "roads", table, *DATED)
    assert status == 1
    (refusal,) = report["refused"]
    assert (refusal["row"], refusal["field"]) == ("row 4", "id")
    assert refusal["reason"].startswith("1 is the id of row 2 too")


@pytest.mark.reference
def test_real_files_are_taken(city120: Run, data: Path) -> None:
    dongs, streets = REFERENCE / "boundaries" / "admin_dong_2021.geojson", REFERENCE / "streets" / "central_seoul_drive.graphml"
    if not dongs.exists() or not streets.exists():
        pytest.skip(f"the reference data is not in {REFERENCE} (CITY120_REFERENCE_DATA)")
    status, report = imported(city120, data, "boundaries", dongs, "--date", "2021-04", "--source", "reference")
    assert (status, report["taken"], report["refused"]) == (0, 423, [])
    status, report = imported(city120, data, "osm", streets)
    assert (status, report["refused"], report["date"]) == (0, [], "2023-12-18")
    assert report["taken"] > 5000
