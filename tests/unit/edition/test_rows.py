"""Rows: what of them holds when, and what is equal however it was written down."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from city120_edition import rows

SOURCED: dict[str, Any] = {"source": "s", "confidence": "known"}
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("valid", "holds"),
    [
        (rows.Valid(), [True, True, True]),
        (rows.Valid(valid_from=FIRST), [False, True, True]),
        (rows.Valid(valid_to=LAST), [True, True, False]),
        (rows.Valid(valid_from=FIRST, valid_to=LAST), [False, True, False]),
    ],
)
def test_validity_begins_on_its_first_day_and_ends_before_its_last(valid: rows.Valid, holds: list[bool]) -> None:
    assert [valid.valid_on(day) for day in (FIRST - dt.timedelta(1), FIRST, LAST)] == holds


def test_a_row_was_seen_in_its_source_or_is_only_known() -> None:
    assert rows.Sourced(source="s", confidence="verified").verified
    assert not rows.Sourced(source="s", confidence="known").verified


@pytest.mark.parametrize(
    ("scope", "kind", "value"), [("city", "city", ""), ("district:11680", "district", "11680"), ("coverage:water", "coverage", "water")]
)
def test_a_scope_has_a_kind_and_a_value(scope: str, kind: str, value: str) -> None:
    rule = rows.Rule(id="r", affair="a", scope=scope, **SOURCED)
    assert (rule.scope_kind, rule.scope_value) == (kind, value)


def test_languages_come_in_their_order_however_somebody_wrote_them() -> None:
    assert list(rows.by_language({"mn": "м", "ko": "가", "xx": "?"})) == [("ko", "가"), ("mn", "м")]


def test_equal_rows_are_equal_as_plain_values_without_what_is_the_default() -> None:
    text = rows.EntryText(question="q", answer="a", plain="")
    entry = rows.Entry(id="e", affair="a", reviewed_on=FIRST, texts={"ko": text}, publisher="city")
    assert rows.plain(entry) == {"id": "e", "affair": "a", "reviewed_on": FIRST, "texts": {"ko": {"question": "q", "answer": "a"}}}


def test_a_day_that_is_not_confirmed_is_no_holiday() -> None:
    assert rows.Holiday(date=FIRST, names={}, **SOURCED).confirmed
    assert not rows.Holiday(date=FIRST, names={}, kind="unconfirmed", **SOURCED).confirmed


def test_a_value_that_is_none_of_a_closed_list_cannot_be_read() -> None:
    with pytest.raises(msgspec.ValidationError, match="Invalid enum value 'town'"):
        msgspec.convert(
            {"code": "a.b", "tier": "town", "place_role": "none", "answer_kind": "answer", "labels": {}, "source": "s", "confidence": "known"},
            rows.Affair,
        )
