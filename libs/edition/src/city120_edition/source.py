"""Reads the files that people edit into typed rows; every problem names file, row and reason."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from city120_edition import rows

_LIST_SEPARATOR = ";"
# JSON is YAML.
_YAML = (".yaml", ".yml", ".json")
_TEXT_FIELDS = frozenset(item.name for item in fields(rows.EntryText))
_Row = TypeVar("_Row")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, and where."""

    file: str
    row: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.row}: {self.reason}"


class SourceError(Exception):
    """The files cannot make an edition; `problems` says why, one by one."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        shown = "\n".join(str(problem) for problem in problems[:20])
        more = f"\n… and {len(problems) - 20} more" if len(problems) > 20 else ""
        super().__init__(f"{len(problems)} problem(s):\n{shown}{more}")


@dataclass(frozen=True)
class Table:
    """One kind of row: where its files are, and the column that is its key (empty: the row number)."""

    name: str
    row_type: type
    pattern: str
    key: str = ""
    required: bool = True


TABLES = (
    Table("affairs", rows.Affair, "affairs/*.csv", "code"),
    Table("groups", rows.Group, "groups.yaml", "code", required=False),
    Table("rules", rows.Rule, "rules/*.csv", "id"),
    Table("coverages", rows.Coverage, "coverages.csv", required=False),
    Table("tells", rows.Tell, "tells.csv", required=False),
    Table("bodies", rows.Body, "bodies/*.csv", "id"),
    Table("former_bodies", rows.FormerBody, "former_bodies.csv", required=False),
    Table("departments", rows.Department, "departments*.csv", "id", required=False),
    Table("openings", rows.Opening, "opening_hours.csv", required=False),
    Table("districts", rows.Area, "areas/districts.csv", "code"),
    Table("admin_dongs", rows.Area, "areas/admin_dong.csv", "code"),
    Table("legal_dongs", rows.Area, "areas/legal_dong.csv", "code"),
    Table("admin_legal", rows.AdminLegal, "areas/admin_legal.csv"),
    Table("shapes", rows.Shape, "boundaries.geojson", "code", required=False),
    Table("outside", rows.Outside, "outside.csv", "code", required=False),
    Table("assets", rows.Asset, "assets.csv", "id", required=False),
    Table("places", rows.Place, "places.csv", "id", required=False),
    Table("place_kinds", rows.PlaceKind, "place_kinds.csv", "kind", required=False),
    Table("place_searches", rows.PlaceSearch, "place_searches.csv", "affair", required=False),
    Table("stations", rows.Station, "stations.csv", "id", required=False),
    Table("lines", rows.Line, "lines.csv", "id", required=False),
    Table("departures", rows.Departure, "departures.csv", required=False),
    Table("onward", rows.Onward, "onward.csv", required=False),
    Table("timetable", rows.Timetable, "departures.yaml", required=False),
    Table("stop_patterns", rows.StopPattern, "stop_patterns.csv", required=False),
    Table("headways", rows.Headway, "headways.csv", required=False),
    Table("expresses", rows.Express, "expresses.csv", required=False),
    Table("loops", rows.Loop, "loops.csv", required=False),
    Table("courses", rows.Course, "courses.csv", required=False),
    Table("run_times", rows.RunTime, "run_times.csv", required=False),
    Table("line_hours", rows.LineHours, "line_hours.csv", "line", required=False),
    Table("bus_lines", rows.BusLine, "bus_lines.csv", required=False),
    Table("transfers", rows.Transfer, "transfers.csv", required=False),
    Table("holidays", rows.Holiday, "holidays.csv", "date", required=False),
    Table("names", rows.Name, "gazetteer/*.csv", required=False),
    Table("name_forms", rows.NameForm, "name_forms.csv", required=False),
    Table("kind_words", rows.KindWord, "kind_words.csv", required=False),
    Table("search_forms", rows.SearchForm, "search_forms.csv", "find", required=False),
    Table("ignored_names", rows.IgnoredName, "ignored_names.csv", required=False),
    Table("glossary", rows.Term, "glossary.csv", required=False),
    Table("number_words", rows.NumberWord, "number_words.csv", required=False),
    Table("plain_names", rows.PlainName, "plain_names.csv", "language", required=False),
    Table("road_runs", rows.RoadRun, "road_runs.csv", required=False),
    Table("road_names", rows.RoadName, "road_names.csv", required=False),
    Table("road_register", rows.RoadRegister, "road_runs.yaml", required=False),
    Table("sites", rows.Site, "sites/*.csv", required=False),
    Table("site_lists", rows.SiteList, "site_lists.csv", "list", required=False),
    Table("site_forms", rows.SiteForm, "site_forms.csv", required=False),
    Table("site_names", rows.SiteName, "site_names.csv", required=False),
    Table("site_brands", rows.SiteBrand, "site_brands.csv", "text", required=False),
    Table("site_words", rows.SiteWord, "site_words.csv", "text", required=False),
    Table("facts", rows.Fact, "facts/*.csv", "id"),
    Table("entries", rows.Entry, "entries/*.yaml", "id"),
    Table("phrasings", rows.Phrasing, "phrasings/*.csv"),
    Table("pairs", rows.Pair, "pairs.csv", required=False),
    Table("emergencies", rows.Emergency, "emergencies.yaml", "id"),
    Table("cues", rows.Cue, "cues.csv"),
    Table("day_words", rows.DayWord, "day_words*.csv"),
    Table("calendar_dates", rows.CalendarDate, "calendar_dates.csv", required=False),
    Table("arrival_times", rows.ArrivalTime, "arrival_times.csv", required=False),
    Table("asks", rows.Ask, "asks.csv", required=False),
    Table("details", rows.Detail, "details.csv", required=False),
    Table("instead", rows.Instead, "instead.csv", required=False),
    Table("caller_words", rows.CallerWord, "caller_words*.csv", required=False),
    Table("connectives", rows.Connective, "connectives.csv"),
    Table("messages", rows.Message, "messages*.yaml", "id"),
    Table("examples", rows.WorkedExample, "examples.json", "id", required=False),
    Table("settings", rows.Settings, "edition.yaml"),
)


@dataclass
class Source:
    """All rows, by table; `where` finds the file and row of each for error messages."""

    path: Path
    tables: dict[str, list[Any]] = field(default_factory=dict)
    where: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)

    def rows(self, table: str, row_type: type[_Row]) -> list[_Row]:
        """The rows of a table."""
        table_rows: list[_Row] = self.tables[table]
        return table_rows

    def problem(self, table: str, index: int, reason: str) -> Problem:
        """A problem of one row."""
        file, row = self.where[(table, index)]
        return Problem(file, row, reason)


def read_source(path: Path) -> Source:
    """Read every table; raises SourceError with all malformed rows."""
    source, problems = Source(path), []
    for table in TABLES:
        table_rows: list[Any] = []
        files = sorted(path.glob(table.pattern))
        if not files and table.required:
            problems.append(Problem(table.pattern, "file", "is missing"))
        for file in files:
            name = str(file.relative_to(path))
            well_formed: list[tuple[str, dict[str, Any], Any]]
            well_formed, malformed = read_file(file, table.row_type, name)
            problems.extend(malformed)
            for label, _, row in well_formed:
                source.where[(table.name, len(table_rows))] = (name, label)
                table_rows.append(row)
        problems.extend(_duplicates(source, table, table_rows))
        source.tables[table.name] = table_rows
    if problems:
        raise SourceError(problems)
    return source


def sentences() -> list[rows.Sentence]:
    """What the services say, which every city words."""
    return [sentence for _, _, sentence in read_file(Path(__file__).with_name("sentences.csv"), rows.Sentence)[0]]


def read_file(
    file: Path, row_type: type[_Row], name: str = "", *, beside: frozenset[str] = frozenset()
) -> tuple[list[tuple[str, dict[str, Any], _Row]], list[Problem]]:
    """The rows of one file, each with its label and what stood there, and the malformed ones; problems call the file `name`. Fields `beside` those of
    the row may stand there as well."""
    labelled: list[tuple[str, dict[str, Any], _Row]] = []
    problems: list[Problem] = []
    for label, raw in _raw_rows(file, problems, name or str(file)):
        try:
            if not isinstance(raw, dict):
                raise msgspec.ValidationError("is no row: write fields and values, as `id: …`")
            shaped = _shape(raw, row_type)
            if unknown := [field for field in _unknown(raw, shaped, row_type) if field not in beside]:
                raise msgspec.ValidationError(f"unknown field {', '.join(unknown)}; the README of the source lists all")
            labelled.append((label, raw, msgspec.convert(shaped, row_type, strict=False)))
        except msgspec.ValidationError as error:
            problems.append(Problem(name or str(file), label, str(error)))
    return labelled, problems


def _raw_rows(file: Path, problems: list[Problem], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        if file.suffix in _YAML:
            yield from _yaml_rows(file)
            return
        if file.suffix == ".geojson":
            yield from _shape_rows(file)
            return
        with file.open(encoding="utf-8", newline="") as stream:
            for number, record in enumerate(csv.DictReader(stream, restkey="", strict=True), start=2):
                if record.pop("", None) is not None or None in record.values():
                    problems.append(Problem(name, f"row {number}", "has more or fewer columns than the header; quote fields that hold commas"))
                    continue
                yield f"row {number}", {str(key): value.strip() for key, value in record.items() if value.strip()}
    except (UnicodeDecodeError, csv.Error, yaml.YAMLError, json.JSONDecodeError) as error:
        problems.append(Problem(name, "file", f"cannot be read: {error}"))


def _yaml_rows(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  (a safe loader)
    if isinstance(data, dict) and not ({"id", "name", "source"} & data.keys()):
        data = [{"id": key, **value} if isinstance(value, dict) else value for key, value in data.items()]
    for number, item in enumerate(data if isinstance(data, list) else [data], start=1):
        yield str(item.get("id", f"item {number}")) if isinstance(item, dict) else f"item {number}", item


def _shape_rows(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The features of a collection; of their properties `code` alone is read."""
    collection = json.loads(file.read_text(encoding="utf-8"))
    for number, feature in enumerate(collection.get("features", []) if isinstance(collection, dict) else [], start=1):
        code = (feature.get("properties") or {}).get("code")
        yield f"feature {number}", {"code": code, "geometry": json.dumps(feature.get("geometry"), sort_keys=True)}


@cache
def _kinds(row_type: type) -> dict[str, str]:
    """The fields of a row and what they hold."""
    return {item.name: str(item.type) for item in fields(row_type)}


@cache
def _place(key: str, row_type: type) -> tuple[str, ...]:
    """Where in a row a field of a file belongs: `name_ko …` in `names`, `label_ko …` in `labels`, language keys and an entry's `question_ko …` in
    `texts`, anything else where it is called so."""
    kinds = _kinds(row_type)
    prefix, _, language = key.rpartition("_")
    if language in rows.LANGUAGES and f"{prefix}s" in kinds:
        return f"{prefix}s", language
    if key in rows.LANGUAGES and "texts" in kinds:
        return "texts", key
    if row_type is rows.Entry and language in rows.LANGUAGES and prefix in _TEXT_FIELDS:
        return "texts", language, prefix
    return (key,)


def _shape(raw: dict[str, Any], row_type: type) -> dict[str, Any]:
    """Put fields where they belong in a row, and split lists."""
    kinds = _kinds(row_type)
    shaped: dict[str, Any] = {}
    for key, value in raw.items():
        *outer, name = _place(key, row_type)
        if outer:
            inside = shaped
            for step in outer:
                inside = inside.setdefault(step, {})
            inside[name] = value
        else:
            shaped[name] = _value(value, kinds.get(name, ""))
    return shaped


def _value(value: Any, kind: str) -> Any:
    if isinstance(value, str) and kind.startswith("tuple"):
        return [piece.strip() for piece in value.split(_LIST_SEPARATOR) if piece.strip()]
    if kind == "bool":
        return value == "y" if value in ("y", "n") else value
    return value


def _unknown(raw: dict[str, Any], shaped: dict[str, Any], row_type: type) -> list[str]:
    """Fields that would be lost, also within the texts of an entry."""
    names = shaped.keys() - _kinds(row_type).keys()
    if row_type is rows.Entry:
        texts = [raw[language] for language in rows.LANGUAGES if isinstance(raw.get(language), dict)]
        names |= {key for text in texts for key in text} - _TEXT_FIELDS
    return sorted(names)


def _duplicates(source: Source, table: Table, table_rows: list[Any]) -> list[Problem]:
    problems: list[Problem] = []
    first: dict[Any, int] = {}
    if not table.key:
        return problems
    for index, row in enumerate(table_rows):
        key = getattr(row, table.key)
        if key in first:
            file, label = source.where[(table.name, first[key])]
            problems.append(source.problem(table.name, index, f"{table.key} {key} is already used in {file}: {label}"))
        first.setdefault(key, index)
    return problems
