"""The order of rules, the traps of Seoul, and dates in the past."""

import datetime as dt
from copy import copy
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_edition import rows
from city120_edition.conditions import Circumstances
from city120_jurisdiction.areas.location import OUTSIDE, Border, Location
from city120_jurisdiction.jurisdiction import Jurisdiction, Question
from city120_jurisdiction.reports.explain import changes
from city120_jurisdiction.rules.resolver import Decision, Outcome, Resolver, strength

TODAY = dt.date(2026, 11, 24)


def rule(identifier: str, affair: str, scope: str, **values: object) -> rows.Rule:
    return rows.Rule(id=identifier, affair=affair, scope=scope, target="body", source="s", confidence="known", **values)  # type: ignore[arg-type]


def decide(jurisdiction: Jurisdiction, affair: str, code: str = "", *assets: str, day: dt.date = TODAY) -> Decision:
    where = jurisdiction.locator.by_code(code, day) if code else Location()
    return jurisdiction.resolver.resolve(jurisdiction.directory.affair(affair), where, assets, day)


@pytest.mark.parametrize(
    ("affair", "code", "body"),
    [
        ("water.bill.high", "11680", "water.gangnam"),
        ("water.meter.freeze", "11290", "water.jungbu"),
        ("water.bill.payment", "11530", "water.gangseo"),
        ("water.bill.payment", "11710", "water.gangdong"),
        ("water.bill.payment", "11545", "water.nambu"),
        ("road.streetlight", "11440", "district.11440"),
        ("parking.illegal.fine", "11650", "district.11650"),
        ("foreign.immig", "11470", "immig.nambu"),
        ("sewer.blocked", "11110", "district.11110"),
        ("util.gas.move", "11680", "gas.koone"),
        ("traffic.expressway", "", "road.expressway"),
        ("water.arisu.drink", "11680", "water.hq"),
        ("health.centre", "11440", "health.11440"),
    ],
)
def test_the_responsible_body(jurisdiction: Jurisdiction, affair: str, code: str, body: str) -> None:
    decision = decide(jurisdiction, affair, code)
    assert (decision.outcome, decision.body_ids) == (Outcome.RESOLVED, (body,))


def test_a_named_thing_beats_the_place(jurisdiction: Jurisdiction) -> None:
    decision = decide(jurisdiction, "road.pothole", "11440", "expressway.gangbyeonbuk")
    assert decision.body_ids == ("road.expressway",)
    assert decision.runner_up_body == "district.11440"
    assert decide(jurisdiction, "road.bridge", "11200", "bridge.seongdong").body_ids == ("road.seongdong",)
    # A park is named: its own office, not the headquarters.
    assert decide(jurisdiction, "sports.hangangpool", "", "hangang.ttukseom").body_ids == ("hangang.ttukseom",)
    assert decide(jurisdiction, "sports.hangangpool").body_ids == ("hangang.hq",)


def test_a_named_thing_does_not_decide_a_bill(jurisdiction: Jurisdiction) -> None:
    assert decide(jurisdiction, "water.bill.high", "11680", "expressway.olympic").body_ids == ("water.gangnam",)


@pytest.mark.parametrize(("code", "bodies"), [("11650", {"gas.koone", "gas.seoul"}), ("11470", {"gas.seoul", "gas.kiturami"})])
def test_two_companies_in_one_district_are_both_named(jurisdiction: Jurisdiction, code: str, bodies: set[str]) -> None:
    decision = decide(jurisdiction, "util.gas.move", code)
    assert (decision.outcome, set(decision.body_ids)) == (Outcome.SHARED, bodies)


def test_without_a_place_the_district_is_missing(jurisdiction: Jurisdiction) -> None:
    decision = decide(jurisdiction, "water.bill.high")
    assert (decision.outcome, decision.missing, decision.body_ids) == (Outcome.NEEDS_PLACE, "district", ())


def test_a_dong_affair_needs_the_dong_unless_only_one_is_possible(jurisdiction: Jurisdiction) -> None:
    assert decide(jurisdiction, "welfare.basic", "11440").missing == "dong"
    assert decide(jurisdiction, "welfare.basic", "1168051000").body_ids == ("dong.1168051000",)


def test_the_split_of_a_dong_follows_the_date(jurisdiction: Jurisdiction) -> None:
    before = decide(jurisdiction, "welfare.basic", "1123053600", day=dt.date(2025, 6, 30))
    after = decide(jurisdiction, "welfare.basic", "1123053600", day=dt.date(2025, 7, 1))
    assert before.body_ids == ("dong.1123053600",)
    assert (after.outcome, after.missing) == (Outcome.NEEDS_PLACE, "dong")


def test_every_affair_in_every_district_is_resolved_or_explained(jurisdiction: Jurisdiction) -> None:
    districts = [code for code in jurisdiction.directory.areas if len(code) == 5]
    unexplained = [
        (affair, code, decision.outcome)
        for affair in jurisdiction.directory.affairs
        for code in districts
        if (decision := decide(jurisdiction, affair, code)).outcome not in (Outcome.RESOLVED, Outcome.SHARED)
        and not (decision.outcome is Outcome.NEEDS_PLACE and decision.missing == "dong")
    ]
    assert len(districts) == 25
    assert unexplained == []


ORDERED = [
    rule("asset", "a.b", "asset:bridge.x"),
    rule("legal", "a.b", "legal_dong:1111010100"),
    rule("district", "a.b", "district:11110"),
    rule("coverage", "a.b", "coverage:district"),
    rule("two conditions", "a.b", "city", condition="hours=18:00-09:00; day=weekday"),
    rule("one condition", "a.b", "city", condition="road=city"),
    rule("narrow", "a.b", "city", valid_from=dt.date(2026, 1, 1), valid_to=dt.date(2026, 6, 1)),
    rule("city", "a.b", "city"),
    rule("parent", "a", "city"),
]


@given(st.sampled_from(list(permutations(range(len(ORDERED)), 4))))
def test_the_order_is_total_whatever_the_order_of_the_rows(positions: tuple[int, ...]) -> None:
    shuffled = [ORDERED[position] for position in positions]
    assert [item.id for item in sorted(shuffled, key=strength, reverse=True)] == [ORDERED[position].id for position in sorted(positions)]


def with_rules(jurisdiction: Jurisdiction, *more: rows.Rule) -> Resolver:
    directory = copy(jurisdiction.directory)
    directory.rules = [*directory.rules, *more]
    return Resolver(directory)


APARTMENT = rule("r.apartment", "water.tank", "coverage:waterworks", condition="building=apartment")


@pytest.mark.parametrize(("if_unknown", "outcome"), [("ask", Outcome.NEEDS_FACT), ("skip", Outcome.RESOLVED)])
def test_what_is_not_known_and_would_change_the_result_is_asked_or_said(jurisdiction: Jurisdiction, if_unknown: str, outcome: Outcome) -> None:
    special = replace(APARTMENT, target="call.120", if_unknown=if_unknown)  # type: ignore[arg-type]
    resolver, where = with_rules(jurisdiction, special), jurisdiction.locator.by_code("11440", TODAY)
    affair = jurisdiction.directory.affair("water.tank")
    unknown = resolver.resolve(affair, where, (), TODAY)
    assert unknown.outcome is outcome
    assert unknown.missing == ("building" if if_unknown == "ask" else "")
    assert special.id in [other.rule.id for other in unknown.otherwise]
    assert resolver.resolve(affair, where, (), TODAY, Circumstances(building="apartment")).body_ids == ("call.120",)
    assert resolver.resolve(affair, where, (), TODAY, Circumstances(building="house")).body_ids == ("water.seobu",)


def test_what_is_not_known_and_would_change_nothing_is_not_asked(jurisdiction: Jurisdiction) -> None:
    same = replace(APARTMENT, target="")
    decision = with_rules(jurisdiction, same).resolve(
        jurisdiction.directory.affair("water.tank"), jurisdiction.locator.by_code("11440", TODAY), (), TODAY
    )
    assert (decision.outcome, decision.body_ids) == (Outcome.RESOLVED, ("water.seobu",))


def test_a_rule_for_a_dong_waits_for_the_dong(jurisdiction: Jurisdiction) -> None:
    special = rule("r.dong", "road.streetlight", "legal_dong:1144010100")
    resolver, affair = with_rules(jurisdiction, special), jurisdiction.directory.affair("road.streetlight")
    by_key = {code: resolver.resolve(affair, jurisdiction.locator.by_code(code, TODAY), (), TODAY) for code in ("11440", "1144010100", "11650")}
    assert (by_key["11440"].outcome, by_key["11440"].missing) == (Outcome.NEEDS_PLACE, "dong")
    assert by_key["1144010100"].body_ids == ("body",)
    assert by_key["11650"].body_ids == ("district.11650",)


def test_by_night_no_place_is_needed_where_one_desk_serves_the_whole_city(jurisdiction: Jurisdiction) -> None:
    affair, known = jurisdiction.directory.affair("water.outage"), jurisdiction.directory.circumstances(dt.datetime(2026, 11, 24, 23))  # noqa: DTZ001
    asked = Question(affair, Location(), (), TODAY, known)
    decision = jurisdiction.decide(asked)
    assert decision.body_ids == ("water.hq",)
    assert "unless at 18:00-09:00 and on a weekday: the body that serves the place (rule r.water.outage)" in changes(
        jurisdiction, asked, decision, None
    )


def told_by(jurisdiction: Jurisdiction, day: dt.date, *more: rows.Rule) -> list[str]:
    """What would change who looks after a street light of one district, with more rules."""
    changed = replace(jurisdiction, resolver=with_rules(jurisdiction, *more))
    where = jurisdiction.locator.by_code("11440", day)
    known = jurisdiction.directory.circumstances(dt.datetime(2026, 12, 31, 14))  # noqa: DTZ001
    asked = Question(jurisdiction.directory.affair("road.streetlight"), where, (), day, known)
    return changes(changed, asked, changed.decide(asked), None)


def test_a_rule_that_begins_later_and_what_follows_one_that_ends_are_told(jurisdiction: Jurisdiction) -> None:
    begin, end = dt.date(2027, 1, 1), dt.date(2027, 7, 1)
    later = replace(rule("r.later", "road.streetlight", "district:11440", valid_from=begin, valid_to=end), target="city.hall")
    elsewhere = replace(later, id="r.elsewhere", scope="district:11650", valid_from=dt.date(2027, 3, 1))
    followed = "from 2027-07-01 on: rule r.later no longer holds; district.11440 (rule r.road)"
    before = told_by(jurisdiction, dt.date(2026, 12, 31), later, elsewhere)
    assert [said for said in before if said.startswith("from")] == ["from 2027-01-01 on: city.hall (rule r.later)", followed]
    assert [said for said in told_by(jurisdiction, begin, later) if said.startswith("from")] == [followed]
    assert not [said for said in told_by(jurisdiction, end, later) if said.startswith("from")]


@pytest.mark.parametrize(("affair", "decides"), [("road.pothole", True), ("transit.climatecard", False)])
def test_the_outer_border_decides_when_the_affair_is_decided_by_the_place(jurisdiction: Jurisdiction, affair: str, decides: bool) -> None:
    here = replace(jurisdiction.locator.by_code("11500", TODAY), near_border=Border(OUTSIDE, 12.0, "41570"))
    there = Location(outside="41570", near_border=Border("11500", 12.0))
    for where in (here, there):
        asked = Question(jurisdiction.directory.affair(affair), where, (), TODAY)
        assert (jurisdiction.across(asked, jurisdiction.decide(asked)) is not None) is decides
