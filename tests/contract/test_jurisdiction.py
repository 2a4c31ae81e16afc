"""JurisdictionService over gRPC, as another city system would call it."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import grpc
import pytest
import shapely
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from city120.type.v1 import type_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc

from city120_client import JurisdictionClient, open_channel
from city120_edition import Edition
from city120_edition.geometry import to_planar
from city120_edition.holder import EditionHolder
from city120_edition.layers import BOUNDARIES, OSM, ROADS, Boundary, Road, write_layer
from city120_errors import FailedPrecondition, InvalidArgument, NotFound, Unavailable
from city120_jurisdiction.__main__ import register
from city120_jurisdiction.areas.dongs import DongLayer
from city120_jurisdiction.areas.roads import Roads
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_jurisdiction.settings import JurisdictionSettings
from city120_platform.grpc_server import NOT_SERVING, SERVING, GrpcServer

SERVICE = "city120.jurisdiction.v1.JurisdictionService"


@pytest.fixture(scope="module")
def loaded(edition: Edition) -> Jurisdiction:
    return Jurisdiction.load(edition)


@asynccontextmanager
async def serving(loaded: Jurisdiction) -> AsyncIterator[GrpcServer]:
    holder: EditionHolder[Jurisdiction] = EditionHolder(lambda: loaded.edition.path, lambda _: loaded)
    made = GrpcServer(JurisdictionSettings(drain_s=0.1), 0, [SERVICE])
    register(made, holder)
    await made.start()
    await holder.load_current()
    await made.set_health(SERVING)
    yield made
    await made.stop()


@pytest.fixture(scope="module")
async def server(loaded: Jurisdiction) -> AsyncIterator[GrpcServer]:
    async with serving(loaded) as made:
        yield made


@pytest.fixture(scope="module")
async def client(server: GrpcServer) -> AsyncIterator[JurisdictionClient]:
    async with open_channel(f"127.0.0.1:{server.port}") as channel:
        yield JurisdictionClient(channel)


async def test_a_responsibility_carries_rule_reason_and_edition(client: JurisdictionClient, edition: Edition) -> None:
    request = pb.ResolveResponsibilityRequest(affair_code="water.meter.freeze", area_code="11290", at="2026-11-24T14:00:00+09:00")
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
    dong_map = edition.dong_map()
    line = next(line for a, b, line in dong_map.edges if (a, b) == ("11290", "11305"))
    x, y = line.interpolate(0.5, normalized=True).coords[0]
    from pyproj import Transformer

    longitude, latitude = Transformer.from_crs(5179, 4326, always_xy=True).transform(x, y)
    point = type_pb2.LatLon(latitude=latitude, longitude=longitude)
    by_day = pb.ResolveResponsibilityRequest(affair_code="water.outage", point=point, at="2026-11-24T14:00:00+09:00")
    water = await client.resolve_responsibility(by_day, timeout=5)
    card = await client.resolve_responsibility(pb.ResolveResponsibilityRequest(affair_code="transit.climatecard", point=point), timeout=5)
    assert water.border_decides
    assert {candidate.body.id for candidate in water.candidates} == {"water.jungbu", "water.bukbu"}
    assert water.location.near_border.distance_m < 1
    assert not card.border_decides
    for item, there in zip(water.candidates, reversed(water.candidates), strict=True):
        side = {"water.jungbu": "11290", "water.bukbu": "11305"}
        assert item.reason.endswith(f" for {side[item.body.id]}")
        assert any(change.endswith(f"in {side[there.body.id]}: {there.body.id}") and "across the border" in change for change in item.changes)


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
    response = await client.resolve_responsibility(request, timeout=5)
    assert response.outcome == pb.ResolveResponsibilityResponse.OUTCOME_SHARED
    assert {candidate.body.id for candidate in response.candidates} == {"gas.koone", "gas.seoul"}
    assert all(
        set(candidate.how_to_tell) == {"ko", "en", "zh", "ja", "vi", "mn"} and candidate.how_to_tell_source for candidate in response.candidates
    )


async def test_an_old_code_leads_to_the_new_ones_with_the_date(client: JurisdictionClient) -> None:
    result = (await client.locate_areas(pb.LocateAreasRequest(area_code="1123053600", as_of="2026-11-24"), timeout=5)).location
    assert (result.superseded.names["ko"], result.superseded.valid_to) == ("용신동", "2025-07-01")
    assert [area.names["ko"] for area in result.admin_dong_candidates] == ["신설동", "용두동"]
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
    result = (await client.locate_areas(pb.LocateAreasRequest(point=point), timeout=5)).location
    assert result.outside_code.startswith("4113")
    assert "성남" in result.outside_names["ko"]
    by_code = (await client.locate_areas(pb.LocateAreasRequest(area_code=result.outside_code), timeout=5)).location
    assert by_code.outside_code == result.outside_code


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
    departments = await client.list_departments(pb.ListDepartmentsRequest(body_id="district.11680"), timeout=5)
    assert "district.11680/front" in [department.id for department in departments.departments]
    assert (await client.get_department(pb.GetDepartmentRequest(id="district.11680/front"), timeout=5)).department.phone == "02-3423-5114"


@pytest.mark.parametrize(
    ("affair", "area_code", "day", "name", "address"),
    [
        ("waste.bulky", "11590", "2025-06-29", "동작구청", "서울특별시 동작구 장승배기로 161"),
        ("waste.bulky", "11215", "2025-04-20", "광진구청", "서울특별시 광진구 자양로 117"),
        ("waste.bulky", "11110", "2025-08-31", "종로구청", "서울특별시 종로구 종로1길 36"),
        ("water.arisu.drink", "", "2023-12-31", "상수도사업본부", ""),
    ],
)
async def test_the_department_is_that_of_the_day(client: JurisdictionClient, affair: str, area_code: str, day: str, name: str, address: str) -> None:
    request = pb.ResolveResponsibilityRequest(affair_code=affair, as_of=day)
    if area_code:
        request.area_code = area_code
    front = (await client.resolve_responsibility(request, timeout=5)).responsibility.department
    assert front.id.endswith("/front")
    assert front.names["ko"].startswith(name)
    assert (front.address, front.phone, front.transfer_number, front.hours) == (address, "", "120", "")


async def test_the_contacts_of_a_department_are_not_taken_for_those_of_a_time_when_its_body_stood_elsewhere(client: JurisdictionClient) -> None:
    request = pb.ResolveResponsibilityRequest(affair_code="env.noise.construction", area_code="11215", at="2025-04-17T23:00:00+09:00")
    night = (await client.resolve_responsibility(request, timeout=5)).responsibility.department
    assert (night.id, night.address) == ("district.11215/night", "서울특별시 광진구 자양로 117")
    assert (night.phone, night.transfer_number) == ("", "120")
    # This one's row says that it holds since 2025-05-27.
    request.area_code, request.at = "11590", "2025-06-26T23:00:00+09:00"
    dated = (await client.resolve_responsibility(request, timeout=5)).responsibility.department
    assert (dated.address, dated.phone) == ("서울특별시 동작구 장승배기로 161", "02-820-1119")


@pytest.mark.parametrize(("at", "as_of"), [("2023-12-31T10:00:00+09:00", ""), ("", "2023-12-31")])
async def test_names_of_bodies_and_departments_are_those_of_the_day(client: JurisdictionClient, at: str, as_of: str) -> None:
    front = (await client.get_department(pb.GetDepartmentRequest(id="water.hq/front", at=at, as_of=as_of), timeout=5)).department
    listed = (await client.list_departments(pb.ListDepartmentsRequest(body_id="water.hq", at=at, as_of=as_of), timeout=5)).departments
    body = (await client.get_body(pb.GetBodyRequest(id="water.hq", at=at, as_of=as_of), timeout=5)).body
    bodies = (await client.list_bodies(pb.ListBodiesRequest(name="상수도사업본부", at=at, as_of=as_of), timeout=5)).bodies
    assert [item.names["ko"] for item in (body, *bodies)] == ["상수도사업본부"] * 2
    assert front.names["ko"].startswith("상수도사업본부")
    assert front in listed
    assert (front.phone, front.transfer_number) == ("", "120")


async def test_a_day_whose_holidays_are_not_known_is_said_to_be_assumed(client: JurisdictionClient) -> None:
    request = pb.ResolveResponsibilityRequest(affair_code="env.noise.construction", area_code="11440", at="2028-03-01T10:00:00+09:00")
    result = (await client.resolve_responsibility(request, timeout=5)).responsibility
    assert "the public holidays of 2028 are not known: 2028-03-01 counts as a weekday and may be a holiday" in result.reason
    assert "on a saturday or holiday: district.11440/night (rule r.env.noise.construction.holiday)" in result.changes
    request.at = "2027-03-02T10:00:00+09:00"
    assert "not known" not in (await client.resolve_responsibility(request, timeout=5)).responsibility.reason


FAR = "9999-01-01T10:00:00+09:00"
WRONG = [
    ("report_coverage", pb.ReportCoverageRequest(as_of="9999-12-31"), InvalidArgument, "as_of"),
    ("report_coverage", pb.ReportCoverageRequest(as_of="9999-12-30", grid=True), InvalidArgument, "as_of"),
    ("report_coverage", pb.ReportCoverageRequest(at=FAR), InvalidArgument, "at"),
    ("report_coverage", pb.ReportCoverageRequest(at="0001-01-01T00:00:00Z"), InvalidArgument, "at"),
    ("resolve_responsibility", pb.ResolveResponsibilityRequest(affair_code="water.outage", as_of="9999-12-31"), InvalidArgument, "as_of"),
    ("resolve_responsibility", pb.ResolveResponsibilityRequest(affair_code="water.outage", as_of="0001-01-01"), FailedPrecondition, "as_of"),
    ("resolve_responsibility", pb.ResolveResponsibilityRequest(affair_code="water.outage", at=FAR), InvalidArgument, "at"),
    ("get_body", pb.GetBodyRequest(id="district.11440", at=FAR), InvalidArgument, "at"),
    ("get_department", pb.GetDepartmentRequest(id="district.11440/front", at="2020-01-01T00:00:00Z"), FailedPrecondition, "at"),
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
    ("get_body", pb.GetBodyRequest(id="water.hq", at="tomorrow"), InvalidArgument, "at"),
    ("list_departments", pb.ListDepartmentsRequest(body_id="water.hq", at="2026-11-24"), InvalidArgument, "at"),
    ("locate_roads", pb.LocateRoadsRequest(), InvalidArgument, "place"),
    ("locate_roads", pb.LocateRoadsRequest(name="가", within_m=-1), InvalidArgument, "within_m"),
    ("report_coverage", pb.ReportCoverageRequest(as_of="1900-01-01"), FailedPrecondition, "as_of"),
]


@pytest.mark.parametrize(("method", "request_", "error", "field"), WRONG)
async def test_a_wrong_request_names_the_field(client: JurisdictionClient, method: str, request_: object, error: type[Exception], field: str) -> None:
    with pytest.raises(error) as raised:
        await getattr(client, method)(request_, timeout=5)
    assert raised.value.field == field  # type: ignore[attr-defined]


async def test_the_coverage_report_has_no_fault(client: JurisdictionClient, edition: Edition) -> None:
    coverage = await client.report_coverage(pb.ReportCoverageRequest(as_of="2026-11-24"), timeout=10)
    assert coverage.edition_id == edition.id
    assert (list(coverage.gaps), list(coverage.conflicts), list(coverage.shadowed), list(coverage.expired)) == ([], [], [], [])
    assert all(item.affair_code and item.detail for item in coverage.unverified)


async def test_the_last_day_that_may_be_asked_about_has_a_report(client: JurisdictionClient) -> None:
    coverage = await client.report_coverage(pb.ReportCoverageRequest(as_of="9900-12-31", grid=True), timeout=10)
    assert coverage.grid
    request = pb.ResolveResponsibilityRequest(affair_code="water.outage", area_code="11440", as_of="2026-11-24", at="0002-01-01T00:00:00Z")
    assert (await client.resolve_responsibility(request, timeout=5)).responsibility.body.id
    assert (await client.get_body(pb.GetBodyRequest(id="call.120", at="9900-12-31T10:00:00Z"), timeout=5)).body.opening.open_now


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


TUESDAY, NEW_YEAR = "2026-11-24T10:00:00+09:00", "2027-01-01T10:00:00+09:00"


async def test_a_body_tells_whether_it_is_open_at_a_chosen_time(client: JurisdictionClient) -> None:
    office = (await client.get_body(pb.GetBodyRequest(id="district.11440", at=TUESDAY), timeout=5)).body.opening
    assert (office.open_now, office.next_change) == (True, "2026-11-24T18:00:00+09:00")
    assert office.source
    holiday = (await client.get_body(pb.GetBodyRequest(id="district.11440", at=NEW_YEAR), timeout=5)).body.opening
    assert (holiday.open_now, holiday.next_change) == (False, "2027-01-04T09:00:00+09:00")


async def test_hours_that_nobody_verified_are_not_told(client: JurisdictionClient) -> None:
    assert not (await client.get_body(pb.GetBodyRequest(id="police.182", at=TUESDAY), timeout=5)).body.HasField("opening")
    evening = (await client.get_department(pb.GetDepartmentRequest(id="district.11440/evening", at=TUESDAY), timeout=5)).department
    assert not evening.HasField("opening")
    assert "확인해야" in evening.note


async def test_departments_have_hours_languages_and_a_number_to_transfer_to(client: JurisdictionClient) -> None:
    result = (await client.list_departments(pb.ListDepartmentsRequest(body_id="call.120", at="2026-11-28T10:00:00+09:00"), timeout=5)).departments
    by_id = {department.id: department for department in result}
    assert list(by_id) == ["call.120/foreign", "call.120/front", "call.120/sign"]
    assert list(by_id["call.120/foreign"].languages) == ["en", "zh", "ja", "vi", "mn"]
    assert (by_id["call.120/foreign"].opening.open_now, by_id["call.120/front"].opening.open_now) == (False, True)
    assert by_id["call.120/foreign"].transfer_number == "02-120"
    dongjak = (
        await client.get_department(pb.GetDepartmentRequest(id="district.11590/evening", at="2026-11-27T19:00:00+09:00"), timeout=5)
    ).department
    assert (dongjak.opening.open_now, dongjak.opening.next_change) == (True, "2026-11-27T20:00:00+09:00")
    unverified = (await client.get_department(pb.GetDepartmentRequest(id="district.11230/front"), timeout=5)).department
    assert (unverified.phone, unverified.transfer_number) == ("", "120")


async def test_lists_and_responsibilities_tell_hours_too(client: JurisdictionClient) -> None:
    listed = (await client.list_bodies(pb.ListBodiesRequest(page_size=500, at=NEW_YEAR), timeout=5)).bodies
    states = {body.id: body.opening.open_now for body in listed if body.opening.HasField("open_now")}
    assert (states["call.120"], states["city.hall"]) == (True, False)
    request = pb.ResolveResponsibilityRequest(affair_code="road.streetlight", area_code="11440", at=TUESDAY)
    assert (await client.resolve_responsibility(request, timeout=5)).responsibility.department.opening.open_now


async def test_without_a_road_layer_it_is_said_what_decides_and_whom_to_ask(client: JurisdictionClient) -> None:
    point = type_pb2.LatLon(latitude=37.5, longitude=127.035)
    roads = await client.locate_roads(pb.LocateRoadsRequest(point=point), timeout=5)
    assert (list(roads.roads), list(roads.layers), roads.within_m) == ([], [], 30.0)
    assert "no road layer is imported" in roads.advice
    assert roads.ask.id == "district.11680"
    by_name = await client.locate_roads(pb.LocateRoadsRequest(name="올림픽대로"), timeout=5)
    assert not by_name.HasField("ask")


@pytest.fixture
async def with_layers(loaded: Jurisdiction, tmp_path: Path) -> AsyncIterator[JurisdictionClient]:
    """A service that has a boundary of 역삼1동 and a piece of an expressway."""
    dong = shapely.transform(shapely.box(127.02, 37.485, 127.06, 37.51), to_planar)
    line = shapely.transform(shapely.LineString([(127.03, 37.5), (127.04, 37.5)]), to_planar)
    road = Road(id="way 1", names={"ko": "올림픽대로"})
    dongs = write_layer(tmp_path, BOUNDARIES, "2021-04", "a test", [Boundary(code="1168064000")], [dong], {})
    roads = write_layer(tmp_path, OSM, "2026-11-01", "another", [road], [line], {})
    directory, locator = copy.copy(loaded.directory), copy.copy(loaded.locator)
    directory.edition = replace(loaded.edition, layers=(dongs, roads))
    locator._dongs = DongLayer(directory, dongs)
    async with (
        serving(replace(loaded, locator=locator, roads=Roads(directory))) as server,
        open_channel(f"127.0.0.1:{server.port}") as channel,
    ):
        yield JurisdictionClient(channel)


AT_ROAD = type_pb2.LatLon(latitude=37.50001, longitude=127.035)


async def test_a_layer_states_the_dong_with_its_date_and_source(with_layers: JurisdictionClient, client: JurisdictionClient) -> None:
    by_layer = (await with_layers.locate_areas(pb.LocateAreasRequest(point=AT_ROAD), timeout=5)).location
    by_table = (await client.locate_areas(pb.LocateAreasRequest(point=AT_ROAD), timeout=5)).location
    assert (by_layer.admin_dong.code, by_layer.admin_dong_date, by_layer.admin_dong_source) == ("1168064000", "2021-04", "a test")
    assert (by_table.admin_dong.code, by_table.admin_dong_date, len(by_table.admin_dong_candidates)) == ("", "", 2)
    affair = pb.ResolveResponsibilityRequest(affair_code="welfare.basic", point=AT_ROAD)
    assert (await with_layers.resolve_responsibility(affair, timeout=5)).responsibility.body.id == "dong.1168064000"


async def test_a_point_on_an_imported_road_is_decided_by_the_named_thing(with_layers: JurisdictionClient) -> None:
    roads = await with_layers.locate_roads(pb.LocateRoadsRequest(point=AT_ROAD), timeout=5)
    (road,) = roads.roads
    assert (road.asset_id, road.class_basis, road.layer.date, roads.advice) == ("expressway.olympic", "asset", "2026-11-01", "")
    assert road.road_class == roads.road_class == pb.ROAD_CLASS_EXPRESSWAY
    assert road.distance_m == pytest.approx(1.1, abs=0.1)
    assert roads.ask.id == "road.expressway"
    hole = await with_layers.resolve_responsibility(pb.ResolveResponsibilityRequest(affair_code="road.pothole", point=AT_ROAD), timeout=5)
    assert (hole.responsibility.body.id, hole.road.asset_id) == ("road.expressway", "expressway.olympic")
    bill = await with_layers.resolve_responsibility(pb.ResolveResponsibilityRequest(affair_code="water.bill.high", point=AT_ROAD), timeout=5)
    assert not bill.HasField("road")
    far = type_pb2.LatLon(latitude=37.5009, longitude=127.035)
    assert not (await with_layers.resolve_responsibility(pb.ResolveResponsibilityRequest(affair_code="road.pothole", point=far), timeout=5)).HasField(
        "road"
    )


async def on_a_registered_road(
    loaded: Jurisdiction, tmp_path: Path, stated: dict[str, Any], told: str = ""
) -> tuple[pb.ResolveResponsibilityResponse, pb.LocateRoadsResponse]:
    """Who mends a pothole of a road of which an imported register states this, and whom to ask of the road."""
    line = shapely.transform(shapely.LineString([(127.03, 37.5), (127.04, 37.5)]), to_planar)
    layer = write_layer(tmp_path, ROADS, "2026-11-01", "a register", [Road(id="1", names={"ko": "가나로"}, **stated)], [line], {})
    directory = copy.copy(loaded.directory)
    directory.edition = replace(loaded.edition, layers=(layer,))
    request = pb.ResolveResponsibilityRequest(affair_code="road.pothole", point=AT_ROAD, at=TUESDAY, road=told)
    async with serving(replace(loaded, roads=Roads(directory))) as server, open_channel(f"127.0.0.1:{server.port}") as channel:
        response = await JurisdictionClient(channel).resolve_responsibility(request, timeout=5)
        asked = await JurisdictionClient(channel).locate_roads(pb.LocateRoadsRequest(point=AT_ROAD, at=TUESDAY), timeout=5)
    return response, asked


@pytest.mark.parametrize(
    ("stated", "told", "body", "follows"),
    [
        ({"road_class": "city"}, "", "road.dongbu", "which holds if the road is of class city"),
        ({"road_class": "city"}, "district", "district.11680", "by coverage:district"),
        ({"hint": "expressway"}, "", "district.11680", "by coverage:district"),
    ],
)
async def test_the_class_that_a_row_states_meets_the_conditions_of_rules_and_a_hint_does_not(
    loaded: Jurisdiction, tmp_path: Path, stated: dict[str, Any], told: str, body: str, follows: str
) -> None:
    response, asked = await on_a_registered_road(loaded, tmp_path, stated, told)
    assert (response.responsibility.body.id, response.road.id) == (body, "1")
    assert follows in response.responsibility.reason
    if not told:
        assert asked.ask.id == body


@pytest.mark.parametrize(
    ("stated", "follows"),
    [
        (
            {"road_class": "city", "maintainer": "district.11110"},
            "; but the road register (a register, 2026-11-01) names district.11110 종로구청 as the maintainer of 가나로: ask there first",
        ),
        ({"road_class": "private", "owner": "가나아파트"}, "names 가나아파트 as the owner of 가나로: ask there first"),
        ({"road_class": "city", "maintainer": "road.dongbu"}, "names it as the maintainer of 가나로 too"),
        ({"road_class": "city"}, "which holds if the road is of class city"),
    ],
)
async def test_whom_an_imported_register_names_for_the_road_is_told_beside_the_rule(
    loaded: Jurisdiction, tmp_path: Path, stated: dict[str, Any], follows: str
) -> None:
    response, _ = await on_a_registered_road(loaded, tmp_path, stated)
    assert response.responsibility.reason.endswith(follows)
    assert response.reason == ""


async def test_a_road_that_is_not_known_is_asked_of_the_district_of_the_point_or_else_of_120(client: JurisdictionClient) -> None:
    by_name = await client.locate_roads(pb.LocateRoadsRequest(name="없는로"), timeout=5)
    by_point = await client.locate_roads(pb.LocateRoadsRequest(point=AT_ROAD), timeout=5)
    assert by_name.advice.endswith("decided by its class (expressway, national, city, district or private road) in the road register; ask 120")
    assert by_point.advice.endswith("; ask district.11680 강남구청")


async def test_several_roads_of_a_name_are_asked_of_120(loaded: Jurisdiction, tmp_path: Path) -> None:
    line = shapely.transform(shapely.LineString([(127.03, 37.5), (127.04, 37.5)]), to_planar)
    rows = [Road(id=owner, names={"ko": "가나로"}, owner=owner) for owner in ("하나", "둘")]
    layer = write_layer(tmp_path, ROADS, "2026-11-01", "a register", rows, [line, line], {})
    directory = copy.copy(loaded.directory)
    directory.edition = replace(loaded.edition, layers=(layer,))
    async with serving(replace(loaded, roads=Roads(directory))) as server, open_channel(f"127.0.0.1:{server.port}") as channel:
        roads = await JurisdictionClient(channel).locate_roads(pb.LocateRoadsRequest(name="가나로"), timeout=5)
    assert roads.advice.startswith("2 roads are possible; who looks after a road is decided by its class")
    assert roads.advice.endswith("; ask 120")


async def test_what_a_road_of_another_class_would_change_is_good_english(loaded: Jurisdiction, tmp_path: Path) -> None:
    response, _ = await on_a_registered_road(loaded, tmp_path, {"road_class": "city"})
    assert "unless the road is of class city: district.11680 (rule r.road.pothole)" in response.responsibility.changes


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (
            pb.ResolveResponsibilityRequest(affair_code="road.pothole"),
            "rule r.road.pothole: road.pothole by coverage:district gives the body of the district",
        ),
        (
            pb.ResolveResponsibilityRequest(affair_code="welfare.basic", area_code="11680"),
            "gives the body of the dong, which is not known; send a point",
        ),
        (pb.ResolveResponsibilityRequest(affair_code="road.pothole", area_code="26110"), "outside the city in 26110 부산"),
    ],
)
async def test_what_is_not_resolved_says_why(client: JurisdictionClient, request_: pb.ResolveResponsibilityRequest, says: str) -> None:
    assert says in (await client.resolve_responsibility(request_, timeout=5)).reason
