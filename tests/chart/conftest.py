"""The examples as they are rendered; skipped where there is no Helm."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.helm import EXAMPLES, Rendered, render


@cache
def _rendered(example: Path) -> Rendered:
    return render("--values", str(example))


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.stem)
def example(request: pytest.FixtureRequest) -> Rendered:
    """Each example in its turn."""
    return _rendered(request.param)


@pytest.fixture
def city() -> Rendered:
    """The example with everything that can be turned on."""
    return _rendered(next(path for path in EXAMPLES if path.stem == "city"))


@pytest.fixture
def small() -> Rendered:
    """The example of one node."""
    return _rendered(next(path for path in EXAMPLES if path.stem == "small"))
