"""All that was found out about one question of a caller. It is the whole ground of what is decided, and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from city120_edition import rows
from city120_gateway.conversation.choices import ChosenAsset, ChosenBody
from city120_gateway.conversation.conversation import Conversation, RankedAffair
from city120_gateway.resolution.answers import (
    Departures,
    Entry,
    EntryText,
    LastWay,
    Location,
    Match,
    MatchDecision,
    Mention,
    NearStation,
    NoWay,
    Outcome,
    Place,
    Responsibility,
    Route,
    Ruling,
    StandIn,
)
from city120_gateway.resolution.evidence import Evidence
from city120_gateway.resolution.nearby import Nearby, Visiting
from city120_gateway.resolution.whereabouts import Whereabouts
from city120_gateway.words.caller_words import AGAIN, HOME, entries_of
from city120_text import EmergencyRule

# Whoever lacks something to be ruled on.
LACKING = (Outcome.NEEDS_PLACE, Outcome.NEEDS_FACT)
_STATION = "station:"
# So likely an affair is of which it is told what to do if it is meant: of the golden inquiries that are asked which of several they are about,
# more than half have one, and it is the right one for four in five (scripts/audit/measure_menus.py).
LIKELY = 0.6
_BETWEEN = ("departures", "directions")
_TOLD_AS = ("answer", "places", "departures", "directions")
NOT_UNDERSTOOD = Match(MatchDecision.HAND_OVER)


@dataclass(frozen=True)
class Findings:
    """What the caller said; what is asked, and whether that could be looked up at all; the place that decides; and what the services answered.

    `affair`: the likeliest, whether or not it may be stated. `resumed`: what is asked is what was asked before, of which the text says more.
    `says_where_alone`: the text names places and nothing else. `follows`: it asks more of what was answered before, or for another day, and for
    nothing else; `prices`: it asks what a ride costs that was told before; `reports`: it tells what the answer before asked for. `beside`: the entry
    that is told beside `entry`. `of_a_kind`: what is asked for are places of a kind, and no office. `rulings`: one for each place that a name may
    mean. `agreed`: of several likely affairs all are the same body's here. `station_lines`: the lines of the only station that is named, those of one
    operator once; `line_named`: whether the text names a line. `located`: where the caller's device is. `last_way`: to the station where the journey
    ends, if one is named, and `no_way` that there is none. `boarding`, `alighting`: the stations near the ends of a journey that are no stations.
    `kinds`: those of the places that words ask for; `unlisted`: the name of the one that is sought, which is in no list.
    `sought_in`: the district that was named beside a place that lies elsewhere, `area_of`: the name of which it is asked in which areas it lies.
    `visiting`: the office or sight that is asked to be open. `named`: the place of the affair's kind that is named beside what is asked, as an
    embassy beside a lost passport.
    """

    conversation: Conversation
    match: Match = NOT_UNDERSTOOD
    looked_up: bool = False
    emergencies: tuple[EmergencyRule, ...] = ()
    affair: rows.Affair | None = None
    resumed: bool = False
    says_where_alone: bool = False
    follows: bool = False
    prices: bool = False
    reports: bool = False
    where: Whereabouts = field(default_factory=Whereabouts)
    of_a_kind: bool = False
    station_lines: tuple[str, ...] = ()
    line_named: bool = False
    rulings: tuple[Ruling, ...] = ()
    agreed: bool = False
    located: Location | None = None
    entry: Entry | None = None
    beside: Entry | None = None
    departures: Departures | None = None
    last_way: LastWay | None = None
    no_way: NoWay | None = None
    boarding: NearStation | None = None
    alighting: NearStation | None = None
    kinds: tuple[str, ...] = ()
    unlisted: str = ""
    sought: Place | None = None
    sought_in: str = ""
    area_of: Mention | None = None
    visiting: Visiting | None = None
    named: Place | None = None
    nearby: Nearby | None = None
    route: Route | None = None
    evidence: tuple[Evidence, ...] = ()

    def ruled(self, rulings: Sequence[Ruling | None]) -> Findings:
        """With what the rules say: of each place, or, where it is not certain which affair it is, of each likely one. With an answer for only some of
        them the body would be a guess; likely affairs of different bodies are a question, and so are those of which an answer, a list or a time is
        wanted, for a body alone does not tell it."""
        complete = tuple(ruling for ruling in rulings if ruling is not None)
        if len(complete) < len(rulings):
            return self
        if self.certain:
            return replace(self, rulings=complete)
        if self.affair is not None and self.affair.answer_kind in _TOLD_AS:
            return self
        bodies = {ruling.stated_body for ruling in complete}
        if len(bodies) != 1 or "" in bodies:
            return self
        note = Evidence("affair", " ".join(affair.code for affair in self.offered), "all of these are the same body's here")
        return replace(self, agreed=True, rulings=complete[:1], evidence=(*self.evidence, note))

    @property
    def certain(self) -> bool:
        """Whether the likeliest affair may be stated without asking."""
        return self.match.decision is MatchDecision.STATE

    @property
    def refused(self) -> bool:
        """Whether it is surely no public business."""
        return self.match.decision is MatchDecision.REFUSE

    @property
    def settled(self) -> bool:
        """Whether the body may be stated: the affair is certain, or all likely affairs are the same body's here."""
        return self.certain or self.agreed

    @property
    def group_certain(self) -> bool:
        """Whether the family of the affair may be stated."""
        return self.match.group is not None and self.match.group.certain

    @property
    def probability(self) -> float:
        """How likely the best affair is."""
        return self.match.affairs[0].probability if self.match.affairs else 0.0

    @property
    def offered(self) -> tuple[RankedAffair, ...]:
        """The affairs that it may well be."""
        return tuple(affair for affair in self.match.affairs if affair.offered)

    @property
    def suggested(self) -> bool:
        """Whether it is to be asked which affair it is, and one is likely."""
        offered = self.offered
        if self.match.decision is not MatchDecision.ASK or len(offered) < 2 or self.affair is None or offered[0].code != self.affair.code:
            return False
        return offered[0].probability >= LIKELY

    @property
    def only_ruling(self) -> Ruling | None:
        """The ruling when there is one place, or none is needed."""
        return self.rulings[0] if len(self.rulings) == 1 else None

    @cached_property
    def places_differ(self) -> bool:
        """Whether the places that a name may mean have different bodies, or one of them still lacks something."""
        bodies = {
            (
                ruling.outcome,
                ruling.responsibility.body.id if ruling.responsibility else "",
                tuple(candidate.body.id for candidate in ruling.candidates),
            )
            for ruling in self.rulings
        }
        return len(bodies) > 1 or any(ruling.outcome in LACKING for ruling in self.rulings)

    @cached_property
    def responsibility(self) -> Responsibility | None:
        """Who is responsible, when that is the same everywhere that the name may mean; of several who share the place the one that was chosen."""
        if not self.rulings or self.places_differ:
            return None
        ruling, thing = self.rulings[0], self.conversation.choices.thing
        if ruling.outcome is not Outcome.SHARED:
            return ruling.responsibility
        # A park can be an asset and a body under one id.
        chosen = thing.id if isinstance(thing, ChosenBody | ChosenAsset) else ""
        return next((candidate for candidate in ruling.candidates if candidate.body.id == chosen), None)

    @property
    def start(self) -> str:
        """The station where the caller gets on, by reference; a station that is only gone to is none. Empty when it is not known."""
        named, before, chosen = self.where.station, self.conversation.earlier.station, self.conversation.choices.station
        near = self.boarding.ref if self.boarding is not None else ""
        return (
            (chosen if chosen != self.goal else "")
            or near
            or (named if named != self.where.goal else "")
            or (before if before.startswith(_STATION) else "")
        )

    @property
    def goal(self) -> str:
        """The station where the journey ends, by reference, or empty."""
        before = self.conversation.earlier.goal
        if self.alighting is not None:
            return self.alighting.ref
        # Who gets on near a place that is no station goes to the station that is named.
        named = self.where.station if self.boarding is not None else ""
        return self.where.goal or named or (before if before.startswith(_STATION) else "")

    @property
    def way(self) -> tuple[str, str]:
        """Where the way that is asked for begins and ends, as wayfinding finds it; empty where that is not known. Who was asked where it begins may
        reply with a place alone, and who was told where it ends with one where they are; who wants to get home says where they are first."""
        (origin, goal), conversation = self.where.ends, self.conversation
        is_there = self.where.boards and not conversation.earlier.station
        begins = (conversation.turn or is_there) if conversation.earlier.goal else (is_there and HOME in conversation.heard)
        if goal and not origin and begins:
            origin, goal = goal, conversation.earlier.goal
        goal = goal or conversation.earlier.goal
        chosen = conversation.choices.station
        return (chosen if chosen != goal else "") or origin or conversation.earlier.station, goal

    @property
    def stand_ins(self) -> tuple[StandIn, ...]:
        """What the ends of the way, or of the journey by train, are taken for."""
        by_train = self.affair is not None and self.affair.answer_kind == _BETWEEN[0]
        return tuple(self.where.stand_ins[end] for end in ((self.start, self.goal) if by_train else self.way) if end in self.where.stand_ins)

    @property
    def unreached(self) -> bool:
        """Whether the way to a city elsewhere is asked for, or from one, of which no station is known."""
        return self.certain and self.affair is not None and self.affair.answer_kind in _BETWEEN and self.where.unreached is not None

    @property
    def unclear_end(self) -> Mention | None:
        """The name of an end of a journey that may be several places, where the other end is known: of the two first where it ends."""
        if self.affair is None or self.affair.answer_kind not in _BETWEEN:
            return None
        start, goal = self.way if self.affair.answer_kind == "directions" else (self.start, self.goal)
        begins, ends = self.where.unclear
        return (ends or begins) if start or goal or (begins and ends) else None

    @property
    def beside_place(self) -> str:
        """What the caller says now, without the name of the place that decides: who says where they live asks no more of what was told by that."""
        text, place = self.conversation.text, self.where.name
        return text.replace(place, " ") if place else text

    @property
    def told_entry(self) -> bool:
        """Whether the caller's words mean the entry that was found, so that nothing else needs to be known."""
        return self.entry is not None and self.entry.id in entries_of(self.conversation.heard)

    @property
    def answer(self) -> EntryText | None:
        """The entry's text in the language of the caller, when there is one, and after it that of the entry beside it."""
        text, more = (entry.texts.get(self.conversation.language) if entry is not None else None for entry in (self.entry, self.beside))
        return text.then(more) if text is not None and more is not None else text

    @property
    def told_before(self) -> bool:
        """Whether the caller was just told the entry's text, and asks no more of it, nor to hear it again."""
        told, heard = self.conversation.earlier.told, self.conversation.heard
        return (
            self.entry is not None
            and not (self.follows or self.prices)
            and AGAIN not in heard
            and told == (self.entry.id, self.conversation.language)
        )

    @property
    def district(self) -> str:
        """The code of the district that decides, when it is the same for all places that the name may mean and no border leaves it open."""
        districts = {"" if ruling.border_decides else ruling.location.district for ruling in self.rulings}
        return districts.pop() if len(districts) == 1 else ""

    @property
    def outside(self) -> bool:
        """Whether the place lies outside the city."""
        return bool(self.where.outside) or any(ruling.outcome is Outcome.OUTSIDE for ruling in self.rulings)
