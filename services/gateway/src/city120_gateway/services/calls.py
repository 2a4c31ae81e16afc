"""The calls to the other services for one inquiry: one deadline for all, one edition, and a note of what failed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from city120.faq.v1 import faq_pb2
from city120.jurisdiction.v1 import jurisdiction_pb2
from city120.type.v1 import type_pb2
from city120.wayfinding.v1 import wayfinding_pb2

from city120_client import FaqClient, JurisdictionClient, WayfindingClient
from city120_errors import City120Error, InvalidArgument, NotFound

# Kept back from every call so that there is time left to compose and send the answer.
RESERVE_S = 0.02
# The first round (what is asked, and where) may take this share of the time; the second has the rest.
FIRST_ROUND = 0.65
_Response = TypeVar("_Response")


@dataclass(frozen=True)
class Services:
    """Clients of the other services."""

    jurisdiction: JurisdictionClient
    wayfinding: WayfindingClient
    faq: FaqClient


@dataclass
class Parts:
    """The parts of one inquiry. A call that fails or is late gives None and is named in `degraded`; only the caller's own mistakes are raised."""

    services: Services
    edition_id: str
    ends: float
    degraded: list[type_pb2.Degraded] = field(default_factory=list)

    @classmethod
    def within(cls, services: Services, edition_id: str, seconds: float) -> Parts:
        """Parts that together may take `seconds`."""
        return cls(services, edition_id, time.monotonic() + seconds)

    def remaining(self, share: float = 1.0) -> float:
        """Seconds that a call may take now; never negative."""
        return max((self.ends - time.monotonic() - RESERVE_S) * share, 0.0)

    def weaken(self, part: str, reason: str, effect: str) -> None:
        """Name something that is missing or weaker, once."""
        note = type_pb2.Degraded(part=part, reason=reason, effect=effect)
        if note not in self.degraded:
            self.degraded.append(note)

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
        try:
            response = await method(request, timeout=self.remaining(share), edition=self.edition_id)
        except City120Error as error:
            if given and error.field in given and isinstance(error, InvalidArgument | NotFound):
                raise InvalidArgument(error.message, field=given[error.field], fix=error.fix) from None
            self.weaken(part, error.status, effect)
            return None
        answered: str = getattr(response, "edition_id", self.edition_id)
        if answered != self.edition_id:
            self.weaken(part, "EDITION_MISMATCH", f"{part} answered from edition {answered}")
        return response

    async def match(self, text: str, language: str, as_of: str) -> faq_pb2.MatchInquiryResponse | None:
        """What is being asked."""
        request = faq_pb2.MatchInquiryRequest(text=text, language=language, as_of=as_of)
        effect = "what is asked is not recognised; a person takes over"
        found = await self._attempt("faq", effect, self.services.faq.match_inquiry, request, FIRST_ROUND)
        if found is not None:
            for note in found.degraded:
                self.weaken(f"faq.{note.part}", note.reason, note.effect)
        return found

    async def entry(self, entry_id: str) -> faq_pb2.Entry | None:
        """The text of an answer."""
        request = faq_pb2.GetEntryRequest(id=entry_id)
        found = await self._attempt("faq", "the answer's text is missing", self.services.faq.get_entry, request)
        return found.entry if found else None

    async def districts_entry(self, entry_id: str, district: str, as_of: str) -> faq_pb2.Entry | None:
        """The answer as a district gives it; the city's where it has none of its own."""
        request = faq_pb2.GetEntryRequest(id=entry_id, district_code=district, as_of=as_of)
        found = await self._attempt("faq", "the answer is the city's, not the district's", self.services.faq.get_entry, request)
        return found.entry if found else None

    async def mentions(self, text: str, language: str) -> list[wayfinding_pb2.PlaceMention]:
        """The places named in a text."""
        request = wayfinding_pb2.FindPlaceMentionsRequest(text=text, language=language)
        effect = "places in the text are not recognised; the place is asked for"
        found = await self._attempt("wayfinding", effect, self.services.wayfinding.find_place_mentions, request, FIRST_ROUND)
        return list(found.mentions) if found else []

    async def geocode(self, name: str) -> list[wayfinding_pb2.Place]:
        """The places of a name."""
        request = wayfinding_pb2.GeocodeRequest(query=name)
        effect = "the place that was given is not recognised; it is asked for"
        found = await self._attempt("wayfinding", effect, self.services.wayfinding.geocode, request, FIRST_ROUND)
        return list(found.places) if found else []

    async def departures(
        self, request: wayfinding_pb2.GetLastDeparturesRequest, given: Mapping[str, str]
    ) -> wayfinding_pb2.GetLastDeparturesResponse | None:
        """The last trains of a station. Raises InvalidArgument for what is wrong in the fields that the caller gave."""
        method = self.services.wayfinding.get_last_departures
        return await self._attempt("wayfinding", "last trains are missing", method, request, given=given)

    async def responsibility(self, request: jurisdiction_pb2.ResolveResponsibilityRequest) -> jurisdiction_pb2.ResolveResponsibilityResponse | None:
        """Who is responsible."""
        effect = "the responsible body is not named; the call centre connects"
        return await self._attempt("jurisdiction", effect, self.services.jurisdiction.resolve_responsibility, request)

    async def locate(self, point: type_pb2.LatLon, as_of: str) -> jurisdiction_pb2.AreaLocation | None:
        """Where a point lies."""
        request = jurisdiction_pb2.LocateAreasRequest(point=point, as_of=as_of)
        found = await self._attempt("jurisdiction", "the district of the point is not known", self.services.jurisdiction.locate_areas, request)
        return found.location if found else None


async def nothing() -> None:
    """Stands for a call that is not needed."""
    await asyncio.sleep(0)
