"""What is easily got wrong about Seoul: each trap is a row of tests/golden/traps.csv with the explained answer that it must get, and why."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb

from city120_client import JurisdictionClient, open_channel
from city120_edition import Edition
from city120_edition.holder import EditionHolder
from city120_jurisdiction.__main__ import register
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_jurisdiction.settings import JurisdictionSettings
from city120_platform.grpc_server import SERVING, GrpcServer

with (Path(__file__).parents[1] / "golden" / "traps.csv").open(encoding="utf-8", newline="") as _stream:
    TRAPS = list(csv.DictReader(_stream))
_Outcome = pb.ResolveResponsibilityResponse.Outcome
NO_VERIFIED_PHONE = {"phone.conflict", "moved.dongjak.before", "moved.gwangjin.before"}


@pytest.fixture(scope="module")
async def client(edition: Edition) -> AsyncIterator[JurisdictionClient]:
    holder: EditionHolder[Jurisdiction] = EditionHolder(lambda: edition.path, Jurisdiction.load)
    server = GrpcServer(JurisdictionSettings(drain_s=0.1), 0, ["city120.jurisdiction.v1.JurisdictionService"])
    register(server, holder)
    await server.start()
    await holder.load_current()
    await server.set_health(SERVING)
    async with open_channel(f"127.0.0.1:{server.port}") as channel:
        yield JurisdictionClient(channel)
    await server.stop()


def explanation(item: pb.Responsibility) -> str:
    """All that says why."""
    tells = [*item.how_to_tell.values(), item.runner_up.why_not, item.usual_unit, item.body.note]
    return "\n".join([item.reason, *item.changes, *tells])


@pytest.mark.parametrize("trap", [trap for trap in TRAPS if trap["affair"]], ids=lambda trap: trap["id"])
async def test_a_trap_is_resolved_and_explained(client: JurisdictionClient, trap: dict[str, str]) -> None:
    request = pb.ResolveResponsibilityRequest(affair_code=trap["affair"], at=trap["at"], as_of=trap["as_of"], road=trap["road"])
    if trap["area"]:
        request.area_code = trap["area"]
    request.asset_ids.extend([trap["asset"]] if trap["asset"] else [])
    response = await client.resolve_responsibility(request, timeout=5)
    acting = [response.responsibility] if response.HasField("responsibility") else list(response.candidates)
    assert _Outcome.Name(response.outcome) == f"OUTCOME_{trap['outcome']}"
    assert "|".join(sorted(item.body.id for item in acting)) == trap["bodies"]
    for body in acting:
        assert body.rule.id in body.reason
        assert body.rule.source
        assert trap["department"] in ("", body.department.id)
        assert trap["body_name"] in ("", body.body.names["ko"])
        assert trap["explained"] in explanation(body)
        assert not (trap["address"] and body.body.address != trap["address"])
        assert not (trap["id"] in NO_VERIFIED_PHONE and (body.body.phone or body.department.phone))


@pytest.mark.parametrize("trap", [trap for trap in TRAPS if trap["find"]], ids=lambda trap: trap["id"])
async def test_a_name_that_several_areas_have_leads_to_all(client: JurisdictionClient, trap: dict[str, str]) -> None:
    areas = await client.search_areas(pb.SearchAreasRequest(query=trap["find"], as_of="2026-11-24"), timeout=5)
    assert "|".join(sorted(area.code for area in areas.areas)) == trap["areas"]


def test_every_trap_says_why_it_is_one() -> None:
    assert len({trap["id"] for trap in TRAPS}) == len(TRAPS)
    assert all(trap["reason"] for trap in TRAPS)
