"""Domain values become messages of the contract, each field from its value."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from city120.faq.v1 import faq_pb2 as pb

from city120_edition import rows
from city120_faq import hand_set, messages
from city120_faq.matching.decision import Candidate, Decision
from city120_faq.matching.match import Inquiry, Match
from city120_faq.matching.ranking import RankedAffairs, Ranking, Reading
from city120_faq.matching.reading import BY_WORDS, SECOND_MISSED, Weaker
from city120_faq.matching.word_head import Features
from city120_faq.search.standby import Found
from city120_text import EmergencyRule

TEXTS = dict.fromkeys(rows.LANGUAGES, "call 119")
FLOOD = EmergencyRule(id="flood", numbers=("119",), text=TEXTS, patterns={}, affair="water.leak", facts=())
ENTRY = rows.Entry(
    id="water.leak.general",
    affair="water.leak",
    reviewed_on=dt.date(2026, 11, 24),
    texts=dict.fromkeys(rows.LANGUAGES, rows.EntryText(question="q", answer="a")),
)


def match(start: int = 0, end: int = 9, *, vector: bool = True, decision: Decision = Decision.STATE) -> Match:
    reading = Reading(
        start,
        end,
        Features(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)),
        Ranking(RankedAffairs.of_pairs([("water.leak", 0.75)]), out_of_scope=0.125),
        np.zeros(4, dtype=np.float32) if vector else None,
        (FLOOD,),
    )
    candidates = (Candidate("water.leak", 0.75, offered=True), Candidate("waste.bulky", 0.0625, offered=False))
    return Match(
        reading, decision, candidates, jointly_certain=True, entries=((ENTRY, 0.5),), state_from=0.875, ask_from=0.1875, refused_as="private"
    )


def test_every_field_of_a_match_is_told() -> None:
    told = messages.inquiry(Inquiry(match(), None, (), True), "en", "edition")
    assert told == pb.MatchInquiryResponse(
        edition_id="edition",
        language="en",
        affairs=[pb.AffairMatch(code="water.leak", probability=0.75, offered=True), pb.AffairMatch(code="waste.bulky", probability=0.0625)],
        entries=[pb.EntryMatch(entry_id="water.leak.general", score=0.5, affair_code="water.leak")],
        out_of_scope_probability=0.125,
        emergencies=[pb.EmergencyMatch(id="flood", affair_code="water.leak")],
        dense=True,
        state_threshold=0.875,
        out_of_scope_threshold=hand_set.REFUSE_FROM,
        ask_threshold=0.1875,
        decision=pb.DECISION_STATE,
        jointly_certain=True,
        end=9,
        out_of_scope_reason="private",
    )


@pytest.mark.parametrize("decision", Decision)
def test_every_decision_has_its_name_in_the_contract(decision: Decision) -> None:
    told = messages.inquiry(Inquiry(match(decision=decision), None, (), False), "en", "edition").decision
    assert pb.Decision.Name(told) == f"DECISION_{decision.name}"


def test_what_was_read_by_words_alone_is_not_dense() -> None:
    assert not messages.inquiry(Inquiry(match(vector=False), None, (), False), "en", "edition").dense
    # For halves that turned out to be one question.
    assert messages.inquiry(Inquiry(match(vector=False), None, (), True), "en", "edition").dense


def test_the_second_question_stands_beside_the_first_with_its_own_place() -> None:
    told = messages.inquiry(Inquiry(match(0, 9), match(9, 20), (), True), "en", "edition")
    assert (told.start, told.end, told.also.start, told.also.end) == (0, 9, 9, 20)
    assert (told.also.edition_id, told.also.language) == ("edition", "en")
    assert not messages.inquiry(Inquiry(match(), None, (), False), "en", "edition").HasField("also")


def test_what_could_not_be_consulted_is_told_once_for_both() -> None:
    weaker = (Weaker("BUSY", BY_WORDS), Weaker("UNAVAILABLE", SECOND_MISSED))
    told = messages.inquiry(Inquiry(match(), match(), weaker, True), "en", "edition")
    assert [(part.part, part.reason, part.effect) for part in told.degraded] == [
        ("vectors", "BUSY", BY_WORDS),
        ("vectors", "UNAVAILABLE", SECOND_MISSED),
    ]
    assert not told.also.degraded


def test_a_search_is_weaker_only_where_a_cluster_was_not_used() -> None:
    assert messages.weaker_search(Found([])) == []
    (told,) = messages.weaker_search(Found([], weaker="DOWN"))
    assert (told.part, told.reason) == ("search", "DOWN")
