"""The frozen test set is understood not significantly worse than in the committed run: a sample of each language, or all with
CITY120_TEST_FROZEN=all, which is what continuous integration sets. After a change that is meant, save the run anew:
city120 eval tests/golden/frozen --save tests/golden/runs/frozen.csv
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from city120_cli.evaluation import ask
from city120_cli.gateway import Gateway
from city120_cli.golden import Golden, Judged, read_golden
from city120_cli.runs import ALL, compare, key_of, read_run
from city120_text import LANGUAGES
from tests.conftest import RunningHouse

GOLDEN = Path(__file__).parents[1] / "golden"
RUN = GOLDEN / "runs" / "frozen.csv"
# So many of each language, the first by their hash: enough to see a language fall by a fifth. All of them see 3 %.
SAMPLE = None if os.environ.get("CITY120_TEST_FROZEN") == "all" else 20
LEAST_WHOLE = 0.8
Ask = Callable[[str], list[Judged]]


def frozen(language: str) -> list[Golden]:
    return sorted(read_golden(GOLDEN / "frozen" / f"{language}.csv"), key=key_of)


@pytest.fixture(scope="module")
def judged(house: RunningHouse) -> Iterator[Ask]:
    """judged(language): the inquiries of a language, asked once."""
    with Gateway(house.rest) as gateway:
        yield lru_cache(maxsize=None)(lambda language: [ask(gateway, inquiry) for inquiry in frozen(language)[:SAMPLE]])


def turned_worse(judged: list[Judged], language: str) -> list[str]:
    """What is worse, by answers that no part of the house was late for."""
    whole = [one for one in judged if not one.weakened]
    assert len(whole) >= LEAST_WHOLE * len(judged), f"{len(judged) - len(whole)} of {len(judged)} answers were degraded: is this machine busy?"
    compared = [one for one in compare(read_run(RUN), whole) if one.language == language and one.worse]
    return [f"{one.what}: p = {one.p:.4f}, {len(one.won)} won, lost: {' '.join(one.lost)}" for one in compared]


def test_the_committed_run_holds_every_inquiry_of_the_frozen_set_and_no_other() -> None:
    assert set(read_run(RUN)) == {key_of(inquiry) for language in LANGUAGES for inquiry in frozen(language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_not_understood_significantly_worse_than_in_the_committed_run(judged: Ask, language: str) -> None:
    assert turned_worse(judged(language), language) == []


def test_all_languages_together_are_not_understood_significantly_worse(judged: Ask) -> None:
    assert turned_worse([one for language in LANGUAGES for one in judged(language)], ALL) == []
