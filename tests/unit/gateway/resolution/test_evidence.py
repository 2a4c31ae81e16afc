"""Reasons, each with the row or code it rests on."""

from __future__ import annotations

import pytest

from city120_gateway.conversation.speech import Speech
from city120_gateway.resolution import evidence
from city120_gateway.resolution.answers import Mention, Opening, Place, Road, Role
from city120_gateway.resolution.evidence import Evidence
from tests.unit.gateway.samples import departures, responsibility


@pytest.mark.parametrize(("told", "detail"), [("ko", "from the channel"), ("", "from the text"), ("fr", "from the text")])
def test_the_language_and_who_told_it(told: str, detail: str) -> None:
    assert evidence.of_speech(Speech(told=told, heard="ko")) == Evidence("language", "ko", detail)


def test_a_place_with_its_role_and_at_most_four_of_what_it_may_be() -> None:
    candidates = tuple(Place(f"area:{number}", "district") for number in range(6))
    said = Mention(0, "신사동", candidates, Role.RESIDENCE, "사는데")
    assert evidence.of_mention(said) == Evidence("place", "area:0, area:1, area:2, area:3", "'신사동' as residence, cue '사는데'")
    assert evidence.of_mention(Mention(0, "신사동")).detail == "'신사동' as unspecified"


def test_a_responsibility_rests_on_road_hours_and_rule() -> None:
    made = responsibility(reason="road by city", opening=Opening("Mo-Fr 09:00-18:00", source="site", data_date="2026-01"))
    road = Road("r.1", "강변북로", "OSM", "2026-02")
    assert [(reason.kind, reason.ref, reason.detail) for reason in evidence.of_responsibility(made, road)] == [
        ("road", "r.1", "the point lies on 강변북로; imported layer: OSM (2026-02)"),
        ("hours", "Mo-Fr 09:00-18:00", "source: site (2026-01)"),
        ("rule", "r.test", "road by city; source: a source"),
    ]
    assert [reason.kind for reason in evidence.of_responsibility(responsibility(), None)] == ["rule"]


def test_trains_rest_on_their_timetable() -> None:
    assert evidence.of_departures(departures()) == Evidence("timetable", "station:suyu", "S (2026-06), service day 2026-11-24, weekday")
