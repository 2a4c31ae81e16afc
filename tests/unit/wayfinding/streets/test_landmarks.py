"""What is in sight at a turn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_edition.rows import LANGUAGES
from city120_wayfinding.places.place import Event, Place, Point
from city120_wayfinding.places.projection import to_degrees
from city120_wayfinding.streets.landmarks import Landmarks
from city120_wayfinding.streets.walks import Step

EASTING, NORTHING = 950_000.0, 1_950_000.0
NAMED = {language: f"Hall {language}" for language in LANGUAGES}


def at(east_m: float) -> Point:
    return to_degrees(EASTING + east_m, NORTHING)


def place(ref: str, east_m: float, **values: object) -> Place:
    plain = Place(ref, "landmark", {"ko": ref}, point=at(east_m), precision_m=50.0)
    return replace(plain, **values)  # type: ignore[arg-type]


HALL = place("place:hall", 30, names=NAMED)
HOME, GOAL = (Place(f"point:{name}", "point", {"ko": name}) for name in ("home", "goal"))
TURN = Step("left", 80.0, {}, at(0))


def seen(*places: Place, step: Step = TURN, ends: tuple[Place, ...] = (HOME, GOAL)) -> Place | None:
    (after,) = Landmarks(places).along((step,), ends)
    assert replace(after, landmark=None) == step
    return after.landmark


def test_it_is_the_nearest_within_forty_metres() -> None:
    near, far = place("place:a", 10), place("place:b", 20)
    assert (seen(far, near), seen(place("place:c", 41)), seen()) == (near, None, None)


def test_a_place_that_has_a_name_in_every_language_comes_first() -> None:
    assert seen(place("place:shop", 5), HALL) == HALL


@pytest.mark.parametrize(
    "unfit",
    [
        place("area:1", 5, kind="district", precision_m=1000.0),
        place("station:a", 5, kind="station", precision_m=100.0),
        place("place:fair", 5, event=Event("2026-11-29", "2026-11-29")),
        place("asset:bridge", 5, point=None),
    ],
    ids=lambda place: place.ref,
)
def test_what_is_no_building_is_none(unfit: Place) -> None:
    assert seen(unfit, HALL) == HALL


def test_an_end_of_the_walk_is_none_whatever_it_is_called() -> None:
    assert seen(HALL, ends=(HOME, HALL)) is None
    assert seen(HALL, ends=(replace(HALL, ref="station:hall", names={"en": "Hall en"}), GOAL)) is None


def test_a_turn_of_which_the_map_does_not_say_where_it_is_has_none() -> None:
    assert seen(HALL, step=replace(TURN, point=None)) is None
