"""How a text is read: words first, vectors where they do not decide, emergencies believed or doubted, two questions where there are two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from city120_edition import rows
from city120_faq.learning.lines import Example
from city120_faq.matching.decision import Decision, decide, jointly_certain
from city120_faq.matching.matcher import Matcher
from city120_faq.matching.place_names import PlaceNames
from city120_faq.matching.questions import Connectives, Questions
from city120_faq.matching.ranking import RankedAffairs
from city120_faq.matching.reading import BY_WORDS, SECOND_MISSED, Reader, Understood, Vectors, Weaker, says_little
from city120_text import EmergencyMatcher, EmergencyRule
from tests.unit.faq.conftest import TOPICS, hear, trained_on

AFFAIRS = {label: label for label in TOPICS if label != "out_of_scope"}
TEXTS = dict.fromkeys(("ko", "en", "zh", "ja", "vi", "mn"), "call 119")
FIRE = EmergencyRule(id="fire", numbers=("119",), text=TEXTS, patterns={"en": ("fire",)}, affair="safety.fire", facts=())
LEAK = EmergencyRule(id="leak", numbers=("119",), text=TEXTS, patterns={"en": ("water is leaking",)}, affair="water.leak", facts=())
DECIDED, UNDECIDED = "water is leaking please", "please again"


def reader_of(matcher: Matcher, *rules: EmergencyRule) -> Reader:
    connectives = Connectives([rows.Connective(language="en", position="begins", text="and also")])
    names = PlaceNames({"mapogu": ""}, frozenset(), {}, frozenset())
    return Reader(matcher, names, Questions(connectives, matcher, names.without), EmergencyMatcher(rules))


@pytest.fixture
def reader(matcher: Matcher) -> Reader:
    return reader_of(matcher)


@pytest.fixture(scope="module")
def urgent(lines: list[Example], tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """A matcher that has learnt of fires."""
    said = ("fire in the kitchen", "the house is on fire", "smoke and fire", "fire on the roof")
    fires = [Example(f"{text}{ending}", "en", "emergency.fire", f"fire|{ending}") for text in said for ending in ("", " please", " now", " again")]
    folder = tmp_path_factory.mktemp("urgent")
    trained_on([*lines, *fires], vectors=True, folder=folder)
    return Matcher(folder, {**AFFAIRS, "emergency.fire": "safety.fire"})


def understood(reader: Reader, text: str, give: Callable[[tuple[str, ...]], Vectors]) -> tuple[Understood, list[tuple[str, ...]]]:
    """What is understood of a text, and what was asked for it."""
    steps, asked = reader.understand(text, "en"), []
    try:
        wanted = next(steps)
        while True:
            asked.append(wanted)
            wanted = steps.send(give(wanted))
    except StopIteration as end:
        return end.value, asked


def heard(texts: tuple[str, ...]) -> Vectors:
    return Vectors(np.stack([hear(text) for text in texts]))


def busy(texts: tuple[str, ...]) -> Vectors:
    return Vectors(None, "BUSY")


def test_where_words_decide_nothing_is_asked(reader: Reader) -> None:
    reading, asked = understood(reader, DECIDED, busy)
    assert asked == []
    assert reading.first.ranking.best[0] == "water.leak"
    assert (reading.first.vector, reading.weaker) == (None, ())


def test_else_the_vector_of_the_text_without_names_is_asked(reader: Reader) -> None:
    reading, asked = understood(reader, f"Mapo-gu {UNDECIDED}", heard)
    assert asked == [(UNDECIDED,)]
    assert reading.first.vector is not None
    assert (reading.first.start, reading.first.end) == (0, len(f"Mapo-gu {UNDECIDED}"))


def test_without_a_vector_words_rank_and_it_is_said(reader: Reader) -> None:
    reading, _ = understood(reader, UNDECIDED, busy)
    assert reading.weaker == (Weaker("BUSY", BY_WORDS),)
    assert reading.first.vector is None


@pytest.mark.parametrize("text", ["", "?!", "12345", "\U0001f600\U0001f6b0", "%s%n", "a 1 b"])
def test_where_no_word_is_nothing_is_asked(reader: Reader, text: str) -> None:
    reading, asked = understood(reader, text, busy)
    assert (asked, reading.weaker, reading.first.emergencies) == ([], (), ())


@pytest.mark.parametrize("text", ["Mapo-gu", "Mapo-gu Mapo-gu"])
def test_a_place_alone_says_little(reader: Reader, text: str) -> None:
    """It tells where, not what: nothing is asked of the vector, and nothing is stated or refused."""
    reading, asked = understood(reader, text, busy)
    assert (asked, reading.first.ranking.little, reading.first.ranking.decided) == ([], True, False)


@pytest.mark.parametrize(("text", "little"), [("쥐", True), ("rat", True), ("물", True), ("여권", False), ("水费", False), ("fire", False)])
def test_what_is_shorter_than_two_syllables_or_four_letters_says_little(text: str, little: bool) -> None:
    assert says_little(text) is little


def test_of_what_says_little_nothing_is_stated_refused_or_taken_for_an_emergency_and_no_vector_is_asked(reader: Reader) -> None:
    understanding, asked = understood(reader, "rat", heard)
    ranking = understanding.first.ranking
    assert (asked, ranking.little, understanding.first.emergencies) == ([], True, ())
    sure = replace(ranking, affairs=RankedAffairs.of_pairs([("a.b", 1.0)]), out_of_scope=1.0)
    assert decide(sure, reader.matcher.fusion) in (Decision.ASK, Decision.HAND_OVER)
    assert not jointly_certain(replace(sure, affairs=RankedAffairs.of_pairs([("a.b", 0.5), ("a.c", 0.5)])), reader.matcher.fusion)


def test_what_a_pattern_hears_is_never_left_to_words(matcher: Matcher) -> None:
    """They are sure of the affair, and the vector is asked all the same; where there is none, the pattern is believed."""
    reader = reader_of(matcher, LEAK)
    for give in (heard, busy):
        reading, asked = understood(reader, DECIDED, give)
        assert asked == [(DECIDED,)]
        assert reading.first.emergencies == (LEAK,)


def test_a_pattern_is_doubted_where_hardly_any_chance_is_left(urgent: Matcher) -> None:
    reader = reader_of(urgent, replace(FIRE, patterns={"en": ("sofa",)}))
    reading, _ = understood(reader, "throw away a sofa", heard)
    assert reading.first.ranking.best[0] == "waste.bulky"
    assert reading.first.emergencies == ()


def test_but_not_one_that_belongs_to_the_affair_that_is_likelier_than_not(urgent: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """However sure one must be to state it: who may wish to die is not asked first whether he does."""
    monkeypatch.setattr(urgent, "fusion", replace(urgent.fusion, state_from=1.0))
    rule = replace(FIRE, patterns={"en": ("sofa",)}, affair="waste.bulky")
    assert understood(reader_of(urgent, rule), "throw away a sofa", heard)[0].first.emergencies == (rule,)


def test_nor_one_that_is_akin_to_the_likeliest_affair(urgent: Matcher) -> None:
    """Which hospital a child in convulsions is taken to is a question about hospitals, and an emergency."""
    rule = replace(FIRE, patterns={"en": ("sofa",)}, akin=("waste.bulky",))
    assert understood(reader_of(urgent, rule), "throw away a sofa", heard)[0].first.emergencies == (rule,)


def test_nor_one_of_a_sentence_that_words_take_for_one(urgent: Matcher) -> None:
    """A vector that hears the sofa alone."""

    def sofa(texts: tuple[str, ...]) -> Vectors:
        return Vectors(np.stack([hear("throw away a sofa") for _ in texts]))

    told = "furniture sticker for a sofa please, a furniture sticker, throw away a sofa. the house is on fire now"
    assert understood(reader_of(urgent, FIRE), told, sofa)[0].first.emergencies == (FIRE,)


def test_an_emergency_that_no_pattern_hears_is_told_where_it_is_likely(urgent: Matcher) -> None:
    reader = reader_of(urgent, replace(FIRE, patterns={"en": ("never said",)}))
    assert [rule.id for rule in understood(reader, "fire in the kitchen now", heard)[0].first.emergencies] == ["fire"]


@pytest.mark.parametrize(("text", "told"), [("hole in the road smoke and fire", ()), ("mapogu smoke and fire", ("fire",))])
def test_but_not_where_it_is_heard_only_when_names_are_taken_out(
    urgent: Matcher, monkeypatch: pytest.MonkeyPatch, text: str, told: tuple[str, ...]
) -> None:
    """A place that is called Hole in the Road."""
    monkeypatch.setattr(urgent, "fusion", replace(urgent.fusion, alarm_from=0.8))
    names = PlaceNames({"mapogu": "", "holeintheroad": ""}, frozenset(), {}, frozenset())
    reader = replace(reader_of(urgent, replace(FIRE, patterns={"en": ("never said",)})), names=names)
    assert names.without(text).strip() == "smoke and fire"
    read, asked = understood(reader, text, heard)
    assert tuple(rule.id for rule in read.first.emergencies) == told
    assert (text,) in asked


def test_but_not_where_words_speak_of_something_else(urgent: Matcher) -> None:
    reader = reader_of(urgent, replace(FIRE, patterns={"en": ("never said",)}, unless={"en": ("in the kitchen",)}))
    assert understood(reader, "fire in the kitchen now", heard)[0].first.emergencies == ()


TWO = "the water is leaking? and also where do i throw away a sofa"


@pytest.fixture
def two(matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader that takes every text which looks like two questions for two."""
    monkeypatch.setattr(matcher, "fusion", replace(matcher.fusion, pairs=(0.0,) * 8))
    return reader_of(matcher)


def test_two_questions_are_told_with_the_words_of_each(two: Reader) -> None:
    result, asked = understood(two, TWO, heard)
    assert result.second is not None
    told = {TWO[reading.start : reading.end]: reading.ranking.best[0] for reading in (result.first, result.second)}
    assert told == {"the water is leaking? ": "water.leak", "and also where do i throw away a sofa": "waste.bulky"}
    assert [len(texts) for texts in asked][-1] == 2, "both halves are asked at once"


def test_where_its_halves_cannot_be_read_the_whole_is_told(two: Reader) -> None:
    def halves_busy(texts: tuple[str, ...]) -> Vectors:
        return busy(texts) if len(texts) > 1 else heard(texts)

    reading, _ = understood(two, TWO, halves_busy)
    assert reading.second is None
    assert (reading.first.start, reading.first.end) == (0, len(TWO))
    assert reading.weaker == (Weaker("BUSY", SECOND_MISSED),)


def test_one_question_is_told_where_the_curve_says_so(two: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(two.matcher, "fusion", replace(two.matcher.fusion, pairs=(*(0.0,) * 7, -1.0)))
    assert understood(two, TWO, heard)[0].second is None
