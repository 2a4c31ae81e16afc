"""Names of places go before matching, and what else is said stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_edition import Edition, rows
from city120_faq.matching.place_names import PlaceNames


@pytest.fixture(scope="module")
def names(edition: Edition) -> PlaceNames:
    plain = edition.rows("plain_names", rows.PlainName)
    return PlaceNames.of(edition.spellings(), plain, edition.roads().roads, edition.sites().plain)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("마포 사는데 서초구에서 주차 딱지를 뗐어요", "사는데 주차 딱지를 뗐어요"),
        ("수유역 4호선 막차 몇 시에 있어요?", "역 4호선 막차 몇 시에 있어요?"),
        ("역삼동인데 물이 안 나와요", "물이 안 나와요"),
        ("我住衿川区加山洞，家里水压小", "我住，家里水压小"),
        ("江南駅の終電は何時ですか", "駅の終電は何時ですか"),
        ("Nhà tôi ở quận Jongno bị mất nước", "Nhà tôi ở bị mất nước"),
        ("I live in Mapo-gu and the water is brown", "I live in and the water is brown"),
        ("broken escalator at Gangnam Station", "broken escalator at Station"),
        ("동작구청에서 퇴근하고 여권을 신청하나요", "구청에서 퇴근하고 여권을 신청하나요"),
        ("중구청이 어디로 옮겼나요", "구청이 어디로 옮겼나요"),
        ("종로구보건소에서 예방접종", "구보건소에서 예방접종"),
        ("麻浦区厅几点下班", "区厅几点下班"),
        ("麻浦区庁の駐車場", "区庁の駐車場"),
        ("월드컵북로21길 5에 가로등이 꺼졌어요", "가로등이 꺼졌어요"),
        ("올림픽로 300 앞 가로등이 나갔어요", "앞 가로등이 나갔어요"),
        ("마포구월드컵로212앞 쓰레기", "앞 쓰레기"),
        ("테헤란로 백오십이인데요 물이 새요", "물이 새요"),
        ("월드컵북로에 가로등이 꺼졌어요", "길 가로등이 꺼졌어요"),
        ("강남대로에서 넘어졌어요", "길 넘어졌어요"),
        ("월드컵북로21길에 쓰레기", "길 쓰레기"),
        ("남산1호터널 안에 물이 새요", "터널 안에 물이 새요"),
        ("남산 1호 터널에서 사고", "터널에서 사고"),
        ("there is water in Namsan Tunnel No. 3", "there is water in Tunnel"),
        ("Hầm Namsan số 1 bị dột", "Hầm bị dột"),
        ("Pothole on Olympic-ro 300", "Pothole on"),
        ("pothole at 300 Olympic-ro", "pothole at"),
        ("奥林匹克路300 路面有坑", "路面有坑"),
        ("서울고등학교 앞 가로등이 나갔어요", "앞 가로등이 나갔어요"),
        ("이화여고에서 버스를 놓쳤어요", "버스를 놓쳤어요"),
        ("망우사거리에 물이 고여요", "물이 고여요"),
        ("래미안대치팰리스 윗집이 쿵쿵거려요", "윗집이 쿵쿵거려요"),
        # Of a complex what it is stays: it says something of the neighbours.
        ("남산타운아파트 윗집이 쿵쿵거려요", "아파트 윗집이 쿵쿵거려요"),
        # A short name might be anything.
        ("서울고 앞 가로등이 나갔어요", "서울고 앞 가로등이 나갔어요"),
    ],
)
def test_names_go(names: PlaceNames, text: str, left: str) -> None:
    assert names.remove(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "부산 수영구 물이 안 나와요",
        "강북삼성병원이 어디로 옮겼나요",
        "성동교 난간이 휘어서 위험해 보여요",
        "관악산에서 연기가 나요",
        "동작이 느려요",
        "",
        "강서구 방화동",
        "the bus from Incheon",
        "영상통화로 120 상담 받는 법",
        "올림픽대로 3차로에 구멍",
        "강변북로에 구멍",
        "소파로 길을 막아요",
        "버스로 30분 걸려요",
        "公交路线402",
        "我坐143路 2站",
    ],
)
def test_what_says_something_stays(names: PlaceNames, text: str) -> None:
    assert names.remove(text) == text


@given(text=st.text(max_size=80))
def test_any_text_keeps_something(names: PlaceNames, text: str) -> None:
    assert bool(names.remove(text).strip()) == bool(text.strip())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("where is the April 19th National Cemetery Station exit", "where is the Station exit"),
        ("the 19th National Cemetery", "the 19th National Cemetery"),
        ("- - April 19th National", "- - April 19th National"),
    ],
)
def test_a_name_of_many_words_goes_as_a_whole_and_part_of_one_stays(text: str, left: str) -> None:
    names = PlaceNames({"april19thnationalcemeterystation": "Station"}, frozenset(), {}, frozenset())
    assert names.remove(text) == left


def test_no_name_is_too_long_or_too_short() -> None:
    """What a name may be is what the names are."""
    long = "가나다라마바사아자차카타파하동"
    names = PlaceNames({long: "", "두": ""}, frozenset(), {}, frozenset())
    assert names.remove(f"{long}에서 물이 두에서") == "물이"
