"""Loads a script of scripts/ as a module."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"


def load_script(path: str) -> Any:
    """The script `drawer/name.py`."""
    name = Path(path).stem
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
