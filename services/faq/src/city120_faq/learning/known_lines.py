"""Which lines a training learnt from: of each group the beginnings of hashes, 0.5 MB for 100,000 lines, so that rows can be compared with it without
the lines themselves and without a vector.

A line is known in its group: of phrasings, affairs' names and questions by label and entry, and what tells two questions beside them. A new line may
be taken for a known one only by chance and within its group: one in 400,000 in the largest, of 12,000 lines.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from city120_edition import rows
from city120_edition.source import Source
from city120_faq.learning.lines import Example

# What a group holds: callers' lines, names of affairs, questions of entries, texts of two questions, words between two questions.
PHRASING, NAME, QUESTION, PAIR, CONNECTIVE = "phrasing", "name", "question", "pair", "connective"
_KINDS = {"label": NAME, "entry": QUESTION}
_BYTES = 4

# Kind, label, and entry (of a pair the other label).
Group = tuple[str, str, str]
Hashes = frozenset[bytes]


@dataclass(frozen=True)
class Drift:
    """How far rows have moved from those of a training: lines that are new, lines that are gone, and how many there are and were."""

    new: int
    gone: int
    present: int
    known: int

    @property
    def share(self) -> float:
        """The larger of two shares: of the present lines those that are new, of the known ones those that are gone."""
        return max(self.new / max(self.present, 1), self.gone / max(self.known, 1))


@dataclass(frozen=True)
class KnownLines:
    """The lines of some rows, by group."""

    groups: Mapping[Group, Hashes]

    @classmethod
    def of(cls, source: Source, lines: Sequence[Example]) -> KnownLines:
        """The lines of a source, and what else is fitted on."""
        groups: dict[Group, set[bytes]] = defaultdict(set)
        for group, language, text in (*_lines(lines), *_beside(source)):
            groups[group].add(hash_of(language, text))
        return cls({group: frozenset(hashes) for group, hashes in groups.items()})

    def by_label(self) -> dict[str, Hashes]:
        """The phrasings and names of each label."""
        return self._united((label, hashes) for (kind, label, _), hashes in self.groups.items() if kind in (PHRASING, NAME))

    def by_entry(self) -> dict[str, Hashes]:
        """The phrasings of each entry."""
        return self._united((entry, hashes) for (kind, _, entry), hashes in self.groups.items() if kind == PHRASING and entry)

    def drift(self, present: KnownLines) -> Drift:
        """How far present rows have moved from these. Questions of entries do not count: editors change them all day, and no weight is judged by
        them."""
        groups = {group for group in self.groups.keys() | present.groups.keys() if group[0] != QUESTION}
        both = [(self.groups.get(group, frozenset()), present.groups.get(group, frozenset())) for group in groups]
        new, gone = sum(len(now - then) for then, now in both), sum(len(then - now) for then, now in both)
        return Drift(new, gone, sum(len(now) for _, now in both), sum(len(then) for then, _ in both))

    @staticmethod
    def _united(groups: Iterable[tuple[str, Hashes]]) -> dict[str, Hashes]:
        united: dict[str, Hashes] = {}
        for name, hashes in groups:
            united[name] = united.get(name, frozenset()) | hashes
        return united

    def as_json(self) -> list[list[str]]:
        """Each group with its hashes, in a stable order."""
        return [[*group, base64.b64encode(b"".join(sorted(hashes))).decode("ascii")] for group, hashes in sorted(self.groups.items())]

    @classmethod
    def from_json(cls, told: Iterable[Sequence[str]]) -> KnownLines:
        """What `as_json` gave."""
        groups: dict[Group, Hashes] = {}
        for kind, label, entry, hashes in told:
            joined = base64.b64decode(hashes)
            groups[kind, label, entry] = frozenset(joined[start : start + _BYTES] for start in range(0, len(joined), _BYTES))
        return cls(groups)


def hash_of(language: str, text: str) -> bytes:
    """The beginning of a line's hash."""
    return hashlib.blake2b(f"{language}\n{text}".encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()


def new_lines(known: Mapping[str, Hashes], lines: Sequence[Example]) -> tuple[frozenset[str], list[Example]]:
    """The labels all of whose known lines are still there, and the lines that are not known or of another label: one that has lost a line is read
    anew, for what is left of a sum without it cannot be told."""
    present: dict[str, set[bytes]] = defaultdict(set)
    hashed = [hash_of(line.language, line.text) for line in lines]
    for line, own in zip(lines, hashed, strict=True):
        present[line.label].add(own)
    whole = frozenset(label for label, hashes in known.items() if hashes <= present[label])
    return whole, [line for line, own in zip(lines, hashed, strict=True) if line.label not in whole or own not in known[line.label]]


def _lines(lines: Sequence[Example]) -> Iterator[tuple[Group, str, str]]:
    for line in lines:
        kind = _KINDS.get(line.group.partition("|")[0], PHRASING)
        yield (kind, line.label, line.entry), line.language, line.text


def _beside(source: Source) -> Iterator[tuple[Group, str, str]]:
    for pair in source.rows("pairs", rows.Pair):
        yield (PAIR, pair.affair, pair.also), pair.language, pair.text
    for connective in source.rows("connectives", rows.Connective):
        yield (CONNECTIVE, connective.position, ""), connective.language, connective.text
