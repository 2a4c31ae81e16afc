"""The entries of an edition: by id and by affair."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from city120_edition import rows
from city120_edition.edition import Edition
from city120_faq.matcher import Words
from city120_platform.errors import NotFound

# So much more like the text by words another must be than the general entry: less is everyday words. Vectors mislead less, but a question on a
# special case holds most of the general one; what the margin costs: python scripts/study_matcher.py entries.
MARGIN_OF_WORDS = 0.3
MARGIN_OF_VECTORS = 0.2
_KEPT_QUESTIONS = 20_000


@dataclass(frozen=True)
class Likeness:
    """How like a text an entry's question is (by its id, 0 to 1). The editors' first entry of an affair is the general one: another must be more like
    the text by `margin` to come before it."""

    of: Callable[[str], float]
    margin: float


class Entries:
    """Entries with the facts they cite."""

    def __init__(self, edition: Edition, words: Words) -> None:
        self._words = words
        self.facts = {row.id: row for row in edition.rows("facts", rows.Fact)}
        self._entries = {row.id: row for row in edition.rows("entries", rows.Entry)}
        self._tiers = {row.code: row.tier for row in edition.rows("affairs", rows.Affair)}
        self._by_affair: dict[str, list[rows.Entry]] = defaultdict(list)
        self._of_districts: dict[tuple[str, str], list[rows.Entry]] = defaultdict(list)
        for entry in self._entries.values():
            if entry.publisher == rows.CITY:
                self._by_affair[entry.affair].append(entry)
            else:
                self._of_districts[entry.publisher, entry.affair].append(entry)
        self._question = lru_cache(maxsize=_KEPT_QUESTIONS)(self._read_question)

    def has(self, entry_id: str) -> bool:
        """Whether there is such an entry."""
        return entry_id in self._entries

    def get(self, entry_id: str) -> rows.Entry:
        """One entry. Raises NotFound."""
        found = self._entries.get(entry_id)
        if found is None:
            raise NotFound(f"entry {entry_id!r} does not exist", field="id", fix="find entries with GET /v1/answers:search?q=")
        return found

    def all(self) -> Sequence[rows.Entry]:
        """All entries, in the edition's order."""
        return list(self._entries.values())

    def in_district(self, entry: rows.Entry, district: str, day: dt.date) -> rows.Entry:
        """The district's own entry instead of the city's, on a day and for an affair of districts: the one that answers the same question,
        or its first where the city's first, the general one, was found. Else the city's."""
        own = [found for found in self._of_districts.get((district, entry.affair), ()) if found.valid_on(day)]
        if not own or self._tiers[entry.affair] not in rows.DISTRICT_TIERS:
            return entry
        same = [found for found in own if found.texts["ko"].question == entry.texts["ko"].question]
        general = own if entry.id == self._by_affair[entry.affair][0].id else []
        return next(iter((*same, *general)), entry)

    def about(self, affairs: Iterable[str], likeness: Likeness, day: dt.date, limit: int) -> list[tuple[rows.Entry, float]]:
        """The city's entries of affairs (or of the nearest ancestor that has some) that hold on a day, affair by affair, best question first.
        One whose season it is not must be as much nearer as another must be than the general one."""
        found: list[tuple[rows.Entry, float]] = []
        for affair in affairs:
            scored = [(entry, likeness.of(entry.id)) for entry in self._of(affair, day)]
            favour = {entry.id: (entry is scored[0][0]) - bool(entry.months and day.month not in entry.months) for entry, _ in scored}
            found += sorted(scored, key=lambda pair: -pair[1] - likeness.margin * favour[pair[0].id])
        return found[:limit]

    def by_words(self, text: str, language: str) -> Likeness:
        """How like a text questions are by the words that they share."""
        positions, values = self._words.read(text)
        asked = dict(zip(positions, values.tolist(), strict=True))
        return Likeness(lambda entry_id: self._shared(asked, entry_id, language), MARGIN_OF_WORDS)

    def _shared(self, asked: dict[int, float], entry_id: str, language: str) -> float:
        """The cosine of the features of a text and of an entry's question, 0 to 1."""
        return min(sum(value * asked.get(position, 0.0) for position, value in self._question(entry_id, language)), 1.0)

    def _read_question(self, entry_id: str, language: str) -> list[tuple[int, float]]:
        positions, values = self._words.read(self._entries[entry_id].texts[language].question)
        return list(zip(positions, values.tolist(), strict=True))

    def _of(self, affair: str, day: dt.date) -> Sequence[rows.Entry]:
        while affair:
            if found := [entry for entry in self._by_affair.get(affair, ()) if entry.valid_on(day)]:
                return found
            affair = affair.rpartition(".")[0]
        return ()
