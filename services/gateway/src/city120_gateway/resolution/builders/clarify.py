"""The one question that decides, with the choices."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from city120_gateway.conversation.choices import FACTS, Choices, ChosenBody, ChosenFact, Option
from city120_gateway.knowledge import Knowledge, named
from city120_gateway.resolution import trains, ways
from city120_gateway.resolution.answers import AREA_KINDS, Location, Place
from city120_gateway.resolution.builders.sections import answer_of, known
from city120_gateway.resolution.decide import Decision
from city120_gateway.resolution.ends import several
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.questions import Missing
from city120_gateway.resolution.resolution import Clarification, Resolution
from city120_text.korean_addresses import has_short_grid_number

Offered = Iterable[tuple[str, Choices]]
_Question = tuple[str, str, Offered]


def build(findings: Findings, decision: Decision, knowledge: Knowledge) -> Resolution:
    """The question, with what is known besides. No body is stated before the reply, and no answer where it is not certain what is asked: what the
    likeliest affair's entry tells is a suggestion. Of a journey that lacks its beginning or its end alone, or of which an end is not clear, no
    entry is told, which would ask for both ends."""
    resolution = known(findings, decision, knowledge)
    asks_for = decision.missing or Missing.AFFAIR
    text, missing, offered = _QUESTIONS[asks_for](findings, knowledge)
    asked = Clarification(text, missing, _numbered(offered))
    untold = asks_for in (Missing.AFFAIR, Missing.MATTER, Missing.END, Missing.GOAL) or (
        asks_for is Missing.STATION and (ways.asked(findings) or findings.goal)
    )
    return replace(
        resolution,
        clarification=_suggesting(asked, findings, knowledge) if asks_for is Missing.AFFAIR else asked,
        responsibility=None,
        answer=None if untold else resolution.answer,
    )


def _suggesting(asked: Clarification, findings: Findings, knowledge: Knowledge) -> Clarification:
    """The question which affair it is, with what is done if it is the likeliest."""
    suggestion, language = answer_of(findings, knowledge), findings.conversation.language
    if suggestion is None or findings.affair is None:
        return asked
    return replace(asked, suggestion=suggestion, lead=knowledge.say("clarify.suggestion", language, affair=findings.affair.labels[language]))


def offers(findings: Findings, asks_for: Missing, knowledge: Knowledge) -> tuple[Option, ...]:
    """The choices of a question that need not be asked."""
    _, _, offered = _QUESTIONS[asks_for](findings, knowledge)
    return _numbered(offered)


def _numbered(offered: Offered) -> tuple[Option, ...]:
    return tuple(Option(str(number), label, choices) for number, (label, choices) in enumerate(offered, start=1))


def _matter(findings: Findings, knowledge: Knowledge) -> _Question:
    language, where = findings.conversation.language, findings.where
    if len(where.area_codes) == 1:
        return knowledge.say("clarify.matter.place", language, place=knowledge.area_name(where.area_codes[0], language)), "affair", ()
    return knowledge.say("clarify.matter", language), "affair", ()


def _affair(findings: Findings, knowledge: Knowledge) -> _Question:
    language = findings.conversation.language
    offered = [(knowledge.affairs[affair.code].labels[language], Choices(affair=affair.code)) for affair in findings.offered]
    if findings.answer is None:
        return knowledge.say("clarify.affair", language), "affair", offered
    return knowledge.say("clarify.affair.other", language, affairs=", ".join(label for label, _ in offered[1:])), "affair", offered


def _end(findings: Findings, knowledge: Knowledge) -> _Question:
    language, end = findings.conversation.language, findings.unclear_end
    places = several(end.candidates) if end is not None else ()
    text = knowledge.say("clarify.place", language, name=end.surface if end is not None else "")
    if any(place.kind in AREA_KINDS for place in places):
        return text, "district", _areas(knowledge, language, (place.ref.partition(":")[2] for place in places))
    return text, "station", _stations(places, language)


def _station(findings: Findings, knowledge: Knowledge) -> _Question:
    language, where = findings.conversation.language, findings.where
    if len(where.stations) > 1 and not ways.asked(findings):
        return knowledge.say("clarify.place", language, name=where.station_name), "station", _stations(where.stations, language)
    if trains.which_timetable(findings):
        at = findings.conversation.at
        day_type = knowledge.say(f"day_type.{knowledge.days.day_type(at)}", language)
        return knowledge.say("clarify.station.day", language, day=knowledge.days.service_day(at).isoformat(), day_type=day_type), "station", ()
    return knowledge.say("clarify.origin" if ways.asked(findings) else "clarify.station", language), "station", ()


def _goal(findings: Findings, knowledge: Knowledge) -> _Question:
    return knowledge.say("clarify.goal", findings.conversation.language), "place", ()


def _stations(stations: Iterable[Place], language: str) -> Offered:
    return [(named(place.names, language), Choices(station=place.ref)) for place in stations]


def _residence(findings: Findings, knowledge: Knowledge) -> _Question:
    language = findings.conversation.language
    code = findings.located.district if findings.located is not None else ""
    name = knowledge.area_name(code, language)
    return knowledge.say("clarify.residence", language, area=name), "place", [(name, Choices(area=code))]


def _place(findings: Findings, knowledge: Knowledge) -> _Question:
    language, where = findings.conversation.language, findings.where
    # A bridge lies on a border, and is no name of several places.
    across = any(knowledge.assets.get(asset) == where.area_codes for asset in where.assets)
    text = knowledge.say("clarify.border.named", language, place=where.name) if across else knowledge.say("clarify.place", language, name=where.name)
    return text, "district", _areas(knowledge, language, where.area_codes)


def _district(findings: Findings, knowledge: Knowledge) -> _Question:
    language = findings.conversation.language
    if has_short_grid_number(findings.conversation.text):
        return knowledge.say("clarify.grid", language), "district", ()
    return knowledge.say("clarify.district", language), "district", _areas(knowledge, language, sorted(knowledge.admin_dongs))


def _dong(findings: Findings, knowledge: Knowledge) -> _Question:
    """Of the dongs that are possible, or else of all that stand on that day."""
    language, location = findings.conversation.language, _location(findings)
    standing = [area.code for area in knowledge.admin_dongs.get(location.district, []) if area.valid_on(findings.conversation.as_of)]
    text = knowledge.say("clarify.dong", language, area=knowledge.area_name(location.district, language))
    return text, "dong", _areas(knowledge, language, location.admin_dong_candidates or standing)


def _side(findings: Findings, knowledge: Knowledge) -> _Question:
    language, location, where = findings.conversation.language, _location(findings), findings.where
    border = location.near_border
    there = (border.district_code or border.outside_code) if border is not None else ""
    sides = (location.district or location.outside_code, there)
    named = where.name and not where.from_device and not knowledge.has_area(where.name)
    text = knowledge.say("clarify.border.named", language, place=where.name) if named else knowledge.say("clarify.border", language)
    return text, "district", _areas(knowledge, language, sides)


def _line(findings: Findings, knowledge: Knowledge) -> _Question:
    language = findings.conversation.language
    lines = findings.station_lines or tuple(knowledge.lines)
    return (
        knowledge.say("clarify.line" if findings.station_lines else "clarify.line.any", language),
        "line",
        [(named(knowledge.lines[line].names, language), Choices(line=line)) for line in lines],
    )


def _body(findings: Findings, knowledge: Knowledge) -> _Question:
    language = findings.conversation.language
    candidates = findings.rulings[0].candidates
    offered = [(named(candidate.body.names, language), Choices(thing=ChosenBody(candidate.body.id))) for candidate in candidates]
    return knowledge.say("clarify.body", language, tell=candidates[0].how_to_tell.get(language, "")), "asset", offered


def _fact(findings: Findings, knowledge: Knowledge) -> _Question:
    language = findings.conversation.language
    (fact,) = findings.rulings[0].missing
    offered = [(knowledge.say(f"{fact}.{value}", language), Choices(thing=ChosenFact(fact, value))) for value in FACTS[fact]]
    return knowledge.say(f"clarify.{fact}", language), "asset", offered


_QUESTIONS: dict[Missing, Callable[[Findings, Knowledge], _Question]] = {
    Missing.MATTER: _matter,
    Missing.AFFAIR: _affair,
    Missing.END: _end,
    Missing.STATION: _station,
    Missing.GOAL: _goal,
    Missing.RESIDENCE: _residence,
    Missing.PLACE: _place,
    Missing.DISTRICT: _district,
    Missing.DONG: _dong,
    Missing.SIDE: _side,
    Missing.LINE: _line,
    Missing.BODY: _body,
    Missing.FACT: _fact,
}


def _location(findings: Findings) -> Location:
    return findings.rulings[0].location


def _areas(knowledge: Knowledge, language: str, codes: Iterable[str]) -> Offered:
    return [(knowledge.area_name(code, language), Choices(area=code)) for code in codes if knowledge.has_place(code)]
