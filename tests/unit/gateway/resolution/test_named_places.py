"""What a text says of the places that it names: where one is, or what is wrong there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

import pytest

from city120_gateway.conversation.conversation import Earlier
from city120_gateway.conversation.hints import Point
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Location, Match, MatchDecision, Mention, NearBorder, NearStation, Place, Role
from city120_gateway.resolution.builders import build
from city120_gateway.resolution.decide import Kind, Reason, decide
from city120_gateway.resolution.named_places import (
    area_asked,
    areas_of,
    goal_told,
    named_of,
    read_without_landmarks,
    sought,
    sought_elsewhere,
    where_it_is,
)
from city120_gateway.resolution.nearby import Nearby, NearbyPlace, NearbySearch
from city120_gateway.resolution.whereabouts import Whereabouts
from tests.unit.gateway.samples import conversation, findings, match

MUSEUM, LAMP, FARE, WAY = "culture.museum", "road.streetlight", "transit.subway.fare", "transit.route"
AT_MUSEUM = Place("place:museum", "museum", {"ko": "역사박물관"}, "11110", Point(37.57, 126.97), address="종로구 새문안로 55")
STATION = Place("station:suyu", "station", {"ko": "수유"}, "11305", Point(37.638, 127.0257))
MAPO = Place("area:11440", "district", {"ko": "마포구"}, "11440")
OFFICE = Place("body:district.11440", "office", {"ko": "마포구청"}, "11440", Point(37.56, 126.9))
TUNNEL = Place("asset:tunnel.sangdo", "tunnel", {"ko": "상도터널"}, "11590")
ELSEWHERE = Place("outside:26", "outside", {"ko": "부산"})
EMBASSY = Place("place:embassy-in", "embassy", {"ko": "인도 대사관"}, "11170", address="용산구 독서당로 101", phone="02-000-0000")
HANNAM = Place("area:1117013100", "legal_dong", {"ko": "한남동"}, "11170")


@dataclass
class Played:
    """What faq says of the text without the names, and what lies around."""

    again: Match | None = None
    around: tuple[NearbyPlace, ...] = ()
    asked: list[str] = field(default_factory=list)
    located: Location | None = None
    lies: tuple[Place, ...] = ()
    searches: list[NearbySearch] = field(default_factory=list)

    async def geocode(self, name: str) -> tuple[Place, ...]:
        return self.lies

    async def locate(self, point: Point, as_of: dt.date) -> Location | None:
        return self.located

    async def match(self, text: str, language: str, as_of: dt.date) -> Match | None:
        self.asked.append(text)
        return self.again

    async def nearby(self, search: NearbySearch) -> Nearby | None:
        self.searches.append(search)
        return Nearby(self.around)


def named(text: str, surface: str, *places: Place) -> Mention:
    return Mention(text.index(surface), surface, places)


async def test_what_is_only_called_like_an_expressway_is_none(knowledge: Knowledge) -> None:
    text, services = "둔촌동 올림픽파크포레온 앞 도로 파손", Played(match("road.pothole"))
    dong = Place("area:1174010600", "legal_dong", {"ko": "둔촌동"}, "11740")
    mentions = [named(text, "둔촌동", dong), named(text, "올림픽파크포레온", dong)]
    heard = match("traffic.expressway")
    read = await read_without_landmarks(conversation(text), heard, mentions, knowledge, services)  # type: ignore[arg-type]
    assert (read.affairs[0].code, services.asked) == ("road.pothole", ["둔촌동   앞 도로 파손"])
    for others in (mentions[:1], [*mentions, named(text, "도로", TUNNEL)]):
        assert await read_without_landmarks(conversation(text), heard, others, knowledge, services) is heard  # type: ignore[arg-type]


@pytest.mark.parametrize("heard", [match(MUSEUM), match(MUSEUM, decision=MatchDecision.ASK), match(decision=MatchDecision.REFUSE)])
async def test_what_is_reported_in_front_of_a_landmark_is_no_matter_of_it(knowledge: Knowledge, heard: Match) -> None:
    text, services = "역사박물관 앞 가로등이 꺼졌어요", Played(match(LAMP))
    read = await read_without_landmarks(conversation(text), heard, [named(text, "역사박물관", AT_MUSEUM)], knowledge, services)  # type: ignore[arg-type]
    assert (read.affairs[0].code, read.decision) == (LAMP, MatchDecision.STATE)
    assert services.asked == ["  앞 가로등이 꺼졌어요"]


async def test_names_of_areas_decide_none_of_the_affairs_that_would_be_asked_about(knowledge: Knowledge) -> None:
    text, services = "Đèn đường hỏng ở 마포구", Played(match(LAMP))
    mentions = [named(text, "마포구", MAPO)]
    unsure = match(LAMP, "office.location", decision=MatchDecision.ASK)
    read = await read_without_landmarks(conversation(text, "vi"), unsure, mentions, knowledge, services)  # type: ignore[arg-type]
    assert (read.decision, services.asked) == (MatchDecision.STATE, ["Đèn đường hỏng ở  "])
    sure = match("office.location")
    assert await read_without_landmarks(conversation(text, "vi"), sure, mentions, knowledge, services) is sure  # type: ignore[arg-type]
    assert await read_without_landmarks(conversation("마포구?"), unsure, mentions, knowledge, services) is unsure  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "heard", "again", "place", "earlier"),
    [
        ("역사박물관 입장료 얼마예요?", match(MUSEUM), match(LAMP), AT_MUSEUM, Earlier()),
        ("역사박물관 앞 가로등이 꺼졌어요", match(MUSEUM), match(FARE), AT_MUSEUM, Earlier()),
        ("역사박물관 앞 가로등이 꺼졌어요", match(MUSEUM), match(LAMP, decision=MatchDecision.ASK), AT_MUSEUM, Earlier()),
        ("역사박물관 앞 가로등이 꺼졌어요", match(MUSEUM), None, AT_MUSEUM, Earlier()),
        ("역사박물관 앞 가로등이 꺼졌어요", match("road.pothole"), match(LAMP), AT_MUSEUM, Earlier()),
        ("역사박물관 앞 가로등이 꺼졌어요", match(MUSEUM, emergencies=frozenset({"fire"})), match(LAMP), AT_MUSEUM, Earlier()),
        ("역사박물관이요", match(MUSEUM), match(LAMP), AT_MUSEUM, Earlier()),
        ("마포구 앞 가로등이 꺼졌어요", match(MUSEUM), match(LAMP), MAPO, Earlier()),
        ("상도터널 앞 가로등이 꺼졌어요", match("transit.route"), match(LAMP), TUNNEL, Earlier()),
        ("부산 앞 가로등이 꺼졌어요", match(MUSEUM), match(LAMP), ELSEWHERE, Earlier()),
        ("역사박물관 앞 가로등이 꺼졌어요", match(MUSEUM), match(LAMP), AT_MUSEUM, Earlier(edition_id="e")),
    ],
)
async def test_else_faq_is_believed(knowledge: Knowledge, text: str, heard: Match, again: Match | None, place: Place, earlier: Earlier) -> None:
    said = conversation(text, earlier=earlier)
    services = Played(again)
    read = await read_without_landmarks(said, heard, [named(text, text.partition(" ")[0].removesuffix("이요"), place)], knowledge, services)  # type: ignore[arg-type]
    assert read is heard


@pytest.mark.parametrize(
    ("language", "text", "surface"),
    [
        ("ko", "역사박물관 어디예요?", "역사박물관"),
        ("ko", "역사박물관이 어디에 있나요", "역사박물관"),
        ("ko", "역사박물관 주소 좀 알려 주세요", "역사박물관"),
        ("en", "Where is the Museum of History, please?", "Museum of History"),
        ("en", "can you tell me where the Museum of History is", "Museum of History"),
        ("zh", "请问历史博物馆在哪里？", "历史博物馆"),
        ("ja", "歴史博物館はどこですか", "歴史博物館"),
        ("vi", "Bảo tàng Lịch sử ở đâu ạ?", "Bảo tàng Lịch sử"),
        ("mn", "Түүхийн музей хаана байдаг вэ?", "Түүхийн музей"),
    ],
)
def test_who_asks_where_a_place_is_and_nothing_else_seeks_it(knowledge: Knowledge, language: str, text: str, surface: str) -> None:
    assert sought(conversation(text, language), match(MUSEUM), [named(text, surface, AT_MUSEUM)], knowledge) == AT_MUSEUM


def test_of_a_landmark_after_which_a_district_is_called_it_is_asked_where_that_is(knowledge: Knowledge) -> None:
    text = "동대문 어디예요?"
    district, station = Place("area:11230", "district"), replace(STATION, names={"ko": "동대문"})
    assert sought(conversation(text), match("office.location"), [named(text, "동대문", district, station, AT_MUSEUM)], knowledge) == AT_MUSEUM
    assert sought(conversation(text), match("office.location"), [named(text, "동대문", district, station)], knowledge) is None


@pytest.mark.parametrize(
    ("language", "text", "surfaces"),
    [
        ("ko", "종로구 역사박물관 어디에 있어요?", ("종로구", "역사박물관")),
        ("en", "Where is the History Museum in Jongno?", ("Jongno", "History Museum")),
        ("zh", "钟路区的历史博物馆在哪里？", ("钟路区", "历史博物馆")),
        ("ja", "鍾路区の歴史博物館はどこですか", ("鍾路区", "歴史博物館")),
        ("vi", "Bảo tàng Lịch sử ở Jongno ở đâu?", ("Jongno", "Bảo tàng Lịch sử")),
        ("mn", "Жонно дүүрэг, Түүхийн музей хаана байдаг вэ?", ("Жонно дүүрэг", "Түүхийн музей")),
    ],
)
def test_the_district_beside_what_lies_in_it_is_no_other_place(knowledge: Knowledge, language: str, text: str, surfaces: tuple[str, str]) -> None:
    district = replace(MAPO, ref="area:11110", district_code=AT_MUSEUM.district_code)
    both = sorted((named(text, surfaces[0], district), named(text, surfaces[1], AT_MUSEUM)), key=lambda mention: mention.start)
    assert sought(conversation(text, language), match(MUSEUM), both, knowledge) == AT_MUSEUM
    elsewhere = [mention if mention.candidates != (district,) else replace(mention, candidates=(MAPO,)) for mention in both]
    assert sought(conversation(text, language), match(MUSEUM), elsewhere, knowledge) is None


@pytest.mark.parametrize(
    ("language", "text", "surfaces"),
    [
        ("ko", "마포구 역사박물관 어디", ("마포구", "역사박물관")),
        ("en", "Where is the History Museum in Mapo-gu?", ("Mapo-gu", "History Museum")),
        ("zh", "麻浦区的历史博物馆在哪里？", ("麻浦区", "历史博物馆")),
        ("ja", "麻浦区の歴史博物館はどこですか", ("麻浦区", "歴史博物館")),
        ("vi", "Bảo tàng Lịch sử ở quận Mapo ở đâu?", ("quận Mapo", "Bảo tàng Lịch sử")),
        ("mn", "Мапо дүүрэг дэх Түүхийн музей хаана байдаг вэ?", ("Мапо дүүрэг", "Түүхийн музей")),
    ],
)
def test_a_place_is_sought_that_lies_in_another_district_than_is_said(
    knowledge: Knowledge, language: str, text: str, surfaces: tuple[str, str]
) -> None:
    district, museum = named(text, surfaces[0], MAPO), named(text, surfaces[1], AT_MUSEUM)
    both = sorted((district, museum), key=lambda mention: mention.start)
    assert sought_elsewhere(conversation(text, language), match(MUSEUM), both, knowledge) == (AT_MUSEUM, district)


@pytest.mark.parametrize(
    ("text", "beside", "role"),
    [
        ("마포구 사는데 역사박물관 어디예요", MAPO, Role.RESIDENCE),
        ("마포구 역사박물관 가로등 고장", MAPO, Role.UNSPECIFIED),
        ("마포구 역사박물관 어디", replace(MAPO, district_code="11110"), Role.UNSPECIFIED),
        ("마포구 역사박물관 어디", OFFICE, Role.UNSPECIFIED),
    ],
)
def test_a_district_where_somebody_lives_or_that_holds_it_says_nothing_wrong(knowledge: Knowledge, text: str, beside: Place, role: Role) -> None:
    both = [replace(named(text, "마포구", beside), role=role), named(text, "역사박물관", AT_MUSEUM)]
    assert sought_elsewhere(conversation(text), match(MUSEUM), both, knowledge) is None


@pytest.mark.parametrize(
    ("located", "told"),
    [
        (Location(district="11110"), "11440"),
        (Location(district="11440"), ""),
        (Location(district="11110", near_border=NearBorder("11440", "", 30.0)), ""),
        (None, ""),
    ],
)
async def test_it_is_told_that_it_is_not_there_unless_a_border_is_near(knowledge: Knowledge, located: Location | None, told: str) -> None:
    asked = findings(knowledge, WAY, where=Whereabouts(), sought=AT_MUSEUM, sought_in="11440")
    where = await where_it_is(AT_MUSEUM, asked, Played(located=located))  # type: ignore[arg-type]
    assert where.not_in == told


@pytest.mark.parametrize(
    ("text", "surface", "asks"),
    [
        *(("도봉로 53 무슨 구예요?", "도봉로 53", True), ("신사동은 어느 구에 있어요?", "신사동", True), ("역사박물관 무슨 동", "역사박물관", True)),
        *(("Which district is City Hall in?", "City Hall", True), ("市厅属于哪个区？", "市厅", True), ("市庁は何区ですか", "市庁", True)),
        *(("Tòa thị chính ở quận nào?", "Tòa thị chính", True), ("Хотын захиргаа аль дүүрэгт байдаг вэ?", "Хотын захиргаа", True)),
        *(("신사동 어디예요?", "신사동", False), ("도봉로 53 무슨 구 공무원이 나와요?", "도봉로 53", False), ("신사동 구경", "신사동", False)),
    ],
)
def test_in_which_area_something_lies_is_asked_alone(knowledge: Knowledge, text: str, surface: str, *, asks: bool) -> None:
    meant = named(text, surface, HANNAM)
    assert area_asked(conversation(text), [meant], knowledge) == (meant if asks else None)
    assert area_asked(conversation(text), [named(text, surface, ELSEWHERE)], knowledge) is None
    assert area_asked(conversation(text), [], knowledge) is None


@pytest.mark.parametrize(
    ("places", "located", "within", "called"),
    [
        ((replace(HANNAM, address="독서당로 101"),), None, ("1117013100",), "it"),
        ((HANNAM, Place("area:1168010700", "legal_dong", {"ko": "신사동"}, "11680")), None, ("1117013100", "1168010700"), "it"),
        ((AT_MUSEUM,), Location("11110", legal_dong="1111011900"), ("1111011900",), ""),
        ((AT_MUSEUM,), Location("11110"), ("11110",), ""),
        ((AT_MUSEUM,), None, ("11110",), ""),
        ((TUNNEL,), None, ("11590",), ""),
    ],
)
async def test_the_areas_are_its_own_or_those_where_it_is(
    knowledge: Knowledge, places: tuple[Place, ...], located: Location | None, within: tuple[str, ...], called: str
) -> None:
    asked = findings(knowledge, WAY)
    told = await areas_of(Mention(0, "it", places), asked, knowledge, Played(located=located))  # type: ignore[arg-type]
    assert (told.within, told.named, told.sought, told.places[0].ref) == (within, called, True, places[0].ref)


def test_a_crossing_or_a_complex_is_sought_with_its_areas(knowledge: Knowledge) -> None:
    site = Place("area:1168010600", "legal_dong", {"ko": "대치동"}, "11680", Point(37.5, 127.06), address="은마")
    crossing = sought(conversation("은마사거리 어디예요?"), match("office.location"), [named("은마사거리", "은마", site)], knowledge)
    assert crossing is not None
    assert (crossing.names["ko"], crossing.address, crossing.district_code) == ("은마", "강남구 대치동", "11680")
    across = replace(site, ref="area:1165010800", district_code="11650")
    complexes = sought(conversation("은마 어디예요?"), match("office.location"), [named("은마", "은마", site, across)], knowledge)
    assert complexes is not None
    assert complexes.address == "강남구 대치동, 서초구 서초동"
    for others in ((replace(site, point=None),), (site, replace(site, point=Point(37.6, 127.0)))):
        assert sought(conversation("은마 어디예요?"), match("office.location"), [named("은마", "은마", *others)], knowledge) is None


def test_an_office_is_sought_where_the_affair_does_not_tell_its_address(knowledge: Knowledge) -> None:
    office = replace(OFFICE, point=AT_MUSEUM.point, address="서울특별시 마포구 월드컵로 212")
    text = "마포구보건소 어디예요?"

    def found(affair: str, place: Place) -> Place | None:
        return sought(conversation(text), match(affair), [named(text, "마포구보건소", place)], knowledge)

    assert found("health.centre", office) == office
    assert found("office.location", office) is None
    assert found("health.centre", replace(office, address="")) is None


@pytest.mark.parametrize(
    ("language", "text", "surface"),
    [
        ("ko", "역사박물관에서 제일 가까운 지하철역", "역사박물관"),
        ("en", "Which subway station is nearest to the Museum of History?", "Museum of History"),
        ("zh", "离历史博物馆最近的地铁站", "历史博物馆"),
        ("ja", "歴史博物館の最寄り駅は？", "歴史博物館"),
        ("vi", "Ga gần nhất với Bảo tàng Lịch sử", "Bảo tàng Lịch sử"),
        ("mn", "Түүхийн музейд хамгийн ойр метро", "Түүхийн музей"),
    ],
)
def test_who_asks_for_the_nearest_station_hears_where_the_place_is(knowledge: Knowledge, language: str, text: str, surface: str) -> None:
    assert sought(conversation(text, language), match("transit.subway.toilet"), [named(text, surface, AT_MUSEUM)], knowledge) == AT_MUSEUM
    assert sought(conversation(text, language), match("transit.subway.toilet"), [named(text, surface, STATION)], knowledge) is None
    office, dong = replace(OFFICE, point=AT_MUSEUM.point), Place("area:1168010100", "legal_dong", district_code="11680", address="테헤란로 152")
    for place in (office, dong):
        assert sought(conversation(text, language), match("office.location"), [named(text, surface, place)], knowledge) == place


def test_an_office_after_which_a_station_is_called_is_no_station(knowledge: Knowledge) -> None:
    text = "마포구청 어디예요?"
    assert sought(conversation(text), match("office.location"), [named(text, "마포구청", OFFICE, STATION)], knowledge) is None


@pytest.mark.parametrize(
    ("text", "surface", "places", "earlier"),
    [
        ("역사박물관 표는 어디서 사요?", "역사박물관", (AT_MUSEUM,), Earlier()),
        ("역사박물관이요", "역사박물관", (AT_MUSEUM,), Earlier()),
        ("歴史博物館は", "歴史博物館", (AT_MUSEUM,), Earlier()),
        ("마포구 어디예요?", "마포구", (MAPO,), Earlier()),
        ("마포구청 어디예요?", "마포구청", (OFFICE,), Earlier()),
        ("부산 어디예요?", "부산", (ELSEWHERE,), Earlier()),
        ("역 어디예요?", "역", (STATION, STATION), Earlier()),
        ("역사박물관 어디쯤이에요", "역사박물관", (AT_MUSEUM,), Earlier(edition_id="e")),
    ],
)
def test_nothing_is_sought_else(knowledge: Knowledge, text: str, surface: str, places: tuple[Place, ...], earlier: Earlier) -> None:
    assert sought(conversation(text, earlier=earlier), match("office.location"), [named(text, surface, *places)], knowledge) is None


@pytest.mark.parametrize(
    ("place", "distance_m", "station"),
    [
        (AT_MUSEUM, 450.0, NearStation(AT_MUSEUM.names, "station:suyu", {"ko": "수유"}, 450.0)),
        (AT_MUSEUM, 3100.0, None),
        (STATION, 450.0, None),
    ],
)
async def test_where_it_is_is_told_with_the_station_next_to_it(
    knowledge: Knowledge, place: Place, distance_m: float, station: NearStation | None
) -> None:
    services = Played(around=(NearbyPlace("station:suyu", "station", {"ko": "수유"}, distance_m=distance_m),))
    asked = findings(knowledge, WAY, where=Whereabouts(), sought=place)
    told = await where_it_is(place, asked, services)  # type: ignore[arg-type]
    assert (told.places[0].ref, told.places[0].address, told.sought, told.station) == (place.ref, place.address, True, station)
    answered = findings(knowledge, WAY, sought=place, nearby=told)
    decision = decide(answered)
    assert (decision.kind, decision.reason) == (Kind.PLACES, Reason.PLACE_SOUGHT)
    resolution = build(answered, decision, knowledge)
    assert (resolution.handoff, resolution.responsibility, resolution.nearby) == (None, None, told)


@pytest.mark.parametrize(("address", "told"), [(EMBASSY.address, True), ("", False)])
def test_a_landmark_of_which_only_the_address_is_known_is_sought_too(knowledge: Knowledge, address: str, *, told: bool) -> None:
    text, place = "인도 대사관 어디예요?", replace(EMBASSY, address=address)
    assert sought(conversation(text), match("foreign.passport"), [named(text, "인도 대사관", place)], knowledge) == (place if told else None)


@pytest.mark.parametrize(
    ("text", "phone", "told"),
    [
        ("인도 대사관 전화번호 알려 주세요", "02-000-0000", True),
        ("인도 대사관 전화번호 알려 주세요", "", False),
        ("인도 대사관 관리사무소 전화", "02-000-0000", True),
        ("인도 대사관 관리사무소", "", False),
        ("인도 대사관 전화가 안 되는데 비자는 어떻게 받나요", "02-000-0000", False),
    ],
)
def test_who_asks_for_the_phone_of_a_landmark_seeks_it(knowledge: Knowledge, text: str, phone: str, *, told: bool) -> None:
    place = replace(EMBASSY, phone=phone)
    assert sought(conversation(text), match("foreign.passport"), [named(text, "인도 대사관", place)], knowledge) == (place if told else None)


@pytest.mark.parametrize(
    ("point", "affair", "heard", "told"),
    [
        (None, MUSEUM, {"route"}, True),
        (None, WAY, set(), True),
        (Point(37.53, 127.0), WAY, {"route"}, False),
        (None, MUSEUM, set(), False),
    ],
)
def test_the_way_to_a_landmark_without_a_point_is_its_address(
    knowledge: Knowledge, point: Point | None, affair: str, heard: set[str], *, told: bool
) -> None:
    text, place, rail = "수유에서 인도 대사관 어떻게 가요", replace(EMBASSY, point=point), replace(AT_MUSEUM, kind="rail")
    mentions = [named(text, "수유", STATION, rail), named(text, "인도 대사관", place)]
    assert goal_told(conversation(text, heard=frozenset(heard)), match(affair), mentions, knowledge) == (place if told else None)


def test_who_asks_the_way_to_an_embassy_and_says_no_more_hears_where_it_is(knowledge: Knowledge) -> None:
    text, place = "How do I get to the Indian embassy?", replace(EMBASSY, point=Point(37.53, 127.0))
    asked = conversation(text, "en", heard=frozenset({"get_there"}))
    assert goal_told(asked, match(MUSEUM), [named(text, "Indian embassy", place)], knowledge) == place
    assert goal_told(asked, match(MUSEUM), [named(text, "Indian embassy", AT_MUSEUM)], knowledge) is None
    begins = replace(named(text, "Indian embassy", place), role=Role.ORIGIN)
    assert goal_told(asked, match(MUSEUM), [begins], knowledge) is None
    replies = replace(asked, earlier=Earlier(edition_id="e", goal="place:museum"))
    assert goal_told(replies, match(MUSEUM), [named(text, "Indian embassy", place)], knowledge) is None


@pytest.mark.parametrize(
    ("known", "lies", "told", "area"),
    [
        ("용산구 독서당로 101", (HANNAM,), "용산구 독서당로 101 (한남동)", "1117013100"),
        ("용산구 독서당로 101 (한남동)", (HANNAM,), "용산구 독서당로 101 (한남동)", "1117013100"),
        ("용산구 독서당로 101", (), "용산구 독서당로 101", "place:embassy-in"),
    ],
)
async def test_the_dong_of_an_address_is_told_and_the_station_near_its_middle(
    knowledge: Knowledge, known: str, lies: tuple[Place, ...], told: str, area: str
) -> None:
    services, place = Played(lies=lies), replace(EMBASSY, address=known)
    around = await where_it_is(place, findings(knowledge, WAY, where=Whereabouts(), sought=place), services)  # type: ignore[arg-type]
    assert (around.places[0].address, around.places[0].phone, services.searches[0].area) == (told, EMBASSY.phone, area)


async def test_what_is_in_a_station_has_none_next_to_it(knowledge: Knowledge) -> None:
    services = Played(around=(NearbyPlace("station:suyu", "station", {"ko": "수유"}),))
    told = await where_it_is(AT_MUSEUM, findings(knowledge, WAY, where=Whereabouts()), services)  # type: ignore[arg-type]
    assert told.station is None


@pytest.mark.parametrize(
    ("affairs", "places", "told"),
    [
        (("foreign.passport",), (EMBASSY,), True),
        (("passport.apply", "foreign.passport"), (EMBASSY,), True),
        (("passport.apply",), (EMBASSY,), False),
        (("road.pothole", "foreign.passport"), (EMBASSY,), False),
        (("foreign.passport",), (AT_MUSEUM,), False),
        (("foreign.passport",), (EMBASSY, replace(EMBASSY, ref="place:embassy-id")), False),
    ],
)
def test_the_embassy_that_is_named_goes_with_what_is_asked(
    knowledge: Knowledge, affairs: tuple[str, ...], places: tuple[Place, ...], *, told: bool
) -> None:
    mention = Mention(0, "인도 대사관", places)
    assert named_of(findings(knowledge, *affairs), [mention], None, knowledge) == (EMBASSY if told else None)


def test_the_embassy_of_a_country_that_is_named_goes_with_it_too(knowledge: Knowledge) -> None:
    assert named_of(findings(knowledge, "foreign.passport"), (), EMBASSY, knowledge) == EMBASSY
    assert named_of(findings(knowledge, "passport.apply"), (), EMBASSY, knowledge) is None


def test_the_phone_of_a_park_is_that_of_the_landmark_and_not_of_the_thing(knowledge: Knowledge) -> None:
    text, thing = "매헌시민의숲 전화번호", Place("asset:park.citizensforest", "park", {"ko": "매헌시민의숲"}, "11650", Point(37.47, 127.03))
    park = Place("place:citizens-forest", "park", {"ko": "매헌시민의숲"}, "11650", Point(37.471, 127.035), address="매헌로 99", phone="02-575-3895")
    mention = Mention(0, "매헌시민의숲", (thing, park))
    assert sought(conversation(text), match("park.large"), [mention], knowledge) == park


def test_the_dong_that_is_said_before_a_complex_is_no_other_place(knowledge: Knowledge) -> None:
    text, dong = "대치동 은마아파트 가까운 역", Place("area:1168010600", "legal_dong", {"ko": "대치동"}, "11680")
    site = replace(dong, address="은마아파트", point=Point(37.499, 127.065))
    asked = sought(conversation(text), match("transit.subway.toilet"), [named(text, "대치동", dong), named(text, "은마아파트", site)], knowledge)
    assert asked is not None
    assert (asked.kind, asked.names["ko"]) == ("site", "은마아파트")
