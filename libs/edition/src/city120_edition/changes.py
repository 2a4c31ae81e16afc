"""What differs between two sets of rows, by key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from city120_edition.source import TABLES

Row = dict[str, Any]
Tables = Mapping[str, list[Row]]

# What identifies a row of the tables without a key column of their own.
_COMPOUND: dict[str, tuple[str, ...]] = {
    "admin_legal": ("admin_code", "legal_code", "valid_from"),
    "coverages": ("coverage", "area_code", "body_id", "valid_from"),
    "openings": ("ref", "valid_from"),
    "arrival_times": ("language", "pattern"),
    "asks": ("asks",),
    "bus_lines": ("line",),
    "calendar_dates": ("language", "pattern"),
    "caller_words": ("means", "language", "text"),
    "connectives": ("language", "text", "position"),
    "courses": ("line", "stations"),
    "cues": ("language", "position", "text"),
    "day_words": ("language", "text"),
    "details": ("detail",),
    "departures": ("line", "direction", "station", "terminal", "day_type"),
    "expresses": ("line", "direction", "day_type", "stations"),
    "former_bodies": ("body_id", "valid_to"),
    "headways": ("line", "direction", "terminal", "day_type", "station"),
    "glossary": ("korean", "language"),
    "instead": ("detail", "after"),
    "ignored_names": ("name",),
    "kind_words": ("kind", "language", "position", "text"),
    "name_forms": ("kind", "language", "find"),
    "names": ("ref", "language", "name"),
    "loops": ("line", "direction", "day_type", "stations"),
    "number_words": ("language", "forbidden"),
    "onward": ("line", "direction", "terminal"),
    "pairs": ("language", "text"),
    "phrasings": ("affair", "language", "text"),
    "road_names": ("road", "language", "name"),
    "road_register": ("source",),
    "road_runs": ("road", "side", "first"),
    "run_times": ("line", "from_station", "to_station"),
    "settings": ("name",),
    "site_forms": ("list", "find", "replace"),
    "site_names": ("site", "language", "name"),
    "sites": ("list", "name", "areas"),
    "stop_patterns": ("line", "direction", "terminal", "stations"),
    "tells": ("coverage", "area_code"),
    "timetable": ("source",),
    "transfers": ("station", "from_line", "to_line"),
}
_KEYS = {table.name: (table.key,) if table.key else _COMPOUND[table.name] for table in TABLES}


@dataclass(frozen=True)
class Field:
    """One value of a row, before and after."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Changed:
    """A row that both sides have, and what differs in it."""

    key: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class TableChanges:
    """What differs in one table; keys in order."""

    table: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Changed, ...]

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


def compare(before: Tables, after: Tables) -> list[TableChanges]:
    """The tables that differ, in the order of the edition."""
    tables = [_compare_table(name, before.get(name, []), after.get(name, [])) for name in _KEYS]
    return [changes for changes in tables if changes.added or changes.removed or changes.changed]


def _compare_table(name: str, before: list[Row], after: list[Row]) -> TableChanges:
    old, new = _by_key(before, _KEYS[name]), _by_key(after, _KEYS[name])
    return TableChanges(
        table=name,
        added=tuple(sorted(new.keys() - old.keys())),
        removed=tuple(sorted(old.keys() - new.keys())),
        changed=tuple(Changed(key, _fields(old[key], new[key])) for key in sorted(old.keys() & new.keys()) if old[key] != new[key]),
    )


def _by_key(rows: Iterable[Row], columns: tuple[str, ...]) -> dict[str, Row]:
    """Rows by key; the second of equal keys is told apart by its number."""
    seen: Counter[str] = Counter()
    by_key: dict[str, Row] = {}
    for row in rows:
        key = " / ".join(str(row.get(column)) for column in columns if row.get(column))
        seen[key] += 1
        by_key[key if seen[key] == 1 else f"{key} #{seen[key]}"] = row
    return by_key


def _fields(before: Row, after: Row) -> tuple[Field, ...]:
    """What differs; maps (names by language) are taken apart."""
    differences: list[Field] = []
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if isinstance(old, dict) and isinstance(new, dict):
            differences.extend(Field(f"{name}.{field.name}", field.before, field.after) for field in _fields(old, new))
        elif old != new:
            differences.append(Field(name, old, new))
    return tuple(differences)
