"""The way from door to door; where none is known, somebody who looks for it."""

from __future__ import annotations

from dataclasses import replace

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Route
from city120_gateway.resolution.builders.sections import known
from city120_gateway.resolution.decide import Decision
from city120_gateway.resolution.evidence import of_route
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.resolution import Handoff, Resolution
from city120_gateway.words.caller_words import asks_for_a_bus

_AGENT = "agent"


def build(findings: Findings, decision: Decision, knowledge: Knowledge) -> Resolution:
    """The way, without the entry that would ask for its ends, and without a body; where none is known, or not its times, the entry that tells of a
    line at one end."""
    resolution, route = known(findings, decision, knowledge), findings.route
    if route is not None and route.empty and resolution.answer is not None:
        return replace(resolution, evidence=(*resolution.evidence, of_route(route)), responsibility=None)
    evidence = (*resolution.evidence, *([of_route(route)] if route is not None else []))
    answer = resolution.answer if route is not None and route.estimate_s else None
    denied = _denied(route, findings) if route is not None else ()
    handoff, told = _handoff(route, resolution.heard), _asks_for_a_bus_instead(findings, knowledge)
    return replace(resolution, evidence=evidence, answer=answer, responsibility=None, handoff=handoff, told_before=told, denied=denied)


def _denied(route: Route, findings: Findings) -> tuple[str, ...]:
    """The lines of a route that the text names and does not mean: those are no mentions."""
    text = findings.conversation.text.casefold()
    named = {leg.line for leg in route.legs for name in leg.line_names.values() if leg.line and name.casefold() in text}
    return tuple(sorted(named.difference(findings.where.assets)))


def _asks_for_a_bus_instead(findings: Findings, knowledge: Knowledge) -> bool:
    """Whether who has just heard the way asks for a bus now."""
    earlier = findings.conversation.earlier
    heard_of_it = earlier.answered and bool(earlier.ride) and (earlier.station, earlier.goal) == findings.way
    return heard_of_it and asks_for_a_bus(knowledge.caller_words.heard(findings.conversation.text))


def _handoff(route: Route | None, heard: frozenset[str]) -> Handoff | None:
    """Who looks for what is not known: a way at all, or the bus that was asked for."""
    if route is not None and route.empty:
        return Handoff(_AGENT, "no way is known")
    return Handoff(_AGENT, "no bus is known") if asks_for_a_bus(heard) else None
