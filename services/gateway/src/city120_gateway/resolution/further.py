"""What tells more of what was answered: the entry of the affair, and the sentences of it, that say what is asked further."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import accumulate, pairwise

from city120_gateway.knowledge import OFFICIAL, Knowledge
from city120_gateway.resolution.answers import Entry, EntryText
from city120_gateway.resolution.cases import LEAST, asked_alike, further_in_words, paid_otherwise
from city120_gateway.resolution.findings import Findings
from city120_gateway.words.aloud import aloud
from city120_gateway.words.caller_words import APPLY, DEADLINE, DURATION, ENTRY, FEE, FURTHER, HOURS, PAYMENT, PENALTY, PHONE

_BETWEEN = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_FIGURES = re.compile(r"\d[\d,.:]*\d|\d")
# A sentence with a detail that is asked for counts as much as one with a rare word of the question; what tells nearly as much as the best sentence is
# told with it. Judged on eighty second turns in six languages.
_DETAIL, _FIGURE, _NEARLY = 4.0, 1.0, 0.7
# What faq ranks first, and is not what was told, is favoured by so much; by itself it is told where it is so likely, no general entry, and the text
# says so much of its own, in letters.
_FIRST, _LIKELY, _OWN = 2.0, 0.5, 4
# Who says so much beside asking for a number tells whose: that of the lost property centre at Chungmuro.
_WHOSE = 12
# Of an affair with more entries than this each is about a case of its own.
ONE_CASE = 6
# Sentences that have so much of the shorter one's share say the same.
_SAME = 0.4
# Figures that some languages say in words: around the clock.
_IN_WORDS = frozenset({"24"})
# Who asks for no detail, and for what nothing else tells, is told a sentence or two of what was told that have so much of the question, and no other
# half so much: "is it cut?", behind what says by how much.
_SAYS, _DISTINCT, _FEW = 1.9, 0.5, 2
# Details whose words stand in many sentences that do not tell them.
_SAID_OF_ALL = frozenset({APPLY, DEADLINE})
_MEASURED = frozenset({FEE, HOURS, DURATION, PENALTY})


def further(findings: Findings, details: Collection[str], knowledge: Knowledge) -> str:
    """The entry that tells what is asked further; empty where none does, or no more than a number is asked for, which is told with the body."""
    if meant := further_in_words(findings, knowledge):
        return meant
    if PAYMENT in details and (case := paid_otherwise(findings, knowledge)):
        return case
    says = knowledge.caller_words.beside_details(findings.beside_place)
    if set(details) == {PHONE} and not findings.of_a_kind and says < _WHOSE:
        return ""
    about = knowledge.city_entries.get(findings.match.affairs[0].code, ())
    told = citys_own(findings.conversation.earlier.told[0], about)
    ranked = [entry for entry in findings.match.entries if entry.id in about]
    first = ranked[0] if ranked and ranked[0].id != told else None
    # What tells it no better than what was told may be about another case.
    entries = dict.fromkeys((*([told] if told in about else ()), *(entry.id for entry in ranked), *about)) if details or says else {}
    best = _telling_most(_tells(findings, entries, details, knowledge), details, knowledge)
    several = len(_spoken_of(details)) > 1
    if told in best and (APPLY in details or (several and says < _OWN)):
        # Where it is done was told, before another case of it may be, and so was what several details are asked of and nothing else is said.
        return told
    # Whatever is said beside them.
    about_it = several or says < _OWN
    if best.get(told, 0.0) >= LEAST and (about_it if details else told_apart(findings, details, knowledge)):
        best[told] += _FIRST
    if first is not None and best.get(first.id):
        best[first.id] += _FIRST
    likeliest = max(best, key=lambda entry: best[entry], default="")
    if likeliest and best[likeliest] >= LEAST:
        return likeliest
    by_itself = first is not None and not details and first.id != about[0] and says >= _OWN and first.share >= _LIKELY
    # One of many cases is not told for what it says nothing of.
    by_itself = by_itself and (len(about) <= ONE_CASE or bool(first and best.get(first.id)))
    return first.id if first is not None and by_itself else ""


def told_in_few_sentences(findings: Findings, knowledge: Knowledge) -> str:
    """The entry that was told, where a sentence or two of it alone say something of what is asked; empty otherwise."""
    about = knowledge.city_entries.get(findings.match.affairs[0].code, ())
    told = citys_own(findings.conversation.earlier.told[0], about)
    if told not in about:
        return ""
    worth = _worth(findings, _texts(told, findings.conversation.language, knowledge), (), knowledge)
    most = max(worth, default=0.0)
    saying = sum(value >= _DISTINCT * most for value in worth)
    return told if most >= _SAYS and saying <= _FEW and saying < len(worth) else ""


def _tells(findings: Findings, entries: Iterable[str], details: Collection[str], knowledge: Knowledge) -> dict[str, float]:
    """How much each entry that tells the details says of what is asked; without details its question counts as well, but that of what was told says
    nothing new, nor one that says no more than that."""
    conversation = findings.conversation
    telling = [
        entry
        for entry in entries
        if not details or (not set(details).isdisjoint(knowledge.details.get(entry, ())) and _of_the_case(findings, entry, details, knowledge))
    ]
    best = {entry: max(_worth(findings, _texts(entry, conversation.language, knowledge), details, knowledge), default=0.0) for entry in telling}
    if details:
        return best
    told = citys_own(conversation.earlier.told[0], knowledge.city_entries.get(findings.match.affairs[0].code, ()))
    alike = {entry: asked_alike(conversation, entry, knowledge) for entry in {*best, told}}
    return {entry: max(worth, alike[entry]) if alike[entry] > alike[told] and entry != told else worth for entry, worth in best.items()}


def _spoken_of(details: Collection[str]) -> set[str]:
    """The details that an entry tells: a number is told with the body."""
    return set(details) - {PHONE}


def _telling_most(best: dict[str, float], details: Collection[str], knowledge: Knowledge) -> dict[str, float]:
    """Of the entries that tell something of what is asked those that tell most of several details: of what else is asked is not said that nobody
    knows it here."""
    asked = _spoken_of(details)
    told = {entry: len(asked & set(knowledge.details.get(entry, ()))) for entry in best}
    most = max(told.values(), default=0)
    return {entry: worth for entry, worth in best.items() if told[entry] == most} if len(asked) > 1 else best


def _of_the_case(findings: Findings, entry: str, details: Collection[str], knowledge: Knowledge) -> bool:
    """Whether an entry may tell details of what was told to who asks for nothing else: of an affair of many cases only what was told itself, or what
    is asked for those details."""
    conversation = findings.conversation
    told, language = conversation.earlier.told
    about = knowledge.city_entries.get(findings.match.affairs[0].code, ())
    told = citys_own(told, about)
    if entry == told or told not in about or len(about) <= ONE_CASE or knowledge.caller_words.beside_details(findings.beside_place) >= _OWN:
        return True
    question = knowledge.texts[entry].get(language)
    return question is not None and not knowledge.caller_words.heard(question.question).isdisjoint(details)


def citys_own(entry: str, about: Collection[str]) -> str:
    """The city's entry for which a district's own, which is called after it, was told; that of the city itself."""
    citys = entry.rpartition(".")[0]
    return citys if entry not in about and citys in about else entry


def told_apart(findings: Findings, details: Collection[str], knowledge: Knowledge) -> bool:
    """Whether of the text that the caller was told some sentences tell the details, and others do not."""
    told, language = findings.conversation.earlier.told
    if told not in knowledge.texts:
        return False
    worth = _worth(findings, _texts(told, language, knowledge), details, knowledge)
    return 0 < len(_best(worth)) < len(worth)


def told_alone(findings: Findings, entry: Entry, details: Collection[str], knowledge: Knowledge) -> EntryText:
    """Of a text that the caller has heard the sentences that tell what is asked further, in each form; a form in which none is found, or with other
    figures than the official one, stays whole."""
    language = findings.conversation.language
    text, official = entry.texts[language], entry.texts[OFFICIAL].text
    about = knowledge.city_entries.get(findings.match.affairs[0].code, ())
    if citys_own(entry.id, about) not in about:
        # Of what tells the same for all affairs no word of the text tells which sentence is meant.
        findings = replace(findings, conversation=replace(findings.conversation, text=""))
    worth = _worth(findings, (official, text.text), details, knowledge)
    # Of what words mean the sentences that have most in common with them are told, however little that is, and those that tell a detail.
    in_words = further_in_words(findings, knowledge) == entry.id
    least = 0.0 if in_words else LEAST if details else _SAYS

    def best(texts: tuple[str, str], worth: list[float]) -> list[int]:
        said = _worth(findings, texts, (), knowledge)
        # Who asks for the price and how long it takes is told both, whichever sentence says more of what they ask.
        alone = [_of_one(findings, texts, detail, details, knowledge) for detail in _spoken_of(details)] if in_words or len(details) > 1 else []
        each = {number for of_one in alone for number in _best(of_one, least)}
        if not (in_words and set(details) - {PHONE}):
            return sorted({*_best(worth, least), *each})
        return sorted({*_best(_above(worth, said), least), *_best(said, least), *each})

    telling = _with_figures(best((official, text.text), worth), official, text.text)

    def cut(form: str) -> str:
        sentences = _sentences(form)
        found = telling if len(sentences) == len(worth) else best(("", form), _worth(findings, ("", form), details, knowledge))
        return " ".join(sentences[number] for number in found) or form

    alone, sentences = EntryText(cut(text.text), cut(text.plain), cut(text.spoken)), _sentences(official)
    if alone.text != text.text and alone.spoken == text.spoken:
        # What is spoken falls into other sentences: those that are written are read.
        alone = replace(alone, spoken=alone.text if language == OFFICIAL else aloud(alone.text))
    # The day of a source stands in brackets, and months have names.
    told = _BRACKETED.sub("", " ".join(sentences[number] for number in telling)) if len(sentences) == len(worth) else ""
    return alone if _figures(told) <= _figures(alone.text) else text


def _of_one(findings: Findings, texts: tuple[str, str], detail: str, details: Collection[str], knowledge: Knowledge) -> list[float]:
    """What sentences tell of one of several details: neither the words that ask for the others count nor those that mean the entry."""
    meant = further_in_words(findings, knowledge)
    aside = {*details, f"{ENTRY}{meant}", f"{FURTHER}{meant}"} - {detail}
    return _above(_worth(findings, texts, (detail,), knowledge, aside), _worth(findings, texts, (), knowledge, aside))


def _above(worth: list[float], said: list[float]) -> list[float]:
    """What sentences tell of a detail that is asked for, of those that do: `said` is what they tell without it."""
    return [value if value > alone else 0.0 for value, alone in zip(worth, said, strict=True)]


def _with_figures(telling: list[int], official: str, text: str) -> list[int]:
    """The sentences that tell it, and where a language splits them otherwise those that have the figures of the official ones."""
    theirs, own = _sentences(official), _sentences(text)
    if len(theirs) != len(own):
        return telling
    missing = _figures(" ".join(theirs[number] for number in telling)) - _figures(" ".join(own[number] for number in telling))
    return sorted({*telling, *(number for number, sentence in enumerate(own) if missing & _figures(sentence))})


def _best(worth: list[float], least: float = LEAST) -> list[int]:
    """The sentences that tell most, and those that tell nearly as much; none that tells nothing."""
    least = max(least, _NEARLY * max(worth, default=0.0))
    return [number for number, value in enumerate(worth) if value >= least and value]


def _worth(findings: Findings, texts: tuple[str, str], details: Collection[str], knowledge: Knowledge, aside: Collection[str] = ()) -> list[float]:
    """How much each sentence of a text tells of what is asked further: `texts` the official one, by which details are found, and the caller's, which
    says the same in the same order; `aside`: details whose words do not count."""
    official, told = _sentences(texts[0]), _sentences(texts[1])
    conversation = findings.conversation
    # The words that ask where or by when it is done stand in every sentence that tells how.
    asked = knowledge.caller_words.without(conversation.text, {*_SAID_OF_ALL.intersection(details), *aside})
    shared = [knowledge.likeness.shared(asked, sentence, conversation.language) for sentence in told]
    of_details = [_of_details(sentence, details, knowledge) for sentence in official]
    return [
        value + max((of_details[number] for number in beside), default=0.0)
        for value, beside in zip(shared, _saying_the_same(official, told), strict=True)
    ]


def _saying_the_same(official: list[str], told: list[str]) -> list[list[int]]:
    """Of each sentence of the caller's text those of the official one that say the same: in order, or, where one has more sentences, those that stand
    at the same share of it."""
    if len(official) == len(told):
        return [[number] for number in range(len(told))]
    theirs = _shares(official)
    return [
        [number for number, (begin, end) in enumerate(theirs) if min(end, until) - max(begin, since) > _SAME * min(end - begin, until - since)]
        for since, until in _shares(told)
    ]


def _shares(sentences: list[str]) -> list[tuple[float, float]]:
    """Where each sentence begins and ends in its text, which is one long."""
    ends = list(accumulate(map(len, sentences), initial=0))
    return list(pairwise(end / max(ends[-1], 1) for end in ends))


def _of_details(sentence: str, details: Collection[str], knowledge: Knowledge) -> float:
    told = {detail for detail in details if detail in knowledge.told_by and knowledge.told_by[detail].search(sentence)}
    return _DETAIL * bool(told) + _FIGURE * (bool(told & _MEASURED) and bool(_FIGURES.search(sentence)))


def _texts(entry: str, language: str, knowledge: Knowledge) -> tuple[str, str]:
    texts = knowledge.texts[entry]
    return texts[OFFICIAL].answer, texts[language].answer if language in texts else ""


def _figures(text: str) -> set[str]:
    return {figure.replace(",", "") for figure in _FIGURES.findall(text)} - _IN_WORDS


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _BETWEEN.split(text.strip()) if sentence]
