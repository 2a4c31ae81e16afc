"""A response in traditional characters."""

from __future__ import annotations

from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_gateway import traditional


def test_all_that_is_read_or_heard_is_written_so_and_names_stay() -> None:
    response = pb.ResolveInquiryResponse(
        answer=pb.InquiryAnswer(text="请咨询区厅(구청)。", plain="请打电话。", spoken="请打电话。"),
        clarification=pb.Clarification(question="哪个车站？", suggestion="费用", options=[pb.ClarificationOption(id="1", label="首尔站")]),
        emergency=pb.Emergency(text="请马上打119。", numbers=["119"]),
        group=pb.InquiryGroup(code="a", label="交通与车辆"),
        offers=[pb.ClarificationOption(id="o", label="换个地方")],
        rendered=pb.Rendered(channel="chat", parts=["请咨询区厅(구청)。", "电话"]),
        also=[pb.ResolveInquiryResponse(rendered=pb.Rendered(parts=["费用"]))],
    )
    traditional.write(response)
    assert (response.answer.text, response.answer.plain) == ("請諮詢區廳(구청)。", "請打電話。")
    assert (response.clarification.question, response.clarification.suggestion) == ("哪個車站？", "費用")
    assert [option.label for option in (*response.clarification.options, *response.offers)] == ["首爾站", "換個地方"]
    assert (response.emergency.text, response.group.label) == ("請馬上打119。", "交通與車輛")
    assert [*response.rendered.parts, *response.also[0].rendered.parts] == ["請諮詢區廳(구청)。", "電話", "費用"]


def test_nothing_appears_that_was_not_there() -> None:
    response = pb.ResolveInquiryResponse(rendered=pb.Rendered(channel="chat", parts=["电话"]))
    traditional.write(response)
    assert response == pb.ResolveInquiryResponse(rendered=pb.Rendered(channel="chat", parts=["電話"]))
