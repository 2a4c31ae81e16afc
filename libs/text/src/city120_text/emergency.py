"""Recognises emergencies in six languages by rows of the edition, so that it works with every other service gone.

A pattern is a string of terms separated by spaces; all must occur, in any order. `a|b` means either; `!a|b` means neither may occur.
In Korean, Chinese and Japanese a term is a substring of the text without spaces; elsewhere it matches the beginning of a word, and `_`
stands for a space. Vietnamese matches with tone marks, or without them when the text has none. `ko-Latn` and `mn-Latn` are Korean and Mongolian as
they are typed in Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import add

from city120_text.normalise import fold, strip_marks

_DENSE = frozenset({"ko", "zh", "ja"})
_PUNCTUATION = re.compile(r"[^\w]+")
# By so many letters that a term begins with it is looked up, or by one where it has no more.
_BEGINNING = 2
_SCRIPTS = {
    "ko": re.compile(r"[ㄱ-ㆎ가-힣]"),
    "zh": re.compile(r"[㐀-鿿]"),
    "ja": re.compile(r"[ぁ-ヿ㐀-鿿]"),
    "en": re.compile(r"[a-z]"),
    "vi": re.compile(r"[a-z]"),
    "mn": re.compile(r"[Ѐ-ӿ]"),
    # The same languages as they are typed in Latin letters.
    "ko-Latn": re.compile(r"[a-z]"),
    "mn-Latn": re.compile(r"[a-z]"),
}
# The languages of patterns, with those that are typed in other letters as well.
WRITTEN = frozenset(_SCRIPTS)


@dataclass(frozen=True, slots=True)
class EmergencyRule:
    """One kind of emergency: whom to call (first first), what to do now, and how callers put it, by language; `unless`: patterns of what is none
    where none of `patterns` is heard; `akin`: affairs beside which what they hear is believed."""

    id: str
    numbers: tuple[str, ...]
    text: Mapping[str, str]
    patterns: Mapping[str, Sequence[str]]
    affair: str = ""
    facts: tuple[str, ...] = ()
    unless: Mapping[str, Sequence[str]] = field(default_factory=dict)
    akin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pattern:
    required: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]

    @property
    def tells(self) -> tuple[str, ...]:
        """The terms of which one must occur that are fewest, so that most texts are known by few terms not to match."""
        return min(self.required, key=len)

    def matches(self, text: str) -> bool:
        return all(any(term in text for term in terms) for terms in self.required) and not any(term in text for term in self.forbidden)


def _parse(pattern: str, dense: bool, bare: bool) -> _Pattern:
    required: list[tuple[str, ...]] = []
    forbidden: list[str] = []
    for term in fold(pattern).split(" "):
        choices = tuple(_term(choice, dense, bare) for choice in term.removeprefix("!").split("|") if choice)
        if term.startswith("!"):
            forbidden.extend(choices)
        else:
            required.append(choices)
    if not required or not all(required):
        raise ValueError(f"pattern {pattern!r} has no term that must occur")
    return _Pattern(tuple(required), tuple(forbidden))


def _term(choice: str, dense: bool, bare: bool) -> str:
    text = strip_marks(choice) if bare else choice
    return text.replace("_", "") if dense else " " + text.replace("_", " ")


class EmergencyMatcher:
    """Compiled rules; `match` returns the rules that hold, in the order of the edition (worst first)."""

    def __init__(self, rules: Iterable[EmergencyRule]) -> None:
        self._rules = tuple(rules)
        doubts = [replace(rule, patterns=rule.unless, unless={}) for rule in self._rules if rule.unless]
        self._doubts = EmergencyMatcher(doubts) if doubts else None
        # By language, whether typed without tone marks, and how a term that tells begins: some hundred patterns are asked of every inquiry.
        self._compiled: dict[tuple[str, bool], dict[str, list[tuple[str, EmergencyRule, _Pattern]]]] = {}
        for rule in self._rules:
            for language, patterns in rule.patterns.items():
                for bare in (False, True) if language == "vi" else (False,):
                    compiled = self._compiled.setdefault((language, bare), {})
                    for pattern in (_parse(pattern, language in _DENSE, bare) for pattern in patterns):
                        for term in pattern.tells:
                            compiled.setdefault(term.strip()[:_BEGINNING].strip(), []).append((term, rule, pattern))

    @property
    def rules(self) -> tuple[EmergencyRule, ...]:
        """All rules, in the order of the edition."""
        return self._rules

    def doubted(self, text: str) -> frozenset[str]:
        """The rules that a text without their patterns is none of: who was fined and is upset was not robbed."""
        return frozenset(rule.id for rule in self._doubts.match(text)) if self._doubts is not None else frozenset()

    def match(self, text: str) -> list[EmergencyRule]:
        """The emergencies that the text tells of; all languages whose script occurs in it are tried."""
        folded = fold(text)
        dense = folded.replace(" ", "")
        words = f" {_PUNCTUATION.sub(' ', folded).strip()} "
        of_dense = {*dense, *map(add, dense, dense[1:])}
        of_words = {word[:size] for word in words.split() for size in range(1, _BEGINNING + 1)}
        unmarked = strip_marks(words) == words
        ids: set[str] = set()
        for (language, bare), patterns in self._compiled.items():
            script = _SCRIPTS.get(language)
            if (script and not script.search(folded)) or (bare and not unmarked):
                continue
            haystack, begins = (dense, of_dense) if language in _DENSE else (words, of_words)
            begun = chain.from_iterable(patterns[beginning] for beginning in patterns.keys() & begins)
            ids.update(rule.id for term, rule, pattern in begun if term in haystack and pattern.matches(haystack))
        return [rule for rule in self._rules if rule.id in ids]
