"""The entry, and the sentences of it, that tell what is asked further of what was answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_edition import rows
from city120_gateway.conversation.conversation import Earlier, RankedEntry
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Entry, EntryText
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.further import further, told_alone, told_in_few_sentences
from city120_gateway.words.caller_words import CallerWords
from city120_gateway.words.likeness import Likeness
from tests.unit.gateway.samples import conversation, findings, match

AFFAIR, HOW, CHILD, FEE = "passport.apply", "p.how", "p.child", "p.fee"
TEXTS = {
    HOW: "구청에 가세요. 세탁기는 받지 않습니다. 사진도 챙기세요.",
    CHILD: "부모가 함께 오세요.",
    FEE: "수수료는 3,000원입니다. 구청에 내세요.",
}


@pytest.fixture(scope="module")
def known(knowledge: Knowledge) -> Knowledge:
    """Three entries of one affair."""
    texts = {entry: {"ko": rows.EntryText(question="무엇인가요?", answer=text)} for entry, text in TEXTS.items()}
    return replace(knowledge, city_entries={AFFAIR: (HOW, CHILD, FEE)}, texts=texts, details={FEE: ("fee",)})


def asking(knowledge: Knowledge, text: str, *ranked: RankedEntry, language: str = "ko") -> Findings:
    said = conversation(text, earlier=Earlier(told=(HOW, language)))
    return findings(knowledge, AFFAIR, match=match(AFFAIR, entries=ranked), conversation=said, follows=True)


@pytest.mark.parametrize(
    ("text", "details", "ranked", "told"),
    [
        ("세탁기는요?", (), (), HOW),
        ("얼마예요?", ("fee",), (), FEE),
        ("전화번호는요?", ("phone",), (), ""),
        ("우리 손주도 되나요?", (), (RankedEntry(CHILD, AFFAIR, 0.8),), CHILD),
        ("우리 손주도 되나요?", (), (RankedEntry(CHILD, AFFAIR, 0.2),), ""),
        ("우리 손주도 되나요?", (), (RankedEntry(HOW, AFFAIR, 0.9),), ""),
        ("얼마나 걸려요?", ("duration",), (RankedEntry(CHILD, AFFAIR, 0.8),), ""),
    ],
)
def test_the_entry_is_told_that_says_what_is_asked(
    known: Knowledge, text: str, details: tuple[str, ...], ranked: tuple[RankedEntry, ...], told: str
) -> None:
    assert further(asking(known, text, *ranked), details, known) == told


def test_what_tells_most_of_several_details_is_told(known: Knowledge) -> None:
    """Not a case that has one of them alone, of which the rest would be said to be known to nobody."""
    both = replace(known, details={FEE: ("fee",), HOW: ("fee", "documents")})
    assert further(asking(both, "수수료는 얼마고 뭘 가져가요?", RankedEntry(FEE, AFFAIR, 0.9)), ("fee", "documents"), both) == HOW
    assert further(asking(both, "수수료는 얼마예요?", RankedEntry(FEE, AFFAIR, 0.9)), ("fee",), both) == FEE


def test_of_several_details_each_is_told_whatever_words_ask_for_the_others(known: Knowledge) -> None:
    text = "09:00에 열어 17:00에 닫습니다. 별관은 20:00까지입니다(입장은 19:00까지). 입장료는 3,000원입니다. 사진은 찍어도 됩니다."
    words = replace(known, caller_words=CallerWords([rows.CallerWord(means="fee", language="ko", text="입장료는 얼마")]))
    told = told_alone(asking(words, "입장료는 얼마고 몇 시에 닫아요?"), Entry("a.fee", {"ko": EntryText(text)}), ("fee", "hours"), words)
    assert "17:00에 닫습니다" in told.text
    assert "3,000원" in told.text
    assert "사진" not in told.text


def test_who_has_heard_it_is_told_the_sentences_that_tell_it_alone(known: Knowledge) -> None:
    korean = EntryText(
        "구청에 가세요. 수수료는 3,000원입니다. 사진도 가져가세요.", "구청에 가세요.", "구청에 가세요. 수수료는 삼천 원입니다. 사진도 가져가세요."
    )
    written = Entry("a.fee", {"ko": korean, "zh": EntryText("请去区厅。手续费3,000韩元。请带照片。"), "en": EntryText("Go there. It is 3,000 won.")})
    told = told_alone(asking(known, "얼마예요?"), written, ("fee",), known)
    assert (told.text, told.plain, told.spoken) == ("수수료는 3,000원입니다.", "구청에 가세요.", "수수료는 삼천 원입니다.")
    chinese = asking(known, "多少钱？")
    chinese = replace(chinese, conversation=replace(chinese.conversation, speech=replace(chinese.conversation.speech, language="zh")))
    assert told_alone(chinese, written, ("fee",), known).text == "手续费3,000韩元。"
    assert told_alone(asking(known, "몇 층이에요?"), written, ("duration",), known) == korean


def test_what_is_spoken_in_other_sentences_is_read_from_what_is_written(known: Knowledge) -> None:
    korean = EntryText("구청에 가세요. 수수료는 3,000원입니다.", "", "구청에 가면 됩니다, 수수료는 삼천 원입니다, 사진도 가져가세요.")
    told = told_alone(asking(known, "얼마예요?"), Entry("a.fee", {"ko": korean}), ("fee",), known)
    assert (told.text, told.spoken) == ("수수료는 3,000원입니다.", "수수료는 3,000원입니다.")


def test_a_text_of_more_sentences_than_the_official_one_tells_a_detail_at_the_same_share_of_it(known: Knowledge) -> None:
    korean = "이사한 날부터 15일 안에 새 주소지의 구청에 신고합니다. 여권과 집 계약서를 가져가세요. 부부나 가족이 대신 신고할 수도 있습니다."
    english = (
        "Report it within 15 days of moving. The district office takes it. Take your passport and the lease with you. A family member may do it too."
    )
    texts = {"ko": rows.EntryText(question="무엇인가요?", answer=korean), "en": rows.EntryText(question="What?", answer=english)}
    moved = replace(known, city_entries={AFFAIR: ("p.move",)}, texts={"p.move": texts}, details={"p.move": ("proxy",)})
    asks = asking(moved, "Can my wife do it for me?", language="en")
    asks = replace(asks, conversation=replace(asks.conversation, speech=replace(asks.conversation.speech, language="en")))
    assert further(asks, ("proxy",), moved) == "p.move"
    entry = Entry("p.move", {language: EntryText(text.answer, text.answer, text.answer) for language, text in texts.items()})
    assert told_alone(asks, entry, ("proxy",), moved).text == "A family member may do it too."
    assert further(asks, ("payment",), moved) == ""


def test_the_day_of_a_source_may_be_written_otherwise(known: Knowledge) -> None:
    english = asking(known, "how much?", language="en")
    english = replace(english, conversation=replace(english.conversation, speech=replace(english.conversation.speech, language="en")))
    for official, told in (("수수료는 3,000원입니다(2026년 8월).", "The fee is 3,000 won (August 2026)."), ("8월부터 수수료는 3,000원입니다.", "")):
        texts = {"ko": EntryText(f"구청에 가세요. {official}"), "en": EntryText("Go there. The fee is 3,000 won (August 2026).")}
        assert told_alone(english, Entry("a.fee", texts), ("fee",), known).text == (told or texts["en"].text)


def test_a_case_is_told_by_the_question_of_its_entry(known: Knowledge) -> None:
    texts = {**known.texts, CHILD: {"ko": rows.EntryText(question="경찰을 불러도 되나요?", answer="부모가 함께 오세요.")}}
    assert further(asking(known, "경찰 부르면 와요"), (), known) == ""
    assert further(asking(known, "경찰 부르면 와요"), (), replace(known, texts=texts)) == CHILD
    assert further(asking(known, "경찰 부르면 얼마예요"), ("fee",), replace(known, texts=texts)) == FEE


def test_the_figures_of_a_detail_are_looked_for_in_the_sentence_that_has_them(known: Knowledge) -> None:
    korean = EntryText("네. 삐면 24시간 보고, 열은 09:00~24:00에 봅니다. 먼저 전화하세요. 119도 됩니다.")
    english = EntryText("For sprains they work around the clock. Fever is seen from 09:00 to 24:00. Call first. Or 119.")
    asks = asking(known, "how late are they open", language="en")
    asks = replace(asks, conversation=replace(asks.conversation, speech=replace(asks.conversation.speech, language="en")))
    told = told_alone(asks, Entry("a.hours", {"ko": korean, "en": english}), ("hours",), known)
    assert told.text == "Fever is seen from 09:00 to 24:00."


def test_of_what_is_the_same_for_all_affairs_details_alone_tell_the_sentences(known: Knowledge) -> None:
    office = EntryText("평일 09:00부터 18:00까지입니다. 토요일에 세탁기 창구는 12:00에 닫습니다.")
    asks = asking(known, "세탁기는 토요일에도 해요?")
    assert told_alone(asks, Entry(HOW, {"ko": office}), ("hours",), known).text == "토요일에 세탁기 창구는 12:00에 닫습니다."
    assert told_alone(asks, Entry("office.hours.gu", {"ko": office}), ("hours",), known) == office


@pytest.mark.parametrize(("details", "told"), [(("apply",), HOW), (("fee",), FEE)])
def test_where_it_is_done_is_told_of_what_was_told_before_any_other_case(known: Knowledge, details: tuple[str, ...], told: str) -> None:
    both = replace(known, details={HOW: ("apply", "fee"), FEE: ("apply", "fee")})
    assert further(asking(both, "?", RankedEntry(FEE, AFFAIR, 0.9)), details, both) == told


def test_what_tells_it_no_better_than_what_was_told_is_about_another_case(known: Knowledge) -> None:
    both = replace(
        known, texts={**known.texts, CHILD: {"ko": rows.EntryText(question="아이 것은요?", answer="세탁기는 받습니다. 부모가 함께 오세요.")}}
    )
    assert further(asking(both, "세탁기는요?", RankedEntry(CHILD, AFFAIR, 0.9)), (), both) == HOW
    assert further(asking(both, "그럼 그건요?", RankedEntry(CHILD, AFFAIR, 0.9)), (), both) == "", "it says nothing of its own"


def test_of_an_affair_of_many_cases_no_other_case_tells_a_detail(known: Knowledge) -> None:
    cases = tuple(f"p.case{number}" for number in range(5))
    many = replace(known, city_entries={AFFAIR: (HOW, CHILD, FEE, *cases)}, texts={**known.texts, **dict.fromkeys(cases, known.texts[CHILD])})
    assert further(asking(known, "얼마예요?"), ("fee",), known) == FEE
    assert further(asking(many, "얼마예요?"), ("fee",), many) == ""
    asked = replace(many, texts={**many.texts, FEE: {"ko": rows.EntryText(question="값은 얼마예요?", answer=TEXTS[FEE])}})
    assert further(asking(asked, "얼마예요?"), ("fee",), asked) == FEE, "it is about the fee"
    told = replace(many, details={HOW: ("fee",), FEE: ("fee",)}, texts={**many.texts, HOW: {"ko": rows.EntryText(question="?", answer=TEXTS[FEE])}})
    assert further(asking(told, "얼마예요?", RankedEntry(FEE, AFFAIR, 0.9)), ("fee",), told) == HOW


def test_words_for_a_deadline_do_not_choose_between_sentences_that_tell_one(known: Knowledge) -> None:
    text = "Send it by the date given on it. If that date has passed, you can object within 60 days."
    korean = EntryText("적힌 기한 안에 내세요. 그 기한이 지나면 60일 안에 이의를 내세요.")
    entry = Entry("a.deadline", {"ko": korean, "en": EntryText(text)})
    asked = asking(known, "how many days do I have?", language="en")
    said = replace(asked, conversation=conversation("how many days do I have?", "en", earlier=Earlier(told=(HOW, "en"))))
    about = replace(known, city_entries={AFFAIR: (HOW, "a.deadline")})
    assert told_alone(said, entry, ("deadline",), about).text == text


@pytest.mark.parametrize(("told", "text", "entry"), [(HOW, "학생은요?", CHILD), (CHILD, "학생은요?", CHILD), (HOW, "어른은요?", "")])
def test_words_of_who_goes_on_mean_an_entry_of_what_was_answered(known: Knowledge, told: str, text: str, entry: str) -> None:
    words = CallerWords([rows.CallerWord(means=f"further:{CHILD}", language="ko", text="학생은")])
    worded = replace(known, caller_words=words, settling={CHILD: AFFAIR})
    asked = asking(worded, text)
    asked = replace(asked, conversation=replace(asked.conversation, earlier=Earlier(told=(told, "ko"))))
    assert further(asked, (), worded) == entry
    elsewhere = replace(worded, settling={CHILD: "another.affair"})
    assert further(asked, (), elsewhere) == ""


def test_of_what_words_mean_the_sentences_are_told_that_say_most_of_it(known: Knowledge) -> None:
    words = CallerWords([rows.CallerWord(means=f"further:{FEE}", language="ko", text="구청")])
    korean = EntryText("수수료는 3,000원입니다. 구청에 내세요.")
    text = "구청 말고요?"
    assert told_alone(asking(known, text), Entry(FEE, {"ko": korean}), (), known) == korean
    worded = replace(known, caller_words=words, settling={FEE: AFFAIR})
    assert told_alone(asking(worded, text), Entry(FEE, {"ko": korean}), (), worded).text == "구청에 내세요."


def test_one_of_many_cases_is_not_told_for_what_it_says_nothing_of(known: Knowledge) -> None:
    many = replace(
        known,
        city_entries={AFFAIR: (HOW, CHILD, FEE, *(f"p.{number}" for number in range(5)))},
        texts={**known.texts, **{f"p.{number}": known.texts[FEE] for number in range(5)}},
    )
    ranked = RankedEntry(CHILD, AFFAIR, 0.8)
    assert further(asking(many, "우리 손주는요?", ranked), (), many) == ""
    assert further(asking(many, "부모님도요?", ranked), (), many) == CHILD


def test_who_asks_for_a_detail_and_what_words_mean_is_told_both(known: Knowledge) -> None:
    words = CallerWords((rows.CallerWord(means=f"further:{HOW}", language="ko", text="세탁기"),))
    worded = replace(known, caller_words=words, settling={HOW: AFFAIR})
    told = told_alone(asking(worded, "세탁기는 얼마예요?"), Entry(HOW, {"ko": EntryText(f"{TEXTS[HOW]} 수수료는 3,000원입니다.")}), ("fee",), worded)
    assert told.text == "세탁기는 받지 않습니다. 수수료는 3,000원입니다."


@pytest.mark.parametrize(("text", "told"), [("충무로 유실물센터 전화번호 좀 알려 주세요", FEE), ("거기 전화번호 좀 알려 주세요", "")])
def test_whose_number_is_asked_for_an_entry_tells(known: Knowledge, text: str, told: str) -> None:
    texts = {**known.texts, FEE: {"ko": rows.EntryText(question="무엇인가요?", answer="충무로 유실물센터는 02-6110-3344입니다.")}}
    numbered = replace(known, texts=texts, details={FEE: ("phone",)})
    assert further(asking(numbered, text, RankedEntry(FEE, AFFAIR, 0.9)), ("phone",), numbered) == told


def test_who_says_where_they_live_asks_no_more_by_that(known: Knowledge) -> None:
    asks = asking(known, "은평구에 살아요. 얼마예요?")
    assert asks.beside_place == "은평구에 살아요. 얼마예요?"
    assert replace(asks, where=replace(asks.where, name="은평구")).beside_place == " 에 살아요. 얼마예요?"


def test_who_asks_for_two_details_is_told_both_however_much_one_says_of_the_words(known: Knowledge) -> None:
    korean = EntryText("구청에 가세요. 수수료는 3,000원입니다. 세탁기 스티커가 집에 오는 데 2주쯤 걸립니다.")
    asks = asking(known, "세탁기 스티커는 얼마이고 집에 오는 데 얼마나 걸려요?")
    told = told_alone(asks, Entry(HOW, {"ko": korean}), ("fee", "duration"), known)
    assert told.text == "수수료는 3,000원입니다. 세탁기 스티커가 집에 오는 데 2주쯤 걸립니다."


@pytest.mark.parametrize(
    ("text", "said", "told"),
    [
        ("식초도 되나요?", "구청에 가세요. 식초는 받습니다. 사진도 챙기세요.", HOW),
        ("간장도 되나요?", "구청에 가세요. 식초는 받습니다. 사진도 챙기세요.", ""),
        ("식초도 되나요?", "식초는 받습니다. 식초는 병에 담으세요.", ""),
        ("식초도 되나요?", "식초는 받습니다. 사진도 챙기세요. 식초는 받습니다.", HOW),
        ("식초도 되나요?", "식초는 받습니다. 식초는 씻으세요. 사진도 챙기세요. 식초는 병에 담으세요.", ""),
    ],
)
def test_what_a_sentence_or_two_alone_say_something_of_is_told_by_those(known: Knowledge, text: str, said: str, told: str) -> None:
    not_rare = Likeness({"ko": ["식초는 받습니다.", "식초를 내세요.", *("구청에 가세요.",) * 18]})
    lonely = replace(known, likeness=not_rare, texts={**known.texts, HOW: {"ko": rows.EntryText(question="무엇인가요?", answer=said)}})
    assert told_in_few_sentences(asking(lonely, text), lonely) == told
    if told:
        alone = told_alone(asking(lonely, text), Entry(HOW, {"ko": EntryText(said)}), (), lonely).text
        assert set(alone.removesuffix(".").split(". ")) == {"식초는 받습니다"}
