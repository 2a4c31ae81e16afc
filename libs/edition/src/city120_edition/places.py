"""Places as imported layers: what a list of pharmacies, hospitals, schools, events or an operator's own places holds."""

from __future__ import annotations

from dataclasses import dataclass

PHARMACIES, HOSPITALS, PLACES, SCHOOLS, EVENTS = "pharmacies", "hospitals", "places", "schools", "events"
PLACE_LAYERS = (PHARMACIES, HOSPITALS, PLACES, SCHOOLS, EVENTS)


@dataclass(frozen=True, kw_only=True)
class StoredPlace:
    """One place of a list; what the list does not say is empty. `kind`: one of the edition's place kinds; `categories`: narrower words of the list.

    `area_code`: the legal dong, 10 digits. `opening_hours`: as OpenStreetMap writes them. `step_free` is None when nobody says. `data_date`: that of
    the row, where it has its own. `starts`, `ends`: the first and the last day of an event, or its moments, RFC 3339.
    """

    id: str
    kind: str
    names: dict[str, str]
    lat: float
    lon: float
    district_code: str = ""
    area_code: str = ""
    categories: tuple[str, ...] = ()
    address: str = ""
    phone: str = ""
    website: str = ""
    opening_hours: str = ""
    step_free: bool | None = None
    accessibility: str = ""
    data_date: str = ""
    starts: str = ""
    ends: str = ""
    audience: tuple[str, ...] = ()
    free: bool | None = None
