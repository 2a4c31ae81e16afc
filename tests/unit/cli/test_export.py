"""`city120 export`: which edition, which day, and what is written where."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from city120_cli import export

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Run

DOCUMENTS = SimpleNamespace(organizations=[{"id": "a", "name": "가"}], services=[], taxonomy_terms=[{"id": "t"}, {"id": "u"}])


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> list[dt.date]:
    """The days that were exported, of an edition that begins in 2024."""
    asked: list[dt.date] = []
    edition = SimpleNamespace(id="e1", settings=SimpleNamespace(first_date=dt.date(2024, 1, 1)))

    def documents(_: Any, day: dt.date) -> SimpleNamespace:
        asked.append(day)
        return DOCUMENTS

    monkeypatch.setattr(export, "current_edition_path", lambda _: Path("e1"))
    monkeypatch.setattr("city120_cli.making.open_edition", lambda _: edition)
    monkeypatch.setattr("city120_edition.hsds.export", documents)
    return asked


def test_the_documents_are_files_of_a_folder(city120: Run, days: list[dt.date], tmp_path: Path) -> None:
    ended = city120("export", "hsds", str(tmp_path / "out"), "--as-of", "2026-01-01")
    assert ended.out == f"{tmp_path / 'out'}: 1 organizations, 0 services, 2 taxonomy_terms; edition e1, 2026-01-01\n"
    assert json.loads((tmp_path / "out" / "organizations.json").read_text(encoding="utf-8")) == [{"id": "a", "name": "가"}]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["organizations.json", "services.json", "taxonomy_terms.json"]
    assert days == [dt.date(2026, 1, 1)]


def test_programs_are_told_how_many_there_are(city120: Run, days: list[dt.date], tmp_path: Path) -> None:
    told = city120("export", "hsds", str(tmp_path), "--as-of", "2026-01-01", "--json").json
    assert (told["edition_id"], told["organizations"], told["services"], told["taxonomy_terms"]) == ("e1", 1, 0, 2)


@pytest.mark.parametrize(("day", "says"), [("soon", "'soon' is no date; write YYYY-MM-DD"), ("2023-12-31", "begins on 2024-01-01; ask for")])
def test_a_day_that_cannot_be_is_wrong_usage_and_writes_nothing(city120: Run, days: list[dt.date], tmp_path: Path, day: str, says: str) -> None:
    ended = city120("export", "hsds", str(tmp_path / "out"), "--as-of", day)
    assert (ended.status, says in ended.err) == (2, True)
    assert days == []
    assert not (tmp_path / "out").exists()


def test_without_an_edition_the_command_that_makes_one_is_named(city120: Run, tmp_path: Path) -> None:
    ended = city120("export", "hsds", str(tmp_path / "out"), "--data-dir", str(tmp_path))
    assert (ended.status, "city120 edition build" in ended.err) == (1, True)
