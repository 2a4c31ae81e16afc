"""What citizens wrote is read where it is; half of it may be fitted on."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from city120_evaluation.citizens import PROPOSALS, proposals


@pytest.fixture
def reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Reference data of the test's own: three proposals."""
    (tmp_path / PROPOSALS).parent.mkdir()
    with (tmp_path / PROPOSALS).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "title", "text", "department", "date"])
        writer.writerows([str(number), f"제목 {number}", "글 " * 3000, "", "2017-07-31"] for number in (1, 2, 3))
    monkeypatch.setenv("CITY120_REFERENCE_DATA", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("reference")
def test_each_is_asked_by_its_title_and_whole() -> None:
    title, whole = proposals(fitted_on=True)
    assert (title.id, title.text) == ("proposal-2-title", "제목 2")
    assert whole.id == "proposal-2-whole"
    assert whole.text.startswith("제목 2\n글 글")
    assert len(whole.text) == 4000


@pytest.mark.usefixtures("reference")
def test_none_that_is_judged_is_fitted_on() -> None:
    assert [inquiry.id for inquiry in proposals(fitted_on=False)] == [f"proposal-{number}-{part}" for number in (1, 3) for part in ("title", "whole")]


def test_without_reference_data_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITY120_REFERENCE_DATA", str(tmp_path / "absent"))
    assert proposals(fitted_on=True) == []
