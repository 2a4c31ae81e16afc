"""The token that lets a channel keep nothing: encrypted, authenticated, fifteen minutes, never the text."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass, field

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from city120_errors import Gone, InvalidArgument

LIFETIME_S = 900


@dataclass(frozen=True)
class Option:
    """One choice that was offered."""

    id: str
    label: str
    fill: dict[str, str]


@dataclass(frozen=True)
class State:
    """Where a conversation stands: edition, candidates and whether they are certain, choices made and offered, place, time, language, turn, and
    the second question that waits for the same place."""

    edition_id: str
    language: str
    channel: str
    at: str
    as_of: str
    turn: int
    affairs: list[tuple[str, float]]
    entries: list[tuple[str, str]]
    fill: dict[str, str]
    options: list[Option]
    area_code: str = ""
    point: tuple[float, float] | None = None
    assets: list[str] = field(default_factory=list)
    station: str = ""
    certain: bool = True
    also_affair: str = ""
    also_entries: list[tuple[str, str]] = field(default_factory=list)


class Continuations:
    """Seals and opens states. The first key encrypts, all decrypt; without keys one is made that dies with the process."""

    def __init__(self, keys: str) -> None:
        given = [key.strip() for key in keys.split(",") if key.strip()]
        try:
            self._fernet = MultiFernet([Fernet(key) for key in given or [Fernet.generate_key().decode()]])
        except ValueError:
            raise ValueError(
                "CITY120_TOKEN_KEYS: each key must be 32 bytes in URL-safe base64; make one with: "
                'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
            ) from None

    def seal(self, state: State) -> str:
        """The token of a state."""
        return self._fernet.encrypt(zlib.compress(json.dumps(asdict(state), ensure_ascii=False).encode())).decode()

    def open(self, token: str) -> State:
        """The state of a token. Raises Gone when it has expired and InvalidArgument when it is not one of ours."""
        try:
            plain = self._fernet.decrypt(token.encode(), ttl=LIFETIME_S)
        except InvalidToken:
            raise self._refusal(token) from None
        except UnicodeEncodeError:
            raise self._forged() from None
        try:
            values = json.loads(zlib.decompress(plain))
            values["options"] = [Option(**option) for option in values["options"]]
            for pairs in ("affairs", "entries", "also_entries"):
                values[pairs] = [tuple(pair) for pair in values[pairs]]
            values["point"] = tuple(values["point"]) if values["point"] else None
            return State(**values)
        except (ValueError, KeyError, TypeError, zlib.error):
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
