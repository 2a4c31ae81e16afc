"""Places near the caller as the contract's response has them."""

from __future__ import annotations

from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_gateway import nearby_messages
from city120_gateway.resolution.nearby import NONE_OPEN, Nearby
from tests.unit.gateway.samples import nearby_place


def test_everything_of_a_place_is_in_the_message() -> None:
    (made,) = nearby_messages.places(Nearby((nearby_place(),)))
    left_out = {field.name for field in pb.InquiryPlace.DESCRIPTOR.fields} - {field.name for field, _ in made.ListFields()}
    assert left_out <= {"starts", "ends", "audience", "free", "website", "accessibility", "hours"}
    assert (made.name, made.distance_m, made.location.latitude, made.step_free) == ("가나약국", 412, 37.5345, True)
    assert (made.opening.open_now, made.opening.closes_before_arrival, made.opening.source) == (True, True, "a list")


def test_what_is_not_known_is_left_out_and_told_from_what_is_denied() -> None:
    (made,) = nearby_messages.places(Nearby((nearby_place(point=None, opening=None, step_free=None),)))
    assert [made.HasField(name) for name in ("location", "opening", "step_free")] == [False, False, False]
    (denied,) = nearby_messages.places(Nearby((nearby_place(step_free=False),)))
    assert denied.HasField("step_free")


def test_why_none_was_found_is_told_only_where_some_were_asked_for() -> None:
    assert nearby_messages.empty(Nearby(empty=NONE_OPEN)) == pb.Empty(what="places", reason="none_open")
    assert nearby_messages.empty(Nearby((nearby_place(),))) is None
    assert nearby_messages.empty(None) is None
    assert nearby_messages.places(None) == []
