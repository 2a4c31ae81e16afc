"""The language of a short, often mixed text: by script first, then by a detector limited to what callers may use."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from city120_text.normalise import fold

if TYPE_CHECKING:
    from lingua import LanguageDetector

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
_VIETNAMESE = re.compile(r"[ăđơư]|[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_MONGOLIAN = re.compile(r"[өүѳү]")
# Words of everyday Vietnamese as typed without marks; two of them, and no English function word, tell it from English.
_BARE_VIETNAMESE = frozenset(
    (
        "toi nha nuoc khong bi o dau cho hoi muon lam sao duoc cua mat tien xe phai nao gi the con em anh chi nguoi benh vien "
        "dien rac di den tu may gio bao nhieu ve ga tau buyt quan phuong giup voi cam on dang ky thue ho chieu thong tin khi "
        "roi chua dong hang thang"
    ).split()
)
# Words and endings of everyday Mongolian as typed in Latin letters; two of them, or one in a text of a few words.
_LATIN_MONGOLIAN = frozenset(
    (
        "uu yu vv ve bn bna bnaa bnu baina bgaa bga bdag baidag baihgui bhgui bgaan bsan bol bish bii hun hunii hend hed heden hezee haana "
        "haanaas ene ter ym gej gj gesen gsn gd geed ni ymar yamar yagaad yaj yah yaah neg hoyor odoo odor udur tsag tsagt jil sar "
        "sariin manai maan maani minii mini namaig nad nadad bi tanai ta boloh bolohgui bolno bolson bolj bolood bolgoh chadahgui chadah "
        "medehgui heregtei avah avsan avch avmaar garah garch garaad irsen irj ireh irehgui yavah yavj yavaad orj oroh orson ochih hiih hiij "
        "hel helj ruu daraa dahin shuud ih jijig huuchin shine usnii mungu mongo mongol solongos huuhed naiz zam zamiin gazar tend "
        "shig esvel uchir gehdee tolgoi duureg duuregt dugaar alga unegui hotiin oroi shunu margaash unuudur onoodor uchigdur tsaas eej aav "
        "nuhur ger gert bair ajil utas avtobus usan"
    ).split()
)
_MONGOLIAN_ENDING = re.compile(r"[a-z]{2,}(?:gui|iin|nii|maar|meer|moor|chihlaa|chihsen|chihsan|uulj|huu|nuu|laa|lee|loo|luu)")
_ENGLISH = frozenset("the is are my a to of and in for how what where when i it do does can at on near from please was not".split())
_FEW_WORDS = 3
_SURE = 0.75


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    from lingua import Language, LanguageDetectorBuilder

    spoken = [Language.ENGLISH, Language.VIETNAMESE, Language.MONGOLIAN]
    other = [
        Language.RUSSIAN,
        Language.KAZAKH,
        Language.UKRAINIAN,
        Language.SPANISH,
        Language.FRENCH,
        Language.GERMAN,
        Language.INDONESIAN,
        Language.TAGALOG,
        Language.PORTUGUESE,
        Language.TURKISH,
    ]
    return LanguageDetectorBuilder.from_languages(*spoken, *other).with_low_accuracy_mode().build()


def warm_up() -> None:
    """Load the detector's models, about half a second, before the first inquiry comes."""
    detect_language("good morning to all of you")
    detect_language("өглөөний мэнд хүргэе")


def detect_language(text: str, hint: str = "") -> str:
    """One of LANGUAGES, or UNDETERMINED for a language the service does not speak. A valid hint wins only when the text has no letters."""
    folded = fold(text)
    weight = {name: len(letters.findall(folded)) * worth for name, (letters, worth) in _SCRIPTS.items()}
    if not any(weight.values()):
        return hint if hint in LANGUAGES else "ko"
    if weight["kana"]:
        weight["kana"] += weight["han"]
        weight["han"] = 0.0
    script = max(weight, key=lambda name: weight[name])
    return _BY_SCRIPT[script](folded, hint)


def _latin(folded: str, hint: str) -> str:
    if _VIETNAMESE.search(folded):
        return "vi"
    words = re.findall(r"[a-zß-ɏḀ-ỹ]+", folded)
    english = sum(word in _ENGLISH for word in words)
    vietnamese = sum(word in _BARE_VIETNAMESE for word in words)
    mongolian = sum(word in _LATIN_MONGOLIAN or bool(_MONGOLIAN_ENDING.fullmatch(word)) for word in words)
    if mongolian >= (2 if len(words) > _FEW_WORDS else 1) and mongolian > english + vietnamese:
        return "mn"
    if vietnamese >= 2 and vietnamese > english:
        return "vi"
    if english >= 2 or len(words) < 3:
        return hint if hint == "vi" else "en"
    return _ask_detector(folded, "en", ("en", "vi"))


def _cyrillic(folded: str, hint: str) -> str:
    if _MONGOLIAN.search(folded):
        return "mn"
    return _ask_detector(folded, "mn", ("mn",))


def _ask_detector(folded: str, default: str, spoken: tuple[str, ...]) -> str:
    best = _detector().compute_language_confidence_values(folded)[0]
    code = best.language.iso_code_639_1.name.lower()
    if code in spoken:
        return code
    return UNDETERMINED if best.value >= _SURE else default


_BY_SCRIPT: dict[str, Callable[[str, str], str]] = {
    "hangul": lambda folded, hint: "ko",
    "kana": lambda folded, hint: "ja",
    "han": lambda folded, hint: "ja" if hint == "ja" else "zh",
    "cyrillic": _cyrillic,
    "latin": _latin,
    "other": lambda folded, hint: UNDETERMINED,
}
