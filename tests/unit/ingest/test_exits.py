"""Exits of stations on a made map."""

from __future__ import annotations

from pathlib import Path

import pytest

from city120_edition.exits import Exit
from city120_ingest.exits import read_exits
from city120_ingest.reading import City, Report

# Gangnam and Yeoksam lie at 37.4980 N 127.0276 E and at 37.5006 N 127.0364 E.
NODE = '<node id="{id}" lat="{lat}" lon="{lon}"><tag k="railway" v="subway_entrance"/>{tags}</node>'


def tags(**values: str) -> str:
    return "".join(f'<tag k="{key.replace("_", ":")}" v="{value}"/>' for key, value in values.items())


def read(city: City, path: Path, *nodes: tuple[float, float, str]) -> tuple[list[Exit], Report]:
    listed = "".join(NODE.format(id=number, lat=lat, lon=lon, tags=said) for number, (lat, lon, said) in enumerate(nodes, start=1))
    path.write_text(f'<osm version="0.6">{listed}<node id="99" lat="37.4980" lon="127.0276"/></osm>', encoding="utf-8")
    report = Report()
    return read_exits(path, city, report).rows, report


def test_exits_are_those_of_the_station_that_is_near(city: City, tmp_path: Path) -> None:
    rows, report = read(city, tmp_path / "m.osm", (37.4984, 127.0280, tags(ref="11")), (37.5, 127.036, tags(ref="2")), (35.1, 129.0, tags(ref="1")))
    assert rows == [
        Exit(station="station:gangnam", number="11", lat=37.4984, lon=127.0280),
        Exit(station="station:yeoksam", number="2", lat=37.5, lon=127.036),
    ]
    assert report.notes == ["2 exits of 2 stations; 1 without a number or a station near were left out"]


def test_the_station_of_its_name_counts_before_a_nearer_one(city: City, tmp_path: Path) -> None:
    (exit_,), _ = read(city, tmp_path / "m.osm", (37.4997, 127.0325, tags(ref="3", name="강남역 3번 출구")))
    assert exit_.station == "station:gangnam"


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ({"ref": "3-1"}, "3-1"),
        ({"ref": "4번"}, "4"),
        ({"name": "강남역 12번 출구"}, "12"),
        ({"name": "7번출구"}, "7"),
        ({"name": "강남역"}, ""),
        ({}, ""),
    ],
)
def test_a_number_stands_in_the_reference_or_in_the_name(city: City, tmp_path: Path, said: dict[str, str], number: str) -> None:
    rows, _ = read(city, tmp_path / "m.osm", (37.4984, 127.0280, tags(**said)))
    assert [row.number for row in rows] == ([number] if number else [])


@pytest.mark.parametrize(
    ("said", "step_free"),
    [
        ({"wheelchair": "yes"}, True),
        ({"wheelchair": "lift"}, True),
        ({"elevator": "yes"}, True),
        ({"wheelchair": "no"}, False),
        ({"wheelchair": "limited"}, None),
        ({}, None),
    ],
)
def test_tags_say_whether_it_is_without_steps(city: City, tmp_path: Path, said: dict[str, str], step_free: bool | None) -> None:
    (exit_,), _ = read(city, tmp_path / "m.osm", (37.4984, 127.0280, tags(ref="1", **said)))
    assert exit_.step_free is step_free


def test_a_drive_network_has_none(city: City, tmp_path: Path) -> None:
    report = Report()
    assert (read_exits(tmp_path / "m.graphml", city, report).rows, report.notes) == ([], [])
