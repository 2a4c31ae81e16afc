"""What is carried on to the reply when something is asked back: all that was found, and nothing of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from city120_gateway.conversation.choices import Option
from city120_gateway.conversation.continuation import Continuations
from city120_gateway.conversation.conversation import Conversation, Earlier, Waiting, one_of_each
from city120_gateway.conversation.hints import AreaHint, DeviceHint
from city120_gateway.resolution import rides, ways
from city120_gateway.resolution.builders.sections import rounded
from city120_gateway.resolution.decide import Kind
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.resolution import Resolution
from city120_gateway.resolution.whereabouts import Whereabouts
from city120_gateway.words.caller_words import NAMED

_MOST = 5
# Where what is urgent takes the place of an entry.
_TELLS_NO_ENTRY = (Kind.EMERGENCY, Kind.OUT_OF_SCOPE)


def sealed(findings: Sequence[Findings], resolutions: Sequence[Resolution], continuations: Continuations, edition_id: str) -> list[Resolution]:
    """Those that ask back with the token that goes on; the first question's carries the second one on, when that asks back too. The first has the
    token of what is asked, or else one of its own."""
    with_tokens, tokens = [], []
    for number, (answered, resolution) in enumerate(zip(findings, resolutions, strict=True)):
        if resolution.clarification is None:
            with_tokens.append(resolution)
            continue
        later = range(number + 1, len(findings))
        waiting = [findings[other] for other in later if resolutions[other].clarification is not None]
        carried = carried_on(answered, resolution.clarification.options, waiting, edition_id, asked=True, told=_told(resolution))
        token = continuations.seal(carried)
        tokens.append(token)
        with_tokens.append(replace(resolution, clarification=replace(resolution.clarification, continuation=token)))
    first, *others = with_tokens
    ride = findings[0].conversation.earlier.ride if findings[0].prices else rides.told(first)
    token = tokens[0] if tokens else continuations.seal(carried_on(findings[0], first.offers, (), edition_id, told=_told(first), ride=ride))
    return [replace(first, continuation=token), *others]


def _told(resolution: Resolution) -> tuple[str, str]:
    """The entry whose text the resolution tells, if only as a suggestion or beside a way, and the language; empty where it tells none."""
    clarification = resolution.clarification
    told = clarification.suggestion if clarification is not None and clarification.suggestion is not None else resolution.answer
    trains_alone = resolution.kind is Kind.DEPARTURES and resolution.no_way is None
    if told is None or trains_alone or resolution.kind in _TELLS_NO_ENTRY:
        return "", ""
    return told.entry_id, resolution.language


def carried_on(
    findings: Findings,
    options: Sequence[Option],
    waiting: Sequence[Findings],
    edition_id: str,
    *,
    asked: bool = False,
    told: tuple[str, str] = ("", ""),
    ride: str = "",
) -> Conversation:
    """The conversation as the reply takes it up; `asked`: something was asked back; `waiting`: the second question, when it asks back too; `told`:
    the entry that was told, and in which language; `ride`: by what means one goes."""
    conversation, match, where = findings.conversation, findings.match, findings.where
    start, goal = findings.way if ways.asked(findings) else (findings.start, findings.goal)
    earlier = Earlier(
        edition_id=edition_id,
        certain=findings.certain,
        jointly_certain=match.jointly_certain,
        affairs=tuple(replace(affair, probability=rounded(affair.probability)) for affair in match.affairs[:_MOST]),
        entries=tuple(one_of_each(match.entries)[:_MOST]),
        options=tuple(options),
        assets=where.assets[:_MOST],
        station=start,
        goal=goal,
        ride=ride,
        answered=not asked,
        told=told,
        waiting=next((Waiting(second.match.affairs[0].code, tuple(one_of_each(second.match.entries)[:_MOST])) for second in waiting), None),
    )
    return replace(conversation, text="", said="", place=_place(where), heard=_heard(findings), earlier=earlier)


def _heard(findings: Findings) -> frozenset[str]:
    """What words meant, and of the one place that was told where it was named, an embassy, which that is."""
    told = findings.sought or findings.named
    heard = {meaning for meaning in findings.conversation.heard if not meaning.startswith(NAMED)}
    return frozenset(heard | ({f"{NAMED}{told.ref}"} if told is not None else set()))


def _place(where: Whereabouts) -> AreaHint | DeviceHint | None:
    """The place that was used, when it is one."""
    if len(where.area_codes) == 1:
        return AreaHint(where.area_codes[0])
    return DeviceHint(where.point) if where.point is not None else None
