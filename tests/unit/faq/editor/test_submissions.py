"""Entries as editors hand them in: what differs, whose they are, and a conflict in words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, cast

import pytest

from city120_edition import Source, rows
from city120_edition.source import TABLES
from city120_errors import PermissionDenied
from city120_faq.editor.store import By, Conflict, Revision
from city120_faq.editor.submissions import STORE, Base, check_scope, compared, differences, merged, told, way_out

NOON = dt.datetime(2026, 11, 24, 12, 0, 0, 5, tzinfo=dt.UTC)


def entry(ref: str = "a.how", answer: str = "a", **given: Any) -> rows.Entry:
    text = {language: rows.EntryText(question="q", answer=answer) for language in rows.LANGUAGES}
    return rows.Entry(id=ref, affair="a.b", reviewed_on=NOON.date(), texts=text, **given)


def test_entries_that_were_there_keep_their_places_and_new_ones_follow_by_id() -> None:
    present = [entry("b"), entry("a")]
    assert merged(present, [entry("d"), entry("a", "other"), entry("c")]) == [entry("b"), entry("a", "other"), entry("c"), entry("d")]


def test_the_fields_that_differ_are_named_by_their_paths() -> None:
    after = entry(facts=("f",))
    after.texts["ko"] = rows.EntryText(question="q", answer="another", plain="p")
    assert differences(entry(), after) == "texts.ko.answer, texts.ko.plain, facts"
    assert differences(entry(), entry()) == ""


def test_what_it_means_that_an_entry_becomes_another() -> None:
    assert compared(None, entry(), 1).outcome == "added"
    assert compared(entry(), entry(), 2).outcome == "unchanged"
    changed = compared(entry(), entry(publisher="11680"), 3)
    assert (changed.outcome, changed.detail, changed.revision) == ("changed", "publisher", 3)


@pytest.mark.parametrize(
    ("scope", "publisher", "present", "owner"),
    [
        ("city", "city", None, ""),
        ("11680", "11680", "11680", ""),
        ("11680", "city", None, "city"),
        ("city", "11680", None, "11680"),
        ("11680", "11680", "city", "city"),
    ],
)
def test_a_row_that_is_or_would_become_somebody_elses_is_denied(scope: str, publisher: str, present: str | None, owner: str) -> None:
    before = entry(publisher=present) if present else None
    if not owner:
        check_scope(scope, entry(publisher=publisher), before)
        return
    with pytest.raises(PermissionDenied, match=f"a row of {owner}, and this key edits the rows of {scope}") as refused:
        check_scope(scope, entry(publisher=publisher), before)
    assert (refused.value.field, scope in refused.value.fix) == ("publisher", True)


def test_a_conflict_is_told_with_who_changed_what_and_what_to_do() -> None:
    latest = Revision(number=7, kind="put", by=By(author="lee", reason="typo", at=NOON), entry_id="a.how")
    conflict = Conflict("a.how", latest)
    assert told(conflict, 3) == "entry a.how is at revision 7 by lee of 2026-11-24T12:00:00+00:00 (typo), not at revision 3"
    assert "send revision 7" in way_out(conflict)


def test_a_conflict_over_an_entry_that_is_not_there_says_so() -> None:
    conflict = Conflict("a.how", None)
    assert told(conflict, 3) == "entry a.how is not there, and revision 3 of it was not read here"
    assert way_out(conflict) == "send revision 0 for a new entry"


def test_problems_of_entries_are_told_by_entry_and_name_the_working_store() -> None:
    affair = rows.Affair(code="a.b", tier="city", place_role="none", answer_kind="answer", labels={}, source="s", confidence="known")
    source = Source(Path("rows"), {table.name: [] for table in TABLES} | {"affairs": [affair]}, {("affairs", 0): ("affairs/a.csv", "a.b")})
    base = Base(cast("Any", None), source)
    source.tables["glossary"] = [rows.Term(korean="민원", language="zh", term="办事", forbidden="民愿")]
    problems = base.problems([entry("fine"), entry("figure", "30 days"), entry("calque", "民愿")])
    assert problems.keys() == {"figure", "calque"}
    assert {problem.file for problem in problems["figure"]} == {STORE}
    assert base.entries == []
