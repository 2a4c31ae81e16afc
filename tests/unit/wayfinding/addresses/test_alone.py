"""Which roads are plainly meant without a number, and which may be something else with a particle."""

from __future__ import annotations

import pytest

from city120_wayfinding.addresses.alone import Alone
from city120_wayfinding.writing.folding import FoldedText

NAMES = frozenset({"청구", "종로", "고려대", "강남", "둘레길"})
ALONE = Alone.of(("양천로", "청구로", "고려대로", "종로", "강남대로", "증가로", "오류로", "둘레길"), NAMES)


def test_a_road_that_is_called_like_something_else_is_never_meant_alone() -> None:
    assert "종로" not in ALONE.plain | ALONE.doubtful
    assert "둘레길" not in ALONE.plain | ALONE.doubtful


def test_what_may_be_a_name_and_a_particle_is_doubtful() -> None:
    assert {"청구로", "고려대로"} <= ALONE.doubtful
    assert {"양천로", "강남대로"} <= ALONE.plain


@pytest.mark.parametrize(
    ("text", "road", "meant"),
    [
        ("양천로 근처", "양천로", True),
        ("청구로 가요", "청구로", False),
        ("청구로에서 사고가", "청구로", True),
        ("청구로의 가로등", "청구로", True),
        ("청구로 에서", "청구로", False),
    ],
)
def test_a_doubtful_road_is_meant_before_a_particle_that_follows_a_noun(text: str, road: str, meant: bool) -> None:
    assert ALONE(FoldedText.of(text), road, len(road)) is meant


@pytest.mark.parametrize(
    ("road", "key", "meant"),
    [
        ("양천로", "yangcheonro", True),
        ("양천로", "yangro", False),
        ("양천로", "陽川路", True),
        ("양천로", "陽路", False),
        ("종로", "jongnoroad", False),
    ],
)
def test_another_name_of_a_road_is_long_enough_to_be_no_word(road: str, key: str, meant: bool) -> None:
    assert ALONE.of_alias(road, key) is meant


def test_another_name_that_is_also_something_elses_is_none() -> None:
    assert not Alone.of(["양천로"], {"yangcheonro"}).of_alias("양천로", "yangcheonro")
