"""Vectors at unit length."""

from __future__ import annotations

import numpy as np
import pytest

from city120_faq.encoder.floats import unit


def test_vectors_keep_their_direction_and_have_length_one() -> None:
    made = unit(np.array([[3.0, 4.0], [0.0, -2.0]], dtype=np.float32))
    assert made.ravel().tolist() == pytest.approx([0.6, 0.8, 0.0, -1.0])
    assert made.dtype == np.float32


def test_one_of_zeros_stays_what_it_is() -> None:
    assert unit(np.zeros(3, dtype=np.float32)).tolist() == [0.0, 0.0, 0.0]
