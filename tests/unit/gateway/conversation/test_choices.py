"""Choices, each as what it is, and the contract's one field for things."""

from __future__ import annotations

import pytest

from city120_edition.conditions import BUILDINGS, ROADS
from city120_gateway.conversation.choices import Choices, ChosenAsset, ChosenBody, ChosenFact, ChosenThing, read_thing, sent_thing

ASSETS, BODIES = {"bridge.mapo", "park.forest"}, {"gas.seoul", "park.forest"}


@pytest.mark.parametrize(
    ("sent", "thing"),
    [
        ("bridge.mapo", ChosenAsset("bridge.mapo")),
        ("gas.seoul", ChosenBody("gas.seoul")),
        ("park.forest", ChosenAsset("park.forest")),
        *((f"road:{value}", ChosenFact("road", value)) for value in ROADS),
        *((f"building:{value}", ChosenFact("building", value)) for value in BUILDINGS),
    ],
)
def test_a_thing_is_read_as_what_it_is_and_sent_as_it_came(sent: str, thing: ChosenThing) -> None:
    assert read_thing(sent, ASSETS, BODIES) == thing
    assert sent_thing(thing) == sent


@pytest.mark.parametrize("sent", ["", "nope", "road:nope", "road:", "colour:red", ":city"])
def test_what_is_nothing_of_this_edition_is_none(sent: str) -> None:
    assert read_thing(sent, ASSETS, BODIES) is None


def test_nothing_is_sent_as_nothing() -> None:
    assert sent_thing(None) == ""


def test_of_two_choices_the_later_one_holds() -> None:
    first, second = Choices(area="11440", line="line.2"), Choices(area="11680", thing=ChosenFact("road", "city"))
    assert first.then(second) == Choices(area="11680", line="line.2", thing=ChosenFact("road", "city"))
    assert first == Choices(area="11440", line="line.2")


@pytest.mark.parametrize(("choices", "made"), [(Choices(), 0), (Choices(area="11440"), 1), (Choices(area="11440", thing=ChosenBody("a")), 2)])
def test_choices_are_counted(choices: Choices, made: int) -> None:
    assert (len(choices), bool(choices)) == (made, made > 0)
