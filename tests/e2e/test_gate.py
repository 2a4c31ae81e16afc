"""The frozen test set is understood not significantly worse than in the committed run, and as well as was set for it: a sample of each language, or
all with CITY120_TEST_FROZEN=all, which is what continuous integration sets. After a change that is meant, save the run anew:
city120 eval tests/golden/frozen --save tests/golden/runs/frozen.csv
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import pytest

from city120_cli.gateway import Gateway
from city120_evaluation.asking import ask
from city120_evaluation.golden import Golden, Judged, read_golden
from city120_evaluation.measures import alarms, check_shares, second_questions, understanding
from city120_evaluation.runs import ALL, compare, key_of, read_run
from city120_text import LANGUAGES
from tests.conftest import RunningHouse

GOLDEN = Path(__file__).parents[1] / "golden"
RUN = GOLDEN / "runs" / "frozen.csv"
# So many of each language, the first by their hash: enough to see a language fall by a fifth. All of them see 3 %.
SAMPLE = None if os.environ.get("CITY120_TEST_FROZEN") == "all" else 20
LEAST_WHOLE = 0.8
AT_ONCE = 3
LEAST_TOP1 = {"ko": 0.90} | dict.fromkeys(("en", "zh", "ja", "vi", "mn"), 0.85)
# Of what is no public business half is refused; of public business, over all sets together, hardly any.
LEAST_REFUSED, MOST_WRONGLY_REFUSED = 0.45, 0.005
SETS = ("inquiries", "entries", "plain", "pairs", "deaf", "stories", "gaps")
# A sample is too small for shares near 0 or 1.
whole_set = pytest.mark.skipif(SAMPLE is not None, reason="asks the whole frozen set: CITY120_TEST_FROZEN=all")
Ask = Callable[[str], list[Judged]]


def frozen(language: str) -> list[Golden]:
    return sorted(read_golden(GOLDEN / "frozen" / f"{language}.csv"), key=key_of)


@pytest.fixture(scope="module")
def judged(house: RunningHouse) -> Iterator[Ask]:
    """judged(language): the inquiries of a language, asked once."""
    with Gateway(house.rest) as gateway:
        yield lru_cache(maxsize=None)(lambda language: asked(gateway, frozen(language)[:SAMPLE]))


@pytest.fixture(scope="module")
def judged_set(house: RunningHouse) -> Iterator[Ask]:
    """judged_set(name): the inquiries of another set, asked once."""
    with Gateway(house.rest) as gateway:
        yield lru_cache(maxsize=None)(lambda name: asked(gateway, read_golden(GOLDEN / f"{name}.csv")))


def asked(gateway: Gateway, inquiries: Sequence[Golden]) -> list[Judged]:
    """Each of them, some at once: the answer does not depend on that."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(lambda inquiry: ask(gateway, inquiry), inquiries))


def turned_worse(judged: list[Judged], language: str) -> list[str]:
    """What is worse, by answers that no part of the house was late for."""
    whole = [verdict for verdict in judged if not verdict.weakened]
    assert len(whole) >= LEAST_WHOLE * len(judged), f"{len(judged) - len(whole)} of {len(judged)} answers were degraded: is this machine busy?"
    compared = [comparison for comparison in compare(read_run(RUN), whole) if comparison.language == language and comparison.worse]
    return [f"{comparison.what}: p = {comparison.p:.4f}, {len(comparison.won)} won, lost: {' '.join(comparison.lost)}" for comparison in compared]


def test_the_committed_run_holds_every_inquiry_of_the_frozen_set_and_no_other() -> None:
    assert set(read_run(RUN)) == {key_of(inquiry) for language in LANGUAGES for inquiry in frozen(language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_not_understood_significantly_worse_than_in_the_committed_run(judged: Ask, language: str) -> None:
    assert turned_worse(judged(language), language) == []


def test_all_languages_together_are_not_understood_significantly_worse(judged: Ask) -> None:
    assert turned_worse([verdict for language in LANGUAGES for verdict in judged(language)], ALL) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_best_affair_is_right_as_often_as_was_set(judged: Ask, language: str) -> None:
    shares = understanding(judged(language))["affair top-1"]
    assert shares.value >= LEAST_TOP1[language] - (0 if SAMPLE is None else 0.1)


@whole_set
def test_what_is_said_is_right_as_often_as_was_set(judged: Ask) -> None:
    every = [verdict for language in LANGUAGES for verdict in judged(language)]
    told, heard = understanding(every), alarms(every)
    assert told["affair top-3"].value >= 0.95
    assert told["right when stated"].value >= 0.97
    assert heard["emergency recall"].value == 1
    assert heard["emergency alarms"].value <= 0.02
    # Refused is only what is surely none, which is rarely asked: the others are asked about or handed over (docs/adr/0036).
    assert heard["out-of-scope recall"].value >= LEAST_REFUSED


@whole_set
def test_public_business_is_hardly_ever_refused(judged: Ask, judged_set: Ask) -> None:
    every = [verdict for language in LANGUAGES for verdict in judged(language)] + [verdict for name in SETS for verdict in judged_set(name)]
    assert alarms(every)["false refusals"].value <= MOST_WRONGLY_REFUSED


@whole_set
@pytest.mark.parametrize("name", ["entries", "plain"])
def test_the_answer_that_is_told_is_the_one_asked_for_as_often_as_was_set(judged_set: Ask, name: str) -> None:
    answers = judged_set(name)
    told = check_shares(answers)["entry"]
    assert told.total >= LEAST_WHOLE * len(answers)
    assert told.value >= 0.9


@whole_set
def test_both_of_two_questions_are_told_as_often_as_was_set(judged_set: Ask) -> None:
    shares = second_questions(judged_set("pairs"))
    assert shares["second questions"].value >= 0.57
    assert shares["second ones unasked"].value <= 0.07


@whole_set
@pytest.mark.parametrize("name", ["deaf", "stories"])
def test_deaf_callers_and_long_stories_are_understood_as_often_as_was_set(judged_set: Ask, name: str) -> None:
    told = understanding(judged_set(name))
    assert told["affair top-1"].value >= 0.93
    assert told["right when stated"].value >= 0.97
