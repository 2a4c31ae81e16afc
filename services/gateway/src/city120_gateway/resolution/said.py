"""What an answer asks the caller for, who has said it already: it is told that nobody need say it again."""

from __future__ import annotations

from collections.abc import Iterator

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.findings import Findings


def already_said(findings: Findings, knowledge: Knowledge) -> tuple[str, ...]:
    """Of what the answer asks for what the caller has said, in their words; a place that was said before by its name."""
    entry = findings.entry
    if entry is None or findings.told_before:
        return ()
    return tuple(dict.fromkeys(words for asks in knowledge.asks.get(entry.id, ()) for words in _said(asks, findings, knowledge)))


def _said(asks: str, findings: Findings, knowledge: Knowledge) -> Iterator[str]:
    if asks not in knowledge.said_by:
        yield from _place(findings, knowledge)
    elif match := knowledge.said_by[asks].search(findings.conversation.said):
        yield match[0].strip()


def _place(findings: Findings, knowledge: Knowledge) -> Iterator[str]:
    """The place that decides, where the caller named it and it is one."""
    where = findings.where
    origin, goal = where.end_places
    # Where somebody was going from elsewhere is not where it happened.
    ahead = origin is not None and goal is not None and where.name in goal.names.values()
    if not where.known or where.from_device or ahead:
        return
    # What was said before is carried as a code.
    area = knowledge.areas.get(where.name)
    yield area.names[findings.conversation.language] if area is not None else where.name
