"""What a text was read as."""

from __future__ import annotations

from dataclasses import dataclass

from city120_faq.encoder.floats import Floats
from city120_faq.matching.word_head import Features
from city120_text import EmergencyRule


@dataclass(frozen=True)
class Ranking:
    """All affairs with calibrated probabilities, best first; an emergency counts for the affair that it belongs to. `out_of_scope`: how likely it is
    no public business, among callers, who seldom ask such. `urgent`: how likely it is an emergency, None where none was learnt; `emergency`: the id
    of the likeliest. `decided`: nothing else needs to be asked. `little`: too little was said to state or to refuse anything."""

    affairs: tuple[tuple[str, float], ...]
    out_of_scope: float
    urgent: float | None = None
    emergency: str = ""
    decided: bool = False
    little: bool = False

    @property
    def best(self) -> tuple[str, float]:
        """The likeliest affair; empty where the edition has none."""
        return self.affairs[0] if self.affairs else ("", 0.0)


@dataclass(frozen=True)
class Reading:
    """What a text says from one code point to another, without place names: its features, what they and its vector (d,) are about, if that was asked,
    and the emergencies that it tells of."""

    start: int
    end: int
    text: Features
    ranking: Ranking
    vector: Floats | None
    emergencies: tuple[EmergencyRule, ...]
