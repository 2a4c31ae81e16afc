"""What ships trained: written and read again, and dropped when it is of other lines or another model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from city120_faq.fusion import Fusion, Weights
from city120_faq.heads import Example, Sums
from city120_faq.shipped import SHIPPED, read_fusion, read_sums, write_fusion, write_sums
from city120_faq.which_entry import EntryWeights

from .conftest import hear


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    fusion = Fusion({"ko": Weights(1.1, 0.9, 0.8)}, 0.97, 0.1, 0.75, 0.2, 0.02, entries=EntryWeights(1.0, 9.0, 0.1, 0.9, 0.2))
    write_fusion(fusion, {"lines": 3}, tmp_path)
    assert read_fusion(tmp_path) == (fusion, {"lines": 3})


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
    fusion, _ = read_fusion(SHIPPED)
    assert set(fusion.weights) == {"ko", "en", "zh", "ja", "vi", "mn"}
    assert 0.5 < fusion.state_from < fusion.decided_from <= 1
