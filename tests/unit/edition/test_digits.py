"""Every numeral of an answer must stand in a verified fact that it cites."""

import pytest

from city120_edition.digits import numerals, unsupported_numerals


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("어른 카드 1,550원, 현금 1,650원", ["1550", "1650"]),
        ("02-3146-2000으로", ["02-3146-2000"]),
        ("09:00~18:00", ["09:00", "18:00"]),
        ("３０日", ["30"]),
        ("65,000, 그리고", ["65000"]),
        ("없음", []),
    ],
)
def test_numerals_are_read_as_written(text: str, numbers: list[str]) -> None:
    assert numerals(text) == numbers


def test_part_of_a_telephone_number_supports_nothing() -> None:
    assert unsupported_numerals("전화 3146", ["대표 02-3146-2000"], frozenset()) == ["3146"]


def test_an_allowed_number_needs_no_fact() -> None:
    assert unsupported_numerals("120에 물어보세요", [], frozenset({"120"})) == []
