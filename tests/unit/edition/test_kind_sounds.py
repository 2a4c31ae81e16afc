"""How names sound without a word for what they are."""

from __future__ import annotations

from city120_edition import rows
from city120_edition.gazetteer import Spelling
from city120_edition.kind_sounds import compile_kind_sounds
from city120_text import name_key

WORDS = [
    rows.KindWord(kind="market", language="ko", position="after", text="시장"),
    rows.KindWord(kind="market", language="vi", position="before", text="chợ"),
    rows.KindWord(kind="station", language="ko", position="after", text="역"),
]


def heard(ref: str, kind: str, language: str, name: str) -> set[tuple[str, str, str]]:
    spelling = Spelling(key=name_key(name), ref=ref, kind=kind, language=language, name=name, official=True)
    return {(sounding.kind, sounding.ref, sounding.spelled) for sounding in compile_kind_sounds(WORDS, [spelling])}


def test_what_is_left_of_a_name_without_the_word() -> None:
    assert heard("place:market", "market", "ko", "남대문시장") == {("market", "place:market", "namdaemun")}
    assert heard("place:market", "market", "vi", "chợ Namdaemun") == {("market", "place:market", "namdaemun")}
    assert heard("place:market", "market", "en", "Namdaemun") == set()


def test_a_word_for_stations_is_for_nothing_else_and_no_other_is_for_areas() -> None:
    assert heard("station:one", "station", "ko", "합정역") == {("station", "station:one", "hapjeong")}
    assert heard("place:one", "market", "ko", "합정역") == set()
    assert heard("area:1", "legal_dong", "ko", "가락시장") == set()


def test_the_likelier_namesake_comes_first_and_sounds_are_in_order() -> None:
    spellings = [
        Spelling(key="가락시장", ref=ref, kind="market", language="ko", name="가락시장", official=True) for ref in ("station:a", "place:b", "place:a")
    ]
    refs = [sounding.ref for sounding in compile_kind_sounds(WORDS, spellings)]
    assert list(dict.fromkeys(refs)) == ["place:a", "place:b", "station:a"]
