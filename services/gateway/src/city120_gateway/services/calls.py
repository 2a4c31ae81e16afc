"""The calls to the other services for one inquiry: one deadline for all, one edition, and a note of what failed."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from city120.faq.v1 import faq_pb2
from city120.jurisdiction.v1 import jurisdiction_pb2
from city120.wayfinding.v1 import wayfinding_pb2

from city120_errors import City120Error, InvalidArgument, NotFound
from city120_gateway.conversation.hints import Point
from city120_gateway.resolution.answers import Departures, Entry, LastWay, Location, Match, Mention, NoWay, Place, Route, Ruling
from city120_gateway.resolution.nearby import Nearby, NearbySearch
from city120_gateway.resolution.other_services import Case, Degraded, Stop, Trip, Way
from city120_gateway.services import nearby, translation
from city120_gateway.services.clients import Services

# Kept back from every call so that there is time left to compose and send the answer.
RESERVE_S = 0.02
# The first round (what is asked, and where) may take this share of the time; the second has the rest.
FIRST_ROUND = 0.65
# Of the places that a text names so many from its beginning and from its end may decide; a longer list is no inquiry.
_MENTIONS_AT_AN_END = 12
_Response = TypeVar("_Response")


@dataclass
class Calls:
    """The calls of one inquiry. One that fails or is late gives None and is noted in `degraded`; only the caller's own mistakes are raised."""

    services: Services
    edition_id: str
    ends: float
    degraded: list[Degraded] = field(default_factory=list)

    @classmethod
    def within(cls, services: Services, edition_id: str, seconds: float) -> Calls:
        """Calls that together may take `seconds`."""
        return cls(services, edition_id, time.monotonic() + seconds)

    def remaining(self, share: float = 1.0) -> float:
        """Seconds that a call may take now; never negative."""
        return max((self.ends - time.monotonic() - RESERVE_S) * share, 0.0)

    def weaken(self, part: str, reason: str, effect: str) -> None:
        """Note something that is missing or weaker, once."""
        note = Degraded(part, reason, effect)
        if note not in self.degraded:
            self.degraded.append(note)

    async def match(self, text: str, language: str, as_of: dt.date) -> Match | None:
        """What is being asked."""
        request = faq_pb2.MatchInquiryRequest(text=text, language=language, as_of=as_of.isoformat())
        effect = "what is asked is not recognised; a person takes over"
        response = await self._attempt("faq", effect, self.services.faq.match_inquiry, request, FIRST_ROUND)
        if response is None:
            return None
        for note in response.degraded:
            self.weaken(f"faq.{note.part}", note.reason, note.effect)
        return translation.match(response)

    async def entry(self, entry_id: str) -> Entry | None:
        """The text of an answer."""
        return await self._entry(faq_pb2.GetEntryRequest(id=entry_id), "the answer's text is missing")

    async def districts_entry(self, entry_id: str, district: str, as_of: dt.date) -> Entry | None:
        """The answer as a district gives it; the city's where it has none of its own."""
        request = faq_pb2.GetEntryRequest(id=entry_id, district_code=district, as_of=as_of.isoformat())
        return await self._entry(request, "the answer is the city's, not the district's")

    async def _entry(self, request: faq_pb2.GetEntryRequest, effect: str) -> Entry | None:
        response = await self._attempt("faq", effect, self.services.faq.get_entry, request)
        return translation.entry(response.entry) if response is not None else None

    async def mentions(self, text: str, language: str) -> list[Mention]:
        """The places named in a text."""
        request = wayfinding_pb2.FindPlaceMentionsRequest(text=text, language=language)
        effect = "places in the text are not recognised; the place is asked for"
        response = await self._attempt("wayfinding", effect, self.services.wayfinding.find_place_mentions, request, FIRST_ROUND)
        return [translation.mention(message) for message in _both_ends(response.mentions)] if response is not None else []

    async def geocode(self, name: str) -> list[Place]:
        """The places of a name."""
        request = wayfinding_pb2.GeocodeRequest(query=name)
        effect = "the place that was given is not recognised; it is asked for"
        response = await self._attempt("wayfinding", effect, self.services.wayfinding.geocode, request, FIRST_ROUND)
        return [translation.place(message) for message in response.places] if response is not None else []

    async def departures(self, stop: Stop) -> Departures | None:
        """The last trains of a station, or the first. Raises InvalidArgument for what is wrong in a station, line or direction, as the caller's
        choice."""
        request, given = translation.stop(stop), {"line": "fill.line", "direction": "fill.direction"}
        given |= {"station": "fill.station_id"} if stop.station_chosen else {}
        effect = "last trains are missing"
        response = await self._attempt("wayfinding", effect, self.services.wayfinding.get_last_departures, request, given=given)
        return translation.departures(response, stop) if response is not None else None

    async def last_way(self, trip: Trip) -> LastWay | NoWay | None:
        """The last journey that still connects, or the first; None also where a name is several stations'."""
        effect = "the last way there is missing; the last trains are told"
        response = await self._attempt("wayfinding", effect, self.services.wayfinding.get_latest_journey, translation.trip(trip))
        return translation.last_way(response, trip) if response is not None and (response.legs or response.empty) else None

    async def route(self, way: Way) -> Route | None:
        """The way from door to door; without legs where none is known. None also where an end is no one place."""
        effect = "the way there is missing"
        response = await self._attempt("wayfinding", effect, self.services.wayfinding.get_directions, translation.way(way))
        return translation.route(response, way) if response is not None and (response.legs or response.empty) else None

    async def nearby(self, search: NearbySearch) -> Nearby | None:
        """Places near the caller."""
        effect = "places nearby are missing"
        ask = self.services.wayfinding.search_places
        responses = await asyncio.gather(*(self._attempt("wayfinding", effect, ask, nearby.request(search, day)) for day in search.days or (None,)))
        days = [nearby.found(response, by_point=search.point is not None, some=search.some) for response in responses if response is not None]
        return nearby.together(days) if days else None

    async def rule(self, case: Case) -> Ruling | None:
        """Who is responsible."""
        effect = "the responsible body is not named; the call centre connects"
        response = await self._attempt("jurisdiction", effect, self.services.jurisdiction.resolve_responsibility, translation.case(case))
        return translation.ruling(response) if response is not None else None

    async def locate(self, point: Point, as_of: dt.date) -> Location | None:
        """Where a point lies."""
        request = jurisdiction_pb2.LocateAreasRequest(point=translation.lat_lon(point), as_of=as_of.isoformat())
        response = await self._attempt("jurisdiction", "the district of the point is not known", self.services.jurisdiction.locate_areas, request)
        return translation.location(response.location) if response is not None else None

    async def _attempt(
        self,
        part: str,
        effect: str,
        method: Callable[..., Awaitable[_Response]],
        request: Any,
        share: float = 1.0,
        given: Mapping[str, str] | None = None,
    ) -> _Response | None:
        """One call. `given`: fields of the call that the caller filled, and their names in the inquiry; faults in others are the part's."""
        seconds = self.remaining(share)
        try:
            with self.services.watching(part, seconds):
                response = await method(request, timeout=seconds, edition=self.edition_id)
        except City120Error as error:
            if given and error.field in given and isinstance(error, InvalidArgument | NotFound):
                raise InvalidArgument(error.message, field=given[error.field], fix=error.fix) from None
            self.weaken(part, error.status, effect)
            return None
        answered: str = getattr(response, "edition_id", self.edition_id)
        if answered != self.edition_id:
            self.weaken(part, "EDITION_MISMATCH", f"{part} answered from edition {answered}")
        return response


def _both_ends(mentions: Sequence[wayfinding_pb2.PlaceMention]) -> Sequence[wayfinding_pb2.PlaceMention]:
    if len(mentions) <= 2 * _MENTIONS_AT_AN_END:
        return mentions
    return [*mentions[:_MENTIONS_AT_AN_END], *mentions[-_MENTIONS_AT_AN_END:]]
