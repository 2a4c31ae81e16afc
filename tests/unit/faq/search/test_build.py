"""The index of an edition: how far each ranker is trusted."""

from __future__ import annotations

import datetime as dt

from city120_edition import rows
from city120_faq.search.build import Line, answers_of, reciprocal_rank, sample
from city120_faq.search.port import Hit

ENTRIES = [
    rows.Entry(id=ref, affair=affair, reviewed_on=dt.date(2026, 11, 24), texts={})
    for ref, affair in (("bill.how", "water.bill"), ("bill.when", "water.bill"), ("leak.how", "water.leak"))
]


def ranking(*scores: float, name: str = "e") -> tuple[Hit, ...]:
    return tuple(Hit(f"{name}{place}", score) for place, score in enumerate(scores))


def test_trust_is_how_high_a_ranker_puts_the_right_entries() -> None:
    line = Line("x", "ko", frozenset({"e1", "e2"}))
    assert [reciprocal_rank(line, item) for item in (ranking(3, 2, 1), ranking(1), ())] == [0.5, 0.0, 0.0]


def test_of_an_affair_without_an_entry_those_of_its_nearest_ancestor_answer() -> None:
    of_affair = {"water": {"general"}, "water.bill": {"bill"}}
    assert [answers_of(of_affair, affair) for affair in ("water.bill.high", "water.leak", "road")] == [{"bill"}, {"general"}, set()]


def phrasing(affair: str, text: str, language: str = "ko") -> rows.Phrasing:
    return rows.Phrasing(affair=affair, language=language, text=text)


def test_lines_are_taken_evenly_and_only_those_that_an_entry_answers() -> None:
    affair = ENTRIES[0].affair
    many = [phrasing(affair, f"{number}") for number in range(250)]
    lines = sample([*many, phrasing("of.nobody", "x"), phrasing(affair, "y", "en")], ENTRIES)
    assert [line.text for line in lines if line.language == "ko"] == [f"{number}" for number in range(0, 250, 3)]
    assert [line.text for line in lines if line.language == "en"] == ["y"]
    assert all(line.answers == {entry.id for entry in ENTRIES if entry.affair == affair} for line in lines)
