"""What kinds of places are called that only words ask for, as schools are: alone, and within the names of such places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from city120_edition import rows
from city120_gateway.words.patterns import plain
from city120_text import strip_marks

_OFFICIAL, _BEFORE, _VIETNAMESE = "ko", "before", "vi"
# Words of these languages are written on to each other; Korean ones begin after a space.
_DENSE, _UNPARTED = ("ko", "zh", "ja"), ("zh", "ja")
# The shortest name beside a word for what it is where words are written together, the most words of one where they are not, and the letters of a
# particle behind it.
_SHORTEST, _MOST_WORDS, _PARTICLE = 2, 3, 2
_NOTHING = re.compile(r"(?!)")


class KindNames:
    """The words of each language for kinds of places that are looked for by words alone."""

    def __init__(self, searches: Iterable[rows.PlaceSearch], kinds: Iterable[rows.PlaceKind], words: Iterable[rows.KindWord]) -> None:
        searches = [search for search in searches if search.by_words]
        sought = {kind for search in searches for kind in search.kinds}
        in_names = [word for word in words if word.kind in sought]
        self._kinds: dict[str, dict[str, str]] = {language: {} for language in rows.LANGUAGES}
        self._official = {kind: [word.text for word in in_names if (word.kind, word.language) == (kind, _OFFICIAL)] for kind in sought}
        named = [(language, name, row.kind) for row in kinds if row.kind in sought for language, name in row.names.items()]
        for language, text, kind in (*named, *((word.language, word.text, word.kind) for word in in_names)):
            self._kinds[language] |= dict.fromkeys(_forms(text, language), kind)
        apart = {kind for search in searches if search.named for kind in search.kinds}
        self._apart = _alternatives(word for word in in_names if word.kind in apart and word.position != _BEFORE)
        both = {language: self._kinds[_OFFICIAL] | own for language, own in self._kinds.items()}
        self._anywhere = {language: _any([_longest_first(known)] if known else []) for language, known in both.items()}
        self._alone = {language: _alone(self._kinds, language) for language in rows.LANGUAGES}
        self._leading = _alternatives(word for word in in_names if word.position == _BEFORE)
        self._following = _alternatives(word for word in in_names if word.position != _BEFORE)
        self._names = {language: self._name(language) for language in rows.LANGUAGES}
        self._within = re.compile(rf"(?<!\S)(?:{self._names[_OFFICIAL].pattern})(?!\S)")

    def said(self, text: str, language: str) -> bool:
        """Whether a text has a word for a kind, alone or within a name: hardly any has."""
        return self._anywhere[language].search(plain(text)) is not None

    def find(self, text: str, language: str) -> tuple[tuple[str, ...], str]:
        """The kinds that a text names, not within the names of places, and the text without them."""
        said, known = plain(text), self._kinds[_OFFICIAL] | self._kinds[language]
        words = [max((word for word in known if match[0].startswith(word)), key=len) for match in self._alone[language].finditer(said)]
        return tuple(dict.fromkeys(known[word] for word in words)), plain(self._alone[language].sub(" ", said))

    def beside(self, text: str, name: str, language: str) -> str:
        """A name with the word for a kind that stands directly beside it, as in the names of such places; empty where none does."""
        gap, said, called = "" if language in _DENSE else " ", plain(text), re.escape(plain(name))
        forms = [rf"(?<!\w){called}{gap}(?:{self._following[language]})"] if self._following[language] else []
        forms += [rf"(?:{self._leading[language]}) {called}(?!\w)"] if self._leading[language] else []
        return next((match[0] for form in forms if (match := re.search(form, said))), "")

    def name_in(self, text: str, language: str) -> tuple[str, str]:
        """The name of a place of a kind, and the kind, where a text is nothing else; empty for other texts."""
        match = self._names[language].fullmatch(plain(text))
        if match is None:
            return "", ""
        name, known = next(filter(None, match.groups())), self._kinds[language]
        return name, known[max((word for word in known if name.endswith(word) or name.startswith(word)), key=len)]

    def names_within(self, text: str) -> list[tuple[str, str]]:
        """The names of places of a kind in the official language, as whole words of a text, each with the kind."""
        found = [(match[0], *self.name_in(match[0], _OFFICIAL)) for match in self._within.finditer(plain(text))]
        return [(name, kind) for _, name, kind in found if name]

    def official(self, kind: str) -> list[str]:
        """The words for a kind with which official names end."""
        return self._official[kind]

    def _name(self, language: str) -> re.Pattern[str]:
        """A name of a place of a kind, with the word for that."""
        if language in _DENSE:
            # The names of countries stand apart from the word for an embassy.
            ends = [(" ", self._apart[language] if language not in _UNPARTED else ""), ("", self._following[language])]
            return _any([rf"(\w{{{_SHORTEST},}}?{gap}(?:{words}))\w{{0,{_PARTICLE}}}" for gap, words in ends if words])
        name = rf"\w+(?: \w+){{0,{_MOST_WORDS - 1}}}"
        following = [rf"({name} (?:{self._following[language]}))"] if self._following[language] else []
        return _any(following + ([rf"((?:{self._leading[language]}) {name})"] if self._leading[language] else []))


def _alone(kinds: Mapping[str, Mapping[str, str]], language: str) -> re.Pattern[str]:
    """Words of a language, with what is written on to one of an alphabet, and those of the official one, which stand on signs."""
    begins, ends = "" if language in _UNPARTED else r"(?<!\w)", "" if language in _DENSE else r"\w*"
    own = [rf"{begins}(?:{_longest_first(kinds[language])}){ends}"] if kinds[language] else []
    return _any(own + ([rf"(?<!\w)(?:{_longest_first(kinds[_OFFICIAL])})"] if kinds[_OFFICIAL] else []))


def _alternatives(words: Iterable[rows.KindWord]) -> dict[str, str]:
    """Patterns of words by language."""
    forms: dict[str, set[str]] = {language: set() for language in rows.LANGUAGES}
    for word in words:
        forms[word.language] |= _forms(word.text, word.language)
    return {language: _longest_first(own) for language, own in forms.items()}


def _forms(text: str, language: str) -> set[str]:
    """A word as texts have it; of Vietnamese without marks, too."""
    return {plain(text), plain(strip_marks(text))} if language == _VIETNAMESE else {plain(text)}


def _longest_first(words: Collection[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _any(forms: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(forms)) if forms else _NOTHING
