"""How a command ends: 0 done, 1 a finding, 2 wrong usage."""

from __future__ import annotations

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
