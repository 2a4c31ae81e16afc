"""The register of roads: what its columns say is what its rows say."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_edition import rows
from city120_edition.roads import NEAR, RoadRegister, Stretch, compile_roads, pack_roads
from tests.bundled import bundled

A, B, C, FAR = "1111010100", "1111010200", "1114010300", "1168010100"


def run(road: str, side: Literal["odd", "even"], first: int, last: int, *areas: str) -> rows.RoadRun:
    return rows.RoadRun(road=road, side=side, first=first, last=last, areas=areas)


RUNS = [
    run("가로", "odd", 1, 9, A),
    run("가로", "odd", 21, 29, B),
    run("가로", "odd", 41, 41, B, C),
    run("가로", "even", 2, 100, C),
    run("나길", "odd", 3, 3, FAR),
]


@pytest.fixture(scope="module")
def register() -> RoadRegister:
    return RoadRegister.unpack(pack_roads(compile_roads(RUNS)))


@pytest.mark.parametrize(
    ("number", "areas", "exact"),
    [
        (1, (A,), True),
        (5, (A,), True),
        (29, (B,), True),
        (41, (B, C), True),
        # The other side lies elsewhere.
        (4, (C,), True),
        # Between two runs: both, or the one dong that both have.
        (15, (A, B), False),
        (35, (B, C), False),
        # Beyond the end: the last run while it is near, then the whole road.
        (41 + NEAR, (B, C), False),
        (41 + NEAR + 2, (A, B, C), False),
        (100 + NEAR, (C,), False),
        (900, (A, B, C), False),
    ],
)
def test_a_number_lies_where_its_side_does(register: RoadRegister, number: int, areas: tuple[str, ...], exact: bool) -> None:
    assert register.at("가로", number) == Stretch(areas, exact)


def test_a_side_without_buildings_is_told_by_the_other(register: RoadRegister) -> None:
    assert register.at("나길", 4) == Stretch((FAR,), exact=False)


def test_a_road_lies_where_its_runs_do(register: RoadRegister) -> None:
    assert register.areas("가로") == (A, B, C)
    assert "가로" in register
    assert "다로" not in register
    assert list(register.roads) == ["가로", "나길"]


def test_a_city_without_rows_has_an_empty_register() -> None:
    assert list(RoadRegister(compile_roads([])).roads) == []


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 3), st.sampled_from([A, B, C])), max_size=12), st.integers(1, 140))
def test_it_agrees_with_a_plain_search(drawn: list[tuple[int, int, str]], number: int) -> None:
    runs: list[rows.RoadRun] = []
    for first, length, area in sorted(drawn):
        last = first + 2 * length
        if not any(other.side == ("odd" if first % 2 else "even") and other.last >= first for other in runs):
            runs.append(run("가로", "odd" if first % 2 else "even", first, last, area))
    held = [item for item in runs if item.first <= number <= item.last and (number - item.first) % 2 == 0]
    if runs:
        result = RoadRegister(compile_roads(runs)).at("가로", number)
        assert result.exact == bool(held)
        assert set(result.areas) <= {area for item in runs for area in item.areas}
        if held:
            assert result.areas == held[0].areas


def test_the_bundled_rows_and_the_built_register_agree() -> None:
    runs = bundled().rows("road_runs", rows.RoadRun)
    register = RoadRegister(compile_roads(runs))
    assert len(runs) > 30_000
    for item in runs[::97]:
        assert register.at(item.road, item.first) == Stretch(item.areas, exact=True)
