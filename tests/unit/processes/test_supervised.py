"""One service of a running house: what is said of its end, and when it is started again. No process is started here."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from city120_processes.services import Service
from city120_processes.supervised import LOOK_S, SILENCES, Restarts, ServiceDied, Supervised, cause_of, last_lines


class Process:
    """A process that lives until `status` is set."""

    pid = 4711

    def __init__(self) -> None:
        self.status: int | None = None
        self.stdin = self
        self.closed = False

    def poll(self) -> int | None:
        return self.status

    def close(self) -> None:
        self.closed = True


class Machine:
    """Starts processes of these tests, and has a clock."""

    def __init__(self) -> None:
        self.now = 0.0
        self.started: list[Process] = []
        self.environments: list[dict[str, str]] = []
        self.broken = False

    def start(self, command: tuple[str, ...], **options: Any) -> Process:
        if self.broken:
            raise FileNotFoundError(command[0])
        self.environments.append(options["env"])
        self.started.append(Process())
        return self.started[-1]

    def die(self, status: int) -> None:
        self.started[-1].status = status


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine()
    monkeypatch.setattr(subprocess, "Popen", made.start)
    monkeypatch.setattr("city120_processes.supervised.time.monotonic", lambda: made.now)
    return made


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return Service("faq", ("run-faq",), tmp_path / "logs" / "faq.log", lambda: True, lambda: True, environment={"CITY120_FAQ_PORT": "1"})


def test_each_death_in_a_row_is_waited_for_four_times_as_long_up_to_the_longest() -> None:
    restarts = Restarts(first_s=0.5, longest_s=3.0, deaths=6)
    assert [restarts.wait_s(deaths) for deaths in range(1, 7)] == [0.5, 2.0, 3.0, 3.0, 3.0, None]


def test_how_a_process_ended_is_told_in_words() -> None:
    assert (cause_of(3), cause_of(-9)) == ("ended with status 3", "was ended by signal 9")


def test_the_last_lines_of_a_log_are_told_indented(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert last_lines(log) == "  (no log)"
    log.write_bytes(b"")
    assert last_lines(log) == "  (empty)"
    log.write_bytes(b"x" * 100_000 + b"\none\ntwo \xff\n")
    assert last_lines(log, 2) == "  one\n  two �"


def test_a_service_gets_its_own_settings_and_a_log_and_the_log_before_is_kept(machine: Machine, service: Service) -> None:
    running = Supervised(service, Restarts())
    assert running.pid is None
    running.start()
    service.log.write_text("before", encoding="utf-8")
    Supervised(service, Restarts()).start()
    assert running.pid == Process.pid
    assert machine.environments[0]["CITY120_FAQ_PORT"] == "1"
    assert service.log.with_name("faq.log.1").read_text(encoding="utf-8") == "before"
    assert service.log.read_text(encoding="utf-8") == ""


def test_one_that_has_ended_is_told_with_the_end_of_its_log(machine: Machine, service: Service) -> None:
    running = Supervised(service, Restarts())
    running.start()
    running.check()
    service.log.write_text("the key is missing\n", encoding="utf-8")
    machine.die(1)
    with pytest.raises(ServiceDied, match=r"(?s)faq ended with status 1; .*  the key is missing"):
        running.check()


def test_readiness_is_asked_for_until_it_is_there_and_no_longer(machine: Machine, service: Service) -> None:
    answers = [True, False]
    running = Supervised(replace(service, ready=answers.pop), Restarts())
    running.start()
    assert [running.is_ready() for _ in range(3)] == [False, True, True]


def test_it_is_started_again_when_it_is_time_and_said_to_be_back(machine: Machine, service: Service) -> None:
    running, said = Supervised(service, Restarts(first_s=1.0)), list[str]()
    running.start()
    first = machine.started[0]
    machine.die(-9)
    running.tend(said.append)
    assert first.closed
    assert said[-1].startswith("faq was ended by signal 9; it is started again in 1 s")
    machine.now = 0.9
    running.tend(said.append)
    assert len(machine.started) == 1
    machine.now = 1.5
    running.tend(said.append)
    assert len(machine.started) == 2
    running.tend(said.append)
    assert said[-1] == "faq is back, 1.5 s after its end"


def test_at_the_last_death_in_a_row_it_is_given_up(machine: Machine, service: Service) -> None:
    running, said = Supervised(replace(service, ready=lambda: False), Restarts(first_s=1.0, deaths=2)), list[str]()
    running.start()
    for _ in range(2):
        machine.die(1)
        running.tend(said.append)
        machine.now += 10
        running.tend(said.append)
    assert running.given_up
    assert len(machine.started) == 2
    assert "2 times in a row" in said[-1]


def test_one_that_served_for_long_is_not_given_up(machine: Machine, service: Service) -> None:
    running, said = Supervised(service, Restarts(first_s=1.0, deaths=2, steady_s=60.0)), list[str]()
    running.start()
    for _ in range(3):
        assert running.is_ready()
        machine.now += 60
        machine.die(1)
        running.tend(said.append)
        machine.now += 1
        running.tend(said.append)
    assert not running.given_up
    assert len(machine.started) == 4


def test_what_cannot_be_started_again_is_a_death_too(machine: Machine, service: Service) -> None:
    running, said = Supervised(service, Restarts(first_s=1.0, deaths=2)), list[str]()
    running.start()
    machine.die(1)
    running.tend(said.append)
    machine.broken, machine.now = True, 2.0
    running.tend(said.append)
    assert running.given_up
    assert "faq cannot be started (run-faq)" in said[-1]


def test_one_that_hangs_is_ended_and_started_again(machine: Machine, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("city120_processes.supervised.os.killpg", lambda pid, number: machine.die(-number))
    # Silent once less than it may be, then there again, then gone.
    answers = iter([*[False] * (SILENCES - 1), True, *[False] * SILENCES])
    running, said = Supervised(replace(service, answers=lambda: next(answers)), Restarts(first_s=1.0)), list[str]()
    running.start()
    assert running.is_ready()
    for _ in range(2 * SILENCES - 1):
        running.tend(said.append)
        # It is not asked before it is time.
        running.tend(said.append)
        assert not said
        machine.now += LOOK_S
    running.tend(said.append)
    assert said == [f"faq has not answered {SILENCES} times in a row, over 30 s, and is ended"]
    running.tend(said.append)
    assert said[-1].startswith("faq was ended by signal 9; it is started again in 1 s")
