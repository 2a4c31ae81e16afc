"""`city120 edition diff A B --inquiries FILE`: what is told of two editions that answer otherwise. The houses here only speak."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from city120_evaluation import what_if
from city120_evaluation.errors import WrongInput
from city120_evaluation.golden import Golden
from city120_evaluation.what_if import Answer, Difference, Effect


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: None, "is no file"),
        (lambda path: path.write_text("\n\n", encoding="utf-8"), "has no inquiries"),
    ],
)
def test_a_file_without_inquiries_is_wrong_usage(tmp_path: Path, make: Callable[[Path], object], says: str) -> None:
    path = tmp_path / "inquiries.txt"
    make(path)
    with pytest.raises(WrongInput, match=says):
        what_if.read_inquiries(path)


def test_a_line_is_an_inquiry_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "inquiries.txt"
    path.write_text("first\n\n third \n", encoding="utf-8")
    assert what_if.read_inquiries(path) == [Golden(id="1", text="first"), Golden(id="3", text="third")]


def test_counts_are_of_what_differs() -> None:
    outcome = Difference("a", "x", ("body", "words"), Answer(), Answer(body="b"))
    two = Difference("b", "y", ("words",), Answer(words="one\ntwo"), Answer())
    result = Effect(3, (outcome, two))
    assert result.counts() == {"words": 2, "body": 1}
    assert "  words    one\n           two" in list(what_if.lines(result))
