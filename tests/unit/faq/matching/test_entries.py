"""Which entry answers: what holds on the day, and the district's own where it has one."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from city120_edition import Edition, rows
from city120_faq.matching.entries import Entries, Logs
from city120_faq.suggest import suggestions_of

DAY = dt.date(2026, 11, 24)
MakeEntries = Callable[..., Entries]


def affair(code: str, tier: rows.Tier, kind: rows.AnswerKind = "answer") -> rows.Affair:
    labels = dict.fromkeys(rows.LANGUAGES, "a")
    return rows.Affair(code=code, tier=tier, place_role="residence", answer_kind=kind, labels=labels, source="S", confidence="known")


def entry(entry_id: str, question: str, **values: Any) -> rows.Entry:
    texts = dict.fromkeys(rows.LANGUAGES, rows.EntryText(question=question, answer="b"))
    return rows.Entry(id=entry_id, affair=".".join(entry_id.split(".")[:2]), reviewed_on=DAY, texts=texts, **values)


def told(**shares: float) -> Logs:
    """What the head says of entries of waste.bulky."""
    return lambda affair: {f"{affair}.{name}": math.log(share) for name, share in shares.items()}


AFFAIRS = [affair("waste.bulky", "district"), affair("water.bill", "city"), affair("health.childnight", "city", "places")]


@pytest.fixture
def make_entries(tmp_path: Path) -> MakeEntries:
    def make(*entries: rows.Entry) -> Entries:
        tables = {"facts": [], "entries": list(entries), "affairs": AFFAIRS}
        (tmp_path / "tables").mkdir()
        for name, table in tables.items():
            (tmp_path / "tables" / f"{name}.json").write_bytes(msgspec.json.encode(table))
        return Entries(Edition(tmp_path, {}))

    return make


def test_a_districts_entry_answers_the_same_question_in_its_district_only(make_entries: MakeEntries) -> None:
    how, late = entry("waste.bulky.how", "abc"), entry("waste.bulky.late", "xyz")
    own = entry("waste.bulky.late.11110", "xyz", publisher="11110")
    entries = make_entries(how, late, own)
    assert entries.in_district(late, "11110", DAY) == own
    assert entries.in_district(late, "11140", DAY) == late


def test_the_first_entry_of_a_district_is_general_like_the_citys_first(make_entries: MakeEntries) -> None:
    how, late = entry("waste.bulky.how", "abc"), entry("waste.bulky.late", "xyz")
    own = entry("waste.bulky.where.11110", "pqr", publisher="11110")
    entries = make_entries(how, late, own)
    assert entries.in_district(how, "11110", DAY) == own
    assert entries.in_district(late, "11110", DAY) == late


def test_a_districts_answer_to_another_question_is_not_its_general_one(make_entries: MakeEntries) -> None:
    how, late = entry("waste.bulky.how", "abc"), entry("waste.bulky.late", "xyz")
    evening = entry("waste.bulky.late.11110", "xyz", publisher="11110")
    entries = make_entries(how, late, evening)
    assert entries.in_district(how, "11110", DAY) == how
    assert entries.in_district(late, "11110", DAY) == evening


def test_of_the_citys_affairs_the_citys_entry_holds_everywhere(make_entries: MakeEntries) -> None:
    how = entry("water.bill.how", "abc")
    assert make_entries(how, entry("water.bill.how.11110", "abc", publisher="11110")).in_district(how, "11110", DAY) == how


def test_of_the_citys_affairs_that_places_answer_a_district_tells_its_own(make_entries: MakeEntries) -> None:
    find = entry("health.childnight.find", "abc")
    own = entry("health.childnight.find.11110", "abc", publisher="11110")
    entries = make_entries(find, own)
    assert [entries.in_district(find, district, DAY) for district in ("11110", "11140")] == [own, find]


def test_a_districts_entry_answers_while_it_holds(make_entries: MakeEntries) -> None:
    how = entry("waste.bulky.how", "abc")
    own = entry("waste.bulky.how.11110", "abc", publisher="11110", valid_from=dt.date(2026, 1, 1), valid_to=dt.date(2027, 1, 1))
    entries = make_entries(how, own)
    days = (dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 12, 31), dt.date(2027, 1, 1))
    assert [entries.in_district(how, "11110", day) == own for day in days] == [False, True, True, False]


def test_entries_that_do_not_hold_and_those_of_districts_are_not_ranked(make_entries: MakeEntries) -> None:
    how = entry("waste.bulky.how", "abc")
    entries = make_entries(
        how,
        entry("waste.bulky.summer", "abc", valid_to=DAY),
        entry("waste.bulky.spring", "abc", valid_from=DAY + dt.timedelta(days=1)),
        entry("waste.bulky.how.11110", "abc", publisher="11110"),
    )
    assert [item.id for item, _ in entries.about(["waste.bulky"], told(), DAY, 10)] == ["waste.bulky.how"]


def test_a_question_is_suggested_once(make_entries: MakeEntries) -> None:
    how, own = entry("waste.bulky.how", "abc"), entry("waste.bulky.how.11110", "abc", publisher="11110")
    assert suggestions_of([own, how])["en"].find("abc", 10) == [("waste.bulky.how", "abc")]


def test_the_likeliest_entry_comes_first_with_its_share(make_entries: MakeEntries) -> None:
    entries = make_entries(entry("waste.bulky.how", "abc"), entry("waste.bulky.late", "xyz"), entry("water.bill.how", "pqr"))
    result = entries.about(["waste.bulky", "water.bill"], told(how=0.2, late=0.8), DAY, 10)
    assert [(item.id, round(share, 3)) for item, share in result] == [("waste.bulky.late", 0.8), ("water.bill.how", 1.0), ("waste.bulky.how", 0.2)]


def test_what_does_not_hold_leaves_its_share_to_the_others(make_entries: MakeEntries) -> None:
    entries = make_entries(entry("waste.bulky.how", "abc"), entry("waste.bulky.late", "xyz"), entry("waste.bulky.old", "o", valid_to=DAY))
    result = entries.about(["waste.bulky"], told(how=0.1, late=0.3, old=0.6), DAY, 10)
    assert [(item.id, round(share, 3)) for item, share in result] == [("waste.bulky.late", 0.75), ("waste.bulky.how", 0.25)]


def test_a_child_without_entries_has_those_of_its_parent(make_entries: MakeEntries) -> None:
    entries = make_entries(entry("waste.bulky.how", "abc"), entry("waste.bulky.late", "xyz"))
    asked: list[str] = []

    def chances(affair: str) -> dict[str, float]:
        asked.append(affair)
        return dict(told(how=0.3, late=0.7)(affair))

    assert entries.about(["waste.bulky.sofa"], chances, DAY, 1)[0][0].id == "waste.bulky.late"
    assert asked == ["waste.bulky"]


def test_what_is_asked_out_of_its_season_is_answered_too(make_entries: MakeEntries) -> None:
    entries = make_entries(entry("waste.bulky.how", "abc"), entry("waste.bulky.ice", "xyz", months=(12, 1, 2)))
    assert entries.about(["waste.bulky"], told(how=0.4, ice=0.6), DAY, 10)[0][0].id == "waste.bulky.ice"
