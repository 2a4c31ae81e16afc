"""An emergency."""

from __future__ import annotations

from dataclasses import replace

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders import emergency
from city120_gateway.resolution.decide import Decision, Kind, Reason
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.resolution import Resolution
from city120_text import EmergencyRule
from tests.unit.gateway.samples import entry, findings, ruling

FIRE = EmergencyRule("fire", ("119", "112"), {"ko": "나가세요."}, {})
GAS = EmergencyRule("gas", ("119",), {"ko": "밸브를 잠그세요."}, {}, affair="util.gas.move")
LIFT = EmergencyRule("lift", ("119",), {"ko": "기다리세요."}, {})


def built(knowledge: Knowledge, *rules: EmergencyRule) -> Resolution:
    return emergency.build(findings_of(knowledge, *rules), Decision(Kind.EMERGENCY, Reason.HEARD), knowledge)


def findings_of(knowledge: Knowledge, *rules: EmergencyRule) -> Findings:
    affair = "util.gas.move"
    return replace(findings(knowledge, affair, entry=entry(affair), rulings=(ruling(body="gas.seoul"),)), emergencies=rules)


def test_each_number_is_told_once_and_two_texts_are_enough(knowledge: Knowledge) -> None:
    told = built(knowledge, FIRE, GAS, LIFT)
    assert told.emergency is not None
    assert (told.emergency.numbers, told.emergency.text) == (("119", "112"), "나가세요. 밸브를 잠그세요.")
    assert told.confidence == 0.8
    assert [reason.ref for reason in told.evidence if reason.kind == "emergency"] == ["fire", "gas", "lift"]


def test_who_usually_deals_with_it_is_named_only_for_an_emergency_with_an_affair_of_its_own(knowledge: Knowledge) -> None:
    with_affair, without = built(knowledge, GAS), built(knowledge, FIRE, GAS)
    assert (with_affair.responsibility is None, with_affair.answer is None) == (False, False)
    assert (without.responsibility, without.answer) == (None, None)
