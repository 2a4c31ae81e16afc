"""README.md, docs/examples.md and the OpenAPI examples say what the house says, and the documents name what is there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from city120_text import LANGUAGES
from tests.conftest import RunningHouse

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# What somebody new reads before the first coffee is cold.
MOST_WORDS = 900


def test_the_transcript_and_the_examples_are_what_the_gateway_answers(house: RunningHouse) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "build" / "worked_examples.py"), "--check", "--address", house.rest],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path},
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_readme_is_short_and_shows_three_transcripts() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.split()) <= MOST_WORDS
    assert text.count("$ city120 ask ") == 3


def test_there_is_a_transcript_in_every_language() -> None:
    shown = "".join((ROOT / path).read_text(encoding="utf-8") for path in ("README.md", "docs/examples.md"))
    assert set(re.findall(r"^kind .*, in (\w\w)$", shown, re.MULTILINE)) == set(LANGUAGES)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_and_folder_that_a_document_names_is_there(path: Path) -> None:
    links = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in links if target and not (path.parent / target).exists()] == []
