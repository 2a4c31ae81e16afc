"""What is asked of jurisdiction, wayfinding and faq, once it is known what it is about and where."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from city120_gateway.conversation.choices import Choices, ChosenAsset, ChosenBody, ChosenFact, ChosenThing
from city120_gateway.conversation.conversation import Earlier, RankedEntry
from city120_gateway.conversation.hints import Point
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import MatchDecision, Place
from city120_gateway.resolution.other_services import Case, Stop, Trip
from city120_gateway.resolution.plan import Plan, planned
from city120_gateway.resolution.whereabouts import Whereabouts
from city120_gateway.words.caller_words import FIRST, LAST, TIMETABLE
from tests.unit.gateway.samples import AT, conversation, findings, match

ROAD, HOME, TRAINS = "road.pothole", "waste.bulky", "transit.subway.firstlast"
HERE = Point(37.5663, 126.9779)
SUYU = Place("station:suyu", "station")


def asked(knowledge: Knowledge, affair: str, where: Whereabouts, choices: Choices | None = None, **values: Any) -> list[Case]:
    said = conversation(choices=choices or Choices())
    return list(planned(findings(knowledge, affair, where=where, conversation=said, **values), knowledge).cases)


def test_each_place_that_a_name_may_mean_is_a_case_and_five_are_enough(knowledge: Knowledge) -> None:
    codes = tuple(f"11{number}" for number in range(100, 107))
    ruled = asked(knowledge, ROAD, Whereabouts(area_codes=codes))
    assert [case.area for case in ruled] == list(codes[:5])
    assert {(case.affair, case.at, case.as_of) for case in ruled} == {(ROAD, AT, AT.date())}


def test_a_point_is_a_case_as_exact_as_it_is(knowledge: Knowledge) -> None:
    (case,) = asked(knowledge, ROAD, Whereabouts(point=HERE, precision_m=100.0))
    assert (case.point, case.precision_m, case.area) == (HERE, 100.0, "")


@pytest.mark.parametrize(("affair", "by_point"), [(HOME, False), (ROAD, True)])
def test_a_home_that_only_a_device_suggests_is_no_place_yet(knowledge: Knowledge, affair: str, by_point: bool) -> None:
    (case,) = asked(knowledge, affair, Whereabouts(point=HERE, from_device=True))
    assert (case.point is not None) is by_point


def test_without_a_place_there_is_one_case(knowledge: Knowledge) -> None:
    assert asked(knowledge, ROAD, Whereabouts()) == [Case(ROAD, AT, AT.date())]
    nowhere = next(affair.code for affair in knowledge.affairs.values() if affair.place_role == "none")
    assert asked(knowledge, nowhere, Whereabouts(area_codes=("11440", "11650"))) == [Case(nowhere, AT, AT.date())]
    assert [case.area for case in asked(knowledge, nowhere, Whereabouts(area_codes=("11440",)))] == ["11440"]
    assert planned(findings(knowledge), knowledge) == Plan()


@pytest.mark.parametrize(
    ("thing", "line", "assets"),
    [
        (ChosenAsset("bridge.mapo"), "", ("bridge.mapo", "expressway.naebu")),
        (ChosenBody("gas.seoul"), "", ("expressway.naebu",)),
        (None, "line.2", ("line.2", "expressway.naebu")),
        (None, "line.99", ("expressway.naebu",)),
        (ChosenAsset("bridge.mapo"), "line.2", ("bridge.mapo", "line.2", "expressway.naebu")),
    ],
)
def test_of_named_things_the_chosen_comes_first(knowledge: Knowledge, thing: ChosenThing | None, line: str, assets: tuple[str, ...]) -> None:
    (case,) = asked(knowledge, ROAD, Whereabouts(assets=("expressway.naebu",)), Choices(thing=thing, line=line))
    assert case.assets == assets


@pytest.mark.parametrize(("lines", "assets"), [(("line.4",), ("line.4",)), (("line.2", "line.4"), ()), ((), ())])
def test_the_only_line_of_a_station_is_a_thing_there(knowledge: Knowledge, lines: tuple[str, ...], assets: tuple[str, ...]) -> None:
    (case,) = asked(knowledge, ROAD, Whereabouts(), station_lines=lines)
    assert case.assets == assets


def test_a_fact_that_was_chosen_is_told(knowledge: Knowledge) -> None:
    (case,) = asked(knowledge, ROAD, Whereabouts(), Choices(thing=ChosenFact("road", "city")))
    assert case.fact == ChosenFact("road", "city")


def test_the_chosen_station_beats_the_named_and_the_named_beats_the_one_before(knowledge: Knowledge) -> None:
    before = Earlier(station="station:gangnam")
    bare = findings(knowledge, TRAINS, conversation=conversation(earlier=before))
    named = replace(bare, where=Whereabouts(stations=(SUYU,), assets=("bridge.mapo", "line.4")))
    chosen = replace(named, conversation=conversation(earlier=before, choices=Choices(station="station:sadang", line="line.2", direction="inner")))
    assert [planned(asked, knowledge).stop for asked in (bare, named, chosen)] == [
        Stop("station:gangnam", "", "", AT),
        Stop("station:suyu", "line.4", "", AT),
        Stop("station:sadang", "line.2", "inner", AT, station_chosen=True, line_chosen=True, direction_chosen=True),
    ]
    assert planned(findings(knowledge, TRAINS), knowledge).stop is None
    assert planned(replace(named, affair=knowledge.affairs[ROAD]), knowledge).stop is None


@pytest.mark.parametrize(
    ("entries", "chosen"),
    [
        ((("b", "water.bill.high"), ("a", "water.bill")), "b"),
        ((("a", "water.bill"), ("b", "water.bill.high")), "b"),
        ((("c", "water.bills"), ("a", "water.bill")), "a"),
        ((("c", "waste.bulky"),), ""),
        ((), ""),
    ],
)
def test_an_entry_answers_for_its_affair_or_for_those_below_it(knowledge: Knowledge, entries: tuple[tuple[str, str], ...], chosen: str) -> None:
    heard = match("water.bill.high", entries=tuple(RankedEntry(*ranked) for ranked in entries))
    assert planned(findings(knowledge, "water.bill.high", match=heard), knowledge).entry == chosen


@pytest.mark.parametrize(("affair", "home"), [(HOME, HERE), (ROAD, None)])
def test_a_device_is_located_only_for_an_affair_of_residence(knowledge: Knowledge, affair: str, home: Point | None) -> None:
    made = findings(knowledge, affair, where=Whereabouts(point=HERE, from_device=True))
    assert planned(made, knowledge).home == home
    assert planned(replace(made, where=Whereabouts(point=HERE)), knowledge).home is None


@pytest.mark.parametrize(
    "values",
    [{"decision": MatchDecision.REFUSE}, {"where": Whereabouts(outside="outside:26")}],
    ids=["refused", "elsewhere"],
)
def test_where_this_city_has_nothing_to_say_nothing_is_asked(knowledge: Knowledge, values: dict[str, Any]) -> None:
    assert planned(findings(knowledge, ROAD, **values), knowledge) == Plan()


@pytest.mark.parametrize(
    ("jointly", "codes", "ruled_on"), [(True, ("11440",), [ROAD, "util.gas.move"]), (False, ("11440",), []), (True, ("11440", "11650"), [])]
)
def test_likely_affairs_are_ruled_on_when_together_they_may_be_stated_at_one_place(
    knowledge: Knowledge, jointly: bool, codes: tuple[str, ...], ruled_on: list[str]
) -> None:
    likely = match(ROAD, "util.gas.move", decision=MatchDecision.ASK, jointly_certain=jointly)
    asked = planned(findings(knowledge, ROAD, match=likely, where=Whereabouts(area_codes=codes)), knowledge)
    assert [case.affair for case in asked.cases] == ruled_on
    assert (asked.home, asked.stop, asked.entry) == (None, None, "")


def test_a_journey_is_asked_for_when_both_its_ends_are_named(knowledge: Knowledge) -> None:
    both = findings(knowledge, TRAINS, where=Whereabouts(stations=(SUYU,), goal="station:sadang"))
    assert planned(both, knowledge).trip == Trip("station:suyu", "station:sadang", AT)
    for where in (Whereabouts(stations=(SUYU,)), Whereabouts(goal="station:sadang"), Whereabouts(stations=(SUYU, SUYU), goal="station:sadang")):
        assert planned(replace(both, where=where), knowledge).trip is None
    assert planned(replace(both, affair=knowledge.affairs[ROAD]), knowledge).trip is None


@pytest.mark.parametrize(("heard", "entry"), [({FIRST}, f"{TRAINS}.first"), ({LAST}, f"{TRAINS}.last"), ({FIRST, LAST}, f"{TRAINS}.last")])
def test_who_asks_for_a_first_train_is_told_nothing_of_last_ones(knowledge: Knowledge, heard: set[str], entry: str) -> None:
    ranked = match(TRAINS, entries=(RankedEntry(f"{TRAINS}.last", TRAINS),))
    asked = findings(knowledge, TRAINS, match=ranked, conversation=conversation(heard=frozenset(heard)))
    assert planned(asked, knowledge).entry == entry
    timetable = replace(asked, conversation=conversation(heard=frozenset({TIMETABLE})))
    assert planned(timetable, knowledge).entry == ""


def test_beside_the_night_buses_between_two_places_all_of_them_are_told_of(knowledge: Knowledge) -> None:
    def told(origin: str, goal: str) -> str:
        start, end = (Place(f"station:{name}", "station", {"ko": name}) for name in (origin, goal))
        night = match("transit.bus.night", entries=(RankedEntry("transit.bus.night.dawn", "transit.bus.night"),))
        return planned(findings(knowledge, "transit.bus.night", match=night, where=Whereabouts(end_places=(start, end))), knowledge).entry

    assert told("강남", "미아사거리") == "transit.bus.night.after"
    assert told("도봉산", "영등포") == "transit.bus.night.dawn"
    assert told("gangnam", "suwon") == "transit.subway.firstlast.missed"


@pytest.mark.parametrize(
    ("line", "told"), [("line.2", "transit.subway.lost.how"), ("line.gyeongui", "transit.subway.lost.korail"), ("", "transit.subway.lost.korail")]
)
def test_an_entry_about_other_lines_is_not_told_where_a_line_is_named(knowledge: Knowledge, line: str, told: str) -> None:
    lost = "transit.subway.lost"
    ranked = match(lost, entries=(RankedEntry(f"{lost}.korail", lost, 0.6), RankedEntry(f"{lost}.how", lost, 0.4)))
    where = Whereabouts(assets=(line,) if line else ())
    assert planned(findings(knowledge, lost, match=ranked, where=where, conversation=conversation("…")), knowledge).entry == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("N61 버스 언제 와요", "n61"),
        ("심야버스 언제 와요", "n61"),
        ("N37 버스 언제 와요", "routes"),
        ("N37路公交什么时候来", "routes"),
        ("N99番のバス", "routes"),
    ],
)
def test_an_entry_about_another_route_is_not_told_where_one_is_named_by_its_number(knowledge: Knowledge, text: str, told: str) -> None:
    night = "transit.bus.night"
    ranked = match(night, entries=(RankedEntry(f"{night}.n61", night, 0.6), RankedEntry(f"{night}.routes", night, 0.4)))
    assert planned(findings(knowledge, night, match=ranked, conversation=conversation(text)), knowledge).entry == f"{night}.{told}"
    # Where faq ranks none but those of other routes, what is told of all of them is.
    others = match(night, entries=(RankedEntry(f"{night}.n61", night, 0.6), RankedEntry(f"{night}.n16", night, 0.4)))
    general = planned(findings(knowledge, night, match=others, conversation=conversation(text)), knowledge).entry
    assert general.startswith(night)
    assert (general in (f"{night}.n61", f"{night}.n16")) is (told == "n61")
