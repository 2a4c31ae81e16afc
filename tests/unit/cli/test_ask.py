"""`city120 ask` against a gateway that speaks the frozen format."""

from __future__ import annotations

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


def test_without_a_verified_phone_none_is_told(city120: Run, gateway: SpokenGateway) -> None:
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
