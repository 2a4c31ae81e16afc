"""`city120 ask`: one inquiry, as any channel would send it."""

from __future__ import annotations

import argparse
from typing import Any

from city120_cli import describe
from city120_cli.gateway import Gateway
from city120_cli.options import FILLS, Commands, fill, print_json
from city120_cli.outcome import DONE
from city120_evaluation.asking import place_of

CHANNELS = ("agent", "web", "voice", "sms", "chat", "sign")


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_asking(
        "ask",
        run,
        "ask what a caller would ask, in any of the six languages",
        more="Prints the words for the caller, then the responsible body, its phone, the rule and its source. When something is missing, "
        "the choices are listed with the --fill that makes each.",
        examples=(
            'city120 ask "The street light in front of my house is broken" --place Mapo-gu',
            'city120 ask "Where do I pay my water bill?" --fill area_code=11440',
            'city120 ask "When is the last train from Central Station?" --at 2026-11-24T23:30:00+09:00 --json',
        ),
    )
    parser.add_argument("text", help="what the caller said")
    parser.add_argument("--lang", metavar="CODE", help="language, if the channel knows it: ko, en, zh, ja, vi or mn")
    parser.add_argument("--channel", choices=CHANNELS, default=CHANNELS[0], help="who renders the answer (default: %(default)s)")
    parser.add_argument("--place", type=place_of, metavar="TEXT", help="where the caller is: a name, an area code, or LAT,LON")
    parser.add_argument("--at", metavar="TIME", help="the moment asked about, RFC 3339 with offset (default: now)")
    parser.add_argument("--as-of", metavar="DATE", help="the directory date, YYYY-MM-DD (default: the date of --at)")
    parser.add_argument("--fill", type=fill, action="append", default=[], metavar="KEY=VALUE", help=f"a choice: {', '.join(FILLS)}; may be repeated")


def inquiry(arguments: argparse.Namespace) -> dict[str, Any]:
    """The request that the arguments make."""
    fields = {
        "text": arguments.text,
        "language": arguments.lang,
        "channel": arguments.channel,
        "place": arguments.place,
        "at": arguments.at,
        "as_of": arguments.as_of,
        "fill": dict(arguments.fill) or None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def run(arguments: argparse.Namespace) -> int:
    """Ask and print."""
    with Gateway(arguments.address) as gateway:
        response = gateway.resolve(inquiry(arguments))
    if arguments.json:
        print_json(response)
    else:
        print("\n".join(describe.resolution(response)))
    return DONE
