"""Which places to look for around the caller, by the rows of the edition, and what to call what was found."""

from __future__ import annotations

from city120_edition import rows
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.nearby import NOT_LOADED, Nearby, NearbySearch

_DISTRICT_DIGITS, _DONG_DIGITS = 5, 10


def search_around(findings: Findings, knowledge: Knowledge) -> NearbySearch | None:
    """What to look for near the one place that is known, when an affair is certain that places answer."""
    search, where = _row(findings, knowledge), findings.where
    if search is None or not findings.certain or not where.known:
        return None
    area = "" if where.point is not None else where.area_codes[0]
    area = area if len(area) == _DISTRICT_DIGITS else area.ljust(_DONG_DIGITS, "0")
    return NearbySearch(search.kinds, findings.conversation.at, search.open_only, where.point, "" if where.point is not None else area)


def otherwise(findings: Findings, knowledge: Knowledge) -> str:
    """The entry that tells what else helps where no such place is found; empty for none."""
    row = _row(findings, knowledge)
    return row.otherwise if row is not None and findings.nearby is not None and findings.nearby.empty else ""


def tells(nearby: Nearby, findings: Findings, knowledge: Knowledge) -> bool:
    """Whether what was looked for says something: that no list is loaded does so only with what else helps. Otherwise the affair is answered as it is
    without a search, for a caller who complains of a place does not look for one."""
    row = _row(findings, knowledge)
    return nearby.empty != NOT_LOADED or (row is not None and bool(row.otherwise))


def labelled(nearby: Nearby, findings: Findings, knowledge: Knowledge) -> Nearby:
    """What was found, with what it is called and where that is."""
    row = _row(findings, knowledge)
    kinds = [knowledge.place_kinds[kind].names for kind in row.kinds] if row is not None else []
    labels = {language: ", ".join(names[language] for names in kinds) for language in rows.LANGUAGES}
    return Nearby(nearby.places, nearby.empty, row is not None and row.open_only, labels, findings.where.name)


def _row(findings: Findings, knowledge: Knowledge) -> rows.PlaceSearch | None:
    return knowledge.place_searches.get(findings.affair.code) if findings.affair is not None else None
