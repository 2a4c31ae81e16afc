"""What to do on each leg, in six languages."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from city120_edition import rows
from city120_wayfinding.directions.wording import Wording, minutes
from city120_wayfinding.places.place import Place
from city120_wayfinding.streets.walks import Path, Step, Turn
from tests.unit.wayfinding.directions.made import CAREFUL, EXACT, HOME, HOURS, OFTEN, UNTIMED, WALK, A, B, messages

MESSAGES = messages()


def test_a_ride_has_times_only_where_a_timetable_knows_them() -> None:
    english = Wording(MESSAGES, "en")
    assert english.steps(WALK) == ["Walk from Home to A, about 850 m, 12 min"]
    assert english.steps(CAREFUL) == ["Take Few & Far towards C from A to B, 12 min, stops: 2"]
    assert english.steps(EXACT) == ["Change at B, 4 min on foot", "12:38 B, Often to C, arriving 12:42 at C"]
    assert english.steps(replace(CAREFUL, stops=0)) == ["Take Few & Far towards C from A to B, 12 min"]


def test_a_train_that_runs_on_beyond_its_terminal_is_called_by_where_it_heads() -> None:
    english = Wording(MESSAGES, "en")
    heads_for = (HOME, A)
    assert english.steps(replace(CAREFUL, heads_for=heads_for)) == ["Take Few & Far towards Home or A from A to B, 12 min, stops: 2"]
    assert english.steps(replace(EXACT, heads_for=heads_for))[1] == "12:38 B, Often towards Home or A, arriving 12:42 at C"


@pytest.mark.parametrize("language", rows.LANGUAGES)
def test_every_language_has_all_steps_and_official_names_where_it_has_no_other(language: str) -> None:
    wording = Wording(MESSAGES, language)
    steps = [step for leg in (WALK, CAREFUL, EXACT) for step in wording.steps(leg)]
    assert len(steps) == 4
    assert all(("A" if language == "en" else "a역") in step for step in steps[:2])


def test_a_ride_without_times_takes_about_so_long_and_says_when_its_line_runs_where_that_is_known() -> None:
    english = Wording(MESSAGES, "en")
    assert english.steps(UNTIMED[1]) == ["Take Few & Far towards C from A to B, about 20 min, stops: 2"]
    change, ride, hours = english.steps(UNTIMED[2])
    assert (change, ride) == ("Change at B, 4 min on foot", "Take Few & Far towards C from B to C, about 4 min, stops: 1")
    assert hours.startswith("Known running hours: Few & Far 05:30~01:00 (2022-05).")
    assert "Few & Far ~01:00 (2022-05)" in english.steps(replace(UNTIMED[2], hours=replace(HOURS, first="")))[2]


def test_of_an_area_it_is_said_that_a_walk_begins_in_its_middle() -> None:
    dong = Place("area:1168010100", "legal_dong", {"ko": "역삼동", "en": "Yeoksam-dong"}, point=WALK.origin.point, address="테헤란로 152")
    assert Wording(MESSAGES, "en").steps(replace(WALK, origin=dong)) == ["Walk from the middle of Yeoksam-dong to A, about 850 m, 12 min"]


@pytest.mark.parametrize("language", rows.LANGUAGES)
def test_every_language_says_about(language: str) -> None:
    steps = Wording(MESSAGES, language).steps(UNTIMED[1])
    assert len(steps) == 1
    assert steps != Wording(MESSAGES, language).steps(replace(UNTIMED[1], estimated=False))


TURNS = (Step("start", 79.0, {"ko": "가로", "en": "Ga-ro"}), Step("steps", 32.0, {}), Step("slight_left", 1204.0, {"ko": "나로"}))


def test_a_walk_by_streets_has_its_turns() -> None:
    walk = replace(WALK, walk=Path(WALK.path, "streets", TURNS))
    assert Wording(MESSAGES, "en").steps(walk)[1:] == ["Set off: Ga-ro, 80 m", "Steps: 30 m", "Keep left: 나로, 1,200 m"]
    assert Wording(MESSAGES, "zh").steps(walk)[1:] == ["出发：Ga-ro，80米", "走台阶：30米", "靠左走：나로，1,200米"]
    assert Wording(MESSAGES, "ko").steps(walk)[1] == "출발: 가로 80m"


@pytest.mark.parametrize("language", rows.LANGUAGES)
@pytest.mark.parametrize("turn", get_args(Turn))
def test_every_language_has_every_turn(language: str, turn: Turn) -> None:
    (_, named, unnamed) = Wording(MESSAGES, language).steps(
        replace(WALK, walk=Path((), "streets", (Step(turn, 50.0, {"ko": "가로"}), Step(turn, 50.0, {}))))
    )
    assert ("가로" in named, "가로" in unnamed, "50" in named, "50" in unnamed) == (True, False, True, True)


@pytest.mark.parametrize("language", rows.LANGUAGES)
def test_what_is_in_sight_at_a_turn_is_said_where_it_has_a_name_in_the_language(language: str) -> None:
    hall, shop = (Place("place:a", "landmark", names) for names in ({language: "HALL"}, {"xx": "SHOP"}))
    steps = tuple(Step("left", 50.0, {"ko": "가로"}, landmark=landmark) for landmark in (hall, shop, None))
    (_, by_hall, by_shop, plain) = Wording(MESSAGES, language).steps(replace(WALK, walk=Path((), "streets", steps)))
    assert ("HALL" in by_hall, MESSAGES["route.turn.left"][language] in by_hall, by_shop) == (True, True, plain)


def test_in_english_it_is_at_a_place() -> None:
    hall = Place("place:a", "landmark", {"en": "Sejong Center"})
    walk = replace(WALK, walk=Path((), "streets", (Step("left", 50.0, {"ko": "가로"}, landmark=hall),)))
    assert Wording(MESSAGES, "en").steps(walk)[1] == "Turn left at Sejong Center: 가로, 50 m"


def test_minutes_are_rounded_up() -> None:
    assert [minutes(seconds) for seconds in (0, 1, 60, 61)] == ["0", "1", "1", "2"]


LOOP = replace(CAREFUL, direction="inner", next_stop=B, express=True)


def test_on_a_loop_the_next_station_tells_the_platform_and_an_express_is_called_so() -> None:
    english = Wording(MESSAGES, "en")
    assert english.steps(LOOP) == ["Take Few & Far express inner loop towards B from A to B, 12 min, stops: 2"]
    assert english.steps(replace(LOOP, line=OFTEN)) == ["12:12 A, Often express inner loop via B to C, arriving 12:33 at B"]
    assert Wording(MESSAGES, "ko").steps(replace(LOOP, direction="outer", express=False)) == [
        "a역에서 드문선 외선순환 b역 방면을 타고 2번째 역 b역에서 내리기, 12분"
    ]


@pytest.mark.parametrize("language", rows.LANGUAGES)
def test_every_language_has_another_sentence_for_the_other_way_round_and_for_an_express(language: str) -> None:
    wording = Wording(MESSAGES, language)
    told = {step for leg in (LOOP, replace(LOOP, direction="outer"), replace(LOOP, express=False), CAREFUL) for step in wording.steps(leg)}
    assert len(told) == 4


@pytest.mark.parametrize(("metres", "told"), [(1.0, "10"), (34.0, "30"), (49.0, "50"), (74.0, "50"), (860.0, "850")])
def test_what_is_near_is_not_called_farther_than_it_is(metres: float, told: str) -> None:
    assert Wording(MESSAGES, "en").distance(replace(WALK, distance_m=metres)) == told
