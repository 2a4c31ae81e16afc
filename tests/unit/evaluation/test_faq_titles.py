"""Titles that are labelled without being kept."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from city120_evaluation.faq_titles import missing_titles, read_labels, read_titles, titles_file
from city120_evaluation.golden import Golden
from tests.bundled import BUNDLED

LABELS = Path(__file__).parents[2] / "golden" / "titles" / "labels.csv"


@pytest.mark.reference
def test_the_labelled_titles_are_the_first_by_their_hash_and_are_what_they_were() -> None:
    if missing := missing_titles():
        pytest.skip(missing)
    with titles_file().open(encoding="utf-8-sig", newline="") as stream:
        ids = [row["id"] for row in csv.DictReader(stream)]
    drawn = sorted(ids, key=lambda number: hashlib.sha256(f"outside 120/{number}".encode()).hexdigest())[:300]
    assert {inquiry.id for inquiry in read_labels(LABELS)} == {f"title-{number}" for number in drawn}


def test_all_titles_are_inquiries_and_none_without_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITY120_REFERENCE_DATA", str(tmp_path))
    assert read_titles() == []
    (tmp_path / "faq120").mkdir()
    titles_file().write_text("id,category,title,district_named\n7,환경,수도요금 납부 안내,\n", encoding="utf-8")
    assert read_titles() == [Golden(id="title-7", text="수도요금 납부 안내", language="ko")]


def test_three_hundred_titles_are_labelled_by_affairs_of_the_edition_or_by_none() -> None:
    with LABELS.open(encoding="utf-8", newline="") as stream:
        labelled = list(csv.DictReader(stream))
    codes = {"none"}
    for path in BUNDLED.glob("affairs/*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            codes |= {row["code"] for row in csv.DictReader(stream)}
    assert len({row["id"] for row in labelled}) == len(labelled) == 300
    assert {code for row in labelled for code in row["affair"].split("|")} <= codes
