"""What the gateway itself reads of an edition: affairs, area names, sentences, emergencies. Everything else is asked of the services."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from city120_edition import rows
from city120_edition.edition import Edition
from city120_edition.gazetteer import Spelling
from city120_edition.opening import OpeningTimes
from city120_edition.validate import as_rule
from city120_gateway.words.arrival_times import ArrivalTimes
from city120_gateway.words.caller_words import CallerWords, further_of
from city120_gateway.words.country_names import CountryNames
from city120_gateway.words.days import DayWords
from city120_gateway.words.kind_names import KindNames
from city120_gateway.words.likeness import Likeness
from city120_gateway.words.patterns import pattern
from city120_gateway.words.replies import Replies
from city120_text import EmergencyMatcher, name_key
from city120_text.language import warm_up

OFFICIAL = "ko"
# Of the kinds of places the one that has a day.
EVENT = "event"
_COUNTY_DIGITS = 5
_SAMPLED = 10
_PLACE, _BODY = "place:", "body:"
# Names of a kind that stand beside each other, and the language in which what a place is stands before what it is called.
_BETWEEN_NAMES, _KIND_FIRST = "·", "vi"
_APART = "apart"


@dataclass(frozen=True)
class BusStop:
    """A station that a bus line passes, by its names, its point in degrees and its district."""

    names: Mapping[str, str]
    latitude: float
    longitude: float
    district: str = ""


@dataclass(frozen=True)
class BusLine:
    """A bus line with the stations that it is known to pass, in their order."""

    line: str
    stops: tuple[BusStop, ...]
    source: str
    data_date: str


@dataclass(frozen=True)
class Expresses:
    """Trains that pass stations of their line, as they leave one: first and last, HH:MM of the service day. `onward`: where they stop after it, by
    reference, in their order."""

    line: str
    direction: str
    first: str
    last: str
    onward: tuple[str, ...]


class EntryOfAffair(NamedTuple):
    """An entry, by its id, and the affair that it answers."""

    id: str
    affair: str


class StationName(NamedTuple):
    """What a station is called in a language."""

    language: str
    text: str


class StationElsewhere(NamedTuple):
    """A station of a city elsewhere: its reference and names."""

    ref: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Knowledge:
    """One edition as the gateway needs it. `station_names`: finds the names of stations, also where they are everyday words; `stops`: stations by
    their reference; `onward`: what signs show of trains that run on beyond where a timetable knows them, by line, direction and the reference of that
    station; `bus_lines`: by the affair that they answer; `expresses`: by station and day type; `settling`: the affairs of the entries that words of
    callers mean, by entry; `fares`: the entries that tell what a ride costs, and their affairs, by its means. `city_entries`: those of each affair,
    in their order, and `texts` what each entry says; `likeness`, `questions`: how rare words are in answers, and in questions. `details`: which ones
    each entry tells, `told_by` the words of a sentence that does, and `instead` what tells one where no entry does. `asks`: what each entry asks a
    caller for, and `said_by` the words of who has said it, a place apart. `dong_offices`: by the code of their dong; `taken`: references of the
    offices whose calls another takes. `sights`: references of the places whose opening hours are verified, and `opening_times` what is reckoned of
    hours.
    `country_names`: what embassies are called after; `place_names`: the words for all kinds of places, within names. `elsewhere`: the stations at
    which one alights in a city elsewhere, the main one first, by its reference."""

    edition: Edition
    affairs: dict[str, rows.Affair]
    areas: dict[str, rows.Area]
    admin_dongs: dict[str, list[rows.Area]]
    lines: dict[str, rows.Line]
    line_hours: dict[str, rows.LineHours]
    station_lines: dict[str, tuple[str, ...]]
    station_names: re.Pattern[str]
    assets: Mapping[str, tuple[str, ...]]
    bodies: frozenset[str]
    taken: frozenset[str]
    dong_offices: dict[str, rows.Body]
    groups: dict[str, rows.Group]
    outside: dict[str, rows.Outside]
    messages: dict[str, dict[str, str]]
    replies: Replies
    days: DayWords
    caller_words: CallerWords
    stops: dict[str, BusStop]
    onward: dict[tuple[str, str, str], tuple[Mapping[str, str], ...]]
    bus_lines: dict[str, tuple[BusLine, ...]]
    expresses: dict[tuple[str, str], tuple[Expresses, ...]]
    settling: dict[str, str]
    fares: dict[str, EntryOfAffair]
    city_entries: dict[str, tuple[str, ...]]
    texts: Mapping[str, Mapping[str, rows.EntryText]]
    likeness: Likeness
    questions: Likeness
    details: dict[str, tuple[str, ...]]
    told_by: dict[str, re.Pattern[str]]
    instead: list[rows.Instead]
    asks: dict[str, tuple[str, ...]]
    said_by: dict[str, re.Pattern[str]]
    emergencies: EmergencyMatcher
    place_kinds: dict[str, rows.PlaceKind]
    place_searches: dict[str, rows.PlaceSearch]
    kind_searches: dict[str, rows.PlaceSearch]
    kind_names: KindNames
    place_names: KindNames
    country_names: CountryNames
    elsewhere: dict[str, tuple[StationElsewhere, ...]]
    arrival_times: ArrivalTimes
    sights: frozenset[str]
    opening_times: OpeningTimes

    @classmethod
    def load(cls, edition: Edition) -> Knowledge:
        """Load and warm."""
        warm_up()
        districts, admin, legal = (edition.rows(table, rows.Area) for table in ("districts", "admin_dongs", "legal_dongs"))
        by_district: dict[str, list[rows.Area]] = {district.code: [] for district in districts}
        for area in admin:
            by_district[area.district_code].append(area)
        entries, asks, details = edition.rows("entries", rows.Entry), edition.rows("asks", rows.Ask), edition.rows("details", rows.Detail)
        stops, bodies = _stops(edition), edition.rows("bodies", rows.Body)
        searches, words = edition.rows("place_searches", rows.PlaceSearch), edition.rows("caller_words", rows.CallerWord)
        return cls(
            edition=edition,
            affairs={row.code: row for row in edition.rows("affairs", rows.Affair)},
            areas={area.code: area for area in (*legal, *admin, *districts)},
            admin_dongs=by_district,
            station_lines={f"station:{row.id}": row.lines for row in edition.rows("stations", rows.Station)},
            station_names=pattern(StationName(*name) for row in edition.rows("stations", rows.Station) for name in row.names.items()),
            lines={row.id: row for row in edition.rows("lines", rows.Line)},
            line_hours={row.line: row for row in edition.rows("line_hours", rows.LineHours)},
            assets={row.id: tuple(row.district_codes) for row in edition.rows("assets", rows.Asset)},
            bodies=frozenset(row.id for row in bodies),
            taken=frozenset(f"{_BODY}{row.id}" for row in bodies if row.taken_by),
            dong_offices={row.id.rpartition(".")[2]: row for row in bodies if row.kind == "dong" and row.address},
            groups={row.code: row for row in edition.rows("groups", rows.Group)},
            outside={row.code: row for row in edition.rows("outside", rows.Outside)},
            messages=edition.messages(),
            replies=Replies.of(edition.messages()),
            days=DayWords(
                edition.rows("day_words", rows.DayWord),
                edition.rows("holidays", rows.Holiday),
                edition.rows("calendar_dates", rows.CalendarDate),
            ),
            caller_words=CallerWords(words),
            stops=stops,
            onward=_onward(edition),
            bus_lines=_bus_lines(edition, stops),
            expresses=_expresses(edition),
            settling=_settling(edition, entries),
            fares=_fares(edition, entries),
            city_entries=_city_entries(entries),
            texts={entry.id: entry.texts for entry in entries},
            likeness=_likeness(entries, lambda text: text.answer),
            questions=_likeness(entries, lambda text: text.question),
            details=_saying(entries, ((row.detail, row.told_by) for row in details)),
            told_by={row.detail: re.compile(row.told_by) for row in details},
            instead=edition.rows("instead", rows.Instead),
            asks=_saying(entries, ((row.asks, row.asked_by) for row in asks)),
            said_by={row.asks: re.compile(row.said_by, re.IGNORECASE) for row in asks if row.said_by},
            emergencies=EmergencyMatcher(as_rule(row) for row in edition.rows("emergencies", rows.Emergency)),
            place_kinds={row.kind: row for row in edition.rows("place_kinds", rows.PlaceKind)},
            arrival_times=ArrivalTimes(edition.rows("arrival_times", rows.ArrivalTime)),
            place_searches={row.affair: row for row in searches if not row.by_words},
            kind_searches={row.affair: row for row in searches if row.by_words},
            kind_names=KindNames(searches, edition.rows("place_kinds", rows.PlaceKind), edition.rows("kind_words", rows.KindWord)),
            place_names=_place_names(edition),
            elsewhere=_elsewhere(edition),
            country_names=CountryNames(searches, edition.rows("kind_words", rows.KindWord), edition.rows("gazetteer", Spelling), words),
            sights=frozenset(row.ref for row in edition.rows("openings", rows.Opening) if row.verified and row.ref.startswith(_PLACE)),
            opening_times=OpeningTimes(edition.rows("holidays", rows.Holiday), edition.settings.timezone),
        )

    def of_affair(self, entry: str) -> EntryOfAffair:
        """An entry of the city with its affair."""
        return EntryOfAffair(entry, next(affair for affair, entries in self.city_entries.items() if entry in entries))

    def say(self, message: str, language: str, **values: str) -> str:
        """A sentence of the edition in a language."""
        text: str = self.messages[message][language]
        return text.format(**values)

    def has_area(self, code: str) -> bool:
        """Whether an area of this code exists, now or in the past; 8 digits are a dong without its last two."""
        return (code.ljust(10, "0") if len(code) > 5 else code) in self.areas

    def has_place(self, code: str) -> bool:
        """Whether a code is an area's, or that of a city or county elsewhere."""
        return self.has_area(code) or (len(code) == _COUNTY_DIGITS and bool(self.outside_name(code)))

    def area_name(self, code: str, language: str) -> str:
        """The name of an area with its district before it, and the official Korean name beside a translated one."""
        if code not in self.areas and (there := self.outside_row(code)):
            return beside(there.names[language], there.names[OFFICIAL])
        area = self.areas[code]
        return beside(self._full_name(area, language), self._full_name(area, OFFICIAL))

    def _full_name(self, area: rows.Area, language: str) -> str:
        district = self.areas.get(area.district_code)
        return f"{district.names[language]} {area.names[language]}" if district and district.code != area.code else area.names[language]

    def outside_name(self, code: str) -> str:
        """The official name of what lies beyond the border under a code: the most exact that the edition has; empty when it has none."""
        row = self.outside_row(code)
        return row.names[OFFICIAL] if row else ""

    def outside_row(self, code: str) -> rows.Outside | None:
        """What lies beyond the border under a code: the most exact that the edition has."""
        return next(self._around(code), None)

    def outside_phone(self, code: str) -> str:
        """The number of the call centre beyond the border under a code, or of what that lies in; empty when none is verified."""
        return next((row.phone for row in self._around(code) if row.phone), "")

    def _around(self, code: str) -> Iterator[rows.Outside]:
        """What lies beyond the border under a code, and what that lies in, the smallest first."""
        return (row for length in range(len(code), 1, -1) if (row := self.outside.get(code[:length])) is not None)

    def names_a_line(self, text: str) -> bool:
        """Whether a text has the name of a line that has a number."""
        key = name_key(text)
        return any(name in key for line in self.lines.values() for name in map(name_key, line.names.values()) if any(map(str.isdigit, name)))

    def affair_of(self, answer_kind: str) -> str:
        """The affair that is answered so, e.g. by departures; the broadest where there are several, empty in a city that has none."""
        codes = [code for code, affair in self.affairs.items() if affair.answer_kind == answer_kind]
        return min(codes, key=lambda code: (code.count("."), code), default="")

    @property
    def events_affair(self) -> str:
        """The affair that dated events answer; empty in a city that has none."""
        return next((row.affair for row in self.place_searches.values() if row.kinds == (EVENT,)), "")

    @property
    def offices_affair(self) -> str:
        """The affair that asks where offices of bodies are; empty in a city that has none."""
        return next((code for code, row in self.place_searches.items() if any(self.place_kinds[kind].bodies for kind in row.kinds)), "")

    @property
    def fallback_phone(self) -> str:
        """The number to give when no verified one is known."""
        return self.edition.settings.fallback_phone


def _place_names(edition: Edition) -> KindNames:
    """The words for all kinds of places, which are also called by the names of these; those of which the edition has all may stand apart from what
    they are called after."""
    kinds = edition.rows("place_kinds", rows.PlaceKind)
    listed, others = (tuple(row.kind for row in kinds if row.listed is listed) for listed in (True, False))
    searches = [rows.PlaceSearch(affair="", kinds=listed, by_words=True, named=_APART), rows.PlaceSearch(affair="", kinds=others, by_words=True)]
    called = [
        rows.KindWord(kind=row.kind, language=language, position="before" if language == _KIND_FIRST else "after", text=text)
        for row in kinds
        for language, name in row.names.items()
        for text in name.split(_BETWEEN_NAMES)
    ]
    return KindNames(searches, kinds, [*edition.rows("kind_words", rows.KindWord), *called])


def _settling(edition: Edition, entries: Iterable[rows.Entry]) -> dict[str, str]:
    meant = further_of(word.means for word in edition.rows("caller_words", rows.CallerWord))
    return {entry.id: entry.affair for entry in entries if entry.id in meant}


def _fares(edition: Edition, entries: Iterable[rows.Entry]) -> dict[str, EntryOfAffair]:
    affairs = {entry.id: entry.affair for entry in entries}
    return {means: EntryOfAffair(entry, affairs[entry]) for means, entry in edition.settings.fares.items()}


def _city_entries(entries: Iterable[rows.Entry]) -> dict[str, tuple[str, ...]]:
    by_affair: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        if entry.publisher == rows.CITY:
            by_affair[entry.affair] = (*by_affair.get(entry.affair, ()), entry.id)
    return by_affair


def _likeness(entries: Iterable[rows.Entry], part: Callable[[rows.EntryText], str]) -> Likeness:
    """By a part of one of so many entries: that tells which words are common in such parts."""
    sample = list(entries)[::_SAMPLED]
    return Likeness({language: [part(text) for entry in sample if (text := entry.texts.get(language)) is not None] for language in rows.LANGUAGES})


def _saying(entries: Iterable[rows.Entry], patterns: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """By entry the names of the patterns that its official answer has, in their order."""
    compiled = [(name, re.compile(pattern)) for name, pattern in patterns]
    texts = {entry.id: entry.texts[OFFICIAL].answer for entry in entries if OFFICIAL in entry.texts}
    return {entry: tuple(dict.fromkeys(name for name, pattern in compiled if pattern.search(text))) for entry, text in texts.items()}


def _stops(edition: Edition) -> dict[str, BusStop]:
    stations = edition.rows("stations", rows.Station)
    return {
        f"station:{row.id}": BusStop(row.names, row.lat, row.lon, row.district_code)
        for row in stations
        if row.lat is not None and row.lon is not None
    }


def _onward(edition: Edition) -> dict[tuple[str, str, str], tuple[Mapping[str, str], ...]]:
    names = {row.id: row.names for row in edition.rows("stations", rows.Station)}
    onward = edition.rows("onward", rows.Onward)
    return {(row.line, row.direction, f"station:{row.terminal}"): tuple(names[station] for station in row.heads_for) for row in onward}


def _elsewhere(edition: Edition) -> dict[str, tuple[StationElsewhere, ...]]:
    names = {row.id: row.names for row in edition.rows("stations", rows.Station)}
    cities = [row for row in edition.rows("outside", rows.Outside) if row.stations]
    return {f"outside:{row.code}": tuple(StationElsewhere(f"station:{station}", names[station]) for station in row.stations) for row in cities}


def _bus_lines(edition: Edition, stops: Mapping[str, BusStop]) -> dict[str, tuple[BusLine, ...]]:
    by_affair: dict[str, tuple[BusLine, ...]] = {}
    for row in edition.rows("bus_lines", rows.BusLine):
        line = BusLine(row.line, tuple(stops[ref] for station in row.stations if (ref := f"station:{station}") in stops), row.source, row.data_date)
        by_affair |= {affair: (*by_affair.get(affair, ()), line) for affair in row.affairs}
    return by_affair


def _expresses(edition: Edition) -> dict[tuple[str, str], tuple[Expresses, ...]]:
    leaving: dict[tuple[str, str], tuple[Expresses, ...]] = {}
    for row in edition.rows("expresses", rows.Express):
        stations = [f"station:{station}" for station in row.stations]
        for position, (station, first, last) in enumerate(zip(stations, row.first, row.last, strict=False), 1):
            key = station, row.day_type
            leaving[key] = (*leaving.get(key, ()), Expresses(row.line, row.direction, first, last, tuple(stations[position:])))
    return leaving


def named(names: Mapping[str, str], language: str) -> str:
    """A name in a language, with the official one beside it."""
    return beside(names.get(language, ""), names.get(OFFICIAL, ""))


def beside(translated: str, official: str) -> str:
    """A translated name with the official one beside it."""
    return official if translated == official else f"{translated} ({official})"
