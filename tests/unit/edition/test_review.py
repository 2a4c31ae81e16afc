"""What editors should look at again, and when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from city120_edition import rows
from city120_edition.review import due, review_date, stated_date

DAY = dt.date(2026, 11, 24)


def entry(entry_id: str = "water.leak.report", **values: Any) -> rows.Entry:
    return rows.Entry(id=entry_id, affair="water.leak", reviewed_on=values.pop("reviewed_on", DAY), texts={}, **values)


def fact(fact_id: str, data_date: str, confidence: Any = "verified") -> rows.Fact:
    return rows.Fact(id=fact_id, affair="water.leak", statement="", source="S", data_date=data_date, confidence=confidence)


def test_an_entry_is_read_again_after_a_year() -> None:
    assert due([entry()], [], dt.date(2027, 11, 23)) == []
    (row,) = due([entry()], [], dt.date(2027, 11, 24))
    assert (row.table, row.id, row.since, row.reason) == ("entries", "water.leak.report", dt.date(2027, 11, 24), "last reviewed on 2026-11-24")


def test_the_day_that_editors_set_beats_the_interval() -> None:
    assert review_date(entry(review_by=dt.date(2027, 1, 5))) == dt.date(2027, 1, 5)
    assert review_date(entry(review_by=dt.date(2030, 1, 5), months=(12, 1))) == dt.date(2030, 1, 5)


@pytest.mark.parametrize(
    ("reviewed", "months", "expected"),
    [
        ("2026-11-24", (6, 7, 8), "2027-05-02"),
        # The season is about to begin and was looked at: the next one counts.
        ("2026-11-24", (12, 1, 2), "2027-11-01"),
        ("2026-10-01", (12, 1, 2), "2026-11-01"),
        ("2026-03-01", (1, 2, 9, 10), "2026-08-02"),
        ("2026-03-01", tuple(range(1, 13)), "2027-03-01"),
    ],
)
def test_a_seasonal_entry_is_read_a_month_before_its_season(reviewed: str, months: tuple[int, ...], expected: str) -> None:
    assert review_date(entry(reviewed_on=dt.date.fromisoformat(reviewed), months=months)) == dt.date.fromisoformat(expected)


def test_what_no_longer_holds_is_due_from_that_day() -> None:
    reminders = due([entry(valid_to=dt.date(2027, 1, 1))], [], dt.date(2027, 1, 1))
    assert [row.reason for row in reminders] == ["holds until 2027-01-01; renew or remove it"]


def test_old_facts_are_due_when_an_entry_cites_them() -> None:
    facts = [fact("old", "2012-01-04"), fact("new", "2026-02"), fact("undated", ""), fact("uncited", "2001"), fact("known", "2001", "known")]
    reminders = due([entry(facts=("old", "new", "undated", "known"))], facts, DAY)
    assert [(row.id, row.since) for row in reminders] == [("undated", None), ("old", dt.date(2015, 1, 3))]


@pytest.mark.parametrize(
    ("text", "latest"),
    [("2025", "2025-12-31"), ("2025-02", "2025-02-28"), ("2025-12", "2025-12-31"), ("2021-11-25", "2021-11-25"), ("2022~2026", "2026-12-31")],
)
def test_a_date_means_the_latest_day_it_may(text: str, latest: str) -> None:
    assert stated_date(text) == dt.date.fromisoformat(latest)


@pytest.mark.parametrize("text", ["", "날짜 미상", "2020년대", "2020년대 초", "2025-02-30"])
def test_what_tells_no_date_is_none(text: str) -> None:
    assert stated_date(text) is None
