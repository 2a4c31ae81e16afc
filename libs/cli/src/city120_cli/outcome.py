"""How a command ends: 0 done, 1 a finding, 2 wrong usage."""

from __future__ import annotations

from city120_evaluation import errors as evaluation
from city120_ingest import errors as ingest
from city120_processes import errors as processes

DONE, FINDING, WRONG_USAGE = 0, 1, 2


class Finding(Exception):
    """Something was found that the caller must look at; the message says what, and the way out."""

    exit_status: int = FINDING


class WrongUsage(Finding):
    """The command was not called as it can be."""

    exit_status: int = WRONG_USAGE


class NotInThisVersion(WrongUsage):
    """The command is promised and not built yet."""

    def __init__(self, coming: str) -> None:
        super().__init__(f"not in this version; coming: {coming}")


# What the libraries raise, and how a command ends by it.
_OF_LIBRARIES: dict[type[Exception], int] = {
    evaluation.WrongInput: WRONG_USAGE,
    ingest.UnreadableFile: FINDING,
    ingest.WrongInput: WRONG_USAGE,
    processes.HouseError: FINDING,
}
SAID: tuple[type[Exception], ...] = (Finding, *_OF_LIBRARIES)


def exit_status(error: Exception) -> int:
    """How a command ends by one of `SAID`."""
    if isinstance(error, Finding):
        return error.exit_status
    return next(status for kind, status in _OF_LIBRARIES.items() if isinstance(error, kind))
