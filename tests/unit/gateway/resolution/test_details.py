"""A detail that is asked for beside a question, or of what was answered before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from city120_edition import rows
from city120_gateway.conversation.choices import Choices
from city120_gateway.conversation.conversation import Earlier, RankedAffair, RankedEntry
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Entry, EntryText, Match, MatchDecision, Mention, Opening, Outcome, Place
from city120_gateway.resolution.details import asked, entries, follows, of_what_was_told, reports, untold, untold_in
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.further import told_alone
from city120_gateway.resolution.plan import planned
from city120_gateway.resolution.whereabouts import Whereabouts
from tests.unit.gateway.samples import conversation, findings, match, responsibility, ruling

PASSPORT, RENEWED, WHERE = "passport.apply", "passport.apply.lost", "passport.apply.where"
STICKER = "waste.bulky.sticker"
BEFORE = Earlier(certain=True, affairs=(RankedAffair(PASSPORT, 0.99),), answered=True)


@pytest.mark.parametrize(
    "text",
    [
        *("얼마예요?", "그럼 수수료는 얼마예요?", "토요일에도 해요?", "거기 전화번호는요?", "내일은요?", "뭐 가져가야 돼요?", "인터넷으로도 되나요?"),
        *("How much does it cost?", "and how much is it", "What is their phone number?", "and tomorrow?", "are they open on Saturday?"),
        *("多少钱？", "周六也开门吗？", "那里的电话号码是多少？", "要带什么？"),
        *("いくらですか？", "土曜日も開いていますか", "電話番号を教えてください"),
        *("hết bao nhiêu tiền?", "số điện thoại của họ là gì?", "ngày mai có làm việc không?", "mất bao lâu?"),
        *("хэд вэ?", "утасны дугаар нь?", "маргааш ажиллах уу?", "юу авч очих вэ?"),
        *("신청은 어디로 해요", "where do I apply?", "在哪里办", "どこで手続きすればいいですか", "đăng ký ở đâu vậy ạ", "хаана өгөх вэ"),
        *(
            "영어 되나요?",
            "do they speak English?",
            "可以用中文讲吗？",
            "日本語は通じますか",
            "có ai nói tiếng Việt không ạ",
            "Монгол хэлээр ярьдаг хүн байгаа юу",
        ),
        *("한국말을 못해요", "I don't speak Korean", "我不会说韩语", "韓国語が話せません", "tôi không biết tiếng Hàn", "солонгос хэл мэдэхгүй"),
        *("how late are they open", "晚上也开吗", "夜も開いていますか", "thứ bảy có làm việc không", "бямбад ажилладаг уу", "одоо онгорхой юу"),
        *("와서 봐 주나요?", "누가 와 주긴 하나요", "will someone come?", "会来人吗？", "誰か来てくれますか", "có ai đến không?", "хүн ирэх үү?"),
        *("왜 안 돼요?", "why not?", "为什么？", "なぜですか", "tại sao vậy ạ?", "яагаад вэ?"),
        *("익명으로 돼요?", "can it be anonymous?", "可以匿名吗？", "匿名でできますか", "ẩn danh được không ạ?"),
        *("비싸요?", "is it expensive?", "贵吗？", "高いですか", "có đắt không?", "үнэтэй юу?"),
        *("언제 답 와요?", "when will I hear back?", "什么时候回复？", "いつ返事が来ますか", "khi nào có kết quả?", "хэзээ хариу ирэх вэ?"),
        *("뭐부터 해야 돼요?", "where do I start?", "先做什么？", "何から始めれば", "bắt đầu từ đâu?", "хаанаас эхлэх вэ?"),
        *("전화로도 돼요?", "can I do it by phone?", "电话可以办吗？", "電話でもできますか", "qua điện thoại được không?", "утсаар болох уу?"),
        *("E-9 비자인데요", "I'm on an E-9", "我是留学生", "留学生です", "tôi là du học sinh", "би гадаад оюутан"),
        *("중학생도 돼요?", "what if I do it anyway?", "被抓到会怎么样？", "違反したらどうなりますか", "vi phạm thì sao?", "зөрчвөл яах вэ?"),
    ],
)
def test_a_question_for_a_detail_alone_is_about_what_was_found_before(knowledge: Knowledge, text: str) -> None:
    assert follows(conversation(text, earlier=BEFORE), None, (), knowledge)
    assert not follows(conversation(text), None, (), knowledge)
    assert not follows(conversation(text, earlier=Earlier(affairs=BEFORE.affairs)), None, (), knowledge)


@pytest.mark.parametrize(
    "text",
    [
        *("여권은 얼마예요?", "지하철 몇 시까지 해요?", "내일 비 와요?", "따릉이 빌리는 데 얼마예요?", "등본 뗄 때 뭐 가져가야 돼요?"),
        *("How much is a bus ride?", "What is the phone number of the zoo?", "is it going to rain tomorrow"),
        *("여권 신청은 어디로 해요", "where do I apply for a passport?", "去哪里办护照", "хүүхдийн мөнгийг хаана өгөх вэ"),
        *("地铁票多少钱？", "図書館は土曜日も開いていますか", "vé xe buýt bao nhiêu tiền?", "автобусны үнэ хэд вэ?"),
    ],
)
def test_what_names_something_else_is_a_new_question(knowledge: Knowledge, text: str) -> None:
    assert not follows(conversation(text, earlier=BEFORE), None, (), knowledge)


def test_a_date_is_told_and_another_day_asked_for(knowledge: Knowledge) -> None:
    trains = replace(BEFORE, affairs=(RankedAffair("transit.subway.firstlast", 0.99),))
    assert follows(conversation("12월 25일이요", earlier=trains), None, (), knowledge)
    assert follows(conversation("12월 25일은요?", earlier=BEFORE), None, (), knowledge)
    assert not follows(conversation("11월 20일이요", earlier=BEFORE), None, (), knowledge)


LAMP = "road.streetlight"


@pytest.mark.parametrize(
    ("text", "heard", "tells"),
    [
        ("면목로 12 앞이고 번호는 3-21이에요", match("land.address", decision=MatchDecision.ASK), True),
        ("サガジョン駅の前の、番号は3の21です", match(decision=MatchDecision.REFUSE), True),
        ("면목로 12 앞이에요", match(LAMP), True),
        ("현금으로 냈고 번호는 31바 1234예요", match(LAMP), True),
        ("付的现金，号码是31바1234，昨晚9点", match(LAMP), True),
        ("면목로 12 앞인데 언제 고쳐요?", match("land.address", decision=MatchDecision.ASK), False),
        ("얼마 내야 하는지 알려 주세요", match("land.address", decision=MatchDecision.ASK), False),
        ("하수구에서 냄새가 나요", match("water.sewer"), False),
        ("12번지 하수구에서 냄새가 나요", match("water.sewer"), False),
        ("아니요 3층 말고 옆집 소음이요", match("env.noise.floor", decision=MatchDecision.ASK), False),
        ("그리고 하수구도 막혔어요", match("water.sewer", decision=MatchDecision.ASK), False),
        ("그럼 누가 언제 와요", match(LAMP, entries=(RankedEntry("road.streetlight.when", LAMP),)), False),
        ("3-21번 등이에요", match(LAMP, entries=(RankedEntry("road.streetlight.new", LAMP),)), True),
        ("오늘 점심 뭐 먹지", match(decision=MatchDecision.REFUSE), False),
        ("네", match(decision=MatchDecision.HAND_OVER), False),
        ("불이 났어요", match(LAMP, emergencies=frozenset({"fire"})), False),
    ],
)
def test_what_an_answer_asked_for_is_told_and_no_new_question(knowledge: Knowledge, text: str, heard: Match, tells: bool) -> None:
    asking = next(entry for entry in knowledge.city_entries[LAMP] if knowledge.asks.get(entry))
    before = Earlier(certain=True, affairs=(RankedAffair(LAMP, 0.99),), answered=True, told=(asking, "ko"))
    said = conversation(text, earlier=before)
    assert reports(said, heard, (), knowledge, only_a_place=False) is tells
    silent = next(entry for entries in knowledge.city_entries.values() for entry in entries if not knowledge.asks.get(entry))
    assert not reports(replace(said, earlier=replace(before, told=(silent, "ko"))), heard, (), knowledge, only_a_place=False)


@pytest.mark.parametrize(("kind", "tells"), [("road_address", True), ("lot_address", True), ("legal_dong", False), ("district", False)])
def test_an_address_alone_tells_where_it_is_and_a_district_alone_only_whose_it_is(knowledge: Knowledge, kind: str, tells: bool) -> None:
    asking = next(entry for entry in knowledge.city_entries[LAMP] if knowledge.asks.get(entry))
    before = Earlier(certain=True, affairs=(RankedAffair(LAMP, 0.99),), answered=True, told=(asking, "ko"))
    named = (Mention(0, "겸재로 42길 8", (Place("x", kind),)),)
    assert reports(conversation("겸재로 42길 8", earlier=before), match(LAMP), named, knowledge, only_a_place=True) is tells


def test_a_place_may_stand_beside_it(knowledge: Knowledge) -> None:
    said = conversation("마포구는 몇 시까지 해요?", earlier=BEFORE)
    assert not follows(said, None, (), knowledge)
    assert follows(said, None, (Mention(0, "마포구"),), knowledge)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("water.colour.red", {"visit", "fee"}),
        ("env.noise.floor.counsel", {"visit", "fee"}),
        ("env.pigeon.feed", {"why"}),
        ("waste.illegal.report", {"anonymous"}),
        ("city.youth.rent", {"income", "age"}),
        ("waste.bulky.proxy", {"proxy", "visit", "foreigners"}),
        ("waste.appliance.free", {"visit", "fee"}),
    ],
)
def test_the_bundled_rows_tell_whether_somebody_comes_why_and_who_hears_the_name(knowledge: Knowledge, entry: str, told: set[str]) -> None:
    assert told <= set(knowledge.details[entry])


def test_the_bundled_rows_tell_the_fee_of_a_passport(knowledge: Knowledge) -> None:
    assert "fee" in knowledge.details[WHERE]
    assert "fee" in knowledge.details[STICKER]


def test_a_district_s_own_entry_is_told_for_its_district_alone(knowledge: Knowledge) -> None:
    districts = [entry.id for entry in knowledge.edition.rows("entries", rows.Entry) if entry.publisher != rows.CITY]
    assert set(districts) <= knowledge.details.keys()
    assert set(districts).isdisjoint(entry for entries in knowledge.city_entries.values() for entry in entries)


@pytest.mark.parametrize(("rank", "told"), [(1, True), (4, False), (None, False)])
def test_what_depends_on_the_case_is_told_by_entries_that_faq_ranks_first_alone(knowledge: Knowledge, rank: int | None, told: bool) -> None:
    known = replace(knowledge, details={"p.foreign": ("foreigners",)}, city_entries={PASSPORT: ("p.a", "p.b", "p.c", "p.d", "p.foreign")})
    ranked = ["p.a", "p.b", "p.c", "p.d"]
    if rank is not None:
        ranked.insert(rank, "p.foreign")
    about = match(PASSPORT, entries=tuple(RankedEntry(entry, PASSPORT) for entry in ranked))
    asking = findings(knowledge, PASSPORT, match=about, conversation=conversation("외국인도 되나요?", heard=frozenset({"foreigners"})))
    assert entries(asking, "p.a", known) == ("p.a", "p.foreign" if told else "")


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("강남구요, 일요일 낮이요", "강남구", True),
        ("강남구요, 일요일에 일본어 되나요?", "강남구", False),
        ("일요일 낮이요", "11680", False),
    ],
)
def test_who_was_asked_where_and_says_so_with_a_day_is_told_what_was_promised(knowledge: Knowledge, text: str, name: str, told: bool) -> None:
    clinic, find = "health.childnight", "health.childnight.find"
    before = Earlier(certain=True, affairs=(RankedAffair(clinic, 0.8),), told=(find, "ko"))
    asking = findings(
        knowledge,
        clinic,
        match=match(clinic, entries=(RankedEntry(find, clinic),)),
        conversation=conversation(text, earlier=before, heard=frozenset({"in_language"})),
        where=Whereabouts(area_codes=("11680",), name=name),
        follows=True,
    )
    assert (entries(asking, find, knowledge) == (find, "foreign.multi.interpret")) is told
    assert (planned(replace(asking, of_a_kind=True), knowledge).beside == "foreign.multi.interpret") is told


@pytest.mark.parametrize(
    ("heard", "best", "told"),
    [
        ({"fee"}, RENEWED, (RENEWED, WHERE)),
        ({"fee"}, WHERE, (WHERE, "")),
        ({"phone"}, RENEWED, (RENEWED, "")),
        (set(), RENEWED, (RENEWED, "")),
        ({"fee"}, "", (WHERE, "")),
    ],
)
def test_beside_an_answer_the_likeliest_entry_tells_the_detail_that_it_lacks(
    knowledge: Knowledge, heard: set[str], best: str, told: tuple[str, str]
) -> None:
    ranked = match(PASSPORT, entries=(RankedEntry(RENEWED, PASSPORT), RankedEntry(WHERE, PASSPORT)))
    asking = findings(knowledge, PASSPORT, match=ranked, conversation=conversation("여권", heard=frozenset(heard)))
    assert entries(asking, best, replace(knowledge, details={WHERE: ("fee",)})) == told


@pytest.mark.parametrize(("heard", "told"), [({"fee"}, WHERE), ({"phone"}, ""), (set(), "")])
def test_who_goes_on_to_ask_for_a_detail_hears_that_alone(knowledge: Knowledge, heard: set[str], told: str) -> None:
    ranked = match(PASSPORT, entries=(RankedEntry(WHERE, PASSPORT),))
    going_on = findings(knowledge, PASSPORT, match=ranked, follows=True, conversation=conversation("얼마예요?", heard=frozenset(heard)))
    assert entries(going_on, RENEWED, replace(knowledge, city_entries={PASSPORT: (RENEWED, WHERE)})) == (told, "")


@pytest.mark.parametrize(("text", "told"), [("얼마예요?", RENEWED), ("바꾸는 데 얼마예요?", WHERE)])
def test_a_detail_of_what_was_told_is_told_of_it_before_any_other(knowledge: Knowledge, text: str, told: str) -> None:
    texts = {entry: {"ko": rows.EntryText(question="?", answer="구청에 가세요. 바꾸는 데 값은 3,000원입니다.")} for entry in (RENEWED, WHERE)}
    known = replace(knowledge, city_entries={PASSPORT: (RENEWED, WHERE)}, details={RENEWED: ("fee",), WHERE: ("fee",)}, texts=texts)
    ranked = match(PASSPORT, entries=(RankedEntry(WHERE, PASSPORT, 0.9),))
    said = conversation(text, heard=frozenset({"fee"}), earlier=replace(BEFORE, told=(RENEWED, "ko")))
    assert entries(findings(knowledge, PASSPORT, match=ranked, follows=True, conversation=said), RENEWED, known) == (told, "")


def test_beside_trains_a_detail_is_asked_of_the_entry_that_was_told_with_them(knowledge: Knowledge) -> None:
    trains, entry = "transit.subway.firstlast", "transit.subway.firstlast.missed"
    before = Earlier(certain=True, answered=True, affairs=(RankedAffair(trains, 0.99),), told=(entry, "ko"))
    said, fare = conversation("얼마예요?", heard=frozenset({"fee"}), earlier=before), match("transit.subway.fare")
    texts = {entry: {"ko": rows.EntryText(question="?", answer="심야버스가 다닙니다. 값은 2,500원입니다.")}}
    known = replace(knowledge, details={entry: ("fee",)}, texts=texts)
    assert follows(said, fare, (), known)
    assert not follows(replace(said, earlier=replace(before, told=("", ""))), fare, (), known), "what faq is sure of"
    assert of_what_was_told(findings(knowledge, trains, follows=True, conversation=said), known)
    assert not of_what_was_told(findings(knowledge, trains, follows=True, conversation=said), replace(known, details={}))
    whole = {entry: {"ko": rows.EntryText(question="?", answer="값은 2,500원입니다.")}}
    assert not of_what_was_told(findings(knowledge, trains, follows=True, conversation=said), replace(known, texts=whole)), "it was all told"


def test_of_trains_who_goes_on_hears_trains(knowledge: Knowledge) -> None:
    trains = "transit.subway.firstlast"
    assert entries(findings(knowledge, trains, follows=True, conversation=conversation("9호선은요?")), "its.own", knowledge) == ("its.own", "")


def test_trains_tell_their_own_times_and_nothing_is_told_of_what_is_not_certain(knowledge: Knowledge) -> None:
    said = conversation("몇 시까지 해요", heard=frozenset({"hours"}))
    assert asked(findings(knowledge, PASSPORT, conversation=said)) == ("hours",)
    assert asked(findings(knowledge, PASSPORT, decision=MatchDecision.ASK, conversation=said)) == ()
    assert asked(findings(knowledge, "transit.subway.firstlast", conversation=said)) == ()
    assert asked(findings(knowledge, conversation=said)) == ()


def test_what_nothing_tells_is_named_and_a_body_tells_its_hours_and_number(knowledge: Knowledge) -> None:
    said = conversation("?", heard=frozenset({"fee", "hours", "phone"}))
    nobody = findings(knowledge, PASSPORT, follows=True, conversation=said)
    assert untold(nobody, knowledge) == ("fee", "hours")
    office = ruling(responsibility=responsibility(opening=Opening("Mo-Fr 09:00-18:00", open_now=True)))
    known = findings(knowledge, PASSPORT, follows=True, conversation=said, rulings=(office,))
    assert untold(known, knowledge) == ("fee",)
    told = findings(knowledge, PASSPORT, follows=True, conversation=said, rulings=(office,), entry=Entry(WHERE, {}))
    assert untold(told, knowledge) == ()


def test_who_is_told_what_to_say_needs_to_bring_nothing(knowledge: Knowledge) -> None:
    said = conversation("뭐뭐 필요해요", heard=frozenset({"documents"}))
    asking = next(entry for entry, asks in knowledge.asks.items() if asks and "documents" not in knowledge.details.get(entry, ()))
    silent = next(entry for entry, asks in knowledge.asks.items() if not asks and "documents" not in knowledge.details.get(entry, ()))
    assert untold(findings(knowledge, PASSPORT, conversation=said, entry=Entry(asking, {})), knowledge) == ()
    assert untold(findings(knowledge, PASSPORT, conversation=said, entry=Entry(silent, {})), knowledge) == ("documents",)
    assert untold(findings(knowledge, PASSPORT, follows=True, conversation=said, entry=Entry(asking, {})), knowledge) == ("documents",)


def test_what_is_asked_further_and_no_entry_tells_is_said_not_to_be_known(knowledge: Knowledge) -> None:
    nothing = findings(knowledge, PASSPORT, follows=True, conversation=conversation("개는요?"))
    assert untold(nothing, knowledge) == ("more",)
    assert untold(replace(nothing, entry=Entry(WHERE, {})), knowledge) == ()
    assert untold(replace(nothing, follows=False), knowledge) == ()


def test_two_entries_are_told_one_after_the_other(knowledge: Knowledge) -> None:
    first, second = Entry(RENEWED, {"ko": EntryText("하나.", spoken="일.")}), Entry(WHERE, {"ko": EntryText("둘.")})
    answered = findings(knowledge, PASSPORT, entry=first, beside=second)
    assert answered.answer == EntryText("하나. 둘.", "", "일. 둘.")


def test_who_asks_how_much_a_penalty_is_asks_for_no_other_sum(knowledge: Knowledge) -> None:
    asking = findings(knowledge, PASSPORT, conversation=conversation("과태료는 얼마예요", heard=frozenset({"fee", "penalty"})), follows=True)
    assert asked(asking) == ("penalty",)


def test_who_asks_how_much_an_income_may_be_asks_for_no_price(knowledge: Knowledge) -> None:
    text = "소득이 얼마까지 되나요"
    asking = going_on(knowledge, text, "city.youth.rent", "city.youth")
    assert asked(asking) == ("income",)
    answer = knowledge.texts["city.youth.rent"]["ko"].answer
    told = told_alone(asking, Entry("city.youth.rent", {"ko": EntryText(answer)}), asked(asking), knowledge)
    assert "소득은 기준 중위소득" in told.text
    assert "두 가지를 한때에" not in told.text


def test_until_when_trains_run_is_no_detail_of_a_way_by_train(knowledge: Knowledge) -> None:
    way = replace(BEFORE, affairs=(RankedAffair("transit.route", 0.99),))
    assert follows(conversation("몇 시까지예요?", earlier=way), None, (), knowledge)
    assert not follows(conversation("몇 시까지예요?", earlier=replace(way, ride="train")), None, (), knowledge)


LEAK = "water.bill.high"
READS = "water.bill.high.check"


def going_on(knowledge: Knowledge, text: str, told: str, affair: str = LEAK, language: str = "ko", **values: Any) -> Findings:
    """Who was told an entry goes on with a text."""
    before = Earlier(certain=True, affairs=(RankedAffair(affair, 0.99),), answered=True, told=(told, language))
    said = conversation(text, language, earlier=before, heard=knowledge.caller_words.heard(text))
    return findings(knowledge, affair, follows=True, conversation=said, **values)


def test_where_it_is_done_is_told_of_what_was_told_and_else_by_the_body(knowledge: Knowledge) -> None:
    asks = going_on(knowledge, "신청은 어디로 해요", READS)
    assert entries(asks, "", knowledge) == (READS, "")
    told = Entry(READS, {"ko": EntryText(knowledge.texts[READS]["ko"].answer)})
    alone = told_alone(asks, told, ("apply",), knowledge).text
    assert "수도사업소" in alone
    assert len(alone) < len(told.texts["ko"].text)
    nothing = replace(knowledge, details={})
    assert entries(asks, "", nothing) == ("", "")
    assert untold(asks, nothing) == ("apply",)
    assert untold(replace(asks, rulings=(ruling(responsibility=responsibility()),)), nothing) == ()
    assert untold(replace(asks, rulings=(ruling(Outcome.NEEDS_PLACE, missing=("district",)),)), nothing) == ()


@pytest.mark.parametrize(
    ("text", "told", "entry"),
    [
        ("영어 되나요?", "resident.seal.proxy", "foreign.multi.interpret"),
        ("ai tư vấn miễn phí bằng tiếng Việt", "resident.seal.proxy", "foreign.multi.interpret"),
        ("토요일에도 돼요", "resident.seal.proxy", "office.hours.dong"),
        ("토요일에도 돼요", "water.bill.high.check", ""),
        ("신청할 때 뭐라고 쓰면 되는지 토요일에도 물어볼 수 있어요?", "resident.seal.proxy", ""),
    ],
)
def test_what_no_entry_of_the_affair_tells_another_one_may(knowledge: Knowledge, text: str, told: str, entry: str) -> None:
    silent = replace(knowledge, city_entries={}, details={told: ()})
    assert entries(going_on(knowledge, text, told, "resident.seal"), "", silent) == (entry, "")
    assert entries(going_on(knowledge, text, told, "resident.seal"), "", replace(silent, instead=[])) == ("", "")


@pytest.mark.parametrize(("of_a_kind", "told"), [(True, "health.nightpharm.find"), (False, "")])
def test_of_places_of_a_kind_what_was_told_tells_how_to_find_their_number(knowledge: Knowledge, of_a_kind: bool, told: str) -> None:
    asks = going_on(knowledge, "거기 전화번호 좀 불러줘요", "health.nightpharm.find", "health.nightpharm", of_a_kind=of_a_kind)
    assert entries(asks, "", knowledge) == (told, "")
    assert bool(planned(asks, knowledge).cases) is not of_a_kind


CARD, CASH = "transit.taxi.lost.trace", "transit.taxi.lost.cash"
PAID = {
    "ko": ("카드로 냈으면 영수증의 번호로 거세요. 앱도 보세요.", "현금으로 내고 영수증도 없는데 찾을 수 있나요?"),
    "en": ("If you paid by card, call the number on the receipt. Look at the app.", "I paid in cash and have no receipt. Can I find it?"),
    "zh": ("刷卡付的车费，请打小票上的电话。也请看应用。", "付现金又没有小票，还能找到吗？"),
    "ja": ("カードで払ったら領収書の番号に電話してください。アプリも見てください。", "現金で払って領収書もないのですが、見つかりますか。"),
    "vi": ("Nếu trả bằng thẻ, hãy gọi số trên biên lai. Hãy xem ứng dụng.", "Tôi trả bằng tiền mặt, không có biên lai, có tìm lại được không?"),
    "mn": ("Картаар төлсөн бол баримт дээрх дугаар руу залгаарай. Апп ч үзээрэй.", "Бэлнээр төлсөн, баримтгүй бол олж болох уу?"),
}


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        *(("현금으로 냈으면요?", "ko", CASH), ("카드로 냈어요", "ko", CARD), ("And what if I'd paid cash?", "en", CASH)),
        *(("付现金的话呢？", "zh", CASH), ("現金で払ったんですが", "ja", CASH), ("nếu trả tiền mặt thì sao", "vi", CASH)),
        *(("Картаар төлсөн", "mn", CARD), ("Бэлнээр төлсөн бол яах вэ?", "mn", CASH)),
    ],
)
def test_who_paid_otherwise_is_told_what_then(knowledge: Knowledge, text: str, language: str, told: str) -> None:
    card = {spoken: rows.EntryText(question="?", answer=answer) for spoken, (answer, _) in PAID.items()}
    cash = {spoken: rows.EntryText(question=question, answer="1644-1188.") for spoken, (_, question) in PAID.items()}
    taxi = "transit.taxi.lost"
    known = replace(knowledge, texts={CARD: card, CASH: cash}, city_entries={taxi: (CARD, CASH)}, details={CARD: ("payment",)})
    asks = going_on(known, text, CARD, taxi, language)
    assert entries(asks, "", known) == (told, "")
    assert untold(replace(asks, entry=Entry(told, {})), known) == ()


@pytest.mark.parametrize(
    ("said", "values", "told"),
    [
        ({}, {}, "11440"),
        ({"text": "", "choices": Choices(area="11440")}, {"says_where_alone": False}, "11440"),
        ({"turn": 1, "heard": frozenset({"fee"})}, {}, "11440"),
        ({"turn": 1}, {}, ""),
        ({}, {"says_where_alone": False}, ""),
        ({}, {"resumed": False}, ""),
        ({}, {"entry": Entry("another", {})}, ""),
        ({}, {"rulings": ()}, ""),
    ],
)
def test_of_a_district_that_is_told_behind_an_answer_it_is_said_that_no_more_is_known(
    knowledge: Knowledge, said: dict[str, Any], values: dict[str, Any], told: str
) -> None:
    earlier = replace(BEFORE, told=(WHERE, "ko"))
    sections: dict[str, Any] = {"entry": Entry(WHERE, {}), "resumed": True, "says_where_alone": True}
    sections["rulings"] = (ruling(body="district.11440", district="11440"),)
    talk: dict[str, Any] = {"text": "마포구요", "earlier": earlier} | said
    asked_there = findings(knowledge, PASSPORT, conversation=conversation(**talk), **sections | values)
    assert untold_in(asked_there) == told
