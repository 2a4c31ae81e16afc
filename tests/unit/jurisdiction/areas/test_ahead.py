"""What is compiled ahead is compiled for the arguments that the service gives."""

from __future__ import annotations

import numba

from city120_jurisdiction.areas.ahead import small_grid
from city120_jurisdiction.jurisdiction import Jurisdiction


def test_the_grid_is_of_the_type_of_an_edition(jurisdiction: Jurisdiction) -> None:
    assert numba.typeof(small_grid()) == numba.typeof(jurisdiction.locator._grid)
