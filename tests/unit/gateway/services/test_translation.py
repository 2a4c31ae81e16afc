"""Messages of the other services as the gateway's own values, and its questions as their messages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from city120.faq.v1 import faq_pb2
from city120.jurisdiction.v1 import jurisdiction_pb2
from city120.type.v1 import type_pb2
from city120.wayfinding.v1 import wayfinding_pb2

from city120_gateway.conversation.choices import ChosenFact
from city120_gateway.conversation.conversation import RankedAffair, RankedEntry
from city120_gateway.conversation.hints import Point
from city120_gateway.resolution.answers import (
    Body,
    Department,
    Departure,
    Departures,
    Entry,
    EntryText,
    LastWay,
    Lifts,
    LikelyGroup,
    LineHours,
    Location,
    Match,
    MatchDecision,
    Mention,
    NearBorder,
    NoWay,
    Opening,
    Outcome,
    Place,
    Responsibility,
    Ride,
    Road,
    Role,
    Rule,
    Ruling,
    RunnerUp,
)
from city120_gateway.resolution.other_services import Case, Stop, Trip, Way
from city120_gateway.services import translation
from tests.unit.gateway.samples import AT


@pytest.mark.parametrize("decision", list(MatchDecision))
def test_what_may_be_done_with_a_match_is_what_faq_decided(decision: MatchDecision) -> None:
    assert translation.match(faq_pb2.MatchInquiryResponse(decision=f"DECISION_{decision.name}")).decision is decision


def test_where_faq_decided_nothing_a_person_takes_over() -> None:
    """Thresholds are not looked at: the best affair is above its own."""
    message = faq_pb2.MatchInquiryResponse(affairs=[faq_pb2.AffairMatch(code="a", probability=1.0)], state_threshold=0.1)
    assert translation.match(message).decision is MatchDecision.HAND_OVER


def test_a_match_with_all_it_says() -> None:
    message = faq_pb2.MatchInquiryResponse(
        decision="DECISION_ASK",
        affairs=[faq_pb2.AffairMatch(code="a", probability=0.5, offered=True), faq_pb2.AffairMatch(code="b", probability=0.1)],
        entries=[faq_pb2.EntryMatch(entry_id="a.how", affair_code="a", score=0.4)],
        out_of_scope_probability=0.2,
        out_of_scope_reason="private",
        jointly_certain=True,
        state_threshold=0.86,
        emergencies=[faq_pb2.EmergencyMatch(id="fire")],
        start=1,
        end=9,
        group=faq_pb2.GroupMatch(code="g", probability=0.6, certain=True),
        also=faq_pb2.MatchInquiryResponse(decision="DECISION_STATE", start=9, end=12),
    )
    assert translation.match(message) == Match(
        decision=MatchDecision.ASK,
        affairs=(RankedAffair("a", 0.5, offered=True), RankedAffair("b", 0.1)),
        entries=(RankedEntry("a.how", "a", 0.4),),
        out_of_scope=0.2,
        refused_as="private",
        jointly_certain=True,
        stated_from=0.86,
        emergencies=frozenset({"fire"}),
        start=1,
        end=9,
        group=LikelyGroup("g", 0.6, certain=True),
        also=Match(MatchDecision.STATE, start=9, end=12),
    )


def test_an_entry_names_each_source_once() -> None:
    facts = [faq_pb2.Fact(source=source, data_date=date) for source, date in (("a", "2026-01"), ("a", "2026-01"), ("b", ""))]
    text = faq_pb2.EntryText(question="?", answer="!", plain="plain", spoken="spoken")
    message = faq_pb2.Entry(id="a.how", texts={"ko": text}, facts=facts, reviewed_on="2026-11-24", publisher="11440")
    assert translation.entry(message) == Entry("a.how", {"ko": EntryText("!", "plain", "spoken")}, ("a (2026-01)", "b"), "2026-11-24", "11440")


@pytest.mark.parametrize("role", list(Role))
def test_a_mention_with_its_role(role: Role) -> None:
    place = wayfinding_pb2.Place(ref="area:11440", kind="district", names={"ko": "마포구"}, district_code="11440", precision_m=5)
    message = wayfinding_pb2.PlaceMention(start=3, surface="마포", candidates=[place], role=f"MENTION_ROLE_{role.name}", cue="사는데")
    expected = Place("area:11440", "district", {"ko": "마포구"}, "11440", None, 5)
    assert translation.mention(message) == Mention(3, "마포", (expected,), role, "사는데")


def test_a_point_is_there_or_it_is_not() -> None:
    here = type_pb2.LatLon(latitude=37.5, longitude=127.0)
    assert translation.place(wayfinding_pb2.Place(location=here)).point == Point(37.5, 127.0)
    assert translation.place(wayfinding_pb2.Place()).point is None
    assert translation.lat_lon(Point(37.5, 127.0)) == here


def test_departures_with_all_they_say() -> None:
    named = wayfinding_pb2.Place(ref="station:suyu", kind="station", names={"ko": "수유"})
    train = wayfinding_pb2.Departure(
        line="line.4",
        direction="up",
        terminal=wayfinding_pb2.Place(ref="station:sadang", names={"ko": "사당"}),
        station=named,
        first="05:30",
        last="24:38",
        line_names={"ko": "4호선"},
        way_home=True,
        gone=True,
        clock="00:38",
        next_day=True,
        time="05:30",
        short_of_goal=True,
    )
    sadang = wayfinding_pb2.Place(ref="station:sadang", kind="station", names={"ko": "사당"})
    message = wayfinding_pb2.GetLastDeparturesResponse(
        station=named,
        departures=[train],
        service_day="2026-11-24",
        day_type="weekday",
        incomplete_lines=["line.4"],
        source="S",
        data_date="2026-06",
        towards=sadang,
    )
    own = Departure("line.4", "up", {"ko": "사당"}, {"ko": "수유"}, "05:30", "24:38", {"ko": "4호선"}, True, True, "00:38", True, "05:30", True)
    own = replace(own, terminal_ref="station:sadang")
    place, goal = Place("station:suyu", "station", {"ko": "수유"}), Place("station:sadang", "station", {"ko": "사당"})
    asked = Stop("station:suyu", "", "", AT, first=True)
    expected = Departures(place, (own,), "2026-11-24", "weekday", ("line.4",), "S", "2026-06", True, goal)
    assert translation.departures(message, asked) == expected


@pytest.mark.parametrize(
    ("towards", "stops_there", "leaving", "beyond"),
    [("station:ansan", False, 1, True), ("station:sadang", True, 1, False), ("", False, 1, False), ("station:ansan", False, 0, False)],
    ids=["no train stops there", "trains stop there", "no goal", "no train goes there"],
)
def test_trains_only_go_in_the_direction_of_a_station_at_which_none_is_known_to_stop(
    towards: str, stops_there: bool, leaving: int, beyond: bool
) -> None:
    message = wayfinding_pb2.GetLastDeparturesResponse(departures=[wayfinding_pb2.Departure()] * leaving)
    if stops_there:
        message.towards.ref = towards
    assert translation.departures(message, Stop("station:suyu", "", "", AT, towards=towards)).beyond is beyond


def test_the_last_way_with_all_it_says() -> None:
    names = {name: wayfinding_pb2.Place(names={"ko": name}) for name in ("수유", "사당", "남태령")}
    names["남태령"].ref = "station:namtaeryeong"
    leg = wayfinding_pb2.Leg(
        mode="line.4",
        line_names={"ko": "4호선"},
        terminal=names["남태령"],
        origin=names["수유"],
        destination=names["사당"],
        departure="24:01",
        arrival="24:38",
        departure_clock="00:01",
        arrival_clock="00:38",
        direction="up",
    )
    message = wayfinding_pb2.GetLatestJourneyResponse(
        legs=[leg], day_type="weekday", slack_s=-1, next_day=True, exact=True, source="S", data_date="2026-06"
    )
    ride = Ride("line.4", {"ko": "4호선"}, {"ko": "남태령"}, {"ko": "수유"}, {"ko": "사당"}, "24:01", "24:38", "00:01", "00:38", "up")
    ride = replace(ride, terminal_ref="station:namtaeryeong")
    for which in ("first", "last"):
        asked = Trip("station:suyu", "station:sadang", AT, first=which == "first")
        assert translation.last_way(message, asked) == LastWay((ride,), "weekday", True, True, True, "S", "2026-06", asked.first)
        assert translation.trip(asked) == wayfinding_pb2.GetLatestJourneyRequest(
            origin="station:suyu", destination="station:sadang", at=AT.isoformat(), which=which
        )
    assert translation.trip(Trip("a", "b", AT, step_free=True)).step_free


@pytest.mark.parametrize(("slack_s", "tight"), [(300, True), (-300, False)])
def test_a_way_that_has_left_is_not_tight(slack_s: int, tight: bool) -> None:
    message = wayfinding_pb2.GetLatestJourneyResponse(legs=[wayfinding_pb2.Leg(mode="line.4")], slack_s=slack_s, tight=True)
    last = translation.last_way(message, Trip("a", "b", AT))
    assert isinstance(last, LastWay)
    assert last.tight is tight


def test_what_is_known_of_lifts_goes_with_the_way() -> None:
    said: dict[str, Any] = {
        "lift_source": "L",
        "lift_date": "2026-11-29",
        "lift_freshness": "stale",
        "lifts_unknown": [wayfinding_pb2.Place(names={"ko": "가"})],
    }
    lifts = Lifts("L", "2026-11-29", "stale", ({"ko": "가"},))
    leg = wayfinding_pb2.Leg(mode="line.4")
    assert translation.route(wayfinding_pb2.GetDirectionsResponse(legs=[leg], **said), Way("a", "b", AT)).lifts == lifts
    last = translation.last_way(wayfinding_pb2.GetLatestJourneyResponse(legs=[leg], **said), Trip("a", "b", AT))
    assert isinstance(last, LastWay)
    assert last.lifts == lifts
    none = [translation.last_way(wayfinding_pb2.GetLatestJourneyResponse(empty=why), Trip("a", "b", AT)) for why in ("no_lift", "no_timetable")]
    assert [isinstance(way, NoWay) and way.no_lift for way in none] == [True, False]


def test_a_stop_is_asked_for_as_it_is() -> None:
    asked = translation.stop(Stop("station:suyu", "line.4", "up", AT, "station:sadang", first=True))
    assert asked == wayfinding_pb2.GetLastDeparturesRequest(
        station="station:suyu", line="line.4", direction="up", at=AT.isoformat(), towards="station:sadang", which="first"
    )


@pytest.mark.parametrize(
    ("case", "request_"),
    [
        (Case("a.b", AT, AT.date(), area="11440"), {"area_code": "11440"}),
        (
            Case("a.b", AT, AT.date(), ("bridge.mapo",), point=Point(37.5, 127.0), precision_m=100),
            {"asset_ids": ["bridge.mapo"], "point": type_pb2.LatLon(latitude=37.5, longitude=127.0), "precision_m": 100},
        ),
        (Case("a.b", AT, AT.date(), fact=ChosenFact("road", "city")), {"road": "city"}),
        (Case("a.b", AT, AT.date(), fact=ChosenFact("building", "house")), {"building": "house"}),
        (Case("a.b", AT, AT.date()), {}),
    ],
    ids=["area", "point", "road", "building", "no place"],
)
def test_a_case_is_asked_about_as_it_is(case: Case, request_: dict[str, object]) -> None:
    plain = {"affair_code": "a.b", "at": "2026-11-24T21:40:00+09:00", "as_of": "2026-11-24"}
    expected = jurisdiction_pb2.ResolveResponsibilityRequest(**plain, **request_)  # type: ignore[arg-type]
    assert translation.case(case) == expected
    assert translation.case(case).WhichOneof("place") == expected.WhichOneof("place")


@pytest.mark.parametrize("outcome", list(Outcome))
def test_an_outcome_keeps_its_name(outcome: Outcome) -> None:
    message = jurisdiction_pb2.ResolveResponsibilityResponse(outcome=f"OUTCOME_{outcome.name}")
    assert translation.ruling(message) == Ruling(outcome)


def test_a_ruling_with_all_it_says() -> None:
    body = jurisdiction_pb2.Body(
        id="road.bukbu",
        tier="TIER_CITY",
        names={"ko": "북부도로사업소"},
        phone="02-1",
        hours="평일",
        address="길 1",
        location=type_pb2.LatLon(latitude=37.5, longitude=127.0),
        note="옮김",
    )
    opening = type_pb2.Opening(opening_hours="24/7", open_now=False, next_change="2026-11-25T09:00:00+09:00", source="s", data_date="d")
    department = jurisdiction_pb2.Department(id="road.bukbu/night", names={"ko": "당직"}, phone="02-2", hours="밤", opening=opening)
    responsible = jurisdiction_pb2.Responsibility(
        body=body,
        department=department,
        usual_unit="도로과",
        rule=jurisdiction_pb2.Rule(id="r.1", legal_basis="법", source="s", data_date="2026-01"),
        reason="because",
        runner_up=jurisdiction_pb2.RunnerUp(rule=jurisdiction_pb2.Rule(id="r.2"), body_id="district.11440", why_not="narrower"),
        depends_on=["road"],
        changes=["if the road is of class city: road.bukbu"],
        how_to_tell={"ko": "고지서"},
    )
    message = jurisdiction_pb2.ResolveResponsibilityResponse(
        outcome="OUTCOME_RESOLVED",
        responsibility=responsible,
        missing=["dong"],
        candidates=[jurisdiction_pb2.Responsibility(body=jurisdiction_pb2.Body(id="other"))],
        border_decides=True,
    )
    message.location.district.code = "11440"
    message.road.id, message.road.names["ko"], message.road.layer.source, message.road.layer.date = "r", "길", "OSM", "2026-02"
    assert translation.ruling(message) == Ruling(
        outcome=Outcome.RESOLVED,
        responsibility=Responsibility(
            body=Body("road.bukbu", {"ko": "북부도로사업소"}, "city", "02-1", "평일", "길 1", Point(37.5, 127.0), "옮김"),
            department=Department("road.bukbu/night", {"ko": "당직"}, "02-2", "밤", Opening("24/7", False, "2026-11-25T09:00:00+09:00", "s", "d")),
            rule=Rule("r.1", "법", "s", "2026-01"),
            usual_unit="도로과",
            reason="because",
            runner_up=RunnerUp("district.11440", "r.2", "narrower"),
            depends_on=("road",),
            changes=("if the road is of class city: road.bukbu",),
            how_to_tell={"ko": "고지서"},
        ),
        missing=("dong",),
        candidates=(Responsibility(Body("other", tier="unspecified")),),
        location=Location(district="11440"),
        border_decides=True,
        road=Road("r", "길", "OSM", "2026-02"),
    )


def test_whether_an_office_is_open_may_be_unknown() -> None:
    message = jurisdiction_pb2.ResolveResponsibilityResponse()
    message.responsibility.department.opening.opening_hours = "Mo-Fr 09:00-18:00; PH off"
    responsible = translation.ruling(message).responsibility
    assert responsible is not None
    assert responsible.department.opening == Opening("Mo-Fr 09:00-18:00; PH off")


def test_a_location_with_all_it_says() -> None:
    message = jurisdiction_pb2.AreaLocation(
        district=jurisdiction_pb2.Area(code="11440"),
        admin_dong=jurisdiction_pb2.Area(code="1144056500"),
        admin_dong_candidates=[jurisdiction_pb2.Area(code="1144056500"), jurisdiction_pb2.Area(code="1144060000")],
        legal_dong=jurisdiction_pb2.Area(code="1144010100"),
        near_border=jurisdiction_pb2.NearBorder(outside_code="41280", distance_m=4.25),
        outside_code="outside",
        outside_names={"ko": "고양시", "en": "Goyang"},
        boundary_date="2023-09-15",
        admin_dong_source="layer",
        admin_dong_date="2026-01",
    )
    assert translation.location(message) == Location(
        district="11440",
        admin_dong="1144056500",
        admin_dong_candidates=("1144056500", "1144060000"),
        legal_dong="1144010100",
        near_border=NearBorder("", "41280", 4.25),
        outside_code="outside",
        outside_name="고양시",
        boundary_date="2023-09-15",
        admin_dong_layer="layer (2026-01)",
    )


def test_a_way_is_asked_to_depart_at_a_time_or_to_arrive_by_one() -> None:
    leaving = translation.way(Way("station:a", "37.5,127.0", AT))
    assert (leaving.origin_text, leaving.destination_text, leaving.depart_at) == ("station:a", "37.5,127.0", AT.isoformat())
    assert translation.way(Way("station:a", "station:b", AT, AT)).WhichOneof("time") == "arrive_by"
    assert [translation.way(Way("a", "b", AT, step_free=asked)).step_free for asked in (True, False)] == [True, False]


def test_a_way_with_all_it_says() -> None:
    walk = wayfinding_pb2.Leg(
        mode="walk", origin={"names": {"ko": "집"}}, destination={"names": {"ko": "가"}}, distance_m=100, moving_s=120, exact=True
    )
    walk.destination.exit = "3"
    ride = wayfinding_pb2.Leg(mode="line.2", origin={"names": {"ko": "가"}}, terminal={"names": {"ko": "나"}}, stops=3, change_s=60)
    message = wayfinding_pb2.GetDirectionsResponse(
        legs=[walk, ride], departure=AT.isoformat(), arrival=AT.isoformat(), transfers=1, walking_m=100, origin={"names": {"ko": "집"}}, exact=True
    )
    route = translation.route(message, Way("a", "b", AT))
    assert [(leg.line, leg.stops, leg.change_s, leg.distance_m, leg.exact) for leg in route.legs] == [
        ("", 0, 0, 100, True),
        ("line.2", 3, 60, 0, False),
    ]
    assert (route.origin, route.legs[0].origin, route.departure, route.transfers, route.exact) == ({"ko": "집"}, {"ko": "집"}, AT, 1, True)
    assert (route.legs[0].origin_exit, route.legs[0].destination_exit) == ("", "3")
    here = translation.route(message, Way("a", "b", AT, here=True))
    assert (here.origin, here.legs[0].origin, here.legs[1].origin) == ({}, {}, {"ko": "가"})
    empty = translation.route(wayfinding_pb2.GetDirectionsResponse(empty="none_near"), Way("a", "b", AT))
    assert (empty.legs, empty.empty, empty.departure) == ((), "none_near", None)
    assert (route.by_streets, route.step_free) == (False, None)
    walked = translation.route(
        wayfinding_pb2.GetDirectionsResponse(legs=[walk], method="streets", step_free=False, map_source="M"), Way("a", "b", AT)
    )
    assert (walked.by_streets, walked.step_free, walked.map_source) == (True, False, "M")


def test_a_way_without_times() -> None:
    hours = {"first": "05:30", "last": "25:00", "source": "S", "data_date": "2022-05"}
    rides = [wayfinding_pb2.Leg(mode="line.2", times_unknown=True, hours=hours), wayfinding_pb2.Leg(mode="line.4", estimated=True)]
    route = translation.route(wayfinding_pb2.GetDirectionsResponse(legs=rides, estimate_s=900), Way("a", "b", AT))
    assert (route.departure, route.arrival, route.at, route.estimate_s) == (None, None, AT, 900)
    assert [(leg.times_unknown, leg.hours) for leg in route.legs] == [(True, LineHours("05:30", "25:00", "S", "2022-05")), (False, None)]


@pytest.mark.parametrize(
    ("answer", "spoken", "aloud"),
    [
        ("Ask at the community center (동주민센터).", "", "Ask at the community center."),
        ("请到居民中心（동주민센터）办理。", "", "请到居民中心办理。"),
        ("Ask there (on weekdays).", "", ""),
        ("Show 동주민센터 at the desk (동주민센터).", "", ""),
        ("Ask at the center (동주민센터).", "Ask at the center in your dong.", "Ask at the center in your dong."),
    ],
)
def test_a_voice_leaves_out_the_korean_names_in_brackets_where_nobody_wrote_what_it_says(answer: str, spoken: str, aloud: str) -> None:
    text = faq_pb2.EntryText(question="?", answer=answer, spoken=spoken)
    assert translation.entry(faq_pb2.Entry(id="a.how", texts={"en": text})).texts["en"].spoken == aloud
