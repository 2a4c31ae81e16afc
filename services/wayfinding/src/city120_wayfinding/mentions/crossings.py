"""A crossing that is said in another language than its name: the station, dong or place that it is called after, and a word for a crossing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from city120_edition import rows
from city120_text import name_key
from city120_text.place_endings import DONG_ENDING
from city120_wayfinding.mentions.kinds import closed
from city120_wayfinding.mentions.sites import SiteFinder
from city120_wayfinding.places.place import Place
from city120_wayfinding.writing.folding import COMMAS, FoldedText, Gap

CROSSING = "crossing"
_BEFORE, _OFFICIAL = "before", "ko"


class CrossingFinder:
    """The crossings called after what a text names beside such a word: Gongdeok intersection, ngã tư Gongdeok, Гонгдок уулзвар."""

    def __init__(self, words: Iterable[rows.KindWord], sites: SiteFinder) -> None:
        """`words`: of Korean the ends of crossings' own names."""
        said = [word for word in words if word.kind == CROSSING]
        self._sites = sites
        self._ends = tuple(name_key(word.text) for word in said if word.language == _OFFICIAL)
        self._before = _longest_first(word for word in said if word.language != _OFFICIAL and word.position == _BEFORE)
        self._after = _longest_first(word for word in said if word.language != _OFFICIAL and word.position != _BEFORE)

    def find(self, text: FoldedText, start: int, end: int, candidates: Sequence[Place]) -> tuple[int, int, tuple[Place, ...]] | None:
        """Where a crossing called after what stands in key[start:end] begins and ends, and the dongs that it lies in."""
        span = self._said_after(text, start, end) or self._said_before(text, start, end)
        places = self._called_after(candidates) if span else ()
        return (*span, places) if span and places else None

    def _said_after(self, text: FoldedText, start: int, end: int) -> tuple[int, int] | None:
        """The span with the word that follows it."""
        if text.key.startswith(self._after, end) and _together(text, end):
            return next(((start, last) for word in self._after if text.key.startswith(word, end) and closed(text, last := end + len(word))), None)
        return None

    def _said_before(self, text: FoldedText, start: int, end: int) -> tuple[int, int] | None:
        """The span with the word that stands before it."""
        if self._before and text.key.endswith(self._before, 0, start) and _together(text, start):
            return next((start - len(word), end) for word in self._before if text.key.endswith(word, 0, start))
        return None

    def _called_after(self, candidates: Sequence[Place]) -> tuple[Place, ...]:
        """The crossings whose own name begins with one of these and ends as those of crossings do."""
        names = (name_key(place.names[_OFFICIAL]).removesuffix(DONG_ENDING) for place in candidates if _OFFICIAL in place.names)
        stems = dict.fromkeys(stem for name in names if name for stem in (name, f"{name}{DONG_ENDING}"))
        keys = (f"{stem}{end}" for stem in stems for end in self._ends)
        return tuple({place.ref: place for key in keys if self._sites.knows(key) for place in self._sites.places(key)}.values())


def _longest_first(words: Iterable[rows.KindWord]) -> tuple[str, ...]:
    return tuple(sorted({name_key(word.text) for word in words}, key=len, reverse=True))


def _together(text: FoldedText, position: int) -> bool:
    """Whether no more than a space or a hyphen parts two words."""
    between = text.original[text.ends[position - 1] : text.starts[position]]
    return text.gaps[position] <= Gap.SPACE and not any(comma in between for comma in COMMAS)
