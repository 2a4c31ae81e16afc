"""The way from door to door, or who looks for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_gateway.conversation.conversation import Earlier
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Entry, Route, RouteLeg
from city120_gateway.resolution.builders.directions import build
from city120_gateway.resolution.decide import Decision, Kind, Reason
from city120_gateway.resolution.whereabouts import Whereabouts
from city120_gateway.words.caller_words import BUS
from tests.unit.gateway.samples import conversation, entry, findings, ruling

DECISION = Decision(Kind.DIRECTIONS, Reason.WAY_ASKED)
WAY = Route({}, {}, (RouteLeg({}, {}, "21:40", "22:00", "21:40", "22:00", 1200, "line.4"),), exact=True, source="S", data_date="2026-06")
ON_MAP = replace(WAY, by_streets=True, map_source="M", map_date="2026-10")
NONE = Route({}, {}, empty="none_near")
UNTIMED = replace(WAY, exact=False, estimate_s=1200)

_ESTIMATED = "estimated by how far stations are apart, without the times of trains"


@pytest.mark.parametrize(
    ("route", "told", "answered", "handed_over", "evidence"),
    [
        (WAY, entry("transit.route"), False, False, ("line.4", "S (2026-06), by a timetable; walks by the straight line")),
        (ON_MAP, None, False, False, ("line.4", "S (2026-06), by a timetable; walks by streets (M (2026-10))")),
        (NONE, None, False, True, ("none_near", "no way is known")),
        (NONE, entry("transit.route"), True, False, ("none_near", "no way is known")),
        *(
            (UNTIMED, told, told is not None, False, ("line.4", f"S (2026-06), {_ESTIMATED}; walks by the straight line"))
            for told in (None, entry("transit.airport"))
        ),
    ],
    ids=["a way", "a way by streets", "no way", "no way, and an entry that tells of a line", "a way without times", "one, and an entry"],
)
def test_a_way_stands_without_body_and_no_way_with_the_entry_of_a_line(
    knowledge: Knowledge, route: Route, told: Entry | None, answered: bool, handed_over: bool, evidence: tuple[str, str]
) -> None:
    resolution = build(findings(knowledge, "transit.route", route=route, entry=told, rulings=(ruling(),)), DECISION, knowledge)
    assert (resolution.route, resolution.answer is not None, resolution.responsibility) == (route, answered, None)
    assert (resolution.handoff is not None) is handed_over
    assert (resolution.evidence[-1].ref, resolution.evidence[-1].detail) == evidence


def test_lines_that_a_text_names_and_does_not_mean_are_known(knowledge: Knowledge) -> None:
    route = replace(WAY, legs=(replace(WAY.legs[0], line_names={"ko": "4호선", "en": "Line 4"}),))
    for text, assets, denied in (("4호선 말고", (), ("line.4",)), ("without line 4", (), ("line.4",)), ("4호선", ("line.4",), ()), ("그냥", (), ())):
        asked = findings(knowledge, "transit.route", route=route, conversation=conversation(text), where=Whereabouts(assets=assets))
        assert build(asked, DECISION, knowledge).denied == denied


def test_who_asks_for_a_bus_has_the_way_and_somebody_who_looks_for_the_bus(knowledge: Knowledge) -> None:
    asked = conversation("버스로 어떻게 가요", heard=frozenset({BUS}))
    resolution = build(findings(knowledge, "transit.route", route=WAY, conversation=asked), DECISION, knowledge)
    assert resolution.route == WAY
    assert resolution.handoff is not None
    assert (resolution.handoff.queue, resolution.handoff.reason) == ("agent", "no bus is known")


def test_who_has_heard_the_way_and_asks_for_a_bus_does_not_hear_it_again(knowledge: Knowledge) -> None:
    before = Earlier(station="station:a", goal="station:b", answered=True, ride="train")
    for text, told in (("버스는 있나요?", True), ("계단 없이는요?", False)):
        asked = conversation(text, heard=frozenset({BUS}), earlier=before)
        assert build(findings(knowledge, "transit.route", route=WAY, conversation=asked), DECISION, knowledge).told_before is told
    elsewhere = conversation("버스는 있나요?", heard=frozenset({BUS}), earlier=replace(before, ride=""))
    assert not build(findings(knowledge, "transit.route", route=WAY, conversation=elsewhere), DECISION, knowledge).told_before
