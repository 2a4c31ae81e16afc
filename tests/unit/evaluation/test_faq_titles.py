"""Titles that are labelled without being kept."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from city120_evaluation.faq_titles import missing_titles, read_labels, titles_file
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


def test_three_hundred_titles_are_labelled_by_affairs_of_the_edition_or_by_none() -> None:
    with LABELS.open(encoding="utf-8", newline="") as stream:
        labelled = list(csv.DictReader(stream))
    codes = {"none"}
    for path in BUNDLED.glob("affairs/*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            codes |= {row["code"] for row in csv.DictReader(stream)}
    assert len({row["id"] for row in labelled}) == len(labelled) == 300
    assert {code for row in labelled for code in row["affair"].split("|")} <= codes
