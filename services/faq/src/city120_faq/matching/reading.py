"""How a text is read: words first, vectors where words do not decide, emergencies as patterns and heads hear them, and a second question where there
is one. This is the only place that says so: the service reads with it, and the build fits with it.

A reading asks for vectors and never fetches them. It is a generator: it yields the texts whose vectors it needs, is sent these, and returns what it
read. So whoever reads may wait for a model, as the service does, or have the vectors of thousands of texts at hand, as the build has.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from city120_edition import rows
from city120_edition.validate import as_rule
from city120_faq.encoder.floats import Floats
from city120_faq.matching.labels import affairs_by_label
from city120_faq.matching.matcher import Matcher
from city120_faq.matching.place_names import PlaceNames
from city120_faq.matching.questions import Connectives, Questions, related
from city120_faq.matching.ranking import Ranking, Reading
from city120_faq.matching.sentences import sentences, width
from city120_text import EmergencyMatcher, EmergencyRule, detect_language

_LETTERS = re.compile(r"[^\W\d_]+")
BY_WORDS, SECOND_MISSED = "ranked by words only", "a second question may be missed"


@dataclass(frozen=True)
class Vectors:
    """The vectors (n, d) of the texts that a reading asked for, one each; where there are none, why: BUSY or UNAVAILABLE."""

    rows: Floats | None
    reason: str = ""


_Row = TypeVar("_Row")
_Result = TypeVar("_Result")
Steps = Generator[tuple[str, ...], Vectors, _Result]


class Tables(Protocol):
    """Rows of an edition, or of the source of one."""

    def rows(self, table: str, row_type: type[_Row]) -> list[_Row]:
        """All rows of a table."""
        ...


@dataclass(frozen=True)
class Weaker:
    """Why vectors could not be had, and what an answer is the weaker for."""

    reason: str
    effect: str


@dataclass(frozen=True)
class Halves:
    """Both halves of a text that may be two questions, that which the whole is likeliest about first, and what tells whether it is (7,)."""

    first: Reading
    second: Reading
    signs: Floats


@dataclass(frozen=True)
class Understood:
    """What a text asks: one thing, or two."""

    first: Reading
    second: Reading | None = None
    weaker: tuple[Weaker, ...] = ()


@dataclass(frozen=True)
class Reader:
    """Reads texts as one edition understands them. Pure and thread-safe."""

    matcher: Matcher
    names: PlaceNames
    questions: Questions
    emergencies: EmergencyMatcher

    @classmethod
    def of(cls, tables: Tables, names: PlaceNames, folder: Path) -> Reader:
        """From the rows and the names of an edition, and what was learnt of it below `folder`."""
        emergencies = tables.rows("emergencies", rows.Emergency)
        matcher = Matcher(folder, affairs_by_label(tables.rows("affairs", rows.Affair), emergencies))
        questions = Questions(Connectives(tables.rows("connectives", rows.Connective), names.without), matcher, names.without)
        return cls(matcher, names, questions, EmergencyMatcher(as_rule(row) for row in emergencies))

    def understand(self, text: str, language: str) -> Steps[Understood]:
        """What a text asks. An emergency stands alone; two questions are told where they are likelier than one."""
        whole, weaker = yield from self.whole(text, language)
        if whole.emergencies:
            return Understood(whole, weaker=weaker)
        halves, missed = yield from self.halves(text, language, whole.ranking)
        weaker += missed
        if halves is None or halves.first.emergencies or halves.second.emergencies or not self.matcher.fusion.both_asked(halves.signs):
            return Understood(whole, weaker=weaker)
        return Understood(halves.first, halves.second, weaker)

    def whole(self, text: str, language: str) -> Steps[tuple[Reading, tuple[Weaker, ...]]]:
        """A text as one question. Words decide where they are sure and no pattern hears an emergency; else its vector is asked. What says little is
        read by words alone, and they decide nothing."""
        rest, heard = self.names.without(text), tuple(self.emergencies.match(text))
        little = says_little(rest)
        plain = text if little else rest
        features = self.matcher.words.lexicon.read(plain)
        alone = self.matcher.by_words(features, language)
        if little:
            return Reading(0, len(text), features, replace(alone, decided=False, little=True), None, heard), ()
        if alone.decided and not heard:
            alarms = yield from self._with_names(text, rest, language, self._alarms(text, language, alone, ()))
            return Reading(0, len(text), features, alone, None, alarms), ()
        # Words alone decide against no emergency: where no vector can be had, patterns are believed.
        undecided = Reading(0, len(text), features, alone, None, heard)
        vector, weaker = yield from _vector(plain)
        if vector is None:
            return undecided, weaker
        ranking = self.matcher.by_both(features, vector, language)
        alarms = self._alarms(text, language, ranking, heard)
        if not heard:
            alarms = yield from self._with_names(text, rest, language, alarms)
        return Reading(0, len(text), features, ranking, vector, alarms), ()

    def _with_names(self, text: str, rest: str, language: str, alarms: tuple[EmergencyRule, ...]) -> Steps[tuple[EmergencyRule, ...]]:
        """What is left of emergencies that no pattern hears when the names of places are read as well: without that of a library "is it open?" may
        sound like a burglar."""
        if not alarms or rest == text:
            return alarms
        vector, _ = yield from _vector(text)
        if vector is None:
            return alarms
        return self._alarms(text, language, self.matcher.by_both(self.matcher.words.lexicon.read(text), vector, language), ())

    def vector(self, text: str) -> Steps[tuple[Floats | None, tuple[Weaker, ...]]]:
        """The vector (d,) of a text to search by, without its place names; none of what says little, and none, for a reason, where none can be
        had."""
        plain = self.names.remove(text)
        if says_little(plain):
            return None, ()
        return (yield from _vector(plain))

    def halves(self, text: str, language: str, whole: Ranking) -> Steps[tuple[Halves | None, tuple[Weaker, ...]]]:
        """A text as two questions, each read by words and vector; None where it does not look like two."""
        cut = self.questions.cut(text, language, whole)
        if cut is None:
            return None, ()
        plain = tuple(self.names.without(half) for half in (text[: cut.at], text[cut.at :]))
        if any(says_little(half) for half in plain):
            return None, ()
        vectors = yield plain
        if vectors.rows is None:
            return None, (Weaker(vectors.reason, SECOND_MISSED),)
        spans = ((0, cut.at), (cut.at, len(text)))
        first, second = (self._half(text, language, *half) for half in zip(spans, plain, vectors.rows, strict=True))
        if second.ranking.best[0] == whole.best[0]:
            first, second = second, first
        affairs = first.ranking.best[0], second.ranking.best[0]
        if affairs[0] != whole.best[0] or related(*affairs):
            return None, ()
        return Halves(first, second, self.questions.signs(cut, whole, first, second)), ()

    def _half(self, text: str, language: str, span: tuple[int, int], plain: str, vector: Floats) -> Reading:
        features, half = self.matcher.words.lexicon.read(plain), text[slice(*span)]
        ranking = self.matcher.by_both(features, vector, language)
        return Reading(*span, features, ranking, vector, self._alarms(half, language, ranking, tuple(self.emergencies.match(half))))

    def _alarms(self, text: str, language: str, ranking: Ranking, heard: tuple[EmergencyRule, ...]) -> tuple[EmergencyRule, ...]:
        """The emergencies that patterns hear, unless hardly any chance of one is left, or else the one that the ranking tells of and words do not
        doubt."""
        fusion = self.matcher.fusion
        if ranking.urgent is None:
            return heard
        believed = heard if ranking.urgent >= fusion.alarm_with_words else self._not_doubted(text, language, ranking, heard)
        if believed or ranking.urgent < fusion.alarm_from:
            return believed
        doubted = self.emergencies.doubted(text)
        return tuple(rule for rule in self.emergencies.rules if rule.id == ranking.emergency and rule.id not in doubted)

    def _not_doubted(self, text: str, language: str, ranking: Ranking, heard: tuple[EmergencyRule, ...]) -> tuple[EmergencyRule, ...]:
        """What is left of the emergencies that patterns hear in a text that hardly sounds like one: those that belong to the affair that is
        likelier than not, or are akin to the likeliest, as one for a doctor is to where one is found; or those of a sentence which words alone take
        for one, for beside another question the whole is about that."""
        affair, chance = ranking.best
        likely = chance >= 1 - chance
        if believed := tuple(rule for rule in heard if affair in rule.akin or (likely and rule.affair == affair)):
            return believed
        several = sentences(text) if heard else []
        for sentence in several if len(several) > 1 else ():
            if told := self.emergencies.match(sentence):
                features = self.matcher.words.lexicon.read(self.names.remove(sentence))
                urgent = self.matcher.by_words(features, detect_language(sentence, language)).urgent or 0.0
                # Likelier than not.
                if urgent >= 1 - urgent:
                    return tuple(told)
        return ()


def _vector(plain: str) -> Steps[tuple[Floats | None, tuple[Weaker, ...]]]:
    """The vector (d,) of a text as it is; where it cannot be had, words alone rank."""
    vectors = yield (plain,)
    return (vectors.rows[0], ()) if vectors.rows is not None else (None, (Weaker(vectors.reason, BY_WORDS),))


def says_little(text: str) -> bool:
    """Whether the letters of a text are fewer than the shortest word that names an affair has: two syllables or ideographs, four of an alphabet."""
    return width("".join(_LETTERS.findall(text))[: 2 * 2]) < 2 * 2
