"""What sentence vectors teach, and that lines can be added without the others."""

from __future__ import annotations

import numpy as np
import pytest

from city120_faq.encoder.floats import unit
from city120_faq.learning.lines import Example
from city120_faq.learning.sums import Sums
from city120_faq.matching.labels import OUT_OF_SCOPE
from tests.unit.faq.conftest import hear


def sums(lines: list[Example]) -> Sums:
    return Sums.of(lines, np.stack([hear(line.text) for line in lines]))


def test_lines_can_be_added_without_the_others(lines: list[Example]) -> None:
    odd, even = lines[::2], lines[1::2]
    whole, added = sums(lines), sums(odd) + sums(even)
    assert added.clusters == whole.clusters
    assert added.counts.tolist() == whole.counts.tolist()
    assert added.sums == pytest.approx(whole.sums, abs=1e-5)


def test_a_new_label_is_learnt_from_lines_that_are_added(lines: list[Example]) -> None:
    new = [Example(f"고장난 신호등 {number}", "ko", "road.signal", "road.signal|driver") for number in range(6)]
    head = (sums(lines) + sums(new)).head()
    vectors = np.stack([hear(line.text) for line in [*lines, *new]])
    values = [head.labels[head.logs(vector).argmax()] for vector in vectors]
    assert values == [line.label for line in [*lines, *new]]


def test_what_is_no_public_business_is_several_things() -> None:
    """Two kinds of talk, opposite each other: their mean says nothing, and each of its own parts is near."""
    random = np.random.default_rng(120)
    towards = {"joke": (1.0, 0.0, 0.0), "recipe": (-1.0, 0.0, 0.0), "water": (0.0, 1.0, 0.0), "road": (0.0, -0.2, 1.0)}
    kinds = [kind for kind in towards for _ in range(60)]
    vectors = unit(np.array([towards[kind] for kind in kinds], dtype=np.float32) + random.normal(0, 0.05, (len(kinds), 3)).astype(np.float32))
    lines = [Example(f"{kind} {row}", "en", OUT_OF_SCOPE if kind in ("joke", "recipe") else kind, kind) for row, kind in enumerate(kinds)]
    head = Sums.of(lines, vectors).head()
    assert head.labels == (OUT_OF_SCOPE, "road", "water")
    assert len(head.label_of) > len(head.labels)
    assert [head.labels[head.logs(vector).argmax()] for vector in vectors] == [line.label for line in lines]
