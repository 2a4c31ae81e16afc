"""Finds names in a text: one automaton over the keys of the gazetteer, and what a word needs around it to be a name.

Latin names and names in Katakana stand between the edges of words. A text may leave out the marks of a name, but not have others. A short name
is not cut in two by a space, unless it is written so. A Cyrillic name may carry a case suffix. A Hangul name may carry endings
(particles, forms of "to be", words like "near"), which are rows of the edition, or be followed by another name; after endings that say where, as
에서 and 까지 do, anything may be written on. Han and Hiragana have no edges:
there the longest name wins. Everyday words that the edition lists are found like names, win over shorter names, and stand for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import ahocorasick

from city120_text import name_key
from city120_text.korean_addresses import HILL, LOT_AREA_ENDINGS, SAYING_KINDS
from city120_wayfinding.writing.endings import Endings
from city120_wayfinding.writing.folding import FoldedName, FoldedText, Gap
from city120_wayfinding.writing.scripts import Script, is_edge, script_of

LONGEST_CASE_SUFFIX = 4
_LONGEST_TAIL = 24
# The shortest name that callers cut in two by a space of their own, by script: "dong dae mun".
_CUT = {Script.LATIN: 7, Script.CYRILLIC: 7}
_CUT_ELSEWHERE = 3
# The shortest Hangul name that is found inside a word: callers leave out spaces ("저는마포구에살아요"), and longer names are hardly parts of words.
_SHORTEST_INSIDE = 3
# Syllables of the longest word that is written on to a district, a dong or a station as a part of its name: 송파구립어린이도서관.
_LONGEST_WORD = 6
# Letters of a word that stands before names: in, at, to, o.
_LITTLE = 2


@dataclass(frozen=True)
class Match:
    """A name in key[start:end] of a folded text; `ignored` when it is an everyday word."""

    start: int
    end: int
    key: str
    ignored: bool = False

    @property
    def length(self) -> int:
        """Characters of the key."""
        return self.end - self.start


class NameMatcher:
    """Names of all languages at once; callers mix them. Names come folded, everyday words as they are written."""

    def __init__(self, names: Iterable[FoldedName], ignored: Iterable[str], endings: Endings, placing: Endings) -> None:
        """`placing`: those of the endings that say where."""
        self._endings = endings
        self._placing = placing
        self._marked: dict[str, set[str]] = defaultdict(set)
        self._gaps: dict[str, set[int]] = defaultdict(set)
        keys = set(map(self._learn, names))
        everyday = {name_key(word) for word in ignored} - keys
        self._automaton = ahocorasick.Automaton()
        for key in (keys | everyday) - {""}:
            self._automaton.add_word(key, (len(key), key in everyday))
        if len(self._automaton):
            self._automaton.make_automaton()

    def _learn(self, name: FoldedName) -> str:
        """Note with which marks a name is written, and before which characters of its key with a space or hyphen; returns the key."""
        if name.marked != name.key:
            self._marked[name.key].add(name.marked)
        if name.breaks:
            self._gaps[name.key].update(name.breaks)
        return name.key

    def find(self, text: FoldedText, elsewhere: Iterable[tuple[int, int]] = (), stands: Callable[[Match], bool] = lambda match: True) -> list[Match]:
        """The names of a text in its order, not overlapping, longest first where they compete; none in the spans that are something else, and none
        that does not stand for anything there."""
        chosen: list[Match] = []
        taken = bytearray(len(text.key))
        for start, end in elsewhere:
            taken[start:end] = b"\1" * (end - start)
        for match in sorted(self._valid(text), key=lambda match: (-match.length, match.start)):
            if not any(taken[match.start : match.end]) and stands(match):
                taken[match.start : match.end] = b"\1" * match.length
                chosen.append(match)
        return sorted((match for match in chosen if not match.ignored), key=lambda match: match.start)

    def _valid(self, text: FoldedText) -> list[Match]:
        raw = self._raw(text)
        starts: dict[int, list[Match]] = defaultdict(list)
        for match in raw:
            starts[match.start].append(match)
        closing = _Closing(text, starts, self._endings, self._placing)
        valid: list[Match] = []
        reached: set[int] = set()
        for match in sorted(raw, key=lambda match: match.start):
            begins = is_edge(text, match.start) or match.start in reached or _found_inside(text, match)
            if begins and (match.ignored or closing.closes(match.end) or _runs_on(text, match)):
                valid.append(match)
                reached.update(_leads_on(text, match) if match.ignored else [match.end, *self._placing.after(text, match.end)])
        furthest: dict[int, int] = defaultdict(int)
        for match in valid:
            furthest[match.start] = max(furthest[match.start], match.end)
        return [match for match in valid if not _breaks_a_word(text, match, furthest, self._gaps.get(match.key, set()))]

    def _raw(self, text: FoldedText) -> list[Match]:
        """All occurrences; a name does not reach over the end of a sentence, and an everyday word may be inflected."""
        if not len(self._automaton):
            return []
        matches = []
        for last, (length, ignored) in self._automaton.iter(text.key):
            match = Match(last + 1 - length, last + 1, text.key[last + 1 - length : last + 1], ignored)
            if Gap.BREAK not in text.gaps[match.start + 1 : match.end] and (ignored or self._written_so(text, match)):
                matches.append(match)
        return matches

    def _written_so(self, text: FoldedText, match: Match) -> bool:
        """Whether the marks of the text are those of the name, and its spaces too when the name is short."""
        script = script_of(match.key[0])
        if match.length < _CUT.get(script, _CUT_ELSEWHERE):
            gaps = {position - match.start for position in range(match.start + 1, match.end) if text.gaps[position]}
            if gaps - self._gaps.get(match.key, set()):
                return False
        if script is Script.CYRILLIC and self._ends_in_a_word(text, match):
            return False
        form = text.marked(match.start, match.end) if script is Script.LATIN else match.key
        return form == match.key or form in self._marked.get(match.key, ())

    def _ends_in_a_word(self, text: FoldedText, match: Match) -> bool:
        """Whether a name that is one word takes the beginning of a second: "Каннам дээр" is no Каннамдэ."""
        gaps = [position for position in range(match.start + 1, match.end) if text.gaps[position] >= Gap.SPACE]
        return bool(gaps) and not is_edge(text, match.end) and not self._gaps.get(match.key)


class _Closing:
    """Where a name may end in one text."""

    def __init__(self, text: FoldedText, starts: dict[int, list[Match]], endings: Endings, placing: Endings) -> None:
        self._text = text
        self._starts = starts
        self._endings = endings
        self._placing = placing
        self._known: dict[int, bool] = {}

    def closes(self, position: int) -> bool:
        """Whether a name that ends here is whole."""
        if position not in self._known:
            self._known[position] = is_edge(self._text, position) or self._inflected(position)
        return self._known[position]

    def _inflected(self, position: int) -> bool:
        script = script_of(self._text.key[position])
        if script is Script.HANGUL and (self._placing.after(self._text, position) or self._hill_lot(position)):
            return True
        if script is Script.HANGUL and self._edge_within(position, _LONGEST_TAIL):
            ends = self._endings.after(self._text, position) + [match.end for match in self._starts[position] if not match.ignored]
            return any(self.closes(end) for end in ends)
        if script is Script.CYRILLIC:
            return self._edge_within(position, LONGEST_CASE_SUFFIX)
        return script is Script.KATAKANA and any(not match.ignored for match in self._starts[position])

    def _hill_lot(self, position: int) -> bool:
        """Whether a dong ends here and the number of a lot on a hill is written on to it: 화곡동산45."""
        digit = position + len(HILL)
        ends = self._text.key[position - 1] in LOT_AREA_ENDINGS and self._text.key.startswith(HILL, position)
        return ends and self._text.key[digit : digit + 1].isdigit()

    def _edge_within(self, position: int, length: int) -> bool:
        """Whether the word ends at most `length` characters on; this bounds the search in endless words as well."""
        last = min(position + length, len(self._text.key))
        return any(is_edge(self._text, end) for end in range(position + 1, last + 1))


def _leads_on(text: FoldedText, match: Match) -> list[int]:
    """Where names may begin after an everyday word: not within a Latin word that begins like it, as Changsong does."""
    return [] if script_of(match.key[0]) is Script.LATIN and not is_edge(text, match.end) else [match.end]


def _found_inside(text: FoldedText, match: Match) -> bool:
    """Whether a Hangul name is long enough to begin inside a word."""
    hangul = script_of(match.key[0]) is Script.HANGUL
    return hangul and not match.ignored and match.length >= _SHORTEST_INSIDE and not any(text.gaps[match.start : match.end])


def _runs_on(text: FoldedText, match: Match) -> bool:
    """Whether a name says what it is, and so much is written on to it that the caller left out spaces: 역삼동가로등이꺼졌어요."""
    says = match.length >= _SHORTEST_INSIDE and match.key[-1] in SAYING_KINDS
    last = match.end + _LONGEST_WORD
    return says and last < len(text.key) and not any(is_edge(text, position) for position in range(match.end, last + 1))


def _breaks_a_word(text: FoldedText, match: Match, furthest: dict[int, int], written: set[int]) -> bool:
    """Whether a name that reaches over a space, and is not `written` so, ends inside a longer name that begins after that space, or has taken a
    little word before a name for its beginning: "in Ui-dong" is no Inui-dong."""
    gaps = [position for position in range(match.start + 1, match.end) if text.gaps[position]]
    if any(furthest.get(position, 0) > match.end for position in gaps):
        return True
    little = (position for position in gaps if position - match.start <= _LITTLE and position - match.start not in written)
    return script_of(match.key[0]) is Script.LATIN and any(furthest.get(position) == match.end for position in little)
