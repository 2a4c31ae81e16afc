"""A check from elsewhere: titles of the city's own FAQ, labelled by hand. Ids and labels are here; the titles are in the optional reference data."""

from __future__ import annotations

import csv
import hashlib
import os
from pathlib import Path

from city120_evaluation.errors import WrongInput
from city120_evaluation.golden import Golden

COLUMNS = ["id", "title_sha256", "affair"]
TITLES = Path("faq120", "titles_dev.csv")
_REFERENCE, _BESIDE = "CITY120_REFERENCE_DATA", "../shared/data"
_DIGITS = 16


def is_labels(path: Path) -> bool:
    """Whether a file holds labels instead of inquiries."""
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        return stream.readline().strip().split(",") == COLUMNS


def reference_data() -> Path:
    """The folder of the optional reference data, if it is there."""
    return Path(os.environ.get(_REFERENCE) or _BESIDE)


def titles_file() -> Path:
    """Where the titles are if they are there."""
    return reference_data() / TITLES


def missing_titles() -> str:
    """Why the titles cannot be read; empty when they can."""
    path = titles_file()
    return "" if path.is_file() else f"{path} is not there; {_REFERENCE} names the folder of the reference data"


def read_titles() -> list[Golden]:
    """All titles as inquiries, each of them public business; none where they are not there."""
    if missing_titles():
        return []
    with titles_file().open(encoding="utf-8-sig", newline="") as stream:
        return [Golden(id=f"title-{row['id']}", text=row["title"], language="ko") for row in csv.DictReader(stream)]


def read_labels(path: Path) -> list[Golden]:
    """The labelled titles as inquiries. Raises WrongInput naming the row when a title is absent or is not what was labelled."""
    with titles_file().open(encoding="utf-8-sig", newline="") as stream:
        titles = {row["id"]: row["title"] for row in csv.DictReader(stream)}
    inquiries = []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            title = titles.get(row["id"], "")
            if digest(title) != row["title_sha256"]:
                raise WrongInput(f"{path}: title {row['id']} of {titles_file()} is not the one that was labelled; use the file of the same date")
            inquiries.append(Golden(id=f"title-{row['id']}", text=title, language="ko", affair=row["affair"]))
    return inquiries


def digest(title: str) -> str:
    """What tells one title from another without holding it."""
    return hashlib.sha256(title.encode()).hexdigest()[:_DIGITS]
