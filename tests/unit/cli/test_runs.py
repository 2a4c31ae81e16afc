"""Saved runs, and whether a later one is significantly worse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from city120_cli.golden import Golden, Judged
from city120_cli.outcome import WrongUsage
from city120_cli.runs import Comparison, Outcome, compare, key_of, mid_p, outcomes, read_run, save

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Asked, Run, SpokenGateway

RESOLVE = "/v1/inquiries:resolve"


def judged(name: str, got: str = "a.one", kind: str = "answer", language: str = "ko") -> Judged:
    return Judged(Golden(name, f"text of {name}", language=language, affair="a.one"), (), kind, 0.9, 1.0, affairs=((got, 0.9),), language=language)


def worse(comparisons: list[Comparison]) -> set[tuple[str, str]]:
    return {(one.what, one.language) for one in comparisons if one.worse}


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
    with pytest.raises(WrongUsage, match=r"run\.csv"):
        read_run(tmp_path / "run.csv")
    with pytest.raises(WrongUsage, match="--save"):
        read_run(tmp_path / "absent.csv")


def test_one_language_that_falls_is_told_though_all_together_do_not() -> None:
    names = [f"q{number}" for number in range(20)]
    before = outcomes([*(judged(name) for name in names[:5]), *(judged(name, "a.two", language="vi") for name in names[5:])])
    after = [*(judged(name, "a.two") for name in names[:5]), *(judged(name, language="vi") for name in names[5:])]
    found = compare(before, after)
    assert worse(found) == {(what, "ko") for what in ("understood", "said what is right", "said nothing wrong")}
    (lost,) = (one.lost for one in found if (one.what, one.language) == ("understood", "ko"))
    assert lost == ("q0", "q1", "q2", "q3", "q4")


def test_saying_less_is_no_way_to_say_nothing_wrong() -> None:
    before = outcomes([judged(f"q{number}") for number in range(10)])
    silent = [judged(f"q{number}", kind="") for number in range(10)]
    assert worse(compare(before, silent)) == {("said what is right", "all"), ("said what is right", "ko")}


def test_inquiries_that_the_run_does_not_hold_cannot_be_compared() -> None:
    with pytest.raises(WrongUsage, match="none of these inquiries"):
        compare(outcomes([judged("x")]), [judged("y")])
    assert {one.asked for one in compare(outcomes([judged("x")]), [judged("x"), judged("y")])} == {1}


@pytest.fixture
def golden_file(tmp_path: Path) -> Path:
    path = tmp_path / "golden.jsonl"
    path.write_text("\n".join(json.dumps({"id": f"q{n}", "text": f"text {n}", "language": "ko", "affair": "a.one"}) for n in range(6)))
    return path


def answering(code: str) -> Any:
    def answer(asked: Asked) -> dict[str, Any]:
        return {"kind": "answer", "language": "ko", "confidence": 0.9, "affairs": [{"code": code, "probability": 0.9}]}

    return answer


def test_eval_ends_with_1_and_names_what_turned_when_it_is_worse_than_the_saved_run(
    city120: Run, gateway: SpokenGateway, golden_file: Path, tmp_path: Path
) -> None:
    run = str(tmp_path / "run.csv")
    gateway.answers[RESOLVE] = answering("a.one")
    assert city120("eval", str(golden_file), "--save", run, "--address", gateway.address).status == 0
    same = city120("eval", str(golden_file), "--against", run, "--address", gateway.address)
    assert same.status == 0
    assert "against the run before: understood: 0 lost, 0 won of 6" in same.out
    gateway.answers[RESOLVE] = answering("a.two")
    worse = city120("eval", str(golden_file), "--against", run, "--address", gateway.address)
    assert worse.status == 1
    assert "significantly worse: understood, ko: 6 lost, 0 won of 6 (p = 0.0078)\n  lost: q0 q1 q2 q3 q4 q5" in worse.out
    told = city120("eval", str(golden_file), "--against", run, "--json", "--address", gateway.address).json["against"]
    assert [one["worse"] for one in told] == [True] * 6


def test_a_run_with_degraded_answers_is_not_saved(city120: Run, gateway: SpokenGateway, golden_file: Path, tmp_path: Path) -> None:
    weaker = {"degraded": [{"part": "vectors", "reason": "BUSY", "effect": "words alone"}]}
    gateway.answers[RESOLVE] = lambda asked: answering("a.one")(asked) | weaker
    ended = city120("eval", str(golden_file), "--save", str(tmp_path / "run.csv"), "--address", gateway.address)
    assert ended.status == 1
    assert "6 of 6 answers were degraded" in ended.err
    assert not (tmp_path / "run.csv").exists()
