"""One long message, of at most two thousand bytes."""

from __future__ import annotations

import pytest

from city120_gateway.channels.sms import Sms
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.decide import Kind
from tests.unit.gateway.samples import LANGUAGES, OFFICE, answer, resolution, responsibility

# What a long message holds, in the telephone networks' encoding.
SMS_BYTES = 2000


def test_all_sentences_are_lines_of_one_message_without_the_usual_unit(knowledge: Knowledge) -> None:
    told = resolution(Kind.ANSWER, channel="sms", answer=answer(), responsibility=responsibility(usual_unit="청소행정과"))
    (text,) = Sms(told, knowledge).render()
    assert text.split("\n")[0] == answer().text
    assert len(text.split("\n")) == 3
    assert "청소행정과" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_holds_at_most_two_thousand_bytes_and_ends_with_a_whole_line(knowledge: Knowledge, language: str) -> None:
    long = "\n".join(f"{number}. {OFFICE[language]}" for number in range(1, 200))
    (text,) = Sms(resolution(Kind.ANSWER, language, "sms", answer=answer(long)), knowledge).render()
    assert SMS_BYTES * 0.9 < len(text.encode("euc-kr", errors="xmlcharrefreplace")) <= SMS_BYTES
    assert long.startswith(text + "\n")


def test_a_message_that_fits_is_sent_whole(knowledge: Knowledge) -> None:
    # 2 bytes each and one for the end of the line: 1,998 bytes
    lines = "\n".join(["가" * 499] * 2)
    assert Sms(resolution(Kind.ANSWER, channel="sms", answer=answer(lines)), knowledge).render() == (lines,)
