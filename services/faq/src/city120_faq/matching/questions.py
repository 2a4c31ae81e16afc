"""Two questions in one text: where it may be cut in two that ask different things, and whether they do.

Words say what stands before and after each cut. Where they tell of two affairs, each part is read by words and vector like any other inquiry, and a
logistic curve over what is known of both tells whether the text asks for both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from city120_edition import rows
from city120_faq.encoder.model import Floats
from city120_faq.matching.matcher import Matcher, Ranking, best
from city120_faq.matching.stories import is_story
from city120_text import LANGUAGES

# A text is tried at so many cuts at most, the plainest first.
_MOST_CUTS = 16
# Words must give both affairs at least this chance together for the parts to be read: less where a question mark or a connective stands at the cut,
# and still less where both do.
_SUSPECTED = (0.9, 0.6, 0.15)
_SENTENCE = re.compile(r"[.?!;…。？！；\n]+\s*")
_COMMA = re.compile(r"[,，、:：]\s*")
_ASKED = re.compile(r"[?？]\s*$")
_DENSE = frozenset({"zh", "ja"})
_NEVER = re.compile(r"(?!)")
_LEAST = 1e-5


@dataclass(frozen=True)
class Cut:
    """A code point at which a text may be cut. `asked`: a question mark stands before it; `joined`: words that begin another question stand after
    it."""

    at: int
    asked: bool
    joined: bool


@dataclass(frozen=True)
class Part:
    """Part of a text as it was read: its ranking and its vector (d,)."""

    ranking: Ranking
    vector: Floats


class Connectives:
    """Where a text may go over to another question: at punctuation, and at the words of the edition's rows."""

    def __init__(self, words: Iterable[rows.Connective]) -> None:
        every = list(words)
        by_language = {language: [row for row in every if row.language == language] for language in LANGUAGES}
        self._begins = {language: _pattern([row for row in found if row.part == "begins"]) for language, found in by_language.items()}
        self._ends = {language: _pattern([row for row in found if row.part == "ends"]) for language, found in by_language.items()}

    def parts(self, text: str, language: str) -> list[tuple[int, int]]:
        """The parts of a text between its cuts, as code points from and to; one part where it has none."""
        begun = [found.span() for found in self._begins.get(language, _NEVER).finditer(text)]
        ended = [found.end() for found in self._ends.get(language, _NEVER).finditer(text)]
        kinds = [
            [found.end() for found in _SENTENCE.finditer(text)],
            [start for start, _ in begun],
            [found.end() for found in _COMMA.finditer(text)],
            # A word that begins a part may end like one that ends it.
            [cut for cut in ended if not any(start < cut <= end + 1 for start, end in begun)],
        ]
        plainest = [cut for kind in kinds for cut in kind if 0 < cut < len(text)]
        cuts = sorted(list(dict.fromkeys(plainest))[:_MOST_CUTS])
        return list(pairwise([0, *cuts, len(text)]))

    def joins(self, text: str, language: str, at: int) -> bool:
        """Whether words that begin another question stand at a code point."""
        return self._begins.get(language, _NEVER).match(text, at) is not None


def _pattern(words: list[rows.Connective]) -> re.Pattern[str]:
    """Finds the words: whole ones where words are separated; of Korean ones that end a part, the last syllables; anywhere in Chinese and Japanese."""
    if not words:
        return _NEVER
    told = "|".join(re.escape(row.text) for row in sorted(words, key=lambda row: (-len(row.text), row.text)))
    language, ends = words[0].language, words[0].part == "ends"
    if language in _DENSE:
        return re.compile(f"(?:{told})")
    if ends:
        whole = "" if language == "ko" else r"(?<!\S)"
        return re.compile(rf"{whole}(?:{told})\s+", re.IGNORECASE)
    return re.compile(rf"(?<!\S)(?:{told})(?!\S)", re.IGNORECASE)


@dataclass(frozen=True)
class Questions:
    """Finds where a text is two questions; `affair_of` each label of the matcher, `plain` a text without place names, empty where it is
    nothing else."""

    connectives: Connectives
    matcher: Matcher
    affair_of: Mapping[str, str]
    plain: Callable[[str], str]

    @cached_property
    def _affairs(self) -> list[str]:
        return self.matcher.affairs(self.affair_of)

    def cut(self, text: str, language: str, whole: Ranking) -> Cut | None:
        """Where words tell of two affairs, of which one is what the whole text is likeliest about; None where they do not, and in a long story, of
        which every sentence is about something."""
        parts = self.connectives.parts(text, language)
        if len(parts) < 2 or is_story(text):
            return None
        before, after = self.matcher.apart([self.plain(text[start:end]) for start, end in parts], language)
        chance, number, first, second = likeliest_cut(before, after, self._affairs)
        at = parts[number][1]
        found = Cut(at, bool(_ASKED.search(text[:at])), self.connectives.joins(text, language, at))
        suspected = chance >= _SUSPECTED[found.asked + found.joined]
        return found if suspected and self.likeliest(whole)[0] in (first, second) else None

    def likeliest(self, ranking: Ranking) -> tuple[str, float]:
        """The best affair of a ranking with its chance; empty where there is none."""
        return next(iter(best(ranking, 1, self.affair_of)), ("", 0.0))

    def ordered(self, whole: Ranking, parts: Sequence[Part]) -> list[int] | None:
        """The numbers of the two parts, first that of what the whole is likeliest about; None unless that is one of two affairs that they are of."""
        told, likely = [self.likeliest(part.ranking)[0] for part in parts], self.likeliest(whole)[0]
        return sorted(range(len(parts)), key=lambda number: told[number] != likely) if likely in told and not related(*told) else None

    def signs(self, cut: Cut, whole: Ranking, first: Part, second: Part) -> Floats:
        """What tells whether both parts are asked for (7,): how likely their affairs are, and the whole is about the second; how near their vectors
        lie to what was learnt of them; and what stands at the cut."""
        told = [self.likeliest(part.ranking) for part in (first, second)]
        near = [self.matcher.nearness(part.vector, affair) for part, (affair, _) in zip((first, second), told, strict=True)]
        beside = sum(chance for label, chance in whole.labels if self.affair_of.get(label) == told[1][0])
        odds = [_logit(chance) for chance in (told[0][1], told[1][1], beside)]
        return np.array([*odds, *near, cut.asked, cut.joined], dtype=np.float32)


def likeliest_cut(before: Floats, after: Floats, affairs: Sequence[str]) -> tuple[float, int, str, str]:
    """How likely two affairs are together before and after the cut where they are likeliest, its number, and both; given the chances of labels
    (cuts, labels) on both sides and the affair of each label. No chance where one affair is the other's parent everywhere."""
    public = np.array([bool(affair) for affair in affairs])
    before, after = np.where(public, before, 0), np.where(public, after, 0)
    sides = zip(before.max(axis=1), after.max(axis=1), before.argmax(axis=1), after.argmax(axis=1), strict=True)
    told = [
        (float(left * right), number, affairs[first], affairs[second])
        for number, (left, right, first, second) in enumerate(sides)
        if not related(affairs[first], affairs[second])
    ]
    return max(told, default=(0.0, 0, "", ""))


def related(first: str, second: str) -> bool:
    """Whether two affairs are one, or one is the other's parent."""
    return f"{first}.".startswith(f"{second}.") or f"{second}.".startswith(f"{first}.")


def _logit(chance: float) -> float:
    held = min(max(chance, _LEAST), 1 - _LEAST)
    return float(np.log(held / (1 - held)))
