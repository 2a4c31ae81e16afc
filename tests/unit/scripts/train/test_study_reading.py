"""What a number is worth is told beside the standard error, and numbers are set back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest

from city120_evaluation.golden import Golden, judge
from city120_faq import hand_set
from tests.script import load_script


@pytest.fixture(scope="module")
def script() -> Any:
    """scripts/train/study_reading.py"""
    return load_script("train/study_reading.py")


def judged(*said: str) -> list[Any]:
    """Inquiries about leaks, of which these affairs were stated."""
    answers = [{"kind": "answer", "language": "en", "affairs": [{"code": code, "probability": 0.9}]} for code in said]
    asked = [Golden(f"i{number}", "text", "en", affair="water.leak") for number in range(len(said))]
    return [judge(inquiry, answer, 0.0) for inquiry, answer in zip(asked, answers, strict=True)]


def test_a_number_that_is_set_holds_until_it_was_read_with(script: Any) -> None:
    before = hand_set.OFFERED
    with script.numbers([("OFFERED", before + 1)]):
        assert before + 1 == hand_set.OFFERED
    assert before == hand_set.OFFERED


def test_nothing_is_told_of_what_stays(script: Any) -> None:
    same = judged("water.leak", "waste.bulky")
    assert script.change("frozen", same, same) == []


def test_what_changes_is_told_in_points_with_losses(script: Any) -> None:
    before, after = judged(*["water.leak"] * 4), judged("water.leak", "water.leak", "water.leak", "waste.bulky")
    lines = script.change("frozen", before, after)
    assert any("affair top-1" in line and "4 of 4 -> 3 of 4" in line and "-25.00 points" in line for line in lines)
    assert "1 lost, 0 won" in lines[-1]


@pytest.mark.parametrize("text", ["NEVER_SAID=1", "Path=1", "__name__=1", "OFFERED=two", "OFFERED"])
def test_what_is_no_number_of_the_table_is_refused(script: Any, text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        script._number(text)


def test_a_number_of_the_table_is_taken(script: Any) -> None:
    assert script._number("WRONG_COST=5.5") == ("WRONG_COST", 5.5)


@pytest.mark.parametrize("name", ["frozen", "stories"])
def test_a_set_is_a_file_or_a_folder_of_them(script: Any, name: str) -> None:
    ids = [inquiry.id for inquiry in script.inquiries(name)]
    assert len(ids) == {"frozen": 1896, "stories": 96}[name]
    assert len(set(ids)) == len(ids)


def test_without_an_edition_it_says_how_to_make_one(
    script: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["study_reading.py", "--data-dir", str(tmp_path)])
    assert script.main() == 2
    assert "study_reading: no edition in" in capsys.readouterr().err
