"""JurisdictionService over gRPC, as another city system would call it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import grpc
import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from city120.type.v1 import type_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc

from city120_client import JurisdictionClient, open_channel
from city120_edition import Edition
from city120_edition.holder import EditionHolder
from city120_jurisdiction.__main__ import register
from city120_jurisdiction.domain import Jurisdiction
from city120_jurisdiction.settings import JurisdictionSettings
from city120_platform.errors import FailedPrecondition, InvalidArgument, NotFound, Unavailable
from city120_platform.grpc_server import NOT_SERVING, SERVING, GrpcServer

SERVICE = "city120.jurisdiction.v1.JurisdictionService"


@pytest.fixture(scope="module")
async def server(edition: Edition) -> AsyncIterator[GrpcServer]:
    holder: EditionHolder[Jurisdiction] = EditionHolder(lambda: edition.path, Jurisdiction.load)
    made = GrpcServer(JurisdictionSettings(drain_s=0.1), 0, [SERVICE])
    register(made, holder)
    await made.start()
    await holder.load_current()
    await made.set_health(SERVING)
    yield made
    await made.stop()


@pytest.fixture(scope="module")
async def client(server: GrpcServer) -> AsyncIterator[JurisdictionClient]:
    async with open_channel(f"127.0.0.1:{server.port}") as channel:
        yield JurisdictionClient(channel)


async def test_a_responsibility_carries_rule_reason_and_edition(client: JurisdictionClient, edition: Edition) -> None:
    request = pb.ResolveResponsibilityRequest(affair_code="water.meter.freeze", area_code="11290")
    response = await client.resolve_responsibility(request, timeout=5)
    assert response.edition_id == edition.id
    assert response.responsibility.body.id == "water.jungbu"
    assert response.responsibility.body.phone == "02-3146-2000"
    assert response.responsibility.rule.id in response.responsibility.reason
    assert response.responsibility.rule.source
    assert "place" in response.responsibility.depends_on


async def test_an_unverified_phone_is_never_shown(client: JurisdictionClient) -> None:
    body = (await client.get_body(pb.GetBodyRequest(id="district.11230"), timeout=5)).body
    assert body.names["ko"] == "동대문구청"
    assert body.phone == ""


async def test_a_point_near_a_border_asks_only_when_the_bodies_differ(client: JurisdictionClient, edition: Edition) -> None:
    coverage = edition.coverage()
    line = next(line for a, b, line in coverage.edges if (a, b) == ("11290", "11305"))
    x, y = line.interpolate(0.5, normalized=True).coords[0]
    from pyproj import Transformer

    longitude, latitude = Transformer.from_crs(5179, 4326, always_xy=True).transform(x, y)
    point = type_pb2.LatLon(latitude=latitude, longitude=longitude)
    by_day = pb.ResolveResponsibilityRequest(affair_code="water.outage", point=point, at="2026-11-24T14:00:00+09:00")
    water = await client.resolve_responsibility(by_day, timeout=5)
    card = await client.resolve_responsibility(pb.ResolveResponsibilityRequest(affair_code="transit.climatecard", point=point), timeout=5)
    assert water.border_decides
    assert {found.body.id for found in water.candidates} == {"water.jungbu", "water.bukbu"}
    assert water.location.near_border.distance_m < 1
    assert not card.border_decides
    assert any("across the border" in change for found in water.candidates for change in found.changes)


async def test_by_night_another_desk_acts_and_the_answer_says_so(client: JurisdictionClient) -> None:
    request = pb.ResolveResponsibilityRequest(affair_code="env.noise.construction", area_code="11440", at="2026-11-24T23:00:00+09:00")
    night = (await client.resolve_responsibility(request, timeout=5)).responsibility
    assert (night.body.id, night.department.id, night.department.phone) == ("district.11440", "district.11440/night", "02-3153-8100")
    assert "at 18:00-09:00 and on a weekday" in night.reason
    assert night.rule.condition == "hours=18:00-09:00; day=weekday"
    assert "time" in night.depends_on
    request.at = "2026-11-24T14:00:00+09:00"
    day = (await client.resolve_responsibility(request, timeout=5)).responsibility
    assert day.department.id == "district.11440/front"
    assert "at 18:00-09:00 and on a weekday: district.11440/night (rule r.env.noise.construction.night)" in day.changes


async def test_the_date_of_the_moment_is_the_directory_date_unless_one_is_given(client: JurisdictionClient) -> None:
    request = pb.ResolveResponsibilityRequest(affair_code="water.arisu.drink", at="2023-12-31T23:00:00+09:00")
    assert (await client.resolve_responsibility(request, timeout=5)).responsibility.body.names["ko"] == "상수도사업본부"
    request.as_of = "2024-01-01"
    assert (await client.resolve_responsibility(request, timeout=5)).responsibility.body.names["ko"] == "서울아리수본부"


async def test_a_body_is_shown_as_it_stood(client: JurisdictionClient) -> None:
    before = (await client.get_body(pb.GetBodyRequest(id="district.11590", as_of="2025-06-29"), timeout=5)).body
    after = (await client.get_body(pb.GetBodyRequest(id="district.11590", as_of="2026-11-24"), timeout=5)).body
    assert (before.address, before.phone, before.valid_to) == ("서울특별시 동작구 장승배기로 161", "", "2025-06-30")
    assert (after.address, after.phone, after.valid_from) == ("서울특별시 동작구 장승배기로 70", "02-820-1114", "2025-06-30")


@pytest.mark.parametrize(("name", "body_id"), [("상수도사업본부", "water.hq"), ("Office of Waterworks", "water.hq"), ("서울주택도시공사", "corp.sh")])
async def test_an_old_name_of_a_body_leads_to_the_present_one_with_the_date(client: JurisdictionClient, name: str, body_id: str) -> None:
    (body,) = (await client.list_bodies(pb.ListBodiesRequest(name=name), timeout=5)).bodies
    assert body.id == body_id
    assert body.valid_from in ("2024-01-01", "2025-07-11")
    assert body.former_names
    assert not (await client.list_bodies(pb.ListBodiesRequest(name="nobody at all"), timeout=5)).bodies


async def test_bodies_that_share_a_district_come_with_how_to_tell(client: JurisdictionClient) -> None:
    request = pb.ResolveResponsibilityRequest(affair_code="util.gas.move", area_code="11650")
    found = await client.resolve_responsibility(request, timeout=5)
    assert found.outcome == pb.ResolveResponsibilityResponse.OUTCOME_SHARED
    assert {one.body.id for one in found.candidates} == {"gas.koone", "gas.seoul"}
    assert all(set(one.how_to_tell) == {"ko", "en", "zh", "ja", "vi", "mn"} and one.how_to_tell_source for one in found.candidates)


async def test_an_old_code_leads_to_the_new_ones_with_the_date(client: JurisdictionClient) -> None:
    found = (await client.locate_areas(pb.LocateAreasRequest(area_code="1123053600", as_of="2026-11-24"), timeout=5)).location
    assert (found.superseded.names["ko"], found.superseded.valid_to) == ("용신동", "2025-07-01")
    assert [area.names["ko"] for area in found.admin_dong_candidates] == ["신설동", "용두동"]
    early = (await client.locate_areas(pb.LocateAreasRequest(area_code="1123051500", as_of="2025-06-30"), timeout=5)).location
    assert (early.superseded.names["ko"], early.admin_dong.names["ko"]) == ("신설동", "용신동")


async def test_a_division_id_is_given_and_taken(client: JurisdictionClient) -> None:
    given = (await client.locate_areas(pb.LocateAreasRequest(area_code="1168010100"), timeout=5)).location.legal_dong.division_id
    assert given == "ocd-division/country:kr/city:11/district:11680/legal_dong:1168010100"
    assert (await client.locate_areas(pb.LocateAreasRequest(area_code=given), timeout=5)).location.legal_dong.names["ko"] == "역삼동"
    with pytest.raises(NotFound, match="does not exist"):
        await client.locate_areas(pb.LocateAreasRequest(area_code=given.replace("city:11", "city:26")), timeout=5)


async def test_beyond_the_border_the_city_there_is_named(client: JurisdictionClient) -> None:
    point = type_pb2.LatLon(latitude=37.4449, longitude=127.1389)
    found = (await client.locate_areas(pb.LocateAreasRequest(point=point), timeout=5)).location
    assert found.outside_code.startswith("4113")
    assert "성남" in found.outside_names["ko"]
    by_code = (await client.locate_areas(pb.LocateAreasRequest(area_code=found.outside_code), timeout=5)).location
    assert by_code.outside_code == found.outside_code


async def test_names_find_areas_in_six_languages(client: JurisdictionClient) -> None:
    for name in ("마포구", "Mapo-gu", "麻浦区", "quận Mapo", "Mapo"):
        areas = (await client.search_areas(pb.SearchAreasRequest(query=name), timeout=5)).areas
        assert areas[0].code == "11440", name


async def test_lists_come_in_pages_without_loss(client: JurisdictionClient) -> None:
    codes: list[str] = []
    token = ""
    while True:
        page = await client.list_affairs(pb.ListAffairsRequest(page_size=100, page_token=token), timeout=5)
        codes += [affair.code for affair in page.affairs]
        token = page.next_page_token
        if not token:
            break
    assert codes == sorted(set(codes))
    assert len(codes) > 182


async def test_every_body_has_a_front_desk(client: JurisdictionClient) -> None:
    found = await client.list_departments(pb.ListDepartmentsRequest(body_id="district.11680"), timeout=5)
    assert "district.11680/front" in [department.id for department in found.departments]
    assert (await client.get_department(pb.GetDepartmentRequest(id="district.11680/front"), timeout=5)).department.phone == "02-3423-5114"


WRONG = [
    ("resolve_responsibility", pb.ResolveResponsibilityRequest(affair_code="no.such"), NotFound, "affair_code"),
    ("resolve_responsibility", pb.ResolveResponsibilityRequest(), InvalidArgument, "affair_code"),
    ("resolve_responsibility", pb.ResolveResponsibilityRequest(affair_code="water.outage", area_code="99999"), NotFound, "area_code"),
    ("resolve_responsibility", pb.ResolveResponsibilityRequest(affair_code="water.outage", area_code="abc"), InvalidArgument, "area_code"),
    ("resolve_responsibility", pb.ResolveResponsibilityRequest(affair_code="water.outage", as_of="1900-01-01"), FailedPrecondition, "as_of"),
    ("locate_areas", pb.LocateAreasRequest(), InvalidArgument, "place"),
    ("locate_areas", pb.LocateAreasRequest(point=type_pb2.LatLon(latitude=float("nan"), longitude=127)), InvalidArgument, "point.latitude"),
    ("search_areas", pb.SearchAreasRequest(), InvalidArgument, "query"),
    ("get_body", pb.GetBodyRequest(id="nobody"), NotFound, "id"),
    ("get_department", pb.GetDepartmentRequest(id="district.11680/nothing"), NotFound, "id"),
    ("list_departments", pb.ListDepartmentsRequest(body_id="nobody"), NotFound, "body_id"),
    ("get_affair", pb.GetAffairRequest(code="no.such"), NotFound, "code"),
    ("list_bodies", pb.ListBodiesRequest(page_token="!"), InvalidArgument, "page_token"),
    ("list_affairs", pb.ListAffairsRequest(page_size=-1), InvalidArgument, "page_size"),
    ("report_coverage", pb.ReportCoverageRequest(as_of="1900-01-01"), FailedPrecondition, "as_of"),
]


@pytest.mark.parametrize(("method", "request_", "error", "field"), WRONG)
async def test_a_wrong_request_names_the_field(client: JurisdictionClient, method: str, request_: object, error: type[Exception], field: str) -> None:
    with pytest.raises(error) as raised:
        await getattr(client, method)(request_, timeout=5)
    assert raised.value.field == field  # type: ignore[attr-defined]


async def test_the_coverage_report_has_no_fault(client: JurisdictionClient, edition: Edition) -> None:
    found = await client.report_coverage(pb.ReportCoverageRequest(as_of="2026-11-24"), timeout=10)
    assert found.edition_id == edition.id
    assert (list(found.gaps), list(found.conflicts), list(found.shadowed), list(found.expired)) == ([], [], [], [])
    assert all(one.affair_code and one.detail for one in found.unverified)


async def test_health_watches_tell_when_it_stops_serving(server: GrpcServer) -> None:
    async with grpc.aio.insecure_channel(f"127.0.0.1:{server.port}") as channel:
        watch = health_pb2_grpc.HealthStub(channel).Watch(health_pb2.HealthCheckRequest(service=SERVICE))
        assert (await watch.read()).status == SERVING
        await server.set_health(NOT_SERVING)
        assert (await watch.read()).status == NOT_SERVING
        await server.set_health(SERVING)
        watch.cancel()


async def test_before_the_edition_is_loaded_it_is_unavailable(edition: Edition) -> None:
    holder: EditionHolder[Jurisdiction] = EditionHolder(lambda: edition.path, Jurisdiction.load)
    loading = GrpcServer(JurisdictionSettings(drain_s=0.1), 0, [SERVICE])
    register(loading, holder)
    await loading.start()
    async with open_channel(f"127.0.0.1:{loading.port}") as channel:
        with pytest.raises(Unavailable, match="loading"):
            await JurisdictionClient(channel).get_body(pb.GetBodyRequest(id="water.hq"), timeout=5)
    await loading.stop()
