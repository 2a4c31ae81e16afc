"""Which streets an edition has: those imported beside it, if they can be used here."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from city120_edition.layers import STREETS, Layer, Tiles, write_layer
from city120_wayfinding.streets.imported import imported_streets
from city120_wayfinding.streets.walks import StraightLine
from tests.street_map import FOOT, TOP, needs_valhalla


def edition(layer: Layer | None) -> Any:
    return SimpleNamespace(layer=lambda kind: layer if kind == STREETS else None)


def test_without_an_import_walks_are_straight_lines() -> None:
    assert isinstance(imported_streets(edition(None)), StraightLine)


def test_streets_that_cannot_be_used_are_refused_once_and_walks_are_straight_lines(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "tiles.tar").write_bytes(b"tiles")
    layer = write_layer(tmp_path, STREETS, "2026-11-01", "a test", [], [], {}, Tiles(tmp_path / "tiles.tar", "3.8.0"))
    with caplog.at_level(logging.ERROR):
        assert isinstance(imported_streets(edition(layer)), StraightLine)
    (record,) = caplog.records
    reason = record.__dict__["fields"]["reason"]
    assert record.message == "streets refused"
    assert "layers/streets/current" in reason or "city120 import osm FILE" in reason


@needs_valhalla
def test_imported_streets_know_what_they_are_called(street_layer: Layer) -> None:
    first = imported_streets(edition(street_layer)).path(FOOT, TOP).steps[0]
    assert first.street == {"ko": "가로", "en": "Ga-ro"}
    assert street_layer.tiles is not None
    assert isinstance(imported_streets(edition(replace(street_layer, tiles=replace(street_layer.tiles, builder="0")))), StraightLine)
