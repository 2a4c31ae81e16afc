"""How long changes between lines take."""

from __future__ import annotations

import pytest

from city120_edition import rows
from city120_edition.timetables import SAME_LINE_S, UNKNOWN_CHANGE_S
from city120_edition.transfers import Transfers


def walk(origin: str, target: str, seconds: int) -> rows.Transfer:
    return rows.Transfer(station="cross", from_line=origin, to_line=target, seconds=seconds, source="test", confidence="known")


# A is two walks from C by B, which is shorter than the walk that the table has; D has no walk to any.
TABLE = Transfers([walk("a", "b", 61), walk("b", "c", 60), walk("a", "c", 300), walk("loop", "loop", 0)])


@pytest.mark.parametrize(
    ("origin", "target", "seconds"),
    [
        ("a", "b", 120),
        ("b", "a", 120),
        ("a", "c", 180),
        ("a", "d", UNKNOWN_CHANGE_S),
        ("a", "a", SAME_LINE_S),
        ("loop", "loop", 0),
    ],
    ids=["whole minutes", "both ways", "two walks", "silent", "same line", "same line that says otherwise"],
)
def test_a_change_takes_what_the_table_says(origin: str, target: str, seconds: int) -> None:
    by_key = {(start, end): taken for start, end, taken in TABLE.changes("cross", (*"abcd", "loop"))}
    assert by_key[origin, target] == seconds


def test_another_station_has_none_of_its_walks() -> None:
    assert dict.fromkeys(seconds for a, b, seconds in TABLE.changes("elsewhere", "ab") if a != b) == {UNKNOWN_CHANGE_S: None}


def test_two_walks_are_taken_by_a_line_that_is_not_asked_for() -> None:
    assert ("a", "c", 180) in set(TABLE.changes("cross", "ac"))
