"""Everything faq knows of one edition, loaded and warm."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from city120_edition import rows
from city120_edition.edition import Edition, EditionError
from city120_errors import InvalidArgument
from city120_faq.matching.entries import Entries
from city120_faq.matching.entry_head import EntryHead
from city120_faq.matching.groups import Groups
from city120_faq.matching.match import Matching
from city120_faq.matching.place_names import PlaceNames
from city120_faq.matching.reading import Reader
from city120_faq.search.embedded import SEARCH, EmbeddedEngine
from city120_faq.suggest import Suggestions, read_suggestions
from city120_text import LANGUAGES
from city120_text.language import warm_up

_log = logging.getLogger(__name__)
ARTEFACT = "faq"


@dataclass(frozen=True)
class Faq:
    """One edition: what matches inquiries, its entries and their index, what is suggested while somebody types, and its affairs."""

    edition: Edition
    matching: Matching
    entries: Entries
    index: EmbeddedEngine
    suggestions: dict[str, Suggestions]
    affairs: frozenset[str]

    @classmethod
    def load(cls, edition: Edition) -> Faq:
        """Load and read one text in every language, so that the first caller does not wait. Raises EditionError without matcher or index."""
        for artefact in (ARTEFACT, SEARCH):
            if not (edition.path / artefact).exists():
                raise EditionError(f"{edition.path} holds no {artefact}; install city120-faq and build the edition anew")
        for note in edition.notes:
            _log.warning("edition %s: %s", edition.id, note)
        warm_up()
        plain = edition.rows("plain_names", rows.PlainName)
        names = PlaceNames.of(edition.spellings(), plain, edition.roads().roads, edition.sites().plain)
        reader, entries = Reader.of(edition, names, edition.path / ARTEFACT), Entries(edition)
        for language in LANGUAGES:
            next(reader.whole(edition.settings.names[language], language), None)
        return cls(
            edition=edition,
            matching=Matching(reader, entries, EntryHead.load(edition.path / ARTEFACT), Groups.of(edition)),
            entries=entries,
            index=EmbeddedEngine(edition.path / SEARCH),
            suggestions=read_suggestions(edition.path / SEARCH),
            affairs=frozenset(row.code for row in edition.rows("affairs", rows.Affair)),
        )

    @property
    def model_id(self) -> str:
        """The model whose vectors the edition was built with; empty without."""
        return self.matching.reader.matcher.model_id

    def search_model(self, language: str) -> str:
        """The model by whose vectors questions in a language are searched; empty where there are none."""
        return self.model_id if language in self.index.vectors else ""

    def check_feedback(self, entry_id: str, affair_code: str) -> None:
        """Raises InvalidArgument for an entry or an affair that this edition does not have; empty is none."""
        if entry_id and not self.entries.has(entry_id):
            raise InvalidArgument(f"entry {entry_id!r} does not exist", field="entry_id", fix="send the id of the entry that was shown, or none")
        if affair_code and affair_code not in self.affairs:
            fix = "find codes with GET /v1/affairs, or leave it empty"
            raise InvalidArgument(f"affair {affair_code!r} does not exist", field="correct_affair_code", fix=fix)

    def today(self) -> dt.date:
        """The day in the city."""
        return dt.datetime.now(ZoneInfo(self.edition.settings.timezone)).date()


def written(*languages: str) -> str:
    """The first of these languages that questions and answers are written in; else the first of all."""
    return next((language for language in languages if language in LANGUAGES), LANGUAGES[0])
