"""The language of a short, often mixed text: by script, and where that does not tell by how its words are spelt."""

from __future__ import annotations

import re
from collections.abc import Callable

from city120_text.normalise import fold
from city120_text.spelling import OTHER, spelling

LANGUAGES = ("ko", "en", "zh", "ja", "vi", "mn")
UNDETERMINED = "und"

# Letters of a script, and how many Latin letters one of them is worth in a mixed text.
_SCRIPTS = {
    "hangul": (re.compile(r"[\u1100-\u11ffㄱ-ㆎ가-힣]"), 2.5),
    "kana": (re.compile(r"[ぁ-ヿｦ-ﾟ]"), 2.0),
    "han": (re.compile(r"[㐀-鿿]"), 3.0),
    "cyrillic": (re.compile(r"[Ѐ-ӿ]"), 1.0),
    "latin": (re.compile(r"[a-zß-ɏḀ-ỹ]"), 1.0),
    "other": (re.compile(r"[^\W\d_a-zß-ɏḀ-ỹЀ-ӿ㐀-鿿ぁ-ヿ\u1100-\u11ffㄱ-ㆎ가-힣ｦ-ﾟ]"), 1.5),
}
# Endings and words that make a Korean sentence of Korean words; without any they may be names in a sentence of another language.
_KOREAN_SENTENCE = re.compile(
    r"[가-힣](?:요|까|니다|죠|[는은한]데|은|는|을|를|에|에서|으로|해|줘|돼|됨|냐|하고|하는|하면)(?![가-힣])"
    r"|어디|언제|얼마|어떻|뭐|무엇|몇|왜|누가|어느|있[어나]|없[어나]|[\u1100-\u11ff]"
)
# So many letters of another script beside such words make the sentence; in Latin letters so many words, if they are so likely.
_LEAST_HAN, _LEAST_CYRILLIC, _LEAST_LATIN, _LIKELY = 2, 4, 2, 0.8
# Letters of Vietnamese or Mongolian that no other language of the six has.
_VIETNAMESE = re.compile(r"[ăđơư]|[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_MONGOLIAN = re.compile(r"[өүѳү]")
# Letters of other languages in Cyrillic that share those.
_NOT_MONGOLIAN = re.compile(r"[әқңғіїєґўҳҷһұ]")
# Words in characters that Japanese writes and Chinese does not, or not so.
_JAPANESE_WORDS = re.compile(
    "役所|病院|切符|手続|届出|駐車|料金|(?<!下)水道|給食|街灯|住民票|住民税|印鑑|窓口|終電|始発|何処|定期券|保育園|交番|税務署|保健所|引越|免許|申込|問合|苦情|"
    "騒音|滞納|冷蔵庫|粗大|花見|遺失物|座席|貯水槽|避暑"
)
# Characters that Chinese sentences hardly do without, and Japanese ones do.
_CHINESE_WORDS = re.compile("[了吗们没这您啥吧呢么哪怎给嗎們沒這麼給我你妳他]|請問")
# What is less likely than this is left to what the channel says, and to English; a word or two are not enough for what is seldom typed so.
_TOLD_FROM, _SELDOM_FROM = 0.5, 0.7
_SELDOM = frozenset({"ko", "zh", "ja", UNDETERMINED})
_WORDS = re.compile(r"[^\W\d_]{2,}")
# So many characters tell how a text is spelt.
_ENOUGH = 1000


def warm_up() -> None:
    """Load how words are spelt, some hundredths of a second, before the first inquiry comes."""
    spelling()


def detect_language(text: str, hint: str = "") -> str:
    """One of LANGUAGES, or UNDETERMINED for a language the service does not speak. A valid hint wins only when the text leaves it open."""
    folded = fold(text)
    weight = {name: len(letters.findall(folded)) * worth for name, (letters, worth) in _SCRIPTS.items()}
    if not any(weight.values()):
        return hint if hint in LANGUAGES else "ko"
    if weight["kana"]:
        weight["kana"] += weight["han"]
        weight["han"] = 0.0
    script = max(weight, key=lambda name: weight[name])
    return _BY_SCRIPT[script](folded, hint)


def _hangul(folded: str, hint: str) -> str:
    """Korean, unless Korean names stand in a sentence of another language."""
    if _KOREAN_SENTENCE.search(folded):
        return "ko"
    rest = _SCRIPTS["hangul"][0].sub(" ", folded)
    kana, han = (len(_SCRIPTS[name][0].findall(rest)) for name in ("kana", "han"))
    if kana and kana + han >= _LEAST_HAN:
        return "ja"
    if han >= _LEAST_HAN:
        return _han(rest, hint)
    if len(_SCRIPTS["cyrillic"][0].findall(rest)) >= _LEAST_CYRILLIC:
        return _cyrillic(rest, hint)
    if _VIETNAMESE.search(rest):
        return "vi"
    language, chance = _likeliest(rest)
    plain = len(rest.split()) >= _LEAST_LATIN and chance >= _LIKELY and language in LANGUAGES
    return language if plain else "ko"


def _han(folded: str, hint: str) -> str:
    """Japanese without kana is told by characters and words that Chinese does not have."""
    # What stands in the set of one country alone: 駅 and 図, 驻 and 车, 妳.
    characters = set(_SCRIPTS["han"][0].findall(folded))
    sets = [{name for name in ("shift_jis", "gb2312", "big5") if _has(name, character)} for character in characters]
    if {"gb2312"} in sets or {"big5"} in sets or _CHINESE_WORDS.search(folded):
        return "zh"
    return "ja" if hint == "ja" or {"shift_jis"} in sets or _JAPANESE_WORDS.search(folded) else "zh"


def _has(character_set: str, character: str) -> bool:
    try:
        character.encode(character_set)
    except UnicodeEncodeError:
        return False
    return True


def _latin(folded: str, hint: str) -> str:
    return "vi" if _VIETNAMESE.search(folded) else _spelt(folded, hint if hint in LANGUAGES else "en")


def _cyrillic(folded: str, hint: str) -> str:
    if _NOT_MONGOLIAN.search(folded):
        return UNDETERMINED
    return "mn" if _MONGOLIAN.search(folded) else _spelt(folded, "mn")


def _spelt(folded: str, otherwise: str) -> str:
    """The language whose words are spelt so; `otherwise` where it is not plain."""
    language, chance = _likeliest(folded)
    if language in _SELDOM:
        return language if chance >= _SELDOM_FROM and len(_WORDS.findall(folded)) >= _LEAST_LATIN else otherwise
    return language if chance >= _TOLD_FROM else otherwise


def _likeliest(folded: str) -> tuple[str, float]:
    """The language whose words are most likely spelt so, UNDETERMINED for none of ours, and how likely."""
    chances = spelling().chances(folded[:_ENOUGH])
    best = max(chances, key=lambda language: chances[language])
    return UNDETERMINED if best == OTHER else best, chances[best]


_BY_SCRIPT: dict[str, Callable[[str, str], str]] = {
    "hangul": _hangul,
    "kana": lambda folded, hint: "ja",
    "han": _han,
    "cyrillic": _cyrillic,
    "latin": _latin,
    "other": lambda folded, hint: UNDETERMINED,
}
