"""What those places are called after of which only the one that is named is looked for, as embassies are after countries: Canada, a Canadian."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from city120_edition import rows
from city120_edition.gazetteer import Spelling
from city120_gateway.words.caller_words import NATIONAL
from city120_gateway.words.patterns import plain
from city120_text import strip_marks
from city120_text.place_endings import COUNTRY_ALONE, GENITIVE, STATE, country_said

_OFFICIAL, _BEFORE = "ko", "before"
# The least of a country's name, in letters.
_LEAST = 2
# English names of so many letters are words, too, and stand in capitals or behind an article.
_LETTERS = 2
_ARTICLE = re.compile(r"^the ")
_NOTHING = re.compile(r"(?!)")


class CountryNames:
    """The names by language, each with the reference of its place; `national`: what is said beside one by who is of that country."""

    def __init__(
        self,
        searches: Iterable[rows.PlaceSearch],
        kind_words: Iterable[rows.KindWord],
        spellings: Iterable[Spelling],
        caller_words: Iterable[rows.CallerWord],
    ) -> None:
        kinds = {kind for search in searches if search.named for kind in search.kinds}
        of_kinds = [word for word in kind_words if word.kind in kinds]
        named = [spelling for spelling in spellings if spelling.kind in kinds]
        self._official = {spelling.ref: spelling.name for spelling in named if spelling.official and spelling.language == _OFFICIAL}
        self._refs: dict[str, dict[str, str]] = {language: {} for language in rows.LANGUAGES}
        for spelling in sorted(named, key=lambda spelling: spelling.official):
            for country in _countries(spelling, of_kinds):
                self._refs[spelling.language][country] = spelling.ref
        national = {
            language: [plain(word.text) for word in caller_words if (word.means, word.language) == (NATIONAL, language)]
            for language in rows.LANGUAGES
        }
        self._said = {
            language: _any(country_said(name, language, _alternatives(national[language], language)) for name in _longest_first(refs))
            for language, refs in self._refs.items()
        }
        self._alone = {
            language: _any(f"{re.escape(name)}{COUNTRY_ALONE[language]}" for name in _longest_first(refs)) for language, refs in self._refs.items()
        }

    def find(self, text: str, language: str) -> tuple[frozenset[str], str]:
        """The references of the places after whose countries a text names one, and the text without those."""
        said, refs = plain(text), self._refs[language]
        if self._alone[language].fullmatch(said):
            return frozenset({refs[self._name(said, language)]}), ""
        found = [match[0] for match in self._said[language].finditer(said) if not _is_word(match[0], text, said, language)]
        for name in found:
            said = plain(said.replace(name, " ", 1))
        return frozenset(refs[self._name(name, language)] for name in found), said

    def official(self, ref: str) -> str:
        """The official name of the place of a reference; empty for none."""
        return self._official.get(ref, "")

    def _name(self, found: str, language: str) -> str:
        """The longest name that was found within words."""
        return max((name for name in self._refs[language] if name in found), key=len)


def _countries(spelling: Spelling, kind_words: Iterable[rows.KindWord]) -> Iterator[str]:
    """What a spelling is without the word for the kind; of Vietnamese without marks, too, and of Mongolian without the case."""
    name = plain(spelling.name)
    for word in (word for word in kind_words if word.language == spelling.language):
        kind = plain(word.text)
        bare = name.removeprefix(kind) if word.position == _BEFORE else name.removesuffix(kind)
        bare = _ARTICLE.sub("", bare.strip())
        if bare and bare != name:
            forms = {bare, strip_marks(bare)} if spelling.language == "vi" else {bare}
            if spelling.language == "mn":
                stem = STATE.sub("", bare)
                forms = {stem, GENITIVE.sub("", stem)}
            yield from (form for form in forms if len(form) >= _LEAST)


def _is_word(found: str, text: str, said: str, language: str) -> bool:
    """Whether what was found is an English word: "us" is one, "US" and "the US" are none."""
    return language == "en" and len(found) <= _LETTERS and re.search(rf"(?<!\w){found.upper()}(?!\w)", text) is None


def _alternatives(words: Iterable[str], language: str) -> str:
    """A pattern of words; of Vietnamese ones without marks, too."""
    forms = {form for word in words for form in ((word, strip_marks(word)) if language == "vi" else (word,))}
    return "|".join(map(re.escape, _longest_first(forms))) or "(?!)"


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))


def _any(forms: Iterable[str]) -> re.Pattern[str]:
    joined = "|".join(forms)
    return re.compile(joined) if joined else _NOTHING
