"""What a place is, said after its name in Cyrillic and Latin letters, with the case endings of Mongolian: -гү, -дун, буудал, -gu, -dong, station."""

from __future__ import annotations

import re

# Case endings: genitive, accusative, ablative, instrumental, dative, directive, comitative, "its own".
_CASE = (
    r"(?:[нг]?(?:ийнх|ынх|ийн|ын|ий|ы|ны|ний|ийг|ыг|аас|ээс|оос|өөс|аар|ээр|оор|өөр|ад|эд|од|өд|[дт]|рүү|руу|лүү|луу|тай|тэй|той|"
    r"хан|хэн|хон|хөн|аа|ээ|оо|өө|н)?)"
)
# Each matches the whole of what follows a name; group 1 of a dong's is its number.
CYRILLIC_DISTRICT = re.compile(rf"(?:[гк][үуөо]{_CASE}|(?:[гк][үуөо])?дүүр[а-яёөү]{{0,6}})")
CYRILLIC_DONG = re.compile(rf"(\d*)р?(?:[дт][уоөү]нг?{_CASE}|хороо[а-яёөү]{{0,6}})")
# A district said with its short word: Жүн-гү, Гуанжин-гу.
CYRILLIC_SAYS_DISTRICT = re.compile("[гк][үуөо]$")
CYRILLIC_STATION = re.compile(r"(?:буудал|буудл|өртөө|станц)[а-яёөү]{0,6}")
LATIN_DISTRICT = re.compile(r"(?:gu|ku|goo)")
LATIN_DONG = re.compile(r"(\d*)dong")
LATIN_STATION = re.compile(r"(?:station|stn|sttn|yeok)")
# Two letters of one sound, of which the second may begin what the place is: Гванжингү, Сонбукгү.
ONE_SOUND = ("нг", "кг")
# What may stand apart from a name that is written nearly as it is spelled.
APART = ("gu", "station", "stn", "sttn")
# What a name ends in that is no part of it.
ALPHABETIC_KIND = re.compile(r"(?:\d*(?:dong|дун)|gu|дүүрэг)$")
HANGUL_KIND = re.compile(r"(?:제?\d*동|구)$")
DONG_ENDING, HOSPITAL_ENDING = "동", "병원"
# A case ending alone, or nothing.
CASE = re.compile(_CASE)
# A case that says where.
PLACED = re.compile(r"[нг]?(?:аас|ээс|оос|өөс|ад|эд|од|өд|[дт]|рүү|руу|лүү|луу)")
# Everyday words in the genitive sound like many a name, and "дунд" is also "in the middle".
GENITIVE = re.compile(r"(?:ын|ийн|ны|ний)$")
IN_THE_MIDDLE = ("дунд", "дүнд")

# The word for a state behind the Mongolian name of a country.
STATE = re.compile(r" улсын?$")
# What may follow the name of a country where nothing else is said: a particle.
COUNTRY_ALONE = {"ko": r" ?\w{0,4}", "zh": r"", "ja": r"[ぁ-ん一-鿿]{0,3}", "en": r"", "vi": r"(?: \w+)?", "mn": r"\w{0,4}"}
# Names of things, in scripts that have no capitals.
NAME_WRITTEN = {"ko": re.compile(r"[가-힣 ]+"), "zh": re.compile(r"[一-鿿·]+"), "ja": re.compile(r"[ァ-ヶー・ ]+")}
# A Hangul name of so many syllables may be another word, and so may a Vietnamese one of one: those stand beside a word for who is of a country.
_SHORT = 2


def country_said(name: str, language: str, national: str) -> str:
    """A pattern of a country's name as texts have it, which is no other word; that of a language is no country. `national`: a pattern of what is said
    beside one by who is of that country."""
    written = re.escape(name)
    if language == "ko":
        return rf"(?<!\w){written}(?= ?(?:{national}))" if len(name) <= _SHORT else rf"(?<!\w){written}(?!어)"
    if language == "vi":
        return rf"(?<!\w)(?:{national}) {written}(?!\w)" if " " not in name else rf"(?<!\w)(?<!tiếng )(?<!tieng ){written}(?!\w)"
    patterns = {
        "zh": rf"{written}(?![语話话文])",
        "ja": rf"(?<![ァ-ヶー]){written}(?![ァ-ヶー語])",
        "en": rf"(?<!\w)(?:the )?{written}(?!\w)",
        "mn": rf"(?<!\w){written}\w{{0,4}}(?!\w)(?! хэл)",
    }
    return patterns[language]
