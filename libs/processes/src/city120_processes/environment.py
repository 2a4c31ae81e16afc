"""Which of the house's secrets each reader is given: those that its settings name, and no others."""

from __future__ import annotations

import re
from collections.abc import Mapping

# What makes the edition, beside the services.
EDITION = "edition"
_CALLERS = ("jurisdiction", "wayfinding", "faq", "editor", "gateway")
_READERS = {
    # By these every service knows its callers.
    "CITY120_API_KEYS": _CALLERS,
    "CITY120_NAMED_KEYS": _CALLERS,
    "CITY120_KEYS_FILE": _CALLERS,
    "CITY120_EDITOR_KEYS": ("editor",),
    "CITY120_EGEN_KEY": ("wayfinding",),
    "CITY120_EMBEDDINGS_KEY": ("faq", "editor", EDITION),
    "CITY120_FAQ_ELASTICSEARCH_API_KEY": ("faq", "editor"),
    "CITY120_RECORDS_ELASTICSEARCH_API_KEY": ("gateway",),
    "CITY120_SERVICE_KEY": ("gateway",),
    "CITY120_TOKEN_KEYS": ("gateway",),
}
_SECRET = re.compile(r"CITY120_.*(KEY|PASSWORD|SECRET|TOKEN)")


def environment_of(reader: str, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without the secrets of others. A variable of ours that sounds like a secret and is not known here is given to nobody."""
    return {name: value for name, value in environment.items() if not _SECRET.match(name) or reader in _READERS.get(name, ())}
