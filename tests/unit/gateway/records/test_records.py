"""The queue before the record store: nobody waits for a store that hangs, what is acknowledged is durable, and what is lost is counted."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import sqlite3
import stat
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_errors import DeadlineExceeded, NotFound, ResourceExhausted, Unavailable
from city120_gateway.records import Limits, Records, SqliteFile, StoreInUse
from city120_gateway.records.port import StoreFailed
from city120_gateway.records.record import Change, Record

NOW = dt.datetime(2026, 11, 24, 12, 40, 5, 123456, tzinfo=dt.UTC)
TEXT = "제 번호는 010-1234-5678이고 주민번호는 900101-1234567입니다. 수도가 안 나와요"
REDACTED = "제 번호는 [phone]이고 주민번호는 [id-number]입니다. 수도가 안 나와요"
IDS = "SELECT inquiry_id FROM inquiries ORDER BY rowid"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records" / "gateway.sqlite"


@pytest.fixture
def corrupt(path: Path) -> bytes:
    """What stands in the file instead of a database."""
    path.parent.mkdir()
    path.write_bytes(b"no database" * 1000)
    path.chmod(0o644)
    return path.read_bytes()


@pytest.fixture
def open_records(path: Path) -> Iterator[Callable[..., Records]]:
    """Opens the store of a file; what a test leaves open is shut down."""
    opened: list[Records] = []

    def make(**limits: float) -> Records:
        # As long as a busy machine may take: how long is waited is for other tests.
        patient = {"answer_wait_s": 10.0, "wait_s": 10.0}
        opened.append(Records(SqliteFile(path), Limits(**patient | limits)))  # type: ignore[arg-type]
        return opened[-1]

    yield make
    for records in opened:
        records.shutdown()


def add(records: Records, inquiry_id: str = "one", *, text: str = TEXT, durable: bool = False) -> Awaitable[None]:
    response = pb.ResolveInquiryResponse(inquiry_id=inquiry_id, kind=pb.KIND_DEPARTMENT)
    return records.add(pb.ResolveInquiryRequest(text=text), response, NOW, durable=durable)


def close(records: Records, inquiry_id: str = "one", outcome: str = "resolved", **values: object) -> Awaitable[None]:
    return records.close_inquiry(pb.CloseInquiryRequest(inquiry_id=inquiry_id, outcome=outcome, **values))  # type: ignore[arg-type]


def on_disk(path: Path, query: str = IDS) -> list[tuple[object, ...]]:
    """What another program reads of the file: committed rows only."""
    with sqlite3.connect(path) as database:
        rows = database.execute(query).fetchall()
    database.close()
    return rows


async def until(true: Callable[[], object], within_s: float = 10.0) -> None:
    async with asyncio.timeout(within_s):
        while not true():  # noqa: ASYNC110  (it is another thread's work)
            await asyncio.sleep(0.01)


@dataclass
class Stalling:
    """A store in memory whose writes wait while it is told to, or fail."""

    records: dict[str, Record] = field(default_factory=dict)
    going: threading.Event = field(default_factory=threading.Event)
    batches: list[int] = field(default_factory=list)
    broken: str = ""
    opened: int = 0

    def claim(self) -> None:
        pass

    def release(self) -> None:
        pass

    def open(self) -> Stalling:
        self.opened += 1
        if self.broken:
            raise StoreFailed(self.broken)
        return self

    def write(self, changes: Sequence[Change]) -> list[bool]:
        self.going.wait()
        if self.broken:
            raise StoreFailed(self.broken)
        self.batches.append(len(changes))
        self.records |= {change.inquiry_id: change for change in changes if isinstance(change, Record)}
        return [change.inquiry_id in self.records for change in changes]

    def read(self, inquiry_id: str) -> Record | None:
        return self.records.get(inquiry_id)

    def delete_before(self, moment: dt.datetime) -> int:
        return 0

    def close(self) -> None:
        pass


@pytest.fixture
def stalled() -> Iterator[Stalling]:
    """A store that hangs; it goes on when the test is over."""
    store = Stalling()
    yield store
    store.going.set()


@pytest.fixture
def flowing() -> Stalling:
    store = Stalling()
    store.going.set()
    return store


async def test_an_inquiry_is_kept_redacted(open_records: Callable[..., Records], path: Path) -> None:
    records = open_records()
    await add(records, durable=True)
    past = await records.get("one")
    assert past.redacted_text == REDACTED
    assert past.received_at == "2026-11-24T12:40:05+00:00"
    assert past.resolution.inquiry_id == "one"
    assert past.outcome == ""


async def test_numbers_of_persons_are_nowhere_in_the_files(open_records: Callable[..., Records], path: Path) -> None:
    records = open_records()
    place = pb.PlaceHint(text="900101-1234567 마포")
    said = pb.Evidence(detail="'900101-1234567 마포', from place.text")
    await records.add(
        pb.ResolveInquiryRequest(text=TEXT, place=place), pb.ResolveInquiryResponse(inquiry_id="one", evidence=[said]), NOW, durable=True
    )
    await close(records, note="010-1234-5678로 다시 전화함")
    kept = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert "수도가 안 나와요".encode() in kept
    for number in (b"1234-5678", b"1234567", b"900101"):
        assert number not in kept


async def test_only_the_owner_can_read_the_files(open_records: Callable[..., Records], path: Path) -> None:
    await add(open_records(), durable=True)
    files = list(path.parent.iterdir())
    assert {file.name for file in files} >= {"gateway.sqlite", "gateway.sqlite-wal", "gateway.lock"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


async def test_what_must_be_durable_is_on_disk_when_it_returns(open_records: Callable[..., Records], path: Path) -> None:
    records = open_records()
    await add(records, "statistics")
    await add(records, "hand-off", durable=True)
    assert on_disk(path) == [("statistics",), ("hand-off",)]


async def test_what_need_not_be_is_read_back_at_once_and_on_disk_within_a_second(open_records: Callable[..., Records], path: Path) -> None:
    records = open_records()
    await add(records, "first")
    assert (await records.get("first")).redacted_text == REDACTED
    await add(records, "second")
    began = time.monotonic()
    await until(lambda: len(on_disk(path)) == 2)
    assert time.monotonic() - began < 1.0


async def test_how_it_ended_is_durable_with_the_inquiry_itself(open_records: Callable[..., Records], path: Path) -> None:
    records = open_records()
    await add(records)
    await close(records, outcome="transferred", note="카드 1234-5678-9012-3456")
    assert on_disk(path, "SELECT inquiry_id, outcome, note FROM inquiries") == [("one", "transferred", "카드 [card]")]
    assert (await records.get("one")).outcome == "transferred"


async def test_records_of_an_earlier_version_are_taken_over(open_records: Callable[..., Records], path: Path) -> None:
    path.parent.mkdir()
    resolution = pb.ResolveInquiryResponse(inquiry_id="old").SerializeToString()
    with sqlite3.connect(path) as database:
        database.execute(
            "CREATE TABLE inquiries (inquiry_id TEXT PRIMARY KEY, received_at TEXT NOT NULL, redacted_text TEXT NOT NULL, "
            "resolution BLOB NOT NULL, outcome TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '')"
        )
        database.execute("INSERT INTO inquiries VALUES ('old', '2026-11-24T12:40:05+00:00', 'x', ?, '', '')", (resolution,))
    database.close()
    records = open_records()
    await close(records, "old", helpful=True)
    assert (await records.get("old")).outcome == "resolved"
    assert on_disk(path, "SELECT helpful FROM inquiries") == [(1,)]


async def test_an_inquiry_that_does_not_exist_is_named(open_records: Callable[..., Records]) -> None:
    records = open_records()
    for call in (records.get("two"), close(records, "two")):
        with pytest.raises(NotFound, match="'two' does not exist") as raised:
            await call
        assert raised.value.field == "inquiry_id"


async def test_a_restart_keeps_everything(open_records: Callable[..., Records]) -> None:
    first = open_records()
    await add(first, "one")
    await add(first, "two")
    await close(first, "two")
    first.shutdown()
    first.shutdown()
    second = open_records()
    assert (await second.get("one")).redacted_text == REDACTED
    assert (await second.get("two")).outcome == "resolved"


async def test_a_second_gateway_on_the_file_is_refused_until_the_first_is_gone(open_records: Callable[..., Records]) -> None:
    first = open_records()
    with pytest.raises(StoreInUse, match=r"gateway\.sqlite is in use by another gateway; give each its own CITY120_DATA_DIR"):
        open_records()
    first.shutdown()
    await add(open_records(), durable=True)


async def test_a_corrupt_file_is_told_and_left_and_nothing_promised(
    open_records: Callable[..., Records], path: Path, corrupt: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        records = open_records()
        await until(lambda: records.problem)
        assert "not a database" in records.problem
        for call in (add(records, durable=True), add(records), close(records), records.get("one")):
            with pytest.raises(Unavailable, match="record store failed"):
                await call
        await asyncio.sleep(0.7)
    assert records.dropped == 1
    # Tried again, and told once.
    assert len(caplog.records) == 1
    assert kept_and_private(path) == (corrupt, 0o600)


def kept_and_private(path: Path) -> tuple[bytes, int]:
    """What is in a file, and who may read it."""
    return path.read_bytes(), stat.S_IMODE(path.stat().st_mode)


async def test_a_locked_file_is_told_and_taken_up_when_it_is_free(open_records: Callable[..., Records], path: Path) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    records = open_records()
    assert time.monotonic() - began < 1.5
    await until(lambda: "locked" in records.problem)
    other.execute("COMMIT")
    other.close()
    await until(lambda: not records.problem)
    await add(records, durable=True)


async def test_what_cannot_be_written_is_told_and_not_promised(flowing: Stalling) -> None:
    records = Records(flowing, Limits(answer_wait_s=10))
    flowing.broken = "disk is full"
    with pytest.raises(Unavailable, match="record store failed") as raised:
        await add(records, durable=True)
    assert "disk" in raised.value.fix
    assert records.problem == "disk is full"
    with pytest.raises(Unavailable):
        await add(records)
    flowing.broken = ""
    await until(lambda: not records.problem)
    await add(records, "two", durable=True)
    assert list(flowing.records) == ["two"]
    records.shutdown()


async def test_nobody_waits_for_a_store_that_hangs(stalled: Stalling) -> None:
    records = Records(stalled, Limits(answer_wait_s=0.2, wait_s=0.2))
    began = time.monotonic()
    for number in range(100):
        await add(records, str(number))
    assert time.monotonic() - began < 1.0
    began = time.monotonic()
    with pytest.raises(DeadlineExceeded):
        await add(records, "hand-off", durable=True)
    assert 0.19 <= time.monotonic() - began < 3
    # It is known to hang now.
    await asyncio.sleep(0.1)
    began = time.monotonic()
    with pytest.raises(DeadlineExceeded):
        await add(records, "another", durable=True)
    assert time.monotonic() - began < 0.19
    stalled.going.set()
    # Late, and not lost.
    await until(lambda: {"hand-off", "another", "99"} <= stalled.records.keys())
    assert records.dropped == 0
    records.shutdown()


async def test_statistics_beyond_the_queue_are_dropped_and_counted_and_leave_room_for_what_must_be_durable(stalled: Stalling) -> None:
    dropped: list[int] = []
    records = Records(stalled, Limits(queue=10, answer_wait_s=0.05), dropped.append)
    with pytest.raises(DeadlineExceeded):
        await add(records, "first", durable=True)
    outcomes = await asyncio.gather(*(add(records, str(number)) for number in range(15)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None)] * 10 + [ResourceExhausted] * 5
    assert records.dropped == sum(dropped) == 5
    with pytest.raises(DeadlineExceeded):
        await add(records, "hand-off", durable=True)
    stalled.going.set()
    await until(lambda: len(stalled.records) == 12)
    records.shutdown()


async def test_many_at_once_are_all_kept_in_few_commits(flowing: Stalling) -> None:
    records = Records(flowing, Limits(answer_wait_s=10, wait_s=10))
    await asyncio.gather(*(add(records, str(number), durable=number % 10 == 0) for number in range(1000)))
    past = await asyncio.gather(*(records.get(str(number)) for number in range(1000)))
    assert [inquiry.resolution.inquiry_id for inquiry in past] == [str(number) for number in range(1000)]
    assert len(flowing.batches) < 50
    records.shutdown()


async def test_a_bug_ends_a_batch_and_not_the_thread(flowing: Stalling, monkeypatch: pytest.MonkeyPatch) -> None:
    records = Records(flowing, Limits(answer_wait_s=10, wait_s=10))
    with monkeypatch.context() as patch:
        patch.setattr(flowing, "read", lambda inquiry_id: 1 / 0)
        with pytest.raises(Unavailable):
            await records.get("one")
    await until(lambda: not records.problem)
    await add(records, durable=True)
    records.shutdown()


async def test_what_is_older_than_may_be_is_deleted(open_records: Callable[..., Records], path: Path) -> None:
    first = open_records()
    await add(first, "old", durable=True)
    today = pb.ResolveInquiryResponse(inquiry_id="new")
    await first.add(pb.ResolveInquiryRequest(text="x"), today, dt.datetime.now(dt.UTC), durable=True)
    first.shutdown()
    days = (dt.datetime.now(dt.UTC) - NOW).days
    # That a record of a November is older than a day holds until the clock of this machine is set back.
    second = open_records(keep_days=1 if days > 1 else 0)
    await until(lambda: on_disk(path) == [("new",)] or days <= 1)
    second.shutdown()


async def test_shutting_down_writes_what_waits(open_records: Callable[..., Records], path: Path) -> None:
    records = open_records()
    for number in range(20):
        await add(records, str(number))
    records.shutdown()
    assert len(on_disk(path)) == 20
