"""What a process takes of its machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from opentelemetry.metrics import Observation

from city120_platform.telemetry import process

Look = Callable[[], Iterable[Observation]]


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> dict[str, Look]:
    """What is asked, by metric."""
    asked: dict[str, Look] = {}
    monkeypatch.setattr(process, "observe", asked.__setitem__)
    process.observe_process()
    return asked


def test_its_time_is_told_by_mode(looks: dict[str, Look]) -> None:
    spent = {str((told.attributes or {})["cpu.mode"]): told.value for told in looks["process.cpu.time"]()}
    times = os.times()
    assert spent["user"] <= times.user
    assert spent["system"] <= times.system
    assert spent.keys() == {"user", "system"}


def test_its_age_grows_and_it_has_a_thread(looks: dict[str, Look]) -> None:
    (first,), (second,) = looks["process.uptime"](), looks["process.uptime"]()
    assert 0 <= first.value <= second.value < 60
    (threads,) = looks["process.thread.count"]()
    assert threads.value >= 1


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no /proc")
def test_its_memory_and_files_are_those_of_the_system(looks: dict[str, Look]) -> None:
    (memory,), (files,) = looks["process.memory.usage"](), looks["process.unix.file_descriptor.count"]()
    assert 10_000_000 < memory.value < 100_000_000_000
    assert files.value >= 3


def test_where_the_system_does_not_tell_nothing_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: dict[str, Look] = {}
    monkeypatch.setattr(process, "observe", asked.__setitem__)
    monkeypatch.setattr(process, "_SELF", tmp_path / "none")
    process.observe_process()
    assert asked.keys() == {"process.cpu.time", "process.thread.count", "process.uptime"}
