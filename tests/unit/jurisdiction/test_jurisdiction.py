"""What is asked of jurisdiction, from what a caller sent."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from city120_edition.geometry import to_planar
from city120_edition.layers import ROADS, Road, write_layer
from city120_errors import InvalidArgument, NotFound
from city120_jurisdiction.areas.location import Spot
from city120_jurisdiction.areas.roads import WITHIN_M, Roads
from city120_jurisdiction.jurisdiction import Jurisdiction

TODAY = dt.date(2026, 11, 24)
AFTERNOON = dt.datetime(2026, 11, 24, 14, tzinfo=dt.timezone(dt.timedelta(hours=9)))
HERE = Spot(37.500, 127.036)
# Things decide it.
BY_ASSET = "road.pothole"


@pytest.fixture
def beside_a_road(jurisdiction: Jurisdiction, tmp_path: Path) -> Jurisdiction:
    """A city street with a row of its own runs by HERE."""
    line = shapely.transform(shapely.LineString([(127.03, HERE.latitude), (127.04, HERE.latitude)]), to_planar)
    row = Road(id="1", names={"ko": "중로"}, road_class="city")
    layer = write_layer(tmp_path, ROADS, "2026-11-01", "a test", [row], [line], {})
    roads = Roads(jurisdiction.directory)
    roads.__dict__ |= {"layers": [layer], "_roads": [(row, layer)], "_tree": shapely.STRtree([line]), "_by_name": {"중로": [0]}}
    return replace(jurisdiction, roads=roads)


def test_a_place_is_a_point_a_code_or_none(jurisdiction: Jurisdiction) -> None:
    nowhere = jurisdiction.where(None, TODAY)
    assert (nowhere.district, nowhere.legal_dong, nowhere.outside) == (None, None, "")
    by_point, by_code = jurisdiction.where(HERE, TODAY), jurisdiction.where("1168010100", TODAY)
    assert by_point.legal_dong is not None
    assert by_code.legal_dong is not None
    assert by_point.legal_dong.row == by_code.legal_dong.row
    with pytest.raises(NotFound):
        jurisdiction.where("", TODAY)


def test_a_point_on_a_road_is_asked_of_with_what_the_road_states(beside_a_road: Jurisdiction) -> None:
    asked = beside_a_road.question(BY_ASSET, HERE, (), TODAY, AFTERNOON)
    assert asked.road is not None
    assert (asked.road.road.id, asked.known.road) == ("1", "city")
    assert beside_a_road.question(BY_ASSET, HERE, (), TODAY, AFTERNOON, road="district").known.road == "district"


def test_a_road_decides_nothing_beside_a_named_thing_a_code_or_another_affair(beside_a_road: Jurisdiction) -> None:
    thing = next(iter(beside_a_road.directory.assets))
    asked = beside_a_road.question(BY_ASSET, HERE, [thing], TODAY, AFTERNOON)
    assert (asked.road, asked.assets) == (None, (thing,))
    assert beside_a_road.question(BY_ASSET, "11680", (), TODAY, AFTERNOON).road is None
    assert beside_a_road.question("waste.bulky", HERE, (), TODAY, AFTERNOON).road is None
    with pytest.raises(InvalidArgument, match="asset_ids"):
        beside_a_road.question(BY_ASSET, HERE, ["nothing"], TODAY, AFTERNOON)


def test_roads_are_found_near_a_point_or_by_name_with_whom_to_ask(beside_a_road: Jurisdiction) -> None:
    near, named = (beside_a_road.find_roads(place, 0.0, TODAY, AFTERNOON) for place in (HERE, "중로"))
    assert [road.road.id for road in (*near.roads, *named.roads)] == ["1", "1"]
    assert (near.within_m, named.within_m) == (WITHIN_M, 0.0)
    assert near.ask is not None
    assert f"ask {near.ask.id} {near.ask.names['ko']}" in near.advice


def test_of_a_road_that_nobody_knows_the_citys_own_number_is_asked(beside_a_road: Jurisdiction) -> None:
    answer = beside_a_road.find_roads("없는로", 50.0, TODAY, AFTERNOON)
    assert (answer.roads, answer.ask) == ([], None)
    assert answer.advice.endswith(f"ask {beside_a_road.directory.settings.fallback_phone}")
