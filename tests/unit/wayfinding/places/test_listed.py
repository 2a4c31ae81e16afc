"""Places of imported lists, and the kinds that they are of."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from city120_edition import Edition, rows
from city120_edition.layers import write_layer
from city120_edition.places import PHARMACIES, StoredPlace
from city120_wayfinding.places.listed import PlaceKinds, first_day, imported, listed_sites
from city120_wayfinding.places.place import BUILDING_M, Event, OpeningHours, Place, Point, site_ref

SOURCED: dict[str, Any] = {"source": "s", "confidence": "known"}
KINDS = PlaceKinds(
    [
        rows.PlaceKind(kind="pharmacy", names={"ko": "약국", "en": "pharmacy"}, max_age=90, **SOURCED),
        rows.PlaceKind(kind="night", names={"ko": "심야"}, max_age=30, **SOURCED),
        rows.PlaceKind(kind="district_office", names={"ko": "구청"}, max_age=365, bodies="district", listed=True, **SOURCED),
        rows.PlaceKind(kind="riverside", names={"ko": "강변공원"}, max_age=365, broader="park", **SOURCED),
    ]
)
DAY = dt.date(2026, 11, 24)


def test_a_kind_is_known_by_its_name_in_any_language() -> None:
    assert [KINDS.called(words) for words in ("약국", "Pharmacy", "zoo")] == ["pharmacy", "pharmacy", ""]
    assert (KINDS.names("pharmacy")["en"], KINDS.names("zoo")) == ("pharmacy", {})
    assert [KINDS.in_edition(kind) for kind in ("pharmacy", "district_office", "zoo")] == [False, True, False]
    assert KINDS.all == ("pharmacy", "night", "district_office", "riverside")


def test_an_office_is_of_the_kind_of_its_body() -> None:
    office, other, market = (Place(ref, "office", {}, categories=("office",)) for ref in ("body:district.11680", "body:water.hq", "place:district"))
    assert KINDS.known(office).categories == ("office", "district_office")
    assert (KINDS.known(other), KINDS.known(market)) == (other, market)
    assert KINDS.known(Place("asset:banpo", "riverside", {}, categories=("riverside",))).categories == ("riverside", "park")


@pytest.mark.parametrize(
    ("categories", "date", "told"),
    [
        (("pharmacy",), "2026-08-26", "fresh"),
        (("pharmacy",), "2026-08-25", "aging"),
        (("pharmacy",), "2026-05-28", "aging"),
        (("pharmacy",), "2026-05-27", "stale"),
        (("pharmacy", "night"), "2026-10-01", "aging"),
        (("zoo",), "2026-11-01", ""),
        (("pharmacy",), "lately", ""),
    ],
)
def test_a_list_is_fresh_until_the_least_age_of_its_kinds_and_stale_from_twice_that_on(categories: tuple[str, ...], date: str, told: str) -> None:
    assert KINDS.freshness(categories, date, DAY) == told


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-05-20", dt.date(2026, 5, 20)),
        ("2026-05", dt.date(2026, 5, 1)),
        ("of 2019, seen on 2026-05-20", dt.date(2026, 5, 20)),
        ("since the 1990s", dt.date(1990, 1, 1)),
        ("2026-13", None),
        ("", None),
    ],
)
def test_the_last_date_that_a_source_names_counts(written: str, day: dt.date | None) -> None:
    assert first_day(written) == day


def test_a_row_of_a_list_is_a_place_with_the_lists_date_and_source(tmp_path: Path) -> None:
    plain = StoredPlace(id="C1", kind="pharmacy", names={"ko": "가나약국"}, lat=37.5, lon=127.0, categories=("night",), opening_hours="24/7")
    dated = StoredPlace(id="E1", kind="event", names={}, lat=37.5, lon=127.0, data_date="2026-05", starts="2026-12-01", ends="2026-12-24", free=True)
    layer = write_layer(tmp_path, PHARMACIES, "2026-11-01", "a list", [plain, dated], [], {})
    edition = SimpleNamespace(layer=lambda kind: layer if kind == PHARMACIES else None)
    first, second = imported(cast("Edition", edition))
    assert (first.ref, first.categories, first.point, first.precision_m) == (
        "place:pharmacies/C1",
        ("pharmacy", "night"),
        Point(37.5, 127.0),
        BUILDING_M,
    )
    assert (first.opening, first.data_date, first.imported, first.event) == (OpeningHours("24/7", "a list", "2026-11-01"), "2026-11-01", True, None)
    assert (second.opening, second.data_date, second.event) == (None, "2026-05", Event("2026-12-01", "2026-12-24", (), free=True))


SCHOOLS = PlaceKinds(
    [
        rows.PlaceKind(kind="school", names={"ko": "학교"}, max_age=730, **SOURCED),
        rows.PlaceKind(kind="elementary", names={"ko": "초등학교"}, max_age=730, broader="school", **SOURCED),
        rows.PlaceKind(kind="middle", names={"ko": "중학교"}, max_age=730, broader="school", **SOURCED),
        rows.PlaceKind(kind="complex", names={"ko": "동네"}, max_age=730, broader="town", **SOURCED),
    ]
)
WORDS = [
    rows.KindWord(kind="elementary", language="ko", position="after", text="초등학교"),
    rows.KindWord(kind="middle", language="ko", position="after", text="중학교"),
    rows.KindWord(kind="complex", language="ko", position="after", text="학교"),
    rows.KindWord(kind="middle", language="vi", position="before", text="가나"),
]
AREAS = {
    "area:11440": Place("area:11440", "district", {"ko": "마포구"}),
    "area:1144012300": Place("area:1144012300", "legal_dong", {"ko": "망원동"}),
}


def site(name: str, kind: str = "school") -> Place:
    dong = "1144012300"
    return Place(site_ref(dong, name), kind, {"ko": name}, "11440", Point(37.56, 126.9), categories=(kind,), area_code=dong, data_date="2025-03-25")


def test_sites_of_a_kind_are_looked_for_by_the_end_of_their_names_with_where_they_lie() -> None:
    sites = [site("가나초등학교"), site("가나중학교"), site("가나학교"), site("가나아파트", "tower")]
    told = listed_sites(sites, SCHOOLS, WORDS, [], AREAS)
    assert [place.categories for place in told] == [("school", "elementary"), ("school", "middle"), ("school",)]
    assert {(place.address, place.of_a_list) for place in told} == {("마포구 망원동", True)}
    assert [place.address for place in listed_sites(sites[:1], SCHOOLS, WORDS, [], {})] == [""]


def test_an_imported_list_of_a_kind_is_told_in_place_of_sites() -> None:
    listed = Place("place:schools/1", "school", {"ko": "새초등학교"}, categories=("school", "elementary"), imported=True)
    assert listed_sites([site("가나초등학교")], SCHOOLS, WORDS, [listed], AREAS) == []
    others = Place("place:places/1", "library", {"ko": "도서관"}, categories=("library",), imported=True)
    assert len(listed_sites([site("가나초등학교")], SCHOOLS, WORDS, [others], AREAS)) == 1
