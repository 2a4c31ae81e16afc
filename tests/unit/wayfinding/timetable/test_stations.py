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
from city120_wayfinding.wayfinding import Wayfinding

PLACES = {
    ref: Place(ref, kind, {"ko": name})
    for ref, kind, name in (
        ("station:a", "station", "양평"),
        ("station:b", "station", "양평"),
        ("station:c", "station", "서울역"),
        ("station:d", "station", "ga Seoul"),
        ("area:3", "park", "달공원"),
        ("area:1", "legal_dong", "양평"),
        ("area:2", "district", "강남"),
    )
}
ROWS = [rows.Station(id=ref, names={"ko": "양평"}, lines=(), source="s", confidence="known") for ref in "abc"]
WORDS = [
    rows.KindWord(kind="station", language="ko", position="after", text="역"),
    rows.KindWord(kind="station", language="vi", position="before", text="ga"),
    rows.KindWord(kind="park", language="ko", position="after", text="공원"),
]
# An everyday word is looked for in no text.
NAMES = [rows.Name(ref="station:c", language="ko", name="이수"), rows.Name(ref="area:2", language="ko", name="이수")]
TABLES = {"stations": ROWS, "kind_words": WORDS, "names": NAMES}
GAZETTEER = Gazetteer(
    [
        Spelling(key=name_key(place.names["ko"]), ref=ref, kind=place.kind, language="ko", name=place.names["ko"], official=True)
        for ref, place in PLACES.items()
    ],
    PLACES,
)
ONWARD = rows.Onward(line="line.x", direction="down", terminal="a", heads_for=("b", "c"), source="s", confidence="known")
STATIONS = Stations(cast("Edition", SimpleNamespace(rows=lambda table, row_type: TABLES.get(table, []))), GAZETTEER, PLACES)


def test_a_reference_means_one_station_and_a_name_all_that_have_it() -> None:
    assert STATIONS.asked("station:a", "station") == ["station:a"]
    assert STATIONS.asked("양평", "station") == ["station:a", "station:b"]
    assert STATIONS.row("station:b") is ROWS[1]


@pytest.mark.parametrize(
    ("name", "ref"),
    [("이수", "c"), ("서울", "c"), ("서울역(1호선)", "c"), ("서울(1호선)", "c"), ("서울（1호선）", "c"), ("seoul", "d")],
)
def test_a_name_is_as_lists_write_it(name: str, ref: str) -> None:
    """An everyday word, without the word for a station, or with a second name in brackets."""
    assert STATIONS.named(name) == STATIONS.asked(name, "station") == [f"station:{ref}"]


@pytest.mark.parametrize("name", ["강남", "달", "station:none", "", "(1호선)"])
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


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("이수", "chongshin-univ-isu"),
        ("Isu", "chongshin-univ-isu"),
        ("イス", "chongshin-univ-isu"),
        ("イス駅", "chongshin-univ-isu"),
        ("서울", "seoul-station"),
        ("江邊", "gangbyeon"),
        ("鐘閣", "jonggak"),
        ("수유(강북구청)", "suyu"),
        ("Jeondae, Everland", "jeondae-everland"),
        ("신촌(경의중앙선)", "sinchon-gyeongui-jungang-line"),
    ],
)
def test_stations_of_the_bundled_edition_are_found_as_files_write_them(wayfinding: Wayfinding, name: str, ref: str) -> None:
    assert wayfinding.directions._stations.asked(name, "station") == [f"station:{ref}"]


def test_it_is_known_where_trains_head_that_run_on_beyond_their_terminal() -> None:
    edition = SimpleNamespace(rows=lambda table, row_type: [ONWARD] if table == "onward" else TABLES.get(table, []))
    stations = Stations(cast("Edition", edition), GAZETTEER, PLACES)
    assert [place.ref for place in stations.heads_for("line.x", "down", "station:a")] == ["station:b", "station:c"]
    assert stations.heads_for("line.x", "up", "station:a") == stations.heads_for("line.x", "down", "station:b") == ()
