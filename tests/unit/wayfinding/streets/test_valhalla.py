"""Walks by Valhalla on a made map: over steps or round them, and the straight line where no street leads; and on a real one."""

from __future__ import annotations

import os
import random
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from itertools import pairwise
from pathlib import Path as File

import pytest

from city120_edition.layers import Layer, Tiles
from city120_ingest.streets import import_streets
from city120_wayfinding.places.place import Point, distance_m
from city120_wayfinding.streets.valhalla import Unusable, ValhallaStreets
from city120_wayfinding.streets.walks import Path, StraightLine
from tests.street_map import ALLEY, ELSEWHERE, FOOT, NAMES, TOP, needs_valhalla

REFERENCE = File(os.environ.get("CITY120_REFERENCE_DATA") or File(__file__).parents[5] / "shared" / "data")
GRAPH = REFERENCE / "streets" / "central_seoul_drive.graphml"
STRAIGHT = StraightLine()
PAIRS = 60


@pytest.fixture(scope="module")
def streets(street_layer: Layer) -> ValhallaStreets:
    assert street_layer.tiles is not None
    return ValhallaStreets(street_layer.tiles, {"가로": NAMES.names})


def length_m(points: Sequence[Point]) -> float:
    return sum(distance_m(here, there) for here, there in pairwise(points))


def test_tiles_of_another_version_are_refused_with_the_way_out(tmp_path: File, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", lambda package: "3.9.1")
    with pytest.raises(
        Unusable, match=r"the tiles are of Valhalla 3\.8\.0, and 3\.9\.1 is installed; import the map again with: city120 import osm FILE"
    ):
        ValhallaStreets(Tiles(tmp_path / "tiles.tar", "3.8.0"), {})


def test_without_valhalla_they_are_refused_with_the_way_out(tmp_path: File, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(package: str) -> str:
        raise metadata.PackageNotFoundError(package)

    monkeypatch.setattr(metadata, "version", absent)
    with pytest.raises(Unusable, match=r"not installed; pip install 'city120-wayfinding\[streets\]' with Python 3\.12"):
        ValhallaStreets(Tiles(tmp_path / "tiles.tar", "3.9.1"), {})


def test_a_valhalla_that_does_not_load_is_no_end_of_the_service(tmp_path: File, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", lambda package: "3.9.1")
    monkeypatch.setitem(sys.modules, "valhalla", None)
    with pytest.raises(Unusable, match=r"cannot be loaded: .*; remove layers/streets/current"):
        ValhallaStreets(Tiles(tmp_path / "tiles.tar", "3.9.1"), {})


@needs_valhalla
def test_the_shortest_way_is_told_by_its_turns_and_has_steps(streets: ValhallaStreets) -> None:
    path = streets.path(FOOT, TOP)
    assert (path.method, path.step_free) == ("streets", False)
    assert [(step.turn, step.street) for step in path.steps] == [
        ("start", {"ko": "가로", "en": "Ga-ro"}),
        ("steps", {}),
        ("right", {"ko": "나로"}),
        ("left", {"ko": "다로"}),
    ]
    assert (path.points[0], path.points[-1]) == (FOOT, TOP)
    turns = [step.point for step in path.steps]
    assert (turns[0], {*turns} <= {*path.points}, len({*turns})) == (path.points[1], True, 4)


@needs_valhalla
def test_who_asks_for_it_is_led_round_the_steps(streets: ValhallaStreets) -> None:
    path, (over,), (around,) = streets.path(FOOT, TOP, step_free=True), streets.walks(FOOT, [TOP]), streets.walks(FOOT, [TOP], step_free=True)
    assert (path.step_free, "steps" in [step.turn for step in path.steps]) == (True, False)
    assert around.metres - over.metres == pytest.approx(222, abs=10)
    assert around.seconds > over.seconds


@needs_valhalla
def test_where_there_are_only_steps_one_is_told_so(streets: ValhallaStreets) -> None:
    middle = Point(37.50015, 127.0310)
    assert streets.path(middle, TOP, step_free=True).step_free is False


@needs_valhalla
def test_far_from_the_street_nobody_knows_whether_there_are_steps(streets: ValhallaStreets) -> None:
    in_the_park = Point(37.5016, 127.0320)
    path = streets.path(TOP, in_the_park)
    assert (path.method, path.step_free) == ("streets", None)


@needs_valhalla
@pytest.mark.parametrize("step_free", [False, True])
def test_how_far_it_is_and_the_way_agree(streets: ValhallaStreets, step_free: bool) -> None:
    (walk,) = streets.walks(FOOT, [TOP], step_free=step_free)
    path = streets.path(FOOT, TOP, step_free=step_free)
    assert walk.metres == pytest.approx(length_m(path.points), abs=3)
    assert walk.metres == pytest.approx(sum(step.metres for step in path.steps), abs=5)
    # 75 m a minute, steps at less.
    assert walk.seconds % 60 == 0
    assert 0 <= walk.seconds / 60 - walk.metres / 75 < 1.2


@needs_valhalla
@pytest.mark.parametrize("end", [ALLEY, ELSEWHERE], ids=["no way leads there", "beyond the map"])
def test_where_no_street_leads_it_is_the_straight_line_for_that_one_alone(streets: ValhallaStreets, end: Point) -> None:
    assert streets.path(FOOT, end) == Path((FOOT, end))
    by_street, straight = streets.walks(FOOT, [TOP, end])
    assert [straight] == STRAIGHT.walks(FOOT, [end])
    assert by_street == streets.walks(FOOT, [TOP])[0]
    assert streets.walks(end, [TOP, FOOT]) == STRAIGHT.walks(end, [TOP, FOOT])
    assert streets.walks(FOOT, []) == []


@needs_valhalla
def test_several_threads_ask_at_once(streets: ValhallaStreets) -> None:
    with ThreadPoolExecutor(4) as threads:
        paths = list(threads.map(lambda _: streets.path(FOOT, TOP), range(40)))
    assert paths == [streets.path(FOOT, TOP)] * 40


@needs_valhalla
@pytest.mark.reference
@pytest.mark.skipif(not GRAPH.exists(), reason=f"the streets are not in {REFERENCE} (CITY120_REFERENCE_DATA)")
def test_real_streets_are_imported_and_walked_on(tmp_path: File) -> None:
    """A network for cars, which has no paths and no steps: what is found on it is a way along roads."""
    layer = import_streets(GRAPH, tmp_path, "2023-12-18", "OpenStreetMap", [])
    assert layer.tiles is not None
    streets = ValhallaStreets(layer.tiles, {})
    city_hall, crossing = Point(37.5657, 126.9769), Point(37.5702, 126.9769)
    path = streets.path(city_hall, crossing)
    assert (path.method, path.step_free) == ("streets", True)
    assert "세종대로" in [step.street.get("ko") for step in path.steps]
    assert distance_m(city_hall, crossing) < streets.walks(city_hall, [crossing])[0].metres < 2 * distance_m(city_hall, crossing)
    chance, nodes = random.Random(PAIRS), _nodes()
    for here, there in (chance.sample(nodes, 2) for _ in range(PAIRS)):
        (walk,) = streets.walks(here, [there])
        way = streets.path(here, there)
        assert way.method == "streets"
        assert walk.metres == pytest.approx(length_m(way.points), rel=0.01, abs=5)
        assert walk.metres >= distance_m(here, there) * 0.99


def _nodes() -> list[Point]:
    name = "{http://graphml.graphdrawing.org/xmlns}node"
    data = ([float(child.text or "") for child in node[:2]] for node in ET.parse(GRAPH).iter(name))
    return [Point(lat, lon) for lat, lon in data]
