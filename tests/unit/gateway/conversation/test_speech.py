"""Which language an answer has, and whether the caller's is spoken."""

from __future__ import annotations

import pytest

from city120_gateway.conversation.speech import Speech, listen

KOREAN, FRENCH = "수도요금은 어디서 내요?", "Bonjour, où puis-je payer ma facture d'eau, s'il vous plaît ?"


@pytest.mark.parametrize(
    ("text", "told", "language", "spoken"),
    [
        (KOREAN, "", "ko", True),
        (KOREAN, "vi", "vi", True),
        (KOREAN, "fr", "ko", True),
        (FRENCH, "", "en", False),
        (FRENCH, "fr", "en", False),
        (FRENCH, "en", "en", True),
        ("", "", "ko", True),
        ("", "mn", "mn", True),
        ("  ", "fr", "en", False),
    ],
)
def test_the_channel_is_believed_before_the_text(text: str, told: str, language: str, spoken: bool) -> None:
    speech = listen(text, Speech(told=told))
    assert (speech.language, speech.spoken, speech.told) == (language, spoken, told)


@pytest.mark.parametrize(("text", "written"), [("捷運幾點收班?", True), ("地铁几点结束?", False), ("2", True)])
def test_chinese_stays_in_the_characters_that_were_written_before_until_others_are(text: str, written: bool) -> None:
    assert listen(text, Speech(told="zh", traditional=True)).traditional is written
