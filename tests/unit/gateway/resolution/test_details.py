"""A detail that is asked for beside a question, or of what was answered before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_edition import rows
from city120_gateway.conversation.conversation import Earlier, RankedAffair, RankedEntry
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Entry, EntryText, Match, MatchDecision, Mention, Opening, Place
from city120_gateway.resolution.details import asked, carried_affair, entries, follows, reports, told_alone, untold
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
    ],
)
def test_a_question_for_a_detail_alone_is_about_what_was_found_before(knowledge: Knowledge, text: str) -> None:
    assert follows(conversation(text, earlier=BEFORE), (), knowledge)
    assert not follows(conversation(text), (), knowledge)
    assert not follows(conversation(text, earlier=Earlier(affairs=BEFORE.affairs)), (), knowledge)


@pytest.mark.parametrize(
    "text",
    [
        *("여권은 얼마예요?", "지하철 몇 시까지 해요?", "내일 비 와요?", "따릉이 빌리는 데 얼마예요?", "등본 뗄 때 뭐 가져가야 돼요?"),
        *("How much is a bus ride?", "What is the phone number of the zoo?", "is it going to rain tomorrow"),
        *("地铁票多少钱？", "図書館は土曜日も開いていますか", "vé xe buýt bao nhiêu tiền?", "автобусны үнэ хэд вэ?"),
    ],
)
def test_what_names_something_else_is_a_new_question(knowledge: Knowledge, text: str) -> None:
    assert not follows(conversation(text, earlier=BEFORE), (), knowledge)


@pytest.mark.parametrize(
    ("text", "heard", "goes_on"),
    [
        ("표는 어디서 사요?", match("transit.bus.fare", decision=MatchDecision.ASK), True),
        ("표는 어디서 사요?", match("transit.bus.fare", decision=MatchDecision.HAND_OVER), True),
        ("표는 어디서 사요?", match("transit.bus.fare"), False),
        ("표는 어디서 사요?", match(decision=MatchDecision.REFUSE), False),
        ("아니 새로 만드는 거 말고요", match(decision=MatchDecision.REFUSE), True),
        ("no, the other one", match(decision=MatchDecision.REFUSE), True),
        ("숨을 못 쉬어요", match("transit.bus.fare", decision=MatchDecision.ASK, emergencies=frozenset({"medical"})), False),
        (
            "어제 저녁부터 우리 집 앞 골목에서 아주 이상한 소리가 계속 났는데 그게 어디서 나는 거예요?",
            match("env.smell", decision=MatchDecision.ASK),
            False,
        ),
    ],
)
def test_only_a_short_text_that_tells_nothing_sure_may_go_on(knowledge: Knowledge, text: str, heard: Match, goes_on: bool) -> None:
    before = carried_affair(conversation(text, earlier=BEFORE), heard, knowledge)
    assert (before is not None and before.code == PASSPORT) is goes_on
    for earlier in (Earlier(), replace(BEFORE, answered=False), replace(BEFORE, certain=False), replace(BEFORE, affairs=())):
        assert carried_affair(conversation(text, earlier=earlier), heard, knowledge) is None


def test_who_has_heard_it_is_told_the_sentences_with_the_detail_alone(knowledge: Knowledge) -> None:
    korean = EntryText(
        "구청에 가세요. 수수료는 3,000원입니다. 사진도 가져가세요.", "구청에 가세요.", "구청에 가세요. 수수료는 삼천 원입니다. 사진도 가져가세요."
    )
    chinese = EntryText("请去区厅。手续费3,000韩元。请带照片。")
    written = Entry("a.fee", {"ko": korean, "zh": chinese, "en": EntryText("Go to the office. It is 3,000 won.")})
    told = told_alone(written, "ko", ("fee",), knowledge)
    assert (told.text, told.plain, told.spoken) == ("수수료는 3,000원입니다.", "구청에 가세요.", "수수료는 삼천 원입니다.")
    assert told_alone(written, "zh", ("fee",), knowledge).text == "手续费3,000韩元。"
    # Another number of sentences: which one tells it is not known.
    assert told_alone(written, "en", ("fee",), knowledge).text == "Go to the office. It is 3,000 won."
    assert told_alone(written, "ko", ("duration", "phone"), knowledge) == korean


LAMP = "road.streetlight"


@pytest.mark.parametrize(
    ("text", "heard", "tells"),
    [
        ("면목로 12 앞이고 번호는 3-21이에요", match("land.address", decision=MatchDecision.ASK), True),
        ("サガジョン駅の前の、番号は3の21です", match(decision=MatchDecision.REFUSE), True),
        ("면목로 12 앞이에요", match(LAMP), True),
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
    assert not follows(said, (), knowledge)
    assert follows(said, (Mention(0, "마포구"),), knowledge)


def test_the_bundled_rows_tell_the_fee_of_a_passport(knowledge: Knowledge) -> None:
    assert "fee" in knowledge.details[WHERE]
    assert "fee" not in knowledge.details[RENEWED]
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
    assert entries(asking, best, knowledge) == told


@pytest.mark.parametrize(
    ("heard", "best", "told"), [({"fee"}, RENEWED, WHERE), ({"fee"}, WHERE, WHERE), ({"phone"}, RENEWED, ""), (set(), RENEWED, RENEWED)]
)
def test_who_goes_on_to_ask_for_a_detail_hears_that_alone(knowledge: Knowledge, heard: set[str], best: str, told: str) -> None:
    ranked = match(PASSPORT, entries=(RankedEntry(WHERE, PASSPORT),))
    going_on = findings(knowledge, PASSPORT, match=ranked, follows=True, conversation=conversation("얼마예요?", heard=frozenset(heard)))
    assert entries(going_on, best, knowledge) == (told, "")


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


def test_two_entries_are_told_one_after_the_other(knowledge: Knowledge) -> None:
    first, second = Entry(RENEWED, {"ko": EntryText("하나.", spoken="일.")}), Entry(WHERE, {"ko": EntryText("둘.")})
    answered = findings(knowledge, PASSPORT, entry=first, beside=second)
    assert answered.answer == EntryText("하나. 둘.", "", "일. 둘.")
