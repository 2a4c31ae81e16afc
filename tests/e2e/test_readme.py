"""README.md and the OpenAPI examples say what the house says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import RunningHouse

ROOT = Path(__file__).parents[2]


def test_the_transcript_and_the_examples_are_what_the_gateway_answers(house: RunningHouse) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "worked_examples.py"), "--check", "--address", house.rest],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path},
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_readme_has_a_transcript_in_every_language() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.count("$ city120 ask ") >= 6


def test_every_file_and_folder_the_readme_names_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = {target for part in text.split("](")[1:] if not (target := part.split(")")[0]).startswith("http")}
    assert named
    assert [target for target in sorted(named) if not (ROOT / target).exists()] == []
