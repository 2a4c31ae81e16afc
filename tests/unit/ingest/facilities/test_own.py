"""An operator's own lists, in layouts of ours: places, schools and dated events."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from city120_ingest.facilities import read_events, read_places, read_schools
from city120_ingest.reading import City, Imported, Report

PLACE = {"id": "l1", "kind": "library", "name_ko": "도서관", "name_en": "Library", "lat": "37.5000", "lon": "127.0366"}
SCHOOL = {key: value for key, value in PLACE.items() if key != "kind"} | {"level": "middle"}
EVENT = {key: value for key, value in PLACE.items() if key != "kind"} | {"starts": "2026-12-01"}
Reader = Callable[[Path, City, Report, str], Imported]


def read(city: City, path: Path, reader: Reader, row: dict[str, str]) -> tuple[Any, Report]:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(row))
        writer.writeheader()
        writer.writerow(row)
    report = Report()
    imported = reader(path, city, report, "2026-11-01")
    return (imported.rows[0] if imported.rows else None), report


def test_a_place_is_taken_with_all_that_is_told(city: City, tmp_path: Path) -> None:
    more = {"opening_hours": "Tu-Su 09:00-22:00; PH off; Seollal off", "step_free": "yes", "categories": "children; wifi", "data_date": "2026-10"}
    row, report = read(city, tmp_path / "p.csv", read_places, PLACE | more)
    assert report.refused == []
    assert (row.names, row.step_free, row.categories, row.data_date) == ({"ko": "도서관", "en": "Library"}, True, ("children", "wifi"), "2026-10")
    assert (row.opening_hours, row.area_code) == (more["opening_hours"], "1168010100")


def test_the_level_of_a_school_is_a_category(city: City, tmp_path: Path) -> None:
    row, _ = read(city, tmp_path / "s.csv", read_schools, SCHOOL)
    assert (row.kind, row.categories, row.step_free) == ("school", ("middle",), None)


def test_an_event_has_days_an_audience_and_whether_it_is_free(city: City, tmp_path: Path) -> None:
    row, _ = read(city, tmp_path / "e.csv", read_events, EVENT | {"ends": "2026-12-24", "audience": "children;parents", "free": "no"})
    assert (row.kind, row.starts, row.ends, row.audience, row.free) == ("event", "2026-12-01", "2026-12-24", ("children", "parents"), False)


@pytest.mark.parametrize(
    ("reader", "row", "field"),
    [
        (read_places, PLACE | {"kind": "spaceport"}, "kind"),
        (read_places, PLACE | {"opening_hours": "nine to five"}, "opening_hours"),
        (read_places, PLACE | {"opening_hours": "Mo-Fr 09:00-18:00; Xmas off"}, "opening_hours"),
        (read_places, PLACE | {"step_free": "perhaps"}, "step_free"),
        (read_places, PLACE | {"data_date": "last week"}, "data_date"),
        (read_places, PLACE | {"name_ko": ""}, "name_ko"),
        (read_places, PLACE | {"lat": ""}, "lat"),
        (read_schools, SCHOOL | {"level": "driving"}, "level"),
        (read_events, EVENT | {"starts": "soon"}, "starts"),
        (read_events, EVENT | {"starts": "2026-12-01T10:00:00"}, "starts"),
        (read_events, EVENT | {"ends": "2026-11-30"}, "ends"),
        (read_events, EVENT | {"starts": "2026-12-01T10:00:00+09:00", "ends": "2026-12-01T09:00:00+09:00"}, "ends"),
        (read_events, EVENT | {"audience": "robots"}, "audience"),
        (read_events, EVENT | {"free": "maybe"}, "free"),
    ],
)
def test_a_wrong_row_is_refused_with_line_and_field(city: City, tmp_path: Path, reader: Reader, row: dict[str, str], field: str) -> None:
    taken, report = read(city, tmp_path / "x.csv", reader, row)
    assert (taken, [(refusal.row, refusal.field) for refusal in report.refused]) == (None, [("line 2", field)])
