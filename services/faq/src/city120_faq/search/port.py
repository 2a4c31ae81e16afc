"""The search port: what every engine over the entries of an edition does, whatever runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from city120_faq.encoder.floats import Floats

# How many entries each of the two rankers of an engine names; the fusion sees no further.
DEPTH = 100


@dataclass(frozen=True)
class Query:
    """What is looked for in one language: the distinct tokens that the edition has, and a sentence vector (d,), centred and of unit length, or none.

    `heard`: which share of the text's tokens those are, 0 to 1. The less of a text was heard, the less the ranking by words means.
    """

    tokens: tuple[str, ...]
    language: str
    heard: float
    vector: Floats | None = None


@dataclass(frozen=True)
class Hit:
    """An entry and its score. Scores of different rankers, and of the same ranker in different engines, have no common scale."""

    entry_id: str
    score: float


@dataclass(frozen=True)
class Rankings:
    """What the two rankers of an engine found: at most DEPTH entries each, best first, entries of equal score in the edition's order.

    `words`: BM25 over question (counted twice) and answer; an entry without a common token is not in it. `vectors`: cosine of the questions.
    """

    words: tuple[Hit, ...] = ()
    vectors: tuple[Hit, ...] = ()


class SearchEngine(Protocol):
    """An engine that holds one edition."""

    async def rank(self, query: Query) -> Rankings:
        """The entries nearest to a query, by words and, if it has a vector, by vectors. Raises Unavailable; NotFound if the edition is not there."""
        ...
