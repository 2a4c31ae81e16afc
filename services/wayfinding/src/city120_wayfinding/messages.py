"""Domain values as messages of the contract: one translation, one way."""

from __future__ import annotations

from city120.type.v1 import type_pb2
from city120.wayfinding.v1 import wayfinding_pb2 as pb

from city120_edition import rows
from city120_wayfinding.mentions.finder import PlaceMention
from city120_wayfinding.places.place import Place, Point
from city120_wayfinding.places.search import Hit
from city120_wayfinding.timetable import departures as timetable


def point(message: type_pb2.LatLon) -> Point:
    """A point of the contract."""
    return Point(message.latitude, message.longitude)


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
    )
    if thing.point is not None:
        message.location.CopyFrom(type_pb2.LatLon(latitude=thing.point.latitude, longitude=thing.point.longitude))
    return message


def hit(near: Hit) -> pb.Place:
    """One place found near a point."""
    return place(near.place, near.distance_m)


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
    )


def departures(edition_id: str, leaving: timetable.Departures, origin: rows.Timetable) -> pb.GetLastDeparturesResponse:
    """What leaves a station on a service day."""
    message = pb.GetLastDeparturesResponse(
        edition_id=edition_id,
        departures=[departure(train) for train in leaving.departures],
        service_day=leaving.service_day.date.isoformat(),
        day_type=leaving.service_day.day_type,
        incomplete_lines=leaving.incomplete_lines,
        source=origin.source,
        data_date=origin.data_date,
        candidates=[place(candidate) for candidate in leaving.candidates],
    )
    if leaving.station is not None:
        message.station.CopyFrom(place(leaving.station))
    return message
