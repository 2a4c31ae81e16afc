"""The rows of an edition, in the words of the field. Days are those of the city's time zone; validity is [valid_from, valid_to)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Any, Literal, TypeVar

LANGUAGES = ("ko", "en", "zh", "ja", "vi", "mn")
# What the words of caller_words.csv may mean, entries apart.
CALLER_MEANINGS = (
    *("greeting", "thanks", "goodbye", "person", "person_noun", "filler"),
    *("first_train", "last_train", "leave_by", "after_midnight", "inner", "outer", "up", "down", "train", "express", "bus", "taxi"),
    *("which_bus", "timetable"),
    *(
        "route",
        "get_there",
        "going",
        "from_here",
        "open",
        "on_foot",
        "step_free",
        "upset",
        "bereaved",
        "adult",
        "at_night",
        "home",
        "children",
        "elderly",
        "events",
        "today",
        "week",
        "weekend",
        "free",
    ),
    *("fee", "hours", "phone", "documents", "duration", "online", "proxy", "payment", "penalty", "deadline", "foreigners", "in_language"),
    *("age", "income", "booking", "unregistered", "times", "visit", "why", "anonymous"),
    *("apply", "beside_detail", "beside_way", "beside_train", "beside_open", "beside_step_free", "beside_kind"),
    *("again", "deaf", "where", "beside_where"),
    *("near", "nearest_station", "report", "lost", "at_home", "dong_office", "own_office", "national", "which_area"),
)
Confidence = Literal["verified", "known"]
Tier = Literal["city", "district", "dong", "agency", "national", "utility"]
PlaceRole = Literal["none", "residence", "site", "asset", "operator", "nearest"]
AnswerKind = Literal["answer", "department", "handoff", "places", "directions", "departures"]
DayType = Literal["weekday", "saturday", "holiday"]
Audience = Literal[
    "everyone", "elderly", "children", "parents", "youth", "foreigners", "deaf", "disabled", "drivers", "tenants", "owners", "business"
]
# Who publishes an entry: the city, or a district, by its code, for affairs of these tiers and for those that places near the caller answer.
CITY = "city"
DISTRICT_TIERS = ("district", "dong")


_Text = TypeVar("_Text")


def by_language(texts: Mapping[str, _Text]) -> Iterator[tuple[str, _Text]]:
    """The languages that are there, in their order: what is made of texts must not depend on how somebody wrote them down."""
    return ((language, texts[language]) for language in LANGUAGES if language in texts)


@cache
def _defaults(row_type: Hashable) -> tuple[tuple[str, Any], ...]:
    row_class: Any = row_type
    return tuple((item.name, item.default if item.default_factory is MISSING else item.default_factory()) for item in fields(row_class))


def plain(row: Any) -> dict[str, Any]:
    """A row as plain values, without those that are the default: equal rows are equal so, however they came to be."""
    kind: Any = type(row)
    return {name: _plain(value) for name, default in _defaults(kind) if (value := getattr(row, name)) != default}


def _plain(value: Any) -> Any:
    return {key: plain(text) if isinstance(text, EntryText) else text for key, text in value.items()} if isinstance(value, dict) else value


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """A row that says where it comes from."""

    source: str
    data_date: str = ""
    confidence: Confidence

    @property
    def verified(self) -> bool:
        """Whether the row was seen in the source it names."""
        return self.confidence == "verified"


@dataclass(frozen=True, kw_only=True)
class Valid:
    """A row that holds for a time."""

    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def valid_on(self, day: dt.date) -> bool:
        """Whether the row holds on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, kw_only=True)
class Affair(Sourced, Valid):
    """One item of public business."""

    code: str
    tier: Tier
    place_role: PlaceRole
    answer_kind: AnswerKind
    labels: dict[str, str]
    usual_unit: str = ""

    @property
    def by_district(self) -> bool:
        """Whether districts may publish entries of it: it is their own, or is answered by places, of which each district has its own."""
        return self.tier in DISTRICT_TIERS or self.answer_kind == "places"


@dataclass(frozen=True, kw_only=True)
class Rule(Sourced, Valid):
    """Who is responsible for an affair (or all codes that begin so), in a scope, under a condition (grammar: city120_edition.conditions).

    `if_unknown`: what to do when the road or building that the condition looks at is not known: `ask`, or `skip` the rule and say so.
    """

    id: str
    affair: str
    scope: str
    target: str = ""
    condition: str = ""
    if_unknown: Literal["ask", "skip"] = "ask"
    usual_unit: str = ""
    legal_basis: str = ""

    @property
    def scope_kind(self) -> str:
        """asset, legal_dong, district, coverage or city."""
        return self.scope.partition(":")[0]

    @property
    def scope_value(self) -> str:
        """What the scope names, or empty for city."""
        return self.scope.partition(":")[2]


@dataclass(frozen=True, kw_only=True)
class Coverage(Sourced, Valid):
    """One body serves one area, whole or in part."""

    coverage: str
    area_code: str
    body_id: str
    share: Literal["whole", "part"] = "whole"


@dataclass(frozen=True, kw_only=True)
class Tell(Sourced):
    """How to tell which of the bodies that share an area it is, by language; with an area, only there."""

    coverage: str
    area_code: str = ""
    texts: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Body(Sourced, Valid):
    """A legal actor. Its phone is shown only when the row is verified. `taken_by`: the body whose desk takes the calls for it and for what belongs
    to it."""

    id: str
    kind: Tier
    names: dict[str, str]
    parent: str = ""
    taken_by: str = ""
    phone: str = ""
    hours: str = ""
    website: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    succeeded_by: str = ""
    former_names: str = ""
    note: str = ""
    languages: tuple[str, ...] = ()
    accessibility: str = ""


@dataclass(frozen=True, kw_only=True)
class FormerBody(Sourced, Valid):
    """How a body stood for a time that is over. An empty name is the present one; whatever else is empty is not known of that time."""

    body_id: str
    valid_to: dt.date
    names: dict[str, str] = field(default_factory=dict)
    phone: str = ""
    hours: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Department(Sourced, Valid):
    """A unit of a body that has a source. `languages`: those spoken there besides Korean, by code; `accessibility`: in Korean, as its source says."""

    id: str
    body_id: str
    names: dict[str, str]
    phone: str = ""
    hours: str = ""
    address: str = ""
    note: str = ""
    languages: tuple[str, ...] = ()
    accessibility: str = ""


@dataclass(frozen=True, kw_only=True)
class Opening(Sourced, Valid):
    """When a body, department or place is open, in OpenStreetMap's syntax. `ref`: its id, `place:<id>` of a place, or the beginning of the ids of
    bodies of which no nearer row speaks: `district` for all district offices. A department but the front desk has hours only by a row of its own."""

    ref: str
    opening_hours: str


@dataclass(frozen=True, kw_only=True)
class Area(Sourced, Valid):
    """A district (5 digits) or a dong (10 digits)."""

    code: str
    names: dict[str, str]
    district_code: str = ""
    succeeded_by: tuple[str, ...] = ()
    zip: str = ""


@dataclass(frozen=True, kw_only=True)
class AdminLegal(Valid):
    """An administrative dong covers (part of) a legal dong."""

    admin_code: str
    legal_code: str


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The polygon of a legal dong (10 digits), or of an area beyond the border, as GeoJSON in WGS 84."""

    code: str
    geometry: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """A family of affairs that a caller would recognise. `affairs`: beginnings of their codes, of which the longest that fits an affair decides;
    `body`: who stands for it. `answers`: what it does and the ways in, `plains`: the same in plain language."""

    code: str
    affairs: tuple[str, ...]
    body: str
    labels: dict[str, str]
    answers: dict[str, str]
    plains: dict[str, str]


def group_of(groups: Iterable[Group], affair: str) -> Group | None:
    """The group of an affair: the one with the longest beginning of its code, by segments."""
    fitting = ((beginning, group) for group in groups for beginning in group.affairs if f"{affair}.".startswith(f"{beginning}."))
    return max(fitting, key=lambda pair: len(pair[0]), default=("", None))[1]


@dataclass(frozen=True, kw_only=True)
class Outside(Sourced):
    """A province, city or part of one beyond the city's border, by the beginning of its codes. `phone`: the number of its call centre, verified in a
    source of its own; where there is none, that of what it lies in. `stations`: where one alights there, the main one first, if none is called
    after it alone, or others lie as near."""

    code: str
    names: dict[str, str]
    phone: str = ""
    phone_source: str = ""
    phone_date: str = ""
    stations: tuple[str, ...] = ()
    stations_source: str = ""
    stations_date: str = ""


@dataclass(frozen=True, kw_only=True)
class Asset(Sourced):
    """A named thing that decides by itself: an expressway, a bridge, a park, a line. One that has the id of a body has that office. `lat`, `lon`:
    near its middle."""

    id: str
    kind: str
    names: dict[str, str]
    district_codes: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, kw_only=True)
class Place(Sourced):
    """A landmark or facility."""

    id: str
    kind: str
    names: dict[str, str]
    district_code: str = ""
    lat: float | None = None
    lon: float | None = None
    address: str = ""
    phone: str = ""
    hours: str = ""


@dataclass(frozen=True, kw_only=True)
class PlaceKind(Sourced):
    """A kind of place. `max_age`: after so many days a list of such places is no longer fresh, after twice as many stale. `bodies`: the beginning of
    the ids of the bodies whose offices are such places. `listed`: the edition itself has all of them that matter; else an imported list must.
    `broader`: the kind that such places are of, too."""

    kind: str
    names: dict[str, str]
    max_age: int
    bodies: str = ""
    listed: bool = False
    broader: str = ""


@dataclass(frozen=True, kw_only=True)
class PlaceSearch:
    """The kinds of places that answer an affair near the caller. `open_only`: of no use when they are closed. `otherwise`: the entry that tells what
    else helps when there is no list, or none is open. `entries`: those that ask where; who asks for another one of the affair looks for no place.
    `only_near`: they are looked for only where something near is asked for; else the affair's own body answers. `adults`: of places for children the
    entry of another affair that is told to who says to be none. `by_words`: they are looked for only by who names one of the kinds and little else
    beside a place: the affair is about other things. `named`: only the one that is named is looked for, as an embassy is by its country, and this
    entry tells what else holds there, and how one is found that no list has. `ours`: affairs of the same matter for citizens: who names another
    country, and is of it, means this one."""

    affair: str
    kinds: tuple[str, ...]
    open_only: bool = False
    otherwise: str = ""
    entries: tuple[str, ...] = ()
    only_near: bool = False
    adults: str = ""
    by_words: bool = False
    named: str = ""
    ours: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Station(Sourced):
    """All lines of one station name."""

    id: str
    names: dict[str, str]
    lines: tuple[str, ...]
    district_code: str = ""
    lat: float | None = None
    lon: float | None = None
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Line(Sourced):
    """A metro or rail line and who runs it. `incomplete`: stations are missing from its timetable. `colour`: as maps draw it, `#rrggbb`, or empty.
    `otherwise`: the entry that tells of it where no way of its trains is known; `night`: those that tell what goes at night from and to where no
    other line stops, or none."""

    id: str
    names: dict[str, str]
    operator: str = ""
    incomplete: bool = False
    colour: str = ""
    otherwise: str = ""
    night: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Departure:
    """First and last train of a station by line, direction, terminal and day type; HH:MM of the service day, may pass 24:00."""

    line: str
    direction: str
    station: str
    terminal: str
    day_type: DayType
    first: str
    last: str


@dataclass(frozen=True, kw_only=True)
class Onward(Sourced):
    """A terminal of departures at which no train of a line and direction ends: the timetable knows no farther stations. `heads_for`: up to three
    stations that signs of these trains show."""

    line: str
    direction: str
    terminal: str
    heads_for: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Timetable(Sourced):
    """Where the departures come from."""

    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Holiday(Sourced):
    """A public holiday; `unconfirmed` days are not counted as holidays. `selectors`: what opening hours may call it beside `PH`, e.g. `Seollal`."""

    date: dt.date
    names: dict[str, str]
    kind: str = ""
    selectors: tuple[str, ...] = ()

    @property
    def confirmed(self) -> bool:
        """Whether the day counts as a holiday."""
        return self.kind != "unconfirmed"


@dataclass(frozen=True, kw_only=True)
class Name:
    """One more spelling: `area:<code>`, `station:<id>`, `place:<id>`, `asset:<id>`, `body:<id>` or `outside:<code>` is called so."""

    ref: str
    language: str
    name: str


@dataclass(frozen=True, kw_only=True)
class RoadRun:
    """Buildings on one side of a road, by their main numbers, and the legal dong in which they lie; several where one number lies in several."""

    road: str
    side: Literal["odd", "even"]
    first: int
    last: int
    areas: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class KindWord:
    """A word for what a place is, as its names have it `before` or `after` what they are called: chợ Namdaemun, Намдэмун зах. Words of one kind stand
    for each other."""

    kind: str
    language: str
    position: Literal["before", "after"]
    text: str


@dataclass(frozen=True, kw_only=True)
class RoadName:
    """A name of a road that no rule makes, in other letters than Hangul, or as a pass or a street is called."""

    road: str
    language: str
    name: str


@dataclass(frozen=True, kw_only=True)
class RoadRegister(Sourced):
    """Where the runs of roads come from."""

    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Site:
    """Something that people say where they are by: a complex, a school, a crossing. It lies in the legal dongs `areas`; several names of one kind are
    in one list."""

    list: str
    name: str
    areas: tuple[str, ...]
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, kw_only=True)
class SiteList(Sourced):
    """Where the sites of a list come from. `kind`: what they are; `reach_m`: how far one may reach from its point; `stays`: the end of a name that
    says something of what happened there, too."""

    list: str
    kind: str
    reach_m: float
    stays: str = ""


@dataclass(frozen=True, kw_only=True)
class SiteForm:
    """Sites of a list are also called so: a regular expression of the name, where `{area}` is a name of the district or dong, and what it becomes.
    Forms are made of forms. `beside`: it is a name only before a word of site_words.csv, or an ending that says where."""

    list: str
    find: str
    replace: str
    beside: bool = False


@dataclass(frozen=True, kw_only=True)
class SiteName:
    """The sites that are called `site`, in any form, are also called `name`."""

    site: str
    language: str
    name: str


@dataclass(frozen=True, kw_only=True)
class SiteBrand:
    """A builder, a brand, or a word such as 단지: a name of these and numbers alone tells no complex from others."""

    text: str


@dataclass(frozen=True, kw_only=True)
class SiteWord:
    """What follows the short name of a site: 정문, 담장."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Fact(Sourced):
    """What was found in a source, in our own words; entries may use its figures when it is verified."""

    id: str
    affair: str
    statement: str


@dataclass(frozen=True, kw_only=True)
class EntryText:
    """Question and answer in one language; `plain` in short sentences of one idea each, `spoken` where the answer does not read well aloud."""

    question: str
    answer: str
    plain: str = ""
    spoken: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry(Valid):
    """One FAQ item, of the city or of the district that publishes it. `months` (1–12) and `hours` (0–23): when people ask it; empty: any time.
    `settles`: wherever the caller is it tells all that they need, though its affair is one that a body acts on at a place."""

    id: str
    affair: str
    reviewed_on: dt.date
    texts: dict[str, EntryText]
    facts: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    audience: tuple[Audience, ...] = ()
    publisher: str = CITY
    review_by: dt.date | None = None
    settles: bool = False


# Why something is no public business: anybody may know it, it is a matter among private people and firms, or nothing is asked.
OUT_OF_SCOPE_REASONS = ("general_knowledge", "private", "nonsense")


@dataclass(frozen=True, kw_only=True)
class Phrasing:
    """One way a caller puts an affair (or something out of scope, or an emergency); `entry`: which of the affair's entries answers it, or why it is
    out of scope (one of `OUT_OF_SCOPE_REASONS`), if that is told."""

    affair: str
    language: str
    text: str
    author: str = ""
    entry: str = ""


@dataclass(frozen=True, kw_only=True)
class Emergency:
    """How an emergency is recognised and what to say; patterns as in city120_text.emergency. `unless`: of what is none where no pattern is heard;
    `akin`: affairs beside which a pattern is believed, however little the whole sounds like one."""

    id: str
    numbers: tuple[str, ...]
    facts: tuple[str, ...]
    text: dict[str, str]
    patterns: dict[str, tuple[str, ...]]
    affair: str = ""
    unless: dict[str, tuple[str, ...]] = field(default_factory=dict)
    akin: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Cue:
    """Words before or after a place name that tell its role in the sentence; of role `none`: words that may follow it and tell nothing; of role
    `negated`: words that say it is not meant; of role `beside`: words that say that something is next to it, a site, unless that something is named;
    of role `aside`: words that say that somebody told it there or works there: not meant where another place is named; of role `here`: words that say
    that the caller is there, a site, unless an area is named besides.

    `-so` is written on to the name. `… so` may stand at a distance. `head … tail` needs both; `-tail` is written on to a word.
    """

    language: str
    position: Literal["before", "after"]
    text: str
    role: Literal["residence", "site", "origin", "destination", "negated", "beside", "aside", "here", "none"]


@dataclass(frozen=True, kw_only=True)
class DayWord:
    """A word for a day. `day`: so many days ahead; the next `monday` … `sunday`, `holiday` or day of the year (`12-25`); one of the week that begins
    on the next Monday, as `next:monday`; or the next holiday of a name, as `holiday:<official name>`, with `-1` or `+1` behind it for the day before
    or after; or, as `after:<official name>`, the first day behind it that is no holiday."""

    language: str
    text: str
    day: str


@dataclass(frozen=True, kw_only=True)
class CalendarDate:
    """How callers say a date: a regular expression on folded text with the group `day`, and, where there are such, `month`, `m1` … `m12` for months
    that have names, and `year`; without a month it is the next such day, or that of `this_month` or `next_month`. Without a `day` it tells the year
    of a holiday that is named beside it: `year`, or `next_year`."""

    language: str
    pattern: str


@dataclass(frozen=True, kw_only=True)
class ArrivalTime:
    """How callers say by when they must be somewhere, when they leave, or a time alone (clock), which counts after midnight of a day that is named: a
    regular expression on plain text with the groups `hour`, and, where there are such, `minute`, `half`, `am`, `pm` and `night`, whose twelve is
    midnight; or with the group `noon`. In how long something is (while) has the same groups. An hour or minutes said in words (number) are read as
    figures first: the groups are called `n2` for two."""

    language: str
    means: Literal["arrive", "leave", "clock", "number", "while"]
    pattern: str


@dataclass(frozen=True, kw_only=True)
class CallerWord:
    """Words of callers that no affair is. `means`: what a message is that says nothing else (greeting, thanks, goodbye; person and person_noun:
    somebody wishes to speak to one; filler: nothing); what of trains they ask for (first_train, last_train, leave_by, after_midnight, inner,
    outer, up, down), and that it is about trains, buses or taxis (train, bus, taxi), or which bus goes somewhere (which_bus), or which day's
    timetable they run by (timetable); route: how to get from one place to another, get_there: surely that and nothing else, going: that somebody
    goes, or must go, somewhere, from_here: from where they are, on_foot: that they walk; open: whether something is open; step_free: that somebody
    cannot use stairs or walk far; again: that the same is to be told once more; deaf: that somebody does not hear; where: where a place is, and
    beside_where: what such a question is put with; which_area: in which district or dong a place lies; beside_kind: what one for places of a kind is
    put with;
    near: that something near is looked for, nearest_station: that it is a station; report: that
    something is reported or complained of, lost: that something was lost or left behind; own_office: that the office or the phone of the place
    itself is meant; national: that somebody is of the country that is named
    beside it; at_night: that it is at night, home: that somebody wants to
    get home, at_home: that something is where somebody lives; dong_office: that the office of a dong is meant; upset: that somebody is angry or sad
    about it; bereaved: that somebody of theirs has died; adult: that somebody is no child; events: that it is about dated events,
    and of these children, elderly, today, weekend, week, free; a detail of what is
    known already (fee, hours, phone, documents, duration, online, proxy, payment, penalty, deadline, foreigners, in_language, apply: where one does
    it, visit: whether somebody comes, why, and anonymous: whether one need not give a name), and what may stand beside one in a message that asks for
    nothing else (beside_detail), or beside the ends of a way (beside_way), or beside a station whose train is asked for (beside_train), or
    beside a place of which it is asked when it is open (beside_open); `alone:<a detail>`, what asks for that where a
    message says nothing else ("fee?"); or `entry:<id>`, the entry that settles a question of its affair, and `further:<id>`, the same only behind an
    answer of that affair."""

    means: str
    language: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Detail:
    """What callers ask of something that is known already, as `caller_words.csv` names it. `told_by`: a regular expression on the official text of an
    answer that tells it."""

    detail: str
    told_by: str


@dataclass(frozen=True, kw_only=True)
class Instead:
    """The entry that tells a detail where none of the affair does. `after`: a regular expression on the official text of what was told before; empty:
    after any."""

    detail: str
    after: str = ""
    entry: str


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What answers ask callers for. `asked_by`: a regular expression on the official text of an answer that asks for it; `said_by`: one on what a
    caller says who has said it; empty: who has named a place."""

    asks: str
    asked_by: str
    said_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Connective:
    """Words at which a text may go over to another question: they begin it, or end the one before it."""

    language: str
    text: str
    position: Literal["begins", "ends"]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A text of two questions and the affairs of both; or of one question, `also` empty, that looks like two."""

    language: str
    text: str
    affair: str
    also: str = ""


@dataclass(frozen=True, kw_only=True)
class Message:
    """A sentence that the services speak, by language; `{name}` is filled in."""

    id: str
    texts: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class WorkedExample:
    """What the gateway says to a request, for the OpenAPI document; written by scripts/build/worked_examples.py."""

    id: str
    summary: str
    request: dict[str, Any]
    response: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence that the services say, which each city words: its message's id, and the placeholders that are filled in."""

    id: str
    placeholders: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What holds for the whole edition. `boundary_package`: the package that has the polygons of its legal dongs; empty: the rows have them.
    `fares`: the entries that tell what a ride costs, by its means (`train`, `night_bus`, `taxi`); `beyond`: what goes at night to
    places outside the city."""

    name: str
    names: dict[str, str]
    timezone: str
    first_date: dt.date
    city_code: str
    fallback_phone: str
    fallback_body: str
    boundary_date: dt.date
    boundary_source: str
    division_id: str
    boundary_package: str = ""
    road_affair: str = ""
    fares: dict[str, str] = field(default_factory=dict)
    front_desk: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NameForm:
    """Names of a kind are also said so: a regular expression of the name and what it becomes."""

    kind: str
    language: str
    find: str
    replace: str


@dataclass(frozen=True, kw_only=True)
class SearchForm:
    """An area's name that is looked for may be written so: a regular expression on the key of the name, and what it becomes."""

    find: str
    replace: str = ""
    reason: str


@dataclass(frozen=True, kw_only=True)
class Term:
    """How a Korean term of public life is written in a language; `forbidden`: a regular expression of what must not stand for it."""

    korean: str
    language: str
    term: str
    forbidden: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class NumberWord:
    """How an answer must not send a caller to the number that was called; `forbidden`: a regular expression in which `{number}` stands for it."""

    language: str
    forbidden: str
    instead: str


@dataclass(frozen=True, kw_only=True)
class PlainName:
    """What makes the spelling of an area or station plainly a name, as a regular expression: it is written with what it is, which is
    the pattern's first group."""

    language: str
    pattern: str


@dataclass(frozen=True, kw_only=True)
class IgnoredName:
    """A spelling that is an everyday word and must not be taken for a place."""

    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Transfer(Sourced):
    """The walk between two lines of a station, both ways, in seconds; of a line to itself: from one train to the next."""

    station: str
    from_line: str
    to_line: str
    seconds: int


@dataclass(frozen=True, kw_only=True)
class BusLine(Sourced):
    """A bus line that answers some affairs, and stations that it passes, in their order; it stops elsewhere, too."""

    affairs: tuple[str, ...]
    line: str
    stations: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StopPattern:
    """The stations at which trains of a line and direction that end at a terminal stop, in their order, and the seconds from each to the next: from
    one departure to another, on the mean of all trains. Several patterns of one terminal come from different beginnings."""

    line: str
    direction: str
    terminal: str
    stations: tuple[str, ...]
    seconds: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Express:
    """Trains of a line and direction that pass stations at which others to the same terminal stop. `stations`, `seconds`: as of a stop pattern;
    `first`, `last`: from each station but the last, HH:MM of the service day; `longest_wait`, `day_wait`: for one of them, as of a headway."""

    line: str
    direction: str
    day_type: DayType
    stations: tuple[str, ...]
    seconds: tuple[int, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]
    longest_wait: int
    day_wait: int = 0


@dataclass(frozen=True, kw_only=True)
class Loop(Express):
    """Trains of a loop that go on where the timetable ends them: the same of their stops before and after that station."""


@dataclass(frozen=True, kw_only=True)
class Course(Sourced):
    """The stations that trains of a line pass between two ends, in their order, both ways, where no timetable has them whole. From each to the next
    the metres of the straight line and the seconds that trains take; 0 is not known."""

    line: str
    stations: tuple[str, ...]
    metres: tuple[int, ...]
    seconds: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class RunTime(Sourced):
    """How many minutes trains of a line take from one station to another, stops included."""

    line: str
    from_station: str
    to_station: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class LineHours(Sourced):
    """From when trains of a line run, and when the last ones of a weekday, and of a Saturday or holiday, are at the end of the line; HH:MM of the
    service day, empty where it is not known. It tells of no station when its last train leaves."""

    line: str
    first: str = ""
    weekday: str = ""
    holiday: str = ""

    def last(self, day_type: DayType) -> str:
        """When the last trains of a day are at the end of the line."""
        return self.weekday if day_type == "weekday" else self.holiday


@dataclass(frozen=True, kw_only=True)
class Headway:
    """The longest wait in the evening, in minutes, for a train of a line and direction that goes at least as far as a terminal.

    `day_wait`: the same from 07:00 to 21:00; 0 where it is not known. `station`: from which on it is so, where more trains begin on the way."""

    line: str
    direction: str
    terminal: str
    day_type: DayType
    longest_wait: int
    day_wait: int = 0
    station: str = ""
