"""`city120 coverage` against a gateway that speaks the frozen format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Run, SpokenGateway


REPORT: dict[str, Any] = {
    "edition_id": "0123456789ab",
    "gaps": [],
    "conflicts": [],
    "shadowed": [{"affair_code": "road.bridge", "district_code": "", "rule_ids": ["r.one"], "detail": "never wins"}],
    "expired": [],
    "unverified": [{"affair_code": "env.dust", "district_code": "", "rule_ids": [], "detail": "city.climate has no verified telephone"}],
}


def test_a_report_without_faults_is_done(city120: Run, gateway: SpokenGateway, tmp_path: Path) -> None:
    gateway.answers["/v1/coverage"] = REPORT
    table = tmp_path / "findings.csv"
    ended = city120("coverage", "--address", gateway.address, "--as-of", "2026-11-24", "--csv", str(table))
    assert ended.status == 0
    assert "shadowed    1" in ended.out
    assert "road.bridge (r.one): never wins" in ended.out
    assert table.read_text(encoding="utf-8").splitlines()[1:] == [
        "shadowed,road.bridge,,r.one,never wins",
        "unverified,env.dust,,,city.climate has no verified telephone",
    ]


@pytest.mark.parametrize("section", ["gaps", "conflicts"])
def test_gaps_and_conflicts_are_findings(city120: Run, gateway: SpokenGateway, section: str) -> None:
    fault = {"affair_code": "road.bridge", "district_code": "11440", "rule_ids": [], "detail": "no rule"}
    gateway.answers["/v1/coverage"] = {**REPORT, section: [fault]}
    ended = city120("coverage", "--address", gateway.address, "--json")
    assert ended.status == 1
    assert set(json.loads(ended.out)) == {"edition_id", "gaps", "conflicts", "shadowed", "expired", "unverified"}
    assert json.loads(ended.out)[section] == [fault]
