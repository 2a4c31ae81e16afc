"""Made-up lists of places, and a search over them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from city120_edition import rows
from city120_edition.opening import OpeningRows, OpeningTimes
from city120_wayfinding.places.gazetteer import Gazetteer
from city120_wayfinding.places.listed import PlaceKinds
from city120_wayfinding.places.open_places import OpenPlaces
from city120_wayfinding.places.place import OpeningHours, Place, Point
from city120_wayfinding.places.search import Search

SEOUL = ZoneInfo("Asia/Seoul")
HERE = Point(37.5345, 126.9946)
KINDS = PlaceKinds(
    rows.PlaceKind(kind=kind, names={"ko": korean, "en": kind}, max_age=90, bodies=bodies, listed=bool(bodies), source="s", confidence="known")
    for kind, korean, bodies in (("pharmacy", "약국", ""), ("library", "도서관", ""), ("district_office", "구청", "district"))
)


def holiday(day: str, *selectors: str) -> rows.Holiday:
    return rows.Holiday(
        date=dt.date.fromisoformat(day), names={"ko": "쉬는 날"}, kind="legal", selectors=selectors, source="s", confidence="verified"
    )


HOLIDAYS = [holiday("2026-02-16", "SeollalDays"), holiday("2026-02-17", "Seollal", "SeollalDays"), holiday("2026-12-25")]


def at(written: str) -> dt.datetime:
    return dt.datetime.fromisoformat(written).replace(tzinfo=SEOUL)


def place(name: str, hours: str = "", metres: float = 0.0, kind: str = "pharmacy", **values: Any) -> Place:
    """A place so far north of HERE, with these hours."""
    values = {"data_date": "2026-11-01", "imported": True, **values}
    return Place(
        ref=f"place:list/{name}",
        kind=kind,
        names={"ko": name},
        point=Point(HERE.latitude + metres / 111_195.08, HERE.longitude),
        categories=(kind,),
        opening=OpeningHours(hours, "a list", values["data_date"]) if hours else None,
        **values,
    )


def search_over(places: Iterable[Place], openings: Sequence[rows.Opening] = (), edition: Sequence[Place] = ()) -> Search:
    own = {place.ref: KINDS.known(place) for place in edition}
    everything = [*own.values(), *places]
    open_places = OpenPlaces(everything, OpeningTimes(HOLIDAYS, "Asia/Seoul"), OpeningRows(openings))
    open_places.warm()
    return Search(own, Gazetteer([], own), KINDS, open_places, everything, {"1117013000": HERE})
