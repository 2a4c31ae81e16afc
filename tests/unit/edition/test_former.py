"""Bodies and departments as they stood on a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from city120_edition import rows
from city120_edition.former import FormerStates

MOVED = dt.date(2025, 7, 1)
BEFORE, AFTER = MOVED - dt.timedelta(days=1), MOVED
BODY = rows.Body(
    id="a",
    kind="city",
    names={"ko": "새 이름", "en": "New"},
    phone="02-1",
    address="새길 1",
    former_names="옛 이름",
    source="s",
    confidence="verified",
)
FORMER = rows.FormerBody(body_id="a", valid_to=MOVED, names={"ko": "옛 이름"}, address="옛길 2", source="gazette", confidence="known")
STATES = FormerStates([FORMER])


def desk(**given: Any) -> rows.Department:
    return rows.Department(
        id="a/b", body_id="a", names={"ko": "과"}, phone="02-2", hours="9-18", address="새길 1", source="s", confidence="verified", **given
    )


def test_before_it_moved_a_body_has_what_is_known_of_that_time_and_no_more() -> None:
    body = STATES.body(BODY, BEFORE)
    assert (body.names, body.address, body.phone) == ({"ko": "옛 이름", "en": "New"}, "옛길 2", "")
    assert (body.source, body.confidence, body.former_names, body.valid_to) == ("gazette", "known", "", MOVED)


def test_since_it_moved_a_body_is_as_its_row_says() -> None:
    body = STATES.body(BODY, AFTER)
    assert (body.names, body.phone, body.valid_from) == (BODY.names, "02-1", MOVED)


def test_a_body_that_never_stood_elsewhere_is_its_row() -> None:
    assert FormerStates([]).body(BODY, BEFORE) == BODY


def test_contacts_of_a_department_are_not_known_of_a_time_when_its_body_stood_elsewhere() -> None:
    before = STATES.department(desk(), BEFORE)
    assert (before.phone, before.hours, before.address) == ("", "", "")
    assert STATES.department(desk(), AFTER) == desk()


def test_a_department_that_says_since_when_it_stands_keeps_its_contacts_then_and_only_then() -> None:
    since = desk(valid_from=BEFORE)
    assert STATES.department(since, BEFORE) == since
    assert STATES.department(since, BEFORE - dt.timedelta(days=1)).phone == ""
