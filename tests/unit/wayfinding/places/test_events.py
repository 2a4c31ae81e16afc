"""Dated events: of a day, near, for whom, free or not; and in no other search."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from city120_edition import rows
from city120_wayfinding.places.listed import PlaceKinds
from city120_wayfinding.places.place import Event
from city120_wayfinding.places.search import EVENT, Query
from tests.unit.wayfinding.places.lists import HERE, at, place, search_over

EVENTS = (
    place("market", kind=EVENT, metres=10, event=Event("2026-12-01", "2026-12-24", (), free=True)),
    place("puppets", kind=EVENT, metres=20, event=Event("2026-12-24", "2026-12-24", ("children", "parents"), free=False)),
    place("concert", kind=EVENT, metres=30, event=Event("2026-12-24T19:00:00+09:00", "2026-12-24T22:00:00+09:00", ("elderly", "everyone"))),
    place("fair", kind=EVENT, metres=40, event=Event("2026-12-25", "2026-12-26", ("foreigners",), free=True)),
    place("pharmacy", "24/7", metres=5),
)
EVE = at("2026-12-24T10:00")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ["market", "puppets", "concert"]),
        ({"on": dt.date(2026, 12, 25)}, ["fair"]),
        ({"on": dt.date(2026, 12, 2)}, ["market"]),
        ({"on": dt.date(2026, 11, 30)}, []),
        ({"free": True}, ["market"]),
        ({"audience": "children"}, ["market", "puppets", "concert"]),
        ({"audience": "foreigners"}, ["market", "concert"]),
        ({"audience": "foreigners", "on": dt.date(2026, 12, 26), "free": True}, ["fair"]),
        ({"within_m": 15.0}, ["market"]),
        ({"kinds": (EVENT, "pharmacy"), "within_m": 15.0}, ["pharmacy", "market"]),
    ],
)
def test_events_are_those_of_the_day_for_whom_and_as_free_as_asked(values: dict[str, Any], expected: list[str]) -> None:
    result = search_over(EVENTS).search(Query(**{"kinds": (EVENT,), "near": HERE, "at": EVE, **values}))
    assert [hit.place.names["ko"] for hit in result.hits] == expected


@pytest.mark.parametrize(
    ("moment", "values", "expected", "empty"),
    [
        ("2026-12-24T20:00", {}, ["market", "puppets", "concert"], ""),
        ("2026-12-25T03:00", {}, ["fair"], ""),
        ("2026-12-24T20:00", {"on": dt.date(2026, 12, 26)}, ["fair"], ""),
        ("2026-11-30T20:00", {}, [], "none_open"),
        ("2026-11-30T20:00", {"within_m": 5.0}, [], "none_near"),
        ("2026-12-02T20:00", {"free": True, "within_m": 15.0}, ["market"], ""),
        ("2026-12-24T20:00", {"audience": "drivers", "free": True, "within_m": 35.0}, ["market"], ""),
        ("2026-12-26T20:00", {"audience": "children"}, [], "none_near"),
    ],
)
@pytest.mark.parametrize("open_only", [True, False])
def test_a_moment_stands_for_its_day_and_a_day_without_any_says_so(
    moment: str, values: dict[str, Any], expected: list[str], empty: str, open_only: bool
) -> None:
    query = Query(**{"kinds": (EVENT,), "near": HERE, "at": at(moment), "open_only": open_only, **values})
    for asked in (query, replace(query, near=None)) if not query.within_m else (query,):
        result = search_over(EVENTS).search(asked)
        assert (sorted(hit.place.names["ko"] for hit in result.hits), result.empty, result.hours_unknown) == (sorted(expected), empty, 0)


def test_an_event_with_hours_is_open_in_them() -> None:
    event = place("fair", "Mo-Su 10:00-18:00", kind=EVENT, event=Event("2026-12-01", "2026-12-24"))
    answers = [search_over([event]).search(Query(kinds=(EVENT,), at=at(f"2026-12-02T{hour}:00"), open_only=True)) for hour in ("11", "19")]
    assert [(len(answer.hits), answer.empty) for answer in answers] == [(1, ""), (0, "none_open")]


def test_who_asks_for_no_event_gets_none() -> None:
    result = search_over(EVENTS).search(Query(near=HERE, at=EVE))
    assert [hit.place.names["ko"] for hit in result.hits] == ["pharmacy"]


def test_events_are_trusted_for_as_long_as_their_kind_says() -> None:
    kinds = PlaceKinds([rows.PlaceKind(kind=EVENT, names={}, max_age=30, source="s", confidence="known")])
    day = dt.date(2026, 12, 24)
    assert [kinds.freshness((EVENT,), date, day) for date in ("2026-12-01", "2026-11-01", "2026-09-01")] == ["fresh", "aging", "stale"]
