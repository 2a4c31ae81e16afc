"""What is inconsistent in a source, as file, row and reason. An edition is built only from a source without problems."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Set
from itertools import combinations, pairwise

from city120_edition import rows
from city120_edition.conditions import read_condition
from city120_edition.gazetteer import NAMED, identifier
from city120_edition.lint import CHECKS, Heard, missing_languages, own_number, validity_of, wrong_figures, wrong_terms
from city120_edition.opening import fault, names_of
from city120_edition.source import TABLES, Problem, Source, sentences
from city120_text import EmergencyMatcher, EmergencyRule, name_key
from city120_text.emergency import WRITTEN
from city120_text.normalise import fold

OUT_OF_SCOPE = "out_of_scope"
EMERGENCY = "emergency."
PHRASINGS_PER_LANGUAGE = 3
_CODE = re.compile(r"[a-z][a-z0-9]*(\.[a-z0-9]+)+")
_DAY = re.compile(r"[0-9]|(mon|tues|wednes|thurs|fri|satur|sun)day|holiday|(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_BESIDE = re.compile(r"[+-]\d$")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_TIME = re.compile(r"([01]\d|2[0-9]):[0-5]\d")
_DIALLED = re.compile(r"[0-9]+(-[0-9]+)*")
_PHONE = re.compile(r"(?<!\d)1\d{2,3}(?!\d)|\d{3,4}-\d{4}")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
# An hour or minutes said in words is a group called after its figure.
_NUMBERS = tuple(f"n{number}" for number in range(60))
# So many stations stand for where trains head.
_MOST_ON_SIGNS = 3
SCOPES = ("city", "coverage", "district", "legal_dong", "asset")


def validate(source: Source) -> list[Problem]:
    """All problems of a source, in a stable order."""
    problems = [problem for check in _CHECKS for problem in check(source)]
    return sorted(set(problems))


def covers(rule_affair: str, code: str) -> bool:
    """Whether a rule written for `rule_affair` speaks of `code`: the same, or a beginning of it by segments."""
    return code == rule_affair or code.startswith(rule_affair + ".")


def _ids(source: Source, table: str, row_type: type, key: str = "id") -> set[str]:
    table_rows: list[object] = list(source.rows(table, row_type))
    return {str(getattr(row, key)) for row in table_rows}


def _validity(source: Source) -> Iterator[Problem]:
    for table in TABLES:
        if issubclass(table.row_type, rows.Valid):
            yield from validity_of(source, table.name)


def _names_complete(source: Source) -> Iterator[Problem]:
    for table in ("bodies", "districts", "admin_dongs", "legal_dongs", "outside", "assets", "stations", "lines", "places", "place_kinds"):
        for index, row in enumerate(source.tables[table]):
            if missing := missing_languages(row.names):
                yield source.problem(table, index, f"name is missing in: {missing}")
    for index, message in enumerate(source.rows("messages", rows.Message)):
        if missing := missing_languages(message.texts):
            yield source.problem("messages", index, f"text is missing in: {missing}")
        if len({frozenset(_PLACEHOLDER.findall(text)) for text in message.texts.values()}) > 1:
            yield source.problem("messages", index, "the languages use different {placeholders}")


def _sentences_complete(source: Source) -> Iterator[Problem]:
    """A city words every sentence that the services say, and uses no placeholder but those that they fill in."""
    filled = {sentence.id: set(sentence.placeholders) for sentence in sentences()}
    messages = source.rows("messages", rows.Message)
    for missing in sorted(filled.keys() - {message.id for message in messages}):
        fill = "".join(f" {{{name}}}" for name in sorted(filled[missing]))
        yield Problem("messages.yaml", missing, f"is missing, and the services say it{fill and ', filling in' + fill}")
    for index, message in enumerate(messages):
        used = {name for text in message.texts.values() for name in _PLACEHOLDER.findall(text)}
        if unknown := sorted(used - filled.get(message.id, used)):
            yield source.problem("messages", index, f"the services fill in no {', '.join(unknown)} here")


def _affairs(source: Source) -> Iterator[Problem]:
    for index, affair in enumerate(source.rows("affairs", rows.Affair)):
        if not _CODE.fullmatch(affair.code):
            yield source.problem("affairs", index, f"code {affair.code!r} is not dotted lower-case words")
        if missing := missing_languages(affair.labels):
            yield source.problem("affairs", index, f"label is missing in: {missing}")


def _settings(source: Source) -> Iterator[Problem]:
    codes, entries = _ids(source, "affairs", rows.Affair, "code"), _ids(source, "entries", rows.Entry)
    for index, settings in enumerate(source.rows("settings", rows.Settings)):
        if settings.road_affair and settings.road_affair not in codes:
            yield source.problem("settings", index, f"road_affair {settings.road_affair} is not in affairs/")
        unknown = set(settings.fares.values()) - entries
        yield from (source.problem("settings", index, f"fares: {entry} is no entry") for entry in sorted(unknown))


def _shapes(source: Source) -> Iterator[Problem]:
    """Every legal dong has a polygon, of the package that the settings name, or else of the rows."""
    from city120_edition.geometry import PACKAGES, fault_of

    (settings,) = source.rows("settings", rows.Settings) or (None,)
    shapes = source.rows("shapes", rows.Shape)
    package = settings.boundary_package if settings else ""
    if package and package not in PACKAGES:
        yield source.problem(
            "settings", 0, f"boundary_package {package} is none that can be read ({', '.join(PACKAGES)}); or write boundaries.geojson"
        )
    if package and shapes:
        yield source.problem("settings", 0, f"boundary_package is {package}, and boundaries.geojson has polygons too; keep one of them")
    codes, drawn = _ids(source, "legal_dongs", rows.Area, "code"), {shape.code for shape in shapes}
    for index, shape in enumerate(shapes):
        if settings and shape.code.startswith(settings.city_code) and shape.code not in codes:
            yield source.problem("shapes", index, f"code {shape.code} is not in areas/legal_dong.csv")
        if reason := fault_of(shape):
            yield source.problem("shapes", index, reason)
    if not package and (lonely := sorted(codes - drawn)):
        yield Problem("boundaries.geojson", "file", f"no polygon is of: {', '.join(lonely[:5])}{' …' if len(lonely) > 5 else ''}")


def _rules(source: Source) -> Iterator[Problem]:
    codes = _ids(source, "affairs", rows.Affair, "code")
    bodies = _ids(source, "bodies", rows.Body)
    scope_values = {
        "coverage": {row.coverage for row in source.rows("coverages", rows.Coverage)} | {"district", "dong"},
        "district": _ids(source, "districts", rows.Area, "code"),
        "legal_dong": _ids(source, "legal_dongs", rows.Area, "code"),
    }
    assets, departments = _ids(source, "assets", rows.Asset), _ids(source, "departments", rows.Department)
    for index, rule in enumerate(source.rows("rules", rows.Rule)):
        if not any(covers(rule.affair, code) for code in codes):
            yield source.problem("rules", index, f"affair {rule.affair} is not in affairs/ and begins no code there")
        if rule.scope_kind not in SCOPES or (rule.scope_kind == "city") == bool(rule.scope_value):
            yield source.problem("rules", index, f"scope {rule.scope!r} is not city, coverage:…, district:…, legal_dong:… or asset:…")
        elif rule.scope_kind == "asset" and not any(covers(rule.scope_value, asset) for asset in assets):
            yield source.problem("rules", index, f"asset {rule.scope_value} is not in assets.csv and begins no id there")
        elif rule.scope_kind in scope_values and rule.scope_value not in scope_values[rule.scope_kind]:
            yield source.problem("rules", index, f"{rule.scope_kind} {rule.scope_value} does not exist")
        if reason := _target(rule, bodies, departments):
            yield source.problem("rules", index, reason)
        try:
            read_condition(rule.condition)
        except ValueError as error:
            yield source.problem("rules", index, f"condition: {error}")


def _target(rule: rows.Rule, bodies: set[str], departments: set[str]) -> str:
    """What is wrong with a rule's target: a body, a department of it, or for a coverage also nothing or `/slug` of the body that serves."""
    if not rule.target or rule.target.startswith("/"):
        if rule.scope_kind != "coverage":
            return "target must be a body or department id"
        return (
            ""
            if not rule.target or any(department.endswith(rule.target) for department in departments)
            else f"no body has a department {rule.target}"
        )
    return "" if rule.target in bodies | departments else f"target {rule.target} is not in bodies/ or departments"


def _ties(source: Source) -> Iterator[Problem]:
    """Two rules of one affair and scope that can hold at once and are equally narrow have no order; nor have two coverages."""
    groups: dict[tuple[str, str, int, int], list[int]] = defaultdict(list)
    rules = source.rows("rules", rows.Rule)
    for index, rule in enumerate(rules):
        try:
            keys = read_condition(rule.condition).keys
        except ValueError:
            continue
        groups[(rule.affair, "coverage" if rule.scope_kind == "coverage" else rule.scope, len(keys), validity_days(rule))].append(index)
    for group in groups.values():
        for first, second in combinations(group, 2):
            a, b = rules[first], rules[second]
            if _overlap(a, b) and read_condition(a.condition).meets(read_condition(b.condition)):
                why = "same affair, scope, number of conditions and length of validity; make one narrower, or their conditions exclusive"
                yield source.problem("rules", second, f"ties with {a.id}: {why}")


def validity_days(row: rows.Valid) -> int:
    """Length of a row's validity in days; an open end counts from year 1 or to year 9999."""
    return ((row.valid_to or dt.date.max) - (row.valid_from or dt.date.min)).days


def _overlap(a: rows.Valid, b: rows.Valid) -> bool:
    return (a.valid_from or dt.date.min) < (b.valid_to or dt.date.max) and (b.valid_from or dt.date.min) < (a.valid_to or dt.date.max)


def _grid(source: Source) -> Iterator[Problem]:
    """Every affair has a rule in every district, and a city rule when no place decides it."""
    districts = _ids(source, "districts", rows.Area, "code")
    served: dict[str, set[str]] = defaultdict(set)
    for row in source.rows("coverages", rows.Coverage):
        served[row.coverage].add(row.area_code[:5])
    served["district"] = served["dong"] = districts
    rules = [rule for rule in source.rows("rules", rows.Rule) if rule.scope_kind in ("city", "coverage") and not rule.condition]
    for index, affair in enumerate(source.rows("affairs", rows.Affair)):
        affair_rules = [rule for rule in rules if covers(rule.affair, affair.code)]
        if any(rule.scope_kind == "city" for rule in affair_rules):
            continue
        covered = {code for rule in affair_rules for code in served[rule.scope_value]}
        if missing := sorted(districts - covered):
            yield source.problem("affairs", index, f"no rule says who is responsible in: {', '.join(missing[:3])}{' …' if len(missing) > 3 else ''}")
        elif affair.place_role == "none":
            yield source.problem("affairs", index, "place_role is none, but only rules by place exist; add a city rule or say which place decides")


def _coverages(source: Source) -> Iterator[Problem]:
    bodies = _ids(source, "bodies", rows.Body)
    areas = _ids(source, "districts", rows.Area, "code") | _ids(source, "admin_dongs", rows.Area, "code")
    areas |= _ids(source, "legal_dongs", rows.Area, "code")
    shares: dict[tuple[str, str], list[int]] = defaultdict(list)
    coverages = source.rows("coverages", rows.Coverage)
    for index, row in enumerate(coverages):
        if row.body_id not in bodies:
            yield source.problem("coverages", index, f"body {row.body_id} is not in bodies/")
        if row.area_code not in areas:
            yield source.problem("coverages", index, f"area {row.area_code} does not exist")
        shares[(row.coverage, row.area_code)].append(index)
    for (name, area), indices in shares.items():
        kinds = Counter(coverages[index].share for index in indices)
        if (kinds["whole"] and len(indices) > 1 and not _in_sequence([coverages[index] for index in indices])) or kinds["part"] == 1:
            yield source.problem("coverages", indices[-1], f"{name} of {area}: one body serves the whole, or several serve parts")


def _tells(source: Source) -> Iterator[Problem]:
    """Where several bodies share an area the edition says how to tell which it is."""
    tells = source.rows("tells", rows.Tell)
    areas = {(tell.coverage, tell.area_code) for tell in tells}
    for index, tell in enumerate(tells):
        if missing := missing_languages(tell.texts):
            yield source.problem("tells", index, f"text is missing in: {missing}")
    for index, row in enumerate(source.rows("coverages", rows.Coverage)):
        if row.share == "part" and not areas & {(row.coverage, row.area_code), (row.coverage, "")}:
            yield source.problem("coverages", index, f"several bodies share {row.area_code}; say in tells.csv how to tell which it is")


def _former_bodies(source: Source) -> Iterator[Problem]:
    bodies = _ids(source, "bodies", rows.Body)
    seen: dict[str, list[rows.FormerBody]] = defaultdict(list)
    for index, row in enumerate(source.rows("former_bodies", rows.FormerBody)):
        if row.body_id not in bodies:
            yield source.problem("former_bodies", index, f"body {row.body_id} is not in bodies/")
        if row.phone and not (row.verified and _DIALLED.fullmatch(row.phone)):
            yield source.problem("former_bodies", index, "has a phone that is no number or not verified; leave it empty")
        if row.names and (missing := missing_languages(row.names)):
            yield source.problem("former_bodies", index, f"name is missing in: {missing}; leave all empty when it is the present one")
        if any(_overlap(row, other) for other in seen[row.body_id]):
            yield source.problem("former_bodies", index, f"{row.body_id} has another row for the same days")
        seen[row.body_id].append(row)


def _in_sequence(coverages: list[rows.Coverage]) -> bool:
    return not any(_overlap(a, b) for a, b in combinations(coverages, 2))


def _bodies(source: Source) -> Iterator[Problem]:
    ids = _ids(source, "bodies", rows.Body)
    for index, body in enumerate(source.rows("bodies", rows.Body)):
        for column in ("parent", "taken_by", "succeeded_by"):
            if getattr(body, column) and getattr(body, column) not in ids:
                yield source.problem("bodies", index, f"{column} {getattr(body, column)} is not in bodies/")
        if body.phone and not body.verified:
            yield source.problem("bodies", index, "has a phone but is not verified; an unverified phone is never shown, so leave it empty")
        if body.phone and not _DIALLED.fullmatch(body.phone):
            yield source.problem("bodies", index, f"phone {body.phone!r} is no number; write figures with hyphens, e.g. 012-3456-7890")
        if not body.verified and any(_PHONE.search(name) for name in body.names.values()):
            yield source.problem("bodies", index, "has a telephone number in its name but is not verified; leave the number out of the name")


def _departments(source: Source) -> Iterator[Problem]:
    ids = _ids(source, "bodies", rows.Body)
    for index, department in enumerate(source.rows("departments", rows.Department)):
        if department.body_id not in ids or not department.id.startswith(department.body_id + "/"):
            yield source.problem("departments", index, f"id must be <body id>/<slug> of a body in bodies/, not {department.id}")
        if department.phone and not (department.verified and _DIALLED.fullmatch(department.phone)):
            yield source.problem("departments", index, "has a phone that is no number or not verified; leave it empty")
        if missing := missing_languages(department.names):
            yield source.problem("departments", index, f"name is missing in: {missing}")


def _openings(source: Source) -> Iterator[Problem]:
    bodies, departments = _ids(source, "bodies", rows.Body), _ids(source, "departments", rows.Department)
    known = departments | {f"place:{place}" for place in _ids(source, "places", rows.Place)}
    openings = source.rows("openings", rows.Opening)
    for index, row in enumerate(openings):
        if row.ref not in known and not any(covers(row.ref, body) for body in bodies):
            yield source.problem("openings", index, f"ref {row.ref} is no department, no body, no place:<id>, and begins the id of no body")
        if reason := fault(row.opening_hours, names_of(source.rows("holidays", rows.Holiday))):
            yield source.problem("openings", index, f"opening_hours {reason}")
    for first, second in combinations(range(len(openings)), 2):
        if openings[first].ref == openings[second].ref and _overlap(openings[first], openings[second]):
            yield source.problem("openings", second, f"ref {openings[second].ref} has hours already on the same days; give each a validity")


def _place_kinds(source: Source) -> Iterator[Problem]:
    """Kinds have an age, searches look for kinds that are there and tell of entries that are."""
    kinds = source.rows("place_kinds", rows.PlaceKind)
    for index, kind in enumerate(kinds):
        if kind.max_age <= 0:
            yield source.problem("place_kinds", index, f"max_age {kind.max_age} is no number of days from 1 on")
    known, affairs, entries = {kind.kind for kind in kinds}, _ids(source, "affairs", rows.Affair, "code"), _ids(source, "entries", rows.Entry)
    for index, search in enumerate(source.rows("place_searches", rows.PlaceSearch)):
        named = [("affair", search.affair, affairs), *(("kinds", kind, known) for kind in search.kinds)]
        told = (("otherwise", search.otherwise), ("adults", search.adults), ("named", search.named))
        named += [(column, entry, entries) for column, entry in told if entry]
        named += [("entries", entry, entries) for entry in search.entries]
        named += [("ours", affair, affairs) for affair in search.ours]
        for column, value, there in named:
            if value not in there:
                yield source.problem("place_searches", index, f"{column} {value} is none of the edition's")


def _areas(source: Source) -> Iterator[Problem]:
    districts, bodies = _ids(source, "districts", rows.Area, "code"), _ids(source, "bodies", rows.Body)
    for index, area in enumerate(source.rows("districts", rows.Area)):
        if f"district.{area.code}" not in bodies:
            yield source.problem("districts", index, f"body district.{area.code} is not in bodies/")
    for table in ("admin_dongs", "legal_dongs"):
        yield from _dongs(source, table, districts)
    for index, area in enumerate(source.rows("admin_dongs", rows.Area)):
        if f"dong.{area.code}" not in bodies:
            yield source.problem("admin_dongs", index, f"body dong.{area.code} is not in bodies/")


def _dongs(source: Source, table: str, districts: set[str]) -> Iterator[Problem]:
    codes = _ids(source, table, rows.Area, "code")
    for index, area in enumerate(source.rows(table, rows.Area)):
        if area.district_code not in districts or not area.code.startswith(area.district_code):
            yield source.problem(table, index, f"district {area.district_code} does not exist or is not the beginning of the code")
        if unknown := sorted(set(area.succeeded_by) - codes):
            yield source.problem(table, index, f"succeeded_by {', '.join(unknown)} does not exist")


def _admin_legal(source: Source) -> Iterator[Problem]:
    admin, legal = (_ids(source, table, rows.Area, "code") for table in ("admin_dongs", "legal_dongs"))
    pairs = source.rows("admin_legal", rows.AdminLegal)
    for index, pair in enumerate(pairs):
        if pair.admin_code not in admin or pair.legal_code not in legal:
            yield source.problem("admin_legal", index, f"{pair.admin_code} or {pair.legal_code} does not exist")
    if lonely := sorted(legal - {pair.legal_code for pair in pairs}):
        yield Problem("areas/admin_legal.csv", "file", f"no administrative dong covers: {', '.join(lonely[:5])}")


def _lines(source: Source) -> Iterator[Problem]:
    bodies, entries = _ids(source, "bodies", rows.Body), _ids(source, "entries", rows.Entry)
    for index, line in enumerate(source.rows("lines", rows.Line)):
        if line.operator and line.operator not in bodies:
            yield source.problem("lines", index, f"operator {line.operator} is not in bodies/")
        if line.colour and not _COLOUR.fullmatch(line.colour):
            yield source.problem("lines", index, f"colour {line.colour!r} is none; write #rrggbb, or leave it empty")
        if line.otherwise and line.otherwise not in entries:
            yield source.problem("lines", index, f"otherwise {line.otherwise} is no entry")
        if line.night and (len(line.night) != len(("from", "to")) or not entries.issuperset(line.night)):
            yield source.problem("lines", index, f"night {';'.join(line.night)} is not two entries, one from there and one to there")


def _transit(source: Source) -> Iterator[Problem]:
    lines, stations = _ids(source, "lines", rows.Line), _ids(source, "stations", rows.Station)
    for index, station in enumerate(source.rows("stations", rows.Station)):
        if unknown := sorted(set(station.lines) - lines):
            yield source.problem("stations", index, f"line {', '.join(unknown)} is not in lines.csv")
    for index, departure in enumerate(source.rows("departures", rows.Departure)):
        if departure.line not in lines or not {departure.station, departure.terminal} <= stations:
            yield source.problem("departures", index, "line, station or terminal does not exist")
        if not (_TIME.fullmatch(departure.first) and _TIME.fullmatch(departure.last) and departure.first <= departure.last):
            yield source.problem("departures", index, f"first {departure.first} and last {departure.last} must be HH:MM of the service day, in order")


def _onward(source: Source) -> Iterator[Problem]:
    """Trains that run on beyond a station of a line head for others of it."""
    lines_of = {row.id: frozenset(row.lines) for row in source.rows("stations", rows.Station)}
    for index, row in enumerate(source.rows("onward", rows.Onward)):
        if elsewhere := sorted(station for station in (row.terminal, *row.heads_for) if row.line not in lines_of.get(station, ())):
            yield source.problem("onward", index, f"{row.line} does not stop at {', '.join(elsewhere)}")
        if not 0 < len(row.heads_for) <= _MOST_ON_SIGNS or row.terminal in row.heads_for:
            yield source.problem("onward", index, f"heads_for must be one to {_MOST_ON_SIGNS} stations beyond the terminal")


def _stop_patterns(source: Source) -> Iterator[Problem]:
    lines, stations = _ids(source, "lines", rows.Line), _ids(source, "stations", rows.Station)
    ways = set()
    for index, pattern in enumerate(source.rows("stop_patterns", rows.StopPattern)):
        ways.add((pattern.line, pattern.direction, pattern.terminal))
        if pattern.line not in lines or not set(pattern.stations) <= stations:
            yield source.problem("stop_patterns", index, "line or a station does not exist")
        if len(pattern.stations) < 2 or pattern.stations[-1] != pattern.terminal:
            yield source.problem("stop_patterns", index, f"stations must be two or more and end with the terminal {pattern.terminal}")
        if len(pattern.seconds) != len(pattern.stations) - 1 or any(seconds < 0 for seconds in pattern.seconds):
            yield source.problem("stop_patterns", index, "seconds must be one fewer than stations, and none negative")
    yield from _headways(source, ways)
    yield from _trains_apart(source, "expresses", rows.Express, ways)
    yield from _trains_apart(source, "loops", rows.Loop, set())


def _courses(source: Source) -> Iterator[Problem]:
    lines_of = {row.id: frozenset(row.lines) for row in source.rows("stations", rows.Station)}
    courses = source.rows("courses", rows.Course)
    for index, course in enumerate(courses):
        if any(course.line not in lines_of.get(station, ()) for station in course.stations):
            yield source.problem("courses", index, f"{course.line} does not stop at one of the stations")
        hops = list(zip(course.metres, course.seconds, strict=False))
        if not len(course.stations) - 1 == len(course.metres) == len(course.seconds) > 0:
            yield source.problem("courses", index, "metres and seconds must be one fewer than stations")
        if any(metres < 0 or seconds < 0 or not (metres or seconds) for metres, seconds in hops):
            yield source.problem("courses", index, "each station must have metres or seconds to the next, and none negative")
    for index, run in enumerate(source.rows("run_times", rows.RunTime)):
        if run.minutes <= 0 or not any(run.line == course.line and {run.from_station, run.to_station} <= {*course.stations} for course in courses):
            yield source.problem(
                "run_times", index, f"no course of {run.line} goes from {run.from_station} to {run.to_station}, or minutes are not above 0"
            )


def _line_hours(source: Source) -> Iterator[Problem]:
    lines = _ids(source, "lines", rows.Line)
    for index, hours in enumerate(source.rows("line_hours", rows.LineHours)):
        if hours.line not in lines:
            yield source.problem("line_hours", index, f"line {hours.line} does not exist")
        if not all(_TIME.fullmatch(time) for time in (hours.first, hours.weekday, hours.holiday) if time):
            yield source.problem("line_hours", index, "times must be HH:MM of the service day")


def _bus_lines(source: Source) -> Iterator[Problem]:
    affairs, stations = _ids(source, "affairs", rows.Affair, "code"), _ids(source, "stations", rows.Station)
    for index, bus in enumerate(source.rows("bus_lines", rows.BusLine)):
        if missing := sorted({*bus.affairs} - affairs | {*bus.stations} - stations):
            yield source.problem("bus_lines", index, f"{', '.join(missing)} does not exist, as an affair or a station")
        if len(bus.stations) < 2 or not bus.affairs:
            yield source.problem("bus_lines", index, "a line passes two stations or more and answers an affair")


def _headways(source: Source, ways: Set[tuple[str, str, str]]) -> Iterator[Problem]:
    stations: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in source.rows("stop_patterns", rows.StopPattern):
        stations[row.line, row.direction, row.terminal] |= set(row.stations[:-1])
    for index, headway in enumerate(source.rows("headways", rows.Headway)):
        if headway.station and headway.station not in stations[headway.line, headway.direction, headway.terminal]:
            yield source.problem("headways", index, f"{headway.station} is no station of this way before its terminal")
        if (headway.line, headway.direction, headway.terminal) not in ways:
            yield source.problem("headways", index, f"stop_patterns.csv has no way of {headway.line} {headway.direction} to {headway.terminal}")
        if headway.longest_wait <= 0:
            yield source.problem("headways", index, f"longest_wait {headway.longest_wait} must be above 0")
        if headway.day_wait < 0:
            yield source.problem("headways", index, f"day_wait {headway.day_wait} must not be negative; write 0 where it is not known")


def _trains_apart(source: Source, table: str, of_kind: type[rows.Express], ways: Set[tuple[str, str, str]]) -> Iterator[Problem]:
    """Trains of which stops and times are known apart from others; `ways`: those that they must go, if any."""
    lines_of = {row.id: frozenset(row.lines) for row in source.rows("stations", rows.Station)}
    for index, row in enumerate(source.rows(table, of_kind)):
        if not row.stations or any(row.line not in lines_of.get(station, ()) for station in row.stations):
            yield source.problem(table, index, f"{row.line} does not stop at one of the stations")
        elif ways and (row.line, row.direction, row.stations[-1]) not in ways:
            yield source.problem(table, index, "stop_patterns.csv has no way there")
        if not len(row.stations) - 1 == len(row.seconds) == len(row.first) == len(row.last) or any(seconds < 0 for seconds in row.seconds):
            yield source.problem(table, index, "seconds, first and last must be one fewer than stations, and no seconds negative")
        if not all(map(_TIME.fullmatch, (*row.first, *row.last))) or any(first > last for first, last in zip(row.first, row.last, strict=False)):
            yield source.problem(table, index, "first and last must be HH:MM of the service day, in order")
        if row.longest_wait <= 0 or row.day_wait < 0:
            yield source.problem(table, index, "longest_wait must be above 0, and day_wait not negative; write 0 where that is not known")


def _transfers(source: Source) -> Iterator[Problem]:
    lines_of = {row.id: frozenset(row.lines) for row in source.rows("stations", rows.Station)}
    for index, walk in enumerate(source.rows("transfers", rows.Transfer)):
        if not {walk.from_line, walk.to_line} <= lines_of.get(walk.station, frozenset()):
            yield source.problem("transfers", index, f"{walk.from_line} or {walk.to_line} does not stop at {walk.station}")
        if walk.seconds < 0:
            yield source.problem("transfers", index, f"seconds {walk.seconds} must not be negative")


def references(source: Source) -> set[str]:
    """Everything that a name may stand for, as `<kind>:<id>`."""
    return {f"{prefix}:{identifier(row)}" for table, prefix, _ in NAMED for row in source.tables[table]}


def _gazetteer(source: Source) -> Iterator[Problem]:
    refs = references(source)
    for index, name in enumerate(source.rows("names", rows.Name)):
        if name.ref not in refs:
            yield source.problem("names", index, f"ref {name.ref} does not exist")
        if name.language not in rows.LANGUAGES:
            yield source.problem("names", index, f"language {name.language} is none of {', '.join(rows.LANGUAGES)}")


def _kind_words(source: Source) -> Iterator[Problem]:
    for index, word in enumerate(source.rows("kind_words", rows.KindWord)):
        if word.language not in rows.LANGUAGES:
            yield source.problem("kind_words", index, f"language {word.language} is none of {', '.join(rows.LANGUAGES)}")
        if not name_key(word.text):
            yield source.problem("kind_words", index, f"text {word.text!r} has no letters")


def _roads(source: Source) -> Iterator[Problem]:
    """Runs lie in legal dongs, on their side, in order, and not over each other."""
    dongs = _ids(source, "legal_dongs", rows.Area, "code")
    sides: dict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
    for index, run in enumerate(source.rows("road_runs", rows.RoadRun)):
        if reason := _fault_of_run(run, dongs):
            yield source.problem("road_runs", index, reason)
        sides[(run.road, run.side)].append((run.first, run.last, index))
    for (road, side), runs in sides.items():
        for (_, last, _), (first, _, index) in pairwise(sorted(runs)):
            if first <= last:
                yield source.problem("road_runs", index, f"number {first} of the {side} side of {road} is in two runs")
    if sides and not source.tables["road_register"]:
        yield Problem("road_runs.yaml", "file", "is missing: it says where road_runs.csv comes from")


def _sites(source: Source) -> Iterator[Problem]:
    """Sites lie in legal dongs, are of a list that says where they come from, and forms can be read."""
    dongs, lists = _ids(source, "legal_dongs", rows.Area, "code"), {row.list for row in source.rows("site_lists", rows.SiteList)}
    for index, site in enumerate(source.rows("sites", rows.Site)):
        if site.list not in lists:
            yield source.problem("sites", index, f"list {site.list} is not in site_lists.csv")
        if not site.areas or not all(code in dongs for code in site.areas):
            yield source.problem("sites", index, f"legal dong {', '.join(site.areas)} does not exist")
    for index, form in enumerate(source.rows("site_forms", rows.SiteForm)):
        if form.list not in lists:
            yield source.problem("site_forms", index, f"list {form.list} is not in site_lists.csv")
        if reason := _fault_of_form(form):
            yield source.problem("site_forms", index, reason)


def _fault_of_form(form: rows.SiteForm) -> str:
    """Why a form of the names of sites cannot be read; empty when it can."""
    try:
        re.compile(form.find.replace("{area}", ""))
    except re.error as error:
        return f"find {form.find!r} is no regular expression: {error}"
    return ""


def _road_names(source: Source) -> Iterator[Problem]:
    """Names in other letters are of roads that have runs."""
    roads = {run.road for run in source.rows("road_runs", rows.RoadRun)}
    for index, name in enumerate(source.rows("road_names", rows.RoadName)):
        if name.road not in roads:
            yield source.problem("road_names", index, f"road {name.road} has no run in road_runs.csv")


def _fault_of_run(run: rows.RoadRun, dongs: Container[str]) -> str:
    """What is wrong with a run of a road; empty when nothing is."""
    if not run.areas:
        return "lies nowhere: name its legal dong in `areas`"
    if unknown := [code for code in run.areas if code not in dongs]:
        return f"legal dong {', '.join(unknown)} does not exist"
    if not (0 < run.first <= run.last and run.first % 2 == run.last % 2 == (run.side == "odd")):
        return f"first {run.first} and last {run.last} must be {run.side} numbers, in order"
    return ""


def _groups(source: Source) -> Iterator[Problem]:
    """Where there are groups every affair is in one of them, and what they say is whole and without figures."""
    groups = source.rows("groups", rows.Group)
    bodies = _ids(source, "bodies", rows.Body)
    beginnings = Counter(beginning for group in groups for beginning in group.affairs)
    for index, group in enumerate(groups):
        if group.body not in bodies:
            yield source.problem("groups", index, f"body {group.body} is not in bodies/")
        if twice := [beginning for beginning in group.affairs if beginnings[beginning] > 1]:
            yield source.problem("groups", index, f"affairs: {', '.join(twice)} stands in two places; leave it in one")
        yield from (source.problem("groups", index, reason) for reason in _faults_of_texts(group, source))
    alone = [index for index, affair in enumerate(source.rows("affairs", rows.Affair)) if groups and rows.group_of(groups, affair.code) is None]
    for index in alone:
        yield source.problem("affairs", index, "is in no group; add the beginning of its code to one in groups.yaml")


def _faults_of_texts(group: rows.Group, source: Source) -> Iterator[str]:
    """What a group says is there in all languages; it cites no facts, so it holds no figures."""
    for texts in (group.labels, group.answers, group.plains):
        if missing := missing_languages(texts):
            yield f"text is missing in: {missing}"
        yield from wrong_figures(" ".join(texts.values()), (), {}, source)


def _outside(source: Source) -> Iterator[Problem]:
    """A number beyond the border is one that can be dialled, with where and when it was seen; and its stations exist, from a source."""
    stations = {row.id for row in source.rows("stations", rows.Station)}
    for index, row in enumerate(source.rows("outside", rows.Outside)):
        if not stations.issuperset(row.stations) or bool(row.stations) is not bool(row.stations_source and row.stations_date):
            yield source.problem("outside", index, "stations that do not exist, or without stations_source and stations_date")
        if row.phone and not (_DIALLED.fullmatch(row.phone) and row.phone_source and row.phone_date):
            yield source.problem("outside", index, "phone that is no number, or without phone_source and phone_date")


def _heard_elsewhere(source: Source) -> Iterator[Heard]:
    """What callers may hear that is no entry."""
    yield from _of_groups(source)
    named: dict[str, list[dict[str, str]]] = {
        "messages": [row.texts for row in source.rows("messages", rows.Message)],
        "affairs": [row.labels for row in source.rows("affairs", rows.Affair)],
        "groups": [row.labels for row in source.rows("groups", rows.Group)],
        "bodies": [row.names for row in source.rows("bodies", rows.Body)],
        "departments": [row.names for row in source.rows("departments", rows.Department)],
    }
    for table, all_names in named.items():
        for index, names in enumerate(all_names):
            yield from ((table, index, language, name) for language, name in names.items())


def _answers_elsewhere(source: Source) -> Iterator[Heard]:
    """What answers a caller and is no entry."""
    yield from _of_groups(source)
    for index, tell in enumerate(source.rows("tells", rows.Tell)):
        yield from (("tells", index, language, text) for language, text in tell.texts.items())
    for index, emergency in enumerate(source.rows("emergencies", rows.Emergency)):
        yield from (("emergencies", index, language, text) for language, text in emergency.text.items())


def _of_groups(source: Source) -> Iterator[Heard]:
    for index, group in enumerate(source.rows("groups", rows.Group)):
        yield from (("groups", index, language, f"{answer}\n{group.plains.get(language, '')}") for language, answer in group.answers.items())


def _glossary(source: Source) -> Iterator[Problem]:
    """The terms can be looked for, and what is no entry keeps to them, too."""
    for index, term in enumerate(source.rows("glossary", rows.Term)):
        yield from _expression(source, "glossary", index, "forbidden", term.forbidden)
    yield from wrong_terms(source, _heard_elsewhere(source))


def _own_number(source: Source) -> Iterator[Problem]:
    """The words can be looked for, and what is no entry sends nobody to the city's own number, either."""
    for index, word in enumerate(source.rows("number_words", rows.NumberWord)):
        if "{number}" not in word.forbidden:
            yield source.problem("number_words", index, f"forbidden {word.forbidden!r} holds no {{number}}")
        yield from _expression(source, "number_words", index, "forbidden", word.forbidden.replace("{number}", "0"))
    yield from own_number(source, _answers_elsewhere(source))


def _times(source: Source) -> Iterator[Problem]:
    for index, time in enumerate(source.rows("arrival_times", rows.ArrivalTime)):
        named = _NUMBERS if time.means == "number" else ("hour", "minute", "half") if time.means == "while" else ("hour", "noon")
        yield from _naming(source, "arrival_times", index, time.pattern, *named)
    for index, date in enumerate(source.rows("calendar_dates", rows.CalendarDate)):
        yield from _naming(source, "calendar_dates", index, date.pattern, "day", "year", "next_year")


def _naming(source: Source, table: str, index: int, pattern: str, *groups: str) -> Iterator[Problem]:
    """What is wrong with a pattern that must have one of some groups."""
    try:
        named = re.compile(pattern).groupindex
    except re.error as error:
        yield source.problem(table, index, f"pattern {pattern!r} is no regular expression: {error}")
    else:
        if named.keys().isdisjoint(groups):
            either = " or ".join(f"(?P<{group}>…)" for group in groups)
            yield source.problem(table, index, f"pattern {pattern!r} has no group {either}")


def _details(source: Source) -> Iterator[Problem]:
    for index, row in enumerate(source.rows("details", rows.Detail)):
        if row.detail not in rows.CALLER_MEANINGS:
            yield source.problem("details", index, f"detail {row.detail!r}; one of: {', '.join(rows.CALLER_MEANINGS)}")
        yield from _expression(source, "details", index, "told_by", row.told_by)
    details, entries = _ids(source, "details", rows.Detail, "detail"), _ids(source, "entries", rows.Entry)
    for index, instead in enumerate(source.rows("instead", rows.Instead)):
        if instead.detail not in details:
            yield source.problem("instead", index, f"detail {instead.detail!r} is not in details.csv")
        if instead.entry not in entries:
            yield source.problem("instead", index, f"entry {instead.entry!r} is none of the edition's")
        yield from _expression(source, "instead", index, "after", instead.after)


def _asks(source: Source) -> Iterator[Problem]:
    for index, row in enumerate(source.rows("asks", rows.Ask)):
        yield from _expression(source, "asks", index, "asked_by", row.asked_by)
        yield from _expression(source, "asks", index, "said_by", row.said_by)


def _expression(source: Source, table: str, index: int, field: str, expression: str) -> Iterator[Problem]:
    try:
        re.compile(expression)
    except re.error as error:
        yield source.problem(table, index, f"{field} {expression!r} is no regular expression: {error}")


def _patterns(source: Source) -> Iterator[Problem]:
    for index, row in enumerate(source.rows("plain_names", rows.PlainName)):
        try:
            re.compile(row.pattern)
        except re.error as error:
            yield source.problem("plain_names", index, f"pattern {row.pattern!r} is no regular expression: {error}")
    for index, form in enumerate(source.rows("search_forms", rows.SearchForm)):
        try:
            re.compile(form.find).sub(form.replace, "")
        except re.error as error:
            yield source.problem("search_forms", index, f"{form.find!r} and {form.replace!r} are no regular expression and replacement: {error}")


def _facts(source: Source) -> Iterator[Problem]:
    codes = _ids(source, "affairs", rows.Affair, "code")
    for index, fact in enumerate(source.rows("facts", rows.Fact)):
        if not any(covers(fact.affair, code) for code in codes):
            yield source.problem("facts", index, f"affair {fact.affair} is not in affairs/")


def _day_words(source: Source) -> Iterator[Problem]:
    holidays = {row.names["ko"] for row in source.rows("holidays", rows.Holiday)}
    for index, word in enumerate(source.rows("day_words", rows.DayWord)):
        kind, _, name = word.day.partition(":")
        of_a_week = kind == "next" and name.endswith("day") and name != "holiday" and _DAY.fullmatch(name)
        of_holiday = (kind == "holiday" and _BESIDE.sub("", name) in holidays) or (kind == "after" and name in holidays)
        if not (_DAY.fullmatch(word.day) or of_a_week or of_holiday):
            named = "holiday:<a name in holidays.csv>, with -1 or +1 for the day before or after, or after:<such a name>"
            fix = f"write days ahead, monday … sunday, next:monday …, holiday, MM-DD, or {named}"
            yield source.problem("day_words", index, f"day {word.day!r} is none; {fix}")


def _caller_words(source: Source) -> Iterator[Problem]:
    entries = _ids(source, "entries", rows.Entry, "id")
    for index, word in enumerate(source.rows("caller_words", rows.CallerWord)):
        kind, _, entry = word.means.partition(":")
        of_an_entry = kind in ("entry", "further")
        meaning = word.means.removeprefix("alone:")
        if not of_an_entry and meaning not in rows.CALLER_MEANINGS:
            named = f"{', '.join(rows.CALLER_MEANINGS)}, alone:<such a detail>, entry:<id>, further:<id>"
            yield source.problem("caller_words", index, f"means {word.means!r}; one of: {named}")
        if of_an_entry and entry not in entries:
            yield source.problem("caller_words", index, f"entry {entry!r} is not in entries/")
        if word.language not in rows.LANGUAGES:
            yield source.problem("caller_words", index, f"language {word.language!r} is none of {', '.join(rows.LANGUAGES)}")


def _answered(source: Source) -> Iterator[Problem]:
    """Every affair is answered by an entry of its own, of the city and without an end: what a parent says is not about the child."""
    entries = source.rows("entries", rows.Entry)
    answered = {entry.affair for entry in entries if entry.publisher == rows.CITY and entry.valid_from is None and entry.valid_to is None}
    for index, affair in enumerate(source.rows("affairs", rows.Affair)):
        if affair.code not in answered:
            yield source.problem("affairs", index, f"no entry of the city answers {affair.code} at all times; write one in entries/")


def _emergencies(source: Source) -> Iterator[Problem]:
    facts = {fact.id: fact for fact in source.rows("facts", rows.Fact)}
    codes = _ids(source, "affairs", rows.Affair, "code")
    for index, emergency in enumerate(source.rows("emergencies", rows.Emergency)):
        if missing := missing_languages(emergency.text):
            yield source.problem("emergencies", index, f"text is missing in: {missing}")
        if elsewhere := sorted({emergency.affair, *emergency.akin} - codes - {""}):
            yield source.problem("emergencies", index, f"affair {', '.join(elsewhere)} is not in affairs/")
        for text in (*emergency.text.values(), " ".join(emergency.numbers)):
            for reason in wrong_figures(text, emergency.facts, facts, source):
                yield source.problem("emergencies", index, reason)
        if unknown := sorted((emergency.patterns.keys() | emergency.unless.keys()) - WRITTEN):
            yield source.problem("emergencies", index, f"patterns are of no language that is known: {', '.join(unknown)}")
        try:
            EmergencyMatcher([as_rule(emergency)])
        except ValueError as error:
            yield source.problem("emergencies", index, str(error))


def as_rule(emergency: rows.Emergency) -> EmergencyRule:
    """The row as the text library wants it."""
    return EmergencyRule(
        id=emergency.id,
        numbers=emergency.numbers,
        text=emergency.text,
        patterns=emergency.patterns,
        affair=emergency.affair,
        facts=emergency.facts,
        unless=emergency.unless,
        akin=emergency.akin,
    )


def _phrasings(source: Source) -> Iterator[Problem]:
    codes = _ids(source, "affairs", rows.Affair, "code")
    labels = codes | {OUT_OF_SCOPE} | {EMERGENCY + row.id for row in source.rows("emergencies", rows.Emergency)}
    answered = {entry.id: entry.affair for entry in source.rows("entries", rows.Entry)} | dict.fromkeys(rows.OUT_OF_SCOPE_REASONS, OUT_OF_SCOPE)
    seen: dict[tuple[str, str], tuple[str, int]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for index, phrasing in enumerate(source.rows("phrasings", rows.Phrasing)):
        if phrasing.affair not in labels or phrasing.language not in rows.LANGUAGES:
            yield source.problem("phrasings", index, f"affair {phrasing.affair} or language {phrasing.language} does not exist")
        if phrasing.entry and answered.get(phrasing.entry) != phrasing.affair:
            yield source.problem("phrasings", index, f"entry {phrasing.entry} is none of {phrasing.affair}")
        key = (phrasing.language, fold(phrasing.text))
        if key in seen and seen[key][0] != phrasing.affair:
            file, row = source.where[("phrasings", seen[key][1])]
            yield source.problem("phrasings", index, f"the same words stand for {seen[key][0]} in {file}: {row}")
        seen.setdefault(key, (phrasing.affair, index))
        counts[(phrasing.affair, phrasing.language)] += 1
    for index, affair in enumerate(source.rows("affairs", rows.Affair)):
        few = [language for language in rows.LANGUAGES if counts[(affair.code, language)] < PHRASINGS_PER_LANGUAGE]
        if few:
            yield source.problem("affairs", index, f"fewer than {PHRASINGS_PER_LANGUAGE} phrasings in: {', '.join(few)}")


_CHECKS = (
    _validity,
    _names_complete,
    _sentences_complete,
    _affairs,
    _settings,
    _shapes,
    _rules,
    _ties,
    _grid,
    _coverages,
    _tells,
    _bodies,
    _former_bodies,
    _departments,
    _openings,
    _place_kinds,
    _areas,
    _admin_legal,
    _lines,
    _transit,
    _onward,
    _stop_patterns,
    _courses,
    _line_hours,
    _bus_lines,
    _transfers,
    _gazetteer,
    _roads,
    _sites,
    _kind_words,
    _road_names,
    _times,
    _details,
    _asks,
    _patterns,
    _outside,
    _groups,
    _glossary,
    _own_number,
    _facts,
    _day_words,
    _caller_words,
    _answered,
    _emergencies,
    _phrasings,
    *(check.find for check in CHECKS),
)
