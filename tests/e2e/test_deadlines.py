"""One deadline for the whole: it arrives downstream, and what nobody waits for any more is cancelled."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_client import InquiryClient
from city120_errors import DeadlineExceeded

Fail = Callable[..., None]
QUESTION = pb.ResolveInquiryRequest(text="성북구 사는데 수도 계량기가 얼었어요")


async def test_a_deadline_of_200_ms_arrives_downstream_and_cancels_the_work(
    inquiries: InquiryClient, fail: Fail, faults: Any, arrived: list[Any]
) -> None:
    fail("MatchInquiry", "slow")
    # The answer without faq comes in time, unless this machine is very busy; what counts is what arrives downstream.
    with contextlib.suppress(DeadlineExceeded):
        response = await inquiries.resolve_inquiry(QUESTION, timeout=0.2)
        assert [(note.part, note.reason) for note in response.degraded] == [("faq", "DEADLINE_EXCEEDED")]
    call, waited = await asyncio.wait_for(faults.cancelled.get(), 20)
    assert call.method == "MatchInquiry"
    assert 0 < call.seconds < 0.2
    assert {item.method for item in arrived} >= {"MatchInquiry"}
    assert all(0 < item.seconds < 0.2 for item in arrived)
    assert waited < 1.0


async def test_a_late_part_leaves_time_to_answer_within_the_deadline(inquiries: InquiryClient, fail: Fail, faults: Any) -> None:
    fail("MatchInquiry", "slow")
    response = await inquiries.resolve_inquiry(QUESTION, timeout=1.0)
    assert [note.reason for note in response.degraded] == ["DEADLINE_EXCEEDED"]
    assert response.rendered.parts
    call, _ = await asyncio.wait_for(faults.cancelled.get(), 20)
    assert call.method == "MatchInquiry"


async def test_the_first_round_leaves_time_for_the_second(inquiries: InquiryClient, fail: Fail, faults: Any, arrived: list[Any]) -> None:
    fail("FindPlaceMentions", "slow")
    response = await inquiries.resolve_inquiry(QUESTION, timeout=1.0)
    await asyncio.wait_for(faults.cancelled.get(), 20)
    assert response.affairs[0].code == "water.meter.freeze"
    seconds = {call.method: call.seconds for call in arrived}
    assert seconds["FindPlaceMentions"] < 0.7
    assert 0 < seconds["ResolveResponsibility"] < 0.4


async def test_without_a_deadline_of_the_caller_the_setting_holds(inquiries: InquiryClient, arrived: list[Any], gateway: Any) -> None:
    await inquiries.resolve_inquiry(QUESTION, timeout=60)
    assert arrived
    # From one second on gRPC rounds a deadline up on its way.
    limit = gateway.settings.resolve_deadline_s + 0.1
    assert [call for call in arrived if call.seconds >= limit] == []


async def test_a_deadline_that_is_too_short_still_gives_an_answer_or_says_so(inquiries: InquiryClient) -> None:
    with contextlib.suppress(DeadlineExceeded):
        response = await inquiries.resolve_inquiry(QUESTION, timeout=0.02)
        assert response.rendered.parts
        without_faq = "faq" in {note.part for note in response.degraded}
        assert (response.kind == pb.KIND_HANDOFF) == without_faq


async def test_what_a_caller_gives_up_is_cancelled_downstream_before_its_deadline(inquiries: InquiryClient, fail: Fail, faults: Any) -> None:
    fail("MatchInquiry", "slow")
    asking = asyncio.create_task(inquiries.resolve_inquiry(QUESTION, timeout=60))
    begun = await asyncio.wait_for(faults.waiting.get(), 20)
    asking.cancel()
    call, waited = await asyncio.wait_for(faults.cancelled.get(), 20)
    assert call == begun
    assert waited < call.seconds / 2
    with pytest.raises(asyncio.CancelledError):
        await asking
