"""Messages of the other services as the gateway's own values, and its questions as their messages."""

from __future__ import annotations

import datetime as dt
import re

from city120.faq.v1 import faq_pb2
from city120.jurisdiction.v1 import jurisdiction_pb2
from city120.type.v1 import type_pb2
from city120.wayfinding.v1 import wayfinding_pb2

from city120_gateway.conversation.conversation import RankedAffair, RankedEntry
from city120_gateway.conversation.hints import Point
from city120_gateway.knowledge import OFFICIAL
from city120_gateway.resolution.answers import (
    AREA_KINDS,
    Body,
    Department,
    Departure,
    Departures,
    Entry,
    EntryText,
    LastWay,
    Lifts,
    LikelyGroup,
    LineHours,
    Location,
    Match,
    MatchDecision,
    Mention,
    NearBorder,
    NoWay,
    Opening,
    Outcome,
    Place,
    Responsibility,
    Ride,
    Road,
    Role,
    Route,
    RouteLeg,
    Rule,
    Ruling,
    RunnerUp,
)
from city120_gateway.resolution.other_services import Case, Stop, Trip, Way
from city120_gateway.words.aloud import aloud

_CERTAIN = 1.0
_HANGUL = re.compile("[가-힣]")
_SHARE_PLACES = 2
_DECISIONS = {
    faq_pb2.DECISION_STATE: MatchDecision.STATE,
    faq_pb2.DECISION_ASK: MatchDecision.ASK,
    faq_pb2.DECISION_HAND_OVER: MatchDecision.HAND_OVER,
    faq_pb2.DECISION_REFUSE: MatchDecision.REFUSE,
}
_ROLES = {number: Role[name.removeprefix("MENTION_ROLE_")] for name, number in wayfinding_pb2.MentionRole.items()}
_OUTCOMES = {number: Outcome[name.removeprefix("OUTCOME_")] for name, number in jurisdiction_pb2.ResolveResponsibilityResponse.Outcome.items()}
_TIERS = {number: name.removeprefix("TIER_").lower() for name, number in type_pb2.Tier.items()}


def match(message: faq_pb2.MatchInquiryResponse) -> Match:
    """What is asked. A faq that is older than its own decision has none; then a person takes over."""
    return Match(
        decision=_DECISIONS.get(message.decision, MatchDecision.HAND_OVER),
        affairs=tuple(RankedAffair(affair.code, affair.probability, affair.offered) for affair in message.affairs),
        entries=tuple(RankedEntry(entry.entry_id, entry.affair_code, round(entry.score, _SHARE_PLACES)) for entry in message.entries),
        out_of_scope=message.out_of_scope_probability,
        refused_as=message.out_of_scope_reason,
        jointly_certain=message.jointly_certain,
        stated_from=message.state_threshold or _CERTAIN,
        emergencies=frozenset(emergency.id for emergency in message.emergencies),
        start=message.start,
        end=message.end,
        group=LikelyGroup(message.group.code, message.group.probability, message.group.certain) if message.HasField("group") else None,
        also=match(message.also) if message.HasField("also") else None,
    )


def entry(message: faq_pb2.Entry) -> Entry:
    """An entry, with the sources of the facts it cites."""
    sources = dict.fromkeys(f"{fact.source} ({fact.data_date})" if fact.data_date else fact.source for fact in message.facts)
    return Entry(
        id=message.id,
        texts={language: EntryText(text.answer, text.plain, text.spoken or _aloud(text.answer)) for language, text in message.texts.items()},
        sources=tuple(sources),
        reviewed_on=message.reviewed_on,
        publisher=message.publisher,
        settles=message.settles,
    )


def _aloud(answer: str) -> str:
    """An answer without the Korean names that a text in another language has in brackets; empty where it has none, or is Korean."""
    read = aloud(answer)
    return read if read != answer and not _HANGUL.search(read) else ""


def mention(message: wayfinding_pb2.PlaceMention) -> Mention:
    """A place that a text names."""
    return Mention(message.start, message.surface, tuple(map(place, message.candidates)), _ROLES[message.role], message.cue)


def place(message: wayfinding_pb2.Place) -> Place:
    """Something that has a name and a place."""
    return Place(
        ref=message.ref,
        kind=message.kind,
        names=dict(message.names),
        district_code=message.district_code,
        point=point(message.location) if message.HasField("location") else None,
        precision_m=message.precision_m,
        address=message.address,
        phone=message.phone,
        source=message.source,
        data_date=message.data_date,
    )


def point(message: type_pb2.LatLon) -> Point:
    """A point."""
    return Point(message.latitude, message.longitude)


def lat_lon(value: Point) -> type_pb2.LatLon:
    """A point of the contract."""
    return type_pb2.LatLon(latitude=value.latitude, longitude=value.longitude)


def stop(asked: Stop) -> wayfinding_pb2.GetLastDeparturesRequest:
    """A station, of whose trains the last are asked."""
    return wayfinding_pb2.GetLastDeparturesRequest(
        station=asked.station,
        line=asked.line,
        direction=asked.direction,
        at=asked.at.isoformat(),
        towards=asked.towards,
        which=_which(asked),
    )


def _which(asked: Stop | Trip) -> str:
    return "first" if asked.first else "last"


def departures(message: wayfinding_pb2.GetLastDeparturesResponse, asked: Stop) -> Departures:
    """What leaves a station on a service day."""
    return Departures(
        station=place(message.station),
        departures=tuple(map(_departure, message.departures)),
        service_day=message.service_day,
        day_type=message.day_type,
        incomplete_lines=tuple(message.incomplete_lines),
        source=message.source,
        data_date=message.data_date,
        first=asked.first,
        towards=place(message.towards) if message.HasField("towards") else None,
        beyond=bool(asked.towards and message.departures) and not message.HasField("towards"),
    )


def _departure(message: wayfinding_pb2.Departure) -> Departure:
    return Departure(
        line=message.line,
        direction=message.direction,
        terminal=dict(message.terminal.names),
        station=dict(message.station.names),
        first=message.first,
        last=message.last,
        line_names=dict(message.line_names),
        way_home=message.way_home,
        gone=message.gone,
        clock=message.clock,
        next_day=message.next_day,
        time=message.time,
        short_of_goal=message.short_of_goal,
        terminal_ref=message.terminal.ref,
    )


def trip(asked: Trip) -> wayfinding_pb2.GetLatestJourneyRequest:
    """From one station to another."""
    return wayfinding_pb2.GetLatestJourneyRequest(
        origin=asked.origin, destination=asked.destination, at=asked.at.isoformat(), which=_which(asked), step_free=asked.step_free
    )


def last_way(message: wayfinding_pb2.GetLatestJourneyResponse, asked: Trip) -> LastWay | NoWay:
    """The last journey that still connects, or the first; or that none is known."""
    if not message.legs:
        return NoWay(dict(message.origin.names), dict(message.destination.names), no_lift=message.empty == "no_lift")
    return LastWay(
        rides=tuple(_ride(leg) for leg in message.legs if leg.line_names),
        day_type=message.day_type,
        gone=message.slack_s < 0,
        next_day=message.next_day,
        exact=message.exact,
        source=message.source,
        data_date=message.data_date,
        first=asked.first,
        lifts=_lifts(message),
        tight=message.tight and message.slack_s >= 0,
    )


def _lifts(message: wayfinding_pb2.GetLatestJourneyResponse | wayfinding_pb2.GetDirectionsResponse) -> Lifts | None:
    """What a list says of the lifts on a way; None without one."""
    if not message.lift_date:
        return None
    return Lifts(message.lift_source, message.lift_date, message.lift_freshness, tuple(dict(place.names) for place in message.lifts_unknown))


def _ride(message: wayfinding_pb2.Leg) -> Ride:
    return Ride(
        line=message.mode,
        line_names=dict(message.line_names),
        terminal=dict(message.terminal.names),
        origin=dict(message.origin.names),
        destination=dict(message.destination.names),
        departure=message.departure,
        arrival=message.arrival,
        departure_clock=message.departure_clock,
        arrival_clock=message.arrival_clock,
        direction=message.direction,
        next_stop=dict(message.next_stop.names),
        express=message.express,
        terminal_ref=message.terminal.ref,
        wait_s=message.wait_s,
    )


def way(asked: Way) -> wayfinding_pb2.GetDirectionsRequest:
    """From door to door."""
    message = wayfinding_pb2.GetDirectionsRequest(
        origin_text=asked.origin, destination_text=asked.destination, step_free=asked.step_free, on_foot=asked.on_foot
    )
    if asked.arrive_by is not None:
        message.arrive_by = asked.arrive_by.isoformat()
    else:
        message.depart_at = asked.at.isoformat()
    return message


def route(message: wayfinding_pb2.GetDirectionsResponse, asked: Way) -> Route:
    """The way, or why there is none."""
    moments = [dt.datetime.fromisoformat(written) if written else None for written in (message.departure, message.arrival)]
    return Route(
        origin={} if asked.here else dict(message.origin.names),
        destination=dict(message.destination.names),
        ends=(point(message.origin.location), point(message.destination.location)) if _placed(message) else None,
        legs=tuple(_route_leg(leg, here=asked.here and not number) for number, leg in enumerate(message.legs)),
        departure=moments[0],
        arrival=moments[1],
        arrive_by=asked.arrive_by,
        transfers=message.transfers,
        walking_m=message.walking_m,
        exact=message.exact,
        source=message.source,
        data_date=message.data_date,
        geometry=message.geometry,
        by_streets=message.method == "streets",
        map_source=message.map_source,
        map_date=message.map_date,
        step_free=message.step_free if message.HasField("step_free") else None,
        empty=message.empty,
        at=asked.at,
        estimate_s=message.estimate_s,
        lifts=_lifts(message),
    )


def _placed(message: wayfinding_pb2.GetDirectionsResponse) -> bool:
    return message.origin.HasField("location") and message.destination.HasField("location")


def _route_leg(message: wayfinding_pb2.Leg, *, here: bool) -> RouteLeg:
    rides = message.HasField("terminal")
    return RouteLeg(
        origin={} if here else dict(message.origin.names),
        destination=dict(message.destination.names),
        departure=message.departure,
        arrival=message.arrival,
        departure_clock=message.departure_clock,
        arrival_clock=message.arrival_clock,
        moving_s=message.moving_s,
        line=message.mode if rides else "",
        line_names=dict(message.line_names),
        direction=message.direction,
        terminal=dict(message.terminal.names),
        stops=message.stops,
        change_s=message.change_s,
        distance_m=message.distance_m,
        exact=message.exact,
        times_unknown=message.times_unknown,
        hours=_line_hours(message.hours) if message.HasField("hours") else None,
        origin_exit=message.origin.exit,
        destination_exit=message.destination.exit,
        from_middle=message.origin.kind in AREA_KINDS,
        to_middle=message.destination.kind in AREA_KINDS,
        next_stop=dict(message.next_stop.names),
        express=message.express,
        terminal_ref=message.terminal.ref,
    )


def _line_hours(message: wayfinding_pb2.LineHours) -> LineHours:
    return LineHours(first=message.first, last=message.last, source=message.source, data_date=message.data_date)


def case(asked: Case) -> jurisdiction_pb2.ResolveResponsibilityRequest:
    """An affair at a place and a moment."""
    return jurisdiction_pb2.ResolveResponsibilityRequest(
        affair_code=asked.affair,
        at=asked.at.isoformat(),
        as_of=asked.as_of.isoformat(),
        asset_ids=asked.assets,
        **({asked.fact.fact: asked.fact.value} if asked.fact is not None else {}),
        area_code=asked.area or None,
        point=lat_lon(asked.point) if asked.point is not None else None,
        precision_m=asked.precision_m,
    )


def ruling(message: jurisdiction_pb2.ResolveResponsibilityResponse) -> Ruling:
    """What the rules say."""
    road = message.road
    return Ruling(
        outcome=_OUTCOMES[message.outcome],
        responsibility=_responsibility(message.responsibility) if message.HasField("responsibility") else None,
        missing=tuple(message.missing),
        candidates=tuple(map(_responsibility, message.candidates)),
        location=location(message.location),
        border_decides=message.border_decides,
        road=Road(road.id, road.names.get(OFFICIAL, ""), road.layer.source, road.layer.date) if message.HasField("road") else None,
    )


def location(message: jurisdiction_pb2.AreaLocation) -> Location:
    """Where something lies."""
    border = message.near_border
    return Location(
        district=message.district.code,
        admin_dong=message.admin_dong.code,
        admin_dong_candidates=tuple(dong.code for dong in message.admin_dong_candidates),
        legal_dong=message.legal_dong.code,
        near_border=NearBorder(border.district_code, border.outside_code, border.distance_m) if message.HasField("near_border") else None,
        outside_code=message.outside_code,
        outside_name=message.outside_names.get(OFFICIAL, ""),
        boundary_date=message.boundary_date,
        admin_dong_layer=f"{message.admin_dong_source} ({message.admin_dong_date})" if message.admin_dong_date else "",
    )


def _responsibility(message: jurisdiction_pb2.Responsibility) -> Responsibility:
    rule, other = message.rule, message.runner_up
    return Responsibility(
        body=_body(message.body),
        department=_department(message.department),
        rule=Rule(rule.id, rule.legal_basis, rule.source, rule.data_date),
        usual_unit=message.usual_unit,
        reason=message.reason,
        runner_up=RunnerUp(other.body_id, other.rule.id, other.why_not) if message.HasField("runner_up") else None,
        depends_on=tuple(message.depends_on),
        changes=tuple(message.changes),
        how_to_tell=dict(message.how_to_tell),
    )


def _body(message: jurisdiction_pb2.Body) -> Body:
    return Body(
        id=message.id,
        names=dict(message.names),
        tier=_TIERS[message.tier],
        phone=message.phone,
        hours=message.hours,
        address=message.address,
        point=point(message.location) if message.HasField("location") else None,
        note=message.note,
        taken_by=message.taken_by,
    )


def _department(message: jurisdiction_pb2.Department) -> Department:
    opening = message.opening
    return Department(
        id=message.id,
        names=dict(message.names),
        phone=message.phone,
        hours=message.hours,
        opening=Opening(
            hours=opening.opening_hours,
            open_now=opening.open_now if opening.HasField("open_now") else None,
            next_change=opening.next_change,
            source=opening.source,
            data_date=opening.data_date,
        )
        if message.HasField("opening")
        else None,
    )
