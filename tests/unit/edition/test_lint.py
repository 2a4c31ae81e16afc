"""What the texts of entries are held against: each check finds its own fault and no other's, and what it shows as an example is one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from city120_edition import Source, rows
from city120_edition.lint import CHECKS, validate_entries
from city120_edition.source import TABLES

DAY = dt.date(2026, 11, 24)
SOURCED: dict[str, Any] = {"source": "s", "confidence": "known"}
VERIFIED: dict[str, Any] = {"source": "s", "confidence": "verified"}
ALL = dict.fromkeys(rows.LANGUAGES, "가")
SETTINGS = rows.Settings(
    name="c",
    names=ALL,
    timezone="Asia/Seoul",
    first_date=DAY,
    city_code="11",
    fallback_phone="120",
    fallback_body="a",
    boundary_date=DAY,
    boundary_source="s",
    division_id="d",
)
# The words that a city's own tables hold; one of each cannot be looked for, which is another check's.
GLOSSARY = [
    rows.Term(korean="민원", language="zh", term="办事", forbidden="民愿"),
    rows.Term(korean="동", language="zh", term="洞", forbidden="("),
]
NUMBER_WORDS = [
    rows.NumberWord(language="en", forbidden=r"(?i)call {number}", instead="tell us"),
    rows.NumberWord(language="en", forbidden="({number}", instead="tell us"),
]


def affair(code: str = "water.leak", **given: Any) -> rows.Affair:
    return rows.Affair(**{"code": code, "tier": "city", "place_role": "none", "answer_kind": "answer", "labels": ALL, **SOURCED, **given})


def text(answer: str = "물어보세요.", **given: str) -> dict[str, rows.EntryText]:
    return {language: rows.EntryText(question="어디?", answer=answer, **given) for language in rows.LANGUAGES}


def entry(**given: Any) -> rows.Entry:
    return rows.Entry(**{"id": "e", "affair": "water.leak", "reviewed_on": DAY, "texts": text(), **given})


def source(*entries: rows.Entry) -> Source:
    facts = [rows.Fact(id=ref, affair="water", statement="30 days", **kind) for ref, kind in (("seen", VERIFIED), ("heard", SOURCED))]
    tables: dict[str, list[Any]] = {
        "affairs": [affair(), affair("bins", answer_kind="places")],
        "facts": facts,
        "glossary": GLOSSARY,
        "number_words": NUMBER_WORDS,
        "settings": [SETTINGS],
        "districts": [rows.Area(code="11680", names=ALL, **SOURCED)],
        "entries": [*entries],
    }
    whole = {table.name: [] for table in TABLES} | tables
    where = {(name, index): (f"{name}.csv", f"row {index + 1}") for name, table in whole.items() for index in range(len(table))}
    return Source(Path("rows"), whole, where)


def found(held: rows.Entry) -> list[tuple[str, str]]:
    """The checks that find something in an entry, and what."""
    return [(check.name, problem.reason) for check in CHECKS for problem in check.find(source(held))]


def test_an_entry_without_faults_is_found_by_no_check() -> None:
    assert found(entry(facts=("seen",), texts=text("30일 안에", spoken="thirty days"), months=(12, 1), hours=(0, 23))) == []
    assert found(entry(affair="bins", publisher="11680", valid_from=DAY)) == []


@pytest.mark.parametrize(
    ("name", "given", "reason"),
    [
        ("whole", {"affair": "fire"}, "affair fire is not in affairs/"),
        ("whole", {"texts": {"ko": rows.EntryText(question="q", answer="a")}}, "text is missing in: en, zh, ja, vi, mn"),
        ("figures", {"facts": ("gone",)}, "fact gone is not in facts/"),
        ("figures", {"facts": ("heard",), "texts": text("30일 안에")}, "ko: 30 stands in no verified fact that it cites"),
        ("glossary", {"texts": text("民愿窗口")}, "zh: '民愿' stands for 민원; write '办事' ()"),
        ("spoken", {"texts": text(spoken="구청 (서울)")}, "ko: spoken holds '(': write what is said"),
        ("circle", {"texts": text("Please call 120.")}, "en: 'call 120': who hears it is with 120 already; write: tell us"),
        ("settling", {"settles": True}, "settles is said already"),
        ("seasons", {"months": (0, 13)}, "months [0, 13] must be 1 to 12"),
        ("seasons", {"hours": (24,)}, "hours [24] must be 0 to 23"),
        ("days", {"valid_from": DAY, "valid_to": DAY}, "valid_to 2026-11-24 is not after valid_from 2026-11-24"),
        ("publishers", {"publisher": "99999"}, "publisher '99999' is neither city nor a district's code"),
        ("publishers", {"publisher": "11680"}, "water.leak is no affair of districts"),
    ],
)
def test_each_check_finds_its_own_fault_alone(name: str, given: dict[str, Any], reason: str) -> None:
    told = found(entry(**given))
    assert {check for check, _ in told} == {name}
    assert any(problem.startswith(reason) for _, problem in told)


def test_all_of_them_together_are_the_problems_of_entries() -> None:
    whole = source(entry(affair="fire"), entry(valid_from=DAY, valid_to=DAY))
    assert [(problem.row, problem.reason) for problem in validate_entries(whole)] == [
        ("row 1", "affair fire is not in affairs/"),
        ("row 2", "valid_to 2026-11-24 is not after valid_from 2026-11-24"),
    ]


@pytest.mark.parametrize("name", ["spoken", "circle", "glossary"])
def test_the_example_of_a_check_is_refused_and_what_stands_beside_it_is_not(name: str) -> None:
    (check,) = (check for check in CHECKS if check.name == name)

    def refused(example: str) -> bool:
        language = "zh" if name == "glossary" else "en"
        return any(problem.reason.startswith(language) for problem in check.find(source(entry(texts=text(example, spoken=example)))))

    assert (refused(check.refused), refused(check.instead)) == (True, False)


def test_every_check_says_what_why_and_how() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert all(check.asks and check.why and check.refused != check.instead for check in CHECKS)
