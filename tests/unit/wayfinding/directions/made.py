"""A made route: a walk, a ride by times worked out, and an exact ride after a change; and the sentences of the bundled rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from city120_edition import rows
from city120_edition.source import read_file
from city120_edition.timetables import StoredLine
from city120_wayfinding.calendar.service_days import ServiceDay
from city120_wayfinding.directions.route import Hours, Leg, Route
from city120_wayfinding.places.place import Place, Point
from tests.bundled import BUNDLED


def place(name: str, east: float) -> Place:
    return Place(f"station:{name}", "station", {"ko": f"{name}역", "en": name.title()}, point=Point(37.5, 127 + east))


HOME, A, B, C = (place(name, east) for name, east in (("home", 0.0), ("a", 0.01), ("b", 0.05), ("c", 0.08)))
FEW = StoredLine(id="line.few", names={"ko": "드문선", "en": "Few & Far"}, exact=False)
OFTEN = StoredLine(id="line.often", names={"ko": "잦은선", "en": "Often"})
NOON = 12 * 3600
WALK = Leg(HOME, A, NOON, NOON + 720, (HOME.point, A.point), distance_m=860.0)  # type: ignore[arg-type]
MIDWAY = Point(37.51, 127.03)
CAREFUL = Leg(A, B, NOON + 720, NOON + 2000, (A.point, MIDWAY, B.point), FEW, "up", C, stops=2, wait_s=600)  # type: ignore[arg-type]
EXACT = Leg(B, C, NOON + 2280, NOON + 2520, (B.point, C.point), OFTEN, "up", C, stops=1, change_s=240)  # type: ignore[arg-type]
ROUTE = Route(ServiceDay(dt.date(2026, 11, 27), "weekday"), (HOME,), (C,), (WALK, CAREFUL, EXACT))

# The same without times: a walk of 12 minutes, a ride of about 20 on a line of which no train is known, and about 4 on one whose hours are.
HOURS = Hours("05:30", "25:00", "a newspaper", "2022-05")
UNTIMED = (
    replace(WALK, departure=0, arrival=720),
    replace(CAREFUL, departure=720, arrival=1920, direction="", wait_s=0, estimated=True, times_unknown=True),
    replace(EXACT, line=FEW, departure=2160, arrival=2400, direction="", estimated=True, times_unknown=True, hours=HOURS),
)
ESTIMATE = replace(ROUTE, legs=UNTIMED, source="a list", data_date="2025-10")


def messages() -> dict[str, dict[str, str]]:
    return {row.id: row.texts for _, _, row in read_file(BUNDLED / "messages.yaml", rows.Message)[0]}
