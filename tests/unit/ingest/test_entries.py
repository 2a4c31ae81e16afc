"""Entries in files of an editor: which are read, with which revision, and what is malformed."""

from __future__ import annotations

from pathlib import Path

import pytest

from city120_ingest.entries import read_entries
from city120_ingest.errors import WrongInput

TEXTS = "\n".join(f"    {language}: {{question: q, answer: a}}" for language in ("ko", "en", "zh", "ja", "vi", "mn"))
ENTRY = """\
- id: {id}
  affair: water.meter.freeze
  reviewed_on: 2026-11-24
{more}  texts:
{texts}
"""


def entry(name: str, more: str = "") -> str:
    return ENTRY.format(id=name, more=more, texts=TEXTS)


def test_entries_come_in_order_with_their_file_row_and_revision(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(entry("water.a", "  revision: 7\n") + entry("water.b"), encoding="utf-8")
    (tmp_path / "two.yml").write_text(entry("water.c"), encoding="utf-8")
    handed, problems = read_entries([tmp_path / "one.yaml", tmp_path / "two.yml"])
    assert problems == []
    assert [(item.entry.id, item.revision, Path(item.file).name) for item in handed] == [
        ("water.a", 7, "one.yaml"),
        ("water.b", None, "one.yaml"),
        ("water.c", None, "two.yml"),
    ]


def test_what_is_malformed_is_told_by_file_and_row_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(entry("water.a", "  revision: seven\n") + "- id: water.b\n" + entry("water.c"), encoding="utf-8")
    handed, problems = read_entries([tmp_path / "one.yaml"])
    assert [item.entry.id for item in handed] == ["water.c"]
    assert len(problems) == 2
    assert all(problem.file == str(tmp_path / "one.yaml") for problem in problems)
    assert any("'seven' is no whole number" in problem.reason for problem in problems)


@pytest.mark.parametrize("name", ["absent.yaml", "notes.txt"])
def test_another_file_is_refused_with_what_there_may_be(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.txt").write_text("- id: a\n", encoding="utf-8")
    with pytest.raises(WrongInput, match=r"write YAML or CSV: \.yaml, \.yml, \.csv"):
        read_entries([tmp_path / name])
