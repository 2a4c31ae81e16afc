"""Which places to look for around the caller, and what is told where there are none."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from city120_edition import rows
from city120_gateway.conversation.conversation import RankedEntry
from city120_gateway.conversation.hints import Point
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import MatchDecision, Opening
from city120_gateway.resolution.around import at_moment, labelled, otherwise, search_around, tells
from city120_gateway.resolution.builders import build
from city120_gateway.resolution.decide import Kind, decide
from city120_gateway.resolution.nearby import Nearby, NearbySearch
from city120_gateway.resolution.whereabouts import Whereabouts
from city120_gateway.words.caller_words import CHILDREN, ELDERLY, FREE, TODAY, WEEK, WEEKEND
from tests.unit.gateway.samples import AT, conversation, findings, match, nearby_place

AFFAIR, LIBRARY, ELSEWHERE = "health.nightpharm", "culture.library", "health.nightpharm.find"
# How many Seoul has.
DISTRICTS = 25
ITAEWON = Whereabouts(point=Point(37.5345, 126.9946), name="이태원역")


@pytest.mark.parametrize(
    ("where", "point", "area", "district"),
    [
        (ITAEWON, ITAEWON.point, "", ""),
        (Whereabouts(area_codes=("1117013000",)), None, "1117013000", ""),
        (Whereabouts(area_codes=("11170130",)), None, "1117013000", ""),
        (Whereabouts(area_codes=("11170",)), None, "11170", "11170"),
    ],
)
def test_the_one_place_that_is_known_is_searched(knowledge: Knowledge, where: Whereabouts, point: Point | None, area: str, district: str) -> None:
    search = search_around(findings(knowledge, AFFAIR, where=where), "", knowledge)
    assert search == NearbySearch(("pharmacy",), AT, open_only=True, point=point, area=area)
    assert search.district == district


@pytest.mark.parametrize(
    ("affair", "values"),
    [
        ("road.pothole", {"where": ITAEWON}),
        (LIBRARY, {"where": Whereabouts(), "conversation": conversation("도서관 책 언제까지 돌려줘요?")}),
        (AFFAIR, {"where": Whereabouts(area_codes=("11440", "11650"))}),
        (AFFAIR, {"where": ITAEWON, "decision": MatchDecision.ASK}),
    ],
)
def test_nothing_is_searched_without_a_place_or_for_other_affairs(knowledge: Knowledge, affair: str, values: dict[str, Any]) -> None:
    assert search_around(findings(knowledge, affair, **values), "", knowledge) is None


@pytest.mark.parametrize(("affair", "text"), [(AFFAIR, "지금 문 연 약국이요"), (LIBRARY, "도서관 어디 있어요?"), (LIBRARY, "where's a library?")])
def test_without_a_place_it_is_looked_whether_there_is_a_list(knowledge: Knowledge, affair: str, text: str) -> None:
    asked = findings(knowledge, affair, where=Whereabouts(), conversation=conversation(text))
    search = search_around(asked, "", knowledge)
    assert search is not None
    assert (search.point, search.area) == (None, "")
    # Where there is one, the caller is asked for a place as before.
    assert [tells(Nearby(empty=empty), asked, knowledge) for empty in ("not_loaded", "none_near", "")] == [True, False, False]


@pytest.mark.parametrize(("entry", "searched"), [("health.nightpharm.now", True), (ELSEWHERE, True), ("health.nightpharm.fee", False)])
def test_who_does_not_ask_where_looks_for_no_place(knowledge: Knowledge, entry: str, *, searched: bool) -> None:
    search = search_around(findings(knowledge, AFFAIR, where=ITAEWON), entry, knowledge)
    assert (search is not None) == searched


@pytest.mark.parametrize(
    ("affair", "nearby", "entry"),
    [
        (AFFAIR, Nearby(empty="not_loaded"), ELSEWHERE),
        (AFFAIR, Nearby(empty="none_open"), ELSEWHERE),
        (AFFAIR, Nearby((nearby_place(),)), ""),
        (LIBRARY, Nearby(empty="not_loaded"), "culture.library.elsewhere"),
        ("road.pothole", Nearby(empty="not_loaded"), ""),
        (AFFAIR, None, ""),
    ],
)
def test_what_else_helps_is_told_where_none_is_found(knowledge: Knowledge, affair: str, nearby: Nearby | None, entry: str) -> None:
    assert otherwise(findings(knowledge, affair, nearby=nearby), knowledge) == entry


def test_what_was_looked_for_has_a_name_in_every_language(knowledge: Knowledge) -> None:
    told = labelled(Nearby(empty="none_open"), findings(knowledge, AFFAIR, where=ITAEWON), knowledge)
    assert (told.place, told.open_only, told.empty) == ("이태원역", True, "none_open")
    assert (told.labels["ko"], told.labels["en"], len(told.labels)) == ("약국", "pharmacy", 6)
    in_dong = Whereabouts(area_codes=("1168010100",), name="테헤란로 152")
    told = labelled(Nearby(), findings(knowledge, AFFAIR, where=in_dong), knowledge)
    assert (told.place, told.named) == ("강남구 역삼동 한가운데", "테헤란로 152")


@pytest.mark.parametrize(("empty", "queue"), [("", None), ("none_open", None), ("none_near", None), ("not_loaded", "agent")])
def test_places_near_the_caller_are_the_outcome_and_without_a_list_somebody_takes_over(knowledge: Knowledge, empty: str, queue: str | None) -> None:
    result = findings(knowledge, AFFAIR, where=ITAEWON, nearby=Nearby(() if empty else (nearby_place(),), empty))
    decision = decide(result)
    resolution = build(result, decision, knowledge)
    assert (decision.kind, resolution.nearby) == (Kind.PLACES, result.nearby)
    assert (resolution.handoff.queue if resolution.handoff else None) == queue
    assert [reason.ref for reason in resolution.evidence if reason.kind == "places"] == [empty or "found"]


@pytest.mark.parametrize(
    ("affair", "empty", "told"),
    [("road.pothole", "not_loaded", False), ("env.toilet", "none_near", True), ("health.nightpharm", "not_loaded", True), ("env.toilet", "", True)],
)
def test_that_no_list_is_loaded_is_told_with_what_else_helps_alone(knowledge: Knowledge, affair: str, empty: str, told: bool) -> None:
    assert tells(Nearby(empty=empty), findings(knowledge, affair, where=ITAEWON), knowledge) is told


def test_what_else_helps_does_not_ask_for_the_place_that_was_said(knowledge: Knowledge) -> None:
    told = [search.otherwise for search in knowledge.place_searches.values() if not search.only_near]
    assert all(told)
    published = {row.id for row in knowledge.edition.rows("entries", rows.Entry)}
    districts = {body.removeprefix("district.") for body in knowledge.bodies if body.startswith("district.")}
    # Where every district tells its own, the city's is told to who has not said where alone.
    asking = [entry for entry in told if knowledge.asks[entry] and not {f"{entry}.{code}" for code in districts} <= published]
    assert len(districts) == DISTRICTS
    assert asking == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("이태원 근처 화장실 어디예요?", True),
        ("이태원역 옆 공중화장실이 너무 더러워요", False),
        ("이태원역 화장실이 더러운데 어디에 신고해요?", False),
        ("公共厕所太脏了，请问向哪里反映？", False),
    ],
)
def test_who_complains_of_a_place_is_not_told_where_to_look_for_one(knowledge: Knowledge, text: str, *, told: bool) -> None:
    asked = findings(knowledge, "env.toilet", where=ITAEWON, conversation=conversation(text))
    assert tells(Nearby(empty="not_loaded"), asked, knowledge) is told


SATURDAY = AT.replace(day=28, hour=12, minute=0)
DAYS = (SATURDAY.date(), SATURDAY.date() + dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("heard", "day_word", "wanted"),
    [
        ({WEEKEND, CHILDREN}, "주말", {"days": DAYS, "audience": "children"}),
        ({FREE}, "", {"days": DAYS[:1], "free": True}),
        (set(), "내일", {"days": DAYS[:1]}),
    ],
)
def test_events_are_looked_for_by_day_for_whom_and_free_also_without_a_place(
    knowledge: Knowledge, heard: set[str], day_word: str, wanted: dict[str, Any]
) -> None:
    said = replace(conversation("…", heard=frozenset(heard), day_word=day_word), at=SATURDAY)
    search = search_around(findings(knowledge, "culture.event", conversation=said), "", knowledge)
    assert search == NearbySearch(("event",), SATURDAY, open_only=False, **wanted)


def test_who_asks_for_events_at_all_is_told_where_they_are_listed(knowledge: Knowledge) -> None:
    assert search_around(findings(knowledge, "culture.event"), "", knowledge) is None
    assert search_around(findings(knowledge, "culture.event", where=ITAEWON), "", knowledge) is None
    tomorrow = search_around(findings(knowledge, "culture.event", where=ITAEWON, conversation=conversation("…", day_word="내일")), "", knowledge)
    assert tomorrow is not None
    assert (tomorrow.point, tomorrow.days) == (ITAEWON.point, (AT.date(),))


@pytest.mark.parametrize(
    ("text", "looked_for"),
    [
        ("합정역에서 제일 가까운 동사무소 어디예요", True),
        ("community centre near Hapjeong", True),
        ("마포구청 어디예요", False),
        ("서교동 동사무소 주소", False),
    ],
)
def test_an_office_near_is_looked_for_and_one_that_is_named_is_told(knowledge: Knowledge, text: str, looked_for: bool) -> None:
    asked = findings(knowledge, "office.location", where=ITAEWON, conversation=conversation(text))
    search = search_around(asked, "", knowledge)
    assert (search is not None) is looked_for
    assert search is None or search.kinds == ("community_centre",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("홍대입구역 근처 주차장 알려주세요", True),
        ("any parking near Hongdae?", True),
        ("근처 주차장 요금이 얼마예요", False),
        ("근처 주차장이 더러워요", False),
    ],
)
def test_who_looks_for_something_near_hears_that_there_is_no_list(knowledge: Knowledge, text: str, told: bool) -> None:
    asked = findings(knowledge, "parking.public", where=ITAEWON, conversation=conversation(text))
    assert tells(Nearby(empty="not_loaded"), asked, knowledge) is told


@pytest.mark.parametrize(
    ("affair", "entry", "text", "told"),
    [
        ("welfare.shelter.heat", "welfare.shelter.heat.find", "강서구 무더위쉼터", True),
        ("sports.facility", "sports.facility.elsewhere", "강남 수영장", True),
        ("resident.kiosk", "resident.kiosk.where", "노원구 무인민원발급기 어디", True),
        ("parking.public", "parking.public.general", "car park in Mapo", True),
        ("parking.public", "parking.public.general", "강남 주차장 요금 얼마예요", False),
        ("parking.public", "parking.public.fee", "강남 주차장", False),
        ("parking.public", "parking.public.general", "강남 주차장이 더러워요", False),
        ("parking.public", "parking.public.general", "마포구청 옆 공영주차장에 어제 차를 세웠는데 아직도 그대로예요", False),
    ],
)
def test_who_names_a_kind_of_places_and_where_hears_that_there_is_no_list(
    knowledge: Knowledge, affair: str, entry: str, text: str, told: bool
) -> None:
    ranked = match(affair, entries=(RankedEntry(entry, affair, 1.0),))
    name = "Mapo" if text.isascii() else text.split(maxsplit=1)[0]
    said = conversation(text, "en" if text.isascii() else "ko")
    asked = findings(knowledge, affair, match=ranked, where=replace(ITAEWON, name=name), conversation=said)
    assert tells(Nearby(empty="not_loaded"), asked, knowledge) is told


def test_near_a_place_that_is_named_places_are_looked_for_whatever_entry_is_likest(knowledge: Knowledge) -> None:
    for text, searched in (("ソウル駅近くの夜間薬局", True), ("夜間薬局は何か所ありますか", False)):
        asked = findings(knowledge, AFFAIR, where=ITAEWON, conversation=conversation(text, "ja"))
        assert (search_around(asked, "health.nightpharm.count", knowledge) is not None) is searched


def test_what_words_mean_is_told_and_nothing_near_is_looked_for(knowledge: Knowledge) -> None:
    for entry, searched in (("health.nightpharm.count", False), ("health.nightpharm.fee", True)):
        heard = frozenset({"entry:health.nightpharm.count"})
        asked = findings(knowledge, AFFAIR, where=ITAEWON, conversation=conversation("ソウル駅近くの夜間薬局", "ja", heard=heard))
        assert (search_around(asked, entry, knowledge) is not None) is searched


def test_who_says_the_district_alone_hears_that_there_is_no_list_of_it(knowledge: Knowledge) -> None:
    mapo = Whereabouts(area_codes=("11440",), name="11440")
    shelter = findings(knowledge, "welfare.shelter.cold", where=mapo, conversation=conversation("마포구요"))
    assert not tells(Nearby(empty="not_loaded"), shelter, knowledge)
    assert tells(Nearby(empty="not_loaded"), replace(shelter, says_where_alone=True), knowledge)
    assert labelled(Nearby(empty="not_loaded"), shelter, knowledge).named == knowledge.area_name("11440", "ko")


def test_places_of_the_kinds_that_words_ask_for_are_searched_and_no_others_of_the_affair(knowledge: Knowledge) -> None:
    asked = findings(knowledge, "edu.school", where=ITAEWON, kinds=("elementary",))
    assert search_around(asked, "", knowledge) == NearbySearch(("elementary",), AT, open_only=False, point=ITAEWON.point, some=True)
    assert labelled(Nearby(empty="none_near"), asked, knowledge).labels["en"] == "elementary school"
    assert [tells(Nearby(empty=empty), asked, knowledge) for empty in ("", "none_near", "not_loaded")] == [True] * 3
    without = findings(knowledge, "edu.school", where=ITAEWON)
    assert search_around(without, "", knowledge) is None
    assert search_around(findings(knowledge, "edu.school", kinds=("elementary",)), "", knowledge) is None


@pytest.mark.parametrize(
    ("heard", "days", "audience"),
    [
        ({TODAY}, ["2026-11-24"], ""),
        ({WEEK, ELDERLY}, [f"2026-11-{day}" for day in range(24, 30)], "elderly"),
        ({WEEK, WEEKEND}, ["2026-11-24"], ""),
    ],
)
def test_events_of_today_or_of_this_week_are_looked_for(knowledge: Knowledge, heard: set[str], days: list[str], audience: str) -> None:
    asked = findings(knowledge, "culture.event", where=Whereabouts(), conversation=conversation("…", heard=frozenset(heard)))
    search = search_around(asked, "culture.event.busking", knowledge)
    assert search is not None
    assert ([day.isoformat() for day in search.days], search.audience) == (days, audience)


def at_gangnam(text: str) -> Any:
    return replace(conversation(text), heard=frozenset({"open"} if "열" in text or "open" in text else ()))


@pytest.mark.parametrize(
    ("affair", "entry", "text", "wanted"),
    [
        (LIBRARY, "culture.library.near", "이태원역 근처 도서관", {"some": True}),
        (LIBRARY, "culture.library.near", "이태원역 근처 열려 있는 도서관", {"some": True, "open_first": True}),
        ("culture.museum", "culture.museum.visit", "museums near Itaewon", {"some": True}),
        ("culture.museum", "culture.museum.visit", "museums near Itaewon that are open", {"some": True, "open_first": True}),
        (AFFAIR, "", "이태원역 근처 열려 있는 약국", {"open_only": True}),
    ],
)
def test_what_the_edition_happens_to_know_is_looked_for_and_what_is_open_first(
    knowledge: Knowledge, affair: str, entry: str, text: str, wanted: dict[str, Any]
) -> None:
    search = search_around(findings(knowledge, affair, where=ITAEWON, conversation=at_gangnam(text)), entry, knowledge)
    assert search is not None
    assert {"some": search.some, "open_first": search.open_first, "open_only": search.open_only} == {
        "some": False,
        "open_first": False,
        "open_only": False,
    } | wanted


def test_of_museums_no_more_is_asked_than_what_is_near(knowledge: Knowledge) -> None:
    for text, heard in (("이태원역 근처 박물관 입장료가 얼마예요", ""), ("이태원역 근처 미술관 입장료", "entry:culture.museum.visit")):
        asked = findings(knowledge, "culture.museum", where=ITAEWON, conversation=conversation(text, heard=frozenset({heard})))
        assert search_around(asked, "culture.museum.visit", knowledge) is None
    without = findings(knowledge, "culture.museum", where=Whereabouts(), conversation=conversation("근처 박물관 어디예요?"))
    assert search_around(without, "culture.museum.visit", knowledge) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("40분 뒤 도착하는데 열려 있는 약국", 40),
        ("1시간 뒤에 가면 열려 있는 약국", 60),
        ("한 시간 반 뒤에 가면 열려 있는 약국", 90),
        ("a pharmacy that is open when I arrive in 45 minutes", 45),
        ("a pharmacy open in half an hour", 30),
        ("一个半小时后到，还开着的药店", 90),
        ("40分後に着くとき開いている薬局", 40),
        ("40 phút nữa tôi đến, nhà thuốc nào còn mở", 40),
        ("40 минутын дараа очиход нээлттэй эмийн сан", 40),
    ],
)
def test_what_is_open_when_one_gets_there_is_looked_for(knowledge: Knowledge, text: str, minutes: int) -> None:
    search = search_around(findings(knowledge, AFFAIR, where=ITAEWON, conversation=conversation(text)), "", knowledge)
    assert search is not None
    assert search.at - AT == dt.timedelta(minutes=minutes)


WEEKDAYS = "Mo-Fr 09:00-20:00, Mo-Fr 20:00-23:00 unknown; Sa-Su off"


@pytest.mark.parametrize(
    ("at", "open_now", "next_change"),
    [
        (AT.replace(hour=10), True, ""),
        (AT.replace(hour=21), None, ""),
        (AT.replace(day=28, hour=10), False, "2026-11-30T09:00:00+09:00"),
    ],
)
def test_places_are_open_or_closed_as_at_the_moment_that_is_asked_about(
    knowledge: Knowledge, at: dt.datetime, *, open_now: bool | None, next_change: str
) -> None:
    place = nearby_place(opening=Opening(WEEKDAYS, open_now=True, next_change="2026-11-24T20:00:00+09:00"))
    told = at_moment(Nearby((place,)), NearbySearch(("library",), at, open_only=False), knowledge)
    (opening,) = [place.opening for place in told.places]
    assert opening is not None
    assert (opening.open_now, opening.next_change, told.at) == (open_now, next_change, at)


def test_what_is_open_stands_alone_unless_nothing_is(knowledge: Knowledge) -> None:
    late, early, unsaid = (
        nearby_place("a", opening=Opening("22:00-23:00")),
        nearby_place("b", opening=Opening("09:00-20:00")),
        nearby_place("c", opening=None),
    )
    search = NearbySearch(("library",), AT.replace(hour=10), open_only=False, open_first=True)
    told = at_moment(Nearby((late, early, unsaid)), search, knowledge)
    assert ([place.ref for place in told.places], told.open_only, told.none_open) == ([early.ref], True, False)
    told = at_moment(Nearby((late, unsaid)), search, knowledge)
    assert ([place.ref for place in told.places], told.open_only, told.none_open) == ([late.ref, unsaid.ref], False, True)


@pytest.mark.parametrize(("closes", "closes_first"), [("10:05", True), ("10:30", False)])
def test_what_closes_before_one_is_there_is_known_at_that_moment(knowledge: Knowledge, closes: str, *, closes_first: bool) -> None:
    place = nearby_place(opening=Opening(f"09:00-{closes}"))
    told = at_moment(Nearby((place,)), NearbySearch(("library",), AT.replace(hour=10, minute=0), open_only=False), knowledge)
    assert [place.closes_before_arrival for place in told.places] == [closes_first]
