"""The gateway's own view of the bundled edition."""

from __future__ import annotations

import pytest

from city120_edition import Edition
from city120_gateway.knowledge import Knowledge


@pytest.fixture(scope="session")
def knowledge(edition: Edition) -> Knowledge:
    return Knowledge.load(edition)
