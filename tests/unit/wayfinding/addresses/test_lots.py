"""The number of a lot after a dong."""

from __future__ import annotations

import pytest

from city120_wayfinding.addresses.lots import lot_after
from city120_wayfinding.writing.folding import FoldedText


@pytest.mark.parametrize(
    ("text", "lot", "surface"),
    [
        ("역삼동 737", "737", "역삼동 737"),
        ("역삼동737-1에서", "737-1", "역삼동737-1"),
        ("역삼동 산 12-3", "산12-3", "역삼동 산 12-3"),
        ("역삼동 174번지 13호 건물", "174-13", "역삼동 174번지 13호"),
        ("역삼동 30의 1", "30-1", "역삼동 30의 1"),
        ("역삼동 12번지", "12", "역삼동 12번지"),
        ("역삼동 칠백삼십칠 다시 일 번지", "737-1", "역삼동 칠백삼십칠 다시 일 번지"),
        ("역삼동 12 3층", "12", "역삼동 12"),
    ],
)
def test_it_is_read(text: str, lot: str, surface: str) -> None:
    folded = FoldedText.of(text)
    result = lot_after(folded, len("역삼동"))
    assert result is not None
    assert str(result) == lot
    first, last = folded.span(0, result.end)
    assert text[first:last].rstrip() == surface


@pytest.mark.parametrize(
    "text", ["역삼동 2번 출구", "역삼동 7단지", "역삼동 3명", "역삼동 101동", "역삼동", "역삼동 이 근처", "역삼동 0", "역삼동에 12-3"]
)
def test_other_numbers_are_none(text: str) -> None:
    assert lot_after(FoldedText.of(text), len("역삼동")) is None


def test_only_korean_names_have_lots() -> None:
    assert lot_after(FoldedText.of("大林洞 12号口"), len("大林洞")) is None
