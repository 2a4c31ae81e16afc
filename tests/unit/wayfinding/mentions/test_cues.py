"""What a place does in a sentence."""

from __future__ import annotations

import pytest

from city120_edition import rows
from city120_wayfinding.mentions.cues import Role, RoleFinder
from city120_wayfinding.mentions.finder import MentionFinder
from city120_wayfinding.writing.folding import FoldedText

RESIDENCE, SITE, ORIGIN, DESTINATION = "residence", "site", "origin", "destination"

ROLES = [
    ("ko", "마포 사는데 서초구에서 주차 딱지를 뗐어요", [RESIDENCE, SITE]),
    ("ko", "강남구에서 살고 있는데요", [RESIDENCE]),
    ("ko", "강남구에 혼자 살아요", [RESIDENCE]),
    ("ko", "여기 강남역인데 넘어졌어요", [SITE]),
    ("ko", "여기서 강남역 막차", [DESTINATION]),
    ("ko", "집이 마포인데 강남역 앞에서 넘어졌어요", [RESIDENCE, SITE]),
    ("ko", "강남구민인데 서초구 도로가 파였어요", [RESIDENCE, ""]),
    ("ko", "서초구로 이사 왔어요", [RESIDENCE]),
    ("ko", "강남역 근처", [SITE]),
    ("ko", "역삼동인데 가로등이 나갔어요", [""]),
    ("ko", "강남역에서 홍대입구역까지 막차", [ORIGIN, DESTINATION]),
    ("ko", "강남역에서 집에 가는 막차", [ORIGIN]),
    ("ko", "강남역인데 집에 가고 싶어요", [SITE]),
    ("ko", "노원역 집에 가고 싶어요", [DESTINATION]),
    ("ko", "서초구청 어떻게 가요", [DESTINATION]),
    ("ko", "지금 수원 가는 지하철 서울역", [DESTINATION, ""]),
    ("ko", "지금 수원행 지하철 서울역", [DESTINATION, ""]),
    ("ja", "今、水原に行く電車 ソウル駅", [DESTINATION, ""]),
    ("mn", "одоо Сувон руу явах метро Сөүл өртөө", [DESTINATION, ""]),
    ("en", "I live in Mapo but got a parking ticket in Seocho-gu", [RESIDENCE, SITE]),
    ("en", "I'm a Mapo resident", [RESIDENCE]),
    ("en", "a hole in front of Gangnam Station", [SITE]),
    ("en", "last train from Seoul Station to Gangnam Station", [ORIGIN, DESTINATION]),
    ("en", "I need to be at Jamsil by 9 am from Sinchon", [DESTINATION, ORIGIN]),
    ("en", "I have to be in Gangnam by 8:30 from Nowon", [DESTINATION, ORIGIN]),
    ("zh", "从新村出发早上9点要在蚕室", [ORIGIN, DESTINATION]),
    ("ja", "新村から朝9時までに蚕室にいないといけない", [ORIGIN, DESTINATION]),
    ("vi", "từ Sinchon tôi phải có mặt ở Jamsil trước 9 giờ sáng", [ORIGIN, DESTINATION]),
    ("mn", "Синчоноос өглөөний 9 цаг гэхэд Жамсилд байх ёстой", [ORIGIN, DESTINATION]),
    ("zh", "我住在麻浦区，在江南站附近摔倒了", [RESIDENCE, SITE]),
    ("zh", "从江南站到首尔站的末班车", [ORIGIN, DESTINATION]),
    ("zh", "江南站怎么走", [DESTINATION]),
    ("zh", "从首尔站怎么去江南站", [ORIGIN, DESTINATION]),
    ("zh", "首尔站怎么去江南站", ["", DESTINATION]),
    ("ja", "麻浦区に住んでいます", [RESIDENCE]),
    ("ja", "江南駅で転びました", [SITE]),
    ("ja", "江南駅です", [""]),
    ("ja", "江南駅からソウル駅まで", [ORIGIN, DESTINATION]),
    ("vi", "Nhà tôi ở quận Jongno", [RESIDENCE]),
    ("vi", "nha toi o quan Jongno", [RESIDENCE]),
    ("vi", "tôi muốn về nhà, bây giờ tôi ở ga Gangnam", [SITE]),
    ("vi", "đèn hỏng gần ga Gangnam", [SITE]),
    ("vi", "từ ga Gangnam đến ga Seoul", [ORIGIN, DESTINATION]),
    ("vi", "buổi tối quận Jongno mất nước", [""]),
    ("mn", "Мапод амьдардаг, Сочо дүүрэгт торгууль авсан", [RESIDENCE, SITE]),
    ("mn", "Каннамаас Жамсил хүртэл", [ORIGIN, DESTINATION]),
    ("mn", "Каннам буудлын ойролцоо", [SITE]),
]


@pytest.mark.parametrize(("language", "text", "roles"), ROLES)
@pytest.mark.parametrize("told", [True, False], ids=["language told", "language not told"])
def test_the_nearest_cue_tells_the_role(mentions: MentionFinder, language: str, text: str, roles: list[str], told: bool) -> None:
    assert [mention.role for mention in mentions.find(text, language if told else "")] == roles


def test_the_cue_is_quoted_as_the_edition_has_it(mentions: MentionFinder) -> None:
    assert [mention.cue for mention in mentions.find("마포 사는데 서초구에서", "ko")] == ["사는", "에서"]


def test_a_district_and_its_dong_are_one_address_with_one_role(mentions: MentionFinder) -> None:
    assert [mention.role for mention in mentions.find("용산구 한남동에 살고 있습니다", "ko")] == [RESIDENCE, RESIDENCE]
    assert [mention.role for mention in mentions.find("in Yeoksam-dong, Gangnam-gu", "en")] == [SITE, SITE]


def cue(text: str, role: str, position: str = "after", language: str = "en") -> rows.Cue:
    return rows.Cue(language=language, position=position, text=text, role=role)  # type: ignore[arg-type]


def role_of(cues: list[rows.Cue], text: str, name: str, language: str = "") -> Role:
    folded = FoldedText.of(text)
    start = folded.key.index(FoldedText.of(name).key)
    return RoleFinder(cues).roles(folded, [(start, start + len(FoldedText.of(name).key))], language)[0]


def test_the_longest_of_equally_near_cues_wins() -> None:
    cues = [cue("in", SITE, "before"), cue("live in", RESIDENCE, "before")]
    assert role_of(cues, "I live in X", "X") == Role(RESIDENCE, "live in")


def test_the_language_of_the_text_is_asked_first() -> None:
    cues = [cue("to", DESTINATION, "before", "en"), cue("nha to", RESIDENCE, "before", "vi")]
    assert role_of(cues, "nha to X", "X", "en").role == DESTINATION
    assert role_of(cues, "nha to X", "X", "vi").role == RESIDENCE


def test_an_attached_cue_is_written_on_to_the_name_or_its_endings() -> None:
    cues = [cue("-로", DESTINATION, language="ko"), cue("-쪽", "none", language="ko")]
    assert role_of(cues, "마포쪽으로", "마포").role == ""
    assert role_of(cues, "마포쪽로", "마포").role == DESTINATION
    assert role_of(cues, "마포 로봇", "마포").role == ""


def test_a_cue_that_may_stand_far_off_says_so() -> None:
    assert role_of([cue("… 사는", RESIDENCE, language="ko")], "마포 혼자 사는데", "마포").role == RESIDENCE
    assert role_of([cue("사는", RESIDENCE, language="ko")], "마포 혼자 사는데", "마포").role == ""


def test_a_cue_of_another_sentence_tells_nothing() -> None:
    cues = [cue("in", SITE, "before"), cue("… 사는", RESIDENCE, language="ko")]
    assert role_of(cues, "I came in. X is dark", "X").role == ""
    assert role_of(cues, "마포예요! 혼자 사는데", "마포").role == ""


@pytest.mark.parametrize("text", ["-", "…", "?"])
def test_a_cue_without_letters_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no letters"):
        RoleFinder([cue(text, SITE)])
