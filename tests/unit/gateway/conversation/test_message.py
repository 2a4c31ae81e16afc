"""A message of a caller, and what of it the sender must mend."""

from __future__ import annotations

import pytest

from city120_errors import InvalidArgument, TooLarge
from city120_gateway.conversation.message import MAX_TEXT, Message


def test_a_text_or_a_conversation_to_go_on_with_is_enough() -> None:
    Message("물이 안 나와요", "web").check()
    Message(" ", "web", continuation="token").check()
    Message("x" * MAX_TEXT, "web", "en-GB").check()


@pytest.mark.parametrize(
    ("message", "kind", "field"),
    [
        (Message("", "web"), InvalidArgument, "text"),
        (Message(" \n", "web"), InvalidArgument, "text"),
        (Message("x" * (MAX_TEXT + 1), "web"), TooLarge, "text"),
        (Message("x", "web", "KOREAN"), InvalidArgument, "language"),
        (Message("x", "web", "en_GB"), InvalidArgument, "language"),
    ],
)
def test_what_is_wrong_is_named_with_the_fix(message: Message, kind: type[InvalidArgument], field: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        message.check()
    assert type(refused.value) is kind
    assert refused.value.field == field
    assert refused.value.fix


@pytest.mark.parametrize(("tag", "language"), [("en-GB", "en"), ("zh-Hans-CN", "zh"), ("vi", "vi"), ("", "")])
def test_a_tag_stands_for_its_language(tag: str, language: str) -> None:
    assert Message("x", "web", tag).told_language == language
