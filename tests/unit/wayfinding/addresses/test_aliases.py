"""Roads in other letters than Hangul."""

from __future__ import annotations

import pytest

from city120_edition import rows
from city120_edition.gazetteer import Spelling
from city120_wayfinding.addresses.aliases import aliases


def spelling(key: str, ref: str, language: str) -> Spelling:
    return Spelling(key=key, ref=ref, kind="", language=language, name=key, official=True)


GANGNAM = [spelling("강남", "station:gangnam", "ko"), spelling("江南", "station:gangnam", "zh"), spelling("gangnam", "station:gangnam", "ja")]
ROADS = ("양천로", "강남대로", "종로", "양천로37길")
KNOWN = aliases(ROADS, GANGNAM, [rows.RoadName(road="종로", language="zh", name="钟路"), rows.RoadName(road="달로", language="zh", name="月路")])


@pytest.mark.parametrize(
    ("key", "roads"),
    [
        ("yangcheonro", {"양천로"}),
        ("gangnamdaero", {"강남대로"}),
        ("yangcheonroad", {"양천로"}),
        ("duongyangcheon", {"양천로"}),
        ("江南大路", {"강남대로"}),
        ("钟路", {"종로"}),
    ],
)
def test_a_road_is_known_by_the_rule_of_its_letters_or_by_a_row(key: str, roads: set[str]) -> None:
    assert KNOWN[key] == roads


def test_a_short_name_is_none_without_its_ending_and_a_branch_or_unknown_road_has_no_other_name() -> None:
    assert "jongro" in KNOWN
    assert "jongroad" not in KNOWN
    assert "月路" not in KNOWN
    assert {road for several in KNOWN.values() for road in several} == {"양천로", "강남대로", "종로"}


def test_a_name_in_latin_letters_is_no_name_in_chinese_characters() -> None:
    assert not any("gangnam路" in key or "gangnam大路" in key for key in KNOWN)


def test_a_road_has_what_a_place_is_in_its_name_only_where_the_korean_name_has() -> None:
    names = [
        spelling("양천", "area:1", "ko"),
        spelling("阳川区", "area:1", "zh"),
        spelling("학동", "station:1", "ko"),
        spelling("鹤洞", "station:1", "zh"),
    ]
    known = aliases(("양천로", "학동로"), names, [])
    assert "阳川区路" not in known
    assert known["鹤洞路"] == {"학동로"}
