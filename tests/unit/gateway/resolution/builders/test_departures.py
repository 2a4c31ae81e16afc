"""Last trains."""

from __future__ import annotations

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders import departures
from city120_gateway.resolution.decide import Decision, Kind, Reason
from tests.unit.gateway import samples
from tests.unit.gateway.samples import findings, ruling, train


def test_the_trains_are_stated_as_wayfinding_has_them(knowledge: Knowledge) -> None:
    trains = samples.departures(train("23:10"), train("24:38", clock="00:38", next_day=True))
    made = findings(knowledge, "transit.subway.firstlast", departures=trains, rulings=(ruling(body="transit.metro"),))
    resolution = departures.build(made, Decision(Kind.DEPARTURES, Reason.TRAINS_ASKED), knowledge)
    assert (resolution.kind, resolution.departures, resolution.responsibility) == (Kind.DEPARTURES, trains, made.responsibility)
    assert resolution.evidence[-1].kind == "timetable"
