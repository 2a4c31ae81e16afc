"""What a second text is about: what was answered before, unless it says enough of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

import pytest

from city120_edition import rows
from city120_gateway.conversation.choices import Choices, Option
from city120_gateway.conversation.conversation import Earlier, RankedAffair
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Match, MatchDecision, Mention
from city120_gateway.resolution.going_on import another_kind, calmed, going_on, own
from city120_gateway.words.caller_words import CallerWords
from tests.unit.gateway.samples import conversation, match

PASSPORT, FARE = "passport.apply", "transit.subway.fare"
ASK, HAND_OVER, REFUSE = MatchDecision.ASK, MatchDecision.HAND_OVER, MatchDecision.REFUSE
BEFORE = Earlier(certain=True, affairs=(RankedAffair(PASSPORT, 0.99),), answered=True)
LONG = "어제 저녁부터 우리 집 앞 골목에서 아주 이상한 소리가 계속 났는데 그게 어디서 나는 거예요?"


@dataclass
class Faq:
    """What faq says of a text beside the name of what was answered."""

    again: Match | None
    asked: list[str] = field(default_factory=list)

    async def match(self, text: str, language: str, as_of: dt.date) -> Match | None:
        self.asked.append(text)
        return self.again


async def about(knowledge: Knowledge, text: str, heard: Match, again: Match | None, earlier: Earlier = BEFORE) -> tuple[str, MatchDecision, bool]:
    heard_as, asks = await going_on(conversation(text, earlier=earlier), heard, (), knowledge, Faq(again))  # type: ignore[arg-type]
    return heard_as.affairs[0].code if heard_as.affairs else "", heard_as.decision, asks


@pytest.mark.parametrize("text", ["가격은요?", "押金呢", "予約は要る?", "trả bằng thẻ được không", "барьцаа хэд вэ", "and how much is it"])
@pytest.mark.parametrize("heard", [match(FARE), match(FARE, decision=ASK), match(FARE, decision=HAND_OVER), match(decision=REFUSE)])
async def test_what_says_little_of_its_own_stays_with_what_was_answered(knowledge: Knowledge, text: str, heard: Match) -> None:
    assert await about(knowledge, text, heard, match(PASSPORT)) == (PASSPORT, MatchDecision.STATE, True)
    assert (await about(knowledge, text, heard, match(FARE)))[:2] == (heard.affairs[0].code if heard.affairs else "", heard.decision)
    assert (await about(knowledge, text, heard, None))[1] is heard.decision


@pytest.mark.parametrize(
    ("text", "heard", "stays"),
    [
        ("지하철 요금 카드로 내면 얼마나 깎아 주는지 궁금해요", match(FARE), False),
        ("오늘 저녁에 뭐 먹으면 좋을지 골라 주세요", match(decision=REFUSE), False),
        ("표는 어디서 사고 어디로 들어가야 하는지 알려 주세요", match(FARE, decision=ASK), True),
        ("아니 새로 만드는 거 말고 잃어버려서 그런다니까요", match(decision=REFUSE), True),
        ("숨을 못 쉬어요", match(FARE, decision=ASK, emergencies=frozenset({"medical"})), False),
        (LONG, match(FARE, decision=ASK), False),
    ],
)
async def test_what_says_enough_of_its_own_is_about_what_faq_is_sure_of(knowledge: Knowledge, text: str, heard: Match, stays: bool) -> None:
    assert ((await about(knowledge, text, heard, match(PASSPORT)))[0] == PASSPORT) is stays


@pytest.mark.parametrize(("told", "asks"), [("national.labour.workplace", True), ("national.labour.foreigner", False)])
async def test_words_of_what_was_told_ask_more_of_it_at_any_length(knowledge: Knowledge, told: str, asks: bool) -> None:
    labour = match("national.labour")
    before = Earlier(certain=True, affairs=(RankedAffair("national.labour", 0.99),), answered=True, told=(told, "mn"))
    text = "Би оюутан биш, үйлдвэрт E-9-өөр ажилладаг. Цалин 2 сар өгөөгүй, тэгвэл өөр үйлдвэрт шилжиж болох уу"
    goes_on = conversation(text, "mn", earlier=before)
    heard_as, on = await going_on(goes_on, labour, (), knowledge, Faq(None))  # type: ignore[arg-type]
    assert (heard_as.affairs[0].code, on) == ("national.labour", asks)


async def test_the_places_that_a_text_names_do_not_make_it_long(knowledge: Knowledge) -> None:
    text = "서울특별시 은평구 불광동 여권과요. 오늘 저녁에도 되나요? 그동안 옛날 것을 그냥 쓰면 괜찮아요?"
    said, heard = conversation(text, earlier=BEFORE), match(FARE, decision=ASK)
    for named, about_it in (((Mention(0, "서울특별시 은평구 불광동"),), PASSPORT), ((), FARE)):
        read, _ = await going_on(said, heard, named, knowledge, Faq(match(PASSPORT)))  # type: ignore[arg-type]
        assert read.affairs[0].code == about_it


@pytest.mark.parametrize(("told", "answered", "about_it"), [(True, False, True), (True, True, False), (False, False, False)])
async def test_what_who_tells_where_asks_further_is_nothing_else_of_its_family(
    knowledge: Knowledge, told: bool, answered: bool, about_it: bool
) -> None:
    text = "불광동이요. 오늘 저녁에도 와주시나요? 그동안 분유는 끓이면 괜찮아요?"
    before = Earlier(certain=True, affairs=(RankedAffair("water.colour", 0.99),), answered=answered, told=("water.colour.red", "ko"))
    heard, named = match("water.arisu.drink"), (Mention(0, "불광동"),) if told else ()
    read, _ = await going_on(conversation(text, earlier=before), heard, named, knowledge, Faq(None))  # type: ignore[arg-type]
    assert (read.affairs[0].code == "water.colour") is about_it


@pytest.mark.parametrize(("number", "stays"), [("272번", True), ("그 버스", False)])
async def test_who_says_what_was_asked_for_goes_on_about_it_at_any_length(knowledge: Knowledge, number: str, stays: bool) -> None:
    lost = Earlier(certain=True, affairs=(RankedAffair("transit.bus.lost", 0.99),), answered=True, told=("transit.bus.lost.company", "ko"))
    text = f"지도앱에 전화번호가 안나와요. {number} 회사 번호 좀 알려주세요. 어제 저녁 8시쯤에 신촌에서 내렸어요"
    assert (
        (await about(knowledge, text, match("transit.bus.route", decision=ASK), match("transit.bus.lost"), lost))[0] == "transit.bus.lost"
    ) is stays


@pytest.mark.parametrize("earlier", [Earlier(), replace(BEFORE, answered=False), replace(BEFORE, certain=False), replace(BEFORE, affairs=())])
async def test_without_an_answer_before_nothing_goes_on(knowledge: Knowledge, earlier: Earlier) -> None:
    assert await about(knowledge, "가격은요?", match(FARE), match(PASSPORT), earlier) == (FARE, MatchDecision.STATE, False)


async def test_what_was_answered_and_is_nearly_the_likeliest_is_meant_unasked(knowledge: Knowledge) -> None:
    faq = Faq(None)
    near = match(FARE, PASSPORT, decision=ASK)
    heard_as, asks = await going_on(conversation("카드는요?", earlier=BEFORE), near, (), knowledge, faq)  # type: ignore[arg-type]
    assert (heard_as.affairs[0].code, asks, faq.asked) == (PASSPORT, True, [])


async def test_who_names_a_detail_asks_for_it_without_a_question_mark(knowledge: Knowledge) -> None:
    assert await about(knowledge, "찾으러 갈 때 뭐 필요해요", match(FARE, decision=ASK), match(PASSPORT)) == (PASSPORT, MatchDecision.STATE, True)


async def test_who_asks_nothing_or_to_hear_it_again_asks_no_more_of_it(knowledge: Knowledge) -> None:
    assert (await about(knowledge, "빨리 좀 부탁해요", match(FARE, decision=ASK), match(PASSPORT)))[2] is False
    again = conversation("다시 말해 줄래요?", earlier=BEFORE, heard=frozenset({"again"}))
    assert (await going_on(again, match(PASSPORT), (), knowledge, Faq(None)))[1] is False  # type: ignore[arg-type]


async def test_an_affair_that_was_offered_and_is_likely_is_the_one(knowledge: Knowledge) -> None:
    offered = Earlier(affairs=BEFORE.affairs, options=(Option("1", "하나", Choices(affair=PASSPORT)), Option("2", "둘", Choices(affair=FARE))))
    assert await about(knowledge, "요금 쪽이에요", match(FARE, "tax.local", decision=ASK), None, offered) == (FARE, MatchDecision.STATE, False)
    assert (await about(knowledge, "세금이요", match("tax.local", decision=ASK), None, offered))[1] is ASK
    assert (await about(knowledge, "무료예요?", match(FARE, decision=ASK), None, offered))[1] is ASK


def test_details_places_and_days_are_nothing_of_its_own(knowledge: Knowledge) -> None:
    said = conversation("은평구요 거기 전화번호 알려 주세요")
    assert own(said, (Mention(0, "은평구"),), knowledge) < own(said, (), knowledge)
    assert own(conversation("내일은 얼마예요?"), (), knowledge) < 3


@pytest.mark.parametrize(("heard", "stays"), [(match(FARE, decision=ASK), True), (match(FARE), False), (match(decision=REFUSE), False)])
async def test_what_is_sure_of_nothing_need_not_be_sure_beside_the_name(knowledge: Knowledge, heard: Match, stays: bool) -> None:
    affair, decision, _ = await about(knowledge, "겨울에도요?", heard, match(PASSPORT, FARE, decision=ASK))
    assert (affair == PASSPORT) is stays
    assert decision is (MatchDecision.STATE if stays else heard.decision)
    # It must be the likeliest there.
    assert (await about(knowledge, "겨울에도요?", heard, match(FARE, PASSPORT, decision=ASK)))[0] != PASSPORT


@pytest.mark.parametrize(
    ("text", "heard", "stays"),
    [
        ("재발급도요?", match(FARE, decision=ASK), True),
        ("재발급도요?", match(FARE), False),
        ("재발급 창구가 새로 생긴 건물에 있다고 들었어요", match(FARE, decision=ASK), False),
    ],
)
async def test_words_of_an_entry_of_what_was_answered_stay_with_it_where_nothing_is_sure(
    knowledge: Knowledge, text: str, heard: Match, stays: bool
) -> None:
    words = CallerWords([rows.CallerWord(means="further:p.again", language="ko", text="재발급")])
    worded = replace(knowledge, caller_words=words, settling={"p.again": PASSPORT})
    assert ((await about(worded, text, heard, None))[0] == PASSPORT) is stays
    # Who says so asks what then, with or without a question.
    assert (await about(worded, "재발급요", match(FARE, decision=ASK), None)) == (PASSPORT, MatchDecision.STATE, True)
    # So does who says more, once it is about the same; other words of theirs ask nothing.
    for heard_as, again in ((match(PASSPORT), None), (match(FARE, decision=ASK), match(PASSPORT))):
        assert (await about(worded, "재발급 창구가 새로 생긴 건물에 있다고 들었어요", heard_as, again)) == (PASSPORT, MatchDecision.STATE, True)
        assert (await about(worded, "여권 창구가 새로 생긴 건물에 있다고 들었어요", heard_as, again)) == (PASSPORT, MatchDecision.STATE, False)


@pytest.mark.parametrize(
    ("text", "language", "another"),
    [
        *(("약국은요?", "ko", True), ("and a pharmacy?", "en", True), ("药店呢", "zh", True), ("薬局は？", "ja", True)),
        *(("còn nhà thuốc thì sao", "vi", True), ("эмийн сан?", "mn", True), ("약국에서 약을 잘못 줬는데 어떻게 해요?", "ko", False)),
    ],
)
def test_behind_places_of_a_kind_another_kind_may_be_asked_for(knowledge: Knowledge, text: str, language: str, another: bool) -> None:
    before = replace(BEFORE, affairs=(RankedAffair("health.childnight", 0.99),))
    said, heard = conversation(text, language, earlier=before), match("health.childnight", decision=ASK)
    assert another_kind(said, heard, knowledge) == ("health.nightpharm" if another else "")
    assert another_kind(replace(said, earlier=BEFORE), heard, knowledge) == ""


NOISE, POLICE = "env.noise.floor", "national.police"
ALARM = frozenset({"violence"})


@pytest.mark.parametrize(
    ("text", "again", "calm"),
    [
        ("경찰 부르면 와요", match(NOISE), True),
        ("경찰 부르면 와요", match(NOISE, emergencies=ALARM), False),
        ("경찰 부르면 와요", None, False),
        ("경찰이 왔으면", match(NOISE), False),
        ("며칠 안에", match(NOISE), True),
        ("살려줘 누가 칼 들고 와요 어떡해요", match(NOISE), False),
    ],
)
async def test_a_question_about_what_was_answered_is_no_alarm_beside_its_name(
    knowledge: Knowledge, text: str, again: Match | None, calm: bool
) -> None:
    before = replace(BEFORE, affairs=(RankedAffair(NOISE, 0.99),), told=("env.noise.floor.counsel", "ko"))
    doubtful = match(POLICE, decision=ASK, emergencies=ALARM)
    said = conversation(text, earlier=before)
    assert (not (await calmed(said, doubtful, knowledge, Faq(again))).emergencies) is calm  # type: ignore[arg-type]
    untold = replace(said, earlier=replace(before, told=("", "")))
    assert (await calmed(untold, doubtful, knowledge, Faq(again))).emergencies  # type: ignore[arg-type]


@pytest.mark.parametrize(("before", "stays"), [(NOISE, True), (PASSPORT, False)])
async def test_what_an_entry_of_the_affair_is_asked_by_has_to_say_more_to_be_about_another(knowledge: Knowledge, before: str, stays: bool) -> None:
    said = conversation("警察は来てくれますか", "ja", earlier=replace(BEFORE, affairs=(RankedAffair(before, 0.99),)))
    meant, _ = await going_on(said, match(POLICE), (), knowledge, Faq(match(before)))  # type: ignore[arg-type]
    assert (meant.affairs[0].code == before) is stays


PARKED = Earlier(certain=True, affairs=(RankedAffair("parking.illegal.report", 0.99),), told=("parking.illegal.report.gate", "ko"))


@pytest.mark.parametrize(
    ("text", "language", "stays"),
    [
        *(("제 땅 골목인데", "ko", True), ("it is on my own land", "en", True), ("是我自己的地", "zh", True), ("うちの土地なんですけど", "ja", True)),
        *(("đất nhà tôi mà", "vi", True), ("хувийн газар шүү дээ", "mn", True), ("가로등이 나갔어요", "ko", False), ("路灯坏了", "zh", False)),
    ],
)
async def test_who_was_asked_for_the_place_and_says_what_an_entry_is_about_stays_with_it(
    knowledge: Knowledge, text: str, language: str, stays: bool
) -> None:
    said, heard = conversation(text, language, earlier=PARKED), match("land.register")
    meant, _ = await going_on(said, heard, (), knowledge, Faq(match("parking.illegal.report")))  # type: ignore[arg-type]
    assert (meant.affairs[0].code == "parking.illegal.report") is stays


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("일본 돌아가서도 신고 돼요?", "ko"),
        ("can I still do it after going back to Japan?", "en"),
        ("回国后还可以投诉吗", "zh"),
        ("日本に帰ってからでも申告できる？", "ja"),
        ("về nước rồi còn được không", "vi"),
        ("친구랑 같이 써도 돼요?", "ko"),
        ("can my friend and I share one?", "en"),
        ("我和朋友可以共用一张吗", "zh"),
        ("友達と一枚を共有できますか", "ja"),
        ("em với bạn dùng chung một thẻ được không", "vi"),
        ("найзтайгаа хамт нэг картаар болох уу", "mn"),
    ],
)
@pytest.mark.parametrize("heard", [match(FARE), match(decision=REFUSE)])
async def test_from_where_and_with_whom_is_nothing_of_its_own(knowledge: Knowledge, text: str, language: str, heard: Match) -> None:
    said = conversation(text, language, earlier=BEFORE)
    meant, _ = await going_on(said, heard, (), knowledge, Faq(match(PASSPORT)))  # type: ignore[arg-type]
    assert meant.affairs[0].code == PASSPORT


BUS_LOST, NIGHT = "transit.bus.lost", "health.childnight"


@pytest.mark.parametrize(
    ("before", "text", "language", "heard", "stays"),
    [
        (BUS_LOST, "em gọi rồi mà ko ai nghe máy", "vi", match("city.call.120"), True),
        (BUS_LOST, "打过了，打电话没人接", "zh", match("city.call.120"), True),
        (NIGHT, "con em chưa có bảo hiểm", "vi", match("national.health.insurance"), True),
        (NIGHT, "没有健康保险的话要多少钱", "zh", match("national.health.insurance"), True),
        (NIGHT, "회사를 그만두고 건강보험이 없는데 지역가입 보험료는 어디에 물어봐요", "ko", match("national.health.insurance"), False),
        (PASSPORT, "em gọi rồi mà ko ai nghe máy", "vi", match("city.call.120"), False),
    ],
)
async def test_who_says_what_callers_ask_further_and_little_else_stays_with_it(
    knowledge: Knowledge, before: str, text: str, language: str, heard: Match, stays: bool
) -> None:
    told = Earlier(certain=True, affairs=(RankedAffair(before, 0.99),), answered=True)
    said = conversation(text, language, earlier=told)
    meant, _ = await going_on(said, heard, (), knowledge, Faq(heard))  # type: ignore[arg-type]
    assert (meant.affairs[0].code == before) is stays
