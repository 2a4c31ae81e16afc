"""Everything wayfinding knows of one edition, loaded and warm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from city120_edition import rows
from city120_edition.edition import Edition
from city120_edition.opening import OpeningRows, OpeningTimes
from city120_text import name_key
from city120_wayfinding.addresses import AddressBook, AtPoint, NearestAddress
from city120_wayfinding.addresses.aliases import aliases
from city120_wayfinding.calendar.service_days import Calendar
from city120_wayfinding.directions.by_courses import ByCourses
from city120_wayfinding.directions.courses import Courses
from city120_wayfinding.directions.directions import Directions
from city120_wayfinding.directions.ends import OFFICIAL, Ends
from city120_wayfinding.directions.last_way import LastWays
from city120_wayfinding.directions.planner import Planner
from city120_wayfinding.directions.wording import Wording
from city120_wayfinding.mentions.crossings import CrossingFinder
from city120_wayfinding.mentions.cues import endings, place_words, placing_endings
from city120_wayfinding.mentions.finder import MentionFinder
from city120_wayfinding.mentions.geocoder import Geocoder
from city120_wayfinding.mentions.kinds import KindFinder
from city120_wayfinding.mentions.sites import SiteFinder, places_of_sites, sites_by_ref
from city120_wayfinding.mentions.sounds import SoundFinder
from city120_wayfinding.places.exits import Exits
from city120_wayfinding.places.gazetteer import Gazetteer
from city120_wayfinding.places.listed import PlaceKinds, imported, listed_sites
from city120_wayfinding.places.middles import legal_dongs, middles, reaches
from city120_wayfinding.places.open_places import OpenPlaces
from city120_wayfinding.places.place import Place, Point, read_places
from city120_wayfinding.places.search import Search
from city120_wayfinding.streets.imported import imported_streets
from city120_wayfinding.streets.landmarks import Landmarks
from city120_wayfinding.timetable.departures import Timetable
from city120_wayfinding.timetable.lifts import Lifts
from city120_wayfinding.timetable.stations import Stations
from city120_wayfinding.timetable.trains import Trains


@dataclass(frozen=True)
class Wayfinding:
    """One edition's mention finder, geocoders, search, calendar, trains, lifts, departures, last ways and directions; `line_colours` by line."""

    edition: Edition
    mentions: MentionFinder
    geocoder: Geocoder
    at_point: AtPoint
    search: Search
    calendar: Calendar
    timetable: Timetable
    last_ways: LastWays
    trains: Trains
    lifts: Lifts
    directions: Directions
    messages: Mapping[str, Mapping[str, str]]
    line_colours: Mapping[str, str]

    def wording(self, language: str) -> Wording:
        """The sentences in a language; empty: the official one."""
        return Wording(self.messages, language or OFFICIAL)

    @classmethod
    def load(cls, edition: Edition) -> Wayfinding:
        """Load an edition and look for names once, so that the first caller does not wait."""
        places, spellings = read_places(edition), edition.spellings()
        gazetteer = Gazetteer(spellings, places, edition.rows("names", rows.Name))
        register = "".join(row.source for row in edition.rows("road_register", rows.RoadRegister))
        cues, ignored = edition.rows("cues", rows.Cue), edition.rows("ignored_names", rows.IgnoredName)
        taken = gazetteer.keys | {name_key(row.name) for row in ignored}
        other_names = partial(aliases, spellings=spellings, named=edition.rows("road_names", rows.RoadName))
        addresses = AddressBook(edition.roads(), register, edition.layers, places, taken, endings(cues), other_names)
        sounds = SoundFinder(edition.soundings(), places, place_words(cues), [row.name for row in ignored])
        words = edition.rows("kind_words", rows.KindWord)
        kinds = KindFinder(words, edition.kind_soundings(), places, [row.name for row in ignored])
        exits = Exits.imported(edition)
        dongs, centres, admin_legal = edition.dong_map(), middles(edition), legal_dongs(edition)
        reached = reaches(dongs, centres, admin_legal)
        sites = _sites(edition, places, cues)
        mentions = MentionFinder(
            gazetteer,
            addresses,
            sounds,
            kinds,
            cues,
            ignored,
            exits,
            reached,
            sites,
            CrossingFinder(words, sites),
        )
        calendar = Calendar(edition.rows("holidays", rows.Holiday), edition.settings.timezone, edition.settings.first_date)
        stations = Stations(edition, gazetteer, places)
        trains = Trains(edition)
        trains.warm()
        lifts = Lifts.imported(edition)
        timetable = Timetable(edition, trains, calendar, stations)
        mentions.find(" ".join(edition.settings.names.values()))
        kinds_of_places = PlaceKinds(edition.rows("place_kinds", rows.PlaceKind))
        listed = list(imported(edition))
        all_places = [*map(kinds_of_places.known, places.values()), *listed]
        geocoder = Geocoder(gazetteer, mentions, centres, reached, places)
        all_sites, lists = edition.sites(), edition.rows("site_lists", rows.SiteList)
        site_places = places_of_sites(all_sites, lists)
        searched = [*all_places, *listed_sites(site_places, kinds_of_places, words, listed, places)]
        streets = imported_streets(edition)
        planner = Planner(trains.network, trains.on, calendar, streets, lifts.networks(trains.network), exits)
        courses, hours = Courses(edition, timetable.origin), edition.rows("line_hours", rows.LineHours)
        by_courses = ByCourses(courses, hours, trains.network, stations, streets, exits)
        elsewhere = {f"outside:{row.code}": f"station:{row.stations[0]}" for row in edition.rows("outside", rows.Outside) if row.stations}
        ends = Ends(places | sites_by_ref(all_sites, lists), gazetteer, geocoder, centres, stations, elsewhere)
        landmarks = Landmarks(all_places)
        directions = Directions(trains.network, planner, by_courses, calendar, stations, ends, streets, lifts, exits, landmarks)
        return cls(
            edition=edition,
            mentions=mentions,
            geocoder=geocoder,
            at_point=AtPoint(
                dongs,
                edition.manifest["boundary_source"],
                places,
                addresses.postcodes_of,
                NearestAddress(edition.layers).of,
                listed=[place for place in listed if place.event is None],
                sites=site_places,
                admin_dongs=_turned(admin_legal),
            ),
            search=_search(edition, places, gazetteer, centres, kinds_of_places, searched),
            calendar=calendar,
            timetable=timetable,
            last_ways=LastWays(directions, planner, calendar),
            trains=trains,
            lifts=lifts,
            directions=directions,
            messages=edition.messages(),
            line_colours={line.id: line.colour for line in edition.rows("lines", rows.Line)},
        )


def _turned(admin_legal: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The administrative dongs that cover a legal one, of the legal ones that each covers."""
    by_legal: dict[str, list[str]] = {}
    for admin, legals in admin_legal.items():
        for legal in legals:
            by_legal.setdefault(legal, []).append(admin)
    return by_legal


def _sites(edition: Edition, places: Mapping[str, Place], cues: Sequence[rows.Cue]) -> SiteFinder:
    """The complexes, schools and crossings of the edition."""
    lists, words = edition.rows("site_lists", rows.SiteList), edition.rows("site_words", rows.SiteWord)
    brands = edition.rows("site_brands", rows.SiteBrand)
    return SiteFinder(edition.sites(), lists, words, brands, placing_endings(cues), places)


def _search(
    edition: Edition,
    places: Mapping[str, Place],
    gazetteer: Gazetteer,
    centres: Mapping[str, Point],
    kinds: PlaceKinds,
    all_places: Sequence[Place],
) -> Search:
    """The search over the places of the edition, its sites and those of imported lists."""
    times = OpeningTimes(edition.rows("holidays", rows.Holiday), edition.settings.timezone)
    open_places = OpenPlaces(all_places, times, OpeningRows(edition.rows("openings", rows.Opening)))
    open_places.warm()
    return Search(places, gazetteer, kinds, open_places, all_places, centres)
