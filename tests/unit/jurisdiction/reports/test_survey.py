"""The report over all affairs and districts: the bundled rules have no fault, and faults are found."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from city120_edition import rows
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_jurisdiction.reports.survey import State, survey
from city120_jurisdiction.rules.resolver import Resolver

pytestmark = pytest.mark.long

TODAY = dt.date(2026, 11, 24)


def with_rules(jurisdiction: Jurisdiction, *changed: rows.Rule, without: str = "") -> Jurisdiction:
    """The same edition with more rules, or without those whose affair begins so."""
    directory = object.__new__(type(jurisdiction.directory))
    directory.__dict__.update(jurisdiction.directory.__dict__)
    kept = [rule for rule in directory.rules if not without or not rule.affair.startswith(without)]
    directory.rules = [*kept, *changed]
    return replace(jurisdiction, directory=directory, resolver=Resolver(directory))


def a_rule(jurisdiction: Jurisdiction, **values: object) -> rows.Rule:
    made: rows.Rule = replace(jurisdiction.directory.rules[0], **values)  # type: ignore[arg-type]
    return made


def test_the_bundled_rules_leave_no_gap_and_no_conflict(jurisdiction: Jurisdiction) -> None:
    cells = survey(jurisdiction, TODAY)
    assert (cells.gaps, cells.conflicts, cells.shadowed, cells.expired) == ([], [], [], [])
    assert cells.unverified


def test_the_grid_tells_every_affair_in_every_district(jurisdiction: Jurisdiction) -> None:
    cells = survey(jurisdiction, TODAY)
    assert len(cells.districts) == 25
    assert set(cells.grid) == {affair.code for affair in jurisdiction.directory.affairs.values() if affair.valid_on(TODAY)}
    assert all(len(states) == 25 for states in cells.grid.values())
    at = {district: column for column, district in enumerate(cells.districts)}
    assert cells.grid["water.outage"][at["11110"]] is State.RESOLVED
    assert any(State.SHARED in states for states in cells.grid.values())
    assert cells.grid["resident.register"][at["11440"]] is State.NEEDS_DONG


def test_faults_colour_their_cells_and_a_body_that_does_not_exist_is_a_gap(jurisdiction: Jurisdiction) -> None:
    rule = a_rule(jurisdiction, id="r.one", affair="road.streetlight", scope="district:11440", target="nobody", valid_from=None, valid_to=None)
    two = replace(rule, id="r.two", scope="district:11650", target="district.11440")
    three = replace(two, id="r.three", target="district.11650")
    cells = survey(with_rules(jurisdiction, rule, two, three), TODAY)
    at = {district: column for column, district in enumerate(cells.districts)}
    assert [(gap.district, gap.rules) for gap in cells.gaps] == [("11440", ("r.one",))]
    states = cells.grid["road.streetlight"]
    assert (states[at["11440"]], states[at["11650"]]) == (State.GAP, State.CONFLICT)
    assert states[at["11110"]] in (State.RESOLVED, State.UNVERIFIED)


def test_an_affair_of_the_dong_is_looked_at_in_every_dong(jurisdiction: Jurisdiction) -> None:
    bodies = {body_id: body for body_id, body in jurisdiction.directory.bodies.items() if body_id != "dong.1111051500"}
    broken = with_rules(jurisdiction)
    broken.directory.bodies = bodies
    gaps = {(gap.affair, gap.district) for gap in survey(broken, TODAY).gaps}
    assert ("resident.register", "11110") in gaps
    assert {district for _, district in gaps} == {"11110"}


def test_a_missing_rule_is_a_gap_in_every_district(jurisdiction: Jurisdiction) -> None:
    cells = survey(with_rules(jurisdiction, without="road"), TODAY)
    gaps = {(gap.affair, gap.district) for gap in cells.gaps}
    assert ("road.bridge", "11440") in gaps
    assert {affair.partition(".")[0] for affair, _ in gaps} == {"road"}
    assert len({district for affair, district in gaps if affair == "road.bridge"}) == 25


def test_two_equally_strong_rules_are_a_conflict(jurisdiction: Jurisdiction) -> None:
    rule = a_rule(
        jurisdiction, id="r.one", affair="road.streetlight", scope="district:11440", target="district.11440", valid_from=None, valid_to=None
    )
    two = replace(rule, id="r.two", target="district.11650")
    (conflict,) = survey(with_rules(jurisdiction, rule, two), TODAY).conflicts
    assert (conflict.affair, conflict.district, conflict.rules) == ("road.streetlight", "11440", ("r.one", "r.two"))
    assert "district.11440 and district.11650" in conflict.detail


def test_a_rule_that_never_wins_is_shadowed_and_one_that_is_over_expired(jurisdiction: Jurisdiction) -> None:
    everywhere = [
        a_rule(
            jurisdiction,
            id=f"r.{code}",
            affair="road.bridge",
            scope=f"district:{code}",
            target=f"district.{code}",
            valid_from=None,
            valid_to=None,
        )
        for code, area in jurisdiction.directory.areas.items()
        if area.kind == "district"
    ]
    over = a_rule(jurisdiction, id="r.over", affair="road.bridge", scope="city", target="city.safety", valid_to=dt.date(2026, 1, 1))
    cells = survey(with_rules(jurisdiction, *everywhere, over), TODAY)
    assert [finding.rules for finding in cells.expired] == [("r.over",)]
    assert ("r.road.bridge",) in [finding.rules for finding in cells.shadowed]


@pytest.mark.parametrize("day", [dt.date(2024, 1, 1), dt.date(2025, 7, 1), dt.date(2027, 12, 31)])
def test_on_other_days_there_is_no_gap_either(jurisdiction: Jurisdiction, day: dt.date) -> None:
    cells = survey(jurisdiction, day)
    assert (cells.gaps, cells.conflicts) == ([], [])


def test_where_a_fact_decides_the_cell_says_so(jurisdiction: Jurisdiction) -> None:
    asks = a_rule(jurisdiction, id="r.asks", affair="road.streetlight", scope="district:11440", target="road.seobu", condition="road=city")
    cells = survey(with_rules(jurisdiction, replace(asks, if_unknown="ask", valid_from=None, valid_to=None)), TODAY)
    at = {district: column for column, district in enumerate(cells.districts)}
    states = cells.grid["road.streetlight"]
    assert states[at["11440"]] is State.NEEDS_FACT
    assert State.NEEDS_FACT not in states[: at["11440"]]
    assert ("r.asks",) not in [finding.rules for finding in cells.shadowed]


def bridges(jurisdiction: Jurisdiction, **conditions: str) -> Jurisdiction:
    """The bundled rules, those for roads replaced by one for bridges to each body, with its condition."""
    first = a_rule(jurisdiction, affair="road.bridge", scope="city", valid_from=None, valid_to=None)
    made = [replace(first, id=f"r.{slug}", target=f"city.{slug}", condition=condition) for slug, condition in conditions.items()]
    return with_rules(jurisdiction, *made, without="road")


@pytest.mark.parametrize(
    ("condition", "missing"),
    [
        ("hours=09:00-18:00; day=weekday", "on a weekday at 18:00"),
        ("hours=00:00-23:59", "on a weekday at 23:59"),
        ("day=weekday,saturday", "on a holiday at 00:00"),
        ("months=1,2,3,4,5,6,7,8,9,10,12", ""),
        ("months=1,2,3,4,5,6,7,8,9,11,12", "as on 2027-10-01"),
    ],
)
def test_a_gap_at_another_time_is_a_gap_and_tells_when(jurisdiction: Jurisdiction, condition: str, missing: str) -> None:
    cells = survey(bridges(jurisdiction, hall=condition), TODAY)
    gaps = [gap for gap in cells.gaps if gap.affair == "road.bridge" and gap.district]
    assert len(gaps) == 25
    assert all(missing in gap.detail for gap in gaps)
    assert set(cells.grid["road.bridge"]) == {State.GAP}


def test_rules_that_take_turns_leave_no_gap(jurisdiction: Jurisdiction) -> None:
    turns = bridges(jurisdiction, hall="hours=09:00-18:00; day=weekday", safety="hours=18:00-09:00; day=weekday", transport="day=saturday,holiday")
    cells = survey(turns, TODAY)
    assert not [gap for gap in cells.gaps if gap.affair == "road.bridge"]
    assert not {("r.hall",), ("r.safety",), ("r.transport",)} & {finding.rules for finding in cells.shadowed}


def test_a_conflict_by_night_alone_is_a_conflict(jurisdiction: Jurisdiction) -> None:
    cells = survey(bridges(jurisdiction, hall="", safety="hours=22:00-06:00", transport="hours=23:00-05:00"), TODAY)
    assert {(conflict.rules, conflict.detail.partition(" on a ")[0]) for conflict in cells.conflicts if conflict.affair == "road.bridge"} == {
        (("r.safety", "r.transport"), "equally strong rules give city.safety and city.transport")
    }


def test_the_grid_can_be_asked_for_at_another_moment(jurisdiction: Jurisdiction) -> None:
    night = dt.datetime(2026, 11, 24, 23, tzinfo=jurisdiction.directory.zone)
    afternoon, by_night = survey(jurisdiction, TODAY), survey(jurisdiction, TODAY, night)
    assert by_night.at == night
    assert afternoon.grid != by_night.grid
    assert (by_night.gaps, by_night.conflicts, by_night.shadowed) == ([], [], [])


@pytest.mark.parametrize("condition", ["hours=09:00-18:00; day=weekday", "hours=18:00-09:00"])
def test_conditions_are_held_against_a_working_day_and_neither_rule_is_shadowed(jurisdiction: Jurisdiction, condition: str) -> None:
    first = a_rule(jurisdiction, id="r.first", affair="road.bridge", scope="city", target="city.hall", valid_from=None, valid_to=None)
    timed = replace(first, id="r.timed", target="call.120", condition=condition)
    cells = survey(with_rules(jurisdiction, first, timed, without="road"), dt.date(2026, 11, 28))
    assert cells.at.isoformat() == "2026-11-30T14:00:00+09:00"
    assert not {("r.first",), ("r.timed",)} & {finding.rules for finding in cells.shadowed}
    assert not [gap for gap in cells.gaps if gap.affair == "road.bridge"]


def test_a_body_whose_calls_another_takes_is_reached(jurisdiction: Jurisdiction) -> None:
    bodies = jurisdiction.directory.bodies
    assert jurisdiction.directory.taken_by(bodies["city.transport"]) == "call.120"  # its own row says nothing, what it belongs to does
    assert jurisdiction.directory.taken_by(bodies["dong.1111051500"]) == "call.120"
    assert jurisdiction.directory.taken_by(bodies["water.jungbu"]) == ""  # it has a line of its own
    assert jurisdiction.directory.taken_by(bodies["transit.airportbus"]) == ""
    silent = {finding.detail.split()[0] for finding in survey(jurisdiction, TODAY).unverified}
    assert "transit.airportbus" in silent
    assert not {body_id for body_id in silent if body_id.startswith(("city.", "district.", "dong."))}


def test_few_cells_have_no_way_on(jurisdiction: Jurisdiction) -> None:
    cells = [state for states in survey(jurisdiction, TODAY).grid.values() for state in states]
    assert cells.count(State.UNVERIFIED) <= 0.04 * len(cells)
