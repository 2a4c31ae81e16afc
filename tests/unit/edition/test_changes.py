"""What differs between two sets of rows."""

from __future__ import annotations

from city120_edition.changes import compare


def test_equal_rows_are_told_apart_by_their_number() -> None:
    row = {"affair": "a.b", "language": "ko", "text": "x", "author": "one"}
    (changes,) = compare({"phrasings": [row]}, {"phrasings": [row, {**row, "author": "two"}]})
    assert changes.added == ("a.b / ko / x #2",)
