"""Chinese in traditional characters for who writes in them; an edition has it in simplified ones."""

from __future__ import annotations

from city120.inquiry.v1 import inquiry_pb2 as pb
from opencc import OpenCC

# Characters as Taiwan writes them, and no words of Taiwan's: those would make other terms of what an edition chose.
_WRITTEN = OpenCC("s2tw").convert
_SIMPLIFIED, _TRADITIONAL = OpenCC("t2s").convert, OpenCC("s2t").convert


def is_traditional(text: str) -> bool:
    """Whether a text has characters that are traditional alone, and none that are simplified alone."""
    return bool(_SIMPLIFIED(text) != text and _TRADITIONAL(text) == text)


def write(response: pb.ResolveInquiryResponse) -> None:
    """Put whatever the caller reads or hears into traditional characters. Names in all languages stay as the edition has them."""
    response.rendered.parts[:] = map(_WRITTEN, response.rendered.parts)
    for option in (*response.clarification.options, *response.offers):
        option.label = _WRITTEN(option.label)
    if response.HasField("answer"):
        answer = response.answer
        answer.text, answer.plain, answer.spoken = map(_WRITTEN, (answer.text, answer.plain, answer.spoken))
    if response.HasField("clarification"):
        asked = response.clarification
        asked.question, asked.suggestion = map(_WRITTEN, (asked.question, asked.suggestion))
    if response.HasField("emergency"):
        response.emergency.text = _WRITTEN(response.emergency.text)
    if response.HasField("group"):
        response.group.label = _WRITTEN(response.group.label)
    for second in response.also:
        write(second)
