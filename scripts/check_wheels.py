"""Proves that each service runs alone: builds the wheels, and starts every service where only its own wheels are installed.

python scripts/check_wheels.py      about two minutes; downloads the build backend and the locked packages
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from city120_cli.house import free_ports, grpc_serving, rest_ready
from city120_edition import BUNDLED, build, read_source

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / f"py{sys.version_info.major}{sys.version_info.minor}.txt"
SERVICES = ("jurisdiction", "wayfinding", "faq", "gateway")
OURS = re.compile(r"(city120-[a-z]+)")
START_S = 90.0


def needs() -> dict[str, set[str]]:
    """Our distributions that each of ours needs, itself included."""
    direct = {}
    for path in ROOT.glob("*/*/pyproject.toml"):
        project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
        direct[project["name"]] = {found[1] for line in project.get("dependencies", ()) if (found := OURS.match(line))}

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


def main() -> int:
    with tempfile.TemporaryDirectory() as work:
        wheels, data, venv = Path(work, "wheels"), Path(work, "data"), Path(work, "venv")
        projects = [str(path.parent) for path in sorted(ROOT.glob("*/*/pyproject.toml"))]
        pip(Path(sys.executable), "wheel", "--no-deps", "--wheel-dir", str(wheels), *projects)
        edition = build(read_source(BUNDLED), data)
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        python = venv / "bin" / "python"
        pip(python, "install", "--require-hashes", "--requirement", str(LOCK))
        failed = []
        for service in SERVICES:
            own = needs()[f"city120-{service}"]
            files = [next(wheels.glob(f"{name.replace('-', '_')}-*.whl")) for name in sorted(own)]
            pip(python, "install", "--no-deps", *map(str, files))
            started = starts(python, service, edition.path, data)
            print(f"{service:<14}{'runs' if started else 'DOES NOT RUN'} from the wheels {', '.join(sorted(own))}")
            failed += [] if started else [service]
            pip(python, "uninstall", "--yes", *sorted(own))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
