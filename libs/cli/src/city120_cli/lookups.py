"""`city120 locate, geocode, places, last, departures`: what the services read out of the edition."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from city120_cli import describe
from city120_cli.bulk import locate_file
from city120_cli.gateway import Gateway
from city120_cli.options import Commands, point, print_json
from city120_cli.outcome import DONE, FINDING, Finding, WrongUsage
from city120_edition.rows import LANGUAGES

DAY_TYPES = ("weekday", "saturday", "holiday")


def add(commands: Commands) -> None:
    """Add the commands."""
    _add_locate(commands)
    _add_geocode(commands)
    _add_places(commands)
    _add_last(commands)
    _add_departures(commands)


def _add_locate(commands: Commands) -> None:
    parser = commands.add_asking(
        "locate",
        locate,
        "tell in which district and dong a point or area code lies",
        more="With --in a whole table of points, over gRPC: all its columns are kept, and the areas are added. With --roads the roads there, or of a "
        "name, with class, owner and maintainer as an imported layer says (city120 import roads, city120 import osm).",
        examples=(
            "city120 locate 37.5666 126.9784",
            "city120 locate 1144010100",
            "city120 locate 11440 --as-of 2026-01-01",
            "city120 locate --in points.csv --out areas.csv",
            "city120 locate --roads 37.5666 126.9784 --within 50",
            "city120 locate --roads 올림픽대로 --json",
        ),
    )
    parser.add_argument(
        "where", nargs="*", metavar="LAT LON | CODE | NAME", help="degrees north and east, an area code of 5 or 10 digits, or with --roads a name"
    )
    parser.add_argument("--roads", action="store_true", help="the roads there instead of the areas")
    parser.add_argument("--within", type=float, metavar="METRES", help="with --roads: farther ones are left out (default: 30)")
    parser.add_argument("--in", dest="source", metavar="FILE", type=Path, help="a CSV table with the columns lat and lon")
    parser.add_argument("--out", dest="target", metavar="FILE", type=Path, help="where to write it with the areas")
    parser.add_argument("--as-of", metavar="DATE", help="the directory date, YYYY-MM-DD (default: today)")


def _add_geocode(commands: Commands) -> None:
    parser = commands.add_asking(
        "geocode",
        geocode,
        "find the places of a name, in any spelling of the six languages",
        more="A name that several places have returns all of them, best first.",
        examples=('city120 geocode "Central Station"', "city120 geocode Sinsa-dong --limit 5 --json"),
    )
    parser.add_argument("query", metavar="Q", help="the name")
    parser.add_argument("--limit", type=int, help="at most so many")


def _add_places(commands: Commands) -> None:
    parser = commands.add_asking(
        "places",
        places,
        "list offices, stations, pharmacies and other places by name, kind, district or nearness, open at a time or when one gets there",
        more="Pharmacies, hospitals and most other kinds come from imported lists (city120 import pharmacies …). How old a list is stands "
        "by each place, and a warning when it is too old to be trusted. Nothing found is a finding, with the reason.",
        examples=(
            "city120 places pharmacy --near 37.5345,126.9946 --open-at 2026-11-28T23:30:00+09:00",
            "city120 places --category pharmacy,clinic --near 37.5345,126.9946 --arrive-in 20",
            "city120 places library --district 11440 --step-free --json",
            "city120 places --kind event --on 2026-12-24 --near 37.5666,126.9784 --for children --free",
            "city120 places --near 37.5666,126.9784 --kind station",
            "city120 places --district 11110 --kind office --json",
        ),
    )
    parser.add_argument("query", nargs="?", metavar="Q", help="words of the name")
    parser.add_argument("--kind", help="office, station, landmark …")
    parser.add_argument("--category", metavar="KINDS", help="any of these kinds, with commas between: pharmacy, clinic, library …")
    parser.add_argument("--district", metavar="CODE", help="only in this district, 5 digits")
    parser.add_argument("--near", type=point, metavar="LAT,LON", help="nearest to this point first")
    parser.add_argument("--within", type=float, metavar="METRES", help="nothing farther than this")
    parser.add_argument("--open-at", metavar="TIME", help="only places open then, RFC 3339 with offset")
    parser.add_argument(
        "--arrive-in", type=int, metavar="MINUTES", help="only places open at that time or on arrival; what closes before stands last"
    )
    parser.add_argument("--step-free", action="store_true", help="only places without steps")
    parser.add_argument("--on", metavar="DATE", help="of events (--kind event): those of this day, YYYY-MM-DD (default: today)")
    parser.add_argument("--for", dest="audience", metavar="WHOM", help="of events: those for children, elderly, foreigners …")
    parser.add_argument("--free", action="store_true", help="of events: only those known to be free")
    parser.add_argument("--limit", type=int, help="at most so many")


def _add_last(commands: Commands) -> None:
    parser = commands.add_asking(
        "last",
        last,
        "tell the first and last trains of a station, or the last way home",
        more="Times are of the service day and may pass 24:00: 24:10 is ten past midnight of the day after. With TO, the last journey that still "
        "connects, from any place to any place: exact with an imported timetable (city120 import metro-timetable, city120 import gtfs), else worked "
        "out with care, and said so. It says when it has gone or is tight, and what else gets one home.",
        examples=(
            "city120 last Hongik",
            'city120 last "Central Station" --line line.4 --at 2026-11-28T00:30:00+09:00',
            "city120 last Gangnam Sadang",
            "city120 last Gangnam Sadang --day weekday --json",
            'city120 last "Seoul City Hall" Sanggye-dong --language en',
        ),
    )
    parser.add_argument("station", metavar="STATION", help="a station's name or reference; with TO any place or address")
    parser.add_argument("to", nargs="?", metavar="TO", help="the station, place or address to reach: the last journey that still connects")
    parser.add_argument("--language", choices=LANGUAGES, help="of a journey's steps and of what else gets one home (default: ko)")
    parser.add_argument("--day", choices=DAY_TYPES, help="the next service day of this kind, for a journey")
    parser.add_argument("--step-free", action="store_true", help="a journey only where lifts work (city120 import lifts)")
    parser.add_argument("--at", metavar="TIME", help="the moment asked about, RFC 3339 with offset (default: now)")
    parser.add_argument("--line", help="only this line, e.g. line.2")
    parser.add_argument("--direction", choices=("up", "down", "inner", "outer"), help="only this direction")
    parser.add_argument("--terminal", metavar="STATION", help="only trains that end there")


def _add_departures(commands: Commands) -> None:
    parser = commands.add_asking(
        "departures",
        departures,
        "tell the last (or first) trains of a station, also towards another one",
        more="With --towards, the last train that reaches that station without a change stands first, and trains that end before it say so. Times "
        "are of the service day and may pass 24:00.",
        examples=(
            "city120 departures Gangnam --towards Dangsan",
            "city120 departures Gangnam --which first --day holiday --json",
        ),
    )
    parser.add_argument("station", metavar="STATION", help="a station's name or reference")
    parser.add_argument("--towards", metavar="STATION", help="only lines and directions that lead there without a change")
    parser.add_argument("--which", choices=("first", "last"), help="which trains (default: last)")
    parser.add_argument("--day", choices=DAY_TYPES, help="the next service day of this kind (default: today)")
    parser.add_argument("--at", metavar="TIME", help="the moment asked about, RFC 3339 with offset (default: now)")


def _where(words: list[str]) -> dict[str, Any]:
    """Two numbers are a point, one is an area code."""
    if degrees := _point_of(words):
        return {"lat": degrees[0], "lon": degrees[1]}
    if len(words) == 1 and "," not in words[0]:
        return {"code": words[0]}
    raise WrongUsage(f"{' '.join(words)!r} is neither a point nor a code; write: city120 locate 37.5666 126.9784, or city120 locate 11440")


def _point_of(words: list[str]) -> tuple[float, float] | None:
    """Two numbers, with a comma or a space between them; None for anything else."""
    figures = [figure for word in words for figure in word.split(",") if figure]
    try:
        first, second = (float(figure) for figure in figures)
    except ValueError:
        return None
    return first, second


def locate(arguments: argparse.Namespace) -> int:
    """Where a point or code lies; a point outside the city is a finding."""
    if arguments.source or arguments.target:
        if arguments.where or not (arguments.source and arguments.target):
            raise WrongUsage("for a table give both --in FILE and --out FILE, and no point")
        return locate_file(arguments.source, arguments.target, arguments.as_of)
    if arguments.roads:
        return _roads(arguments)
    with Gateway(arguments.address) as gateway:
        response = gateway.get("/v1/areas:locate", **_where(arguments.where), as_of=arguments.as_of)
    location = response.get("location") or {}
    if arguments.json:
        print_json(response)
    else:
        print("\n".join(describe.location(location)))
    return DONE if location.get("district") else FINDING


def _roads(arguments: argparse.Namespace) -> int:
    """The roads at a point or of a name; a finding unless it is known who looks after the one that is there."""
    degrees = _point_of(arguments.where)
    where = {"lat": degrees[0], "lon": degrees[1]} if degrees else {"name": " ".join(arguments.where)}
    with Gateway(arguments.address) as gateway:
        response = gateway.get("/v1/roads:locate", **where, within_m=arguments.within, as_of=arguments.as_of)
    if arguments.json:
        print_json(response)
    else:
        print("\n".join(describe.roads(response)))
    return FINDING if response.get("advice") else DONE


def geocode(arguments: argparse.Namespace) -> int:
    """The places of a name; none is a finding."""
    with Gateway(arguments.address) as gateway:
        response = gateway.get("/v1/geocode", q=arguments.query, limit=arguments.limit)
    return _print_places(response, f"nothing is called {arguments.query!r}", as_json=arguments.json)


def places(arguments: argparse.Namespace) -> int:
    """Places by what was asked; none is a finding."""
    near = {"lat": arguments.near.lat, "lon": arguments.near.lon} if arguments.near else {}
    with Gateway(arguments.address) as gateway:
        response = gateway.get(
            "/v1/places:search",
            q=arguments.query,
            kind=arguments.kind,
            category=arguments.category,
            district=arguments.district,
            within_m=arguments.within,
            open_at=arguments.open_at,
            arrive_in=arguments.arrive_in,
            step_free="true" if arguments.step_free else None,
            on=arguments.on,
            audience=arguments.audience,
            free="true" if arguments.free else None,
            page_size=arguments.limit,
            **near,
        )
    status = _print_places(response, describe.no_places(response), as_json=arguments.json)
    if warning := describe.old_places(response):
        print(warning, file=sys.stderr)
    return status


def _print_places(response: dict[str, Any], nothing: str, *, as_json: bool) -> int:
    places = response.get("places") or []
    if as_json:
        print_json(response)
    elif places:
        print("\n".join(describe.place(place) for place in places))
    else:
        raise Finding(nothing)
    return DONE if places else FINDING


def last(arguments: argparse.Namespace) -> int:
    """First and last trains; a name that several stations have is a finding that lists them."""
    if arguments.to is not None:
        return _last_way(arguments)
    if arguments.step_free:
        raise WrongUsage("--step-free belongs to a journey (city120 last FROM TO --step-free)")
    if arguments.language:
        raise WrongUsage("--language belongs to a journey (city120 last FROM TO --language en)")
    if arguments.day is not None:
        raise WrongUsage("--day belongs to a journey (city120 last FROM TO --day …); for one station give the moment with --at")
    with Gateway(arguments.address) as gateway:
        response = gateway.get(
            "/v1/departures:last",
            station=arguments.station,
            line=arguments.line,
            direction=arguments.direction,
            terminal=arguments.terminal,
            at=arguments.at,
        )
    candidates = [] if response.get("station") else response.get("candidates") or []
    if arguments.json:
        print_json(response)
    elif candidates:
        print(f"several stations are called {arguments.station!r}; ask with one of these references:")
        print("\n".join(describe.place(place) for place in candidates))
    else:
        print("\n".join(describe.departures(response)))
    return FINDING if candidates else DONE


def departures(arguments: argparse.Namespace) -> int:
    """Trains of a station; a name that several stations have, and no train, are findings."""
    with Gateway(arguments.address) as gateway:
        response = gateway.get(
            "/v1/departures:last",
            station=arguments.station,
            towards=arguments.towards,
            which=arguments.which,
            day=arguments.day,
            at=arguments.at,
        )
    if arguments.json:
        print_json(response)
    else:
        print("\n".join(describe.trains(response, arguments.towards or "")))
    return DONE if response.get("departures") else FINDING


def _last_way(arguments: argparse.Namespace) -> int:
    """The last journey; a name that several stations have, and no journey, are findings."""
    if arguments.line or arguments.direction or arguments.terminal:
        raise WrongUsage("--line, --direction and --terminal belong to the trains of one station: city120 last STATION")
    with Gateway(arguments.address) as gateway:
        response = gateway.get(
            "/v1/journeys:latest",
            **{"from": arguments.station},
            to=arguments.to,
            at=arguments.at,
            day=arguments.day,
            language=arguments.language,
            step_free="true" if arguments.step_free else None,
        )
    if arguments.json:
        print_json(response)
    else:
        print("\n".join(describe.journey(response, step_free=arguments.step_free)))
    return DONE if response.get("legs") else FINDING
