"""`city120 up`: the edition and the four services, on this machine, with one command."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shlex
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from city120_cli import describe
from city120_cli.edition_apart import Example, Served, make_apart
from city120_cli.gateway import Gateway
from city120_cli.options import Commands, print_json
from city120_cli.outcome import DONE, Finding, WrongUsage
from city120_platform.settings import settings_table
from city120_processes import House, HouseSettings, check_ports, services_of, stop_signals


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add(
        "up",
        run,
        "start everything on this machine",
        more="Builds the edition when it is absent or the bundled source has changed, starts jurisdiction, wayfinding, faq and the gateway, "
        "waits until they are ready, starts again what dies, and stops them all on Ctrl-C or SIGTERM. Their logs are in CITY120_DATA_DIR/logs. "
        "Ports and everything else are set by variables; --settings lists them.",
        examples=(
            "city120 up",
            "CITY120_REST_PORT=9120 city120 up",
            "city120 up --editor    (to edit entries with city120 faq)",
            "city120 up --check     (start, ask one inquiry, stop)",
        ),
    )
    parser.add_argument("--check", action="store_true", help="ask one inquiry after the start, print it, and stop with 0, or 1 if it failed")
    parser.add_argument("--editor", action="store_true", help="start the editor too, for city120 faq")
    parser.add_argument("--settings", action="store_true", help="print every setting of the house with its value and meaning, and start nothing")


def run(arguments: argparse.Namespace) -> int:
    """Start, say so, and stay until told to stop."""
    settings = read_settings()
    if arguments.settings:
        print(settings_table(settings))
        return DONE
    services = services_of(settings, editor=arguments.editor)
    check_ports(services, settings.host)
    if arguments.editor and settings.edition:
        raise WrongUsage("the editor moves the current edition of CITY120_DATA_DIR; take CITY120_EDITION away")
    served = make_apart(settings)
    house = House(services, settings.drain_s)
    with stop_signals(house, _say_stopping) as stop:
        try:
            house.start()
            if not house.wait_ready(stop):
                return DONE
            if arguments.check:
                return check(settings, served.example, as_json=arguments.json)
            _welcome(settings, served, as_json=arguments.json)
            house.watch(stop, _say_when)
        finally:
            house.stop()
    return DONE


def read_settings() -> HouseSettings:
    """The settings of the environment. Raises WrongUsage naming the variable."""
    try:
        return HouseSettings()
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise WrongUsage(f"CITY120_{str(fault['loc'][0]).upper()}: {fault['msg']}, not {fault['input']!r}") from None


def _say_stopping() -> None:
    _say("stopping …")


def _say_when(event: str) -> None:
    _say(f"{dt.datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {event}")


def _say(event: str) -> None:
    """On the terminal, as far as there still is one."""
    with suppress(OSError):
        print(event, file=sys.stderr, flush=True)


def check(settings: HouseSettings, example: Example, *, as_json: bool) -> int:
    """Ask one inquiry. Raises Finding when the answer names nobody, or a part of it is missing."""
    with Gateway(settings.address) as gateway:
        response = gateway.resolve({"text": example.text, "place": {"area_code": example.area_code}, "channel": "agent"})
    if as_json:
        print_json(response)
    else:
        print(f"{example.text} ({example.area_name})\n")
        print("\n".join(describe.resolution(response)))
    if response.get("degraded"):
        raise Finding("the answer is incomplete; see degraded above")
    if not response.get("responsibility") and not response.get("answer"):
        raise Finding("the answer names neither a body nor an entry")
    return DONE


def _welcome(settings: HouseSettings, served: Served, *, as_json: bool) -> None:
    logs = settings.data_dir / "logs"
    if as_json:
        ports = {variable: port for service in services_of(settings) for variable, port in service.ports.items()}
        print(json.dumps({"address": settings.address, "edition_id": served.edition_id, "logs": str(logs), "ports": ports}), flush=True)
        return
    example = served.example
    payload = json.dumps({"text": example.text, "place": {"area_code": example.area_code}}, ensure_ascii=False)
    address = "" if settings.rest_port == HouseSettings.model_fields["rest_port"].default else f" --address {settings.address}"
    print(
        f"""city120 answers at {settings.address} (edition {served.edition_id}; logs in {logs})

Try, in another terminal:
  curl -s {settings.address}/v1/inquiries:resolve -H 'content-type: application/json' -d {shlex.quote(payload)}
  {_command()} ask {shlex.quote(example.text_en)} --place {example.area_name}{address}
  open {settings.address}/ in a browser

Ctrl-C stops everything.""",
        flush=True,
    )


def _command() -> str:
    """How the command is called from here: by name when it is on the path, otherwise by its file."""
    installed = shutil.which("city120")
    here = Path(sys.argv[0])
    if installed and here.exists() and Path(installed).samefile(here):
        return "city120"
    return f"{sys.executable} -m city120_cli" if here.suffix == ".py" else str(here)
