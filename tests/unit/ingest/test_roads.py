"""An operator's own roads: class, owner and maintainer as the file states them."""

from __future__ import annotations

from pathlib import Path

import pytest

from city120_ingest.errors import UnreadableFile
from city120_ingest.reading import City, Imported, Report
from city120_ingest.roads import read_roads
from tests.layer_files import feature, write_geojson

LINE = '"LINESTRING (127.03 37.5, 127.04 37.5)"'


def read(city: City, path: Path, content: str) -> tuple[Imported, Report]:
    path.write_text(content, encoding="utf-8")
    report = Report()
    return read_roads(path, city, report, "2026-11-01"), report


def test_a_table_states_class_owner_and_maintainer(city: City, tmp_path: Path) -> None:
    table = (
        f"id,name,road_class,owner,maintainer,wkt\n1,가로,city,서울특별시,road.seongdong,{LINE}\n2,나로,motorway,,,{LINE}\n3,다로,,,road.nobody,{LINE}\n"
        "4,라로,,,,LINESTRING (1\n"
    )
    parsed, report = read(city, tmp_path / "r.csv", table)
    assert [(refusal.row, refusal.field) for refusal in report.refused] == [("row 3", "road_class"), ("row 4", "maintainer"), ("row 5", "geometry")]
    (road,) = parsed.rows
    assert (road.names, road.road_class, road.owner, road.maintainer) == ({"ko": "가로"}, "city", "서울특별시", "road.seongdong")


def test_two_rows_of_one_id_are_refused_with_the_rows_of_both(city: City, tmp_path: Path) -> None:
    parsed, report = read(city, tmp_path / "r.csv", f"id,name,wkt\n1,가로,{LINE}\n2,나로,{LINE}\n1,다로,{LINE}\n")
    (refusal,) = report.refused
    assert (refusal.row, refusal.field, len(parsed.rows)) == ("row 4", "id", 2)
    assert refusal.reason.startswith("1 is the id of row 2 too")


def test_lines_of_geojson_have_names_in_every_language_and_those_elsewhere_are_left_out(city: City, tmp_path: Path) -> None:
    near, far = ({"type": "LineString", "coordinates": [[east, north], [east + 0.01, north]]} for east, north in ((127.03, 37.5), (129.0, 35.1)))
    file = write_geojson(tmp_path / "r.json", [feature(near, name_ko="가로", name_en="Ga-ro", ref=7), feature(far, name="나로")], source="a register")
    report = Report()
    roads = read_roads(file, city, report, "2026-11-01")
    (road,) = roads.rows
    assert (road.id, road.names, road.ref) == ("feature 1", {"ko": "가로", "en": "Ga-ro"}, "7")
    assert (report.left_out, roads.source) == (1, "a register")


@pytest.mark.parametrize(("name", "content"), [("r.csv", "id,name\n1,가로\n"), ("r.json", "{"), ("r.json", "[]")])
def test_what_is_no_such_file_is_refused(city: City, tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(UnreadableFile, match=name.replace(".", r"\.")):
        read(city, tmp_path / name, content)
