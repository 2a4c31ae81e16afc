"""A table of points and its areas: which columns hold them, and what is written. With a service behind it: tests/contract/test_bulk.py."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace

import pytest

from city120_cli.bulk import Summary, _header, _located, _number, _refused, locate_file
from city120_cli.outcome import Finding, WrongUsage
from city120_errors import FailedPrecondition, InvalidArgument, Unavailable

SOURCE = Path("points.csv")


@pytest.mark.parametrize(
    ("names", "latitude", "longitude"),
    [(["id", "lat", "lon"], 1, 2), (["x", "y"], 1, 0), ([" Latitude ", "LNG"], 0, 1), (["lon", "lon2", "lat"], 2, 0)],
)
def test_the_columns_of_a_point_have_several_names(names: list[str], latitude: int, longitude: int) -> None:
    header = _header(names, SOURCE)
    assert (header.latitude, header.longitude, header.names) == (latitude, longitude, names)


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["lat", "name"], r"points\.csv needs the columns lat and lon .*; it has lat, name"),
        ([], "it has none"),
        (["lat", "latitude", "lon"], r"lat \(column 1\) and latitude \(column 2\) could each be the latitude"),
        (["lat", "lon", "problem"], "has the column problem already; rename it"),
    ],
)
def test_a_header_that_does_not_say_where_points_are_is_wrong_usage(names: list[str], says: str) -> None:
    with pytest.raises(WrongUsage, match=says):
        _header(names, SOURCE)


def test_a_row_that_is_shifted_or_too_short_or_no_number_has_none() -> None:
    header = _header(["lat", "lon"], SOURCE)
    assert _number(["37.5", "127"], header, 1) == 127
    for row in (["37.5"], ["37.5", "east"], ["37.5", "127", "Seoul, Korea"]):
        assert math.isnan(_number(row, header, 1))


def test_columns_are_kept_and_areas_added_and_a_bad_point_says_why() -> None:
    header, summary = _header(["id", "lat", "lon"], SOURCE), Summary()
    rows = [["a", "37.5", "127"], ["b", "35", "129"], ["c", "north"], ["d", "37.5", "127", "too", "many"]]
    answer = SimpleNamespace(
        district_codes=[11680, 0, 0, 0],
        legal_dong_codes=[11680101, 0, 0, 0],
        border_distances_m=[12.34, math.nan, math.nan, math.nan],
        bad_indices=[2, 3],
    )
    assert list(_located(rows, header, answer, summary)) == [
        ["a", "37.5", "127", "11680", "1168010100", "12.3", ""],
        ["b", "35", "129", "", "", "", ""],
        ["c", "north", "", "", "", "", "is no point: degrees north -90 to 90, east -180 to 180"],
        ["d", "37.5", "127", "", "", "", "has more fields than the header; quote fields that hold commas"],
    ]
    assert (summary.points, summary.inside, summary.bad) == (4, 1, 2)


def test_what_a_service_refuses_is_told_from_a_service_that_is_not_there() -> None:
    for refused in (InvalidArgument("is no date", field="as_of"), FailedPrecondition("is before the first day")):
        assert isinstance(_refused(SOURCE, "there:1", refused), WrongUsage)
    gone = _refused(SOURCE, "there:1", Unavailable("no connection"))
    assert not isinstance(gone, WrongUsage)
    assert "jurisdiction at there:1: no connection; start it with: city120 up" in str(gone)


def test_a_file_that_is_none_or_written_over_itself_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="is no file"):
        locate_file(tmp_path / "none.csv", tmp_path / "out.csv", None)
    points = tmp_path / "points.csv"
    points.write_text("lat,lon\n", encoding="utf-8")
    with pytest.raises(Finding, match="--out must be another file than --in"):
        locate_file(points, tmp_path / "." / "points.csv", None)
