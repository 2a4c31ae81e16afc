"""What sentence vectors say, of directions made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from city120_faq.encoder.floats import Floats
from city120_faq.matching.vector_head import VectorHead


def floats(*values: float) -> Floats:
    return np.array(values, dtype=np.float32)


# Two kinds of talk that are no public business lie opposite each other.
HEAD = VectorHead(("out_of_scope", "out_of_scope", "water"), floats(1.0, 1.0), np.stack([floats(1, 0), floats(-1, 0), floats(0, 1)]))


def test_each_label_is_there_once() -> None:
    assert HEAD.labels == ("out_of_scope", "water")


@pytest.mark.parametrize(("vector", "label"), [((3.0, 1.0), "out_of_scope"), ((-1.0, 1.0), "out_of_scope"), ((1.0, 4.0), "water")])
def test_the_nearest_cluster_of_a_label_counts_seen_from_the_middle(vector: tuple[float, float], label: str) -> None:
    logs = HEAD.logs(floats(*vector))
    assert HEAD.labels[logs.argmax()] == label
    assert np.exp(logs).sum() == pytest.approx(1.0, abs=1e-5)


def test_nearness_is_a_cosine_and_nothing_where_nothing_is_known() -> None:
    assert HEAD.nearness(floats(1.0, 3.0), "water") == pytest.approx(1.0)
    assert HEAD.nearness(floats(2.0, 2.0), "water") == pytest.approx(0.5**0.5)
    assert HEAD.nearness(None, "water") == 0.0
    assert HEAD.nearness(floats(1.0, 3.0), "road") == 0.0
