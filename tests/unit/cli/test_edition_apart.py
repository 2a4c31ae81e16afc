"""The edition that `city120 up` serves, made by a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from city120_cli.edition_apart import make_apart
from city120_cli.outcome import Finding
from city120_edition import current_edition_path
from city120_processes import HouseSettings


def test_the_edition_is_told_with_an_inquiry_that_it_can_answer(small_rows: Path) -> None:
    served = make_apart(HouseSettings(data_dir=small_rows))
    assert served.edition_id == current_edition_path(small_rows).name
    assert served.example.text
    assert served.example.area_code == "11110"


def test_a_process_that_runs_out_of_memory_making_the_edition_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    killed = (sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    monkeypatch.setattr("city120_cli.edition_apart.child.command", lambda *arguments, **options: killed)
    with pytest.raises(Finding, match=r"ended by signal 9; a build needs 1.5 GB of memory"):
        make_apart(HouseSettings(data_dir=tmp_path))


def test_what_makes_the_edition_gets_the_key_of_the_embeddings_and_no_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    telling = (sys.executable, "-c", "import os, sys; print(*os.environ, file=open(sys.argv[1], 'w')); sys.exit(3)", str(tmp_path / "told"))
    monkeypatch.setattr("city120_cli.edition_apart.child.command", lambda *arguments, **options: telling)
    for variable in ("CITY120_EMBEDDINGS_KEY", "CITY120_TOKEN_KEYS", "CITY120_API_KEYS"):
        monkeypatch.setenv(variable, "secret")
    with pytest.raises(SystemExit, match="3"):
        make_apart(HouseSettings(data_dir=tmp_path))
    told = (tmp_path / "told").read_text().split()
    assert {name for name in told if name.startswith("CITY120_") and "KEY" in name} == {"CITY120_EMBEDDINGS_KEY"}
