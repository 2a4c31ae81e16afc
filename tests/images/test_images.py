"""Each image built and run as a cluster runs it: a read-only root, no rights, a user that is a number, an edition mounted.

Skipped unless CITY120_TEST_IMAGES holds the arguments of scripts/build/images.py, which may be as few as `--podman podman`:

CITY120_TEST_IMAGES="--base localhost/base --ulimit nofile=1024:1024" python -m pytest tests/images -o faulthandler_timeout=1800

The first of them waits for the builds: that takes longer than a test may otherwise.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from city120_processes import free_ports, grpc_serving, rest_ready
from tests.script import SCRIPTS, load_script

IMAGES = load_script("build/images.py")
ARGUMENTS = os.environ.get("CITY120_TEST_IMAGES", "")
BUILD_S, START_S = 1800.0, 180.0
KEY = "key-of-callers"
# Asks the scan of wayfinding, and says whether numba had to be there.
JOURNEY = (
    "import sys; from city120_wayfinding.timetable import day, journeys, network; "
    "empty = day.DayRuns.of(network.Network.of(()), frozenset()); print(journeys.latest_journey(empty, 0, 0), 'numba' in sys.modules)"
)
# A compiler, an assembler, a linker, and what installs; by the names of their programs.
UNWANTED = ("cc", "gcc", "g++", "c++", "clang", "as", "ld", "make", "pip", "pip3", "uv", "cpp")

pytestmark = pytest.mark.skipif(not ARGUMENTS, reason="CITY120_TEST_IMAGES is not set: it holds the arguments of scripts/build/images.py")


@dataclass(frozen=True)
class Part:
    """A container to be run: its service, its port and what it is told."""

    service: str
    port_setting: str
    settings: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    # Folders of the data directory that it may write; the edition it may read.
    writes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return "editor" if self.arguments else self.service


KEYED = {"CITY120_API_KEYS": KEY}
PARTS = {
    part.name: part
    for part in (
        Part("jurisdiction", "CITY120_JURISDICTION_PORT", KEYED),
        Part("wayfinding", "CITY120_WAYFINDING_PORT", KEYED),
        Part("faq", "CITY120_FAQ_PORT", KEYED),
        Part("faq", "CITY120_EDITOR_PORT", {"CITY120_EDITOR_KEYS": f"city={KEY}"}, ("--editor",), ("editor", "cache", "editions")),
        Part("gateway", "CITY120_GRPC_PORT", {**KEYED, "CITY120_TOKEN_KEYS": Fernet.generate_key().decode()}, writes=("records",)),
    )
}


@pytest.fixture(scope="session")
def engine() -> Any:
    """The engine, after it has built all images."""
    parsed = IMAGES.parse(shlex.split(ARGUMENTS))
    made = IMAGES.engine_of(parsed)
    if not shutil.which(made.command[0]):
        pytest.skip(f"{made.command[0]} is not on the path")
    if subprocess.run([*made.command, "image", "exists", parsed.base], check=False).returncode:
        pytest.skip(f"the base {parsed.base} is not on this machine: pull it, or make one as docs/images.md says")
    subprocess.run([sys.executable, SCRIPTS / "build" / "images.py", *shlex.split(ARGUMENTS)], check=True, timeout=BUILD_S)
    return made


@dataclass(frozen=True)
class Container:
    """A running container."""

    engine: Any
    id: str
    port: int

    def execute(self, *command: str) -> str:
        """What a command prints in it."""
        printed: str = self.engine.run("exec", self.id, *command)
        return printed.strip()


@contextmanager
def running(engine: Any, part: Part, data: Path, ready: Callable[[int], bool], settings: dict[str, str] | None = None) -> Iterator[Container]:
    """A part in its image, ready; gone afterwards."""
    port, rest = free_ports(2)
    told = {**part.settings, part.port_setting: str(port), "CITY120_REST_PORT": str(rest), **(settings or {})}
    for folder in part.writes:
        (data / folder).mkdir(exist_ok=True)
    mounts = [
        f"--volume={data / folder}:/var/lib/city120/{folder}:{'rw' if folder in part.writes else 'ro'},U" for folder in {"editions", *part.writes}
    ]
    container = engine.run(
        "run",
        "--detach",
        "--read-only",
        "--cap-drop=all",
        "--security-opt=no-new-privileges",
        "--network=host",
        *(f"--ulimit={limit}" for limit in engine.limits),
        *(f"--env={name}={value}" for name, value in told.items()),
        *mounts,
        IMAGES.IMAGES[part.service].tag,
        *part.arguments,
    ).strip()
    try:
        ends = time.monotonic() + START_S
        while not ready(rest if part.service == "gateway" else port):
            if time.monotonic() > ends or json.loads(engine.run("inspect", container))[0]["State"]["Status"] != "running":
                pytest.fail(f"{part.name} is not ready:\n{engine.run('logs', container)}")
            time.sleep(0.3)
        yield Container(engine, container, port)
    finally:
        engine.run("rm", "--force", container)


def serving(port: int) -> bool:
    """Whether gRPC's health says so."""
    return grpc_serving(f"127.0.0.1:{port}")


def listening(port: int) -> bool:
    """Whether the gateway's REST says so."""
    return rest_ready(f"http://127.0.0.1:{port}")


@pytest.fixture
def data(small_data: Path, tmp_path: Path) -> Path:
    """A data directory of its own, which the engine gives to the image's user."""
    return Path(shutil.copytree(small_data, tmp_path / "data", ignore=shutil.ignore_patterns("cache")))


@pytest.fixture(params=sorted(PARTS))
def container(request: pytest.FixtureRequest, engine: Any, data: Path) -> Iterator[tuple[Part, Container]]:
    """Each part, running."""
    part = PARTS[request.param]
    with running(engine, part, data, listening if part.service == "gateway" else serving) as started:
        yield part, started


def test_it_serves_on_a_read_only_root_as_a_user_without_rights_and_ends_in_peace(container: tuple[Part, Container]) -> None:
    part, started = container
    assert started.execute("id", "-u") == "10120"
    assert started.execute("sh", "-c", "touch /opt/x 2>&1 || true").endswith("Read-only file system")
    kernels = "find {} -name '*.nb?' -printf '%P\\n' | sort"
    if part.service == "wayfinding":
        assert started.execute("python", "-c", JOURNEY) == "None False"
    if part.service == "jurisdiction":
        # What was compiled ahead is what is used: nothing was compiled beside it.
        assert (
            started.execute("sh", "-c", kernels.format("/tmp/kernels")) == started.execute("sh", "-c", kernels.format("/opt/city120/kernels")) != ""
        )
    started.engine.run("stop", "--time", "30", started.id)
    assert json.loads(started.engine.run("inspect", started.id))[0]["State"]["ExitCode"] == 0


def test_for_another_processor_the_kernel_would_be_compiled_anew(engine: Any, data: Path) -> None:
    """So the test above can fail: without the generic name nothing that was compiled ahead is used."""
    with running(engine, PARTS["jurisdiction"], data, serving, {"NUMBA_CPU_NAME": "nehalem"}) as started:
        assert started.execute("sh", "-c", "find /tmp/kernels -name '*.2.nbc'") != ""


@pytest.mark.parametrize("service", sorted(IMAGES.IMAGES))
def test_what_is_in_it(engine: Any, service: str) -> None:
    image = IMAGES.IMAGES[service]
    described = engine.inspect(image.tag)
    assert described["Size"] <= image.limit
    assert described["Config"]["User"] == "10120:10120"
    labels = described["Labels"]
    assert {f"org.opencontainers.image.{name}" for name in ("title", "description", "version", "revision", "licenses", "base.name")} <= set(labels)
    names = " -o ".join(f"-name '{name}' -o -name '{name}-[0-9]*'" for name in UNWANTED)
    pythons = "/opt/city120/bin/python $(PATH=/usr/local/bin:/usr/bin command -v python3)"
    pip = f"for python in {pythons}; do $python -c 'import pip' 2>&1 | tail -1; done"
    look = f"find / -xdev -type f -perm /111 \\( {names} \\); {pip}; ls /usr/share/doc/city120"
    programs = engine.run("run", "--rm", *(f"--ulimit={limit}" for limit in engine.limits), "--entrypoint=/bin/sh", image.tag, "-c", look).split("\n")
    assert programs[:4] == [*["ModuleNotFoundError: No module named 'pip'"] * 2, "LICENSE", "NOTICE"]


@pytest.mark.parametrize("service", sorted(IMAGES.IMAGES))
def test_the_list_of_parts_is_what_was_asked_for(engine: Any, service: str) -> None:
    image = IMAGES.IMAGES[service]
    sbom = json.loads(IMAGES.write_sbom(image, engine).read_text(encoding="utf-8"))
    lines = (IMAGES.BUILD / "contexts" / service / "requirements.txt").read_text(encoding="utf-8").split("\n")
    asked = {line.split(" ")[0].lower().replace("_", "-") for line in lines if line}
    assert {f"{part['name']}=={part['version']}".lower().replace("_", "-") for part in sbom["components"]} == asked
    assert sbom["bomFormat"] == "CycloneDX"
    packages = {part["name"] for part in sbom["components"]}
    assert not packages & {"pip", "setuptools", "pytest", "mypy", "city120-seoul", "city120-cli"}
