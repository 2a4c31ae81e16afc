"""Every kind has a builder of its own."""

from __future__ import annotations

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders import BUILDERS, build
from city120_gateway.resolution.decide import Decision, Kind, Reason
from tests.unit.gateway import samples
from tests.unit.gateway.samples import entry, findings, ruling, train


def test_every_kind_has_a_builder_of_its_own() -> None:
    assert set(BUILDERS) == set(Kind)
    assert len(set(BUILDERS.values())) == len(Kind)


def test_an_answer_is_stated_with_the_body_behind_it(knowledge: Knowledge) -> None:
    made = findings(knowledge, "waste.bulky", entry=entry("waste.bulky"), rulings=(ruling(body="district.11440"),))
    resolution = build(made, Decision(Kind.ANSWER, Reason.ENTRY_SETTLES), knowledge)
    assert (resolution.kind, resolution.clarification, resolution.handoff) == (Kind.ANSWER, None, None)
    assert resolution.answer is not None
    assert resolution.answer.text == "먼저 신고하세요."
    assert resolution.responsibility == made.responsibility


def test_a_body_that_must_act_is_stated_with_the_answer_about_it(knowledge: Knowledge) -> None:
    made = findings(knowledge, "road.pothole", entry=entry("road.pothole"), rulings=(ruling(body="district.11440"),))
    resolution = build(made, Decision(Kind.DEPARTMENT, Reason.BODY_MUST_ACT), knowledge)
    assert (resolution.kind, resolution.responsibility) == (Kind.DEPARTMENT, made.responsibility)
    assert resolution.answer is not None
    assert resolution.answer.entry_id == "road.pothole.how"


def test_trains_are_stated_as_wayfinding_has_them(knowledge: Knowledge) -> None:
    trains = samples.departures(train("23:10"), train("24:38", clock="00:38", next_day=True))
    made = findings(knowledge, "transit.subway.firstlast", departures=trains, rulings=(ruling(body="transit.metro"),))
    resolution = build(made, Decision(Kind.DEPARTURES, Reason.TRAINS_ASKED), knowledge)
    assert (resolution.kind, resolution.departures, resolution.responsibility) == (Kind.DEPARTURES, trains, made.responsibility)
    assert resolution.evidence[-1].kind == "timetable"
