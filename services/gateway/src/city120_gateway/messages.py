"""The contract's request as a message of the conversation, and a resolution as the contract's response: one translation each way."""

from __future__ import annotations

from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.type.v1 import type_pb2

from city120_errors import InvalidArgument
from city120_gateway import nearby_messages, route_messages
from city120_gateway.channels.registry import DEFAULT, render
from city120_gateway.conversation.choices import Choices, Option, read_thing, sent_thing
from city120_gateway.conversation.hints import AreaHint, DeviceHint, PlaceHint, Point, WordsHint
from city120_gateway.conversation.message import Message
from city120_gateway.knowledge import OFFICIAL, Knowledge
from city120_gateway.resolution.answers import Departure, Departures, Location, Opening, Place, Responsibility, Ride
from city120_gateway.resolution.resolution import Answer, Clarification, Handoff, Office, Resolution, StatedGroup
from city120_text import unrepeated

# Evidence repeats words of the caller: so many characters of them say what was meant.
_DETAIL = 400


def message(request: pb.ResolveInquiryRequest, knowledge: Knowledge) -> Message:
    """A message of a caller. Raises InvalidArgument for a chosen thing that does not exist in this edition."""
    return Message(
        text=unrepeated(request.text),
        channel=request.channel or DEFAULT,
        language=request.language,
        place=_hint(request.place),
        at=request.at,
        as_of=request.as_of,
        choices=_choices(request.fill, knowledge),
        continuation=request.continuation,
    )


def _hint(hint: pb.PlaceHint) -> PlaceHint | None:
    kind = hint.WhichOneof("place")
    if kind == "area_code":
        return AreaHint(hint.area_code)
    if kind == "point":
        return DeviceHint(Point(hint.point.latitude, hint.point.longitude))
    if kind is None:
        return None
    otherwise = _hint(hint.otherwise)
    # Its own words are not read.
    return WordsHint(hint.text, None if isinstance(otherwise, WordsHint) else otherwise)


def _choices(fill: pb.Fill, knowledge: Knowledge) -> Choices:
    thing = read_thing(fill.asset, knowledge.assets, knowledge.bodies) if fill.asset else None
    if fill.asset and thing is None:
        raise InvalidArgument(f"{fill.asset!r} does not exist", field="fill.asset", fix="send a fill of the last response unchanged")
    return Choices(
        area=fill.area_code,
        affair=fill.affair_code,
        station=fill.station_id,
        line=fill.line,
        direction=fill.direction,
        thing=thing,
        at=fill.at,
    )


def response(resolution: Resolution, inquiry_id: str, knowledge: Knowledge) -> pb.ResolveInquiryResponse:
    """The contract's response, worded for the channel of the inquiry."""
    said = resolution
    return pb.ResolveInquiryResponse(
        inquiry_id=inquiry_id,
        edition_id=knowledge.edition.id,
        language=said.language,
        kind=f"KIND_{said.kind.name}",
        confidence=said.confidence,
        evidence=[pb.Evidence(kind=reason.kind, ref=reason.ref, detail=reason.detail[:_DETAIL]) for reason in said.evidence],
        degraded=[type_pb2.Degraded(part=note.part, reason=note.reason, effect=note.effect) for note in said.degraded],
        affairs=[pb.RankedAffair(code=affair.code, probability=affair.probability, labels=affair.labels) for affair in said.affairs],
        area=_area(said.location) if said.location is not None else None,
        responsibility=_responsibility(said.responsibility) if said.responsibility is not None else None,
        answer=_answer(said.answer) if said.answer is not None else None,
        places=[*map(_place, said.offices), *nearby_messages.places(said.nearby)],
        empty=nearby_messages.empty(said.nearby) or route_messages.empty(said.route),
        departures=[_departure(train, said.departures) for train in said.departures.departures] if said.departures is not None else None,
        itinerary=[_ride(ride) for ride in said.last_way.rides] if said.last_way is not None else route_messages.itinerary(said.route),
        route=route_messages.route(said.route, said.language),
        clarification=_clarification(said.clarification) if said.clarification is not None else None,
        emergency=pb.Emergency(numbers=said.emergency.numbers, text=said.emergency.text) if said.emergency is not None else None,
        handoff=_handoff(said.handoff) if said.handoff is not None else None,
        group=_group(said.group, said.language) if said.group is not None else None,
        out_of_scope=pb.OutOfScope(reason=said.refused_as) if said.refused_as else None,
        also=[response(second, inquiry_id, knowledge) for second in said.also],
        continuation=said.continuation,
        offers=[_option(option) for option in said.offers],
        rendered=pb.Rendered(channel=said.channel, parts=render(said, knowledge)),
    )


def _handoff(handoff: Handoff) -> pb.Handoff:
    return pb.Handoff(queue=handoff.queue, reason=handoff.reason, group=handoff.group)


def _group(group: StatedGroup, language: str) -> pb.InquiryGroup:
    row = group.row
    return pb.InquiryGroup(
        code=row.code, label=row.labels.get(language, row.labels[OFFICIAL]), probability=group.probability, body_id=row.body, queue=group.queue
    )


def _area(location: Location) -> pb.InquiryArea:
    border = location.near_border
    near = (
        pb.NearBorder(district_code=border.district_code, outside_code=border.outside_code, distance_m=round(border.distance_m, 1))
        if border
        else None
    )
    return pb.InquiryArea(
        district_code=location.district,
        admin_dong_code=location.admin_dong,
        admin_dong_candidates=location.admin_dong_candidates,
        legal_dong_code=location.legal_dong,
        near_border=near,
        boundary_date=location.boundary_date,
    )


def _responsibility(responsibility: Responsibility) -> pb.InquiryResponsibility:
    body, rule, other, opening = responsibility.body, responsibility.rule, responsibility.runner_up, responsibility.department.opening
    return pb.InquiryResponsibility(
        body_id=body.id,
        department_id=responsibility.department.id,
        name=body.names.get(OFFICIAL, ""),
        names=body.names,
        tier=body.tier,
        phone=responsibility.phone,
        hours=responsibility.hours,
        usual_unit=responsibility.usual_unit,
        rule_id=rule.id,
        legal_basis=rule.legal_basis,
        data_date=rule.data_date,
        runner_up=pb.InquiryRunnerUp(body_id=other.body_id, rule_id=other.rule_id, why_not=other.why_not) if other is not None else None,
        source=rule.source,
        reason=responsibility.reason,
        opening=_opening(opening) if opening is not None else None,
        changes=responsibility.changes,
        note=body.note,
        department_names=responsibility.department_names,
        taken_by=body.taken_by,
    )


def _opening(opening: Opening) -> type_pb2.Opening:
    return type_pb2.Opening(
        opening_hours=opening.hours,
        open_now=opening.open_now,
        next_change=opening.next_change,
        source=opening.source,
        data_date=opening.data_date,
    )


def _answer(answer: Answer) -> pb.InquiryAnswer:
    return pb.InquiryAnswer(
        entry_id=answer.entry_id,
        text=answer.text,
        source=answer.source,
        reviewed_on=answer.reviewed_on,
        plain=answer.plain,
        spoken=answer.spoken,
        publisher=answer.publisher,
    )


def _place(office: Office) -> pb.InquiryPlace:
    point = office.point
    return pb.InquiryPlace(
        ref=office.ref,
        kind="office",
        name=office.names.get(OFFICIAL, ""),
        names=office.names,
        location=type_pb2.LatLon(latitude=point.latitude, longitude=point.longitude) if point is not None else None,
        address=office.address,
        phone=office.phone,
    )


def _departure(train: Departure, trains: Departures) -> pb.InquiryDeparture:
    return pb.InquiryDeparture(
        line=train.line,
        direction=train.direction,
        terminal=train.terminal.get(OFFICIAL, ""),
        station=train.station.get(OFFICIAL, ""),
        time=train.time,
        service_day=trains.service_day,
        first_time=train.first,
        terminal_names=train.terminal,
        line_names=train.line_names,
        incomplete=train.line in trains.incomplete_lines,
        which="first" if trains.first else "last",
        towards=_towards(trains.towards) if trains.towards is not None else None,
        short_of_goal=train.short_of_goal,
    )


def _towards(station: Place) -> pb.InquiryTowards:
    return pb.InquiryTowards(station=station.names.get(OFFICIAL, ""), ref=station.ref, names=station.names)


def _ride(ride: Ride) -> pb.ItineraryLeg:
    return pb.ItineraryLeg(
        mode=ride.line,
        origin=ride.origin.get(OFFICIAL, ""),
        destination=ride.destination.get(OFFICIAL, ""),
        departure=ride.departure,
        arrival=ride.arrival,
    )


def _clarification(clarification: Clarification) -> pb.Clarification:
    suggestion = clarification.suggestion
    return pb.Clarification(
        question=clarification.question,
        missing=[clarification.missing],
        options=[_option(option) for option in clarification.options],
        continuation=clarification.continuation,
        suggestion=f"{clarification.lead} {suggestion.text}" if suggestion is not None else "",
        suggestion_entry_id=suggestion.entry_id if suggestion is not None else "",
    )


def _option(option: Option) -> pb.ClarificationOption:
    return pb.ClarificationOption(id=option.id, label=option.label, fill=_fill(option.choices))


def _fill(choices: Choices) -> pb.Fill:
    return pb.Fill(
        area_code=choices.area,
        affair_code=choices.affair,
        station_id=choices.station,
        line=choices.line,
        direction=choices.direction,
        asset=sent_thing(choices.thing),
        at=choices.at,
    )
