"""What an entry may say, and who may publish it; a bad one is refused with file, row and reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from city120_edition import Source, SourceError, read_source, rows, validate
from tests.bundled import bundled

DAY = dt.date(2026, 11, 24)
SOFA = rows.Affair(
    code="waste.bulky.sofa",
    tier="district",
    place_role="residence",
    answer_kind="answer",
    labels=dict.fromkeys(rows.LANGUAGES, "a"),
    source="S",
    confidence="known",
)


@pytest.fixture(scope="module")
def plain() -> Source:
    """The bundled source without what takes long to check and is no matter here."""
    source = bundled()
    return replace(source, tables=source.tables | {"phrasings": [], "names": [], "emergencies": []})


def entry(affair: str, text: rows.EntryText | None = None, **values: Any) -> rows.Entry:
    texts = dict.fromkeys(rows.LANGUAGES, text or rows.EntryText(question="a", answer="b"))
    return rows.Entry(id=f"{affair}.test", affair=affair, reviewed_on=DAY, texts=texts, **values)


def reasons(plain: Source, *added: rows.Entry | rows.Affair) -> list[str]:
    """What is wrong with the rows added to the bundled ones."""
    tables, where = dict(plain.tables), dict(plain.where)
    for row in added:
        table = "entries" if isinstance(row, rows.Entry) else "affairs"
        where[table, len(tables[table])] = (f"{table}/new", row.id if isinstance(row, rows.Entry) else row.code)
        tables[table] = [*tables[table], row]
    return [str(problem) for problem in validate(replace(plain, tables=tables, where=where)) if problem.file.endswith("/new")]


@pytest.mark.parametrize("form", ["plain", "spoken"])
def test_a_figure_in_another_form_of_the_answer_needs_a_fact_too(plain: Source, form: str) -> None:
    text = rows.EntryText(question="a", answer="b", **{form: "call 02-9999-9999"})
    told = reasons(plain, entry("water.outage", text))
    assert "entries/new: water.outage.test: ko: 02-9999-9999 stands in no verified fact that it cites" in told


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"months": (0, 13)}, "months [0, 13] must be 1 to 12"),
        ({"hours": (24,)}, "hours [24] must be 0 to 23"),
        ({"publisher": "99999"}, "publisher '99999' is neither city nor a district's code"),
        ({"publisher": "11110"}, "water.outage is no affair of districts; only the city publishes entries of it"),
    ],
)
def test_a_wrong_value_is_named(plain: Source, values: dict[str, Any], reason: str) -> None:
    assert reasons(plain, entry("water.outage", **values)) == [f"entries/new: water.outage.test: {reason}"]


def test_a_district_publishes_entries_of_its_own_affairs(plain: Source) -> None:
    assert reasons(plain, entry("waste.bulky", publisher="11110", months=(1, 12), hours=(0, 23), audience=("tenants",))) == []


def test_a_district_publishes_entries_of_what_places_answer(plain: Source) -> None:
    assert reasons(plain, entry("health.childnight", publisher="11110")) == []


@pytest.mark.parametrize("own", [(), (entry(SOFA.code, publisher="11110"),), (entry(SOFA.code, valid_to=dt.date(2027, 1, 1)),)])
def test_an_affair_that_no_entry_of_the_city_always_answers_is_named(plain: Source, own: tuple[rows.Entry, ...]) -> None:
    missing = f"affairs/new: {SOFA.code}: no entry of the city answers {SOFA.code} at all times; write one in entries/"
    assert missing in reasons(plain, SOFA, *own)
    assert missing not in reasons(plain, SOFA, entry(SOFA.code))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("audience: [cats]", "Invalid enum value 'cats'"),
        ("review_by: someday", "review_by"),
        ("district: '11110'", "unknown field district"),
        ("en: {question: a, answer: b, plian: c}", "unknown field plian"),
    ],
)
def test_what_cannot_be_read_is_named_and_not_lost(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "entries").mkdir()
    (tmp_path / "entries" / "water.yaml").write_text(f"- {{id: water.test, affair: water.outage}}\n- id: x\n  {line}\n", encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_source(tmp_path)
    (values,) = [str(problem) for problem in caught.value.problems if problem.row == "x"]
    assert values.startswith("entries/water.yaml: x: ")
    assert reason in values


@pytest.mark.parametrize(("answer_kind", "refused"), [("answer", True), ("department", False)])
def test_only_what_a_body_would_else_act_on_is_said_to_be_settled(plain: Source, answer_kind: Any, refused: bool) -> None:
    sofa = replace(SOFA, answer_kind=answer_kind)
    problems = reasons(plain, sofa, entry(sofa.code, settles=True))
    assert any("settles is said already" in problem for problem in problems) is refused
