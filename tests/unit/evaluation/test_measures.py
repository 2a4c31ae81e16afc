"""What is told of many judged inquiries."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_evaluation.golden import Golden, Judged, judge
from city120_evaluation.measures import (
    Share,
    calibration,
    confusions,
    false_alarms,
    held_back,
    identified,
    percentile,
    recall,
    reliability,
    risk_curve,
    understanding,
    worst,
)


def response(**given: Any) -> dict[str, Any]:
    base = {
        "language": "ko",
        "kind": "department",
        "confidence": 0.8,
        "affairs": [{"code": "water.bill", "probability": 0.7}],
        "area": {"district_code": "11680", "legal_dong_code": "1168010700", "admin_dong_code": None},
        "responsibility": {"body_id": "water.gangnam", "rule_id": "r.water"},
        "degraded": [],
        "clarification": None,
    }
    return {**base, **given}


def judged(name: str, kind: str, got: str, confidence: float = 0.5) -> Judged:
    return judge(Golden(id=name, text="x", kind=kind), response(kind=got, confidence=confidence), 1.0)


def test_the_worst_misses_are_emergencies_and_then_the_surest() -> None:
    all_judged = [
        judged("unsure", "answer", "handoff", 0.2),
        judged("fine", "answer", "answer", 0.9),
        judged("sure", "answer", "handoff", 0.9),
        judged("fire", "emergency", "answer", 0.1),
    ]
    assert [verdict.golden.id for verdict in worst(all_judged, 10)] == ["fire", "sure", "unsure"]
    assert [verdict.golden.id for verdict in worst(all_judged, 1)] == ["fire"]


def test_recall_counts_only_what_is_of_the_kind() -> None:
    all_judged = [judged("a", "emergency", "emergency"), judged("b", "emergency", "answer"), judged("c", "answer", "emergency")]
    assert recall(all_judged, "emergency") == Share(1, 2)
    assert recall(all_judged, "out_of_scope") == Share(0, 0)


@pytest.mark.parametrize(
    ("right_count", "total", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (8, 10, 0.4902, 0.9433), (50, 100, 0.4038, 0.5962)]
)
def test_the_wilson_interval_agrees_with_published_values(right_count: int, total: int, low: float, high: float) -> None:
    assert Share(right_count, total).interval == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_wilson_interval_holds_the_share_and_stays_within_0_and_1(counts: tuple[int, int]) -> None:
    result = Share(*counts)
    low, high = result.interval
    assert 0.0 <= low <= result.value + 1e-9
    assert result.value - 1e-9 <= high <= 1.0


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=50), st.integers(1, 100))
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(values: list[float], percent: int) -> None:
    figure = percentile(values, percent)
    assert sum(value <= figure for value in values) >= len(values) * percent / 100
    assert sum(value < figure for value in values) < len(values) * percent / 100


def test_the_percentile_of_nothing_is_not_a_number() -> None:
    assert math.isnan(percentile([], 50))


def about(affair: str, kind: str, *affairs: tuple[str, float], queue: str = "", missing: str = "", expected_kind: str = "") -> Judged:
    inquiry = Golden("q", "text", affair=affair, kind=expected_kind)
    return Judged(inquiry, (), kind, 0.9, 1.0, affairs=affairs, queue=queue, missing=(missing,))


JUDGED = [
    about("a.one", "answer", ("a.one", 0.9), ("a.two", 0.1)),
    about("a.one", "department", ("a.two", 0.8), ("a.one", 0.2)),
    about("a.one", "clarify", ("a.two", 0.4), ("a.three", 0.3), ("a.one", 0.2), missing="affair"),
    about("a.one", "clarify", ("a.one", 0.9), missing="district"),
    about("a.one", "handoff", ("a.one", 0.3), queue="agent"),
    about("", "emergency", expected_kind="out_of_scope"),
    about("", "out_of_scope", expected_kind="emergency"),
]


def test_understanding_counts_the_best_one_of_three_and_what_is_stated() -> None:
    by_key = {name: (share.right, share.total) for name, share in understanding(JUDGED).items()}
    assert by_key == {"affair top-1": (3, 5), "affair top-3": (5, 5), "stated": (3, 5), "right when stated": (2, 3)}


def test_a_kind_where_none_was_expected_is_a_false_alarm() -> None:
    emergencies, refusals = false_alarms(JUDGED, "emergency"), false_alarms(JUDGED, "out_of_scope")
    assert (emergencies.right, emergencies.total) == (1, 6)
    assert (refusals.right, refusals.total) == (1, 6)


def test_probabilities_that_come_true_are_calibrated() -> None:
    sure = [about("a.one", "answer", ("a.one", 1.0)) for _ in range(20)]
    assert calibration(sure) == {"ece": 0.0, "brier": 0.0}
    wrong = [about("a.one", "answer", ("a.two", 1.0)) for _ in range(20)]
    assert calibration(wrong) == {"ece": 1.0, "brier": 1.0}
    assert calibration([]) == {}


def test_none_is_counted_apart_and_beside_an_affair_either_is_right() -> None:
    refused = response(kind="out_of_scope", affairs=[])
    values = [judge(Golden("a", "x", affair=affair), refused, 1.0) for affair in ("none", "water.bill|none", "water.bill")]
    assert held_back(values) == Share(1, 1)
    assert understanding(values)["affair top-1"] == Share(1, 2)
    assert understanding([judge(Golden("a", "x", affair="water.bill|none"), response(), 1.0)])["right when stated"] == Share(1, 1)


def test_languages_are_identified() -> None:
    values = [judge(Golden("a", "x", language=language), response(), 1.0) for language in ("ko", "ko", "vi", "")]
    assert identified(values) == Share(2, 3)


def test_bins_of_a_reliability_diagram_hold_equally_many_from_low_to_high() -> None:
    bins = reliability([about("a.one", "answer", ("a.one" if number % 2 else "a.two", number / 100)) for number in range(1, 61)], bins=4)
    assert [part.true.total for part in bins] == [15] * 4
    assert [part.promised for part in bins] == pytest.approx([0.08, 0.23, 0.38, 0.53])
    assert sum(part.true.right for part in bins) == 30


def test_risk_falls_to_nothing_where_only_the_surest_are_stated() -> None:
    surest_right = [about("a.one", "answer", ("a.one" if number > 5 else "a.two", number / 10)) for number in range(1, 11)]
    curve = risk_curve(surest_right)
    assert curve[0] == (0.1, 0.0)
    assert curve[-1] == (1.0, 0.5)
    tied = risk_curve([about("a.one", "answer", (code, 0.5)) for code in ("a.one", "a.two")])
    assert tied == [(1.0, 0.5)]


def test_confusions_are_counted_most_frequent_first() -> None:
    total = [about("a.one", "answer", ("a.two", 0.9))] * 2 + [about("a.three", "answer", ("a.two", 0.9)), about("a.one", "answer", ("a.one", 0.9))]
    assert confusions(total, 5) == [("a.one", "a.two", 2), ("a.three", "a.two", 1)]
    assert confusions(total, 1) == [("a.one", "a.two", 2)]
