"""Plots as inline SVG: where things stand, and that nothing in them is markup of somebody else."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from city120_evaluation.measures import Bin, Share
from city120_evaluation.plots import Axes, bars, reliability, risk_curve


def elements(svg: str, name: str) -> list[ET.Element]:
    return [element for element in ET.fromstring(svg).iter() if element.tag == name]


def classes(svg: str) -> list[str]:
    return re.findall(r'class="(\w+)"', svg)


def test_an_axis_grows_to_the_right_and_upwards() -> None:
    axes = Axes("x", "y", y_most=0.5)
    assert axes.x(0) < axes.x(0.5) < axes.x(1)
    assert axes.y(0) > axes.y(0.25) > axes.y(0.5)
    assert axes.x(0.5) - axes.x(0) == pytest.approx(axes.x(1) - axes.x(0.5))


def test_words_stand_left_of_a_point_that_is_far_right_and_are_escaped() -> None:
    axes = Axes("x & y", "<y>")
    axes.words(0.9, 0.5, "<b>")
    axes.words(0.1, 0.5, "near")
    axes.point(0.1, 0.5, "a & b")
    svg = axes.svg('a "title"')
    told = [(element.get("text-anchor"), element.text) for element in elements(svg, "text")]
    assert ("end", "<b>") in told
    assert ("start", "near") in told
    assert [element.text for element in elements(svg, "title")] == ["a & b"]


def test_each_bin_has_a_point_and_its_interval_and_the_diagonal_keeps_promises() -> None:
    svg = reliability([Bin(0.2, Share(1, 10)), Bin(0.9, Share(9, 10))])
    assert classes(svg).count("whisker") == 2
    assert classes(svg).count("diagonal") == 1
    assert [element.text for element in elements(svg, "title")] == ["promised 20.0%, right 10.0% of 10", "promised 90.0%, right 90.0% of 10"]


def test_the_present_threshold_is_marked_where_something_is_stated() -> None:
    curve = [(0.1, 0.0), (1.0, 0.3)]
    assert "now: 50.0% stated, 10.0% of them wrong" in risk_curve(curve, Share(5, 10), Share(9, 10))
    assert "mark" not in classes(risk_curve(curve, Share(0, 10), Share(0, 0)))


def test_a_bar_is_as_long_as_its_share_and_nothing_asked_has_none() -> None:
    svg = bars([("ko", [("top-1", Share(1, 2)), ("top-3", Share(2, 2)), ("none", Share(0, 0))])])
    widths = [float(element.get("width", "0")) for element in elements(svg, "rect")]
    assert widths[0] * 2 == pytest.approx(widths[1], abs=0.1)
    assert len(widths) == 2
