"""Whether the office is open, in one sentence: at the moment asked about, and only when it is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from city120_gateway.channels.opening import sentence
from city120_gateway.channels.registry import render
from city120_gateway.channels.web import Web
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Opening
from city120_gateway.resolution.decide import Kind
from tests.unit.gateway.samples import LANGUAGES, resolution, responsibility

OFFICE = "Mo-Fr 09:00-18:00; PH off"


@pytest.fixture
def said(knowledge: Knowledge) -> Callable[..., str]:
    """said(language, at, now=…, asked_on=…, **opening): the sentence about an office, seen from a moment."""

    def make(language: str, at: str = "2026-11-24T21:40:00+09:00", *, now: bool = False, asked_on: dt.date | None = None, **opening: Any) -> str:
        office = responsibility(opening=Opening(**{"hours": OFFICE, **opening}))
        moment = dt.datetime.fromisoformat(at)
        asked = resolution(Kind.DEPARTMENT, language, at=moment, now=now, asked_on=asked_on, responsibility=office)
        return sentence(asked, Web(asked, knowledge).say, knowledge)

    return make


def test_closed_says_when_it_opens_and_whom_to_call_meanwhile(said: Callable[..., str]) -> None:
    told = said("en", open_now=False, next_change="2026-11-25T09:00:00+09:00")
    assert told == "On Tuesday, 24 November, at 21:40 it is closed and opens Wednesday 09:00. Meanwhile call 120."
    assert said("ko", now=True, open_now=False, next_change="2099-01-01T09:00:00+09:00").startswith("지금은 닫혀 있고 2099-01-01 09:00에 엽니다.")


def test_open_says_until_when(said: Callable[..., str]) -> None:
    told = said("en", "2026-11-24T10:00:00+09:00", open_now=True, next_change="2026-11-24T18:00:00+09:00")
    assert told.startswith("On Tuesday, 24 November, at 10:00 it is open until 18:00.")


@pytest.mark.parametrize(
    ("language", "asked_on", "begins"),
    [
        ("ko", 23, "내일 화요일에는 18:00까지 열려 있습니다."),
        ("ko", 22, "모레 화요일에는"),
        ("ko", 20, "11월 24일 화요일에는"),
        ("en", 23, "Tomorrow, Tuesday, it is open until 18:00."),
        ("zh", 23, "明天周二开放至18:00。"),
        ("ja", 23, "明日火曜日は18:00まで開いています。"),
        ("vi", 23, "Ngày mai, thứ Ba, mở cửa đến 18:00."),
        ("mn", 23, "Маргааш, Мягмар гарагт, нээлттэй, 18:00 хүртэл."),
    ],
)
def test_a_day_that_was_named_is_called_as_people_call_it(said: Callable[..., str], language: str, asked_on: int, begins: str) -> None:
    noon = "2026-11-24T12:00:00+09:00"
    told = said(language, noon, asked_on=dt.date(2026, 11, asked_on), open_now=True, next_change="2026-11-24T18:00:00+09:00")
    assert told.startswith(begins)


def test_what_is_not_known_is_not_said(said: Callable[..., str]) -> None:
    assert said("en") == ""
    assert "opens" not in said("en", open_now=False)


def test_what_is_always_open_has_no_figures(said: Callable[..., str]) -> None:
    assert said("en", hours="24/7", open_now=True) == "Open at all times."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("change", ["2026-11-24T23:00:00+09:00", "2026-11-28T09:00:00+09:00", "2026-12-28T09:00:00+09:00", ""])
@pytest.mark.parametrize("open_now", [True, False])
def test_every_language_has_a_sentence_for_every_case(said: Callable[..., str], language: str, change: str, open_now: bool) -> None:
    told = said(language, open_now=open_now, next_change=change)
    assert "{" not in told
    assert change[11:16] in told
    assert "120" in told


def test_an_answer_without_verified_hours_is_silent_on_them(knowledge: Knowledge) -> None:
    texts = render(resolution(Kind.DEPARTMENT, "en", responsibility=responsibility()), knowledge)
    assert not any("open" in text or "closed" in text for text in texts)
