"""The whole timetable of Seoul Metro, imported as an operator would, for measurements. It is optional reference data (CITY120_REFERENCE_DATA)."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from city120_cli.__main__ import main
from city120_edition import Edition, build, installed_city, read_source, set_current
from city120_edition.layers import current_layers
from city120_edition.timetables import METRO_TIMETABLE

ROOT = Path(__file__).resolve().parents[2]
TIMETABLE = Path(os.environ.get("CITY120_REFERENCE_DATA") or ROOT.parent / "shared" / "data") / "metro/timetable_lines1-9_2026-06.json.gz"


@dataclass(frozen=True)
class Imported:
    """An edition with the timetable, the data directory that has both, and the seconds that the import took."""

    edition: Edition
    data: Path
    seconds: float


@contextmanager
def imported() -> Iterator[Imported]:
    """The bundled edition, without what other services are built for, after `city120 import metro-timetable`."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        edition = build(read_source(installed_city().rows), data, builders={})
        set_current(data, edition.id)
        began = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            status = main(("import", METRO_TIMETABLE, str(TIMETABLE), "--data-dir", str(data)))
        if status:
            raise RuntimeError(f"{TIMETABLE} was not imported")
        seconds = time.perf_counter() - began
        yield Imported(Edition.open(edition.path, current_layers(data, [METRO_TIMETABLE])), data, seconds)
