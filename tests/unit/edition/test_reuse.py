"""What was made of the same is taken over, and nothing else; what a killed build left is taken away."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from city120_edition import Edition, Source, build, current_edition_path, rows, set_current
from city120_edition.build import Inputs
from city120_edition.durable import replace_text, workplace
from tests.small_edition import copy_of


class Counting:
    """Compiles the questions of the entries, and counts how often."""

    recipe = "1"

    def __init__(self) -> None:
        self.built = 0

    def inputs(self, source: Source) -> Inputs:
        return Inputs((), self.questions(source))

    @staticmethod
    def questions(source: Source) -> list[str]:
        return [entry.texts["ko"].question for entry in source.rows("entries", rows.Entry)]

    def build(self, source: Source, out: Path, cache: Path, progress: Any) -> dict[str, Any]:
        self.built += 1
        (out / "questions.txt").write_text("\n".join(self.questions(source)), encoding="utf-8")
        return {"questions": len(self.questions(source))}


@pytest.fixture(scope="module")
def made(small_rows: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a small edition that Counting has made, which is current."""
    data = copy_of(small_rows, tmp_path_factory.mktemp("made") / "data")
    set_current(data, build(current(data).source(), data, builders={"counting": Counting()}).id)
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return copy_of(made, tmp_path / "data")


def current(data: Path) -> Edition:
    return Edition.open(current_edition_path(data))


def changed(source: Source, **texts: str) -> Source:
    """The first entry with other words in Korean."""
    first, *others = source.rows("entries", rows.Entry)
    first = replace(first, texts={**first.texts, "ko": replace(first.texts["ko"], **texts)})
    return replace(source, tables={**source.tables, "entries": [first, *others]})


def test_the_rows_of_an_edition_make_the_same_edition(data: Path) -> None:
    source = current(data).source()
    assert build(source, data, builders={"counting": Counting()}).id == current(data).id
    # However its rows were made and their texts are ordered: what is compiled of them does not depend on it.
    stations = [replace(row, names=dict(reversed(row.names.items()))) for row in source.tables["stations"]]
    turned = replace(source, tables={**source.tables, "stations": stations})
    assert build(turned, data, builders={"counting": Counting()}).id == current(data).id


def test_another_answer_takes_everything_over_and_is_another_edition(data: Path) -> None:
    before, counting = current(data), Counting()
    after = build(changed(before.source(), answer="다른 대답"), data, builders={"counting": counting})
    assert (counting.built, after.id == before.id) == (0, False)
    assert after.altered() == []
    for name in ("coverage.wkb", "counting/questions.txt"):
        assert (after.path / name).samefile(before.path / name)
    assert after.manifest["artefacts"] == before.manifest["artefacts"]
    assert after.rows("entries", rows.Entry)[0].texts["ko"].answer == "다른 대답"
    assert before.rows("entries", rows.Entry)[0].texts["ko"].answer != "다른 대답"


def test_another_question_is_compiled_anew(data: Path) -> None:
    counting = Counting()
    after = build(changed(current(data).source(), question="다른 물음"), data, builders={"counting": counting})
    assert counting.built == 1
    assert "다른 물음" in (after.path / "counting" / "questions.txt").read_text(encoding="utf-8")


def test_another_recipe_is_compiled_anew(data: Path) -> None:
    counting = Counting()
    counting.recipe = "2"
    after = build(current(data).source(), data, builders={"counting": counting})
    assert (counting.built, after.id == current(data).id) == (1, False)


def test_what_was_altered_on_disk_is_not_taken_over(data: Path) -> None:
    before, counting = current(data), Counting()
    altered = before.path / "counting" / "questions.txt"
    altered.unlink()
    altered.write_text("something else", encoding="utf-8")
    assert before.altered() == ["counting/questions.txt"]
    after = build(changed(before.source(), answer="다른 대답"), data, builders={"counting": counting})
    assert counting.built == 1
    assert after.altered() == []


def test_what_a_killed_build_left_is_taken_away_and_one_under_way_is_not(tmp_path: Path) -> None:
    left = tmp_path / ".building-left"
    left.mkdir()
    (left / "half").touch()
    with workplace(tmp_path) as first:
        assert not left.exists()
        with workplace(tmp_path) as second:
            assert first.is_dir()
            shutil.copytree(second, tmp_path / "kept")
        assert not second.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept"]


def test_a_text_is_replaced_whole(tmp_path: Path) -> None:
    for text in ("one\n", "two\n"):
        replace_text(tmp_path / "current", text)
        assert (tmp_path / "current").read_text(encoding="utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == ["current"]
