"""Everything wayfinding knows of one edition, loaded and warm."""

from __future__ import annotations

from dataclasses import dataclass

from city120_edition import rows
from city120_edition.edition import Edition
from city120_text import name_key
from city120_wayfinding.addresses import AddressBook
from city120_wayfinding.calendar import Calendar
from city120_wayfinding.cues import endings
from city120_wayfinding.departures import Timetable
from city120_wayfinding.gazetteer import Gazetteer
from city120_wayfinding.mentions import MentionFinder
from city120_wayfinding.places import read_places
from city120_wayfinding.search import Search
from city120_wayfinding.sounds import SoundFinder


@dataclass(frozen=True)
class Wayfinding:
    """One edition's mention finder, search, calendar and timetable."""

    edition: Edition
    mentions: MentionFinder
    search: Search
    calendar: Calendar
    timetable: Timetable

    @classmethod
    def load(cls, edition: Edition) -> Wayfinding:
        """Load an edition and look for names once, so that the first caller does not wait."""
        places = read_places(edition)
        gazetteer = Gazetteer(edition.spellings(), places)
        register = "".join(row.source for row in edition.rows("road_register", rows.RoadRegister))
        cues, ignored = edition.rows("cues", rows.Cue), edition.rows("ignored_names", rows.IgnoredName)
        taken = gazetteer.keys | {name_key(row.name) for row in ignored}
        addresses = AddressBook(edition.roads(), register, edition.layers, places, taken, endings(cues))
        mentions = MentionFinder(gazetteer, addresses, SoundFinder(edition.soundings(), places), cues, ignored)
        calendar = Calendar(edition.rows("holidays", rows.Holiday), edition.settings.timezone, edition.settings.first_date)
        timetable = Timetable(edition, calendar, gazetteer, places)
        mentions.find(" ".join(edition.settings.names.values()))
        search = Search(places, gazetteer, mentions)
        return cls(edition, mentions, search, calendar, timetable)
