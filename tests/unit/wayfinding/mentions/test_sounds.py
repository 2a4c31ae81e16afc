"""Places that a text writes as no row of the gazetteer does."""

from __future__ import annotations

import re

import pytest

from city120_edition import rows
from city120_wayfinding.mentions.finder import MentionFinder
from city120_wayfinding.wayfinding import Wayfinding

FOUND = [
    ("Гванжин-гү", "area:11215"),
    ("Гванжин гүд амьдардаг", "area:11215"),
    ("Кандон-гүгийн гэрэл", "area:11740"),
    ("Чонно-гү", "area:11110"),
    ("Хвегидонд", "area:1123010800"),
    ("Ынпёнд", "area:11380"),
    ("Ендынпо-гү", "area:11560"),
    ("Йонгсан-гү", "area:11170"),
    ("Сөдэмүн-гү", "area:11410"),
    ("Чун-гү", "area:11140"),
    ("Сангге-1-дун", "area:1135063000"),
    ("Йоксам-дон", "area:1168010100"),
    ("Вангшимни буудал", "station:wangsimni"),
    ("Kangdong-gu", "area:11740"),
    ("Youngdeungpo-gu", "area:11560"),
    ("Kwanak-gu", "area:11620"),
    ("Sangye1-dong", "area:1135063000"),
    # Letters that meet, words that follow, a name that several numbers have.
    ("Куанак-гүгийн өгсүүр", "area:11620"),
    ("Кунджа өртөөний дотор", "station:gunja"),
    ("Манү-дон дахь газар", "area:1126010500"),
    ("Сонсү-дон үйлдвэр", "area:1120011400"),
    ("Намдэмүний хажууд", "place:sungnyemun"),
    # A case, or a word that says where, stands for what the name is.
    ("Сөчод шинэ ажилд орлоо", "area:11650"),
    ("автобус нь Хонжэ рүү явдаг уу", "area:1141011100"),
    ("Ттуксом дээр", "station:ttukseom"),
    # Of one sound the likest.
    ("Чандон, хурдан", "station:chang-dong"),
    ("Сангбон өртөө", "station:sangbong"),
    # Latin letters, beside a word that says where.
    ("chung cư ở Gileum", "area:1129013400"),
    ("our place in Shinwol", "area:1147010300"),
    ("Sadan deer", "area:1159010700"),
    # A district with a letter too many.
    ("Нонгвон гүд", "area:11350"),
    ("Нонгвон-гүгийн хог", "area:11350"),
    # Written on: нг and кг are one sound each, of which the second letter may be of гү.
    ("Гванжингү", "area:11215"),
    ("Кандонгүгийн гэрэл", "area:11740"),
    ("Тондэмунгүгээс", "area:11230"),
    # It says twice that it is a district.
    ("Жүнгү дүүрэгт гэрэл асахгүй", "area:11140"),
    ("Чунгү дүүргийн гэрэл", "area:11140"),
    ("Чүнгү дүүрэгт", "area:11140"),
    ("Мапогү дүүрэгт", "area:11440"),
    ("Сонбукгүгийн", "area:11290"),
    ("Кванакгүгээс", "area:11620"),
    ("Жунгүгээс", "area:11140"),
    # McCune-Reischauer, with and without its marks.
    ("Kangdong-gu", "area:11740"),
    ("Chongno-gu", "area:11110"),
    ("Tongdaemun-gu", "area:11230"),
    ("Ch'ŏngnyangni", "area:1123010700"),
    ("Yŏŭido", "area:1156011000"),
    ("near Ŭlchiro.", "area:1114060500"),
    ("Pothole in Ch'ongnyangni", "area:1123010700"),
    ("Pothole in Chamshil", "area:1171010100"),
    ("living in Chamsil", "station:jamsil"),
    ("near Tongnimmun", "station:dongnimmun"),
    ("at Ttuksom", "station:ttukseom"),
    ("in P’yongch’ang-dong", "area:1111018300"),
    ("in Toksan", "area:1154510200"),
]


@pytest.mark.parametrize(("text", "ref"), FOUND)
def test_a_name_is_found_by_its_sound(mentions: MentionFinder, text: str, ref: str) -> None:
    (matches,) = mentions.find(text)
    assert matches.candidates[0].ref == ref


EVERYDAY = [
    *("Голын эрэг", "Шөнө дунд", "замын дунд", "модонд", "муу дүн авсан", "Сүүлийн галт тэрэг"),
    *("Гүүрэн дээр ганцаараа", "Голын ойролцоо", "Замын хажууд", "Дансанд минь мөнгө байсаар", "Кафений өмнө"),
    *("Бундан-гүд", "Хонгор гүн"),
    *("up Seoraksan", "an autumn in Canada", "du myeong", "hanbeon"),
    *("500 đồng", "hợp đồng", "hop dong", "gyotong card", "long gun"),
    *("Hyŏndai", "Brno Plzeň", "Mǎlaysia"),
    *("in Seoul's", "don't park in Kia's", "in Chanel"),
]


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_word_that_sounds_alike_is_no_place(mentions: MentionFinder, text: str) -> None:
    assert mentions.find(text) == []


# Two ways in which Mongolians write Korean: by onsets, vowels and codas in the order of Unicode.
UNVOICED = (
    ("к", "к", "н", "т", "т", "р", "м", "п", "п", "с", "с", "", "ж", "ч", "ч", "к", "т", "п", "х"),
    ("а", "э", "я", "е", "о", "э", "ё", "е", "о", "ва", "вэ", "вэ", "ё", "у", "во", "вэ", "ви", "ю", "ы", "ый", "и"),
    ("", "к", "к", "к", "н", "н", "н", "т", "л", "к", "м", "л", "л", "л", "п", "л", "м", "п", "п", "т", "т", "н", "т", "т", "к", "т", "п", "т"),
)
VOICED = (
    ("г", "к", "н", "д", "т", "р", "м", "б", "п", "с", "с", "", "ж", "ж", "ч", "к", "т", "п", "х"),
    ("а", "э", "я", "е", "ө", "э", "ё", "е", "о", "ва", "вэ", "вэ", "ё", "ү", "во", "вэ", "ви", "ю", "ы", "ый", "и"),
    ("", "г", "г", "г", "н", "н", "н", "д", "л", "г", "м", "л", "л", "л", "б", "л", "м", "б", "д", "д", "д", "нг", "д", "д", "к", "д", "п", "д"),
)
DISTRICT = ("{}-гү", "{}-гүгийн гудамж", "{} дүүрэгт")
DONG = ("{}-дон", "{}-дунд байдаг", "{}-дуны зах")
_NAME = re.compile(r"(?P<stem>[가-힣]+?)(?:구|(?:제(?=\d))?(?P<number>\d?)동)")
# Written so they are more like another: 통의동, 성현동, and the streets of the same name.
AMBIGUOUS = {"돈의동", "송현동", "원효로제1동", "원효로제2동"}


def cyrillic(name: str, letters: tuple[tuple[str, ...], ...]) -> str:
    """A name in Hangul, syllable by syllable."""
    indices = [ord(syllable) - 0xAC00 for syllable in name]
    return "".join(letters[0][index // 588] + letters[1][index % 588 // 28] + letters[2][index % 28] for index in indices).capitalize()


@pytest.mark.parametrize("letters", [UNVOICED, VOICED], ids=["unvoiced", "voiced"])
def test_every_district_and_dong_is_found_as_it_may_be_written_in_mongolian(wayfinding: Wayfinding, letters: tuple[tuple[str, ...], ...]) -> None:
    missed = set()
    for table, forms in (("districts", DISTRICT), ("legal_dongs", DONG), ("admin_dongs", DONG)):
        for row in wayfinding.edition.rows(table, rows.Area):
            if name := _NAME.fullmatch(row.names["ko"]):
                number = f"-{name['number']}" if name["number"] else ""
                texts = [form.format(cyrillic(name["stem"], letters) + number) for form in forms]
                meant = [{place.ref for mention in wayfinding.mentions.find(text) for place in mention.candidates} for text in texts]
                missed |= {row.names["ko"]} if any(f"area:{row.code}" not in refs for refs in meant) else set()
    assert missed <= AMBIGUOUS
