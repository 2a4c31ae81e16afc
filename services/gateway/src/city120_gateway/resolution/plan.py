"""What to ask jurisdiction, wayfinding and faq, once it is known what is asked and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from city120_gateway.conversation.choices import ChosenAsset, ChosenFact
from city120_gateway.conversation.conversation import BEYOND, NIGHT_BUS
from city120_gateway.conversation.hints import Point
from city120_gateway.knowledge import OFFICIAL, Knowledge
from city120_gateway.resolution import details, trains, ways
from city120_gateway.resolution.around import search_around
from city120_gateway.resolution.buses import beyond
from city120_gateway.resolution.cases import in_words
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.nearby import NearbySearch
from city120_gateway.resolution.other_services import Case, Stop, Trip, Way
from city120_gateway.words.caller_words import FIRST, LAST, entries_of, route_numbers

_MOST_PLACES = 5
_MOST_ASSETS = 10


@dataclass(frozen=True)
class Plan:
    """The questions to the services; empty or None is not asked. `home`: where the caller may live, by their device; `beside`: the entry that is told
    beside `entry`."""

    cases: tuple[Case, ...] = ()
    home: Point | None = None
    stop: Stop | None = None
    trip: Trip | None = None
    entry: str = ""
    beside: str = ""
    nearby: NearbySearch | None = None
    way: Way | None = None


def planned(findings: Findings, knowledge: Knowledge) -> Plan:
    """Who is responsible, the answer and the trains, for what may be stated; for likely affairs that together may be stated only whether they are
    all the same body's at the one place that is known, and what is done about the one that is likely. For what is refused, or
    another city decides, nothing."""
    if findings.unlisted:
        return Plan(entry=next((entry.id for entry in findings.match.entries), ""))
    if findings.affair is None or findings.refused or findings.where.outside:
        return Plan()
    cases = _cases(findings, findings.affair.code, knowledge)
    if not findings.certain:
        together = findings.match.jointly_certain and len(cases) == 1
        likely = tuple(replace(cases[0], affair=affair.code) for affair in findings.offered) if together else ()
        return Plan(likely, entry=_entry(findings, knowledge) if findings.suggested else "")
    entry, beside = details.entries(findings, _entry(findings, knowledge), knowledge)
    if findings.of_a_kind and findings.follows and details.asked(findings):
        # Of places of a kind no office knows more.
        return Plan(entry=entry, beside=beside)
    if details.of_what_was_told(findings, knowledge):
        return Plan(cases, entry=entry)
    return Plan(
        cases=cases,
        home=findings.where.point if _only_suggested(findings) else None,
        stop=trains.stop(findings, knowledge),
        trip=trains.trip(findings),
        entry=entry,
        beside=beside,
        nearby=search_around(findings, entry, knowledge),
        way=ways.way(findings, knowledge),
    )


def _cases(findings: Findings, affair: str, knowledge: Knowledge) -> tuple[Case, ...]:
    """One case for each place that the name may mean; a home that only a device's point suggests is no place yet."""
    conversation, where, thing = findings.conversation, findings.where, findings.conversation.choices.thing
    fact = thing if isinstance(thing, ChosenFact) else None
    case = Case(affair, conversation.at, conversation.as_of, _assets(findings, knowledge), fact)
    nowhere = findings.affair is not None and findings.affair.place_role == "none" and not where.known
    if nowhere or _only_suggested(findings):
        return (case,)
    by_area = [replace(case, area=code) for code in where.area_codes[:_MOST_PLACES]]
    by_point = [replace(case, point=where.point, precision_m=where.precision_m)] if where.point is not None else []
    return (*by_area, *by_point) or (case,)


def _only_suggested(findings: Findings) -> bool:
    """Whether the place is a home that nothing but the device suggests."""
    return findings.where.from_device and findings.affair is not None and findings.affair.place_role == "residence"


def _assets(findings: Findings, knowledge: Knowledge) -> tuple[str, ...]:
    """Named things, and the line of a station that has only one; the caller's choice first."""
    choices, lines = findings.conversation.choices, findings.station_lines
    chosen = [choices.thing.id] if isinstance(choices.thing, ChosenAsset) else []
    chosen += [choices.line] if choices.line in knowledge.assets else []
    return (*chosen, *findings.where.assets, *(lines if len(lines) == 1 else ()))[:_MOST_ASSETS]


def _of_the_lines(findings: Findings, best: Sequence[str], knowledge: Knowledge) -> str:
    """Beside the night buses between two places the entry that tells of all of them, unless the best one names both, and on a way out of the city or
    into it that which tells how far they go; empty for another affair."""
    bus, ends = knowledge.fares.get(NIGHT_BUS), findings.where.end_places
    if bus is None or findings.affair is None or findings.affair.code != bus.affair or not findings.certain:
        return ""
    if all(ends) and any(end is not None and beyond(end, knowledge) for end in ends):
        return knowledge.fares.get(BEYOND, bus).id
    texts = [knowledge.texts[entry][OFFICIAL].answer for entry in best if entry in knowledge.texts]
    named = all(end is not None and any(end.names.get(OFFICIAL, "") in text for text in texts) for end in ends)
    return bus.id if all(ends) and not named else ""


def _of_other_lines(entry: str, findings: Findings, knowledge: Knowledge) -> bool:
    """Whether an entry is about lines that its question names, where another one is named."""
    named = [knowledge.lines[asset].names[OFFICIAL] for asset in findings.where.assets if asset in knowledge.lines]
    if not named or entry not in knowledge.texts:
        return False
    question = knowledge.texts[entry][OFFICIAL].question
    lines = {line.names[OFFICIAL] for line in knowledge.lines.values() if line.names[OFFICIAL] in question}
    return bool(lines) and lines.isdisjoint(named)


def _of_another_route(entry: str, text: str, knowledge: Knowledge) -> bool:
    """Whether an entry is about routes that its question names by number, where a text names another one."""
    numbers = route_numbers(text)
    if not numbers or entry not in knowledge.texts:
        return False
    about = route_numbers(knowledge.texts[entry][OFFICIAL].question)
    return bool(about) and about.isdisjoint(numbers)


def _entry(findings: Findings, knowledge: Knowledge) -> str:
    """The entry that the caller's words mean, if it is about the affair; else the best entry about it, or about an ancestor that it inherits from;
    entries of other affairs are no answer, nor is one about another route than the one that is named, and to who asks for a first train only one that
    tells of first trains."""
    entries, code, text = findings.match.entries, findings.match.affairs[0].code, findings.conversation.text
    if meant := in_words(entries_of(findings.conversation.heard), code, knowledge):
        return meant
    of_it = [entry.id for entry in entries if entry.affair == code and not _of_other_lines(entry.id, findings, knowledge)]
    about = [entry for entry in of_it if not _of_another_route(entry, text, knowledge)]
    if of_it and not about:
        about = [entry for entry in knowledge.city_entries.get(code, ()) if not _of_another_route(entry, text, knowledge)][:1]
    if trains.which_timetable(findings):
        return ""
    if trains.asked(findings) and FIRST in findings.conversation.heard and LAST not in findings.conversation.heard:
        ranked = dict.fromkeys((*about, *knowledge.city_entries.get(code, ())))
        return next((entry for entry in ranked if FIRST in knowledge.details.get(entry, ())), "")
    if bus := _of_the_lines(findings, about[:1], knowledge):
        return bus
    inherited = [entry.id for entry in entries if code.startswith(f"{entry.affair}.")]
    return next(iter(about + inherited), "")
