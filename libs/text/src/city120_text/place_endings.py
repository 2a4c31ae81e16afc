"""What a place is, said after its name in Cyrillic and Latin letters, with the case endings of Mongolian: -гү, -дун, буудал, -gu, -dong, station."""

from __future__ import annotations

import re

_CASE = r"(?:[нг]?(?:аас|ээс|оос|өөс|аар|ээр|оор|өөр|ийнх|ынх|ийн|ын|ийг|ыг|ны|ний|ад|эд|од|өд|[дт]|рүү|руу|лүү|луу|тай|тэй|той|аа|ээ|оо|өө|н)?)"
# Each matches the whole of what follows a name; group 1 of a dong's is its number.
CYRILLIC_DISTRICT = re.compile(rf"(?:[гк][үуөо]{_CASE}|дүүр[а-яёөү]{{0,6}})")
CYRILLIC_DONG = re.compile(rf"(\d*)р?(?:[дт][уоөү]нг?{_CASE}|хороо[а-яёөү]{{0,6}})")
CYRILLIC_STATION = re.compile(r"(?:буудал|буудл|өртөө|станц)[а-яёөү]{0,6}")
LATIN_DISTRICT = re.compile(r"(?:gu|ku|goo)")
LATIN_DONG = re.compile(r"(\d*)dong")
LATIN_STATION = re.compile(r"(?:station|yeok)")
# A case ending alone, or nothing.
CASE = re.compile(_CASE)
# Everyday words in the genitive sound like many a name, and "дунд" is also "in the middle".
GENITIVE = re.compile(r"(?:ын|ийн|ны|ний)$")
IN_THE_MIDDLE = ("дунд", "дүнд")
