"""The routes of a feed as lines."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from city120_edition.timetables import StoredLine
from city120_ingest.reading import Report
from city120_ingest.timetables.gtfs.feed import Feed
from city120_ingest.timetables.gtfs.lines import read_agencies, read_lines
from city120_ingest.timetables.rail import Rail

ROUTES = "route_id,agency_id,route_short_name,route_long_name,route_type\n"
AGENCIES = "agency_id,agency_name,agency_url,agency_timezone\n"


class Lines:
    """Line 2 is the edition's."""

    def line(self, name: str) -> StoredLine | None:
        return StoredLine(id="line.2", names={"ko": "2호선"}) if name == "2호선" else None


def feed(**files: str) -> Feed:
    return Feed(Path("feed"), {f"{name}.txt": content.encode() for name, content in files.items()}, Report())


def lines(of: Feed, *agencies: str) -> dict[str, StoredLine]:
    return read_lines(of, cast("Rail", Lines()), dict.fromkeys(agencies, "A"))


def test_a_line_of_the_edition_is_known_by_its_name_and_any_other_by_its_id() -> None:
    read = lines(feed(routes=ROUTES + "M2,S,2호선,,1\nM2b,S,,2호선,2\nN16,S,N16,,3\n"), "S")
    assert [(name, line.id, line.mode) for name, line in read.items()] == [
        ("M2", "line.2", "metro"),
        ("M2b", "line.2", "metro"),
        ("N16", "gtfs:N16", "bus"),
    ]


@pytest.mark.parametrize(
    ("written", "mode"), [("0", "tram"), ("2", "rail"), ("4", "ferry"), ("109", "rail"), ("401", "metro"), ("700", "bus"), ("1000", "ferry")]
)
def test_a_type_of_route_is_a_mode_also_an_extended_one(written: str, mode: str) -> None:
    assert lines(feed(routes=f"{ROUTES}R,S,x,,{written}\n"), "S")["R"].mode == mode


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("R,S,x,,99\n", "route_type"),
        ("R,S,x,,bus\n", "route_type"),
        ("R,S,2호선,,3\n", "route_type"),
        ("R,S,,,3\n", "route_short_name"),
        ("R,T,x,,3\n", "agency_id"),
    ],
)
def test_a_wrong_route_is_refused_with_its_field(row: str, field: str) -> None:
    of = feed(routes=ROUTES + row)
    assert lines(of, "S") == {}
    assert [refusal.field for refusal in of.report.refused] == [field]


def test_without_an_agency_a_route_is_the_only_agencys() -> None:
    assert list(lines(feed(routes=ROUTES + "R,,x,,3\n"), "S")) == ["R"]
    assert lines(feed(routes=ROUTES + "R,,x,,3\n"), "S", "T") == {}
    assert list(lines(feed(routes=ROUTES + "R,S,x,,3\nR,S,y,,3\n"), "S")) == ["R"]


def test_agencies_are_in_one_time_zone_and_have_ids_where_there_are_several() -> None:
    of = feed(agency=AGENCIES + "S,Buses,u,Asia/Seoul\n,Trains,u,Asia/Tokyo\n")
    assert read_agencies(of) == {"S": "Buses", "": "Trains"}
    assert [refusal.field for refusal in of.report.refused] == ["agency_id", "agency_timezone"]
    assert read_agencies(feed(agency=AGENCIES + ",Buses,u,Asia/Seoul\n")) == {"": "Buses"}
