"""Hangul in Latin letters, with the examples of the rule and official names of stations."""

import pytest

from city120_text.romanise import romanised, romanised_before_2000


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("테헤란", "teheran"),
        ("종로", "jongno"),
        ("을지", "eulji"),
        ("독립문", "dongnimmun"),
        ("왕십리", "wangsimni"),
        ("압구정", "apgujeong"),
        ("신라", "silla"),
        ("별내", "byeollae"),
        ("낙성대", "nakseongdae"),
        ("4.19", "4.19"),
    ],
)
def test_it_is_written_as_it_sounds(name: str, written: str) -> None:
    assert romanised(name) == written


@pytest.mark.parametrize(
    ("name", "written"),
    [("잠실", "chamsil"), ("청량리", "chongnyangni"), ("독산", "toksan"), ("학동", "haktong"), ("은평", "unpyong"), ("강동", "kangdong")],
)
def test_before_2000_it_was_written_otherwise(name: str, written: str) -> None:
    assert romanised_before_2000(name) == written
