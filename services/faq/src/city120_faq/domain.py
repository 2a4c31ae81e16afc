"""Everything faq knows of one edition, loaded and warm."""

from __future__ import annotations

from dataclasses import dataclass

from city120_edition import rows
from city120_edition.edition import Edition, EditionError
from city120_edition.validate import as_rule
from city120_faq.entries import Entries
from city120_faq.matcher import Matcher
from city120_text import LANGUAGES, EmergencyMatcher
from city120_text.language import warm_up

ARTEFACT = "faq"


@dataclass(frozen=True)
class Faq:
    """One edition's matcher, entries and emergencies."""

    edition: Edition
    matcher: Matcher
    entries: Entries
    emergencies: EmergencyMatcher
    affairs: dict[str, rows.Affair]

    @classmethod
    def load(cls, edition: Edition) -> Faq:
        """Load and answer one question in every language, so that the first caller does not wait. Raises EditionError without a matcher."""
        path = edition.path / ARTEFACT
        if not (path / "matcher.json").exists():
            raise EditionError(f"{edition.path} holds no matcher; install city120-faq and build the edition anew")
        warm_up()
        matcher = Matcher(path)
        loaded = cls(
            edition=edition,
            matcher=matcher,
            entries=Entries(edition, matcher.words),
            emergencies=EmergencyMatcher(as_rule(row) for row in edition.rows("emergencies", rows.Emergency)),
            affairs={row.code: row for row in edition.rows("affairs", rows.Affair)},
        )
        for language in LANGUAGES:
            loaded.matcher.by_words(edition.settings.names[language], language)
        return loaded
