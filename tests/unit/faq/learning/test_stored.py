"""What training learnt, written and read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from city120_faq.encoder.floats import Floats
from city120_faq.learning.fitting import begin
from city120_faq.learning.stored import save, save_entries
from city120_faq.matching.entry_head import Choice, EntryHead
from city120_faq.matching.fusion import Weights
from city120_faq.matching.matcher import Matcher
from city120_faq.matching.vector_head import VectorHead
from city120_faq.matching.word_head import Lexicon, WordHead


def floats(*values: float) -> Floats:
    return np.array(values, dtype=np.float32)


def choice(*entries: str, seen: bool = True) -> Choice:
    directions = np.eye(len(entries), 3, dtype=np.float32) if seen else np.zeros((0, 3), dtype=np.float32)
    weights = np.arange(2 * len(entries), dtype=np.float32).reshape(2, len(entries))
    return Choice(
        entries, np.array([1, 5], dtype=np.int32), weights, floats(*range(len(entries))), floats(0, 0, 1) if seen else floats(0, 0, 0), directions
    )


def test_choices_are_read_as_they_were_written(tmp_path: Path) -> None:
    head = EntryHead({"b": choice("b.one", "b.two", "b.three"), "a": choice("a.one", "a.two", seen=False)})
    save_entries(head, tmp_path)
    kept = EntryHead.load(tmp_path)
    assert set(kept.choices) == {"a", "b"}
    for affair, made in head.choices.items():
        read = kept.choices[affair]
        assert read.entries == made.entries
        for name in ("columns", "weights", "bias", "directions"):
            assert np.array_equal(getattr(read, name), getattr(made, name)), (affair, name)


def test_of_no_choice_there_is_none(tmp_path: Path) -> None:
    save_entries(EntryHead({}), tmp_path)
    assert EntryHead.load(tmp_path).choices == {}


@pytest.mark.parametrize("vectors", [True, False])
def test_a_matcher_reads_both_heads_or_words_alone(tmp_path: Path, vectors: bool) -> None:
    words = WordHead(Lexicon(("wwater", "wroad"), floats(1, 2)), ("road", "water"), np.eye(2, dtype=np.float32), floats(0, 0.5))
    seen = VectorHead(("road", "signal"), floats(0, 0), np.eye(2, dtype=np.float32)) if vectors else None
    fusion = replace(begin({"ko": Weights(1.0, 2.0, 3.0)}), decided_from=0.75)
    save(words, seen, fusion, "a model" if vectors else "", tmp_path)
    matcher = Matcher(tmp_path, {label: label for label in ("road", "water", "signal")})
    assert matcher.model_id == ("a model" if vectors else "")
    assert matcher.fusion == fusion
