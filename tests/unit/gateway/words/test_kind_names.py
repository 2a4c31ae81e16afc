"""What kinds of places are called that only words ask for."""

from __future__ import annotations

import pytest

from city120_edition import rows
from city120_gateway.knowledge import Knowledge
from city120_gateway.words.kind_names import KindNames


@pytest.mark.parametrize(
    ("text", "language", "kinds", "rest"),
    [
        ("초등학교는 어디", "ko", ("elementary",), "는 어디"),
        ("초등학교랑 중학교", "ko", ("elementary", "middle"), "랑"),
        ("대학교", "ko", (), "대학교"),
        ("반포초등학교", "ko", (), "반포초등학교"),
        ("Elementary schools!", "en", ("elementary",), ""),
        ("schools", "en", ("school",), ""),
        ("附近有小学吗", "zh", ("elementary",), "附近有 吗"),
        ("高校はどこ", "ja", ("high",), "はどこ"),
        ("trường tiểu học", "vi", ("elementary",), ""),
        ("truong tieu hoc", "vi", ("elementary",), ""),
        ("дунд сургуулиуд", "mn", ("middle",), ""),
        ("초등학교 near", "en", ("elementary",), "near"),
    ],
)
def test_kinds_are_named_alone_in_any_language(knowledge: Knowledge, text: str, language: str, kinds: tuple[str, ...], rest: str) -> None:
    assert knowledge.kind_names.find(text, language) == (kinds, rest)


@pytest.mark.parametrize(
    ("text", "name", "language", "called"),
    [
        ("Banpo Elementary School where?", "Banpo", "en", "banpo elementary school"),
        ("elementary schools in Banpo", "Banpo", "en", ""),
        ("trường tiểu học Banpo ở đâu", "Banpo", "vi", "trường tiểu học banpo"),
        ("trường tiểu học gần Banpo", "Banpo", "vi", ""),
        ("盘浦小学在哪里", "盘浦", "zh", "盘浦小学"),
        ("盤浦の小学校", "盤浦", "ja", ""),
        ("반포 초등학교", "반포", "ko", ""),
    ],
)
def test_a_name_directly_beside_a_word_for_a_kind_is_that_of_one(knowledge: Knowledge, text: str, name: str, language: str, called: str) -> None:
    assert knowledge.kind_names.beside(text, name, language) == called


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("반포초등학교", "ko", ("반포초등학교", "elementary")),
        ("반포초등학교는", "ko", ("반포초등학교", "elementary")),
        ("반포초등학교 급식", "ko", ("", "")),
        ("초등학교", "ko", ("", "")),
        ("new banpo high school", "en", ("new banpo high school", "high")),
        ("trường thpt banpo", "vi", ("trường thpt banpo", "high")),
        ("банпо бага сургууль", "mn", ("банпо бага сургууль", "elementary")),
        ("안도라 대사관", "ko", ("안도라 대사관", "embassy")),
        ("안도라대사관은", "ko", ("안도라대사관", "embassy")),
        ("좋은 초등학교", "ko", ("", "")),
    ],
)
def test_a_text_may_be_no_more_than_the_name_of_a_place(knowledge: Knowledge, text: str, language: str, told: tuple[str, str]) -> None:
    assert knowledge.kind_names.name_in(text, language) == told


def test_what_is_not_looked_for_by_words_has_no_names() -> None:
    search = rows.PlaceSearch(affair="culture.library", kinds=("library",))
    word = rows.KindWord(kind="library", language="ko", position="after", text="도서관")
    assert KindNames([search], [], [word]).find("도서관 어디", "ko") == ((), "도서관 어디")


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [("반포초등학교 급식", "ko", True), ("Banpo high school", "en", True), ("가로등", "ko", False), ("小学", "en", False)],
)
def test_a_word_for_a_kind_is_heard_anywhere(knowledge: Knowledge, text: str, language: str, *, said: bool) -> None:
    assert knowledge.kind_names.said(text, language) is said


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("성도약국 지금 열었나요", [("성도약국", "pharmacy")]),
        ("종로도서관은 열려 있나요", [("종로도서관", "library")]),
        ("Is 성도약국 open?", [("성도약국", "pharmacy")]),
        ("서울역 유실물센터 열렸나요", [("서울역 유실물센터", "lost_and_found")]),
        ("약국 지금 열었나요", []),
        ("서울역 약국 열렸나요", [("서울역", "station")]),
    ],
)
def test_a_name_is_whole_words_of_a_text(knowledge: Knowledge, text: str, names: list[tuple[str, str]]) -> None:
    assert knowledge.place_names.names_within(text) == names
