"""`city120 route`, also called `city120 directions`: the way from door to door, and its picture."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from city120_cli import describe
from city120_cli.gateway import Gateway
from city120_cli.options import Commands, print_json
from city120_cli.outcome import DONE, FINDING, WrongUsage
from city120_edition.rows import LANGUAGES
from city120_evaluation.asking import point_of


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_asking(
        "route",
        directions,
        "tell the way from door to door, on foot and by train",
        more="Each end is a point, or a station, place, address or reference. With an imported timetable (city120 import metro-timetable, gtfs) "
        "the times are exact, else worked out with care, and said so. Walks are straight lines until there are streets (city120 import osm). "
        "No way is a finding.",
        examples=(
            "city120 route Gangnam Sanggye",
            'city120 route "Seoul City Hall" Gyeongbokgung --at 2026-11-27T08:00:00+09:00 --language en',
            "city120 route 37.5345,126.9946 Gyeongbokgung --arrive 2026-11-27T09:00:00+09:00 --json",
            "city120 route Gangnam Gyeongbokgung --svg route.svg",
        ),
        also=("directions",),
    )
    parser.add_argument("origin", metavar="FROM", help="where it begins: a name, an address, a reference, or LAT,LON")
    parser.add_argument("destination", metavar="TO", help="where it ends")
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--at", "--depart-at", dest="depart_at", metavar="TIME", help="leave then, RFC 3339 with offset (default: now)")
    when.add_argument("--arrive", "--arrive-by", dest="arrive_by", metavar="TIME", help="be there by then")
    parser.add_argument("--language", choices=LANGUAGES, help="of the steps and the picture (default: ko)")
    parser.add_argument("--step-free", action="store_true", help="walks without steps and trains by lifts that work, where imports know them")
    parser.add_argument("--svg", metavar="FILE", type=Path, help="write a picture of the route")


def directions(arguments: argparse.Namespace) -> int:
    """The way; a name that several places have, and no way, are findings."""
    with Gateway(arguments.address) as gateway:
        response = gateway.get(
            "/v1/directions",
            **_end("from", arguments.origin),
            **_end("to", arguments.destination),
            depart_at=arguments.depart_at,
            arrive_by=arguments.arrive_by,
            language=arguments.language,
            step_free="true" if arguments.step_free else None,
            picture="true" if arguments.svg else None,
        )
    picture = response.pop("picture", None)
    if arguments.json:
        print_json(response)
    else:
        print("\n".join(describe.route(response, step_free=arguments.step_free)))
    if picture and arguments.svg:
        arguments.svg.write_text(picture, encoding="utf-8")
    return DONE if response.get("legs") else FINDING


def _end(name: str, words: str) -> dict[str, Any]:
    """A point, or words, as parameters."""
    if not words.strip():
        raise WrongUsage("an end of the journey is empty; name a place, or write LAT,LON")
    degrees = point_of(words)
    return {f"{name}_lat": degrees[0], f"{name}_lon": degrees[1]} if degrees else {name: words}
