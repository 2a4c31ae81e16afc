"""Hours of official lists, four digits for each day, as OpenStreetMap writes them."""

from __future__ import annotations

import pytest

from city120_edition.day_hours import DAYS, HOLIDAY, day_span, written_hours


@pytest.mark.parametrize(
    ("opens", "closes", "span"),
    [
        ("0900", "1830", "09:00-18:30"),
        ("9:00", "18:00", "09:00-18:00"),
        ("0900", "2500", "09:00-25:00"),
        ("2200", "0600", "22:00-30:00"),
        ("0000", "2400", "00:00-24:00"),
        ("", "", ""),
    ],
)
def test_a_day_has_a_span_that_may_pass_midnight(opens: str, closes: str, span: str) -> None:
    assert day_span(opens, closes) == span


@pytest.mark.parametrize(
    ("opens", "closes", "reason"),
    [
        ("0900", "", "'' is no time; write four digits"),
        ("nine", "1800", "'nine' is no time"),
        ("0960", "1800", "'0960' is no time"),
        ("2400", "2500", "is no span of a day"),
        ("0900", "3201", "up to 3200"),
        ("0900", "0900", "write 0000 and 2400 for a whole day"),
        ("1800", "0900", "closes at 0900 and opens at 1800"),
    ],
)
def test_times_that_cannot_be_are_refused_with_the_reason(opens: str, closes: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        day_span(opens, closes)


def test_days_of_the_same_hours_stand_together_and_days_without_any_are_closed() -> None:
    week = dict.fromkeys(DAYS[:5], "09:00-18:00") | {"Sa": "09:00-13:00"}
    assert written_hours(week) == "Mo-Fr 09:00-18:00; Sa 09:00-13:00; PH off"
    assert written_hours(week | {"We": "", HOLIDAY: "10:00-12:00"}) == "Mo-Tu 09:00-18:00; Th-Fr 09:00-18:00; Sa 09:00-13:00; PH 10:00-12:00"


def test_of_what_nobody_knows_nothing_is_written() -> None:
    assert written_hours({}) == ""
    assert written_hours(dict.fromkeys(DAYS, "")) == ""
