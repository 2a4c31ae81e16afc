"""Two questions in one text: where it may be cut in two that ask different things, and what tells whether they do.

Words say what stands before and after each cut. Where they tell of two affairs, each half is read by words and vector like any other inquiry, and a
logistic curve over what is known of both tells whether the text asks for both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from city120_edition import rows
from city120_faq.encoder.floats import Floats
from city120_faq.matching.labels import is_below, log_odds
from city120_faq.matching.matcher import Matcher
from city120_faq.matching.ranking import Ranking, Reading
from city120_faq.matching.sentences import is_story
from city120_text import LANGUAGES

_SENTENCE = re.compile(r"[.?!;…。？！；\n]+\s*")
_COMMA = re.compile(r"[,，、:：]\s*")
_ASKED = re.compile(r"[?？]\s*$")
_DENSE = frozenset({"zh", "ja"})
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Cut:
    """A code point at which a text may be cut. `asked`: a question mark stands before it; `joined`: words that begin another question stand after
    it."""

    at: int
    asked: bool
    joined: bool


class Connectives:
    """Where a text may go over to another question: at punctuation, and at the words of the edition's rows. `plain`: a text without place names."""

    def __init__(self, words: Iterable[rows.Connective], plain: Callable[[str], str] = str) -> None:
        every, self._plain = list(words), plain
        by_language = {language: [row for row in every if row.language == language] for language in LANGUAGES}
        self._begins = {language: _pattern([row for row in own if row.position == "begins"]) for language, own in by_language.items()}
        self._ends = {language: _pattern([row for row in own if row.position == "ends"]) for language, own in by_language.items()}

    def clauses(self, text: str, language: str) -> list[tuple[int, int]]:
        """The clauses of a text, which lie between its cuts, as code points from and to; one where it has none."""
        begun = [match.span() for match in self._begins.get(language, _NEVER).finditer(text)]
        ended = [match.end() for match in self._ends.get(language, _NEVER).finditer(text) if not self._ends_with_name(text[: match.end()])]
        cuts = {match.end() for end in (_SENTENCE, _COMMA) for match in end.finditer(text)} | {start for start, _ in begun}
        # A word that begins a clause may end like one that ends it.
        cuts |= {cut for cut in ended if not any(start < cut <= end + 1 for start, end in begun)}
        return list(pairwise([0, *sorted(cut for cut in cuts if 0 < cut < len(text)), len(text)]))

    def _ends_with_name(self, text: str) -> bool:
        """Whether the last word is a place name and no more: 노원구 ends like a clause, and what comes after it happens there."""
        return not self._plain(text.rsplit(maxsplit=1)[-1])

    def joins(self, text: str, language: str, at: int) -> bool:
        """Whether words that begin another question stand at a code point."""
        return self._begins.get(language, _NEVER).match(text, at) is not None


def _pattern(words: list[rows.Connective]) -> re.Pattern[str]:
    """Finds the words: whole ones where words are separated; of Korean ones that end a clause, the last syllables; anywhere in Chinese and
    Japanese."""
    if not words:
        return _NEVER
    either = "|".join(re.escape(row.text) for row in sorted(words, key=lambda row: (-len(row.text), row.text)))
    language, ends = words[0].language, words[0].position == "ends"
    if language in _DENSE:
        return re.compile(f"(?:{either})")
    if ends:
        whole = "" if language == "ko" else r"(?<!\S)"
        return re.compile(rf"{whole}(?:{either})\s+", re.IGNORECASE)
    return re.compile(rf"(?<!\S)(?:{either})(?!\S)", re.IGNORECASE)


@dataclass(frozen=True)
class Questions:
    """Finds where a text is two questions; `plain` a text without place names, empty where it is nothing else."""

    connectives: Connectives
    matcher: Matcher
    plain: Callable[[str], str]

    def cut(self, text: str, language: str, whole: Ranking) -> Cut | None:
        """Where words tell of two affairs, of which one is what the whole text is likeliest about; None where they do not, and in a long story, of
        which every sentence is about something."""
        if is_story(text) or len(clauses := self.connectives.clauses(text, language)) < 2:
            return None
        before, after = self.matcher.beside_cuts([self.plain(text[start:end]) for start, end in clauses], language)
        chance, number, first, second = likeliest_cut(before, after, self.matcher.affairs, self.matcher.public)
        at = clauses[number][1]
        cut = Cut(at, bool(_ASKED.search(text[:at])), self.connectives.joins(text, language, at))
        # What is likelier than not is worth two vectors; where nothing marks the cut, what is as likely as a statement.
        suspected = chance >= (1 - chance if cut.asked or cut.joined else self.matcher.fusion.state_from)
        return cut if suspected and whole.best[0] in (first, second) else None

    def signs(self, cut: Cut, whole: Ranking, first: Reading, second: Reading) -> Floats:
        """What tells whether both halves are asked for (7,): how likely their affairs are, and the whole is about the second; how near their vectors
        lie to what was learnt of them; and what stands at the cut."""
        best = [half.ranking.best for half in (first, second)]
        near = [self.matcher.vectors.nearness(half.vector, affair) for half, (affair, _) in zip((first, second), best, strict=True)]
        beside = whole.affairs.chance(best[1][0])
        return np.array([*log_odds(np.array([best[0][1], best[1][1], beside])), *near, cut.asked, cut.joined], dtype=np.float32)


def likeliest_cut(before: Floats, after: Floats, affairs: Sequence[str], public: npt.NDArray[np.bool_]) -> tuple[float, int, str, str]:
    """How likely two affairs are together before and after the cut where they are likeliest, its number, and both; given the chances of labels
    (cuts, labels) on both sides, the affair of each label, and whether it is one. No chance where one affair is the other's parent everywhere."""
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
    return is_below(first, second) or is_below(second, first)
