"""The token that lets a channel keep nothing: a conversation, encrypted, authenticated, for fifteen minutes, never with the text."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterable
from dataclasses import astuple, fields
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from city120_errors import Gone, InvalidArgument
from city120_gateway.conversation.choices import Choices, ChosenAsset, ChosenBody, ChosenFact, Option
from city120_gateway.conversation.conversation import Conversation, Earlier, RankedAffair, RankedEntry, Waiting
from city120_gateway.conversation.hints import AreaHint, DeviceHint, PlaceHint, Point
from city120_gateway.conversation.speech import Speech
from city120_text import redact

LIFETIME_S = 900
_THINGS = {"asset": ChosenAsset, "body": ChosenBody, "fact": ChosenFact}
# Choices that are not compared with what is known when they come.
_WORDS = ("station", "line", "direction")
_Plain = dict[str, Any]


class Continuations:
    """Seals and opens conversations. The first key encrypts, all decrypt; without keys one is made that dies with the process."""

    def __init__(self, keys: str) -> None:
        given = [key.strip() for key in keys.split(",") if key.strip()]
        try:
            self._fernet = MultiFernet([Fernet(key) for key in given or [Fernet.generate_key().decode()]])
        except ValueError:
            raise ValueError(
                "CITY120_TOKEN_KEYS: each key must be 32 bytes in URL-safe base64; make one with: "
                'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
            ) from None

    def seal(self, conversation: Conversation) -> str:
        """The token of a conversation, without what was said in it."""
        return self._fernet.encrypt(zlib.compress(json.dumps(_plain(conversation), ensure_ascii=False).encode())).decode()

    def open(self, token: str) -> Conversation:
        """The conversation of a token. Raises Gone when it has expired and InvalidArgument when it is not one of ours."""
        try:
            sealed = self._fernet.decrypt(token.encode(), ttl=LIFETIME_S)
        except InvalidToken:
            raise self._refusal(token) from None
        except UnicodeEncodeError:
            raise self._forged() from None
        try:
            return _read(json.loads(zlib.decompress(sealed)))
        except (ValueError, LookupError, TypeError, zlib.error):
            # Sealed with our keys by another release.
            raise Gone("the conversation began before this release", field="continuation", fix="ask again", reason="CONTINUATION_EXPIRED") from None

    def _refusal(self, token: str) -> Gone | InvalidArgument:
        """Expired tokens still decrypt without a lifetime; anything else is forged or sealed with another key."""
        try:
            self._fernet.decrypt(token.encode())
        except InvalidToken:
            return self._forged()
        return Gone("the conversation is older than 15 minutes", field="continuation", fix="ask again", reason="CONTINUATION_EXPIRED")

    @staticmethod
    def _forged() -> InvalidArgument:
        return InvalidArgument("is not a token of this service", field="continuation", fix="send the last response's token unchanged, or ask again")


def _plain(conversation: Conversation) -> _Plain:
    """What is carried on, as plain values."""
    earlier = conversation.earlier
    return {
        "language": conversation.language,
        "traditional": conversation.speech.traditional,
        "channel": conversation.channel,
        "at": conversation.at.isoformat(),
        "as_of": conversation.as_of.isoformat(),
        "turn": conversation.turn,
        "day_word": conversation.day_word,
        "heard": sorted(conversation.heard),
        "choices": _plain_choices(conversation.choices),
        "place": _plain_place(conversation.place),
        "edition_id": earlier.edition_id,
        "certain": [earlier.certain, earlier.jointly_certain],
        "affairs": [astuple(affair) for affair in earlier.affairs],
        "entries": [astuple(entry) for entry in earlier.entries],
        "options": [(option.id, redact(option.label), _plain_choices(option.choices)) for option in earlier.options],
        "assets": earlier.assets,
        "station": earlier.station,
        "goal": earlier.goal,
        "ride": earlier.ride,
        "answered": earlier.answered,
        "told": earlier.told,
        "waiting": astuple(earlier.waiting) if earlier.waiting else None,
    }


def _read(values: _Plain) -> Conversation:
    """The conversation of plain values. Raises KeyError, TypeError or ValueError for those of another release."""
    certain, jointly_certain = values["certain"]
    return Conversation(
        text="",
        at=dt.datetime.fromisoformat(values["at"]),
        as_of=dt.date.fromisoformat(values["as_of"]),
        channel=values["channel"],
        speech=Speech(told=values["language"], language=values["language"], traditional=values["traditional"]),
        place=_read_place(values["place"]),
        choices=_read_choices(values["choices"]),
        turn=values["turn"],
        day_word=values["day_word"],
        heard=frozenset(values["heard"]),
        earlier=Earlier(
            edition_id=values["edition_id"],
            certain=certain,
            jointly_certain=jointly_certain,
            affairs=tuple(RankedAffair(*affair) for affair in values["affairs"]),
            entries=_read_entries(values["entries"]),
            options=tuple(Option(number, label, _read_choices(choices)) for number, label, choices in values["options"]),
            assets=tuple(values["assets"]),
            station=values["station"],
            goal=values["goal"],
            ride=values["ride"],
            answered=values["answered"],
            told=_read_told(values["told"]),
            waiting=Waiting(values["waiting"][0], _read_entries(values["waiting"][1])) if values["waiting"] else None,
        ),
    )


def _read_told(values: Iterable[str]) -> tuple[str, str]:
    entry, language = values
    return entry, language


def _read_entries(entries: Iterable[Iterable[Any]]) -> tuple[RankedEntry, ...]:
    return tuple(RankedEntry(*values) for values in entries)


def _plain_choices(choices: Choices) -> _Plain:
    """The choices that were made, by name, words of the caller redacted; a thing as its kind and what it is."""
    made = {field.name: value for field in fields(choices) if (value := getattr(choices, field.name))}
    made |= {name: redact(made[name]) for name in _WORDS if name in made}
    if choices.thing is not None:
        made["thing"] = (next(kind for kind, thing in _THINGS.items() if isinstance(choices.thing, thing)), *astuple(choices.thing))
    return made


def _read_choices(values: _Plain) -> Choices:
    thing = values.get("thing")
    return Choices(**{**values, "thing": _THINGS[thing[0]](*thing[1:]) if thing else None})


def _plain_place(place: PlaceHint | None) -> list[str | float] | None:
    """An area or a point; a place in words has become one of both, or is not carried on."""
    if isinstance(place, AreaHint):
        return [place.code]
    return [place.point.latitude, place.point.longitude] if isinstance(place, DeviceHint) else None


def _read_place(values: list[Any] | None) -> AreaHint | DeviceHint | None:
    if values is None:
        return None
    return AreaHint(*values) if len(values) == 1 else DeviceHint(Point(*values))
