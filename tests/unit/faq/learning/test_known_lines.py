"""Rows are compared with those of a training by hashes: what is new, what is gone, and of which labels the sums still hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from city120_edition import Source, rows
from city120_faq.encoder.floats import Floats, unit
from city120_faq.learning.artefacts import Known, known_and_new
from city120_faq.learning.known_lines import KnownLines, new_lines
from city120_faq.learning.lines import Example
from city120_faq.learning.sums import Sums
from city120_faq.matching.labels import OUT_OF_SCOPE
from tests.small_edition import small_source
from tests.unit.faq.conftest import hear


def known_of(lines: list[Example]) -> KnownLines:
    return KnownLines.of(Source(small_source().path, {"pairs": [], "connectives": []}), lines)


class Embedding:
    """Gives vectors and remembers of what."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, lines: Sequence[Example]) -> Floats:
        self.texts += [line.text for line in lines]
        return np.stack([hear(line.text) for line in lines])


@pytest.fixture
def embed() -> Embedding:
    return Embedding()


@pytest.fixture
def trained(lines: list[Example]) -> Known:
    return Sums.of(lines, np.stack([hear(line.text) for line in lines])), known_of(lines).by_label()


def assert_as_if_embedded_anew(given: Sums | None, lines: list[Example]) -> None:
    whole = Sums.of(lines, np.stack([hear(line.text) for line in lines]))
    assert given is not None
    assert given.clusters == whole.clusters
    assert given.counts.tolist() == whole.counts.tolist()
    assert given.sums == pytest.approx(whole.sums, abs=1e-4)


def test_of_lines_that_are_all_known_none_is_embedded(trained: Known, lines: list[Example], embed: Embedding) -> None:
    assert_as_if_embedded_anew(known_and_new(lines, [], trained, embed), lines)
    assert embed.texts == []


def test_of_a_new_affair_its_own_lines_are_embedded_alone(trained: Known, lines: list[Example], embed: Embedding) -> None:
    new = [Example(f"고장난 신호등 {number}", "ko", "road.signal", "road.signal|driver") for number in range(6)]
    assert_as_if_embedded_anew(known_and_new([*lines, *new], [], trained, embed), [*lines, *new])
    assert embed.texts == [line.text for line in new]


def test_a_line_more_of_a_known_affair_is_embedded_alone(trained: Known, lines: list[Example], embed: Embedding) -> None:
    more = [*lines, Example("water is leaking from the wall", "en", "water.leak", "water.leak|new")]
    assert_as_if_embedded_anew(known_and_new(more, [], trained, embed), more)
    assert embed.texts == ["water is leaking from the wall"]


def test_an_affair_that_lost_a_line_is_read_anew_without_it(trained: Known, lines: list[Example], embed: Embedding) -> None:
    fewer = [line for line in lines if line.text != "water is leaking now"]
    assert len(fewer) == len(lines) - 1
    assert_as_if_embedded_anew(known_and_new(fewer, [], trained, embed), fewer)
    assert embed.texts == [line.text for line in fewer if line.label == "water.leak"]


def test_a_line_that_moves_to_another_affair_counts_there_alone(trained: Known, lines: list[Example], embed: Embedding) -> None:
    moved = [replace(line, label="road.pothole") if line.text == "water is leaking" else line for line in lines]
    assert_as_if_embedded_anew(known_and_new(moved, [], trained, embed), moved)
    assert set(embed.texts) == {line.text for line in moved if line.label == "water.leak"} | {"water is leaking"}


def test_an_affair_that_is_gone_leaves_nothing_behind(trained: Known, lines: list[Example], embed: Embedding) -> None:
    fewer = [line for line in lines if line.label != "water.leak"]
    assert_as_if_embedded_anew(known_and_new(fewer, [], trained, embed), fewer)
    assert embed.texts == []


def test_where_the_model_does_not_run_what_is_known_is_kept(trained: Known, lines: list[Example]) -> None:
    def missing(lines: Sequence[Example]) -> Floats:
        raise ImportError

    assert_as_if_embedded_anew(known_and_new([*lines, replace(lines[0], text="new")], [], trained, missing), lines)
    assert known_and_new(lines, [], (None, {}), missing) is None


def test_a_new_line_of_no_public_business_joins_the_nearest_cluster() -> None:
    random = np.random.default_rng(120)
    towards = np.array([(1.0, 0.0, 0.0), (-1.0, 0.0, 0.0), (0.0, 1.0, 0.0)], dtype=np.float32)
    kinds = [kind for kind in range(3) for _ in range(60)]
    vectors = unit(towards[kinds] + random.normal(0, 0.05, (len(kinds), 3)).astype(np.float32))
    lines = [Example(f"{kind} {row}", "en", "water.leak" if kind == 2 else OUT_OF_SCOPE, "x|y") for row, kind in enumerate(kinds)]
    before = Sums.of(lines, vectors)
    after = before.with_lines([Example("a joke", "en", OUT_OF_SCOPE, "x|y")], towards[:1])
    assert after.clusters == before.clusters
    (grown,) = np.flatnonzero(after.counts != before.counts)
    assert before.sums[grown][0] > 0, "the joke joins jokes"


def test_drift_is_the_larger_share_of_what_is_new_and_what_is_gone(lines: list[Example]) -> None:
    known = known_of(lines)
    assert known.drift(known).share == 0
    changed = [replace(lines[0], text="otherwise"), *lines[1:]]
    drift = known.drift(known_of(changed))
    assert (drift.new, drift.gone, drift.share) == (1, 1, 1 / len(lines))
    assert known.drift(known_of(lines[: len(lines) // 4])).share == pytest.approx(0.75, abs=0.01)
    asked = Example("how do I pay", "en", "water.bill", "entry|water.bill.general", "water.bill.general")
    assert known.drift(known_of([*lines, asked])).share == 0, "questions of entries are no callers' lines"
    # A line that another entry answers is another line.
    assert known.drift(known_of([replace(lines[0], entry="water.leak.general"), *lines[1:]])).new == 1


def test_what_else_is_fitted_on_counts() -> None:
    source = small_source()
    known = KnownLines.of(source, [])
    pairs = [*source.rows("pairs", rows.Pair), rows.Pair(language="en", text="both, please", affair="water.bill.payment")]
    assert known.drift(KnownLines.of(Source(source.path, {**source.tables, "pairs": pairs}), [])).new == 1


def test_known_lines_are_read_as_they_were_written(lines: list[Example]) -> None:
    known = known_of(lines)
    assert KnownLines.from_json(known.as_json()) == known
    assert new_lines(known.by_label(), lines) == (frozenset({line.label for line in lines}), [])
