"""Names beside a word for what they are."""

from __future__ import annotations

import re
from typing import Literal

import pytest

from city120_edition import rows
from city120_edition.gazetteer import Spelling
from city120_edition.kind_sounds import compile_kind_sounds
from city120_text import name_key
from city120_text.romanise import romanised
from city120_wayfinding.mentions.finder import MentionFinder
from city120_wayfinding.mentions.kinds import KindFinder
from city120_wayfinding.places.place import Place
from city120_wayfinding.wayfinding import Wayfinding
from city120_wayfinding.writing.folding import FoldedText
from tests.unit.wayfinding.mentions.test_sounds import VOICED, cyrillic

BEFORE: Literal["before"] = "before"
AFTER: Literal["after"] = "after"
WORDS = [
    rows.KindWord(kind=kind, language=language, position=position, text=text)
    for kind, language, position, text in (
        ("market", "ko", AFTER, "시장"),
        ("market", "en", AFTER, "market"),
        ("market", "vi", BEFORE, "chợ"),
        ("market", "mn", AFTER, "зах"),
        ("park", "ko", AFTER, "공원"),
        ("park", "mn", AFTER, "цэцэрлэгт хүрээлэн"),
        ("park", "mn", AFTER, "парк"),
        ("park", "vi", BEFORE, "công viên"),
        ("history_park", "ko", AFTER, "역사공원"),
        ("history_park", "vi", BEFORE, "công viên lịch sử"),
        ("station", "ko", AFTER, "역"),
        ("station", "vi", BEFORE, "ga"),
        ("station", "mn", AFTER, "буудал"),
        ("station", "mn", AFTER, "буудл"),
        ("district", "ko", AFTER, "구"),
        ("district", "vi", BEFORE, "quận"),
    )
]
NAMES = {
    "place:namdaemun-market": ("market", {"ko": "남대문시장"}),
    "station:garak-market": ("station", {"ko": "가락시장역"}),
    "station:amsa-history-park": ("station", {"ko": "암사역사공원역"}),
    "station:hapjeong": ("station", {"ko": "합정역"}),
    "station:ganeung": ("station", {"ko": "가능역", "vi": "Ganeung"}),
    "station:choji": ("station", {"ko": "초지역"}),
    "place:olympic-park": ("park", {"ko": "올림픽공원", "vi": "Công viên Olympic", "mn": "Олимпийн цэцэрлэгт хүрээлэн"}),
    "place:garak-market": ("market", {"ko": "가락시장"}),
    "area:11170": ("district", {"ko": "용산구"}),
    "area:1": ("legal_dong", {"ko": "가락시장"}),
}
PLACES = {ref: Place(ref, kind, names, "11170") for ref, (kind, names) in NAMES.items()}
SPELLINGS = [
    Spelling(key=name_key(form), ref=ref, kind=place.kind, language=language, name=form, official=True)
    for ref, place in PLACES.items()
    for language, name in place.names.items()
    for form in {name, name.removesuffix("역")}
]
FINDER = KindFinder(WORDS, compile_kind_sounds(WORDS, SPELLINGS), PLACES, ["зочид"])


def heard(text: str) -> list[tuple[str, tuple[str, ...]]]:
    folded = FoldedText.of(text)
    spans = [(*folded.span(name.start, name.end), name.candidates) for name in FINDER.find(folded)]
    return [(text[start:end], tuple(place.ref for place in candidates)) for start, end, candidates in spans]


FOUND = [
    # Before a name, after it, and in all letters in which it may be written.
    ("từ chợ Namdaemun", "chợ Namdaemun", "place:namdaemun-market"),
    ("tu cho Nam Dae Mun", "cho Nam Dae Mun", "place:namdaemun-market"),
    ("at Namdaemun market", "Namdaemun market", "place:namdaemun-market"),
    ("Намдэмүн захад", "Намдэмүн зах", "place:namdaemun-market"),
    ("Намдэмуны захаас", "Намдэмуны зах", "place:namdaemun-market"),
    ("намдэмун зах", "намдэмун зах", "place:namdaemun-market"),
    # Words of one kind stand for each other.
    ("Олимпийн парк", "Олимпийн парк", "place:olympic-park"),
    ("công viên Olympic", "công viên Olympic", "place:olympic-park"),
    # A word for a station besides.
    ("Амса түүх", "", ""),
    ("ga công viên lịch sử Amsa", "ga công viên lịch sử Amsa", "station:amsa-history-park"),
    ("ga chợ Garak", "ga chợ Garak", "station:garak-market"),
    ("Гарак захын буудлаас", "Гарак захын буудл", "station:garak-market"),
    ("Хабжон буудал", "Хабжон буудал", "station:hapjeong"),
    ("ga Hapjung", "ga Hapjung", "station:hapjeong"),
    ("quận Youngsan", "quận Youngsan", "area:11170"),
]


@pytest.mark.parametrize(("text", "surface", "ref"), FOUND)
def test_a_name_is_found_by_its_sound_and_what_it_is(text: str, surface: str, ref: str) -> None:
    assert [(written, refs[0]) for written, refs in heard(text)] == ([(surface, ref)] if surface else [])


def test_without_a_word_for_a_station_it_is_all_that_is_called_so() -> None:
    assert heard("chợ Garak") == [("chợ Garak", ("place:garak-market", "station:garak-market"))]


@pytest.mark.parametrize(
    "text",
    [
        # Another kind, another mark, another sentence, a comma.
        *("công viên Namdaemun", "chó Namdaemun ở đó", "đi chợ. Namdaemun", "chợ, Namdaemun", "Намдэмун, зах"),
        # A word that a name only begins with, an everyday word, one that is neither spelled so nor has a capital.
        *("ga ngừng chạy", "Зочид буудал", "ga hapjung"),
        # A name of several words has a capital.
        "уу намдэмун захын",
        "Гарак захчин",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert [surface for surface, _ in heard(text) if surface.startswith(text[:2])] == []


TRANSLATED = [
    ("Би Донгдэмүн түүх соёлын паркийн буудал дээр байна", "station:dongdaemun-history-culture-park", "site"),
    ("từ ga Công viên Lịch sử và Văn hóa Dongdaemun đến Hapjeong", "station:dongdaemun-history-culture-park", "origin"),
    ("Донгдэмүн буудал", "station:dongdaemun", ""),
    ("Хотын захиргааны буудал", "station:city-hall", ""),
    ("Хонгик их сургуулийн буудлаас", "station:hongik-univ", "origin"),
    ("ga Đại học Konkuk", "station:konkuk-univ", ""),
    ("Từ chợ Namdaemun đi công viên Olympic", "place:namdaemun-market", "origin"),
    ("Бораме паркт", "asset:park.boramae", "site"),
    ("chùa Jogye", "place:jogyesa", ""),
    ("Мапо дүүргийн захиргааны буудал", "station:mapo-gu-office", ""),
    ("Самсунг эмнэлэгт", "place:samsung-medical-center", "site"),
    ("ga ĐH Hongik", "station:hongik-univ", ""),
    ("gần làng cổ Bukchon", "place:bukchon", "site"),
    ("Зочид буудал", "", ""),
]


@pytest.mark.parametrize(("text", "ref", "role"), TRANSLATED)
def test_translated_names_of_the_city_are_found_with_what_they_do(mentions: MentionFinder, text: str, ref: str, role: str) -> None:
    assert [(mention.candidates[0].ref, mention.role) for mention in mentions.find(text)][:1] == ([(ref, role)] if ref else [])


AIRPORTS = {
    "station:gimpo-intl-airport": (
        *("김포공항", "Gimpo Airport", "金浦机场", "金浦空港", "sân bay Gimpo", "Кимпо нисэх буудал", "Гимпо нисэх онгоцны буудал"),
        *("김포국제공항", "Gimpo International Airport", "金浦国际机场", "金浦国際空港", "sân bay quốc tế Gimpo", "Кимпо олон улсын нисэх буудал"),
    ),
    "station:incheon-intl-airport-terminal-1": (
        *("인천공항", "Incheon Airport", "仁川机场", "仁川空港", "sân bay Incheon", "Инчон нисэх буудал", "Инчоны нисэх онгоцны буудал"),
        *(
            "인천국제공항",
            "Incheon International Airport",
            "仁川国际机场",
            "仁川国際空港",
            "sân bay quốc tế Incheon",
            "Инчон олон улсын нисэх буудал",
        ),
    ),
    "station:incheon-intl-airport-terminal-2": (
        *("인천공항 제2터미널", "Incheon airport terminal 2", "仁川机场T2", "仁川空港第2ターミナル", "nhà ga T2 sân bay Incheon"),
        "Инчоны нисэх буудлын 2-р терминал",
    ),
}


@pytest.mark.parametrize(("airport", "text"), [(airport, text) for airport, texts in AIRPORTS.items() for text in texts])
def test_an_airport_is_its_station_too_in_every_language(mentions: MentionFinder, airport: str, text: str) -> None:
    (mention,) = mentions.find(text)
    assert [place.ref for place in mention.candidates if place.kind == "station"] == [airport]


def test_every_station_that_says_what_it_is_is_found_as_it_is_translated(wayfinding: Wayfinding) -> None:
    words = wayfinding.edition.rows("kind_words", rows.KindWord)
    of_kind = {(word.kind, word.language): word.text for word in reversed(words)}
    endings = sorted((word for word in words if word.language == "ko" and len(word.text) > 1), key=lambda word: -len(word.text))
    missed = set()
    for row in wayfinding.edition.rows("stations", rows.Station):
        name = re.sub(r"\(.*\)", "", row.names["ko"])
        ending = next((word for word in endings if name.endswith(word.text)), None)
        stem = name.removesuffix(ending.text) if ending is not None else ""
        if ending is not None and len(stem) > 1 and all("가" <= syllable <= "힣" for syllable in stem):
            vietnamese = f"từ ga {of_kind[(ending.kind, 'vi')]} {romanised(stem).capitalize()}"
            mongolian = f"{cyrillic(stem, VOICED)} {of_kind[(ending.kind, 'mn')]} буудлаас"
            for text in (vietnamese, mongolian):
                meant = {place.ref for mention in wayfinding.mentions.find(text) for place in mention.candidates}
                missed |= {text} if f"station:{row.id}" not in meant else set()
    # Latin letters in which a consonant that ends a syllable and the next are read as one.
    assert missed <= {"từ ga công viên Songdodalbitchukje"}
