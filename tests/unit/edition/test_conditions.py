"""Conditions of rules: what the grammar takes, when a condition holds, and when two can hold at once."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_edition.conditions import BUILDINGS, DAYS, NOTHING_KNOWN, ROADS, Circumstances, day_type, read_condition

NIGHT = "hours=18:00-09:00; day=weekday"
MOMENTS = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31))  # noqa: DTZ001  (in the zone of the edition)
CIRCUMSTANCES = st.builds(
    lambda at, road, building: Circumstances(at, day_type(at.date(), frozenset()), road, building),
    MOMENTS,
    st.sampled_from(ROADS),
    st.sampled_from(BUILDINGS),
)


def _list(values: st.SearchStrategy[object], key: str) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=3).map(lambda candidate: f"{key}={','.join(map(str, candidate))}")


_CLOCK = st.integers(0, 23).map(lambda hour: f"{hour:02}:00")
_SPANS = st.tuples(_CLOCK, _CLOCK).filter(lambda pair: pair[0] != pair[1]).map("-".join)
CONDITIONS = st.tuples(
    *(
        st.just("") | _list(values, key)
        for key, values in (
            ("hours", _SPANS),
            ("day", st.sampled_from(DAYS)),
            ("months", st.integers(1, 12)),
            ("road", st.sampled_from(ROADS)),
            ("building", st.sampled_from(BUILDINGS)),
        )
    )
).map("; ".join)


def at(text: str) -> Circumstances:
    moment = dt.datetime.fromisoformat(text)
    return Circumstances(moment, day_type(moment.date(), frozenset({dt.date(2026, 12, 25)})))


@pytest.mark.parametrize(
    ("condition", "moment", "holds"),
    [
        (NIGHT, "2026-11-24T18:00", True),
        (NIGHT, "2026-11-24T17:59", False),
        (NIGHT, "2026-11-24T09:00", False),
        (NIGHT, "2026-11-23T03:00", True),  # a Monday, before dawn
        (NIGHT, "2026-11-28T23:00", False),  # a Saturday
        ("day=saturday,holiday", "2026-12-25T12:00", True),  # a Friday, Christmas
        ("months=12,1,2", "2026-12-01T00:00", True),
        ("months=12,1,2", "2026-11-30T23:59", False),
        ("hours=18:00-24:00", "2026-11-24T23:59", True),
        ("hours=18:00-24:00", "2026-11-24T00:00", False),
        ("", "2026-11-24T00:00", True),
    ],
)
def test_a_condition_holds_by_the_calendar_day_of_the_moment(condition: str, moment: str, holds: bool) -> None:
    assert read_condition(condition).fails(at(moment)) is not holds


@given(MOMENTS)
def test_every_moment_is_working_hours_or_night_or_no_weekday(moment: dt.datetime) -> None:
    known = Circumstances(moment, day_type(moment.date(), frozenset()))
    holding = [text for text in (NIGHT, "day=saturday,holiday", "hours=09:00-18:00; day=weekday") if not read_condition(text).fails(known)]
    assert len(holding) == 1


def test_what_is_not_known_of_road_and_building_is_told_and_excludes_nothing() -> None:
    condition = read_condition("road=city; building=apartment")
    assert not condition.fails(NOTHING_KNOWN)
    assert condition.unknown(NOTHING_KNOWN) == "road"
    assert condition.unknown(Circumstances(road="city")) == "building"
    assert condition.fails(Circumstances(building="house"))


@given(CONDITIONS, CONDITIONS, CIRCUMSTANCES)
def test_two_conditions_that_hold_at_once_are_said_to_meet(condition: str, other: str, known: Circumstances) -> None:
    first, second = read_condition(condition), read_condition(other)
    if not first.fails(known) and not second.fails(known):
        assert first.meets(second)
        assert second.meets(first)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour=red", "keys are hours, day, months, road, building"),
        ("hours", "is not <key>=<values>"),
        ("hours=8-9", "HH:MM-HH:MM"),
        ("hours=08:00-08:00", "empty"),
        ("hours=24:00-08:00", "HH:MM-HH:MM"),
        ("months=0", "1 to 12"),
        ("day=sunday", "none of weekday, saturday, holiday"),
        ("road=motorway", "none of expressway"),
        ("building=", "none of apartment"),
        ("months=1; months=2", "stands twice"),
    ],
)
def test_what_the_grammar_does_not_have_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_condition(text)
