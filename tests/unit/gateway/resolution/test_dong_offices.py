"""The office of a dong."""

from __future__ import annotations

import pytest

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Location, Place
from city120_gateway.resolution.builders import answer, places
from city120_gateway.resolution.decide import Decision, Kind, Reason
from city120_gateway.resolution.whereabouts import Whereabouts
from tests.unit.gateway.samples import OFFICE, conversation, findings, responsibility, ruling


@pytest.mark.parametrize(
    ("location", "told"),
    [
        (Location(district="11110", admin_dong="1111064000"), ["이화동주민센터"]),
        (Location(district="11680", admin_dong_candidates=("1168064000", "1168065000")), ["역삼1동주민센터", "역삼2동주민센터"]),
        (Location(district="11110"), ["마포구청"]),
    ],
)
def test_the_office_of_the_dong_that_is_named_is_told(knowledge: Knowledge, location: Location, told: list[str]) -> None:
    ruled = ruling(responsibility=responsibility(address="월드컵로 212"), location=location)
    for heard in ({"dong_office"}, set[str]()):
        made = findings(knowledge, "office.location", conversation=conversation(heard=frozenset(heard)), rulings=(ruled,))
        offices = places.build(made, Decision(Kind.PLACES, Reason.OFFICE_ASKED), knowledge).offices
        assert [office.names["ko"] for office in offices] == (told if heard else ["마포구청"])


def test_of_a_dong_that_is_gone_the_offices_of_what_became_of_it_are_told(knowledge: Knowledge) -> None:
    gone = Place("body:dong.1123053600", "office", OFFICE, "11230", address="천호대로27길 35")
    where = Whereabouts(area_codes=("1123053600",), name="용신동 주민센터", offices=(gone,))
    made = findings(knowledge, "office.location", where=where, rulings=(ruling(responsibility=responsibility()),))
    offices = places.build(made, Decision(Kind.PLACES, Reason.OFFICE_ASKED), knowledge).offices
    assert {office.ref for office in offices} == {"body:dong.1123051500", "body:dong.1123053300"}


@pytest.mark.parametrize(
    ("affair", "heard", "told"),
    [("office.hours", {"dong_office", "open"}, 2), ("office.hours", {"dong_office"}, 0), ("env.toilet", {"dong_office", "hours"}, 0)],
)
def test_who_asks_when_the_office_of_a_dong_is_open_hears_which_ones_it_has(knowledge: Knowledge, affair: str, heard: set[str], told: int) -> None:
    yeoksam = Location(district="11680", admin_dong_candidates=("1168064000", "1168065000"))
    ruled = ruling(responsibility=responsibility(), location=yeoksam)
    made = findings(knowledge, affair, conversation=conversation(heard=frozenset(heard)), rulings=(ruled,))
    assert len(answer.build(made, Decision(Kind.ANSWER, Reason.ENTRY_SETTLES), knowledge).offices) == told
