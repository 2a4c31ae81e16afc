"""The sentences of a resolution: order and length are the channel's, facts are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.wayfinding.v1 import wayfinding_pb2

from city120_gateway.channels.render import render
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.draft import Draft

MakeDraft = Callable[..., Draft]
LANGUAGES = ("ko", "en", "zh", "ja", "vi", "mn")
CHANNELS = ("web", "voice", "sms", "chat", "sign", "agent")
OFFICE = {
    "ko": "마포구청",
    "en": "Mapo-gu Office",
    "zh": "麻浦区厅",
    "ja": "麻浦区庁",
    "vi": "Văn phòng quận Mapo",
    "mn": "Мапо дүүргийн тамгын газар",
}
# What a long message holds, in the telephone networks' encoding.
SMS_BYTES = 2000


def office(**values: Any) -> pb.InquiryResponsibility:
    return pb.InquiryResponsibility(body_id="district.11440", name=OFFICE["ko"], names=OFFICE, **values)


def answer(text: str = "먼저 신고하세요.") -> pb.InquiryAnswer:
    return pb.InquiryAnswer(entry_id="waste.bulky.sticker", text=text)


def parts(draft: Draft) -> list[str]:
    return list(render([draft]).parts)


def departures(*times: str, line: str = "line.4", **values: Any) -> wayfinding_pb2.GetLastDeparturesResponse:
    station = wayfinding_pb2.Place(names=dict.fromkeys(LANGUAGES, "Suyu") | {"ko": "수유"})
    terminal = wayfinding_pb2.Place(names=dict.fromkeys(LANGUAGES, "Sadang") | {"ko": "사당"})
    found = [
        wayfinding_pb2.Departure(line=line, terminal=terminal, station=station, last=time, line_names=dict.fromkeys(LANGUAGES, "4")) for time in times
    ]
    plain = {"service_day": "2026-11-24", "day_type": "weekday", "source": "S", "data_date": "2026-06"}
    return wayfinding_pb2.GetLastDeparturesResponse(departures=found, station=station, **plain | values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_official_name_stands_beside_a_translated_one(make_draft: MakeDraft, language: str) -> None:
    text = parts(make_draft(language, kind=pb.KIND_DEPARTMENT, responsibility=office()))[0]
    assert OFFICE["ko"] in text
    assert OFFICE[language] in text
    assert (f"{OFFICE[language]} ({OFFICE['ko']})" in text) == (language != "ko")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [pb.KIND_DEPARTMENT, pb.KIND_ANSWER, pb.KIND_HANDOFF])
def test_without_a_verified_phone_120_is_given(make_draft: MakeDraft, knowledge: Knowledge, language: str, kind: int) -> None:
    unknown = " ".join(parts(make_draft(language, kind=kind, responsibility=office())))
    known = " ".join(parts(make_draft(language, kind=kind, responsibility=office(phone="02-3153-8114"))))
    assert knowledge.fallback_phone == "120"
    assert knowledge.say("phone.fallback", language, phone="120") in unknown
    assert "02-3153-8114" in known
    assert knowledge.say("phone.fallback", language, phone="120") not in known


def test_hours_are_quoted_in_the_language_of_their_source_only(make_draft: MakeDraft) -> None:
    for language in LANGUAGES:
        text = " ".join(parts(make_draft(language, kind=pb.KIND_DEPARTMENT, responsibility=office(hours="평일 09:00~18:00"))))
        assert ("평일 09:00~18:00" in text) == (language == "ko")


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_usual_unit_is_general_knowledge_for_eyes_not_for_ears(make_draft: MakeDraft, channel: str) -> None:
    text = " ".join(parts(make_draft("en", channel, kind=pb.KIND_DEPARTMENT, responsibility=office(usual_unit="청소행정과"))))
    assert ("청소행정과" in text) == (channel in ("web", "agent"))
    assert ("general guidance" in text) == (channel in ("web", "agent"))


def test_an_answer_comes_before_the_office_and_an_office_that_must_act_before_the_answer(make_draft: MakeDraft) -> None:
    first = [parts(make_draft(kind=kind, responsibility=office(), answer=answer()))[0] for kind in (pb.KIND_ANSWER, pb.KIND_DEPARTMENT)]
    assert first[0] == answer().text
    assert OFFICE["ko"] in first[1]


@pytest.mark.parametrize("channel", CHANNELS)
def test_each_channel_gets_the_same_facts(make_draft: MakeDraft, channel: str) -> None:
    rendered = render([make_draft("ko", channel, kind=pb.KIND_ANSWER, responsibility=office(phone="02-3153-8114"), answer=answer())])
    assert rendered.channel == channel
    for fact in (answer().text, OFFICE["ko"], "02-3153-8114"):
        assert fact in "\n".join(rendered.parts)


@pytest.mark.parametrize(
    ("channel", "shown"),
    [
        ("voice", "09시부터"),
        ("sign", "문을 엽니다."),
        ("web", "09:00~18:00"),
        ("agent", "09:00~18:00"),
        ("sms", "09:00~18:00"),
        ("chat", "09:00~18:00"),
    ],
)
@pytest.mark.parametrize("kind", [pb.KIND_ANSWER, pb.KIND_DEPARTMENT, pb.KIND_HANDOFF])
def test_the_voice_hears_the_spoken_form_and_the_interpreter_gets_plain_words(make_draft: MakeDraft, channel: str, shown: str, kind: int) -> None:
    forms = pb.InquiryAnswer(entry_id="a.b", text="09:00~18:00", spoken="09시부터", plain="문을 엽니다.")
    text = "\n".join(parts(make_draft("ko", channel, kind=kind, answer=forms, handoff=pb.Handoff(queue="agent"))))
    assert shown in text
    assert sum(form in text for form in (forms.text, forms.spoken, forms.plain)) == 1


@pytest.mark.parametrize("channel", CHANNELS)
def test_without_other_forms_every_channel_gets_the_answer_as_written(make_draft: MakeDraft, channel: str) -> None:
    assert answer().text in "\n".join(parts(make_draft("ko", channel, kind=pb.KIND_ANSWER, answer=answer())))


@pytest.mark.parametrize(("channel", "count"), [("voice", 1), ("sms", 1), ("web", 3), ("chat", 3), ("sign", 3), ("agent", 3)])
def test_voice_and_messages_are_one_part(make_draft: MakeDraft, channel: str, count: int) -> None:
    assert len(parts(make_draft("ko", channel, kind=pb.KIND_ANSWER, responsibility=office(), answer=answer()))) == count


def test_no_part_is_empty(make_draft: MakeDraft) -> None:
    for kind in (pb.KIND_ANSWER, pb.KIND_DEPARTMENT, pb.KIND_HANDOFF, pb.KIND_OUT_OF_SCOPE):
        for language in LANGUAGES:
            found = parts(make_draft(language, kind=kind, responsibility=office(), handoff=pb.Handoff(queue="agent")))
            assert found
            assert all(part.strip() for part in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_holds_at_most_two_thousand_bytes_and_ends_with_a_whole_line(make_draft: MakeDraft, language: str) -> None:
    long = "\n".join(f"{number}. {OFFICE[language]}" for number in range(1, 200))
    draft = make_draft(language, "sms", kind=pb.KIND_ANSWER, answer=answer(long))
    (text,) = parts(draft)
    assert SMS_BYTES * 0.9 < len(text.encode("euc-kr", errors="xmlcharrefreplace")) <= SMS_BYTES
    assert long.startswith(text + "\n")


def test_a_message_that_fits_is_sent_whole(make_draft: MakeDraft) -> None:
    lines = ["가" * 499] * 2  # 2 bytes each and one for the end of the line: 1,998 bytes
    (text,) = parts(make_draft("ko", "sms", kind=pb.KIND_ANSWER, answer=answer("\n".join(lines))))
    assert text == "\n".join(lines)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("ko", "다음 날 00:38"),
        ("en", "00:38 (next day)"),
        ("zh", "次日00:38"),
        ("ja", "翌日00:38"),
        ("vi", "00:38 (ngày hôm sau)"),
        ("mn", "00:38 (дараа өдөр)"),
    ],
)
def test_a_time_past_midnight_is_said_as_the_next_day(make_draft: MakeDraft, language: str, shown: str) -> None:
    draft = replace(make_draft(language, kind=pb.KIND_DEPARTURES), departures=departures("24:38", "23:59", "24:00"))
    text = "\n".join(parts(draft))
    assert shown in text
    assert "24:38" not in text
    assert "23:59" in text
    assert shown.replace("00:38", "00:00") in text
    assert shown.replace("00:38", "23:59") not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_departures_name_station_terminal_day_and_source(make_draft: MakeDraft, language: str) -> None:
    draft = replace(make_draft(language, kind=pb.KIND_DEPARTURES), departures=departures("23:10"))
    text = "\n".join(parts(draft))
    for fact in ("수유", "사당", "2026-11-24", "2026-06"):
        assert fact in text
    assert ("Suyu (수유)" in text) == (language != "ko")


@pytest.mark.parametrize("language", LANGUAGES)
def test_departures_are_heard_without_brackets_dates_and_sources(make_draft: MakeDraft, language: str) -> None:
    draft = replace(make_draft(language, kind=pb.KIND_DEPARTURES, channel="voice"), departures=departures("23:10", "24:38"))
    (text,) = parts(draft)
    assert "23:10" in text
    assert ("Suyu" in text) == (language != "ko")
    assert not any(sign in text for sign in "()（）")
    assert "2026" not in text
    assert "\n" not in text


def test_after_midnight_only_trains_that_have_not_left_are_told_and_none_is_of_the_next_day(make_draft: MakeDraft) -> None:
    draft = replace(make_draft("en", kind=pb.KIND_DEPARTURES), departures=departures("23:53", "24:33", "24:54"))
    before = "\n".join(parts(draft))
    assert "23:53" in before
    assert "00:54 (next day)" in before
    later = replace(draft, inquiry=replace(draft.inquiry, at=draft.inquiry.at.replace(day=25, hour=0, minute=40)))
    text = "\n".join(parts(later))
    assert "00:54" in text
    assert "next day" not in text
    assert "23:53" not in text
    assert "00:33" not in text
    missed = "\n".join(parts(replace(later, inquiry=replace(later.inquiry, at=later.inquiry.at.replace(minute=55)))))
    assert "have all left" in missed
    assert "00:54" in missed


def test_who_signs_is_told_how_to_reach_119_without_a_voice(make_draft: MakeDraft) -> None:
    emergency = pb.Emergency(numbers=["112", "119"], text="Get out.")
    signed, written = (parts(make_draft("en", channel, kind=pb.KIND_EMERGENCY, emergency=emergency)) for channel in ("sign", "web"))
    assert signed[0] == written[0] == "Get out."
    assert "by text or video call" in signed[1]
    assert "call 112" in signed[1]
    assert len(written) == 1


def test_a_train_that_ends_on_the_way_hours_before_the_last_is_no_way_home(make_draft: MakeDraft) -> None:
    draft = replace(make_draft("en", kind=pb.KIND_DEPARTURES), departures=departures("24:10", "23:05", "20:50", "05:33"))
    text = "\n".join(parts(draft))
    assert "23:05" in text
    assert "20:50" not in text
    assert "05:33" not in text
    alone = replace(make_draft("en", kind=pb.KIND_DEPARTURES), departures=departures("18:32"))
    assert "18:32" in "\n".join(parts(alone))


@pytest.mark.parametrize(("channel", "official"), [("voice", False), ("chat", True)])
def test_a_body_is_heard_in_the_callers_language_alone(make_draft: MakeDraft, channel: str, official: bool) -> None:
    text = " ".join(parts(make_draft("en", kind=pb.KIND_DEPARTMENT, channel=channel, responsibility=office())))
    assert OFFICE["en"] in text
    assert (OFFICE["ko"] in text) == official


def test_an_incomplete_timetable_says_that_a_later_train_may_run(make_draft: MakeDraft, knowledge: Knowledge) -> None:
    whole = replace(make_draft("en", kind=pb.KIND_DEPARTURES), departures=departures("23:10"))
    partly = replace(
        make_draft("en", kind=pb.KIND_DEPARTURES), departures=departures("23:10", incomplete_lines=["line.4", "line.of another edition"])
    )
    told = knowledge.say("departures.incomplete", "en", line=knowledge.lines["line.4"].names["en"])
    assert told in parts(partly)
    assert told not in parts(whole)


def test_a_station_without_timetable_gets_no_time_but_120(make_draft: MakeDraft) -> None:
    (text,) = parts(replace(make_draft("en", kind=pb.KIND_DEPARTURES), departures=departures()))
    assert "no timetable for Suyu (수유)" in text
    assert "120" in text


def offered(count: int) -> pb.Clarification:
    choices = [pb.ClarificationOption(id=str(number), label=f"구 {number}") for number in range(1, count + 1)]
    return pb.Clarification(question="어느 구인가요?", options=choices)


@pytest.mark.parametrize(("channel", "count", "listed"), [("web", 25, True), ("sms", 25, True), ("voice", 5, True), ("voice", 6, False)])
def test_options_are_listed_but_not_read_out_when_they_are_many(make_draft: MakeDraft, channel: str, count: int, listed: bool) -> None:
    text = "\n".join(parts(make_draft("ko", channel, kind=pb.KIND_CLARIFY, clarification=offered(count))))
    assert "어느 구인가요?" in text
    assert (f"{count}. 구 {count}" in text) == listed


def test_an_emergency_is_said_first(make_draft: MakeDraft) -> None:
    emergency = pb.Emergency(numbers=["119"], text="지금 바로 119에 전화하세요.")
    for channel in CHANNELS:
        text = parts(make_draft("ko", channel, kind=pb.KIND_EMERGENCY, emergency=emergency, responsibility=office()))[0]
        assert text.startswith("지금 바로 119")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("queue", ["agent", "interpreter"])
def test_a_person_is_reached_at_120(make_draft: MakeDraft, language: str, queue: str) -> None:
    assert "120" in parts(make_draft(language, kind=pb.KIND_HANDOFF, handoff=pb.Handoff(queue=queue)))[0]


def test_every_sentence_is_there_in_every_language_with_the_same_blanks(knowledge: Knowledge) -> None:
    import string

    for name, texts in knowledge.messages.items():
        blanks = {language: {field for _, field, _, _ in string.Formatter().parse(text) if field} for language, text in texts.items()}
        assert set(blanks) == set(LANGUAGES), name
        assert len({frozenset(found) for found in blanks.values()}) == 1, name


def asking(make_draft: MakeDraft, channel: str = "web") -> Draft:
    draft = make_draft("ko", channel, kind=pb.KIND_CLARIFY, clarification=pb.Clarification(question="어느 구인가요?"))
    draft.affairs = [("waste.bulky", 0.9)]
    return draft


def answering(make_draft: MakeDraft, channel: str = "web") -> Draft:
    draft = make_draft("ko", channel, kind=pb.KIND_ANSWER, answer=answer())
    draft.affairs = [("road.streetlight", 0.9)]
    return draft


def test_of_two_questions_what_is_asked_back_comes_last(make_draft: MakeDraft) -> None:
    for drafts in ([asking(make_draft), answering(make_draft)], [answering(make_draft), asking(make_draft)]):
        said = list(render(drafts).parts)
        assert said.index(answer().text) < said.index("어느 구인가요?")
        assert sum(drafts[1].knowledge.affairs[drafts[1].affairs[0][0]].labels["ko"] in part for part in said) == 1


def test_of_two_questions_asked_back_only_the_first_is_asked(make_draft: MakeDraft) -> None:
    second = asking(make_draft)
    second.response.clarification.question = "어느 동인가요?"
    said = " ".join(render([asking(make_draft), second]).parts)
    assert "어느 구인가요?" in said
    assert "어느 동인가요?" not in said
    assert second.knowledge.affairs["waste.bulky"].labels["ko"] in said


@pytest.mark.parametrize("channel", ["voice", "sms"])
def test_two_answers_are_one_part_where_a_channel_has_one(make_draft: MakeDraft, channel: str) -> None:
    said = render([answering(make_draft, channel), answering(make_draft, channel)]).parts
    assert len(said) == 1
    assert said[0].count(answer().text) == 2
