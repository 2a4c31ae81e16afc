"""What the texts of entries are held against, check by check, in the words in which an editor is told why."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from city120_edition import rows
from city120_edition.digits import unsupported_numerals
from city120_edition.source import Problem, Source

_UNREAD = re.compile(r"[()（）%~]|\d:\d\d|\d,\d{3}")
_UNREAD_ABROAD = re.compile(rf"{_UNREAD.pattern}|[가-힣]")
Heard = tuple[str, int, str, str]
"""Table, row, language and text of what a caller may hear."""


@dataclass(frozen=True)
class Check:
    """One thing that is asked of every entry: why, and what is refused beside what is written instead."""

    name: str
    asks: str
    why: str
    refused: str
    instead: str
    find: Callable[[Source], Iterator[Problem]]


def validate_entries(source: Source) -> list[Problem]:
    """The problems of the entries alone, in a stable order."""
    return sorted({problem for check in CHECKS for problem in check.find(source)})


def missing_languages(texts: Mapping[str, object]) -> str:
    """The languages that have no text, to be told; empty where all have."""
    return ", ".join(language for language in rows.LANGUAGES if not texts.get(language))


def validity_of(source: Source, table: str) -> Iterator[Problem]:
    """A row that ends before it begins, or on that day, never holds: one of its dates is wrong."""
    for index, row in enumerate(source.rows(table, rows.Valid)):
        if row.valid_from and row.valid_to and row.valid_to <= row.valid_from:
            yield source.problem(table, index, f"valid_to {row.valid_to} is not after valid_from {row.valid_from}")


def wrong_figures(text: str, cited: Iterable[str], facts: Mapping[str, rows.Fact], source: Source) -> Iterator[str]:
    """What is wrong with the figures of a text: each stands in a verified fact that is cited."""
    statements = [facts[fact].statement for fact in cited if fact in facts and facts[fact].verified]
    settings = source.rows("settings", rows.Settings)
    allowed = frozenset(setting.fallback_phone for setting in settings)
    for numeral in unsupported_numerals(text, statements, allowed):
        yield f"{numeral} stands in no verified fact that it cites"


def wrong_terms(source: Source, heard: Iterable[Heard]) -> Iterator[Problem]:
    """Texts in which something else stands for a term of the glossary. What is no regular expression is another check's."""
    forbidden: dict[str, list[tuple[re.Pattern[str], rows.Term]]] = defaultdict(list)
    for term in source.rows("glossary", rows.Term):
        if term.forbidden and (pattern := _compiled(term.forbidden)):
            forbidden[term.language].append((pattern, term))
    for table, index, language, text in heard:
        for pattern, term in forbidden[language]:
            if used := pattern.search(text):
                yield source.problem(table, index, f"{language}: {used[0]!r} stands for {term.korean}; write {term.term!r} ({term.reason})")


def own_number(source: Source, heard: Iterable[Heard]) -> Iterator[Problem]:
    """Texts that send a caller to the city's own number: whoever hears it is there already. Sentences of services have a `.here` instead."""
    said = list(heard)
    for setting in source.rows("settings", rows.Settings):
        number = rf"(?<![\d-]){re.escape(setting.fallback_phone)}(?!\d|-\d)"
        words: dict[str, list[tuple[re.Pattern[str], rows.NumberWord]]] = defaultdict(list)
        for word in source.rows("number_words", rows.NumberWord):
            if pattern := _compiled(word.forbidden.replace("{number}", number)):
                words[word.language].append((pattern, word))
        for table, index, language, text in said:
            # Each expression holds the number, which most texts do not.
            for pattern, word in words[language] if setting.fallback_phone in text else ():
                if used := pattern.search(text):
                    fix = f"who hears it is with {setting.fallback_phone} already; write: {word.instead}"
                    yield source.problem(table, index, f"{language}: {used[0]!r}: {fix}")


def _compiled(expression: str) -> re.Pattern[str] | None:
    try:
        return re.compile(expression)
    except re.error:
        return None


def _texts(source: Source) -> Iterator[tuple[int, str, rows.EntryText]]:
    """Row, language and texts of every entry."""
    for index, entry in enumerate(source.rows("entries", rows.Entry)):
        yield from ((index, language, text) for language, text in entry.texts.items())


def _whole(source: Source) -> Iterator[Problem]:
    codes = {affair.code for affair in source.rows("affairs", rows.Affair)}
    for index, entry in enumerate(source.rows("entries", rows.Entry)):
        if entry.affair not in codes:
            yield source.problem("entries", index, f"affair {entry.affair} is not in affairs/")
        if missing := missing_languages(entry.texts):
            yield source.problem("entries", index, f"text is missing in: {missing}")


def _figures(source: Source) -> Iterator[Problem]:
    facts = {fact.id: fact for fact in source.rows("facts", rows.Fact)}
    entries = source.rows("entries", rows.Entry)
    for index, entry in enumerate(entries):
        if unknown := [fact for fact in entry.facts if fact not in facts]:
            yield source.problem("entries", index, f"fact {', '.join(unknown)} is not in facts/")
    for index, language, text in _texts(source):
        for reason in wrong_figures(f"{text.question} {text.answer} {text.plain} {text.spoken}", entries[index].facts, facts, source):
            yield source.problem("entries", index, f"{language}: {reason}")


def _terms(source: Source) -> Iterator[Problem]:
    heard = (("entries", index, language, f"{text.question}\n{text.answer}\n{text.plain}\n{text.spoken}") for index, language, text in _texts(source))
    yield from wrong_terms(source, heard)


def _spoken(source: Source) -> Iterator[Problem]:
    for index, language, text in _texts(source):
        if unread := (_UNREAD if language == "ko" else _UNREAD_ABROAD).search(text.spoken):
            fix = "write what is said: times and amounts in words, the Korean name by its sound, nothing in brackets"
            yield source.problem("entries", index, f"{language}: spoken holds {unread[0]!r}: {fix}")


def _circle(source: Source) -> Iterator[Problem]:
    heard = (("entries", index, language, f"{text.answer}\n{text.plain}\n{text.spoken}") for index, language, text in _texts(source))
    yield from own_number(source, heard)


def _settling(source: Source) -> Iterator[Problem]:
    answered = {affair.code for affair in source.rows("affairs", rows.Affair) if affair.answer_kind == "answer"}
    for index, entry in enumerate(source.rows("entries", rows.Entry)):
        if entry.settles and entry.affair in answered:
            reason = f"settles is said already: {entry.affair} is of answer_kind answer, which every entry settles; leave it out"
            yield source.problem("entries", index, reason)


def _seasons(source: Source) -> Iterator[Problem]:
    for index, entry in enumerate(source.rows("entries", rows.Entry)):
        for column, allowed in (("months", range(1, 13)), ("hours", range(24))):
            if wrong := [number for number in getattr(entry, column) if number not in allowed]:
                yield source.problem("entries", index, f"{column} {wrong} must be {allowed[0]} to {allowed[-1]}")


def _publishers(source: Source) -> Iterator[Problem]:
    districts = {district.code for district in source.rows("districts", rows.Area)}
    own = {affair.code for affair in source.rows("affairs", rows.Affair) if affair.by_district}
    for index, entry in enumerate(source.rows("entries", rows.Entry)):
        if entry.publisher == rows.CITY:
            continue
        if entry.publisher not in districts:
            yield source.problem("entries", index, f"publisher {entry.publisher!r} is neither city nor a district's code")
        elif entry.affair not in own:
            yield source.problem("entries", index, f"{entry.affair} is no affair of districts; only the city publishes entries of it")


CHECKS = (
    Check(
        "whole",
        "Every entry answers an affair of the edition, in all six languages.",
        "a caller gets the language they speak; one that is missing would be answered in another without a word",
        "texts in ko, en, zh, ja and vi",
        "the same in mn, or no entry yet",
        _whole,
    ),
    Check(
        "figures",
        "Every figure, price, hour and telephone number stands in a verified fact that the entry cites.",
        "a wrong number is worse than a person who takes over, and a fact has a source and a date by which it is found when it ages",
        "facts: [] … it costs 4,800 won",
        "facts: [fare.base] … it costs 4,800 won",
        _figures,
    ),
    Check(
        "glossary",
        "One thing has one name in each language: the term in glossary.csv, and none of the words that must not stand for it. In Mongolian the same "
        "table holds bare commands, which are no way to ask.",
        "who reads two names looks for two offices; and a Korean word spelt in another script is often another word there, or an insult",
        "zh: 民愿窗口",
        "zh: 办事窗口",
        _terms,
    ),
    Check(
        "spoken",
        "A spoken text holds no brackets, no clock times and amounts in figures, no % and ~, and no Hangul outside Korean.",
        "a voice reads it aloud: 09:00 and (구청) come out as noise; telephone numbers stay in figures, for they are read one by one",
        "spoken: Open from 09:00 to 18:00 (구청).",
        "spoken: The gucheong, the district office, is open from nine in the morning to six in the evening.",
        _spoken,
    ),
    Check(
        "circle",
        "No answer sends a caller to the city's own number, in none of the words that number_words.csv has for it.",
        "whoever hears it has called that number: what the caller could not do there is to be said, or a person takes over",
        "Please call 120 for details.",
        "Say your district here, or keep the line for a person.",
        _circle,
    ),
    Check(
        "settling",
        "`settles` stands only where the affair does not say it already.",
        "one fact has one home: of an affair that is answered, every entry settles what was asked",
        "settles: true, below an affair of answer_kind answer",
        "no settles at all",
        _settling,
    ),
    Check(
        "seasons",
        "`months` are 1 to 12 and `hours` 0 to 23: when the question is asked most.",
        "it decides when the entry is reviewed and suggested",
        "months: [0, 13]",
        "months: [12, 1, 2]",
        _seasons,
    ),
    Check(
        "days",
        "An entry ends after it begins.",
        "one that ends on its first day is never told",
        "valid_from: 2026-12-01, valid_to: 2026-12-01",
        "valid_from: 2026-12-01, valid_to: 2026-12-02",
        partial(validity_of, table="entries"),
    ),
    Check(
        "publishers",
        "A district publishes only what is a district's affair; the city publishes everything.",
        "an answer of one district would be told in all the others",
        "publisher: a district's code, affair: one that the city settles everywhere",
        "publisher: a district's code, affair: one with by_district",
        _publishers,
    ),
)
"""In the order in which an editor meets them."""
