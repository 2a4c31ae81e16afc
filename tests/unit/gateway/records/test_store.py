"""What is recorded: redacted, durable where it was promised, and still there after a restart."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_errors import NotFound, Unavailable
from city120_gateway.records import Feedback, Records

NOW = dt.datetime(2026, 11, 24, 12, 40, 5, 123456, tzinfo=dt.UTC)
TEXT = "제 번호는 010-1234-5678이고 주민번호는 900101-1234567입니다. 수도가 안 나와요"
REDACTED = "제 번호는 [phone]이고 주민번호는 [id-number]입니다. 수도가 안 나와요"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records" / "gateway.sqlite"


@pytest.fixture
def open_records(path: Path) -> Iterator[Callable[[], Records]]:
    """Opens the store; what a test leaves open is shut down."""
    opened: list[Records] = []

    def make() -> Records:
        opened.append(Records(path))
        return opened[-1]

    yield make
    for records in opened:
        records.shutdown()


def resolution(inquiry_id: str = "one", **values: object) -> pb.ResolveInquiryResponse:
    return pb.ResolveInquiryResponse(inquiry_id=inquiry_id, kind=pb.KIND_DEPARTMENT, **values)  # type: ignore[arg-type]


def on_disk(path: Path, query: str) -> list[tuple[object, ...]]:
    """What another program reads of the file: committed rows only."""
    with sqlite3.connect(path) as database:
        records = database.execute(query).fetchall()
    database.close()
    return records


async def test_an_inquiry_is_kept_redacted(open_records: Callable[[], Records], path: Path) -> None:
    records = open_records()
    await records.add(TEXT, NOW, resolution(), durable=True)
    past = await records.get("one")
    assert past.redacted_text == REDACTED
    assert past.received_at == "2026-11-24T12:40:05+00:00"
    assert past.resolution == resolution()
    assert past.outcome == ""


async def test_numbers_of_persons_are_nowhere_in_the_files(open_records: Callable[[], Records], path: Path) -> None:
    records = open_records()
    await records.add(TEXT, NOW, resolution(), durable=True)
    await records.close_inquiry("one", "called_back", "010-1234-5678로 다시 전화함")
    kept = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert "수도가 안 나와요".encode() in kept
    for number in (b"1234-5678", b"1234567", b"900101"):
        assert number not in kept


async def test_what_must_be_durable_is_on_disk_when_it_returns(open_records: Callable[[], Records], path: Path) -> None:
    records = open_records()
    await records.add(TEXT, NOW, resolution("hand-off"), durable=True)
    assert on_disk(path, "SELECT inquiry_id FROM inquiries") == [("hand-off",)]


async def test_what_need_not_be_is_read_back_at_once_and_committed_with_the_next(open_records: Callable[[], Records], path: Path) -> None:
    records = open_records()
    await records.add(TEXT, NOW, resolution("statistics"), durable=False)
    assert (await records.get("statistics")).redacted_text == REDACTED
    assert on_disk(path, "SELECT inquiry_id FROM inquiries") == []
    await records.add(TEXT, NOW, resolution("hand-off"), durable=True)
    assert len(on_disk(path, "SELECT inquiry_id FROM inquiries")) == 2


async def test_how_it_ended_is_durable_with_the_inquiry_itself(open_records: Callable[[], Records], path: Path) -> None:
    records = open_records()
    await records.add(TEXT, NOW, resolution(), durable=False)
    await records.close_inquiry("one", "transferred", "카드 1234-5678-9012-3456")
    assert on_disk(path, "SELECT inquiry_id, outcome, note FROM inquiries") == [("one", "transferred", "카드 [card]")]
    assert (await records.get("one")).outcome == "transferred"


async def test_whether_the_answer_helped_is_durable_and_stays_when_nothing_new_is_said(open_records: Callable[[], Records], path: Path) -> None:
    records = open_records()
    await records.add(TEXT, NOW, resolution(), durable=False)
    said = "SELECT outcome, helpful, correct_affair_code FROM inquiries"
    await records.close_inquiry("one", "resolved", "")
    assert on_disk(path, said) == [("resolved", None, "")]
    await records.close_inquiry("one", "resolved", "", Feedback(False, "water.outage"))
    await records.close_inquiry("one", "transferred", "")
    assert on_disk(path, said) == [("transferred", 0, "water.outage")]


async def test_records_of_an_earlier_version_are_taken_over(open_records: Callable[[], Records], path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as database:
        database.execute(
            "CREATE TABLE inquiries (inquiry_id TEXT PRIMARY KEY, received_at TEXT NOT NULL, redacted_text TEXT NOT NULL, "
            "resolution BLOB NOT NULL, outcome TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '')"
        )
        database.execute(
            "INSERT INTO inquiries VALUES ('old', '2026-11-24T12:40:05+00:00', 'x', ?, '', '')", (resolution("old").SerializeToString(),)
        )
    database.close()
    records = open_records()
    await records.close_inquiry("old", "resolved", "", Feedback(True))
    assert (await records.get("old")).outcome == "resolved"
    assert on_disk(path, "SELECT helpful FROM inquiries") == [(1,)]


async def test_the_last_end_holds(open_records: Callable[[], Records]) -> None:
    records = open_records()
    await records.add(TEXT, NOW, resolution(), durable=False)
    for outcome in ("called_back", "resolved"):
        await records.close_inquiry("one", outcome, "")
    assert (await records.get("one")).outcome == "resolved"


async def test_an_inquiry_that_does_not_exist_is_named(open_records: Callable[[], Records]) -> None:
    records = open_records()
    for call in (records.get("two"), records.close_inquiry("two", "resolved", "")):
        with pytest.raises(NotFound, match="'two' does not exist") as raised:
            await call
        assert raised.value.field == "inquiry_id"


async def test_a_restart_keeps_everything(open_records: Callable[[], Records]) -> None:
    first = open_records()
    await first.add(TEXT, NOW, resolution("one"), durable=False)
    await first.add("", NOW, resolution("two"), durable=False)
    await first.close_inquiry("two", "resolved", "")
    first.shutdown()
    second = open_records()
    assert (await second.get("one")).resolution == resolution("one")
    assert (await second.get("two")).outcome == "resolved"
    await second.add(TEXT, NOW, resolution("three"), durable=False)
    assert (await second.get("three")).redacted_text == REDACTED


async def test_shutting_down_twice_is_no_fault(open_records: Callable[[], Records]) -> None:
    records = open_records()
    await records.add(TEXT, NOW, resolution("one"), durable=False)
    records.shutdown()
    records.shutdown()
    assert (await open_records().get("one")).resolution == resolution("one")


async def test_what_cannot_be_written_is_told_and_not_promised(open_records: Callable[[], Records]) -> None:
    records = open_records()
    await records.add(TEXT, NOW, resolution("one"), durable=True)
    await records._run(lambda database: database.execute("PRAGMA query_only = 1"))
    for call in (records.add(TEXT, NOW, resolution("two"), durable=True), records.close_inquiry("one", "resolved", "")):
        with pytest.raises(Unavailable, match="record store failed") as raised:
            await call
        assert "disk" in raised.value.fix
    assert (await records.get("one")).outcome == ""


async def test_many_at_once_are_all_kept(open_records: Callable[[], Records], path: Path) -> None:
    records = open_records()
    await asyncio.gather(*(records.add(TEXT, NOW, resolution(str(number)), durable=number % 10 == 0) for number in range(200)))
    past = await asyncio.gather(*(records.get(str(number)) for number in range(200)))
    assert [inquiry.resolution.inquiry_id for inquiry in past] == [str(number) for number in range(200)]


async def test_words_of_a_query_are_words(open_records: Callable[[], Records]) -> None:
    records = open_records()
    await records.add("'); DROP TABLE inquiries; --", NOW, resolution("x' OR '1'='1"), durable=True)
    assert (await records.get("x' OR '1'='1")).redacted_text == "'); DROP TABLE inquiries; --"
    with pytest.raises(NotFound):
        await records.get("' OR '1'='1")
