"""The rows of an edition by code and id, with validity in time; here of a city of two districts made by hand."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any, cast

import pytest

from city120_edition import Edition, rows
from city120_edition.gazetteer import Spelling
from city120_errors import InvalidArgument, NotFound
from city120_jurisdiction.directory.index import Directory
from city120_text import name_key

SPLIT = dt.date(2025, 7, 1)
BEFORE, DAY = SPLIT - dt.timedelta(days=1), dt.date(2026, 11, 24)
SOURCED: dict[str, Any] = {"source": "s", "confidence": "verified"}


def area(code: str, ko: str, district: str = "", **given: Any) -> rows.Area:
    return rows.Area(code=code, names={"ko": ko}, district_code=district, **SOURCED, **given)


def body(ref: str, **given: Any) -> rows.Body:
    return rows.Body(**{"id": ref, "kind": "city", "names": {"ko": ref}, **SOURCED, **given})


def coverage(area_code: str, body_id: str, name: str = "water", **given: Any) -> rows.Coverage:
    return rows.Coverage(coverage=name, area_code=area_code, body_id=body_id, **SOURCED, **given)


OLD, FIRST, SECOND, LEGAL = "1123053600", "1123053601", "1123053602", "1123010100"
TABLES: dict[str, list[Any]] = {
    "districts": [area("11230", "동대문구"), area("11680", "강남구")],
    "admin_dongs": [
        area(OLD, "전농동", "11230", valid_to=SPLIT, succeeded_by=(FIRST, SECOND)),
        area(FIRST, "전농1동", "11230", valid_from=SPLIT),
        area(SECOND, "전농2동", "11230", valid_from=SPLIT),
    ],
    "legal_dongs": [area(LEGAL, "전농동", "11230")],
    "admin_legal": [
        rows.AdminLegal(admin_code=OLD, legal_code=LEGAL, valid_to=SPLIT),
        rows.AdminLegal(admin_code=FIRST, legal_code=LEGAL, valid_from=SPLIT),
    ],
    "affairs": [rows.Affair(code="water.leak", tier="city", place_role="site", answer_kind="department", labels={}, **SOURCED)],
    "bodies": [
        body("water.hq", phone="02-1", hours="9-18", address="길 1"),
        body("water.east", parent="water.hq", taken_by="call.120"),
        body("water.east.yard", parent="water.east"),
        body("water.own", parent="water.east", phone="02-2"),
    ],
    "former_bodies": [rows.FormerBody(body_id="water.hq", valid_to=SPLIT, names={"ko": "상수도국"}, **SOURCED)],
    "departments": [rows.Department(id="water.hq/control", body_id="water.hq", names={"ko": "상황실"}, phone="02-3", valid_from=SPLIT, **SOURCED)],
    "coverages": [
        coverage("11230", "water.east", valid_from=SPLIT),
        coverage("11230", "water.hq", valid_to=SPLIT),
        coverage("11680", "water.own"),
        coverage("11680", "water.own", "gas"),
    ],
    "tells": [rows.Tell(coverage="gas", area_code=code, texts={"ko": code or "어디나"}, **SOURCED) for code in ("11680", "")],
    "outside": [rows.Outside(code="41", names={"ko": "경기도"}, **SOURCED), rows.Outside(code="41135", names={"ko": "분당구"}, **SOURCED)],
    "assets": [rows.Asset(id="bridge.mapo", kind="bridge", names={"ko": "마포대교"}, **SOURCED)],
    "holidays": [rows.Holiday(date=dt.date(2026, 12, 25), names={"ko": "기독탄신일"}, **SOURCED)],
}


@pytest.fixture(scope="module")
def directory() -> Directory:
    named = [(f"area:{row.code}", row.names["ko"]) for table in ("districts", "admin_dongs", "legal_dongs") for row in TABLES[table]]
    named += [(f"body:{row.id}", row.names["ko"]) for row in TABLES["bodies"]]
    spellings = [Spelling(key=name_key(name), ref=ref, kind="", language="ko", name=name, official=True) for ref, name in named]
    settings = SimpleNamespace(
        timezone="Asia/Seoul", first_date=dt.date(2024, 1, 1), names={"ko": "서울"}, front_desk={"ko": "민원실"}, division_id="ocd/seoul"
    )
    edition = SimpleNamespace(settings=settings, rows=lambda table, row_type: TABLES.get(table, []), spellings=lambda: spellings)
    return Directory(cast("Edition", edition))


def test_what_does_not_exist_is_named_with_where_to_find_what_does(directory: Directory) -> None:
    for look, field in (
        (lambda: directory.affair("fire"), "affair_code"),
        (lambda: directory.body("nobody", DAY, "body_id"), "body_id"),
        (lambda: directory.department("water.hq/none", DAY), "id"),
        (lambda: directory.department("nobody/front", DAY), "id"),
        (lambda: directory.area("99999"), "area_code"),
    ):
        with pytest.raises(NotFound) as refused:
            look()
        assert refused.value.field == field
        assert refused.value.fix
    with pytest.raises(InvalidArgument, match=r"'bridge\.none' does not exist"):
        directory.named_things(["bridge.mapo", "bridge.none"])
    assert directory.named_things(["bridge.mapo"]) == ("bridge.mapo",)


@pytest.mark.parametrize("code", ["1123010100", "11230101", "ocd/seoul/district:11230/legal_dong:1123010100"])
def test_an_area_has_ten_digits_or_eight_or_a_division_id(directory: Directory, code: str) -> None:
    assert directory.area(code).row.code == LEGAL


def test_a_division_id_of_another_city_or_kind_is_none(directory: Directory) -> None:
    for code in ("ocd/busan/district:11230", "ocd/seoul/district:11230/admin_dong:1123010100"):
        with pytest.raises(NotFound):
            directory.area(code)


def test_where_an_area_of_another_time_lies_its_heirs_stand_or_what_it_came_from(directory: Directory) -> None:
    old, first = directory.area(OLD), directory.area(FIRST)
    assert [area.row.code for area in directory.standing(old, DAY)] == [FIRST, SECOND]
    assert directory.standing(first, BEFORE) == [old]
    assert directory.standing(first, DAY) == [first]


def test_a_name_stands_for_all_that_have_it_and_what_stands_there_now(directory: Directory) -> None:
    assert [area.row.code for area in directory.named("전농동", DAY)] == [LEGAL, OLD, FIRST, SECOND]
    assert [area.row.code for area in directory.named("서울", DAY)] == ["11230", "11680"]
    assert directory.named("부산", DAY) == []


def test_dongs_of_both_kinds_cover_each_other_on_a_day(directory: Directory) -> None:
    assert [area.row.code for area in directory.admin_dongs_of(LEGAL, BEFORE)] == [OLD]
    assert [area.row.code for area in directory.admin_dongs_of(LEGAL, DAY)] == [FIRST]
    assert [area.row.code for area in directory.legal_dongs_of(FIRST, DAY)] == [LEGAL]
    assert directory.legal_dongs_of(FIRST, BEFORE) == []


def test_a_coverage_is_served_by_the_body_of_the_day_and_district_and_dong_by_their_own(directory: Directory) -> None:
    assert directory.serving("water", "11230", BEFORE) == ["water.hq"]
    assert directory.serving("water", "11230", DAY) == ["water.east"]
    assert directory.serving("gas", "11230", DAY) == []
    assert directory.serving("district", "11230", DAY) == ["district.11230"]
    assert [directory.is_everywhere(name) for name in ("water", "gas", "dong")] == [True, False, True]
    assert directory.areas_of("water") == ["11230", "11680"]


def test_how_to_tell_is_told_for_the_area_before_all_areas(directory: Directory) -> None:
    told = [directory.tell("gas", "11680"), directory.tell("gas", "11230"), directory.tell("water", "11680")]
    assert [tell and tell.texts["ko"] for tell in told] == ["11680", "어디나", None]


def test_calls_are_taken_by_the_desk_of_what_a_body_belongs_to_unless_it_has_a_telephone(directory: Directory) -> None:
    taken = {ref: directory.taken_by(directory.bodies[ref]) for ref in directory.bodies}
    assert taken == {"water.hq": "", "water.east": "call.120", "water.east.yard": "call.120", "water.own": ""}


def test_bodies_are_found_by_a_name_that_they_have_or_had(directory: Directory) -> None:
    assert directory.bodies_named("상수도국") == ["water.hq"]
    assert directory.bodies_named("water.own") == ["water.own"]
    assert directory.bodies_named("") == sorted(directory.bodies)


def test_a_rules_unit_stands_or_the_front_desk_does(directory: Directory) -> None:
    body = directory.body("water.hq", DAY)
    assert directory.desk(body, "/control", DAY).id == "water.hq/control"
    assert directory.desk(body, "/control", BEFORE).id == directory.desk(body, "", DAY).id == "water.hq/front"
    front = directory.department("water.hq/front", DAY)
    assert (front.names, front.phone, front.hours) == ({"ko": "water.hq 민원실"}, "02-1", "9-18")
    assert [department.id for department in directory.departments_of(body, DAY)] == ["water.hq/control", "water.hq/front"]


def test_a_day_is_assumed_to_be_no_holiday_in_a_year_whose_holidays_are_not_known(directory: Directory) -> None:
    christmas, unknown = (dt.datetime(year, 12, 25, 10, tzinfo=directory.zone) for year in (2026, 2031))
    assert (directory.circumstances(christmas).day, directory.circumstances(christmas).day_assumed) == ("holiday", False)
    assert directory.circumstances(unknown).day_assumed
    assert directory.circumstances(unknown, "city").road == "city"


def test_beyond_the_border_the_nearest_name_is_known(directory: Directory) -> None:
    told = [directory.outside(code) for code in ("4113510100", "41111", "26110")]
    assert [row and row.names["ko"] for row in told] == ["분당구", "경기도", None]
