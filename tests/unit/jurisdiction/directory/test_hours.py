"""When bodies and departments are open, by the rows of an edition."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any, cast

import pytest

from city120_edition import Edition, rows
from city120_errors import InvalidArgument
from city120_jurisdiction.directory.hours import Hours

DAY = dt.date(2026, 11, 24)
TABLES: dict[str, list[Any]] = {
    "holidays": [rows.Holiday(date=dt.date(2026, 12, 25), names={"ko": "기독탄신일"}, source="s", confidence="verified")],
    "openings": [rows.Opening(ref="district", opening_hours="Mo-Fr 09:00-18:00; PH off", source="s", confidence="verified")],
}


@pytest.fixture
def hours() -> Hours:
    edition = SimpleNamespace(settings=SimpleNamespace(timezone="Asia/Seoul"), rows=lambda table, row_type: TABLES[table])
    return Hours(cast("Edition", edition))


def test_a_moment_is_read_in_the_zone_of_the_edition(hours: Hours) -> None:
    assert hours.moment("2026-11-24T00:00:00Z").isoformat() == "2026-11-24T09:00:00+09:00"
    assert hours.moment("").utcoffset() == dt.timedelta(hours=9)
    with pytest.raises(InvalidArgument):
        hours.moment("noon")


def test_an_office_is_open_by_the_row_of_its_kind(hours: Hours) -> None:
    row = hours.of("district.11440", DAY)
    assert row is not None
    states = [hours.state(row, hours.moment(at)) for at in ("2026-11-24T10:00:00+09:00", "2026-11-24T20:00:00+09:00", "2026-12-25T10:00:00+09:00")]
    assert [state and state.open_now for state in states] == [True, False, False]


def test_a_body_without_a_row_has_no_hours(hours: Hours) -> None:
    assert hours.of("water.hq", DAY) is None
