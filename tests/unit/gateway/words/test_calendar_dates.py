"""Dates in six languages, seen from a Monday, the last of November."""

from __future__ import annotations

import datetime as dt

import pytest

from city120_edition import rows
from city120_edition.source import read_file
from city120_gateway.words.calendar_dates import CalendarDates
from tests.bundled import BUNDLED

DATES = CalendarDates(row for _, _, row in read_file(BUNDLED / "calendar_dates.csv", rows.CalendarDate)[0])
TODAY = dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12월 25일 강남역 막차 몇 시예요", "2026-12-25"),
        ("12월25일에 강남역에서", "2026-12-25"),
        ("12/25 막차", "2026-12-25"),
        ("1월 1일 첫차", "2027-01-01"),
        ("2027년 1월 1일", "2027-01-01"),
        ("2026-12-25 문 여나요", "2026-12-25"),
        ("2026. 12. 25. 막차", "2026-12-25"),
        ("11월 30일 막차", "2026-11-30"),
        ("11월 29일 막차", "2027-11-29"),
        ("25일에 강남역 막차", "2026-12-25"),
        ("31일 강남역 막차", "2026-12-31"),
        ("다음 달 5일 막차", "2026-12-05"),
        ("이번 달 30일 막차", "2026-11-30"),
        ("last train on December 25", "2026-12-25"),
        ("on 25 December from Gangnam", "2026-12-25"),
        ("Jan 1 first train", "2027-01-01"),
        ("the 25th of December", "2026-12-25"),
        ("25 Dec, 2026", "2026-12-25"),
        ("Dec. 5th", "2026-12-05"),
        ("is it open on the 25th?", "2026-12-25"),
        ("the 5th of next month", "2026-12-05"),
        ("25/12 last train", "2026-12-25"),
        ("12月25日江南站末班车几点", "2026-12-25"),
        ("1月1号首班车", "2027-01-01"),
        ("25号江南站末班车", "2026-12-25"),
        ("下个月5号", "2026-12-05"),
        ("12月25日の江南駅の終電", "2026-12-25"),
        ("25日の終電", "2026-12-25"),
        ("来月5日", "2026-12-05"),
        ("ngày 25 tháng 12 tàu cuối", "2026-12-25"),
        ("ngay 25 thang 12", "2026-12-25"),
        ("ngày 5/12", "2026-12-05"),
        ("5/12 ủy ban có mở cửa không", "2026-12-05"),
        ("ngày 1/1/2027", "2027-01-01"),
        ("vào ngày 25 chuyến cuối", "2026-12-25"),
        ("ngày 5 tháng sau", "2026-12-05"),
        ("12-р сарын 25-нд", "2026-12-25"),
        ("12 дугаар сарын 25-ны өдөр", "2026-12-25"),
        ("25-нд сүүлийн метро", "2026-12-25"),
        ("ирэх сарын 5", "2026-12-05"),
        # Of several the nearest: what is asked comes, and what is told has been.
        ("11월 25일에 신청했는데 12월 3일에 문 여나요", "2026-12-03"),
    ],
)
def test_a_date_is_the_next_such_day(text: str, day: str) -> None:
    date = DATES.find(text, TODAY)
    assert date is not None
    assert date[1].isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "역삼동 12-25 앞",
        "세종대로 12",
        "25/24층",
        "101/502호",
        "1/2호선 막차",
        "open 24/7",
        "2호선 25번 출구",
        "江南站2号线末班车",
        "世宗大路25号",
        "3일 뒤 강남역 막차",
        "15일 안에 신고",
        "주차비 1일에 얼마예요",
        "2월 30일",
        "13/45",
        "2020년 3월 5일",
        "3日間",
        "2日に1回",
        "1日に何十件も",
        "thang may 1 tieng",
        "exit 3 may be closed",
        "line 2 march",
        "số 12/25",
        "mỗi ngày 2 lần",
        "3 tháng 5 ngày",
        "12 цагт",
        "on the 5th floor",
        "I may go",
    ],
)
def test_other_numbers_are_no_date(text: str) -> None:
    assert DATES.find(text, TODAY) is None


def test_the_rest_of_a_text_has_no_date() -> None:
    assert DATES.without("12월 25일 강남역 막차, 12/26 첫차").split() == ["강남역", "막차,", "첫차"]


def test_a_day_that_a_month_does_not_have_is_of_the_next_that_has_it() -> None:
    assert DATES.find("on the 31st", dt.date(2026, 11, 3)) == ("on the 31st", dt.date(2026, 12, 31))
