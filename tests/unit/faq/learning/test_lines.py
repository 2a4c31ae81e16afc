"""The lines that a matcher learns from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from city120_edition import Source, rows
from city120_edition.source import TABLES
from city120_faq.learning.lines import Example, by_entry, choices, digest_of, examples, is_judge, numbered


def test_a_digest_tells_lines_from_others_in_any_order(lines: list[Example]) -> None:
    assert digest_of(lines) == digest_of(lines[::-1])
    assert digest_of(lines) != digest_of(lines[1:])


def test_judges_are_blind_writers_and_a_few_authors_but_never_editors() -> None:
    def line(group: str) -> Example:
        return Example("물이 새요", "ko", "water.leak", group)

    assert is_judge(line("water.leak|blind-1"))
    assert not any(is_judge(line(f"{kind}|{number}")) for kind in ("label", "entry") for number in range(200))
    share = np.mean([is_judge(line(f"water.leak|author-{number}")) for number in range(5000)])
    assert share == pytest.approx(0.04, abs=0.01)


def source(**tables: list[Any]) -> Source:
    return Source(Path("rows"), {table.name: [] for table in TABLES} | tables)


def entry(ref: str, publisher: str = "city") -> rows.Entry:
    text = {"ko": rows.EntryText(question=f"{ref}?", answer="a")}
    return rows.Entry(id=ref, affair="a.b", reviewed_on=dt.date(2026, 1, 1), texts=text, publisher=publisher)


AFFAIR = rows.Affair(code="a.b", tier="city", place_role="site", answer_kind="answer", labels={"ko": "누수"}, source="s", confidence="known")


def test_the_same_words_are_learnt_once_and_those_that_tell_their_entry_win() -> None:
    phrasings = [
        rows.Phrasing(affair="a.b", language="ko", text="물이 새요", author="x"),
        rows.Phrasing(affair="a.b", language="ko", text="물이 새요", author="y", entry="one"),
        rows.Phrasing(affair="a.b", language="en", text="물이 새요", author="x"),
    ]
    learnt, questions = examples(source(phrasings=phrasings, affairs=[AFFAIR], entries=[entry("one"), entry("two")]))
    assert [(line.text, line.language, line.entry, line.group) for line in learnt] == [
        ("물이 새요", "ko", "one", "a.b|y"),
        ("물이 새요", "en", "", "a.b|x"),
        ("누수", "ko", "one", "label|a.b"),
    ]
    assert [(line.text, line.entry, line.group) for line in questions] == [("one?", "one", "entry|one"), ("two?", "two", "entry|two")]


def test_only_an_affair_with_several_entries_of_the_city_has_a_choice() -> None:
    why = {"out_of_scope": list(rows.OUT_OF_SCOPE_REASONS)}
    assert choices(source(entries=[entry("one"), entry("two"), entry("three", "11680")])) == why | {"a.b": ["one", "two"]}
    assert choices(source(entries=[entry("one"), entry("two", "11680")])) == why


def test_lines_that_tell_their_entry_have_it_for_a_label() -> None:
    told, edited = by_entry(
        [Example("x", "ko", "a.b", "a.b|kim", "one"), Example("y", "ko", "a.b", "a.b|kim"), Example("z", "ko", "a.b", "label|a.b", "one")],
        [Example("q", "ko", "a.b", "entry|two", "two")],
    )
    assert [(line.text, line.label) for line in told] == [("x", "one")]
    assert [(line.text, line.label) for line in edited] == [("z", "one"), ("q", "two")]


def test_labels_are_numbered_in_their_order() -> None:
    labels, truth = numbered([Example("x", "ko", label, "g") for label in ("b", "a", "b")])
    assert (labels, truth.tolist()) == (("a", "b"), [1, 0, 1])
