"""Roads of imported layers: what a row says, what a tag only hints at, and why it is not known who looks after one."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import shapely

from city120_edition import rows
from city120_edition.layers import OSM, ROADS, Layer, Road, write_layer
from city120_jurisdiction.areas.roads import FoundRoad, Roads, advice
from city120_jurisdiction.directory.index import Directory
from city120_text import name_key

EXPRESSWAY = rows.Asset(id="expressway.olympic", kind="expressway", names={"ko": "올림픽대로"}, source="s", confidence="known")
BRIDGE = rows.Asset(id="bridge.mapo", kind="bridge", names={"ko": "마포대교"}, source="s", confidence="known")


def line(north: float) -> shapely.Geometry:
    return shapely.LineString([(0, north), (100, north)])


def roads(folder: Path, register: list[tuple[Road, float]], tagged: list[tuple[Road, float]] | None = None) -> Roads:
    """Roads of a register and of OpenStreetMap, each so many metres north."""
    layers = {
        kind: write_layer(folder, kind, "2026-01-01", kind, [road for road, _ in listed], [line(north) for _, north in listed], {})
        for kind, listed in ((ROADS, register), (OSM, tagged or []))
        if listed
    }
    spellings = [SimpleNamespace(key=name_key(asset.names["ko"]), ref=f"asset:{asset.id}") for asset in (EXPRESSWAY, BRIDGE)]
    edition = SimpleNamespace(layer=layers.get, rows=lambda table, row_type: [EXPRESSWAY, BRIDGE], spellings=lambda: spellings)
    return Roads(cast("Directory", SimpleNamespace(edition=edition)))


def road(ref: str, ko: str = "", **given: Any) -> Road:
    return Road(id=ref, names={"ko": ko} if ko else {}, **given)


def test_the_nearest_road_comes_first_and_those_too_far_not_at_all(tmp_path: Path) -> None:
    known = roads(tmp_path, [(road("a", "가로"), 20), (road("b", "나로"), 5), (road("c", "다로"), 80)])
    assert [(candidate.road.id, candidate.distance_m) for candidate in known.near(50, 0, 30)] == [("b", 5.0), ("a", 20.0)]


def test_stretches_of_one_road_are_one_unless_their_rows_differ(tmp_path: Path) -> None:
    same = roads(tmp_path / "same", [(road("1", "가로"), 0), (road("2", "가로"), 10)])
    assert [candidate.road.id for candidate in same.named("가로")] == ["1"]
    differing = roads(tmp_path / "differing", [(road("1", "가로", owner="a"), 0), (road("2", "가로", owner="b"), 10)])
    assert [candidate.road.id for candidate in differing.named("가로")] == ["1", "2"]
    assert differing.named("나로") == []


def test_where_a_register_knows_a_name_a_map_has_nothing_to_add(tmp_path: Path) -> None:
    both = roads(tmp_path, [(road("row", "가로"), 10)], [(road("way", "가로"), 0), (road("other", "나로"), 5)])
    assert [candidate.road.id for candidate in both.near(50, 0, 30)] == ["other", "row"]


def test_a_point_lies_on_the_only_road_near_it(tmp_path: Path) -> None:
    known = roads(tmp_path, [(road("a", "가로"), 0), (road("b", "나로"), 30)])
    on = known.on(50, 0, 0)
    assert on is not None
    assert on.road.id == "a"
    assert known.on(50, 15, 20) is None
    assert known.on(50, 500, 0) is None


@pytest.mark.parametrize(
    ("row", "road_class", "basis", "stated"),
    [
        (road("r", "가로", road_class="city", hint="national"), "city", "row", "city"),
        (road("r", "올림픽대로", hint="national"), "expressway", "asset", "expressway"),
        (road("r", "마포대교", hint="national"), "national", "tag", ""),
        (road("r", "가로"), "", "", ""),
    ],
)
def test_a_class_is_stated_by_a_row_or_a_named_thing_and_never_by_a_tag(tmp_path: Path, row: Road, road_class: str, basis: str, stated: str) -> None:
    (candidate,) = roads(tmp_path, [(row, 0)]).named(row.names["ko"])
    assert (candidate.road_class, candidate.basis, candidate.stated_class) == (road_class, basis, stated)


@pytest.mark.parametrize(
    ("row", "settled"),
    [
        (road("r", "가로", owner="a"), True),
        (road("r", "가로", maintainer="a"), True),
        (road("r", "올림픽대로"), True),
        (road("r", "가로", road_class="city"), False),
    ],
)
def test_it_is_known_who_looks_after_a_road_that_names_them_or_is_a_named_thing(tmp_path: Path, row: Road, settled: bool) -> None:
    (candidate,) = roads(tmp_path, [(row, 0)]).named(row.names["ko"])
    assert candidate.settled is settled


def test_why_it_is_not_known_is_told_with_whom_to_ask() -> None:
    layer = cast("Layer", None)
    unsettled, settled = (FoundRoad(road("r", owner=owner), layer, 0.0, "", "", "") for owner in ("", "a"))
    assert advice([settled], [layer], "a") == ""
    told = {
        advice([], [], "a"): "no road layer is imported",
        advice([], [layer], "a"): "the imported layers have no such road",
        advice([settled, settled], [layer], "a"): "2 roads are possible",
        advice([unsettled], [layer], "a"): "its row names neither owner nor maintainer",
    }
    for text, reason in told.items():
        assert text.startswith(f"{reason}; ")
        assert text.endswith("; ask a")
