"""Places near the caller as sentences, in six languages: what is open, until when, how old the list is; or why there are none."""

from __future__ import annotations

import datetime as dt
import string
from dataclasses import replace
from typing import Any

import pytest

from city120_gateway.channels.registry import render
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Opening
from city120_gateway.resolution.decide import Kind
from city120_gateway.resolution.nearby import Nearby
from city120_gateway.resolution.resolution import Answer, Handoff
from tests.unit.gateway.samples import CHANNELS, LANGUAGES, nearby_place, resolution, responsibility

AGENT = Handoff("agent", "no list")
LABELS = {"ko": "약국", "en": "pharmacy", "zh": "药店", "ja": "薬局", "vi": "nhà thuốc", "mn": "эмийн сан"}
OPEN = Nearby((nearby_place(),), open_only=True, labels=LABELS, place="이태원역")


def said(knowledge: Knowledge, nearby: Nearby, language: str = "ko", channel: str = "web", **sections: Any) -> str:
    return "\n".join(render(resolution(Kind.PLACES, language, channel, nearby=nearby, **sections), knowledge))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_a_place_is_told_with_its_phone_and_until_when_it_is_open(knowledge: Knowledge, language: str, channel: str) -> None:
    text = said(knowledge, OPEN, language, channel)
    for told in ("이태원역", "가나약국", "02-123-4567", "01:00", "400"):
        assert told in text, told
    assert knowledge.say("places.old", language) in text
    assert knowledge.say("places.closes_first", language) in text
    assert "{" not in text


def test_a_fresh_list_has_no_warning_and_a_voice_no_addresses(knowledge: Knowledge) -> None:
    fresh = replace(OPEN, places=tuple(nearby_place(f"약국 {number}", freshness="fresh") for number in range(5)))
    text, voice = said(knowledge, fresh), said(knowledge, fresh, channel="voice")
    assert knowledge.say("places.old", "ko") not in text
    assert [f"약국 {number}" in text for number in range(5)] == [True] * 5
    assert [f"약국 {number}" in voice for number in range(5)] == [True, True, False, False, False]
    assert "이태원로" in text
    assert "이태원로" not in voice


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"change": "", "closes_before_arrival": False}, "places.open"),
        ({"opening": Opening("24/7", open_now=True), "closes_before_arrival": False}, "places.always"),
        ({"opening": Opening("Mo unknown"), "closes_before_arrival": False}, "places.hours_unknown"),
        ({"opening": None}, ""),
    ],
)
def test_what_is_not_known_is_not_told(knowledge: Knowledge, values: dict[str, Any], message: str) -> None:
    text = said(knowledge, replace(OPEN, places=(nearby_place(**values),)), "en")
    assert ("until" in text) is False
    assert message == "" or knowledge.say(message, "en") in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("empty", "open_only"), [("not_loaded", True), ("not_loaded", False), ("none_open", True), ("none_near", False)])
def test_why_there_are_none_is_said_once_with_what_else_helps(knowledge: Knowledge, language: str, empty: str, open_only: bool) -> None:
    answer = Answer("a.elsewhere", "E-Gen, 119, 129")
    handoff = AGENT if empty == "not_loaded" else None
    nearby = Nearby((), empty, open_only, LABELS, "이태원역")
    text = said(knowledge, nearby, language, answer=answer, handoff=handoff)
    assert text.lower().count(LABELS[language].lower() + (":" if language in ("ko", "en", "vi", "mn") else "：")) == 1
    assert "E-Gen, 119, 129" in text
    assert text.startswith("E-Gen, 119, 129") is (empty == "not_loaded")
    assert (knowledge.say("handoff.agent", language, phone=knowledge.fallback_phone) in text) is (empty == "not_loaded")
    assert not set(string.Formatter().parse(text)) - {(text, None, None, None)}
    named = said(knowledge, replace(nearby, named="이태원역 1번 출구"), language, answer=answer, handoff=handoff)
    assert ("이태원역 1번 출구" in named) is (empty == "not_loaded")


@pytest.mark.parametrize(("publisher", "missed"), [("11350", False), ("city", True)])
def test_where_a_district_names_its_own_no_list_is_missed(knowledge: Knowledge, publisher: str, *, missed: bool) -> None:
    text = said(knowledge, Nearby((), "not_loaded", True, LABELS), answer=Answer("a.11350", "노원의 병원", publisher=publisher), handoff=AGENT)
    assert ("목록이 아직 없어" in text) is missed


def test_places_near_the_caller_are_not_the_body_s(knowledge: Knowledge) -> None:
    text = said(knowledge, OPEN, "en", responsibility=responsibility())
    assert "Mapo" not in text


DAYS = (dt.date(2026, 11, 28), dt.date(2026, 11, 29))
EVENT = nearby_place("작은 음악회", opening=None, phone="", starts="2026-11-28T14:00:00+09:00", ends="2026-11-28", free=True, freshness="fresh")


def test_events_are_told_with_their_days_and_that_they_are_free(knowledge: Knowledge) -> None:
    text = said(knowledge, Nearby((EVENT,), days=DAYS), "en")
    assert text.startswith("Events on 2026-11-28 ~ 2026-11-29:\n작은 음악회, 2026-11-28, free, about 400 m")
    assert said(knowledge, Nearby((EVENT,), days=DAYS, place="Itaewon"), "en").startswith("Events near Itaewon on 2026-11-28")


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_event_is_known_that_is_said(knowledge: Knowledge, language: str) -> None:
    assert knowledge.say("events.empty.not_loaded", language) in said(knowledge, Nearby(empty="not_loaded", days=DAYS), language)
    assert "2026-11-28 ~ 2026-11-29" in said(knowledge, Nearby(empty="none_near", days=DAYS), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_place_that_is_sought_it_is_told_in_which_district_it_is_not(knowledge: Knowledge, language: str) -> None:
    place = nearby_place(district_code="11170", address="")
    text = said(knowledge, Nearby((place,), sought=True, not_in="11680"), language)
    assert knowledge.say("places.not_in", language, district=knowledge.area_name("11680", language)) in text
    assert knowledge.areas["11680"].names["ko"] not in said(knowledge, Nearby((place,), sought=True), language)
    way = knowledge.say("places.way", language)
    for within in (("1168010700",), ("1168010700", "1162068500")):
        lies = said(knowledge, Nearby((nearby_place(),), sought=True, named="it", within=within), language)
        assert "it" in lies
        assert all(knowledge.area_name(code, language) in lies for code in within)
        assert (way in lies) is (len(within) == 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_way_is_offered_to_a_place_whose_point_nobody_knows(knowledge: Knowledge, language: str) -> None:
    way = knowledge.say("places.way", language)
    assert way in said(knowledge, Nearby((nearby_place(),), sought=True), language)
    assert way not in said(knowledge, Nearby((nearby_place(point=None),), sought=True), language)


def test_of_a_week_the_first_and_the_last_day_are_told(knowledge: Knowledge) -> None:
    days = tuple(dt.date(2026, 12, day) for day in range(2, 7))
    assert "2026-12-02 ~ 2026-12-06" in said(knowledge, Nearby((nearby_place(),), days=days))


SUNDAY = dt.datetime(2026, 11, 29, 20, tzinfo=dt.timezone(dt.timedelta(hours=9)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_moment_that_is_asked_about_and_that_it_is_not_all_there_is_are_said(knowledge: Knowledge, language: str) -> None:
    known = Nearby((nearby_place(),), labels=LABELS, place="이태원역", at=SUNDAY, some=True)
    text = said(knowledge, known, language)
    assert knowledge.say("places.some", language) in text
    assert "20:00" in text.splitlines()[0]
    none = said(knowledge, replace(known, none_open=True, some=False), language)
    assert none.startswith(knowledge.say("places.head.none_open", language, place="이태원역", when="2026-11-29 20:00"))
    assert knowledge.say("places.some", language) not in none
