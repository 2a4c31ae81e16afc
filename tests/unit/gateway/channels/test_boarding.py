"""What a ride is on, as it stands on signs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_gateway.channels.boarding import line_of, of_ride, timed, towards, way_round
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Ride
from tests.unit.gateway.channels.test_sentences import names
from tests.unit.gateway.samples import LANGUAGES

RIDE = Ride("line.2", names("Line 2"), names("Seongsu"), names("Here"), names("There"), "08:00", "08:10", "08:00", "08:10", direction="inner")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_loop_says_which_way_round_and_an_express_that_it_is_one(knowledge: Knowledge, language: str) -> None:
    assert way_round("inner", language, knowledge) != way_round("outer", language, knowledge)
    assert way_round("up", language, knowledge) == ""
    assert of_ride(RIDE, language, knowledge).startswith("Line 2 ")
    assert line_of(names("Line 9"), "up", language, knowledge) == "Line 9"
    assert line_of(names("Line 9"), "up", language, knowledge, express=True) == knowledge.say("route.express", language, line="Line 9")


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_loop_the_next_station_tells_the_platform(knowledge: Knowledge, language: str) -> None:
    ends = {"origin": "Here", "destination": "There"}
    around = replace(RIDE, next_stop=names("Next"))
    assert towards(around, language, knowledge) == names("Next")
    assert towards(replace(around, direction="up"), language, knowledge) == names("Seongsu")
    assert "Next" in timed(around, language, knowledge, lambda called: called["ko"], ends)
    assert "Next" not in timed(RIDE, language, knowledge, lambda called: called["ko"], ends)
