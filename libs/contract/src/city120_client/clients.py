"""One client per service; a method per RPC, with the messages of the contract."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from typing import Any

import grpc
from city120.faq.v1 import faq_pb2, faq_pb2_grpc
from city120.inquiry.v1 import inquiry_pb2, inquiry_pb2_grpc
from city120.jurisdiction.v1 import jurisdiction_pb2, jurisdiction_pb2_grpc
from city120.wayfinding.v1 import wayfinding_pb2, wayfinding_pb2_grpc

from city120_client.grpc_errors import from_rpc_error
from city120_client.metadata import EDITION as EDITION_METADATA


async def _call(method: Any, request: Any, timeout: float, edition: str) -> Any:
    try:
        return await method(request, timeout=timeout, metadata=((EDITION_METADATA, edition),) if edition else None)
    except grpc.RpcError as error:
        raise from_rpc_error(error) from None


class FaqClient:
    """FaqService of city120.faq.v1."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._stub: Any = faq_pb2_grpc.FaqServiceStub(channel)

    async def match_inquiry(self, request: faq_pb2.MatchInquiryRequest, *, timeout: float, edition: str = "") -> faq_pb2.MatchInquiryResponse:
        """Language, ranked affairs and entries, and how likely it is no public business at all."""
        response: faq_pb2.MatchInquiryResponse = await _call(self._stub.MatchInquiry, request, timeout, edition)
        return response

    async def search_answers(self, request: faq_pb2.SearchAnswersRequest, *, timeout: float, edition: str = "") -> faq_pb2.SearchAnswersResponse:
        """Entries by words of their question."""
        response: faq_pb2.SearchAnswersResponse = await _call(self._stub.SearchAnswers, request, timeout, edition)
        return response

    async def get_entry(self, request: faq_pb2.GetEntryRequest, *, timeout: float, edition: str = "") -> faq_pb2.GetEntryResponse:
        """One entry by id. NOT_FOUND names the id."""
        response: faq_pb2.GetEntryResponse = await _call(self._stub.GetEntry, request, timeout, edition)
        return response

    async def suggest_questions(
        self, request: faq_pb2.SuggestQuestionsRequest, *, timeout: float, edition: str = ""
    ) -> faq_pb2.SuggestQuestionsResponse:
        """Questions that begin as typed."""
        response: faq_pb2.SuggestQuestionsResponse = await _call(self._stub.SuggestQuestions, request, timeout, edition)
        return response

    async def record_feedback(self, request: faq_pb2.RecordFeedbackRequest, *, timeout: float, edition: str = "") -> faq_pb2.RecordFeedbackResponse:
        """Whether an answer helped."""
        response: faq_pb2.RecordFeedbackResponse = await _call(self._stub.RecordFeedback, request, timeout, edition)
        return response


class FaqAdminClient:
    """FaqAdminService of city120.faq.v1: the editor."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._stub: Any = faq_pb2_grpc.FaqAdminServiceStub(channel)

    async def import_entries(self, request: faq_pb2.ImportEntriesRequest, *, timeout: float) -> faq_pb2.ImportEntriesResponse:
        """Rows of a file, tried or taken, with a report per row."""
        response: faq_pb2.ImportEntriesResponse = await _call(self._stub.ImportEntries, request, timeout, "")
        return response

    async def put_entry(self, request: faq_pb2.PutEntryRequest, *, timeout: float) -> faq_pb2.PutEntryResponse:
        """One entry, if nobody changed it since `revision`; otherwise ABORTED tells the current revision."""
        response: faq_pb2.PutEntryResponse = await _call(self._stub.PutEntry, request, timeout, "")
        return response

    async def publish(self, request: faq_pb2.PublishRequest, *, timeout: float) -> faq_pb2.PublishResponse:
        """A new edition from the working store, or in a dry run what it would change."""
        response: faq_pb2.PublishResponse = await _call(self._stub.Publish, request, timeout, "")
        return response

    async def list_revisions(self, request: faq_pb2.ListRevisionsRequest, *, timeout: float) -> faq_pb2.ListRevisionsResponse:
        """Who changed what, when, and why."""
        response: faq_pb2.ListRevisionsResponse = await _call(self._stub.ListRevisions, request, timeout, "")
        return response

    async def rollback(self, request: faq_pb2.RollbackRequest, *, timeout: float) -> faq_pb2.RollbackResponse:
        """Back to an earlier edition."""
        response: faq_pb2.RollbackResponse = await _call(self._stub.Rollback, request, timeout, "")
        return response


class InquiryClient:
    """InquiryService of city120.inquiry.v1."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._stub: Any = inquiry_pb2_grpc.InquiryServiceStub(channel)

    async def resolve_inquiry(
        self, request: inquiry_pb2.ResolveInquiryRequest, *, timeout: float, edition: str = ""
    ) -> inquiry_pb2.ResolveInquiryResponse:
        """Resolves an inquiry: one deadline for the whole; what fails or is late is named in `degraded`, the rest still goes out."""
        response: inquiry_pb2.ResolveInquiryResponse = await _call(self._stub.ResolveInquiry, request, timeout, edition)
        return response

    async def get_inquiry(self, request: inquiry_pb2.GetInquiryRequest, *, timeout: float, edition: str = "") -> inquiry_pb2.GetInquiryResponse:
        """What was answered, by id. The text is kept redacted only."""
        response: inquiry_pb2.GetInquiryResponse = await _call(self._stub.GetInquiry, request, timeout, edition)
        return response

    async def close_inquiry(self, request: inquiry_pb2.CloseInquiryRequest, *, timeout: float, edition: str = "") -> inquiry_pb2.CloseInquiryResponse:
        """How it ended."""
        response: inquiry_pb2.CloseInquiryResponse = await _call(self._stub.CloseInquiry, request, timeout, edition)
        return response


class JurisdictionClient:
    """JurisdictionService of city120.jurisdiction.v1."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._stub: Any = jurisdiction_pb2_grpc.JurisdictionServiceStub(channel)

    async def locate_areas(
        self, request: jurisdiction_pb2.LocateAreasRequest, *, timeout: float, edition: str = ""
    ) -> jurisdiction_pb2.LocateAreasResponse:
        """The areas that hold a point or belong to a code. A point outside the city is an honest outcome, not an error."""
        response: jurisdiction_pb2.LocateAreasResponse = await _call(self._stub.LocateAreas, request, timeout, edition)
        return response

    async def stream_locate_areas(
        self, requests: AsyncIterable[jurisdiction_pb2.StreamLocateAreasRequest], *, timeout: float, edition: str = ""
    ) -> AsyncIterator[jurisdiction_pb2.StreamLocateAreasResponse]:
        """The areas that hold many points, in batches of at most 10,000, in order; a bad point is told and never ends the stream."""
        metadata = ((EDITION_METADATA, edition),) if edition else None
        try:
            async for response in self._stub.StreamLocateAreas(requests, timeout=timeout, metadata=metadata):
                yield response
        except grpc.RpcError as error:
            raise from_rpc_error(error) from None

    async def search_areas(
        self, request: jurisdiction_pb2.SearchAreasRequest, *, timeout: float, edition: str = ""
    ) -> jurisdiction_pb2.SearchAreasResponse:
        """Areas by name in any of the six languages; a name in several districts returns all of them."""
        response: jurisdiction_pb2.SearchAreasResponse = await _call(self._stub.SearchAreas, request, timeout, edition)
        return response

    async def resolve_responsibility(
        self, request: jurisdiction_pb2.ResolveResponsibilityRequest, *, timeout: float, edition: str = ""
    ) -> jurisdiction_pb2.ResolveResponsibilityResponse:
        """The body responsible for an affair at a place, the rule that says so, and the runner-up."""
        response: jurisdiction_pb2.ResolveResponsibilityResponse = await _call(self._stub.ResolveResponsibility, request, timeout, edition)
        return response

    async def get_body(self, request: jurisdiction_pb2.GetBodyRequest, *, timeout: float, edition: str = "") -> jurisdiction_pb2.GetBodyResponse:
        """One body by id. NOT_FOUND names the id."""
        response: jurisdiction_pb2.GetBodyResponse = await _call(self._stub.GetBody, request, timeout, edition)
        return response

    async def list_bodies(
        self, request: jurisdiction_pb2.ListBodiesRequest, *, timeout: float, edition: str = ""
    ) -> jurisdiction_pb2.ListBodiesResponse:
        """All bodies, ordered by id."""
        response: jurisdiction_pb2.ListBodiesResponse = await _call(self._stub.ListBodies, request, timeout, edition)
        return response

    async def get_department(
        self, request: jurisdiction_pb2.GetDepartmentRequest, *, timeout: float, edition: str = ""
    ) -> jurisdiction_pb2.GetDepartmentResponse:
        """One department by id, or `<body id>/front` for the front desk."""
        response: jurisdiction_pb2.GetDepartmentResponse = await _call(self._stub.GetDepartment, request, timeout, edition)
        return response

    async def list_departments(
        self, request: jurisdiction_pb2.ListDepartmentsRequest, *, timeout: float, edition: str = ""
    ) -> jurisdiction_pb2.ListDepartmentsResponse:
        """The departments of a body; the front desk is always among them."""
        response: jurisdiction_pb2.ListDepartmentsResponse = await _call(self._stub.ListDepartments, request, timeout, edition)
        return response

    async def get_affair(
        self, request: jurisdiction_pb2.GetAffairRequest, *, timeout: float, edition: str = ""
    ) -> jurisdiction_pb2.GetAffairResponse:
        """One affair by code. NOT_FOUND names the code."""
        response: jurisdiction_pb2.GetAffairResponse = await _call(self._stub.GetAffair, request, timeout, edition)
        return response

    async def list_affairs(
        self, request: jurisdiction_pb2.ListAffairsRequest, *, timeout: float, edition: str = ""
    ) -> jurisdiction_pb2.ListAffairsResponse:
        """All affairs, ordered by code."""
        response: jurisdiction_pb2.ListAffairsResponse = await _call(self._stub.ListAffairs, request, timeout, edition)
        return response

    async def locate_roads(
        self, request: jurisdiction_pb2.LocateRoadsRequest, *, timeout: float, edition: str = ""
    ) -> jurisdiction_pb2.LocateRoadsResponse:
        """The roads of a name, or near a point, of the imported road layers."""
        response: jurisdiction_pb2.LocateRoadsResponse = await _call(self._stub.LocateRoads, request, timeout, edition)
        return response

    async def report_coverage(
        self, request: jurisdiction_pb2.ReportCoverageRequest, *, timeout: float, edition: str = ""
    ) -> jurisdiction_pb2.ReportCoverageResponse:
        """The grid of all affairs × districts: gaps, conflicts, shadowed and expired rules, unverified contacts."""
        response: jurisdiction_pb2.ReportCoverageResponse = await _call(self._stub.ReportCoverage, request, timeout, edition)
        return response


class WayfindingClient:
    """WayfindingService of city120.wayfinding.v1."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._stub: Any = wayfinding_pb2_grpc.WayfindingServiceStub(channel)

    async def find_place_mentions(
        self, request: wayfinding_pb2.FindPlaceMentionsRequest, *, timeout: float, edition: str = ""
    ) -> wayfinding_pb2.FindPlaceMentionsResponse:
        """All places named in a text, each with its candidates and the cue that marks its role."""
        response: wayfinding_pb2.FindPlaceMentionsResponse = await _call(self._stub.FindPlaceMentions, request, timeout, edition)
        return response

    async def geocode(self, request: wayfinding_pb2.GeocodeRequest, *, timeout: float, edition: str = "") -> wayfinding_pb2.GeocodeResponse:
        """Places of a name, best first."""
        response: wayfinding_pb2.GeocodeResponse = await _call(self._stub.Geocode, request, timeout, edition)
        return response

    async def reverse_geocode(
        self, request: wayfinding_pb2.ReverseGeocodeRequest, *, timeout: float, edition: str = ""
    ) -> wayfinding_pb2.ReverseGeocodeResponse:
        """What is at a point."""
        response: wayfinding_pb2.ReverseGeocodeResponse = await _call(self._stub.ReverseGeocode, request, timeout, edition)
        return response

    async def search_places(
        self, request: wayfinding_pb2.SearchPlacesRequest, *, timeout: float, edition: str = ""
    ) -> wayfinding_pb2.SearchPlacesResponse:
        """Offices, stations and other places by kind, name, district or nearness."""
        response: wayfinding_pb2.SearchPlacesResponse = await _call(self._stub.SearchPlaces, request, timeout, edition)
        return response

    async def get_directions(
        self, request: wayfinding_pb2.GetDirectionsRequest, *, timeout: float, edition: str = ""
    ) -> wayfinding_pb2.GetDirectionsResponse:
        """How to get from one place to another."""
        response: wayfinding_pb2.GetDirectionsResponse = await _call(self._stub.GetDirections, request, timeout, edition)
        return response

    async def get_last_departures(
        self, request: wayfinding_pb2.GetLastDeparturesRequest, *, timeout: float, edition: str = ""
    ) -> wayfinding_pb2.GetLastDeparturesResponse:
        """First and last departures of a station by line, direction and terminal, for a service day."""
        response: wayfinding_pb2.GetLastDeparturesResponse = await _call(self._stub.GetLastDepartures, request, timeout, edition)
        return response

    async def get_latest_journey(
        self, request: wayfinding_pb2.GetLatestJourneyRequest, *, timeout: float, edition: str = ""
    ) -> wayfinding_pb2.GetLatestJourneyResponse:
        """The latest journey that still arrives."""
        response: wayfinding_pb2.GetLatestJourneyResponse = await _call(self._stub.GetLatestJourney, request, timeout, edition)
        return response
