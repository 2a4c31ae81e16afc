"""Everything that has a name and a place, read of rows made by hand, and how far apart things are."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any, cast

import pytest

from city120_edition import Edition, rows
from city120_wayfinding.places.place import BUILDING_M, Event, Place, Point, distance_m, nearest, read_places

SOURCED: dict[str, Any] = {"source": "s", "confidence": "verified"}
TABLES: dict[str, list[Any]] = {
    "districts": [rows.Area(code="11680", names={"ko": "강남구"}, **SOURCED)],
    "legal_dongs": [rows.Area(code="1168010100", names={"ko": "역삼동"}, district_code="11680", **SOURCED)],
    "stations": [
        rows.Station(id="gangnam", names={"ko": "강남"}, lines=(), lat=37.4979, lon=127.0276, phone="02-1", district_code="11680", **SOURCED)
    ],
    "assets": [
        rows.Asset(id="bridge.one", kind="bridge", names={"ko": "다리"}, district_codes=("11680",), **SOURCED),
        rows.Asset(id="bridge.two", kind="bridge", names={"ko": "긴 다리"}, district_codes=("11680", "11440"), lat=37.52, lon=126.96, **SOURCED),
        rows.Asset(id="hangang.banpo", kind="hangang", names={"ko": "공원"}, district_codes=("11680",), source="s", confidence="known"),
    ],
    "bodies": [
        rows.Body(id="district.11680", kind="district", names={"ko": "강남구청"}, **SOURCED),
        rows.Body(id="hangang.banpo", kind="city", names={"ko": "안내센터"}, address="강남구 길 2", phone="02-3", hours="낮", **SOURCED),
        rows.Body(
            id="water.gangnam", kind="city", names={"ko": "사업소"}, address="서울특별시 강남구 길 1", phone="02-2", source="s", confidence="known"
        ),
    ],
}


@pytest.fixture(scope="module")
def places() -> dict[str, Place]:
    return read_places(cast("Edition", SimpleNamespace(rows=lambda table, row_type: TABLES.get(table, []))))


def test_every_row_is_a_place_by_its_reference(places: dict[str, Place]) -> None:
    assert {ref: place.kind for ref, place in places.items()} == {
        "area:11680": "district",
        "area:1168010100": "legal_dong",
        "station:gangnam": "station",
        "asset:bridge.one": "bridge",
        "asset:bridge.two": "bridge",
        "asset:hangang.banpo": "hangang",
        "body:hangang.banpo": "office",
        "body:district.11680": "office",
        "body:water.gangnam": "office",
    }


def test_a_place_lies_in_a_district_by_its_code_or_address_and_in_none_where_it_is_in_two(places: dict[str, Place]) -> None:
    of = {ref: place.district_code for ref, place in places.items()}
    assert of.pop("asset:bridge.two") == ""
    assert set(of.values()) == {"11680"}


def test_a_phone_is_told_only_where_it_was_verified(places: dict[str, Place]) -> None:
    assert (places["station:gangnam"].phone, places["body:water.gangnam"].phone) == ("02-1", "")


def test_what_has_an_office_of_its_own_has_its_phone_and_hours_but_not_its_address(places: dict[str, Place]) -> None:
    park, bridge = places["asset:hangang.banpo"], places["asset:bridge.one"]
    assert (park.phone, park.hours, park.address, park.kind) == ("02-3", "낮", "", "hangang")
    assert (bridge.phone, bridge.hours) == ("", "")


def test_a_point_is_as_exact_as_a_thing_of_its_kind_and_without_one_nothing_is_told(places: dict[str, Place]) -> None:
    assert (places["station:gangnam"].point, places["station:gangnam"].precision_m) == (Point(37.4979, 127.0276), 100.0)
    assert (places["body:district.11680"].point, places["body:district.11680"].precision_m) == (None, 0.0)
    assert (places["asset:bridge.two"].point, places["asset:bridge.two"].precision_m) == (Point(37.52, 126.96), 700.0)
    assert BUILDING_M < 100.0


def test_a_degree_of_latitude_is_as_long_everywhere_and_one_of_longitude_is_not() -> None:
    assert distance_m(Point(37, 127), Point(38, 127)) == pytest.approx(111_195, abs=1)
    assert distance_m(Point(60, 127), Point(60, 128)) == pytest.approx(55_597, abs=3)
    assert distance_m(Point(37, 127), Point(37, 127)) == 0


def test_what_is_near_comes_first_and_what_has_no_point_not_at_all() -> None:
    near, far, same = (Place(ref, "x", {}, point=Point(north, 127)) for ref, north in (("b", 37.01), ("c", 37.5), ("a", 37.01)))
    assert [place.ref for place, _ in nearest([far, near, same, Place("d", "x", {})], Point(37, 127))] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("audience", "asked", "suits"),
    [
        ((), "children", True),
        (("children",), "", True),
        (("children",), "children", True),
        (("elderly",), "children", False),
        (("everyone",), "children", True),
    ],
)
def test_an_event_suits_whom_it_is_for(audience: tuple[str, ...], asked: str, suits: bool) -> None:
    assert Event("2026-12-01", "2026-12-24", audience).suits(asked) is suits


def test_an_event_has_its_days_also_where_moments_are_given() -> None:
    assert Event("2026-12-01T10:00:00+09:00", "2026-12-24").days == (dt.date(2026, 12, 1), dt.date(2026, 12, 24))
