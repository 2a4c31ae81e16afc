"""`python -m city120_jurisdiction.areas.ahead`: compiles the kernel for the arguments that the service gives it, into NUMBA_CACHE_DIR.

Images run it when they are made, with NUMBA_CPU_NAME=generic: what is kept then runs on every processor of the kind, and no start compiles.
"""

from __future__ import annotations

import numpy as np
import shapely

from city120_jurisdiction.areas import kernel


def small_grid() -> kernel.Grid:
    """Two squares beside each other."""
    squares = [shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)]
    return kernel.make_grid(kernel.cells_over(squares), squares, [0, 1], [(0, 1, shapely.LineString([(1000, 0), (1000, 1000)]))])


def compile_ahead() -> None:
    """Call each function that the service calls once."""
    grid = small_grid()
    kernel.locate_point(grid, 0.0, 0.0)
    kernel.locate_many(grid, np.zeros(1), np.zeros(1))


if __name__ == "__main__":
    compile_ahead()
