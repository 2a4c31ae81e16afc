"""The golden inquiries: the ones the house was built for must all be right; of all of them hardly fewer than when last measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from city120_cli.gateway import Gateway
from city120_evaluation.asking import ask
from city120_evaluation.golden import Golden, Judged, read_golden
from city120_evaluation.measures import recall, share
from tests.conftest import RunningHouse

INQUIRIES = read_golden(Path(__file__).parents[1] / "golden" / "inquiries.csv")
CORE = [inquiry for inquiry in INQUIRIES if inquiry.id.startswith("core-")]
# Measured with: city120 eval tests/golden/inquiries.csv; a little is left for a change elsewhere that is no fault of its own.
LEAST_RIGHT = 0.94


@pytest.fixture(scope="module")
def gateway(house: RunningHouse) -> Iterator[Gateway]:
    with Gateway(house.rest) as made:
        yield made


@pytest.fixture(scope="module")
def judged(gateway: Gateway) -> list[Judged]:
    return [ask(gateway, inquiry) for inquiry in INQUIRIES]


@pytest.mark.parametrize("inquiry", CORE, ids=lambda inquiry: inquiry.id)
def test_an_inquiry_the_house_was_built_for_is_right(gateway: Gateway, inquiry: Golden) -> None:
    answer = ask(gateway, inquiry)
    assert answer.right, answer.why


@pytest.mark.parametrize("text", ["Хийн үнэр үнэртээд байна", "Газ алдаж байна", "co mui gas trong bep"])
def test_who_is_sure_of_a_gas_leak_does_not_doubt_the_emergency(gateway: Gateway, text: str) -> None:
    answer = ask(gateway, Golden(id="gas", text=text, kind="emergency", affair="util.gas.leak"))
    assert answer.right, answer.why


def test_all_inquiries_together(judged: list[Judged]) -> None:
    wrong = [f"{verdict.golden.id}: {verdict.why}" for verdict in judged if not verdict.right]
    assert share(judged).value >= LEAST_RIGHT, "\n".join(wrong)


def test_every_emergency_is_recognised(judged: list[Judged]) -> None:
    missed = [verdict.golden.id for verdict in judged if verdict.golden.kind == "emergency" and not verdict.right]
    assert missed == []
    assert recall(judged, "emergency").value == 1.0


@pytest.mark.parametrize("language", ["ko", "en", "zh", "ja", "vi", "mn"])
def test_no_language_falls_behind(judged: list[Judged], language: str) -> None:
    own = [verdict for verdict in judged if verdict.golden.language == language]
    assert len(own) >= 20
    assert share(own).value >= 0.88
