"""What kind of outcome it is: the first that holds, in the order of the contract; each also fills its own section."""

from __future__ import annotations

from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2
from city120.type.v1 import type_pb2

from city120_gateway.knowledge import OFFICIAL
from city120_gateway.resolution import clarify
from city120_gateway.resolution.draft import Draft

_Outcome = jurisdiction_pb2.ResolveResponsibilityResponse
# Emergencies are recognised by rows of patterns; false alarms are few but not none.
_EMERGENCY_CONFIDENCE = 0.98
_FRONT = "/front"


def settle(draft: Draft) -> None:
    """Set `kind`, `confidence` and all sections that are known."""
    response = draft.response
    _fill_affairs(draft)
    _fill_place(draft)
    _fill_answer(draft)
    _fill_departures(draft)
    response.confidence = round(sum(probability for _, probability in draft.likely) if draft.agreed else draft.probability, 4)
    # What is understood of a language that the service does not speak is a hint for the interpreter, unless it is surely no public business:
    # letters typed at random are no language either.
    for kind, holds in _ORDER if draft.spoken else _UNSPOKEN:
        if holds(draft):
            response.kind = kind
            return


def _emergency(draft: Draft) -> bool:
    if not draft.emergencies:
        return False
    numbers = list(dict.fromkeys(number for rule in draft.emergencies for number in rule.numbers))
    texts = list(dict.fromkeys(rule.text[draft.language] for rule in draft.emergencies[:2]))
    draft.response.emergency.CopyFrom(pb.Emergency(numbers=numbers, text=" ".join(texts)))
    draft.response.confidence = _EMERGENCY_CONFIDENCE
    if not draft.emergencies[0].affair:
        # Who usually deals with such a matter is no help now, and may be the wrong body: a lift at home is not the metro's.
        draft.response.ClearField("responsibility")
        draft.response.ClearField("answer")
    for rule in draft.emergencies:
        draft.note("emergency", rule.id, "heard in the text")
    return True


def _out_of_scope(draft: Draft) -> bool:
    if not draft.is_out_of_scope:
        return False
    del draft.response.affairs[:]
    draft.response.ClearField("responsibility")
    draft.response.ClearField("answer")
    draft.response.confidence = round(draft.out_of_scope, 4)
    draft.note("affair", "out_of_scope", f"probability {draft.out_of_scope:.2f}")
    return True


def _clarify(draft: Draft) -> bool:
    if not draft.may_ask:
        return False
    found = clarify.question(draft)
    if found is None:
        return False
    draft.response.clarification.CopyFrom(found)
    if "affair" in found.missing:
        draft.response.ClearField("answer")
    draft.response.ClearField("responsibility")
    return True


def _departures(draft: Draft) -> bool:
    return draft.certain and draft.affair is not None and draft.affair.answer_kind == "departures" and draft.departures is not None


def _places(draft: Draft) -> bool:
    if not draft.certain or draft.affair is None or draft.affair.answer_kind != "places" or not draft.response.HasField("responsibility"):
        return False
    body = draft.resolved[0].responsibility.body
    if not body.address:
        return False
    place = pb.InquiryPlace(ref=f"body:{body.id}", kind="office", name=body.names[OFFICIAL], names=body.names, address=body.address, phone=body.phone)
    if body.HasField("location"):
        place.location.CopyFrom(body.location)
    draft.response.places.append(place)
    return True


def _answer(draft: Draft) -> bool:
    if not draft.certain or not draft.response.HasField("answer") or draft.affair is None:
        return False
    # Where any office will do and no place is named, the answer is what can be told.
    anywhere = draft.affair.place_role == "nearest" and not draft.response.HasField("responsibility")
    return anywhere or draft.affair.answer_kind in ("answer", "places", "directions", "departures")


def _department(draft: Draft) -> bool:
    wanted = draft.affair is not None and draft.affair.answer_kind != "handoff"
    return draft.settled and wanted and draft.response.HasField("responsibility")


def _handoff(draft: Draft) -> bool:
    queue, reason = _why_handoff(draft)
    draft.response.handoff.CopyFrom(pb.Handoff(queue=queue, reason=reason))
    if queue in ("agent", "interpreter"):
        draft.response.ClearField("responsibility")
    if queue == "interpreter" or not draft.certain:
        draft.response.ClearField("answer")
    return True


def _why_handoff(draft: Draft) -> tuple[str, str]:
    if not draft.spoken:
        return "interpreter", "the language is none of the six"
    if not draft.understood:
        return "agent", "what is asked could not be looked up"
    if draft.where.outside or any(found.outcome == _Outcome.OUTCOME_OUTSIDE for found in draft.resolved):
        return "outside", "the place lies outside the city"
    if draft.settled and draft.response.HasField("responsibility"):
        return draft.response.responsibility.body_id, "a body outside the city's own offices must take over"
    if draft.certain:
        return "agent", "no responsible body is known"
    return "agent", "not certain enough what is asked"


_ORDER = (
    (pb.KIND_EMERGENCY, _emergency),
    (pb.KIND_OUT_OF_SCOPE, _out_of_scope),
    (pb.KIND_CLARIFY, _clarify),
    (pb.KIND_DEPARTURES, _departures),
    (pb.KIND_PLACES, _places),
    (pb.KIND_ANSWER, _answer),
    (pb.KIND_DEPARTMENT, _department),
    (pb.KIND_HANDOFF, _handoff),
)
_UNSPOKEN = (_ORDER[0], _ORDER[1], _ORDER[-1])


def _fill_affairs(draft: Draft) -> None:
    for code, probability in draft.affairs:
        if code in draft.knowledge.affairs:
            labels = draft.knowledge.affairs[code].labels
            draft.response.affairs.append(pb.RankedAffair(code=code, probability=round(probability, 4), labels=labels))


def _fill_place(draft: Draft) -> None:
    """The area when one is known, and the body when all places that the name may mean have the same."""
    location = draft.located
    if len(draft.resolved) == 1:
        location = location or draft.resolved[0].location
        if beyond := draft.resolved[0].location.outside_names.get(OFFICIAL):
            draft.note("area", draft.resolved[0].location.outside_code, f"outside the city: {beyond}")
    if draft.resolved and not clarify.differ(draft.resolved):
        _fill_responsibility(draft, draft.resolved[0])
    if location is None or not location.HasField("district"):
        return
    area = pb.InquiryArea(
        district_code=location.district.code,
        admin_dong_code=location.admin_dong.code,
        admin_dong_candidates=[dong.code for dong in location.admin_dong_candidates],
        legal_dong_code=location.legal_dong.code,
        boundary_date=location.boundary_date,
    )
    if location.HasField("near_border"):
        border = location.near_border
        area.near_border.CopyFrom(
            pb.NearBorder(district_code=border.district_code, outside_code=border.outside_code, distance_m=round(border.distance_m, 1))
        )
    draft.response.area.CopyFrom(area)
    if location.admin_dong_date:
        layer = f"{location.admin_dong_source} ({location.admin_dong_date})"
        draft.note("area", area.admin_dong_code, f"administrative dong by an imported layer: {layer}")


def _fill_responsibility(draft: Draft, resolved: _Outcome) -> None:
    found = _chosen(draft, resolved)
    if found is None:
        return
    body, rule = found.body, found.rule
    message = pb.InquiryResponsibility(
        body_id=body.id,
        department_id=found.department.id,
        name=body.names[OFFICIAL],
        names=body.names,
        tier=type_pb2.Tier.Name(body.tier).removeprefix("TIER_").lower(),
        phone=found.department.phone or body.phone,
        hours=found.department.hours or body.hours,
        usual_unit=found.usual_unit,
        rule_id=rule.id,
        legal_basis=rule.legal_basis,
        data_date=rule.data_date,
        source=rule.source,
        reason=found.reason,
        department_names=found.department.names if not found.department.id.endswith(_FRONT) else None,
        changes=found.changes,
        note=body.note,
        opening=found.department.opening if found.department.HasField("opening") else None,
    )
    if found.HasField("runner_up"):
        other = found.runner_up
        message.runner_up.CopyFrom(pb.InquiryRunnerUp(body_id=other.body_id, rule_id=other.rule.id, why_not=other.why_not))
    draft.response.responsibility.CopyFrom(message)
    if resolved.HasField("road"):
        road = resolved.road
        draft.note("road", road.id, f"the point lies on {road.names.get(OFFICIAL, 'it')}; imported layer: {road.layer.source} ({road.layer.date})")
    if message.HasField("opening"):
        opening = message.opening
        draft.note("hours", opening.opening_hours, f"source: {opening.source}{f' ({opening.data_date})' if opening.data_date else ''}")
    draft.note("rule", rule.id, f"{found.reason}; source: {rule.source}{f' ({rule.data_date})' if rule.data_date else ''}")


def _chosen(draft: Draft, resolved: _Outcome) -> jurisdiction_pb2.Responsibility | None:
    """The responsibility that the rules gave, or of several the one that the caller chose."""
    if resolved.outcome == _Outcome.OUTCOME_SHARED:
        chosen = [candidate for candidate in resolved.candidates if candidate.body.id == draft.inquiry.fill.asset]
        if not chosen:
            return None
        resolved.outcome = _Outcome.OUTCOME_RESOLVED
        return chosen[0]
    return resolved.responsibility if resolved.HasField("responsibility") else None


def _fill_answer(draft: Draft) -> None:
    entry = draft.entry
    if entry is None or draft.language not in entry.texts:
        return
    text = entry.texts[draft.language]
    sources = list(dict.fromkeys(f"{fact.source} ({fact.data_date})" if fact.data_date else fact.source for fact in entry.facts))
    draft.response.answer.CopyFrom(
        pb.InquiryAnswer(
            entry_id=entry.id,
            text=text.answer,
            plain=text.plain,
            spoken=text.spoken,
            source="; ".join(sources),
            reviewed_on=entry.reviewed_on,
            publisher=entry.publisher,
        )
    )


def _fill_departures(draft: Draft) -> None:
    found = draft.departures
    if found is None:
        return
    for departure in found.departures:
        draft.response.departures.append(
            pb.InquiryDeparture(
                line=departure.line,
                direction=departure.direction,
                terminal=departure.terminal.names[OFFICIAL],
                station=departure.station.names[OFFICIAL],
                time=departure.last,
                first_time=departure.first,
                service_day=found.service_day,
                terminal_names=departure.terminal.names,
                line_names=departure.line_names,
                incomplete=departure.line in found.incomplete_lines,
            )
        )
    draft.note("timetable", found.station.ref, f"{found.source} ({found.data_date}), service day {found.service_day}, {found.day_type}")
