"""What words of the rows tell of what is asked, beside what faq makes of a text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_edition import rows
from city120_gateway.conversation.conversation import Earlier, RankedAffair
from city120_gateway.conversation.hints import Point
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Match, MatchDecision, Mention, Place, Role
from city120_gateway.resolution.asked_by_words import asked_by_words
from city120_gateway.words.caller_words import (
    AFTER_MIDNIGHT,
    BUS,
    CHILDREN,
    DURATION,
    FEE,
    FIRST,
    FREE,
    LAST,
    LEAVE_BY,
    STEP_FREE,
    TIMETABLE,
    TRAIN,
    WEEKEND,
    WHICH_BUS,
    CallerWords,
)
from city120_gateway.words.caller_words import ROUTE as WAY
from tests.unit.gateway.samples import conversation, match

TRAINS, ROUTE, ARRIVAL, COMPLAINT = "transit.subway.firstlast", "transit.subway.route", "transit.bus.arrival", "transit.bus.complaint"
SUYU, SADANG = (Place(f"station:{slug}", "station") for slug in ("suyu", "sadang"))
PASSED, OUTING = "entry:transit.bus.complaint.driver", "entry:culture.event.where"


def meant(knowledge: Knowledge, asked: Match, heard: set[str], stations: int = 0) -> tuple[MatchDecision, str]:
    mentions = [Mention(0, place.ref, (place,)) for place in (SUYU, SADANG)[:stations]]
    made = asked_by_words(asked, conversation("…", heard=frozenset(heard)), mentions, knowledge)
    return made.decision, made.affairs[0].code if made.affairs else ""


@pytest.mark.parametrize("decision", [MatchDecision.ASK, MatchDecision.HAND_OVER, MatchDecision.REFUSE])
@pytest.mark.parametrize("heard", [FIRST, LAST, AFTER_MIDNIGHT])
def test_who_asks_for_a_train_at_a_station_asks_for_trains(knowledge: Knowledge, decision: MatchDecision, heard: str) -> None:
    unsure = match(ROUTE, decision=decision)
    assert meant(knowledge, unsure, {heard}, stations=1) == (MatchDecision.STATE, TRAINS)
    assert meant(knowledge, unsure, {heard}) == (decision, ROUTE)
    assert meant(knowledge, unsure, set(), stations=1) == (decision, ROUTE)


@pytest.mark.parametrize(
    ("text", "asked", "stated"),
    [
        ("인천1호선 막차", match(ROUTE, decision=MatchDecision.ASK), TRAINS),
        ("GTX-A 막차", match("transit.subway.fare"), TRAINS),
        ("GTX-A 막차도 어르신은 요금을 안 내고 타실 수 있는 것인지 궁금합니다", match("transit.subway.senior"), "transit.subway.senior"),
        ("인천1호선 막차에서 가방을 두고 내렸어요", match("transit.subway.lost"), "transit.subway.lost"),
        ("인천1호선", match(ROUTE, decision=MatchDecision.ASK), ROUTE),
    ],
)
def test_the_last_train_of_a_line_that_is_named_is_about_trains(knowledge: Knowledge, text: str, asked: Match, stated: str) -> None:
    line = Mention(0, text.split(maxsplit=1)[0], (Place("asset:line.incheon1", "line"),))
    heard = frozenset({LAST}) if "막차" in text else frozenset[str]()
    assert asked_by_words(asked, conversation(text, heard=heard), [line], knowledge).affairs[0].code == stated


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("교대역 내선순환", "교대역"),
        ("Gyodae station inner loop", "Gyodae station"),
        ("教大站内环", "教大站"),
        ("教大駅 内回り", "教大駅"),
        ("ga Gyodae vòng trong", "ga Gyodae"),
        ("Кёдэ буудал дотор тойрог", "Кёдэ буудал"),
    ],
)
def test_a_station_and_a_direction_ask_for_its_trains(knowledge: Knowledge, text: str, named: str) -> None:
    unsure, said = match(ROUTE, decision=MatchDecision.ASK), conversation(text, heard=knowledge.caller_words.heard(text))
    made = asked_by_words(unsure, said, [Mention(text.index(named), named, (SADANG,))], knowledge)
    assert (made.decision, made.affairs[0].code) == (MatchDecision.STATE, TRAINS)
    assert asked_by_words(unsure, said, (), knowledge).decision is MatchDecision.ASK


@pytest.mark.parametrize(
    "text",
    [
        "이태원에서 홍대 가는 길에 가방을 잃어버렸어요",
        "I lost my bag on the way from Itaewon to Hongdae",
        "从梨泰院去弘大的路上丢了包",
        "梨泰院から弘大に行く途中でかばんをなくしました",
        "Tôi làm mất túi trên đường từ Itaewon đến Hongdae",
        "Итэвоноос Хондэ явах замдаа цүнхээ алдсан",
    ],
)
def test_what_was_lost_on_a_way_asks_for_none(knowledge: Knowledge, text: str) -> None:
    ends = [Mention(0, "a", (SUYU,), role=Role.ORIGIN), Mention(1, "b", (SADANG,), role=Role.DESTINATION)]
    heard = knowledge.caller_words.heard(text)
    asked = match(WHOLE, "transit.subway.lost", "transit.taxi.lost", decision=MatchDecision.ASK)
    offered = replace(asked, affairs=tuple(replace(affair, offered=True) for affair in asked.affairs))
    made = asked_by_words(offered, conversation(text, heard=heard), ends, knowledge)
    assert (made.decision, made.affairs[0].code) == (MatchDecision.ASK, "transit.subway.lost")
    # Who asks for the way all the same hears it.
    way = "지갑을 잃어버렸는데 강남역에서 서초경찰서까지 어떻게 가요"
    told = asked_by_words(offered, conversation(way, heard=knowledge.caller_words.heard(way)), ends, knowledge)
    assert (told.decision, told.affairs[0].code) == (MatchDecision.STATE, WHOLE)


def test_until_when_to_leave_for_another_station_is_about_trains_whatever_else_it_seems(knowledge: Knowledge) -> None:
    assert meant(knowledge, match(ROUTE), {LEAVE_BY}, stations=2) == (MatchDecision.STATE, TRAINS)
    assert meant(knowledge, match(ROUTE), {LEAVE_BY}, stations=1) == (MatchDecision.STATE, ROUTE)
    assert meant(knowledge, match(ROUTE), {LAST}, stations=2) == (MatchDecision.STATE, TRAINS)
    assert meant(knowledge, match(ROUTE), {LAST, WAY}, stations=2) == (MatchDecision.STATE, ROUTE)


def test_between_two_stations_it_is_trains_where_nothing_is_likelier(knowledge: Knowledge) -> None:
    for decision in (MatchDecision.ASK, MatchDecision.HAND_OVER):
        assert meant(knowledge, match(TRAINS, ROUTE, decision=decision), set(), stations=2) == (MatchDecision.STATE, TRAINS)
        assert meant(knowledge, match(TRAINS, ROUTE, decision=decision), set(), stations=1) == (decision, TRAINS)
        assert meant(knowledge, match(ARRIVAL, TRAINS, decision=decision), set(), stations=2) == (decision, ARRIVAL)


def test_between_two_places_it_is_the_way_where_nothing_is_likelier(knowledge: Knowledge) -> None:
    for decision in (MatchDecision.ASK, MatchDecision.HAND_OVER):
        assert meant(knowledge, match(ROUTE, TRAINS, decision=decision), set(), stations=2) == (MatchDecision.STATE, ROUTE)
        assert meant(knowledge, match(ROUTE, TRAINS, decision=decision), set(), stations=1) == (decision, ROUTE)


@pytest.mark.parametrize(
    ("text", "heard", "way"),
    [
        ("I have to be at Gimpo Airport at 7 in the morning, from Jamsil", set(), True),
        ("I have to be at Gimpo Airport at 5 in the morning, from Jamsil", set(), False),
        ("김포공항에서 강남까지 급행 타면 얼마나 걸려요", {DURATION}, True),
        ("김포공항에서 강남까지 얼마나 걸리고 얼마예요", {DURATION, FEE}, False),
        ("김포공항에서 강남까지요", set(), False),
    ],
)
def test_from_an_airport_by_a_time_or_how_long_it_takes_is_the_way(knowledge: Knowledge, text: str, heard: set[str], *, way: bool) -> None:
    ends = [Mention(0, "a", (SUYU,), role=Role.ORIGIN), Mention(0, "b", (SADANG,), role=Role.DESTINATION)]
    said = conversation(text, heard=frozenset(heard))
    assert (asked_by_words(match("transit.airport"), said, ends, knowledge).affairs[0].code == WHOLE) is way
    assert asked_by_words(match("transit.airport"), said, ends[1:], knowledge).affairs[0].code == "transit.airport"


def test_a_train_that_is_named_is_asked_for_whatever_else_of_transport_is(knowledge: Knowledge) -> None:
    airport = match("transit.airport")
    assert meant(knowledge, airport, {LAST, TRAIN}, stations=2) == (MatchDecision.STATE, TRAINS)
    assert meant(knowledge, airport, {LAST, TRAIN}, stations=1) == (MatchDecision.STATE, "transit.airport")
    assert meant(knowledge, airport, {LAST}, stations=2) == (MatchDecision.STATE, "transit.airport")
    assert meant(knowledge, airport, {TRAIN}, stations=2) == (MatchDecision.STATE, "transit.airport")
    assert meant(knowledge, match("road.pothole"), {LAST, TRAIN}, stations=2) == (MatchDecision.STATE, "road.pothole")


def test_a_first_or_last_one_between_two_stations_is_a_train_where_only_the_airport_is_likelier(knowledge: Knowledge) -> None:
    airport, parking = match("transit.airport"), match("parking.public")
    ends = (Place("station:guro", "station"), Place("station:incheon-intl-airport-terminal-1", "station"))
    mentions = [Mention(0, place.ref, (place,)) for place in ends]

    def stated(asked: Match, named: list[Mention], *heard: str) -> str:
        made = asked_by_words(asked, conversation("…", heard=frozenset(heard)), named, knowledge)
        return made.affairs[0].code

    assert stated(airport, mentions, LAST) == stated(airport, mentions, FIRST) == TRAINS
    assert stated(airport, mentions, LAST, BUS) == "transit.airport"
    assert stated(airport, mentions) == "transit.airport"
    assert stated(airport, mentions[1:], LAST) == "transit.airport"
    assert stated(parking, mentions, LAST) == "parking.public"


def test_a_last_one_between_two_places_is_a_train_where_nothing_is_stated(knowledge: Knowledge) -> None:
    ends = (Place("place:stadium", "landmark", point=Point(37.51, 127.07)), Place("area:1135010500", "legal_dong"))
    mentions = [Mention(0, place.ref, (place,)) for place in ends]
    for heard, decision, affair in (
        ({LAST}, MatchDecision.STATE, TRAINS),
        ({LEAVE_BY}, MatchDecision.STATE, TRAINS),
        ({LAST, BUS}, MatchDecision.ASK, "sports.facility"),
    ):
        made = asked_by_words(match("sports.facility", decision=MatchDecision.ASK), conversation("…", heard=frozenset(heard)), mentions, knowledge)
        assert (made.decision, made.affairs[0].code) == (decision, affair)


def test_near_a_place_such_places_are_looked_for_whichever_they_are(knowledge: Knowledge) -> None:
    station = [Mention(0, "대림역", (Place("station:daerim", "station", point=Point(37.49, 126.89)),))]
    for others, mentions, decision in (
        (("health.holidayclinic",), station, MatchDecision.STATE),
        (("health.holidayclinic",), [], MatchDecision.ASK),
        (("waste.bulky",), station, MatchDecision.ASK),
    ):
        likely = match("health.nightpharm", *others, decision=MatchDecision.ASK)
        made = asked_by_words(likely, conversation("…", heard=frozenset({"near"})), mentions, knowledge)
        assert (made.decision, made.affairs[0].code) == (decision, "health.nightpharm")


def test_the_first_bus_is_no_train(knowledge: Knowledge) -> None:
    unsure = match(ARRIVAL, TRAINS, decision=MatchDecision.ASK)
    assert meant(knowledge, unsure, {FIRST, BUS}, stations=1) == (MatchDecision.ASK, ARRIVAL)
    assert meant(knowledge, unsure, {FIRST, BUS, TRAIN}, stations=2) == (MatchDecision.STATE, TRAINS)


def test_who_asks_for_the_way_as_a_second_question_is_told_it_once(knowledge: Knowledge) -> None:
    mentions = [Mention(0, place.ref, (place,), role) for place, role in ((SUYU, Role.ORIGIN), (SADANG, Role.DESTINATION))]
    first = match("transit.subway.elevator")
    heard = conversation("…", heard=frozenset({WAY}))
    assert asked_by_words(replace(first, also=match("transit.route")), heard, mentions, knowledge) == replace(first, also=match("transit.route"))
    stated = asked_by_words(replace(first, also=match("road.pothole")), heard, mentions, knowledge)
    assert stated.affairs[0].code == "transit.route"


def test_words_tell_between_affairs_of_one_kind_and_no_others(knowledge: Knowledge) -> None:
    for decision in (MatchDecision.ASK, MatchDecision.HAND_OVER):
        assert meant(knowledge, match(ARRIVAL, decision=decision), {PASSED}) == (MatchDecision.STATE, COMPLAINT)
        assert meant(knowledge, match("road.pothole", decision=decision), {PASSED}) == (decision, "road.pothole")
    assert meant(knowledge, match(ARRIVAL), {PASSED}) == (MatchDecision.STATE, ARRIVAL)


NIGHT_BUS, WHOLE = "transit.bus.night", "transit.route"
STATE, ASK = MatchDecision.STATE, MatchDecision.ASK


@pytest.mark.parametrize(
    ("affair", "decision", "heard", "whole_way"),
    [
        ("transit.bus.route", STATE, {BUS, WHICH_BUS}, False),
        ("transit.bus.route", ASK, {BUS, WHICH_BUS}, True),
        (NIGHT_BUS, ASK, {BUS, WHICH_BUS}, True),
        (NIGHT_BUS, STATE, {BUS, WHICH_BUS}, False),
        (TRAINS, STATE, {BUS, FIRST, LAST}, True),
        (TRAINS, STATE, {BUS, TRAIN, LAST}, False),
        ("transit.bus.route", STATE, {BUS}, False),
        (ARRIVAL, ASK, {BUS}, False),
        (COMPLAINT, STATE, {BUS, WHICH_BUS}, False),
        (ARRIVAL, STATE, {BUS, WHICH_BUS, PASSED}, False),
        ("road.pothole", ASK, {BUS, WHICH_BUS}, False),
    ],
)
def test_which_bus_goes_between_two_places_is_the_way_where_no_affair_of_buses_is_stated(
    knowledge: Knowledge, affair: str, decision: MatchDecision, heard: set[str], whole_way: bool
) -> None:
    made = meant(knowledge, match(affair, decision=decision), heard, stations=2)
    assert (made == (STATE, WHOLE)) is whole_way
    assert meant(knowledge, match(affair, decision=decision), heard, stations=1)[1] != WHOLE


@pytest.mark.parametrize(
    ("affair", "decision", "heard", "whole_way"),
    [
        ("transit.subway.elevator", STATE, {STEP_FREE}, True),
        ("transit.calltaxi.disabled", ASK, {STEP_FREE}, True),
        ("transit.calltaxi.disabled", STATE, {STEP_FREE}, False),
        ("transit.subway.elevator", STATE, set(), False),
        ("transit.subway.elevator", STATE, {STEP_FREE, LAST}, False),
        ("road.pothole", ASK, {STEP_FREE}, False),
    ],
)
def test_between_two_places_without_stairs_is_the_way_and_not_a_broken_lift(
    knowledge: Knowledge, affair: str, decision: MatchDecision, heard: set[str], whole_way: bool
) -> None:
    assert (meant(knowledge, match(affair, decision=decision), heard, stations=2) == (STATE, WHOLE)) is whole_way
    assert meant(knowledge, match(affair, decision=decision), heard, stations=1)[1] != WHOLE


@pytest.mark.parametrize("decision", [MatchDecision.ASK, MatchDecision.HAND_OVER, MatchDecision.REFUSE])
@pytest.mark.parametrize("beside", [CHILDREN, WEEKEND, FREE])
def test_something_to_do_with_children_at_a_weekend_or_for_free_is_an_event(knowledge: Knowledge, beside: str, decision: MatchDecision) -> None:
    unsure = match("parking.public", decision=decision)
    assert meant(knowledge, unsure, {OUTING, beside}) == (MatchDecision.STATE, "culture.event")
    assert meant(knowledge, unsure, {OUTING}) == (decision, "parking.public")
    assert meant(knowledge, unsure, {beside}) == (decision, "parking.public")
    assert meant(knowledge, match("culture.kidscafe"), {OUTING, beside}) == (MatchDecision.STATE, "culture.kidscafe")


def test_water_that_smells_and_a_fridge_are_told_where_they_are_likeliest(knowledge: Knowledge) -> None:
    for entry, affair, other in (
        ("water.colour.general", "water.colour", "env.smell"),
        ("waste.appliance.free", "waste.appliance", "waste.bulky"),
    ):
        assert meant(knowledge, match(affair, other, decision=ASK), {f"entry:{entry}"}) == (STATE, affair)
        assert meant(knowledge, match(other, affair, decision=ASK), {f"entry:{entry}"}) == (ASK, other)


def test_that_something_is_wrong_is_surer_of_words_than_what_is_so_in_general(knowledge: Knowledge) -> None:
    yellow = {"entry:water.colour.red"}
    assert meant(knowledge, match("water.arisu.drink", "water.colour", decision=ASK), yellow) == (STATE, "water.colour")
    assert meant(knowledge, match("water.arisu.drink", decision=ASK), yellow) == (ASK, "water.arisu.drink")
    assert meant(knowledge, match("water.arisu.drink", "water.colour"), yellow) == (STATE, "water.arisu.drink")


def test_of_two_affairs_of_the_nation_s_words_tell_which_and_no_place_to_go_to(knowledge: Knowledge) -> None:
    moves = {"entry:national.labour.workplace"}
    assert meant(knowledge, match("foreign.immig", "national.labour"), moves) == (STATE, "national.labour")
    assert meant(knowledge, match("foreign.immig", "national.tax", "national.labour"), moves) == (STATE, "foreign.immig")
    assert meant(knowledge, match("foreign.counsel", "national.labour"), moves) == (STATE, "foreign.counsel")
    assert meant(knowledge, match("foreign.immig", "national.labour"), set()) == (STATE, "foreign.immig")
    embassy = match("foreign.immig", "foreign.passport")
    assert meant(knowledge, embassy, {"entry:foreign.passport.embassy"}) == (STATE, "foreign.immig")


@pytest.mark.parametrize(
    ("text", "station", "goal", "trains"),
    [
        ("그럼 막차는요?", "station:suyu", "station:seoul", True),
        ("and the last train?", "station:suyu", "station:seoul", True),
        ("막차 버스는요?", "station:suyu", "station:seoul", False),
        ("몇 분 걸려요?", "station:suyu", "station:seoul", False),
        ("그럼 막차는요?", "area:11440", "station:seoul", False),
        ("그럼 막차는요?", "", "", False),
    ],
)
def test_after_a_way_between_stations_a_last_train_is_asked_for_by_its_name_alone(
    knowledge: Knowledge, text: str, station: str, goal: str, trains: bool
) -> None:
    said = conversation(text, earlier=Earlier(station=station, goal=goal))
    made = asked_by_words(match("transit.route", decision=MatchDecision.ASK), said, (), knowledge)
    assert (made.affairs[0].code == "transit.subway.firstlast") is trains


def test_a_second_question_that_words_make_the_first_one_is_none(knowledge: Knowledge) -> None:
    both = match("transit.airport", also=match("transit.subway.firstlast"))
    mentions = [Mention(0, "홍대", (Place("station:a", "station"),)), Mention(3, "서울역", (Place("station:b", "station"),))]
    made = asked_by_words(both, conversation("…", heard=frozenset({"last_train", "leave_by"})), mentions, knowledge)
    assert (made.affairs[0].code, made.also) == ("transit.subway.firstlast", None)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("5살 아이가 열이 39.5도인데 지금 문 연 병원 있나요", "health.childnight"),
        ("my child has a fever, which hospital is open", "health.childnight"),
        ("con tôi sốt 39 độ, bệnh viện nào mở cửa", "health.childnight"),
        ("어른인데 열이 나요, 아이가 아니에요", "health.holidayclinic"),
        ("열이 39.5도인데 지금 문 연 병원 있나요", ""),
    ],
)
def test_a_child_is_taken_to_a_doctor_for_children_unasked(knowledge: Knowledge, text: str, stated: str) -> None:
    child, hospital = RankedAffair("health.childnight", 0.56, True), RankedAffair("health.holidayclinic", 0.44, True)
    said = conversation(text, heard=knowledge.caller_words.heard(text))
    made = asked_by_words(Match(MatchDecision.ASK, (child, hospital)), said, (), knowledge)
    assert (made.affairs[0].code if made.decision is MatchDecision.STATE else "") == stated


def test_words_of_an_entry_decide_where_nothing_would_be_suggested(knowledge: Knowledge) -> None:
    said = conversation("…", heard=frozenset({"entry:housing.repair.boiler"}))
    shelter, repair = RankedAffair("welfare.shelter.cold", 0.45, True), RankedAffair("housing.repair", 0.3, True)
    unsure = Match(MatchDecision.ASK, (shelter, repair))
    assert asked_by_words(unsure, said, (), knowledge).affairs[0].code == "housing.repair"
    likelier = replace(unsure, affairs=(replace(shelter, probability=0.7), repair))
    assert asked_by_words(likelier, said, (), knowledge) == likelier
    legal_aid = Match(MatchDecision.ASK, (RankedAffair("national.legal.aid", 0.7, True), repair))
    assert asked_by_words(legal_aid, said, (), knowledge).affairs[0].code == "housing.repair"
    for probability, stated in ((0.3, "housing.repair"), (0.45, "welfare.shelter.cold")):
        of_nothing_else = replace(unsure, affairs=(replace(shelter, probability=probability),))
        assert asked_by_words(of_nothing_else, said, (), knowledge).affairs[0].code == stated


@pytest.mark.parametrize(
    ("text", "stated"), [("경복궁 첫차", TRAINS), ("경복궁 첫차 타고 가서 한복 빌려 입고 야간 개장까지 볼 수 있나요", "culture.tour")]
)
def test_the_first_train_at_a_station_called_after_a_palace_is_a_train(knowledge: Knowledge, text: str, stated: str) -> None:
    named = [Mention(0, "경복궁", (Place("place:gyeongbokgung", "palace"), Place("station:gyeongbokgung", "station")))]
    made = asked_by_words(match("culture.tour"), conversation(text, heard=frozenset({FIRST})), named, knowledge)
    assert made.affairs[0].code == stated


def test_words_of_an_entry_are_surer_than_places_that_are_hardly_likely(knowledge: Knowledge) -> None:
    said = conversation("매미는 밤에 왜 울어요?", heard=frozenset({"entry:housing.repair.boiler"}))
    for probability, stated in ((0.3, "housing.repair"), (0.45, "health.childnight")):
        unsure = Match(MatchDecision.HAND_OVER, (RankedAffair("health.childnight", probability, True),))
        assert asked_by_words(unsure, said, (), knowledge).affairs[0].code == stated


def test_words_that_an_entry_was_told_for_beside_a_question_for_the_place_are_not_heard_again(knowledge: Knowledge) -> None:
    unsure = match("waste.bulky", decision=MatchDecision.HAND_OVER)
    earlier = Earlier("one", certain=True, affairs=(RankedAffair("waste.bulky", 1.0),))
    heard = frozenset({"entry:waste.bulky.items"})
    assert asked_by_words(unsure, conversation("몇 시부터요", heard=heard, earlier=earlier), (), knowledge) is not unsure
    told = replace(earlier, told=("waste.bulky.items", "ko"))
    assert asked_by_words(unsure, conversation("몇 시부터요", heard=heard, earlier=told), (), knowledge) is unsure


def test_an_embassy_is_no_refused_business_nor_anything_else(knowledge: Knowledge) -> None:
    embassy = {"entry:foreign.passport.embassy"}
    assert meant(knowledge, match("office.location", decision=MatchDecision.REFUSE), embassy) == (STATE, "foreign.passport")
    assert meant(knowledge, match("office.location", decision=ASK), embassy) == (STATE, "foreign.passport")
    assert meant(knowledge, match("office.location"), embassy) == (STATE, "office.location")
    assert meant(knowledge, match("office.location", decision=MatchDecision.REFUSE), {PASSED})[0] is MatchDecision.REFUSE


def _between(text: str, *, turned: bool = False) -> tuple[str, list[Mention]]:
    """A text with two places of which words tell that one goes from A to B, or only that they are there."""
    roles = (Role.UNSPECIFIED, Role.UNSPECIFIED) if turned else (Role.ORIGIN, Role.DESTINATION)
    return text, [Mention(text.index(name), name, (place,), role) for name, place, role in zip("AB", (SUYU, SADANG), roles, strict=True)]


@pytest.mark.parametrize(
    "text",
    [
        "A에서 B까지 어떻게 가나요",
        "A에서 B 가는 방법 알려 주세요",
        "how do I get to B from A?",
        "在A，怎么去B",
        "AからBへどうやって行きますか",
        "Đi từ A đến B như thế nào?",
        "A-аас B руу яаж очих вэ",
        "A에서 B까지 9시까지 가야해요",
        "I have to be at B by 9 am from A",
        "明天9点前要从A到B",
        "Tôi phải có mặt ở B trước 9 giờ, đi từ A",
    ],
)
def test_who_asks_how_to_get_from_one_place_to_another_is_told_the_way_whatever_is_known_of_them(knowledge: Knowledge, text: str) -> None:
    def told(text: str, mentions: list[Mention], *heard: str) -> str:
        said = conversation(text, heard=knowledge.caller_words.heard(text) | set(heard))
        return asked_by_words(match("park.large"), said, mentions, knowledge).affairs[0].code

    assert told(*_between(text)) == WHOLE
    assert told(*_between(text, turned=True)) == "park.large"
    assert told(*_between(text), LAST) == "park.large"
    assert told(*_between(text), PASSED) == "park.large"


@pytest.mark.parametrize(
    "text",
    [
        "A에서 B 가는 길에 가로등이 꺼졌어요",
        "A에서 B까지 가려고 택시를 탔어요",
        "A에서 B 가려는데 케이블카 돼요?",
        "How can I get a certificate of B at A?",
    ],
)
def test_who_tells_of_a_way_does_not_ask_for_it(knowledge: Knowledge, text: str) -> None:
    said = conversation(text, heard=knowledge.caller_words.heard(text))
    assert asked_by_words(match("road.streetlight"), said, _between(text)[1], knowledge).affairs[0].code == "road.streetlight"


@pytest.mark.parametrize(
    ("likely", "decision", "way"),
    [
        (("culture.tour", ARRIVAL), ASK, True),
        (("transit.bus.route",), ASK, True),
        (("culture.tour",), ASK, False),
        (("culture.tour", ARRIVAL), STATE, False),
        ((NIGHT_BUS, ARRIVAL), ASK, False),
        (("transit.taxi.refusal",), STATE, False),
    ],
)
def test_who_goes_from_one_place_to_another_asks_for_the_way_where_nothing_is_stated(
    knowledge: Knowledge, likely: tuple[str, ...], decision: MatchDecision, way: bool
) -> None:
    text, mentions = _between("A에서 B까지 가려는데 길이 궁금해서요")
    said = conversation(text, heard=knowledge.caller_words.heard(text))
    assert (asked_by_words(match(*likely, decision=decision), said, mentions, knowledge).affairs[0].code == WHOLE) is way


def test_who_walks_wants_no_train(knowledge: Knowledge) -> None:
    text, mentions = _between("A에서 B까지 도보로 몇 분?")
    said = conversation(text, heard=knowledge.caller_words.heard(text))
    assert asked_by_words(match(TRAINS, ROUTE, decision=ASK), said, mentions, knowledge).affairs[0].code == WHOLE


def test_how_to_get_to_one_place_is_the_way_where_that_is_likeliest(knowledge: Knowledge) -> None:
    text, mentions = _between("A B 어떻게 가나요")
    said = conversation(text, heard=knowledge.caller_words.heard(text))
    asked = match(ROUTE, WHOLE, decision=ASK)
    assert asked_by_words(asked, said, mentions[1:], knowledge).decision is STATE
    assert asked_by_words(asked, conversation("A B", heard=frozenset()), mentions[1:], knowledge).decision is ASK


def test_whose_timetable_holds_is_asked_of_trains_where_they_are_offered(knowledge: Knowledge) -> None:
    assert meant(knowledge, match("office.hours", TRAINS, decision=ASK), {TIMETABLE}) == (STATE, TRAINS)
    assert meant(knowledge, match("office.hours", decision=ASK), {TIMETABLE}) == (ASK, "office.hours")
    assert meant(knowledge, match("office.hours", TRAINS, decision=STATE), {TIMETABLE}) == (STATE, "office.hours")


def test_who_has_missed_the_last_train_and_asks_for_the_price_of_a_taxi_asks_that(knowledge: Knowledge) -> None:
    missed, taxi = "entry:transit.subway.firstlast.missed", "entry:transit.taxi.fare.estimate"
    assert meant(knowledge, match("transit.taxi.fare"), {missed, taxi}) == (MatchDecision.STATE, "transit.taxi.fare")
    assert meant(knowledge, match("transit.taxi.fare"), {missed}) == (MatchDecision.STATE, TRAINS)


@pytest.mark.parametrize(
    ("text", "entry"), [("집에 어떻게 가요", "transit.route.general"), ("새벽 두 시에 집에 어떻게 가요", "transit.bus.night.after")]
)
def test_who_wants_to_get_home_asks_for_the_way_and_at_night_for_what_goes_then(knowledge: Knowledge, text: str, entry: str) -> None:
    unsure = match("env.noise.floor", decision=MatchDecision.ASK)
    made = asked_by_words(unsure, conversation(text, heard=knowledge.caller_words.heard(text)), (), knowledge)
    assert (made.decision, made.entries[0].id) == (MatchDecision.STATE, entry)
    # From where they are, the way is asked; or the last trains, where it is asked until when to leave.
    named = [Mention(0, "수유", (SUYU,), Role.SITE, "")]
    for said, affair in ((f"수유 {text}", "transit.route"), ("수유 집에 가려면 몇 시까지 나가야 해요", TRAINS)):
        there = asked_by_words(unsure, conversation(said, heard=knowledge.caller_words.heard(said)), named, knowledge)
        assert (there.decision, there.affairs[0].code) == (MatchDecision.STATE, affair)
    told_more = asked_by_words(unsure, conversation("수유 집에 가고 싶은데 시끄러워요", heard=frozenset({"home"})), named, knowledge)
    assert told_more.decision is MatchDecision.ASK
    alarmed = replace(unsure, emergencies=frozenset({"crime"}))
    assert asked_by_words(alarmed, conversation(text), (), knowledge).decision is MatchDecision.ASK


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("몇 시까지예요", "ko"),
        ("until what time?", "en"),
        ("到几点", "zh"),
        ("何時までありますか", "ja"),
        ("chạy đến mấy giờ", "vi"),
        ("хэдэн цаг хүртэл", "mn"),
    ],
)
def test_until_when_after_a_way_by_train_is_the_last_train(knowledge: Knowledge, text: str, language: str) -> None:
    for ride, code in (("train", TRAINS), ("night_bus", "transit.route"), ("", "transit.route")):
        before = Earlier(station="station:gangnam", goal="station:sanggye", ride=ride)
        made = asked_by_words(match("transit.route"), conversation(text, language, earlier=before), (), knowledge)
        assert made.affairs[0].code == code


@pytest.mark.parametrize(
    ("text", "affair", "heard", "code"),
    [
        ("새벽 한 시인데 강남에서 홍대 막차 있어요", TRAINS, {LAST}, "transit.route"),
        ("夜中の一時半なんですが、新村から江南まで帰れますか", TRAINS, set(), "transit.route"),
        ("강남에서 홍대 막차 있어요", TRAINS, {LAST}, TRAINS),
        ("아침 일곱 시에 강남에서 홍대", TRAINS, set(), TRAINS),
        ("새벽 한 시인데 강남에서 홍대 첫차는요", TRAINS, {FIRST}, TRAINS),
    ],
)
def test_trains_at_an_hour_of_the_night_are_a_way(knowledge: Knowledge, text: str, affair: str, heard: set[str], code: str) -> None:
    mentions = [Mention(0, place.ref, (place,)) for place in (SUYU, SADANG)]
    made = asked_by_words(match(affair), conversation(text, heard=frozenset(heard)), mentions, knowledge)
    assert made.affairs[0].code == code


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("세탁기 버리려고요", True),
        ("how do i get rid of a fridge", True),
        ("旧冰箱怎么办", True),
        ("여권을 세탁기에 돌려버렸어요", False),
        ("옆집 에어컨 실외기 물이 창문으로 떨어져요", False),
        ("空调坏了房东不修", False),
    ],
)
def test_the_name_of_an_appliance_alone_does_not_mean_that_it_is_given_away(knowledge: Knowledge, text: str, *, meant: bool) -> None:
    assert ("entry:waste.appliance.free" in knowledge.caller_words.heard(text)) is meant


CHILD_ILL, ADULT_ILL = "health.childnight", "health.holidayclinic"


@pytest.mark.parametrize(
    "text",
    [
        *("영등포인데 밤에 배가 아파요, 어른이에요", "저는 성인이고 배탈이 났어요", "아이가 아니고 제가 아파요"),
        *("I'm an adult with a stomach ache", "我不是小孩，晚上肚子疼", "成年人晚上肚子疼", "大人ですが夜にお腹が痛いです"),
        *("Tôi là người lớn, đau bụng ban đêm", "Би насанд хүрсэн хүн, шөнө гэдэс өвдөөд байна"),
    ],
)
def test_who_is_no_child_is_sent_to_no_doctor_for_children(knowledge: Knowledge, text: str) -> None:
    for decision in (MatchDecision.STATE, MatchDecision.ASK):
        made = asked_by_words(match(CHILD_ILL, decision=decision), conversation(text), (), knowledge)
        assert (made.decision, made.affairs[0].code, made.entries[0].affair) == (MatchDecision.STATE, ADULT_ILL, ADULT_ILL)
    other = match("health.nightpharm", decision=MatchDecision.ASK)
    assert asked_by_words(other, conversation(text), (), knowledge).affairs[0].code != CHILD_ILL


@pytest.mark.parametrize("text", ["이가 아파요, 어른이에요", "An adult with a toothache", "Би насанд хүрсэн хүн, шүд өвдөөд байна"])
def test_who_is_no_child_hears_what_words_mean(knowledge: Knowledge, text: str) -> None:
    tooth = "health.holidayclinic.tooth"
    words = [
        rows.CallerWord(means=f"entry:{tooth}", language=language, text=word)
        for language, word in (("ko", "이가 아파"), ("en", "toothache"), ("mn", "шүд өвд"))
    ]
    adult = [
        rows.CallerWord(means="adult", language=language, text=word)
        for language, word in (("ko", "어른이에요"), ("en", "adult"), ("mn", "насанд хүрсэн"))
    ]
    known = replace(knowledge, caller_words=CallerWords([*words, *adult]), settling={tooth: ADULT_ILL})
    assert asked_by_words(match(CHILD_ILL), conversation(text), (), known).entries[0].id == tooth


@pytest.mark.parametrize(
    "text",
    [
        "아이가 밤에 배가 아파요",
        "아이가 배가 아픈데 어른 병원 말고요",
        "my kids, not adults",
        "孩子和成年人都肚子疼",
        "子どもが夜にお腹が痛いです",
        "Хүүхэд шөнө гэдэс өвдөж байна",
    ],
)
def test_a_child_stays_one(knowledge: Knowledge, text: str) -> None:
    assert asked_by_words(match(CHILD_ILL), conversation(text), (), knowledge).affairs[0].code == CHILD_ILL


@pytest.mark.parametrize(
    ("text", "stated"),
    [("밤에 애가 열나는데 어디 가요", CHILD_ILL), ("애가 열나는데 어디 약국 열었어요", "health.nightpharm"), ("밤에 어디 가요", "health.nightpharm")],
)
def test_words_tell_which_places_are_looked_for_where_no_other_kind_is_named(knowledge: Knowledge, text: str, stated: str) -> None:
    said = conversation(text, heard=knowledge.caller_words.heard(text))
    assert asked_by_words(match("health.nightpharm"), said, (), knowledge).affairs[0].code == stated


@pytest.mark.parametrize(
    ("text", "language", "stated"),
    [
        ("半夜孩子发烧，九老区附近有没有开门的医院", "zh", CHILD_ILL),
        ("子どもが熱です。夜に開いている病院はありますか", "ja", CHILD_ILL),
        ("半夜孩子发烧，附近有没有开门的药店", "zh", ADULT_ILL),
        ("半夜发烧，附近有没有开门的医院", "zh", ADULT_ILL),
    ],
)
def test_who_names_a_hospital_for_a_child_asks_for_a_doctor_for_children(knowledge: Knowledge, text: str, language: str, stated: str) -> None:
    said = conversation(text, language, heard=knowledge.caller_words.heard(text))
    assert asked_by_words(match(ADULT_ILL), said, (), knowledge).affairs[0].code == stated


@pytest.mark.parametrize(
    ("text", "asked", "stated"),
    [
        ("ok what time does N6000 leave from Express Bus Terminal", "transit.bus.intercity", "transit.airport"),
        ("what time does N6701 leave", "transit.bus.night", "transit.airport"),
        ("what time does N61 leave", TRAINS, "transit.bus.night"),
        ("I left my bag on the N6000, what time can I call", "transit.bus.lost", "transit.bus.lost"),
        ("the driver of N6000 was rude", "transit.bus.complaint", "transit.bus.complaint"),
        ("can I use a climate card on N6000", "transit.climatecard", "transit.climatecard"),
        ("what time is the water of N6000 cut off", "water.outage", "water.outage"),
    ],
)
def test_a_route_that_is_named_by_its_number_is_what_is_asked_of(knowledge: Knowledge, text: str, asked: str, stated: str) -> None:
    heard = knowledge.caller_words.heard(text)
    assert asked_by_words(match(asked), conversation(text, "en", heard=heard), (), knowledge).affairs[0].code == stated


def test_of_entries_that_words_mean_that_of_the_likeliest_affair_is_meant(knowledge: Knowledge) -> None:
    said = conversation("…", heard=frozenset({OUTING, "entry:health.childnight.where"}))
    for likeliest, stated in ((CHILD_ILL, CHILD_ILL), ("culture.event", "culture.event")):
        unsure = match(likeliest, "health.nightpharm", decision=MatchDecision.ASK)
        made = asked_by_words(unsure, said, (), knowledge)
        assert (made.decision, made.affairs[0].code) == (MatchDecision.STATE, stated)


def test_a_stomach_ache_is_no_adult_s_where_a_child_s_is_likeliest(knowledge: Knowledge) -> None:
    said = conversation("배가 아파요", heard=knowledge.caller_words.heard("배가 아파요"))
    for likeliest, stated in ((CHILD_ILL, CHILD_ILL), ("health.nightpharm", ADULT_ILL)):
        unsure = match(likeliest, ADULT_ILL, decision=MatchDecision.ASK)
        unsure = replace(unsure, affairs=tuple(replace(affair, probability=affair.probability / 2) for affair in unsure.affairs))
        assert asked_by_words(unsure, said, (), knowledge).affairs[0].code == stated


def test_words_that_were_answered_say_no_more_what_is_asked(knowledge: Knowledge) -> None:
    unsure = match("transit.card.lost", decision=MatchDecision.HAND_OVER)
    before = Earlier("one", certain=True, answered=True, affairs=(RankedAffair("transit.card.fault", 1.0),))
    heard = frozenset({"entry:transit.card.fault.refund"})
    assert asked_by_words(unsure, conversation("便利店也可以吗", "zh", heard=heard), (), knowledge) is not unsure
    assert asked_by_words(unsure, conversation("便利店也可以吗", "zh", heard=heard, earlier=before), (), knowledge) is unsure


@pytest.mark.parametrize(
    ("text", "heard", "decision"),
    [
        ("답장이 안 와요", set(), MatchDecision.HAND_OVER),
        ("472번 왜 안 와요", set(), MatchDecision.STATE),
        ("버스 왜 안 와요", {BUS}, MatchDecision.STATE),
    ],
)
def test_what_does_not_come_is_a_bus_where_one_is_named(knowledge: Knowledge, text: str, heard: set[str], decision: MatchDecision) -> None:
    unsure = Match(MatchDecision.HAND_OVER, (RankedAffair(ARRIVAL, 0.3, True),))
    said = conversation(text, heard=frozenset({"entry:transit.bus.arrival.missing", *heard}))
    assert asked_by_words(unsure, said, (), knowledge).decision is decision


@pytest.mark.parametrize(("text", "told_once"), [("終電は何時ですか。水踰から舎堂までです", True), ("終電は何時ですか。舎堂までの行き方は", False)])
def test_between_which_places_the_last_train_is_asked_for_is_no_second_question(knowledge: Knowledge, text: str, told_once: bool) -> None:
    mentions = [Mention(0, place.ref, (place,), role) for place, role in ((SUYU, Role.ORIGIN), (SADANG, Role.DESTINATION))]
    both = replace(match(TRAINS), also=match(ROUTE))
    heard = conversation(text, "ja", heard=frozenset({LAST}))
    assert (asked_by_words(both, heard, mentions, knowledge).also is None) is told_once


PARK, EVENTS_AFFAIR, PHARMACY = "park.large", "culture.event", "health.nightpharm"
FOREST = Mention(0, "서울숲", (Place("asset:park.seoulforest", "park"), Place("place:seoul-forest", "park")))


@pytest.mark.parametrize(
    ("text", "asked", "stated"),
    [
        ("서울숲 행사 있나요", match(PARK, EVENTS_AFFAIR), EVENTS_AFFAIR),
        ("서울숲에서 하는 행사", match(PARK, EVENTS_AFFAIR, decision=MatchDecision.ASK), EVENTS_AFFAIR),
        ("서울숲 행사 때문에 길이 막혔는데 쓰레기까지 너무 많이 버려져 있어요", match(PARK, EVENTS_AFFAIR), PARK),
        ("서울숲 행사 쓰레기 신고", match(PARK, EVENTS_AFFAIR), PARK),
        ("서울숲 행사 있나요", match(PARK, "park.local"), PARK),
        ("서울숲 행사 있나요", match("culture.square", EVENTS_AFFAIR), EVENTS_AFFAIR),
    ],
)
def test_who_asks_for_events_of_a_day_at_a_park_asks_for_events(knowledge: Knowledge, text: str, asked: Match, stated: str) -> None:
    mentions = [FOREST] if asked.affairs[0].code == PARK else []
    made = asked_by_words(asked, conversation(text, day_word="토요일"), mentions, knowledge)
    assert made.affairs[0].code == stated
    # Of no day the matter of the park stays.
    undated = asked_by_words(asked, conversation(text), mentions, knowledge)
    assert undated.affairs[0].code == asked.affairs[0].code


@pytest.mark.parametrize(("text", "language", "stated"), [("江南站附近的药店还开着吗", "zh", PHARMACY), ("江南站附近的公交车", "zh", ARRIVAL)])
def test_the_kind_of_places_that_is_named_near_another_is_what_is_asked_for(knowledge: Knowledge, text: str, language: str, stated: str) -> None:
    unsure = match(ARRIVAL, PHARMACY, decision=MatchDecision.ASK)
    asked = conversation(text, language, heard=frozenset({"near", "open"}))
    assert asked_by_words(unsure, asked, [Mention(0, "江南站", (SUYU,))], knowledge).affairs[0].code == stated


@pytest.mark.parametrize(
    ("text", "language", "asked", "stated"),
    [
        ("서울숲 관리사무소", "ko", match(PARK, "park.local", decision=MatchDecision.ASK), True),
        ("서울숲 전화번호", "ko", match(PARK, decision=MatchDecision.HAND_OVER), True),
        ("서울숲 관리사무소가 너무 불친절해요", "ko", match(PARK, decision=MatchDecision.ASK), False),
        ("서울숲 관리사무소", "ko", match("housing.apartment", PARK, decision=MatchDecision.ASK), False),
    ],
)
def test_who_asks_for_the_office_of_a_park_asks_for_that(knowledge: Knowledge, text: str, language: str, asked: Match, *, stated: bool) -> None:
    made = asked_by_words(asked, conversation(text, language), [FOREST], knowledge)
    assert (made.decision is MatchDecision.STATE) is stated


@pytest.mark.parametrize(
    ("text", "language", "stated"),
    [
        ("Is the Sanggye-dong community centre open?", "en", "office.hours"),
        ("Trung tâm hành chính phường Yeoksam mấy giờ đóng cửa", "vi", "office.hours"),
        ("Where is the Sanggye-dong community centre?", "en", "office.location"),
    ],
)
def test_who_asks_when_the_office_of_a_dong_is_open_asks_for_hours(knowledge: Knowledge, text: str, language: str, stated: str) -> None:
    unsure = match("office.location", "office.hours", decision=MatchDecision.ASK)
    assert asked_by_words(unsure, conversation(text, language), (), knowledge).affairs[0].code == stated
