"""The gateway's own calls, the same for REST and gRPC."""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
from dataclasses import dataclass, field

from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.type.v1 import type_pb2
from city120.wayfinding.v1 import wayfinding_pb2

from city120_edition.holder import EditionHolder
from city120_errors import City120Error, DeadlineExceeded, Unavailable
from city120_gateway import last_ways, messages, telemetry, traditional
from city120_gateway.admission import Admission, Readiness
from city120_gateway.conversation.continuation import Continuations
from city120_gateway.conversation.hear import hear
from city120_gateway.conversation.speech import CHINESE
from city120_gateway.knowledge import OFFICIAL, Knowledge
from city120_gateway.records import Records
from city120_gateway.resolution.resolve import resolve
from city120_gateway.services.calls import Calls
from city120_gateway.services.clients import Services
from city120_gateway.settings import GatewaySettings


@dataclass(frozen=True)
class Gateway:
    """What a request needs."""

    settings: GatewaySettings
    holder: EditionHolder[Knowledge]
    services: Services
    continuations: Continuations
    records: Records
    admission: Admission
    readiness: Readiness = field(default_factory=Readiness)

    def weaknesses(self) -> list[type_pb2.Degraded]:
        """What answers would have to do without now."""
        notes = [
            type_pb2.Degraded(part=part, reason=Unavailable.status, effect="answers go out without its part")
            for part, breaker in self.services.breakers.items()
            if breaker.open
        ]
        if self.records.problem:
            notes.append(type_pb2.Degraded(part="records", reason=Unavailable.status, effect="inquiries are not recorded"))
        return notes

    async def resolve_inquiry(self, request: pb.ResolveInquiryRequest, seconds: float | None = None, caller: str = "") -> pb.ResolveInquiryResponse:
        """Resolve within `seconds`, the caller's remaining time, or within the setting; record it redacted, or say that it is not recorded.
        Raises ResourceExhausted at once when too many are under way, or too many of this caller."""
        with self.admission.place(caller):
            return await self._resolve(request, seconds)

    async def _resolve(self, request: pb.ResolveInquiryRequest, seconds: float | None) -> pb.ResolveInquiryResponse:
        limit = min(seconds, self.settings.resolve_deadline_s) if seconds is not None else self.settings.resolve_deadline_s
        knowledge = self.holder.get()
        conversation = hear(messages.message(request, knowledge), knowledge, self.continuations)
        calls = Calls.within(self.services, knowledge.edition.id, limit)
        resolution = await resolve(conversation, knowledge, calls, self.continuations)
        response = messages.response(resolution, secrets.token_urlsafe(12), knowledge)
        if response.language == CHINESE and conversation.speech.traditional:
            traditional.write(response)
        await self._record(request, response)
        telemetry.resolved(conversation, response)
        return response

    async def _record(self, request: pb.ResolveInquiryRequest, response: pb.ResolveInquiryResponse) -> None:
        """Record it, hand-offs durably; what is not recorded, or not in time, is named and answered all the same."""
        try:
            await self.records.add(request, response, dt.datetime.now(dt.UTC), durable=response.kind == pb.KIND_HANDOFF)
        except DeadlineExceeded as error:
            response.degraded.add(part="records", reason=error.status, effect="this inquiry is not on disk yet")
        except City120Error as error:
            response.degraded.add(part="records", reason=error.status, effect="this inquiry is not recorded")

    async def add_to_last_way(
        self, request: wayfinding_pb2.GetLatestJourneyRequest, response: wayfinding_pb2.GetLatestJourneyResponse, seconds: float
    ) -> list[type_pb2.Degraded]:
        """Add the picture, and to the last way what else gets one home: night buses, taxis, the first train. What the answer goes out without."""
        knowledge, language = self.holder.get(), request.language or OFFICIAL
        if picture := last_ways.picture(response, language):
            response.route.picture = picture
        words = last_ways.Fallbacks(knowledge, language)
        response.notice = words.notice(response, knowledge.edition.settings.timezone) if response.legs else ""
        if request.which == "first" or response.empty == "on_foot" or not (response.HasField("origin") and response.HasField("destination")):
            return []
        lost = list[type_pb2.Degraded]()
        try:
            first = await self._first_train(words, request, response, seconds)
        except City120Error as error:
            first, lost = "", [type_pb2.Degraded(part="wayfinding", reason=error.status, effect="the first train is missing")]
        told = {last_ways.NIGHT_BUS: words.night_bus(response), last_ways.TAXI: words.taxi(), last_ways.FIRST_TRAIN: first}
        response.fallback.extend(wayfinding_pb2.JourneyFallback(kind=kind, text=text) for kind, text in told.items() if text)
        return lost

    async def _first_train(
        self,
        words: last_ways.Fallbacks,
        request: wayfinding_pb2.GetLatestJourneyRequest,
        response: wayfinding_pb2.GetLatestJourneyResponse,
        seconds: float,
    ) -> str:
        """The first way of the next service day; where no timetable tells it, the first train from where the last way boards."""
        edition, wayfinding = self.holder.get().edition, self.services.wayfinding
        zone, ends = edition.settings.timezone, asyncio.get_running_loop().time() + seconds
        with self.services.watching("wayfinding", seconds):
            first = await wayfinding.get_latest_journey(last_ways.next_first(request, response, zone), timeout=seconds, edition=edition.id)
            if first.exact or not response.legs:
                return words.first_way(first)
            left = ends - asyncio.get_running_loop().time()
            return words.first_departure(
                await wayfinding.get_last_departures(last_ways.next_departures(response, zone), timeout=left, edition=edition.id)
            )

    async def get_inquiry(self, request: pb.GetInquiryRequest) -> pb.GetInquiryResponse:
        """A past inquiry."""
        past = await self.records.get(request.inquiry_id)
        past.edition_id = self.holder.get().edition.id
        return past

    async def close_inquiry(self, request: pb.CloseInquiryRequest) -> pb.CloseInquiryResponse:
        """How it ended, and whether the answer helped, durably."""
        await self.records.close_inquiry(request)
        return pb.CloseInquiryResponse(inquiry_id=request.inquiry_id, outcome=request.outcome, edition_id=self.holder.get().edition.id)
