"""What is refused is fitted on what is heard of inquiries that nothing had learnt from, as callers ask them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from city120_evaluation.golden import Golden
from city120_faq import hand_set
from city120_faq.learning.fitting import AS_HEARD, begin
from city120_faq.matching.fusion import Fusion
from city120_faq.matching.ranking import RankedAffairs, Ranking, Reading
from city120_faq.matching.word_head import Features
from tests.script import load_script

UNFITTED = begin({})


@pytest.fixture(scope="module")
def script() -> Any:
    """scripts/train/fit_refusal.py, which reads the sets as scripts/train/study_reading.py does."""
    load_script("train/study_reading.py")
    return load_script("train/fit_refusal.py")


def heard(script: Any, none: list[float], truly: list[bool], **values: Any) -> Any:
    """Texts that are so likely no public business, and else an affair."""
    chances, count = np.array(none, dtype=np.float32), len(none)
    known = {
        "best": 1 - chances,
        "offered": 1 - chances,
        "right": ~np.array(truly),
        "known": np.ones(count, dtype=bool),
        "undecided": np.ones(count, dtype=bool),
        "emergency": np.zeros(count, dtype=bool),
    }
    return script.Heard(none=chances, truly_none=np.array(truly), **known | values)


def fitted(script: Any, read: Any, proposals: int = 0) -> Fusion:
    ours = np.arange(len(read.none)) < len(read.none) - proposals
    fusion: Fusion = read.fitted(UNFITTED, ours)
    return fusion


def test_what_is_heard_is_what_the_reading_says(script: Any) -> None:
    text = Features(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))
    ranking = Ranking(
        RankedAffairs.of_pairs([("water.leak", 0.5), ("road.pothole", 0.25), ("waste.bulky", 0.125), ("tax.car", 0.0625)]), out_of_scope=0.0625
    )
    asked = [Golden("a", "t", affair="waste.bulky|x"), Golden("b", "t", affair="tax.car"), Golden("c", "t", kind="out_of_scope")]
    reading = Reading(0, 1, text, ranking, np.zeros(4, dtype=np.float32), ())
    read = script.Heard.of(asked, [reading, reading, replace(reading, vector=None)])
    assert read.offered.tolist() == [0.875] * 3
    assert read.right.tolist() == [True, False, False]
    assert read.known.tolist() == [True, True, True]
    assert read.truly_none.tolist() == [False, False, True]
    assert read.undecided.tolist() == [True, True, False]


def test_what_only_odd_texts_sound_like_is_refused_and_nothing_that_words_decide(script: Any) -> None:
    odd = [0.9999] * 60
    read = heard(script, odd + [0.01] * 600, [True] * 60 + [False] * 600)
    fusion = fitted(script, read)
    assert read.refused(fusion)[:60].all()
    assert not read.refused(fusion)[60:].any()
    assert not replace(read, undecided=~read.undecided).refused(fusion).any()
    assert not replace(read, emergency=~read.emergency).refused(fusion).any()


def test_proposals_that_sound_odd_are_not_refused_with_the_odd(script: Any) -> None:
    texts, truly = [0.99] * 60 + [0.01] * 600, [True] * 60 + [False] * 600
    without, beside = (heard(script, [*texts, *more], [*truly, *(False for _ in more)]) for more in ([], [0.99] * 30))
    likely = [fitted(script, read, len(read.none) - 660).no_business.of(np.array([0.99], dtype=np.float32)) for read in (without, beside)]
    assert likely[0] > hand_set.REFUSE_FROM > likely[1]


def test_a_proposal_stays_with_its_title(script: Any) -> None:
    halves = [[script._first_half(Golden(f"proposal-{number}-{part}", "t")) for part in ("title", "whole")] for number in range(20)]
    assert all(title == whole for title, whole in halves)
    assert {title for title, _ in halves} == {True, False}


def test_what_other_thresholds_gave_is_not_reported_on(script: Any) -> None:
    report = {"first half": {"ko": {"lines": 1}, "all": {"served": [1, 1], "asked": 0.5, "out_of_scope": {}}}, "entries": {"lines": 3}}
    assert script._still_true(report) == {"first half": {"ko": {"lines": 1}, "all": {"served": [1, 1]}}, "entries": {"lines": 3}}


def test_before_it_is_fitted_what_is_heard_is_taken_as_it_is() -> None:
    assert UNFITTED.no_business == AS_HEARD
