"""How long a service that is killed is missing from answers: each is ended by SIGKILL under `city120 up` while inquiries go on.

python scripts/bench/measure_restarts.py [EDITION] [--rounds 3]

Writes build/bench/restarts.json. Counted is from the kill to the first answer without a degraded part after it. Of the seconds that a service takes
to load, the processor's are printed beside: on a machine with other work the two differ.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from measuring import Row, told

from city120_edition.edition import current_edition_path, default_data_dir
from city120_processes import free_ports

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "bench" / "restarts.json"
COMMAND = "python scripts/bench/measure_restarts.py"
SERVICES = ("jurisdiction", "wayfinding", "faq")
# Is answered by all three.
INQUIRY = "마포구 망원동인데 집 앞 가로등이 며칠째 꺼져 있어요. 어디에 신고해야 하나요?"
BUDGET_S, START_S, BETWEEN_S = 5.0, 180.0, 0.05
_TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def up(edition: Path) -> Iterator[tuple[httpx.Client, int]]:
    """A client of a `city120 up` on free ports, and the number of its process."""
    ports = dict(zip(("REST", "GRPC", "JURISDICTION", "WAYFINDING", "FAQ"), free_ports(5), strict=True))
    with tempfile.TemporaryDirectory(prefix="city120-") as scratch:
        settings = {f"CITY120_{name}_PORT": str(port) for name, port in ports.items()}
        settings |= {"CITY120_DATA_DIR": scratch, "CITY120_EDITION": str(edition.resolve())}
        process = subprocess.Popen([sys.executable, "-m", "city120_cli", "up"], env=os.environ | settings, stdout=subprocess.DEVNULL)
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{ports['REST']}", timeout=30) as client:
                wait_whole(client)
                yield client, process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def is_whole(client: httpx.Client) -> bool:
    """Whether an inquiry is answered without a part missing."""
    try:
        answer = client.post("/v1/inquiries:resolve", json={"text": INQUIRY})
    except httpx.TransportError:
        return False
    return answer.is_success and not answer.json().get("degraded")


def wait_whole(client: httpx.Client) -> None:
    """Ask until an answer is whole. Raises TimeoutError."""
    ends = time.monotonic() + START_S
    while not is_whole(client):
        if time.monotonic() > ends:
            raise TimeoutError(f"no whole answer after {START_S:.0f} s")
        time.sleep(BETWEEN_S)


def child(parent: int, service: str) -> int:
    """The number of a service's process. Raises StopIteration while there is none."""
    numbers = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    return next(int(number) for number in numbers if f"\0city120_{service}\0" in Path(f"/proc/{number}/cmdline").read_text(encoding="utf-8"))


def processor_s(pid: int) -> float:
    """Seconds of a processor that a process has had."""
    user, system = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / _TICKS


def killed(client: httpx.Client, parent: int, service: str) -> tuple[float, float]:
    """Seconds until answers are whole again after a service was killed, and seconds of a processor that the next one had by then."""
    # A later death in a row is waited for longer; what is measured is the first.
    wait_whole(client)
    began = time.monotonic()
    os.kill(child(parent, service), signal.SIGKILL)
    while is_whole(client):
        if time.monotonic() - began > 1:
            break
    wait_whole(client)
    return time.monotonic() - began, processor_s(child(parent, service))


def measure(edition: Path, rounds: int) -> Iterator[Row]:
    """A row for each service: the median of its rounds, each in a house of its own."""
    took: dict[str, list[tuple[float, float]]] = {service: [] for service in SERVICES}
    for _ in range(rounds):
        with up(edition) as (client, parent):
            for service in SERVICES:
                took[service].append(killed(client, parent, service))
    for service, times in took.items():
        median = statistics.median(passed for passed, _ in times)
        processor = statistics.median(used for _, used in times)
        name = f"{service} killed, until answers are whole (it had {processor:.1f} s of a processor)"
        yield Row(name, round(median, 1), "s", BUDGET_S, median <= BUDGET_S, "none", None, COMMAND)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("edition", type=Path, nargs="?", help="directory of an edition; default: the current one")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is killed (default: %(default)s)")
    arguments = parser.parse_args()
    rows = list(measure(arguments.edition or current_edition_path(default_data_dir()), arguments.rounds))
    return told(rows, OUT)


if __name__ == "__main__":
    sys.exit(main())
