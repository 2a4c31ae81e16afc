"""The entries of an edition: by id and by affair."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from city120_edition import rows
from city120_edition.edition import Edition
from city120_errors import NotFound

# The log-probabilities of an affair's entries, by id.
Logs = Callable[[str], Mapping[str, float]]


class Entries:
    """Entries with the facts they cite."""

    def __init__(self, edition: Edition) -> None:
        self.facts = {row.id: row for row in edition.rows("facts", rows.Fact)}
        self._entries = {row.id: row for row in edition.rows("entries", rows.Entry)}
        self._by_district = {row.code for row in edition.rows("affairs", rows.Affair) if row.by_district}
        self._by_affair: dict[str, list[rows.Entry]] = defaultdict(list)
        self._of_districts: dict[tuple[str, str], list[rows.Entry]] = defaultdict(list)
        for entry in self._entries.values():
            if entry.publisher == rows.CITY:
                self._by_affair[entry.affair].append(entry)
            else:
                self._of_districts[entry.publisher, entry.affair].append(entry)

    def has(self, entry_id: str) -> bool:
        """Whether there is such an entry."""
        return entry_id in self._entries

    def get(self, entry_id: str) -> rows.Entry:
        """One entry. Raises NotFound."""
        if entry_id not in self._entries:
            raise NotFound(f"entry {entry_id!r} does not exist", field="id", fix="find entries with GET /v1/answers:search?q=")
        return self._entries[entry_id]

    def all(self) -> Sequence[rows.Entry]:
        """All entries, in the edition's order."""
        return list(self._entries.values())

    def in_district(self, entry: rows.Entry, district: str, day: dt.date) -> rows.Entry:
        """The district's own entry instead of the city's, on a day and for an affair that districts answer: the one that answers the same question,
        or, where the city's first, the general one, was found, its first that answers none of the city's others. Else the city's."""
        districts = [row for row in self._of_districts.get((district, entry.affair), ()) if row.valid_on(day)]
        if not districts or entry.affair not in self._by_district:
            return entry
        same = [row for row in districts if row.texts["ko"].question == entry.texts["ko"].question]
        citys = self._by_affair.get(entry.affair, [])
        asked = {row.texts["ko"].question for row in citys[1:]}
        general = [row for row in districts if row.texts["ko"].question not in asked] if entry in citys[:1] else []
        return next(iter((*same, *general)), entry)

    def about(self, affairs: Iterable[str], logs: Logs, day: dt.date, limit: int) -> list[tuple[rows.Entry, float]]:
        """The city's entries of affairs (or of the nearest ancestor that has some) that hold on a day, with how likely each is among those of its
        affair: the likeliest of each, affair by affair, then the others. What was added since the choice was learnt is as likely as any."""
        first: list[tuple[rows.Entry, float]] = []
        others: list[tuple[rows.Entry, float]] = []
        for entries in filter(None, (self._of(affair, day) for affair in affairs)):
            known = logs(entries[0].affair) if len(entries) > 1 else {}
            chances = [math.exp(known.get(entry.id, -math.log(len(entries)))) for entry in entries]
            together = sum(chances)
            best, *rest = sorted(((entry, chance / together) for entry, chance in zip(entries, chances, strict=True)), key=lambda pair: -pair[1])
            first.append(best)
            others += rest
        return [*first, *others][:limit]

    def _of(self, affair: str, day: dt.date) -> Sequence[rows.Entry]:
        while affair:
            if entries := [entry for entry in self._by_affair.get(affair, ()) if entry.valid_on(day)]:
                return entries
            affair = affair.rpartition(".")[0]
        return ()
