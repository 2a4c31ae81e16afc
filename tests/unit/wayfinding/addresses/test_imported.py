"""Road addresses and postcodes to areas, from a file that is imported as the command imports it."""

from __future__ import annotations

import csv
import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from city120_edition import Edition
from city120_edition.addresses import ROAD_ADDRESSES, RoadAddresses, written_addresses
from city120_edition.layers import write_layer
from city120_ingest.errors import WrongInput
from city120_ingest.reading import City, Report
from city120_ingest.road_addresses import read_road_addresses
from city120_wayfinding.mentions.geocoder import Geocoder
from city120_wayfinding.places.place import Place, Point
from city120_wayfinding.wayfinding import Wayfinding

# Invented numbers on roads that exist.
ROWS = (
    ("06232", "강남구", "테헤란로 152", "역삼동"),
    ("06232", "강남구", "테헤란로 156", "역삼동"),
    ("06232", "강남구", "테헤란로 156-2", "역삼동"),
    ("06174", "강남구", "테헤란로 501", "삼성동"),
    ("06174", "강남구", "테헤란로 503", "대치동"),
    ("05555", "송파구", "도곡로 434", "잠실동"),
    ("06199", "강남구", "도곡로 434", "대치동"),
    ("06309", "강남구", "개포로22길 11", "개포동"),
    ("04520", "중구", "세종대로 지하 101", "정동"),
    ("01073", "강북구", "4.19로 11-5", "수유동"),
)


def written(path: Path, rows: tuple[tuple[str, ...], ...] = ROWS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("zip", "gu", "road", "legal_dong"), *rows])
    return path


@pytest.fixture(scope="module")
def city(edition: Edition) -> City:
    return City(edition)


@pytest.fixture(scope="module")
def geocoder(edition: Edition, city: City, tmp_path_factory: pytest.TempPathFactory) -> Geocoder:
    folder = tmp_path_factory.mktemp("addresses")
    addresses = read_road_addresses(written(folder / "in.csv", ROWS), city, Report(), "2021-11")
    layer = write_layer(folder, ROAD_ADDRESSES, "2021-11", "the register", addresses.rows, [], {})
    return Wayfinding.load(replace(edition, layers=(layer,))).geocoder


def find(geocoder: Geocoder, text: str) -> list[Place]:
    return geocoder.geocode(text, 10)


@pytest.mark.parametrize(
    ("text", "refs", "address", "remark"),
    [
        ("테헤란로 152", ["area:1168010100"], "테헤란로 152", ""),
        ("서울 강남구 테헤란로152 3층", ["area:1168010100"], "테헤란로 152", ""),
        ("테헤란로 156-2", ["area:1168010100"], "테헤란로 156-2", ""),
        ("테헤란로 156-9", ["area:1168010100"], "테헤란로 156-9", "; by the neighbouring numbers"),
        ("테헤란로 154", ["area:1168010100"], "테헤란로 154", "; by the neighbouring numbers"),
        ("개포로 22길 11", ["area:1168010300"], "개포로22길 11", ""),
        ("4.19로 11-5", ["area:1130510300"], "4.19로 11-5", ""),
        ("세종대로 지하101", ["area:1114016700"], "세종대로 지하101", ""),
        ("도곡로 434", ["area:1168010600", "area:1171010100"], "도곡로 434", ""),
        ("송파구 도곡로 434", ["area:1171010100"], "도곡로 434", ""),
        ("06199 도곡로 434", ["area:1168010600"], "도곡로 434", ""),
        ("06174 테헤란로 507", ["area:1168010600"], "테헤란로 507", "; by the neighbouring numbers"),
        ("06232", ["area:1168010100"], "06232", ""),
        ("06174", ["area:1168010500", "area:1168010600"], "06174", ""),
    ],
)
def test_an_address_or_postcode_gives_its_area(geocoder: Geocoder, text: str, refs: list[str], address: str, remark: str) -> None:
    matches = find(geocoder, text)
    assert [place.ref for place in matches] == refs
    assert {place.address for place in matches} == {address}
    assert {place.source for place in matches} == {f"the register, 2021-11{remark}"}
    # No more is known than the dong, whose middle that is.
    assert all(place.precision_m > 200 for place in matches)


def test_a_building_whose_point_is_listed_is_that_point(edition: Edition, tmp_path: Path) -> None:
    rows = [
        RoadAddresses(road="테헤란로", numbers=(1520000, 1560000), dongs=(11680101, 11680101), zips=(6232, 6232), points=((37.5001, 127.0365), None))
    ]
    layer = write_layer(tmp_path, ROAD_ADDRESSES, "2021-11", "the register", rows, [], {})
    loaded = Wayfinding.load(replace(edition, layers=(layer,)))
    building, dong = find(loaded.geocoder, "강남구 테헤란로 152 (역삼동)")
    assert (building.ref, building.kind, building.point, building.precision_m) == (
        "road_address:테헤란로 152",
        "road_address",
        Point(37.5001, 127.0365),
        50,
    )
    assert (building.area_code, building.names, dong.ref) == ("1168010100", {"ko": "테헤란로 152"}, "area:1168010100")
    assert [place.ref for place in find(loaded.geocoder, "테헤란로 156")] == ["area:1168010100"]
    (mention,) = loaded.mentions.find("테헤란로 152 앞이에요")
    assert [(place.ref, place.point) for place in mention.candidates] == [("area:1168010100", Point(37.5001, 127.0365))]
    reverse = [hit.place.address for hit in loaded.at_point.reverse(Point(37.5001, 127.0365), 20)]
    assert "테헤란로 152" in reverse


def test_a_road_that_the_layer_does_not_have_is_told_by_the_edition(geocoder: Geocoder) -> None:
    (matches,) = find(geocoder, "양천로 400")
    assert (matches.ref, matches.address) == ("area:1150010400", "양천로 400")
    assert "the register" not in matches.source


@pytest.mark.parametrize("text", ["없는길 3", "99999", "120", "5호선 3번 출구로 나가요"])
def test_what_nobody_knows_gives_nothing(geocoder: Geocoder, text: str) -> None:
    assert [place for place in find(geocoder, text) if place.address] == []


def test_underground_numbers_are_numbers_of_their_own() -> None:
    above, below = next(written_addresses("세종대로 101")), next(written_addresses("세종대로 지하 101"))
    assert above.number != below.number
    assert (str(above), str(below)) == ("세종대로 101", "세종대로 지하101")


def test_wrong_rows_are_refused_with_their_line_and_field(city: City, tmp_path: Path) -> None:
    rows = (
        ("06232", "강남구", "테헤란로 152", "없는동"),
        ("6232", "강남구", "테헤란로 152", "역삼동"),
        ("06232", "강남구", "테헤란로", "역삼동"),
        ROWS[0],
    )
    report = Report()
    addresses = read_road_addresses(written(tmp_path / "in.csv", rows), city, report, "")
    assert [(refusal.row, refusal.field) for refusal in report.refused] == [("line 2", "legal_dong"), ("line 3", "zip"), ("line 4", "road")]
    assert (report.read, report.taken, len(addresses.rows)) == (4, 1, 1)


def test_a_packed_file_is_read_and_what_is_no_table_is_told(city: City, tmp_path: Path) -> None:
    packed = tmp_path / "in.csv.gz"
    packed.write_bytes(gzip.compress(written(tmp_path / "in.csv", ROWS[:3]).read_bytes()))
    assert [row.road for row in read_road_addresses(packed, city, Report(), "").rows] == ["테헤란로"]
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "torn.csv.gz").write_bytes(packed.read_bytes()[:60])
    for name, words in (("bad.csv", "has no column zip"), ("torn.csv.gz", "is no CSV in UTF-8")):
        with pytest.raises(WrongInput, match=words):
            read_road_addresses(tmp_path / name, city, Report(), "")
