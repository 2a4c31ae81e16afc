"""Which trains pass stations at which others of their line stop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from city120_wayfinding.timetable.network import Network

# The line and direction of a course, and its stations in order, by reference.
CourseOf = tuple[str, str, Sequence[str]]


class Expresses:
    """The courses of all lines; a loop may stand in one with a station twice."""

    def __init__(self, courses: Iterable[CourseOf]) -> None:
        # A course by its stations' positions, those of one line and direction together.
        self._courses: dict[tuple[str, str], list[Mapping[str, int]]] = defaultdict(list)
        for line, direction, stations in courses:
            self._courses[line, direction].append({station: position for position, station in reversed([*enumerate(stations)])})

    def passes(self, line: str, direction: str, stations: Sequence[str]) -> bool:
        """Whether a ride that stops at these stations alone passes others at which trains of its line and direction stop."""
        courses = self._courses.get((line, direction), ())
        return any(here in course and course.get(there, 0) > course[here] + 1 for here, there in pairwise(stations) for course in courses)


def of_trains(network: Network) -> Expresses:
    """Those of the trains of a network."""
    runs, station = network.runs, network.stops.station.tolist()
    bounds = zip(runs.line.tolist(), runs.direction.tolist(), runs.at[:-1].tolist(), runs.at[1:].tolist(), strict=True)
    courses = {(line, direction, *station[begin:end]) for line, direction, begin, end in bounds}
    return Expresses(
        (network.lines[line].id, network.directions[direction], [network.stations[number].ref for number in stops])
        for line, direction, *stops in courses
    )
