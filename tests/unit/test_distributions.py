"""The distributions of this repository declare what they need alike."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
DECLARED: dict[str, dict[str, str]] = defaultdict(dict)
for path in sorted(ROOT.glob("*/*/pyproject.toml")):
    project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    extras = project.get("optional-dependencies", {}).values()
    for requirement in map(Requirement, [*project["dependencies"], *(line for extra in extras for line in extra)]):
        DECLARED[requirement.name][project["name"]] = str(requirement.specifier)
# Their generated code, and what it is generated with, refuse an older runtime than their own: ADR 0022.
WIRE = sorted(name for name in DECLARED if name == "grpcio" or name.startswith("grpcio-"))


@pytest.mark.parametrize("package", sorted(name for name, by in DECLARED.items() if len(by) > 1))
def test_a_package_is_needed_in_the_same_versions_everywhere(package: str) -> None:
    assert len(set(DECLARED[package].values())) == 1, DECLARED[package]


@pytest.mark.parametrize("package", WIRE)
def test_nothing_of_grpc_is_older_than_the_generated_code(package: str) -> None:
    assert set(DECLARED[package].values()) == {DECLARED["grpcio"]["city120-client"]}
