"""What a caller's free words mean as a reply to a question: one of the options, no, or something else altogether."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from city120_text import name_key

_ORDINALS = tuple(f"reply.{number}" for number in range(1, 4))
_FIGURES = re.compile(r"[0-9]+")
# A figure within a name, as of a dong, chooses nothing; what is written on to it decides.
_NAME_WITH_FIGURE = re.compile(r"[^\W\d_]{2,}[0-9]+[-\s]?([^\W\d_].*)$")
_SEPARATORS = re.compile(r"[\s()·,-]+")
ASKING = ("?", "？")
# So many letters beside a place are more than "I live there".
ASKS_FROM = 7
PAUSE = re.compile(r"[,.!?、。，！？]+")
_BETWEEN = re.compile(rf"(?:\s|{PAUSE.pattern})+")
# So many words a "no" has at most: "none of these".
_LONGEST_NO = 3
# Letters that may be left of a reply beside the option and words of courtesy; an ideograph or a syllable counts for two.
_LEFT_OVER = 6


class Offered(Protocol):
    """What a reply may choose: it has a number and a label."""

    @property
    def id(self) -> str: ...

    @property
    def label(self) -> str: ...


_Offered = TypeVar("_Offered", bound=Offered)


@dataclass(frozen=True)
class Replies:
    """Words for yes, no, first, second … in all languages, as keys, the longest first."""

    yes: tuple[str, ...]
    no: tuple[str, ...]
    ordinals: tuple[tuple[str, ...], ...]
    courtesy: tuple[str, ...]
    number_before: tuple[str, ...]
    number_after: tuple[str, ...]
    choosing: tuple[str, ...]
    instead_after: tuple[str, ...]
    instead_before: tuple[str, ...]
    asking: tuple[str, ...]
    asking_words: tuple[str, ...]

    @classmethod
    def of(cls, messages: Mapping[str, Mapping[str, str]]) -> Replies:
        """From the edition's sentences."""
        instead, number = messages["reply.instead"], messages["reply.number"]
        before, dense = ("en", "zh", "vi"), ("ko", "zh", "ja")
        return cls(
            yes=_keys(messages["reply.yes"].values()),
            no=_keys(messages["reply.no"].values()),
            ordinals=tuple(_keys(messages[name].values()) for name in _ORDINALS),
            courtesy=_keys(messages["reply.courtesy"].values()),
            number_before=_keys(text for language, text in number.items() if language in before),
            number_after=_keys(text for language, text in number.items() if language not in before),
            choosing=_keys(messages["reply.choosing"].values()),
            instead_after=_keys(text for language, text in instead.items() if language not in before),
            instead_before=_keys(text for language, text in instead.items() if language in before),
            asking=_keys(text for language, text in messages["reply.asking"].items() if language in dense),
            asking_words=_keys(text for language, text in messages["reply.asking"].items() if language not in dense),
        )

    def option(self, options: Sequence[_Offered], reply: str) -> _Offered | None:
        """The option that a reply means, when it says little else: by number or order, by label or the piece of one that no other has, or by yes."""
        key = name_key(reply)
        if not key:
            return None
        if len(options) == 1 and self.is_yes(reply):
            return options[0]
        for option in options:
            if key == name_key(option.label):
                return option
        name = _NAME_WITH_FIGURE.search(reply)
        number = self._number(options, key, named=name is not None and self.left_over(name_key(name[1]), ()) > 0)
        named = self._named(options, key)
        if number:
            return next((option for option in options if option.id == number), None)
        return named[0] if len(named) == 1 else None

    def is_yes(self, reply: str) -> bool:
        """Whether a reply says yes and nothing else."""
        phrases = [phrase for phrase in PAUSE.split(reply) if name_key(phrase)]
        return bool(phrases) and all(name_key(phrase) in self.yes or self._all_yes(phrase.split()) for phrase in phrases)

    def _all_yes(self, words: Iterable[str]) -> bool:
        return all(name_key(word) in self.yes for word in words)

    def is_no(self, reply: str) -> bool:
        """Whether a reply says no and nothing else."""
        return name_key(reply) in self.no

    def _number(self, options: Sequence[Offered], key: str, *, named: bool) -> str:
        """The number that a reply is or says; labels that hold figures themselves leave no room for other letters. `named`: a figure is part of a
        word."""
        figures = _FIGURES.findall(key)
        if len(figures) == 1:
            room = 0 if any(_FIGURES.search(option.label) for option in options) else _LEFT_OVER
            says_little = not named and self.left_over(key, figures) <= room
            return figures[0] if says_little or self._ends_with_number(key, figures[0]) else ""
        for number, words in enumerate(self.ordinals, start=1):
            if any(key.startswith(word) and self.left_over(key.removeprefix(word), ()) < 2 for word in words):
                return str(number)
        return ""

    def _ends_with_number(self, key: str, figure: str) -> bool:
        """Whether a reply says much and ends with a choice: "we are going there, so number 1"."""
        before, _, after = key.rpartition(figure)
        less = next((before.removesuffix(word) for word in self.number_before if before.endswith(word)), before)
        counted = less != before or after.startswith(self.number_after)
        return counted and less.endswith(self.choosing) and not self.left_over(after, self.number_after)

    def _named(self, options: Sequence[_Offered], key: str) -> list[_Offered]:
        """The options that a reply names: by a piece of a label, or by words of a label within it, less what it says is not meant."""
        if len(key) > 1 and (holding := [option for option in options if key in name_key(option.label)]):
            return holding
        labels = {
            option.id: [word for word in map(name_key, _SEPARATORS.split(option.label)) if len(word) > 1 + word.isascii()] for option in options
        }
        meant = self._meant(key, sorted({word for words in labels.values() for word in words}, key=len, reverse=True))
        heard = {option.id: [word for word in labels[option.id] if word in meant] for option in options}
        most = max(map(len, heard.values()), default=0)
        said = sorted({word for words in heard.values() for word in words}, key=len, reverse=True)
        if not most or self.left_over(meant, said) > _LEFT_OVER:
            return []
        return [option for option in options if len(heard[option.id]) == most]

    def _meant(self, key: str, words: Iterable[str]) -> str:
        """A reply without what it says is not meant: "A 말고 B", "not A, B"."""
        for marker in self.instead_after:
            before, _, after = key.rpartition(marker)
            key = after if before and after else key
        for marker in self.instead_before:
            for word in words:
                key = key.replace(marker + word, "")
        return key

    def corrects(self, reply: str) -> bool:
        """Whether a reply says that something else was meant: "no, the other one", "A 말고 B"."""
        words, key = _BETWEEN.split(reply.strip()), name_key(reply)
        begins = {name_key(" ".join(words[:count])) for count in range(1, _LONGEST_NO + 1)}
        written_on = tuple(word for word in self.no if len(word) > 1 and unicodedata.east_asian_width(word[0]) in "WF")
        return not begins.isdisjoint(self.no) or key.startswith(written_on) or any(marker in key for marker in self.instead_after)

    def asks(self, text: str) -> bool:
        """Whether a text asks something, with a question mark or without; a correction does only with one."""
        if text.rstrip().endswith(ASKING) or self.corrects(text):
            return text.rstrip().endswith(ASKING)
        key, words = name_key(text), {name_key(word) for word in _BETWEEN.split(text)}
        return any(word in key for word in self.asking) or not words.isdisjoint(self.asking_words)

    def left_over(self, key: str, said: Iterable[str]) -> int:
        """How much a reply says beside some words, without those of courtesy and of not meaning."""
        for word in said:
            key = key.replace(word, "")
        for word in (*self.instead_after, *self.instead_before, *self.yes, *self.no, *self.courtesy):
            # One letter of an alphabet is no word within others.
            key = key.replace(word, "") if len(word) > 1 or not word.isascii() else key
        return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in key)


def _keys(texts: Iterable[str]) -> tuple[str, ...]:
    keys = {name_key(word) for text in texts for word in text.split("|")} - {""}
    return tuple(sorted(keys, key=lambda key: (-len(key), key)))


def beside_places(text: str, surfaces: Iterable[str], replies: Replies) -> int:
    """How much a text says beside naming places (`surfaces`, with their cues); a reply with more than ASKS_FROM is a new question."""
    return replies.left_over(name_key(text), [name_key(surface) for surface in surfaces])
