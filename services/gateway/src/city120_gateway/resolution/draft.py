"""What is known of one inquiry while it is resolved; the response grows in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from city120.faq.v1 import faq_pb2
from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2
from city120.wayfinding.v1 import wayfinding_pb2

from city120_edition import rows
from city120_gateway.conversation.inquiry import Inquiry
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.whereabouts import Whereabouts
from city120_gateway.services.calls import Parts
from city120_text import EmergencyRule

# Below this an affair is not offered as a choice, but for the second best: there must be something to choose between.
OFFERED = 0.05
LEAST_OFFERED, MOST_OFFERED = 2, 3
# Assumed when faq does not tell its own: affairs that were chosen by the caller, and a faq that is older.
CERTAIN, WORTH_ASKING = 1.0, 0.4


@dataclass
class Draft:
    """Everything found so far. Empty means not known, or not asked for."""

    knowledge: Knowledge
    inquiry: Inquiry
    parts: Parts
    language: str
    spoken: bool
    response: pb.ResolveInquiryResponse
    emergencies: list[EmergencyRule] = field(default_factory=list)
    understood: bool = False
    affairs: list[tuple[str, float]] = field(default_factory=list)
    entries: list[tuple[str, str]] = field(default_factory=list)
    out_of_scope: float = 0.0
    refuse_from: float = CERTAIN
    agreed: bool = False
    threshold: float = CERTAIN
    ask_from: float = WORTH_ASKING
    where: Whereabouts = field(default_factory=Whereabouts)
    resolved: list[jurisdiction_pb2.ResolveResponsibilityResponse] = field(default_factory=list)
    located: jurisdiction_pb2.AreaLocation | None = None
    entry: faq_pb2.Entry | None = None
    departures: wayfinding_pb2.GetLastDeparturesResponse | None = None

    @property
    def affair(self) -> rows.Affair | None:
        """The affair that is most likely, whether or not it is certain enough to be stated."""
        return self.knowledge.affairs.get(self.affairs[0][0]) if self.affairs else None

    @property
    def probability(self) -> float:
        """How likely the best affair is."""
        return self.affairs[0][1] if self.affairs else 0.0

    @property
    def certain(self) -> bool:
        """Whether the best affair may be stated without asking."""
        return bool(self.affairs) and self.probability >= self.threshold

    @property
    def likely(self) -> list[tuple[str, float]]:
        """The affairs that it may well be, at least two where two are known: those that would be offered in a question."""
        offered = self.affairs[:MOST_OFFERED]
        return [(code, probability) for place, (code, probability) in enumerate(offered) if probability >= OFFERED or place < LEAST_OFFERED]

    @property
    def settled(self) -> bool:
        """Whether the body may be stated: the affair is certain, or all likely affairs are the same body's here."""
        return self.certain or self.agreed

    @property
    def district(self) -> str:
        """The code of the district that decides, when it is the same for all places that the name may mean and no border leaves it open."""
        found = {one.location.district.code if not one.border_decides else "" for one in self.resolved}
        return found.pop() if len(found) == 1 else ""

    @property
    def is_out_of_scope(self) -> bool:
        """Whether it is likely enough to be no public business to say so, and no affair may be stated. What is said in a language that the service
        does not speak must be as likely as an affair that is stated."""
        told_from = self.refuse_from if self.spoken else self.threshold
        return self.understood and self.out_of_scope >= told_from and self.probability < self.threshold

    @property
    def station_lines(self) -> tuple[str, ...]:
        """The lines of the station that is named, when only one is; lines of one operator count once."""
        stations = self.where.stations
        lines = self.knowledge.station_lines.get(stations[0].ref, ()) if len(stations) == 1 else ()
        return tuple({self.knowledge.lines[line].operator: line for line in reversed(lines)}.values())

    @property
    def may_ask(self) -> bool:
        """At most two questions, then a person. A client that keeps no token shows by its choices how many it was asked."""
        return max(self.inquiry.turn, len(self.inquiry.fill.ListFields())) < 2

    def say(self, message: str, **values: str) -> str:
        """A sentence in the caller's language."""
        return self.knowledge.say(message, self.language, **values)

    def note(self, kind: str, ref: str, detail: str) -> None:
        """Add to the evidence."""
        self.response.evidence.append(pb.Evidence(kind=kind, ref=ref, detail=detail))
