"""Where a way begins and ends, by the places that a text names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_gateway.conversation.hints import Point
from city120_gateway.knowledge import StationElsewhere
from city120_gateway.resolution.answers import Mention, Place, Role, StandIn, without_names
from city120_gateway.resolution.ends import (
    between,
    both,
    end,
    ends,
    in_their_towns,
    meant,
    of_trains,
    off_rails,
    reached,
    several,
    stand_ins,
    taking_the_only_one,
    unclear,
    unreached,
)

GANGNAM, SANGGYE, SINCHON, NAMESAKE = (Place(f"station:{slug}", "station") for slug in ("gangnam", "sanggye", "sinchon", "sinchon-2"))
DISTRICT, OPERATOR = Place("area:11680", "district"), Place("body:transit.metro", "body")
OLYMPIC_ASSET, OLYMPIC_PARK = Place("asset:park.olympic", "park"), Place("place:olympic-park", "park", point=Point(37.52, 127.12))
EUNMA = Place("area:1168010600", "legal_dong", {"ko": "대치동", "en": "Daechi-dong"}, "11680", Point(37.4977, 127.0651), address="은마")
BUNDANG, JEONGJA, SEOHYEON = Place("outside:41135", "outside"), {"ko": "정자"}, {"ko": "서현"}
ELSEWHERE = {"outside:41135": (StationElsewhere("station:jeongja", JEONGJA), StationElsewhere("station:seohyeon", SEOHYEON))}
FROM, TO, AT_PLACE, NO_CUE = Role.ORIGIN, Role.DESTINATION, Role.SITE, Role.UNSPECIFIED


def named(*places: tuple[Place, Role]) -> list[Mention]:
    return [Mention(start, place.ref, (place,), role) for start, (place, role) in enumerate(places)]


@pytest.mark.parametrize(
    ("mentions", "way"),
    [
        (named((GANGNAM, FROM), (SANGGYE, TO)), ("station:gangnam", "station:sanggye")),
        (named((SANGGYE, TO), (GANGNAM, FROM)), ("station:gangnam", "station:sanggye")),
        (named((GANGNAM, AT_PLACE), (SANGGYE, TO)), ("station:gangnam", "station:sanggye")),
        (named((GANGNAM, NO_CUE), (SANGGYE, NO_CUE)), ("station:gangnam", "station:sanggye")),
        (named((GANGNAM, FROM), (SANGGYE, NO_CUE)), ("station:gangnam", "station:sanggye")),
        (named((SANGGYE, AT_PLACE), (GANGNAM, AT_PLACE)), ("station:gangnam", "station:sanggye")),
        (named((GANGNAM, FROM), (SANGGYE, AT_PLACE)), ("station:gangnam", "station:sanggye")),
        # 강남역 상계역에서 어떻게 가요
        (named((GANGNAM, NO_CUE), (SANGGYE, FROM)), ("station:sanggye", "station:gangnam")),
        (named((SANGGYE, NO_CUE), (GANGNAM, AT_PLACE)), ("station:gangnam", "station:sanggye")),
        # 首尔地铁末班车几点 江南站回上溪; an office alone beside a place is one of both
        (named((OPERATOR, NO_CUE), (GANGNAM, NO_CUE), (SANGGYE, TO)), ("station:gangnam", "station:sanggye")),
        (named((OPERATOR, NO_CUE), (SANGGYE, TO)), ("body:transit.metro", "station:sanggye")),
        (named((SANGGYE, TO)), ("", "station:sanggye")),
        (named((SANGGYE, NO_CUE)), ("", "station:sanggye")),
        (named((GANGNAM, FROM)), ("station:gangnam", "")),
        ([], ("", "")),
    ],
)
def test_words_tell_and_without_them_the_order(mentions: list[Mention], way: tuple[str, str]) -> None:
    assert ends(mentions) == way


@pytest.mark.parametrize("role", [AT_PLACE, TO])
def test_the_only_place_of_which_no_word_tells_may_be_taken_for_something(role: Role) -> None:
    alone, living = named((SANGGYE, NO_CUE)), named((SANGGYE, Role.RESIDENCE))
    assert [mention.role for mention in taking_the_only_one(alone, role)] == [role]
    assert taking_the_only_one(living, role) == living
    assert [mention.role for mention in taking_the_only_one(living, role, (NO_CUE, Role.RESIDENCE))] == [role]
    both_named = named((GANGNAM, NO_CUE), (SANGGYE, NO_CUE))
    assert taking_the_only_one(both_named, role) == both_named


@pytest.mark.parametrize(
    ("places", "reference"),
    [
        ((DISTRICT, GANGNAM), "station:gangnam"),
        ((SINCHON, NAMESAKE), ""),
        ((DISTRICT,), "area:11680"),
        ((EUNMA,), "site:1168010600/은마"),
        ((replace(EUNMA, point=None),), "area:1168010600"),
        ((OLYMPIC_ASSET, OLYMPIC_PARK), "place:olympic-park"),
        ((OLYMPIC_ASSET,), "asset:park.olympic"),
        ((Place("point:37.5,127", "coordinates", point=Point(37.5, 127.0)),), "37.5,127.0"),
        ((Place("outside:41", "outside"),), ""),
        ((Place("asset:line.4", "line"),), ""),
        ((Place("road:x", "road"),), ""),
        ((), ""),
    ],
)
def test_a_name_of_several_stations_and_a_place_elsewhere_are_no_end(places: tuple[Place, ...], reference: str) -> None:
    assert end(places) == reference


def test_a_university_and_the_station_that_is_called_after_it_are_two_ends() -> None:
    university, station = Place("place:university", "university", point=Point(37.46, 126.95)), Place("station:university", "station")
    mentions = [Mention(0, "서울대", (university, station), AT_PLACE), Mention(6, "서울대입구역", (station,))]
    assert ends(mentions) == ("place:university", "station:university")
    assert between(mentions)
    assert without_names("서울대에서 서울대입구역", mentions).split() == ["에서"]


def test_of_an_end_that_several_places_may_be_the_station_is_meant() -> None:
    origin, goal = both([Mention(0, "강남", (DISTRICT, GANGNAM), FROM), Mention(3, "상계", (SANGGYE,), TO)])
    assert (meant(origin), meant(goal), meant(None)) == (GANGNAM, SANGGYE, None)
    assert meant(Mention(0, "강남구", (DISTRICT,), TO)) == DISTRICT


HOME = Role.RESIDENCE
STADIUM = Place("place:stadium", "landmark", district_code="11710", point=Point(37.51, 127.07))
JAMSIL_DONG, SANGGYE_DONG = (Place(f"area:{code}", "legal_dong", district_code=code[:5]) for code in ("1171010100", "1135010500"))
NOWON = Place("area:11350", "district", district_code="11350")
JAMSIL = Place("station:jamsil", "station", district_code="11710")


@pytest.mark.parametrize(
    ("mentions", "journey"),
    [
        (named((STADIUM, AT_PLACE), (SANGGYE_DONG, NO_CUE)), (STADIUM, SANGGYE_DONG)),
        (named((SANGGYE_DONG, HOME), (STADIUM, AT_PLACE)), (STADIUM, SANGGYE_DONG)),
        (named((SANGGYE_DONG, NO_CUE), (STADIUM, AT_PLACE)), (STADIUM, SANGGYE_DONG)),
        (named((STADIUM, NO_CUE), (SANGGYE_DONG, NO_CUE)), (STADIUM, SANGGYE_DONG)),
        (named((STADIUM, NO_CUE)), (STADIUM, None)),
        (named((SANGGYE_DONG, TO)), (None, SANGGYE_DONG)),
        (named((SANGGYE_DONG, HOME)), (None, SANGGYE_DONG)),
        (named((STADIUM, HOME), (SANGGYE_DONG, HOME)), (STADIUM, SANGGYE_DONG)),
        (named((SANGGYE_DONG, HOME), (STADIUM, HOME)), (STADIUM, SANGGYE_DONG)),
        (named((STADIUM, AT_PLACE), (NOWON, TO), (SANGGYE_DONG, TO)), (STADIUM, SANGGYE_DONG)),
        (named((STADIUM, AT_PLACE), (NOWON, HOME)), (STADIUM, NOWON)),
    ],
)
def test_one_gets_on_where_one_is_and_goes_home(mentions: list[Mention], journey: tuple[Place | None, Place | None]) -> None:
    origin, goal = of_trains(mentions)
    assert (meant(origin), meant(goal)) == journey
    assert off_rails(mentions) == journey


@pytest.mark.parametrize(
    ("mentions", "journey"),
    [
        (named((JAMSIL, AT_PLACE), (SANGGYE_DONG, NO_CUE)), (None, SANGGYE_DONG)),
        (named((JAMSIL_DONG, NO_CUE), (JAMSIL, NO_CUE)), (None, None)),
        (named((JAMSIL, NO_CUE), (JAMSIL_DONG, NO_CUE)), (None, None)),
        (named((JAMSIL, NO_CUE), (JAMSIL_DONG, HOME)), (None, JAMSIL_DONG)),
        (named((DISTRICT, NO_CUE)), (None, None)),
        (named((JAMSIL, AT_PLACE), (NOWON, NO_CUE)), (None, NOWON)),
        (named((STADIUM, AT_PLACE), (NOWON, TO)), (STADIUM, NOWON)),
        ([Mention(0, "신사동", (JAMSIL_DONG, SANGGYE_DONG), NO_CUE)], (None, None)),
        (named((Place("outside:41", "outside"), TO)), (None, None)),
        ([], (None, None)),
    ],
    ids=[
        "station to dong",
        "a dong around a station",
        "said after it",
        "a home in it",
        "a district",
        "to a district",
        "from a place to one",
        "a name of two dongs",
        "elsewhere",
        "nothing",
    ],
)
def test_a_station_a_district_and_what_lies_around_a_station_are_no_end_off_the_rails(
    mentions: list[Mention], journey: tuple[Place | None, Place | None]
) -> None:
    assert off_rails(mentions) == journey


SINSA = tuple(Place(f"area:{code}", "legal_dong", district_code=code[:5]) for code in ("1138010900", "1168010700"))
IN_GANGNAM = (SINSA[1], Place("area:1168051000", "admin_dong", district_code="11680"))
GANGNAM_GU = (Place("area:11680", "district", district_code="11680"),)


@pytest.mark.parametrize(
    ("first", "gap", "second", "role", "begins"),
    [
        (GANGNAM_GU, 1, IN_GANGNAM, FROM, "area:1168010700"),
        (GANGNAM_GU, 1, IN_GANGNAM, AT_PLACE, "area:1168010700"),
        (IN_GANGNAM, 2, GANGNAM_GU, FROM, "area:1168010700"),
        (GANGNAM_GU, 1, SINSA[:1], FROM, "area:11680"),
        (GANGNAM_GU, 20, IN_GANGNAM, FROM, "area:11680"),
        ((*GANGNAM_GU, GANGNAM), 1, IN_GANGNAM, FROM, "station:gangnam"),
    ],
    ids=["before it", "one is there", "behind it", "of another district", "far apart", "the name of a station"],
)
def test_a_district_beside_what_lies_in_it_is_no_end(first: tuple[Place, ...], gap: int, second: tuple[Place, ...], role: Role, begins: str) -> None:
    mentions = [Mention(0, "첫째", first, role), Mention(2 + gap, "둘째", second, role), Mention(40, "상계역", (SANGGYE,), TO)]
    assert ends(mentions) == (begins, "station:sanggye")


def test_of_a_dong_or_station_that_is_several_the_caller_is_to_tell_which() -> None:
    sinsa, sinchon = Mention(0, "신사동", SINSA, FROM), Mention(9, "신촌역", (SINCHON, NAMESAKE))
    assert (ends([sinsa, sinchon]), unclear([sinsa, sinchon]), between([sinsa, sinchon])) == (("", ""), (sinsa, sinchon), True)
    gangnam = Mention(9, "강남역", (GANGNAM,), TO)
    assert (ends([sinsa, gangnam]), unclear([sinsa, gangnam]), between([sinsa, gangnam])) == (("", "station:gangnam"), (sinsa, None), True)
    assert (meant(sinsa), meant(sinchon)) == (None, SINCHON)
    assert (several(SINSA), several(IN_GANGNAM), several((GANGNAM, *SINSA))) == (SINSA, (), ())
    assert not between([sinsa])
    assert not between([replace(gangnam, role=FROM), gangnam])


def test_a_building_or_site_is_called_as_the_caller_does_where_its_point_is_known() -> None:
    named = Mention(0, "Eunma Apartment", (EUNMA,), FROM)
    called = {"ko": "Eunma Apartment", "en": "Eunma Apartment"}
    assert (place := meant(named)) is not None
    assert place.names == called
    assert (begins := off_rails([named])[0]) is not None
    assert (begins.names, begins.point) == (called, EUNMA.point)
    unknown = meant(replace(named, candidates=(replace(EUNMA, point=None),)))
    assert unknown is not None
    assert unknown.names == EUNMA.names


def test_a_city_elsewhere_is_reached_at_the_only_station_of_its_name_or_else_the_main_one() -> None:
    main = Place("station:jeongja", "station", JEONGJA)
    assert reached(Mention(0, "분당", (BUNDANG,)), ELSEWHERE).candidates == (BUNDANG, main)
    pangyo, seohyeon = Place("station:pangyo", "station"), Place("station:seohyeon", "station")
    assert reached(Mention(0, "판교", (BUNDANG, pangyo)), ELSEWHERE).candidates == (BUNDANG, pangyo)
    assert reached(Mention(0, "분당", (BUNDANG, pangyo, seohyeon)), ELSEWHERE).candidates == (BUNDANG, seohyeon)
    for untouched in (Mention(0, "부산", (Place("outside:26", "outside"),)), Mention(0, "강남", (DISTRICT,)), Mention(0, "", ())):
        assert reached(untouched, ELSEWHERE) is untouched


@pytest.mark.parametrize(
    ("text", "roles", "kept"),
    [
        ("성남 모란역에서", (NO_CUE, FROM), [("성남 모란역", FROM)]),
        ("성남모란역까지", (NO_CUE, TO), [("성남모란역", TO)]),
        ("to 성남 모란역", (TO, NO_CUE), [("성남 모란역", TO)]),
        ("성남 모란역 막차", (NO_CUE, NO_CUE), [("성남 모란역", NO_CUE)]),
        ("성남에서 모란역", (FROM, NO_CUE), [("성남", FROM), ("모란역", NO_CUE)]),
        ("성남 모란역 도로", (AT_PLACE, AT_PLACE), [("성남", AT_PLACE), ("모란역", AT_PLACE)]),
    ],
)
def test_a_station_that_is_named_right_behind_its_town_is_the_station(text: str, roles: tuple[Role, Role], kept: list[tuple[str, Role]]) -> None:
    moran, within = Place("station:moran", "station"), Place("station:gangnam", "station", district_code="11680")
    town = Mention(text.index("성남"), "성남", (Place("outside:4113", "outside"),), roles[0])
    read = in_their_towns(text, [town, Mention(text.index("모란역"), "모란역", (moran,), roles[1])])
    assert [(mention.surface, mention.role) for mention in read] == kept
    assert read[-1].candidates == (moran,)
    assert len(in_their_towns(text, [town, Mention(text.index("모란역"), "모란역", (within,), roles[1])])) == 2


def test_a_city_elsewhere_without_a_station_is_not_reached_unless_both_ends_are_told() -> None:
    busan = Place("outside:26", "outside")
    assert unreached(named((busan, TO), (GANGNAM, AT_PLACE))) == busan
    assert unreached(named((busan, FROM), (GANGNAM, FROM), (SANGGYE, TO))) is None
    assert unreached(named((busan, Role.RESIDENCE), (GANGNAM, FROM))) is None
    assert unreached([reached(mention, ELSEWHERE) for mention in named((BUNDANG, TO), (GANGNAM, FROM))]) is None


def test_what_an_end_is_taken_for_is_told_of_areas_buildings_without_a_point_and_cities_elsewhere() -> None:
    city = reached(Mention(0, "분당", (BUNDANG,)), ELSEWHERE)
    unknown = Mention(5, "은마아파트", (replace(EUNMA, point=None),))
    area = Mention(12, "강남구", (DISTRICT,))
    others = [Mention(16, "은마아파트", (EUNMA,)), Mention(24, "상계역", (SANGGYE,))]
    assert stand_ins([city, unknown, area, *others], ELSEWHERE) == {
        "station:jeongja": StandIn(JEONGJA, "분당", True, (SEOHYEON,)),
        "area:1168010600": StandIn(EUNMA.names, "은마아파트"),
        "area:11680": StandIn({}),
    }
