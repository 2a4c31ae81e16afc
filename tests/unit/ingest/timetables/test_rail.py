"""Lines and stations of an edition by any of their names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from city120_edition import Source, rows
from city120_edition.source import TABLES
from city120_ingest.timetables.rail import Rail

SOURCED: dict[str, Any] = {"source": "s", "confidence": "known"}


def station(ref: str, *lines: str, **names: str) -> rows.Station:
    return rows.Station(id=ref, names=names, lines=lines, lat=37.5, lon=127.0, **SOURCED)


RAIL = Rail(
    Source(
        Path("rows"),
        {table.name: [] for table in TABLES}
        | {
            "lines": [rows.Line(id="line.3", names={"ko": "3호선", "en": "Line 3"}, incomplete=True, **SOURCED)],
            "stations": [
                station("jongno3ga", "line.3", ko="종로3가", en="Jongno 3-ga"),
                station("yangpyeong", "line.3", ko="양평"),
                station("yangpyeong2", "line.3", ko="양평"),
                station("gangnam", "line.2", ko="강남"),
            ],
            "names": [rows.Name(ref="station:jongno3ga", language="ko", name="종삼역")],
        },
    )
)


def test_a_line_is_known_by_any_of_its_names() -> None:
    line = RAIL.line("line 3")
    assert line is not None
    assert (line.id, line.incomplete, RAIL.line("3호선")) == ("line.3", True, line)
    assert RAIL.line("9호선") is None


def test_a_station_of_a_line_is_known_by_its_names_and_as_its_digits_are_read() -> None:
    known = [RAIL.station("line.3", name) for name in ("종로3가", "Jongno 3(sam)-ga", "종삼역")]
    assert {station and station.ref for station in known} == {"station:jongno3ga"}
    assert known[0] is not None
    assert (known[0].lat, known[0].lon) == (37.5, 127.0)


def test_a_name_of_several_stations_or_of_another_line_is_none() -> None:
    assert RAIL.station("line.3", "양평") is None
    assert RAIL.station("line.3", "강남") is None
    assert RAIL.stations_of("line.2") == {"station:gangnam"}
