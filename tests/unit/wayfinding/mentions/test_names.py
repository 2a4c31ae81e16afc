"""Names in a text: what a word needs around it to be one."""

from __future__ import annotations

import pytest

from city120_text import name_key
from city120_wayfinding.mentions.names import NameMatcher
from city120_wayfinding.writing.endings import Endings
from city120_wayfinding.writing.folding import FoldedName, FoldedText


def folded(name: str) -> FoldedName:
    return FoldedName.of(name, name_key(name))


NAMES = ("강남", "강남역", "마포구", "신사", "서울", "서울역", "Sinsa", "Mapo-gu", "Dongdaemun", "Đống Đa", "Каннам", "テヘラン", "江南", "江南駅")
MATCHER = NameMatcher(map(folded, NAMES), ["신사적"], Endings(["에서", "에", "은", "인데", "근처"]), Endings(["에서"]))


def found(text: str) -> list[str]:
    return [match.key for match in MATCHER.find(FoldedText.of(text))]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("강남역 근처", ["강남역"]),
        ("강남역에서 넘어졌어요", ["강남역"]),
        ("강남인데 물이", ["강남"]),
        ("강남은 어디", ["강남"]),
        ("강남사람", []),
        ("저는마포구에살아요", []),
        ("저는마포구에서살아요", ["마포구"]),
        ("서울강남", ["서울", "강남"]),
        ("江南駅の前", ["江南駅"]),
        ("Каннамд", ["каннам"]),
        ("", []),
    ],
)
def test_a_name_is_found_where_it_is_whole(text: str, keys: list[str]) -> None:
    assert found(text) == keys


def test_latin_names_stand_between_the_edges_of_words() -> None:
    assert found("in Sinsa, please") == ["sinsa"]
    assert found("Sinsadong") == []


def test_a_text_may_leave_out_marks_and_not_have_others() -> None:
    assert found("ở Đống Đa") == found("o dong da") == ["dongda"]
    assert found("Sínsa") == []


def test_a_short_name_is_not_cut_in_two_unless_it_is_written_so_and_a_long_one_may_be() -> None:
    assert found("강 남") == []
    assert found("Mapo gu") == ["mapogu"]
    assert found("Sin sa") == []
    assert found("Dong dae mun") == ["dongdaemun"]


def test_a_little_word_before_a_name_is_not_the_beginning_of_another() -> None:
    matcher = NameMatcher(map(folded, ["Inui-dong", "Ui-dong", "ga Sinsa", "Sinsa"]), [], Endings([]), Endings([]))
    for text, key in (("in Ui-dong", "uidong"), ("Inui-dong", "inuidong"), ("Inui dong", "inuidong"), ("ga Sinsa", "gasinsa")):
        assert [match.key for match in matcher.find(FoldedText.of(text))] == [key]


def test_an_everyday_word_wins_over_a_shorter_name_and_stands_for_nothing() -> None:
    assert found("신사적 행동") == []
    assert found("신사 근처") == ["신사"]


def test_a_name_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert found("江南。駅") == ["江南"]
    assert found("서울\n역") == ["서울"]


def test_in_what_is_something_else_there_is_none() -> None:
    text = FoldedText.of("강남 서울")
    assert [match.key for match in MATCHER.find(text, [(0, 2)])] == ["서울"]


def test_without_names_nothing_is_found() -> None:
    assert NameMatcher([], [], Endings([]), Endings([])).find(FoldedText.of("강남")) == []
