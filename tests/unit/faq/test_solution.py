"""A solution that ships: written and read again, amended by a few lines, and dropped when it is another's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from city120_faq.artefacts import centred, save
from city120_faq.matcher import Matcher
from city120_faq.solution import read_solution, write_solution
from city120_faq.train import AMENDED, Example, Trained, train
from city120_faq.vectors import Floats

from .conftest import hear


def vectors(lines: list[Example]) -> tuple[Floats, dict[str, Floats]]:
    return centred(np.stack([hear(line.text) for line in lines]), [line.language for line in lines])


def test_what_is_read_is_what_was_written(trained: tuple[Trained, Matcher], tmp_path: Path) -> None:
    solution = trained[0].solution
    write_solution(solution, tmp_path, "this")
    found = read_solution(tmp_path, "this")
    assert found is not None
    assert (found.labels, found.keys, found.stages) == (
        solution.labels,
        solution.keys,
        solution.stages,
    )
    assert found.dual == pytest.approx(solution.dual, abs=5e-3)
    assert found.prior == pytest.approx(solution.prior, abs=1e-6)


def test_a_solution_of_another_recipe_is_none(trained: tuple[Trained, Matcher], tmp_path: Path) -> None:
    assert read_solution(tmp_path, "this") is None
    write_solution(trained[0].solution, tmp_path, "this")
    assert read_solution(tmp_path, "that") is None


def test_the_same_lines_are_not_learnt_again(lines: list[Example], trained: tuple[Trained, Matcher]) -> None:
    def never(done: int, total: int) -> None:
        raise AssertionError("trained anew")

    again = train(lines[::-1], vectors(lines[::-1])[0], never, trained[0].solution)
    assert again.solution.dual == pytest.approx(trained[0].solution.dual[::-1])


def test_a_new_line_is_learnt_and_a_lost_one_forgotten(lines: list[Example], trained: tuple[Trained, Matcher], tmp_path: Path) -> None:
    many = [replace(line, text=f"{line.text} {number}") for number in range(8) for line in lines]
    whole = train(many, vectors(many)[0], lambda done, total: None)
    new = Example("고장난 신호등 깜빡거려요", "ko", "road.signal", "road.signal|driver")
    changed = [*many[1:], new]
    assert AMENDED * len(changed) >= 2
    moved, means = vectors(changed)
    amended = train(changed, moved, lambda done, total: None, whole.solution)
    assert amended.solution.report is whole.solution.report
    assert "road.signal" in amended.solution.labels
    save(amended, moved, means, tmp_path)
    ranking = Matcher(tmp_path).by_words_and_vector(new.text, hear(new.text), "ko")
    assert ranking.labels[0][0] == "road.signal"
    kept = Matcher(tmp_path).by_words_and_vector(many[5].text, hear(many[5].text), "ko")
    assert kept.labels[0][0] == many[5].label


def test_where_much_has_changed_everything_is_learnt_anew(lines: list[Example], trained: tuple[Trained, Matcher]) -> None:
    fewer = lines[: len(lines) // 2]
    again = train(fewer, vectors(fewer)[0], lambda done, total: None, trained[0].solution)
    assert again.solution.report is not trained[0].solution.report
    assert len(again.solution.keys) == len(fewer)


def test_new_lines_do_not_lift_their_label_for_other_texts(lines: list[Example], tmp_path: Path) -> None:
    many = [replace(line, text=f"{line.text} {number}") for number in range(8) for line in lines]
    whole = train(many, vectors(many)[0], lambda done, total: None)
    new = [Example(f"고장난 신호등 깜빡거려요 {word}", "ko", "road.signal", f"road.signal|{word}") for word in ("좀", "또", "계속")]
    changed = [*many, *new]
    moved, means = vectors(changed)
    amended = train(changed, moved, lambda done, total: None, whole.solution)
    assert amended.solution.report is whole.solution.report
    save(amended, moved, means, tmp_path)
    matcher = Matcher(tmp_path)
    lifted = [dict(matcher.by_words_and_vector(line.text, hear(line.text), line.language).labels)["road.signal"] for line in many[::5]]
    assert max(lifted) < 0.05
