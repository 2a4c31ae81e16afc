"""Whether an office or a sight that is named is open, then or when one gets there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import pytest

from city120_gateway.channels.registry import render
from city120_gateway.conversation.conversation import RankedEntry
from city120_gateway.conversation.hints import DeviceHint, Point
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Match, MatchDecision, Mention, Opening, Place, Role, Route
from city120_gateway.resolution.around import search_around
from city120_gateway.resolution.asked_by_words import asked_by_words
from city120_gateway.resolution.decide import Kind
from city120_gateway.resolution.nearby import DayHours, Nearby, NearbyPlace, NearbySearch, Visit, Visiting
from city120_gateway.resolution.other_services import Way
from city120_gateway.resolution.resolution import Answer
from city120_gateway.resolution.visits import affair_of, visiting, when_there, with_hours
from city120_gateway.resolution.whereabouts import Whereabouts
from city120_gateway.words.caller_words import HOURS, OPEN
from tests.unit.gateway.samples import AT, LANGUAGES, conversation, findings, match, nearby_place, resolution

HOURS_THERE, LATER = "Mo-Fr 09:00-18:00; PH off", AT + dt.timedelta(minutes=35)
OFFICE = Place("body:district.11440", "office", {"ko": "마포구청"}, "11440", Point(37.566, 126.901), address="월드컵로 212")
STATION = Place("station:hapjeong", "station", {"ko": "합정"}, "11440", Point(37.549, 126.914))
UNSURE = match("city.holiday", "office.hours", decision=MatchDecision.ASK)


def asked(knowledge: Knowledge, text: str, heard: Match = UNSURE, **values: Any) -> Visiting | None:
    named = [(OFFICE, "마포구청"), (STATION, "합정역")]
    mentions = [Mention(text.index(name), name, (place,), Role.UNSPECIFIED) for place, name in named if name in text]
    return visiting(conversation(text, **values), heard, mentions, knowledge)


@pytest.mark.parametrize(
    "text",
    [
        "마포구청 크리스마스에 열어요?",
        "마포구청 12월 25일에 하나요",
        "Is 마포구청 open on New Year's Day?",
        "마포구청圣诞节开门吗",
        "마포구청は土曜日に開いていますか",
        "마포구청 chủ nhật có mở cửa không",
        "마포구청 ням гарагт нээлттэй юу",
    ],
)
def test_who_asks_whether_an_office_is_open_asks_for_nothing_else(knowledge: Knowledge, text: str) -> None:
    assert asked(knowledge, text) == Visiting(OFFICE, AT)


@pytest.mark.parametrize(
    ("text", "on_foot"),
    [
        ("지금 출발해서 걸어가면 마포구청 열려 있나요? 합정역이에요", True),
        ("마포구청 여기서 걸어가면 문 닫기 전에 도착할까요? 합정역인데", True),
        ("I'm at 합정역. If I walk to 마포구청 now, will it still be open?", True),
        ("我在합정역，现在去마포구청还开着吗", False),
        ("今합정역です。今から行って마포구청は開いていますか", False),
        ("tôi ở 합정역, bây giờ đi thì 마포구청 còn mở cửa không", False),
        ("Би 합정역 байна, одоо явбал 마포구청 нээлттэй юу", False),
    ],
)
def test_who_goes_there_sets_out_where_they_are(knowledge: Knowledge, text: str, on_foot: bool) -> None:
    for heard in (UNSURE, match("office.hours")):
        assert asked(knowledge, text, heard) == Visiting(OFFICE, AT, STATION.ref, on_foot)


def test_where_the_channel_knows_the_caller_they_set_out_there(knowledge: Knowledge) -> None:
    here = asked(knowledge, "지금 가면 마포구청 열려 있나요", place=DeviceHint(Point(37.5, 127.0)))
    assert here is not None
    assert here.origin == "37.5,127.0"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("마포구청 주말에도 업무 보나요", match("office.hours")),
        ("마포구청 хэдэн цаг хүртэл ажилладаг вэ?", match("office.hours")),
        ("마포구청 여권 토요일에 열어요?", match("passport.apply")),
        ("마포구청 앞 가게가 문 닫고 나서 쓰레기가 잔뜩 쌓여 있어요", UNSURE),
        ("마포구청 어디예요?", UNSURE),
        ("합정역 열어요?", UNSURE),
    ],
)
def test_what_asks_for_more_than_that_goes_on_as_it_is(knowledge: Knowledge, text: str, heard: Match) -> None:
    assert asked(knowledge, text, heard) is None


def test_beside_what_is_stated_of_such_offices_it_is_told_first_whether_the_one_is_open(knowledge: Knowledge) -> None:
    hours = next(entry for entry in knowledge.city_entries["office.hours"] if "구청" in knowledge.texts[entry]["ko"].answer)
    stated = match("office.hours", entries=(RankedEntry(hours, "office.hours", 0.9),))
    assert asked(knowledge, "마포구청 토요일에 열어요?", stated) == Visiting(OFFICE, AT, entry=hours)
    # What is told of district offices is nothing of a health centre.
    centre = replace(OFFICE, ref="body:health.11440", names={"ko": "마포구보건소"})
    text, mention = "마포구보건소 토요일에 열어요?", Mention(0, "마포구보건소", (centre,))
    of_districts = next(entry for entry in knowledge.city_entries["office.hours"] if "보건소" not in str(knowledge.texts[entry]["ko"]))
    stated = match("office.hours", entries=(RankedEntry(of_districts, "office.hours", 0.9),))
    assert visiting(conversation(text), stated, [mention], knowledge) == Visiting(centre, AT)
    # Who says nothing else asks that, whatever the name is taken for.
    assert visiting(conversation(text), match("health.centre"), [mention], knowledge) == Visiting(centre, AT)


def test_at_a_time_that_is_said_it_is_that_time(knowledge: Knowledge) -> None:
    text, day = "마포구청 아침 8시에 열어요?", AT + dt.timedelta(days=1)
    said = replace(conversation(text, day_word="내일"), at=day)
    tomorrow = visiting(said, match("office.hours"), [Mention(0, "마포구청", (OFFICE,))], knowledge)
    assert tomorrow is not None
    assert tomorrow.at == AT.replace(hour=8, minute=0) + dt.timedelta(days=1)


def test_whether_a_named_office_is_open_is_asking_for_hours() -> None:
    heard, mention = conversation("…", heard=frozenset({OPEN})), Mention(0, "마포구청", (OFFICE,))
    assert HOURS in with_hours(heard, [mention]).heard
    assert HOURS not in with_hours(heard, [replace(mention, candidates=(STATION,))]).heard


@dataclass
class Played:
    """The way there, the hours, and what was asked."""

    hours: str = HOURS_THERE
    arrival: dt.datetime | None = LATER

    async def route(self, way: Way) -> Route | None:
        return Route({"ko": "합정"}, {"ko": "마포구청"}, arrival=self.arrival)

    async def nearby(self, search: NearbySearch) -> Nearby | None:
        hours = Opening(self.hours, True, "", "a list", "2025")
        return Nearby((NearbyPlace(OFFICE.ref, "office", OFFICE.names, address=OFFICE.address, opening=hours),))


async def test_the_office_is_told_as_it_is_on_arrival(knowledge: Knowledge) -> None:
    services, asked_of = Played(), findings(knowledge, "office.hours")
    there = await when_there(Visiting(OFFICE, AT, STATION.ref), asked_of, knowledge, services)  # type: ignore[arg-type]
    assert there is not None
    assert there.visit == Visit(LATER, {"ko": "합정"}, AT)
    assert there.places[0].opening == Opening(HOURS_THERE, False, "2026-11-25T09:00:00+09:00", "a list", "2025")
    nobody_goes = await when_there(Visiting(OFFICE, AT), asked_of, knowledge, services)  # type: ignore[arg-type]
    assert nobody_goes is not None
    assert nobody_goes.visit == Visit(AT)
    assert nobody_goes.places[0].opening is not None
    assert nobody_goes.places[0].opening.open_now is False


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_when_one_is_there_and_whether_it_is_open_then(knowledge: Knowledge, language: str) -> None:
    place = nearby_place("마포구청", opening=Opening(HOURS_THERE, False, "2026-11-25T09:00:00+09:00"))
    nearby = Nearby((place,), sought=True, visit=Visit(LATER, {"ko": "합정"}, AT))
    text = "\n".join(render(resolution(Kind.PLACES, language, nearby=nearby), knowledge))
    for told in ("21:40", "22:15", "합정", "마포구청", "09:00"):
        assert told in text, told
    assert "{" not in text


def test_an_open_one_near_is_a_place_that_is_looked_for(knowledge: Knowledge) -> None:
    text = "합정역 근처 주민센터 지금 열었나요"
    made = asked_by_words(match("office.location", "office.hours", decision=MatchDecision.ASK), conversation(text), [], knowledge)
    assert (made.decision, made.affairs[0].code) == (MatchDecision.STATE, "office.location")
    near = findings(
        knowledge, "office.location", where=Whereabouts(point=Point(37.5, 127.0)), conversation=conversation(text, heard=frozenset({OPEN}))
    )
    search = search_around(near, made.entries[0].id, knowledge)
    assert search is not None
    assert search.open_only


PALACE = Place("place:gyeongbokgung", "palace", {"ko": "경복궁"}, "11110", Point(37.576, 126.977), address="사직로 161")
OF_THE_PALACE = Place("station:gyeongbokgung", "station", {"ko": "경복궁"}, "11110", Point(37.575, 126.973))
TOUR = match("culture.tour")
PALACE_HOURS = "Nov-Feb 09:00-17:00; Mar-Oct 09:00-18:00; Tu off; 2026 Dec 30 unknown"


def seen(knowledge: Knowledge, text: str, heard: Match = TOUR, *, surface: str = "경복궁") -> Visiting | None:
    """What is asked of the palace, which may be named with the station where one sets out, on Tuesday evening."""
    word, day = knowledge.days.find(text, AT) or ("", AT)
    asking = replace(conversation(text, day_word=word, asked_at=AT), at=day)
    mentions = [Mention(text.index(surface), surface, (PALACE, OF_THE_PALACE))]
    mentions += [Mention(text.index("합정역"), "합정역", (STATION,), Role.ORIGIN, "에서 출발")] if "합정역" in text else []
    return visiting(asking, heard, mentions, knowledge)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("경복궁 내일 열어요?", "경복궁"),
        ("내일 경복궁 몇 시에 문 여나요", "경복궁"),
        ("Is Gyeongbokgung open tomorrow?", "Gyeongbokgung"),
        ("What time does Gyeongbokgung close tomorrow?", "Gyeongbokgung"),
        ("景福宫明天开吗", "景福宫"),
        ("景福宮は明日開いていますか", "景福宮"),
        ("Ngày mai Cung Gyeongbokgung có mở cửa không?", "Cung Gyeongbokgung"),
        ("Маргааш Кёнбоккун ордон нээлттэй юу?", "Кёнбоккун ордон"),
    ],
)
def test_who_names_a_sight_and_a_day_asks_for_the_hours_of_that_day(knowledge: Knowledge, text: str, surface: str) -> None:
    tomorrow = AT.replace(hour=12, minute=0) + dt.timedelta(days=1)
    for heard in (TOUR, match("culture.tour", "culture.museum", decision=MatchDecision.ASK)):
        assert seen(knowledge, text, heard, surface=surface) == Visiting(PALACE, tomorrow, of_day=True)


def test_who_names_no_day_hears_whether_it_is_open_now_or_the_hours_of_today_and_the_entry(knowledge: Knowledge) -> None:
    assert seen(knowledge, "경복궁 지금 열려 있나요?") == Visiting(PALACE, AT)
    hours = seen(knowledge, "경복궁 관람시간 알려 주세요")
    assert hours is not None
    assert hours == Visiting(PALACE, AT, of_day=True, entry=hours.entry)
    assert "경복궁" in knowledge.texts[hours.entry]["ko"].answer


@pytest.mark.parametrize(
    "text", ["지금 합정역에서 출발하면 경복궁 닫기 전에 도착해요?", "지금 합정역에서 출발하면 경복궁 문 닫기 전에 갈 수 있나요?"]
)
def test_who_goes_to_a_sight_is_told_of_the_moment_of_arrival(knowledge: Knowledge, text: str) -> None:
    assert seen(knowledge, text) == Visiting(PALACE, AT, STATION.ref)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("경복궁 내일 열어요? 입장료는 얼마예요?", TOUR),
        ("경복궁 내일 열어요? 예약해야 해요?", TOUR),
        ("경복궁 어떻게 가요? 내일 열어요?", TOUR),
        ("경복궁 앞 가게가 문 닫고 쓰레기를 쌓아 놨어요", TOUR),
        ("경복궁 옆 주차장 내일 열어요?", TOUR),
        ("경복궁 수문장 교대식 몇 시까지 해요?", TOUR),
        ("경복궁 밤에도 열어요?", TOUR),
        ("경복궁 주말에 열어요?", TOUR),
        ("경복궁 1월에 문 열어요?", TOUR),
        ("경복궁 2040년 설날에 열어요?", TOUR),
        ("경복궁 내일 열어요?", match("culture.library")),
        ("경복궁 내일 열어요?", replace(TOUR, emergencies=frozenset({"fire"}))),
    ],
)
def test_what_is_more_than_the_hours_of_a_sight_goes_on_as_it_is(knowledge: Knowledge, text: str, heard: Match) -> None:
    assert seen(knowledge, text, heard) is None


def test_a_part_of_a_sight_and_one_without_hours_are_none(knowledge: Knowledge) -> None:
    assert seen(knowledge, "경복궁 별관 내일 열어요?", surface="경복궁 별관") is None
    hall = replace(PALACE, ref="place:no-hours")
    # What has an address is told with that, and what has none is no place to go to.
    assert visiting(conversation("경복궁 열어요?"), TOUR, [Mention(0, "경복궁", (hall,))], knowledge) == Visiting(hall, AT)
    assert visiting(conversation("경복궁 열어요?"), TOUR, [Mention(0, "경복궁", (replace(hall, address=""),))], knowledge) is None


def test_the_affair_of_a_sight_is_one_whose_entries_name_it(knowledge: Knowledge) -> None:
    unsure = match("office.hours", "culture.tour", decision=MatchDecision.ASK)
    assert affair_of(Visiting(PALACE, AT), unsure, knowledge) == "culture.tour"
    unnamed = Visiting(replace(PALACE, names={"ko": "이름 없는 궁"}), AT)
    assert affair_of(unnamed, unsure, knowledge) == knowledge.affair_of("directions")


@dataclass
class Sought(Played):
    """The hours of the palace, as the row has them."""

    hours: str = PALACE_HOURS

    async def nearby(self, search: NearbySearch) -> Nearby | None:
        assert (search.words, search.kinds, search.open_only) == ("경복궁", (), False)
        opening = Opening(self.hours, True, "", "the palace", "2025-11-12")
        return Nearby((NearbyPlace(PALACE.ref, "palace", PALACE.names, "11110", address=PALACE.address, opening=opening),))


async def told(knowledge: Knowledge, visit: Visiting, hours: str = PALACE_HOURS) -> Nearby | None:
    return await when_there(visit, findings(knowledge, "culture.tour"), knowledge, Sought(hours))  # type: ignore[arg-type]


def moment(written: str) -> dt.datetime:
    return dt.datetime.fromisoformat(written).replace(tzinfo=AT.tzinfo)


@pytest.mark.parametrize(
    ("at", "of_day", "opens", "closes", "rests"),
    [
        ("2026-12-02T12:00", True, "2026-12-02T09:00", "2026-12-02T17:00", False),
        ("2026-12-01T12:00", True, "2026-12-02T09:00", "2026-12-02T17:00", True),
        ("2026-12-02T18:00", True, "2026-12-03T09:00", "2026-12-03T17:00", False),
        ("2026-12-02T08:00", False, "2026-12-02T09:00", "2026-12-02T17:00", False),
        ("2027-03-31T20:00", False, "2027-04-01T09:00", "2027-04-01T18:00", False),
    ],
)
async def test_the_hours_of_a_day_or_of_the_next_one(knowledge: Knowledge, at: str, of_day: bool, opens: str, closes: str, rests: bool) -> None:
    there = await told(knowledge, Visiting(PALACE, moment(at), of_day=of_day))
    assert there is not None
    assert there.visit is not None
    hours = there.visit.hours
    assert hours is not None
    assert (hours.opens, hours.closes, hours.rests, hours.shut) == (moment(opens), moment(closes), rests, not of_day)
    assert there.places[0].opening is not None
    assert (there.places[0].opening.source, there.places[0].opening.data_date) == ("the palace", "2025-11-12")


async def test_a_row_that_is_changed_changes_what_is_told_and_what_nobody_knows_is_not(knowledge: Knowledge) -> None:
    visit = Visiting(PALACE, moment("2026-12-02T12:00"), of_day=True)
    there = await told(knowledge, visit, "Mo-Su 10:00-20:00")
    assert there is not None
    assert there.visit == Visit(visit.at, hours=DayHours(moment("2026-12-02T10:00"), moment("2026-12-02T20:00")))
    unknown = await told(knowledge, replace(visit, at=moment("2026-12-30T12:00")))
    assert unknown is not None
    assert unknown.unsure
    pause = await told(knowledge, replace(visit, at=moment("2026-12-02T10:00")), "Mo-Su 09:00-12:00,13:00-17:00")
    assert pause is not None
    assert (pause.visit, pause.unsure) == (Visit(moment("2026-12-02T10:00")), False)


async def test_an_open_sight_is_open_until_it_closes_now_or_on_arrival(knowledge: Knowledge) -> None:
    now = await told(knowledge, Visiting(PALACE, moment("2026-12-02T12:00")))
    assert now is not None
    assert now.visit == Visit(moment("2026-12-02T12:00"))
    assert now.places[0].opening is not None
    assert (now.places[0].opening.open_now, now.places[0].opening.next_change) == (True, moment("2026-12-02T17:00").isoformat())
    there = await told(knowledge, Visiting(PALACE, AT, STATION.ref))
    assert there is not None
    assert there.visit == Visit(LATER, {"ko": "합정"}, AT)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("rests", "day"), [(False, 25), (True, 25), (False, 26)])
def test_the_hours_of_a_day_are_said_with_the_address(knowledge: Knowledge, language: str, rests: bool, day: int) -> None:
    opens = moment(f"2026-11-{day + rests}T09:00")
    visit = Visit(moment("2026-11-25T12:00"), hours=DayHours(opens, opens.replace(hour=17), rests))
    place = nearby_place("경복궁", address="사직로 161")
    nearby, answer = Nearby((place,), sought=True, visit=visit), Answer("culture.tour.palace", "궁마다 다릅니다.")
    text = "\n".join(render(resolution(Kind.PLACES, language, nearby=nearby, at=visit.at, asked_on=AT.date(), answer=answer), knowledge))
    for said in ("경복궁", "09:00", "17:00", "사직로 161", "궁마다 다릅니다."):
        assert said in text, said
    assert "{" not in text


LIBRARY = Place("place:seoul-metropolitan-library", "library", {"ko": "서울도서관"}, "11140", phone="02-2133-0300")
MUSEUM = Place("place:seoul-science-center", "museum", {"ko": "서울시립과학관"}, "11350", Point(37.64, 127.06))
EMBASSY = Place("place:embassy-us", "embassy", {"ko": "미국 대사관"}, "11110", address="세종대로 188", phone="02-397-4114")
RIVER_PARK = Place("asset:hangang.yeouido", "hangang", {"ko": "여의도한강공원"}, "11560", phone="02-3780-0561")


def named(knowledge: Knowledge, text: str, surface: str, place: Place, heard: Match = UNSURE) -> Visiting | None:
    return visiting(conversation(text), heard, [Mention(text.index(surface), surface, (place,))], knowledge)


@pytest.mark.parametrize("place", [MUSEUM, EMBASSY, RIVER_PARK, replace(OFFICE, ref="body:dong.1144068000", point=None)])
def test_any_place_of_which_something_is_known_may_be_asked_to_be_open(knowledge: Knowledge, place: Place) -> None:
    visit = named(knowledge, f"{place.names['ko']} 지금 열었나요?", place.names["ko"], place)
    assert visit is not None
    assert (visit.place, visit.at, visit.step_free) == (place, AT, False)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("서울시립과학관 지금 열었나요?", match("culture.museum", decision=MatchDecision.REFUSE)),
        ("서울시립과학관 몇 시까지 해요?", match("culture.museum")),
        ("서울시립과학관 카페 지금 열었나요?", UNSURE),
        ("서울시립과학관 zoo 지금 열었나요?", UNSURE),
    ],
)
def test_what_is_refused_or_surely_answered_or_of_a_part_is_not_of_such_a_place(knowledge: Knowledge, text: str, heard: Match) -> None:
    assert named(knowledge, text, "서울시립과학관", MUSEUM, heard) is None


def test_an_office_of_its_own_is_no_office_of_a_kind(knowledge: Knowledge) -> None:
    park = Place("body:park.grand", "office", {"ko": "서울대공원"}, "", phone="02-500-7335")
    unsure = match("leisure.park", decision=MatchDecision.HAND_OVER)
    assert named(knowledge, "서울대공원 지금 열었나요?", "서울대공원", park, unsure) == Visiting(park, AT)
    assert named(knowledge, "서울대공원 동물원 지금 열었나요?", "서울대공원", park, unsure) is None


def test_an_embassy_is_asked_for_whatever_is_refused(knowledge: Knowledge) -> None:
    refused = match("foreign.passport", decision=MatchDecision.REFUSE)
    assert named(knowledge, "미국 대사관 지금 열었나요?", "미국 대사관", EMBASSY, refused) is not None


def test_where_hours_are_not_known_the_entry_helps_that_holds_for_all_such_places_or_that_faq_ranks_and_names_it(knowledge: Knowledge) -> None:
    embassy = named(knowledge, "미국 대사관 지금 열었나요?", "미국 대사관", EMBASSY)
    assert embassy is not None
    assert (embassy.entry, embassy.instead) == ("", knowledge.kind_searches["foreign.passport"].named)
    folk = Place("place:national-folk-museum", "museum", {"ko": "국립민속박물관"}, "11110", address="삼청로 37")
    naming = next(entry for entry in knowledge.city_entries["culture.museum"] if "국립민속박물관" in knowledge.texts[entry]["ko"].answer)
    ranked = match("culture.museum", entries=(RankedEntry(naming, "culture.museum", 0.9),))
    told_more = named(knowledge, "국립민속박물관 지금 열었나요?", "국립민속박물관", folk, ranked)
    assert told_more is not None
    assert told_more.instead == naming
    unranked = named(knowledge, "국립민속박물관 지금 열었나요?", "국립민속박물관", folk, match("culture.museum"))
    assert unranked is not None
    assert unranked.instead == ""


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("서울도서관 휠체어로 들어갈 수 있나요?", "서울도서관"),
        ("서울도서관 유모차 가지고 입장 가능한가요", "서울도서관"),
        ("Can I get into Seoul Metropolitan Library with a wheelchair?", "Seoul Metropolitan Library"),
        ("首尔图书馆坐轮椅能进去吗？", "首尔图书馆"),
        ("ソウル図書館は車椅子で入れますか", "ソウル図書館"),
        ("Thư viện Seoul đi xe lăn vào được không?", "Thư viện Seoul"),
        ("Сөүл номын сан руу тэргэнцэртэй орж болох уу?", "Сөүл номын сан"),
    ],
)
def test_it_is_asked_whether_one_gets_in_without_steps(knowledge: Knowledge, text: str, surface: str) -> None:
    assert named(knowledge, text, surface, LIBRARY) == Visiting(LIBRARY, AT, step_free=True)


@pytest.mark.parametrize(
    "text",
    ["서울도서관 휠체어로 어떻게 가요?", "서울도서관에서 휠체어 빌려주나요?", "서울도서관 앞에 휠체어가 버려져 있어요", "서울도서관 어디예요?"],
)
def test_other_matters_of_wheelchairs_are_none(knowledge: Knowledge, text: str) -> None:
    assert named(knowledge, text, "서울도서관", LIBRARY) is None


@dataclass
class Found(Played):
    """What is found by the name of a place."""

    places: tuple[NearbyPlace, ...] = ()

    async def nearby(self, search: NearbySearch) -> Nearby | None:
        return Nearby(self.places)


async def test_what_nobody_knows_is_told_with_what_is_known(knowledge: Knowledge) -> None:
    there = await when_there(Visiting(EMBASSY, AT), findings(knowledge, "foreign.passport"), knowledge, Found())  # type: ignore[arg-type]
    assert there is not None
    assert (there.unsure, there.places[0].phone, there.places[0].address) == (True, EMBASSY.phone, EMBASSY.address)


@pytest.mark.parametrize("step_free", [True, False, None])
async def test_the_row_tells_whether_one_gets_in(knowledge: Knowledge, step_free: bool | None) -> None:
    row = nearby_place("서울도서관", ref=LIBRARY.ref, step_free=step_free)
    visit = Visiting(LIBRARY, AT, step_free=True)
    there = await when_there(visit, findings(knowledge, "culture.library"), knowledge, Found(places=(row,)))  # type: ignore[arg-type]
    assert there is not None
    assert (there.visit, there.places[0].step_free, there.unsure) == (Visit(AT, step_free=True), step_free, step_free is None)


async def test_of_several_of_one_name_each_is_told(knowledge: Knowledge) -> None:
    rows = tuple(nearby_place(ref=f"place:pharmacies/{number}", opening=Opening(HOURS_THERE)) for number in (1, 2))
    first, second = (Place(row.ref, row.kind, row.names) for row in rows)
    visit = Visiting(first, moment("2026-12-02T12:00"), others=(second,))
    there = await when_there(visit, findings(knowledge, "directions"), knowledge, Found(places=rows))  # type: ignore[arg-type]
    assert there is not None
    assert (there.namesakes, [place.opening.open_now for place in there.places if place.opening]) == (True, [True, True])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("opening", "message"),
    [
        (None, "visit.unknown"),
        (Opening("24/7", True), "visit.always"),
        (Opening(HOURS_THERE, True), "visit.open.alone"),
        (Opening(HOURS_THERE, False), "visit.closed.alone"),
    ],
)
def test_what_is_known_of_the_moment_is_said_first_and_then_the_phone(
    knowledge: Knowledge, language: str, opening: Opening | None, message: str
) -> None:
    nearby = Nearby((nearby_place("서울도서관", opening=opening, ref=LIBRARY.ref),), sought=True, visit=Visit(AT))
    first, *others = render(resolution(Kind.PLACES, language, "chat", nearby=nearby, now=True), knowledge)
    assert first == knowledge.say(message, language, name="서울도서관", when=knowledge.say("opening.now", language))
    assert "02-123-4567" in "".join(others)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("step_free", "answer"), [(True, "yes"), (False, "no"), (None, "unknown")])
def test_whether_one_gets_in_is_said_first(knowledge: Knowledge, language: str, step_free: bool | None, answer: str) -> None:
    nearby = Nearby((nearby_place("서울도서관", step_free=step_free),), sought=True, visit=Visit(AT, step_free=True))
    told = render(resolution(Kind.PLACES, language, "chat", nearby=nearby), knowledge)
    assert told[0] == knowledge.say(f"visit.steps.{answer}", language, name="서울도서관")
    # Of a list its source and date are told, and that it is old.
    assert "2023-05-20" in "".join(told)
    assert knowledge.say("places.old", language) in told


def test_who_is_with_the_call_centre_gets_no_number_that_rings_there(knowledge: Knowledge) -> None:
    office = nearby_place("마포구청", ref=OFFICE.ref, phone="02-3153-8114")
    nearby = Nearby((office,), sought=True, visit=Visit(AT, step_free=True))
    assert "02-3153-8114" not in "".join(render(resolution(Kind.PLACES, "ko", "chat", nearby=nearby), knowledge))
    assert "02-3153-8114" in "".join(render(resolution(Kind.PLACES, "ko", "web", nearby=nearby), knowledge))


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_it_opens_it_is_said_to_be_closed(knowledge: Knowledge, language: str) -> None:
    opens = moment("2026-11-25T09:00")
    nearby = Nearby(
        (nearby_place("서울도서관"),), sought=True, visit=Visit(opens.replace(hour=8), hours=DayHours(opens, opens.replace(hour=21), shut=True))
    )
    told = render(resolution(Kind.PLACES, language, "chat", nearby=nearby, at=opens.replace(hour=8), now=True), knowledge)[0]
    closed = knowledge.say(
        "visit.shut", language, name="서울도서관", when=knowledge.say("opening.now", language), day="|", opens="09:00", closes="21:00"
    )
    assert told.startswith(closed.partition("|")[0])
