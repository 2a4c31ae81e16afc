"""Places open at a time, and when one gets there: as they are told, and as reckoned one by one."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from city120_edition import rows
from city120_edition.opening import OpeningRows, OpeningTimes
from city120_wayfinding.places.open_places import OpenPlaces
from city120_wayfinding.places.place import OpeningHours, Place, Point
from city120_wayfinding.places.search import Found, Hit, Opening, Query
from tests.unit.wayfinding.places.lists import HERE, HOLIDAYS, at, place, search_over

NIGHT = at("2026-11-27T23:30")
DAY = "Mo-Fr 09:00-18:30; Sa 09:00-13:00; PH off"
LATE = "Mo-Sa 09:00-25:00; Su 22:00-25:00; PH off"


def names(given: Found) -> list[str]:
    return [hit.place.names["ko"] for hit in given.hits]


def asked(places: Sequence[Place], **values: object) -> Found:
    return search_over(places).search(Query(**{"kinds": ("pharmacy",), "near": HERE, "at": NIGHT, "open_only": True, **values}))  # type: ignore[arg-type]


def test_what_is_closed_is_left_out_and_the_nearest_comes_first() -> None:
    answer = asked([place("far", LATE, 900), place("day", DAY, 100), place("near", LATE, 300), place("unknown", metres=50)])
    assert names(answer) == ["near", "far"]
    assert (answer.empty, answer.hours_unknown, answer.listed) == ("", 1, True)
    first = answer.hits[0]
    assert first.distance_m == pytest.approx(300, abs=0.5)
    assert first.opening is not None
    assert (first.opening.open_now, first.opening.next_change, first.opening.closes_before_arrival) == (True, at("2026-11-28T01:00"), False)


def test_what_closes_during_the_walk_says_so_and_stands_last() -> None:
    # 1,400 m in a straight line are 1,820 on foot, which take 25 minutes.
    soon = "Mo-Fr 09:00-23:50"
    answer = asked([place("soon", soon, 1400), place("late", LATE, 2900), place("just", "Mo-Fr 09:00-23:56", 1400)])
    assert names(answer) == ["just", "late", "soon"]
    assert [hit.opening.closes_before_arrival for hit in answer.hits if hit.opening] == [False, False, True]


def test_who_says_when_they_arrive_is_told_what_is_open_then_too() -> None:
    opening = place("opens", "Mo-Fr 23:45-24:00", 500)
    closing = place("closes", "Mo-Fr 09:00-23:40", 100)
    places = [opening, closing, place("open", LATE, 900), place("closed", DAY)]
    assert names(asked(places)) == ["closes", "open"]
    answer = asked(places, arrive_in=20)
    assert names(answer) == ["opens", "open", "closes"]
    assert [hit.opening.open_now for hit in answer.hits if hit.opening] == [False, True, True]


@pytest.mark.parametrize(
    ("places", "values", "empty"),
    [
        ([], {}, "not_loaded"),
        ([place("a library", LATE, kind="library")], {}, "not_loaded"),
        ([place("without hours")], {}, "not_loaded"),
        ([place("day", DAY)], {}, "none_open"),
        ([place("day", DAY), place("without hours")], {}, "none_open"),
        ([place("late", LATE, 4000)], {"within_m": 3000.0}, "none_near"),
        ([place("late", LATE, 4000)], {"within_m": 5000.0}, ""),
    ],
)
def test_why_there_is_none(places: list[Place], values: dict[str, object], empty: str) -> None:
    assert asked(places, **values).empty == empty


DISTRICT = Place("area:11170", "district", {"ko": "용산구"}, "11170", HERE, categories=("district",))
BODIES = [Place(f"body:district.{code}", "office", {"ko": "구청"}, code, categories=("office",)) for code in ("11170", "11680")]


@pytest.mark.parametrize(
    ("offices", "values", "empty"),
    [
        (BODIES, {}, "not_loaded"),
        (BODIES[1:], {}, "none_near"),
        (BODIES, {"near": None, "district_code": "11170", "step_free": True}, "not_loaded"),
        ([replace(body, step_free=False) for body in BODIES], {"near": None, "district_code": "11170", "step_free": True}, "none_near"),
        ([replace(body, point=HERE) for body in BODIES], {"step_free": True}, "not_loaded"),
        ([replace(body, point=HERE, step_free=False) for body in BODIES], {"step_free": True}, "none_near"),
        (BODIES, {"words": "보건소"}, "none_near"),
    ],
)
def test_none_is_near_only_where_a_list_says_so(offices: list[Place], values: dict[str, object], empty: str) -> None:
    query = Query(**{"kinds": ("district_office",), "near": HERE, **values})  # type: ignore[arg-type]
    answer = search_over([], edition=[DISTRICT, *offices]).search(query)
    assert (names(answer), answer.empty) == ([], empty)


def test_words_choose_among_a_kind_too() -> None:
    places = [place("가나", LATE, 900), place("다라", LATE, 10), place("가나", LATE, 5, kind="library")]
    kinds = {words: [hit.place.kind for hit in asked(places, words=words).hits] for words in ("가나", "마바", "약국", "도서관")}
    assert kinds == {"가나": ["pharmacy"], "마바": [], "약국": ["pharmacy", "pharmacy"], "도서관": []}


def test_without_a_time_nothing_is_left_out_and_hours_are_told() -> None:
    answer = asked([place("day", DAY, 100), place("unknown", metres=200)], open_only=False)
    assert names(answer) == ["day", "unknown"]
    assert [hit.opening is not None and hit.opening.open_now for hit in answer.hits] == [False, False]


def test_an_area_stands_for_its_middle_and_step_free_is_what_says_so() -> None:
    places = [place("far", LATE, 900, step_free=True), place("near", LATE, 10, step_free=False), place("unknown", LATE, 20)]
    assert names(asked(places, near=None, area="1117013000")) == ["near", "unknown", "far"]
    assert names(asked(places, step_free=True)) == ["far"]


@pytest.mark.parametrize(("words", "expected"), [("약국", ["near", "far"]), ("pharmacy", ["near", "far"]), ("NEAR", ["near"]), ("nothing", [])])
def test_words_are_those_of_a_name_or_of_a_kind(words: str, expected: list[str]) -> None:
    places = [place("far", LATE, 900), place("near", LATE, 10), place("books", LATE, 5, kind="library")]
    assert names(search_over(places).search(Query(words=words, near=HERE, at=NIGHT))) == expected


@pytest.mark.parametrize(
    ("data_date", "freshness"),
    [("2026-08-30", "fresh"), ("2026-08-28", "aging"), ("2026-06-01", "aging"), ("2026-05", "stale"), ("2020년대(저장소 날짜 미상)", ""), ("", "")],
)
def test_a_list_is_fresh_for_as_long_as_its_kind_says(data_date: str, freshness: str) -> None:
    (hit,) = asked([place("late", LATE, data_date=data_date)]).hits
    assert hit.freshness == freshness


def test_hours_of_bodies_are_rows_that_hold_for_a_time() -> None:
    office = Place("body:district.1", "office", {"ko": "구청"}, point=Point(HERE.latitude, HERE.longitude), categories=("office",))
    before = rows.Opening(ref="district", opening_hours="Mo-Fr 09:00-18:00", valid_to=dt.date(2026, 7, 1), source="s", confidence="verified")
    after = rows.Opening(ref="district", opening_hours="Mo-Fr 10:00-19:00", valid_from=dt.date(2026, 7, 1), source="s", confidence="verified")
    search = search_over([], [before, after], [office])

    def is_open(moment: str) -> bool:
        return bool(search.search(Query(kinds=("district_office",), near=HERE, at=at(moment), open_only=True)).hits)

    assert [is_open(f"2026-06-30T{hour}:30") for hour in ("09", "18")] == [True, False]
    assert [is_open(f"2026-07-01T{hour}:30") for hour in ("09", "18")] == [False, True]


def test_hours_of_places_of_the_edition_are_rows_too() -> None:
    palace = Place("place:palace", "palace", {"ko": "궁"}, point=Point(HERE.latitude, HERE.longitude), categories=("palace",))
    hours = "Nov-Feb 09:00-17:00; Mar-Oct 09:00-18:00; Tu off"
    row = rows.Opening(ref="place:palace", opening_hours=hours, source="the palace", data_date="2025-11-12", confidence="verified")
    listed = place("palace", "Mo-Su 00:00-24:00", kind="palace")
    search = search_over([listed], [row, replace(row, ref=listed.ref)], [palace])

    def told(moment: str, *, open_only: bool) -> dict[str, Hit]:
        return {hit.place.ref: hit for hit in search.search(Query(kinds=("palace",), near=HERE, at=at(moment), open_only=open_only)).hits}

    opening = told("2026-11-25T16:30", open_only=True)["place:palace"].opening
    assert opening == Opening(OpeningHours(hours, "the palace", "2025-11-12"), True, at("2026-11-25T17:00"))
    assert list(told("2026-11-24T16:30", open_only=True)) == [listed.ref]
    closed = told("2026-11-24T16:30", open_only=False)["place:palace"].opening
    assert closed is not None
    assert (closed.open_now, closed.next_change) == (False, at("2026-11-25T09:00"))


HOURS = ("24/7", DAY, LATE, "Mo-Su 10:00-20:00; Seollal off", "Fr 22:00-02:00; PH 10:00-12:00", "Sa[1,3] 09:00-13:00", "Mo-Fr 09:00-18:00", "")


@pytest.mark.parametrize("seed", range(20))
def test_all_at_once_is_as_one_by_one(seed: int) -> None:
    dice = random.Random(seed)
    places = [place(str(number), dice.choice(HOURS)) for number in range(40)]
    times = OpeningTimes(HOLIDAYS, "Asia/Seoul")
    moment = at("2026-01-01T00:00") + dt.timedelta(minutes=dice.randrange(365 * 1440))
    ahead = np.array([dice.choice((0, 5, 600, 1440)) for _ in places], dtype=np.int32)
    all_of_them = np.ones(len(places), dtype=bool)
    together = OpenPlaces(places, times, OpeningRows(())).open_at(moment, all_of_them, ahead)
    singly = [
        bool(item.opening and (state := times.state(item.opening.written, moment + dt.timedelta(minutes=int(delay)))) and state.open_now)
        for item, delay in zip(places, ahead, strict=True)
    ]
    assert together.tolist() == singly


def test_where_the_holidays_are_not_known_hours_that_depend_on_them_are_not() -> None:
    answer = asked([place("holidays", LATE), place("always", "24/7", 10)], at=at("2030-01-04T10:00"))
    assert (names(answer), answer.hours_unknown) == (["always"], 1)
