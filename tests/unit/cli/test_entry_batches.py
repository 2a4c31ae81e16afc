"""The messages that take entries to the editor: no more in one than a call may hold, and none lost."""

from __future__ import annotations

import datetime as dt

import pytest

from city120_cli import entry_batches
from city120_cli.entry_batches import batches
from city120_edition import rows
from city120_ingest.entries import Handed


def handed(number: int, revision: int | None = None, answer: str = "a") -> Handed:
    text = {"ko": rows.EntryText(question="q", answer=answer)}
    entry = rows.Entry(id=f"e{number}", affair="a.b", reviewed_on=dt.date(2026, 11, 24), texts=text)
    return Handed("file.yaml", f"row {number}", entry, revision)


def ids(*given: Handed) -> list[list[str]]:
    return [[message.id for message in messages] for messages, _ in batches(given)]


def test_nothing_to_hand_in_is_no_batch() -> None:
    assert ids() == []


def test_a_batch_has_no_more_rows_than_it_may_and_the_order_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry_batches, "BATCH_ROWS", 2)
    assert ids(*map(handed, range(5))) == [["e0", "e1"], ["e2", "e3"], ["e4"]]


def test_a_batch_is_no_larger_than_it_may_and_one_that_is_too_large_goes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry_batches, "BATCH_BYTES", 1000)
    assert ids(handed(0), handed(1, answer="x" * 2000), handed(2), handed(3)) == [["e0"], ["e1"], ["e2", "e3"]]


def test_a_revision_travels_with_the_batch_of_its_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry_batches, "BATCH_ROWS", 2)
    given = [handed(0, revision=7), handed(1), handed(2, revision=0)]
    assert [revisions for _, revisions in batches(given)] == [{"e0": 7}, {"e2": 0}]
