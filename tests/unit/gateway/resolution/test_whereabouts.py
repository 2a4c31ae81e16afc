"""Which of the places in an inquiry decides its affair."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from city120_gateway.conversation.hints import AreaHint, DeviceHint, Point, WordsHint
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Mention, Place, Role
from city120_gateway.resolution.whereabouts import Whereabouts, choose, one_per_district

MAPO, SEOCHO, GANGNAM = "11440", "11650", "11680"
YEOKSAM = "1168010100"
GANGNAM_STATION = Point(37.4979, 127.0276)
AFFAIR_ROLES = ("none", "residence", "site", "asset", "operator", "nearest")


def area(code: str, kind: str = "") -> Place:
    return Place(ref=f"area:{code}", kind=kind or ("district" if len(code) == 5 else "legal_dong"), district_code=code[:5])


def station(slug: str, district: str = GANGNAM, point: Point | None = GANGNAM_STATION, **values: Any) -> Place:
    return Place(ref=f"station:{slug}", kind="station", district_code=district, point=point, **values)


def asset(name: str) -> Place:
    return Place(ref=f"asset:{name}", kind="asset")


def mention(*candidates: Place, role: str = "", surface: str = "", cue: str = "") -> Mention:
    return Mention(0, surface, candidates, Role[role.upper() or "UNSPECIFIED"], cue)


def chosen(knowledge: Knowledge, place_role: str, *mentions: Mention) -> Whereabouts:
    return choose(knowledge, place_role, mentions, (), None)


def test_home_decides_affairs_of_residence_and_the_scene_affairs_of_a_site(knowledge: Knowledge) -> None:
    """마포 사는데 서초구에서 주차 딱지를 뗐어요"""
    told = (mention(area(MAPO), role="residence"), mention(area(SEOCHO), role="site"))
    for order in (told, told[::-1]):
        assert chosen(knowledge, "residence", *order).area_codes == (MAPO,)
        assert chosen(knowledge, "site", *order).area_codes == (SEOCHO,)


def test_what_happens_where_somebody_lives_is_there(knowledge: Knowledge) -> None:
    """부모님이 마포 사시는데 저는 서초예요, 부모님 댁 앞 가로등이 꺼졌대요"""
    told = (mention(area(MAPO), role="residence"), mention(area(SEOCHO)))
    assert choose(knowledge, "site", told, (), None, at_home=True).area_codes == (MAPO,)
    assert choose(knowledge, "operator", told, (), None, at_home=True).area_codes == (SEOCHO,)


@pytest.mark.parametrize(
    ("place_role", "best_first"),
    [
        ("residence", ("residence", "", "site", "destination", "origin")),
        ("site", ("site", "", "destination", "residence", "origin")),
        ("asset", ("site", "", "destination", "residence", "origin")),
        ("operator", ("site", "", "destination", "origin", "residence")),
        ("nearest", ("site", "", "destination", "origin", "residence")),
        ("none", ("site", "", "destination", "origin", "residence")),
    ],
)
def test_the_order_of_roles(knowledge: Knowledge, place_role: str, best_first: tuple[str, ...]) -> None:
    for better, worse in pairwise(best_first):
        better_place, worse_place = mention(area(MAPO), role=better), mention(area(SEOCHO), role=worse)
        for order in ((better_place, worse_place), (worse_place, better_place)):
            assert chosen(knowledge, place_role, *order).area_codes == (MAPO,), (better, worse)


@pytest.mark.parametrize("place_role", AFFAIR_ROLES)
def test_an_only_place_decides_whatever_its_role(knowledge: Knowledge, place_role: str) -> None:
    for role in ("", "residence", "site", "origin", "destination"):
        where = chosen(knowledge, place_role, mention(area(MAPO), role=role))
        assert where.area_codes == (MAPO,)
        assert where.known


def test_an_office_of_a_dong_is_in_it_and_a_bridge_at_none_of_its_ends_though_both_have_points(knowledge: Knowledge) -> None:
    office = Place(ref="body:dong.1168051000", kind="office", district_code=GANGNAM, point=GANGNAM_STATION, precision_m=50.0)
    assert (chosen(knowledge, "site", mention(office)).area_codes, chosen(knowledge, "site", mention(office)).point) == (("1168051000",), None)
    bridge = Place(ref="asset:bridge.one", kind="bridge", point=GANGNAM_STATION, precision_m=700.0)
    assert not chosen(knowledge, "site", mention(bridge)).known
    hall = Place(ref="body:district.11680", kind="office", district_code=GANGNAM, point=GANGNAM_STATION, precision_m=50.0)
    assert chosen(knowledge, "site", mention(hall)).point == GANGNAM_STATION


def test_offices_of_one_name_in_several_districts_are_a_question(knowledge: Knowledge) -> None:
    """신사동 주민센터 어디예요"""
    offices = [
        Place(ref=f"body:dong.{code}", kind="office", district_code=code[:5], names={"ko": "신사동주민센터"}) for code in ("1162068500", "1168051000")
    ]
    other = Place(ref="body:dong.1165051000", kind="office", district_code=SEOCHO, names={"ko": "서초1동주민센터"})
    assert chosen(knowledge, "site", mention(*offices, other)).area_codes == ("1162068500", "1168051000")
    where = chosen(knowledge, "site", mention(area(GANGNAM)), mention(other, *offices))
    assert where.area_codes == ("1165051000",)
    assert where.offices == (other, *offices)


def test_a_dong_beats_the_district_that_holds_it(knowledge: Knowledge) -> None:
    told = (mention(area(GANGNAM)), mention(area(YEOKSAM)))
    for order in (told, told[::-1]):
        assert chosen(knowledge, "residence", *order).area_codes == (YEOKSAM,)


@pytest.mark.parametrize(("place_role", "codes"), [("site", (MAPO, SEOCHO)), ("asset", (MAPO, SEOCHO)), ("residence", (MAPO,)), ("none", (MAPO,))])
def test_a_landmark_beside_the_district_that_is_called_after_it_may_be_the_scene(
    knowledge: Knowledge, place_role: str, codes: tuple[str, ...]
) -> None:
    """동대문 쪽 불법주차: the gate does not lie in 동대문구."""
    gate = Place("place:gate", "gate", district_code=SEOCHO, point=GANGNAM_STATION)
    assert chosen(knowledge, place_role, mention(area(MAPO), station("gate", SEOCHO), gate)).area_codes == codes
    assert chosen(knowledge, place_role, mention(area(MAPO), station("mapo", SEOCHO))).area_codes == (MAPO,)


def test_of_two_districts_alike_neither_decides(knowledge: Knowledge) -> None:
    """마포구랑 서초구에 둘 다 가로등이 나갔어요"""
    where = chosen(knowledge, "site", mention(area(SEOCHO), surface="서초구"), mention(area(MAPO), surface="마포구"))
    assert where.area_codes == (SEOCHO, MAPO)
    assert where.name == "서초구, 마포구"
    assert not where.known


def test_a_place_named_twice_is_one_place(knowledge: Knowledge) -> None:
    assert chosen(knowledge, "site", mention(area(MAPO)), mention(area(MAPO))).area_codes == (MAPO,)


def test_a_city_elsewhere_decides_where_it_stands_for_the_place(knowledge: Knowledge) -> None:
    busan = Place(ref="outside:26", kind="outside")
    assert chosen(knowledge, "site", mention(busan)).outside == "outside:26"
    assert chosen(knowledge, "residence", mention(busan, role="residence")).outside == "outside:26"
    assert not chosen(knowledge, "residence", mention(busan, role="origin")).outside
    assert not chosen(knowledge, "none", mention(busan)).outside
    assert chosen(knowledge, "site", mention(busan, role="origin"), mention(area(MAPO))).area_codes == (MAPO,)
    assert not chosen(knowledge, "operator", mention(busan), mention(station("seoul"))).outside


def test_a_place_of_the_city_that_is_named_last_decides_before_one_elsewhere(knowledge: Knowledge) -> None:
    """We were in Gyeongju with my wife's family; back in Mapo the meter was frozen."""
    gyeongju, mapo = mention(Place(ref="outside:47130", kind="outside"), role="site"), mention(area(MAPO))
    assert chosen(knowledge, "site", gyeongju, mapo).area_codes == (MAPO,)
    assert chosen(knowledge, "site", mapo, gyeongju).outside == "outside:47130"
    assert chosen(knowledge, "site", gyeongju, mention(area(MAPO), role="origin")).outside == "outside:47130"


def test_a_name_of_several_districts_keeps_one_area_of_each(knowledge: Knowledge) -> None:
    where = chosen(knowledge, "site", mention(area("1138010900"), area("1162068500", "admin_dong"), area("1168010700"), surface="신사동"))
    assert where.area_codes == ("1138010900", "1162068500", "1168010700")
    assert where.name == "신사동"
    assert not where.known


def test_within_a_district_its_legal_dong_stands_for_the_administrative_one_of_the_same_name() -> None:
    assert one_per_district([area("1168051000", "admin_dong"), area("1168010700")]) == ("1168010700",)
    assert one_per_district([area("1162068500", "admin_dong")]) == ("1162068500",)


def test_several_dongs_of_one_name_in_one_district_stand_for_the_district() -> None:
    assert one_per_district([area("1168053100", "admin_dong"), area("1168053200", "admin_dong")]) == (GANGNAM,)


def test_a_district_stands_for_itself_even_beside_a_dong_of_its_name() -> None:
    assert one_per_district([area("11140"), area("1114010100")]) == ("11140",)


def test_a_bare_name_is_no_station_beyond_the_city_unless_a_city_or_a_train_is_told_of(knowledge: Knowledge) -> None:
    """사우나 앞 가로등; 수원 광교; 광교 막차"""
    far = station("gwanggyo", district="", names={"ko": "광교"})
    assert not chosen(knowledge, "site", mention(far, surface="광교")).known
    assert chosen(knowledge, "site", mention(far, surface="광교역")).known
    assert all(chosen(knowledge, role, mention(far, surface="광교")).known for role in ("operator", "none"))
    assert chosen(knowledge, "site", mention(area(MAPO)), mention(far, surface="광교", role="site")).area_codes == (MAPO,)
    city = mention(Place(ref="outside:4111", kind="outside"), surface="수원")
    assert chosen(knowledge, "site", city, mention(far, surface="광교")).known


def test_a_station_is_a_point_with_what_is_around_it(knowledge: Knowledge) -> None:
    where = chosen(knowledge, "site", mention(station("gangnam"), role="site", surface="강남역"))
    assert where.point is not None
    assert (where.point.latitude, where.precision_m, where.area_codes) == (37.4979, 100.0, ())
    assert where.known
    assert not where.from_device


def test_a_point_that_is_less_exact_stays_so(knowledge: Knowledge) -> None:
    assert chosen(knowledge, "site", mention(station("gangnam", precision_m=350.0))).precision_m == 350.0


def test_a_place_without_a_point_stands_for_its_district(knowledge: Knowledge) -> None:
    assert chosen(knowledge, "site", mention(station("gangnam", point=None))).area_codes == (GANGNAM,)


def test_a_place_of_no_district_is_no_whereabouts(knowledge: Knowledge) -> None:
    """A long bridge or a line lies in several districts, or in none."""
    where = chosen(knowledge, "asset", mention(asset("line.2")), mention(station("incheon", district="", point=None)))
    assert not where.known
    assert where.assets == ("line.2",)


def test_the_office_of_a_park_means_the_park(knowledge: Knowledge) -> None:
    office = Place("body:hangang.banpo", "office", {"ko": "반포한강공원 안내센터"}, "11650")
    assert chosen(knowledge, "asset", mention(office)).assets == ("hangang.banpo",)
    assert chosen(knowledge, "asset", mention(replace(office, ref="body:hangang.hq"))).assets == ()


def test_assets_come_beside_the_place_in_the_order_of_the_text(knowledge: Knowledge) -> None:
    told = (mention(asset("expressway.naebu")), mention(area(MAPO), role="site"), mention(asset("bridge.mapo"), station("mapo")))
    where = chosen(knowledge, "asset", *told)
    assert where.assets == ("expressway.naebu", "bridge.mapo")
    assert where.area_codes == (MAPO,)


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        (("origin", "destination"), "first"),
        (("destination", "origin"), "second"),
        (("destination", ""), "second"),
        (("", ""), "first"),
        (("site", "origin"), "second"),
        (("residence", "site"), "second"),
        (("residence", ""), "second"),
        (("", "site"), "second"),
    ],
)
def test_a_journey_starts_from_the_station_whose_role_says_so(knowledge: Knowledge, roles: tuple[str, str], expected: str) -> None:
    told = (mention(station("first"), role=roles[0], surface="first"), mention(station("second"), role=roles[1], surface="second"))
    where = chosen(knowledge, "operator", *told)
    assert [place.ref for place in where.stations] == [f"station:{expected}"]
    assert where.station_name == expected


def test_all_stations_of_one_name_are_kept(knowledge: Knowledge) -> None:
    where = chosen(knowledge, "operator", mention(station("sinchon"), station("sinchon-gj", district="11410"), surface="신촌역"))
    assert len(where.stations) == 2


def test_the_text_beats_every_hint(knowledge: Knowledge) -> None:
    told = [mention(area(MAPO))]
    for hint in (
        WordsHint("서초구"),
        AreaHint(SEOCHO),
        DeviceHint(Point(37.5, 127.0)),
    ):
        where = choose(knowledge, "site", told, [area(SEOCHO)], hint)
        assert where.area_codes == (MAPO,)
        assert not where.from_device


def test_a_hint_in_words_is_what_was_found_for_it(knowledge: Knowledge) -> None:
    where = choose(knowledge, "residence", (), [area(SEOCHO)], WordsHint("서초구"))
    assert (where.area_codes, where.name, where.from_device) == ((SEOCHO,), "서초구", False)


def test_a_hint_in_words_that_names_nothing_is_no_place(knowledge: Knowledge) -> None:
    assert not choose(knowledge, "site", (), (), WordsHint("어디더라")).known


def test_a_hint_by_code_is_an_area(knowledge: Knowledge) -> None:
    assert choose(knowledge, "residence", (), (), AreaHint(YEOKSAM)).area_codes == (YEOKSAM,)


@pytest.mark.parametrize("place_role", AFFAIR_ROLES)
def test_a_point_of_the_device_is_marked_as_such(knowledge: Knowledge, place_role: str) -> None:
    hint = DeviceHint(Point(37.5663, 126.9779))
    where = choose(knowledge, place_role, (), (), hint)
    assert where.point == hint.point
    assert where.from_device


def test_a_mention_that_has_no_place_leaves_the_hint(knowledge: Knowledge) -> None:
    where = choose(knowledge, "operator", [mention(asset("line.2"))], (), AreaHint(MAPO))
    assert where.area_codes == (MAPO,)
    assert where.assets == ("line.2",)


def test_without_any_place_nothing_is_known(knowledge: Knowledge) -> None:
    assert choose(knowledge, "site", (), (), None) == Whereabouts()


def test_every_mention_is_in_the_evidence_also_those_that_lost(knowledge: Knowledge) -> None:
    home = mention(area(MAPO), role="residence", surface="마포", cue="사는데")
    where = chosen(knowledge, "site", home, mention(area(SEOCHO), role="site", surface="서초구"))
    assert [(item.kind, item.ref) for item in where.evidence] == [
        ("place", f"area:{MAPO}"),
        ("place", f"area:{SEOCHO}"),
        ("place_used", f"area:{SEOCHO}"),
    ]
    assert where.evidence[0].detail == "'마포' as residence, cue '사는데'"


@pytest.mark.parametrize(
    ("roles", "goal"),
    [
        (("origin", "destination"), "second"),
        (("destination", "origin"), "first"),
        (("origin", ""), "second"),
        (("site", "destination"), "second"),
        (("site", ""), "second"),
        (("", ""), ""),
        (("destination", ""), "first"),
        (("residence", "site"), "first"),
        (("residence", ""), "first"),
        (("", "site"), "first"),
    ],
    ids=" ".join,
)
def test_a_journey_ends_where_its_role_says_or_where_it_does_not_begin(knowledge: Knowledge, roles: tuple[str, str], goal: str) -> None:
    told = (mention(station("first"), role=roles[0], surface="first"), mention(station("second"), role=roles[1], surface="second"))
    assert chosen(knowledge, "operator", *told).goal == (f"station:{goal}" if goal else "")


def test_a_journey_that_ends_at_several_stations_of_a_name_or_where_it_begins_has_no_goal(knowledge: Knowledge) -> None:
    start = mention(station("first"), role="origin")
    several = mention(station("sinchon"), station("sinchon-gj", district="11410"), role="destination")
    assert chosen(knowledge, "operator", start, several).goal == ""
    assert chosen(knowledge, "operator", start, mention(station("first"), role="destination")).goal == ""


def test_a_thing_of_a_few_districts_lies_in_one_of_these_where_nothing_else_says_where(knowledge: Knowledge) -> None:
    bridge = mention(asset("bridge.hangang"), surface="한강대교")
    where = chosen(knowledge, "site", bridge)
    assert (where.area_codes, where.name, where.assets) == (("11170", "11590"), "한강대교", ("bridge.hangang",))
    assert chosen(knowledge, "site", bridge, mention(area(MAPO))).area_codes == (MAPO,)
    assert choose(knowledge, "site", [bridge], (), AreaHint(MAPO)).area_codes == (MAPO,)
    for long in ("stream.jungnang", "expressway.olympic", "line.2"):
        assert chosen(knowledge, "site", mention(asset(long))).area_codes == ()


def test_a_station_that_is_only_gone_to_is_the_goal(knowledge: Knowledge) -> None:
    where = chosen(knowledge, "operator", mention(station("sadang"), role="destination"))
    assert (where.station, where.goal) == ("station:sadang", "station:sadang")
