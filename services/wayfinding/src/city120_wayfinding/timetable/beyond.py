"""Which known trains may get to a station at which none of them is known to stop, by the courses of their line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence


def may_reach(courses: Iterable[Sequence[str]], here: str, goal: str, terminals: Mapping[str, Sequence[str]]) -> dict[str, bool]:
    """By terminal whether its trains from a station may get to a goal; without those from which it lies in another direction, or on another branch.
    `terminals`: to each the stations for which its trains head, where they run on beyond it.

    They may where the goal lies on the way, or no farther than a station for which they head. Where that is so of none, those to the farthest
    terminal may, unless it is told where they head."""
    ahead = list(_ahead(courses, here, goal))
    reaches = {
        terminal: any(_far(course, (terminal, *heads_for)) >= course.index(goal) for course in ahead if terminal in course)
        for terminal, heads_for in terminals.items()
        if any(terminal in course for course in ahead)
    }
    if reaches and not any(reaches.values()):
        farthest = max(reaches, key=lambda terminal: max(_far(course, (terminal,)) for course in ahead))
        reaches[farthest] = not terminals[farthest]
    return reaches


def _ahead(courses: Iterable[Sequence[str]], here: str, goal: str) -> Iterator[Sequence[str]]:
    """The stations of each course from one station on in the direction of another."""
    for course in courses:
        if here in course and goal in course:
            forth = course if course.index(here) < course.index(goal) else course[::-1]
            yield forth[forth.index(here) + 1 :]


def _far(course: Sequence[str], stations: Iterable[str]) -> int:
    """How far along a course the farthest of some stations is; -1 where it has none of them."""
    return max((course.index(station) for station in stations if station in course), default=-1)
