"""What a caller has said so far: the one value that a message begins, that a token carries on, and that everything else is found out from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from city120_gateway.conversation.choices import Choices, Option
from city120_gateway.conversation.hints import PlaceHint
from city120_gateway.conversation.speech import Speech
from city120_gateway.words.caller_words import Manner

MOST_QUESTIONS = 2
_NOW = dt.timedelta(minutes=10)
# By what means one rides, as settings of an edition name the entries that tell what it costs.
TRAIN_RIDE, NIGHT_BUS, TAXI = "train", "night_bus", "taxi"
# What goes at night on a way out of the city.
BEYOND = "beyond"


@dataclass(frozen=True)
class RankedAffair:
    """An affair that it may be about, its calibrated probability, and whether it belongs in a question which one it is."""

    code: str
    probability: float
    offered: bool = False


@dataclass(frozen=True)
class RankedEntry:
    """An entry that may answer, the affair it is about, and how likely it is among those of that affair."""

    id: str
    affair: str
    share: float = 0.0


@dataclass(frozen=True)
class Waiting:
    """The second question of a text, which waits for the place that the first one asked for."""

    affair: str
    entries: tuple[RankedEntry, ...] = ()


@dataclass(frozen=True)
class Earlier:
    """What earlier turns found, and what they offered to choose from. `certain`: the affair could be stated; `jointly_certain`: all that were likely
    together could. `station`, `goal`: where a journey begins and ends, and `ride` by what means, the first that was told. `answered`:
    nothing was asked back. `told`: the entry whose text was told, and in which language."""

    edition_id: str = ""
    certain: bool = False
    jointly_certain: bool = False
    affairs: tuple[RankedAffair, ...] = ()
    entries: tuple[RankedEntry, ...] = ()
    options: tuple[Option, ...] = ()
    assets: tuple[str, ...] = ()
    station: str = ""
    goal: str = ""
    ride: str = ""
    answered: bool = False
    told: tuple[str, str] = ("", "")
    waiting: Waiting | None = None

    @property
    def suggested(self) -> bool:
        """Whether it was asked which affair it is, and told what is done if it is the first."""
        return not self.answered and bool(self.told[0] and self.options and self.options[0].choices.affair)


@dataclass(frozen=True)
class Conversation:
    """All that a caller said up to now, checked.

    `text`: what is to be read now, empty when it was a choice; `said`: the last message whole. `at` has an offset; `day_word`: the word in the text
    that named its day, and `asked_at` the moment without that word; `now`: it is about the present moment. `as_of`: the directory date. `turn`: how
    often the caller was asked before. `manner`: what the text is when it asks for nothing; `heard`: what else its words mean, and those of earlier
    texts; `upset`: it says for the first time that the caller is angry or sad.
    """

    text: str
    at: dt.datetime
    as_of: dt.date
    said: str = ""
    channel: str = "web"
    speech: Speech = field(default_factory=Speech)
    place: PlaceHint | None = None
    choices: Choices = field(default_factory=Choices)
    turn: int = 0
    day_word: str = ""
    asked_at: dt.datetime | None = None
    now: bool = False
    manner: Manner | None = None
    heard: frozenset[str] = frozenset()
    upset: bool = False
    earlier: Earlier = field(default_factory=Earlier)

    @property
    def language(self) -> str:
        """The language of the answer."""
        return self.speech.language

    @property
    def goes_on(self) -> bool:
        """Whether something was said before."""
        return bool(self.earlier.edition_id)

    @property
    def other_day(self) -> bool:
        """Whether words name a day that is not that of the moment of asking."""
        return bool(self.day_word) and self.at != self.asked_at

    def at_present(self) -> Conversation:
        """The same about the moment of asking, whatever day a word named."""
        if self.asked_at is None or not self.day_word or self.choices.at:
            return self
        return replace(self, at=self.asked_at, day_word="", now=is_now(self.asked_at))

    @property
    def asks(self) -> bool:
        """Whether there is a text that asks something."""
        return bool(self.text.strip()) and self.manner is None

    @property
    def may_be_asked(self) -> bool:
        """At most two questions, then a person. A client that keeps no token shows by its choices how many it was asked."""
        return max(self.turn, len(self.choices)) < MOST_QUESTIONS

    def beside(self, text: str) -> Conversation:
        """The same caller with another question, at the same place and time, on the same way: of what was chosen only the area holds for both."""
        earlier = replace(self.earlier, assets=(), station=self.earlier.station if self.earlier.goal else "", waiting=None)
        return replace(self, text=text, choices=Choices(area=self.choices.area), earlier=earlier)


def is_now(at: dt.datetime) -> bool:
    """Whether a moment is so near to the clock's that it is called now."""
    return abs(dt.datetime.now(at.tzinfo) - at) < _NOW


def one_of_each(entries: Iterable[RankedEntry]) -> list[RankedEntry]:
    """The first entry of each affair."""
    first: dict[str, RankedEntry] = {}
    for entry in entries:
        first.setdefault(entry.affair, entry)
    return list(first.values())
