"""Where the responsible body's office is, or which places near the caller answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from city120_gateway.knowledge import OFFICIAL, Knowledge
from city120_gateway.resolution.builders.sections import known
from city120_gateway.resolution.decide import Decision
from city120_gateway.resolution.dong_offices import offices_of_the_dong
from city120_gateway.resolution.evidence import Evidence
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.nearby import NOT_LOADED, Nearby
from city120_gateway.resolution.resolution import Handoff, Office, Resolution
from city120_gateway.resolution.whereabouts import area_of
from city120_gateway.words.caller_words import entry_of

_AGENT = "agent"


def build(findings: Findings, decision: Decision, knowledge: Knowledge) -> Resolution:
    """The office or the places, with all else that is known."""
    resolution = known(findings, decision, knowledge)
    if findings.nearby is not None:
        return _nearby(resolution, findings.nearby, knowledge)
    named = offices_of_the_dong(findings, knowledge) or _named(findings, knowledge)
    offices = named or _responsible(resolution)
    # What asks for the place that is told says nothing, nor does what tells of other offices.
    asks_again = resolution.said and any(office.address for office in offices)
    said = named or tuple(office for office in offices if office.ref in {place.ref for place in findings.where.offices})
    asks_again = asks_again or (bool(said) and not _tells_of(resolution, said, knowledge))
    return replace(resolution, offices=offices, answer=None if asks_again else resolution.answer, said=() if asks_again else resolution.said)


def _tells_of(resolution: Resolution, offices: Sequence[Office], knowledge: Knowledge) -> bool:
    """Whether the answer names one of some offices, or words mean it."""
    text = knowledge.texts.get(resolution.answer.entry_id) if resolution.answer is not None else None
    return text is None or bool(entry_of(resolution.heard)) or any(office.names[OFFICIAL] in text[OFFICIAL].answer for office in offices)


def _named(findings: Findings, knowledge: Knowledge) -> tuple[Office, ...]:
    """The office that the text names, if its address is known."""
    where = findings.where
    named = [place for place in where.offices if place.address and area_of(place, knowledge) in where.area_codes]
    return tuple(Office(place.ref, place.names, place.address, place.phone, place.point) for place in named[:1])


def _responsible(resolution: Resolution) -> tuple[Office, ...]:
    bodies = [responsibility.body for responsibility in (resolution.responsibility,) if responsibility is not None]
    return tuple(Office(f"body:{body.id}", body.names, body.address, body.phone, body.point) for body in bodies)


def _nearby(resolution: Resolution, nearby: Nearby, knowledge: Knowledge) -> Resolution:
    """The places. Where there is no list of them somebody has to look: the caller is handed over, and no body is stated."""
    if nearby.sought:
        # Of who asks whether it is open the hours are what the answer rests on.
        rests_on = [place.opening if nearby.visit is not None and place.opening is not None else place for place in nearby.places]
        told = [Evidence("places", place.ref, f"{on.source}, {on.data_date}".strip(", ")) for place, on in zip(nearby.places, rests_on, strict=True)]
        place = nearby.places[0]
        looks = nearby.unsure and (not place.phone or place.ref in knowledge.taken)
        handoff = Handoff(_AGENT, "nobody knows what is asked of the place, or its phone") if looks else None
        return replace(resolution, evidence=(*resolution.evidence, *told), handoff=handoff)
    listed = dict.fromkeys((place.source, place.data_date) for place in nearby.places)
    reasons = [Evidence("places", nearby.empty or "found", f"{source}, {date}") for source, date in listed]
    evidence = (*resolution.evidence, *(reasons or [Evidence("places", nearby.empty, "no place was found")]))
    if nearby.empty != NOT_LOADED:
        return replace(resolution, evidence=evidence)
    handoff = Handoff(_AGENT, "no list of such places is loaded, or none with their hours")
    return replace(resolution, evidence=evidence, responsibility=None, handoff=handoff)
