"""What may be done with a ranking: state its best affair, ask which one it is, hand over to a person, or refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from city120_faq import hand_set
from city120_faq.matching.fusion import Fusion
from city120_faq.matching.ranking import Ranking


class Decision(Enum):
    """Named as in the contract."""

    STATE = auto()
    ASK = auto()
    HAND_OVER = auto()
    REFUSE = auto()


@dataclass(frozen=True)
class Candidate:
    """An affair that it may be, and whether it belongs in a question."""

    affair: str
    probability: float
    offered: bool


def decide(ranking: Ranking, fusion: Fusion) -> Decision:
    """What may be done. What says little is asked about or handed over, and what words alone were heard of is not refused, for they never decide
    that."""
    if not ranking.little and ranking.best[1] >= fusion.state_from:
        return Decision.STATE
    if ranking.decided and ranking.out_of_scope >= hand_set.REFUSE_FROM:
        return Decision.REFUSE
    together = sum(probability for _, probability in ranking.affairs[: hand_set.OFFERED])
    return Decision.ASK if ranking.affairs and together >= fusion.ask_from else Decision.HAND_OVER


def candidates(ranking: Ranking, limit: int) -> tuple[Candidate, ...]:
    """The best affairs. Those belong in a question that it may well be, at least two where two are known."""
    offered = _offered(ranking.affairs)
    return tuple(Candidate(affair, probability, place < offered) for place, (affair, probability) in enumerate(ranking.affairs[:limit]))


def jointly_certain(ranking: Ranking, fusion: Fusion) -> bool:
    """Whether the affairs that it may well be, two or three of them, are together as likely as one that is stated."""
    likely = [probability for _, probability in ranking.affairs[: hand_set.OFFERED] if _may_well_be(probability)]
    return not ranking.little and len(likely) > 1 and sum(likely) >= fusion.state_from


def _offered(affairs: Sequence[tuple[str, float]]) -> int:
    return sum(_may_well_be(probability) or place < 2 for place, (_, probability) in enumerate(affairs[: hand_set.OFFERED]))


def _may_well_be(probability: float) -> bool:
    """Whether an affair is worth its share of a question's time, for where it is left out the caller may take a wrong one."""
    return probability >= 1 / (hand_set.OFFERED * hand_set.WRONG_COST)
