"""The way by courses: on the bundled rows as maps show it, and no way that takes less, by a search that shares nothing with it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest

from city120_edition import Source, rows
from city120_edition.transfers import Transfers
from city120_wayfinding.directions.courses import WAIT_S, CourseRide, Courses, sources
from tests.bundled import bundled

ORIGIN = rows.Timetable(source="a timetable", data_date="2026-06", confidence="verified")
ORIGINS, GOALS = 5, 30
# From, to, and each ride: line, where it ends, towards, how many stations on.
BY_HAND = [
    ("강남", "판교", [("신분당선", "판교", "광교", 4)]),
    ("서울역", "인천공항1터미널", [("공항철도", "인천공항1터미널", "인천공항2터미널", 12)]),
    ("사당", "과천", [("4호선", "과천", "오이도", 5)]),
    ("홍대입구", "김포공항", [("공항철도", "김포공항", "인천공항2터미널", 3)]),
    ("청량리", "춘천", [("경춘선", "춘천", "춘천", 23)]),
    ("용산", "수원", [("1호선", "수원", "신창", 20)]),
    ("수서", "동탄", [("GTX-A", "동탄", "동탄", 3)]),
    ("신설동", "북한산우이", [("우이신설선", "북한산우이", "북한산우이", 12)]),
    ("신림", "샛강", [("신림선", "샛강", "샛강", 7)]),
    ("김포공항", "구래", [("김포골드라인", "구래", "양촌", 8)]),
    ("대곡", "원시", [("서해선", "원시", "원시", 16)]),
    ("종로3가", "일산", [("1호선", "서울역", "신창", 3), ("GTX-A", "대곡", "운정중앙", 2), ("서해선", "일산", "일산", 4)]),
    # Trains of line 5 do not go from one branch to the other, those of line 6 go round in one direction, and those to the airport do not go back.
    ("마천", "하남검단산", [("5호선", "강동", "방화", 7), ("5호선", "하남검단산", "하남검단산", 10)]),
    ("불광", "역촌", [("6호선", "응암", "신내", 4), ("6호선", "역촌", "신내", 1)]),
    ("인천공항1터미널", "서울역", [("공항철도", "서울역", "서울역", 12)]),
    ("서울역", "공덕", [("공항철도", "공덕", "인천공항2터미널", 1)]),
    ("인천공항2터미널", "인천공항1터미널", [("공항철도", "인천공항1터미널", "서울역", 1)]),
]
# Official minutes that no row of the edition has: of two newspapers and the operator (docs/wayfinding.md).
TOLD = [("강남", "광교", 37, "한국경제 2016-01"), ("정자", "강남", 17, "동아일보 2013-10")]


@pytest.fixture(scope="module")
def source() -> Source:
    return bundled()


@pytest.fixture(scope="module")
def courses(source: Source) -> Courses:
    return Courses(source, ORIGIN)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def ref(source: Source) -> Mapping[str, str]:
    return {row.names["ko"]: f"station:{row.id}" for row in source.rows("stations", rows.Station)}


@pytest.mark.parametrize(("origin", "goal", "rides"), BY_HAND, ids=str)
def test_the_way_is_the_one_on_the_map(courses: Courses, ref: Mapping[str, str], origin: str, goal: str, rides: object) -> None:
    called = {station: name for name, station in ref.items()}
    way = courses.between({ref[origin]: 0}, {ref[goal]: 0})
    assert [
        (ride.course.line.names["ko"], called[ride.stations[-1]], called[ride.course.stations[-1]], len(ride.stations) - 1) for ride in way
    ] == rides
    assert way[0].stations[0] == ref[origin]
    assert all(before.stations[-1] == after.stations[0] for before, after in pairwise(way))


@pytest.mark.parametrize(("origin", "goal", "minutes", "by"), TOLD, ids=str)
def test_minutes_are_about_those_that_are_told_elsewhere(
    courses: Courses, ref: Mapping[str, str], origin: str, goal: str, minutes: int, by: str
) -> None:
    (ride,) = courses.between({ref[origin]: 0}, {ref[goal]: 0})
    assert ride.seconds / 60 == pytest.approx(minutes, abs=3), by


def test_no_way_takes_less(source: Source, courses: Courses) -> None:
    """Between stations drawn among all, with walks at both ends."""
    chance, oracle = random.Random(ORIGINS), Oracle(courses, Transfers(source.rows("transfers", rows.Transfer)))
    stations = [station.ref for station in courses.stations]
    for origin in chance.sample(stations, ORIGINS):
        access = {origin: 120, chance.choice(stations): 1500}
        least = oracle.least(access)
        for goal in chance.sample(stations, GOALS):
            rides = courses.between(access, {goal: 60})
            if goal in access:
                continue
            begin = rides[0].stations[0]
            assert access[begin] + oracle.cost(rides) == least[goal]


def test_a_ride_names_what_its_minutes_come_from(courses: Courses, ref: Mapping[str, str]) -> None:
    told = {
        (origin, goal): sources(courses.between({ref[origin]: 0}, {ref[goal]: 0}))
        for origin, goal in (("강남", "판교"), ("수유", "미아"), ("잠실", "삼성"), ("발곡", "회룡"))
    }
    assert told["강남", "판교"] == ("수도권 전철 구간 목록 2025-10-27; 한국일보 2022-05-26(A2022052611010003357)", "2025-10-27")
    assert told["수유", "미아"][0] == "수도권 전철 구간 목록 2025-10-27; 서울교통공사 역간거리·소요시간(1~8호선)"
    assert told["발곡", "회룡"][0] == "수도권 전철 구간 목록 2025-10-27"
    assert told["잠실", "삼성"] == ("a timetable", "2026-06")


def test_of_stations_that_no_course_has_there_is_no_way(courses: Courses, ref: Mapping[str, str]) -> None:
    assert courses.between({"station:moon": 0}, {ref["강남"]: 0}) == courses.between({ref["강남"]: 0}, {}) == []


class Oracle:
    """What a way costs, by looking at all positions of all courses until none gets cheaper."""

    def __init__(self, courses: Courses, transfers: Transfers) -> None:
        self._courses = courses._courses
        self._here: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, course in enumerate(self._courses):
            for position, station in enumerate(course.stations):
                self._here[station].append((number, position))
        self._changes = {
            (station, origin, target): seconds + (WAIT_S if seconds else 0)
            for station, here in self._here.items()
            for origin, target, seconds in transfers.changes(
                station.removeprefix("station:"), sorted({self._courses[number].line.id for number, _ in here})
            )
        }

    def cost(self, rides: Sequence[CourseRide]) -> int:
        seconds = sum(sum(ride.course.seconds[ride.begin : ride.end]) for ride in rides)
        changes = (self._changes[after.stations[0], before.course.line.id, after.course.line.id] for before, after in pairwise(rides))
        return WAIT_S + seconds + sum(changes)

    def least(self, access: Mapping[str, int]) -> Mapping[str, int]:
        aboard = {position: walk + WAIT_S for station, walk in access.items() for position in self._here[station]}
        there: dict[str, int] = {}
        changed = True
        while changed:
            changed = False
            for (number, position), cost in list(aboard.items()):
                course = self._courses[number]
                if position + 1 == len(course.stations):
                    continue
                arrival, station = cost + course.seconds[position], course.stations[position + 1]
                there[station] = min(there.get(station, arrival), arrival)
                further = {(number, position + 1): arrival}
                for other, at in self._here[station]:
                    change = self._changes[station, course.line.id, self._courses[other].line.id]
                    further[other, at] = min(further.get((other, at), arrival + change), arrival + change)
                for key, value in further.items():
                    if value < aboard.get(key, value + 1):
                        aboard[key], changed = value, True
        return there
