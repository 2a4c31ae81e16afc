"""What every reader has: dates, coordinate systems, features."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import shapely

from city120_ingest.errors import UnreadableFile, WrongInput
from city120_ingest.reading import BadRowError, Feature, Planar, base_date, first_day, read_geojson, shape_of, text
from tests.layer_files import feature, write_geojson


@pytest.mark.parametrize(("written", "day"), [("2021", dt.date(2021, 1, 1)), ("2021-04", dt.date(2021, 4, 1)), ("2021-04-30", dt.date(2021, 4, 30))])
def test_a_base_date_may_be_a_year_a_month_or_a_day(written: str, day: dt.date) -> None:
    assert base_date(written) == written
    assert first_day(written) == day


@pytest.mark.parametrize("written", ["21-04", "2021-13", "2021-02-30", "2021-4", "April 2021", ""])
def test_what_is_no_base_date_is_refused_with_the_form(written: str) -> None:
    with pytest.raises(WrongInput, match="YYYY-MM-DD"):
        base_date(written)


def test_coordinates_of_any_system_become_metres_of_the_same_place() -> None:
    # Where the projection's definition puts 1,000,000 and 2,000,000 metres.
    metres = Planar()(shapely.Point(127.5, 38.0))
    assert (metres.x, metres.y) == pytest.approx((1_000_000, 2_000_000), abs=1e-3)
    assert Planar("EPSG:5179")(metres).equals_exact(metres, 1e-6)


def test_an_unknown_system_is_refused_with_an_example() -> None:
    with pytest.raises(WrongInput, match="EPSG:4326 or EPSG:5179"):
        Planar("EPSG:nothing")


@pytest.mark.parametrize("geometry", [shapely.Point(0, 95), shapely.Point(float("nan"), 37), shapely.Polygon()])
def test_coordinates_that_are_none_of_their_system_are_a_bad_row(geometry: shapely.Geometry) -> None:
    with pytest.raises(BadRowError) as refused:
        Planar()(geometry)
    assert refused.value.field == "geometry"


def test_features_are_named_by_their_number_and_the_file_tells_of_itself(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [126.9784, 37.5666]}
    file = write_geojson(tmp_path / "f.json", [feature(point, code=7), "nothing"], date="2021-04", name="dongs")  # type: ignore[list-item]
    features, planar, about = read_geojson(file)
    assert [(item.row, dict(item.properties)) for item in features] == [("feature 1", {"code": 7}), ("feature 2", {})]
    assert about == {"type": "FeatureCollection", "date": "2021-04", "name": "dongs"}
    assert shape_of(features[0], planar, ("Point",)).geom_type == "Point"
    with pytest.raises(BadRowError, match="is no geometry"):
        shape_of(features[1], planar, ("Point",))
    with pytest.raises(BadRowError, match="is a Point; wanted: Polygon or MultiPolygon"):
        shape_of(features[0], planar, ("Polygon", "MultiPolygon"))


@pytest.mark.parametrize("content", ["{", "[]", '{"type": "Feature"}', '{"type": "FeatureCollection", "features": 3}'])
def test_what_is_no_collection_of_features_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "f.json").write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"f\.json is no (JSON|GeoJSON)"):
        read_geojson(tmp_path / "f.json")


def test_the_first_field_that_has_a_value_counts() -> None:
    properties = Feature("feature 1", {"a": None, "b": "", "c": 0, "d": " x "}, None).properties
    assert text(properties, "a", "b", "d") == "x"
    assert text(properties, "a", "c", "d") == "0"
    assert text(properties, "a", "e") == ""
