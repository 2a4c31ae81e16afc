"""Korean names by their sound, however they are written in Latin or Cyrillic letters."""

from __future__ import annotations

import re

import pytest

from city120_edition import rows
from city120_text import name_key
from city120_text.sounds import sound_of_word, sounds_of
from tests.bundled import bundled

WRITTEN = [
    ("광진", "гванжин кванжин гуанжин квангжин gwangjin kwangjin gwanjin"),
    ("강동", "кандон кандун гангдон гандонг gangdong kangdong"),
    ("종로", "чонно жонно жунно чонгно чонгро jongno chongno jongro"),
    ("회기", "хвеги хөэги hoegi hwegi"),
    ("영등포", "ёндынпо ендынпо йондынпо yeongdeungpo youngdeungpo yongdungpo"),
    ("은평", "ынпён өнпён инпён ынпйон eunpyeong eunpyung"),
    ("왕십리", "вансимни вангшимни ваншимни wangsimni wangsipri"),
    ("독립문", "дониммун тоннимун dongnimmun tongnimmun dokripmun"),
    ("안국", "ангук анкук anguk ankuk"),
]


@pytest.mark.parametrize(("name", "written"), WRITTEN)
def test_every_way_of_writing_a_name_has_one_of_its_sounds(name: str, written: str) -> None:
    sounds = sounds_of(name)
    assert {word for word in written.split() if sound_of_word(word)[0] not in sounds} == set()


@pytest.mark.parametrize(("name", "other"), [("강남", "강북"), ("성동", "성북"), ("마포", "목동"), ("구로", "노원"), ("동작", "동대문")])
def test_other_names_sound_otherwise(name: str, other: str) -> None:
    assert not sounds_of(name) & sounds_of(other)


@pytest.mark.parametrize("language", ["en", "vi", "mn"])
def test_the_name_of_every_district_and_dong_has_its_sound(language: str) -> None:
    suffix = re.compile(r"-(?:dong|gu|ga|дун|га)$|\s(?:дун|дүүрэг)$|^quận\s", re.IGNORECASE)
    source, missed = bundled(), []
    for table, korean in (("districts", "구"), ("legal_dongs", "동")):
        for row in source.rows(table, rows.Area):
            stem = row.names["ko"].removesuffix(korean)
            if stem.isalpha() and stem != row.names["ko"] and sound_of_word(name_key(suffix.sub("", row.names[language])))[0] not in sounds_of(stem):
                missed.append(row.names[language])
    assert missed == []


def test_each_letter_of_a_sound_knows_where_it_ends() -> None:
    assert sound_of_word("гангнам") == ("KANAM", (1, 2, 5, 6, 7))
    assert sound_of_word("") == ("", ())


@pytest.mark.parametrize("name", ["", "abc", "상계1"])
def test_what_is_not_hangul_alone_has_no_sound(name: str) -> None:
    assert sounds_of(name) == frozenset()
