"""Helm for tests: the chart rendered, and what came of it by kind and name."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.script import load_script

CHARTS = load_script("build/chart.py")
CHART: Path = CHARTS.CHART
EXAMPLES = sorted((CHART / "examples").glob("*.yaml"))
# The least that must be given.
KEYS = {"secrets": {"existing": "keys"}}


def require_helm() -> str:
    """The Helm of this machine; skips where there is none, or fails where CITY120_REQUIRE names it."""
    helm: str = CHARTS.find_helm()
    if not helm and "helm" in os.environ.get("CITY120_REQUIRE", "").split(","):
        pytest.fail("CITY120_REQUIRE names helm, but no Helm 3 is on the path or in HELM")
    if not helm:
        pytest.skip("no Helm 3 is on the path or in HELM; python scripts/servers/kubernetes/control_plane.py --helm makes one")
    return helm


@dataclass(frozen=True)
class Rendered:
    """The objects of a release."""

    objects: tuple[dict[str, Any], ...]

    def all(self, kind: str) -> list[dict[str, Any]]:
        """Those of a kind, in order."""
        return [item for item in self.objects if item["kind"] == kind]

    def names(self, kind: str) -> list[str]:
        """Their names."""
        return [item["metadata"]["name"] for item in self.all(kind)]

    def get(self, kind: str, name: str) -> dict[str, Any]:
        """The one of that name."""
        (item,) = (item for item in self.all(kind) if item["metadata"]["name"] == name)
        return item


def parse(text: str) -> Rendered:
    """Objects of a YAML stream."""
    return Rendered(tuple(item for item in yaml.safe_load_all(text) if item))


def render(*arguments: str, values: dict[str, Any] | None = None, release: str = "city120") -> Rendered:
    """The chart with these arguments and values. Raises ValueError with Helm's reason."""
    # A Helm that Go has installed takes the cluster for one of years ago unless it is told.
    version = ["--kube-version", CHARTS.KUBERNETES]
    command = [require_helm(), "template", release, str(CHART), "--namespace", "city", *version, *arguments, "--values", "-"]
    done = subprocess.run(command, input=yaml.safe_dump(values or {}), capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValueError(done.stderr)
    return parse(done.stdout)


def pods(release: Rendered) -> Iterator[dict[str, Any]]:
    """The pod templates of all workloads, the test's included."""
    for kind in ("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"):
        yield from (item["spec"]["template"] for item in release.all(kind))
