"""`city120 up` as a process of its own on a small edition: what its children are given, what it takes, and what happens when one of them is killed,
or itself."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from cryptography.fernet import Fernet

from city120_processes import free_ports, grpc_serving, rest_ready
from tests.bundled import settings_of_tests
from tests.small_edition import copy_of

pytestmark = [pytest.mark.long, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]

START_S = 120.0
# Within so many seconds a service that was killed is back.
BACK_S = 5.0
SERVICES = ("jurisdiction", "wayfinding", "faq", "gateway")
SECRETS = {
    "CITY120_API_KEYS": "callers",
    "CITY120_SERVICE_KEY": "callers",
    "CITY120_TOKEN_KEYS": Fernet.generate_key().decode(),
    "CITY120_EMBEDDINGS_KEY": "embeddings",
    "CITY120_FAQ_ELASTICSEARCH_API_KEY": "search",
    "CITY120_RECORDS_ELASTICSEARCH_API_KEY": "records",
    "CITY120_EDITOR_KEYS": "city=editors",
    "CITY120_API_KEY": "a-caller",
}
GIVEN = {
    "jurisdiction": {"CITY120_API_KEYS"},
    "wayfinding": {"CITY120_API_KEYS"},
    "faq": {"CITY120_API_KEYS", "CITY120_EMBEDDINGS_KEY", "CITY120_FAQ_ELASTICSEARCH_API_KEY"},
    "gateway": {"CITY120_API_KEYS", "CITY120_SERVICE_KEY", "CITY120_TOKEN_KEYS", "CITY120_RECORDS_ELASTICSEARCH_API_KEY"},
}


@dataclass(frozen=True)
class Up:
    """A running `city120 up`: its process, what it printed, and where faq and the gateway answer."""

    process: subprocess.Popen[bytes]
    said: Path
    faq: str
    gateway: str

    def children(self) -> dict[str, int]:
        """The numbers of the services' processes, by service."""
        pid = self.process.pid
        numbers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        pids = {}
        for number in numbers:
            # One that was killed may be gone before it is looked at.
            with suppress(FileNotFoundError, ProcessLookupError):
                if named := re.search(r"\0city120_(\w+)\0", Path(f"/proc/{number}/cmdline").read_text()):
                    pids[named[1]] = int(number)
        return pids

    def answers_whole(self) -> bool:
        """Whether an inquiry is answered and nothing is missing."""
        asked = {"text": "마포구 망원동인데 집 앞 가로등이 며칠째 꺼져 있어요"}
        try:
            answer = httpx.post(f"{self.gateway}/v1/inquiries:resolve", json=asked, headers={"x-api-key": "callers"}, timeout=10, trust_env=False)
        except httpx.TransportError:
            return False
        return answer.is_success and not answer.json().get("degraded")

    def until(self, true: Callable[[], object], seconds: float = START_S) -> float:
        """Wait until something is true; the seconds that it took."""
        began = time.monotonic()
        while not true():
            assert time.monotonic() - began < seconds, f"has not become true\n{self.said.read_text()}"
            assert self.process.poll() is None, self.said.read_text()
            time.sleep(0.02)
        return time.monotonic() - began


@contextmanager
def up(small_data: Path, folder: Path, **more: str) -> Iterator[Up]:
    """`city120 up`, ready."""
    data = copy_of(small_data, folder / "data")
    rest, grpc, jurisdiction, wayfinding, faq = free_ports(5)
    ports = {"REST": rest, "GRPC": grpc, "JURISDICTION": jurisdiction, "WAYFINDING": wayfinding, "FAQ": faq}
    settings = {f"CITY120_{name}_PORT": str(port) for name, port in ports.items()}
    environment = {**settings_of_tests(), **settings, "CITY120_DATA_DIR": str(data), **SECRETS, **more}
    said = folder / "said"
    with said.open("wb") as stream:
        process = subprocess.Popen([sys.executable, "-m", "city120_cli", "up"], env=environment, stdout=stream, stderr=stream)
    running = Up(process, said, f"127.0.0.1:{faq}", f"http://127.0.0.1:{rest}")
    try:
        running.until(lambda: "Ctrl-C stops everything" in said.read_text())
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


@pytest.fixture(scope="module")
def running(small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    with up(small_data, tmp_path_factory.mktemp("up"), CITY120_LOG_MAX_BYTES="10000") as house:
        yield house


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked for its status does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def figure(pid: int, name: str) -> float:
    """A figure of /proc/PID/status, in MB."""
    return int(re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)[1]) / 1000  # type: ignore[index]


def processor_s(pid: int) -> float:
    """Seconds of a processor that a process has had."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def test_each_child_has_its_own_secrets_and_no_others(running: Up) -> None:
    children = running.children()
    assert set(children) == set(SERVICES)
    for name, pid in children.items():
        variables = dict(part.split("=", 1) for part in Path(f"/proc/{pid}/environ").read_text().split("\0") if part)
        assert variables.keys() & SECRETS.keys() == GIVEN[name], name
        assert all(variables[secret] == SECRETS[secret] for secret in GIVEN[name])


def test_the_parent_stays_small(running: Up) -> None:
    """It was never more than this, and has loaded nothing that builds."""
    assert figure(running.process.pid, "VmHWM") < 100
    loaded = Path(f"/proc/{running.process.pid}/maps").read_text()
    assert not [library for library in ("numpy", "shapely", "pyproj", "onnxruntime") if library in loaded]


@pytest.mark.parametrize("name", ["faq", "gateway"])
def test_a_service_that_is_killed_is_back_and_the_terminal_says_so(running: Up, name: str) -> None:
    killed = running.children()[name]
    os.kill(killed, signal.SIGKILL)
    noticed_s = running.until(lambda: running.children().get(name, killed) != killed, 5.0)
    running.until(lambda: f"{name} is back, " in running.said.read_text())
    loaded_s = processor_s(running.children()[name])
    whole_s = running.until(running.answers_whole)
    print(
        f"started again after {noticed_s:.2f} s, had {loaded_s:.1f} s of a processor, whole {whole_s:.2f} s later: {running.said.read_text()[-80:]}"
    )
    # Other work on this machine makes all of it longer, but what the process itself needs to be ready, or a connection to be made anew, little.
    assert noticed_s < BACK_S / 2
    assert loaded_s < BACK_S
    assert whole_s < BACK_S / 2
    assert f"{name} was ended by signal 9; it is started again in 0.1 s (log: " in running.said.read_text()
    assert grpc_serving(running.faq)
    assert rest_ready(running.gateway)


def test_nothing_is_left_when_it_is_killed_itself(small_data: Path, tmp_path: Path) -> None:
    with up(small_data, tmp_path, CITY120_DRAIN_S="5") as house:
        children = house.children()
        house.process.kill()
        house.process.wait()
        ends = time.monotonic() + 30
        while left := [name for name, pid in children.items() if alive(pid)]:
            assert time.monotonic() < ends, left
            time.sleep(0.05)
    assert '"draining"' in (tmp_path / "data" / "logs" / "gateway.log").read_text()
