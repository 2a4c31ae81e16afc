"""How addresses are written and said in Korean, as patterns: roads with their branches and numbers, lots, and what only looks like either.

The forms are the language's and the address law's, not a city's; which roads and dongs there are, rows tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

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

# Roads. A branch as its name has it: 개포로22길, 국회대로70나길, 고산4안길, 평화로15번길.
ROAD, AVENUE, BELOW_GROUND, STREET = "로", "대로", "지하", "길"
BRANCH_KINDS = (STREET, f"번{STREET}")
_LETTERS = "가나다라마바사아자차카타파하"
BRANCHED = re.compile(rf"(?P<road>.*?[^\d])(?P<number>\d+)(?P<letter>안|[{_LETTERS}])?(?P<kind>번?길)")
BRANCH = re.compile(rf"(?P<number>\d{{1,4}}|[{SPOKEN}]{{1,7}})번?(?P<letter>안|[{_LETTERS}])?길")
_BELOW = r"\s*,?\s*(?P<below>지하\s*)?"
NUMBER = re.compile(rf"{_BELOW}(?P<main>(?![0０])\d{{1,4}})(?:{APART}(?P<sub>\d{{1,3}})(?!\d|\s*층))?(?!\d){NOT_COUNTING}(?P<unit>\s*번지)?")
# A floor or room is written on to the number where spaces are left out: 압구정로1081층7호.
NUMBER_AND_FLOOR = re.compile(rf"{_BELOW}(?P<main>(?![0０])\d{{1,4}})\d층")
NUMBER_AND_ROOM = re.compile(rf"{_BELOW}(?P<main>(?![0０])\d{{1,4}}?)(?:[1-9]\d층|[1-9]\d\d(?:-\d)?호)")
NUMBER_SAID = re.compile(rf"{_BELOW}(?P<main>{SAID})(?![{SPOKEN}])(?:{APART}(?P<sub>{SAID}))?(?P<unit>\s*번지|\s*번(?!\s*출구|길))?{NOT_COUNTING}")
# Where no space stands before a road, what it follows is a larger area, which ends in one of these.
AREA_ENDINGS = "시구동가도울로"
# The same roads in other letters: what 로 and 대로 are, words that stand for either, branches.
LATIN_ROADS = {ROAD: "ro", AVENUE: "daero"}
HAN_ROADS = {ROAD: ("路", "ロ"), AVENUE: ("大路", "テロ", "デロ")}
# What a dong, a district and a station end in, in Hangul and in Chinese characters.
HAN_KINDS = {"동": "洞", "구": "区區", "역": "站駅驛"}
# After a place and not a road: 大林路口 is the crossing at 大林. What else begins with 路 is a thing of the street wherever a place stands before
# it: 鹤洞路灯 is the lamp at 鹤洞.
CROSSING_HAN = "口"
STREET_THINGS_HAN = ("灯", "燈", "面", "边", "邊", "旁", "障", "牌", "树", "樹")
ROAD_WORDS = ("{}road", "duong{}")
# Letters of branches in other letters, and the branch itself: 180na-gil, 32га-гил.
LETTERS_WRITTEN: Mapping[str, str] = {
    **dict(zip(("an", "ga", "na", "da", "ra", "ma", "ba", "sa", "a", "ja", "cha", "ka", "ta", "pa", "ha"), ("안", *_LETTERS), strict=True)),
    **dict(zip(("ан", "га", "на", "да", "ра", "ма", "ба", "са", "а", "жа", "ча", "ка", "та", "па", "ха"), ("안", *_LETTERS), strict=True)),
}
BRANCH_LATIN = re.compile(rf"(?P<number>\d{{1,4}})(?:beon|бон)?(?P<letter>{'|'.join(sorted(LETTERS_WRITTEN, key=len, reverse=True))})?(?:gil|[гк]ил)")
# The end of a road's name as it sounds in other letters (Jongno, Каннам-дэро), with a number after it.
SOUNDED_ROAD = re.compile(r"(?:[а-яёөү]{2,40}[рлн]о|[a-z]{2,40}[rln]o)(?=\d)")
# Words before a number that say that it is one.
NUMBER_WORD = re.compile(r"\s*,?\s*(?:số|so|no\.|№|\#)\s*(?=\d)", re.IGNORECASE)
# A number before the name of a road, as English addresses have it: "152 Teheran-ro", "152, Teheran-ro".
NUMBER_BEFORE = re.compile(r"(?<![\d-])(?P<main>[1-9]\d{0,3})(?:-(?P<sub>\d{1,3}))?\s*,?\s*$")
# Particles and words that follow a noun and not the ending of a road.
AFTER_NOUNS = ("에", "의", "를", "가", "변", "상", "와", "랑")
# A crossing is called after a road: 세종대로사거리. What else stands on roads is a word of its own: 세종대로 가로등.
CROSSINGS = ("사거리", "네거리", "삼거리", "오거리", "육거리", "교차로", "로터리", "로타리")
ON_ROADS = (
    *(
        "가로등",
        "신호등",
        "가로수",
        "보안등",
        "횡단보도",
        "보도블록",
        "보도블럭",
        "인도",
        "도로",
        "차도",
        "차선",
        "맨홀",
        "빗물받이",
        "하수구",
        "포트홀",
    ),
    *(
        "불법주차",
        "불법주정차",
        "주정차",
        "노점",
        "포장마차",
        "중앙분리대",
        "중앙선",
        "육교",
        "지하차도",
        "버스정류장",
        "정류장",
        "한복판",
        "일대",
        "구간",
    ),
)

# What is called after a station that is elsewhere: 응암동 대림시장.
KINDS_WRITTEN_ON = (
    "시장",
    "상가",
    "공원",
    "병원",
    "의원",
    "교회",
    "성당",
    "도서관",
    "복지관",
    "초등학교",
    "중학교",
    "고등학교",
    "빌라",
    "맨션",
    "빌딩",
    "마트",
)

# Lots: the number of a lot, perhaps on a hill.
HILL = "산"
# What areas with lots end in.
LOT_AREA_ENDINGS = "동가리로"
_HILL = r"\s*,?\s*(?P<hill>산\s*)?"
_SECOND = rf"(?:{APART}|\s*번지\s*(?:의\s*)?)(?P<sub>\d{{1,4}})(?!\d|\s*층)(?:\s*(?:번지|호))?"
LOT = re.compile(rf"{_HILL}(?P<main>(?![0０])\d{{1,4}})(?:{_SECOND}|\s*번지)?(?!\d){NOT_COUNTING}")
LOT_SAID = re.compile(rf"{_HILL}(?P<main>{SAID})(?:{APART}(?P<sub>{SAID}))?\s*번지")

# What areas and stations end in.
KINDS = "구동역가로"
# Those that are no particles.
SAYING_KINDS = "구동역"
# A dong by a number that it may have had once: 신림6동, 상계 11동.
NUMBERED_DONG = re.compile(r"(?P<number>\d{1,2})동")
# The same as it is said: 등촌삼동, 상계 십일동. After a space 이동 is "to move", 일동 "all of us", 사동 and 구동 are words as well.
SAID_DONG = re.compile(rf"(?=(?P<number>[{SPOKEN}]{{1,3}})동)")
# The same of a road or dong that is told by a number: 충정로삼가, 성수일가.
GA_ENDING = "가"
NUMBERED_GA = re.compile(rf"(?=(?P<number>\d|[{SPOKEN}])가)")
WORDS_IN_DONG = ("이동", "일동", "사동", "구동", "공동")

# Points. The grid of the country names squares of 100 km by two letters, then counts: 다사 5300 5200.
GRID_LETTERS = "가나다라마바사아"
_LETTER = f"[{GRID_LETTERS}]"
_COUNTS = r"(?P<east>\d{2,4})(?:[\s-]{1,2}|(?<=\d{4}))(?P<north>\d{2,4})(?!\d|[-\s]\d)"
# Letters that stand apart are two words, unless all digits follow.
_TWO_LETTERS = rf"(?P<letters>{_LETTER}{_LETTER}|{_LETTER}\s{_LETTER}(?=\s?\d{{4}}[\s-]{{0,2}}\d{{4}}))"
GRID_NUMBER = re.compile(rf"(?<![가-힣]){_TWO_LETTERS}\s?{_COUNTS}")
# The same with digits left out: 다사 5300, 다사 5300 52, 다사 530052.
_SOME = r"(?P<east>\d{2,4})(?:[\s-]{0,2}(?P<north>\d{1,4}))?(?![\d원]|[-\s]\d)"
_SHORT_GRID = re.compile(rf"(?<![가-힣])(?P<letters>{_LETTER}{_LETTER})\s?{_SOME}{NOT_COUNTING}")
_DECIMAL = r"\d{1,3}\.\d{3,}"
# Where it is said that it is a latitude, fewer decimals are one, too.
_OF_LATITUDE = r"(?:(?P<said>위도|북위|纬度|北纬|緯度|北緯|lat(?:itude)?\b|vĩ độ|өргөрөг)[\s:=]*)?"
_DEGREES = rf"(?(said)\d{{1,3}}\.\d+|{_DECIMAL})"
_TO_LONGITUDE = r"(?:[,;/·、，]|\s|경도|동경|经度|东经|経度|經度|東経|lon\w*|lng|kinh độ|уртраг)"
COORDINATES = re.compile(
    rf"{_OF_LATITUDE}(?<![\d.])(?P<first>{_DEGREES})\s*°?\s*[NE]?\s*{_TO_LONGITUDE}+[\s:=]*[NE]?\s*(?P<second>{_DEGREES})(?![\d.])", re.IGNORECASE
)
_SEXAGESIMAL = r"(?P<d{0}>\d{{1,3}})\s*[°도]\s*(?P<m{0}>\d{{1,2}})\s*['′’분]\s*(?:(?P<s{0}>\d{{1,2}}(?:\.\d+)?)\s*(?:[\"″”초]|''))?"
DEGREES_MINUTES = re.compile(rf"{_SEXAGESIMAL.format(1)}\s*[NE]?[\s,]*(?:동경\s*)?{_SEXAGESIMAL.format(2)}\s*[NE]?")

# Roads with the number of a building in other letters: 300 Olympic-ro, Olympic-ro 300; 奥林匹克路300.
_END = rf"\d{{1,4}}(?:-\d{{1,3}})?(?!\d|[,.:~-]\d){NOT_COUNTING}"
_LATIN = r"[a-z]{4,}-(?:dae)?ro(?:\s?\d{1,3}[a-z]{0,3}-gil)?"
ROAD_ADDRESS = re.compile(
    rf"\b\d{{1,4}}(?:-\d{{1,3}})?,?\s{_LATIN}\b|\b{_LATIN}\s{_END}\b"
    rf"|(?<![\u3400-\u9fff])[\u3400-\u9fff]{{2,5}}路\s?{_END}(?:[号號]|番地)?(?![\u3400-\u9fff]*[路公])",
    re.IGNORECASE,
)
# What may be a road in Hangul: with a branch or the number of a building (월드컵북로21길 5, 올림픽로 300), and alone. Rows tell whether it is one,
# for 로 is a particle as well: 영상통화로 120.
_ENDING = rf"(?:(?:{_PARTICLES}|의|인데요?|이[요고]|이에요|입니다)(?![가-힣]))?"
_BRANCH = rf"\s?(?:\d{{1,4}}|{SAID})\s?(?:안|[{_LETTERS}])?\s?번?{STREET}"
_SAID_NUMBER = rf"[{SPOKEN}]{{2,}}(?![{SPOKEN}]){NOT_COUNTING}"
_NUMBER = rf"\s?(?!\d가)(?:{BELOW_GROUND}\s?)?(?:{_END}|{_SAID_NUMBER})(?:{APART}(?:\d{{1,3}}(?!\d)|{SAID}))?(?:번지)?"
HANGUL_ADDRESS = re.compile(rf"(?P<road>[가-힣]+[{ROAD}{STREET}])(?={_BRANCH}|{_NUMBER})(?:{_BRANCH})?(?P<number>{_NUMBER})?{_ENDING}")
HANGUL_ROAD = re.compile(rf"(?<![가-힣])(?P<road>[가-힣]+{ROAD})(?P<after>(?:{'|'.join(AFTER_NOUNS)})서?)?(?![가-힣])")
_FIRST, _LAST, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8


def has_short_grid_number(text: str) -> bool:
    """Whether a text has a number of the grid of which digits are missing, and none that is whole."""
    whole = any(len(written["east"]) == len(written["north"]) for written in GRID_NUMBER.finditer(text))
    return not whole and _SHORT_GRID.search(text) is not None


def final_of(syllable: str) -> int:
    """The number of the consonant that ends a syllable, 0 for none; none either of what is no syllable."""
    return (ord(syllable) - _FIRST) % _FINALS if _FIRST <= ord(syllable) <= _LAST else 0


def takes_ro(word: str) -> bool:
    """Whether a word takes the particle 로 and not 으로: it ends in a vowel or in ㄹ."""
    return final_of(word[-1]) in (0, _RIEUL)
