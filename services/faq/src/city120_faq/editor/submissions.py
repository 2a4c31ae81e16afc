"""Entries as editors hand them in: what differs, what is wrong, whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from city120_edition import Edition, Problem, Source, rows
from city120_edition.lint import validate_entries
from city120_errors import PermissionDenied
from city120_faq.editor.store import Conflict

TABLE = "entries"
STORE = "working store"


@dataclass(frozen=True)
class Report:
    """What became of one row: `detail` says what is wrong and how to mend it when it was refused, and what differs when it was changed."""

    entry_id: str
    outcome: Literal["added", "changed", "unchanged", "refused"]
    detail: str = ""
    revision: int = 0


@dataclass(frozen=True)
class Base:
    """The edition that editors work on: the current one."""

    edition: Edition
    source: Source

    @property
    def entries(self) -> list[rows.Entry]:
        """Its entries, in its order."""
        return self.source.rows(TABLE, rows.Entry)

    def with_entries(self, entries: Sequence[rows.Entry]) -> Source:
        """Its rows with other entries; problems of those name the working store."""
        where = {place: origin for place, origin in self.source.where.items() if place[0] != TABLE}
        where |= {(TABLE, index): (STORE, entry.id) for index, entry in enumerate(entries)}
        return replace(self.source, tables={**self.source.tables, TABLE: list(entries)}, where=where)

    def problems(self, entries: Sequence[rows.Entry]) -> dict[str, list[Problem]]:
        """What is wrong with entries, by id."""
        of_entry: dict[str, list[Problem]] = {}
        for problem in validate_entries(self.with_entries(entries)):
            of_entry.setdefault(problem.row, []).append(problem)
        return of_entry


def merged(present: Sequence[rows.Entry], own: Iterable[rows.Entry]) -> list[rows.Entry]:
    """The present entries with some replaced, in their order, and the new ones after them by id: an affair's first entry stays its first."""
    changed = {entry.id: entry for entry in own}
    kept = [changed.pop(entry.id, entry) for entry in present]
    return kept + [changed[entry_id] for entry_id in sorted(changed)]


def differences(before: rows.Entry, after: rows.Entry) -> str:
    """The fields that differ, as `texts.ko.answer, facts`."""
    return ", ".join(_differing(rows.plain(before), rows.plain(after)))


def _differing(before: Mapping[str, Any], after: Mapping[str, Any], path: str = "") -> Iterator[str]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _differing(old, new, f"{path}{name}.")
        elif old != new:
            yield f"{path}{name}"


def compared(before: rows.Entry | None, after: rows.Entry, revision: int) -> Report:
    """What it means that an entry becomes another."""
    if before is None:
        return Report(after.id, "added", revision=revision)
    fields = differences(before, after)
    return Report(after.id, "changed" if fields else "unchanged", fields, revision)


def check_scope(scope: str, entry: rows.Entry, present: rows.Entry | None) -> None:
    """Raises PermissionDenied when the row is, or would become, somebody else's."""
    for owner in (present.publisher if present else scope, entry.publisher):
        if owner != scope:
            raise PermissionDenied(
                f"entry {entry.id} is a row of {owner}, and this key edits the rows of {scope}",
                field="publisher",
                fix=f"leave it out, send a key of {owner}, or give a row of your own its own id and publisher: {scope}",
            )


def told(conflict: Conflict, read: int) -> str:
    """A conflict in words."""
    latest = conflict.latest
    if latest is None:
        return f"entry {conflict.entry_id} is not there, and revision {read} of it was not read here"
    change = f"revision {latest.number} by {latest.by.author} of {latest.by.at.isoformat(timespec='seconds')} ({latest.by.reason})"
    return f"entry {conflict.entry_id} is at {change}, not at revision {read}"


def way_out(conflict: Conflict) -> str:
    """What to do about a conflict."""
    if conflict.latest is None:
        return "send revision 0 for a new entry"
    return (
        f"see what was changed (city120 faq revisions {conflict.entry_id}), make your change on that text, and send revision {conflict.latest.number}"
    )
