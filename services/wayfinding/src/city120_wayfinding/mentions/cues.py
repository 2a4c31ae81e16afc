"""What a place does in a sentence, by the words next to its name. The words are rows of the edition.

A cue stands before a name, at some distance in the same sentence, or right after it: written on to it or its endings, or as the next word. One
written `-so` is only ever written on to it. `… so` may follow at a distance as well, up to the next name. `head … tail` needs both, the tail soon
after the head; `head … -tail` one that is written on to a word. The nearest cue wins, then the longest. A cue of role `none` tells nothing; it says
what may be written on to a Hangul name. One of role `negated` says that the place is not meant, and stands right next to it; a question denies
nothing. One of role `beside` makes it a site, or a mere hint at another place that is named on its other side: 서울역 옆 남대문시장. One of role
`aside` says that somebody told it there or works there, and the place is not meant where another is named; one of role `here` that the
caller is there, a site unless an area is named besides.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ahocorasick

from city120_edition import rows
from city120_text import name_key
from city120_wayfinding.writing.endings import Endings
from city120_wayfinding.writing.folding import COMMAS, FoldedText, Gap, marked
from city120_wayfinding.writing.scripts import Script, is_edge, script_of

NONE, RESIDENCE, SITE, ORIGIN, DESTINATION, NEGATED, BESIDE = "none", "residence", "site", "origin", "destination", "negated", "beside"
ASIDE, HERE = "aside", "here"
_ATTACHED = "-"
_ELLIPSIS = "…"
# The rest of a Hangul word, and a question mark.
_ASKING = re.compile(r"[가-힣]*\s?[?？]")
_WINDOW = 12
_WINDOW_UNSPACED = 4
_TAIL_WINDOW = 24


@dataclass(frozen=True)
class Role:
    """What a place does, and the words that say so; both empty without a cue. `beside`: where in the key the words stand that tell that something is
    next to the place."""

    role: str = ""
    cue: str = ""
    beside: tuple[int, int] | None = None


@dataclass(frozen=True)
class _Cue:
    """A row with its keys."""

    row: rows.Cue
    key: str
    marked: str
    tail: str
    attached: bool
    tail_attached: bool
    far: bool

    @classmethod
    def of(cls, row: rows.Cue) -> _Cue:
        words = row.text.removeprefix(_ATTACHED).removeprefix(_ELLIPSIS)
        head, _, tail = words.partition(_ELLIPSIS)
        if not marked(head):
            raise ValueError(f"cue {row.text!r} ({row.language}) has no letters")
        far = row.position == "before" or row.text.startswith(_ELLIPSIS)
        tail_attached = tail.strip().startswith(_ATTACHED)
        return cls(row, name_key(head), marked(head), name_key(tail), row.text.startswith(_ATTACHED), tail_attached, far)

    @property
    def words(self) -> str:
        """The cue as callers are shown it."""
        return self.row.text.removeprefix(_ATTACHED).removeprefix(_ELLIPSIS).strip()


@dataclass(frozen=True)
class _Occurrence:
    """A cue in key[start:end]."""

    start: int
    end: int
    cue: _Cue


def endings(cues: Iterable[rows.Cue]) -> Endings:
    """What may be written on to a Hangul name: every cue in Hangul that stands after names, and forms of "to be"."""
    keys = [_Cue.of(row).key for row in cues if row.position == "after"]
    return Endings((key for key in keys if script_of(key[0]) is Script.HANGUL), to_be=True)


def placing_endings(cues: Iterable[rows.Cue]) -> Endings:
    """Those of the endings that say what a place does and are no single syllable, which might begin any word: 에서, 까지."""
    keys = [_Cue.of(row).key for row in cues if row.position == "after" and row.role != NONE and not row.text.startswith(_ELLIPSIS)]
    return Endings(key for key in keys if script_of(key[0]) is Script.HANGUL and len(key) > 1)


def living(cues: Iterable[rows.Cue]) -> tuple[str, ...]:
    """The Hangul words after a name that say that somebody lives there, and are written apart from it."""
    told = (_Cue.of(row) for row in cues if row.role == RESIDENCE and row.position == "after")
    return tuple(cue.key for cue in told if not cue.attached and script_of(cue.key[0]) is Script.HANGUL)


@dataclass(frozen=True)
class PlaceWords:
    """Words right before and right after a place that say what it does: in, near, ở, gần; дээр, рүү."""

    before: frozenset[str]
    after: frozenset[str]

    def beside(self, text: FoldedText, start: int, end: int) -> bool:
        """Whether one stands right before or after key[start:end], parted by no more than a space."""
        return _word_before(text, start) in self.before or _word_after(text, end) in self.after


def _word_before(text: FoldedText, position: int) -> str:
    """The word that ends before a position, where only a space parts them."""
    if position == 0 or text.gaps[position] != Gap.SPACE:
        return ""
    start = position - 1
    while not is_edge(text, start):
        start -= 1
    return text.key[start:position]


def _word_after(text: FoldedText, position: int) -> str:
    """The word that begins at a position, where only a space parts it from what stands before."""
    if position == len(text.key) or text.gaps[position] != Gap.SPACE:
        return ""
    return text.key[position : next(end for end in range(position + 1, len(text.key) + 1) if is_edge(text, end))]


def place_words(cues: Iterable[rows.Cue]) -> PlaceWords:
    """The words of alphabets among the cues that say what a place does."""
    telling = [_Cue.of(row) for row in cues if row.role not in (NONE, NEGATED)]
    before = (name_key(cue.row.text.split()[-1]) for cue in telling if cue.row.position == "before")
    return PlaceWords(frozenset(before), frozenset(cue.key for cue in telling if cue.row.position == "after" and not cue.attached))


_Ranked = tuple[tuple[bool, bool, int, int], _Occurrence]


class RoleFinder:
    """The cues of all languages; those of the text's language are asked first."""

    def __init__(self, cues: Sequence[rows.Cue]) -> None:
        self._endings = endings(row for row in cues if row.role == NONE)
        self._by_key: dict[str, list[_Cue]] = defaultdict(list)
        for row in cues:
            cue = _Cue.of(row)
            self._by_key[cue.key].append(cue)
        self._longest = max(map(len, self._by_key), default=0)
        self._automaton = ahocorasick.Automaton()
        for key in self._by_key:
            self._automaton.add_word(key, key)
        if self._by_key:
            self._automaton.make_automaton()

    def roles(self, text: FoldedText, spans: Sequence[tuple[int, int]], language: str) -> list[Role]:
        """The role of each span of the key; spans are in order and do not overlap."""
        cues = _before_names(self._occurrences(text), {start for start, _ in spans})
        starts = [cue.start for cue in cues]
        bounds = [0, *(edge for span in spans for edge in span), len(text.key)]
        roles: list[Role] = []
        for index in reversed(range(len(spans))):
            before, after = _sentence(text, bounds[2 * index], *spans[index], bounds[2 * index + 3])
            first = bisect_left(starts, spans[index][0] - _WINDOW - self._longest)
            near = cues[first : bisect_right(starts, spans[index][1] + _WINDOW)]
            ranked = self._ranked(text, near, (before, *spans[index], after), language)
            roles.append(_best(ranked, leads_on=bool(roles) and roles[-1].role == DESTINATION))
        return roles[::-1]

    def _occurrences(self, text: FoldedText) -> list[_Occurrence]:
        if not self._by_key:
            return []
        occurrences: list[_Occurrence] = []
        for last, key in self._automaton.iter(text.key):
            start, end = last + 1 - len(key), last + 1
            occurrences.extend(_Occurrence(start, end, cue) for cue in self._by_key[key] if _stands(text, start, end, cue))
        return sorted(occurrences, key=lambda occurrence: occurrence.start)

    def _ranked(self, text: FoldedText, near: list[_Occurrence], place: tuple[int, int, int, int], language: str) -> list[_Ranked]:
        """The cues that belong to the name in key[start:end] of the sentence key[first:last], with what orders them."""
        first, start, end, last = place
        reached = self._reached(text, end, last)
        ranked: list[_Ranked] = []
        for occurrence in near:
            if occurrence.cue.row.position == "before":
                distance = start - occurrence.end if first <= occurrence.start and occurrence.end <= start else -1
            else:
                distance = _distance_after(text, occurrence, end, last, reached)
            if 0 <= distance <= _window(occurrence.cue):
                row, length = occurrence.cue.row, len(occurrence.cue.key + occurrence.cue.tail)
                ranked.append(((row.role != NEGATED, row.language != language, distance, -length), occurrence))
        going = {order[2] for order, occurrence in ranked if occurrence.cue.row.role == DESTINATION}
        # "Now" stands before who goes there as well: 지금 수원 가는 지하철.
        return [item for item in ranked if item[1].cue.row.role != HERE or item[0][2] not in going]

    def _reached(self, text: FoldedText, end: int, last: int) -> set[int]:
        """Where endings that tell nothing lead from the end of a name; an attached cue may begin at any of these."""
        reached, new = {end}, [end]
        while new:
            position = new.pop()
            for following in self._endings.after(text, position):
                if following <= last and following not in reached:
                    reached.add(following)
                    new.append(following)
        return reached


def _best(ranked: list[_Ranked], *, leads_on: bool) -> Role:
    """The nearest cue, then the longest, passing over those that tell nothing. Words for both a site and an origin mean an origin when a
    destination follows."""
    longest: dict[tuple[bool, int], int] = {}
    for (_, foreign, distance, length), _ in ranked:
        longest[(foreign, distance)] = min(length, longest.get((foreign, distance), 0))
    telling = [item for item in ranked if item[0][3] == longest[item[0][1:3]] and item[1].cue.row.role != NONE]
    if not telling:
        return Role()
    first = min(order for order, _ in telling)
    equal = [occurrence for order, occurrence in telling if order == first]
    chosen = next((occurrence for occurrence in equal if leads_on and occurrence.cue.row.role == ORIGIN), equal[0])
    if chosen.cue.row.role == BESIDE:
        return Role(SITE, chosen.cue.words, (chosen.start, chosen.end))
    return Role(chosen.cue.row.role, chosen.cue.words)


def _before_names(cues: list[_Occurrence], names: set[int]) -> list[_Occurrence]:
    """The cues without those after a name that end where the next one begins, if words before that say what it does: in 从首尔站怎么去水原站 the
    words 怎么去 are about where one goes."""
    taken = {cue.end for cue in cues if cue.cue.row.position == "before"} & names
    return [cue for cue in cues if cue.cue.row.position == "before" or cue.end not in taken]


def _stands(text: FoldedText, start: int, end: int, cue: _Cue) -> bool:
    """Whether the words of a cue stand here as words; their marks may be left out."""
    if max(text.gaps[start + 1 : end], default=Gap.NONE) >= Gap.STOP:
        return False
    script = script_of(cue.key[-1])
    right = script in (Script.HANGUL, Script.UNSPACED) or is_edge(text, end)
    left = cue.attached or is_edge(text, start) or cue.row.position == "after"
    if script is Script.LATIN and text.marked(start, end) not in (cue.key, cue.marked):
        return False
    if cue.row.role == NEGATED and not _denies(text, start, end):
        return False
    return left and right and (not cue.tail or _follows(text, end, cue))


def _denies(text: FoldedText, start: int, end: int) -> bool:
    """Whether words that may deny a place do: a comma parts them ("không, ở Mapo" begins anew), and a question mark asks."""
    first, last = text.span(start, end)
    asks = _ASKING.match(text.original, last)
    return not asks and not any(comma in text.original[first:last] for comma in COMMAS)


def _follows(text: FoldedText, position: int, cue: _Cue) -> bool:
    """Whether a word begins with the tail of a cue soon after a position, or ends in one that is written on to words."""
    starts = range(position, min(position + _TAIL_WINDOW, len(text.key)))
    beside = (start + len(cue.tail) if cue.tail_attached else start for start in starts if text.key.startswith(cue.tail, start))
    return any(is_edge(text, edge) for edge in beside)


def _distance_after(text: FoldedText, occurrence: _Occurrence, end: int, last: int, reached: set[int]) -> int:
    """Characters of the key between a name and a cue after it; -1 when the cue does not belong to the name."""
    if not end <= occurrence.start or occurrence.end > last:
        return -1
    on_name = occurrence.start in reached and text.gaps[occurrence.start] < Gap.SPACE
    if on_name or (not occurrence.cue.attached and _is_next_word(text, end, occurrence.start, far=occurrence.cue.far)):
        return occurrence.start - end
    return -1


def _is_next_word(text: FoldedText, end: int, start: int, *, far: bool) -> bool:
    """Whether a word begins at `start`: the first after the name and what is written on to it, or any when `far`."""
    return is_edge(text, start) and (far or not any(is_edge(text, position) for position in range(end, start)))


def _window(cue: _Cue) -> int:
    if cue.row.role == NEGATED and cue.row.position == "before":
        return 0
    return _WINDOW_UNSPACED if script_of(cue.key[0]) is Script.UNSPACED else _WINDOW


def _sentence(text: FoldedText, before: int, start: int, end: int, after: int) -> tuple[int, int]:
    """The part of key[before:after] around a name that is in the name's own sentence."""
    first = next((position for position in range(start, before, -1) if text.gaps[position] >= Gap.STOP), before)
    last = next((position for position in range(end, after) if text.gaps[position] >= Gap.STOP), after)
    return first, last
