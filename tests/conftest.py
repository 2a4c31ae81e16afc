"""What many tests share: the bundled edition, a data directory that holds it, and the four services running."""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import city120_edition.source as reading
from city120_edition import Edition, geometry, set_current
from city120_platform.settings import ServiceSettings
from city120_platform.telemetry.sdk import start
from city120_processes import House, HouseSettings, free_ports, services_of
from tests.bundled import ROOT, begin_to_build_bundled, build_bundled, settings_of_tests, write_few_rows
from tests.elasticsearch_node import elasticsearch
from tests.small_edition import build_small, make_small

# Fixtures of a session that take many seconds, the dearest last: of two that a module needs, that one counts.
DEAR = ("wayfinding", "jurisdiction", "targets", "house", "elasticsearch_url")
_BEING_BUILT = pytest.StashKey[subprocess.Popen[bytes]]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on Elasticsearch are long: make check runs them. Modules that need the bundled edition come last: it is built meanwhile. Those that need
    the same of what is dear are run by one process (--dist loadgroup), so that it is started once; of the others each module by itself."""
    needing = {item.path for item in items if _needs_edition(item)}
    items.sort(key=lambda item: item.path in needing)
    shared = {item.path: name for name in DEAR for item in items if name in getattr(item, "fixturenames", ())}
    for item in items:
        if "elasticsearch_url" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.long)
        item.add_marker(pytest.mark.xdist_group(shared.get(item.path, str(item.path.relative_to(ROOT)))))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin to build it, in a process of its own."""
    if any(map(_needs_edition, session.items)) and not session.config.option.collectonly:
        session.config.stash[_BEING_BUILT] = begin_to_build_bundled()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Nobody waits for it any more."""
    if _BEING_BUILT in session.config.stash:
        session.config.stash[_BEING_BUILT].kill()
        session.config.stash[_BEING_BUILT].wait()


def _needs_edition(item: pytest.Item) -> bool:
    return "data_dir" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session", autouse=True)
def _settings_of_this_machine_do_not_count() -> Iterator[None]:
    """Tests begin with the default settings, whatever the environment of the developer says."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ.keys() - settings_of_tests().keys():
            patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def data_dir(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory of this run with the edition of the bundled source, which is current."""
    if _BEING_BUILT in pytestconfig.stash:
        pytestconfig.stash[_BEING_BUILT].wait()
    # It is there; or what went wrong is told here.
    kept = build_bundled()
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
def few_rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the bundled source with few phrasings and roads. Not to be changed: see `source`."""
    return write_few_rows(tmp_path_factory.mktemp("few") / "source")


@pytest.fixture
def source(few_rows: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return shutil.copytree(few_rows, tmp_path / "source")


@pytest.fixture(scope="session", autouse=True)
def _boundaries_are_cleaned_once() -> Iterator[None]:
    """They are the same for every edition that a test builds, and take seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(geometry, "clean_dong_map", functools.cache(geometry.clean_dong_map))
        yield


@pytest.fixture(scope="session", autouse=True)
def _equal_files_are_read_once() -> Iterator[None]:
    """Of a source that a test changes, most files are those of Seoul, and take a second to read."""
    known: dict[object, tuple[list[Any], list[Any]]] = {}
    read_file = reading.read_file

    def read_once(file: Path, row_type: type, name: str = "", *, beside: frozenset[str] = frozenset()) -> tuple[list[Any], list[Any]]:
        key = hashlib.sha256(file.read_bytes()).digest(), file.suffix, row_type, name or str(file), beside
        if key not in known:
            known[key] = read_file(file, row_type, name, beside=beside)
        labelled, problems = known[key]
        return list(labelled), list(problems)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_file", read_once)
        yield


@pytest.fixture(scope="session")
def small_rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose current edition is small, without what services compile of it. Not to be changed: see `copy_of`."""
    target = tmp_path_factory.mktemp("rows")
    make_small(target, builders={})
    return target


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with all that a service needs."""
    return shutil.copytree(build_small(), tmp_path_factory.mktemp("small") / "data")


@pytest.fixture(scope="session")
def measured() -> Iterator[None]:
    """Metrics of this process as those of a service. It cannot be undone: from then on everything in this process is measured."""
    stop = start("city120-tests", ServiceSettings())
    yield
    stop()


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
def house(data_dir: Path) -> Iterator[RunningHouse]:
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
