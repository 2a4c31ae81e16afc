"""The rules of the contract, on messages that arrive."""

from __future__ import annotations

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_errors import InvalidArgument
from city120_platform.validation import SEE_CONTRACT, validate_message


def test_a_message_within_the_rules_passes() -> None:
    validate_message(pb.ResolveInquiryRequest(text="물이 안 나와요", channel="voice"))


def test_a_field_against_a_rule_is_named_with_the_fix() -> None:
    with pytest.raises(InvalidArgument) as refused:
        validate_message(pb.ResolveInquiryRequest(text="물이 안 나와요", channel="telegram"))
    assert (refused.value.field, refused.value.fix) == ("channel", SEE_CONTRACT)


def test_a_field_within_a_field_is_named_with_its_path() -> None:
    request = pb.ResolveInquiryRequest(text="여기 도로가 파였어요")
    request.place.point.latitude = 91
    with pytest.raises(InvalidArgument) as refused:
        validate_message(request)
    assert refused.value.field == "place.point.latitude"
