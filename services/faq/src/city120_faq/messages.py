"""Domain values as messages of the contract: one translation, one way."""

from __future__ import annotations

from city120.faq.v1 import faq_pb2 as pb
from city120.type.v1 import type_pb2

from city120_faq import hand_set
from city120_faq.matching.groups import LikelyGroup
from city120_faq.matching.match import Inquiry, Match
from city120_faq.matching.reading import Weaker
from city120_faq.search.standby import Found


def inquiry(matched: Inquiry, language: str, edition_id: str) -> pb.MatchInquiryResponse:
    """What a text asks: its first question, with the second beside it."""
    response = _match(matched.first, language, edition_id)
    response.dense = matched.consulted
    response.degraded.extend(map(weaker, matched.weaker))
    if matched.second:
        response.also.CopyFrom(_match(matched.second, language, edition_id))
    return response


def _match(match: Match, language: str, edition_id: str) -> pb.MatchInquiryResponse:
    reading, ranking = match.reading, match.reading.ranking
    return pb.MatchInquiryResponse(
        edition_id=edition_id,
        language=language,
        affairs=[
            pb.AffairMatch(code=candidate.affair, probability=candidate.probability, offered=candidate.offered) for candidate in match.candidates
        ],
        entries=[pb.EntryMatch(entry_id=row.id, score=likely, affair_code=row.affair) for row, likely in match.entries],
        out_of_scope_probability=ranking.out_of_scope,
        emergencies=[pb.EmergencyMatch(id=rule.id, affair_code=rule.affair) for rule in reading.emergencies],
        dense=reading.vector is not None,
        state_threshold=match.state_from,
        out_of_scope_threshold=hand_set.REFUSE_FROM,
        ask_threshold=match.ask_from,
        decision=f"DECISION_{match.decision.name}",
        jointly_certain=match.jointly_certain,
        group=_group(match.group),
        start=reading.start,
        end=reading.end,
        out_of_scope_reason=match.refused_as,
    )


def _group(group: LikelyGroup | None) -> pb.GroupMatch | None:
    return pb.GroupMatch(code=group.code, probability=group.probability, certain=group.certain) if group is not None else None


def weaker(note: Weaker) -> type_pb2.Degraded:
    """What the model of vectors could not be asked for."""
    return type_pb2.Degraded(part="vectors", reason=note.reason, effect=note.effect)


def weaker_search(result: Found) -> list[type_pb2.Degraded]:
    """Why the cluster was not searched though there is one."""
    effect = "searched in this service's own copy of the edition"
    return [type_pb2.Degraded(part="search", reason=result.weaker, effect=effect)] if result.weaker else []
