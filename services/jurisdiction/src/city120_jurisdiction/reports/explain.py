"""Why a rule won, and what would change it, in sentences of English for agents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from city120_edition import rows
from city120_edition.conditions import read_condition
from city120_jurisdiction.directory.index import Directory
from city120_jurisdiction.jurisdiction import Jurisdiction, Question
from city120_jurisdiction.rules.resolver import Decision, Outcome, Reached, strength

_DIFFERENCES = (
    "{winner} is written for {winner_scope}, which is stronger than {loser_scope}",
    "{winner} is written for the affair {winner_affair}, nearer than {loser_affair}",
    "{winner} names {winner_scope}, nearer than {loser_scope}",
    "{winner} has more conditions than {loser}, and they hold",
    "{winner} holds for a shorter time than {loser}",
    "{winner} and {loser} are written for different named things; the id decides",
)
_SCOPES = {
    "asset": "a named thing",
    "legal_dong": "a legal dong",
    "district": "one district",
    "coverage": "a service area",
    "city": "the whole city",
}
_WHEN = {
    "hours": "at {}",
    "day": "on a {}",
    "months": "in month {}",
    "road": "if the road is of class {}",
    "building": "if the building is of kind {}",
}
_UNRESOLVED = {
    Outcome.NEEDS_PLACE: "{rule} gives the body of the {missing}, which is not known; send a point, or the code of the {missing}",
    Outcome.NEEDS_FACT: "{rule} holds only {condition}, which is not known; send {missing}",
    Outcome.SHARED: "{rule} gives {count} bodies, which share the place; the candidates say how to tell",
    Outcome.OUTSIDE: "the place lies outside the city{beyond}, where no rule for {affair} holds; ask the authority of that place",
    Outcome.NO_RULE: "no rule for {affair} or its parents holds at the place; ask {number}",
}
_PLACED = ("legal_dong", "district", "coverage")
_MOST_THINGS = _MOST_DATES = 3


def when(condition: str) -> str:
    """A condition in words: `hours=18:00-09:00; day=weekday` is "at 18:00-09:00 and on a weekday"."""
    clauses = (clause.partition("=") for clause in condition.split(";"))
    return " and ".join(_WHEN[key.strip()].format(values.strip().replace(",", " or ")) for key, _, values in clauses)


def reason(asked: Question, decision: Decision, rule: rows.Rule, body_id: str, directory: Directory) -> str:
    """Which rule decided, what it looked at, and which names or codes of another time led here."""
    where = asked.where
    place = f" for {where.district.row.code}" if where.district is not None and rule.scope_kind != "city" else ""
    holds = f", which holds {when(rule.condition)}" if rule.condition and decision.outcome is not Outcome.NEEDS_FACT else ""
    because = f"rule {rule.id}: {rule.affair} by {rule.scope}{place}{holds}"
    return "; ".join([because, *_assumption(asked, decision), *_succession(asked, body_id, directory), *_registered(asked, body_id, directory)])


def _registered(asked: Question, body_id: str, directory: Directory) -> Iterator[str]:
    """Whom an imported register names for the road there. It knows this one road, the rules only its class, so that whom it names is asked first."""
    road = asked.road.road if asked.road else None
    role, name = next(((role, name) for role in ("maintainer", "owner") if (name := getattr(road, role, ""))), ("", ""))
    if asked.road is None or not role:
        return
    layer, called = asked.road.layer, asked.road.road.names.get("ko") or asked.road.road.id
    if name == body_id:
        yield f"the road register ({layer.source}, {layer.date}) names it as the {role} of {called} too"
        return
    who = f"{name} {directory.body(name, asked.day).names['ko']}" if name in directory.bodies else name
    yield f"but the road register ({layer.source}, {layer.date}) names {who} as the {role} of {called}: ask there first"


def unresolved(loaded: Jurisdiction, asked: Question, decision: Decision) -> str:
    """Why not one body is named: which rule lacks what, or why no rule speaks of the place. Empty when one is."""
    rule, beyond = decision.rule, loaded.directory.outside(asked.where.outside)
    return _UNRESOLVED.get(decision.outcome, "").format(
        rule=f"rule {rule.id}: {rule.affair} by {rule.scope}" if rule else "",
        condition=when(rule.condition) if rule and rule.condition else "",
        missing=decision.missing,
        count=len(decision.body_ids),
        affair=asked.affair.code,
        beyond=f" in {asked.where.outside} {beyond.names['ko']}" if beyond else "",
        number=loaded.directory.settings.fallback_phone,
    )


def _assumption(asked: Question, decision: Decision) -> Iterator[str]:
    """What the kind of day rests on, where it decides and the holidays of its year are not known."""
    moment, day = asked.known.at, asked.known.day
    if asked.known.day_assumed and moment and "day" in _keys(decision):
        yield f"the public holidays of {moment.year} are not known: {moment:%Y-%m-%d} counts as a {day} and may be a holiday"


def _keys(decision: Decision) -> set[str]:
    """What the conditions look at of the rule that won and of those that would win otherwise."""
    rules = [reached.rule for reached in decision.otherwise] + ([decision.rule] if decision.rule else [])
    return {key for rule in rules for key in read_condition(rule.condition).keys}


def _succession(asked: Question, body_id: str, directory: Directory) -> Iterator[str]:
    """What was asked for by a code, and what the body is called, at another time than the directory date."""
    if (old := asked.where.superseded) is not None:
        stands = directory.standing(old, asked.day)
        dates = f"until {old.row.valid_to}" if old.row.valid_to and old.row.valid_to <= asked.day else f"only from {old.row.valid_from}"
        names = " and ".join(f"{area.row.code} {area.row.names['ko']}" for area in stands) or "nothing known"
        yield f"{old.row.code} {old.row.names['ko']} stands {dates}; on {asked.day} there is {names}"
    if (former := directory.former(body_id, asked.day)) is not None:
        present = directory.bodies[body_id].names["ko"]
        called = f"as {former.names['ko']}, now {present}" if former.names else f"({present}) not as now"
        yield f"until {former.valid_to} {body_id} stood {called}"


def why_not(winner: rows.Rule, loser: rows.Rule) -> str:
    """Why the runner-up lost: the first step of the order in which the two differ."""
    pairs = zip(strength(winner), strength(loser), strict=True)
    step = next((index for index, (a, b) in enumerate(pairs) if a != b), len(_DIFFERENCES) - 1)
    return _DIFFERENCES[step].format(
        winner=winner.id,
        loser=loser.id,
        winner_scope=_SCOPES[winner.scope_kind] if step == 0 else winner.scope,
        loser_scope=_SCOPES[loser.scope_kind] if step == 0 else loser.scope,
        winner_affair=winner.affair,
        loser_affair=loser.affair,
    )


def depends_on(loaded: Jurisdiction, asked: Question, decision: Decision) -> list[str]:
    """What would change the result: a place, a named thing, a date, the time, the road, the building."""
    scopes = loaded.resolver.scopes_of(asked.affair.code)
    factors = ["place"] if scopes & set(_PLACED) else []
    factors += [name for name in ("asset", "date") if name in scopes]
    keys = _keys(decision)
    factors += ["time"] if keys & {"hours", "day", "months"} else []
    return factors + [key for key in ("road", "building") if key in keys]


def changes(loaded: Jurisdiction, asked: Question, decision: Decision, beyond: Decision | None) -> list[str]:
    """What would change the result, and to what, the nearest first."""
    return [
        *_other_circumstances(decision),
        *_across(asked, beyond),
        *_other_things(loaded, asked, decision),
        *_other_place(decision),
        *_other_dates(loaded, asked, decision),
    ]


def _other_circumstances(decision: Decision) -> Iterator[str]:
    for other in decision.otherwise:
        if other.rule.condition:
            yield f"{when(other.rule.condition)}: {_who(other)} (rule {other.rule.id})"
    if decision.rule is not None and decision.rule.condition and decision.runner_up is not None:
        who = decision.runner_up_body or "the body that serves the place"
        yield f"unless {when(decision.rule.condition).removeprefix('if ')}: {who} (rule {decision.runner_up.id})"


def _who(reached: Reached) -> str:
    bodies, slug = reached.desks
    names = " or ".join(f"{body}/{slug}" if slug else body for body in bodies)
    return names or f"the body of the {reached.missing}"


def _across(asked: Question, beyond: Decision | None) -> Iterator[str]:
    border = asked.where.near_border
    if border is not None and beyond is not None:
        who = " or ".join(beyond.body_ids) or "no body of the city"
        yield f"across the border, {border.distance_m:.0f} m away, in {border.outside or border.beyond}: {who}"


def _other_things(loaded: Jurisdiction, asked: Question, decision: Decision) -> Iterator[str]:
    things = (rule for rule in loaded.resolver.named_things_of(asked.affair.code, asked.day) if (rule.target,) != decision.body_ids)
    for rule in islice(things, _MOST_THINGS):
        if rule not in (decision.rule, decision.runner_up):
            yield f"if it is {rule.scope_value}: {rule.target} (rule {rule.id})"


def _other_place(decision: Decision) -> Iterator[str]:
    rule = decision.rule
    if rule is not None and rule.scope_kind in _PLACED and not (rule.target and rule.scope_kind == "coverage"):
        yield f"in another {'dong' if rule.scope in ('coverage:dong',) or rule.scope_kind == 'legal_dong' else 'district'}: the body that serves it"


def _other_dates(loaded: Jurisdiction, asked: Question, decision: Decision) -> Iterator[str]:
    """From which days on other rules decide, or other bodies act, and which; in the same circumstances."""
    return islice(_by_date(loaded, asked, decision), _MOST_DATES)


def _by_date(loaded: Jurisdiction, asked: Question, decision: Decision) -> Iterator[str]:
    before = decision
    for day in loaded.resolver.turning_days(asked.affair, asked.where, asked.assets, asked.day):
        after = loaded.decide(replace(asked, day=day))
        if (after.rule, after.body_ids, after.missing) != (before.rule, before.body_ids, before.missing):
            ended = f"rule {before.rule.id} no longer holds; " if before.rule and not before.rule.valid_on(day) else ""
            yield f"from {day} on: {ended}{_decided(after)}"
        before = after


def _decided(decision: Decision) -> str:
    if decision.rule is None:
        return "no rule says who acts"
    if decision.outcome is Outcome.NEEDS_FACT:
        return f"the {decision.missing} decides (rule {decision.rule.id})"
    return f"{_who(Reached(decision.rule, decision.body_ids, decision.missing))} (rule {decision.rule.id})"
