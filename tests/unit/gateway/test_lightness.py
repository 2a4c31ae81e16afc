"""The gateway reads of an edition what needs no arrays and no polygons: neither is installed in its image."""

from __future__ import annotations

import subprocess
import sys


def test_it_starts_without_numpy_and_shapely() -> None:
    code = "import sys; sys.modules['numpy'] = sys.modules['shapely'] = None; import city120_gateway.__main__; print('imported')"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "imported\n"
