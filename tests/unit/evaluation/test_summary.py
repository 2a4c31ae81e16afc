"""What came of golden inquiries, as lines for people and as JSON for programs."""

from __future__ import annotations

import json
from typing import Any

from city120_evaluation.golden import Golden, Judged, judge
from city120_evaluation.misses import explain
from city120_evaluation.runs import compare, outcomes
from city120_evaluation.summary import as_json, compared, lines


def judged(ref: str, code: str, expected: str = "a.one", language: str = "ko", **golden: Any) -> Judged:
    affairs = [{"code": code, "probability": 0.9}]
    response = {"kind": "answer", "language": language, "confidence": 0.8, "affairs": affairs, "edition_id": "e1"}
    return judge(Golden(ref, f"text of {ref}", language, affair=expected, **golden), response, 5.0)


RIGHT = [judged(f"r{number}", "a.one") for number in range(9)]
WRONG = judged("w", "a.two", language="vi", reason="because")
ALL = [*RIGHT, WRONG]


def test_programs_get_all_shares_as_json() -> None:
    told = json.loads(json.dumps(as_json(ALL, explain([WRONG]), [])))
    assert (told["edition_id"], told["overall"]["right"], told["overall"]["total"]) == ("e1", 9, 10)
    assert (told["languages"]["ko"]["share"], told["languages"]["vi"]["share"]) == (1.0, 0.0)
    assert told["confusions"] == [{"expected": "a.one", "found": "a.two", "times": 1}]
    assert (told["degraded"], told["latency_ms"]["p50"], len(told["misses"])) == (0, 5.0, 1)


def test_of_nothing_asked_programs_get_nulls() -> None:
    told = json.loads(json.dumps(as_json([], [], [])))
    assert (told["overall"]["share"], told["latency_ms"]["p50"], told["edition_id"]) == (None, None, "")


def test_people_get_the_shares_and_the_worst_misses() -> None:
    told = list(lines(ALL, worst=5))
    assert told[0].startswith("all")
    assert "90.00%  9 of 10" in told[0]
    assert any(line.startswith("  vi ") and "0 of 1" in line for line in told)
    text = "\n".join(told)
    assert "w: text of w" in text
    assert "expected because: because" in text
    assert "p50 5.0 ms" in text
    assert "text of w" not in "\n".join(lines(ALL, worst=0))


def test_what_turned_since_the_run_before_is_told_and_what_is_significantly_worse_first() -> None:
    now = [judged(f"r{number}", "a.two") for number in range(9)]
    told = list(compared(compare(outcomes(RIGHT), now)))
    worse = [line for line in told if line.startswith("significantly worse")]
    assert worse
    assert "9 lost, 0 won of 9" in worse[0]
    assert any(line.startswith("  lost: r0 r1") for line in told)
    assert any(line.startswith("against the run before") for line in told)
    assert list(compared([])) == []
