"""Places of a kind that words ask for, and one by its name; and what is no such question."""

from __future__ import annotations

import pytest

from city120_gateway.conversation.conversation import Earlier, RankedAffair
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Mention, Place, Role
from city120_gateway.resolution.kinds_asked import KindsAsked, kinds_asked, kinds_before
from tests.unit.gateway.samples import conversation

AFFAIR = "edu.school"
MAPO = Place(
    "area:11440",
    "district",
    {"ko": "마포구", "en": "Mapo-gu", "zh": "麻浦区", "ja": "麻浦区", "vi": "quận Mapo", "mn": "Мапо дүүрэг"},
    "11440",
)
BANPO = Place(
    "area:1165010700",
    "legal_dong",
    {"ko": "반포동", "en": "Banpo-dong", "zh": "盘浦洞", "ja": "盤浦洞", "vi": "Banpo-dong", "mn": "Банпо-дун"},
    "11650",
)
STATION = Place("station:banpo", "station", {"ko": "반포", "en": "Banpo", "zh": "盘浦", "ja": "盤浦", "vi": "Banpo", "mn": "Банпо"}, "11650")


def asked(knowledge: Knowledge, text: str, language: str, surface: str = "", *places: Place, earlier: Earlier | None = None) -> KindsAsked | None:
    cue = "근처" if surface and f"{surface} 근처" in text else ""
    mentions = [Mention(text.index(surface), surface, places, Role.UNSPECIFIED, cue)] if surface else []
    return kinds_asked(conversation(text, language, earlier=earlier or Earlier()), mentions, knowledge)


@pytest.mark.parametrize(
    ("text", "language", "surface", "kinds"),
    [
        ("마포구 근처 초등학교 어디", "ko", "마포구", ("elementary",)),
        ("우리 동네 중학교 알려줘 마포구", "ko", "마포구", ("middle",)),
        ("마포구에 있는 초등학교랑 중학교 알려 주세요", "ko", "마포구", ("elementary", "middle")),
        ("마포구에는 고등학교가 뭐가 있나요?", "ko", "마포구", ("high",)),
        ("마포구 초등학교", "ko", "마포구", ("elementary",)),
        ("elementary schools in Mapo-gu", "en", "Mapo-gu", ("elementary",)),
        ("Can you tell me which schools are near Mapo-gu?", "en", "Mapo-gu", ("school",)),
        ("麻浦区有哪些高中", "zh", "麻浦区", ("high",)),
        ("高校は麻浦区に", "ja", "麻浦区", ("high",)),
        ("麻浦区の近くの小学校を教えてください", "ja", "麻浦区", ("elementary",)),
        ("Trường THPT quận Mapo ở đâu ạ?", "vi", "quận Mapo", ("high",)),
        ("Мапо дүүрэгт дунд сургууль хаана байна", "mn", "Мапо дүүрэг", ("middle",)),
    ],
)
def test_who_names_a_kind_and_a_place_asks_for_those_there(
    knowledge: Knowledge, text: str, language: str, surface: str, kinds: tuple[str, ...]
) -> None:
    assert asked(knowledge, text, language, surface, MAPO) == KindsAsked(AFFAIR, kinds)


@pytest.mark.parametrize("text", ["근처 초등학교 어디 있어요", "우리 동네 초등학교 알려줘", "서울 초등학교 어디"])
def test_a_place_may_be_missing(knowledge: Knowledge, text: str) -> None:
    assert asked(knowledge, text, "ko") == KindsAsked(AFFAIR, ("elementary",))


@pytest.mark.parametrize(
    ("text", "language", "surface"),
    [
        ("우리 아이 초등학교 배정 어디로 되나요 마포구", "ko", "마포구"),
        ("마포구 초등학교 전학 어디서 해요", "ko", "마포구"),
        ("마포구 초등학교 입학 언제예요", "ko", "마포구"),
        ("마포구 초등학교 급식 민원", "ko", "마포구"),
        ("마포구 초등학교 앞 불법주차", "ko", "마포구"),
        ("마포구 초등학교 전화번호 알려줘", "ko", "마포구"),
        ("마포구 대학교 어디", "ko", "마포구"),
        ("where do I enrol my child in elementary school in Mapo-gu", "en", "Mapo-gu"),
        ("complaint about an elementary school in Mapo-gu", "en", "Mapo-gu"),
        ("driving schools in Mapo-gu", "en", "Mapo-gu"),
        ("我想让孩子上麻浦区的小学，怎么报名", "zh", "麻浦区"),
        ("麻浦区の小学校に転校したい", "ja", "麻浦区"),
        ("chuyển trường tiểu học quận Mapo", "vi", "quận Mapo"),
        ("Мапо дүүрэг бага сургуульд шилжих", "mn", "Мапо дүүрэг"),
        ("초등학교", "ko", ""),
        ("転校する小学校はどこですか", "ja", ""),
    ],
)
def test_what_else_is_asked_of_schools_is_no_search(knowledge: Knowledge, text: str, language: str, surface: str) -> None:
    assert asked(knowledge, text, language, surface, MAPO) is None


@pytest.mark.parametrize(
    ("text", "language", "surface", "name"),
    [
        ("반포초등학교 어디예요", "ko", "", "반포초등학교"),
        ("반포초등학교는 어디에 있나요?", "ko", "", "반포초등학교"),
        ("Banpo Elementary School where is it", "en", "Banpo", "Banpo Elementary School"),
        ("盘浦小学在哪里", "zh", "盘浦", "盘浦小学"),
        ("盤浦小学校はどこですか", "ja", "盤浦", "盤浦小学校"),
        ("Trường tiểu học Banpo ở đâu?", "vi", "Banpo", "Trường tiểu học Banpo"),
        ("Банпо бага сургууль хаана байдаг вэ?", "mn", "Банпо", "Банпо бага сургууль"),
        ("where is Greenhill High School?", "en", "", "Greenhill High School"),
    ],
)
def test_a_short_name_beside_the_kind_is_that_of_one_school(knowledge: Knowledge, text: str, language: str, surface: str, name: str) -> None:
    told = asked(knowledge, text, language, surface, STATION, BANPO)
    assert told is not None
    assert told.name == name
    assert ("반포초등학교" in told.official) is bool(surface)


@pytest.mark.parametrize(
    ("text", "language", "surface"),
    [("Banpo-dong elementary schools", "en", "Banpo-dong"), ("盘浦洞小学在哪里", "zh", "盘浦洞"), ("반포동초등학교 어디", "ko", "반포동")],
)
def test_a_name_of_an_area_beside_the_kind_is_where_to_look(knowledge: Knowledge, text: str, language: str, surface: str) -> None:
    told = asked(knowledge, text, language, surface, BANPO)
    assert told is not None
    assert told.name == ""


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("where is a good high school?", ""),
        ("Where can I find a good High School", ""),
        ("Where is the new Elementary School?", ""),
        ("Where is Banpo International High School?", "Banpo"),
    ],
)
def test_what_describes_a_school_or_begins_with_a_place_is_no_name(knowledge: Knowledge, text: str, surface: str) -> None:
    assert asked(knowledge, text, "en", surface, STATION) is None


def test_the_word_before_a_place_is_not_taken_out_of_another(knowledge: Knowledge) -> None:
    text = "Where can I find elementary schools in Mapo-gu?"
    named = [Mention(text.index("Mapo-gu"), "Mapo-gu", (MAPO,), Role.UNSPECIFIED, "in")]
    assert kinds_asked(conversation(text, "en"), named, knowledge) == KindsAsked(AFFAIR, ("elementary",))


def test_who_was_asked_something_else_replies_to_that(knowledge: Knowledge) -> None:
    text = "마포구 초등학교 근처요"
    lamp, school = (Earlier(edition_id="e", certain=True, affairs=(RankedAffair(code, 0.98),)) for code in ("road.streetlight", AFFAIR))
    assert asked(knowledge, text, "ko", "마포구", MAPO, earlier=lamp) is None
    assert asked(knowledge, "반포초등학교 어디", "ko", earlier=lamp) is None
    assert asked(knowledge, "마포구 초등학교 근처", "ko", "마포구", MAPO, earlier=school) is not None


def test_the_kinds_are_carried_on_to_a_turn_that_says_where(knowledge: Knowledge) -> None:
    first = KindsAsked(AFFAIR, ("middle",)).carried(conversation("", heard=frozenset({"kind:high", "near"})))
    assert first.heard == {"kind:middle", "near"}
    after, elsewhere = (
        conversation("망원동", heard=first.heard, earlier=Earlier(affairs=(RankedAffair(code, 0.98),))) for code in (AFFAIR, "road.pothole")
    )
    assert kinds_before(after, knowledge) == ("middle",)
    assert kinds_before(elsewhere, knowledge) == ()
    assert kinds_before(first, knowledge) == ()


@pytest.mark.parametrize(("text", "language"), [("안도라 대사관 어디예요?", "ko"), ("where is the Andorra Embassy?", "en")])
def test_an_embassy_that_no_list_has_is_asked_for_by_its_name(knowledge: Knowledge, text: str, language: str) -> None:
    told = asked(knowledge, text, language)
    assert told is not None
    assert (told.affair, told.kinds, told.name) == ("foreign.passport", ("embassy",), "안도라 대사관" if language == "ko" else "Andorra Embassy")


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("where is the embassy of Andorra", "en", "embassy of Andorra"),
        ("how do I get to the embassy of Andorra", "en", "embassy of Andorra"),
        ("Andorra Embassy", "en", "Andorra Embassy"),
        ("安道尔大使馆在哪里", "zh", "安道尔大使馆"),
        ("请问安道尔大使馆的电话号码", "zh", "安道尔大使馆"),
        ("アンドラ大使館はどこですか", "ja", "アンドラ大使館"),
        ("Đại sứ quán Andorra ở đâu", "vi", "Đại sứ quán Andorra"),
        ("Андоррын элчин сайдын яам хаана байдаг вэ", "mn", "Андоррын элчин сайдын яам"),
    ],
)
def test_a_country_beside_the_word_for_it_names_one_however_it_is_asked(knowledge: Knowledge, text: str, language: str, name: str) -> None:
    told = asked(knowledge, text, language)
    assert told is not None
    assert (told.affair, told.name) == ("foreign.passport", name)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where is my embassy", "en"),
        ("where is the nearest embassy", "en"),
        ("大使馆在哪里", "zh"),
        ("我国大使馆在哪里", "zh"),
        ("护照丢了，大使馆在哪里", "zh"),
        ("去大使馆怎么走", "zh"),
        ("自分の国の大使館はどこですか", "ja"),
        ("パスポートをなくしました。大使館はどこ", "ja"),
        ("Đại sứ quán ở đâu", "vi"),
        ("элчин сайдын яам хаана байдаг вэ", "mn"),
    ],
)
def test_an_embassy_beside_no_country_is_none_by_its_name(knowledge: Knowledge, text: str, language: str) -> None:
    assert asked(knowledge, text, language) is None


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("대사관이 어디예요?", ""),
        ("우리나라 대사관 어디 있어요?", ""),
        ("외국 대사관 어디", ""),
        ("마포구 대사관 어디", "마포구"),
        ("대사관 근처예요", ""),
    ],
)
def test_of_embassies_none_is_looked_for_that_is_not_named(knowledge: Knowledge, text: str, surface: str) -> None:
    assert asked(knowledge, text, "ko", surface, MAPO) is None
