"""Words of callers that no affair is: greetings, the wish for a person, what of trains is asked. The words are rows of the edition."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum, auto

from city120_edition import rows
from city120_gateway.words.patterns import Ending, Sieve, pattern, plain, without_cues

ENTRY, FURTHER = "entry:", "further:"
# What words ask for where a message says nothing else.
_ASKED_ALONE = "alone:"
_KOREAN = "ko"
# What is carried on of a kind of places that was asked for; no row has it.
KIND = "kind:"
# The same of the one place that was named, an embassy.
NAMED = "named:"
# That somebody is of the country that is named beside it.
NATIONAL = "national"
# Letters that may stand beside a wish, and the message is still nothing else; a syllable or an ideograph counts for two.
_BESIDE_PERSON = 3
# The same beside asking where something is: a particle.
_PARTICLE = 2


class Manner(Enum):
    """What a message is that asks for nothing."""

    PERSON = auto()
    GOODBYE = auto()
    THANKS = auto()
    GREETING = auto()
    NOTHING = auto()


COURTESIES = (Manner.GREETING, Manner.THANKS, Manner.GOODBYE)
_ROUTE_NUMBER = re.compile(r"(?<!\S)[^\W\d_]+(?:\d{2,}| 0\d)(?!\d)")
# The same wherever letters of the alphabet and figures stand together.
_LETTERED_NUMBER = re.compile(r"(?<![a-z\d])[a-z]+\d{2,}(?!\d)")
_JAMO = re.compile("[\u1100-\u11ff\u3131-\u318e]")
# What of trains is asked.
FIRST, LAST, LEAVE_BY, AFTER_MIDNIGHT = "first_train", "last_train", "leave_by", "after_midnight"
# That it is about trains, or about buses, whatever else is named; and that it may be about taxis.
TRAIN, BUS, BY_TAXI = "train", "bus", "taxi"
# Trains that pass some stations, whose times stand among those of all.
EXPRESS = "express"
# Which bus goes somewhere, and by which day's timetable trains run.
WHICH_BUS, TIMETABLE = "which_bus", "timetable"
# That the way from one place to another is asked; that nothing else is, where both are named; and that somebody goes, or must go, somewhere.
ROUTE, GET_THERE, GOING = "route", "get_there", "going"
# That it is at night, and that somebody wants to get home.
AT_NIGHT, HOME = "at_night", "home"
# That it is asked whether something is open.
OPEN = "open"
# That a way begins where the caller is.
FROM_HERE = "from_here"
# That somebody walks all the way.
ON_FOOT = "on_foot"
# That somebody cannot use stairs, or walk far.
STEP_FREE = "step_free"
# That something near is looked for, and that it is a station.
NEAR, NEAREST_STATION = "near", "nearest_station"
# That something is where somebody lives, and that the office of a dong is meant.
AT_HOME, DONG_OFFICE = "at_home", "dong_office"
# That the office, or the phone, of a place itself is meant, where nothing else is asked.
_OWN_OFFICE = "own_office"
# That it is asked in which district or dong something lies.
_WHICH_AREA = "which_area"
# That something is reported, or complained of.
REPORT = "report"
# That something was lost, or left behind.
LOST = "lost"
# That somebody is angry or sad about it.
UPSET = "upset"
# That somebody does not hear.
DEAF = "deaf"
# That the same is to be told again.
AGAIN = "again"
# That somebody is no child, or has what no doctor for children treats.
ADULT = "adult"
# That somebody of theirs has died.
BEREAVED = "bereaved"
# That it is about dated events; for whom and when one is to be, and that it is to be free.
EVENTS, CHILDREN, ELDERLY, TODAY, WEEKEND, WEEK, FREE = "events", "children", "elderly", "today", "weekend", "week", "free"
OF_EVENTS = frozenset({CHILDREN, ELDERLY, TODAY, WEEKEND, WEEK, FREE})
# What is asked of something that is known already; and within a text that asks for more.
FEE, HOURS, PHONE, DOCUMENTS, DURATION, PENALTY, DEADLINE = "fee", "hours", "phone", "documents", "duration", "penalty", "deadline"
BESIDE_ALL = (FEE, HOURS, DOCUMENTS, DURATION, DEADLINE, "foreigners", "in_language")
# Whatever else is asked of it.
MORE = "more"
# Where one does it, and by which means one pays: which may be what the case depends on.
APPLY, PAYMENT = "apply", "payment"
# Of which age and with which income, whether one must book, whether who is not registered as a foreigner may, and how often.
INCOME = "income"
_CONDITIONS = ("age", INCOME, "booking", "unregistered", "times")
# Whether somebody comes, why it is so, and whether one need not give a name.
_OF_PEOPLE = ("visit", "why", "anonymous")
DETAILS = (*BESIDE_ALL, "online", "proxy", *_CONDITIONS, PAYMENT, PENALTY, APPLY, *_OF_PEOPLE, PHONE)
_BESIDE_DETAIL = "beside_detail"
# What else is said beside two places where no more than the way is asked, and beside a station of which no more than a train is.
_BESIDE_WAY, _BESIDE_TRAIN = "beside_way", "beside_train"
# What else is said beside a place of which no more is asked than when it is open.
_BESIDE_OPEN = "beside_open"
# What else is said where no more is asked than whether one gets in without steps.
_BESIDE_STEP_FREE = "beside_step_free"
_OF_THE_WAY = (ROUTE, GET_THERE, GOING, FROM_HERE, HOME, AT_NIGHT, ON_FOOT, STEP_FREE, TRAIN, DURATION)
# The rest of a word in a script that parts words; and of a word in Hangul, where others are whole.
_REST_OF_WORD = r"[^\W\u3040-\u30ff\u4e00-\u9fff]*"
_ENDING = "[\uac00-\ud7a3]*"
# What places are called after, as well.
OF_NAMES = frozenset({TRAIN, BUS, WHICH_BUS, CHILDREN})
DIRECTIONS = frozenset({"inner", "outer", "up", "down"})
_PERSON, _WHERE, _BESIDE_WHERE, _BESIDE_KIND = "person", "where", "beside_where", "beside_kind"
# What says something only where a message says nothing else; the first that is heard counts.
_ALONE = {
    "person_noun": Manner.PERSON,
    "goodbye": Manner.GOODBYE,
    "thanks": Manner.THANKS,
    "greeting": Manner.GREETING,
    "filler": Manner.NOTHING,
}


class CallerWords:
    """The words, by what they mean."""

    def __init__(self, words: Iterable[rows.CallerWord]) -> None:
        by_meaning: dict[str, list[rows.CallerWord]] = defaultdict(list)
        for word in words:
            by_meaning[word.means].append(word)
        self._person = pattern(by_meaning.pop(_PERSON, ()), Ending.TAKEN)
        self._where = pattern(by_meaning.pop(_WHERE, ()), Ending.WHOLE)
        self._which_area = pattern(by_meaning.pop(_WHICH_AREA, ()), Ending.WHOLE)
        self._beside_where = pattern(by_meaning.pop(_BESIDE_WHERE, ()), Ending.WHOLE)
        self._beside_kind = _whole(by_meaning.pop(_BESIDE_KIND, ()))
        self._beside_detail = pattern(by_meaning.pop(_BESIDE_DETAIL, ()), Ending.WHOLE)
        self._beside_train = pattern(by_meaning.pop(_BESIDE_TRAIN, ()), Ending.WHOLE)
        self._beside_open = pattern(by_meaning.pop(_BESIDE_OPEN, ()), Ending.WHOLE)
        self._own_office = pattern(by_meaning.pop(_OWN_OFFICE, ()))
        self._beside_step_free = pattern(by_meaning.pop(_BESIDE_STEP_FREE, ()), Ending.WHOLE)
        self._means = {BY_TAXI: pattern(by_meaning.pop(BY_TAXI, ()))} | {means: pattern(by_meaning.get(means, ())) for means in (TRAIN, BUS)}
        of_the_way = [word for means in _OF_THE_WAY for word in by_meaning.get(means, ())]
        self._of_the_way = re.compile(f"(?:{pattern(of_the_way).pattern}){_REST_OF_WORD}")
        self._beside_way = re.compile(f"(?:{pattern(by_meaning.pop(_BESIDE_WAY, ()), Ending.WHOLE).pattern}){_ENDING}")
        self._alone = {manner: pattern(by_meaning.pop(means, ()), Ending.WHOLE) for means, manner in _ALONE.items()}
        of_details = [means for means in by_meaning if means.startswith(_ASKED_ALONE)]
        alone = {means.removeprefix(_ASKED_ALONE): by_meaning.pop(means) for means in of_details}
        self._asked_alone = {detail: pattern(spoken, Ending.WHOLE) for detail, spoken in alone.items()}
        self._sieve_alone = Sieve(alone)
        self._asked = {meaning: pattern(spoken) for meaning, spoken in by_meaning.items()}
        self._sieve = Sieve(by_meaning)
        self._heard: dict[str, frozenset[str]] = {}

    def heard(self, text: str) -> frozenset[str]:
        """All that words of a text mean, manners apart, and "fee?" where that is all it says. The words of an entry mean nothing within longer ones
        of another: "extend my visa" within "extend my visa F-6"; nor those of a detail within another's: "how much" within a Mongolian "what is the
        phone number"; nor within words that say nothing: "come" within a Korean "help"."""
        kept = self._heard
        if text not in kept:
            kept[text] = self._meanings(text)
        return kept[text]

    def numbered(self, text: str) -> str:
        """The entry that a text means by words with which the number of a route begins: "N6000", "마포01". Empty for none."""
        said = plain(text)
        named = (
            meaning.removeprefix(ENTRY)
            for meaning, spoken in self._possible(said).items()
            if meaning.startswith(ENTRY) and any(_names_a_route(found) for found in spoken.finditer(said))
        )
        return next(named, "")

    def forget(self) -> None:
        """Forget the texts that were read, when what a caller said is answered: of one inquiry the same few are read again and again."""
        self._heard = {}

    def _meanings(self, text: str) -> frozenset[str]:
        said = plain(text)
        heard = {meaning: found for meaning, spoken in self._possible(said).items() if (found := spoken.search(said))}
        entries = {meaning: [found.span()] for meaning, found in heard.items() if meaning.startswith(ENTRY)}
        details = {meaning: [words.span() for words in self._asked[meaning].finditer(said)] for meaning in heard if meaning in DETAILS}
        nothing = [words.span() for words in self._alone[Manner.NOTHING].finditer(said)]
        longer = {meaning for alike in (entries, {**details, "": nothing}) for meaning in _within_others(alike)}
        alone = {meaning: [words.span() for words in self._asked_alone[meaning].finditer(said)] for meaning in self._alone_in(said)}
        # "How" within "how much" asks for nothing of its own.
        return (frozenset(heard) - longer) | (alone.keys() - _within_others({**details, **alone}))

    def _possible(self, said: str) -> dict[str, re.Pattern[str]]:
        """Those of the hundreds of patterns that may find something in a plain text, in their order."""
        possible = self._sieve.names(said)
        return {meaning: spoken for meaning, spoken in self._asked.items() if meaning in possible}

    def _alone_in(self, said: str) -> frozenset[str]:
        """The detail that a plain text asks for with a word, where it says nothing else."""
        asked = ((detail, self._asked_alone[detail].sub(" ", said)) for detail in self._sieve_alone.names(said))
        return frozenset(detail for detail, rest in asked if rest != said and not self._beside(plain(rest), self._beside_detail))

    def spoken(self, text: str, meaning: str) -> str:
        """The words of a text that mean something."""
        return " ".join(match[0] for match in self._asked[meaning].finditer(plain(text))) if meaning in self._asked else ""

    def without(self, text: str, details: Collection[str]) -> str:
        """A text without the words that ask for some details."""
        rest = plain(text)
        if not self._alone_in(rest).isdisjoint(details):
            return ""
        possible = self._sieve.names(rest)
        for meaning in (meaning for meaning in self._asked if meaning in details):
            if meaning in possible:
                rest = plain(self._asked[meaning].sub(" ", rest))
                # What is left may hold what it did not before, across the gap.
                possible = self._sieve.names(rest)
        return rest

    def beside_details(self, text: str) -> int:
        """How much a text says beside asking for details; a syllable or an ideograph counts for two."""
        return self._beside(self.without(text, DETAILS), self._beside_detail)

    def asks_for_office(self, text: str) -> bool:
        """Whether a text, without the name of a place, asks for the phone or the office of that, and for nothing else."""
        rest = plain(self._own_office.sub(" ", self.without(text, (PHONE,))))
        return rest != plain(text) and self.beside_details(rest) <= _PARTICLE

    def beside_trains(self, text: str) -> int:
        """How much a text without the name of a station says beside asking when its first or last train goes, counted so, too."""
        return self._beside(self.without(text, (FIRST, LAST, TRAIN, *DETAILS)), self._beside_train, self._beside_detail)

    def beside_opening(self, text: str) -> int:
        """How much a text without the name of a place and the words for days says beside asking when it is open, counted so, too."""
        return says(self.without_opening(text))

    def without_opening(self, text: str) -> str:
        """What a text says beside asking when something is open."""
        return self._rest(self.without(self.without(text, (HOURS,)), (OPEN,)), self._beside_open, self._beside_detail)

    def without_steps(self, text: str) -> str:
        """What a text says beside asking whether one gets in without steps."""
        return self._rest(self.without(text, (STEP_FREE,)), self._beside_step_free, self._beside_open, self._beside_detail)

    def _beside(self, rest: str, *others: re.Pattern[str]) -> int:
        return says(self._rest(rest, *others))

    def _rest(self, rest: str, *others: re.Pattern[str]) -> str:
        for spoken in (*others, *self._alone.values()):
            rest = plain(spoken.sub(" ", rest))
        return rest

    def means(self, text: str) -> tuple[frozenset[str], int]:
        """The means of transport that a text names, and how much it says beside them and details."""
        said = rest = plain(text)
        for spoken in self._means.values():
            rest = plain(spoken.sub(" ", rest))
        return frozenset(means for means, spoken in self._means.items() if spoken.search(said)), self.beside_details(rest)

    def beside_way(self, text: str, cues: Iterable[str]) -> int:
        """How much a text without the names of places says beside asking for a way, and beside the words that tell what the places are; a syllable or
        an ideograph counts for two."""
        rest = without_cues(self._beside_way.sub(" ", plain(self._of_the_way.sub(" ", plain(text)))), cues)
        return sum(says(word) for word in rest.split() if not any(spoken.fullmatch(word) for spoken in self._alone.values()))

    def asks_where(self, text: str) -> bool:
        """Whether a text, without the name of a place, asks where that is, and nothing else."""
        return self._asks_alone(text, self._where)

    def asks_which_area(self, text: str) -> bool:
        """Whether a text, without the name of a place, asks in which district or dong that lies, and nothing else."""
        return self._asks_alone(text, self._which_area)

    def _asks_alone(self, text: str, asking: re.Pattern[str]) -> bool:
        said = plain(text)
        rest = plain(asking.sub(" ", said))
        return rest != said and self._beside(rest, self._where, self._beside_where) <= _PARTICLE

    def beside_kinds(self, text: str) -> str:
        """What a text says beside asking for places of a kind: where they are, near what, which there are."""
        rest = self.without(self.without(text, {AT_HOME}), {NEAR})
        for spoken in (self._where, self._beside_where, self._beside_kind, *self._alone.values()):
            rest = plain(spoken.sub(" ", rest))
        return rest

    def says_where(self, text: str) -> bool:
        """Whether a text asks where something is, among others."""
        return self._where.search(plain(text)) is not None

    def manner(self, text: str) -> Manner | None:
        """What a text is that says nothing else; None for one that does."""
        said = plain(text)
        rest, heard = self._person.sub(" ", said), list[Manner]()
        wished = rest != said
        for manner, spoken in self._alone.items():
            less = spoken.sub(" ", rest)
            heard += [manner] if less != rest else []
            rest = less
        letters = says(rest)
        if wished and letters <= _BESIDE_PERSON:
            return Manner.PERSON
        return None if letters else next(iter(heard), Manner.NOTHING)


def route_numbers(text: str) -> frozenset[str]:
    """The numbers of routes that a text names, of letters and figures, in small letters: "n37"."""
    return frozenset(_LETTERED_NUMBER.findall(plain(text)))


def _names_a_route(found: re.Match[str]) -> bool:
    """Whether words that were found have at least the beginning of the number of a route, with a figure of it."""
    text, end = found.string, found.end()
    numbers = (number.span() for number in _ROUTE_NUMBER.finditer(text, found.start()))
    return any(begin < end and any(map(str.isdecimal, text[begin : min(last, end)])) for begin, last in numbers)


def _whole(words: Collection[rows.CallerWord]) -> re.Pattern[str]:
    """Finds words as whole ones, of Korean too: those beside the name of a place are particles, which other words begin with."""
    korean = pattern(word for word in words if word.language == _KOREAN)
    return re.compile(rf"(?:{korean.pattern})(?!\S)|{pattern((word for word in words if word.language != _KOREAN), Ending.WHOLE).pattern}")


def _within_others(spans: Mapping[str, Sequence[tuple[int, int]]]) -> set[str]:
    """What is meant by nothing but words within longer ones of something else."""
    others = {meaning: [span for other, found in spans.items() if other != meaning for span in found] for meaning in spans}
    return {meaning for meaning, found in spans.items() if all(any(_within(words, other) for other in others[meaning]) for words in found)}


def _within(words: tuple[int, int], longer: tuple[int, int]) -> bool:
    """Whether words of a text stand within longer ones."""
    return words != longer and longer[0] <= words[0] and words[1] <= longer[1]


def asks_for_a_bus(heard: Collection[str]) -> bool:
    """Whether it is about a bus, and not about a train as well."""
    return WHICH_BUS in heard or (BUS in heard and TRAIN not in heard)


def entry_of(meanings: Iterable[str]) -> str:
    """The entry that words mean; empty for none."""
    return min(entries_of(meanings), default="")


def entries_of(meanings: Iterable[str]) -> set[str]:
    """All entries that words mean."""
    return {meaning.removeprefix(ENTRY) for meaning in meanings if meaning.startswith(ENTRY)}


def further_of(meanings: Iterable[str]) -> set[str]:
    """All entries that words mean behind an answer of their affair."""
    begin = (ENTRY, FURTHER)
    return {meaning.partition(":")[2] for meaning in meanings if meaning.startswith(begin)}


def says(text: str) -> int:
    """How much a text says, in letters; a syllable or an ideograph counts for two."""
    return sum(map(_width, text))


def _width(letter: str) -> int:
    """How much a letter says: two a syllable or an ideograph; nothing what is no letter, and letters that are no syllable, as in ㅋㅋ."""
    if not letter.isalpha() or _JAMO.match(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
