"""Which edition is made, and which is current afterwards. Editions of real rows stand in test_editions.py."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from city120_cli import making
from city120_cli.outcome import Finding
from city120_edition import Problem, SourceError


class Workshop:
    """Builds an edition of whatever id is next; the rows of the installed city lie in `rows`."""

    def __init__(self, folder: Path) -> None:
        self.rows, self.data = folder / "rows", folder / "data"
        self.next = "e1"
        (self.data / "editions").mkdir(parents=True)

    def build(self, source: Any, data_dir: Path, progress: making.BuildProgress) -> SimpleNamespace:
        progress("rows", 1, 1)
        return SimpleNamespace(id=self.next)


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    made = Workshop(tmp_path)
    city = SimpleNamespace(rows=made.rows)
    monkeypatch.setattr(making, "build", made.build)
    monkeypatch.setattr(making, "read_source", lambda path: path)
    monkeypatch.setattr(making, "installed_city", lambda: city)
    monkeypatch.setattr(making, "installed_cities", lambda: {"test": city})
    monkeypatch.setattr(making, "open_edition", lambda path: SimpleNamespace(id=path.name))
    return made


def test_what_is_made_becomes_current_only_when_asked(workshop: Workshop) -> None:
    making.make(workshop.rows, workshop.data, current=False)
    assert making.current_id(workshop.data) == ""
    making.make(workshop.rows, workshop.data, current=True)
    assert making.current_id(workshop.data) == "e1"


def test_the_edition_of_the_installed_city_follows_its_rows(workshop: Workshop) -> None:
    assert making.current_or_made(workshop.data).id == "e1"
    workshop.next = "e2"
    assert making.current_or_made(workshop.data).id == "e2"
    assert making.current_id(workshop.data) == "e2"


def test_an_edition_that_somebody_else_made_current_stays(workshop: Workshop, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    making.current_or_made(workshop.data)
    workshop.next = "mine"
    making.make(tmp_path / "my-city", workshop.data, current=True)
    workshop.next = "e2"
    assert making.current_or_made(workshop.data).id == "mine"
    assert "edition mine is current and is not of the installed city; it stays" in capsys.readouterr().err


def test_a_source_with_problems_names_the_command_that_tells_them_all(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise SourceError([Problem("cues.csv", "file", "is missing")])

    monkeypatch.setattr(making, "read_source", refuse)
    with pytest.raises(Finding, match=r"(?s)cues\.csv: file: is missing.*city120 edition validate --source"):
        making.make(workshop.rows, workshop.data, current=True)
    assert making.current_id(workshop.data) == ""


def test_what_is_no_edition_is_a_finding(tmp_path: Path) -> None:
    with pytest.raises(Finding, match="holds no edition"):
        making.open_edition(tmp_path)


def test_steps_are_told_once_each_where_no_terminal_is(capsys: pytest.CaptureFixture[str]) -> None:
    progress = making.BuildProgress()
    for step, done in (("rows", 0), ("rows", 5), ("index", 0), ("index", 1)):
        progress(step, done, 5)
    progress.close()
    assert capsys.readouterr().err == "edition: rows\nedition: index\n"
