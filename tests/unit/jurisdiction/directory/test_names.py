"""Areas by name: six languages, romanisations old and new, with and without suffix, district and city."""

from __future__ import annotations

import datetime as dt

import pytest

from city120_jurisdiction.jurisdiction import Jurisdiction

TODAY = dt.date(2026, 11, 24)
YEOKSAM, MYEONGDONG_2, SINMUNNO_1, JONGNO_1234 = "1168010100", "1114012700", "1111012000", "1111061500"
YEOKSAM_1 = "1168064000"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *((name, YEOKSAM) for name in ("역삼동", "역삼", "Yeoksam-dong", "yeoksamdong", "Yeoksam dong", "Yeoksam", "驿三洞", "Ёксам-дун")),
        *((name, YEOKSAM) for name in ("강남구 역삼동", "서울특별시 강남구 역삼동", "Yeoksam-dong, Gangnam-gu", "Yeoksam-dong, Gangnam-gu, Seoul")),
        *((name, MYEONGDONG_2) for name in ("명동2가", "명동 2가", "Myeong-dong 2-ga", "Myeongdong 2(i)-ga", "Myeongdong2ga", "明洞2街", "明洞二街")),
        *((name, SINMUNNO_1) for name in ("신문로1가", "신문로 1가", "Sinmunno 1-ga", "Sinmunno 1(il)-ga", "Shinmunno 1-ga", "Sinmunro 1-ga")),
        *((name, YEOKSAM_1) for name in ("역삼1동", "Yeoksam 1-dong", "Yeoksam 1(il)-dong")),
        *((name, JONGNO_1234) for name in ("종로1·2·3·4가동", "종로1.2.3.4가동", "종로1,2,3,4가동", "종로1234가동", "Jongno 1.2.3.4-ga-dong")),
        *((name, "11440") for name in ("마포구", "서울 마포구", "Mapo-gu", "Mapo gu", "Mapo District", "麻浦区", "quận Mapo", "Мапо дүүрэг")),
        *((name, "11560") for name in ("Youngdeungpo-gu", "Yeongdeungpo", "영등포")),
        *((name, "11110") for name in ("Chongno-gu", "Jongro-gu", "鐘路区", "鍾路区")),
        *((name, "11140") for name in ("중구", "Jung-gu", "Joong-gu", "Chung-gu")),
        *((name, "1154510100") for name in ("Gasan-dong", "Kasan-dong", "가산동")),
    ],
)
def test_a_name_as_people_write_it_finds_its_area(jurisdiction: Jurisdiction, name: str, code: str) -> None:
    assert code in [area.row.code for area in jurisdiction.directory.named(name, TODAY)]


@pytest.mark.parametrize("name", ["신사동", "Sinsa-dong", "Shinsa-dong", "shinsa"])
def test_in_every_spelling_all_areas_of_a_name_are_found(jurisdiction: Jurisdiction, name: str) -> None:
    values = {(area.district_code, area.kind) for area in jurisdiction.directory.named(name, TODAY)}
    assert values >= {("11680", "legal_dong"), ("11680", "admin_dong"), ("11620", "admin_dong"), ("11380", "legal_dong")}


@pytest.mark.parametrize("name", ["서울", "서울시", "서울특별시", "Seoul", "Seoul-si", "Seoul City", "首尔特别市"])
def test_the_name_of_the_city_is_that_of_its_districts(jurisdiction: Jurisdiction, name: str) -> None:
    areas = jurisdiction.directory.named(name, TODAY)
    assert (len(areas), {area.kind for area in areas}) == (25, {"district"})


def test_the_district_beside_a_name_leaves_only_the_areas_in_it(jurisdiction: Jurisdiction) -> None:
    areas = jurisdiction.directory.named("관악구 신사동", TODAY)
    assert [(area.district_code, area.kind) for area in areas] == [("11620", "admin_dong")]


@pytest.mark.parametrize("name", ["없는동네동", "Nowhere-dong", "x" * 200, "동", "!!!"])
def test_what_is_no_area_finds_none(jurisdiction: Jurisdiction, name: str) -> None:
    assert jurisdiction.directory.named(name, TODAY) == []
