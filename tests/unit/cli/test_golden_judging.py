"""How golden inquiries are judged, and what is told of many of them."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_cli.golden import Golden, Judged, judge, read_golden
from city120_cli.measures import (
    Share,
    calibration,
    confusions,
    false_alarms,
    held_back,
    identified,
    percentile,
    recall,
    reliability,
    risk_coverage,
    understanding,
    worst,
)

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Asked, Run, SpokenGateway

RESOLVE = "/v1/inquiries:resolve"


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


def offering(*fills: dict[str, str]) -> dict[str, Any]:
    options = [{"id": str(number), "label": "x", "fill": fill} for number, fill in enumerate(fills)]
    return response(kind="clarify", responsibility=None, area=None, clarification={"question": "?", "missing": [], "options": options})


def right(expected: dict[str, str], answer: dict[str, Any]) -> bool:
    return judge(Golden(id="a", text="x", **expected), answer, 1.0).right


@pytest.mark.parametrize(
    ("expected", "is_right"),
    [
        ({}, True),
        ({"language": "ko", "kind": "department", "affair": "water.bill", "body": "water.gangnam", "area": "11680"}, True),
        ({"language": "en"}, False),
        ({"kind": "answer"}, False),
        ({"kind": "answer|department"}, True),
        ({"affair": "water"}, False),
        ({"affair": "water.bill.high"}, False),
        ({"affair": "water.bill.high*"}, True),
        ({"affair": "water*"}, True),
        ({"affair": "water.bi*"}, False),
        ({"body": "water.gangdong"}, False),
        ({"body": "water.gangdong|water.gangnam"}, True),
        ({"area": "11440"}, False),
        ({"area": "1168010700"}, True),
        ({"area": "1168010800"}, False),
    ],
)
def test_what_is_empty_is_not_checked_and_the_rest_must_agree(expected: dict[str, str], is_right: bool) -> None:
    assert right(expected, response()) is is_right


@pytest.mark.parametrize(
    ("told", "is_right"),
    [("waste.bulky.sticker", True), ("waste.bulky.cancel", False), ("", True)],
    ids=["the one", "another", "none is told"],
)
def test_an_entry_is_checked_where_one_is_told(told: str, is_right: bool) -> None:
    answer = {"entry_id": told} if told else None
    judged = judge(Golden(id="a", text="x", entry="waste.bulky.sticker"), response(answer=answer), 1.0)
    assert judged.right is is_right
    assert [check.name for check in judged.checks] == (["entry"] if told else [])


def test_an_affair_expected_of_an_answer_without_any_is_a_miss() -> None:
    assert not right({"affair": "water*"}, response(affairs=[]))


def test_bodies_that_can_all_be_chosen_are_right() -> None:
    asked = offering({"asset": "gas.seoul"}, {"asset": "gas.koone"})
    assert right({"body": "gas.seoul|gas.koone"}, asked)
    assert not right({"body": "gas.seoul|gas.yesco"}, asked)


def test_an_office_can_be_chosen_by_the_code_of_its_area() -> None:
    assert right({"body": "dong.1123051500|dong.1123053300"}, offering({"area_code": "1123051500"}, {"area_code": "1123053300"}))


def test_all_districts_of_a_question_must_be_offered() -> None:
    asked = offering({"area_code": "1168010700"}, {"area_code": "1162068500"})
    assert right({"area": "11680;11620"}, asked)
    assert not right({"area": "11680;11620;11380"}, asked)


def test_a_miss_says_why_in_words() -> None:
    missed = judge(Golden(id="a", text="x", kind="emergency", body="fire.119"), response(), 1.0)
    assert missed.why == "kind department instead of emergency; body water.gangnam instead of fire.119"
    assert missed.note == "water.bill 0.70, rule r.water"


def judged(name: str, kind: str, got: str, confidence: float = 0.5) -> Judged:
    return judge(Golden(id=name, text="x", kind=kind), response(kind=got, confidence=confidence), 1.0)


def test_the_worst_misses_are_emergencies_and_then_the_surest() -> None:
    all_judged = [
        judged("unsure", "answer", "handoff", 0.2),
        judged("fine", "answer", "answer", 0.9),
        judged("sure", "answer", "handoff", 0.9),
        judged("fire", "emergency", "answer", 0.1),
    ]
    assert [one.golden.id for one in worst(all_judged, 10)] == ["fire", "sure", "unsure"]
    assert [one.golden.id for one in worst(all_judged, 1)] == ["fire"]


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
    found = Share(*counts)
    low, high = found.interval
    assert 0.0 <= low <= found.value + 1e-9
    assert found.value - 1e-9 <= high <= 1.0


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=50), st.integers(1, 100))
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(values: list[float], percent: int) -> None:
    found = percentile(values, percent)
    assert sum(value <= found for value in values) >= len(values) * percent / 100
    assert sum(value < found for value in values) < len(values) * percent / 100


def test_the_percentile_of_nothing_is_not_a_number() -> None:
    assert math.isnan(percentile([], 50))


def test_csv_and_jsonl_give_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,text,kind,reason\nx,"one, two",answer,because\n', encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "one, two", "kind": "answer", "body": null, "reason": "because"}\n\n', encoding="utf-8")
    expected = [Golden(id="x", text="one, two", kind="answer", reason="because")]
    assert read_golden(tmp_path / "a.csv") == read_golden(tmp_path / "a.jsonl") == expected


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.csv", "id,text,knd\nx,y,answer\n", "line 2: 'knd' is no column"),
        ("a.csv", "id,text\nx,y,z\n", "line 2: 'more fields than columns' is no column"),
        ("a.csv", "id,text\n,y\n", "line 2: id and text must not be empty"),
        ("a.jsonl", "{}\n", "line 1: id and text must not be empty"),
        ("a.jsonl", '{"id": "x", "text": "y"}\n[1]\n', "line 2: is no JSON object"),
    ],
)
def test_a_file_with_a_fault_is_refused_with_its_line(city120: Run, tmp_path: Path, name: str, content: str, fault: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    ended = city120("eval", str(tmp_path / name))
    assert ended.status == 2
    assert fault in ended.err


@pytest.fixture
def golden_file(tmp_path: Path) -> Path:
    rows = [
        {"id": "right", "text": "bill", "language": "ko", "kind": "department", "place": "area_code=11680", "at": "2026-11-24T10:00:00+09:00"},
        {"id": "wrong", "text": "fire", "language": "ko", "kind": "emergency", "reason": "it burns"},
        {"id": "refused", "text": "bad", "language": "en"},
    ]
    path = tmp_path / "golden.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def answering(asked: Asked) -> Any:
    return (422, {"detail": "at: too early"}) if asked.body["text"] == "bad" else response()


def test_eval_sends_what_is_golden_and_reports_every_share(city120: Run, gateway: SpokenGateway, golden_file: Path) -> None:
    gateway.answers[RESOLVE] = answering
    found = city120("eval", str(golden_file), "--json", "--address", gateway.address).json
    assert gateway.asked[0].body == {"text": "bill", "channel": "agent", "place": {"area_code": "11680"}, "at": "2026-11-24T10:00:00+09:00"}
    assert (found["overall"]["right"], found["overall"]["total"]) == (1, 3)
    assert found["languages"]["ko"]["share"] == 0.5
    assert found["emergency_recall"]["share"] == 0.0
    assert found["out_of_scope_recall"]["share"] is None
    assert found["latency_ms"]["p50"] > 0
    assert [(miss["id"], miss["why"]) for miss in found["misses"]] == [
        ("wrong", "kind department instead of emergency"),
        ("refused", "422: at: too early"),
    ]


def test_eval_is_strict_only_when_asked(city120: Run, gateway: SpokenGateway, golden_file: Path) -> None:
    gateway.answers[RESOLVE] = answering
    shown = city120("eval", str(golden_file), "--address", gateway.address)
    assert shown.status == 0
    assert "emergency recall         0.00%  0 of 1" in shown.out
    assert "out-of-scope recall    none asked" in shown.out
    assert "expected because: it burns" in shown.out
    assert city120("eval", str(golden_file), "--strict", "--address", gateway.address).status == 1


def test_eval_without_a_gateway_ends_at_once(city120: Run, golden_file: Path) -> None:
    ended = city120("eval", str(golden_file), "--address", "http://127.0.0.1:1")
    assert ended.status == 1
    assert "start it with: city120 up" in ended.err


def test_the_golden_inquiries_of_the_house_can_be_read() -> None:
    found = read_golden(Path(__file__).parents[2] / "golden" / "inquiries.csv")
    assert len({one.id for one in found}) == len(found) > 100


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
    found = {name: (share.right, share.total) for name, share in understanding(JUDGED).items()}
    assert found == {"affair top-1": (3, 5), "affair top-3": (5, 5), "stated": (3, 5), "right when stated": (2, 3)}


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


@pytest.mark.parametrize(
    ("answer", "is_right"),
    [
        ({}, False),
        ({"kind": "out_of_scope", "affairs": []}, True),
        ({"kind": "handoff", "handoff": {"queue": "agent"}}, True),
        ({"kind": "clarify", "clarification": {"question": "?", "missing": ["affair"], "options": []}}, True),
        ({"kind": "clarify", "clarification": {"question": "?", "missing": ["district"], "options": []}}, False),
        ({"kind": "emergency"}, False),
    ],
)
def test_where_no_affair_fits_nothing_may_be_stated(answer: dict[str, Any], is_right: bool) -> None:
    assert right({"affair": "none"}, response(**answer)) is is_right


def test_none_is_counted_apart_and_beside_an_affair_either_is_right() -> None:
    refused = response(kind="out_of_scope", affairs=[])
    found = [judge(Golden("a", "x", affair=affair), refused, 1.0) for affair in ("none", "water.bill|none", "water.bill")]
    assert held_back(found) == Share(1, 1)
    assert understanding(found)["affair top-1"] == Share(1, 2)
    assert understanding([judge(Golden("a", "x", affair="water.bill|none"), response(), 1.0)])["right when stated"] == Share(1, 1)


@pytest.mark.parametrize(
    ("expected", "answer", "said"),
    [
        ({"affair": "water.bill"}, {}, "right"),
        ({"affair": "water.pipe"}, {}, "wrong"),
        ({"affair": "water.pipe"}, {"kind": "out_of_scope", "affairs": []}, "wrong"),
        ({"affair": "water.bill"}, {"kind": "handoff", "handoff": {"queue": "agent"}}, ""),
        ({"kind": "emergency"}, {"kind": "emergency"}, "right"),
        ({"kind": "emergency"}, {}, "wrong"),
        ({"kind": "out_of_scope"}, {"kind": "out_of_scope", "affairs": []}, "right"),
    ],
)
def test_what_was_said_is_right_or_wrong_or_nothing(expected: dict[str, str], answer: dict[str, Any], said: str) -> None:
    assert judge(Golden("a", "x", **expected), response(**answer), 1.0).said == said


def test_languages_are_identified() -> None:
    found = [judge(Golden("a", "x", language=language), response(), 1.0) for language in ("ko", "ko", "vi", "")]
    assert identified(found) == Share(2, 3)


def test_bins_of_a_reliability_diagram_hold_equally_many_from_low_to_high() -> None:
    found = reliability([about("a.one", "answer", ("a.one" if number % 2 else "a.two", number / 100)) for number in range(1, 61)], bins=4)
    assert [part.true.total for part in found] == [15] * 4
    assert [part.promised for part in found] == pytest.approx([0.08, 0.23, 0.38, 0.53])
    assert sum(part.true.right for part in found) == 30


def test_risk_falls_to_nothing_where_only_the_surest_are_stated() -> None:
    surest_right = [about("a.one", "answer", ("a.one" if number > 5 else "a.two", number / 10)) for number in range(1, 11)]
    curve = risk_coverage(surest_right)
    assert curve[0] == (0.1, 0.0)
    assert curve[-1] == (1.0, 0.5)
    tied = risk_coverage([about("a.one", "answer", (code, 0.5)) for code in ("a.one", "a.two")])
    assert tied == [(1.0, 0.5)]


def test_confusions_are_counted_most_frequent_first() -> None:
    found = [about("a.one", "answer", ("a.two", 0.9))] * 2 + [about("a.three", "answer", ("a.two", 0.9)), about("a.one", "answer", ("a.one", 0.9))]
    assert confusions(found, 5) == [("a.one", "a.two", 2), ("a.three", "a.two", 1)]
    assert confusions(found, 1) == [("a.one", "a.two", 2)]
