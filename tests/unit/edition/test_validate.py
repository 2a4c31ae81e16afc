"""What is inconsistent in rows made by hand: file, row and reason. What files of a city may have wrong stands in test_source.py."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from city120_edition import Source, rows
from city120_edition.source import TABLES
from city120_edition.validate import as_rule, covers, references, validate, validity_days

SOURCED: dict[str, Any] = {"source": "s", "confidence": "known"}
VERIFIED: dict[str, Any] = {"source": "s", "confidence": "verified"}
ALL = dict.fromkeys(rows.LANGUAGES, "가")
DAY = dt.date(2026, 11, 24)


def source(**tables: list[Any]) -> Source:
    whole = {table.name: [] for table in TABLES} | tables
    where = {(name, index): (f"{name}.csv", f"row {index + 1}") for name, table in whole.items() for index in range(len(table))}
    return Source(Path("rows"), whole, where)


def problems(table: str, *table_rows: Any, **others: list[Any]) -> list[str]:
    """What is said of the rows of a table."""
    return [str(problem) for problem in validate(source(**{table: [*table_rows], **others})) if problem.file == f"{table}.csv"]


def body(ref: str = "a", **given: Any) -> rows.Body:
    return rows.Body(**{"id": ref, "kind": "city", "names": ALL, **SOURCED, **given})


def affair(code: str = "water.leak", **given: Any) -> rows.Affair:
    return rows.Affair(**{"code": code, "tier": "city", "place_role": "none", "answer_kind": "answer", "labels": ALL, **SOURCED, **given})


def coverage(area: str = "11680", share: str = "whole", **given: Any) -> rows.Coverage:
    return rows.Coverage(**{"coverage": "gas", "area_code": area, "body_id": "a", "share": share, **SOURCED, **given})


def rule(ref: str, **given: Any) -> rows.Rule:
    return rows.Rule(**{"id": ref, "affair": "water.leak", "scope": "city", "target": "a", **SOURCED, **given})


def text(answer: str = "물어보세요.") -> dict[str, rows.EntryText]:
    return {language: rows.EntryText(question="어디?", answer=answer) for language in rows.LANGUAGES}


def entry(ref: str = "e", **given: Any) -> rows.Entry:
    return rows.Entry(**{"id": ref, "affair": "water.leak", "reviewed_on": DAY, "texts": text(), **given})


@pytest.mark.parametrize(
    ("rule_affair", "code", "speaks"),
    [("water", "water", True), ("water", "water.leak", True), ("water", "waterway", False), ("water.leak", "water", False)],
)
def test_a_rule_speaks_of_what_its_affair_begins_by_segments(rule_affair: str, code: str, speaks: bool) -> None:
    assert covers(rule_affair, code) is speaks


def test_an_open_validity_is_longer_than_any_other() -> None:
    year = rows.Valid(valid_from=DAY, valid_to=DAY.replace(year=2027))
    assert validity_days(year) == 365
    assert validity_days(rows.Valid()) > validity_days(rows.Valid(valid_from=DAY)) > validity_days(year)


def test_problems_are_in_a_stable_order_and_each_is_told_once() -> None:
    problems = validate(source(bodies=[body(parent="b"), body("c", names={})]))
    assert problems == sorted(set(problems))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"parent": "nobody"}, "parent nobody is not in bodies/"),
        ({"phone": "02-120"}, "has a phone but is not verified"),
        ({"phone": "call us", **VERIFIED}, "phone 'call us' is no number"),
        ({"names": ALL | {"en": "Desk 1588"}}, "has a telephone number in its name"),
        ({"names": {"ko": "가"}}, "name is missing in: en, zh, ja, vi, mn"),
        ({"valid_from": DAY, "valid_to": DAY}, "valid_to 2026-11-24 is not after valid_from 2026-11-24"),
    ],
)
def test_a_body_with_a_wrong_value_is_named(given: dict[str, Any], reason: str) -> None:
    assert problems("bodies", body()) == []
    (problem,) = problems("bodies", body(**given))
    assert problem.startswith("bodies.csv: row 1: ")
    assert reason in problem


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"scope": "city:11"}, "scope 'city:11' is not city, coverage"),
        ({"scope": "town:1"}, "scope 'town:1' is not city"),
        ({"scope": "district:99999"}, "district 99999 does not exist"),
        ({"scope": "asset:bridge"}, "asset bridge is not in assets.csv"),
        ({"target": ""}, "target must be a body or department id"),
        ({"target": "nobody"}, "target nobody is not in bodies/"),
        ({"affair": "fire"}, "affair fire is not in affairs/"),
        ({"condition": "weather=rain"}, "condition: "),
    ],
)
def test_a_rule_with_a_wrong_value_is_named(given: dict[str, Any], reason: str) -> None:
    beside: dict[str, list[Any]] = {"affairs": [affair()], "bodies": [body()]}
    assert problems("rules", rule("r"), **beside) == []
    assert any(reason in problem for problem in problems("rules", rule("r", **given), **beside))


def test_two_rules_that_hold_at_once_and_are_equally_narrow_tie() -> None:
    beside: dict[str, list[Any]] = {"affairs": [affair()], "bodies": [body()]}
    assert any("ties with r" in problem for problem in problems("rules", rule("r"), rule("s"), **beside))
    exclusive = rule("r", condition="road_class=city"), rule("s", condition="road_class=district")
    in_sequence = rule("r", valid_to=DAY), rule("s", valid_from=DAY)
    for pair in (exclusive, in_sequence):
        assert not any("ties" in problem for problem in problems("rules", *pair, **beside))


def test_one_body_serves_the_whole_of_an_area_or_several_serve_parts() -> None:
    beside: dict[str, list[Any]] = {"bodies": [body()], "districts": [rows.Area(code="11680", names=ALL, **SOURCED)]}
    whole = "gas of 11680: one body serves the whole, or several serve parts"
    assert problems("coverages", coverage(), **beside) == []
    assert any(whole in problem for problem in problems("coverages", coverage(), coverage(), **beside))
    assert problems("coverages", coverage(valid_to=DAY), coverage(valid_from=DAY), **beside) == []
    tell = rows.Tell(coverage="gas", texts=ALL, **SOURCED)
    assert any(whole in problem for problem in problems("coverages", coverage(share="part"), tells=[tell], **beside))
    parts = coverage(share="part"), coverage(share="part")
    assert problems("coverages", *parts, tells=[tell], **beside) == []
    assert all("say in tells.csv how to tell" in problem for problem in problems("coverages", *parts, **beside))


def test_a_name_may_stand_for_whatever_has_an_id_or_a_code() -> None:
    station = rows.Station(id="gangnam", names=ALL, lines=(), **SOURCED)
    assert references(source(bodies=[body()], stations=[station])) == {"body:a", "station:gangnam"}


def test_the_text_library_gets_an_emergency_as_it_stands() -> None:
    row = rows.Emergency(id="fire", numbers=("119",), facts=("f",), text=ALL, patterns={"ko": ("불이 났",)}, affair="water.leak")
    made = as_rule(row)
    assert (made.id, made.numbers, made.text, made.patterns, made.affair, made.facts) == ("fire", ("119",), ALL, row.patterns, "water.leak", ("f",))


def test_opening_hours_are_of_departments_bodies_and_places() -> None:
    place = rows.Place(id="palace", kind="palace", names=ALL, district_code="11110", lat=37.5, lon=127.0, **VERIFIED)
    openings = [rows.Opening(ref=ref, opening_hours="09:00-17:00", **VERIFIED) for ref in ("a", "place:palace", "place:tower", "palace")]
    told = [problem for problem in problems("openings", *openings, bodies=[body()], places=[place]) if "ref" in problem]
    assert [problem.partition("ref ")[2].split()[0] for problem in told] == ["place:tower", "palace"]
