"""A page that people read at leisure."""

from __future__ import annotations

from city120_gateway.channels.sentences import Sentences


class Web(Sentences):
    """All sentences as they are, and the usual unit."""

    name = "web"
    here = False
    tells_usual_unit = True
