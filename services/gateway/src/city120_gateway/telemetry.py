"""What became of inquiries, as measurements and on the span of the request. Nothing that a caller wrote is in it."""

from __future__ import annotations

from city120.inquiry.v1 import inquiry_pb2 as pb
from opentelemetry import trace

from city120_gateway.conversation.conversation import Conversation
from city120_platform.telemetry import instruments

_inquiries = instruments.counter("city120.inquiries")
_confidence = instruments.histogram("city120.confidence")
_questions = instruments.counter("city120.questions")
_in_vain = instruments.counter("city120.questions.in_vain")
_border_warnings = instruments.counter("city120.border_warnings")
_degraded = instruments.counter("city120.degraded")
_dropped = instruments.counter("city120.records.dropped")
_degraded_inquiries = instruments.counter("city120.inquiries.degraded")


def resolved(conversation: Conversation, response: pb.ResolveInquiryResponse) -> None:
    """Tell of one resolution."""
    kind, turn = pb.Kind.Name(response.kind).removeprefix("KIND_").lower(), conversation.turn
    _inquiries.add(1, {"city120.kind": kind, "city120.language": response.language, "city120.channel": conversation.channel})
    _confidence.record(response.confidence, {"city120.kind": kind})
    for missing in response.clarification.missing:
        _questions.add(1, {"city120.missing": missing, "city120.turn": turn})
    if turn and response.kind == pb.KIND_HANDOFF:
        _in_vain.add(1, {"city120.turn": turn})
    if response.area.HasField("near_border"):
        _border_warnings.add(1)
    for note in response.degraded:
        _degraded.add(1, {"city120.part": note.part, "city120.reason": note.reason})
    if response.degraded:
        _degraded_inquiries.add(1)
    _describe(conversation, response, kind)


def dropped(count: int) -> None:
    """Tell of inquiries that were answered and not recorded."""
    _dropped.add(count)


def _describe(conversation: Conversation, response: pb.ResolveInquiryResponse, kind: str) -> None:
    span = trace.get_current_span()
    if span.is_recording():
        span.set_attributes(
            {
                "city120.kind": kind,
                "city120.language": response.language,
                "city120.channel": conversation.channel,
                "city120.confidence": response.confidence,
                "city120.turn": conversation.turn,
                "city120.degraded": [note.part for note in response.degraded],
                "city120.edition": response.edition_id,
            }
        )
