"""What every resolution is made from: all sections that are known, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from city120_gateway.knowledge import OFFICIAL, Knowledge
from city120_gateway.resolution import evidence
from city120_gateway.resolution.answers import Location, Names
from city120_gateway.resolution.buses import buses, reason
from city120_gateway.resolution.cases import further_in_words
from city120_gateway.resolution.decide import Decision
from city120_gateway.resolution.details import asked, of_what_was_told, untold, untold_in
from city120_gateway.resolution.evidence import Evidence
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.further import told_alone
from city120_gateway.resolution.resolution import Answer, Office, Resolution, StatedAffair
from city120_gateway.resolution.said import already_said

# Probabilities are told to four places.
_PLACES = 4


def known(findings: Findings, decision: Decision, knowledge: Knowledge) -> Resolution:
    """A resolution with all that is known; each kind states of it what it may."""
    of_a_detail = findings.prices or of_what_was_told(findings, knowledge)
    conversation, lines = findings.conversation, None if of_a_detail else buses(findings, knowledge)
    return Resolution(
        kind=decision.kind,
        reason=decision.reason,
        language=conversation.language,
        channel=conversation.channel,
        at=conversation.at,
        now=conversation.now,
        asked_on=conversation.as_of if conversation.day_word else None,
        unknown_day=knowledge.days.unknown(conversation.day_word),
        about=findings.affair,
        outside=_outside(findings, knowledge),
        outside_phone=knowledge.outside_phone(_outside_code(findings)),
        heard=conversation.heard,
        upset=conversation.upset,
        confidence=rounded(sum(affair.probability for affair in findings.offered) if findings.agreed else findings.probability),
        evidence=(*findings.evidence, *_reasons(findings), *([reason(lines)] if lines is not None and lines.told else [])),
        affairs=tuple(
            StatedAffair(affair.code, rounded(affair.probability), knowledge.affairs[affair.code].labels) for affair in findings.match.affairs
        ),
        location=_location(findings),
        responsibility=findings.responsibility,
        answer=answer_of(findings, knowledge) if findings.certain else None,
        told_before=findings.told_before,
        offices=_named(findings),
        departures=findings.departures,
        last_way=findings.last_way,
        no_way=findings.no_way,
        near_stations=tuple(near for near in (findings.boarding, findings.alighting) if near is not None),
        stand_ins=findings.stand_ins,
        unreached=findings.where.unreached.names if findings.unreached and findings.where.unreached is not None else {},
        nearby=findings.nearby,
        unlisted=findings.unlisted,
        route=findings.route,
        buses=lines,
        untold=untold(findings, knowledge),
        untold_in=untold_in(findings),
        said=already_said(findings, knowledge),
        noted=findings.reports,
    )


def _named(findings: Findings) -> tuple[Office, ...]:
    """The place of the affair's kind that is named beside what is asked."""
    place = findings.named
    return (Office(place.ref, place.names, place.address, place.phone, place.point),) if place is not None else ()


def rounded(probability: float) -> float:
    """A probability as it is told."""
    return round(probability, _PLACES)


def _outside(findings: Findings, knowledge: Knowledge) -> Names:
    """What decides elsewhere: as the caller named it, or what lies at the point; of a district of another city that city."""
    row = knowledge.outside_row(_outside_code(findings))
    return row.names if row is not None else {}


def _outside_code(findings: Findings) -> str:
    """The code of what decides elsewhere; empty when nothing does."""
    ruling = findings.only_ruling
    return findings.where.outside.partition(":")[2] or (ruling.location.outside_code if ruling is not None else "")


def _location(findings: Findings) -> Location | None:
    """Where it is, when that is one place in a district: the device's before the ruling's."""
    location = findings.located or (findings.only_ruling.location if findings.only_ruling else None)
    return location if location is not None and location.district else None


def answer_of(findings: Findings, knowledge: Knowledge) -> Answer | None:
    """What the entry that was found tells; to who has heard it and asks for a detail what tells that."""
    entry, text, language = findings.entry, findings.answer, findings.conversation.language
    if entry is None or text is None:
        return None
    heard_before = findings.conversation.earlier.told == (entry.id, language)
    # Which places of a kind there are in a district is told whole to who has not heard it.
    its_places = findings.of_a_kind and entry.publisher in knowledge.admin_dongs and not heard_before
    alone = findings.follows and findings.beside is None and not its_places
    if alone and (heard_before or asked(findings) or further_in_words(findings, knowledge) == entry.id):
        text = told_alone(findings, entry, asked(findings), knowledge)
    sources = dict.fromkeys(source for row in (entry, findings.beside) if row is not None for source in row.sources)
    return Answer(entry.id, text.text, text.plain, text.spoken, "; ".join(sources), entry.reviewed_on, entry.publisher)


def _reasons(findings: Findings) -> Iterator[Evidence]:
    """What the place, the body and the trains rest on."""
    ruling, location = findings.only_ruling, _location(findings)
    if ruling is not None and ruling.location.outside_name:
        yield Evidence("area", ruling.location.outside_code, f"outside the city: {ruling.location.outside_name}")
    if findings.responsibility is not None:
        yield from evidence.of_responsibility(findings.responsibility, findings.rulings[0].road)
    if location is not None and location.admin_dong_layer:
        yield Evidence("area", location.admin_dong, f"administrative dong by an imported layer: {location.admin_dong_layer}")
    yield from _of_trains(findings)


def _of_trains(findings: Findings) -> Iterator[Evidence]:
    """What the trains rest on, and which stations stand for places that are none."""
    if findings.departures is not None:
        yield evidence.of_departures(findings.departures)
    if findings.last_way is not None:
        yield evidence.of_last_way(findings.last_way)
    if findings.no_way is not None:
        yield Evidence("last_way", "", "no train is known that connects")
    for near in (findings.boarding, findings.alighting):
        if near is not None:
            yield Evidence("place", near.ref, f"the nearest station with known trains to {near.place.get(OFFICIAL, '') or 'the point'}")
