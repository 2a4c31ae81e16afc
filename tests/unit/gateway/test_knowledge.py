"""What the gateway reads of an edition, here of one made by hand."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any, cast

import pytest

from city120_edition import rows
from city120_edition.edition import Edition
from city120_gateway.knowledge import Knowledge, beside, named

SOURCED: dict[str, Any] = {"source": "s", "confidence": "known"}


def area(code: str, ko: str, en: str, district: str = "") -> rows.Area:
    return rows.Area(code=code, names={"ko": ko, "en": en}, district_code=district, **SOURCED)


def affair(code: str, answer_kind: Any = "answer") -> rows.Affair:
    return rows.Affair(code=code, tier="city", place_role="none", answer_kind=answer_kind, labels={}, **SOURCED)


TABLES: dict[str, list[Any]] = {
    "districts": [area("11680", "강남구", "Gangnam-gu"), area("11440", "마포구", "Mapo-gu")],
    "admin_dongs": [area("1168064000", "역삼1동", "Yeoksam 1-dong", "11680")],
    "legal_dongs": [area("1168010100", "역삼동", "Yeoksam-dong", "11680")],
    "outside": [
        rows.Outside(code="41", names={"ko": "경기도", "en": "Gyeonggi-do"}, phone="031-120", **SOURCED),
        rows.Outside(code="41135", names={"ko": "성남시 분당구", "en": "Bundang-gu"}, **SOURCED),
    ],
    "affairs": [affair("water.leak"), affair("transit.last", "departures")],
    "stations": [rows.Station(id="suyu", names={"ko": "수유"}, lines=("line.4",), **SOURCED)],
    "onward": [rows.Onward(line="line.4", direction="up", terminal="mia", heads_for=("suyu",), **SOURCED)],
    "caller_words": [
        rows.CallerWord(means="entry:water.leak.who", language="ko", text="누구"),
        rows.CallerWord(means="thanks", language="ko", text="고마워"),
    ],
    "entries": [rows.Entry(id=ref, affair="water.leak", reviewed_on=dt.date(2026, 1, 1), texts={}) for ref in ("water.leak.who", "water.leak.how")],
}
TABLES["place_searches"] = [rows.PlaceSearch(affair="culture.event", kinds=("event",), open_only=False, otherwise="")]
MESSAGES = {"hello": {"ko": "{name}님 안녕하세요", "en": "Hello {name}"}}


@pytest.fixture(scope="module")
def made() -> Knowledge:
    """What `load` makes of these rows; replies need sentences of a whole city, and are left out."""
    settings = SimpleNamespace(fallback_phone="120", fares={}, timezone="Asia/Seoul")
    edition = SimpleNamespace(rows=lambda table, row_type: TABLES.get(table, []), messages=lambda: MESSAGES, settings=settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("city120_gateway.knowledge.Replies.of", lambda messages: None)
        patch.setattr("city120_gateway.knowledge.warm_up", lambda: None)
        return Knowledge.load(cast("Edition", edition))


def test_a_sentence_is_said_in_a_language_with_what_fills_it(made: Knowledge) -> None:
    assert made.say("hello", "en", name="Kim") == "Hello Kim"
    with pytest.raises(KeyError):
        made.say("goodbye", "en")


@pytest.mark.parametrize(
    ("code", "is_area", "is_place"),
    [
        ("11680", True, True),
        ("1168010100", True, True),
        ("11680101", True, True),
        ("11999", False, False),
        ("41135", False, True),
        ("41999", False, True),
        ("4113510100", False, False),
    ],
)
def test_a_code_is_of_an_area_here_or_of_a_county_elsewhere(made: Knowledge, code: str, is_area: bool, is_place: bool) -> None:
    assert (made.has_area(code), made.has_place(code)) == (is_area, is_place)


def test_an_area_is_named_with_its_district_and_its_official_name(made: Knowledge) -> None:
    assert made.area_name("1168010100", "en") == "Gangnam-gu Yeoksam-dong (강남구 역삼동)"
    assert made.area_name("11680", "ko") == "강남구"
    assert made.area_name("41135", "en") == "Bundang-gu (성남시 분당구)"


def test_what_lies_beyond_the_border_has_the_most_exact_name_there_is(made: Knowledge) -> None:
    assert [made.outside_name(code) for code in ("41135101", "41111", "26110")] == ["성남시 분당구", "경기도", ""]


def test_dongs_stand_with_their_district_also_where_there_are_none(made: Knowledge) -> None:
    assert {code: [dong.code for dong in dongs] for code, dongs in made.admin_dongs.items()} == {"11680": ["1168064000"], "11440": []}
    assert made.station_lines == {"station:suyu": ("line.4",)}


def test_only_entries_that_words_of_callers_mean_settle_a_question(made: Knowledge) -> None:
    assert made.settling == {"water.leak.who": "water.leak"}


def test_the_affair_of_trains_is_that_which_departures_answer(made: Knowledge) -> None:
    assert (made.affair_of("departures"), made.affair_of("directions")) == ("transit.last", "")
    assert made.fallback_phone == "120"


def test_a_translated_name_has_the_official_one_beside_it() -> None:
    assert beside("Mapo", "마포") == "Mapo (마포)"
    assert beside("마포", "마포") == "마포"
    assert named({"ko": "마포", "vi": "Mapo"}, "vi") == "Mapo (마포)"


@pytest.mark.parametrize(("code", "phone"), [("41", "031-120"), ("41135", "031-120"), ("4113510300", "031-120"), ("44", ""), ("", "")])
def test_a_place_beyond_the_border_has_the_number_of_what_it_lies_in(made: Knowledge, code: str, phone: str) -> None:
    assert made.outside_phone(code) == phone


def test_the_affair_of_events_is_the_one_that_dated_places_answer(made: Knowledge) -> None:
    assert made.events_affair == "culture.event"


def test_of_trains_that_run_on_it_is_known_what_signs_show(made: Knowledge) -> None:
    assert made.onward == {("line.4", "up", "station:mia"): ({"ko": "수유"},)}
