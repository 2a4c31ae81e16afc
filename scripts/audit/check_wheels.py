"""Proves that each service runs alone, that the client needs nothing of them, and that a city's wheel holds its data: builds the wheels, compares the
files of cities, and starts every service where only its own wheels are installed (no city among them); calls from where only the client and what it
declares are.

python scripts/audit/check_wheels.py                some four minutes; downloads the build backend and the locked packages
python scripts/audit/check_wheels.py --data DIR     half of it, where DIR holds the edition of the rows, as `city120 up` leaves it
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

from city120_edition import build, installed_cities, installed_city, read_source
from city120_processes import free_ports, grpc_serving, rest_ready

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements" / f"py{sys.version_info.major}{sys.version_info.minor}.txt"
SERVICES = ("jurisdiction", "wayfinding", "faq", "gateway")
OURS = re.compile(r"(city120-[a-z]+)")
START_S = 90.0
CLIENT = "city120-client"
PINNED = re.compile(r"^[A-Za-z0-9._-]+==[^ ]+", re.MULTILINE)
# Nobody listens there: a call that ends as Unavailable went through the stubs, the channel and the error tree.
CALL = """
import asyncio, sys
from city120.jurisdiction.v1.jurisdiction_pb2 import GetBodyRequest
from city120_client import JurisdictionClient, open_channel
from city120_errors import Unavailable

async def call():
    async with open_channel(sys.argv[1]) as channel:
        await JurisdictionClient(channel).get_body(GetBodyRequest(id="water.hq"), timeout=5)

try:
    asyncio.run(call())
except Unavailable:
    sys.exit(0)
sys.exit("a call to a closed port was answered")
"""


def needs() -> dict[str, set[str]]:
    """Our distributions that each of ours needs, itself included."""
    direct = {}
    for path in ROOT.glob("*/*/pyproject.toml"):
        project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
        direct[project["name"]] = {match[1] for line in project.get("dependencies", ()) if (match := OURS.match(line))}

    def closed(name: str) -> set[str]:
        return {name}.union(*(closed(other) for other in direct[name]))

    return {name: closed(name) for name in direct}


def pip(python: Path, *arguments: str) -> None:
    subprocess.run([python, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments], check=True)


def starts(python: Path, service: str, edition: Path, data: Path) -> bool:
    """Whether a service comes up, says that it is ready, and ends in peace."""
    jurisdiction, wayfinding, faq, grpc, rest = free_ports(5)
    targets = {"jurisdiction": jurisdiction, "wayfinding": wayfinding, "faq": faq}
    ports = {f"CITY120_{name.upper()}_PORT": str(port) for name, port in {**targets, "grpc": grpc, "rest": rest}.items()}
    environment = {**os.environ, **ports, "CITY120_EDITION": str(edition), "CITY120_DATA_DIR": str(data)}
    environment.pop("PYTHONPATH", None)
    probes: dict[str, Callable[[], bool]] = {
        name: lambda port=port: grpc_serving(f"127.0.0.1:{port}")  # type: ignore[misc]
        for name, port in targets.items()
    }
    probes["gateway"] = lambda: rest_ready(f"http://127.0.0.1:{rest}")
    process = subprocess.Popen([python, "-m", f"city120_{service}"], env=environment, cwd=data, stdout=subprocess.DEVNULL)
    ends = time.monotonic() + START_S
    ready = False
    while not ready and process.poll() is None and time.monotonic() < ends:
        time.sleep(0.2)
        ready = probes[service]()
    process.send_signal(signal.SIGTERM)
    return process.wait(30) == 0 and ready


def calls(wheel: Path, work: Path) -> bool:
    """Whether a call can be made where only the client is installed, with what its wheel declares, in the versions of the lock."""
    venv, constraints = work / "client", work / "constraints.txt"
    constraints.write_text("\n".join(PINNED.findall(LOCK.read_text(encoding="utf-8"))), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    python = venv / "bin" / "python"
    pip(python, "install", "--constraint", str(constraints), str(wheel))
    (port,) = free_ports(1)
    return subprocess.run([python, "-I", "-c", CALL, f"127.0.0.1:{port}"], check=False).returncode == 0


def wheel_of(name: str, wheels: Path) -> Path:
    """The wheel of one of our distributions."""
    return next(wheels.glob(f"{name.replace('-', '_')}-*.whl"))


def left_out(wheels: Path) -> list[str]:
    """The files of installed cities that their wheels lack, as `package/path`."""
    packed: set[str] = set()
    for wheel in wheels.glob("*.whl"):
        packed |= set(zipfile.ZipFile(wheel).namelist())
    packages = [city.rows.parent for city in installed_cities().values()]
    files = {path.relative_to(package.parent).as_posix() for package in packages for path in package.rglob("*.*") if "__pycache__" not in path.parts}
    return sorted(files - packed)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, metavar="DIR", help="where the edition is, or is built (default: a folder that is taken away)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        wheels, data, venv = Path(work, "wheels"), options.data or Path(work, "data"), Path(work, "venv")
        projects = [str(path.parent) for path in sorted(ROOT.glob("*/*/pyproject.toml"))]
        pip(Path(sys.executable), "wheel", "--no-deps", "--wheel-dir", str(wheels), *projects)
        edition = build(read_source(installed_city().rows), data)
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        python = venv / "bin" / "python"
        pip(python, "install", "--require-hashes", "--requirement", str(LOCK))
        called = calls(wheel_of(CLIENT, wheels), Path(work))
        print(f"{'client':<14}{'calls' if called else 'DOES NOT CALL'} from its own wheel")
        missing = left_out(wheels)
        print(f"{'cities':<14}{'whole' if not missing else 'LACK ' + ', '.join(missing)}")
        failed = [*([] if called else [CLIENT]), *missing]
        for service in SERVICES:
            distributions = needs()[f"city120-{service}"]
            pip(python, "install", "--no-deps", *(str(wheel_of(name, wheels)) for name in sorted(distributions)))
            started = starts(python, service, edition.path, data)
            print(f"{service:<14}{'runs' if started else 'DOES NOT RUN'} from the wheels {', '.join(sorted(distributions))}")
            failed += [] if started else [service]
            pip(python, "uninstall", "--yes", *sorted(distributions))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
