"""The screen of an agent of 120."""

from __future__ import annotations

from city120_gateway.channels.sentences import Sentences


class Agent(Sentences):
    """All sentences as they are, and the usual unit."""

    name = "agent"
    tells_usual_unit = True
    tells_taken = True
