"""What the gateway adds to a last way home: its picture and what else gets one home."""

from __future__ import annotations

from typing import Any

import pytest
from city120.type.v1 import type_pb2
from city120.wayfinding.v1 import wayfinding_pb2 as pb

from city120_gateway import last_ways, route_pictures
from city120_gateway.knowledge import Knowledge
from city120_gateway.last_ways import Fallbacks
from tests.unit.gateway.samples import LANGUAGES

ZONE = "Asia/Seoul"
REQUEST = pb.GetLatestJourneyRequest(origin="강남대로 396", destination="노원", at="2026-11-30T23:30:00+09:00", day_type="weekday", step_free=True)


def place(ref: str, name: str, point: tuple[float, float] | None) -> pb.Place:
    location = type_pb2.LatLon(latitude=point[0], longitude=point[1]) if point else None
    return pb.Place(ref=ref, kind="station", names={"ko": name, "en": f"{name} in English"}, location=location)


GANGNAM, NOWON = place("station:gangnam", "강남", (37.4979, 127.0276)), place("station:nowon", "노원", (37.6553, 127.0613))
FAR = place("station:far", "먼곳", (36.0, 126.0))
RIDE: dict[str, Any] = {
    "mode": "line.2",
    "line_names": {"ko": "2호선", "en": "Line 2"},
    "direction": "inner",
    "origin": GANGNAM,
    "destination": NOWON,
}


def found(origin: pb.Place = GANGNAM, destination: pb.Place = NOWON, **more: Any) -> pb.GetLatestJourneyResponse:
    legs = [pb.Leg(mode="walk"), pb.Leg(departure_clock="05:31", **RIDE)]
    route = pb.JourneyRoute(arrival="2026-12-01T01:01:15+09:00")
    values = {"service_day": "2026-11-30", "day_type": "weekday", "legs": legs, "route": route, **more}
    return pb.GetLatestJourneyResponse(origin=origin, destination=destination, **values)


def test_the_picture_is_of_the_way_that_is_there_then() -> None:
    path = last_ways.picture(found(), "en")
    asked = route_pictures.asked(path.removeprefix("/v1/routes/").removesuffix(".svg"))
    assert (asked.arrive_by, asked.language, asked.origin) == ("2026-12-01T01:02:00+09:00", "en", GANGNAM.location)
    assert last_ways.picture(found(origin=place("station:x", "x", None)), "en") == ""


def test_the_first_way_is_that_of_the_service_day_after() -> None:
    asked = last_ways.next_first(REQUEST, found(), ZONE)
    assert (asked.origin, asked.which, asked.day_type, asked.at, asked.step_free) == (REQUEST.origin, "first", "", "2026-12-01T04:00:00+09:00", True)
    departures = last_ways.next_departures(found(), ZONE)
    assert (departures.station, departures.line, departures.direction, departures.which) == ("station:gangnam", "line.2", "inner", "first")
    assert departures.at == asked.at


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_else_goes_is_said_in_each_language(knowledge: Knowledge, language: str) -> None:
    words = Fallbacks(knowledge, language)
    assert "N13" in words.night_bus(found()).splitlines()[1]
    assert words.taxi() == knowledge.say("journey.taxi", language)
    assert "05:31" in words.first_way(found(exact=True))
    assert words.first_way(found()) == ""
    train = pb.Departure(line_names={language: "X"}, terminal=NOWON)
    early, late = (pb.Departure(time=time) for time in ("05:36", "05:40"))
    for departure in (early, late):
        departure.MergeFrom(train)
    leaving = pb.GetLastDeparturesResponse(departures=[late, early], station=GANGNAM, service_day="2026-12-01", day_type="weekday")
    told = words.first_departure(leaving)
    assert ("05:36" in told, "05:40" in told, "2026-12-01" in told) == (True, False, True)
    assert words.notice(found(), ZONE) == ""
    assert words.notice(found(service_day="2026-12-31"), ZONE) == knowledge.say("departures.day.12-31", language)


def test_what_is_not_known_is_not_said(knowledge: Knowledge) -> None:
    words = Fallbacks(knowledge, "en")
    assert (words.first_way(found(legs=[])), words.first_departure(pb.GetLastDeparturesResponse())) == ("", "")
    assert words.night_bus(pb.GetLatestJourneyResponse(origin=GANGNAM)) == ""
    assert knowledge.say("bus.none", "en", origin="먼곳 in English (먼곳)", goal="먼곳 in English (먼곳)") in words.night_bus(found(FAR, FAR))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_train_is_told_by_where_it_heads(knowledge: Knowledge, language: str) -> None:
    (oido,) = knowledge.onward["line.4", "down", "station:namtaeryeong"]
    train = pb.Departure(
        line="line.4", direction="down", line_names={language: "X"}, time="05:50", terminal=place("station:namtaeryeong", "남태령", None)
    )
    leaving = pb.GetLastDeparturesResponse(departures=[train], station=NOWON, service_day="2026-12-01", day_type="weekday")
    assert oido[language] in Fallbacks(knowledge, language).first_departure(leaving)
