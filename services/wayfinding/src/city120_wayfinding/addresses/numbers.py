"""Numbers in addresses: where one ends, and when it counts something that is no building."""

from __future__ import annotations

from city120_text.numerals import SPOKEN

HYPHEN = r"[-\u2010-\u2015\u2212~]"
# What parts the second number of a building or lot from the first: 12-3, 12의 3, "십이 다시 삼".
APART = rf"\s*(?:{HYPHEN}|의|다시)\s*"
_COUNTERS = "호선|차선|차로|단지|번째|시간|킬로|미터|퍼센트|km|m\\b|%|번\\s*(?:출구|버스|길)"
# Syllables that count, but also begin words: nothing but a particle follows them when they do.
_SHORT_COUNTERS = "시분월일년명대개원가살세동층차"
_PARTICLES = "에서?|에[는도]|[은는이가도을를]|부터|까지|쯤|경"
# Stands after a number that is one of a building or lot.
NOT_COUNTING = rf"(?!\s*(?:{_COUNTERS}|[{_SHORT_COUNTERS}](?:{_PARTICLES})?(?![가-힣])))"
SAID = rf"[{SPOKEN}]+"
