"""A new edition is swapped in whole while requests run; one that is damaged, or that cannot be loaded, is refused and the old one stays."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb

from city120_client import JurisdictionClient, open_channel
from city120_edition import Edition, build, current_edition_path, read_source, set_current
from city120_edition.edition import EditionError
from city120_edition.holder import EditionHolder
from city120_edition.layers import current_layers
from city120_jurisdiction.__main__ import register
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_platform.grpc_server import SERVING, GrpcServer
from city120_platform.settings import ServiceSettings

pytestmark = pytest.mark.long

# In office hours: at night another body answers for outages.
ASKED = pb.ResolveResponsibilityRequest(affair_code="water.outage", area_code="11290", at="2026-11-24T10:00:00+09:00")
CALLERS = 2


@pytest.fixture(scope="module")
def editions(few_rows: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Edition, Edition]:
    """A data directory with two editions: in the second another waterworks office serves 11290."""
    data, source = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("edited") / "source"
    first = build(read_source(few_rows), data, builders={})
    shutil.copytree(few_rows, source)
    coverages = source / "coverages.csv"
    text = coverages.read_text(encoding="utf-8")
    assert "waterworks,11290,water.jungbu" in text
    coverages.write_text(text.replace("waterworks,11290,water.jungbu", "waterworks,11290,water.bukbu"), encoding="utf-8")
    return data, first, build(read_source(source), data, builders={})


def copied(edition: Edition, name: str) -> Path:
    target = edition.path.with_name(name)
    shutil.copytree(edition.path, target)
    return target


async def until(reached: Callable[[], bool]) -> None:
    """Wait until something is reached; fails after a minute."""
    async with asyncio.timeout(60):
        while not reached():  # noqa: ASYNC110  (what is waited for is told by no event)
            await asyncio.sleep(0.005)


@asynccontextmanager
async def under_load(target: str, seen: Counter[tuple[str, str]]) -> AsyncIterator[None]:
    """Callers that ask without pause while the block runs; any failure fails the test."""
    ended = asyncio.Event()

    async def call() -> None:
        async with open_channel(target) as channel:
            client = JurisdictionClient(channel)
            while not ended.is_set():
                answer = await client.resolve_responsibility(ASKED, timeout=30)
                seen[(answer.edition_id, answer.responsibility.body.id)] += 1

    async with asyncio.TaskGroup() as callers:
        for _ in range(CALLERS):
            callers.create_task(call())
        try:
            yield
        finally:
            ended.set()


async def test_editions_are_swapped_and_refused_while_requests_run(editions: tuple[Path, Edition, Edition], caplog: pytest.LogCaptureFixture) -> None:
    data, first, second = editions
    set_current(data, first.id)
    holder: EditionHolder[Jurisdiction] = EditionHolder(lambda: current_edition_path(data), Jurisdiction.load)
    server = GrpcServer(ServiceSettings(drain_s=0.1), 0, [])
    register(server, holder)
    await server.start()
    await holder.load_current()
    await server.set_health(SERVING)
    following = asyncio.create_task(holder.follow(0.01))
    seen: Counter[tuple[str, str]] = Counter()
    old, new = (first.id, "water.jungbu"), (second.id, "water.bukbu")
    async with under_load(f"127.0.0.1:{server.port}", seen):
        await until(lambda: seen[old] > 10)
        damaged = copied(second, "damaged")
        rules = damaged / "tables" / "rules.json"
        rules.write_bytes(rules.read_bytes().replace(b"road", b"rode"))
        set_current(data, damaged.name)
        await until(lambda: "edition refused" in caplog.text)
        reached = seen[old]
        await until(lambda: seen[old] > reached + 10)
        set_current(data, second.id)
        await until(lambda: seen[new] > 10)
    following.cancel()
    with suppress(asyncio.CancelledError):
        await following
    await server.stop()
    # Nobody was told the body of one edition under the name of the other, and the damaged one answered nobody.
    assert set(seen) == {old, new}
    (refusal,) = [record for record in caplog.records if record.getMessage() == "edition refused"]
    assert "tables/rules.json differs from the hash in the manifest" in refusal.fields["reason"]  # type: ignore[attr-defined]


def test_every_damaged_file_is_named(editions: tuple[Path, Edition, Edition]) -> None:
    _, first, _ = editions
    edition = Edition.open(copied(first, "worn"))
    edition.verify()
    for name in ("coverage.wkb", "tables/bodies.json"):
        with (edition.path / name).open("r+b") as stream:
            stream.write(b"x")
    with pytest.raises(EditionError, match=r"coverage\.wkb, tables/bodies\.json differ from the hash") as refused:
        edition.verify()
    assert "build the edition anew" in str(refused.value)


async def test_a_refused_edition_is_tried_again_when_it_is_repaired(editions: tuple[Path, Edition, Edition]) -> None:
    data, first, second = editions
    set_current(data, first.id)
    loads: list[str] = []

    class Loaded:
        def __init__(self, edition: Edition) -> None:
            loads.append(edition.id)
            self.edition = edition

    holder: EditionHolder[Loaded] = EditionHolder(lambda: current_edition_path(data), Loaded)
    await holder.load_current()
    torn = copied(second, "torn")
    whole = (torn / "coverage.json").read_bytes()
    (torn / "coverage.json").write_bytes(whole[:-1])
    set_current(data, torn.name)
    await holder._look()
    assert holder._refused is not None
    await holder._look()
    assert loads == [first.id]
    (torn / "coverage.json").write_bytes(whole)
    await holder._look()
    assert loads == [first.id, second.id]
    assert holder.get().edition.path == torn


@pytest.mark.parametrize("unreadable", ["editions/current", "layers/roads/current"])
async def test_an_unreadable_pointer_is_told_once_and_following_goes_on(
    editions: tuple[Path, Edition, Edition], caplog: pytest.LogCaptureFixture, unreadable: str
) -> None:
    data, first, second = editions
    set_current(data, first.id)
    holder: EditionHolder[Jurisdiction] = EditionHolder(
        lambda: current_edition_path(data), Jurisdiction.load, lambda: current_layers(data, ["roads"])
    )
    await holder.load_current()
    pointer = data / unreadable
    pointer.parent.mkdir(parents=True, exist_ok=True)
    pointer.write_bytes(b"\x00\xff")
    looks = 0

    def current() -> Path:
        nonlocal looks
        looks += 1
        return current_edition_path(data)

    holder._locate_edition = current
    following = asyncio.create_task(holder.follow(0.001))
    await until(lambda: looks > 3 or following.done())
    assert not following.done()
    assert holder.get().edition.id == first.id
    (refusal,) = [record for record in caplog.records if record.getMessage() == "edition refused"]
    assert str(pointer) in refusal.fields["reason"]  # type: ignore[attr-defined]
    pointer.unlink()
    set_current(data, second.id)
    await until(lambda: holder.get().edition.id == second.id)
    following.cancel()


async def test_an_edition_that_vanishes_while_it_is_looked_at_is_told_and_following_goes_on(
    editions: tuple[Path, Edition, Edition], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, first, second = editions
    set_current(data, first.id)
    holder: EditionHolder[Jurisdiction] = EditionHolder(lambda: current_edition_path(data), Jurisdiction.load)
    await holder.load_current()
    set_current(data, second.id)

    def vanished(_where: object) -> int:
        raise FileNotFoundError("bodies.json")

    with monkeypatch.context() as patched:
        patched.setattr("city120_edition.holder._stamp", vanished)
        await holder._look()
        await holder._look()
    assert [record.getMessage() for record in caplog.records].count("edition refused") == 1
    await holder._look()
    assert holder.get().edition.id == second.id
