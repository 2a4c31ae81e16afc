"""Child processes: started together, watched, stopped in reverse order, and never left behind."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from city120_processes import House, HouseError, Restarts, Service, ServiceDied, stop_signals

# Says that it is there, then waits for SIGTERM and writes down that it came.
PATIENT = """
import os, pathlib, signal, sys

def end(number, frame):
    with open(sys.argv[2], "a") as stream: stream.write(sys.argv[1] + "\\n")
    os._exit(0)
signal.signal(signal.SIGTERM, end)
pathlib.Path(sys.argv[3]).touch()
signal.pause()
"""
STUBBORN = "import pathlib, signal, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN); pathlib.Path(sys.argv[3]).touch(); signal.pause()"
# Serves once, and no more.
ONCE = f"import os, sys\nif os.path.exists(sys.argv[3]): sys.exit('the disk is full')\n{PATIENT}"
SOON = Restarts(first_s=0.05, longest_s=0.1, deaths=3)
ENDS_S = 30.0


def child(tmp_path: Path, name: str, code: str) -> Service:
    ready = tmp_path / f"{name}.ready"
    return Service(
        name=name,
        command=(sys.executable, "-c", code, name, str(tmp_path / "order"), str(ready)),
        log=tmp_path / "logs" / f"{name}.log",
        ready=ready.exists,
        answers=lambda: True,
    )


@contextmanager
def started(*services: Service, drain_s: float = 5.0, restarts: Restarts = SOON) -> Iterator[House]:
    house = House(services, drain_s, restarts)
    try:
        house.start()
        yield house
    finally:
        house.stop()


@contextmanager
def watched(house: House) -> Iterator[list[str]]:
    """What is said while another thread watches the house."""
    stop, said = threading.Event(), list[str]()
    watching = threading.Thread(target=house.watch, args=(stop, said.append))
    watching.start()
    try:
        yield said
    finally:
        stop.set()
        watching.join()


def until(true: Callable[[], object]) -> None:
    ends = time.monotonic() + ENDS_S
    while not true():
        assert time.monotonic() < ends, "has not become true"
        time.sleep(0.02)


def pids(house: House) -> list[int]:
    return [service.pid for service in house.services if service.pid]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_all_are_ready_and_end_in_reverse_order(tmp_path: Path) -> None:
    with started(*(child(tmp_path, name, PATIENT) for name in ("first", "second", "third"))) as house:
        assert house.wait_ready(threading.Event(), 20)
        running = pids(house)
        assert all(os.getpgid(pid) == pid for pid in running)
    assert (tmp_path / "order").read_text().split() == ["third", "second", "first"]
    assert not any(map(alive, running))


def test_none_is_called_ready_before_the_last_is(tmp_path: Path) -> None:
    """The gateway is, long before those whom it asks."""
    gateway, loading = child(tmp_path, "gateway", PATIENT), child(tmp_path, "loading", PATIENT)
    answers = [True, False, False]
    with started(gateway, replace(loading, ready=answers.pop)) as house:
        assert house.wait_ready(threading.Event(), 20)
    assert answers == []


def test_one_that_does_not_end_is_killed_after_the_drain_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("city120_processes.supervised._KILL_AFTER_DRAIN_S", 0.1)
    with started(child(tmp_path, "stubborn", STUBBORN), drain_s=0.1) as house:
        assert house.wait_ready(threading.Event(), 20)
        (pid,) = pids(house)
    assert not alive(pid)


def test_one_that_dies_at_the_start_is_told_with_the_end_of_its_log(tmp_path: Path) -> None:
    broken = child(tmp_path, "broken", "import sys; print('line', *range(20), sep='\\n'); sys.exit('the key is missing')")
    with started(child(tmp_path, "fine", PATIENT), broken) as house, pytest.raises(ServiceDied) as died:
        house.wait_ready(threading.Event(), 20)
    assert "broken ended with status 1" in str(died.value)
    assert "the key is missing" in str(died.value)
    assert "  line" not in str(died.value)


def test_one_that_is_killed_is_started_again_and_said_to_be_back(tmp_path: Path) -> None:
    with started(child(tmp_path, "fine", PATIENT), child(tmp_path, "other", PATIENT)) as house:
        house.wait_ready(threading.Event(), 20)
        killed, other = pids(house)
        with watched(house) as said:
            os.kill(killed, signal.SIGKILL)
            until(lambda: any("fine is back, " in event for event in said))
        assert said[0].startswith("fine was ended by signal 9; it is started again in 0.05 s (log: ")
        again, same = pids(house)
        assert again != killed
        assert alive(again)
        assert same == other


def test_one_that_dies_again_and_again_is_given_up_and_the_others_go_on(tmp_path: Path) -> None:
    with started(child(tmp_path, "once", ONCE), child(tmp_path, "other", PATIENT)) as house:
        house.wait_ready(threading.Event(), 20)
        failing, other = pids(house)
        with watched(house) as said:
            os.kill(failing, signal.SIGKILL)
            until(lambda: house.services[0].given_up)
            assert pids(house) == [other]
            assert alive(other)
    given_up = next(event for event in said if "given up" in event)
    assert "once ended with status 1, 3 times in a row" in given_up
    assert "  the disk is full" in given_up


def test_nothing_is_watched_when_all_were_given_up(tmp_path: Path) -> None:
    with started(child(tmp_path, "once", ONCE)) as house:
        house.wait_ready(threading.Event(), 20)
        os.kill(pids(house)[0], signal.SIGKILL)
        with pytest.raises(HouseError, match="every service was given up"):
            house.watch(threading.Event(), lambda event: None)


def test_one_that_has_served_for_long_begins_anew(tmp_path: Path) -> None:
    """It may die as often as it likes, with time between."""
    with started(child(tmp_path, "fine", PATIENT), restarts=replace(SOON, steady_s=0.0)) as house:
        house.wait_ready(threading.Event(), 20)
        with watched(house) as said:
            for times in range(1, SOON.deaths + 2):
                os.kill(pids(house)[0], signal.SIGKILL)
                until(lambda times=times: sum("is back" in event for event in said) == times)  # type: ignore[misc]
    assert not any("given up" in event for event in said)


def test_one_that_cannot_be_started_again_is_given_up_too(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.symlink_to(sys.executable)
    service = child(tmp_path, "fine", PATIENT)
    with started(replace(service, command=(str(program), *service.command[1:]))) as house:
        house.wait_ready(threading.Event(), 20)
        program.unlink()
        os.kill(pids(house)[0], signal.SIGKILL)
        said: list[str] = []
        with pytest.raises(HouseError, match="every service was given up"):
            house.watch(threading.Event(), said.append)
    assert "fine cannot be started" in said[-1]


def test_one_that_is_never_ready_is_told_after_the_time_for_it(tmp_path: Path) -> None:
    slow = child(tmp_path, "slow", PATIENT)
    never = Service(slow.name, slow.command, slow.log, ready=lambda: False, answers=lambda: True)
    with started(never) as house, pytest.raises(HouseError, match="slow is not ready after 0 s"):
        house.wait_ready(threading.Event(), 0.2)


def test_a_stop_before_all_are_ready_is_no_failure(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with started(child(tmp_path, "fine", PATIENT)) as house:
        assert house.wait_ready(stop, 20) is False


def test_the_log_of_the_run_before_is_kept_beside_the_present_one(tmp_path: Path) -> None:
    for word in ("before", "now"):
        (tmp_path / "one.ready").unlink(missing_ok=True)
        with started(child(tmp_path, "one", f"print('{word}', flush=True)\n" + PATIENT)) as house:
            house.wait_ready(threading.Event(), 20)
    logs = tmp_path / "logs"
    assert ((logs / "one.log.1").read_text(), (logs / "one.log").read_text()) == ("before\n", "now\n")


def test_one_that_is_started_again_goes_on_in_the_same_log(tmp_path: Path) -> None:
    with started(child(tmp_path, "one", "print('here', flush=True)\n" + PATIENT)) as house:
        house.wait_ready(threading.Event(), 20)
        with watched(house) as said:
            os.kill(pids(house)[0], signal.SIGKILL)
            until(lambda: any("is back" in event for event in said))
            until(lambda: (tmp_path / "logs" / "one.log").read_text() == "here\nhere\n")


def test_a_signal_stops_and_a_second_one_does_not_wait(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with started(child(tmp_path, "stubborn", STUBBORN), drain_s=600.0) as house:
        house.wait_ready(threading.Event(), 20)
        announced: list[str] = []
        with stop_signals(house, lambda: announced.append("stopping")) as stop:
            signal.raise_signal(signal.SIGTERM)
            assert stop.is_set()
            assert announced == ["stopping"]
            assert alive(pids(house)[0])
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGTERM) is before
