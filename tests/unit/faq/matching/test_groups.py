"""The family of affairs that a text is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_edition import rows
from city120_faq import hand_set
from city120_faq.matching.groups import Groups, LikelyGroup
from city120_faq.matching.ranking import RankedAffairs, Ranking

WATER = rows.Group(code="water", affairs=("water", "sewer"), body="water.hq", labels={}, answers={}, plains={})
METERS = replace(WATER, code="meters", affairs=("water.meter",))
AFFAIRS = ("water.leak", "water.meter", "water.meter.freeze", "sewer.smell", "waterfall.visit")


def ranking(**chances: float) -> Ranking:
    affairs = RankedAffairs.of_pairs((code.replace("_", "."), chance) for code, chance in chances.items())
    return Ranking(affairs, 0.0, decided=True)


def test_the_longest_beginning_by_segments_says_whose_an_affair_is() -> None:
    codes = {affair: group.code for affair in AFFAIRS if (group := rows.group_of((WATER, METERS), affair))}
    assert codes == {"water.leak": "water", "water.meter": "meters", "water.meter.freeze": "meters", "sewer.smell": "water"}


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        ({"water_leak": 0.5, "sewer_smell": 0.4, "water_meter": 0.1}, LikelyGroup("water", 0.9, True)),
        ({"water_leak": 0.3, "sewer_smell": 0.1, "water_meter": 0.5}, LikelyGroup("meters", 0.5, False)),
        ({"waterfall_visit": 0.9, "water_leak": 0.1}, LikelyGroup("water", 0.1, False)),
    ],
)
def test_a_group_is_as_likely_as_its_affairs_together(chances: dict[str, float], expected: LikelyGroup) -> None:
    likeliest = Groups((WATER, METERS), AFFAIRS).likeliest(ranking(**chances))
    assert likeliest is not None
    assert (likeliest.code, likeliest.certain) == (expected.code, expected.certain)
    assert likeliest.probability == pytest.approx(expected.probability)


def test_what_says_little_makes_no_group_certain() -> None:
    heard = ranking(water_leak=hand_set.STATE_GROUP_FROM)
    for little in (False, True):
        likeliest = Groups((WATER,), AFFAIRS).likeliest(replace(heard, little=little))
        assert likeliest is not None
        assert likeliest.certain is not little


def test_a_city_without_groups_has_none() -> None:
    assert Groups((), AFFAIRS).likeliest(ranking(water_leak=1.0)) is None
