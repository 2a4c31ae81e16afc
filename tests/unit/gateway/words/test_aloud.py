"""What of a written text is read aloud."""

from __future__ import annotations

import pytest

from city120_gateway.words.aloud import aloud


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ask the district office (구청) first.", "Ask the district office first."),
        ("住民センター（동주민센터）へ", "住民センターへ"),
        ("at night (40% more)", "at night (40% more)"),
    ],
)
def test_korean_names_in_brackets_are_left_out(text: str, read: str) -> None:
    assert aloud(text) == read
