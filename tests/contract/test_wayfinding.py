"""WayfindingService over gRPC, as another city system would call it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import grpc
import pytest
from city120.type.v1 import type_pb2
from city120.wayfinding.v1 import wayfinding_pb2 as pb
from grpc_health.v1 import health_pb2, health_pb2_grpc

from city120_client import WayfindingClient, open_channel
from city120_edition import Edition
from city120_edition.holder import EditionHolder
from city120_errors import City120Error, InvalidArgument, NotFound, Unavailable
from city120_platform.grpc_server import NOT_SERVING, SERVING, GrpcServer
from city120_wayfinding.__main__ import register
from city120_wayfinding.settings import WayfindingSettings
from city120_wayfinding.wayfinding import Wayfinding

SERVICE = "city120.wayfinding.v1.WayfindingService"
CITY_HALL = type_pb2.LatLon(latitude=37.5666, longitude=126.9784)
NOWHERE = type_pb2.LatLon(latitude=float("nan"), longitude=127)


@pytest.fixture(scope="module")
async def server(edition: Edition) -> AsyncIterator[GrpcServer]:
    holder: EditionHolder[Wayfinding] = EditionHolder(lambda: edition.path, Wayfinding.load)
    made = GrpcServer(WayfindingSettings(drain_s=0.1), 0, [SERVICE])
    register(made, holder)
    await made.start()
    await holder.load_current()
    await made.set_health(SERVING)
    yield made
    await made.stop()


@pytest.fixture(scope="module")
async def client(server: GrpcServer) -> AsyncIterator[WayfindingClient]:
    async with open_channel(f"127.0.0.1:{server.port}") as channel:
        yield WayfindingClient(channel)


async def test_mentions_carry_offsets_candidates_role_and_cue(client: WayfindingClient, edition: Edition) -> None:
    text = "🚇 마포 사는데 서초구에서 주차 딱지를 뗐어요"
    response = await client.find_place_mentions(pb.FindPlaceMentionsRequest(text=text, language="ko"), timeout=5)
    assert response.edition_id == edition.id
    home, ticket = response.mentions
    assert (text[home.start : home.end], home.role, home.cue) == ("마포", pb.MENTION_ROLE_RESIDENCE, "사는")
    assert (text[ticket.start : ticket.end], ticket.role, ticket.cue) == ("서초구", pb.MENTION_ROLE_SITE, "에서")
    place = home.candidates[0]
    assert (place.ref, place.kind, place.district_code) == ("area:11440", "district", "11440")
    assert set(place.names) == {"ko", "en", "zh", "ja", "vi", "mn"}
    assert place.source


async def test_a_mention_without_a_cue_has_no_role(client: WayfindingClient) -> None:
    response = await client.find_place_mentions(pb.FindPlaceMentionsRequest(text="신사동"), timeout=5)
    assert [mention.role for mention in response.mentions] == [pb.MENTION_ROLE_UNSPECIFIED]
    assert len(response.mentions[0].candidates) == 4


async def test_a_name_is_found_in_six_languages(client: WayfindingClient) -> None:
    for name in ("강남역", "Gangnam Station", "江南站", "江南駅", "ga Gangnam", "Каннам буудал"):
        response = await client.geocode(pb.GeocodeRequest(query=name), timeout=5)
        assert response.places[0].ref == "station:gangnam", name
        assert response.places[0].location.latitude == pytest.approx(37.5, abs=0.05)


async def test_a_point_tells_what_is_there_and_how_far(client: WayfindingClient) -> None:
    response = await client.reverse_geocode(pb.ReverseGeocodeRequest(point=CITY_HALL), timeout=5)
    distances = [place.distance_m for place in response.places]
    assert len(distances) == 20
    assert [place.kind for place in response.places[:3]] == ["legal_dong", "district", "grid_number"]
    assert "station" in {place.kind for place in response.places}
    assert distances == sorted(distances)
    assert response.places[0].precision_m > 0


async def test_places_come_in_pages_without_loss(client: WayfindingClient) -> None:
    refs: list[str] = []
    token = ""
    while True:
        request = pb.SearchPlacesRequest(kind="station", near=CITY_HALL, page_size=100, page_token=token)
        page = await client.search_places(request, timeout=5)
        refs += [place.ref for place in page.places]
        token = page.next_page_token
        if not token:
            break
    assert len(refs) == len(set(refs)) > 600
    assert refs[0] == "station:city-hall"


async def test_offices_are_told_with_their_hours_and_how_old_their_row_is(client: WayfindingClient) -> None:
    request = pb.SearchPlacesRequest(categories=["district_office"], near=CITY_HALL, open_at="2026-11-24T12:00:00+09:00", page_size=3)
    response = await client.search_places(request, timeout=5)
    assert (len(response.places), response.empty, response.listed) == (3, "", True)
    for place in response.places:
        assert (place.opening.opening_hours, place.opening.open_now) == ("Mo-Fr 09:00-18:00; PH off", True)
        assert place.opening.next_change == "2026-11-24T18:00:00+09:00"
        assert "district_office" in place.categories
        assert place.freshness in ("fresh", "aging", "stale")


async def test_why_there_are_none_is_told(client: WayfindingClient) -> None:
    night = pb.SearchPlacesRequest(categories=["district_office"], near=CITY_HALL, open_at="2026-11-24T23:00:00+09:00")
    assert (await client.search_places(night, timeout=5)).empty == "none_open"
    far = pb.SearchPlacesRequest(categories=["district_office"], near={"latitude": 33.0, "longitude": 124.0}, within_m=1000)
    assert (await client.search_places(far, timeout=5)).empty == "none_near"
    unlisted = await client.search_places(pb.SearchPlacesRequest(categories=["pharmacy"], near=CITY_HALL), timeout=5)
    assert (unlisted.empty, unlisted.listed) == ("not_loaded", False)


async def test_departures_carry_service_day_source_and_terminal(client: WayfindingClient) -> None:
    request = pb.GetLastDeparturesRequest(station="강남역", line="line.2", direction="outer", at="2026-11-25T00:30:00+09:00")
    response = await client.get_last_departures(request, timeout=5)
    assert (response.service_day, response.day_type) == ("2026-11-24", "weekday")
    assert [(departure.terminal.ref, departure.last) for departure in response.departures] == [
        ("station:samseong", "24:54"),
        ("station:seongsu", "24:38"),
    ]
    assert response.departures[0].line_names["ko"] == "2호선"
    assert response.station.ref == "station:gangnam"
    assert response.source
    assert response.data_date
    assert not response.candidates


async def test_stations_of_one_name_are_candidates(client: WayfindingClient) -> None:
    response = await client.get_last_departures(pb.GetLastDeparturesRequest(station="신촌역"), timeout=5)
    assert not response.HasField("station")
    assert len(response.candidates) == 2


async def test_towards_a_station_the_train_that_reaches_it_stands_first(client: WayfindingClient) -> None:
    request = pb.GetLastDeparturesRequest(station="강남", towards="당산", which="last", day_type="weekday", at="2026-11-28T12:00:00+09:00")
    response = await client.get_last_departures(request, timeout=5)
    assert (response.service_day, response.towards.ref, response.exact) == ("2026-11-30", "station:dangsan", False)
    assert [train.short_of_goal for train in response.departures] == sorted(train.short_of_goal for train in response.departures)
    assert response.departures[0].time == response.departures[0].last


async def test_the_last_way_home_has_its_legs_and_says_how_exact_it_is(client: WayfindingClient, edition: Edition) -> None:
    request = pb.GetLatestJourneyRequest(origin="강남", destination="상계", at="2026-11-27T23:30:00+09:00")
    response = await client.get_latest_journey(request, timeout=5)
    assert (response.edition_id, response.service_day, response.day_type) == (edition.id, "2026-11-27", "weekday")
    assert [(leg.mode, leg.origin.ref, leg.destination.ref) for leg in response.legs] == [
        ("line.2", "station:gangnam", "station:sadang"),
        ("line.4", "station:sadang", "station:sanggye"),
    ]
    assert (response.departure, response.arrival) == (response.legs[0].departure, response.legs[-1].arrival)
    assert response.legs[1].change_s > 0
    assert set(response.legs[0].line_names) == {"ko", "en", "zh", "ja", "vi", "mn"}
    assert (response.exact, response.tight, response.empty) == (False, False, "")
    assert response.source
    assert response.slack_s > 0
    assert (response.route.departure, response.route.transfers, list(response.route.legs)) == (response.leave_by, 1, list(response.legs))
    assert len(json.loads(response.route.geometry)["features"]) == len(response.legs)


async def test_a_last_way_begins_and_ends_with_a_walk_where_no_station_was_named(client: WayfindingClient) -> None:
    request = pb.GetLatestJourneyRequest(origin="코엑스", destination="노원구청", at="2026-11-27T23:30:00+09:00", language="en")
    response = await client.get_latest_journey(request, timeout=5)
    assert (response.legs[0].mode, response.legs[-1].mode, response.origin.ref) == ("walk", "walk", "place:coex")
    assert response.legs[0].steps[0].startswith("Walk from COEX")


async def test_where_no_train_is_known_that_is_why_there_are_no_departures(client: WayfindingClient) -> None:
    response = await client.get_last_departures(pb.GetLastDeparturesRequest(station="station:pangyo"), timeout=5)
    assert (list(response.departures), response.empty) == ([], "no_timetable")


async def test_a_last_way_between_several_stations_of_a_name_asks_which(client: WayfindingClient) -> None:
    response = await client.get_latest_journey(pb.GetLatestJourneyRequest(origin="Синчон", destination="강남"), timeout=5)
    assert {place.ref for place in response.origin_candidates} == {"station:sinchon", "station:sincheon", "station:sinchon-gyeongui-jungang-line"}
    assert (list(response.legs), response.empty, response.HasField("origin")) == ([], "", False)
    assert response.destination.ref == "station:gangnam"


async def test_a_last_way_that_no_train_goes_says_so(client: WayfindingClient) -> None:
    response = await client.get_latest_journey(pb.GetLatestJourneyRequest(origin="전대·에버랜드", destination="강남"), timeout=5)
    assert (list(response.legs), response.empty, response.leave_by) == ([], "no_timetable", "")


async def test_the_way_has_legs_times_lines_and_a_picture(client: WayfindingClient, edition: Edition) -> None:
    request = pb.GetDirectionsRequest(origin=CITY_HALL, destination_text="강남역", arrive_by="2026-11-27T09:00:00+09:00", language="en", picture=True)
    response = await client.get_directions(request, timeout=5)
    assert (response.edition_id, response.service_day, response.day_type, response.method) == (edition.id, "2026-11-27", "weekday", "straight_line")
    assert response.departure < response.arrival <= "2026-11-27T09:00:00+09:00"
    assert (response.legs[0].mode, response.legs[-1].destination.ref) == ("walk", "station:gangnam")
    assert response.transfers == sum(leg.mode != "walk" for leg in response.legs) - 1
    assert response.walking_m == sum(leg.distance_m for leg in response.legs) > 0
    assert (response.exact, response.empty, response.HasField("step_free")) == (False, "", False)
    assert all(leg.steps for leg in response.legs)
    assert len(json.loads(response.geometry)["features"]) == len(response.legs)
    assert response.picture.startswith("<svg")
    assert response.source


async def test_ways_between_several_places_of_a_name_ask_which(client: WayfindingClient) -> None:
    response = await client.get_directions(pb.GetDirectionsRequest(origin_text="강남역", destination_text="신사동"), timeout=5)
    assert len(response.destination_candidates) == 3
    assert (list(response.legs), response.empty, response.origin.ref) == ([], "", "station:gangnam")


DIRECTIONS = pb.GetDirectionsRequest(origin=CITY_HALL, destination=CITY_HALL)
WRONG = [
    ("find_place_mentions", pb.FindPlaceMentionsRequest(), InvalidArgument, "text"),
    ("find_place_mentions", pb.FindPlaceMentionsRequest(text="a" * 4001), InvalidArgument, "text"),
    ("geocode", pb.GeocodeRequest(), InvalidArgument, "query"),
    ("geocode", pb.GeocodeRequest(query="강남", limit=101), InvalidArgument, "limit"),
    ("reverse_geocode", pb.ReverseGeocodeRequest(), InvalidArgument, "point"),
    ("reverse_geocode", pb.ReverseGeocodeRequest(point=NOWHERE), InvalidArgument, "point.latitude"),
    ("search_places", pb.SearchPlacesRequest(), InvalidArgument, "query"),
    ("search_places", pb.SearchPlacesRequest(district_code="1"), InvalidArgument, "district_code"),
    ("search_places", pb.SearchPlacesRequest(district_code="99999"), NotFound, "district_code"),
    ("search_places", pb.SearchPlacesRequest(kind="spaceport"), InvalidArgument, "kind"),
    ("search_places", pb.SearchPlacesRequest(kind="station", page_token="!"), InvalidArgument, "page_token"),
    ("search_places", pb.SearchPlacesRequest(kind="station", open_at="tonight"), InvalidArgument, "open_at"),
    ("search_places", pb.SearchPlacesRequest(categories=["spaceport"]), InvalidArgument, "kind"),
    ("search_places", pb.SearchPlacesRequest(near_area="1199999999"), NotFound, "near_area"),
    ("search_places", pb.SearchPlacesRequest(kind="station", arrive_in_min=-1), InvalidArgument, "arrive_in_min"),
    ("search_places", pb.SearchPlacesRequest(kind="station", within_m=-1), InvalidArgument, "within_m"),
    ("get_last_departures", pb.GetLastDeparturesRequest(), InvalidArgument, "station"),
    ("get_last_departures", pb.GetLastDeparturesRequest(station="없는역"), NotFound, "station"),
    ("get_last_departures", pb.GetLastDeparturesRequest(station="강남", line="line.99"), NotFound, "line"),
    ("get_last_departures", pb.GetLastDeparturesRequest(station="강남", direction="left"), InvalidArgument, "direction"),
    ("get_last_departures", pb.GetLastDeparturesRequest(station="강남", terminal="없는역"), NotFound, "terminal"),
    ("get_last_departures", pb.GetLastDeparturesRequest(station="강남", at="tonight"), InvalidArgument, "at"),
    ("get_last_departures", pb.GetLastDeparturesRequest(station="강남", towards="없는역"), NotFound, "towards"),
    ("get_last_departures", pb.GetLastDeparturesRequest(station="강남", which="third"), InvalidArgument, "which"),
    ("get_directions", pb.GetDirectionsRequest(), InvalidArgument, "origin"),
    ("get_directions", DIRECTIONS, InvalidArgument, "destination"),
    ("get_directions", pb.GetDirectionsRequest(origin=CITY_HALL), InvalidArgument, "destination"),
    ("get_directions", pb.GetDirectionsRequest(origin=CITY_HALL, origin_text="강남", destination=NOWHERE), InvalidArgument, "destination.latitude"),
    ("get_directions", pb.GetDirectionsRequest(origin=CITY_HALL, origin_text="강남", destination_text="사당"), InvalidArgument, "origin_text"),
    ("get_directions", pb.GetDirectionsRequest(origin=CITY_HALL, destination_text="없는곳"), NotFound, "destination"),
    ("get_directions", pb.GetDirectionsRequest(origin=CITY_HALL, destination_text="사당", arrive_by="soon"), InvalidArgument, "arrive_by"),
    ("get_latest_journey", pb.GetLatestJourneyRequest(), InvalidArgument, "origin"),
    ("get_latest_journey", pb.GetLatestJourneyRequest(origin="강남"), InvalidArgument, "destination"),
    ("get_latest_journey", pb.GetLatestJourneyRequest(origin="강남", destination="없는역"), NotFound, "destination"),
    ("get_latest_journey", pb.GetLatestJourneyRequest(origin="강남", destination="강남"), InvalidArgument, "destination"),
    ("get_latest_journey", pb.GetLatestJourneyRequest(origin="강남", destination="사당", day_type="sunday"), InvalidArgument, "day_type"),
    ("get_latest_journey", pb.GetLatestJourneyRequest(origin="강남", destination="사당", at="tonight"), InvalidArgument, "at"),
]


@pytest.mark.parametrize(("method", "request_", "error", "field"), WRONG)
async def test_a_wrong_request_names_the_field_and_the_way_out(
    client: WayfindingClient, method: str, request_: object, error: type[City120Error], field: str
) -> None:
    with pytest.raises(error) as raised:
        await getattr(client, method)(request_, timeout=5)
    assert raised.value.field == field
    assert raised.value.fix


async def test_health_watches_tell_when_it_stops_serving(server: GrpcServer) -> None:
    async with grpc.aio.insecure_channel(f"127.0.0.1:{server.port}") as channel:
        watch = health_pb2_grpc.HealthStub(channel).Watch(health_pb2.HealthCheckRequest(service=SERVICE))
        assert (await watch.read()).status == SERVING
        await server.set_health(NOT_SERVING)
        assert (await watch.read()).status == NOT_SERVING
        await server.set_health(SERVING)
        watch.cancel()


async def test_before_the_edition_is_loaded_it_is_unavailable(edition: Edition) -> None:
    holder: EditionHolder[Wayfinding] = EditionHolder(lambda: edition.path, Wayfinding.load)
    loading = GrpcServer(WayfindingSettings(drain_s=0.1), 0, [SERVICE])
    register(loading, holder)
    await loading.start()
    async with open_channel(f"127.0.0.1:{loading.port}") as channel:
        with pytest.raises(Unavailable, match="loading"):
            await WayfindingClient(channel).geocode(pb.GeocodeRequest(query="강남"), timeout=5)
    await loading.stop()
