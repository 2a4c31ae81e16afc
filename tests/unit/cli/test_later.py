"""Commands that are promised and not built yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Run


NOT_YET = (("route", "Gangnam", "Sadang", "--arrive-by", "2026-11-24T09:00:00+09:00"),)


@pytest.mark.parametrize("arguments", NOT_YET, ids=" ".join)
def test_what_is_not_built_yet_says_what_is_coming(city120: Run, arguments: tuple[str, ...]) -> None:
    ended = city120(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert "not in this version; coming: " in ended.err
