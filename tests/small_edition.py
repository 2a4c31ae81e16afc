"""A small edition, whole and valid: one family of affairs, made in a moment and copied in less."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from city120_edition import Edition, Source, build, rows, set_current
from city120_edition.build import ArtefactBuilder
from city120_edition.validate import EMERGENCY, OUT_OF_SCOPE, PHRASINGS_PER_LANGUAGE, covers
from tests.bundled import bundled, kept_data

FAMILY = "water.bill"
ENTRY = "water.bill.payment.general"
# What an edition of water bills can do without. Roads are most of its rows: each publish would take half as long again.
_LEFT_OUT = (
    "departures",
    "names",
    "assets",
    "places",
    "day_words",
    "caller_words",
    "cues",
    "road_runs",
    "road_names",
    "road_register",
    "place_searches",
    "bus_lines",
    "instead",
)


def small_source() -> Source:
    """The bundled source with the affairs of water bills and what belongs to them; a table's problems are called by its row's number."""
    whole = bundled()
    codes = {row.code for row in whole.rows("affairs", rows.Affair) if covers(FAMILY, row.code)}
    emergencies = {EMERGENCY + row.id for row in whole.rows("emergencies", rows.Emergency)}
    kept: dict[str, list[Any]] = {name: [] if name in _LEFT_OUT else list(table) for name, table in whole.tables.items()}
    # Districts publish variants of entries for affairs of their own alone.
    kept["affairs"] = [replace(row, tier="district") for row in kept["affairs"] if row.code in codes]
    kept["entries"] = [row for row in kept["entries"] if row.affair in codes]
    kept["rules"] = [row for row in kept["rules"] if any(covers(row.affair, code) for code in codes) and not row.scope.startswith("asset:")]
    kept["openings"] = [row for row in kept["openings"] if not row.ref.startswith("place:")]
    kept["lines"] = [replace(row, otherwise="", night=()) for row in kept["lines"]]
    kept["settings"] = [replace(row, road_affair="", fares={}) for row in kept["settings"]]
    kept["emergencies"] = [replace(row, affair="", akin=()) for row in kept["emergencies"]]
    cited = {fact for row in (*kept["entries"], *kept["emergencies"]) for fact in row.facts}
    kept["facts"] = [replace(row, affair=FAMILY) for row in kept["facts"] if row.id in cited]
    kept["phrasings"] = _few([row for row in kept["phrasings"] if row.affair in codes | emergencies | {OUT_OF_SCOPE}])
    where = {(name, index): (name, f"row {index + 1}") for name, table in kept.items() for index in range(len(table))}
    return Source(whole.path, kept, where)


def _few(phrasings: list[rows.Phrasing]) -> list[rows.Phrasing]:
    """As many of each affair and language as there must be."""
    taken: Counter[tuple[str, str]] = Counter()
    collected = []
    for row in phrasings:
        taken[(row.affair, row.language)] += 1
        if taken[(row.affair, row.language)] <= PHRASINGS_PER_LANGUAGE:
            collected.append(row)
    return collected


def make_small(data_dir: Path, builders: Mapping[str, ArtefactBuilder] | None = None) -> Edition:
    """Build it and make it current."""
    edition = build(small_source(), data_dir, builders=builders)
    set_current(data_dir, edition.id)
    return edition


def build_small() -> Path:
    """A data directory whose current edition is small and whole: kept in the cache, or built now. Not to be changed."""
    with kept_data("small") as data:
        make_small(data)
        return data


def copy_of(data_dir: Path, target: Path) -> Path:
    """Another data directory with the same editions and cache; their files are the same, for nobody changes them."""
    for folder in ("editions", "cache"):
        if (data_dir / folder).exists():
            shutil.copytree(data_dir / folder, target / folder, copy_function=os.link)
    return target
