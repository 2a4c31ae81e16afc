"""The messages that take entries to the editor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from city120_ingest.entries import Handed

# A message of the contract holds 4 MB; a row whose texts are long has 10 kB.
BATCH_ROWS, BATCH_BYTES = 200, 1_000_000


def batches(handed: Sequence[Handed]) -> Iterator[tuple[list[Any], dict[str, int]]]:
    """The entries as messages, and revisions by id, in batches that fit into one call."""
    from city120_platform.entries import entry_to_message

    messages: list[Any] = []
    size = 0
    revisions: dict[str, int] = {}
    for item in handed:
        message = entry_to_message(item.entry)
        if messages and (len(messages) >= BATCH_ROWS or size + message.ByteSize() > BATCH_BYTES):
            yield messages, revisions
            messages, revisions, size = [], {}, 0
        messages.append(message)
        size += message.ByteSize()
        if item.revision is not None:
            revisions[item.entry.id] = item.revision
    if messages:
        yield messages, revisions
