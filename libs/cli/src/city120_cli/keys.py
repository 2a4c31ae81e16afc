"""`city120 keys make|check`."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from city120_cli.options import Commands, print_json
from city120_cli.outcome import DONE, FINDING, Finding, WrongUsage
from city120_platform.keys import PLAIN_SCOPES, BadKeys, NamedKey, make, read


def add(commands: Commands) -> None:
    """Add the commands."""
    parser = commands.add(
        "keys",
        None,
        "make API keys with a name and scopes, and check a file of them",
        more="Services know the hashes of keys only: CITY120_KEYS_FILE names a file of lines, CITY120_NAMED_KEYS holds some.",
        examples=("city120 keys make kakao --scopes ask,feedback", "city120 keys check keys.txt"),
    )
    keys = Commands(parser)
    making = keys.add(
        "make",
        run_make,
        "make a key: print it, once, and the line that services need of it",
        more="To change a key, make another one of the same name, add its line, and take the old line away when callers have changed.",
        examples=("city120 keys make kakao --scopes ask,feedback", "city120 keys make mapo --scopes edit:11440,publish:11440 --until 2027-12-31"),
    )
    making.add_argument("name", metavar="NAME", help="whose key it is; revisions of entries name it as their author")
    making.add_argument(
        "--scopes", required=True, metavar="SCOPE,SCOPE", help=f"what it may do: {', '.join(PLAIN_SCOPES)}, edit:PUBLISHER, publish:PUBLISHER"
    )
    making.add_argument("--until", metavar="DATE", help="the last day on which it is valid, YYYY-MM-DD")
    checking = keys.add("check", run_check, "read a file of keys as services do", examples=("city120 keys check keys.txt",))
    checking.add_argument("file", type=Path, metavar="FILE")


def run_make(arguments: argparse.Namespace) -> int:
    """Print a new key and its line."""
    try:
        until = dt.date.fromisoformat(arguments.until) if arguments.until else None
    except ValueError:
        raise WrongUsage(f"--until: {arguments.until!r} is no date; write YYYY-MM-DD") from None
    try:
        key, line = make(arguments.name, arguments.scopes.split(","), until)
    except BadKeys as error:
        raise WrongUsage(str(error).partition(": ")[2]) from None
    if arguments.json:
        print_json({"key": key, "line": line})
    else:
        print(f"the key, for the caller; it is shown once and stored nowhere:\n  {key}")
        print(f"the line, for CITY120_KEYS_FILE or CITY120_NAMED_KEYS:\n  {line}")
    return DONE


def run_check(arguments: argparse.Namespace) -> int:
    """Tell what stands in a file; 1 when a key has ended."""
    try:
        keys = read(arguments.file.read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongUsage(f"{arguments.file}: {error.strerror}") from None
    except (BadKeys, UnicodeDecodeError) as error:
        raise Finding(f"{arguments.file}: {error}") from None
    today = dt.datetime.now(dt.UTC).date()
    ended = [key for key in keys if key.until is not None and key.until < today]
    if arguments.json:
        print_json([_plain(key, ended=key in ended) for key in keys])
    else:
        for key in keys:
            until = f" until {key.until}{' (has ended)' if key in ended else ''}" if key.until else ""
            print(f"{key.caller.name}  {', '.join(sorted(key.caller.scopes))}{until}")
    return FINDING if ended else DONE


def _plain(key: NamedKey, *, ended: bool) -> dict[str, object]:
    until = key.until.isoformat() if key.until else None
    return {"name": key.caller.name, "scopes": sorted(key.caller.scopes), "until": until, "ended": ended}
