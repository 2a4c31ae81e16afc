"""What is sent for a golden inquiry, and a gateway that refuses it."""

from __future__ import annotations

from typing import Any

import pytest

from city120_evaluation.asking import Refused, ask, place_of, point_of, request_of
from city120_evaluation.golden import OFFICE_HOURS, Golden


class Gateway:
    """Answers with the affair that it is told to, or refuses."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.asked: list[dict[str, Any]] = []

    def resolve(self, inquiry: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(inquiry)
        if self.error:
            raise self.error
        return {"kind": "answer", "language": "ko", "confidence": 0.8, "affairs": [{"code": "a.one", "probability": 0.9}], "edition_id": "e1"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("11440", {"area_code": "11440"}),
        ("11440101", {"area_code": "11440101"}),
        ("114401", {"text": "114401"}),
        ("37.5, 126.9", {"lat": 37.5, "lon": 126.9}),
        ("95,126", {"text": "95,126"}),
        ("마포구", {"text": "마포구"}),
    ],
)
def test_a_place_is_a_code_a_point_or_words(text: str, place: dict[str, Any]) -> None:
    assert place_of(text) == place


@pytest.mark.parametrize("text", ["", "37.5", "1,2,3", "nan,1", "37.5,181", "north,east"])
def test_what_is_no_point_of_the_earth_is_none(text: str) -> None:
    assert point_of(text) is None


def test_an_inquiry_is_asked_at_its_own_time_or_in_office_hours_and_at_its_place() -> None:
    assert request_of(Golden("q", "물"), OFFICE_HOURS) == {"text": "물", "channel": "agent", "at": OFFICE_HOURS}
    given = request_of(Golden("q", "물", at="2026-01-01T00:00:00+09:00", place="text=마포구"), OFFICE_HOURS)
    assert (given["at"], given["place"]) == ("2026-01-01T00:00:00+09:00", {"text": "마포구"})
    assert request_of(Golden("q", "물", place="area_code=11440"), OFFICE_HOURS)["place"] == {"area_code": "11440"}


def test_an_answer_is_judged() -> None:
    gateway = Gateway()
    judged = ask(gateway, Golden("q", "물", affair="a.one"))
    assert (judged.right, judged.affairs, judged.edition_id, judged.latency_ms >= 0) == (True, (("a.one", 0.9),), "e1", True)
    assert gateway.asked == [{"text": "물", "channel": "agent", "at": OFFICE_HOURS}]
    assert not ask(gateway, Golden("q", "물", affair="a.two")).right


def test_a_refusal_is_a_miss_and_a_gateway_that_is_not_there_ends_the_evaluation() -> None:
    judged = ask(Gateway(Refused(503, "busy")), Golden("q", "물"))
    assert (judged.right, judged.failure) == (False, "503: busy")
    with pytest.raises(ConnectionError):
        ask(Gateway(ConnectionError("no gateway")), Golden("q", "물"))
