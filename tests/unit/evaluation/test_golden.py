"""How golden inquiries are judged, and what is told of many of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from city120_evaluation.golden import Golden, judge, read_golden


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


def test_csv_and_jsonl_give_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,text,kind,reason\nx,"one, two",answer,because\n', encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "one, two", "kind": "answer", "body": null, "reason": "because"}\n\n', encoding="utf-8")
    expected = [Golden(id="x", text="one, two", kind="answer", reason="because")]
    assert read_golden(tmp_path / "a.csv") == read_golden(tmp_path / "a.jsonl") == expected


def test_the_golden_inquiries_of_the_house_can_be_read() -> None:
    inquiries = read_golden(Path(__file__).parents[2] / "golden" / "inquiries.csv")
    assert len({item.id for item in inquiries}) == len(inquiries) > 100


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
