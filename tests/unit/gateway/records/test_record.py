"""What a record holds: no number of a person, wherever it was said; what rows of the edition say, as it is."""

from __future__ import annotations

import datetime as dt

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_gateway.records.record import Closing, closing, record

NOW = dt.datetime(2026, 11, 24, 12, 40, 5, tzinfo=dt.UTC)
NUMBER = "900101-1234567"


def answered(**values: object) -> pb.ResolveInquiryResponse:
    return pb.ResolveInquiryResponse(inquiry_id="one", **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "response",
    [
        answered(evidence=[pb.Evidence(kind="place_used", ref="area:11440", detail=f"'{NUMBER} 마포', from place.text")]),
        answered(rendered=pb.Rendered(channel="web", parts=["a", f"{NUMBER} 마포구청"])),
        answered(clarification=pb.Clarification(question=f"{NUMBER}?", options=[pb.ClarificationOption(id="1", label=NUMBER)])),
        answered(handoff=pb.Handoff(queue="agent", reason=NUMBER)),
        answered(also=[answered(evidence=[pb.Evidence(detail=NUMBER)])]),
        answered(affairs=[pb.RankedAffair(code="a", labels={"ko": NUMBER})]),
    ],
    ids=["evidence", "rendered", "clarification", "handoff", "also", "labels"],
)
@pytest.mark.parametrize(
    "request_",
    [
        pb.ResolveInquiryRequest(text=f"제 번호는 {NUMBER}"),
        pb.ResolveInquiryRequest(text="x", place=pb.PlaceHint(text=f"{NUMBER} 마포")),
        pb.ResolveInquiryRequest(text="x", place=pb.PlaceHint(text="y", otherwise=pb.PlaceHint(text=NUMBER))),
    ],
    ids=["text", "place", "otherwise"],
)
def test_a_number_of_a_person_is_in_no_part(request_: pb.ResolveInquiryRequest, response: pb.ResolveInquiryResponse) -> None:
    kept = record(request_, response, NOW)
    assert NUMBER not in kept.text
    assert NUMBER not in str(kept.resolution)
    assert "[id-number]" in str(kept.resolution)


def test_the_token_that_goes_on_is_not_kept() -> None:
    response = answered(clarification=pb.Clarification(question="어디인가요?", continuation="gAAAAA"))
    kept = record(pb.ResolveInquiryRequest(text="x"), response, NOW)
    assert kept.resolution.clarification == pb.Clarification(question="어디인가요?")
    # The caller's own answer has it.
    assert response.clarification.continuation == "gAAAAA"


def test_codes_and_public_numbers_stay() -> None:
    response = answered(
        edition_id="0123456789ab",
        area=pb.InquiryArea(district_code="11440", admin_dong_code="1144055500", admin_dong_candidates=["1144055500"]),
        responsibility=pb.InquiryResponsibility(body_id="district.11440", phone="02-3153-8114"),
        rendered=pb.Rendered(parts=["마포구청 02-3153-8114"]),
    )
    assert record(pb.ResolveInquiryRequest(text="가로등"), response, NOW).resolution == response


def test_a_number_that_the_caller_says_too_is_masked_also_where_a_row_says_it() -> None:
    response = answered(responsibility=pb.InquiryResponsibility(phone="02-3153-8114"), rendered=pb.Rendered(parts=["02-3153-8114"]))
    kept = record(pb.ResolveInquiryRequest(text="02-3153-8114로 전화 주세요"), response, NOW)
    assert kept.resolution.responsibility.phone == kept.resolution.rendered.parts[0] == "[phone]"


def test_an_answer_that_asks_nothing_back_gets_no_question() -> None:
    assert not record(pb.ResolveInquiryRequest(text="x"), answered(), NOW).resolution.HasField("clarification")


def test_words_of_a_closing_are_redacted() -> None:
    request = pb.CloseInquiryRequest(inquiry_id="one", outcome="resolved", note=f"{NUMBER} 확인", correct_affair_code=NUMBER)
    assert closing(request) == Closing("one", "resolved", "[id-number] 확인", None, "[id-number]")


def test_moments_are_kept_in_utc() -> None:
    local = dt.datetime(2026, 11, 24, 21, 40, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    assert record(pb.ResolveInquiryRequest(text="x"), answered(), local).received_at == dt.datetime(2026, 11, 24, 12, 40, tzinfo=dt.UTC)
