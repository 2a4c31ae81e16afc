"""A station whose name is an everyday word, heard where a first or last train is asked for and nothing else: 대화 막차, 温水 末班车."""

from __future__ import annotations

from city120_gateway.conversation.conversation import Conversation
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Mention
from city120_gateway.resolution.other_services import Services
from city120_gateway.words.caller_words import BUS, FIRST, LAST, Manner
from city120_gateway.words.patterns import plain

_STATION = "station"
# So many letters beside the name are no more than a particle.
_PARTICLE = 2


async def named_alone(conversation: Conversation, knowledge: Knowledge, services: Services) -> tuple[Mention, ...]:
    """The station that a text names where no place is found in it: one that says no more than that and which train, or replies so. Such a name may
    be a courtesy, too: 대화 is a talk."""
    heard = conversation.heard
    says = conversation.manner is None or (conversation.manner is Manner.NOTHING and conversation.goes_on)
    if not (says and conversation.text) or not heard & {FIRST, LAST} or BUS in heard:
        return ()
    name = _name(conversation.text, knowledge)
    stations = tuple(place for place in await services.geocode(name) if place.kind == _STATION) if name else ()
    start = max(conversation.text.casefold().find(name), 0)
    return (Mention(start, conversation.text[start : start + len(name)], stations),) if stations else ()


def _name(text: str, knowledge: Knowledge) -> str:
    """The name of a station, as it is looked for, that a text has little beside; empty for none."""
    said = plain(knowledge.days.without(text))
    found = knowledge.station_names.finditer(said)
    beside = ((match[0], f"{said[: match.start()]} {said[match.end() :]}") for match in found)
    return next((name for name, rest in beside if knowledge.caller_words.beside_trains(rest) <= _PARTICLE), "")
