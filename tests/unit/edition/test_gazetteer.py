"""Every name of everything under one key, and what it sounds like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from city120_edition import Source, rows
from city120_edition.gazetteer import NAMED, compile_gazetteer, compile_sounds, identifier
from city120_edition.source import TABLES

SOURCED: dict[str, Any] = {"source": "s", "confidence": "known"}


def area(code: str, ko: str, **names: str) -> rows.Area:
    return rows.Area(code=code, names={"ko": ko, **names}, **SOURCED)


def station(ref: str, ko: str, **names: str) -> rows.Station:
    return rows.Station(id=ref, names={"ko": ko, **names}, lines=(), **SOURCED)


def source(**tables: list[Any]) -> Source:
    return Source(Path("rows"), {table.name: [] for table in TABLES} | tables)


def refs(key: str, rows_of: Source) -> list[str]:
    return [spelling.ref for spelling in compile_gazetteer(rows_of) if spelling.key == key]


def test_an_area_is_known_by_its_code_and_all_else_by_its_id() -> None:
    assert identifier(area("11680", "강남구")) == "11680"
    assert identifier(station("gangnam", "강남")) == "gangnam"


def test_each_table_of_names_is_in_it_in_every_language() -> None:
    whole = source(districts=[area("11680", "강남구", en="Gangnam-gu")], stations=[station("gangnam", "강남역", en="Gangnam Station")])
    assert [(spelling.ref, spelling.kind, spelling.language) for spelling in compile_gazetteer(whole)] == [
        ("area:11680", "district", "en"),
        ("station:gangnam", "station", "en"),
        ("area:11680", "district", "ko"),
        ("station:gangnam", "station", "ko"),
    ]
    assert {table for table, *_ in NAMED} <= {table.name for table in TABLES}


def test_forms_and_further_names_are_spellings_that_are_not_official() -> None:
    whole = source(
        stations=[station("seoul", "서울역")],
        name_forms=[rows.NameForm(kind="station", language="ko", find="역$", replace="정거장")],
        names=[rows.Name(ref="station:seoul", language="ko", name="경성역")],
    )
    assert {spelling.name: spelling.official for spelling in compile_gazetteer(whole)} == {
        "서울역": True,
        "서울정거장": False,
        "경성역": False,
        "경성정거장": False,
    }


def test_of_two_that_are_called_alike_the_official_one_comes_first() -> None:
    whole = source(stations=[station("a", "신촌역"), station("b", "이대역")], names=[rows.Name(ref="station:a", language="ko", name="이대역")])
    assert refs("이대역", whole) == ["station:b", "station:a"]


def test_everyday_words_and_names_that_are_too_short_are_no_spellings() -> None:
    short = source(
        stations=[station("a", "역", en="Yeo", zh="水原"), station("b", "시장역")], ignored_names=[rows.IgnoredName(name="시장역", reason="a market")]
    )
    assert [spelling.name for spelling in compile_gazetteer(short)] == ["水原"]


def test_areas_and_stations_sound_without_what_they_are_and_have_a_number() -> None:
    whole = source(districts=[area("11680", "강남구")], admin_dongs=[area("1135063000", "상계1동")], legal_dongs=[area("1114017300", "금호동2가")])
    numbers = {sounding.ref: sounding.number for sounding in compile_sounds(whole)}
    assert numbers == {"area:11680": "", "area:1135063000": "1", "area:1114017300": "2"}
    same = source(admin_dongs=[area("1", "상계1동"), area("2", "상계2동"), area("3", "상계동")])
    assert len({sounding.sound for sounding in compile_sounds(same)}) == len(compile_sounds(same)) / 3


def test_what_stands_in_brackets_after_a_name_does_not_sound() -> None:
    assert compile_sounds(source(stations=[station("a", "총신대입구(이수)")])) == compile_sounds(source(stations=[station("a", "총신대입구")]))
