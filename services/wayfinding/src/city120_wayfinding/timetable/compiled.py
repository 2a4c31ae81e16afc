"""Functions compiled by numba, kept between starts where there is a folder to keep them in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """The function, compiled when it is first called. Where no folder can be written (a read-only image) it is compiled anew at each start."""
    try:
        return cast("_Function", njit(cache=True)(function))
    except RuntimeError:
        return cast("_Function", njit(function))
