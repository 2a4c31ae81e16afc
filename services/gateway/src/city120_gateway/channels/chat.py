"""A messenger."""

from __future__ import annotations

from city120_gateway.channels.sentences import Sentences


class Chat(Sentences):
    """All sentences as they are."""

    name = "chat"
    written = True
