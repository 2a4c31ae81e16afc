"""Everything faq knows of one edition, loaded and warm."""

from __future__ import annotations

import datetime as dt
import logging
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from city120_edition import rows
from city120_edition.edition import Edition, EditionError
from city120_edition.validate import as_rule
from city120_faq.encoder.vectors import Floats
from city120_faq.matching.entries import Entries
from city120_faq.matching.heads import EMERGENCY
from city120_faq.matching.matcher import Matcher, Ranking
from city120_faq.matching.place_names import PlaceNames
from city120_faq.matching.questions import Connectives, Questions
from city120_faq.matching.which_entry import EntryHead
from city120_faq.search.embedded import SEARCH, EmbeddedEngine
from city120_faq.suggest import Suggestions, suggestions_of
from city120_text import LANGUAGES, EmergencyMatcher, EmergencyRule, detect_language
from city120_text.language import warm_up

_log = logging.getLogger(__name__)
ARTEFACT = "faq"
# From here on an affair is too sure to doubt an emergency that belongs to it.
_SURE = 0.95
# A sentence of several is an emergency by its words from here on.
_IN_A_SENTENCE = 0.5
_SENTENCE = re.compile(r"[.?!…。？！\n]+")
# Words alone choose an entry that is so likely among those of its affair; else the vector does.
_ENTRY_TOLD = 0.8
_RECENT = 64


@dataclass(frozen=True)
class Faq:
    """One edition's matcher, entries with what chooses among them and their index, place names, questions and emergencies; `affair_of` each label of
    the matcher."""

    edition: Edition
    matcher: Matcher
    entries: Entries
    choices: EntryHead
    index: EmbeddedEngine
    names: PlaceNames
    questions: Questions
    suggestions: dict[str, Suggestions]
    emergencies: EmergencyMatcher
    affair_of: dict[str, str]

    @classmethod
    def load(cls, edition: Edition) -> Faq:
        """Load and answer one question in every language, so that the first caller does not wait. Raises EditionError without matcher or index."""
        path = edition.path / ARTEFACT
        for part in (ARTEFACT, SEARCH):
            if not (edition.path / part).exists():
                raise EditionError(f"{edition.path} holds no {part}; install city120-faq and build the edition anew")
        for note in edition.notes:
            _log.warning("edition %s: %s", edition.id, note)
        warm_up()
        matcher = Matcher(path)
        names = PlaceNames.of(edition.spellings(), edition.rows("plain_names", rows.PlainName))
        affair_of = {row.code: row.code for row in edition.rows("affairs", rows.Affair)}
        affair_of |= {f"{EMERGENCY}{row.id}": row.affair for row in edition.rows("emergencies", rows.Emergency)}
        loaded = cls(
            edition=edition,
            matcher=matcher,
            entries=Entries(edition),
            choices=EntryHead.load(path),
            index=EmbeddedEngine(edition.path / SEARCH),
            names=names,
            questions=Questions(Connectives(edition.rows("connectives", rows.Connective)), matcher, affair_of, names.without),
            suggestions=suggestions_of(edition.rows("entries", rows.Entry)),
            emergencies=EmergencyMatcher(as_rule(row) for row in edition.rows("emergencies", rows.Emergency)),
            affair_of=affair_of,
        )
        for language in LANGUAGES:
            loaded.matcher.by_words(edition.settings.names[language], language)
        return loaded

    def answers(self, text: str, vector: Floats | None, affairs: Iterable[str], day: dt.date, limit: int) -> list[tuple[rows.Entry, float]]:
        """The entries of affairs that hold on a day, the likeliest of each first: by the words of a text and its vector (d,), where there is one."""
        positions, values = self.matcher.words.read(self.names.remove(text))
        weights = self.matcher.of_entries
        return self.entries.about(affairs, lambda affair: self.choices.chances(affair, positions, values, vector, weights), day, limit)

    def entry_open(self, plain: str, ranking: Ranking) -> bool:
        """Whether the words of a text without place names leave open which of the entries of the best affair answers."""
        affair, _ = self.questions.likeliest(ranking)
        if not self.choices.has_vectors(affair):
            return False
        told = self.choices.chances(affair, *self.matcher.words.read(plain), None, self.matcher.of_entries)
        return math.exp(max(told.values())) < _ENTRY_TOLD

    @cached_property
    def _heard(self) -> Callable[[str], list[EmergencyRule]]:
        """The emergencies that the patterns find in a text, which is read more than once while it is answered."""
        return lru_cache(maxsize=_RECENT)(self.emergencies.match)

    def contested(self, text: str, ranking: Ranking) -> bool:
        """Whether the patterns find an emergency that the ranking doubts."""
        return ranking.doubts_words and bool(self._heard(text))

    def _in_a_sentence(self, text: str, language: str) -> list[EmergencyRule]:
        """The emergencies of a sentence that words alone take for one: beside another question the whole is about that."""
        sentences = [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]
        for sentence in sentences if len(sentences) > 1 else ():
            if found := self.emergencies.match(sentence):
                told = self.matcher.by_words(self.names.remove(sentence), detect_language(sentence, language))
                if sum(chance for label, chance in told.labels if label.startswith(EMERGENCY)) >= _IN_A_SENTENCE:
                    return found
        return []

    def urgent(self, text: str, language: str, ranking: Ranking) -> list[EmergencyRule]:
        """The emergencies that the patterns find and the ranking does not doubt, or else the one that the ranking tells of. Who is sure of the affair
        that an emergency belongs to does not doubt the emergency."""
        found = self._heard(text)
        if ranking.doubts_words:
            likeliest, chance = self.questions.likeliest(ranking)
            own = [rule for rule in found if rule.affair and rule.affair == likeliest and chance >= _SURE]
            found = own or (self._in_a_sentence(text, language) if found else [])
        return found or [rule for rule in self.emergencies.rules if rule.id == ranking.emergency]
