"""`city120 faq` against a running editor: from a file to the current edition and back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from city120_cli.__main__ import main
from city120_edition import Edition, current_edition_path, rows
from city120_processes import House, HouseSettings, Service, free_ports, services_of
from tests.small_edition import ENTRY, copy_of

pytestmark = pytest.mark.long


@dataclass(frozen=True)
class Desk:
    """A running editor, its data directory and its address."""

    data: Path
    address: str

    @property
    def current(self) -> str:
        return current_edition_path(self.data).name


@pytest.fixture(scope="module")
def desk(small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    data = copy_of(small_data, tmp_path_factory.mktemp("desk") / "data")
    settings = HouseSettings(data_dir=data, editor_port=free_ports(1)[0], drain_s=1.0)
    (service,) = (item for item in services_of(settings, editor=True) if item.name == "editor")
    house = House([service], settings.drain_s)
    try:
        house.start()
        house.wait_ready(threading.Event())
        yield Desk(data, settings.target("editor"))
    finally:
        house.stop()


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str


@pytest.fixture
def faq(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """faq("import", "x.yaml"): the command, with the address of the editor."""

    def run(*arguments: str) -> Ended:
        try:
            status = main(["faq", *arguments, "--address", desk.address])
        except SystemExit as left:
            status = int(left.code or 0)
        printed = capsys.readouterr()
        return Ended(status, printed.out, printed.err)

    return run


def row_of(desk: Desk, **changes: Any) -> dict[str, Any]:
    """The first entry as a row of a YAML file."""
    entry = Edition.open(current_edition_path(desk.data)).rows("entries", rows.Entry)[0]
    texts = {language: rows.plain(text) for language, text in entry.texts.items()}
    return {"id": entry.id, "affair": entry.affair, "reviewed_on": entry.reviewed_on, "facts": list(entry.facts), **texts, **changes}


def file_of(folder: Path, *entries: Any) -> str:
    path = folder / "entries.yaml"
    path.write_text(yaml.safe_dump(list(entries), allow_unicode=True), encoding="utf-8")
    return str(path)


def with_answer(desk: Desk, answer: str, **changes: Any) -> dict[str, Any]:
    row = row_of(desk)
    return {**row, "ko": {**row["ko"], "answer": answer}, **changes}


def test_from_a_file_to_the_current_edition_and_back(desk: Desk, faq: Callable[..., Ended], tmp_path: Path) -> None:
    before, file = desk.current, file_of(tmp_path, with_answer(desk, "새 대답"))
    tried = faq("import", file, "--dry-run")
    assert (tried.status, tried.out) == (0, f"~ {ENTRY}: texts.ko.answer\n1 changed (dry run: nothing was written)\n")
    assert faq("diff").out == "no difference\n"
    assert faq("import", file, "--author", "kim", "--reason", "new fee").status == 0
    differing = faq("diff")
    assert (differing.status, differing.out) == (1, f"~ {ENTRY}: texts.ko.answer\n1 changed\n")
    assert (faq("validate").out, desk.current) == ("no problems\n", before)
    published = faq("publish", "--author", "kim", "--reason", "new fee", "--json")
    assert published.status == 0
    assert desk.current == json.loads(published.out)["edition_id"] != before
    assert "nothing to publish" in faq("publish", "--reason", "again").out
    back = faq("rollback", before, "--reason", "old fee")
    assert (back.status, desk.current) == (0, before)
    assert back.out.startswith(f"{before} is current (revision ")
    listed = faq("revisions", "--limit", "2").out.splitlines()
    assert ["rolled_back" in listed[0], "published" in listed[1], "kim: new fee" in listed[1]] == [True] * 3
    of_entry = json.loads(faq("revisions", ENTRY, "--limit", "1", "--json").out)
    assert (of_entry[0]["author"], of_entry[0]["after"]["texts"]["ko"]["answer"]) == ("kim", "새 대답")


def test_what_is_wrong_with_a_row_is_told_with_file_row_and_fix(desk: Desk, faq: Callable[..., Ended], tmp_path: Path) -> None:
    file = file_of(
        tmp_path,
        with_answer(desk, "77원입니다", id=f"{ENTRY}.a"),
        row_of(desk, id=f"{ENTRY}.b", anser="?"),
        {"id": f"{ENTRY}.c"},
        "no row",
        row_of(desk, id=f"{ENTRY}.d", revision=999),
        row_of(desk, id=f"{ENTRY}.e", revision="last"),
    )
    for command in (("validate", file), ("import", file, "--dry-run"), ("import", file)):
        ended = faq(*command, "--json")
        reports = {report["row"]: report for report in json.loads(ended.out)["reports"]}
        assert ended.status == 1
        assert {report["outcome"] for report in reports.values()} == {"refused"}
        assert all(report["file"] == file for report in reports.values())
        assert "77 stands in no verified fact" in reports[f"{ENTRY}.a"]["detail"]
        assert "unknown field anser" in reports[f"{ENTRY}.b"]["detail"]
        assert "affair" in reports[f"{ENTRY}.c"]["detail"]
        assert "is no row" in reports["item 4"]["detail"]
        assert "city120 faq revisions" in reports[f"{ENTRY}.d"]["detail"]
        assert "no whole number" in reports[f"{ENTRY}.e"]["detail"]
    assert f"! {ENTRY}.a ({file}: {ENTRY}.a): ko: 77" in faq("import", file).out


def test_rows_of_others_are_denied(desk: Desk, faq: Callable[..., Ended], tmp_path: Path) -> None:
    ended = faq("import", file_of(tmp_path, row_of(desk, id=f"{ENTRY}.mapo", publisher="11440")))
    assert ended.status == 1
    assert f"entry {ENTRY}.mapo is a row of 11440, and this key edits the rows of city; leave it out" in ended.err


def test_csv_does_as_well_and_import_faq_is_the_same(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = row_of(desk)
    columns = {"id": f"{ENTRY}.csv", "affair": row["affair"], "reviewed_on": str(row["reviewed_on"]), "months": "1;12"}
    columns |= {f"{name}_{language}": row[language][name] for language in rows.LANGUAGES for name in ("question", "answer")}
    path = tmp_path / "entries.csv"
    quoted = ",".join('"' + value.replace('"', '""') + '"' for value in columns.values())
    path.write_text(f"{','.join(columns)}\n{quoted}\n", encoding="utf-8")
    assert main(["import", "faq", str(path), "--dry-run", "--address", desk.address]) == 0
    assert f"+ {ENTRY}.csv\n1 added" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("rollback", "0123456789ab", "--reason", "x"), 2, "is not kept here"),
        (("import", "nowhere.yaml"), 2, "is no file of entries"),
        (("publish",), 2, "--reason"),
        (("revisions", "no.such.entry"), 1, ""),
        (("revisions", "--limit", "0"), 2, "--limit must be 1 or more"),
    ],
)
def test_wrong_usage_and_findings_end_as_they_should(faq: Callable[..., Ended], arguments: tuple[str, ...], status: int, says: str) -> None:
    ended = faq(*arguments)
    assert ended.status == status
    assert says in ended.err


def test_without_an_editor_the_way_to_start_one_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faq", "diff", "--address", "127.0.0.1:1"]) == 1
    assert "start one with: city120 up --editor" in capsys.readouterr().err


def test_a_second_editor_of_one_data_directory_does_not_start(desk: Desk) -> None:
    environment = {**os.environ, "CITY120_DATA_DIR": str(desk.data), "CITY120_EDITOR_PORT": "0", "CITY120_DRAIN_S": "0"}
    ended = subprocess.run(
        [sys.executable, "-m", "city120_faq", "--editor"], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 1
    assert "another editor holds" in ended.stderr


def test_up_can_start_the_editor_too() -> None:
    settings = HouseSettings(editor_port=50999)
    services: dict[str, Service] = {service.name: service for service in services_of(settings, editor=True)}
    assert services["editor"].ports == {"CITY120_EDITOR_PORT": 50999}
    assert services["editor"].environment["CITY120_FAQ_EDITOR"] == "1"
    assert services["editor"].log != services["faq"].log
    assert "editor" not in {service.name for service in services_of(settings)}
