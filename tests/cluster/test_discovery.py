"""Clients follow EndpointSlices of a real API server to real jurisdiction processes, each on its own address, while calls go on without a pause."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import grpc
import pytest
import yaml
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from city120.type.v1.type_pb2 import LatLon
from grpc_health.v1 import health_pb2, health_pb2_grpc

from city120_client import JurisdictionClient, discovery, open_channel
from tests.bundled import settings_of_tests
from tests.cluster.cluster import Cluster
from tests.helm import CHART, CHARTS, parse

PORT, KEY, SERVICE = 50121, "key-of-services", "city120-jurisdiction"
NAMESPACE: str = CHARTS.NAMESPACE
TARGET = f"kubernetes:///{SERVICE}.{NAMESPACE}:grpc"
ASKED = pb.LocateAreasRequest(point=LatLon(latitude=37.5666, longitude=126.9784))
CALLERS, PAUSE_S = 6, 0.002
START_S, FOLLOWED_S, FOUND_AGAIN_S = 120, 2.0, 12.0
SHARED_CALLS, TOLERANCE = 500, 0.2


class Fleet:
    """Jurisdiction processes, by address; each is started when it is first wanted."""

    def __init__(self, data_dir: Path, logs: Path) -> None:
        self._data_dir, self._logs = data_dir, logs
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    async def start(self, *addresses: str) -> None:
        """Start those that do not run, and wait until all serve."""
        for address in addresses:
            if address not in self._running:
                self._running[address] = self._begin(address)
        await asyncio.gather(*(self._serving(address) for address in addresses))

    def _begin(self, address: str) -> subprocess.Popen[bytes]:
        environment = {
            **settings_of_tests(),
            "CITY120_HOST": address,
            "CITY120_JURISDICTION_PORT": str(PORT),
            "CITY120_DATA_DIR": str(self._data_dir),
            "CITY120_API_KEYS": KEY,
            "CITY120_DRAIN_S": "5",
        }
        with self._log(address).open("ab") as log:
            return subprocess.Popen([sys.executable, "-m", "city120_jurisdiction"], stderr=log, env=environment)

    async def stop(self, *addresses: str) -> None:
        """SIGTERM, and wait for the end, which must be a good one."""
        for address in addresses:
            self._running[address].send_signal(signal.SIGTERM)
        for address in addresses:
            assert await asyncio.to_thread(self._running.pop(address).wait, 30) == 0

    def kill(self) -> None:
        """End what still runs."""
        for process in self._running.values():
            process.kill()
            process.wait()

    def calls(self, address: str) -> int:
        """How many calls a process has answered, as its log says."""
        return self._log(address).read_bytes().count(b'"message": "rpc"')

    def _log(self, address: str) -> Path:
        return self._logs / f"{address}.log"

    async def _serving(self, address: str) -> None:
        deadline = time.monotonic() + START_S
        async with grpc.aio.insecure_channel(f"{address}:{PORT}") as channel:
            stub = health_pb2_grpc.HealthStub(channel)
            while True:
                try:
                    if (await stub.Check(health_pb2.HealthCheckRequest(), timeout=2)).status == health_pb2.HealthCheckResponse.SERVING:
                        return
                except grpc.aio.AioRpcError:
                    pass
                assert self._running[address].poll() is None, self._log(address).read_text(encoding="utf-8")
                assert time.monotonic() < deadline
                await asyncio.sleep(0.1)


@pytest.fixture(scope="module")
def fleet(small_rows: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """Processes that serve the small edition."""
    made = Fleet(small_rows, tmp_path_factory.mktemp("fleet"))
    yield made
    made.kill()


@pytest.fixture(scope="module", autouse=True)
def _account_of_the_gateway(cluster: Cluster, examples_namespace: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Clients come with the rights that the chart gives the gateway, and no others."""
    rendered = parse((CHART / "examples" / "rendered" / "small.yaml").read_text(encoding="utf-8"))
    with pytest.MonkeyPatch.context() as patch:
        cluster.apply(*(rendered.get(kind, "city120-gateway") for kind in ("ServiceAccount", "Role", "RoleBinding")))
        config = yaml.safe_load(cluster.running.kubeconfig.read_text(encoding="utf-8"))
        config["users"][0]["user"]["token"] = cluster.done("kubectl", "create", "token", "city120-gateway", namespace=NAMESPACE).strip()
        path = tmp_path_factory.mktemp("account") / "kubeconfig.yaml"
        path.write_text(yaml.safe_dump(config), encoding="utf-8")
        # The package reads KUBECONFIG when it is imported, which may have been before.
        patch.setattr("kubernetes.config.kube_config.KUBE_CONFIG_DEFAULT_LOCATION", str(path))
        yield


async def publish(cluster: Cluster, *ready: str) -> float:
    """Make these the ready addresses of the service; the moment from which on the API server knew."""
    labels = {"kubernetes.io/service-name": SERVICE, "endpointslice.kubernetes.io/managed-by": "tests"}
    endpoints = [{"addresses": [address], "conditions": {"ready": True}} for address in ready]
    made = {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {"name": f"{SERVICE}-tests", "namespace": NAMESPACE, "labels": labels},
        "addressType": "IPv4",
        "ports": [{"name": "grpc", "port": PORT, "protocol": "TCP"}],
        "endpoints": endpoints,
    }
    await asyncio.to_thread(cluster.apply, made)
    return time.monotonic()


async def until(holds: Callable[[], bool], seconds: float) -> None:
    """Until something holds; fails when it does not in time."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what is waited for happens in other processes
            await asyncio.sleep(0.02)


@asynccontextmanager
async def load(client: JurisdictionClient) -> AsyncIterator[list[str]]:
    """Callers that ask one after another while the block runs. None of their calls may fail. Yields a list that grows by a word a call."""
    ended, answered = asyncio.Event(), list[str]()

    async def call() -> None:
        while not ended.is_set():
            response = await client.locate_areas(ASKED, timeout=10)
            answered.append(response.edition_id)
            await asyncio.sleep(PAUSE_S)

    callers = [asyncio.create_task(call()) for _ in range(CALLERS)]
    try:
        yield answered
    finally:
        ended.set()
        # Raises what any call raised.
        await asyncio.gather(*callers)


@asynccontextmanager
async def following(cluster: Cluster, fleet: Fleet, *first: str) -> AsyncIterator[JurisdictionClient]:
    """A client of the service whose first addresses are known and serve."""
    await fleet.start(*first)
    await publish(cluster, *first)
    async with open_channel(TARGET, KEY) as channel:
        client = JurisdictionClient(channel)
        async with asyncio.timeout(FOUND_AGAIN_S):
            while True:
                try:
                    await client.locate_areas(ASKED, timeout=2)
                    break
                except Exception:
                    await asyncio.sleep(0.05)
        yield client


async def shares(fleet: Fleet, addresses: list[str], answered: list[str]) -> dict[str, float]:
    """The share of each address in the next calls, 1 being a fair one."""
    before, told = {address: fleet.calls(address) for address in addresses}, len(answered)
    await until(lambda: len(answered) >= told + SHARED_CALLS, 120)
    counted = {address: fleet.calls(address) - before[address] for address in addresses}
    fair = sum(counted.values()) / len(addresses)
    return {address: round(count / fair, 3) for address, count in counted.items()}


async def test_from_one_to_five_to_two_under_load(cluster: Cluster, fleet: Fleet, addresses: list[str]) -> None:
    first, *others = addresses
    # Before the load: under it a start takes ten times as long, and nobody calls them before they are published.
    await fleet.start(*addresses)
    async with following(cluster, fleet, first) as client, load(client) as answered:
        before = {address: fleet.calls(address) for address in others}
        known = await publish(cluster, *addresses)
        await until(lambda: all(fleet.calls(address) > before[address] for address in others), 30)
        followed = time.monotonic() - known
        of_five = await shares(fleet, addresses, answered)
        # As a pod ends: out of the list first, SIGTERM after the pause of preStop.
        left, gone = addresses[:2], addresses[2:]
        await publish(cluster, *left)
        await asyncio.sleep(2)
        quiet = {address: fleet.calls(address) for address in gone}
        of_two = await shares(fleet, left, answered)
        assert {address: fleet.calls(address) for address in gone} == quiet
        await fleet.stop(*gone)
    print(f"followed after {followed:.2f} s; shares of five {of_five}, of two {of_two}; {len(answered)} calls, none failed")
    assert followed <= FOLLOWED_S
    for share in (*of_five.values(), *of_two.values()):
        assert abs(share - 1) <= TOLERANCE


async def test_an_api_server_that_dies_takes_nobody_with_it(cluster: Cluster, fleet: Fleet, addresses: list[str]) -> None:
    # Those that still run after the test before.
    first, second = addresses[:2]
    await fleet.start(first, second)
    async with following(cluster, fleet, first) as client, load(client) as answered:
        cluster.running.kill_part("kube-apiserver")
        told, before = len(answered), fleet.calls(first)
        await until(lambda: len(answered) >= told + SHARED_CALLS, 120)
        assert fleet.calls(first) >= before + SHARED_CALLS
        cluster.running.start_part("kube-apiserver")
        await asyncio.to_thread(cluster.running.wait_for_api)
        count = fleet.calls(second)
        known = await publish(cluster, first, second)
        await until(lambda: fleet.calls(second) > count, FOUND_AGAIN_S)
        print(f"followed again {time.monotonic() - known:.2f} s after the first change; {len(answered)} calls, none failed")


def ask_etcd(cluster: Cluster, call: str, request: dict[str, Any]) -> dict[str, Any]:
    """A call of etcd's JSON gateway."""
    sent = urllib.request.Request(f"{cluster.running.etcd}/v3/kv/{call}", json.dumps(request).encode())
    with urllib.request.urlopen(sent, timeout=10) as response:
        answer: dict[str, Any] = json.load(response)
    return answer


async def test_a_watch_that_expired_is_begun_anew(
    cluster: Cluster, fleet: Fleet, addresses: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = addresses[:2]
    await fleet.start(second)
    # Watches end each second, and go on from where they were: a version that etcd then knows no more.
    monkeypatch.setattr(discovery, "_WATCH_S", 1)
    async with following(cluster, fleet, first) as client, load(client) as answered:
        # Several versions later: the one right before what is kept could still be gone on from.
        for number in range(3):
            cluster.done("kubectl", "create", "configmap", f"later-{os.getpid()}-{number}", namespace=NAMESPACE)
        revision = ask_etcd(cluster, "range", {"key": base64.b64encode(b"\0").decode()})["header"]["revision"]
        ask_etcd(cluster, "compaction", {"revision": revision, "physical": True})
        await until(lambda: "watch expired" in caplog.text, FOUND_AGAIN_S)
        count = fleet.calls(second)
        known = await publish(cluster, second)
        await until(lambda: fleet.calls(second) > count, FOUND_AGAIN_S)
        print(f"followed {time.monotonic() - known:.2f} s after the change; {len(answered)} calls, none failed")
