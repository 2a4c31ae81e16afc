"""The city that files are read for: that of a small edition, with all its areas and bodies."""

from __future__ import annotations

from pathlib import Path

import pytest

from city120_edition import Edition, current_edition_path
from city120_ingest.reading import City


@pytest.fixture(scope="session")
def city(small_rows: Path) -> City:
    return City(Edition.open(current_edition_path(small_rows)))
