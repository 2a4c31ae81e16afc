"""The study of the matcher learns from parts that hold each other, and tells layers apart."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from city120_evaluation.golden import Golden
from city120_faq.encoder.floats import DIMENSIONS, Floats
from city120_faq.learning.lines import Example

ROOT = Path(__file__).parents[4]
WORDS = {"water": "tap pipe meter bill".split(), "road": "hole lamp kerb snow".split()}


@pytest.fixture(scope="module")
def study() -> Any:
    """scripts/train/study_matcher.py"""
    spec = importlib.util.spec_from_file_location("study_matcher", ROOT / "scripts" / "train" / "study_matcher.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["study_matcher"] = module
    spec.loader.exec_module(module)
    return module


def near(centre: int, count: int, seed: int) -> Floats:
    """Vectors of unit length about one direction."""
    total = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)).astype(np.float32) / 40
    total[:, centre] += 1
    return np.asarray(total / np.linalg.norm(total, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="module")
def toy(study: Any) -> Any:
    """Two affairs in two languages, told apart by words and by vectors; ten authors each."""
    lines = [
        Example(f"{word} {other} trouble", language, affair, f"{affair}|author{number}")
        for affair, words in WORDS.items()
        for language in ("en", "vi")
        for number in range(10)
        for word, other in [(words[number % 4], words[(number + 1) % 4])]
    ]
    vectors = np.concatenate([near(place, 20, place) for place in range(len(WORDS))])
    asked = [Golden(affair, f"{words[0]} again", "en", affair=affair) for affair, words in WORDS.items()]
    return study.Study(lines, vectors, asked, np.concatenate([near(place, 1, 9 + place) for place in range(2)]), {affair: affair for affair in WORDS})


def test_parts_hold_those_before_them_and_keep_authors_whole(toy: Any) -> None:
    parts = [toy.part(share) for share in (30, 60, 100)]
    held = [{id(line) for line in part.lines} for part in parts]
    assert held[0] < held[1] < held[2]
    assert len(held[2]) == len(toy.lines)
    groups = {line.group for line in parts[0].lines}
    assert {line.group for line in toy.lines if id(line) not in held[0]}.isdisjoint(groups)
    assert all(len(part.lines) == len(part.vectors) for part in parts)


def test_each_layer_learns_what_its_lines_tell(study: Any, toy: Any) -> None:
    by_name = dict(study.layers(toy))
    assert list(by_name) == ["words", "vectors", "words and vectors", "as served: words first"]
    assert {name: shares["all"].right for name, shares in by_name.items()} == dict.fromkeys(by_name, 2)
    assert all(shares["ko"].total == 0 for shares in by_name.values())


def test_vectors_alone_do_not_see_words(study: Any, toy: Any) -> None:
    turned = study.replace(toy, asked_vectors=toy.asked_vectors[::-1])
    by_name = dict(study.layers(turned))
    assert by_name["words"]["all"].right == 2
    assert by_name["vectors"]["all"].right == 0


def test_the_curve_tells_the_gain_of_the_last_part(study: Any, toy: Any) -> None:
    points = study.curve(toy, [100, 50])
    every = f"100 %, {len(toy.lines)} lines"
    assert [name for name, _ in points][1::2] == [f"words, {every}", f"both, {every}"]
    assert study.gain(points[:2]).startswith("words: gain of the last part")
    assert study.gain(points).startswith("both: gain of the last part")
