"""Small made-up files as an operator would import them, and an edition with layers to import them into."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from city120_edition import Edition, set_current

YEOKSAM = (127.02, 37.485, 127.05, 37.51)
YONGSIN = (127.01, 37.565, 127.05, 37.59)


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """A rectangle as a geometry of GeoJSON."""
    return {"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}


def feature(geometry: Mapping[str, Any] | None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write_geojson(path: Path, features: Sequence[Mapping[str, Any]], **about: Any) -> Path:
    """A file of features; `about` is what it says of itself."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **about}), encoding="utf-8")
    return path


def data_dir_of(edition: Edition, target: Path) -> Path:
    """A data directory of its own in which an edition is current."""
    (target / "editions").mkdir(parents=True)
    (target / "editions" / edition.id).symlink_to(edition.path, target_is_directory=True)
    set_current(target, edition.id)
    return target
