"""What may be done with a ranking."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_faq import hand_set
from city120_faq.learning.fitting import begin
from city120_faq.matching.decision import Decision, candidates, decide, jointly_certain
from city120_faq.matching.ranking import RankedAffairs, Ranking

FUSION = replace(begin({}), state_from=0.8, ask_from=0.4)


def ranking(chances: list[float], out_of_scope: float = 0.0) -> Ranking:
    return Ranking(RankedAffairs.of_pairs((str(number), chance) for number, chance in enumerate(chances)), out_of_scope, decided=True)


@pytest.mark.parametrize(
    ("chances", "out_of_scope", "expected"),
    [
        ([0.8], 0.0, Decision.STATE),
        ([0.79, 0.1], 0.0, Decision.ASK),
        ([0.2, 0.1, 0.05], 0.2, Decision.HAND_OVER),
        ([0.05, 0.03], 0.89, Decision.HAND_OVER),
        ([0.05, 0.03], hand_set.REFUSE_FROM, Decision.REFUSE),
        ([], 0.0, Decision.HAND_OVER),
    ],
)
def test_the_first_that_may_be_done(chances: list[float], out_of_scope: float, expected: Decision) -> None:
    assert decide(ranking(chances, out_of_scope), FUSION) == expected


def test_what_words_alone_were_heard_of_is_not_refused() -> None:
    assert decide(replace(ranking([0.01], 0.99), decided=False), FUSION) == Decision.HAND_OVER


@pytest.mark.parametrize(("chances", "count"), [([], 0), ([0.9], 1), ([0.9, 0.01], 2), ([0.9, 0.06, 0.01], 2), ([0.5, 0.2, 0.1, 0.1], 3)])
def test_at_least_two_are_offered_and_at_most_three(chances: list[float], count: int) -> None:
    shown = candidates(ranking(chances), limit=10)
    assert [candidate.offered for candidate in shown] == [place < count for place in range(len(chances))]


def test_no_more_are_shown_than_are_asked_for() -> None:
    assert [candidate.affair for candidate in candidates(ranking([0.5, 0.2, 0.1]), limit=2)] == ["0", "1"]


def test_what_may_well_be_is_certain_together() -> None:
    assert jointly_certain(ranking([0.5, 0.3]), FUSION)
    assert not jointly_certain(ranking([0.77, 0.04]), FUSION)
    assert not jointly_certain(ranking([0.9]), FUSION)
