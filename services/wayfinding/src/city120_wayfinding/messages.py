"""Domain values as messages of the contract: one translation, one way."""

from __future__ import annotations

from city120.type.v1 import type_pb2
from city120.wayfinding.v1 import wayfinding_pb2 as pb

from city120_edition import rows
from city120_wayfinding import departures as timetable
from city120_wayfinding.mentions import PlaceMention
from city120_wayfinding.places import Place, Point
from city120_wayfinding.search import Hit


def point(message: type_pb2.LatLon) -> Point:
    """A point of the contract."""
    return Point(message.latitude, message.longitude)


def place(found: Place, distance_m: float = 0.0) -> pb.Place:
    """One place, with its distance from the point asked about."""
    message = pb.Place(
        ref=found.ref,
        kind=found.kind,
        names=found.names,
        district_code=found.district_code,
        address=found.address,
        phone=found.phone,
        hours=found.hours,
        source=found.source,
        distance_m=distance_m,
        precision_m=found.precision_m,
    )
    if found.point is not None:
        message.location.CopyFrom(type_pb2.LatLon(latitude=found.point.latitude, longitude=found.point.longitude))
    return message


def hit(found: Hit) -> pb.Place:
    """One place found near a point."""
    return place(found.place, found.distance_m)


def mention(found: PlaceMention) -> pb.PlaceMention:
    """One place named in a text."""
    return pb.PlaceMention(
        start=found.start,
        end=found.end,
        surface=found.surface,
        candidates=[place(candidate) for candidate in found.candidates],
        role=f"MENTION_ROLE_{found.role.upper()}" if found.role else None,
        cue=found.cue,
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
    )


def departures(edition_id: str, found: timetable.Departures, origin: rows.Timetable) -> pb.GetLastDeparturesResponse:
    """What leaves a station on a service day."""
    message = pb.GetLastDeparturesResponse(
        edition_id=edition_id,
        departures=[departure(one) for one in found.departures],
        service_day=found.service_day.date.isoformat(),
        day_type=found.service_day.day_type,
        incomplete_lines=found.incomplete_lines,
        source=origin.source,
        data_date=origin.data_date,
        candidates=[place(candidate) for candidate in found.candidates],
    )
    if found.station is not None:
        message.station.CopyFrom(place(found.station))
    return message
