"""Domain values as messages of the contract: one translation, one way."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, MutableSequence, Sequence
from typing import NamedTuple, cast

from city120.type.v1 import type_pb2
from city120.wayfinding.v1 import wayfinding_pb2 as pb

from city120_edition import rows
from city120_edition.layers import Layer
from city120_errors import InvalidArgument
from city120_wayfinding.directions import last_way
from city120_wayfinding.directions.geometry import WALK, feature_collection
from city120_wayfinding.directions.route import Leg, Route
from city120_wayfinding.directions.wording import Wording
from city120_wayfinding.mentions.finder import PlaceMention
from city120_wayfinding.places.place import Place, Point
from city120_wayfinding.places.search import Hit, Opening, Query
from city120_wayfinding.streets.walks import Step
from city120_wayfinding.timetable import departures as timetable
from city120_wayfinding.timetable.clock import clock_of, time_of
from city120_wayfinding.timetable.lifts import Lifts


class Origin(NamedTuple):
    """Where times come from, and of which date that is."""

    source: str
    data_date: str


def point(message: type_pb2.LatLon) -> Point:
    """A point of the contract."""
    return Point(message.latitude, message.longitude)


def end(request: pb.GetDirectionsRequest, field: str) -> str | Point:
    """The point or the words of one end of a journey. Raises InvalidArgument where there is neither, or both."""
    words = getattr(request, f"{field}_text")
    if request.HasField(field) and words:
        raise InvalidArgument("excludes the point", field=f"{field}_text", fix="send a point or words")
    if not request.HasField(field) and not words:
        raise InvalidArgument("is missing", field=field, fix="send a point, or a name, an address or a reference")
    return words or point(getattr(request, field))


def place(thing: Place, distance_m: float = 0.0) -> pb.Place:
    """One place, with its distance from the point asked about."""
    message = pb.Place(
        ref=thing.ref,
        kind=thing.kind,
        names=thing.names,
        district_code=thing.district_code,
        address=thing.address,
        phone=thing.phone,
        hours=thing.hours,
        source=thing.source,
        distance_m=distance_m,
        precision_m=thing.precision_m,
        categories=thing.categories,
        data_date=thing.data_date,
        step_free=thing.step_free,
        accessibility=thing.accessibility,
        website=thing.website,
        exit=thing.exit,
        confidence=thing.confidence,
    )
    if thing.event is not None:
        message.starts, message.ends = thing.event.starts, thing.event.ends
        message.audience.extend(thing.event.audience)
        if thing.event.free is not None:
            message.free = thing.event.free
    if thing.point is not None:
        message.location.CopyFrom(type_pb2.LatLon(latitude=thing.point.latitude, longitude=thing.point.longitude))
    return message


def hit(near: Hit) -> pb.Place:
    """One place found, with its opening hours and how fresh its list is."""
    message = place(near.place, near.distance_m)
    message.freshness = near.freshness
    if near.opening is not None:
        message.opening.CopyFrom(opening(near.opening))
    return message


def opening(hours: Opening) -> type_pb2.Opening:
    """When a place is open."""
    return type_pb2.Opening(
        opening_hours=hours.hours.written,
        open_now=hours.open_now,
        next_change=hours.next_change.isoformat() if hours.next_change else "",
        source=hours.hours.source,
        data_date=hours.hours.data_date,
        closes_before_arrival=hours.closes_before_arrival,
    )


def query(request: pb.SearchPlacesRequest, at: dt.datetime) -> Query:
    """What is asked of the search; `at`: the moment that the request names, or now."""
    return Query(
        words=request.query,
        kinds=tuple(filter(None, (request.kind, *request.categories))),
        district_code=request.district_code,
        near=point(request.near) if request.HasField("near") else None,
        area=request.near_area,
        within_m=request.within_m,
        at=at,
        open_only=bool(request.open_at) or request.HasField("arrive_in_min"),
        arrive_in=request.arrive_in_min if request.HasField("arrive_in_min") else None,
        step_free=request.step_free,
        on=_day(request.on) if request.on else None,
        audience=request.audience,
        free=request.free,
    )


def _day(written: str) -> dt.date:
    """A day as callers write it. Raises InvalidArgument."""
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise InvalidArgument(f"{written!r} is no day", field="on", fix="write YYYY-MM-DD, e.g. 2026-12-24") from None


def mention(mentioned: PlaceMention) -> pb.PlaceMention:
    """One place named in a text."""
    return pb.PlaceMention(
        start=mentioned.start,
        end=mentioned.end,
        surface=mentioned.surface,
        candidates=[place(candidate) for candidate in mentioned.candidates],
        role=f"MENTION_ROLE_{mentioned.role.upper()}" if mentioned.role else None,
        cue=mentioned.cue,
    )


def departure(train: timetable.Departure) -> pb.Departure:
    """The first and last train of one line, direction and terminal."""
    return pb.Departure(
        line=train.line.id,
        direction=train.direction,
        terminal=place(train.terminal),
        station=place(train.station),
        first=train.first,
        last=train.last,
        line_names=train.line.names,
        way_home=train.way_home,
        gone=train.gone,
        clock=train.clock,
        next_day=train.next_day,
        time=train.time,
        short_of_goal=train.short_of_goal,
    )


def origin(layers: Sequence[Layer], facts: rows.Timetable, *, exact: bool) -> Origin:
    """Where times come from: the imported layers when all are exact, else the edition's facts."""
    if layers and exact:
        return Origin("; ".join(layer.source for layer in layers), min(layer.date for layer in layers))
    return Origin(facts.source, facts.data_date)


def departures(edition_id: str, leaving: timetable.Departures, origin: Origin) -> pb.GetLastDeparturesResponse:
    """What leaves a station on a service day."""
    message = pb.GetLastDeparturesResponse(
        edition_id=edition_id,
        departures=[departure(train) for train in leaving.departures],
        service_day=leaving.service_day.date.isoformat(),
        day_type=leaving.service_day.day_type,
        by_weekday=leaving.service_day.by_weekday,
        incomplete_lines=leaving.incomplete_lines,
        source=origin.source,
        data_date=origin.data_date,
        exact=leaving.exact,
        empty=leaving.empty,
    )
    _named(message.station, message.candidates, leaving.stations)
    _named(message.towards, message.towards_candidates, leaving.goals)
    return message


def _named(station: pb.Place, candidates: MutableSequence[pb.Place], stations: Sequence[Place]) -> None:
    """The station that a name meant, or those that it may mean."""
    if len(stations) == 1:
        station.CopyFrom(place(stations[0]))
    else:
        candidates.extend(map(place, stations))


def day_type(name: str) -> rows.DayType | None:
    """A day type of the contract, whose rules let no other through; None for none."""
    return cast("rows.DayType", name) if name else None


def latest_journey(
    edition_id: str, way: last_way.LastWay, origin: Origin, lifts: Lifts, wording: Wording, colours: Mapping[str, str]
) -> pb.GetLatestJourneyResponse:
    """The last way home, or why there is none."""
    found, legs = way.route, [_route_leg(leg, wording, colours, timed=True) for leg in way.legs]
    message = pb.GetLatestJourneyResponse(
        edition_id=edition_id,
        service_day=found.service_day.date.isoformat(),
        day_type=found.service_day.day_type,
        by_weekday=found.service_day.by_weekday,
        legs=legs,
        source=origin.source,
        data_date=origin.data_date,
        empty=found.empty,
        lift_source=lifts.source if legs else "",
        lift_date=lifts.date if legs else "",
        lift_freshness=lifts.freshness(way.leave_by.date()) if way.leave_by is not None else "",
        lifts_unknown=map(place, found.lifts_unknown),
    )
    _named(message.origin, message.origin_candidates, found.origins)
    _named(message.destination, message.destination_candidates, found.destinations)
    if way.leave_by is not None:
        message.departure, message.arrival = legs[0].departure, legs[-1].arrival
        message.leave_by, message.slack_s = way.leave_by.isoformat(), way.slack_s
        message.tight, message.exact, message.next_day = way.tight, found.exact, way.next_day
        message.route.CopyFrom(_whole(found, legs))
    return message


def _whole(way: Route, legs: Sequence[pb.Leg]) -> pb.JourneyRoute:
    """A journey as a whole; its picture is the gateway's."""
    return pb.JourneyRoute(
        legs=legs,
        departure=way.departure.isoformat() if way.departure else "",
        arrival=way.arrival.isoformat() if way.arrival else "",
        transfers=way.transfers,
        walking_m=round(way.walking_m),
        step_free=way.step_free,
        geometry=json.dumps(feature_collection(way), ensure_ascii=False),
    )


def route(
    edition_id: str, way: Route, origin: Origin, maps: tuple[Layer | None, Lifts], wording: Wording, colours: Mapping[str, str], picture: str
) -> pb.GetDirectionsResponse:
    """The way from door to door, or why there is none. `maps`: that of streets, if there is one, and the lifts."""
    streets, lifts = maps
    message = pb.GetDirectionsResponse(
        edition_id=edition_id,
        legs=[_route_leg(leg, wording, colours, timed=not way.estimate_s) for leg in way.legs],
        method=way.method,
        step_free=way.step_free,
        departure=way.departure.isoformat() if way.departure else "",
        arrival=way.arrival.isoformat() if way.arrival else "",
        service_day=way.service_day.date.isoformat(),
        day_type=way.service_day.day_type,
        transfers=way.transfers,
        walking_m=round(way.walking_m),
        exact=bool(way.legs) and way.exact,
        source=origin.source if way.rides else "",
        data_date=origin.data_date if way.rides else "",
        empty=way.empty,
        geometry=json.dumps(feature_collection(way), ensure_ascii=False) if way.legs else "",
        picture=picture,
        map_source=streets.source if streets is not None and way.on_map else "",
        map_date=streets.date if streets is not None and way.on_map else "",
        estimate_s=way.estimate_s,
        lift_source=lifts.source if way.rides else "",
        lift_date=lifts.date if way.rides else "",
        lift_freshness=lifts.freshness(way.departure.date() if way.departure is not None else way.service_day.date) if way.rides else "",
        lifts_unknown=map(place, way.lifts_unknown),
    )
    _named(message.origin, message.origin_candidates, way.origins)
    _named(message.destination, message.destination_candidates, way.destinations)
    return message


def _route_leg(section: Leg, wording: Wording, colours: Mapping[str, str], *, timed: bool) -> pb.Leg:
    return pb.Leg(
        mode=section.line.id if section.line is not None else WALK,
        origin=place(section.origin),
        destination=place(section.destination),
        departure=time_of(section.departure) if timed else "",
        arrival=time_of(section.arrival) if timed else "",
        distance_m=round(section.distance_m),
        steps=wording.steps(section),
        line_names=section.line.names if section.line is not None else {},
        direction=section.direction,
        terminal=place(section.terminal) if section.terminal is not None else None,
        change_s=section.change_s,
        departure_clock=clock_of(section.departure) if timed else "",
        arrival_clock=clock_of(section.arrival) if timed else "",
        stops=section.stops,
        moving_s=section.moving_s,
        wait_s=section.wait_s,
        exact=section.exact,
        colour=colours.get(section.line.id, "") if section.line is not None else "",
        method=section.walk.method if section.walk is not None else "",
        step_free=section.walk.step_free if section.walk is not None else None,
        estimated=section.estimated,
        times_unknown=section.times_unknown,
        hours=pb.LineHours(**vars(section.hours)) if section.hours is not None else None,
        lifts=section.lifts,
        next_stop=place(section.next_stop) if section.next_stop is not None else None,
        express=section.express,
        manoeuvres=map(_manoeuvre, section.walk.steps if section.walk is not None else ()),
    )


def _manoeuvre(step: Step) -> pb.Manoeuvre:
    landmark = place(step.landmark) if step.landmark is not None else None
    return pb.Manoeuvre(kind=step.turn, street_names=step.street, distance_m=round(step.metres), landmark=landmark)
