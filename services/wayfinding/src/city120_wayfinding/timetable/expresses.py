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
        self._courses: dict[tuple[str, str], list[Mapping[str, Sequence[int]]]] = defaultdict(list)
        for line, direction, stations in courses:
            positions: dict[str, list[int]] = defaultdict(list)
            for position, station in enumerate(stations):
                positions[station].append(position)
            self._courses[line, direction].append(dict(positions))

    def passes(self, line: str, direction: str, stations: Sequence[str]) -> bool:
        """Whether a ride that stops at these stations alone passes others at which trains of its line and direction stop."""
        courses = self._courses.get((line, direction), ())
        return any(_stops_between(course.get(here, ()), course.get(there, ())) for here, there in pairwise(stations) for course in courses)


def _stops_between(here: Sequence[int], there: Sequence[int]) -> bool:
    """Whether a course stops between these, wherever in it they are: on a loop one of them twice."""
    return min((after - before for before in here for after in there if after > before), default=0) > 1


def of_trains(network: Network) -> Expresses:
    """Those of the trains of a network."""
    runs, station = network.runs, network.stops.station.tolist()
    bounds = zip(runs.line.tolist(), runs.direction.tolist(), runs.at[:-1].tolist(), runs.at[1:].tolist(), strict=True)
    courses = {(line, direction, *station[begin:end]) for line, direction, begin, end in bounds}
    return Expresses(
        (network.lines[line].id, network.directions[direction], [network.stations[number].ref for number in stops])
        for line, direction, *stops in courses
    )
