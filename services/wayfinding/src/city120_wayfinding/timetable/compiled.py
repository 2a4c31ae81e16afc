"""Functions compiled by numba, kept between starts where there is a folder to keep them in; or ahead of every start, as in images (`ahead`)."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar, cast

_Function = TypeVar("_Function", bound=Callable[..., Any])

# The module that `ahead` makes. Where it is installed numba is not needed.
AHEAD = f"{__package__}.scan_ahead"


def compiled(function: _Function) -> _Function:
    """The function, compiled when it is first called. Where no folder can be written it is compiled anew at each start.

    Where it was compiled ahead it is that one; those that only compiled functions call stay as they are written."""
    if find_spec(AHEAD):
        return cast("_Function", getattr(import_module(AHEAD), function.__name__, function))
    njit = import_module("numba").njit
    try:
        return cast("_Function", njit(cache=True)(function))
    except RuntimeError:
        return cast("_Function", njit(function))
