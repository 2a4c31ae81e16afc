"""The contract's request as a message, and a resolution as the contract's response."""

from __future__ import annotations

from dataclasses import fields

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.type.v1 import type_pb2

from city120_errors import InvalidArgument
from city120_gateway import messages
from city120_gateway.channels.registry import render
from city120_gateway.conversation.choices import Choices, ChosenAsset, ChosenBody, ChosenFact, ChosenThing, Option
from city120_gateway.conversation.hints import AreaHint, DeviceHint, PlaceHint, Point, WordsHint
from city120_gateway.conversation.message import Message
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Location, NearBorder, Opening, Place, RunnerUp
from city120_gateway.resolution.decide import Kind
from city120_gateway.resolution.evidence import Evidence
from city120_gateway.resolution.nearby import Nearby
from city120_gateway.resolution.other_services import Degraded
from city120_gateway.resolution.resolution import Answer, Clarification, Emergency, Handoff, Office, Resolution, StatedAffair, StatedGroup
from tests.unit.gateway.samples import LANGUAGES, OFFICE, departures, nearby_place, resolution, responsibility, train

SADANG = Place("station:sadang", "station", {"ko": "사당", "en": "Sadang"})
HERE = type_pb2.LatLon(latitude=37.5, longitude=127.0)


def test_everything_of_a_request_is_in_the_message(knowledge: Knowledge) -> None:
    request = pb.ResolveInquiryRequest(
        text="물",
        language="en-GB",
        channel="sms",
        place=pb.PlaceHint(area_code="11440"),
        at="2026-11-24T21:40:00+09:00",
        as_of="2026-11-24",
        fill=pb.Fill(
            area_code="11440",
            affair_code="road.pothole",
            station_id="station:suyu",
            line="line.4",
            direction="up",
            asset="bridge.mapo",
            at="2026-11-25T00:30:00+09:00",
        ),
        continuation="token",
    )
    assert {field.name for field, _ in request.ListFields()} == {field.name for field in pb.ResolveInquiryRequest.DESCRIPTOR.fields}
    chosen = Choices("11440", "road.pothole", "station:suyu", "line.4", "up", ChosenAsset("bridge.mapo"), "2026-11-25T00:30:00+09:00")
    expected = Message("물", "sms", "en-GB", AreaHint("11440"), "2026-11-24T21:40:00+09:00", "2026-11-24", chosen, "token")
    assert messages.message(request, knowledge) == expected


def test_without_a_channel_it_is_the_web(knowledge: Knowledge) -> None:
    assert messages.message(pb.ResolveInquiryRequest(text="물"), knowledge) == Message("물", "web")


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        (pb.PlaceHint(), None),
        (pb.PlaceHint(area_code="11440"), AreaHint("11440")),
        (pb.PlaceHint(point=HERE), DeviceHint(Point(37.5, 127.0))),
        (pb.PlaceHint(text="강남역"), WordsHint("강남역")),
        (pb.PlaceHint(text="강남역", otherwise=pb.PlaceHint(area_code="11440")), WordsHint("강남역", AreaHint("11440"))),
        (pb.PlaceHint(text="강남역", otherwise=pb.PlaceHint(point=HERE)), WordsHint("강남역", DeviceHint(Point(37.5, 127.0)))),
        (pb.PlaceHint(text="강남역", otherwise=pb.PlaceHint(text="역삼역")), WordsHint("강남역")),
    ],
)
def test_a_place_is_read_as_what_it_is(knowledge: Knowledge, sent: pb.PlaceHint, place: PlaceHint | None) -> None:
    assert messages.message(pb.ResolveInquiryRequest(text="물", place=sent), knowledge).place == place


@pytest.mark.parametrize(
    ("asset", "thing"),
    [("bridge.mapo", ChosenAsset("bridge.mapo")), ("gas.seoul", ChosenBody("gas.seoul")), ("road:city", ChosenFact("road", "city"))],
)
def test_a_thing_is_read_as_what_it_is(knowledge: Knowledge, asset: str, thing: ChosenThing) -> None:
    assert messages.message(pb.ResolveInquiryRequest(text="물", fill=pb.Fill(asset=asset)), knowledge).choices == Choices(thing=thing)


def test_a_thing_that_does_not_exist_is_named(knowledge: Knowledge) -> None:
    with pytest.raises(InvalidArgument, match="does not exist") as raised:
        messages.message(pb.ResolveInquiryRequest(text="물", fill=pb.Fill(asset="nope")), knowledge)
    assert (raised.value.field, bool(raised.value.fix)) == ("fill.asset", True)


def test_a_request_is_never_changed(knowledge: Knowledge) -> None:
    request = pb.ResolveInquiryRequest(text="물", fill=pb.Fill(asset="road:city"), place=pb.PlaceHint(text="강남역"))
    before = request.SerializeToString(deterministic=True)
    messages.message(request, knowledge)
    assert request.SerializeToString(deterministic=True) == before


def full(knowledge: Knowledge) -> Resolution:
    """A resolution with every section, as no inquiry has one."""
    opening = Opening("24/7", True, "2026-11-25T09:00:00+09:00", "site", "2026-01")
    return resolution(
        Kind.CLARIFY,
        "en",
        "chat",
        now=True,
        about=knowledge.affairs["road.pothole"],
        confidence=0.5,
        evidence=(Evidence("rule", "r.1", "because"),),
        degraded=(Degraded("faq", "UNAVAILABLE", "no text"),),
        affairs=(StatedAffair("road.pothole", 0.5, {"ko": "도로"}),),
        location=Location("11440", "1144056500", ("1144056500",), "1144010100", NearBorder("11410", "", 12.34), boundary_date="2023-09-15"),
        responsibility=responsibility(
            opening=opening,
            department="district.11440/night",
            department_names={"ko": "당직실"},
            tier="district",
            phone="02-1",
            hours="평일",
            note="옮김",
            taken_by="call.120",
            usual_unit="도로과",
            reason="because",
            runner_up=RunnerUp("road.bukbu", "r.2", "narrower"),
            changes=("if …",),
        ),
        answer=Answer("a.how", "!", "plain", "spoken", "s", "2026-11-24", "city"),
        offices=(Office("body:x", OFFICE, "길 1", "02-1", Point(37.5, 127.0)),),
        nearby=Nearby((nearby_place(),), "none_open"),
        departures=departures(train("24:38", clock="00:38", short_of_goal=True), incomplete_lines=("line.4",), towards=SADANG),
        clarification=Clarification("어느 구?", "district", (Option("1", "마포구", Choices(area="11440")),), "token", Answer("a.what", "?")),
        emergency=Emergency(("119",), "Out."),
        handoff=Handoff("group:water", "why", "water"),
        group=StatedGroup(knowledge.groups["water"], 0.9),
        refused_as="private",
        offers=(Option("1", "마포구", Choices(area="11440")),),
        continuation="token",
        also=(resolution(Kind.HANDOFF, "en", "chat", handoff=Handoff("agent", "why")),),
    )


def test_a_place_nearby_has_its_hours_and_the_age_of_its_list(knowledge: Knowledge) -> None:
    response = messages.response(full(knowledge), "id", knowledge)
    place = response.places[1]
    of_events = {"starts", "ends", "free"}
    assert {field.name for field in place.DESCRIPTOR.fields} - of_events == {field.name for field, _ in place.ListFields()}
    assert (place.ref, place.name, place.distance_m, place.freshness) == ("place:pharmacies/C1", "가나약국", 412, "stale")
    assert (place.opening.open_now, place.opening.closes_before_arrival) == (True, True)
    assert (response.empty.what, response.empty.reason) == ("places", "none_open")


def test_every_section_of_a_resolution_is_in_the_response(knowledge: Knowledge) -> None:
    response = messages.response(full(knowledge), "id", knowledge)
    unset = {field.name for field in pb.ResolveInquiryResponse.DESCRIPTOR.fields} - {field.name for field, _ in response.ListFields()}
    # What a way is made of: test_route of the channels.
    assert unset == {"itinerary", "route"}
    assert (response.continuation, [offer.fill.area_code for offer in response.offers]) == ("token", ["11440"])
    (told,) = response.departures
    assert (told.which, told.towards.station, told.towards.ref, told.short_of_goal) == ("last", "사당", "station:sadang", True)

    assert (response.inquiry_id, response.edition_id, response.kind) == ("id", knowledge.edition.id, pb.KIND_CLARIFY)
    for section in (
        response.area,
        response.responsibility,
        response.answer,
        response.clarification,
        response.emergency,
        response.handoff,
        response.group,
    ):
        missing = {field.name for field in section.DESCRIPTOR.fields} - {field.name for field, _ in section.ListFields()}
        assert missing <= {"legal_basis", "data_date"}, section.DESCRIPTOR.name
    assert response.area.near_border == pb.NearBorder(district_code="11410", distance_m=12.3)
    assert (response.departures[0].time, response.departures[0].incomplete, response.departures[0].terminal) == ("24:38", True, "사당")
    assert response.places[0].name == OFFICE["ko"]
    assert set(response.responsibility.names) == set(LANGUAGES)


def test_first_trains_are_told_by_their_own_time(knowledge: Knowledge) -> None:
    made = resolution(Kind.DEPARTURES, departures=departures(train("24:38", time="05:30"), first=True))
    (told,) = messages.response(made, "id", knowledge).departures
    assert (told.which, told.time, told.first_time, told.HasField("towards")) == ("first", "05:30", "05:30", False)


def test_what_is_not_known_is_absent(knowledge: Knowledge) -> None:
    response = messages.response(resolution(Kind.OUT_OF_SCOPE), "id", knowledge)
    assert {field.name for field, _ in response.ListFields()} == {"inquiry_id", "edition_id", "language", "kind", "rendered"}


def test_a_second_question_is_of_the_same_inquiry_and_both_are_worded(knowledge: Knowledge) -> None:
    made = full(knowledge)
    response = messages.response(made, "id", knowledge)
    (second,) = response.also
    assert (second.inquiry_id, second.kind, list(second.degraded)) == ("id", pb.KIND_HANDOFF, [])
    assert tuple(response.rendered.parts) == render(made, knowledge)
    assert tuple(second.rendered.parts) == render(made.also[0], knowledge)
    assert response.rendered.channel == second.rendered.channel == "chat"


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_one_of_the_contract(knowledge: Knowledge, kind: Kind) -> None:
    made = resolution(kind, emergency=Emergency(("119",), "Out."), handoff=Handoff("agent", ""))
    assert pb.Kind.Name(messages.response(made, "id", knowledge).kind) == f"KIND_{kind.name}"


@pytest.mark.parametrize(
    "choices",
    [
        Choices(area="11440"),
        Choices(affair="road.pothole"),
        Choices(station="station:suyu"),
        Choices(line="line.4"),
        Choices(direction="up"),
        Choices(thing=ChosenFact("road", "city")),
        Choices(thing=ChosenBody("gas.seoul")),
        Choices(at="2026-11-25T00:30:00+09:00"),
    ],
)
def test_a_choice_that_is_sent_back_is_read_as_the_same(knowledge: Knowledge, choices: Choices) -> None:
    asks = Clarification("?", "asset", (Option("1", "하나", choices),), "token")
    response = messages.response(resolution(Kind.CLARIFY, clarification=asks), "id", knowledge)
    fill = response.clarification.options[0].fill
    assert messages.message(pb.ResolveInquiryRequest(text="물", fill=fill), knowledge).choices == choices
    assert len(fields(choices)) == len(pb.Fill.DESCRIPTOR.fields)
