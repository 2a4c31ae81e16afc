"""What a place is, said after its name in Cyrillic and Latin letters."""

from __future__ import annotations

import re

import pytest

from city120_text import place_endings as endings


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (endings.CYRILLIC_DISTRICT, ("гү", "гүд", "куд", "дүүрэг", "дүүрэгт"), ("дун", "буудал", "гүнзгий")),
        (endings.CYRILLIC_DONG, ("дун", "дунд", "1дун", "хороонд"), ("гү", "дундаж")),
        (endings.CYRILLIC_STATION, ("буудал", "буудлаас", "өртөөнд", "станц"), ("дун", "буу")),
        (endings.LATIN_DISTRICT, ("gu", "ku", "goo"), ("dong", "gus")),
        (endings.LATIN_DONG, ("dong", "3dong"), ("gu", "dongs")),
        (endings.LATIN_STATION, ("station", "yeok"), ("stations",)),
        (endings.PLACED, ("аас", "д", "руу"), ("ын", "ийг")),
    ],
    ids=str,
)
def test_an_ending_is_the_whole_of_what_follows_a_name(pattern: re.Pattern[str], yes: tuple[str, ...], no: tuple[str, ...]) -> None:
    assert [text for text in (*yes, *no) if pattern.fullmatch(text)] == list(yes)


@pytest.mark.parametrize(("text", "number"), [("2дунд", "2"), ("дун", ""), ("2рдун", "2")])
def test_a_dong_has_its_number(text: str, number: str) -> None:
    match = endings.CYRILLIC_DONG.fullmatch(text)
    assert match is not None
    assert match[1] == number


def test_a_case_ending_may_be_none_at_all_and_is_no_word() -> None:
    assert endings.CASE.fullmatch("")
    assert endings.CASE.fullmatch("аас")
    assert not endings.CASE.fullmatch("дүүрэг")


@pytest.mark.parametrize(("name", "stem"), [("yeoksam1dong", "yeoksam"), ("gangnamgu", "gangnam"), ("гангнамдүүрэг", "гангнам"), ("seoul", "seoul")])
def test_what_a_name_ends_in_is_taken_off(name: str, stem: str) -> None:
    assert endings.ALPHABETIC_KIND.sub("", name) == stem
