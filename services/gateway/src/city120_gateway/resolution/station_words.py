"""Which station a name is: one that is an everyday word, where a first or last train is asked for and nothing else (대화 막차, 温水 末班车), and one
of several that have it, where a line is named (2호선 신촌역)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from city120_gateway.conversation.conversation import Conversation
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Mention, Place
from city120_gateway.resolution.other_services import Services
from city120_gateway.words.caller_words import BUS, FIRST, LAST, Manner
from city120_gateway.words.patterns import plain

_STATION, _ASSET = "station", "asset:"
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


def on_named_lines(mentions: Sequence[Mention], knowledge: Knowledge) -> tuple[Mention, ...]:
    """The same names; of several stations of a name those alone at which a line that is named stops, if any is."""
    things = {place.ref.removeprefix(_ASSET) for mention in mentions for place in mention.candidates if place.ref.startswith(_ASSET)}
    lines = things & knowledge.lines.keys()

    def passed_by(place: Place) -> bool:
        return place.kind != _STATION or not lines.isdisjoint(knowledge.station_lines.get(place.ref, ()))

    def meant(mention: Mention) -> Mention:
        stations = [place for place in mention.candidates if place.kind == _STATION]
        several = len(stations) > 1 and any(map(passed_by, stations))
        return replace(mention, candidates=tuple(filter(passed_by, mention.candidates))) if several else mention

    return tuple(map(meant, mentions)) if lines else tuple(mentions)


def _name(text: str, knowledge: Knowledge) -> str:
    """The name of a station, as it is looked for, that a text has little beside; empty for none."""
    said = plain(knowledge.days.without(text))
    found = knowledge.station_names.finditer(said)
    beside = ((match[0], f"{said[: match.start()]} {said[match.end() :]}") for match in found)
    return next((name for name, rest in beside if knowledge.caller_words.beside_trains(rest) <= _PARTICLE), "")
