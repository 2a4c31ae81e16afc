"""Which bodies do an affair, and where: the rules of a day without a place to ask about."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from city120_edition import rows
from city120_edition.edition import Edition
from city120_edition.validate import covers

# Coverages that are everywhere: each area is served by the office of its own.
_OWN_OFFICE = ("district", "dong")


class Providers:
    """The bodies that the rules of a day name. Of rules of one kind of scope the nearest affair's hold; one for the whole city gives way where a
    coverage reaches every district."""

    def __init__(self, edition: Edition, day: dt.date) -> None:
        self._city = edition.settings.city_code
        self._rules = [rule for rule in edition.rows("rules", rows.Rule) if rule.valid_on(day)]
        self._served: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in edition.rows("coverages", rows.Coverage):
            if row.valid_on(day):
                self._served[row.coverage].append((row.area_code, row.body_id))
        for name, table in zip(_OWN_OFFICE, ("districts", "admin_dongs"), strict=True):
            areas = edition.rows(table, rows.Area)
            self._served[name] = [(area.code, f"{name}.{area.code}") for area in areas if area.valid_on(day)]
        self._districts = {code for code, _ in self._served["district"]}

    def of(self, affair: rows.Affair) -> dict[str, list[str]]:
        """The bodies of an affair, each with the codes of the areas where it acts, the city's code for everywhere, or the id of a named thing."""
        rules = [rule for rule in self._rules if covers(rule.affair, affair.code)]
        areas: dict[str, list[str]] = defaultdict(list)
        reached: set[str] = set()
        for area, body in (served for rule in _nearest(rules, "coverage") for served in self._served[rule.scope_value]):
            areas[body].append(area)
            reached.add(area[:5])
        for rule in rules:
            if rule.scope_kind in ("asset", "legal_dong", "district"):
                areas[rule.target].append(rule.scope_value)
        for rule in _nearest(rules, "city") if not reached >= self._districts else ():
            areas[rule.target].append(self._city)
        return dict(areas)


def _nearest(rules: Iterable[rows.Rule], kind: str) -> Iterator[rows.Rule]:
    """The rules of a kind of scope that are written for the longest code."""
    fitting = [rule for rule in rules if rule.scope_kind == kind]
    longest = max((rule.affair.count(".") for rule in fitting), default=0)
    return (rule for rule in fitting if rule.affair.count(".") == longest)
