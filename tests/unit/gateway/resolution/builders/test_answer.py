"""An answer, and a greeting that is returned."""

from __future__ import annotations

import pytest

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Outcome
from city120_gateway.resolution.builders import answer
from city120_gateway.resolution.builders.sections import known
from city120_gateway.resolution.decide import Decision, Kind, Reason
from city120_gateway.resolution.resolution import Answer
from city120_gateway.words.caller_words import Manner
from tests.unit.gateway.samples import LANGUAGES, conversation, entry, findings, responsibility, ruling


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("manner", [Manner.GREETING, Manner.THANKS, Manner.GOODBYE])
def test_a_greeting_is_returned_and_nothing_else(knowledge: Knowledge, language: str, manner: Manner) -> None:
    made = findings(knowledge, "road.pothole", conversation=conversation("…", language, manner=manner), rulings=(ruling(body="district.11440"),))
    resolution = answer.build(made, Decision(Kind.ANSWER, Reason.COURTESY), knowledge)
    assert resolution.answer == Answer("", knowledge.say(f"courtesy.{manner.name.lower()}", language))
    assert (resolution.affairs, resolution.about, resolution.responsibility, resolution.confidence) == ((), None, None, 1.0)


def test_an_answer_is_all_that_is_known(knowledge: Knowledge) -> None:
    made, decision = findings(knowledge, "road.pothole", entry=entry("road.pothole")), Decision(Kind.ANSWER, Reason.ENTRY_SETTLES)
    assert answer.build(made, decision, knowledge) == known(made, decision, knowledge)


def test_an_answer_offers_to_say_who_is_there(knowledge: Knowledge) -> None:
    affair = next(code for code, row in knowledge.affairs.items() if (row.answer_kind, row.place_role) == ("answer", "residence"))
    lacking = ruling(Outcome.NEEDS_PLACE, missing=("district",))
    made = findings(knowledge, affair, entry=entry(affair), rulings=(lacking,))
    resolution = answer.build(made, Decision(Kind.ANSWER, Reason.ENTRY_SETTLES), knowledge)
    assert [option.choices.area for option in resolution.offers] == sorted(knowledge.admin_dongs)
    assert [option.id for option in resolution.offers] == [str(number) for number in range(1, len(knowledge.admin_dongs) + 1)]


def test_no_operator_is_stated_while_the_line_is_open(knowledge: Knowledge) -> None:
    depends = ruling(responsibility=responsibility("transit.metro", depends_on=("asset",)))
    made = findings(knowledge, "transit.subway.lost", entry=entry("transit.subway.lost", settles=True), rulings=(depends,))
    resolution = answer.build(made, Decision(Kind.ANSWER, Reason.ENTRY_SETTLES), knowledge)
    assert resolution.responsibility is None
    assert [option.choices.line for option in resolution.offers] == list(knowledge.lines)
