"""What runs a service inside its process: it ends with the house, and its log stays short."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from city120_processes import child
from city120_processes.child import rotate

# Starts a child as a house does, tells its number, and is killed.
HOUSE = """
import subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=sys.stderr, start_new_session=True)
print(process.pid, flush=True)
process.wait()
"""
GENTLE = """
import pathlib, signal, sys
signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(pathlib.Path(sys.argv[1]).write_text("drained") and 0))
print("up", flush=True)
signal.pause()
"""
STUBBORN = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('up', flush=True)\nwhile True: signal.pause()\n"
CHATTY = """
import pathlib, sys, time
for number in range(10**6):
    print(f"{number:07}", flush=True)
    if pathlib.Path(sys.argv[1]).exists(): break
    time.sleep(0.0005)
"""
ENDS_S = 30.0


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of modules that a child can run by name."""
    folder = tmp_path / "modules"
    folder.mkdir()
    for name, code in {"gentle": GENTLE, "stubborn": STUBBORN, "chatty": CHATTY}.items():
        (folder / f"{name}.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


def until(true: Callable[[], object]) -> None:
    ends = time.monotonic() + ENDS_S
    while not true():
        assert time.monotonic() < ends, "has not become true"
        time.sleep(0.02)


def running(pid: int) -> bool:
    """Whether there is such a process; one that nobody has asked for its status, since its parent is gone, has ended."""
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(shown.strip()) and not shown.startswith("Z")


def killed_house(command: tuple[str, ...]) -> int:
    """The number of the child of a house that was killed when the child was up."""
    with subprocess.Popen([sys.executable, "-c", HOUSE, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as house:
        assert house.stdout
        assert house.stderr
        pid = int(house.stdout.readline())
        assert house.stderr.readline() == "up\n"
        assert running(pid)
        house.send_signal(signal.SIGKILL)
    return pid


@pytest.mark.usefixtures("modules")
def test_a_child_drains_and_ends_when_its_house_is_killed(tmp_path: Path) -> None:
    drained = tmp_path / "drained"
    pid = killed_house(child.command("gentle", str(drained), end_s=60.0))
    until(lambda: not running(pid))
    assert drained.read_text() == "drained"


@pytest.mark.usefixtures("modules")
def test_a_child_that_does_not_drain_ends_all_the_same() -> None:
    pid = killed_house(child.command("stubborn", end_s=0.2))
    until(lambda: not running(pid))


@pytest.mark.usefixtures("modules")
def test_no_line_is_lost_and_no_log_grows_beyond_its_size(tmp_path: Path) -> None:
    log, enough = tmp_path / "chatty.log", tmp_path / "enough"
    with log.open("ab") as stream:
        process = subprocess.Popen(
            child.command("chatty", str(enough), end_s=1.0, log=(log, 4000, 90)), stdin=subprocess.PIPE, stdout=stream, stderr=stream
        )
    until((tmp_path / "chatty.log.2").exists)
    enough.touch()
    assert process.wait(ENDS_S) == 0
    assert process.stdin
    process.stdin.close()
    files = sorted(tmp_path.glob("chatty.log*"), key=lambda path: -int(path.suffix[1:]) if path.suffix != ".log" else 0)
    # A line that is written in two pieces may go on in the next file.
    numbers = [int(line) for line in "".join(path.read_text() for path in files).splitlines()]
    assert numbers == list(range(len(numbers)))
    assert all(path.stat().st_size >= 4000 for path in files[:-1])
    # At most what is said in the second between two looks.
    assert all(path.stat().st_size < 4000 + 20 * 2000 * 8 for path in files)


def test_of_earlier_logs_the_last_are_kept(tmp_path: Path) -> None:
    log = tmp_path / "x.log"
    for word in ("first", "second", "third", "fourth"):
        log.write_text(word)
        rotate(log, 2)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"x.log.1": "fourth", "x.log.2": "third"}


@pytest.mark.usefixtures("modules")
def test_a_service_has_nothing_of_this_library_in_its_memory(modules: Path) -> None:
    (modules / "told.py").write_text("import sys; print([name for name in sys.modules if name.startswith(('city120', 'httpx', 'pydantic'))])")
    process = subprocess.Popen(child.command("told", end_s=1.0), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ, text=True)
    assert process.stdout
    assert process.stdout.read() == "[]\n"
    assert process.wait(ENDS_S) == 0
    process.stdout.close()
    assert process.stdin
    process.stdin.close()
