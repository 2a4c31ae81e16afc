"""`city120 keys`: a key is printed once, its line is what services read, and a file of lines is checked as they read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from city120_cli.__main__ import main
from city120_platform.keys import Keyring
from city120_platform.settings import ServiceSettings


def test_a_key_is_made_and_services_know_it_by_its_line(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "make", "kakao", "--scopes", "ask,feedback", "--until", "2099-12-31", "--json"]) == 0
    made = json.loads(capfd.readouterr().out)
    assert made["key"] not in made["line"]
    caller = Keyring.of(ServiceSettings(named_keys=made["line"])).caller(made["key"])
    assert caller is not None
    assert (caller.name, sorted(caller.scopes)) == ("kakao", ["ask", "feedback"])


def test_for_people_the_key_and_the_line_are_told_apart(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "make", "kakao", "--scopes", "ask"]) == 0
    said = capfd.readouterr().out
    assert "shown once" in said
    assert "  c120_" in said
    assert "  kakao ask sha256:" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Kakao", "--scopes", "ask"], "the name must be"),
        (["kakao", "--scopes", "fly"], "'fly' is no scope"),
        (["kakao", "--scopes", "ask", "--until", "soon"], "'soon' is no date"),
    ],
)
def test_what_is_wrong_is_named(arguments: list[str], said: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "make", *arguments]) == 2
    assert said in capfd.readouterr().err


def test_a_file_is_checked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "keys"
    file.write_text(f"# ours\nkakao ask sha256:{'0' * 64}\nmapo edit:11440 sha256:{'1' * 64} until:2020-01-01\n")
    assert main(["keys", "check", str(file)]) == 1
    said = capfd.readouterr().out
    assert "kakao  ask" in said
    assert "mapo  edit:11440 until 2020-01-01 (has ended)" in said
    file.write_text("kakao ask secret\n")
    assert main(["keys", "check", str(file)]) == 1
    assert "line 1: the third word must be" in capfd.readouterr().err
    assert main(["keys", "check", str(tmp_path / "absent")]) == 2
