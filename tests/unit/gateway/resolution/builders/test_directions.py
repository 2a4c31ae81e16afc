"""The way from door to door, or who looks for it."""

from __future__ import annotations

import pytest

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Route, RouteLeg
from city120_gateway.resolution.builders.directions import build
from city120_gateway.resolution.decide import Decision, Kind, Reason
from tests.unit.gateway.samples import entry, findings, ruling

DECISION = Decision(Kind.DIRECTIONS, Reason.WAY_ASKED)
WAY = Route({}, {}, (RouteLeg({}, {}, "21:40", "22:00", "21:40", "22:00", 1200, "line.4"),), exact=True, source="S", data_date="2026-06")


@pytest.mark.parametrize(
    ("route", "handed_over", "evidence"),
    [
        (WAY, False, ("line.4", "S (2026-06), by a timetable; walks by the straight line")),
        (Route({}, {}, empty="none_near"), True, ("none_near", "no way is known")),
    ],
)
def test_a_way_stands_without_entry_and_body(knowledge: Knowledge, route: Route, handed_over: bool, evidence: tuple[str, str]) -> None:
    resolution = build(findings(knowledge, "transit.route", route=route, entry=entry("transit.route"), rulings=(ruling(),)), DECISION, knowledge)
    assert (resolution.route, resolution.answer, resolution.responsibility) == (route, None, None)
    assert (resolution.handoff is not None) is handed_over
    assert (resolution.evidence[-1].ref, resolution.evidence[-1].detail) == evidence
