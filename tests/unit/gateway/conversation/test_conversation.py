"""What a caller said so far."""

from __future__ import annotations

import pytest

from city120_gateway.conversation.choices import Choices
from city120_gateway.conversation.conversation import Earlier, RankedEntry, Waiting, one_of_each
from city120_gateway.conversation.hints import AreaHint
from tests.unit.gateway.samples import conversation


@pytest.mark.parametrize(
    ("turn", "choices", "may_be_asked"),
    [
        (0, Choices(), True),
        (1, Choices(), True),
        (2, Choices(), False),
        (0, Choices(area="11440"), True),
        (0, Choices(area="11440", affair="road.pothole"), False),
    ],
)
def test_at_most_two_questions_are_asked_however_they_are_counted(turn: int, choices: Choices, may_be_asked: bool) -> None:
    assert conversation(turn=turn, choices=choices).may_be_asked is may_be_asked


def test_a_second_question_has_place_and_time_in_common_and_of_the_choices_the_area() -> None:
    earlier = Earlier(edition_id="one", assets=("line.2",), station="station:suyu", waiting=Waiting("waste.bulky"))
    first = conversation("둘", place=AreaHint("11440"), choices=Choices(area="11440", line="line.2"), turn=1, earlier=earlier)
    second = first.beside("하나")
    assert (second.text, second.place, second.at, second.speech, second.turn) == ("하나", first.place, first.at, first.speech, 1)
    assert second.choices == Choices(area="11440")
    assert second.earlier == Earlier(edition_id="one")


def test_a_second_question_about_the_way_before_begins_where_that_did() -> None:
    earlier = Earlier(edition_id="one", station="station:hongdae", goal="station:suyu")
    assert conversation("둘", earlier=earlier).beside("하나").earlier == earlier


@pytest.mark.parametrize(("text", "asks"), [("", False), (" \n", False), ("물", True)])
def test_a_text_of_blanks_asks_nothing(text: str, asks: bool) -> None:
    assert conversation(text).asks is asks


def test_of_each_affair_the_first_entry_is_kept() -> None:
    entries = [RankedEntry("a.1", "a"), RankedEntry("b.1", "b"), RankedEntry("a.2", "a")]
    assert one_of_each(entries) == entries[:2]
