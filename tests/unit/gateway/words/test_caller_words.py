"""What callers say beside any affair, by the rows of the bundled edition."""

from __future__ import annotations

import pytest

from city120_edition import rows
from city120_gateway.knowledge import Knowledge
from city120_gateway.words.caller_words import (
    AFTER_MIDNIGHT,
    BUS,
    DETAILS,
    FIRST,
    LAST,
    LEAVE_BY,
    STEP_FREE,
    TRAIN,
    UPSET,
    WHICH_BUS,
    CallerWords,
    Manner,
    asks_for_a_bus,
    entries_of,
    entry_of,
    further_of,
    route_numbers,
)

OUTING = "entry:culture.event.where"
MANNERS = {
    Manner.GREETING: (
        *("여보세요? 안녕하세요", "거기 120이죠?", "Hello, is this 120?", "hi", "喂，你好，是120吗", "もしもし、120ですか"),
        *("xin chào", "xin chao", "Сайн байна уу? 120 мөн үү?"),
    ),
    Manner.THANKS: (
        "네 감사합니다",
        "Great, thank you so much for your help",
        "好的谢谢",
        "わかりました、ありがとうございます",
        "Dạ vâng cảm ơn ạ",
        "Баярлалаа",
    ),
    Manner.GOODBYE: ("끊을게요 감사합니다", "that's all, thanks", "再见", "では失礼します", "Tạm biệt", "За баярлалаа, баяртай"),
    Manner.PERSON: (
        *(
            "사람 바꿔줘요",
            "그냥 사람 좀 바꿔 주세요 제발",
            "상담원이요",
            "A person, please",
            "Can I talk to a human?",
            "transfer me to a representative",
        ),
        *("转人工", "我想和真人说话", "オペレーターにつないでください", "人と話したいんですけど", "Cho tôi gặp nhân viên", "Оператортой яриулаач"),
    ),
    Manner.NOTHING: (
        "...",
        "ㅁㄴㅇㄹ",
        "음...",
        "저기요 문의 좀 할게요",
        "I have a question",
        "请问",
        "あの、すみません",
        "cho tôi hỏi",
        "асуулт байна",
        "??",
        "asdfasdf",
    ),
}


@pytest.mark.parametrize(("manner", "text"), [(manner, text) for manner, texts in MANNERS.items() for text in texts])
def test_a_message_that_asks_for_nothing_is_known_by_its_words(knowledge: Knowledge, manner: Manner, text: str) -> None:
    assert knowledge.caller_words.manner(text) is manner


@pytest.mark.parametrize(
    "text",
    [
        *(
            "여보세요 물이 안 나와요",
            "안녕하세요, 가로등이 꺼졌어요",
            "상담원 채용 공고 있나요",
            "통역 상담원 연결해 주세요",
            "불",
            "사람이 쓰러졌어요",
            "사람 살려",
        ),
        *("bus operator", "I want to talk to someone about my water bill", "this", "thanks to the rain my street is flooded", "help"),
        *("谢谢你们修好了路灯", "人が倒れています", "cứu tôi với", "хүн унасан байна"),
    ],
)
def test_a_message_that_says_more_is_none(knowledge: Knowledge, text: str) -> None:
    assert knowledge.caller_words.manner(text) is None


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("홍대입구에서 강남 첫차 몇시", FIRST),
        ("강남역 첫 지하철", FIRST),
        ("first train to Gangnam", FIRST),
        ("首班车几点", FIRST),
        ("头班车", FIRST),
        ("第一班地铁", FIRST),
        ("始発は何時", FIRST),
        ("chuyến tàu đầu tiên", FIRST),
        ("анхны галт тэрэг", FIRST),
        ("수유역 막차", LAST),
        ("the last subway", LAST),
        ("末班车", LAST),
        ("終電", LAST),
        ("chuyến tàu cuối", LAST),
        ("сүүлчийн галт тэрэг", LAST),
        ("강남역에서 상계역까지 가려면 몇 시에 나가야 돼요", LEAVE_BY),
        ("집에 가려면 몇 시까지 타야 돼요", LEAVE_BY),
        ("what's the latest I can leave", LEAVE_BY),
        ("最晚几点出发", LEAVE_BY),
        ("何時までに乗ればいいですか", LEAVE_BY),
        ("muộn nhất mấy giờ phải đi", LEAVE_BY),
        ("хэдэн цагт гарах ёстой вэ", LEAVE_BY),
        ("자정 넘어서도 다녀요?", AFTER_MIDNIGHT),
        ("a train after midnight", AFTER_MIDNIGHT),
        ("外回りの終電", "outer"),
        ("2호선 내선", "inner"),
    ],
)
def test_what_of_trains_is_asked_is_heard(knowledge: Knowledge, text: str, meaning: str) -> None:
    assert meaning in knowledge.caller_words.heard(text)


def test_words_may_mean_an_entry_that_exists(knowledge: Knowledge) -> None:
    heard = knowledge.caller_words.heard("막차 끊겼어요")
    assert knowledge.settling[entry_of(heard)] == "transit.subway.firstlast"
    assert entry_of({FIRST}) == ""


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        *(
            ("휠체어로 갈 수 있나요", STEP_FREE),
            ("계단 없이 가는 길", STEP_FREE),
            ("a step-free route", STEP_FREE),
            ("I can't climb stairs", STEP_FREE),
        ),
        *(
            ("有没有电梯", STEP_FREE),
            ("車椅子で行きたい", STEP_FREE),
            ("階段を使わずに", STEP_FREE),
            ("tôi đi xe lăn", STEP_FREE),
            ("toi di xe lan", STEP_FREE),
        ),
        *(("тэргэнцэртэй явна", STEP_FREE), ("лифттэй зам", STEP_FREE)),
        *(("몇 번 버스를 타요", WHICH_BUS), ("which bus goes there", WHICH_BUS), ("坐几路公交", WHICH_BUS), ("何番のバスですか", WHICH_BUS)),
        *(("đi xe buýt số mấy", WHICH_BUS), ("ямар автобус явдаг вэ", WHICH_BUS)),
    ],
)
def test_what_a_way_must_be_like_is_heard(knowledge: Knowledge, text: str, meaning: str) -> None:
    assert meaning in knowledge.caller_words.heard(text)


@pytest.mark.parametrize(
    "text", ["역 엘리베이터가 고장났어요", "the lift at the station is out of order", "车站电梯坏了", "エレベーターが止まっています"]
)
def test_a_broken_lift_is_no_wish_for_one(knowledge: Knowledge, text: str) -> None:
    assert STEP_FREE not in knowledge.caller_words.heard(text)


def test_a_bus_beside_a_train_is_not_asked_for_alone() -> None:
    assert [asks_for_a_bus(heard) for heard in ({BUS}, {BUS, TRAIN}, {BUS, TRAIN, WHICH_BUS}, {TRAIN}, set[str]())] == [
        True,
        False,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        *(("정말 화가 나네요", UPSET), ("이게 몇 번째 전화인지 아세요", UPSET), ("I'm fed up with this", UPSET), ("气死我了", UPSET)),
        *(("もう我慢できません", UPSET), ("tôi bức xúc lắm", UPSET), ("миний уур хүрч байна", UPSET)),
        *(("아이랑 놀러 갈 데", OUTING), ("things to do with kids", OUTING), ("周末带孩子去哪玩", OUTING), ("子どもと遊びに行く所", OUTING)),
        *(("cuối tuần đi chơi ở đâu", OUTING), ("хүүхэдтэйгээ зугаалмаар байна", OUTING)),
        *(("манай усанд үнэртэй", "entry:water.colour.general"), ("ус үнэртээд байна", "entry:water.colour.general")),
        *(("хуучин хөргөгчөө хаях", "entry:waste.appliance.free"), ("nước máy có mùi lạ", "entry:water.colour.general")),
    ],
)
def test_a_mood_an_outing_and_what_one_entry_is_about_are_heard(knowledge: Knowledge, text: str, meaning: str) -> None:
    assert meaning in knowledge.caller_words.heard(text)


@pytest.mark.parametrize("text", ["전화나 문자로 알려 주세요", "영화가 나오는 곳", "너무 화려한 간판", "화장실이 어디예요", "hungry", "天气很好"])
def test_nobody_is_upset_by_the_letters_of_other_words(knowledge: Knowledge, text: str) -> None:
    assert UPSET not in knowledge.caller_words.heard(text)


@pytest.mark.parametrize(
    ("text", "rest"), [("그럼 비용은 얼마예요?", 0), ("여권 비용은 얼마예요?", 4), ("and how much is it?", 0), ("how much is the zoo?", 3), ("물", 2)]
)
def test_what_a_text_says_beside_a_detail(knowledge: Knowledge, text: str, rest: int) -> None:
    assert knowledge.caller_words.beside_details(text) == rest


def test_words_of_an_entry_within_longer_ones_of_another_mean_nothing() -> None:
    spoken = (("entry:a", "extend my visa"), ("entry:b", "extend my visa f 6"), ("fee", "visa"))
    words = CallerWords(rows.CallerWord(means=means, language="en", text=text) for means, text in spoken)
    assert words.heard("extend my visa F-6 please") == {"entry:b", "fee"}
    assert words.heard("extend my visa please") == {"entry:a", "fee"}


def test_words_of_a_detail_within_words_that_say_nothing_mean_nothing() -> None:
    words = CallerWords(rows.CallerWord(means=means, language="ko", text=text) for means, text in (("visit", "와 줘"), ("filler", "도와줘요")))
    assert words.heard("어디서 도와줘요?") == frozenset()
    assert words.heard("도와줘요, 집에 와 줘요") == {"visit"}


@pytest.mark.parametrize(
    ("text", "details"),
    [("утас нь хэд вэ", {"phone"}), ("утас нь хэд вэ, үнэ нь хэд вэ", {"phone", "fee"}), ("いつまでに出せばいいですか", {"deadline"})],
)
def test_words_of_a_detail_within_longer_ones_of_another_mean_nothing(knowledge: Knowledge, text: str, details: set[str]) -> None:
    assert knowledge.caller_words.heard(text).intersection(DETAILS) == details


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        *(("요금은?", "fee"), ("서류는요", "documents"), ("fee?", "fee"), ("and how long?", "duration"), ("费用呢", "fee"), ("多久", "duration")),
        *(("料金は？", "fee"), ("どこで", "apply"), ("phí?", "fee"), ("ở đâu?", "apply"), ("төлбөр?", "fee"), ("бичиг баримт?", "documents")),
    ],
)
def test_a_word_that_is_all_a_message_says_asks_for_a_detail(knowledge: Knowledge, text: str, detail: str) -> None:
    assert detail in knowledge.caller_words.heard(text)
    assert knowledge.caller_words.beside_details(text) == 0


def test_such_a_word_asks_for_nothing_beside_others() -> None:
    words = CallerWords([rows.CallerWord(means="alone:fee", language="en", text="fee")])
    assert words.heard("Fee?") == {"fee"}
    assert words.heard("the fee collector shouted at me") == frozenset()


@pytest.mark.parametrize(
    ("condition", "texts"),
    [
        (
            "age",
            (
                "몇 살까지 돼요?",
                "How old does she have to be?",
                "几岁以上可以",
                "何歳まで使えますか",
                "Bao nhiêu tuổi thì được?",
                "Хэдэн наснаас вэ?",
            ),
        ),
        (
            "income",
            (
                *("소득이 얼마까지 돼요?", "Is there an income limit?", "收入不能超过多少？", "所得制限はありますか"),
                *("Thu nhập dưới bao nhiêu thì được?", "Орлогын хязгаар хэд вэ?"),
            ),
        ),
        (
            "booking",
            ("예약해야 돼요?", "Do I need an appointment?", "要预约吗", "予約は必要ですか", "Có cần đặt lịch không?", "Цаг авах хэрэгтэй юу?"),
        ),
        ("times", ("몇 번까지 돼요?", "How many times can I get it?", "可以用几次", "何回できますか", "Được mấy lần?", "Хэдэн удаа болох вэ?")),
        (
            "unregistered",
            (
                *(
                    "외국인등록증이 없어도 되나요?",
                    "Can I go without an ARC?",
                    "我朋友沒有外國人登錄證也可以嗎",
                    "外国人登録証がなくても大丈夫ですか",
                ),
                *("Không có thẻ ngoại kiều có được không?", "Гадаад иргэний үнэмлэхгүй бол болох уу?"),
            ),
        ),
    ],
)
def test_a_condition_that_is_asked_for_is_heard_and_little_else(knowledge: Knowledge, condition: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        assert condition in knowledge.caller_words.heard(text), text
        assert knowledge.caller_words.beside_details(text) <= 10, text


def test_words_mean_entries_alone_or_behind_an_answer() -> None:
    meanings = (meaning for meaning in ("entry:a.b", "further:a.c", "fee"))
    assert further_of(meanings) == {"a.b", "a.c"}
    assert entries_of(("entry:a.b", "further:a.c", "fee")) == {"a.b"}


@pytest.mark.parametrize(
    ("text", "little"),
    [
        ("언제 문 열어요?", True),
        ("관람시간 알려 주세요", True),
        ("what time does it close", True),
        ("几点关门", True),
        ("は何時までですか", True),
        ("mở cửa lúc mấy giờ", True),
        ("хэдэн цаг хүртэл ажилладаг вэ", True),
        ("주차장 언제 열어요?", False),
        ("is the garden open", False),
    ],
)
def test_little_is_said_beside_asking_when_a_place_is_open(knowledge: Knowledge, text: str, little: bool) -> None:
    assert (knowledge.caller_words.beside_opening(text) <= 3) is little


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("우리 동네에 있는 곳 어디예요?", ""),
        ("가까운 곳 좀 알려 주세요", ""),
        ("가나 어디예요", "가나"),
        ("배정 어디", "배정"),
        ("which are near here?", ""),
        ("附近有哪些", ""),
        ("の近くを教えてください", ""),
        ("có những nào ở đâu ạ", ""),
        ("хаана байдаг вэ", ""),
    ],
)
def test_what_a_text_says_beside_asking_for_places_of_a_kind(knowledge: Knowledge, text: str, rest: str) -> None:
    assert knowledge.caller_words.beside_kinds(text) == rest


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("휠체어로 들어갈 수 있나요?", ""),
        ("휠체어 빌려주나요?", "빌려"),
        ("Can I get in with a wheelchair?", ""),
        ("坐轮椅能进去吗", ""),
        ("車椅子で入れますか", ""),
        ("đi xe lăn vào được không?", ""),
        ("тэргэнцэртэй орж болох уу?", ""),
    ],
)
def test_what_is_said_beside_getting_in_without_steps(knowledge: Knowledge, text: str, rest: str) -> None:
    assert knowledge.caller_words.without_steps(text) == rest


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("마포01번 막차 몇 시예요", "transit.bus.village.times"),
        ("관악 02 막차", "transit.bus.village.times"),
        ("last run of Mapo 01", "transit.bus.village.times"),
        ("강남 10번 출구", ""),
        ("종로1가 막차", ""),
    ],
)
def test_a_route_of_a_village_bus_is_known_by_its_number(knowledge: Knowledge, text: str, entry: str) -> None:
    assert knowledge.caller_words.numbered(text) == entry


def test_the_numbers_of_routes_are_letters_and_figures() -> None:
    assert route_numbers("심야버스N37번과 N61路, 深夜バスn16") == {"n37", "n61", "n16"}
    assert route_numbers("2호선 강남역 10번 출구, GTX-A") == frozenset()
