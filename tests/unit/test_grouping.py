"""Tests that need the same dear services are run by one process (tests/conftest.py)."""

from __future__ import annotations

import os

import pytest


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="one process runs all: make test shares them out among several")
def test_the_group_of_a_test_is_told_to_who_shares_tests_out(request: pytest.FixtureRequest) -> None:
    assert request.node.nodeid.endswith("@tests/unit/test_grouping.py")
