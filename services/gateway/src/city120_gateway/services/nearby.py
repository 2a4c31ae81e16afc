"""A search for places near the caller as wayfinding's messages, and what it found as the gateway's own values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from city120.type.v1 import type_pb2
from city120.wayfinding.v1 import wayfinding_pb2

from city120_gateway.conversation.hints import Point
from city120_gateway.resolution.answers import Opening
from city120_gateway.resolution.nearby import NOT_LOADED, WITHIN_M, Nearby, NearbyPlace, NearbySearch

# So many are told, and so many are looked at where those that are open stand first.
_MOST, _MOST_LOOKED_AT = 5, 20


def together(days: Sequence[Nearby]) -> Nearby:
    """What was found on several days, each thing once."""
    places = {place.ref: place for day in days for place in day.places}
    return Nearby(tuple(places.values())[:_MOST_LOOKED_AT], "" if places else days[0].empty, some=days[0].some)


def request(asked: NearbySearch, day: dt.date | None = None) -> wayfinding_pb2.SearchPlacesRequest:
    """A search; of events, those of a day."""
    point = asked.point
    return wayfinding_pb2.SearchPlacesRequest(
        query=asked.words,
        categories=asked.kinds,
        near=type_pb2.LatLon(latitude=point.latitude, longitude=point.longitude) if point is not None else None,
        near_area=asked.area,
        district_code=asked.district,
        within_m=WITHIN_M if point is not None or (asked.area and not asked.district) else 0.0,
        open_at=asked.at.isoformat() if asked.open_only else "",
        page_size=_MOST_LOOKED_AT if asked.open_first else _MOST,
        on=day.isoformat() if day is not None else "",
        audience=asked.audience,
        free=asked.free,
    )


def found(message: wayfinding_pb2.SearchPlacesResponse, *, by_point: bool, some: bool = False) -> Nearby:
    """What was found. What an edition happens to know of places that it has no list of is no answer to who asks for the nearest, unless `some` of
    them are told as such."""
    if not message.listed and not (some and message.places):
        return Nearby(empty=NOT_LOADED)
    return Nearby(tuple(_place(place, by_point=by_point) for place in message.places), message.empty, some=not message.listed)


def _place(message: wayfinding_pb2.Place, *, by_point: bool) -> NearbyPlace:
    location, opening = message.location, message.opening
    return NearbyPlace(
        ref=message.ref,
        kind=message.kind,
        names=dict(message.names),
        district_code=message.district_code,
        point=Point(location.latitude, location.longitude) if message.HasField("location") else None,
        address=message.address,
        phone=message.phone,
        distance_m=message.distance_m if by_point else 0.0,
        opening=Opening(
            hours=opening.opening_hours,
            open_now=opening.open_now if opening.HasField("open_now") else None,
            next_change=opening.next_change,
            source=opening.source,
            data_date=opening.data_date,
        )
        if message.HasField("opening")
        else None,
        closes_before_arrival=opening.closes_before_arrival,
        categories=tuple(message.categories),
        starts=message.starts,
        ends=message.ends,
        free=message.free if message.HasField("free") else None,
        source=message.source,
        data_date=message.data_date,
        freshness=message.freshness,
        step_free=message.step_free if message.HasField("step_free") else None,
    )
