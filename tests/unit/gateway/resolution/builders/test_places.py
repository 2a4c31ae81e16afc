"""Where an office is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from city120_gateway.conversation.hints import Point
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Place
from city120_gateway.resolution.builders import places
from city120_gateway.resolution.decide import Decision, Kind, Reason
from city120_gateway.resolution.evidence import Evidence
from city120_gateway.resolution.nearby import NOT_LOADED, Nearby, Visit
from city120_gateway.resolution.resolution import Office
from city120_gateway.resolution.whereabouts import Whereabouts
from tests.unit.gateway.samples import AT, OFFICE, entry, findings, nearby_place, responsibility, ruling


def test_the_office_of_the_responsible_body_is_a_place(knowledge: Knowledge) -> None:
    there = responsibility(address="월드컵로 212", phone="02-000-0000", point=Point(37.5663, 126.9015))
    made = findings(knowledge, "office.location", rulings=(ruling(responsibility=there),))
    resolution = places.build(made, Decision(Kind.PLACES, Reason.OFFICE_ASKED), knowledge)
    assert resolution.offices == (Office("body:district.11440", OFFICE, "월드컵로 212", "02-000-0000", Point(37.5663, 126.9015)),)
    assert resolution.responsibility == there


def test_the_office_that_is_named_is_told_and_nobody_is_asked_which(knowledge: Knowledge) -> None:
    centre = Place("body:dong.1168064000", "office", OFFICE, "11680", address="역삼로7길 16")
    for where, told in ((("1168064000",), "역삼로7길 16"), (("1162069500",), "월드컵로 212")):
        whereabouts = Whereabouts(area_codes=where, name="역삼1동 주민센터", offices=(centre,))
        made = findings(
            knowledge,
            "office.location",
            where=whereabouts,
            entry=replace(entry("office.location"), id="office.location.find"),
            rulings=(ruling(responsibility=responsibility(address="월드컵로 212")),),
        )
        resolution = places.build(made, Decision(Kind.PLACES, Reason.OFFICE_ASKED), knowledge)
        assert [office.address for office in resolution.offices] == [told]
        assert resolution.answer is None


def test_whether_a_sight_is_open_rests_on_the_source_of_its_hours(knowledge: Knowledge) -> None:
    sight = nearby_place("경복궁", source="a list of sights", data_date="2020")
    for visit, told in ((Visit(AT), "a list, 2023-05-20"), (None, "a list of sights, 2020")):
        made = findings(knowledge, "culture.tour", nearby=Nearby((sight,), sought=True, visit=visit))
        resolution = places.build(made, Decision(Kind.PLACES, Reason.PLACE_SOUGHT), knowledge)
        assert resolution.evidence[-1] == Evidence("places", sight.ref, told)


def test_a_person_looks_for_what_nobody_knows_of_a_place_that_has_no_phone_of_its_own(knowledge: Knowledge) -> None:
    decision, unknown = Decision(Kind.PLACES, Reason.PLACE_SOUGHT), nearby_place("서울도서관", opening=None)
    for place, visit, looks in (
        (unknown, Visit(AT), False),
        (replace(unknown, phone=""), Visit(AT), True),
        (replace(unknown, phone="", step_free=True), Visit(AT, step_free=True), False),
        (replace(unknown, ref="body:district.11440"), Visit(AT), True),
        (nearby_place(phone=""), Visit(AT), False),
    ):
        made = findings(knowledge, "culture.library", nearby=Nearby((place,), sought=True, visit=visit))
        assert (places.build(made, decision, knowledge).handoff is not None) is looks


def test_a_person_looks_for_what_no_list_is_loaded_of(knowledge: Knowledge) -> None:
    decision, weekend = Decision(Kind.PLACES, Reason.PLACES_ASKED), (dt.date(2026, 11, 28),)
    for nearby, told in (
        (Nearby(empty=NOT_LOADED), entry()),
        (Nearby(empty=NOT_LOADED, days=weekend), entry()),
        (Nearby(empty="none_near"), entry()),
    ):
        made = places.build(findings(knowledge, "culture.event", nearby=nearby, entry=told), decision, knowledge)
        assert (made.handoff is not None) == (nearby.empty == NOT_LOADED)
        assert made.answer is not None
