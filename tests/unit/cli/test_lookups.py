"""`city120 locate, geocode, places, last, departures` against a gateway that speaks the frozen format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Run, SpokenGateway


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (("37.5666", "126.9784"), {"lat": "37.5666", "lon": "126.9784"}),
        (("37.5666,126.9784",), {"lat": "37.5666", "lon": "126.9784"}),
        (("11440", "--as-of", "2026-01-01"), {"code": "11440", "as_of": "2026-01-01"}),
    ],
)
def test_locate_takes_a_point_or_a_code(city120: Run, gateway: SpokenGateway, given: tuple[str, ...], sent: dict[str, str]) -> None:
    area = {"code": "11440", "names": {"ko": "마포구", "en": "Mapo-gu"}}
    border = {"district_code": "11410", "outside_code": None, "distance_m": 12.34}
    gateway.answers["/v1/areas:locate"] = {"location": {"district": area, "near_border": border}}
    ended = city120("locate", *given, "--address", gateway.address)
    assert ended.status == 0
    assert ended.out == "district     11440 마포구 (Mapo-gu)\nnear border  12.3 m from 11410\n"
    assert gateway.asked[0].query == sent


def test_a_point_outside_is_a_finding(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers["/v1/areas:locate"] = {"location": {"district": None, "outside_code": "outside"}}
    ended = city120("locate", "35.1", "129.0", "--address", gateway.address)
    assert (ended.status, ended.out) == (1, "outside      not in the city: outside\n")


def test_locate_of_words_tells_what_to_write(city120: Run) -> None:
    assert "write: city120 locate 37.5666 126.9784" in city120("locate", "Mapo", "gu").err


ROAD = {
    "id": "way 1",
    "names": {"ko": "가로"},
    "road_class": "unspecified",
    "class_basis": None,
    "owner": None,
    "maintainer": "road.seongdong",
    "distance_m": 4.6,
    "layer": {"source": "a register", "date": "2026-11"},
}


def test_roads_are_told_with_what_their_layer_says(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers["/v1/roads:locate"] = {"roads": [ROAD], "advice": None, "ask": None}
    ended = city120("locate", "--roads", "37.5,127.0", "--within", "50", "--address", gateway.address)
    assert (ended.status, ended.out) == (0, "가로: 5 m, class unknown, maintainer road.seongdong; a register, 2026-11\n")
    assert gateway.asked[0].query == {"lat": "37.5", "lon": "127.0", "within_m": "50.0"}


def test_a_road_that_nobody_is_known_to_look_after_is_a_finding_that_says_whom_to_ask(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers["/v1/roads:locate"] = {"roads": [], "advice": "no road layer is imported", "ask": {"names": {"ko": "마포구청"}, "phone": "02-1"}}
    ended = city120("locate", "--roads", "가 로", "--address", gateway.address)
    assert (ended.status, ended.out) == (1, "unknown      no road layer is imported\nask          마포구청, 02-1\n")
    assert gateway.asked[0].query == {"name": "가 로"}


def test_places_are_one_a_line_and_none_is_a_finding(city120: Run, gateway: SpokenGateway) -> None:
    library = {"ref": "place:a", "kind": "library", "names": {"ko": "도서관"}, "location": {"latitude": 37.5, "longitude": 127.0}, "distance_m": 81.4}
    gateway.answers["/v1/places:search"] = lambda asked: {"places": [] if asked.query.get("kind") == "zoo" else [library]}
    near = city120("places", "--near", "37.5,127.0", "--district", "11440", "--limit", "3", "--address", gateway.address)
    assert near.out.split() == ["place:a", "도서관", "[library]", "37.50000,127.00000", "81", "m"]
    assert gateway.asked[0].query == {"lat": "37.5", "lon": "127.0", "district": "11440", "page_size": "3"}
    assert city120("places", "--kind", "zoo", "--address", gateway.address).status == 1
    assert city120("places", "--near", "here", "--address", gateway.address).status == 2


PHARMACY = {
    "ref": "place:pharmacies/C1",
    "kind": "pharmacy",
    "names": {"ko": "가나약국"},
    "opening": {
        "opening_hours": "Mo-Sa 09:00-25:00",
        "open_now": True,
        "next_change": "2026-11-28T01:00:00+09:00",
        "closes_before_arrival": True,
    },
    "data_date": "2023-05-20",
    "freshness": "stale",
}


def test_places_are_told_with_their_hours_and_a_warning_of_old_lists(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers["/v1/places:search"] = {"places": [PHARMACY]}
    asked = ("--near", "37.5,127.0", "--category", "pharmacy,clinic", "--open-at", "2026-11-27T23:30:00+09:00", "--arrive-in", "20", "--step-free")
    ended = city120("places", *asked, "--address", gateway.address)
    assert "Mo-Sa 09:00-25:00  open until 2026-11-28T01:00:00+09:00, closes before you arrive  stale (2023-05-20)" in ended.out
    assert "not fresh (2023-05-20)" in ended.err
    sent = gateway.asked[0].query
    assert (sent["category"], sent["open_at"], sent["arrive_in"], sent["step_free"]) == ("pharmacy,clinic", asked[5], "20", "true")


@pytest.mark.parametrize(
    ("empty", "says"), [("not_loaded", "city120 import"), ("none_open", "open then"), ("none_near", "none there"), ("", "no such place")]
)
def test_why_there_are_no_places_is_told(city120: Run, gateway: SpokenGateway, empty: str, says: str) -> None:
    gateway.answers["/v1/places:search"] = {"places": [], "empty": empty}
    ended = city120("places", "pharmacy", "--address", gateway.address)
    assert (ended.status, says in ended.err) == (1, True)


def test_events_are_asked_for_by_day_audience_and_price(city120: Run, gateway: SpokenGateway) -> None:
    event = {"ref": "place:events/1", "kind": "event", "starts": "2026-12-01", "ends": "2026-12-24", "audience": ["children"], "free": True}
    gateway.answers["/v1/places:search"] = {"places": [event]}
    ended = city120("places", "--kind", "event", "--on", "2026-12-24", "--for", "children", "--free", "--address", gateway.address)
    assert "2026-12-01 to 2026-12-24  for children  free" in ended.out
    assert gateway.asked[0].query == {"kind": "event", "on": "2026-12-24", "audience": "children", "free": "true"}


LAST = {
    "station": {"ref": "station:gangnam", "names": {"ko": "강남", "en": "Gangnam"}},
    "service_day": "2026-11-23",
    "day_type": "weekday",
    "source": "timetable",
    "data_date": "2026-06",
    "incomplete_lines": ["line.shinbundang"],
    "departures": [
        {
            "line": "line.2",
            "line_names": {"ko": "2호선"},
            "direction": "inner",
            "terminal": {"names": {"ko": "성수"}},
            "first": "05:30",
            "last": "24:12",
        }
    ],
}


def test_last_trains_may_pass_24_and_say_which_service_day(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers["/v1/departures:last"] = LAST
    ended = city120("last", "Gangnam", "--at", "2026-11-24T00:30:00+09:00", "--line", "line.2", "--address", gateway.address)
    assert ended.out.splitlines() == [
        "강남 (Gangnam), service day 2026-11-23 (weekday)",
        "  2호선, inner to 성수: first 05:30, last 24:12",
        "  line.shinbundang: the timetable is not whole; another train may run, or one run on beyond where it is said to end",
        "  source: timetable, 2026-06",
    ]
    assert gateway.asked[0].query == {"station": "Gangnam", "at": "2026-11-24T00:30:00+09:00", "line": "line.2"}


def test_a_name_of_several_stations_lists_their_references(city120: Run, gateway: SpokenGateway) -> None:
    candidates = [{"ref": f"station:yangpyeong-{number}", "kind": "station", "names": {"ko": "양평"}} for number in (1, 2)]
    gateway.answers["/v1/departures:last"] = {**LAST, "station": None, "candidates": candidates, "departures": []}
    ended = city120("last", "Yangpyeong", "--address", gateway.address)
    assert ended.status == 1
    assert "station:yangpyeong-1" in ended.out
    assert "station:yangpyeong-2" in ended.out


def _stop(name: str) -> dict[str, Any]:
    return {"ref": f"station:{name}", "kind": "station", "names": {"ko": name}}


JOURNEY: dict[str, Any] = {
    "service_day": "2026-11-27",
    "day_type": "weekday",
    "departure": "23:53",
    "arrival": "25:02",
    "leave_by": "2026-11-27T23:53:00+09:00",
    "exact": False,
    "source": "timetable",
    "data_date": "2026-06",
    "legs": [
        {"mode": "line.2", "line_names": {"ko": "2호선"}, "terminal": _stop("성수"), "departure": "23:53", "arrival": "24:03"}
        | {"origin": _stop("강남"), "destination": _stop("사당")},
        {"mode": "line.4", "line_names": {"ko": "4호선"}, "terminal": _stop("불암산"), "departure": "24:12", "arrival": "25:02"}
        | {"origin": _stop("사당"), "destination": _stop("상계"), "change_s": 120},
    ],
}


def test_the_last_way_home_is_told_leg_by_leg(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers["/v1/journeys:latest"] = JOURNEY
    ended = city120("last", "Gangnam", "Sanggye", "--day", "weekday", "--address", gateway.address)
    assert ended.status == 0
    assert ended.out.splitlines() == [
        "  23:53 강남, 2호선 to 성수; 24:03 사당",
        "  2 min to change",
        "  24:12 사당, 4호선 to 불암산; 25:02 상계",
        "  on the platform by 2026-11-27T23:53:00+09:00; one may perhaps leave later: no timetable is imported",
        "  source: timetable, 2026-06",
    ]
    assert gateway.asked[0].query == {"from": "Gangnam", "to": "Sanggye", "day": "weekday"}


WALK = {"mode": "walk", "departure": "23:45", "arrival": "23:53", "origin": _stop("집"), "destination": _stop("강남"), "distance_m": 560.0}


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"slack_s": 540, "tight": True}, "  on the platform by 2026-11-27T23:53:00+09:00: it is tight, 9 min are left"),
        ({"slack_s": -3420, "tight": True}, "  on the platform by 2026-11-27T23:53:00+09:00: it has gone, 57 min ago"),
        ({"slack_s": 900}, "  on the platform by 2026-11-27T23:53:00+09:00"),
        ({"legs": [WALK, *JOURNEY["legs"]]}, "  23:45 집, 560 m on foot; 23:53 강남"),
        ({"legs": [WALK, *JOURNEY["legs"]]}, "  set out by 2026-11-27T23:53:00+09:00"),
        ({"fallback": [{"kind": "night_bus", "text": "N61"}]}, "  night bus: N61"),
        ({"legs": [], "empty": "on_foot"}, "no journey is known on 2026-11-27 (weekday): it is near enough to walk, see city120 route"),
    ],
)
def test_who_asks_for_the_last_way_is_told_that_it_is_tight_or_gone_and_what_else_goes(
    city120: Run, gateway: SpokenGateway, answer: dict[str, Any], told: str
) -> None:
    gateway.answers["/v1/journeys:latest"] = {**JOURNEY, "exact": True, **answer}
    ended = city120("last", "Gangnam", "Sanggye", "--language", "en", "--address", gateway.address)
    assert told in ended.out.splitlines()
    assert gateway.asked[0].query["language"] == "en"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({}, "  lifts are not known: no list of them is imported (city120 import lifts)"),
        ({"lift_freshness": "fresh"}, "  lifts are not all known: a list, 2026-11-27"),
        ({"lift_freshness": "stale"}, "  lifts are not all known: a list, 2026-11-27; not of that day, they may have failed since"),
        ({"lift_freshness": "fresh", "lifts_unknown": [_stop("상계")]}, "  the list does not have: 상계"),
    ],
)
def test_who_cannot_use_stairs_is_told_of_lifts(city120: Run, gateway: SpokenGateway, answer: dict[str, Any], told: str) -> None:
    listed = {"lift_source": "a list", "lift_date": "2026-11-27"} if answer else {}
    gateway.answers["/v1/journeys:latest"] = {**JOURNEY, **listed, **answer}
    ended = city120("last", "Gangnam", "Sanggye", "--step-free", "--address", gateway.address)
    assert (ended.status, gateway.asked[0].query["step_free"]) == (0, "true")
    assert told in ended.out.splitlines()
    assert city120("last", "Gangnam", "--step-free", "--address", gateway.address).status == 2


@pytest.mark.parametrize(
    ("answer", "told"),
    [({"origin_candidates": [_stop("신촌"), _stop("신천")]}, "station:신천"), ({"empty": "no_timetable"}, "no journey is known on 2026-11-27")],
    ids=["several stations", "no train"],
)
def test_no_last_way_home_is_a_finding_that_says_why(city120: Run, gateway: SpokenGateway, answer: dict[str, Any], told: str) -> None:
    gateway.answers["/v1/journeys:latest"] = {**JOURNEY, "legs": [], **answer}
    ended = city120("last", "Sinchon", "Sanggye", "--address", gateway.address)
    assert ended.status == 1
    assert told in ended.out


TOWARDS: dict[str, Any] = {
    "service_day": "2026-11-24",
    "day_type": "weekday",
    "station": _stop("강남"),
    "towards": _stop("당산"),
    "departures": [
        {"line": "line.2", "line_names": {"ko": "2호선"}, "direction": "outer", "terminal": _stop("을지로입구"), "time": "24:09"},
        {
            "line": "line.2",
            "line_names": {"ko": "2호선"},
            "direction": "outer",
            "terminal": _stop("서울대입구"),
            "time": "24:20",
            "short_of_goal": True,
        },
    ],
    "source": "timetable",
    "data_date": "2026-06",
}


def test_trains_towards_a_station_are_told_with_those_that_end_before_it(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers["/v1/departures:last"] = TOWARDS
    ended = city120("departures", "Gangnam", "--towards", "Dangsan", "--which", "last", "--address", gateway.address)
    assert ended.status == 0
    assert ended.out.splitlines() == [
        "강남, service day 2026-11-24 (weekday)",
        "  24:09 2호선, outer to 을지로입구",
        "  24:20 2호선, outer to 서울대입구 (ends before)",
        "  source: timetable, 2026-06",
    ]
    assert gateway.asked[0].query == {"station": "Gangnam", "towards": "Dangsan", "which": "last"}


def test_trains_in_the_direction_of_a_station_at_which_none_is_known_to_stop_say_so(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers["/v1/departures:last"] = {**TOWARDS, "towards": None, "departures": TOWARDS["departures"][:1], "incomplete_lines": ["line.4"]}
    ended = city120("departures", "Sadang", "--towards", "Ansan", "--address", gateway.address)
    assert ended.status == 0
    assert ended.out.splitlines()[2:4] == [
        "  these go in the direction of Ansan, where no known train stops; whether they go so far is not in the timetable",
        "  line.4: the timetable is not whole; another train may run, or one run on beyond where it is said to end",
    ]
    towards = city120("departures", "Sadang", "--address", gateway.address)
    assert "in the direction" not in towards.out


@pytest.mark.parametrize(
    ("answer", "told"),
    [({"towards_candidates": [_stop("신촌"), _stop("신천")]}, "station:신천"), ({}, "no train is known that goes there without a change")],
    ids=["several stations", "no train"],
)
def test_no_train_towards_a_station_is_a_finding_that_says_why(city120: Run, gateway: SpokenGateway, answer: dict[str, Any], told: str) -> None:
    gateway.answers["/v1/departures:last"] = {**TOWARDS, "departures": [], **answer}
    ended = city120("departures", "Gangnam", "--towards", "Sanggye", "--address", gateway.address)
    assert (ended.status, told in ended.out) == (1, True)


def test_the_trains_of_one_station_are_no_part_of_a_journey(city120: Run) -> None:
    ended = city120("last", "Gangnam", "Sanggye", "--line", "line.2")
    assert (ended.status, "belong to the trains of one station" in ended.err) == (2, True)


def test_the_kind_of_day_belongs_to_a_journey(city120: Run) -> None:
    ended = city120("last", "Gangnam", "--day", "weekday")
    assert ended.status == 2
    assert "for one station give the moment with --at" in ended.err
