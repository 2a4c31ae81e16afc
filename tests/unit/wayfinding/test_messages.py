"""Values of wayfinding as messages of the contract. Whole answers stand in tests/contract/test_wayfinding.py."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any, cast

import pytest
from city120.type.v1 import type_pb2
from city120.wayfinding.v1 import wayfinding_pb2 as pb

from city120_edition import rows
from city120_edition.layers import Layer
from city120_errors import InvalidArgument
from city120_wayfinding import messages
from city120_wayfinding.directions.wording import Wording
from city120_wayfinding.mentions.finder import PlaceMention
from city120_wayfinding.places.place import Event, Place, Point
from city120_wayfinding.streets.walks import Path, Step
from city120_wayfinding.timetable.lifts import Lifts
from tests.unit.wayfinding.directions.made import ESTIMATE, ROUTE, WALK, A
from tests.unit.wayfinding.directions.made import messages as sentences
from tests.unit.wayfinding.places.lists import at

NOW = at("2026-11-24T14:00")
HERE = type_pb2.LatLon(latitude=37.5, longitude=127.0)
FACTS = rows.Timetable(source="facts", data_date="2026-06", confidence="verified")


def layer(source: str, date: str) -> Layer:
    return Layer(cast("Any", None), "gtfs", "v", date, source, {})


MAP = layer("a map", "2026-10")
AT = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
WORDS = (Wording(sentences(), "en"), dict[str, str](), "")


def test_a_leg_says_how_it_was_found_with_its_turns_and_whether_there_are_steps_where_that_is_known() -> None:
    turn = Step("slight_left", 79.6, {"ko": "가로", "en": "Ga-ro"}, landmark=A)
    by_streets = replace(WALK, walk=Path((), "streets", (turn,), step_free=False))
    (straight, ride, _), (walked,) = (
        messages.route("e7", replace(ROUTE, legs=legs), messages.Origin("", ""), (MAP, Lifts()), Wording(sentences(), "en"), {}, "").legs
        for legs in ((replace(WALK, walk=Path(())), *ROUTE.legs[1:]), (by_streets,))
    )
    assert [(leg.method, leg.HasField("step_free")) for leg in (straight, ride, walked)] == [("straight_line", False), ("", False), ("streets", True)]
    assert list(walked.manoeuvres) == [
        pb.Manoeuvre(kind="slight_left", street_names={"ko": "가로", "en": "Ga-ro"}, distance_m=80, landmark=messages.place(A))
    ]
    assert (list(straight.manoeuvres), list(ride.manoeuvres), len(walked.steps)) == ([], [], 2)
    whole = messages.route("e7", replace(ROUTE, legs=(by_streets,)), messages.Origin("", ""), (MAP, Lifts()), Wording(sentences(), "en"), {}, "")
    assert (whole.method, whole.HasField("step_free"), whole.step_free) == ("streets", True, False)
    straight_way = messages.route("e7", ROUTE, messages.Origin("", ""), (MAP, Lifts()), Wording(sentences(), "en"), {}, "")
    assert [(way.map_source, way.map_date) for way in (whole, straight_way)] == [("a map", "2026-10"), ("", "")]


def test_a_place_without_a_point_or_an_event_has_none() -> None:
    made = messages.place(Place("place:a", "market", {"ko": "시장"}, categories=("market",)), 81.5)
    assert (made.ref, made.distance_m, list(made.categories)) == ("place:a", 81.5, ["market"])
    assert [made.HasField(name) for name in ("location", "step_free", "free")] == [False, False, False]


def test_an_event_says_when_for_whom_and_whether_it_is_free() -> None:
    event = Event("2026-12-01", "2026-12-24", ("children",), free=False)
    made = messages.place(Place("place:events/1", "event", {}, point=Point(37.5, 127.0), event=event, step_free=False))
    assert (made.starts, made.ends, list(made.audience)) == ("2026-12-01", "2026-12-24", ["children"])
    assert (made.HasField("free"), made.free, made.HasField("step_free"), made.location) == (True, False, True, HERE)


def test_everything_that_is_asked_reaches_the_search() -> None:
    request = pb.SearchPlacesRequest(
        query="약국", kind="pharmacy", categories=["clinic"], district_code="11680", near=HERE, near_area="1168010100", within_m=500, step_free=True
    )
    query = messages.query(request, NOW)
    assert (query.words, query.kinds, query.district_code, query.near) == ("약국", ("pharmacy", "clinic"), "11680", Point(37.5, 127.0))
    assert (query.area, query.within_m, query.step_free, query.at) == ("1168010100", 500, True, NOW)
    assert (query.open_only, query.arrive_in, query.on) == (False, None, None)


@pytest.mark.parametrize(
    ("request_", "arrive_in"), [(pb.SearchPlacesRequest(open_at="2026-11-24T14:00:00+09:00"), None), (pb.SearchPlacesRequest(arrive_in_min=0), 0)]
)
def test_who_names_a_time_or_an_arrival_wants_what_is_open(request_: pb.SearchPlacesRequest, arrive_in: int | None) -> None:
    query = messages.query(request_, NOW)
    assert (query.open_only, query.arrive_in) == (True, arrive_in)


def test_a_day_of_events_that_is_none_is_refused() -> None:
    assert messages.query(pb.SearchPlacesRequest(on="2026-12-24"), NOW).on == dt.date(2026, 12, 24)
    with pytest.raises(InvalidArgument) as refused:
        messages.query(pb.SearchPlacesRequest(on="christmas"), NOW)
    assert (refused.value.field, "YYYY-MM-DD" in refused.value.fix) == ("on", True)


def test_times_are_of_the_imported_timetables_where_all_are_exact_and_else_of_the_facts() -> None:
    layers = [layer("metro", "2026-08-01"), layer("buses", "2026-07-01")]
    assert messages.origin(layers, FACTS, exact=True) == ("metro; buses", "2026-07-01")
    assert messages.origin(layers, FACTS, exact=False) == messages.origin([], FACTS, exact=True) == ("facts", "2026-06")


def test_a_day_type_is_one_of_the_contracts_or_none() -> None:
    assert (messages.day_type("saturday"), messages.day_type("")) == ("saturday", None)


@pytest.mark.parametrize(("role", "told"), [("residence", pb.MENTION_ROLE_RESIDENCE), ("", pb.MENTION_ROLE_UNSPECIFIED)])
def test_a_mention_has_its_role_and_what_it_may_be(role: Any, told: int) -> None:
    made = messages.mention(PlaceMention(3, 5, "강남", (Place("area:1", "district", {}),), role, "사는데"))
    assert (made.start, made.end, made.surface, made.role, made.cue) == (3, 5, "강남", told, "사는데")
    assert [candidate.ref for candidate in made.candidates] == ["area:1"]


def test_a_way_without_times_has_none_in_the_message() -> None:
    message = messages.route("e7", ESTIMATE, messages.Origin("a list", "2025-10"), (None, Lifts()), Wording(sentences(), "en"), {}, "")
    assert (message.departure, message.arrival, message.estimate_s, message.exact, message.source) == ("", "", 2400, False, "a list")
    assert {(leg.departure, leg.arrival, leg.departure_clock, leg.arrival_clock) for leg in message.legs} == {("", "", "", "")}
    assert [(leg.moving_s, leg.estimated, leg.times_unknown, leg.hours.last) for leg in message.legs] == [
        (720, False, False, ""),
        (1200, True, True, ""),
        (240, True, True, "25:00"),
    ]
    assert all(feature["properties"]["departure"] == "" for feature in json.loads(message.geometry)["features"])


def test_a_way_by_train_says_of_which_day_what_is_known_of_lifts_is() -> None:
    lifts = Lifts([], "2026-11-26", "a list")
    ride, walk = (
        messages.route("e7", replace(ROUTE, legs=legs, departure=AT, lifts_unknown=unknown), messages.Origin("", ""), (MAP, lifts), *WORDS)
        for legs, unknown in ((ROUTE.legs, (A,)), ((WALK,), ()))
    )
    assert (ride.lift_source, ride.lift_date, ride.lift_freshness) == ("a list", "2026-11-26", "stale")
    assert [place.ref for place in ride.lifts_unknown] == [A.ref]
    assert (walk.lift_source, walk.lift_date, walk.lift_freshness) == ("", "", "")
