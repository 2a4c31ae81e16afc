"""What a ride is on, as it stands on signs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_gateway.channels.boarding import bound_for, line_of, of_ride, signs, timed, towards, way_round
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Names, Ride
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_train_that_runs_on_is_called_by_what_signs_show(knowledge: Knowledge, language: str) -> None:
    def called(station: Names) -> str:
        return station[language]

    ends = {"origin": "Here", "destination": "There"}
    first, second, third = (shown[language] for shown in knowledge.onward["line.1", "up", "station:dobongsan"])
    ride = replace(RIDE, line="line.1", direction="up", terminal=names("Dobongsan"), terminal_ref="station:dobongsan")
    heading = signs(("line.1", "up", "station:dobongsan"), language, knowledge, called)
    assert heading.index(first) < heading.index(second) < heading.index(third)
    assert bound_for(ride, language, knowledge, called) == heading
    told = timed(ride, language, knowledge, called, ends)
    assert (heading in told, "Dobongsan" in told) == (True, False)
    ending = replace(ride, direction="down")
    assert bound_for(ending, language, knowledge, called) == "Dobongsan"
    assert "Dobongsan" in timed(ending, language, knowledge, called, ends)
