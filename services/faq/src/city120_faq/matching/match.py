"""What an inquiry is matched to: affairs, the entries that answer them, and what may be done with them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

from city120_edition import rows
from city120_faq.matching.decision import Candidate, Decision, candidates, decide, jointly_certain
from city120_faq.matching.entries import Entries
from city120_faq.matching.entry_head import EntryHead
from city120_faq.matching.groups import Groups, LikelyGroup
from city120_faq.matching.labels import OUT_OF_SCOPE, is_below
from city120_faq.matching.ranking import Reading
from city120_faq.matching.reading import Reader, Steps, Weaker

_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Limits:
    """How many affairs and entries are told at most."""

    affairs: int
    entries: int


@dataclass(frozen=True)
class Match:
    """What one question is matched to: `candidates` are its affairs, best first, `entries` (with how likely each is among those of its affair) answer
    them. The thresholds are those that `decision` was made with. `reading` is what it was made from. `refused_as`: why it is no public business,
    where it is refused."""

    reading: Reading
    decision: Decision
    candidates: tuple[Candidate, ...]
    jointly_certain: bool
    entries: tuple[tuple[rows.Entry, float], ...]
    state_from: float
    ask_from: float
    group: LikelyGroup | None = None
    refused_as: str = ""


@dataclass(frozen=True)
class Inquiry:
    """What a text asks, and what it asks besides; `weaker`: what could not be consulted; `consulted`: whether vectors were, for either or in vain."""

    first: Match
    second: Match | None
    weaker: tuple[Weaker, ...]
    consulted: bool


@dataclass(frozen=True)
class Matching:
    """Matches inquiries to the affairs and entries of an edition. Pure and thread-safe."""

    reader: Reader
    entries: Entries
    choices: EntryHead
    groups: Groups

    def match(self, text: str, language: str, day: dt.date, limits: Limits) -> Steps[Inquiry]:
        """What a text asks, with the entries that hold on a day. Asks for vectors as a reading does."""
        understood, consulted = yield from _noted(self.reader.understand(text, language))
        second = self._match(understood.second, language, day, limits) if understood.second else None
        return Inquiry(self._match(understood.first, language, day, limits), second, understood.weaker, consulted)

    def _match(self, reading: Reading, language: str, day: dt.date, limits: Limits) -> Match:
        ranking, fusion = reading.ranking, self.reader.matcher.fusion
        decision = decide(ranking, fusion)
        shown = candidates(ranking, limits.affairs)
        affairs = [candidate.affair for candidate in shown]
        # Of what it can hardly be, entries are not told apart: the general one is as likely as any.
        offered = [candidate.affair for candidate in shown if candidate.offered]

        def logs(affair: str) -> dict[str, float]:
            told_apart = any(is_below(code, affair) for code in offered)
            return self.choices.logs(affair, reading.text, reading.vector, fusion.entries) if told_apart else {}

        return Match(
            reading=reading,
            decision=decision,
            candidates=shown,
            jointly_certain=jointly_certain(ranking, fusion),
            entries=tuple(self.entries.about(affairs, logs, day, limits.entries)),
            state_from=fusion.state_from,
            ask_from=fusion.ask_from,
            group=self.groups.likeliest(ranking),
            refused_as=self._why(reading) if decision is Decision.REFUSE else "",
        )

    def _why(self, reading: Reading) -> str:
        """The likeliest reason why something is no public business; empty where the edition has none."""
        logs = self.choices.logs(OUT_OF_SCOPE, reading.text, reading.vector, self.reader.matcher.fusion.entries)
        return max(logs, key=logs.__getitem__, default="")


def _noted(steps: Steps[_Result]) -> Steps[tuple[_Result, bool]]:
    """What a reading comes to, and whether it was given vectors on its way."""
    consulted = False
    try:
        asked = next(steps)
        while True:
            vectors = yield asked
            consulted = consulted or vectors.rows is not None
            asked = steps.send(vectors)
    except StopIteration as end:
        return end.value, consulted
