"""The entries of an edition: by id, by affair, and by words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from city120_edition import rows
from city120_edition.edition import Edition
from city120_faq.matcher import Words
from city120_platform.errors import NotFound

# Below this cosine two questions only share everyday words.
ALIKE = 0.2
_Postings = dict[int, list[tuple[int, float]]]


class Entries:
    """Entries with the facts they cite."""

    def __init__(self, edition: Edition, words: Words) -> None:
        self._words = words
        self.facts = {row.id: row for row in edition.rows("facts", rows.Fact)}
        self._entries = {row.id: row for row in edition.rows("entries", rows.Entry)}
        self._tiers = {row.code: row.tier for row in edition.rows("affairs", rows.Affair)}
        self._by_affair: dict[str, list[str]] = defaultdict(list)
        self._of_districts: dict[tuple[str, str], list[rows.Entry]] = defaultdict(list)
        self._order = list(self._entries)
        self._place = {entry_id: number for number, entry_id in enumerate(self._order)}
        for entry_id, entry in self._entries.items():
            if entry.publisher == rows.CITY:
                self._by_affair[entry.affair].append(entry_id)
            else:
                self._of_districts[entry.publisher, entry.affair].append(entry)
        self._whole = {language: self._index(language, lambda text: f"{text.question} {text.question} {text.answer}") for language in rows.LANGUAGES}
        self._questions = {language: self._index(language, lambda text: text.question) for language in rows.LANGUAGES}

    def _index(self, language: str, words: Callable[[rows.EntryText], str]) -> _Postings:
        postings: _Postings = defaultdict(list)
        for number, entry_id in enumerate(self._order):
            positions, values = self._words.read(words(self._entries[entry_id].texts[language]))
            for position, value in zip(positions, values, strict=True):
                postings[position].append((number, float(value)))
        return dict(postings)

    def get(self, entry_id: str) -> rows.Entry:
        """One entry. Raises NotFound."""
        found = self._entries.get(entry_id)
        if found is None:
            raise NotFound(f"entry {entry_id!r} does not exist", field="id", fix="find entries with GET /v1/answers:search?q=")
        return found

    def in_district(self, entry: rows.Entry, district: str, day: dt.date) -> rows.Entry:
        """The district's own entry instead of the city's, on a day and for an affair of districts: the one that answers the same question,
        or its first where the city's first, the general one, was found. Else the city's."""
        own = [found for found in self._of_districts.get((district, entry.affair), ()) if found.valid_on(day)]
        if not own or self._tiers[entry.affair] not in rows.DISTRICT_TIERS:
            return entry
        same = [found for found in own if found.texts["ko"].question == entry.texts["ko"].question]
        general = own if entry.id == self._by_affair[entry.affair][0] else []
        return next(iter((*same, *general)), entry)

    def search(self, text: str, language: str) -> list[tuple[rows.Entry, float]]:
        """Entries that share words with the text, best first, with the cosine of their features, 0 to 1."""
        scores = self._scores(self._whole[language], text)
        return [(self._entries[self._order[index]], float(scores[index])) for index in np.argsort(-scores, kind="stable") if scores[index] > 0]

    def _scores(self, postings: _Postings, text: str) -> npt.NDArray[np.float64]:
        scores = np.zeros(len(self._order))
        positions, values = self._words.read(text)
        for position, value in zip(positions, values, strict=True):
            for number, weight in postings.get(position, ()):
                scores[number] += value * weight
        return scores

    def about(self, affairs: Iterable[str], text: str, language: str, day: dt.date, limit: int) -> list[tuple[rows.Entry, float]]:
        """The city's entries of affairs (or of the nearest ancestor that has some) that hold on a day, affair by affair, best question first.

        Where no question is much like the text the editors' order holds: their first entry is the general one.
        """
        found_scores = self._scores(self._questions[language], text)
        scores = {entry_id: float(found_scores[number]) for entry_id, number in self._place.items() if found_scores[number] >= ALIKE}
        found: list[tuple[rows.Entry, float]] = []
        for affair in affairs:
            own = sorted(self._of(affair, day), key=lambda entry_id: (-scores.get(entry_id, 0.0), self._place[entry_id]))
            found += [(self._entries[entry_id], min(scores.get(entry_id, 0.0), 1.0)) for entry_id in own]
        return found[:limit]

    def _of(self, affair: str, day: dt.date) -> Sequence[str]:
        while affair:
            if found := [entry_id for entry_id in self._by_affair.get(affair, ()) if self._entries[entry_id].valid_on(day)]:
                return found
            affair = affair.rpartition(".")[0]
        return ()
