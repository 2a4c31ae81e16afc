"""What many tests share: the bundled edition, a data directory that holds it, and the four services running."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from city120_cli.house import House, HouseSettings, services_of
from city120_edition import BUNDLED, Edition, build, read_source, set_current
from tests.elasticsearch_node import elasticsearch
from tests.small_edition import copy_of, make_small

ROOT = Path(__file__).resolve().parents[1]
CACHE = Path(os.environ.get("CITY120_TEST_CACHE") or ROOT / "build" / "test-data")
# What makes an edition of rows. An edition built by other code is not used again, whatever its rows.
BUILDERS = ("libs/text/src", "libs/edition/src", "services/faq/src")


OURS = "CITY120_"
FOR_TESTS = (
    "CITY120_TEST_CACHE",
    "CITY120_TEST_KILLS",
    "CITY120_TEST_FROZEN",
    "CITY120_REFERENCE_DATA",
    "CITY120_TEST_ELASTICSEARCH_URL",
    "CITY120_REQUIRE",
)


@pytest.fixture(scope="session", autouse=True)
def _settings_of_this_machine_do_not_count() -> Iterator[None]:
    """Tests begin with the default settings, whatever the environment of the developer says."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(OURS) and name not in FOR_TESTS:
                patch.delenv(name)
        yield


def _digest_of_builders() -> str:
    digest = hashlib.sha256()
    for folder in BUILDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _made_by_present_code() -> Path:
    """The data directory in the cache that belongs to the present code; those of earlier code are taken away, but not what was embedded."""
    made_by = f"py{sys.version_info.major}{sys.version_info.minor}"
    present = CACHE / f"{made_by}-{_digest_of_builders()}"
    for stale in CACHE.glob(f"{made_by}-*"):
        if stale != present:
            shutil.rmtree(stale, ignore_errors=True)
    present.mkdir(parents=True, exist_ok=True)
    (CACHE / "cache").mkdir(exist_ok=True)
    if not (present / "cache").exists():
        (present / "cache").symlink_to(CACHE / "cache", target_is_directory=True)
    return present


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory of this run with the edition of the bundled source, which is current."""
    kept = build(read_source(BUNDLED), _made_by_present_code())
    target = tmp_path_factory.mktemp("data")
    shutil.copytree(kept.path, target / "editions" / kept.id)
    set_current(target, kept.id)
    return target


@pytest.fixture(scope="session")
def edition(data_dir: Path) -> Edition:
    """The edition of the bundled source."""
    (path,) = (manifest.parent for manifest in data_dir.glob("editions/*/manifest.json"))
    return Edition.open(path)


@pytest.fixture(scope="session")
def small_rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose current edition is small, without what services compile of it. Not to be changed: see `copy_of`."""
    target = tmp_path_factory.mktemp("rows")
    make_small(target, builders={})
    return target


@pytest.fixture(scope="session")
def small_data(small_rows: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with all that a service needs."""
    target = copy_of(small_rows, tmp_path_factory.mktemp("small") / "data")
    make_small(target)
    return target


@pytest.fixture(scope="session")
def free_ports() -> Callable[[int], list[int]]:
    """free_ports(n): ports that nobody listens on; all are held until the last is found, so that they differ."""

    def find(count: int) -> list[int]:
        with ExitStack() as stack:
            sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
            for held in sockets:
                held.bind(("127.0.0.1", 0))
            return [held.getsockname()[1] for held in sockets]

    return find


@pytest.fixture(scope="session")
def elasticsearch_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Elasticsearch; tests that ask for it are skipped where there is none."""
    with elasticsearch(tmp_path_factory.mktemp("elasticsearch")) as url:
        yield url


@dataclass(frozen=True)
class RunningHouse:
    """Where the four services answer: REST as a URL, gRPC as host:port."""

    rest: str
    gateway: str
    jurisdiction: str
    wayfinding: str
    faq: str


@pytest.fixture(scope="session")
def house(data_dir: Path, free_ports: Callable[[int], list[int]]) -> Iterator[RunningHouse]:
    """All four services as child processes, ready."""
    rest, grpc, jurisdiction, wayfinding, faq = free_ports(5)
    settings = HouseSettings(
        data_dir=data_dir,
        drain_s=1.0,
        rest_port=rest,
        grpc_port=grpc,
        jurisdiction_port=jurisdiction,
        wayfinding_port=wayfinding,
        faq_port=faq,
    )
    running = House(services_of(settings), settings.drain_s)
    try:
        running.start()
        running.wait_ready(threading.Event())
        yield RunningHouse(
            rest=settings.address,
            gateway=f"127.0.0.1:{settings.grpc_port}",
            jurisdiction=settings.target("jurisdiction"),
            wayfinding=settings.target("wayfinding"),
            faq=settings.target("faq"),
        )
    finally:
        running.stop()
