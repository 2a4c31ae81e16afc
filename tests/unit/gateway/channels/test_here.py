"""On the call centre's own channels nobody is told to call it: every sentence, on every channel, in every language."""

from __future__ import annotations

import re
import string

import pytest

from city120_gateway.channels.registry import CHANNELS
from city120_gateway.channels.sentences import Sentences
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.decide import Kind
from tests.unit.gateway.samples import LANGUAGES, resolution

# How each language tells somebody to call, write to or ask 120.
TOLD_TO_CALL = {
    "ko": r"120\s*(번)?\s*(으로|에|로)\s*(전화|문의|연락|물어|문자)|120에서 상담원과 통화",
    "en": r"\b(call|ask|at|phone|dial|contact|text)\s+(02-)?120\b",
    "zh": r"(拨打|致电|咨询|拨|联系|向)(02-)?120",
    "ja": r"120(に|へ|で)(お電話|お問い合わせ|ご連絡|電話|相談員とお話)",
    "vi": r"(gọi|hỏi|liên hệ)\s+(cho\s+)?(02-)?120",
    "mn": r"120(-|\s)?(оос|руу|дугаар|ын дугаар)",
}
# A number of the body or the place itself is filled in here; pages are on the web.
OTHERS_NUMBERS, PAGES = ("phone", "places.phone", "visit.phone", "handoff.outside.phone"), ("page.", "coverage.")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_no_sentence_tells_who_is_with_120_to_call_it(knowledge: Knowledge, channel: str, language: str) -> None:
    speaker = CHANNELS[channel](resolution(Kind.ANSWER, language, channel), knowledge)
    assert isinstance(speaker, Sentences)
    told = []
    for message, texts in knowledge.messages.items():
        blanks = {field for _, field, _, _ in string.Formatter().parse(texts[language]) if field}
        values = dict.fromkeys(blanks, "…") | ({"phone": knowledge.fallback_phone} if "phone" in blanks else {})
        others = message in OTHERS_NUMBERS or message.startswith(PAGES)
        if not others and re.search(TOLD_TO_CALL[language], speaker.say(message, **values), re.IGNORECASE):
            told.append(message)
    # The pattern finds what is said on the web, so it would find it elsewhere.
    assert bool(told) is (channel == "web"), told


def test_what_is_worded_for_who_is_here_gives_no_number(knowledge: Knowledge) -> None:
    worded = [message for message in knowledge.messages if message.endswith(".here") and message.removesuffix(".here") in knowledge.messages]
    assert worded
    for message in worded:
        assert not any("{phone}" in text or knowledge.fallback_phone in text for text in knowledge.messages[message].values()), message
