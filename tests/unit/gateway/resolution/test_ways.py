"""A caller who asks for the way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from city120_gateway.conversation.conversation import Earlier
from city120_gateway.conversation.hints import AreaHint, DeviceHint, PlaceHint, Point, WordsHint
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution import trains, ways
from city120_gateway.resolution.answers import MatchDecision, Mention, Place, Role
from city120_gateway.resolution.asked_by_words import asked_by_words
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.other_services import Way
from city120_gateway.resolution.whereabouts import Whereabouts
from city120_gateway.words.caller_words import BUS, LAST, LEAVE_BY, ON_FOOT, ROUTE, STEP_FREE, WHICH_BUS
from tests.unit.gateway.samples import AT, conversation, findings, match

WAY = "transit.route"
BY_NINE = "9시까지 상계역에 가려면 강남역에서 몇 시에 나가요"
MENTIONS = [
    Mention(0, "강남역", (Place("station:gangnam", "station"),), Role.ORIGIN),
    Mention(5, "상계역", (Place("station:sanggye", "station"),), Role.DESTINATION),
]


def asking(knowledge: Knowledge, ends: tuple[str, str] = ("station:gangnam", "station:sanggye"), text: str = "…", **values: Any) -> Findings:
    return findings(knowledge, WAY, where=Whereabouts(ends=ends), conversation=conversation(text, **values))


def meant(knowledge: Knowledge, asked: str, *heard: str, text: str = "그 얘기", decision: MatchDecision = MatchDecision.STATE) -> str:
    made = asked_by_words(match(asked, decision=decision), conversation(text, heard=frozenset(heard)), MENTIONS, knowledge)
    assert made is not None
    return made.affairs[0].code if made.decision is MatchDecision.STATE else ""


def test_from_one_place_to_another_is_about_the_way(knowledge: Knowledge) -> None:
    assert meant(knowledge, "transit.bus.arrival", ROUTE) == WAY
    assert meant(knowledge, "transit.subway.route", ROUTE) == "transit.subway.route"
    assert meant(knowledge, "road.pothole", ROUTE, decision=MatchDecision.HAND_OVER) == WAY


def test_who_asks_for_the_way_to_an_office_does_not_ask_where_it_is(knowledge: Knowledge) -> None:
    assert meant(knowledge, "office.location", ROUTE) == WAY
    assert meant(knowledge, "office.location") == "office.location"


def test_what_is_surely_something_else_or_about_last_trains_is_not(knowledge: Knowledge) -> None:
    assert meant(knowledge, "road.pothole", ROUTE) == "road.pothole"
    assert meant(knowledge, "transit.subway.firstlast", ROUTE, LAST) == "transit.subway.firstlast"
    assert meant(knowledge, "transit.bus.arrival") == "transit.bus.arrival"


def test_when_to_leave_to_be_there_by_a_time_is_about_the_way_and_else_about_last_trains(knowledge: Knowledge) -> None:
    assert meant(knowledge, "transit.bus.arrival", LEAVE_BY, text=BY_NINE) == WAY
    assert meant(knowledge, "transit.bus.arrival", LEAVE_BY) == "transit.subway.firstlast"
    for decision in (MatchDecision.STATE, MatchDecision.ASK):
        assert meant(knowledge, "transit.subway.firstlast", text=BY_NINE, decision=decision) == WAY
    assert meant(knowledge, "transit.subway.firstlast", LAST, text=BY_NINE) == "transit.subway.firstlast"
    assert meant(knowledge, "transit.bus.arrival", text=BY_NINE) == WAY
    assert meant(knowledge, "transit.bus.arrival", text="강남역에서 상계역까지 9시까지") == "transit.bus.arrival"


@pytest.mark.parametrize("asked", ["health.hospital", "housing.redevelop", WAY])
def test_who_says_no_more_than_two_places_and_a_last_train_asks_for_that(knowledge: Knowledge, asked: str) -> None:
    assert meant(knowledge, asked, LAST, text="강남역에서 상계역 막차 몇시예요") == "transit.subway.firstlast"
    assert meant(knowledge, "health.hospital", LAST, text="강남역에서 상계역 막차 타고 병원 가서 진료받고 싶은데요") == "health.hospital"


ONLY_TRAINS = {
    "막차 놓쳤어요 강남역에서 상계역": True,
    "I missed the last train, 강남역 to 상계역": True,
    "错过末班车了，강남역到상계역": True,
    "終電を逃しました、강남역から상계역まで": True,
    "lỡ chuyến tàu cuối từ 강남역 đến 상계역": True,
    "강남역, 상계역 сүүлчийн метронд хоцорлоо": True,
    "강남역 내선순환": True,
    "강남역 내선순환 에스컬레이터 고장": False,
    "막차 놓쳤는데 할머니가 길을 잃으셨어요 강남역에서": False,
    "강남역에서 상계역": False,
}


@pytest.mark.parametrize("text", ONLY_TRAINS)
def test_who_missed_the_last_train_and_says_no_more_calls_for_no_help(knowledge: Knowledge, text: str) -> None:
    assert ways.only_trains(conversation(text), MENTIONS, knowledge) is ONLY_TRAINS[text]


HERE_TO = [
    ("여기서 상계역까지 얼마나 걸려요", "까지", True),
    ("상계역 어떻게 가요", "가요", True),
    ("how long does it take from here to 상계역", "to", True),
    ("从这里到상계역要多久", "到", True),
    ("상계역怎么走", "怎么走", True),
    ("ここから상계역までどのくらいかかりますか", "まで", True),
    ("từ đây đến 상계역 mất bao lâu", "đến", True),
    ("эндээс 상계역 хүртэл хэр удаан явах вэ", "хүртэл", True),
    ("여기서 상계역까지 막차 몇 시예요", "까지", False),
    ("여기서 상계역까지 요금이 얼마예요", "까지", False),
    ("상계역 몇 시까지 열어요", "", False),
]


@pytest.mark.parametrize(("text", "cue", "asked"), HERE_TO)
def test_the_way_to_one_place_is_asked_for_where_nothing_else_is(knowledge: Knowledge, text: str, cue: str, asked: bool) -> None:
    assert ways.to_one_place(conversation(text), [replace(MENTIONS[1], cue=cue)], knowledge) is asked
    assert not ways.to_one_place(conversation(text), MENTIONS, knowledge)


def test_who_asks_the_way_to_a_sight_does_not_ask_about_sights(knowledge: Knowledge) -> None:
    palace = [Mention(0, "경복궁", (Place("place:palace", "palace", point=Point(37.58, 126.98)),), Role.DESTINATION)]
    for affair, stated in (("culture.tour", WAY), ("transit.airport", "transit.airport"), ("office.location", "office.location")):
        made = asked_by_words(match(affair), conversation("경복궁 어떻게 가요"), palace, knowledge)
        assert made.affairs[0].code == stated


def test_who_missed_the_last_train_is_told_what_goes_now(knowledge: Knowledge) -> None:
    missed = "entry:transit.subway.firstlast.missed"
    assert meant(knowledge, WAY, ROUTE, LAST, missed) == "transit.subway.firstlast"
    where = Whereabouts(stations=(Place("station:gangnam", "station"),), goal="station:sanggye")
    told = findings(knowledge, "transit.subway.firstlast", where=where, conversation=conversation("…", heard=frozenset({LAST, missed})))
    assert trains.trip(told) is None


def test_the_way_is_asked_for_the_moment_or_the_time_that_is_named(knowledge: Knowledge) -> None:
    assert ways.way(asking(knowledge), knowledge) == Way("station:gangnam", "station:sanggye", AT)
    by = ways.way(asking(knowledge, text=BY_NINE), knowledge)
    assert by is not None
    assert by.arrive_by == AT.replace(hour=9, minute=0) + dt.timedelta(days=1)


def test_a_time_of_another_day_is_on_that_day(knowledge: Knowledge) -> None:
    noon = AT.replace(day=26, hour=12, minute=0)
    for text, arrive_by, at in (
        ("모레 9시까지 상계역", noon.replace(hour=9), noon),
        ("모레 오전 8시에 강남역에서 상계역", None, noon.replace(hour=8)),
    ):
        asked = asking(knowledge, text=text, day_word="모레", asked_at=AT)
        way = ways.way(replace(asked, conversation=replace(asked.conversation, at=noon)), knowledge)
        assert way == Way("station:gangnam", "station:sanggye", at, arrive_by)


@pytest.mark.parametrize(
    ("text", "names", "heard", "sure"),
    [
        ("강남역에서 상계역까지 가려면", ("강남역 에서", "상계역 까지"), (), True),
        ("강남역에서 상계역 가려는데 케이블카 돼요?", ("강남역 에서", "상계역 까지"), (), False),
        ("강남역에서 상계역까지 가려면 언제 나가요", ("강남역 에서", "상계역 까지"), (LEAVE_BY,), False),
        ("강남역에서 상계역까지", ("강남역 에서", "상계역 까지"), (), True),
        ("I want to go from Gangnam to Sanggye", ("Gangnam from", "Sanggye to"), (), True),
        ("Tôi muốn đi từ Gangnam đến Sanggye", ("Gangnam từ", "Sanggye đến"), (), True),
    ],
)
def test_who_says_no_more_than_where_they_go_asks_for_the_way(
    knowledge: Knowledge, text: str, names: tuple[str, str], heard: tuple[str, ...], sure: bool
) -> None:
    mentions = [replace(mention, surface=name.split()[0], cue=name.split()[1]) for mention, name in zip(MENTIONS, names, strict=True)]
    assert ways.surely_asked(conversation(text, heard=frozenset(heard)), mentions, knowledge) is sure


@pytest.mark.parametrize(
    ("text", "hour"), [("I must be there by 5 December", None), ("by 9 am on December 5", 9), ("12/5 9시까지", 9), ("12월 25일까지", None)]
)
def test_the_numbers_of_a_date_are_no_time(knowledge: Knowledge, text: str, hour: int | None) -> None:
    by = ways.arrive_by(conversation(text), knowledge)
    assert (by and by.hour) == hour


@pytest.mark.parametrize(
    ("hint", "origin"),
    [(DeviceHint(Point(37.5, 127.0)), "37.5,127.0"), (WordsHint("강남구청"), "강남구청"), (AreaHint("11680"), "area:11680")],
)
def test_who_names_only_where_it_ends_begins_where_the_channel_says(knowledge: Knowledge, hint: PlaceHint, origin: str) -> None:
    way = ways.way(asking(knowledge, ("", "station:sanggye"), place=hint), knowledge)
    assert way == Way(origin, "station:sanggye", AT, here=True)


def test_what_is_not_known_is_not_asked_of_wayfinding(knowledge: Knowledge) -> None:
    assert ways.way(asking(knowledge, ("", "station:sanggye")), knowledge) is None
    assert ways.way(asking(knowledge, ("station:gangnam", "")), knowledge) is None
    assert ways.way(asking(knowledge, ("station:sanggye", "station:sanggye")), knowledge) is None
    assert ways.way(findings(knowledge, "road.pothole", where=Whereabouts(ends=("station:gangnam", "station:sanggye"))), knowledge) is None


def test_a_reply_that_is_a_place_alone_is_where_it_begins(knowledge: Knowledge) -> None:
    reply = asking(knowledge, ("", "station:gangnam"), turn=1, earlier=Earlier(goal="station:sanggye"))
    assert ways.way(reply, knowledge) == Way("station:gangnam", "station:sanggye", AT)


def test_where_only_lines_stop_that_an_entry_tells_of_it_is_told_instead(knowledge: Knowledge) -> None:
    airport, both = Place("station:incheon-intl-airport-terminal-1", "station"), Place("station:gimpo-intl-airport", "station")
    for ends in ((airport, None), (None, airport), (both, airport)):
        asked = findings(knowledge, WAY, where=Whereabouts(end_places=ends))
        assert ways.otherwise(asked, knowledge) == "transit.airport.bus"
    others: list[tuple[Place | None, Place | None]] = [(both, None), (None, None), (Place("area:11440", "district"), both)]
    for other in others:
        assert ways.otherwise(findings(knowledge, WAY, where=Whereabouts(end_places=other)), knowledge) == ""


def test_who_cannot_use_stairs_is_sent_without_steps(knowledge: Knowledge) -> None:
    for heard, step_free in ((frozenset({STEP_FREE}), True), (frozenset[str](), False)):
        asked = ways.way(asking(knowledge, heard=heard), knowledge)
        assert asked is not None
        assert asked.step_free is step_free


@pytest.mark.parametrize(("heard", "on_foot"), [({ON_FOOT}, True), ({ON_FOOT, STEP_FREE}, False), ({ON_FOOT, BUS}, False), (set(), False)])
def test_who_walks_is_sent_on_foot(knowledge: Knowledge, heard: set[str], on_foot: bool) -> None:
    asked = ways.way(asking(knowledge, heard=frozenset(heard)), knowledge)
    assert asked is not None
    assert asked.on_foot is on_foot


@pytest.mark.parametrize(
    ("affair", "heard", "ends", "looked_for"),
    [
        ("transit.bus.route", {BUS, WHICH_BUS}, ("station:gangnam", "station:sanggye"), True),
        ("transit.bus.route", {BUS}, ("station:gangnam", "station:sanggye"), False),
        ("transit.bus.route", {BUS, WHICH_BUS}, ("", "station:sanggye"), False),
        ("transit.bus.arrival", {BUS, WHICH_BUS, "entry:transit.bus.arrival.missing"}, ("station:gangnam", "station:sanggye"), False),
        ("transit.bus.night", {BUS, WHICH_BUS}, ("station:gangnam", "station:sanggye"), False),
        ("transit.bus.complaint", {BUS, WHICH_BUS}, ("station:gangnam", "station:sanggye"), False),
        ("culture.event", {BUS, WHICH_BUS}, ("station:gangnam", "station:sanggye"), False),
    ],
)
def test_which_bus_goes_between_two_places_has_the_way_without_one(
    knowledge: Knowledge, affair: str, heard: set[str], ends: tuple[str, str], looked_for: bool
) -> None:
    asked = findings(knowledge, affair, where=Whereabouts(ends=ends), conversation=conversation("…", heard=frozenset(heard)))
    assert (ways.way(asked, knowledge) is not None) is looked_for


@pytest.mark.parametrize(
    ("text", "names", "says_no_more"),
    [
        ("강남역에서 서울역까지 몇 분 걸려요", ("강남역 에서", "서울역 까지"), True),
        ("부평역에서 신도림역까지 급행 있나요", ("부평역 에서", "신도림역 까지"), True),
        ("유모차 끌고 잠실에서 어린이대공원 가려면", ("잠실 에서…가려", "어린이대공원 가려"), True),
        ("새벽 3시인데 집에 갈 방법이 없어요. 신촌에서 강서구청까지", ("신촌 에서", "강서구청 까지"), True),
        ("How many minutes from Gangnam to Seoul Station?", ("Gangnam from", "Seoul Station to"), True),
        ("江南站到首尔站要多久", ("江南站 ", "首尔站 到"), True),
        ("江南駅からソウル駅まで何分かかりますか", ("江南駅 から", "ソウル駅 まで"), True),
        ("Từ ga Gangnam đến ga Seoul mất bao nhiêu phút?", ("ga Gangnam Từ", "ga Seoul đến"), True),
        ("Каннамаас Сөүл хүртэл хэдэн минут вэ?", ("Каннам аас", "Сөүл хүртэл"), True),
        ("강남역에서 잠실역까지 요금", ("강남역 에서", "잠실역 까지"), False),
        ("강남역에서 잠실역까지 버스", ("강남역 에서", "잠실역 까지"), False),
        ("강남에서 잠실까지 공사", ("강남 에서", "잠실 까지"), False),
        ("From Gangnam to Jamsil taxi fare", ("Gangnam From", "Jamsil to"), False),
        ("江南站到首尔站票价", ("江南站 ", "首尔站 到"), False),
    ],
)
def test_both_ends_and_no_more_ask_for_the_way(knowledge: Knowledge, text: str, names: tuple[str, str], says_no_more: bool) -> None:
    mentions = [
        replace(mention, surface=surface, cue=cue)
        for mention, (surface, _, cue) in zip(MENTIONS, (name.rpartition(" ") for name in names), strict=True)
    ]
    assert ways.surely_asked(conversation(text), mentions, knowledge) is says_no_more


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("신촌에서 출발해서 아침 9시까지 잠실에 있어야 해요", ("신촌", "잠실")),
        ("홍대에서 김포공항에 아침 8시까지 있어야 해요", ("홍대", "김포공항")),
        ("I need to be at Jamsil by 9 am from Sinchon", ("Sinchon", "Jamsil")),
        ("从新村出发早上9点要在蚕室", ("新村", "蚕室")),
        ("新村から朝9時までに蚕室にいないといけない", ("新村", "蚕室")),
        ("từ Sinchon tôi phải có mặt ở Jamsil trước 9 giờ sáng", ("Sinchon", "Jamsil")),
        ("Синчоноос өглөөний 9 цаг гэхэд Жамсилд байх ёстой", ("Синчон", "Жамсил")),
    ],
)
def test_who_must_be_at_a_place_by_a_time_asks_for_the_way(knowledge: Knowledge, text: str, names: tuple[str, str]) -> None:
    mentions = [replace(mention, start=text.index(name), surface=name) for mention, name in zip(MENTIONS, names, strict=True)]
    said = conversation(text, heard=knowledge.caller_words.heard(text))
    assert ways.surely_asked(said, mentions, knowledge)
    # A place of which no word tells is where one is to be then.
    assert ways.surely_asked(said, [mentions[0], replace(mentions[1], role=Role.UNSPECIFIED)], knowledge)
    assert not ways.surely_asked(said, [mentions[0], replace(mentions[1], role=Role.SITE)], knowledge)


@pytest.mark.parametrize(
    ("roles", "sure"),
    [((Role.SITE, Role.UNSPECIFIED), True), ((Role.UNSPECIFIED, Role.DESTINATION), True), ((Role.UNSPECIFIED, Role.UNSPECIFIED), False)],
)
def test_one_word_that_tells_an_end_is_enough_but_not_in_a_reply(knowledge: Knowledge, roles: tuple[Role, Role], sure: bool) -> None:
    mentions = [replace(mention, surface=mention.candidates[0].ref[8:], role=role) for mention, role in zip(MENTIONS, roles, strict=True)]
    text = conversation("gangnam … sanggye")
    assert ways.surely_asked(text, mentions, knowledge) is sure
    assert not ways.surely_asked(replace(text, earlier=Earlier(edition_id="e")), mentions, knowledge)


def test_a_district_and_what_lies_in_it_are_no_way(knowledge: Knowledge) -> None:
    mapo = Mention(0, "마포구", (Place("area:11440", "district", district_code="11440"),), Role.SITE, "에서")
    mangwon = Mention(6, "망원동", (Place("area:1144012300", "legal_dong", district_code="11440"),))
    assert not ways.surely_asked(conversation("마포구에서 망원동"), [mapo, mangwon], knowledge)


@pytest.mark.parametrize(
    "text",
    [
        "집에 가고 싶어요",
        "새벽 두 시에 집에 어떻게 가요",
        "I want to go home",
        "how do I get home at two at night",
        "我想回家",
        "半夜怎么回家",
        "家に帰りたい",
        "夜中にどうやって家に帰ればいいですか",
        "tôi muốn về nhà",
        "Гэртээ хармаар байна",
        "Шөнийн хоёр цагт гэртээ яаж харих вэ",
    ],
)
def test_who_only_wants_to_get_home_says_no_more(knowledge: Knowledge, text: str) -> None:
    assert ways.only_home(text, (), knowledge)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("집에 가야 하는데 지금 강남이고 집은 노원이에요", (("강남", "지금"), ("노원", "집은"))),
        ("집에 가고 싶은데 지금 홍대예요", (("홍대", "지금"),)),
        ("저 지금 이태원인데 집에 가려면 몇 시까지 나가야 해요", (("이태원", "지금"),)),
        ("여기 강남인데 집에 가려면 어떻게 해요", (("강남", "인데 집에"),)),
        ("집에 가고 싶은데 길을 잃었어요 홍대예요", (("홍대", ""),)),
        ("I'm lost in Hongdae, I want to go home", (("Hongdae", "in"),)),
        ("我在弘大迷路了，想回家", (("弘大", "在"),)),
        ("I want to go home, I'm in Hongdae now", (("Hongdae", "I'm in"),)),
        ("我想回家 现在在弘大", (("弘大", "现在在"),)),
        ("家に帰りたい 今新村にいます", (("新村", "にいま"),)),
        ("今梨泰院にいます。家に帰るには何時までに出ればいいですか", (("梨泰院", "にいま"),)),
        ("Tôi đang ở Gangnam, nhà ở Nowon, tôi muốn về nhà", (("Gangnam", "tôi đang ở"), ("Nowon", "nhà ở"))),
        ("Би одоо Каннамд байна, гэр маань Новонд, гэртээ харих хэрэгтэй", (("Каннам", "одоо"), ("Новон", "гэр маань"))),
    ],
)
def test_who_wants_to_get_home_may_say_where_from_and_where_that_is(knowledge: Knowledge, text: str, named: tuple[tuple[str, str], ...]) -> None:
    mentions = [Mention(text.index(surface), surface, (), Role.UNSPECIFIED, cue) for surface, cue in named]
    assert ways.only_home(text, mentions, knowledge)
    assert not ways.only_home(text, (), knowledge)


@pytest.mark.parametrize(
    "text",
    [
        "엄마 죽고 집에 가고 싶어요",
        "집에 가기 싫어요",
        "집에 가고 싶은데 남편이 때려요",
        "I don't want to go home",
        "somebody follows me going home",
        "孩子没回家",
        "不想回家",
        "家に帰りたくない",
        "tôi không muốn về nhà",
        "Гэртээ хармааргүй байна",
        "гэртээ харих замд хүн дагаад байна",
    ],
)
def test_who_says_more_than_that_is_heard(knowledge: Knowledge, text: str) -> None:
    assert not ways.only_home(text, (), knowledge)


@pytest.mark.parametrize(
    "text",
    ["강남인데 친구가 쓰러졌어요 집에 가고 싶어요", "강남인데 모르는 남자가 따라와요 집에 가고 싶어요", "강남인데 죽고 싶어요 집에 가고 싶어요"],
)
def test_who_says_more_beside_a_place_is_heard(knowledge: Knowledge, text: str) -> None:
    assert not ways.only_home(text, [Mention(0, "강남", ())], knowledge)


AIRPORT = Mention(0, "인천공항", (Place("station:incheon-intl-airport-terminal-1", "station"),), Role.ORIGIN)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("인천공항에서 새벽 한 시에 강남역까지", "transit.airport.late"),
        ("from Incheon Airport to Gangnam at like 1am", "transit.airport.late"),
        ("шөнө Инчоны нисэх буудлаас Каннам", "transit.airport.late"),
        ("인천공항에서 오전 열 시에 강남역까지", ""),
        ("인천공항에서 새벽에 강남역 가는 막차", ""),
    ],
)
def test_at_night_an_airport_has_an_entry_of_its_own(knowledge: Knowledge, text: str, entry: str) -> None:
    goal = replace(MENTIONS[0], role=Role.DESTINATION)
    said = conversation(text, heard=knowledge.caller_words.heard(text))
    assert ways.at_night(said, (AIRPORT, goal), knowledge) == entry
    assert ways.at_night(said, MENTIONS, knowledge) == ""
    back = (MENTIONS[0], replace(AIRPORT, role=Role.DESTINATION))
    assert ways.at_night(said, back, knowledge) == entry.replace("late", "dawn")


def test_of_one_end_alone_words_tell_whether_one_goes_there(knowledge: Knowledge) -> None:
    said = conversation("인천공항 새벽 네 시에", heard=frozenset())
    assert ways.at_night(said, [replace(AIRPORT, role=Role.DESTINATION)], knowledge) == "transit.airport.dawn"
    assert ways.at_night(said, [replace(AIRPORT, role=Role.UNSPECIFIED)], knowledge) == ""


def test_who_lands_at_an_airport_and_goes_on_leaves_from_there(knowledge: Knowledge) -> None:
    said = conversation("인천공항에 새벽 한 시에 내리는데 강남역까지")
    landing, goal = replace(AIRPORT, role=Role.DESTINATION), replace(MENTIONS[0], start=16, role=Role.DESTINATION)
    assert ways.at_night(said, (landing, goal), knowledge) == "transit.airport.late"
