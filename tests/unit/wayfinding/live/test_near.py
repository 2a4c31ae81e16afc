"""A search in live lists: which districts are asked, and when imported lists answer instead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from city120_wayfinding.live.near import LiveSearch
from city120_wayfinding.places.place import Place, Point
from city120_wayfinding.places.search import Query
from tests.unit.wayfinding.places.lists import HERE, at, place, search_over

ASKED = Query(kinds=("pharmacy",), near=HERE, at=at("2026-11-27T23:30"), open_only=True)


def district(code: str, name: str) -> Place:
    return Place(f"area:{code}", "district", {"ko": name}, code, Point(HERE.latitude, HERE.longitude), categories=("district",))


EVERYTHING = search_over([place("imported", "24/7")], edition=[district("11170", "용산구"), district("11140", "중구")])


class Lists:
    """Lists by kind and district; None is not to be had."""

    def __init__(self, **lists: tuple[Place, ...] | None) -> None:
        self._lists = lists
        self.asked: list[tuple[str, str]] = []

    def places(self, kind: str, name: str) -> tuple[Place, ...] | None:
        self.asked.append((kind, name))
        return self._lists.get(name, ())


def live(lists: Lists) -> LiveSearch:
    return LiveSearch(cast("Any", lists))


def test_the_lists_of_the_districts_around_are_searched_and_no_other() -> None:
    lists = Lists(용산구=(place("live", "24/7"),), 중구=(place("closed", "Mo 09:00-10:00"),))
    outcome = live(lists).search(ASKED, EVERYTHING)
    assert outcome is not None
    assert [(hit.place.ref, hit.place.district_code) for hit in outcome.hits] == [("place:list/live", "11170")]
    assert sorted(lists.asked) == [("pharmacy", "용산구"), ("pharmacy", "중구")]


def test_one_list_that_is_not_to_be_had_leaves_all_to_the_imported_ones() -> None:
    assert live(Lists(용산구=(place("live", "24/7"),), 중구=None)).search(ASKED, EVERYTHING) is None


def test_the_name_of_a_kind_is_a_kind_and_other_words_are_none() -> None:
    lists = Lists(용산구=(place("live", "24/7"),))
    assert live(lists).search(replace(ASKED, kinds=(), words="약국"), EVERYTHING) is not None
    assert live(lists).search(replace(ASKED, words="가나약국"), EVERYTHING) is None


@pytest.mark.parametrize("kinds", [("library",), ("pharmacy", "library"), ()])
def test_what_the_lists_have_no_say_in_is_not_asked(kinds: tuple[str, ...]) -> None:
    lists = Lists()
    assert live(lists).search(replace(ASKED, kinds=kinds), EVERYTHING) is None
    assert lists.asked == []
