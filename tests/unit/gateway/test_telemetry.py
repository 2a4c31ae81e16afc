"""What is told of a resolution."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_gateway import telemetry
from city120_gateway.conversation.conversation import Conversation
from city120_platform.telemetry.schema import schema

NOW = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)


class Told:
    """Instruments that remember what they were told, by metric and labels."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, tuple[Any, ...]]] = Counter()

    def instrument(self, metric: str) -> Any:
        told, known = self, set(schema().metrics[metric].attributes)

        class Instrument:
            def add(self, amount: float, attributes: dict[str, Any] | None = None) -> None:
                assert set(attributes or {}) == known
                told.counts[(metric, tuple((attributes or {}).values()))] += amount  # type: ignore[assignment]

            record = add

        return Instrument()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    remembering = Told()
    for name, metric in {
        "_inquiries": "city120.inquiries",
        "_confidence": "city120.confidence",
        "_questions": "city120.questions",
        "_in_vain": "city120.questions.in_vain",
        "_border_warnings": "city120.border_warnings",
        "_degraded": "city120.degraded",
        "_degraded_inquiries": "city120.inquiries.degraded",
        "_dropped": "city120.records.dropped",
    }.items():
        monkeypatch.setattr(telemetry, name, remembering.instrument(metric))
    return remembering


def conversation(turn: int = 0) -> Conversation:
    return Conversation(text="x", at=NOW, as_of=NOW.date(), channel="voice", turn=turn)


def test_kind_language_channel_and_confidence(told: Told) -> None:
    telemetry.resolved(conversation(), pb.ResolveInquiryResponse(kind="KIND_DEPARTMENT", language="ko", confidence=0.75))
    assert told.counts == {("city120.inquiries", ("department", "ko", "voice")): 1, ("city120.confidence", ("department",)): 0.75}


def test_a_question_is_counted_by_what_it_asks_for_and_the_turn(told: Told) -> None:
    telemetry.resolved(conversation(turn=1), pb.ResolveInquiryResponse(kind="KIND_CLARIFY", clarification=pb.Clarification(missing=["district"])))
    assert told.counts[("city120.questions", ("district", 1))] == 1


def test_a_hand_off_after_a_question_was_asked_in_vain_and_one_without_was_not(told: Told) -> None:
    for turn in (0, 2):
        telemetry.resolved(conversation(turn), pb.ResolveInquiryResponse(kind="KIND_HANDOFF"))
    assert {key: count for key, count in told.counts.items() if key[0] == "city120.questions.in_vain"} == {("city120.questions.in_vain", (2,)): 1}


def test_a_place_near_a_border_and_one_that_is_not(told: Told) -> None:
    telemetry.resolved(conversation(), pb.ResolveInquiryResponse(kind="KIND_ANSWER", area=pb.InquiryArea(near_border=pb.NearBorder(distance_m=4))))
    telemetry.resolved(conversation(), pb.ResolveInquiryResponse(kind="KIND_ANSWER", area=pb.InquiryArea(district_code="11680")))
    assert told.counts[("city120.border_warnings", ())] == 1


def test_missing_parts_are_counted_and_the_inquiries_that_lack_any(told: Told) -> None:
    response = pb.ResolveInquiryResponse(kind="KIND_ANSWER")
    for part in ("faq", "records"):
        response.degraded.add(part=part, reason="UNAVAILABLE", effect="something is missing")
    telemetry.resolved(conversation(), response)
    assert told.counts[("city120.degraded", ("faq", "UNAVAILABLE"))] == told.counts[("city120.degraded", ("records", "UNAVAILABLE"))] == 1
    assert told.counts[("city120.inquiries.degraded", ())] == 1


def test_what_is_not_recorded_is_counted(told: Told) -> None:
    telemetry.dropped(3)
    assert told.counts[("city120.records.dropped", ())] == 3
