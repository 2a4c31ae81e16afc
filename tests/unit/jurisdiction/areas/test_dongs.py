"""Administrative dongs by the polygons of a layer, and how they agree with the code table."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import shapely

from city120_edition import rows
from city120_edition.layers import BOUNDARIES, Boundary, write_layer
from city120_jurisdiction.areas.dongs import DongLayer, agreed
from city120_jurisdiction.directory.index import AreaRow, Directory

SPLIT = dt.date(2025, 7, 1)
BEFORE = SPLIT - dt.timedelta(days=1)


def area(code: str, district: str = "11230", **given: Any) -> AreaRow:
    kind = "district" if len(code) == 5 else "admin_dong"
    return AreaRow(
        kind, rows.Area(code=code, names={}, district_code="" if kind == "district" else district, source="s", confidence="known", **given)
    )


OLD = area("1123053600", valid_to=SPLIT, succeeded_by=("1123053601", "1123053602"))
FIRST, SECOND = (area(code, valid_from=SPLIT) for code in OLD.row.succeeded_by)
BESIDE = area("1123054500")
DISTRICT = area("11230")


@pytest.fixture
def layer(tmp_path: Path) -> DongLayer:
    """The old dong west of the new one beside it, and one that the edition does not know."""
    directory = SimpleNamespace(areas={dong.row.code: dong for dong in (OLD, FIRST, SECOND, BESIDE)})
    boxes = {OLD.row.code: shapely.box(0, 0, 100, 100), BESIDE.row.code: shapely.box(100, 0, 200, 100), "1123099999": shapely.box(300, 0, 400, 100)}
    written = write_layer(tmp_path, BOUNDARIES, "2026-01-01", "a test", [Boundary(code=code) for code in boxes], list(boxes.values()), {})
    return DongLayer(cast("Directory", directory), written)


def test_a_point_lies_in_the_dong_of_its_polygon_and_nowhere_outside(layer: DongLayer) -> None:
    assert layer.held(150, 50, SPLIT) == (BESIDE,)
    assert layer.held(250, 50, SPLIT) == ()


def test_a_dong_that_is_over_stands_for_those_that_took_its_place(layer: DongLayer) -> None:
    assert layer.held(50, 50, BEFORE) == (OLD,)
    assert layer.held(50, 50, SPLIT) == (FIRST, SECOND)


def test_every_dong_within_the_precision_of_a_point_is_possible(layer: DongLayer) -> None:
    assert layer.held(90, 50, BEFORE, 5.0) == (OLD,)
    assert layer.held(90, 50, BEFORE, 15.0) == (OLD, BESIDE)


def test_a_polygon_that_the_edition_does_not_know_is_none(layer: DongLayer) -> None:
    assert layer.held(350, 50, SPLIT) == ()


def test_what_layer_and_table_both_allow_is_said() -> None:
    assert agreed((FIRST, BESIDE), (FIRST, SECOND), DISTRICT) == ((FIRST,), False)


def test_where_they_contradict_each_other_what_either_allows_remains() -> None:
    assert agreed((BESIDE,), (SECOND, FIRST), DISTRICT) == ((FIRST, SECOND, BESIDE), True)
    assert agreed((), (FIRST,), DISTRICT) == ((FIRST,), True)


def test_a_dong_of_another_district_contradicts_the_border_and_is_left_out() -> None:
    elsewhere = area("1168064000", district="11680")
    assert agreed((elsewhere,), (FIRST,), DISTRICT) == ((FIRST,), True)
    assert agreed((elsewhere,), (FIRST,), None) == ((FIRST,), True)
