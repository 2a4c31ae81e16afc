"""Walks by streets that Valhalla knows, in this process. Of its answers only lengths, lines, kinds of turns and names of streets are taken: the
sentences are the edition's, in all its languages.

The interface: https://valhalla.github.io/valhalla/api/turn-by-turn/api-reference/. It lets other threads of Python run meanwhile.
"""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path as File
from threading import Lock
from typing import Any

from city120_edition.layers import Tiles
from city120_wayfinding.places.place import Point, distance_m
from city120_wayfinding.places.search import WALK_M_PER_MINUTE
from city120_wayfinding.streets.walks import Path, Step, StraightLine, Turn, Walk

_PACKAGE = "pyvalhalla"
_FIX, _WITHOUT = "import the map again with: city120 import osm FILE", "remove layers/streets/current"
# An end that is farther from any street is in no street of the map; and so near to one nothing lies between.
_WITHIN_M, _AT_M = 200, 30.0
_SPEED = {"walking_speed": WALK_M_PER_MINUTE * 60 / 1000}
# As many seconds as Valhalla lets steps cost: any other way is then shorter.
_WITHOUT_STEPS = _SPEED | {"step_penalty": 43200}
_STEPS = ("steps", "escalator")
# Kinds of its manoeuvres by number; those that are not here lead straight on, and _ARRIVED are no turn any more.
_TURNS: Mapping[int, Turn] = {
    **dict.fromkeys((1, 2, 3), "start"),
    **dict.fromkeys((10, 11, 18, 20), "right"),
    **dict.fromkeys((14, 15, 19, 21), "left"),
    **dict.fromkeys((9, 23, 37), "slight_right"),
    **dict.fromkeys((16, 24, 38), "slight_left"),
    **dict.fromkeys((12, 13), "back"),
    39: "elevator",
    40: "steps",
    41: "escalator",
}
_ARRIVED = (4, 5, 6)


class Unusable(Exception):
    """The tiles cannot be used here; the message says what to do."""


class ValhallaStreets:
    """Tiles of one import. Where an end is in no street of the map, or no way leads on, it is the straight line."""

    def __init__(self, tiles: Tiles, names: Mapping[str, Mapping[str, str]]) -> None:
        """`names`: of streets in all languages, by their official one. Raises Unusable for tiles of another version, or without Valhalla here."""
        try:
            installed = metadata.version(_PACKAGE)
        except metadata.PackageNotFoundError:
            raise Unusable(f"Valhalla is not installed; pip install 'city120-wayfinding[streets]' with Python 3.12 or later, or {_WITHOUT}") from None
        if installed != tiles.builder:
            raise Unusable(f"the tiles are of Valhalla {tiles.builder}, and {installed} is installed; {_FIX}")
        try:
            from valhalla import Actor, ValhallaError, get_config
        except ImportError as error:
            raise Unusable(f"Valhalla is installed and cannot be loaded: {error}; {_WITHOUT}") from None
        self._error: type[Exception] = ValhallaError
        with tempfile.TemporaryDirectory() as folder:
            settings = File(folder) / "valhalla.json"
            settings.write_text(json.dumps(get_config(tile_extract=tiles.file, tile_dir="")), encoding="utf-8")
            self._actor = Actor(settings)
        # It answers one after the other.
        self._one = Lock()
        self._names, self._straight = names, StraightLine()

    def walks(self, here: Point, there: Sequence[Point], *, step_free: bool = False) -> list[Walk]:
        """By streets, each end joined to the nearest by a straight line."""
        if not there:
            return []
        request = {"sources": [_location(here)], "targets": [_location(point) for point in there], "verbose": True}
        try:
            answer = self._ask("matrix", request, step_free=step_free)
        except self._error:
            if len(there) == 1:
                return self._straight.walks(here, there)
            # One end that is in no street spoils the answer for all.
            return [walk for point in there for walk in self.walks(here, [point], step_free=step_free)]
        begin = distance_m(here, _point(answer["sources"][0]))
        return [
            self._walk(here, point, begin + distance_m(point, _point(end)), way)
            for point, end, way in zip(there, answer["targets"], answer["sources_to_targets"][0], strict=True)
        ]

    def path(self, here: Point, there: Point, *, step_free: bool = False) -> Path:
        """By streets, with the turns, and whether steps lie on it. Farther than some metres from the street nobody knows that."""
        request = {"locations": [_location(here), _location(there)], "directions_type": "maneuvers"}
        try:
            (leg,) = self._ask("route", request, step_free=step_free)["trip"]["legs"]
        except self._error:
            return self._straight.path(here, there)
        from valhalla.midgard.utils import decode_polyline

        line = [Point(lat, lon) for lon, lat in decode_polyline(leg["shape"])]
        steps = tuple(self._step(manoeuvre, line) for manoeuvre in leg["maneuvers"] if manoeuvre["type"] not in _ARRIVED)
        known = max(distance_m(here, line[0]), distance_m(line[-1], there)) <= _AT_M
        return Path((here, *line, there), "streets", steps, self._step_free(leg["shape"], known=known))

    def _ask(self, action: str, request: Mapping[str, Any], *, step_free: bool) -> Any:
        costing = {"costing": "pedestrian", "costing_options": {"pedestrian": _WITHOUT_STEPS if step_free else _SPEED}, "units": "kilometers"}
        with self._one:
            return json.loads(getattr(self._actor, action)(json.dumps({**costing, **request})))

    def _walk(self, here: Point, there: Point, to_streets_m: float, way: Mapping[str, Any]) -> Walk:
        if way.get("distance") is None:
            return self._straight.walks(here, [there])[0]
        seconds = way["time"] + to_streets_m / WALK_M_PER_MINUTE * 60
        return Walk(way["distance"] * 1000 + to_streets_m, math.ceil(seconds / 60) * 60)

    def _step(self, manoeuvre: Mapping[str, Any], line: Sequence[Point]) -> Step:
        name = next(iter(manoeuvre.get("street_names", ())), "")
        street = self._names.get(name, {"ko": name} if name else {})
        return Step(_TURNS.get(manoeuvre["type"], "straight"), manoeuvre["length"] * 1000, street, line[manoeuvre["begin_shape_index"]])

    def _step_free(self, shape: str, *, known: bool) -> bool | None:
        """Whether no way along a line is one of steps; None where that cannot be told."""
        request = {"encoded_polyline": shape, "shape_match": "edge_walk", "filters": {"attributes": ["edge.use"], "action": "include"}}
        try:
            edges = self._ask("trace_attributes", request, step_free=False)["edges"]
        except self._error:
            return None
        steps = any(edge["use"] in _STEPS for edge in edges)
        return None if not steps and not known else not steps


def _location(point: Point) -> dict[str, float]:
    return {"lat": point.latitude, "lon": point.longitude, "search_cutoff": _WITHIN_M}


def _point(location: Mapping[str, float]) -> Point:
    return Point(location["lat"], location["lon"])
