"""Wayfinding on the bundled edition."""

import pytest

from city120_edition import Edition
from city120_wayfinding.mentions.finder import MentionFinder
from city120_wayfinding.wayfinding import Wayfinding


@pytest.fixture(scope="session")
def wayfinding(edition: Edition) -> Wayfinding:
    return Wayfinding.load(edition)


@pytest.fixture(scope="session")
def mentions(wayfinding: Wayfinding) -> MentionFinder:
    return wayfinding.mentions
