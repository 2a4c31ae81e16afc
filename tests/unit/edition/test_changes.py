"""What differs between two sets of rows."""

from __future__ import annotations

import pytest

from city120_edition.changes import compare
from city120_edition.source import TABLES
from tests.bundled import bundled


def test_equal_rows_are_told_apart_by_their_number() -> None:
    row = {"affair": "a.b", "language": "ko", "text": "x", "author": "one"}
    (changes,) = compare({"phrasings": [row]}, {"phrasings": [row, {**row, "author": "two"}]})
    assert changes.added == ("a.b / ko / x #2",)


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_what_identifies_a_row_is_among_the_columns_of_its_table(name: str) -> None:
    rows = [{field: str(getattr(row, field)) for field in row.__dataclass_fields__} for row in bundled().tables[name][:1]]
    added = [key for changes in compare({}, {name: rows}) for key in changes.added]
    assert len(added) == len(rows)
    assert "" not in added
