"""The frozen test set is what it was when it was frozen, and none of its inquiries is learnt from."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from city120_text import LANGUAGES, name_key
from tests.bundled import bundled

FROZEN = Path(__file__).parents[2] / "golden" / "frozen"


def test_it_is_what_it_was() -> None:
    for line in (FROZEN / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        assert hashlib.sha256((FROZEN / name).read_bytes()).hexdigest() == digest, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_three_hundred_in_each_language_and_none_is_learnt_from(language: str) -> None:
    with (FROZEN / f"{language}.csv").open(encoding="utf-8", newline="") as stream:
        texts = {name_key(row["text"]) for row in csv.DictReader(stream)}
    assert len(texts) >= 300
    assert not texts & {name_key(row.text) for row in bundled().tables["phrasings"]}
