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
# Syllables of Vietnamese as typed without marks; other languages have some of them too, but hardly ever most of their words.
_VIETNAMESE_SYLLABLES = frozenset(
    (
        "anh ao ay ba bac bai ban banh bao bat bau bay ben benh bep bien biet bon bua buoi buyt ca cach cai cam canh cao cap cau cay chac cham "
        "chan chau chay chet chiec chieu chinh chiu cho choi chong chu chua chuc chui chup chuyen co coi com cong cot cu cua cung cuoi cuu dai "
        "dan dang danh dao dat dau dc dem den di dia dich dien dinh doc doi dua dung duoc duoi duong em gai gay ghe ghi gia giam gian giao giat "
        "giay gio giu giua gium giup goi gui hai hang hanh hay hem het hiem hieu hinh ho hoa hoai hoan hoc hoi hom hon hong hop hut keo ket keu "
        "khac khach khai kham khi kho khoa khoan khoc khoi khong khu khuyet kia kiem kieu kinh ky la lai lam lan lang lanh lau lay le len leo "
        "lich lo loi lon lop lua luc luon luong ly ma mac mai mang mat mau may meo mien mieng minh mo moi mua mui muoi muon nam nang nao nap nau "
        "nay nen nga ngan ngay nghe nghi ngo ngoai ngoi ngu nguoi nguyen nha nhan nhap nhat nhau nhay nhieu nho nhu noi nong nop nua nui nuoc nut "
        "oi ong pha phai phan phat phep phi pho phong phuong phut qua quan quay quen quet ra rac roi rua sach sai sao sap sau sinh song sua suoi "
        "tam tang tat tau tay te tham thang thanh thay theo thi thieu tho thoai thoi thong thu thue thung thuoc thuong tiem tien tieng tim tinh "
        "toa toan toc toi tra trai tram tran trang tre tren trinh tro troi tron trong tru trung truoc truong tu tuan tui tuoi tuong tuyen tuyet "
        "ty uong vang vao vay vi viec vien viet vo voi vua xa xanh xay xe xem xin xom xong xuong yeu"
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
# Words and endings of everyday Korean as typed in Latin letters, and how such words look: two of these in a text, one of them no mere look.
_ROMAN_KOREAN = frozenset(
    (
        "adeul aegi anieyo animyeon aniyo annyeong annyeonghaseyo appa bada banpum bbajyeo beolgeum beonho beoseu boyeo bul bulkkot bunsil bus-eu "
        "byeongwon byungwon chaja chajayo cheongso cheung chingu danyeo dari deul deungnok deureowa doenayo dongne dora dwae dwaenayo dwaeyo eodi "
        "eodiseo eolma eomma eomnayo eoneu eonje eopseo eopseoyo eotteoke eotteon eseo eul euro gage gago gamsahamnida gamyeon ganeun gaseo gaseu "
        "gasseo gatayo gateun gaya gayo geo geongang geonmul geot geugeo geugeot geureonde geurigo goji gongsa gongwon goochung gose gucheong "
        "gumeong guyeok gwataeryo gyeryanggi hae haesseo haeyo hago hajiman hakgyo halmeoni hamnida hamyeon haneun haneunde hangugeo hanguk "
        "hangukmal harabeoji haryeomyeon haseyo hasil hasugu heoga hoesa hwajangsil hwanbul hwanseung hyeong ieyo igeo imnida inde innayo ireum "
        "isseo isseoyo issnayo issoyo jajeongeo jangaein jebal jega jeo jeogi jeoneun jeongryujang jeonhwa jeung jigeum jihacheol jihachol "
        "jihachul jinjja jip jiwongeum jom joo jucha jul jum juneun juseyo juso jwo jwoyo kadeu kkaji maeil maenhol majayo makhyeo molla mollae "
        "mollayo mul munja muryo mwo myeong myeot nae naega naemsae nal nampyeon naneun nasseo nawa nawayo neomu neun nomu noseon nyeon odi "
        "odiseo oegugin oneul onje oppa opsoyo otobai otoke otokke palli ppalli reul saebyeok sajin sal sangdam saram sayo senteo seu shingo "
        "sigan singo singohago sipda sipeo sipeoyo sipoyo soodo sseuregi ssulegi ssuregi sudo taeksi ttae ttaemune ttal ttukkeong unni uri wae "
        "waegugin waseo wasseo wayo yak yeogi yeogwon yeongi yeyo yogeum"
    ).split()
)
_KOREAN_ENDING = re.compile(
    r"[a-z]*(?:[ae]yo|[a-z]{2}eyo|nayo|kkayo|[hj][ai]?yo|seyo|haeyo|mnida|mnikka|neunde|eunde|nunde|eseo|haneun|haryeo|jwoyo|juseyo|isseo|eopseo|eosseo"
    r"|asseo|haesseo|sipeo|sipda|geodeun|r[ye]+ogo|myeonseo|gesseo|kkeunkyeo|eoseo|aseo|reul|ieyo|deurim|hago|jeonggeojang)"
)
_KOREAN_LOOK = re.compile(
    r"[a-z]*e[ou][a-z]*(?:eo|eu|ae|yo|yu|kk|jj|oe|wa|ng|gi|seu)[a-z]*|[a-z]*(?:kk|jj|ssu|sse|tteo|ppa|bbae|gye|gyo|wae|gwa|hwa)[a-z]*(?:eo|eu|ae|oe|ng|yo|un|ul)[a-z]*"
)
_ENGLISH = frozenset("the is are my a to of and in for how what where when i it do does can at on near from please was not".split())
# Words of English callers that no other language in Latin letters has: one is enough beside a place name, which a detector takes for anything.
_PLAIN_ENGLISH = frozenset(
    (
        "about after alert apartment back bathroom been before bill birth broken building center change closed cold crossing dead death desk does "
        "dogs down emergency evening every fire food friday garbage has have heat heating here hookup hours immigration into just keeps leaking "
        "left library light lights like lost marriage meter monday monthly morning mosquito need neighbor neighbour next noise number only open "
        "opening paper people permit pills pool rain rats recipe registration saturday school shelter sidewalk smoke snow somebody someone still "
        "street sunday tap therapist there they this thursday toilet tonight trash tuesday unemployment want water wednesday week what wheelchair "
        "when where which with yesterday"
    ).split()
)
_FEW_WORDS = 3
_MOST = 0.65
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
    few = 2 if len(words) > _FEW_WORDS else 1
    english = sum(word in _ENGLISH for word in words)
    vietnamese = sum(word in _BARE_VIETNAMESE for word in words)
    syllables = sum(word in _VIETNAMESE_SYLLABLES or word in _BARE_VIETNAMESE for word in words)
    mongolian = sum(word in _LATIN_MONGOLIAN or bool(_MONGOLIAN_ENDING.fullmatch(word)) for word in words)
    korean = sum(word in _ROMAN_KOREAN or bool(_KOREAN_ENDING.fullmatch(word)) for word in words)
    # A word that is not listed but has the ending and the look counts for both.
    like_korean = korean + sum(word not in _ROMAN_KOREAN and bool(_KOREAN_LOOK.fullmatch(word)) for word in words)
    rules = (
        ("ko", korean and like_korean >= max(few, mongolian) and like_korean > english + vietnamese),
        ("mn", mongolian >= few and mongolian > english + vietnamese),
        ("vi", vietnamese >= 2 and vietnamese > english),
        ("vi", syllables > max(_FEW_WORDS, english, _MOST * len(words))),
        ("vi" if hint == "vi" else "en", english >= 2 or len(words) < _FEW_WORDS),
    )
    told = next((language for language, holds in rules if holds), "") or _ask_detector(folded, "en", ("en", "vi"))
    # The detector knows no romanised Korean, nor Korean place names in English.
    if told == UNDETERMINED and korean:
        return "ko"
    return "en" if told == UNDETERMINED and not _PLAIN_ENGLISH.isdisjoint(words) else told


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
