"""A response in traditional characters, for who writes Chinese in them."""

from __future__ import annotations

from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_gateway.words.characters import traditional


def write(response: pb.ResolveInquiryResponse) -> None:
    """Put whatever the caller reads or hears into traditional characters. Names in all languages stay as the edition has them."""
    response.rendered.parts[:] = map(traditional, response.rendered.parts)
    for option in (*response.clarification.options, *response.offers):
        option.label = traditional(option.label)
    if response.HasField("answer"):
        answer = response.answer
        answer.text, answer.plain, answer.spoken = map(traditional, (answer.text, answer.plain, answer.spoken))
    if response.HasField("clarification"):
        asked = response.clarification
        asked.question, asked.suggestion = map(traditional, (asked.question, asked.suggestion))
    if response.HasField("emergency"):
        response.emergency.text = traditional(response.emergency.text)
    if response.HasField("group"):
        response.group.label = traditional(response.group.label)
    for second in response.also:
        write(second)
