"""Where areas have their middle."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

from city120_edition import Edition, rows
from city120_wayfinding.places.middles import middles
from city120_wayfinding.places.place import Point


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
