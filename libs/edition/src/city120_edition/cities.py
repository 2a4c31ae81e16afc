"""The cities that are installed. A city is data in a distribution of its own: an entry point of the group `city120.city` names a package with a
folder `rows`, which people edit, and perhaps a folder `trained`, which holds what was learnt from these rows."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

GROUP = "city120.city"
SETTING = "CITY120_CITY"


class CityError(Exception):
    """No city can be chosen; the message says what to do."""


@dataclass(frozen=True)
class City:
    """An installed city: the folder of its rows, and that of what was trained on them, which may be missing."""

    name: str
    rows: Path
    trained: Path


def installed_cities() -> dict[str, City]:
    """All installed cities, by name. Raises CityError when one was not unpacked."""
    return {entry.name: _city(entry.name, entry.module) for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name)}


def installed_city() -> City:
    """The city that CITY120_CITY names, or the only one that is installed. Raises CityError."""
    cities = installed_cities()
    names = ", ".join(cities)
    chosen = os.environ.get(SETTING, "")
    if chosen:
        if chosen not in cities:
            raise CityError(f"{SETTING} is {chosen!r}, which is not installed; installed: {names or 'none'}")
        return cities[chosen]
    if not cities:
        raise CityError("no city is installed; install one, or name a folder of rows with --source")
    if len(cities) > 1:
        raise CityError(f"several cities are installed; choose one: {SETTING}=… ({names})")
    return next(iter(cities.values()))


def _city(name: str, package: str) -> City:
    folder = files(package)
    if not isinstance(folder, Path):
        raise CityError(f"the city {name} is in an archive ({folder}); install it unpacked, as pip does")
    return City(name, folder / "rows", folder / "trained")
