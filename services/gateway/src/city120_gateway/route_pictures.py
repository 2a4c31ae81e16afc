"""Where the picture of a route is: a path whose token holds what must be asked to have it drawn, so that nothing is kept for it."""

from __future__ import annotations

import base64
import binascii
import datetime as dt

from city120.wayfinding.v1 import wayfinding_pb2
from google.protobuf.message import DecodeError

from city120_errors import InvalidArgument, NotFound
from city120_gateway.conversation.hints import Point
from city120_platform.validation import validate_message

PATH = "/v1/routes/{token}.svg"
_FIX = "use the path that an answer gives as route.picture"


def path(ends: tuple[Point, Point], moment: dt.datetime, *, arrive: bool, language: str, on_foot: bool = False) -> str:
    """Where the picture of a way between two points is, to depart at a moment, or to arrive by it; by train, or on foot alone."""
    origin, destination = ({"latitude": end.latitude, "longitude": end.longitude} for end in ends)
    request = wayfinding_pb2.GetDirectionsRequest(origin=origin, destination=destination, language=language, picture=True, on_foot=on_foot)
    if arrive:
        request.arrive_by = moment.isoformat()
    else:
        request.depart_at = moment.isoformat()
    token = base64.urlsafe_b64encode(request.SerializeToString(deterministic=True)).decode("ascii").rstrip("=")
    return PATH.format(token=token)


def asked(token: str) -> wayfinding_pb2.GetDirectionsRequest:
    """What is asked for the picture of a token. Raises InvalidArgument for one that no answer has given."""
    try:
        request = wayfinding_pb2.GetDirectionsRequest.FromString(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (binascii.Error, ValueError, DecodeError):
        raise InvalidArgument("is no token of a picture", field="token", fix=_FIX) from None
    if not (request.HasField("origin") and request.HasField("destination") and request.picture):
        raise InvalidArgument("is no token of a picture", field="token", fix=_FIX)
    validate_message(request)
    return request


def drawn(response: wayfinding_pb2.GetDirectionsResponse) -> str:
    """The picture, SVG. Raises NotFound where no way is known any more."""
    if not response.picture:
        raise NotFound("there is no way to draw", field="token", fix="ask for the way again")
    return response.picture
