"""Who calls: named keys with scopes, of which only hashes are stored, and the one list of keys that came before them.

A line of keys is `NAME SCOPE,SCOPE sha256:HEX [until:YYYY-MM-DD]`. Two lines may have one name: the old and the new key while callers change. Keys
are random, so a plain hash is enough: there is nothing to guess. Lines stand in a setting or in a file, which is read again when it changes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import re
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from city120_platform.log import fields

_logger = logging.getLogger(__name__)
PLAIN_SCOPES = ("ask", "read", "feedback", "handoff", "statistics", "admin", "metrics")
# With a publisher behind: `city`, or a district's code.
PUBLISHER_SCOPES = ("edit", "publish")
_SCOPE = re.compile(rf"{'|'.join(PLAIN_SCOPES)}|(?:{'|'.join(PUBLISHER_SCOPES)}):(?:city|\d{{5}})")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_HASH = "sha256:"
_UNTIL = "until:"
_HEX = re.compile(r"[0-9a-f]{64}")
_LOOK_EVERY_S = 2.0
# What the keys of the one list may do: all but edit.
_LISTED = frozenset(PLAIN_SCOPES) - {"admin"}
ASK, METRICS = "ask", "metrics"
# What a gRPC method needs that needs something else than ASK; the editor looks itself whose rows a key may edit.
_METHODS = {
    "/city120.inquiry.v1.InquiryService/GetInquiry": "read",
    "/city120.inquiry.v1.InquiryService/CloseInquiry": "feedback",
    "/city120.faq.v1.FaqService/RecordFeedback": "feedback",
}
_ANY = ("/city120.faq.v1.FaqAdminService/", "/grpc.reflection.")


class KeySettings(Protocol):
    """The settings that name keys."""

    named_keys: str
    keys_file: Path | None

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys as they are sent."""
        ...


@dataclass(frozen=True)
class Caller:
    """Somebody who may call: a name for the log and the revisions, and what it may do. `named`: the key says who it is."""

    name: str
    scopes: frozenset[str]
    named: bool = False

    def may(self, scope: str) -> bool:
        """Whether it has a scope; empty: none is needed."""
        return not scope or scope in self.scopes

    def publisher(self, scope: str) -> str:
        """Whose rows it may `edit` or `publish`: `city`, a district's code, or empty for nobody's."""
        return next((of for kind, _, of in (held.partition(":") for held in sorted(self.scopes)) if kind == scope), "")


@dataclass(frozen=True)
class NamedKey:
    """One line: a caller and the hash of a key of theirs; it ends with the day `until` (UTC)."""

    caller: Caller
    digest: str
    until: dt.date | None = None


class BadKeys(ValueError):
    """A line of keys is wrong: which one, and the fix."""


def digest(key: str) -> str:
    """What is stored of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def make(name: str, scopes: Iterable[str], until: dt.date | None = None) -> tuple[str, str]:
    """A new key, and the line that stands for it. Raises BadKeys."""
    key = f"c120_{secrets.token_urlsafe(32)}"
    line = f"{name} {','.join(scopes)} {_HASH}{digest(key)}{f' {_UNTIL}{until.isoformat()}' if until else ''}"
    read(line)
    return key, line


def read(text: str) -> list[NamedKey]:
    """The keys of some lines; `;` ends a line too, `#` begins a remark. Raises BadKeys."""
    lines = ((number, line.partition("#")[0].split()) for number, line in enumerate(re.split(r"[\n;]", text), start=1))
    return [_read(number, words) for number, words in lines if words]


def _read(number: int, words: list[str]) -> NamedKey:
    name, scopes, hashed, *rest = [*words, "", ""][: max(len(words), 3)]
    wrong = [scope for scope in scopes.split(",") if not _SCOPE.fullmatch(scope)]
    if not _NAME.fullmatch(name):
        raise BadKeys(f"line {number}: the name must be of a-z, 0-9, '.', '_' and '-'; write NAME SCOPE,SCOPE {_HASH}HEX")
    if wrong:
        raise BadKeys(f"line {number}: {wrong[0]!r} is no scope; use {', '.join(PLAIN_SCOPES)}, edit:PUBLISHER or publish:PUBLISHER")
    for kind in PUBLISHER_SCOPES:
        if sum(scope.startswith(f"{kind}:") for scope in set(scopes.split(","))) > 1:
            raise BadKeys(f"line {number}: one key may {kind} the rows of one publisher; make another key for the other")
    if not (hashed.startswith(_HASH) and _HEX.fullmatch(hashed.removeprefix(_HASH))):
        raise BadKeys(f"line {number}: the third word must be {_HASH} and 64 hexadecimal digits; `city120 keys make` prints it")
    return NamedKey(Caller(name, frozenset(scopes.split(",")), named=True), hashed.removeprefix(_HASH), _read_until(number, rest))


def _read_until(number: int, rest: list[str]) -> dt.date | None:
    if not rest:
        return None
    try:
        if len(rest) == 1 and rest[0].startswith(_UNTIL):
            return dt.date.fromisoformat(rest[0].removeprefix(_UNTIL))
    except ValueError:
        pass
    raise BadKeys(f"line {number}: after the hash only {_UNTIL}YYYY-MM-DD may stand")


def scope_of_method(method: str) -> str:
    """The scope that a gRPC method needs; empty: any key will do."""
    return "" if method.startswith(_ANY) else _METHODS.get(method, ASK)


@dataclass
class Keyring:
    """The keys that are valid now. Without any, anyone on this machine may do everything."""

    listed: Mapping[str, Caller]
    named: Mapping[str, NamedKey]
    file: Path | None = None
    _looked: float = field(default=float("-inf"), repr=False)
    _stamp: tuple[int, int] | None = field(default=None, repr=False)
    _from_file: Mapping[str, NamedKey] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, settings: KeySettings) -> Keyring:
        """Those of the settings. Raises BadKeys, also for a file that cannot be read."""
        listed = {digest(key): Caller(f"key-{number}", _LISTED) for number, key in enumerate(settings.keys, start=1)}
        ring = cls(listed, {key.digest: key for key in read(settings.named_keys)}, settings.keys_file)
        if ring.file is not None:
            ring._read_file(ring.file)
        return ring

    @property
    def empty(self) -> bool:
        """Whether there is no key at all, and a file of keys neither: one that is emptied lets nobody in."""
        return not self.listed and not self.named and self.file is None

    def caller(self, sent: str, address: str = "") -> Caller | None:
        """Whoever sent this key; None for nobody. Where no keys are, a caller is an address, and may do everything."""
        if self.empty:
            return Caller(address, _EVERYTHING)
        self._look()
        hashed = digest(sent)
        key = self.named.get(hashed) or self._from_file.get(hashed)
        if key is not None:
            return key.caller if key.until is None or dt.datetime.now(dt.UTC).date() <= key.until else None
        return self.listed.get(hashed)

    def _look(self) -> None:
        """Read the file again when it has changed; a wrong one is refused, once, and the keys before stay."""
        if self.file is None or time.monotonic() - self._looked < _LOOK_EVERY_S:
            return
        self._looked = time.monotonic()
        try:
            stat = self.file.stat()
            if (stat.st_mtime_ns, stat.st_ino) != self._stamp:
                self._read_file(self.file)
                _logger.info("keys read again", extra=fields(keys=len(self._from_file)))
        except OSError as error:
            # A secret store replaces files: it may be there again at the next look.
            _logger.debug("keys cannot be read", extra=fields(reason=str(error)))
        except BadKeys as error:
            _logger.error("keys refused", extra=fields(reason=str(error)))

    def _read_file(self, file: Path) -> None:
        try:
            stat = file.stat()
            self._stamp = (stat.st_mtime_ns, stat.st_ino)
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadKeys(f"CITY120_KEYS_FILE: {error}") from None
        try:
            self._from_file = {key.digest: key for key in read(text)}
        except BadKeys as error:
            raise BadKeys(f"{file}: {error}") from None


_EVERYTHING = frozenset((*PLAIN_SCOPES, "edit:city", "publish:city"))
