"""`python -m city120_wayfinding.timetable.ahead`: compiles the scan for the arguments that the service gives it, into NUMBA_CACHE_DIR.

Images run it when they are made, with NUMBA_CPU_NAME=generic: what is kept then runs on every processor of the kind, and no journey waits for it.
"""

from __future__ import annotations

from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.journeys import earliest_journey, latest_journey
from city120_wayfinding.timetable.network import Network


def empty_day() -> DayRuns:
    """A day on a network where nothing runs."""
    return DayRuns.of(Network.of(()), frozenset())


def compile_ahead() -> None:
    """Ask both questions of it."""
    day = empty_day()
    latest_journey(day, 0, 0)
    earliest_journey(day, 0, 0, 0)


if __name__ == "__main__":
    compile_ahead()
