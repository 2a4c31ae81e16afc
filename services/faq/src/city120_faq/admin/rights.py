"""Whose rows a caller may edit and publish, and who signs: the name of a key where keys have names, else whoever the request says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Protocol

from city120_errors import PermissionDenied
from city120_faq.editor.store import By
from city120_platform.grpc_server import Context, sent_key
from city120_platform.keys import PUBLISHER_SCOPES, Keyring


class _Signed(Protocol):
    """A request that says who and why."""

    author: str
    reason: str


class Rights:
    """By the keys of CITY120_EDITOR_KEYS, and by named keys with the scopes `edit:PUBLISHER` and `publish:PUBLISHER`."""

    def __init__(self, keyring: Keyring, editors: Mapping[str, str]) -> None:
        self._keyring, self._editors = keyring, editors

    def edit(self, context: Context, request: _Signed) -> tuple[str, By]:
        """Whose rows this call may edit (`city` or a district's code), and who does. Raises PermissionDenied."""
        return self._may("edit", context, request)

    def publish(self, context: Context, request: _Signed) -> tuple[str, By]:
        """Whose rows this call may publish, and who does. Raises PermissionDenied."""
        return self._may("publish", context, request)

    def look(self, context: Context) -> None:
        """Raises PermissionDenied for who edits and publishes nobody's rows."""
        if not any(self._publisher(scope, context)[0] for scope in PUBLISHER_SCOPES):
            raise _denied("may edit nobody's rows", "edit:PUBLISHER")

    def _may(self, scope: str, context: Context, request: _Signed) -> tuple[str, By]:
        publisher, name = self._publisher(scope, context)
        if not publisher:
            raise _denied(f"may {scope} nobody's rows", f"{scope}:PUBLISHER")
        return publisher, By(author=name or request.author, reason=request.reason, at=dt.datetime.now(dt.UTC))

    def _publisher(self, scope: str, context: Any) -> tuple[str, str]:
        """Whose rows, and the name of the key."""
        key = sent_key(context)
        # A plain look-up in a dict, as of hashes: the door has let the key in already.
        if publisher := self._editors.get(key):
            return publisher, ""
        caller = self._keyring.caller(key)
        if caller is None:
            return "", ""
        return caller.publisher(scope), caller.name if caller.named else ""


def _denied(what: str, scope: str) -> PermissionDenied:
    return PermissionDenied(
        f"this key {what}", field="x-api-key", fix=f"send a key that CITY120_EDITOR_KEYS of the editor names, or one with the scope {scope}"
    )
