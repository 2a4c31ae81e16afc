"""A route as a picture (SVG 1.1): on the left the lines as they lie on the ground, on the right the same stations one below the other, with what to
take between them. Text stands on the right alone, so that no name covers another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from city120_wayfinding.directions.ends import POINT
from city120_wayfinding.directions.route import Leg, Route
from city120_wayfinding.directions.wording import Wording, minutes
from city120_wayfinding.places.place import Point
from city120_wayfinding.timetable.clock import clock_of

_WIDTH, _MAP, _MARGIN = 760, 320, 32
_STEP, _TOP = 84, 56
_STRIP_X, _TEXT_X = 376, 404
_WALK, _INK, _SOFT, _PAPER, _NO_COLOUR = "#6b6b6b", "#1d1d1f", "#5a5a5e", "#ffffff", "#3c4a5a"
_FONT = "system-ui, 'Noto Sans', 'Noto Sans CJK KR', 'Apple SD Gothic Neo', sans-serif"
_XY = tuple[float, float]


def draw(route: Route, wording: Wording, colours: Mapping[str, str]) -> str:
    """The picture. `colours`: of lines by id, `#rrggbb`; a line without one is dark."""
    legs = _with_named_ends(route.legs, wording)
    height = _TOP + _STEP * len(legs) + _MARGIN
    svg = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_WIDTH} {height}", width=str(_WIDTH), height=str(height), role="img")
    title = f"{wording.called(legs[0].origin)} → {wording.called(legs[-1].destination)}"
    ET.SubElement(svg, "title").text = title
    ET.SubElement(svg, "desc").text = " ".join(step for leg in legs for step in wording.steps(leg))
    ET.SubElement(svg, "rect", width="100%", height="100%", fill=_PAPER)
    drawn = [_Drawn(leg, colours.get(leg.line.id, "") or _NO_COLOUR if leg.line else _WALK) for leg in legs]
    group = ET.SubElement(svg, "g", {"font-family": _FONT, "fill": _INK})
    _map(group, drawn, height)
    _strip(group, drawn, wording, timed=not route.estimate_s)
    return ET.tostring(svg, encoding="unicode")


def _with_named_ends(legs: Sequence[Leg], wording: Wording) -> list[Leg]:
    """The legs with words for the ends that are points: nobody reads degrees."""
    (first, *others), start, end = legs, wording.say("route.picture.start"), wording.say("route.picture.end")
    named = [replace(first, origin=replace(first.origin, names={wording.language: start})) if first.origin.kind == POINT else first, *others]
    last = named[-1]
    if last.destination.kind == POINT:
        named[-1] = replace(last, destination=replace(last.destination, names={wording.language: end}))
    return named


@dataclass(frozen=True)
class _Drawn:
    """A leg and its colour."""

    leg: Leg
    colour: str

    @property
    def line(self) -> dict[str, str]:
        """How its line is drawn: that of a walk in dots."""
        stroke = {"fill": "none", "stroke": self.colour, "stroke-linecap": "round", "stroke-linejoin": "round"}
        return stroke | ({"stroke-width": "8"} if self.leg.line else {"stroke-width": "4", "stroke-dasharray": "1 9"})


def _map(group: ET.Element, drawn: Sequence[_Drawn], height: int) -> None:
    """The lines on the ground, small dots where trains stop, and the stations of the strip by their numbers."""
    place = _Projection([point for item in drawn for point in item.leg.path], height)
    for item in drawn:
        line = [place(point) for point in item.leg.path]
        ET.SubElement(group, "polyline", item.line | {"points": " ".join(f"{x:.1f},{y:.1f}" for x, y in line)})
        for x, y in line[1:-1] if item.leg.line else ():
            ET.SubElement(group, "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="2.5", fill=_PAPER)
    for number, point in enumerate(_node_points(drawn), start=1):
        if point is not None:
            _node(group, place(point), number)


def _node_points(drawn: Sequence[_Drawn]) -> Iterator[Point | None]:
    """Where the way begins and where each leg ends; None where that is not known."""
    yield drawn[0].leg.path[0] if drawn[0].leg.path else None
    yield from (item.leg.path[-1] if item.leg.path else None for item in drawn)


class _Projection:
    """Points to places on the picture: north up, the same scale both ways, as large as the space allows."""

    def __init__(self, points: Sequence[Point], height: int) -> None:
        self._squeeze = math.cos(math.radians(points[0].latitude)) if points else 1.0
        plane = [self._plane(point) for point in points] or [(0.0, 0.0)]
        self._west, self._north = min(x for x, _ in plane), max(y for _, y in plane)
        wide, high = max(x for x, _ in plane) - self._west, self._north - min(y for _, y in plane)
        room_x, room_y = _MAP - 2 * _MARGIN, height - 2 * _MARGIN
        self._scale = min(room_x / wide if wide else math.inf, room_y / high if high else math.inf)
        self._scale = self._scale if math.isfinite(self._scale) else 0.0
        self._left, self._top = _MARGIN + (room_x - wide * self._scale) / 2, _MARGIN + (room_y - high * self._scale) / 2

    def _plane(self, point: Point) -> _XY:
        return point.longitude * self._squeeze, point.latitude

    def __call__(self, point: Point) -> _XY:
        x, y = self._plane(point)
        return self._left + (x - self._west) * self._scale, self._top + (self._north - y) * self._scale


def _strip(group: ET.Element, drawn: Sequence[_Drawn], wording: Wording, *, timed: bool) -> None:
    """The stations below each other, with times if there are any, and between them what to take."""
    for number, item in enumerate(drawn):
        top = _TOP + _STEP * number
        ET.SubElement(group, "polyline", item.line | {"points": f"{_STRIP_X},{top} {_STRIP_X},{top + _STEP}"})
        for row, text in enumerate(_words(item.leg, wording)):
            _text(group, (_TEXT_X, top + 32 + 18 * row), text, size=13, fill=item.colour if item.leg.line and not row else _SOFT, bold=not row)
    stops = [(drawn[0].leg.origin, drawn[0].leg.departure), *((item.leg.destination, item.leg.arrival) for item in drawn)]
    for number, (place, seconds) in enumerate(stops):
        y = _TOP + _STEP * number
        _node(group, (_STRIP_X, y), number + 1)
        known = timed and (number in (0, len(drawn)) or drawn[number - 1].leg.exact)
        latest = "≤ " if number and not all(item.leg.exact for item in drawn) else ""
        name = wording.called(place)
        _text(group, (_TEXT_X, y + 5), f"{name}  {latest}{clock_of(seconds)}" if known else name, size=16, bold=True)


def _words(leg: Leg, wording: Wording) -> list[str]:
    """What is taken on a leg, in two short lines."""
    if leg.line is None or leg.terminal is None:
        return [wording.say("route.picture.walk", minutes=minutes(leg.moving_s)), f"{wording.distance(leg)} m"]
    about = "route.picture.about" if leg.estimated else "route.picture.minutes"
    rest = [wording.say(about, minutes=minutes(leg.moving_s)), *([wording.stops(leg)] if leg.stops else [])]
    return [wording.say("route.picture.line", **wording.bound(leg)), " · ".join(rest)]


def _node(group: ET.Element, at: _XY, number: int) -> None:
    """A station with its number."""
    x, y = at
    ET.SubElement(group, "circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "10", "fill": _PAPER, "stroke": _INK, "stroke-width": "2.5"})
    _text(group, (x, y + 4), str(number), size=11, bold=True, middle=True)


def _text(group: ET.Element, at: _XY, text: str, *, size: int, fill: str = _INK, bold: bool = False, middle: bool = False) -> None:
    how = {"x": f"{at[0]:.1f}", "y": f"{at[1]:.1f}", "font-size": str(size), "fill": fill, "font-weight": "600" if bold else "400"}
    ET.SubElement(group, "text", how | ({"text-anchor": "middle"} if middle else {})).text = text
