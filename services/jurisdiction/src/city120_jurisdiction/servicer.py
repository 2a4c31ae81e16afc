"""The contract's calls, translated to the domain and back."""

from __future__ import annotations

import asyncio
from typing import Any

import grpc
import numpy as np
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2_grpc

from city120_edition.holder import EditionHolder
from city120_errors import InvalidArgument
from city120_jurisdiction import messages
from city120_jurisdiction.areas.location import Spot
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_jurisdiction.reports import survey
from city120_jurisdiction.reports.explain import unresolved
from city120_jurisdiction.rules.resolver import Outcome
from city120_platform.grpc_server import momentary, pinned_edition
from city120_platform.paging import page

_PAGE = 50
MOST_POINTS = 10_000
SECTIONS = ("gaps", "conflicts", "shadowed", "expired", "unverified")
_Context = grpc.ServicerContext


class JurisdictionServicer(jurisdiction_pb2_grpc.JurisdictionServiceServicer):
    """Thin: reads the request, asks the domain, writes the response with the edition that answered."""

    def __init__(self, holder: EditionHolder[Jurisdiction]) -> None:
        self._holder = holder

    def _loaded(self, context: _Context) -> Jurisdiction:
        return self._holder.get(pinned_edition(context))

    @momentary
    def LocateAreas(self, request: pb.LocateAreasRequest, context: _Context) -> pb.LocateAreasResponse:  # noqa: N802
        loaded = self._loaded(context)
        where = loaded.where(_place(request), loaded.directory.day(request.as_of))
        response = pb.LocateAreasResponse(edition_id=loaded.edition.id)
        # To copy it whole takes a quarter of what giving it to the constructor does, which merges.
        response.location.CopyFrom(messages.location(where, loaded.directory))
        return response

    def SearchAreas(self, request: pb.SearchAreasRequest, context: _Context) -> pb.SearchAreasResponse:  # noqa: N802
        loaded = self._loaded(context)
        areas = loaded.directory.named(request.query, loaded.directory.day(request.as_of))
        shown, token = page(areas, request.page_size, request.page_token, _PAGE)
        return pb.SearchAreasResponse(
            edition_id=loaded.edition.id, areas=[messages.area(area, loaded.directory) for area in shown], next_page_token=token
        )

    @momentary
    def ResolveResponsibility(  # noqa: N802
        self, request: pb.ResolveResponsibilityRequest, context: _Context
    ) -> pb.ResolveResponsibilityResponse:
        loaded = self._loaded(context)
        at = loaded.hours.moment(request.at)
        day = loaded.directory.day(request.as_of, at)
        asked = loaded.question(request.affair_code, _place(request), request.asset_ids, day, at, road=request.road, building=request.building)
        decision = loaded.decide(asked)
        beyond = loaded.across(asked, decision)
        response = pb.ResolveResponsibilityResponse(
            edition_id=loaded.edition.id,
            outcome=f"OUTCOME_{decision.outcome.name}",
            missing=[decision.missing] if decision.missing else [],
            location=messages.location(asked.where, loaded.directory),
            border_decides=beyond is not None,
            road=messages.road(asked.road) if asked.road else None,
            reason=unresolved(loaded, asked, decision),
        )
        responsibilities = messages.responsibilities(loaded, asked, decision, beyond, at)
        if decision.outcome is Outcome.RESOLVED:
            response.responsibility.CopyFrom(responsibilities[0])
        if len(responsibilities) > 1 or (responsibilities and decision.outcome is not Outcome.RESOLVED):
            response.candidates.extend(responsibilities)
        return response

    @momentary
    def GetBody(self, request: pb.GetBodyRequest, context: _Context) -> pb.GetBodyResponse:  # noqa: N802
        loaded = self._loaded(context)
        at = loaded.hours.moment(request.at)
        day = loaded.directory.day(request.as_of, at)
        body = loaded.directory.body(request.id, day)
        return pb.GetBodyResponse(edition_id=loaded.edition.id, body=messages.body(loaded, body, day, at))

    def ListBodies(self, request: pb.ListBodiesRequest, context: _Context) -> pb.ListBodiesResponse:  # noqa: N802
        loaded = self._loaded(context)
        at = loaded.hours.moment(request.at)
        day = loaded.directory.day(request.as_of, at)
        ids, token = page(loaded.directory.bodies_named(request.name), request.page_size, request.page_token, _PAGE)
        shown = [messages.body(loaded, loaded.directory.body(body_id, day), day, at) for body_id in ids]
        return pb.ListBodiesResponse(edition_id=loaded.edition.id, bodies=shown, next_page_token=token)

    @momentary
    def GetDepartment(self, request: pb.GetDepartmentRequest, context: _Context) -> pb.GetDepartmentResponse:  # noqa: N802
        loaded = self._loaded(context)
        at = loaded.hours.moment(request.at)
        day = loaded.directory.day(request.as_of, at)
        department = loaded.directory.department(request.id, day)
        return pb.GetDepartmentResponse(edition_id=loaded.edition.id, department=messages.department(loaded, department, day, at))

    def ListDepartments(self, request: pb.ListDepartmentsRequest, context: _Context) -> pb.ListDepartmentsResponse:  # noqa: N802
        loaded = self._loaded(context)
        at = loaded.hours.moment(request.at)
        day = loaded.directory.day(request.as_of, at)
        body = loaded.directory.body(request.body_id, day, "body_id")
        departments = [messages.department(loaded, row, day, at) for row in loaded.directory.departments_of(body, day)]
        return pb.ListDepartmentsResponse(edition_id=loaded.edition.id, departments=departments)

    @momentary
    def GetAffair(self, request: pb.GetAffairRequest, context: _Context) -> pb.GetAffairResponse:  # noqa: N802
        loaded = self._loaded(context)
        return pb.GetAffairResponse(edition_id=loaded.edition.id, affair=messages.affair(loaded.directory.affair(request.code, "code")))

    def ListAffairs(self, request: pb.ListAffairsRequest, context: _Context) -> pb.ListAffairsResponse:  # noqa: N802
        loaded = self._loaded(context)
        shown, token = page([row for _, row in sorted(loaded.directory.affairs.items())], request.page_size, request.page_token, _PAGE)
        return pb.ListAffairsResponse(edition_id=loaded.edition.id, affairs=[messages.affair(row) for row in shown], next_page_token=token)

    async def StreamLocateAreas(self, requests: Any, context: _Context) -> Any:  # noqa: N802
        loaded, begun = self._loaded(context), False
        async for batch in requests:
            if not begun:
                loaded.directory.day(batch.as_of)
                begun = True
            yield await asyncio.to_thread(_located, loaded, batch)

    def LocateRoads(self, request: pb.LocateRoadsRequest, context: _Context) -> pb.LocateRoadsResponse:  # noqa: N802
        loaded = self._loaded(context)
        at = loaded.hours.moment(request.at)
        day = loaded.directory.day(request.as_of, at)
        place = Spot(request.point.latitude, request.point.longitude) if request.HasField("point") else request.name
        answer = loaded.find_roads(place, request.within_m, day, at)
        return pb.LocateRoadsResponse(
            edition_id=loaded.edition.id,
            roads=[messages.road(road) for road in answer.roads],
            road_class=messages.road_class(answer.roads),
            within_m=answer.within_m,
            layers=[messages.layer(layer) for layer in loaded.roads.layers],
            advice=answer.advice,
            ask=messages.body(loaded, answer.ask, day, at) if answer.ask else None,
        )

    async def ReportCoverage(self, request: pb.ReportCoverageRequest, context: _Context) -> pb.ReportCoverageResponse:  # noqa: N802
        # It takes seconds: not in one of the few threads that plain functions have.
        return await asyncio.to_thread(_report, self._loaded(context), request)


def _report(loaded: Jurisdiction, request: pb.ReportCoverageRequest) -> pb.ReportCoverageResponse:
    at = loaded.hours.moment(request.at) if request.at else None
    report = survey.survey(loaded, loaded.directory.day(request.as_of, at), at)
    response = pb.ReportCoverageResponse(edition_id=loaded.edition.id, at=report.at.isoformat())
    for name in SECTIONS:
        getattr(response, name).extend(messages.finding(finding) for finding in getattr(report, name))
    if request.grid:
        messages.add_grid(response, loaded.directory, report)
    return response


def _located(loaded: Jurisdiction, batch: pb.StreamLocateAreasRequest) -> pb.StreamLocateAreasResponse:
    """One batch. Raises InvalidArgument for columns of different or too great length."""
    if len(batch.latitudes) != len(batch.longitudes):
        raise InvalidArgument(f"has {len(batch.longitudes)} values for {len(batch.latitudes)} latitudes", field="longitudes", fix="send pairs")
    if len(batch.latitudes) > MOST_POINTS:
        raise InvalidArgument(f"has {len(batch.latitudes)} values", field="latitudes", fix=f"send at most {MOST_POINTS} in a batch")
    columns = loaded.locator.by_points(np.array(batch.latitudes, dtype=np.float64), np.array(batch.longitudes, dtype=np.float64))
    return pb.StreamLocateAreasResponse(
        edition_id=loaded.edition.id,
        district_codes=columns.districts.tolist(),
        legal_dong_codes=columns.legal_dongs.tolist(),
        border_distances_m=columns.borders_m.tolist(),
        bad_indices=columns.bad.tolist(),
    )


def _place(request: pb.LocateAreasRequest | pb.ResolveResponsibilityRequest) -> Spot | str | None:
    match request.WhichOneof("place"):
        case "point":
            return Spot(request.point.latitude, request.point.longitude, request.precision_m)
        case "area_code":
            return request.area_code
        case _:
            return None
