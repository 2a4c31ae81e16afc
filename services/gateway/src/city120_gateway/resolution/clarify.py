"""The one question that decides, when a missing fact would change the result."""

from __future__ import annotations

from collections.abc import Iterable

from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2

from city120_edition.conditions import BUILDINGS, ROADS
from city120_errors import InvalidArgument
from city120_gateway.knowledge import OFFICIAL, beside
from city120_gateway.resolution.draft import MOST_OFFERED, Draft

_Outcome = jurisdiction_pb2.ResolveResponsibilityResponse
_FACTS = {"road": ROADS, "building": BUILDINGS}
_OF = ":"
_LACKING = (_Outcome.OUTCOME_NEEDS_PLACE, _Outcome.OUTCOME_NEEDS_FACT)


def question(draft: Draft) -> pb.Clarification | None:
    """The question, or None when nothing that is missing would change the result."""
    if draft.affair is None or not draft.understood or draft.where.outside:
        return None
    if not draft.certain:
        return None if draft.agreed else _which_affair(draft)
    for ask in (_which_station, _where_do_you_live, _which_place, _which_district, _which_dong, _which_side, _which_line, _which_body, _which_fact):
        if found := ask(draft):
            return found
    return None


def _which_affair(draft: Draft) -> pb.Clarification | None:
    if sum(probability for _, probability in draft.affairs[:MOST_OFFERED]) < draft.ask_from:
        return None
    options = [(draft.knowledge.affairs[code].labels[draft.language], pb.Fill(affair_code=code)) for code, _ in draft.likely]
    return _ask(draft.say("clarify.affair"), "affair", options)


def _which_station(draft: Draft) -> pb.Clarification | None:
    if draft.affair is None or draft.affair.answer_kind != "departures" or draft.departures is not None:
        return None
    stations = draft.where.stations
    if len(stations) == 1 or draft.inquiry.fill.station_id or draft.inquiry.station:
        return None
    options = [(beside(place.names[draft.language], place.names[OFFICIAL]), pb.Fill(station_id=place.ref)) for place in stations]
    asked = draft.say("clarify.place", name=draft.where.station_name) if options else draft.say("clarify.station")
    return _ask(asked, "station", options)


def _where_do_you_live(draft: Draft) -> pb.Clarification | None:
    located = draft.located
    if located is None or not draft.where.from_device or not located.HasField("district") or not _needs(draft, "district"):
        return None
    code = located.district.code
    name = draft.knowledge.area_name(code, draft.language)
    return _ask(draft.say("clarify.residence", area=name), "place", [(name, pb.Fill(area_code=code))])


def _which_place(draft: Draft) -> pb.Clarification | None:
    codes = draft.where.area_codes
    if len(codes) < 2 or not differ(draft.resolved):
        return None
    options = _areas(draft, codes)
    return _ask(draft.say("clarify.place", name=draft.where.name), "district", options)


def differ(resolved: Iterable[_Outcome]) -> bool:
    """Whether the places that a name may mean have different bodies, or one of them still lacks something."""
    bodies = {(found.outcome, found.responsibility.body.id, tuple(other.body.id for other in found.candidates)) for found in resolved}
    return len(bodies) > 1 or any(found.outcome in _LACKING for found in resolved)


def _which_district(draft: Draft) -> pb.Clarification | None:
    if not _needs(draft, "district"):
        return None
    codes = sorted(code for code in draft.knowledge.admin_dongs)
    return _ask(draft.say("clarify.district"), "district", _areas(draft, codes))


def _which_dong(draft: Draft) -> pb.Clarification | None:
    if not _needs(draft, "dong"):
        return None
    location = draft.resolved[0].location
    district = location.district.code
    candidates = [area.code for area in location.admin_dong_candidates]
    codes = candidates or [area.code for area in draft.knowledge.admin_dongs.get(district, []) if area.valid_on(draft.inquiry.as_of)]
    asked = draft.say("clarify.dong", area=draft.knowledge.area_name(district, draft.language))
    return _ask(asked, "dong", _areas(draft, codes))


def _needs(draft: Draft, missing: str) -> bool:
    affair, resolved = draft.affair, draft.resolved
    if affair is None or affair.place_role == "nearest" or len(resolved) != 1:
        return False
    return resolved[0].outcome == _Outcome.OUTCOME_NEEDS_PLACE and missing in resolved[0].missing


def _which_side(draft: Draft) -> pb.Clarification | None:
    if len(draft.resolved) != 1 or not draft.resolved[0].border_decides:
        return None
    location = draft.resolved[0].location
    border = location.near_border
    here, there = location.district.code or location.outside_code, border.district_code or border.outside_code
    return _ask(draft.say("clarify.border"), "district", _areas(draft, [here, there]))


def _which_line(draft: Draft) -> pb.Clarification | None:
    """Asked when the operator decides, operators differ by line, and no line is named."""
    affair, fill = draft.affair, draft.inquiry.fill
    if affair is None or affair.place_role != "operator" or affair.answer_kind == "departures" or len(draft.resolved) != 1:
        return None
    told = fill.line or fill.asset or any(asset in draft.knowledge.lines for asset in draft.where.assets)
    if told or len(draft.station_lines) == 1 or "asset" not in draft.resolved[0].responsibility.depends_on:
        return None
    lines = draft.station_lines or tuple(draft.knowledge.lines)
    names = draft.knowledge.lines
    options = [(beside(names[line].names[draft.language], names[line].names[OFFICIAL]), pb.Fill(line=line)) for line in lines]
    return _ask(draft.say("clarify.line"), "line", options)


def _which_body(draft: Draft) -> pb.Clarification | None:
    if len(draft.resolved) != 1 or draft.resolved[0].outcome != _Outcome.OUTCOME_SHARED:
        return None
    candidates = draft.resolved[0].candidates
    options = [(beside(one.body.names[draft.language], one.body.names[OFFICIAL]), pb.Fill(asset=one.body.id)) for one in candidates]
    return _ask(draft.say("clarify.body", tell=candidates[0].how_to_tell[draft.language]), "asset", options)


def _which_fact(draft: Draft) -> pb.Clarification | None:
    """Asked when the class of the road or the kind of building decides."""
    if len(draft.resolved) != 1 or draft.resolved[0].outcome != _Outcome.OUTCOME_NEEDS_FACT:
        return None
    (fact,) = draft.resolved[0].missing
    options = [(draft.say(f"{fact}.{value}"), pb.Fill(asset=f"{fact}{_OF}{value}")) for value in _FACTS[fact]]
    return _ask(draft.say(f"clarify.{fact}"), "asset", options)


def told(asset: str) -> dict[str, str]:
    """The class of road or kind of building that the caller chose, as the field of jurisdiction's request; empty for another choice."""
    fact, _, value = asset.partition(_OF)
    return {fact: value} if value in _FACTS.get(fact, ()) else {}


def _areas(draft: Draft, codes: Iterable[str]) -> list[tuple[str, pb.Fill]]:
    known = [code for code in codes if draft.knowledge.has_place(code)]
    return [(draft.knowledge.area_name(code, draft.language), pb.Fill(area_code=code)) for code in known]


def _ask(text: str, missing: str, options: list[tuple[str, pb.Fill]]) -> pb.Clarification:
    return pb.Clarification(
        question=text,
        missing=[missing],
        options=[pb.ClarificationOption(id=str(number), label=label, fill=fill) for number, (label, fill) in enumerate(options, start=1)],
    )


def check_codes(draft: Draft) -> None:
    """Raises InvalidArgument for an affair, asset or area that was chosen or given and does not exist in this edition."""
    fill, place = draft.inquiry.fill, draft.inquiry.place
    if fill.affair_code and fill.affair_code not in draft.knowledge.affairs:
        raise InvalidArgument(f"{fill.affair_code!r} does not exist", field="fill.affair_code", fix="GET /v1/affairs lists all codes")
    if fill.asset and not (fill.asset in draft.knowledge.assets or fill.asset in draft.knowledge.bodies or told(fill.asset)):
        raise InvalidArgument(f"{fill.asset!r} does not exist", field="fill.asset", fix="send a fill of the last response unchanged")
    given = place if place is not None else pb.PlaceHint()
    codes = (("fill.area_code", fill.area_code), ("place.area_code", given.area_code), ("place.otherwise.area_code", given.otherwise.area_code))
    for field, code in codes:
        known = draft.knowledge.has_place(code) if field == "fill.area_code" else draft.knowledge.has_area(code)
        if code and not known:
            raise InvalidArgument(f"{code!r} does not exist", field=field, fix="find codes with GET /v1/areas:search?q=")
