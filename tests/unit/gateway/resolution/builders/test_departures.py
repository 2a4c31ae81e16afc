"""The trains of a station, or somebody who finds out."""

from __future__ import annotations

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import NearStation, NoWay
from city120_gateway.resolution.builders.departures import build
from city120_gateway.resolution.decide import Decision, Kind, Reason
from tests.unit.gateway.samples import departures, entry, findings, ruling, train

DECISION = Decision(Kind.DEPARTURES, Reason.TRAINS_ASKED)
TRAINS = "transit.subway.firstlast"


def test_trains_stand_with_all_that_is_known(knowledge: Knowledge) -> None:
    near = NearStation({"ko": "야구장"}, "station:sports", {"ko": "종합운동장"}, 290.0)
    made = build(
        findings(knowledge, TRAINS, departures=departures(train("23:53")), boarding=near, rulings=(ruling(body="transit.metro"),)),
        DECISION,
        knowledge,
    )
    assert (made.departures, made.near_stations, made.handoff) == (departures(train("23:53")), (near,), None)
    assert made.responsibility is not None
    assert ("station:sports", "the nearest station with known trains to 야구장") in [(reason.ref, reason.detail) for reason in made.evidence]


def test_where_no_train_is_known_that_gets_there_a_person_finds_out(knowledge: Knowledge) -> None:
    unknown = NoWay({"ko": "강남"}, {"ko": "인천공항"})
    made = build(
        findings(knowledge, TRAINS, no_way=unknown, entry=entry("transit.airport"), rulings=(ruling(body="transit.metro"),)), DECISION, knowledge
    )
    assert (made.no_way, made.responsibility, made.departures) == (unknown, None, None)
    assert made.answer is not None
    assert made.handoff is not None
    assert made.handoff.queue == "agent"
    assert made.evidence[-1].detail == "no train is known that connects"
