"""kill -9 at any moment loses nothing that was acknowledged, and never half-publishes.

CITY120_TEST_KILLS=500 python -m pytest -s -o faulthandler_timeout=0 tests/e2e/test_killed_editor.py      kills more often
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from city120.faq.v1 import faq_pb2 as pb

from city120_client import FaqAdminClient, open_channel
from city120_edition import Edition, current_edition_path, rows, validate
from city120_errors import Aborted, City120Error
from city120_platform.entries import entry_to_message
from city120_processes import free_ports
from tests.small_edition import copy_of

KILLS = int(os.environ.get("CITY120_TEST_KILLS") or 10)
# So many moves of `current` are let through before the editor is killed, at a random moment of the next.
MOVES = (0, 0, 1, 2)
WRITERS = 3
PATIENCE_S = 120
LANGUAGE = "ko"


LETTERS, DIGITS = "가나다라마바사아자차", "0123456789"


def words(number: int) -> str:
    """A number as letters: an answer may hold no digit that no fact has."""
    return str(number).translate(str.maketrans(DIGITS, LETTERS))


def number_in(text: str) -> int:
    """The number that an answer stands for; 0 for one that nobody has changed."""
    return int(text.translate(str.maketrans(LETTERS, DIGITS))) if set(text) <= set(LETTERS) else 0


@dataclass
class Acknowledged:
    """What the editor has acknowledged: texts by revision, the last revision of each entry, and the edition that was moved to last."""

    texts: dict[int, tuple[str, str]] = field(default_factory=dict)
    latest: dict[str, int] = field(default_factory=dict)
    written: int = 0
    current: str = ""
    publishes: int = 0
    rollbacks: int = 0
    move_s: float = 1.0
    moved: asyncio.Event = field(default_factory=asyncio.Event)

    def has_moved(self, edition_id: str, seconds: float) -> None:
        """An edition has become current, after so many seconds."""
        self.current, self.move_s = edition_id, seconds
        self.moved.set()


def start(data: Path, ports: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """An editor that waits until it can have the working store: as long as the one before works, which on a busy machine is long."""
    environment = {**os.environ, "CITY120_DATA_DIR": str(data), "CITY120_DRAIN_S": str(PATIENCE_S), **ports}
    with log.open("ab") as stream:
        return subprocess.Popen([sys.executable, "-m", "city120_faq", "--editor"], env=environment, stdout=stream, stderr=stream)


@contextlib.asynccontextmanager
async def reached(editor: subprocess.Popen[bytes], ports: dict[str, str], log: Path) -> AsyncIterator[FaqAdminClient]:
    """An editor as soon as it listens: a channel that is refused once tries again only after a second."""
    port = ports["CITY120_EDITOR_PORT"]
    async with asyncio.timeout(60):
        while not await listens(int(port)):
            assert editor.poll() is None, log.read_text()  # noqa: ASYNC240  (the test has failed)
            await asyncio.sleep(0.01)
    async with open_channel(f"127.0.0.1:{port}") as channel:
        yield FaqAdminClient(channel)


async def listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


async def write(client: FaqAdminClient, entry: pb.Entry, known: Acknowledged) -> None:
    """Change one entry again and again, each time on what was read before."""
    page = await client.list_revisions(pb.ListRevisionsRequest(entry_id=entry.id, page_size=1), timeout=30)
    read = page.revisions[0].revision
    while True:
        known.written += 1
        text = words(known.written)
        entry.texts[LANGUAGE].answer = text
        request = pb.PutEntryRequest(entry=entry, revision=read, author="test", reason=f"change {known.written}")
        read = (await client.put_entry(request, timeout=30)).revision
        known.texts[read] = (entry.id, text)
        known.latest[entry.id] = read


async def publish(client: FaqAdminClient, data: Path, known: Acknowledged, choose: random.Random) -> None:
    """Publish again and again, sometimes going back to where we were. What was acknowledged before a publish must be in it."""
    earlier: list[str] = []
    while True:
        began = time.monotonic()
        if earlier and choose.random() < 0.3:
            target = choose.choice(earlier)
            await client.rollback(pb.RollbackRequest(edition_id=target, author="test", reason="back"), timeout=30)
            known.rollbacks += 1
        else:
            before = [known.texts[number] for number in known.latest.values()]
            target = (await client.publish(pb.PublishRequest(author="test", reason="out"), timeout=30)).edition_id
            known.publishes += 1
            published = {entry.id: entry for entry in Edition.open(data / "editions" / target).rows("entries", rows.Entry)}
            for entry_id, text in before:
                assert number_in(published[entry_id].texts[LANGUAGE].answer) >= number_in(text)
            earlier.append(target)
        known.has_moved(target, time.monotonic() - began)


async def work_until_killed(client: FaqAdminClient, data: Path, entries: list[rows.Entry], known: Acknowledged, choose: random.Random) -> None:
    """Write and publish at once; ends when the editor is gone. Nothing else may go wrong."""
    jobs = [asyncio.create_task(write(client, entry_to_message(entry), known)) for entry in entries]
    jobs.append(asyncio.create_task(publish(client, data, known, choose)))
    for outcome in await asyncio.gather(*jobs, return_exceptions=True):
        assert isinstance(outcome, City120Error), outcome
        assert not isinstance(outcome, Aborted), outcome
        assert outcome.status in ("UNAVAILABLE", "CANCELLED", "INTERNAL", "UNKNOWN"), outcome


async def revisions_of(client: FaqAdminClient) -> list[pb.Revision]:
    """All of them, newest first."""
    collected: list[pb.Revision] = []
    token = ""
    while True:
        page = await client.list_revisions(pb.ListRevisionsRequest(page_size=500, page_token=token), timeout=30)
        collected += page.revisions
        if not (token := page.next_page_token):
            return collected


def check_current(data: Path) -> Edition:
    """`current` points to an edition of which every byte is there and every row is valid."""
    edition = Edition.open(current_edition_path(data))
    assert edition.altered() == []
    assert edition.id == edition.path.name
    assert validate(edition.source()) == []
    return edition


async def check_nothing_lost(client: FaqAdminClient, data: Path, known: Acknowledged) -> None:
    """After a restart: every acknowledged text is a revision, and in the store is the last one or one after it; current is what was moved to last, or
    what was being moved to when the editor was killed."""
    kept = await revisions_of(client)
    by_number = {revision.revision: revision for revision in kept}
    for number, (entry_id, text) in known.texts.items():
        assert number in by_number, f"revision {number} of {entry_id} was acknowledged and is gone"
        assert (by_number[number].entry_id, by_number[number].after.texts[LANGUAGE].answer) == (entry_id, text)
    for entry_id, number in known.latest.items():
        newest = next(revision for revision in kept if revision.entry_id == entry_id)
        assert newest.revision >= number
    moves = [revision for revision in kept if revision.edition_id]
    current = current_edition_path(data).name
    assert current == moves[0].edition_id
    if known.current:
        since = next(place for place, revision in enumerate(moves) if revision.edition_id == known.current)
        under_way = [revision for revision in moves[:since] if revision.kind != "found"]
        assert len(under_way) <= 1, f"{known.current} was acknowledged as current and {current} is"


async def until_random_moment(working: asyncio.Task[None], known: Acknowledged, choose: random.Random) -> None:
    """Some moves on, and a part of the time that a move takes; or until the work has failed."""
    for _ in range(choose.choice(MOVES)):
        known.moved.clear()
        moved = asyncio.create_task(known.moved.wait())
        await asyncio.wait({working, moved}, return_when=asyncio.FIRST_COMPLETED)
        moved.cancel()
    await asyncio.wait({working}, timeout=choose.uniform(0, 1.2 * known.move_s))


@pytest.mark.long
async def test_whenever_the_editor_is_killed_nothing_acknowledged_is_lost(small_data: Path, tmp_path: Path) -> None:
    data, log = copy_of(small_data, tmp_path / "data"), tmp_path / "log"
    entries = [row for row in check_current(data).rows("entries", rows.Entry) if not row.facts][:WRITERS]
    chance, known = random.Random(KILLS), Acknowledged()
    ports = [{"CITY120_EDITOR_PORT": str(port)} for port in free_ports(2)]
    following = start(data, ports[0], log)
    try:
        for kill in range(KILLS):
            editor = following
            async with reached(editor, ports[kill % 2], log) as client:
                await check_nothing_lost(client, data, known)
                # The next one is loaded meanwhile, so that a restart takes no longer than it must.
                following = start(data, ports[(kill + 1) % 2], log)
                working = asyncio.create_task(work_until_killed(client, data, entries, known, random.Random(kill)))
                await until_random_moment(working, known, chance)
                editor.send_signal(signal.SIGKILL)
                await asyncio.to_thread(editor.wait)
                check_current(data)
                await working
        async with reached(following, ports[KILLS % 2], log) as client:
            await check_nothing_lost(client, data, known)
    finally:
        for process in {editor, following}:
            process.kill()
            process.wait()
    assert len(known.texts) >= KILLS, "too few edits were acknowledged to show anything"
    print(f"{KILLS} kills: {len(known.texts)} edits, {known.publishes} publishes and {known.rollbacks} rollbacks acknowledged")
    assert known.publishes >= KILLS // 5, "too few publishes were acknowledged to show anything"
    assert len(list((data / "editions").glob(".building-*"))) <= 1, "what killed publishes left is not taken away"
