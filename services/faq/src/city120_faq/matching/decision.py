"""What may be done with a ranking: state its best affair, ask which one it is, hand over to a person, or refuse."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from city120_faq.matching.matcher import Ranking
from city120_text import LANGUAGES

# Below this an affair is not offered as a choice, but for the second best: there must be something to choose between.
OFFERED = 0.05
LEAST_OFFERED, MOST_OFFERED = 2, 3

Affairs = Sequence[tuple[str, float]]


class Decision(Enum):
    """Named as in the contract."""

    STATE = auto()
    ASK = auto()
    HAND_OVER = auto()
    REFUSE = auto()


def decide(ranking: Ranking, affairs: Affairs, language: str) -> Decision:
    """What may be done with a ranking of which these are the affairs (code, probability), best first. A text in a language that the service does not
    speak is refused only when that is as certain as an affair that is stated."""
    if affairs and affairs[0][1] >= ranking.threshold:
        return Decision.STATE
    refuse_from = ranking.refuse_from if language in LANGUAGES else ranking.threshold
    if ranking.out_of_scope >= refuse_from:
        return Decision.REFUSE
    together = sum(probability for _, probability in affairs[:MOST_OFFERED])
    return Decision.ASK if affairs and together >= ranking.ask_from else Decision.HAND_OVER


def offered(affairs: Affairs) -> int:
    """How many of the affairs, best first, belong in a question: those that it may well be, at least two where two are known."""
    return sum(probability >= OFFERED or place < LEAST_OFFERED for place, (_, probability) in enumerate(affairs[:MOST_OFFERED]))


def jointly_certain(ranking: Ranking, affairs: Affairs) -> bool:
    """Whether the affairs that it may well be are together as likely as one that is stated."""
    likely = [probability for _, probability in affairs[:MOST_OFFERED] if probability >= OFFERED]
    return len(likely) >= LEAST_OFFERED and sum(likely) >= ranking.threshold
