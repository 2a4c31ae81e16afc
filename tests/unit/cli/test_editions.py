"""`city120 edition build|validate|lint|diff|due`, and which edition `city120 up` serves."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from city120_cli import making
from city120_cli.outcome import Finding
from city120_edition import current_edition_path, read_source, rows
from city120_edition.lint import CHECKS
from tests.installed_city import install_city

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Run


BUILDING = importlib.import_module("city120_edition.build")


@pytest.fixture(autouse=True)
def _rows_alone(few_rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What services compile for themselves is not needed here, nor all phrasings of Seoul."""
    monkeypatch.setattr(BUILDING, "artefact_builders", dict)
    serve(few_rows, tmp_path / "site", monkeypatch)


def serve(rows: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a city that has these rows, and choose it."""
    install_city(site, site.name, rows)
    monkeypatch.syspath_prepend(site)
    monkeypatch.setenv("CITY120_CITY", site.name)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def break_source(source: Path) -> None:
    (source / "cues.csv").unlink()


def test_the_bundled_source_has_no_problems(city120: Run) -> None:
    assert (city120("edition", "validate").status, city120("edition", "validate", "--json").json) == (0, [])


def test_validate_names_file_row_and_reason(city120: Run, source: Path) -> None:
    with (source / "rules" / "street.csv").open("a", encoding="utf-8") as stream:
        stream.write("r.test,road.streetlight,city,nobody,,,,,test,2026-11-24,known\n")
    count = len((source / "rules" / "street.csv").read_text(encoding="utf-8").splitlines())
    ended = city120("edition", "validate", "--source", str(source))
    assert ended.status == 1
    assert f"rules/street.csv: row {count}: target nobody is not in bodies/ or departments\n" in ended.out
    body = city120("edition", "validate", "--source", str(source), "--json").json
    assert {"file": "rules/street.csv", "row": f"row {count}", "reason": "target nobody is not in bodies/ or departments"} in body


def test_rows_that_cannot_be_read_are_problems_too(city120: Run, source: Path) -> None:
    break_source(source)
    assert city120("edition", "validate", "--source", str(source)).out == "cues.csv: file: is missing\n"


def test_lint_says_why_beside_each_problem_of_the_entries_that_are_named(city120: Run, source: Path) -> None:
    first, second = (entry.id for entry in read_source(source).rows("entries", rows.Entry)[:2])
    assert (city120("edition", "lint", "--source", str(source)).status, city120("edition", "lint").status) == (0, 0)
    (file,) = (path for path in (source / "entries").iterdir() if f"id: {first}\n" in path.read_text(encoding="utf-8"))
    edit(file, f"id: {first}\n", f"id: {first}\n  months: [13]\n")
    told = city120("edition", "lint", first, "--source", str(source))
    assert (told.status, told.out.startswith("seasons: "), "\n  why: " in told.out) == (1, True, True)
    assert f"entries/{file.name}: {first}: months [13] must be 1 to 12\n\n1 problem in 1 entries" in told.out
    assert city120("edition", "lint", second, "--source", str(source)).status == 0
    in_json = city120("edition", "lint", "--source", str(source), "--json").json
    assert [(check["name"], len(check["problems"])) for check in in_json if check["problems"]] == [("seasons", 1)]


def test_lint_explains_its_checks_without_a_source(city120: Run) -> None:
    told = city120("edition", "lint", "--list", "--source", "/nowhere")
    assert (told.status, [line.partition(":")[0] for line in told.out.splitlines() if line[:1].strip()]) == (0, [check.name for check in CHECKS])
    assert [check["name"] for check in city120("edition", "lint", "--list", "--json").json] == [check.name for check in CHECKS]


def test_lint_of_an_entry_that_is_not_there_is_wrong_usage(city120: Run) -> None:
    told = city120("edition", "lint", "nowhere.general")
    assert (told.status, "ENTRY nowhere.general: no such entry in" in told.err) == (2, True)


def test_lint_of_rows_that_cannot_be_read_tells_of_them(city120: Run, source: Path) -> None:
    break_source(source)
    told = city120("edition", "lint", "--source", str(source))
    assert (told.status, told.out) == (1, "cues.csv: file: is missing\n")


@pytest.mark.parametrize("command", ["build", "lint", "validate"])
def test_a_source_that_is_no_folder_is_wrong_usage(city120: Run, command: str) -> None:
    assert city120("edition", command, "--source", "/nowhere").status == 2


@pytest.mark.long
def test_build_makes_the_edition_current_unless_told_not_to(city120: Run, source: Path, data: Path) -> None:
    first = city120("edition", "build", "--data-dir", str(data))
    assert first.status == 0
    current = current_edition_path(data)
    assert first.out == f"{current.name}  {current}  (current)\n"
    with (source / "ignored_names.csv").open("a", encoding="utf-8") as stream:
        stream.write("nowhere,test\n")
    second = city120("edition", "build", "--source", str(source), "--data-dir", str(data), "--no-current", "--json").json
    assert second["edition_id"] != current.name
    assert second["current"] is False
    assert current_edition_path(data) == current


def test_a_source_with_problems_makes_no_edition(city120: Run, source: Path, data: Path) -> None:
    break_source(source)
    ended = city120("edition", "build", "--source", str(source), "--data-dir", str(data))
    assert ended.status == 1
    assert "cues.csv: file: is missing" in ended.err
    assert not (data / "editions" / "current").exists()


@pytest.mark.long
def test_up_serves_the_installed_city_and_follows_it_when_it_changes(
    source: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(source, tmp_path / "changing", monkeypatch)
    first = making.current_or_made(data)
    assert making.current_or_made(data).id == first.id == making.current_id(data)
    with (source / "ignored_names.csv").open("a", encoding="utf-8") as stream:
        stream.write("nowhere,test\n")
    second = making.current_or_made(data)
    assert second.id != first.id
    assert making.current_id(data) == second.id


@pytest.mark.long
def test_up_keeps_an_edition_that_somebody_else_made_current(city120: Run, source: Path, data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    making.current_or_made(data)
    with (source / "ignored_names.csv").open("a", encoding="utf-8") as stream:
        stream.write("nowhere,test\n")
    city120("edition", "build", "--source", str(source), "--data-dir", str(data))
    chosen = making.current_id(data)
    assert making.current_or_made(data).id == chosen
    assert f"edition {chosen} is current and is not of the installed city; it stays" in capfd.readouterr().err


def test_an_edition_that_is_not_whole_is_refused(data: Path) -> None:
    edition = making.current_or_made(data)
    (edition.path / "coverage.wkb").unlink()
    with pytest.raises(Finding, match=r"is not whole: coverage\.wkb is missing"):
        making.open_edition(edition.path)


def test_diff_tells_rows_by_key_and_fields_before_and_after(city120: Run, source: Path, data: Path) -> None:
    city120("edition", "build", "--data-dir", str(data))
    with (source / "ignored_names.csv").open("a", encoding="utf-8") as stream:
        stream.write("nowhere,test\n")
    districts = (source / "areas" / "districts.csv").read_text(encoding="utf-8")
    name = next(word for word in districts.splitlines()[1].split(",") if word.endswith("-gu"))
    edit(source / "areas" / "districts.csv", name, name + "x")
    ended = city120("edition", "diff", "current", str(source), "--data-dir", str(data))
    assert ended.status == 1
    lines = ended.out.splitlines()
    assert lines[0] == "districts: 0 added, 0 removed, 1 changed"
    assert lines[2] == f"      names.en: {name} → {name}x"
    assert lines[3:] == ["ignored_names: 1 added, 0 removed, 0 changed", "  + nowhere"]
    (first, second) = city120("edition", "diff", str(source), "bundled", "--json").json
    assert first["changed"][0]["fields"] == [{"name": "names.en", "before": f"{name}x", "after": name}]
    assert (second["table"], second["removed"]) == ("ignored_names", ["nowhere"])


@pytest.mark.long
def test_an_edition_and_its_source_do_not_differ(city120: Run, data: Path) -> None:
    city120("edition", "build", "--data-dir", str(data))
    ended = city120("edition", "diff", making.current_id(data), "bundled", "--data-dir", str(data))
    assert (ended.status, ended.out) == (0, "no difference\n")


def test_due_lists_entries_and_facts_to_look_at_again(city120: Run, source: Path) -> None:
    for file in (source / "phrasings").glob("*.csv"):
        file.write_text("affair,language,text\n", encoding="utf-8")
    (entry,) = [row for row in read_source(source).rows("entries", rows.Entry) if row.id == "water.bill.payment.how"]
    edit(source / "entries" / "water.yaml", "- id: water.bill.payment.how\n", "- id: water.bill.payment.how\n  review_by: 2026-01-05\n")
    earlier = city120("edition", "due", str(source), "--by", "2026-01-04", "--json").json
    ended = city120("edition", "due", str(source), "--by", "2026-01-04", "--within", "1", "--json")
    assert ended.status == 1
    (row,) = [item for item in ended.json if item not in earlier]
    assert row == {"since": "2026-01-05", "table": "entries", "id": "water.bill.payment.how", "reason": f"last reviewed on {entry.reviewed_on}"}
    for file in (source / "entries").glob("*.yaml"):
        file.write_text("[]", encoding="utf-8")
    ended = city120("edition", "due", str(source), "--by", "2030-01-01")
    assert (ended.status, ended.out) == (0, "nothing is due by 2030-01-01\n")


@pytest.mark.parametrize("arguments", [("nowhere",), ("bundled", "--by", "tomorrow")])
def test_due_of_what_does_not_exist_is_wrong_usage(city120: Run, arguments: tuple[str, ...]) -> None:
    assert city120("edition", "due", *arguments).status == 2


def test_diff_of_what_does_not_exist_is_wrong_usage(city120: Run, data: Path) -> None:
    ended = city120("edition", "diff", "current", "bundled", "--data-dir", str(data))
    assert ended.status == 2
    assert f"'current' is no edition in {data} and no folder" in ended.err


@pytest.mark.long
def test_a_build_that_is_ended_leaves_nothing_half_made(tmp_path: Path) -> None:
    environment = {**os.environ, "CITY120_DATA_DIR": str(tmp_path), "CITY120_CITY": "seoul"}
    building = subprocess.Popen([sys.executable, "-m", "city120_cli", "edition", "build"], env=environment, stderr=subprocess.PIPE)
    editions = tmp_path / "editions"
    deadline = time.monotonic() + 60
    while not list(editions.glob(".building-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(editions.glob(".building-*")), "the build did not begin"
    building.terminate()
    building.communicate(timeout=60)
    assert building.returncode == 143
    assert list(editions.iterdir()) == []
