"""By when a caller must be somewhere, in six languages."""

from __future__ import annotations

import datetime as dt

import pytest

from city120_edition import rows
from city120_edition.source import read_file
from city120_gateway.words.arrival_times import ArrivalTimes
from tests.bundled import BUNDLED
from tests.unit.gateway.samples import AT

TIMES = ArrivalTimes(row for _, _, row in read_file(BUNDLED / "arrival_times.csv", rows.ArrivalTime)[0])
# A Tuesday, 21:40.
MORNING = AT.replace(hour=7)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("강남역에서 상계역까지 9시까지 가려면 몇 시에 나가야 돼요", "09:00"),
        ("오후 3시 반까지 상계역", "15:30"),
        ("9:30까지 가야 해요", "09:30"),
        ("I have to be in Sanggye by 9 a.m.", "09:00"),
        ("before 9:15 pm please", "21:15"),
        ("9点半之前到上溪", "09:30"),
        ("下午3点前要到", "15:00"),
        ("从新村出发早上9点要在蚕室", "09:00"),
        ("9時までに上渓に着きたい", "09:00"),
        ("午後3時半までに", "15:30"),
        ("trước 9 giờ sáng", "09:00"),
        ("trước 9h30 tối", "21:30"),
        ("9 цагаас өмнө", "09:00"),
        ("орой 9 цаг гэхэд", "21:00"),
        ("by 12 am", "00:00"),
        ("by noon please", "12:00"),
        ("정오까지 가야 해요", "12:00"),
        ("正午までに着きたい", "12:00"),
        ("I have to be at Gimpo Airport at 9 in the morning", "09:00"),
        ("có mặt ở ga Seoul lúc 8 giờ rưỡi sáng", "08:30"),
        ("өглөө 9 цагт Сангед хүрэхийн тулд", "09:00"),
        ("8:30 гэхэд", "08:30"),
    ],
)
def test_a_time_is_the_next_one_from_then_on(text: str, time: str) -> None:
    by = TIMES.find(text, MORNING)
    assert by is not None
    assert by > MORNING
    assert f"{by:%H:%M}" == time


def test_what_the_words_leave_open_is_the_nearer_half_of_the_day() -> None:
    assert TIMES.find("by 9", AT) == AT.replace(hour=9, minute=0) + dt.timedelta(days=1)
    assert TIMES.find("by 11", AT) == AT.replace(hour=23, minute=0)
    assert TIMES.find("by 11 am", AT) == AT.replace(hour=11, minute=0) + dt.timedelta(days=1)


@pytest.mark.parametrize(
    "text", ["강남에서 상계까지 어떻게 가요", "2호선 강남역에서 타요", "line 2 by 10th street", "by 31", "9号线怎么走", "поезд 9"]
)
def test_other_numbers_are_no_time(text: str) -> None:
    assert TIMES.find(text, MORNING) is None


@pytest.mark.parametrize(
    "text", ["from Jongno 3-ga Station to Jamsil", "Jongno 5-ga đến Jamsil", "Euljiro 1-ga-с Жамсил хүртэл", "tàu từ Euljiro 3-ga về"]
)
def test_the_number_of_a_ga_is_no_hour(text: str) -> None:
    assert [TIMES.find(text, AT, means=means) for means in ("arrive", "leave", "clock")] == [None, None, None]


@pytest.mark.parametrize(("text", "time"), [("tàu lúc 9h30 sáng", "09:30"), ("9g30 sáng", "09:30"), ("lúc 9 gio sáng", "09:00")])
def test_a_short_word_for_an_hour_is_one(text: str, time: str) -> None:
    assert TIMES.find(text, AT, means="clock") == dt.datetime.combine(AT.date() + dt.timedelta(days=1), dt.time.fromisoformat(time), AT.tzinfo)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("내일 오전 9시까지 노원역에서 시청역", "09:00"),
        ("내일 9시까지 강남역에서 시청역", "09:00"),
        ("내일 3시까지", "15:00"),
        ("내일 12시까지", "12:00"),
        ("from Nowon to City Hall by 9 am tomorrow", "09:00"),
        ("tomorrow evening by 9", "21:00"),
        ("by 9:30 tomorrow morning", "09:30"),
        ("明早9点前要从江南站到市厅站", "09:00"),
        ("明晚9点前到", "21:00"),
        ("明日の午前9時までに", "09:00"),
        ("trước 9 giờ sáng mai", "09:00"),
        ("tối mai trước 9 giờ", "21:00"),
    ],
)
def test_of_another_day_it_is_that_time_of_that_day(text: str, time: str) -> None:
    noon = AT.replace(day=25, hour=12, minute=0)
    by = TIMES.find(text, noon, day_named=True)
    assert by is not None
    assert (by.date(), f"{by:%H:%M}") == (noon.date(), time)


def test_midnight_ends_the_day_that_was_named() -> None:
    noon = AT.replace(day=25, hour=12, minute=0)
    assert TIMES.find("내일 24시까지", noon, day_named=True) == noon + dt.timedelta(hours=12)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("내일 밤 12시까지 강남역", 24),
        ("내일 밤 1시까지", 25),
        ("내일 밤 9시까지", 21),
        ("내일 낮 12시까지", 12),
        ("明天晚上12点前", 24),
        ("明天中午12点前", 12),
        ("明日の夜12時までに", 24),
        ("trước 12 giờ đêm mai", 24),
        ("маргааш шөнийн 12 цагаас өмнө", 24),
    ],
)
def test_twelve_at_night_is_midnight(text: str, hours: int) -> None:
    day = AT.replace(day=25, hour=0, minute=0)
    assert TIMES.find(text, day + dt.timedelta(hours=9), day_named=True) == day + dt.timedelta(hours=hours)


def test_the_next_such_hour_of_the_night_is_meant() -> None:
    day = AT.replace(hour=0, minute=0)
    assert TIMES.find("밤 1시까지", day + dt.timedelta(minutes=30)) == day + dt.timedelta(hours=1)
    assert TIMES.find("밤 1시까지", day + dt.timedelta(hours=22)) == day + dt.timedelta(hours=25)
    assert TIMES.find("밤 12시까지", day + dt.timedelta(hours=22)) == day + dt.timedelta(hours=24)


@pytest.mark.parametrize(
    "text",
    [
        "오전 8시에 강남역에서",
        "at 8 am",
        "at like 8 am",
        "it's about 8 am now",
        "早上8点从江南站",
        "午前8時に江南駅を出て",
        "lúc 8 giờ sáng",
        "өглөө 8 цагт",
    ],
)
def test_a_time_to_leave_is_told_from_one_to_arrive(text: str) -> None:
    assert TIMES.find(text, MORNING, means="leave") == MORNING.replace(hour=8, minute=0)
    assert TIMES.find(text, MORNING) is None


NEW_YEAR = AT.replace(year=2027, month=1, day=1, hour=0, minute=0)


@pytest.mark.parametrize(
    "text",
    [
        " 0시 30분에 강남에서 잠실",
        " 0시 30분 강남에서 잠실 막차",
        " 새벽 12시 30분 강남에서",
        " 0:30 강남역",
        "At 00:30 on , is there a train",
        "12:30 am on  from Gangnam",
        "0点30分从江南到蚕室",
        "凌晨12点半从江南",
        "0時30分 江南から",
        "午前0時半の終電",
        "0h30 ngày  từ Gangnam",
        "lúc 12 giờ 30 sáng",
        "0 цаг 30 минутад Каннамаас",
        "00:30 цагт Каннамаас",
    ],
)
def test_a_time_after_midnight_of_a_day_that_is_named_is_on_its_date(text: str) -> None:
    day = NEW_YEAR.replace(hour=12)
    assert TIMES.after_midnight(text, day) == NEW_YEAR.replace(minute=30)


@pytest.mark.parametrize("text", ["밤 12시 반에 광화문에서", "晚上12点半从光化门", "夜12時半の終電", "lúc 12 giờ 30 đêm"])
def test_twelve_at_night_is_after_the_day_that_is_named(text: str) -> None:
    after = TIMES.after_midnight(text, NEW_YEAR.replace(hour=12))
    assert after == NEW_YEAR.replace(day=2, minute=30)
    assert TIMES.find(text, after, day_named=True, means="leave") in (after, None)


@pytest.mark.parametrize(
    "text",
    ["막차", "9시 30분 강남에서", "12시 30분 강남", "0시 30분까지 강남", "새벽 3시간 걸려요", "오전 9시", "새벽 5시", "by 00:30", "2시에", "at 1 pm"],
)
def test_other_times_are_not_after_midnight(text: str) -> None:
    assert TIMES.after_midnight(text, NEW_YEAR.replace(hour=12)) is None


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("지금 새벽 한시 반인데 강남역에서 미아사거리 가는 버스 있어요", "01:30"),
        ("밤 열두 시 십오 분에 홍대에서", "00:15"),
        ("한밤중 두 시인데", "02:00"),
        ("it's like two am, how do I get back", "02:00"),
        ("how do I get home at two at night", "02:00"),
        ("half past one at night from Hongdae", "01:30"),
        ("it's one thirty a.m.", "01:30"),
        ("凌晨两点从弘大到江南怎么走", "02:00"),
        ("夜里一点半去机场", "01:30"),
        ("两点半从弘大去江南", "14:30"),
        ("夜中の二時に弘大から", "02:00"),
        ("深夜の一時半ごろ", "01:30"),
        ("hai giờ sáng từ Hongdae", "02:00"),
        ("lúc một giờ rưỡi đêm", "01:30"),
        ("2 giờ khuya", "02:00"),
        ("Шөнийн хоёр цагт Хундэгээс", "02:00"),
        ("шөнө нэг хагаст", "01:30"),
        ("үүрийн дөрвөн цагт", "04:00"),
    ],
)
def test_an_hour_may_be_said_in_words(text: str, time: str) -> None:
    hour = TIMES.find(text, MORNING, means="leave") or TIMES.find(text, MORNING, means="clock")
    assert hour is not None
    assert f"{hour:%H:%M}" == time


@pytest.mark.parametrize(
    "text",
    [
        "한 시간 걸려요",
        "한시적으로 막아요",
        "네, 시청역이요",
        "it's two stations away",
        "at one of the exits",
        "便宜一点的",
        "请快一点到",
        "二時間かかりますか",
        "一時停止",
        "mất hai giờ",
        "хоёр цаг явна",
    ],
)
def test_other_numbers_in_words_are_no_time(text: str) -> None:
    assert all(TIMES.find(text, MORNING, means=means) is None for means in ("arrive", "leave", "clock"))


@pytest.mark.parametrize(
    ("text", "at", "time"),
    [
        ("지금 강남역 00시 20분인데 홍대까지 아직 갈 수 있나요", "00:20", "00:20"),
        ("지금 강남역 00시 20분인데 홍대까지 아직 갈 수 있나요", "00:24", "00:24"),
        ("지금 12시 5분인데 잠실 갈 수 있어요?", "00:05", "00:05"),
        ("It's 12:15 am now", "00:15", "00:15"),
        ("지금 밤 11시 50분인데 상계 갈 수 있나요", "23:50", "23:50"),
        ("12시 5분에 떠나요", "09:00", "12:05"),
    ],
)
def test_a_time_to_leave_that_was_just_now_is_the_present_one(text: str, at: str, time: str) -> None:
    hour, minute = map(int, at.split(":"))
    left = TIMES.find(text, AT.replace(hour=hour, minute=minute), means="clock")
    assert left is not None
    assert (f"{left:%H:%M}", left.date()) == (time, AT.date())
