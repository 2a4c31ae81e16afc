"""What an answer asks for and the caller has said is not asked for again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_gateway.conversation.conversation import Earlier
from city120_gateway.conversation.hints import Point
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Entry, Place
from city120_gateway.resolution.said import _place, already_said
from city120_gateway.resolution.whereabouts import Whereabouts
from tests.unit.gateway.samples import conversation, findings

LATE, OUTAGE, PASSPORT = "transit.bus.arrival.missing", "water.outage.now", "passport.apply.where"
HOSPITAL = Whereabouts(point=Point(37.579, 126.998), name="서울대병원")


def said(knowledge: Knowledge, entry: str, text: str, where: Whereabouts, language: str = "ko") -> tuple[str, ...]:
    asking = conversation(text, language)
    return already_said(findings(knowledge, "water.outage", entry=Entry(entry, {}), conversation=asking, where=where), knowledge)


@pytest.mark.parametrize(
    ("entry", "text", "heard"),
    [
        (LATE, "272번 버스 서울대병원 정류장에서 10분 넘게 안 와요", ("272번", "서울대병원", "10분 넘게")),
        (LATE, "Bus 272 has not come for 20 minutes", ("Bus 272", "서울대병원", "for 20 minutes")),
        (LATE, "272路一直没来", ("272路", "서울대병원")),
        (LATE, "N26番バスが来ません", ("N26番", "서울대병원")),
        (LATE, "xe buýt số 272 không đến, đợi 20 phút rồi", ("xe buýt số 272", "서울대병원", "20 phút rồi")),
        (LATE, "272 дугаарын автобус ирэхгүй", ("272 дугаарын автобус", "서울대병원")),
        (LATE, "143 номерын автобус ирэхгүй", ("143 номерын автобус", "서울대병원")),
        (LATE, "143-р чиглэлийн автобус ирэхгүй", ("143-р чиглэлийн автобус", "서울대병원")),
        (OUTAGE, "어제부터 물이 안 나와요", ("서울대병원", "어제부터")),
        (PASSPORT, "272번 여권 어제부터", ()),
    ],
)
def test_words_for_what_the_answer_asks_for_are_told_back(knowledge: Knowledge, entry: str, text: str, heard: tuple[str, ...]) -> None:
    assert set(said(knowledge, entry, text, HOSPITAL)) == set(heard)


@pytest.mark.parametrize(
    ("where", "heard"),
    [
        (Whereabouts(), ()),
        (Whereabouts(area_codes=("11440", "11650"), name="어디"), ()),
        (Whereabouts(point=Point(37.5, 127.0), from_device=True), ()),
        (Whereabouts(area_codes=("11440",), name="11440"), ("Mapo-gu",)),
    ],
)
def test_only_one_place_that_the_caller_named_was_said_and_one_of_before_has_its_name(
    knowledge: Knowledge, where: Whereabouts, heard: tuple[str, ...]
) -> None:
    assert said(knowledge, OUTAGE, "no water", where, "en") == heard


def test_beside_an_answer_that_is_not_told_again_nothing_is(knowledge: Knowledge) -> None:
    asking = conversation("물", earlier=Earlier(told=(OUTAGE, "ko")))
    again = findings(knowledge, "water.outage", entry=Entry(OUTAGE, {}), conversation=asking, where=HOSPITAL, resumed=True)
    assert already_said(again, knowledge) == ()


def test_where_a_ride_was_to_go_is_not_noted(knowledge: Knowledge) -> None:
    goal = Place("area:1144012200", "legal_dong", {"ko": "합정동"})
    where = Whereabouts(area_codes=("1144012200",), name="합정동", end_places=(Place("area:1141011700", "legal_dong", {"ko": "창천동"}), goal))
    assert list(_place(findings(knowledge, "transit.taxi.refusal", where=where), knowledge)) == []
    assert list(_place(findings(knowledge, "transit.taxi.refusal", where=replace(where, end_places=(None, goal))), knowledge)) == ["합정동"]
