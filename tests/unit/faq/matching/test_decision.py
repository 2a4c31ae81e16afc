"""What may be done with a ranking."""

from __future__ import annotations

import pytest

from city120_faq.matching.decision import Decision, decide, jointly_certain, offered
from city120_faq.matching.matcher import Ranking


def ranking(outside: float = 0.0) -> Ranking:
    return Ranking((("out_of_scope", outside),), threshold=0.8, decided=True, refuse_from=0.3, ask_from=0.4)


@pytest.mark.parametrize(
    ("chances", "outside", "language", "expected"),
    [
        ([0.8], 0.0, "ko", Decision.STATE),
        ([0.79, 0.1], 0.0, "ko", Decision.ASK),
        ([0.2, 0.1, 0.05], 0.2, "ko", Decision.HAND_OVER),
        ([0.5, 0.1], 0.3, "ko", Decision.REFUSE),
        ([0.85], 0.9, "ko", Decision.STATE),
        ([0.2], 0.5, "fr", Decision.HAND_OVER),
        ([0.1], 0.8, "fr", Decision.REFUSE),
        ([], 0.0, "ko", Decision.HAND_OVER),
    ],
)
def test_the_first_that_may_be_done(chances: list[float], outside: float, language: str, expected: Decision) -> None:
    affairs = [(str(number), chance) for number, chance in enumerate(chances)]
    assert decide(ranking(outside), affairs, language) == expected


@pytest.mark.parametrize(("chances", "count"), [([], 0), ([0.9], 1), ([0.9, 0.01], 2), ([0.9, 0.06, 0.01], 2), ([0.5, 0.2, 0.1, 0.1], 3)])
def test_at_least_two_are_offered_and_at_most_three(chances: list[float], count: int) -> None:
    assert offered([("a", chance) for chance in chances]) == count


def test_what_may_well_be_is_certain_together() -> None:
    assert jointly_certain(ranking(), [("a", 0.5), ("b", 0.3)])
    assert not jointly_certain(ranking(), [("a", 0.77), ("b", 0.04)])
    assert not jointly_certain(ranking(), [("a", 0.9)])
