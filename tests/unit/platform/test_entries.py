"""Entries as rows and as messages."""

from __future__ import annotations

import pytest
from city120.faq.v1 import faq_pb2 as pb

from city120_edition import rows
from city120_errors import InvalidArgument
from city120_platform.entries import entry_from_message, entry_to_message
from tests.bundled import bundled

ENTRIES: list[rows.Entry] = bundled().tables["entries"]
FACTS: dict[str, rows.Fact] = {row.id: row for row in bundled().tables["facts"]}


def test_every_entry_comes_back_from_its_message_as_it_was() -> None:
    changed = [row.id for row in ENTRIES if entry_from_message(entry_to_message(row, FACTS)) != row]
    assert changed == []


def test_a_fact_that_is_known_is_told_whole_and_another_by_its_id() -> None:
    row = next(row for row in ENTRIES if row.facts)
    fact = FACTS[row.facts[0]]
    told, bare = entry_to_message(row, FACTS).facts[0], entry_to_message(row).facts[0]
    assert (told.id, told.statement, told.source, told.verified) == (fact.id, fact.statement, fact.source, fact.verified)
    assert bare == pb.Fact(id=fact.id)


def test_a_field_that_cannot_be_read_is_refused_with_the_entry() -> None:
    message = entry_to_message(ENTRIES[0])
    message.reviewed_on = "yesterday"
    with pytest.raises(InvalidArgument, match=message.id) as refused:
        entry_from_message(message)
    assert refused.value.field == "entry"
