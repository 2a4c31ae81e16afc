"""The picture of a route."""

from __future__ import annotations

import math
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from city120_wayfinding.directions.picture import draw
from city120_wayfinding.directions.route import Leg
from city120_wayfinding.directions.wording import Wording
from tests.unit.wayfinding.directions.made import ESTIMATE, HOME, MIDWAY, ROUTE, WALK, A, messages

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def picture() -> ET.Element:
    return ET.fromstring(draw(ROUTE, Wording(messages(), "en"), {"line.few": "#00A84D"}))


def test_stations_stand_below_each_other_with_what_to_take_between_them(picture: ET.Element) -> None:
    texts = [text.text for text in picture.iter(f"{SVG}text") if text.text and not text.text.isdecimal()]
    assert texts == [
        *("Walk, 12 min", "850 m", "Few & Far towards C", "12 min · stops: 2", "Often towards C", "4 min · stops: 1"),
        *("Home  12:00", "A  ≤ 12:12", "B", "C  ≤ 12:42"),
    ]


def test_without_times_it_has_no_clock() -> None:
    drawn = ET.fromstring(draw(ESTIMATE, Wording(messages(), "en"), {}))
    texts = [text.text for text in drawn.iter(f"{SVG}text") if text.text and not text.text.isdecimal()]
    assert texts == [
        *("Walk, 12 min", "850 m", "Few & Far towards C", "about 20 min · stops: 2", "Few & Far towards C", "about 4 min · stops: 1"),
        *("Home", "A", "B", "C"),
    ]


def test_lines_have_their_colour_and_walks_are_dotted(picture: ET.Element) -> None:
    lines = [(line.get("stroke"), "stroke-dasharray" in line.attrib) for line in picture.iter(f"{SVG}polyline")]
    assert lines[:3] == lines[3:]
    assert lines[1] == ("#00A84D", False)
    assert [dotted for _, dotted in lines[:3]] == [True, False, False]


def test_the_map_has_one_scale_and_stays_within_its_space(picture: ET.Element) -> None:
    walk, ride = (
        [tuple(map(float, point.split(","))) for point in line.get("points", "").split()] for line in list(picture.iter(f"{SVG}polyline"))[:2]
    )
    (west, _), (middle, _) = walk
    assert (ride[2][0] - west) / (middle - west) == pytest.approx(5, rel=0.02)
    # A hundredth of a degree north is longer than one east.
    assert (ride[0][1] - ride[1][1]) / (middle - west) == pytest.approx(1 / math.cos(math.radians(37.5)), rel=0.02)
    assert all(0 < x < 320 for x, _ in (*walk, *ride))


def test_dots_are_where_trains_stop_and_not_at_corners_of_a_walk(picture: ET.Element) -> None:
    corners = replace(WALK, path=(HOME.point, MIDWAY, MIDWAY, A.point))  # type: ignore[arg-type]
    walked = ET.fromstring(draw(replace(ROUTE, legs=(corners, *ROUTE.legs[1:])), Wording(messages(), "en"), {}))
    dots, others = ([circle for circle in drawn.iter(f"{SVG}circle") if circle.get("r") == "2.5"] for drawn in (picture, walked))
    assert len(dots) == len(others) == 1


@pytest.mark.parametrize("legs", [ROUTE.legs, ROUTE.legs[1:]])
def test_where_each_leg_begins_and_ends_has_a_number_of_its_own(legs: tuple[Leg, ...]) -> None:
    """Also on a way that begins with a ride."""
    drawn = ET.fromstring(draw(replace(ROUTE, legs=legs), Wording(messages(), "en"), {}))
    group = drawn.find(f"{SVG}g")
    assert group is not None
    ends = [line.get("points", "").split() for line in group.findall(f"{SVG}polyline")[: len(legs)]]
    nodes = [f"{node.get('cx')},{node.get('cy')}" for node in group.findall(f"{SVG}circle") if node.get("r") == "10"]
    assert nodes[: len(legs) + 1] == [ends[0][0], *(line[-1] for line in ends)]


def test_it_says_what_it_shows_to_who_cannot_see_it(picture: ET.Element) -> None:
    assert (picture.get("role"), picture.findtext(f"{SVG}title")) == ("img", "Home → C")
    assert "Change at B, 4 min on foot" in (picture.findtext(f"{SVG}desc") or "")


def test_an_end_that_is_a_point_has_words_and_a_loop_its_next_station() -> None:
    here = replace(HOME, kind="point", names={"ko": "37.575762,126.973530"})
    legs = (replace(WALK, origin=here), replace(ROUTE.legs[1], direction="inner", next_stop=A), replace(ROUTE.legs[2], destination=here))
    drawn = draw(replace(ROUTE, legs=legs), Wording(messages(), "en"), {})
    assert "37.57" not in drawn
    assert all(part in drawn for part in ("Start → Destination", "Few &amp; Far inner loop towards A"))
