"""The life of one service: listen, load the edition, serve, follow new editions, drain."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any, TypeVar

from opentelemetry.metrics import Observation
from pydantic_settings import BaseSettings

from city120_edition.edition import Edition, EditionError
from city120_edition.holder import EditionHolder, Loaded, NotLoaded
from city120_edition.layers import LayerError, current_layers
from city120_platform import log
from city120_platform.grpc_server import SERVING, GrpcServer, until_signal
from city120_platform.keys import BadKeys, Keyring
from city120_platform.log import fields
from city120_platform.settings import ServiceSettings, settings_table
from city120_platform.telemetry.instruments import observe
from city120_platform.telemetry.sdk import telemetry

_logger = logging.getLogger(__name__)
_Settings = TypeVar("_Settings", bound=ServiceSettings)
_Domain = TypeVar("_Domain", bound=Loaded)


def parse_settings(
    name: str,
    description: str,
    settings_type: type[_Settings],
    switches: Mapping[str, str] = MappingProxyType({}),
    beside: Sequence[type[BaseSettings]] = (),
) -> _Settings:
    """Read the environment; `--settings` prints the table and leaves; a wrong value, also of the settings that parts of the service read `beside`, or
    an address that others can reach without keys, is named and leaves with status 2. `switches`: settings that `--<name>` turns on, by name."""
    parser = argparse.ArgumentParser(prog=name, description=description, epilog="Settings come from the environment; --settings lists them.")
    parser.add_argument("--settings", action="store_true", help="print every setting with its value and meaning, then leave")
    for switch, setting in switches.items():
        parser.add_argument(f"--{switch}", action="store_true", help=f"the same as CITY120_{setting.upper()}=1")
    arguments = parser.parse_args()
    turned_on: dict[str, Any] = {setting: True for switch, setting in switches.items() if getattr(arguments, switch)}
    try:
        settings, others = settings_type(**turned_on), [other() for other in beside]
    except ValueError as error:
        parser.exit(2, f"{name}: {error}\n")
    if arguments.settings:
        print(settings_table(settings, *others))
        parser.exit()
    if not settings.loopback_only and not settings.keyed:
        where = f"CITY120_HOST={settings.host} can be reached from outside"
        parser.exit(2, f"{name}: {where}; set CITY120_API_KEYS, CITY120_NAMED_KEYS or CITY120_KEYS_FILE, or listen on 127.0.0.1\n")
    try:
        Keyring.of(settings)
    except BadKeys as error:
        parser.exit(2, f"{name}: {error}\n")
    log.configure(name, settings.log_level)
    return settings


async def serve(
    settings: ServiceSettings,
    port: int,
    service_names: Sequence[str],
    load: Callable[[Edition], _Domain],
    register: Callable[[GrpcServer, EditionHolder[_Domain]], None],
    layers: Sequence[str] = (),
) -> None:
    """Serve until a signal. `load` makes the domain of an edition, warm; `register` adds the servicers; `layers` are the kinds of imported layers
    that the service reads."""
    holder: EditionHolder[_Domain] = EditionHolder(settings.edition_path, load, lambda: current_layers(settings.data_dir, layers))
    server = GrpcServer(settings, port, service_names)
    register(server, holder)
    await server.start()
    try:
        await holder.load_current()
        observe_edition(holder)
        await server.set_health(SERVING)
        _logger.info("serving", extra=fields(edition=holder.get().edition.id))
        following = asyncio.create_task(holder.follow(settings.edition_poll_s))
        await until_signal()
        following.cancel()
    finally:
        await server.stop()


def new_event_loop() -> asyncio.AbstractEventLoop:
    """libuv's loop, by which a gRPC call takes less processor time than by Python's own; that one where libuv's is not made for the system."""
    if find_spec("uvloop") is None:
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()


def run(main: Callable[[], object], name: str, settings: ServiceSettings) -> None:
    """Run a service's coroutine maker, with telemetry, on the fastest event loop there is; an absent edition or a broken layer is told in one line,
    with status 1."""
    try:
        with telemetry(name, settings), asyncio.Runner(loop_factory=new_event_loop) as runner:
            runner.run(main())  # type: ignore[arg-type]
    except (EditionError, LayerError) as error:
        print(f"{name}: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def observe_edition(holder: EditionHolder[_Domain]) -> None:
    """Measure how old the edition in use is, from the writing of its manifest."""

    def look() -> Iterator[Observation]:
        with suppress(NotLoaded, OSError):
            edition = holder.get().edition
            yield Observation(time.time() - (edition.path / "manifest.json").stat().st_mtime, {"city120.edition": edition.id})

    observe("city120.edition.age", look)
