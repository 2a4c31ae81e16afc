"""The way from door to door as the contract's response has it."""

from __future__ import annotations

from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_gateway import route_pictures
from city120_gateway.knowledge import OFFICIAL
from city120_gateway.resolution.answers import Route, RouteLeg

_WALK = "walk"


def route(way: Route | None, language: str) -> pb.InquiryRoute | None:
    """The way; None where none was asked for, or none is known. Its picture is in a language."""
    if way is None or not way.legs:
        return None
    return pb.InquiryRoute(
        legs=map(_leg, way.legs),
        departure=way.departure.isoformat() if way.departure else "",
        arrival=way.arrival.isoformat() if way.arrival else "",
        transfers=way.transfers,
        walking_m=way.walking_m,
        geometry=way.geometry,
        exact=way.exact,
        source=way.source,
        data_date=way.data_date,
        picture=_picture(way, language),
        method="streets" if way.by_streets else "straight_line",
        step_free=way.step_free,
        map_source=way.map_source,
        map_date=way.map_date,
        estimate_s=way.estimate_s,
        lift_source=way.lifts.source if way.lifts is not None else "",
        lift_date=way.lifts.date if way.lifts is not None else "",
        lift_freshness=way.lifts.freshness if way.lifts is not None else "",
        lifts_unknown=[names.get(OFFICIAL, "") for names in way.lifts.unknown] if way.lifts is not None else (),
    )


def _picture(way: Route, language: str) -> str:
    moment = way.arrive_by or way.departure or way.at
    if way.ends is None or moment is None:
        return ""
    on_foot = not any(leg.line for leg in way.legs)
    return route_pictures.path(way.ends, moment, arrive=way.arrive_by is not None, language=language, on_foot=on_foot)


def _leg(leg: RouteLeg) -> pb.InquiryRouteLeg:
    return pb.InquiryRouteLeg(
        mode=leg.line or _WALK,
        origin_names=leg.origin,
        destination_names=leg.destination,
        line_names=leg.line_names,
        direction=leg.direction,
        terminal_names=leg.terminal,
        departure=leg.departure,
        arrival=leg.arrival,
        stops=leg.stops,
        moving_s=leg.moving_s,
        change_s=leg.change_s,
        distance_m=leg.distance_m,
        exact=leg.exact,
        times_unknown=leg.times_unknown,
        hours=pb.InquiryLineHours(**vars(leg.hours)) if leg.hours is not None else None,
        origin_exit=leg.origin_exit,
        destination_exit=leg.destination_exit,
        next_stop_names=leg.next_stop,
        express=leg.express,
    )


def itinerary(way: Route | None) -> list[pb.ItineraryLeg]:
    """Its legs in short."""
    return [
        pb.ItineraryLeg(
            mode=leg.line or _WALK,
            origin=leg.origin.get(OFFICIAL, ""),
            destination=leg.destination.get(OFFICIAL, ""),
            departure=leg.departure,
            arrival=leg.arrival,
        )
        for leg in (way.legs if way is not None else ())
    ]


def empty(way: Route | None) -> pb.Empty | None:
    """Why there is none; None where there is one, or none was asked for."""
    return pb.Empty(what="route", reason=way.empty) if way is not None and way.empty else None
