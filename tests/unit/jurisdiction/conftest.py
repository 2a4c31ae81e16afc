"""Jurisdiction on the bundled edition."""

import pytest

from city120_edition import Edition
from city120_jurisdiction.jurisdiction import Jurisdiction


@pytest.fixture(scope="session")
def jurisdiction(edition: Edition) -> Jurisdiction:
    return Jurisdiction.load(edition)
