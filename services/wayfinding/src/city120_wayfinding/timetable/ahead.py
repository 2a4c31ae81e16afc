"""`python -m city120_wayfinding.timetable.ahead FOLDER`: compiles the scan into an extension module of Python, `scan_ahead`, in a folder.

Laid beside `scan`, it takes its place (`compiled`), and numba is needed no more: images hold it. It runs on every processor of the kind, with the
Python of the version that ran this. Making it needs numba, setuptools, a C compiler and the headers of Python.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Any

import numba

from city120_wayfinding.timetable import scan
from city120_wayfinding.timetable.compiled import AHEAD
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.journeys import at_station
from city120_wayfinding.timetable.network import Network

# What is called from outside the scan, as numba has it.
ENTRIES: tuple[Any, ...] = (scan.leave_last, scan.arrive_first)


def empty_day() -> DayRuns:
    """A day on a network where nothing runs."""
    return DayRuns.of(Network.of(()), frozenset())


def compile_ahead(folder: Path) -> Path:
    """The module, made in a folder. Raises what setuptools raises where there is no compiler."""
    with warnings.catch_warnings():
        # It is to be replaced one day, and there is nothing else yet that makes a module which does without numba.
        warnings.simplefilter("ignore", numba.errors.NumbaPendingDeprecationWarning)
        from numba.pycc import CC  # type: ignore[attr-defined]
    module, day = CC(AHEAD.rpartition(".")[2]), empty_day()
    module.output_dir = str(folder)
    walks = numba.typeof(at_station(day, 0))
    signature = (numba.typeof(day.hops), numba.typeof(day.network.ways), walks, walks, numba.int64)
    for entry in ENTRIES:
        module.export(entry.__name__, signature)(entry.py_func)
    module.compile()
    return folder / str(module.output_file)


if __name__ == "__main__":
    compile_ahead(Path(sys.argv[1]))
