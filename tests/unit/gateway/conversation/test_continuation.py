"""The token that lets a channel keep nothing."""

from __future__ import annotations

import base64
import datetime as dt
import json
import time
import zlib
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from cryptography.fernet import Fernet

from city120_errors import Gone, InvalidArgument
from city120_gateway.conversation import continuation
from city120_gateway.conversation.choices import Choices, ChosenAsset, ChosenBody, ChosenFact, Option
from city120_gateway.conversation.continuation import LIFETIME_S, Continuations
from city120_gateway.conversation.conversation import Conversation, Earlier, RankedAffair, RankedEntry, Waiting
from city120_gateway.conversation.hints import AreaHint, DeviceHint, Point
from city120_gateway.conversation.speech import Speech
from city120_gateway.knowledge import Knowledge
from city120_gateway.words.caller_words import Manner

KEY, OTHER_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()
# The contract takes at most so much of it.
MOST_CHARACTERS = 8000
EARLIER = Earlier(
    edition_id="0123456789ab",
    certain=True,
    affairs=(RankedAffair("parking.illegal.report", 0.97, offered=True), RankedAffair("parking.resident", 0.02)),
    entries=(RankedEntry("parking.illegal.report.how", "parking.illegal.report"),),
    options=(Option("1", "은평구 신사동", Choices(area="1138010900")),),
    told=("parking.illegal.report.how", "ko"),
)


def conversation(earlier: Earlier = EARLIER, language: str = "ko", **values: Any) -> Conversation:
    """What is carried on: all but what was said."""
    plain: dict[str, Any] = {
        "at": dt.datetime.fromisoformat("2026-11-24T21:40:00+09:00"),
        "as_of": dt.date(2026, 11, 24),
        "channel": "sms",
        "speech": Speech(told=language, language=language),
        "choices": Choices(affair="parking.illegal.report"),
        "turn": 1,
    }
    return Conversation("", earlier=earlier, **plain | values)


def sealed_at(moment: float, key: str = KEY) -> str:
    """A token as it was sealed at a moment, in seconds since the epoch."""
    plain = zlib.compress(json.dumps(continuation._plain(conversation())).encode())
    return Fernet(key).encrypt_at_time(plain, int(moment)).decode()


@pytest.mark.parametrize(
    "carried",
    [
        conversation(),
        conversation(place=AreaHint("11440")),
        conversation(speech=Speech(told="zh", language="zh", traditional=True)),
        conversation(place=DeviceHint(Point(37.5, 127.0))),
        conversation(replace(EARLIER, certain=False, jointly_certain=True, assets=("line.2",), station="station:gangnam")),
        conversation(replace(EARLIER, goal="station:sadang"), day_word="내일", heard=frozenset({"first_train", "inner"})),
        conversation(replace(EARLIER, waiting=Waiting("waste.bulky", EARLIER.entries))),
        conversation(
            choices=Choices("11440", "road.pothole", "station:suyu", "line.4", "up", ChosenFact("road", "city"), "2026-11-25T00:30:00+09:00")
        ),
        conversation(choices=Choices(thing=ChosenAsset("bridge.mapo"))),
        conversation(choices=Choices(thing=ChosenBody("gas.seoul"))),
    ],
    ids=["plain", "area", "traditional", "point", "uncertain", "trains", "second question", "all choices", "asset", "body"],
)
def test_what_was_sealed_is_opened_again(carried: Conversation) -> None:
    service = Continuations(KEY)
    assert service.open(service.seal(carried)) == carried


def test_what_was_said_is_not_sealed() -> None:
    service, said = Continuations(KEY), conversation()
    assert service.open(service.seal(replace(said, text="물이 새요", said="물이 새요", now=True, manner=Manner.GREETING))) == said


def test_every_field_is_carried_but_what_was_said() -> None:
    """A field that is added to a conversation is sealed, or said here not to be."""
    sealed = {"at", "as_of", "channel", "speech", "place", "choices", "turn", "day_word", "heard", "earlier"}
    assert {field.name for field in fields(Conversation)} == sealed | {"text", "said", "now", "manner", "upset", "asked_at"}


@pytest.mark.parametrize("values", [{}, {"edition_id": "0123456789ab", "fill": {}}, [], "x", None])
def test_a_token_of_another_release_is_gone(values: Any) -> None:
    token = Fernet(KEY).encrypt(zlib.compress(json.dumps(values).encode())).decode()
    with pytest.raises(Gone, match="began before this release") as raised:
        Continuations(KEY).open(token)
    assert (raised.value.http_status, raised.value.reason) == (410, "CONTINUATION_EXPIRED")


def test_a_token_lives_fifteen_minutes() -> None:
    service, now = Continuations(KEY), time.time()
    assert LIFETIME_S == 15 * 60
    assert service.open(sealed_at(now - LIFETIME_S + 60)) == conversation()
    with pytest.raises(Gone, match="older than 15 minutes") as raised:
        service.open(sealed_at(now - LIFETIME_S - 60))
    assert (raised.value.http_status, raised.value.field, raised.value.reason) == (410, "continuation", "CONTINUATION_EXPIRED")


CHANGES: dict[str, Callable[[str], str]] = {
    "other letters": str.swapcase,
    "cut": lambda token: token[:-8],
    "longer": lambda token: "gAAAA" + token,
    "one character": lambda token: token[:50] + ("A" if token[50] != "A" else "B") + token[51:],
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_token_that_was_changed_is_refused(change: str) -> None:
    service = Continuations(KEY)
    with pytest.raises(InvalidArgument, match="not a token of this service") as raised:
        service.open(CHANGES[change](service.seal(conversation())))
    assert (raised.value.http_status, raised.value.field) == (400, "continuation")


@pytest.mark.parametrize("token", ["", "x", "한글", "\ud800", "e30", "=" * 100])
def test_what_is_no_token_at_all_is_refused(token: str) -> None:
    with pytest.raises(InvalidArgument, match="not a token of this service"):
        Continuations(KEY).open(token)


def test_a_token_of_another_key_is_refused_even_when_it_is_old() -> None:
    for moment in (time.time(), time.time() - 2 * LIFETIME_S):
        with pytest.raises(InvalidArgument, match="not a token of this service"):
            Continuations(OTHER_KEY).open(sealed_at(moment))


def test_the_first_key_seals_and_all_keys_open() -> None:
    before, during, after = Continuations(OTHER_KEY), Continuations(f"{KEY}, {OTHER_KEY}"), Continuations(KEY)
    assert during.open(before.seal(conversation())) == conversation()
    assert after.open(during.seal(conversation())) == conversation()
    with pytest.raises(InvalidArgument):
        before.open(during.seal(conversation()))


def test_without_keys_each_process_has_its_own() -> None:
    token = Continuations("").seal(conversation())
    with pytest.raises(InvalidArgument):
        Continuations("").open(token)


def test_a_key_that_is_none_is_told_with_the_command_that_makes_one() -> None:
    with pytest.raises(ValueError, match=r"CITY120_TOKEN_KEYS: .*generate_key"):
        Continuations(f"{KEY},short")


def test_a_token_shows_nothing_of_what_it_holds() -> None:
    token = Continuations(KEY).seal(conversation())
    raw = base64.urlsafe_b64decode(token)
    for shown in ("신사동", "parking", "area_code", "1138010900"):
        assert shown not in token
        assert shown.encode() not in raw
        assert shown.encode() not in zlib.compress(raw)


@pytest.mark.parametrize("language", ["ko", "en", "zh", "ja", "vi", "mn"])
@pytest.mark.parametrize("largest", [False, True], ids=["all districts", "all dongs of the largest district"])
def test_a_token_with_many_choices_fits_the_contract(knowledge: Knowledge, language: str, largest: bool) -> None:
    codes = [dong.code for dong in max(knowledge.admin_dongs.values(), key=len)] if largest else sorted(knowledge.admin_dongs)
    assert len(codes) >= 25
    options = [Option(str(number), knowledge.area_name(code, language), Choices(area=code)) for number, code in enumerate(codes, start=1)]
    carried = conversation(replace(EARLIER, options=tuple(options)), language)
    assert len(Continuations(KEY).seal(carried)) <= MOST_CHARACTERS
