"""Which entry of an affair answers, of weights made by hand. What is written for it by a build: learning/test_stored.py."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from city120_faq.encoder.floats import Floats
from city120_faq.matching.entry_head import Choice, EntryHead, EntryWeights
from city120_faq.matching.word_head import Features


def floats(*values: float) -> Floats:
    return np.array(values, dtype=np.float32)


WEIGHTS = EntryWeights(words=1.0, vectors=2.0, general=0.5, words_alone=1.0, general_alone=0.0)
CHOICE = Choice(
    ("a.general", "a.fee"),
    np.array([3, 7], dtype=np.int32),
    np.stack([floats(2, 0), floats(0, 2)]),
    floats(0, 0),
    floats(0, 0),
    np.stack([floats(1, 0), floats(0, 1)]),
)
HEAD = EntryHead({"a": CHOICE})


def text(*positions: int) -> Features:
    return Features(np.array(positions, dtype=np.int32), np.ones(len(positions), dtype=np.float32))


@pytest.mark.parametrize(("positions", "best"), [((3,), "a.general"), ((7,), "a.fee"), ((7, 100), "a.fee")])
def test_words_tell_entries_apart_by_the_features_that_were_learnt(positions: tuple[int, ...], best: str) -> None:
    logs = HEAD.logs("a", text(*positions), None, WEIGHTS)
    assert max(logs, key=logs.__getitem__) == best
    assert sum(map(np.exp, logs.values())) == pytest.approx(1.0, abs=1e-5)


def test_a_text_without_such_a_feature_tells_nothing() -> None:
    assert CHOICE.by_words(text(1, 9)).tolist() == pytest.approx([np.log(0.5)] * 2)
    assert CHOICE.by_words(text()).tolist() == pytest.approx([np.log(0.5)] * 2)


def test_vectors_count_beside_words_and_the_general_entry_has_a_start() -> None:
    by_vector = HEAD.logs("a", text(), floats(0, 1), WEIGHTS)
    assert by_vector["a.fee"] > by_vector["a.general"]
    undecided = HEAD.logs("a", text(), floats(1, 1), WEIGHTS)
    assert undecided["a.general"] - undecided["a.fee"] == pytest.approx(0.5, abs=1e-5)


def test_where_there_is_nothing_to_choose_nothing_is_told() -> None:
    assert HEAD.logs("b", text(3), None, WEIGHTS) == {}


def test_an_edition_that_was_built_before_there_was_a_choice_has_none(tmp_path: Path) -> None:
    assert EntryHead.load(tmp_path).choices == {}
