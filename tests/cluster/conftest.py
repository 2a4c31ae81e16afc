"""A real control plane for the tests of this folder: the programs that CITY120_TEST_KUBERNETES names. `make cluster` builds them and sets it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster.cluster import CONTROL_PLANE, Cluster
from tests.helm import CHARTS


@pytest.fixture(scope="session")
def programs() -> Path:
    """The folder of etcd, kube-apiserver, … and helm; tests that ask for it are skipped where it is not named."""
    named = os.environ.get("CITY120_TEST_KUBERNETES")
    if named:
        return Path(named)
    if "kubernetes" in os.environ.get("CITY120_REQUIRE", "").split(","):
        pytest.fail("CITY120_REQUIRE names kubernetes, but CITY120_TEST_KUBERNETES names no programs")
    pytest.skip("CITY120_TEST_KUBERNETES names no programs of a control plane; run make cluster")


@pytest.fixture(scope="session")
def cluster(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The control plane, for all tests."""
    # 410 is only sure when a watch is read from etcd itself.
    flags = ["--watch-cache=false"]
    with CONTROL_PLANE.control_plane(tmp_path_factory.mktemp("kubernetes"), programs, api_flags=flags) as running:
        yield Cluster(running)


@pytest.fixture(scope="session")
def examples_namespace(cluster: Cluster) -> str:
    """The namespace that the examples are rendered for, where kinds of Prometheus's operator are known."""
    cluster.define("monitoring.coreos.com", "ServiceMonitor", "PrometheusRule")
    return cluster.namespace(CHARTS.NAMESPACE)


@pytest.fixture(scope="session")
def addresses(programs: Path) -> list[str]:
    """Addresses that are this run's alone: on loopback of the network namespace that scripts/servers/kubernetes/isolated has made."""
    links = json.loads(subprocess.run(["ip", "-json", "link"], capture_output=True, text=True, check=True).stdout)
    if [link["ifname"] for link in links] != ["lo"]:
        pytest.fail("these tests give themselves addresses: run them by make cluster, or below scripts/servers/kubernetes/isolated")
    made = [f"10.120.0.{number}" for number in range(1, 6)]
    for address in made:
        subprocess.run(["ip", "address", "add", f"{address}/32", "dev", "lo"], check=True)
    return made
