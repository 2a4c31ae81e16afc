"""The contract's calls, translated to the domain and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import grpc
from city120.wayfinding.v1 import wayfinding_pb2 as pb
from city120.wayfinding.v1 import wayfinding_pb2_grpc

from city120_edition.holder import EditionHolder
from city120_edition.layers import STREETS
from city120_platform.grpc_server import pinned_edition
from city120_platform.paging import page
from city120_wayfinding import messages
from city120_wayfinding.directions.picture import draw
from city120_wayfinding.wayfinding import Wayfinding

if TYPE_CHECKING:
    from city120_wayfinding.live.near import LiveSearch

_PAGE = 10
_NEARBY = 20
_Context = grpc.ServicerContext


class WayfindingServicer(wayfinding_pb2_grpc.WayfindingServiceServicer):
    """Thin: reads the request, asks the domain, writes the response with the edition that answered."""

    def __init__(self, holder: EditionHolder[Wayfinding], live: Callable[[Wayfinding], LiveSearch | None] = lambda loaded: None) -> None:
        """`live`: the live lists of an edition's city, if they are asked."""
        self._holder, self._live = holder, live

    def _loaded(self, context: _Context) -> Wayfinding:
        return self._holder.get(pinned_edition(context))

    def FindPlaceMentions(self, request: pb.FindPlaceMentionsRequest, context: _Context) -> pb.FindPlaceMentionsResponse:  # noqa: N802
        loaded = self._loaded(context)
        mentions = loaded.mentions.find(request.text, request.language)
        return pb.FindPlaceMentionsResponse(edition_id=loaded.edition.id, mentions=[messages.mention(mention) for mention in mentions])

    def Geocode(self, request: pb.GeocodeRequest, context: _Context) -> pb.GeocodeResponse:  # noqa: N802
        loaded = self._loaded(context)
        places = loaded.geocoder.geocode(request.query, request.limit or _PAGE)
        return pb.GeocodeResponse(edition_id=loaded.edition.id, places=[messages.place(place) for place in places])

    def ReverseGeocode(self, request: pb.ReverseGeocodeRequest, context: _Context) -> pb.ReverseGeocodeResponse:  # noqa: N802
        loaded = self._loaded(context)
        hits = loaded.at_point.reverse(messages.point(request.point), request.limit or _NEARBY)
        return pb.ReverseGeocodeResponse(edition_id=loaded.edition.id, places=[messages.hit(hit) for hit in hits])

    def SearchPlaces(self, request: pb.SearchPlacesRequest, context: _Context) -> pb.SearchPlacesResponse:  # noqa: N802
        loaded = self._loaded(context)
        query, live = messages.query(request, loaded.calendar.moment_of(request.open_at, "open_at")), self._live(loaded)
        found = (live.search(query, loaded.search) if live is not None else None) or loaded.search.search(query)
        shown, token = page(found.hits, request.page_size, request.page_token, _PAGE)
        return pb.SearchPlacesResponse(
            edition_id=loaded.edition.id,
            places=[messages.hit(hit) for hit in shown],
            next_page_token=token,
            empty=found.empty,
            hours_unknown=found.hours_unknown,
            listed=found.listed,
        )

    def GetDirections(self, request: pb.GetDirectionsRequest, context: _Context) -> pb.GetDirectionsResponse:  # noqa: N802
        loaded = self._loaded(context)
        origin, destination = (messages.end(request, field) for field in ("origin", "destination"))
        route = loaded.directions.find(
            origin,
            destination,
            depart_at=request.depart_at,
            arrive_by=request.arrive_by,
            step_free=request.step_free,
            on_foot=request.on_foot,
        )
        wording = loaded.wording(request.language)
        picture = draw(route, wording, loaded.line_colours) if request.picture and route.legs else ""
        by_timetable = messages.origin(loaded.trains.layers, loaded.timetable.origin, exact=route.exact)
        origin_of_times = messages.Origin(route.source, route.data_date) if route.estimate_s else by_timetable
        maps = (loaded.edition.layer(STREETS), loaded.lifts)
        return messages.route(loaded.edition.id, route, origin_of_times, maps, wording, loaded.line_colours, picture)

    def GetLastDepartures(self, request: pb.GetLastDeparturesRequest, context: _Context) -> pb.GetLastDeparturesResponse:  # noqa: N802
        loaded = self._loaded(context)
        departures = loaded.timetable.last(
            request.station,
            line=request.line,
            direction=request.direction,
            terminal=request.terminal,
            towards=request.towards,
            first=request.which == "first",
            day_type=messages.day_type(request.day_type),
            at=request.at,
        )
        return messages.departures(
            loaded.edition.id, departures, messages.origin(loaded.trains.layers, loaded.timetable.origin, exact=departures.exact)
        )

    def GetLatestJourney(self, request: pb.GetLatestJourneyRequest, context: _Context) -> pb.GetLatestJourneyResponse:  # noqa: N802
        loaded = self._loaded(context)
        day_type, first = messages.day_type(request.day_type), request.which == "first"
        way = loaded.last_ways.last(request.origin, request.destination, at=request.at, day_type=day_type, first=first, step_free=request.step_free)
        origin_of_times = messages.origin(loaded.trains.layers, loaded.timetable.origin, exact=way.route.exact)
        return messages.latest_journey(loaded.edition.id, way, origin_of_times, loaded.lifts, loaded.wording(request.language), loaded.line_colours)
