"""What ships trained: written and read again, and dropped when it is of other lines or another model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from city120_faq.learning.shipped import Fitted, read_fitted, read_sums, shipped, write_fitted, write_sums
from city120_faq.matching.fusion import Fusion, Weights
from city120_faq.matching.heads import Example, Sums
from city120_faq.matching.which_entry import EntryWeights
from tests.unit.faq.conftest import hear


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    weights = {"ko": Weights(1.1, 0.9, 0.8)}
    fusion = Fusion(weights, 0.97, 0.1, 0.75, 0.2, 0.02, ask_from=0.4, pairs=(0.1, 0.2), entries=EntryWeights(1.0, 9.0, 0.1, 0.9, 0.2))
    fitted = Fitted(fusion, {"lines": 3}, "a model", "some rows")
    write_fitted(fitted, tmp_path)
    assert read_fitted(tmp_path) == fitted


def test_sums_are_read_as_they_were_written(lines: list[Example], tmp_path: Path) -> None:
    sums = Sums.of(lines, np.stack([hear(line.text) for line in lines]))
    write_sums(sums, "these lines", tmp_path)
    found = read_sums(tmp_path, "these lines")
    assert found is not None
    assert found.parts == sums.parts
    assert found.counts.tolist() == sums.counts.tolist()
    assert found.sums == pytest.approx(sums.sums, abs=1e-4)


def test_sums_of_other_lines_are_none(lines: list[Example], tmp_path: Path) -> None:
    assert read_sums(tmp_path, "these lines") is None
    write_sums(Sums.of(lines, np.stack([hear(line.text) for line in lines])), "these lines", tmp_path)
    assert read_sums(tmp_path, "other lines") is None


def test_every_language_has_weights_of_its_own() -> None:
    fusion = read_fitted(shipped()).fusion
    assert set(fusion.weights) == {"ko", "en", "zh", "ja", "vi", "mn"}
    assert 0.5 < fusion.state_from < fusion.decided_from <= 1
    assert 0 < fusion.ask_from < fusion.state_from
