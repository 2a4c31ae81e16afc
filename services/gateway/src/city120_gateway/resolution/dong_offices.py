"""The office of a dong, for who asks where the one of an area or an address is."""

from __future__ import annotations

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import alike
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.resolution import Office
from city120_gateway.resolution.whereabouts import area_of
from city120_gateway.words.caller_words import DONG_OFFICE, HOURS, OPEN

# Of more than these it is asked which.
_MOST = 4


def offices_whose_hours(findings: Findings, knowledge: Knowledge) -> tuple[Office, ...]:
    """The offices of the dong that was named, to who asks when its office is open: they are open alike. None for any other question."""
    asks = findings.conversation.heard & {OPEN, HOURS}
    of_offices = findings.affair is not None and alike(findings.affair.code, knowledge.offices_affair)
    return offices_of_the_dong(findings, knowledge) if asks and of_offices else ()


def offices_of_the_dong(findings: Findings, knowledge: Knowledge) -> tuple[Office, ...]:
    """The office that serves the dong that was named, or those of which one does; of a dong that is gone, those of what became of it. None where no
    such office is asked for, or known."""
    bodies = [knowledge.dong_offices[code] for code in _dongs(findings, knowledge) if code in knowledge.dong_offices]
    offices = tuple(Office(f"body:{body.id}", body.names, body.address, body.phone) for body in bodies)
    return offices if len(offices) <= _MOST else ()


def _dongs(findings: Findings, knowledge: Knowledge) -> tuple[str, ...]:
    """The codes of the administrative dongs whose office is asked for."""
    named = [knowledge.areas[code] for place in findings.where.offices if (code := area_of(place, knowledge)) in knowledge.areas]
    today = findings.conversation.at.date()
    if gone := next((area for area in named if area.valid_to is not None and not area.valid_on(today)), None):
        return gone.succeeded_by
    if findings.where.offices or DONG_OFFICE not in findings.conversation.heard or findings.only_ruling is None:
        return ()
    location = findings.only_ruling.location
    return (location.admin_dong,) if location.admin_dong else location.admin_dong_candidates
