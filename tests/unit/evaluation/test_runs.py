"""Saved runs, and whether a later one is significantly worse."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from city120_evaluation.errors import WrongInput
from city120_evaluation.golden import Golden, Judged
from city120_evaluation.runs import Comparison, Outcome, compare, key_of, mid_p, outcomes, read_run, save


def judged(name: str, got: str = "a.one", kind: str = "answer", language: str = "ko") -> Judged:
    return Judged(Golden(name, f"text of {name}", language=language, affair="a.one"), (), kind, 0.9, 1.0, affairs=((got, 0.9),), language=language)


def worse(comparisons: list[Comparison]) -> set[tuple[str, str]]:
    return {(comparison.what, comparison.language) for comparison in comparisons if comparison.worse}


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_mid_p_value_is_that_of_the_binomial_distribution(lost: int, won: int) -> None:
    changed = lost + won
    expected = stats.binom.sf(lost, changed, 0.5) + stats.binom.pmf(lost, changed, 0.5) / 2
    assert mid_p(lost, won) == pytest.approx(float(expected))


def test_nothing_that_changed_is_not_worse_and_as_many_losses_as_gains_are_even() -> None:
    assert mid_p(0, 0) == mid_p(7, 7) == 0.5
    assert mid_p(3, 0) > 0.05 > mid_p(4, 0)


def test_a_run_is_read_as_it_was_saved_and_holds_no_text(tmp_path: Path) -> None:
    run = outcomes([judged("x"), judged("y", "a.two"), judged("z", kind="handoff")])
    save(run, tmp_path / "deep" / "run.csv")
    assert read_run(tmp_path / "deep" / "run.csv") == run
    assert set(run.values()) == {Outcome(True, "right"), Outcome(False, "wrong")}
    content = (tmp_path / "deep" / "run.csv").read_text(encoding="ascii")
    assert "text of" not in content
    assert content.startswith("key,best,said\n")


def test_a_changed_text_is_another_inquiry() -> None:
    assert key_of(Golden("a", "one")) != key_of(Golden("a", "two"))


@pytest.mark.parametrize("content", ["", "id,text\n", "key,best,said\nabc,2,right\n", "key,best,said\nabc,1,perhaps\n", "key,best,said\nabc\n"])
def test_what_is_no_run_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.csv").write_text(content, encoding="ascii")
    with pytest.raises(WrongInput, match=r"run\.csv"):
        read_run(tmp_path / "run.csv")
    with pytest.raises(WrongInput, match="--save"):
        read_run(tmp_path / "absent.csv")


def test_one_language_that_falls_is_told_though_all_together_do_not() -> None:
    names = [f"q{number}" for number in range(20)]
    before = outcomes([*(judged(name) for name in names[:5]), *(judged(name, "a.two", language="vi") for name in names[5:])])
    after = [*(judged(name, "a.two") for name in names[:5]), *(judged(name, language="vi") for name in names[5:])]
    comparisons = compare(before, after)
    assert worse(comparisons) == {(what, "ko") for what in ("understood", "said what is right", "said nothing wrong")}
    (lost,) = (item.lost for item in comparisons if (item.what, item.language) == ("understood", "ko"))
    assert lost == ("q0", "q1", "q2", "q3", "q4")


def test_saying_less_is_no_way_to_say_nothing_wrong() -> None:
    before = outcomes([judged(f"q{number}") for number in range(10)])
    silent = [judged(f"q{number}", kind="") for number in range(10)]
    assert worse(compare(before, silent)) == {("said what is right", "all"), ("said what is right", "ko")}


def test_inquiries_that_the_run_does_not_hold_cannot_be_compared() -> None:
    with pytest.raises(WrongInput, match="none of these inquiries"):
        compare(outcomes([judged("x")]), [judged("y")])
    assert {comparison.asked for comparison in compare(outcomes([judged("x")]), [judged("x"), judged("y")])} == {1}
