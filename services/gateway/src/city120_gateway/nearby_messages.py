"""Places near the caller as the contract's response has them."""

from __future__ import annotations

from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.type.v1 import type_pb2

from city120_gateway.knowledge import OFFICIAL
from city120_gateway.resolution.nearby import Nearby, NearbyPlace


def places(nearby: Nearby | None) -> list[pb.InquiryPlace]:
    """The places that were found."""
    return [_place(place) for place in nearby.places] if nearby is not None else []


def empty(nearby: Nearby | None) -> pb.Empty | None:
    """Why none was found; None where some were, or none were asked for."""
    return pb.Empty(what="places", reason=nearby.empty) if nearby is not None and nearby.empty else None


def _place(place: NearbyPlace) -> pb.InquiryPlace:
    point, opening = place.point, place.opening
    return pb.InquiryPlace(
        ref=place.ref,
        kind=place.kind,
        name=place.names.get(OFFICIAL, ""),
        names=place.names,
        district_code=place.district_code,
        location=type_pb2.LatLon(latitude=point.latitude, longitude=point.longitude) if point is not None else None,
        address=place.address,
        phone=place.phone,
        distance_m=round(place.distance_m),
        opening=type_pb2.Opening(
            opening_hours=opening.hours,
            open_now=opening.open_now,
            next_change=opening.next_change,
            source=opening.source,
            data_date=opening.data_date,
            closes_before_arrival=place.closes_before_arrival,
        )
        if opening is not None
        else None,
        categories=place.categories,
        data_date=place.data_date,
        freshness=place.freshness,
        step_free=place.step_free,
        starts=place.starts,
        ends=place.ends,
        free=place.free,
    )
