"""A voice: what is said is heard once, in order."""

from __future__ import annotations

from collections.abc import Mapping

from city120_gateway.channels.sentences import Sentences
from city120_gateway.knowledge import OFFICIAL
from city120_gateway.resolution.answers import Departures
from city120_gateway.resolution.resolution import Answer


class Voice(Sentences):
    """One text, without brackets, dates and sources, and without choices that are too many to remember."""

    name = "voice"
    by_ear = True
    most_places = 2
    most_options = 5
    tells_addresses = False
    tells_rough = False

    def arrange(self, sentences: list[str]) -> tuple[str, ...]:
        """One text."""
        return (" ".join(sentences),)

    def timetable(self, trains: Departures, station: str, lines: list[str]) -> list[str]:
        """Each train a sentence."""
        told = [self.head_of(trains, station), *self.listed(lines), self.expresses(trains), self.bound(trains)]
        return [*self.of_the_day(trains.day_type), *told, *self.incomplete(trains)]

    def timetable_head(self, trains: Departures) -> str:
        """The message above a timetable, to be heard."""
        return f"{super().timetable_head(trains)}.voice"

    def listed(self, lines: list[str]) -> list[str]:
        """Each a sentence."""
        return [f"{line}." for line in lines]

    def source(self, source: str, date: str) -> list[str]:
        """Nothing that is said."""
        return []

    def next_day(self, clock: str) -> str:
        """A time of the next day, as it is said."""
        return self.say("departures.next_day.voice", time=clock)

    def form(self, answer: Answer) -> str:
        """The form to be read aloud, where somebody wrote one."""
        return answer.spoken or answer.text

    def called(self, names: Mapping[str, str]) -> str:
        """The name in the caller's language alone."""
        return names.get(self.resolution.language) or names.get(OFFICIAL, "")
