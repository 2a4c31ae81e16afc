"""The day that words name, seen from a Friday noon."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from city120_gateway.knowledge import Knowledge

SEOUL = ZoneInfo("Asia/Seoul")
FRIDAY = dt.datetime(2026, 11, 27, 12, 30, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("강남역 내일 막차 몇 시예요", "2026-11-28"),
        ("모레 첫차", "2026-11-29"),
        ("강남역 토요일 막차", "2026-11-28"),
        ("일요일", "2026-11-29"),
        ("다음 공휴일 막차", "2026-11-29"),
        ("last train tomorrow", "2026-11-28"),
        ("the day after tomorrow", "2026-11-29"),
        ("on Monday?", "2026-11-30"),
        ("明日の江南駅の終電は", "2026-11-28"),
        ("周日末班车", "2026-11-29"),
        ("tàu cuối ngày mai", "2026-11-28"),
        ("tau cuoi ngay mai", "2026-11-28"),
        ("маргааш сүүлийн галт тэрэг", "2026-11-28"),
        ("금요일 막차", "2026-11-27"),
        ("설날 당일 막차", "2027-02-07"),
        ("추석 연휴 막차", "2027-09-14"),
        ("last subway on Christmas", "2026-12-25"),
        ("Christmas Eve", "2026-12-24"),
        ("next Sunday", "2026-11-29"),
        ("강서구 다음주 화요일", "2026-12-01"),
        ("다음 주 일요일", "2026-12-06"),
        ("on tuesday next week", "2026-12-01"),
        ("下周二", "2026-12-01"),
        ("来週の火曜日", "2026-12-01"),
        ("thứ ba tuần sau", "2026-12-01"),
        ("ирэх долоо хоногийн мягмар гараг", "2026-12-01"),
        ("설날 다음날 막차", "2027-02-08"),
        ("추석 전날 강남역 막차", "2027-09-14"),
        ("추석 다음 날 강남역 막차", "2027-09-16"),
        ("the day after Chuseok", "2027-09-16"),
        ("除夕末班车", "2027-02-06"),
        ("秋夕の前日", "2027-09-14"),
        ("hôm sau Trung thu", "2027-09-16"),
        ("чүсокийн дараах өдөр", "2027-09-16"),
        ("明早9点前", "2026-11-28"),
        ("元旦末班车", "2027-01-01"),
        ("旧正月の終電", "2027-02-07"),
        ("tàu cuối đêm Giáng sinh", "2026-12-24"),
        ("цагаан сарын өдөр", "2027-02-07"),
        ("12월 25일 강남역 막차", "2026-12-25"),
        ("12월 12일 토요일 막차", "2026-12-12"),
        ("last train on December 25", "2026-12-25"),
        # "Tomorrow" is surer than a date, which may be of something else.
        ("11월 20일에 신청했는데 내일 문 여나요", "2026-11-28"),
        # Seollal of 2027 is a Sunday: its holidays go on until Tuesday.
        ("설 연휴 다음날 첫차", "2027-02-10"),
        ("추석 연휴 끝나고 다음날", "2027-09-17"),
        ("the day after the Seollal holiday", "2027-02-10"),
        ("秋夕連休の翌日", "2027-09-17"),
    ],
)
def test_a_word_names_the_next_such_day(knowledge: Knowledge, text: str, day: str) -> None:
    named = knowledge.days.find(text, FRIDAY)
    assert named is not None
    assert named[1].date().isoformat() == day


@pytest.mark.parametrize(
    ("text", "seen_from", "word", "day"),
    [
        ("2027년 설날 당일 막차", "2026-01-05", "설날 당일", "2027-02-07"),
        ("2027년 추석 강남역 막차", "2026-03-02", "추석", "2027-09-15"),
        ("내년 설날 막차", "2026-01-05", "설날", "2027-02-07"),
        ("Gangnam last train on Seollal 2027", "2026-01-05", "seollal", "2027-02-07"),
        ("last train next year on Chuseok", "2026-03-02", "chuseok", "2027-09-15"),
        ("2027年春节末班车", "2026-01-05", "春节", "2027-02-07"),
        ("来年の秋夕の終電", "2026-03-02", "秋夕", "2027-09-15"),
        ("Chuyến cuối Tết Nguyên đán năm 2027", "2026-01-05", "tết nguyên đán", "2027-02-07"),
        ("2027 оны Чүсок сүүлийн галт тэрэг", "2026-03-02", "чүсок", "2027-09-15"),
        ("2028년 크리스마스 막차", "2026-11-27", "크리스마스", "2028-12-25"),
        # Nobody has told when it is.
        ("2035년 설날 막차", "2026-11-27", "2035 설날", "2026-11-27"),
        ("last train at Chuseok 2035", "2026-11-27", "2035 chuseok", "2026-11-27"),
        # No years: a bus, a clock, a price.
        ("2025번 버스 설날 막차", "2026-11-27", "설날", "2027-02-07"),
        ("bus 2026 on Seollal", "2026-11-27", "seollal", "2027-02-07"),
    ],
)
def test_a_holiday_of_a_year_is_the_one_of_that_year(knowledge: Knowledge, text: str, seen_from: str, word: str, day: str) -> None:
    named = knowledge.days.find(text, dt.datetime.fromisoformat(f"{seen_from}T12:30").replace(tzinfo=SEOUL))
    assert named is not None
    assert (named[0], named[1].date().isoformat()) == (word, day)


@pytest.mark.parametrize("text", ["2025년 추석 막차", "Seollal 2026 last train"])
def test_a_holiday_that_is_over_is_no_day(knowledge: Knowledge, text: str) -> None:
    assert knowledge.days.find(text, FRIDAY) is None


def test_a_holiday_that_nobody_has_told_is_known_by_its_word(knowledge: Knowledge) -> None:
    assert knowledge.days.unknown("2035 설날") == ("2035", "설날")
    assert knowledge.days.unknown("설날") == knowledge.days.unknown("2035년 2월 8일") == ("", "")


def test_the_rest_of_a_text_has_no_day(knowledge: Knowledge) -> None:
    assert knowledge.days.without("강남역 내일 막차, Saturday, 12/25?").split() == ["강남역", "막차"]


@pytest.mark.parametrize(("text", "is_date"), [("12월 25일 막차", True), ("크리스마스 막차", False), ("막차", False)])
def test_a_date_is_told_from_the_name_of_a_day(knowledge: Knowledge, text: str, *, is_date: bool) -> None:
    named = knowledge.days.find(text, FRIDAY)
    assert knowledge.days.is_date(named[0] if named is not None else "") is is_date


@pytest.mark.parametrize(
    ("moment", "day_type"),
    [
        ("2026-11-27T12:00", "weekday"),
        ("2026-11-28T12:00", "saturday"),
        ("2026-11-29T12:00", "holiday"),
        ("2026-12-25T12:00", "holiday"),
        ("2026-11-28T00:30", "weekday"),
    ],
)
def test_a_service_day_is_of_a_kind(knowledge: Knowledge, moment: str, day_type: str) -> None:
    assert knowledge.days.day_type(dt.datetime.fromisoformat(moment).replace(tzinfo=SEOUL)) == day_type


def test_a_holiday_of_the_calendar_is_one(knowledge: Knowledge) -> None:
    before_christmas = dt.datetime(2026, 12, 22, 9, tzinfo=SEOUL)
    named = knowledge.days.find("공휴일에 막차", before_christmas)
    assert named is not None
    assert named[1].date() == dt.date(2026, 12, 25)


def test_today_keeps_the_moment(knowledge: Knowledge) -> None:
    assert knowledge.days.find("금요일", FRIDAY) == ("금요일", FRIDAY)


def test_after_midnight_tomorrow_is_seen_from_the_service_day(knowledge: Knowledge) -> None:
    night = dt.datetime(2026, 11, 28, 0, 30, tzinfo=SEOUL)
    named = knowledge.days.find("내일", night)
    assert named is not None
    assert named[1].date() == dt.date(2026, 11, 28)


@pytest.mark.parametrize("text", ["강남역 막차", "last train", "어제부터 물이 안 나와요", ""])
def test_no_word_names_no_day(knowledge: Knowledge, text: str) -> None:
    assert knowledge.days.find(text, FRIDAY) is None
