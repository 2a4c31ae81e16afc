"""What an inquiry is matched to: the affairs of its reading, the entries that answer them, and what may be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from city120_edition import Edition, rows
from city120_faq import hand_set
from city120_faq.encoder.floats import Floats
from city120_faq.matching.decision import Decision
from city120_faq.matching.entries import Entries
from city120_faq.matching.entry_head import Choice, EntryHead
from city120_faq.matching.groups import Groups
from city120_faq.matching.match import Inquiry, Limits, Matching
from city120_faq.matching.matcher import Matcher
from city120_faq.matching.place_names import PlaceNames
from city120_faq.matching.questions import Connectives, Questions
from city120_faq.matching.reading import BY_WORDS, Reader, Vectors, Weaker
from city120_text import EmergencyMatcher, EmergencyRule
from tests.unit.faq.conftest import DIMENSIONS, TOPICS, hear

DAY = dt.date(2026, 11, 24)
LEAK, UNDECIDED = "water is leaking please", "please again"
TWO = "the water is leaking? and also where do i throw away a sofa"
NOTHING = np.zeros((0, 0), dtype=np.float32)
LEAKING = EmergencyRule(
    id="leak", numbers=("119",), text=dict.fromkeys(rows.LANGUAGES, "call 119"), patterns={"en": ("leaking",)}, affair="water.leak", facts=()
)


def affair(code: str) -> rows.Affair:
    labels = dict.fromkeys(rows.LANGUAGES, code)
    return rows.Affair(code=code, tier="city", place_role="none", answer_kind="answer", labels=labels, source="S", confidence="known")


def entry(entry_id: str, valid_from: dt.date | None = None) -> rows.Entry:
    texts = dict.fromkeys(rows.LANGUAGES, rows.EntryText(question=entry_id, answer="a"))
    return rows.Entry(id=entry_id, affair=".".join(entry_id.split(".")[:2]), reviewed_on=DAY, texts=texts, valid_from=valid_from)


@pytest.fixture
def entries(tmp_path: Path) -> Entries:
    """Two entries about leaks, one about sofas, and one about sofas from tomorrow on."""
    told = [entry("water.leak.general"), entry("water.leak.night"), entry("waste.bulky.how"), entry("waste.bulky.new", DAY + dt.timedelta(days=1))]
    tables = {"facts": [], "entries": told, "affairs": [affair(code) for code in TOPICS if code != "out_of_scope"]}
    (tmp_path / "tables").mkdir()
    for name, table in tables.items():
        (tmp_path / "tables" / f"{name}.json").write_bytes(msgspec.json.encode(table))
    return Entries(Edition(tmp_path, {}))


def matching(matcher: Matcher, entries: Entries, *rules: EmergencyRule, choices: EntryHead | None = None) -> Matching:
    names = PlaceNames({}, frozenset(), {}, frozenset())
    questions = Questions(Connectives([rows.Connective(language="en", position="begins", text="and also")]), matcher, names.without)
    return Matching(Reader(matcher, names, questions, EmergencyMatcher(rules)), entries, choices or EntryHead({}), Groups((), ()))


def heard(texts: tuple[str, ...]) -> Vectors:
    return Vectors(np.stack([hear(text) for text in texts]))


def matched(matching: Matching, text: str, *, affairs: int = 5, entries: int = 10, give: Callable[[tuple[str, ...]], Vectors] = heard) -> Inquiry:
    steps = matching.match(text, "en", DAY, Limits(affairs, entries))
    try:
        asked = next(steps)
        while True:
            asked = steps.send(give(asked))
    except StopIteration as end:
        inquiry: Inquiry = end.value
        return inquiry


def test_what_is_stated_has_its_affairs_best_first_with_their_entries(matcher: Matcher, entries: Entries) -> None:
    match = matched(matching(matcher, entries), LEAK).first
    assert match.decision is Decision.STATE
    assert match.candidates[0].affair == "water.leak"
    assert [row.id for row, _ in match.entries][:2] == ["water.leak.general", "waste.bulky.how"], "the best of each affair before the others"
    assert (match.state_from, match.ask_from) == (matcher.fusion.state_from, matcher.fusion.ask_from)


def test_the_chances_of_an_affairs_entries_are_shares_of_it(matcher: Matcher, entries: Entries) -> None:
    shares = {row.id: share for row, share in matched(matching(matcher, entries), LEAK).first.entries}
    assert shares["water.leak.general"] + shares["water.leak.night"] == pytest.approx(1)
    assert shares["waste.bulky.how"] == 1, "what holds from tomorrow on takes no share"


def test_words_choose_among_the_entries_of_an_affair(matcher: Matcher, entries: Entries) -> None:
    night = matcher.words.lexicon.read("leak again").positions
    columns = np.unique(np.array(night, dtype=np.int32))
    weights: Floats = np.tile(np.array([0.0, 9.0], dtype=np.float32), (len(columns), 1))
    choice = Choice(
        ("water.leak.general", "water.leak.night"), columns, weights, np.zeros(2, dtype=np.float32), np.zeros(DIMENSIONS, dtype=np.float32), NOTHING
    )
    told = matching(matcher, entries, choices=EntryHead({"water.leak": choice}))
    assert matched(told, "leak in the pipe again").first.entries[0][0].id == "water.leak.night"


def test_why_it_is_no_public_business_is_told_where_it_is_refused(matcher: Matcher, entries: Entries, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_set, "REFUSE_FROM", 0.0)
    monkeypatch.setattr(matcher, "fusion", replace(matcher.fusion, state_from=2.0))
    pointing: Floats = np.stack([-hear(UNDECIDED), hear(UNDECIDED), -hear(UNDECIDED)])
    none: Floats = np.zeros((0, 3), dtype=np.float32)
    nowhere: Floats = np.zeros(DIMENSIONS, dtype=np.float32)
    why = Choice(rows.OUT_OF_SCOPE_REASONS, np.zeros(0, dtype=np.int32), none, np.zeros(3, dtype=np.float32), nowhere, pointing)
    refused = matched(matching(matcher, entries, choices=EntryHead({"out_of_scope": why})), UNDECIDED).first
    assert (refused.decision, refused.refused_as) == (Decision.REFUSE, "private")
    assert matched(matching(matcher, entries), UNDECIDED).first.refused_as == "", "an edition that has no reasons"


def test_no_more_affairs_and_entries_are_told_than_are_asked_for(matcher: Matcher, entries: Entries) -> None:
    match = matched(matching(matcher, entries), LEAK, affairs=1, entries=1).first
    assert [candidate.affair for candidate in match.candidates] == ["water.leak"]
    assert [row.id for row, _ in match.entries] == ["water.leak.general"]


def test_an_emergency_is_told_with_what_it_was_read_from(matcher: Matcher, entries: Entries) -> None:
    match = matched(matching(matcher, entries, LEAKING), LEAK).first
    assert match.reading.emergencies == (LEAKING,)


def test_the_second_question_is_matched_like_the_first(matcher: Matcher, entries: Entries, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matcher, "fusion", replace(matcher.fusion, pairs=(0.0,) * 8))
    inquiry = matched(matching(matcher, entries), TWO)
    assert inquiry.second is not None
    best = {match.candidates[0].affair: match.entries[0][0].id for match in (inquiry.first, inquiry.second)}
    assert best == {"water.leak": "water.leak.general", "waste.bulky": "waste.bulky.how"}


def test_what_could_not_be_consulted_is_passed_on(matcher: Matcher, entries: Entries) -> None:
    def busy(texts: tuple[str, ...]) -> Vectors:
        return Vectors(None, "BUSY")

    inquiry = matched(matching(matcher, entries), UNDECIDED, give=busy)
    assert (inquiry.second, inquiry.weaker) == (None, (Weaker("BUSY", BY_WORDS),))
