"""Of what a date is the day, and of what it is a day of the story."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.dated import undated
from city120_gateway.resolution.findings import Findings
from tests.unit.gateway.samples import AT, conversation, match

TRAINS, HOURS, PASSPORT, PHARMACY = "transit.subway.firstlast", "office.hours", "passport.apply", "health.nightpharm"


def _findings(knowledge: Knowledge, affair: str, text: str, *heard: str, **values: Any) -> Findings:
    """A question of an affair on the day that its text names."""
    word, at = knowledge.days.find(text, AT) or ("", AT)
    said = replace(conversation(text, asked_at=AT, day_word=word, heard=frozenset(heard)), at=at)
    return Findings(said, match=match(affair), affair=knowledge.affairs[affair], **values)


@pytest.mark.parametrize(
    ("affair", "text", "heard", "day"),
    [
        (TRAINS, "12월 25일 막차", (), "2026-12-25"),
        (TRAINS, "11월 20일 막차", (), "2027-11-20"),
        (HOURS, "12월 25일에 문 여나요", ("hours",), "2026-12-25"),
        (HOURS, "11월 20일에 신청했는데 몇 시까지 해요", ("hours",), "2026-11-24"),
        (PHARMACY, "12월 25일에 여는 약국", (), "2026-12-25"),
        (PASSPORT, "11월 20일에 신청했는데 언제 나와요", (), "2026-11-24"),
        (PASSPORT, "12월 10일에 출국하는데 여권 신청", (), "2026-11-24"),
        (PASSPORT, "토요일에 여권 신청", (), "2026-11-28"),
    ],
)
def test_a_date_is_the_day_of_what_goes_by_it(knowledge: Knowledge, affair: str, text: str, heard: tuple[str, ...], day: str) -> None:
    asked = undated(_findings(knowledge, affair, text, *heard), knowledge).conversation
    assert asked.at.date().isoformat() == day
    assert bool(asked.day_word) is (asked.at != AT)


def test_who_goes_on_with_a_date_asks_for_that_day(knowledge: Knowledge) -> None:
    asked = undated(_findings(knowledge, PASSPORT, "12월 25일은요?", follows=True), knowledge).conversation
    assert asked.at.date() == dt.date(2026, 12, 25)
