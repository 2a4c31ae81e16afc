"""Where areas have their middle."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
import shapely

from city120_edition import Edition, rows
from city120_edition.geometry import DongMap
from city120_wayfinding.places.middles import middles, reaches
from city120_wayfinding.places.place import Point
from city120_wayfinding.places.projection import to_degrees, to_plane


def test_an_administrative_dong_lies_between_the_legal_dongs_that_it_covers() -> None:
    pairs = [rows.AdminLegal(admin_code=admin, legal_code=legal) for admin, legal in (("A", "1"), ("A", "2"), ("B", "2"), ("C", "none"))]
    known = {"1": (37.0, 127.0), "2": (38.0, 126.0), "11680": (37.5, 127.0)}
    edition = SimpleNamespace(middles=lambda: known, rows=lambda table, row_type: pairs)
    assert middles(cast("Edition", edition)) == {
        "1": Point(37.0, 127.0),
        "2": Point(38.0, 126.0),
        "11680": Point(37.5, 127.0),
        "A": Point(37.5, 126.5),
        "B": Point(38.0, 126.0),
    }


def test_an_area_reaches_as_far_as_its_farthest_corner() -> None:
    """Two dongs of a district side by side, squares of a kilometre; the middle of the district is that of the first."""
    middle = Point(37.5, 127.0)
    east, north = to_plane(middle)
    first, second = (shapely.box(east - 500 + step, north - 500, east + 500 + step, north + 500) for step in (0, 1000))
    dongs = DongMap(["1168010100", "1168010200"], [first, second], [], shapely.Point(), [], {})
    centres = {"1168010100": middle, "1168010200": to_degrees(east + 1000, north), "11680": middle}
    assert reaches(dongs, centres) == pytest.approx({"1168010100": 800, "1168010200": 800, "11680": 1600})
    # An administrative dong of both, whose middle is between theirs, and one of which nothing is known.
    centres["1168051000"] = to_degrees(east + 500, north)
    covered = {"1168051000": ["1168010100", "1168010200"], "1168052000": ["1168099900"]}
    assert reaches(dongs, centres, covered)["1168051000"] == pytest.approx(1300)
    assert "1168052000" not in reaches(dongs, centres, covered)
