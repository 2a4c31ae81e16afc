"""The token that lets a channel keep nothing."""

from __future__ import annotations

import base64
import json
import time
import zlib
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from cryptography.fernet import Fernet

from city120_errors import Gone, InvalidArgument
from city120_gateway.conversation.continuation import LIFETIME_S, Continuations, Option, State
from city120_gateway.knowledge import Knowledge

KEY, OTHER_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()
# The contract takes at most so much of it.
MOST_CHARACTERS = 8000


def state(**values: Any) -> State:
    plain: dict[str, Any] = {
        "edition_id": "0123456789ab",
        "language": "ko",
        "channel": "sms",
        "at": "2026-11-24T21:40:00+09:00",
        "as_of": "2026-11-24",
        "turn": 1,
        "affairs": [("parking.illegal.report", 0.97), ("parking.resident", 0.02)],
        "entries": [("parking.illegal.report.how", "parking.illegal.report")],
        "fill": {"affair_code": "parking.illegal.report"},
        "options": [Option("1", "은평구 신사동", {"area_code": "1138010900"})],
    }
    return State(**plain | values)


def sealed_at(moment: float, key: str = KEY) -> str:
    """A token as it was sealed at a moment, in seconds since the epoch."""
    plain = zlib.compress(json.dumps(asdict(state())).encode())
    return Fernet(key).encrypt_at_time(plain, int(moment)).decode()


def test_what_was_sealed_is_opened_again() -> None:
    for one in (state(), state(area_code="11440"), state(point=(37.5, 127.0), assets=["line.2"], station="station:gangnam", certain=False)):
        service = Continuations(KEY)
        assert service.open(service.seal(one)) == one


def test_a_token_lives_fifteen_minutes() -> None:
    service, now = Continuations(KEY), time.time()
    assert LIFETIME_S == 15 * 60
    assert service.open(sealed_at(now - LIFETIME_S + 60)) == state()
    with pytest.raises(Gone, match="older than 15 minutes") as found:
        service.open(sealed_at(now - LIFETIME_S - 60))
    assert (found.value.http_status, found.value.field, found.value.reason) == (410, "continuation", "CONTINUATION_EXPIRED")


CHANGES: dict[str, Callable[[str], str]] = {
    "other letters": str.swapcase,
    "cut": lambda token: token[:-8],
    "longer": lambda token: "gAAAA" + token,
    "one character": lambda token: token[:50] + ("A" if token[50] != "A" else "B") + token[51:],
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_token_that_was_changed_is_refused(change: str) -> None:
    service = Continuations(KEY)
    with pytest.raises(InvalidArgument, match="not a token of this service") as found:
        service.open(CHANGES[change](service.seal(state())))
    assert (found.value.http_status, found.value.field) == (400, "continuation")


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
    assert during.open(before.seal(state())) == state()
    assert after.open(during.seal(state())) == state()
    with pytest.raises(InvalidArgument):
        before.open(during.seal(state()))


def test_without_keys_each_process_has_its_own() -> None:
    token = Continuations("").seal(state())
    with pytest.raises(InvalidArgument):
        Continuations("").open(token)


def test_a_key_that_is_none_is_told_with_the_command_that_makes_one() -> None:
    with pytest.raises(ValueError, match=r"CITY120_TOKEN_KEYS: .*generate_key"):
        Continuations(f"{KEY},short")


def test_a_token_shows_nothing_of_what_it_holds() -> None:
    token = Continuations(KEY).seal(state())
    raw = base64.urlsafe_b64decode(token)
    for shown in ("신사동", "parking", "area_code", "1138010900"):
        assert shown not in token
        assert shown.encode() not in raw
        assert shown.encode() not in zlib.compress(raw)


@pytest.mark.parametrize("language", ["ko", "en", "zh", "ja", "vi", "mn"])
def test_a_token_with_all_districts_to_choose_from_fits_the_contract(knowledge: Knowledge, language: str) -> None:
    codes = sorted(knowledge.admin_dongs)
    assert len(codes) == 25
    options = [Option(str(number), knowledge.area_name(code, language), {"area_code": code}) for number, code in enumerate(codes, start=1)]
    assert len(Continuations(KEY).seal(state(language=language, options=options))) <= MOST_CHARACTERS


@pytest.mark.parametrize("language", ["ko", "en", "zh", "ja", "vi", "mn"])
def test_a_token_with_all_dongs_of_the_largest_district_fits_the_contract(knowledge: Knowledge, language: str) -> None:
    dongs = max(knowledge.admin_dongs.values(), key=len)
    options = [Option(str(number), knowledge.area_name(dong.code, language), {"area_code": dong.code}) for number, dong in enumerate(dongs, start=1)]
    assert len(options) > 25
    assert len(Continuations(KEY).seal(state(language=language, options=options))) <= MOST_CHARACTERS


def test_a_state_has_no_field_for_the_text() -> None:
    assert not {"text", "words", "question"} & set(asdict(state()))
