"""What ships trained: written and read again, found for the rows that it was fitted on, and for no others."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from city120_edition import Source, installed_cities
from city120_faq.learning.known_lines import KnownLines
from city120_faq.learning.lines import Example
from city120_faq.learning.shipped import (
    CAREFUL,
    SUMS,
    Fitted,
    Trained,
    nearest_trained,
    read_fitted,
    read_sums,
    trained_folders,
    write_fitted,
    write_sums,
    write_trained,
)
from city120_faq.learning.sums import Sums
from city120_faq.matching.entry_head import EntryWeights
from city120_faq.matching.fusion import Curve, Fusion, Weights
from tests.unit.faq.conftest import hear

SEOUL = installed_cities()["seoul"].trained


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    weights = {"ko": Weights(1.1, 0.9, 0.8)}
    fusion = Fusion(weights, 0.97, Curve(0.7, -1.5), 0.75, 0.2, 0.02, ask_from=0.4, pairs=(0.1, 0.2), entries=EntryWeights(1.0, 9.0, 0.1, 0.9, 0.2))
    fitted = Fitted(fusion, {"lines": 3}, "a model", "some rows")
    write_fitted(fitted, tmp_path)
    assert read_fitted(tmp_path) == fitted


def test_sums_are_read_as_they_were_written_and_for_their_model_alone(lines: list[Example], tmp_path: Path) -> None:
    sums = Sums.of(lines, np.stack([hear(line.text) for line in lines]))
    write_sums(sums, "maker/model", tmp_path, SUMS)
    result = read_sums(tmp_path, "maker/model", SUMS)
    assert result is not None
    assert result.clusters == sums.clusters
    assert result.counts.tolist() == sums.counts.tolist()
    assert result.sums == pytest.approx(sums.sums, abs=1e-4)
    assert read_sums(tmp_path, "model", SUMS) is None


@pytest.fixture
def city(lines: list[Example], tmp_path: Path) -> Source:
    """A folder of rows with something trained beside it."""
    source = Source(tmp_path / "city" / "rows", {"pairs": [], "connectives": []})
    sums = Sums.of(lines, np.stack([hear(line.text) for line in lines]))
    write_trained(tmp_path / "city" / "trained", Fitted(CAREFUL, {"lines": 3}, "stand-in", "rows"), KnownLines.of(source, lines), sums, sums)
    return source


def test_what_stands_beside_the_rows_is_found_and_how_far_they_moved(city: Source, lines: list[Example]) -> None:
    assert trained_folders(city) == [city.path.parent / "trained", SEOUL]
    nearest = nearest_trained(city, KnownLines.of(city, lines[1:]), "stand-in")
    assert nearest is not None
    trained, drift = nearest
    assert trained.folder == city.path.parent / "trained"
    assert trained.fitted.report == {"lines": 3}
    assert (drift.new, drift.gone) == (0, 1)


def test_of_another_model_nothing_is_found(city: Source, lines: list[Example]) -> None:
    assert nearest_trained(city, KnownLines.of(city, lines), "another") is None


def test_files_of_two_trainings_are_refused(city: Source) -> None:
    shutil.copy(SEOUL / "fusion.json", city.path.parent / "trained")
    with pytest.raises(ValueError, match="is not of one training"):
        Trained.read(city.path.parent / "trained")


def test_what_ships_knows_as_many_lines_of_each_label_as_are_in_its_sums() -> None:
    trained = Trained.read(SEOUL)
    sums = trained.sums(SUMS)
    assert sums is not None
    counts: dict[str, int] = {}
    for cluster, count in zip(sums.clusters, sums.counts.tolist(), strict=True):
        label = cluster.partition("#")[0]
        counts[label] = counts.get(label, 0) + count
    assert counts == {label: len(hashes) for label, hashes in trained.lines.by_label().items()}


def test_careful_thresholds_ask_where_fitted_ones_would_state() -> None:
    fitted = read_fitted(SEOUL).fusion
    assert CAREFUL.state_from > fitted.state_from
    assert CAREFUL.decided_from == 1
    assert CAREFUL.ask_from < CAREFUL.state_from


def test_every_language_has_weights_of_its_own() -> None:
    fusion = read_fitted(SEOUL).fusion
    assert set(fusion.weights) == {"ko", "en", "zh", "ja", "vi", "mn"}
    assert 0.5 < fusion.state_from < fusion.decided_from <= 1
    assert 0 < fusion.ask_from < fusion.state_from
