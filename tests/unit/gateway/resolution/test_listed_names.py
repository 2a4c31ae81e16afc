"""A place that only an imported list has, by its name, and one that none has."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from city120_gateway.channels.registry import render
from city120_gateway.conversation.hints import Point
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Mention, Place
from city120_gateway.resolution.decide import Kind
from city120_gateway.resolution.listed_names import NameAsked, name_asked, visiting_listed
from city120_gateway.resolution.nearby import Nearby, NearbySearch
from city120_gateway.words.caller_words import OPEN, STEP_FREE
from tests.unit.gateway.samples import AT, LANGUAGES, conversation, match, nearby_place, resolution

JONGNO = Place("station:jongno3ga", "station", {"ko": "종로"}, "11110", Point(37.57, 126.99))
GANGNAM = Place("area:11680", "district", {"ko": "강남구"}, "11680")
NOTHING = match("culture.library")


def asked(knowledge: Knowledge, text: str, language: str = "ko", **named: Place) -> NameAsked | None:
    mentions = [Mention(text.index(surface), surface, (place,)) for surface, place in named.items()]
    return name_asked(conversation(text, language), NOTHING, mentions, knowledge)


@pytest.mark.parametrize(
    ("language", "text", "name", "kind"),
    [
        ("ko", "종로도서관 열려 있나요", "종로도서관", "library"),
        ("ko", "성도약국 내일 저녁 7시에 열어요?", "성도약국", "pharmacy"),
        ("ko", "정독도서관은 휠체어로 들어갈 수 있나요?", "정독도서관", "library"),
        ("en", "Is Jongno Library open on Sunday?", "Jongno Library", "library"),
        ("en", "Can I get into Jongno Library with a wheelchair?", "Jongno Library", "library"),
        ("en", "Is 성도약국 open now?", "성도약국", "pharmacy"),
        ("zh", "钟路图书馆现在开着吗", "钟路图书馆", "library"),
        ("ja", "鍾路図書館は車椅子で入れますか", "鍾路図書館", "library"),
        ("vi", "Thư viện Jongno bây giờ có mở cửa không?", "Thư viện Jongno", "library"),
        ("mn", "Жунно номын сан одоо нээлттэй юу?", "Жунно номын сан", "library"),
    ],
)
def test_the_name_is_what_is_said_beside_the_question(knowledge: Knowledge, language: str, text: str, name: str, kind: str) -> None:
    called = asked(knowledge, text, language)
    assert called is not None
    assert (called.name, called.kind) == (name, kind)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "약국 지금 열었나요"),
        ("ko", "강남역 근처 약국 지금 열었나요"),
        ("ko", "종로도서관 어디예요"),
        ("ko", "종로도서관 열람실 예약은 몇 시에 열어요?"),
        ("ko", "지금 유실물센터 열려 있나요"),
        ("en", "Is the library open now?"),
        ("en", "is a good pharmacy open now"),
        ("mn", "номын сан одоо нээлттэй юу?"),
    ],
)
def test_a_kind_alone_and_another_question_have_none(knowledge: Knowledge, language: str, text: str) -> None:
    assert asked(knowledge, text, language) is None


def test_a_place_stands_apart_before_what_the_edition_has_all_of(knowledge: Knowledge) -> None:
    office = asked(knowledge, "종로역 유실물센터 지금 열려 있나요?", 종로역=JONGNO)
    assert office is not None
    assert (office.name, office.kind) == ("종로역 유실물센터", "lost_and_found")
    assert asked(knowledge, "종로역 약국 지금 열려 있나요?", 종로역=JONGNO) is None


def test_the_district_beside_it_is_where_it_is_looked_for(knowledge: Knowledge) -> None:
    called = asked(knowledge, "강남구 성도약국 지금 열었나요?", 강남구=GANGNAM)
    assert called == NameAsked("성도약국", "pharmacy", district="11680")


def test_what_is_called_after_a_place_has_an_official_name(knowledge: Knowledge) -> None:
    called = asked(knowledge, "Is Jongno Library open?", "en", Jongno=JONGNO)
    assert called is not None
    assert "종로도서관" in called.official


def test_what_an_answer_tells_of_is_no_name(knowledge: Knowledge) -> None:
    text = "공공심야약국 지금 열었나요"
    assert name_asked(conversation(text), match("health.nightpharm"), [], knowledge) is None


@dataclass
class Lists:
    """Lists that have some places."""

    names: tuple[str, ...]
    asked: tuple[str, str] = ("", "")

    async def nearby(self, search: NearbySearch) -> Nearby | None:
        self.asked = (search.words, search.area)
        return Nearby(tuple(nearby_place(name, ref=f"place:pharmacies/{number}") for number, name in enumerate(self.names)))


async def test_all_that_are_called_so_may_be_meant(knowledge: Knowledge) -> None:
    lists = Lists(("대성도약국", "성도 약국", "성도약국"))
    called = NameAsked("성도약국", "pharmacy", district="11680")
    visit = await visiting_listed(called, conversation("성도약국 지금 열었나요"), knowledge, lists)  # type: ignore[arg-type]
    assert visit is not None
    assert ([place.ref for place in (visit.place, *visit.others)], visit.step_free) == (["place:pharmacies/1", "place:pharmacies/2"], False)
    assert lists.asked == ("성도약국", "11680")
    none = Lists(("대성도약국",))
    assert await visiting_listed(called, conversation("성도약국 지금 열었나요"), knowledge, none) is None  # type: ignore[arg-type]


async def test_it_is_asked_of_the_time_that_is_said_or_of_the_way_in(knowledge: Knowledge) -> None:
    called, lists = NameAsked("성도약국", "pharmacy"), Lists(("성도약국",))
    later = conversation("성도약국 저녁 11시에 열어요?")
    visit = await visiting_listed(called, later, knowledge, lists)  # type: ignore[arg-type]
    assert visit is not None
    assert visit.at == AT.replace(hour=23, minute=0)
    steps = await visiting_listed(called, conversation("성도약국 휠체어로 들어갈 수 있나요"), knowledge, lists)  # type: ignore[arg-type]
    assert steps is not None
    assert (steps.step_free, steps.at) == (True, AT)
    assert dt.timedelta() < visit.at - AT


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("heard", "message"), [(OPEN, "places.unknown.open"), (STEP_FREE, "places.unknown.steps")])
def test_that_no_list_has_it_is_said_with_what_was_asked(knowledge: Knowledge, language: str, heard: str, message: str) -> None:
    unlisted = resolution(Kind.HANDOFF, language, unlisted="성도약국", heard=frozenset({heard}))
    assert render(unlisted, knowledge)[0] == knowledge.say(message, language, name="성도약국")


@pytest.mark.parametrize(
    ("language", "text", "area"),
    [
        ("ko", "상계동 주민센터 문 열었나요", "상계동"),
        ("ko", "역삼동 주민센터 몇 시에 닫아요", "역삼동"),
        ("mn", "Ёксам дун-ы иргэдийн үйлчилгээний төв хэдэн цагт хаадаг вэ", "Ёксам дун"),
    ],
)
def test_the_office_of_a_dong_that_has_several_is_no_name(knowledge: Knowledge, language: str, text: str, area: str) -> None:
    dong = Place("area:1168010100", "legal_dong", {"ko": "역삼동"}, "11680")
    assert asked(knowledge, text, language, **{area: dong}) is None


@pytest.mark.parametrize("text", ["5호선 유실물센터 몇 시까지", "5호선 유실물센터 지금 열려 있나요"])
def test_the_office_of_a_line_is_no_name(knowledge: Knowledge, text: str) -> None:
    line = Place("asset:line.5", "line", {"ko": "5호선"})
    assert asked(knowledge, text, "ko", **{"5호선": line}) is None
