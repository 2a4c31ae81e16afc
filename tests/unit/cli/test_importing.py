"""`city120 import`: what is taken, what is refused and why, and that nothing is ever half done."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from city120_cli import importing
from city120_edition import Edition, current_edition_path, layers
from city120_edition.holder import EditionHolder
from city120_edition.layers import Boundary, Layer, LayerError, Road, Street, current_layers
from city120_edition.lifts import Lift
from city120_edition.timetables import StoredTimetable
from city120_ingest.streets import NotBuilt
from tests.layer_files import YEOKSAM, box, data_dir_of, feature, write_geojson
from tests.small_edition import copy_of
from tests.street_map import MISSING
from tests.unit.ingest.feeds import GOOD, write_feed

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Run

WEST, SOUTH, EAST, NORTH = YEOKSAM
MIDDLE = (WEST + EAST) / 2
TWO_DONGS = (feature(box(WEST, SOUTH, MIDDLE, NORTH), adm_cd2="1168064000"), feature(box(MIDDLE, SOUTH, EAST, NORTH), adm_cd2="1168065000"))
REFERENCE = Path(os.environ.get("CITY120_REFERENCE_DATA") or Path(__file__).parents[4] / "shared" / "data")
DATED = ("--date", "2026-11-01", "--source", "a test")


@pytest.fixture
def data(small_rows: Path, tmp_path: Path) -> Path:
    return data_dir_of(Edition.open(current_edition_path(small_rows)), tmp_path / "data")


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


def test_a_wrong_row_is_named_and_nothing_is_written_unless_it_may_be_skipped(city120: Run, data: Path, tmp_path: Path) -> None:
    file = write_geojson(tmp_path / "d.json", [*TWO_DONGS, feature(box(*YEOKSAM), name="역삼1동")])
    status, report = imported(city120, data, "boundaries", file, *DATED)
    (refusal,) = report["refused"]
    assert (status, report["version"], refusal["row"], refusal["field"]) == (1, None, "feature 3", "code")
    assert current_layers(data, ["boundaries"]) == ()
    assert imported(city120, data, "boundaries", file, *DATED, "--skip-refused")[0] == 0
    assert len(only_layer(data, "boundaries").rows(Boundary)) == 2


def test_a_file_that_states_its_date_and_source_needs_no_options(city120: Run, data: Path, tmp_path: Path) -> None:
    status, report = imported(city120, data, "boundaries", write_geojson(tmp_path / "d.json", TWO_DONGS, date="2026-05", source="itself"))
    layer = only_layer(data, "boundaries")
    assert (status, layer.date, layer.source, layer.version) == (0, "2026-05", "itself", report["version"])


def test_lifts_are_of_a_day_and_a_wrong_one_changes_nothing(city120: Run, data: Path, tmp_path: Path) -> None:
    row = {"STN_NM": "없는역(2)", "ELVTR_NM": "1", "OPR_SEC": "B1-1F", "INSTL_PSTN": "", "USE_YN": "사용가능", "ELVTR_SE": "EV"}
    file = tmp_path / "lifts.json"
    file.write_text(json.dumps([row | {"STN_NM": "강남(2)"}]), encoding="utf-8")
    status, report = imported(city120, data, "lifts", file, "--date", "2026-11-29")
    layer = only_layer(data, "lifts")
    assert (status, report["taken"], layer.date, layer.rows(Lift)[0].station) == (0, 1, "2026-11-29", "station:gangnam")
    file.write_text(json.dumps([row | {"STN_NM": "강남(2)", "USE_YN": "보수중"}, row]), encoding="utf-8")
    status, report = imported(city120, data, "lifts", file, "--date", "2026-11-30")
    assert (status, [refusal["field"] for refusal in report["refused"]]) == (1, ["STN_NM"])
    assert only_layer(data, "lifts").version == layer.version


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


def test_roads_of_a_table_become_a_layer(city120: Run, data: Path, tmp_path: Path) -> None:
    table = tmp_path / "r.csv"
    table.write_text('id,name,road_class,wkt\n1,가로,city,"LINESTRING (127.03 37.5, 127.04 37.5)"\n', encoding="utf-8")
    status, report = imported(city120, data, "roads", table, *DATED)
    (road,) = only_layer(data, "roads").rows(Road)
    assert (status, report["taken"], road.names, road.road_class) == (0, 1, {"ko": "가로"}, "city")


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


MAP = """<osm version="0.6"><node id="1" lat="37.50" lon="127.03"/><node id="2" lat="37.50" lon="127.035"/>
<way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="name" v="가로"/><tag k="name:en" v="Ga-ro"/></way></osm>"""


def test_a_map_brings_streets_beside_its_roads_or_says_once_that_it_does_not(city120: Run, data: Path, tmp_path: Path) -> None:
    """Where Valhalla is not installed, as on Python 3.11, the roads are imported all the same."""
    file = tmp_path / "map.osm"
    file.write_text(MAP, encoding="utf-8")
    status, report = imported(city120, data, "osm", file, *DATED)
    assert (status, only_layer(data, "osm").version) == (0, report["version"])
    if MISSING:
        assert (report["streets"], current_layers(data, ["streets"])) == (None, ())
        assert report["notes"] == [f"the roads are imported, without streets to walk on: {MISSING}"]
    else:
        streets = only_layer(data, "streets")
        assert (report["streets"], report["notes"], streets.date) == (streets.version, [], "2026-11-01")
        assert [street.names for street in streets.rows(Street)] == [{"ko": "가로", "en": "Ga-ro"}]
    before = current_layers(data, ["osm", "streets"])
    assert city120("import", "osm", str(file), "--data-dir", str(data), "--dry-run", *DATED).status == 0
    assert current_layers(data, ["osm", "streets"]) == before


def test_a_map_of_which_no_streets_can_be_built_is_a_finding(city120: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks_off(*_: Any) -> Layer:
        raise NotBuilt("no street tiles could be built of map.osm (status 1): no space left")

    file = tmp_path / "map.osm"
    file.write_text(MAP, encoding="utf-8")
    monkeypatch.setattr(importing, "import_streets", breaks_off)
    ended = city120("import", "osm", str(file), "--data-dir", str(data), *DATED)
    assert (ended.status, "the roads are imported, without streets to walk on: no street tiles" in ended.err) == (1, True)
    assert only_layer(data, "osm")


@pytest.fixture
def small(small_rows: Path, tmp_path: Path) -> Path:
    return copy_of(small_rows, tmp_path / "small")


def test_a_feed_may_be_a_folder_and_states_its_date_itself(city120: Run, small: Path, tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "feed", GOOD)
    status, report = imported(city120, small, "gtfs", feed)
    layer = only_layer(small, "gtfs")
    assert (status, layer.version, layer.date, layer.source) == (0, report["version"], "2026-01-01", "Seoul Buses")
    assert [len(row.numbers) for row in layer.rows(StoredTimetable)] == [3]


def test_a_feed_with_a_refused_row_changes_nothing(city120: Run, small: Path, tmp_path: Path) -> None:
    before = imported(city120, small, "gtfs", write_feed(tmp_path / "feed", GOOD))[1]["version"]
    broken = write_feed(tmp_path / "broken", GOOD | {"routes.txt": GOOD["routes.txt"].replace("N16,,3", "N16,,99")})
    status, report = imported(city120, small, "gtfs", broken)
    assert (status, report["version"], report["refused"][0]["field"]) == (1, None, "route_type")
    assert only_layer(small, "gtfs").version == before


def test_a_feed_without_a_day_to_run_on_is_a_finding_and_no_question_for_its_date(city120: Run, small: Path, tmp_path: Path) -> None:
    never = "service_id,date,exception_type\nweek,soon,1\n"
    files = {name: content for name, content in GOOD.items() if name != "calendar.txt"} | {"calendar_dates.txt": never}
    status, report = imported(city120, small, "gtfs", write_feed(tmp_path / "feed", files))
    assert (status, report["version"]) == (1, None)
    assert report["refused"][0]["field"] == "date"


def test_walks_are_for_the_metro_alone(city120: Run, small: Path, tmp_path: Path) -> None:
    ended = city120("import", "gtfs", str(write_feed(tmp_path / "feed", GOOD)), "--data-dir", str(small), "--transfers", "walks.csv")
    assert ended.status == 2
    assert "--transfers is for metro-timetable alone" in ended.err
