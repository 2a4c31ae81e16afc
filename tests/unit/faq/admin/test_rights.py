"""Who edits and publishes whose rows, and whose name stands under it."""

from __future__ import annotations

from typing import Any

import pytest
from city120.faq.v1 import faq_pb2 as pb

from city120_edition import rows
from city120_errors import PermissionDenied
from city120_faq.admin.rights import Rights
from city120_faq.settings import FaqSettings
from city120_platform.keys import Keyring, make

MAPO = "11440"
SAID = pb.PutEntryRequest(author="whoever", reason="the fee changed")


class Call:
    """A call with a key."""

    def __init__(self, key: str = "") -> None:
        self._key = key

    def invocation_metadata(self) -> Any:
        """The key."""
        return [("x-api-key", self._key)]

    def time_remaining(self) -> None:
        """No deadline."""


def rights(**values: Any) -> Rights:
    settings = FaqSettings(faq_editor=True, **values)
    return Rights(Keyring.of(settings), settings.editors())


def test_the_name_of_the_key_is_the_author_whatever_the_request_says() -> None:
    key, line = make("mapo-desk", [f"edit:{MAPO}", f"publish:{MAPO}"])
    publisher, by = rights(named_keys=line).edit(Call(key), SAID)
    assert (publisher, by.author, by.reason) == (MAPO, "mapo-desk", "the fee changed")
    assert rights(named_keys=line).publish(Call(key), SAID)[0] == MAPO


def test_who_may_edit_may_not_publish() -> None:
    key, line = make("mapo-desk", [f"edit:{MAPO}"])
    mapo = rights(named_keys=line)
    mapo.look(Call(key))
    with pytest.raises(PermissionDenied, match="may publish nobody's rows"):
        mapo.publish(Call(key), SAID)


def test_a_key_without_such_a_scope_does_nothing() -> None:
    key, line = make("bot", ["ask", "admin"])
    for call in (lambda: rights(named_keys=line).edit(Call(key), SAID), lambda: rights(named_keys=line).look(Call(key))):
        with pytest.raises(PermissionDenied):
            call()


def test_keys_of_the_old_setting_edit_and_publish_and_the_request_says_who() -> None:
    old = rights(editor_keys=f"city=a,{MAPO}=b", api_keys="c")
    assert old.edit(Call("a"), SAID)[0] == rows.CITY
    publisher, by = old.publish(Call("b"), SAID)
    assert (publisher, by.author) == (MAPO, "whoever")
    for key in ("c", "", "d"):
        with pytest.raises(PermissionDenied):
            old.edit(Call(key), SAID)


def test_without_keys_this_machine_edits_the_rows_of_the_city() -> None:
    publisher, by = rights().edit(Call(), SAID)
    assert (publisher, by.author) == (rows.CITY, "whoever")
