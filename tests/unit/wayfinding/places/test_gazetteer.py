"""What a name may stand for, best first."""

from __future__ import annotations

from city120_edition import rows
from city120_edition.gazetteer import Spelling
from city120_text import name_key
from city120_wayfinding.places.gazetteer import Gazetteer
from city120_wayfinding.places.place import Place

KINDS = {"area": "district", "station": "station", "place": "landmark", "body": "office"}


def thing(ref: str, name: str) -> Place:
    return Place(ref, KINDS[ref.partition(":")[0]], {"ko": name})


def spelling(ref: str, name: str, *, official: bool = True) -> Spelling:
    return Spelling(key=name_key(name), ref=ref, kind=KINDS[ref.partition(":")[0]], language="ko", name=name, official=official)


PLACES = {
    ref: thing(ref, name)
    for ref, name in (
        ("area:11680", "강남구"),
        ("station:gangnam", "강남역"),
        ("body:gangnam", "강남"),
        ("place:market", "시장"),
        ("place:hall", "강남회관"),
    )
}
GAZETTEER = Gazetteer(
    [
        spelling("station:gangnam", "강남"),
        spelling("body:gangnam", "강남"),
        spelling("area:11680", "강남", official=False),
        spelling("area:11680", "강남구"),
        spelling("place:hall", "강남회관", official=False),
        spelling("station:gangnam", "강남회관", official=False),
    ],
    PLACES,
)


def refs(name: str) -> list[str]:
    return [place.ref for place in GAZETTEER.named(name)]


def test_a_district_comes_first_then_official_names_then_what_lends_its_name() -> None:
    assert refs("강남") == ["area:11680", "body:gangnam", "station:gangnam"]
    assert refs("강남회관") == ["place:hall", "station:gangnam"]
    assert refs("달") == []


def test_what_is_called_like_an_everyday_word_is_meant_by_who_asks_for_exactly_that() -> None:
    assert "시장" not in GAZETTEER.keys
    assert refs("시장") == ["place:market"]
    other = Gazetteer([], PLACES, [rows.Name(ref="place:hall", language="ko", name="달")])
    assert ([place.ref for place in other.named("달")], "달" in other.keys) == (["place:hall"], False)


def test_names_that_hold_a_part_come_after_those_that_begin_with_it_the_shorter_first() -> None:
    assert [place.ref for place in GAZETTEER.containing("강남")] == ["area:11680", "body:gangnam", "station:gangnam", "place:hall"]
    assert [place.ref for place in GAZETTEER.containing("회관")] == ["place:hall", "station:gangnam"]
    assert GAZETTEER.containing(" ") == []


def test_a_name_of_several_things_is_one_of_the_names_each_time() -> None:
    assert GAZETTEER.names.count(("강남", "강남")) == 3
