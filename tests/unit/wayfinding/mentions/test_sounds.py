"""Places that a text writes as no row of the gazetteer does."""

from __future__ import annotations

import pytest

from city120_wayfinding.mentions.finder import MentionFinder

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
    # McCune-Reischauer, with and without its marks.
    ("Kangdong-gu", "area:11740"),
    ("Chongno-gu", "area:11110"),
    ("Tongdaemun-gu", "area:11230"),
]


@pytest.mark.parametrize(("text", "ref"), FOUND)
def test_a_name_is_found_by_its_sound(mentions: MentionFinder, text: str, ref: str) -> None:
    (matches,) = mentions.find(text)
    assert matches.candidates[0].ref == ref


EVERYDAY = [
    *("Голын эрэг", "Шөнө дунд", "замын дунд", "модонд", "муу дүн авсан", "Сүүлийн галт тэрэг"),
    *("Гүүрэн дээр ганцаараа", "Голын ойролцоо", "Замын хажууд", "Дансанд минь мөнгө байсаар", "Кафений өмнө"),
    *("up Seoraksan", "an autumn in Canada", "du myeong", "hanbeon"),
    *("500 đồng", "hợp đồng", "hop dong", "gyotong card", "long gun"),
]


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_word_that_sounds_alike_is_no_place(mentions: MentionFinder, text: str) -> None:
    assert mentions.find(text) == []
