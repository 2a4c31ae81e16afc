"""The files of a GTFS feed: which there must be, and their rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from city120_ingest.errors import UnreadableFile
from city120_ingest.reading import Report
from city120_ingest.timetables.gtfs.feed import Feed
from tests.unit.ingest.feeds import GOOD, pack_feed, write_feed


def rows(content: bytes | str, report: Report | None = None, name: str = "trips.txt") -> list[tuple[str, dict[str, str]]]:
    return list(Feed(Path("feed"), {name: content.encode() if isinstance(content, str) else content}, report or Report()).rows(name))


def test_a_folder_and_a_zip_hold_the_same_files(tmp_path: Path) -> None:
    folder = Feed.open(write_feed(tmp_path / "feed", GOOD), Report())
    assert Feed.open(pack_feed(tmp_path / "feed.zip", GOOD), Report()).files == folder.files
    assert folder.files.keys() == GOOD.keys()


def test_files_that_must_be_there_are_named_and_unknown_ones_noted(tmp_path: Path) -> None:
    without = {name: content for name, content in GOOD.items() if name != "routes.txt"}
    with pytest.raises(UnreadableFile, match=r"has no routes\.txt"):
        Feed.open(write_feed(tmp_path / "without", without), Report())
    undated = {name: content for name, content in GOOD.items() if not name.startswith("calendar")}
    with pytest.raises(UnreadableFile, match="neither calendar"):
        Feed.open(write_feed(tmp_path / "undated", undated), Report())
    report = Report()
    Feed.open(write_feed(tmp_path / "more", GOOD | {"shapes.txt": "a\n", "notes.txt": "a\n"}), report)
    assert report.notes == ["notes.txt is no file of GTFS and was not read"]


def test_rows_have_their_place_and_their_cells_by_column() -> None:
    read = rows("\ufeffroute_id, service_id ,trip_id\r\nR, S ,a\r\n\r\n,,\r\nR,S,b\r\n")
    assert read == [
        ("trips.txt line 2", {"route_id": "R", "service_id": "S", "trip_id": "a"}),
        ("trips.txt line 5", {"route_id": "R", "service_id": "S", "trip_id": "b"}),
    ]
    assert list(Feed(Path("feed"), {}, Report()).rows("trips.txt")) == []


def test_a_row_with_too_many_cells_is_refused_and_one_with_too_few_noted() -> None:
    report = Report()
    read = rows("route_id,service_id,trip_id\nR,S,a,more\nR,S\n", report)
    assert [row["trip_id"] for _, row in read] == [""]
    assert [(refusal.row, refusal.field) for refusal in report.refused] == [("trips.txt line 2", "row")]
    assert report.notes == ["1 rows of trips.txt have fewer cells than its header; what is missing was taken for empty"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("route_id,trip_id\n", "has no column service_id"),
        ("route_id,service_id,trip_id,trip_id\n", "has the column trip_id twice"),
        (b"route_id,service_id,trip_id\n\xb0\xad,S,a\n", "is not written in UTF-8: byte 28 is 0xb0"),
        (b"r\0", "holds null bytes"),
        ('route_id,service_id,trip_id\n"R,S,a\n', "trips.txt line"),
    ],
)
def test_what_cannot_be_read_is_told(content: bytes | str, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        rows(content)


def test_a_column_that_gtfs_does_not_know_and_mixed_line_ends_are_noted() -> None:
    report = Report()
    rows("route_id,service_id,trip_id,colour\r\nR,S,a,red\n", report)
    assert report.notes == [
        "trips.txt ends its lines in different ways",
        "trips.txt has the column 'colour', which GTFS does not know; it was not read",
    ]
