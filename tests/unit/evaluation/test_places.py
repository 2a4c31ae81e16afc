"""The places that an inquiry names, against those found."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from city120_evaluation.errors import WrongInput
from city120_evaluation.places import RIGHT, UNDECIDED, UNKNOWN, WRONG, NamedPlaces, judge_places, read_named_places

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
MAPO, GANGNAM, EUNPYEONG = "11440", "11680", "11380"


def named(*places: set[str], maybe: set[str] = frozenset()) -> NamedPlaces:  # type: ignore[assignment]
    return NamedPlaces("one", tuple(map(frozenset, places)), frozenset(maybe))


@pytest.mark.parametrize(
    ("mentioned", "outcome"),
    [
        ([[MAPO]], RIGHT),
        ([[MAPO, MAPO]], RIGHT),
        ([[MAPO, GANGNAM]], UNDECIDED),
        ([[MAPO, GANGNAM], [MAPO]], RIGHT),
        ([[GANGNAM]], WRONG),
        ([], UNKNOWN),
        ([[""]], UNKNOWN),
    ],
)
def test_a_place_is_right_where_it_may_lie_nowhere_else(mentioned: list[list[str]], outcome: str) -> None:
    assert judge_places(named({MAPO}), mentioned).outcomes == (outcome,)


def test_either_district_is_right_and_each_place_is_judged() -> None:
    judged = judge_places(named({MAPO, EUNPYEONG}, {GANGNAM}), [[EUNPYEONG, MAPO]])
    assert judged.outcomes == (RIGHT, UNKNOWN)


def test_what_is_found_and_not_named_is_told_but_for_what_may_be_found() -> None:
    assert judge_places(named({MAPO}), [[MAPO], [GANGNAM]]).unnamed == (frozenset({GANGNAM}),)
    assert judge_places(named({MAPO}, maybe={GANGNAM}), [[MAPO], [GANGNAM]]).unnamed == ()


def test_rows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(f"id,districts,maybe\na,{MAPO}|{EUNPYEONG};{GANGNAM},\nb,,{MAPO}\n", encoding="utf-8")
    assert [(row.id, row.places, row.maybe) for row in read_named_places(path)] == [
        ("a", (frozenset({MAPO, EUNPYEONG}), frozenset({GANGNAM})), frozenset()),
        ("b", (), frozenset({MAPO})),
    ]


def test_another_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("id,district\n", encoding="utf-8")
    with pytest.raises(WrongInput, match="columns must be districts, id, maybe"):
        read_named_places(path)


def test_the_golden_places_are_of_frozen_inquiries() -> None:
    ids = set()
    for path in (GOLDEN / "frozen").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            ids |= {row["id"] for row in csv.DictReader(stream)}
    rows = [row.id for row in read_named_places(GOLDEN / "places.csv")]
    assert set(rows) <= ids
    assert len(rows) == len(set(rows))
