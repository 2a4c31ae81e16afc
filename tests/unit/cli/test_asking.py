"""`city120 ask, locate, geocode, places, last` against a gateway that speaks the frozen format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Run, SpokenGateway


RESOLVE = "/v1/inquiries:resolve"
ANSWERED: dict[str, Any] = {
    "inquiry_id": "q1",
    "edition_id": "0123456789ab",
    "language": "en",
    "kind": "department",
    "confidence": 0.93,
    "evidence": [],
    "degraded": [{"part": "wayfinding", "reason": "UNAVAILABLE", "effect": "places in the text are not recognised"}],
    "affairs": [{"code": "road.streetlight", "probability": 0.9, "labels": {}}],
    "area": {"district_code": "11440"},
    "responsibility": {
        "body_id": "district.11440",
        "department_id": "district.11440/front",
        "name": "마포구청",
        "names": {"ko": "마포구청", "en": "Mapo-gu Office"},
        "tier": "district",
        "phone": "02-3153-8114",
        "hours": None,
        "usual_unit": "도로과",
        "rule_id": "r.street.light",
        "legal_basis": "도로법",
        "source": "site of the district",
        "data_date": "2026-11-24",
        "reason": "rule r.street.light",
    },
    "answer": None,
    "places": [],
    "departures": [],
    "clarification": None,
    "emergency": None,
    "handoff": None,
    "also": [],
    "rendered": {"channel": "agent", "parts": ["Mapo-gu Office repairs street lights."]},
}
ASKED_BACK = {
    **ANSWERED,
    "kind": "clarify",
    "degraded": [],
    "responsibility": None,
    "rendered": {"channel": "agent", "parts": ["Which one?"]},
    "clarification": {
        "question": "Which one?",
        "missing": ["district"],
        "options": [
            {"id": "1", "label": "Gangnam-gu Sinsa-dong", "fill": {"area_code": "1168010700", "asset": None}},
            {"id": "2", "label": "Eunpyeong-gu Sinsa-dong", "fill": {"area_code": "1138010900", "asset": None}},
        ],
    },
}


def test_everything_that_was_given_is_sent_and_nothing_else(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers[RESOLVE] = ANSWERED
    city120(
        *("ask", "dark street", "--lang", "en", "--channel", "sms", "--place", "Mapo-gu", "--at", "2026-11-24T10:00:00+09:00"),
        *("--fill", "area_code=11440", "--fill", "asset=bridge.seongdong", "--address", gateway.address),
    )
    city120("ask", "dark street", "--address", gateway.address)
    assert [asked.body for asked in gateway.asked] == [
        {
            "text": "dark street",
            "language": "en",
            "channel": "sms",
            "place": {"text": "Mapo-gu"},
            "at": "2026-11-24T10:00:00+09:00",
            "fill": {"area_code": "11440", "asset": "bridge.seongdong"},
        },
        {"text": "dark street", "channel": "agent"},
    ]


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("11440", {"area_code": "11440"}),
        ("1144010100", {"area_code": "1144010100"}),
        ("37.5,126.9", {"lat": 37.5, "lon": 126.9}),
        ("-33.8,151.2", {"lat": -33.8, "lon": 151.2}),
        ("95,126", {"text": "95,126"}),
        ("Line 2, exit 3", {"text": "Line 2, exit 3"}),
    ],
)
def test_a_place_is_a_code_a_point_or_words(city120: Run, gateway: SpokenGateway, given: str, sent: dict[str, Any]) -> None:
    gateway.answers[RESOLVE] = ANSWERED
    city120("ask", "x", f"--place={given}", "--address", gateway.address)
    assert gateway.asked[0].body["place"] == sent


def test_an_answer_begins_with_the_words_for_the_caller_and_names_body_phone_rule_and_source(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers[RESOLVE] = ANSWERED
    ended = city120("ask", "x", "--address", gateway.address)
    assert ended.status == 0
    assert ended.out.splitlines() == [
        "Mapo-gu Office repairs street lights.",
        "",
        "kind         department (confidence 0.93), in en",
        "affair       road.streetlight 0.90",
        "responsible  마포구청 (Mapo-gu Office), district.11440",
        "phone        02-3153-8114",
        "usual unit   도로과",
        "rule         r.street.light, 도로법",
        "source       site of the district, 2026-11-24",
        "why          rule r.street.light",
        "degraded     wayfinding: UNAVAILABLE (places in the text are not recognised)",
    ]


def test_without_a_verified_phone_it_is_120(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers[RESOLVE] = {**ANSWERED, "responsibility": {**ANSWERED["responsibility"], "phone": None}}
    assert "phone        no verified number\n" in city120("ask", "x", "--address", gateway.address).out


def test_a_question_lists_its_choices_with_the_fill_that_makes_each(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers[RESOLVE] = ASKED_BACK
    lines = city120("ask", "x", "--address", gateway.address).out.splitlines()
    assert lines[-3] == "choose by asking again with:"
    assert [line.split(maxsplit=2) for line in lines[-2:]] == [
        ["--fill", "area_code=1168010700", "Gangnam-gu Sinsa-dong"],
        ["--fill", "area_code=1138010900", "Eunpyeong-gu Sinsa-dong"],
    ]


def test_a_second_question_is_shown_below_the_first(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers[RESOLVE] = {**ANSWERED, "also": [ASKED_BACK]}
    out = city120("ask", "x", "--address", gateway.address).out
    assert out.index("Mapo-gu Office repairs") < out.index("also asked:\n  Which one?")


def test_json_is_what_the_gateway_said(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers[RESOLVE] = ANSWERED
    assert city120("ask", "x", "--json", "--address", gateway.address).json == ANSWERED


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
        "  line.shinbundang: the timetable is not whole; a later train may run",
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


REPORT: dict[str, Any] = {
    "edition_id": "0123456789ab",
    "gaps": [],
    "conflicts": [],
    "shadowed": [{"affair_code": "road.bridge", "district_code": "", "rule_ids": ["r.one"], "detail": "never wins"}],
    "expired": [],
    "unverified": [{"affair_code": "env.dust", "district_code": "", "rule_ids": [], "detail": "city.climate has no verified telephone"}],
}


def test_a_report_without_faults_is_done(city120: Run, gateway: SpokenGateway, tmp_path: Path) -> None:
    gateway.answers["/v1/coverage"] = REPORT
    table = tmp_path / "findings.csv"
    ended = city120("coverage", "--address", gateway.address, "--as-of", "2026-11-24", "--csv", str(table))
    assert ended.status == 0
    assert "shadowed    1" in ended.out
    assert "road.bridge (r.one): never wins" in ended.out
    assert table.read_text(encoding="utf-8").splitlines()[1:] == [
        "shadowed,road.bridge,,r.one,never wins",
        "unverified,env.dust,,,city.climate has no verified telephone",
    ]


@pytest.mark.parametrize("section", ["gaps", "conflicts"])
def test_gaps_and_conflicts_are_findings(city120: Run, gateway: SpokenGateway, section: str) -> None:
    fault = {"affair_code": "road.bridge", "district_code": "11440", "rule_ids": [], "detail": "no rule"}
    gateway.answers["/v1/coverage"] = {**REPORT, section: [fault]}
    ended = city120("coverage", "--address", gateway.address, "--json")
    assert ended.status == 1
    assert set(json.loads(ended.out)) == {"edition_id", "gaps", "conflicts", "shadowed", "expired", "unverified"}
    assert json.loads(ended.out)[section] == [fault]
