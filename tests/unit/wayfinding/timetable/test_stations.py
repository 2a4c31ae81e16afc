"""The stations of an edition, by reference and by name."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from city120_edition import Edition, rows
from city120_edition.gazetteer import Spelling
from city120_edition.timetables import StoredStation
from city120_errors import NotFound
from city120_text import name_key
from city120_wayfinding.places.gazetteer import Gazetteer
from city120_wayfinding.places.place import Place, Point
from city120_wayfinding.timetable.stations import Stations

PLACES = {
    ref: Place(ref, kind, {"ko": name})
    for ref, kind, name in (
        ("station:a", "station", "양평"),
        ("station:b", "station", "양평"),
        ("area:1", "legal_dong", "양평"),
        ("area:2", "district", "강남"),
    )
}
ROWS = [rows.Station(id=ref, names={"ko": "양평"}, lines=(), source="s", confidence="known") for ref in "ab"]
GAZETTEER = Gazetteer(
    [
        Spelling(key=name_key(place.names["ko"]), ref=ref, kind=place.kind, language="ko", name=place.names["ko"], official=True)
        for ref, place in PLACES.items()
    ],
    PLACES,
)
STATIONS = Stations(cast("Edition", SimpleNamespace(rows=lambda table, row_type: ROWS)), GAZETTEER, PLACES)


def test_a_reference_means_one_station_and_a_name_all_that_have_it() -> None:
    assert STATIONS.asked("station:a", "station") == ["station:a"]
    assert STATIONS.asked("양평", "station") == ["station:a", "station:b"]
    assert STATIONS.row("station:b") is ROWS[1]


@pytest.mark.parametrize("name", ["강남", "달", "station:none"])
def test_what_is_no_station_is_refused_by_its_field(name: str) -> None:
    with pytest.raises(NotFound) as refused:
        STATIONS.asked(name, "to")
    assert refused.value.field == "to"
    assert "kind=station" in refused.value.fix


def test_a_stop_that_the_edition_does_not_know_is_a_place_too() -> None:
    assert STATIONS.stop(StoredStation(ref="station:a", names={})) is PLACES["station:a"]
    unknown = STATIONS.stop(StoredStation(ref="stop:x", names={"ko": "독립문"}, lat=37.5, lon=127.0))
    assert (unknown.ref, unknown.kind, unknown.point) == ("stop:x", "station", Point(37.5, 127.0))
    assert STATIONS.stop(StoredStation(ref="stop:y", names={})).point is None
