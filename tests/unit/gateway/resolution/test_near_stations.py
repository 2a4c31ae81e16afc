"""Stations for the ends of a journey by train that are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from city120_gateway.conversation.choices import Choices
from city120_gateway.conversation.hints import DeviceHint, Point
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Departures, MatchDecision, NearStation, Place
from city120_gateway.resolution.near_stations import with_stations
from city120_gateway.resolution.nearby import Nearby, NearbyPlace, NearbySearch
from city120_gateway.resolution.other_services import Services, Stop
from city120_gateway.resolution.whereabouts import Whereabouts
from tests.unit.gateway.samples import AT, conversation, departures, findings, train

TRAINS = "transit.subway.firstlast"
STADIUM = Place("place:stadium", "landmark", {"ko": "야구장"}, point=Point(37.51, 127.07))
DONG = Place("area:1135010500", "legal_dong", {"ko": "상계동"})
SANGGYE = Place("station:sanggye", "station", {"ko": "상계"})


def station(slug: str, distance_m: float = 0.0) -> NearbyPlace:
    return NearbyPlace(f"station:{slug}", "station", {"ko": slug}, distance_m=distance_m)


@dataclass
class Around:
    """What lies around, and of which stations trains are known."""

    near: Mapping[str | Point, tuple[NearbyPlace, ...]]
    timed: frozenset[str]
    asked: list[NearbySearch] = field(default_factory=list)

    async def nearby(self, search: NearbySearch) -> Nearby | None:
        self.asked.append(search)
        places = self.near.get(search.point or search.area)
        return Nearby(places) if places is not None else None

    async def departures(self, stop: Stop) -> Departures | None:
        return departures(train("23:53")) if stop.station.partition(":")[2] in self.timed else departures()


NEAR: dict[str | Point, tuple[NearbyPlace, ...]] = {
    Point(37.51, 127.07): (station("untimed", 200.0), station("sports", 290.0), station("far", 3100.0)),
    "1135010500": (station("sanggye"),),
}


async def ends(
    knowledge: Knowledge, where: Whereabouts, timed: str = "sports sanggye far", **values: Any
) -> tuple[NearStation | None, NearStation | None, list[NearbySearch]]:
    services = Around(NEAR, frozenset(timed.split()))
    asked: Any = services
    given: Services = asked
    made = await with_stations(findings(knowledge, values.pop("affair", TRAINS), where=where, **values), given)
    return made.boarding, made.alighting, services.asked


async def test_a_place_and_a_dong_have_the_nearest_station_with_known_trains(knowledge: Knowledge) -> None:
    boarding, alighting, asked = await ends(knowledge, Whereabouts(off_rails=(STADIUM, DONG)))
    assert boarding == NearStation({"ko": "야구장"}, "station:sports", {"ko": "sports"}, 290.0)
    assert alighting == NearStation({"ko": "상계동"}, "station:sanggye", {"ko": "sanggye"})
    searched = {(search.kinds, search.at, search.open_only, search.point, search.area) for search in asked}
    assert searched == {(("station",), AT, False, STADIUM.point, ""), (("station",), AT, False, None, "1135010500")}


@pytest.mark.parametrize(
    ("timed", "reason"),
    [("far", "beyond three kilometres"), ("", "without known trains")],
)
async def test_nobody_is_sent_far_or_to_a_station_without_known_trains(knowledge: Knowledge, timed: str, reason: str) -> None:
    assert (await ends(knowledge, Whereabouts(off_rails=(STADIUM, None)), timed))[:2] == (None, None), reason


async def test_the_station_that_is_named_or_chosen_beats_the_nearest(knowledge: Knowledge) -> None:
    named = Whereabouts(off_rails=(None, DONG), stations=(SANGGYE,))
    assert (await ends(knowledge, named))[:2] == (None, None)
    chosen = conversation(choices=Choices(station="station:suyu"))
    assert (await ends(knowledge, Whereabouts(off_rails=(STADIUM, None)), conversation=chosen))[2] == []


async def test_who_only_says_where_they_go_gets_on_near_their_device(knowledge: Knowledge) -> None:
    here = conversation(place=DeviceHint(Point(37.51, 127.07)))
    boarding, alighting, _ = await ends(knowledge, Whereabouts(off_rails=(None, DONG)), conversation=here)
    assert boarding == NearStation({}, "station:sports", {"ko": "sports"}, 290.0)
    assert alighting is not None
    assert (await ends(knowledge, Whereabouts(), conversation=here))[2] == []


@pytest.mark.parametrize("values", [{"affair": "transit.route"}, {"decision": MatchDecision.ASK}])
async def test_for_anything_but_trains_no_station_is_looked_for(knowledge: Knowledge, values: dict[str, Any]) -> None:
    assert (await ends(knowledge, Whereabouts(off_rails=(STADIUM, DONG)), **values))[2] == []


async def test_a_search_that_fails_leaves_the_question_for_the_station(knowledge: Knowledge) -> None:
    elsewhere = Place("place:x", "landmark", point=Point(37.0, 127.0))
    assert (await ends(knowledge, Whereabouts(off_rails=(elsewhere, None))))[:2] == (None, None)


def test_whoever_gets_on_near_a_place_goes_to_the_station_that_is_named(knowledge: Knowledge) -> None:
    near = NearStation({}, "station:sports", {})
    where = Whereabouts(stations=(SANGGYE,))
    made = findings(knowledge, TRAINS, where=where, boarding=near)
    assert (made.start, made.goal) == ("station:sports", "station:sanggye")
    made = findings(knowledge, TRAINS, where=where, alighting=near)
    assert (made.start, made.goal) == ("station:sanggye", "station:sports")


async def test_where_no_station_is_near_the_one_that_is_named_is_gone_to(knowledge: Knowledge) -> None:
    services: Any = Around(NEAR, frozenset())
    made = await with_stations(findings(knowledge, TRAINS, where=Whereabouts(off_rails=(STADIUM, None), stations=(SANGGYE,))), services)
    assert (made.start, made.goal) == ("", "station:sanggye")
