"""Pages of a list, the same for every service."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TypeVar

from city120_errors import InvalidArgument

_Item = TypeVar("_Item")


def page(items: Sequence[_Item], size: int, token: str, default_size: int) -> tuple[Sequence[_Item], str]:
    """One page and the token of the next, empty on the last; the token holds the position. Raises InvalidArgument naming `page_token`."""
    try:
        start = int(base64.urlsafe_b64decode(token)) if token else 0
        if not 0 <= start <= len(items):
            raise ValueError(start)
    except ValueError:
        raise InvalidArgument("is no token of an earlier page", field="page_token", fix="leave it empty for the first page") from None
    end = start + (size or default_size)
    following = base64.urlsafe_b64encode(str(end).encode()).decode() if end < len(items) else ""
    return items[start:end], following
