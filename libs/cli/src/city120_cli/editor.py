"""The editor over gRPC, as the commands need it; what goes wrong is said in one line with the way out."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeVar

from city120_cli.outcome import FINDING, WRONG_USAGE, Finding

DEFAULT_PORT = "50124"
PUBLISH_S, CALL_S = 900.0, 60.0
_TICK_S = 0.2
_WRONG = ("INVALID_ARGUMENT", "NOT_FOUND")
_Result = TypeVar("_Result")


class Refused(Finding):
    """The editor said no; wrong arguments are wrong usage."""

    def __init__(self, status: str, message: str, *, usage: bool) -> None:
        super().__init__(message)
        self.exit_status = WRONG_USAGE if usage and status in _WRONG else FINDING


def default_target() -> str:
    """CITY120_EDITOR_TARGET, or the editor's port on this machine."""
    return os.environ.get("CITY120_EDITOR_TARGET") or f"127.0.0.1:{os.environ.get('CITY120_EDITOR_PORT') or DEFAULT_PORT}"


def ask(target: str, work: Callable[[Any], Awaitable[_Result]], *, usage: bool = False) -> _Result:
    """What `work` makes of a FaqAdminClient. `usage`: what is not found or not valid was named by the user. Raises Finding."""
    return asyncio.run(_ask(target, work, usage=usage))


async def _ask(target: str, work: Callable[[Any], Awaitable[_Result]], *, usage: bool) -> _Result:
    # gRPC is heavy: other commands start without it.
    from city120_client import FaqAdminClient, open_channel
    from city120_errors import City120Error, Unauthenticated, Unavailable, Unimplemented

    key = os.environ.get("CITY120_EDITOR_KEY") or os.environ.get("CITY120_API_KEY") or ""
    async with open_channel(target, key) as channel:
        try:
            return await work(FaqAdminClient(channel))
        except (Unavailable, Unimplemented) as error:
            reason = "no editor" if isinstance(error, Unimplemented) or not error.fix else str(error)
            raise Finding(f"{reason} at {target}; start one with: city120 up --editor, or name it by --address") from None
        except Unauthenticated as error:
            raise Finding(f"{error}; set CITY120_EDITOR_KEY to a key of this editor") from None
        except City120Error as error:
            raise Refused(error.status, str(error), usage=usage) from None


async def shown(what: str, work: Awaitable[_Result]) -> _Result:
    """Wait for one long call, showing on a terminal for how long already."""
    from tqdm import tqdm

    with tqdm(desc=what, bar_format="{desc} … {elapsed}", file=sys.stderr, disable=not sys.stderr.isatty(), leave=False) as bar:
        task = asyncio.ensure_future(work)
        while not task.done():
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(task), _TICK_S)
            bar.refresh()
        return task.result()
