"""Why an inquiry was missed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from city120_edition import Edition, current_edition_path, rows
from city120_evaluation.golden import Golden, Judged, judge
from city120_evaluation.misses import error_of, explain


def resolution_of(kind: str = "answer", *codes: str, edition_id: str = "") -> dict[str, Any]:
    affairs = [{"code": code, "probability": 0.9 / (place + 1)} for place, code in enumerate(codes)]
    return {"kind": kind, "language": "ko", "confidence": 0.8, "affairs": affairs, "edition_id": edition_id}


@pytest.mark.parametrize(
    ("expected", "answer", "error"),
    [
        ({"kind": "emergency"}, resolution_of("answer", "water.leak.inside"), "missed emergency"),
        ({"affair": "water.leak.inside"}, resolution_of("emergency"), "false alarm"),
        ({"affair": "water.leak.inside"}, resolution_of("out_of_scope"), "refused"),
        ({"kind": "out_of_scope"}, resolution_of("answer", "water.leak.inside"), "not refused"),
        ({"affair": "none"}, resolution_of("answer", "water.leak.inside"), "stated without an affair"),
        ({"affair": "water.leak.inside"}, resolution_of("answer", "water.leak.street"), "wrong sibling"),
        ({"affair": "env.dust"}, resolution_of("answer", "env.dust.site"), "wrong sibling"),
        ({"affair": "water.leak.inside"}, resolution_of("answer", "water.outage"), "same family"),
        ({"affair": "water.leak.inside"}, resolution_of("answer", "sewer.smell"), "wrong family"),
        ({"affair": "sewer.flood|water.leak.inside"}, resolution_of("answer", "water.outage"), "same family"),
        ({"affair": "water.outage", "language": "vi"}, resolution_of("answer", "water.outage"), "wrong language"),
    ],
)
def test_each_kind_of_error_has_a_name(expected: dict[str, str], answer: dict[str, Any], error: str) -> None:
    verdict = judge(Golden("a", "x", **expected), answer, 1.0)
    assert not verdict.right
    assert error_of(verdict) == error


def test_an_inquiry_without_an_answer_says_so() -> None:
    assert error_of(Judged(Golden("a", "x"), (), "", 0.0, 1.0, failure="503: gone")) == "no answer"


def test_a_miss_shows_the_learnt_lines_that_are_most_like_it(small_rows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITY120_DATA_DIR", str(small_rows))
    edition = Edition.open(current_edition_path(small_rows))
    learnt = [row for row in edition.rows("phrasings", rows.Phrasing) if row.language == "ko" and row.affair.startswith("water.")]
    line = max(learnt, key=lambda row: len(row.text))
    other = next(row.affair for row in learnt if row.affair != line.affair)
    (miss,) = explain([judge(Golden("a", line.text, affair=other), resolution_of("answer", line.affair, edition_id=edition.id), 1.0)])
    assert miss.pulled is not None
    assert (miss.pulled.affair, miss.pulled.text, miss.pulled.likeness) == (line.affair, line.text, 1.0)
    assert miss.missed is not None
    assert miss.missed.affair == other
    assert 0 < miss.missed.likeness < 1


def test_where_the_edition_is_not_at_hand_no_line_is_shown() -> None:
    (miss,) = explain([judge(Golden("a", "x", affair="sewer.smell"), resolution_of("answer", "water.outage", edition_id="absent"), 1.0)])
    assert (miss.pulled, miss.missed) == (None, None)
