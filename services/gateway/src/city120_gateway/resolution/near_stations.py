"""Stations for the ends of a journey by train that are none: for a place or a dong the nearest one that trains are known of."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from city120_gateway.conversation.conversation import Conversation
from city120_gateway.conversation.hints import DeviceHint
from city120_gateway.resolution import trains
from city120_gateway.resolution.answers import NearStation, Place
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.nearby import NearbySearch
from city120_gateway.resolution.other_services import Services, Stop

_STATION = "station"
_AREA = "area:"
# Nobody is sent farther on foot, in metres of the straight line.
FARTHEST_M = 3000.0
# Of so many stations around a place it is asked whether their trains are known.
_MOST = 3


async def with_stations(findings: Findings, services: Services) -> Findings:
    """The same with the stations near the ends of a journey by train that no station is named for."""
    if not trains.asked(findings) or not findings.certain:
        return findings
    conversation, (origin, goal) = findings.conversation, findings.where.off_rails
    if origin is None and (goal is not None or findings.goal) and not findings.start and isinstance(conversation.place, DeviceHint):
        origin = Place("", "", point=conversation.place.point)
    boarding, alighting = await asyncio.gather(
        _nearest(origin if not conversation.choices.station else None, conversation, services),
        _nearest(goal, conversation, services),
    )
    named = findings.where.station
    if boarding is None and findings.where.off_rails[0] is not None and not conversation.choices.station:
        # Who gets on elsewhere, where no station is near, goes to the one that is named.
        findings = replace(findings, where=replace(findings.where, goal=findings.where.goal or named))
    # A dong around a station that is named has it for its nearest one, too: that is no journey.
    if boarding is not None and boarding.ref == named:
        boarding = None
    alighting = None if alighting is not None and alighting.ref in (named, boarding and boarding.ref) else alighting
    return replace(findings, boarding=boarding, alighting=alighting)


async def _nearest(place: Place | None, conversation: Conversation, services: Services) -> NearStation | None:
    """The nearest station to a place that trains are known of; None where there is none, or no place."""
    if place is None:
        return None
    area = "" if place.point is not None else place.ref.removeprefix(_AREA)
    around = await services.nearby(NearbySearch((_STATION,), conversation.at, open_only=False, point=place.point, area=area))
    for station in around.places[:_MOST] if around is not None else ():
        if station.distance_m > FARTHEST_M:
            return None
        leaving = await services.departures(Stop(station.ref, "", "", conversation.at))
        if leaving is not None and leaving.departures:
            return NearStation(place.names, station.ref, station.names, station.distance_m)
    return None
