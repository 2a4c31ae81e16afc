"""Makes the index of an edition when it is built: words, vectors of the questions, and how far each ranker is to be trusted in each language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from city120_edition import rows
from city120_edition.build import Inputs
from city120_edition.source import Source
from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.encoder.floats import Floats
from city120_faq.encoder.vectors import VectorStore
from city120_faq.matching.place_names import PlaceNames
from city120_faq.search.embedded import VERSION, EmbeddedEngine, write_description, write_words
from city120_faq.search.merging import Trust
from city120_faq.search.port import Hit
from city120_faq.search.question_vectors import QuestionVectors
from city120_faq.suggest import write_suggestions

Progress = Callable[[str, int, int], None]
# Texts to vectors (n, d) of unit length.
Embed = Callable[[Sequence[str]], Floats]
# Phrasings of one language that trust is measured on: enough for two digits.
_MEASURED = 100


@dataclass(frozen=True)
class Line:
    """A phrasing with the entries that answer it."""

    text: str
    language: str
    answers: frozenset[str]


class Builder:
    """The index of an edition's entries, beside its matcher."""

    @property
    def recipe(self) -> str:
        """Changes whenever equal rows would give another index."""
        return f"{VERSION}/{EmbeddingSettings().model_id}"

    def inputs(self, source: Source) -> Inputs:
        """Entries, the phrasings that trust is measured on, and all that names are made of."""
        return Inputs(source.tables.keys())

    def build(self, source: Source, out: Path, cache: Path, progress: Progress) -> dict[str, Any]:
        """Write the index below `out`, with the vectors of the questions where the model of vectors runs."""
        settings = EmbeddingSettings()
        store = VectorStore(cache, settings)

        def embed(texts: Sequence[str]) -> Floats:
            return store.vectors(texts, lambda done, total: progress("vectors", done, total))

        write_suggestions(source.rows("entries", rows.Entry), out)
        plain = PlaceNames.of_source(source).remove
        entries, phrasings = source.rows("entries", rows.Entry), source.rows("phrasings", rows.Phrasing)
        try:
            build_index(out, entries, phrasings, plain, embed, progress)
        except ImportError:
            build_index(out, entries, phrasings, plain, None, progress)
        return {"entries": len(entries), "model": settings.model_id}


def build_index(
    folder: Path,
    entries: Sequence[rows.Entry],
    phrasings: Iterable[rows.Phrasing],
    plain: Callable[[str], str],
    embed: Embed | None,
    progress: Progress,
) -> None:
    """Write the index of the entries below `folder`. `plain` takes place names out of a text before it is embedded; no `embed`: words alone."""
    for done in write_words(folder, entries):
        progress("index", done, len(entries))
    if embed and entries:
        for language in rows.LANGUAGES:
            QuestionVectors.write(folder, language, embed([plain(entry.texts[language].question) for entry in entries]))
    write_description(folder, entries, {})
    engine = EmbeddedEngine(folder)
    lines = sample(phrasings, entries)
    trust = {language: _trust(engine, [line for line in lines if line.language == language], plain, embed) for language in rows.LANGUAGES}
    write_description(folder, entries, trust)


def sample(phrasings: Iterable[rows.Phrasing], entries: Iterable[rows.Entry]) -> list[Line]:
    """Phrasings that entries answer, evenly over the corpus, the same for every build."""
    of_affair: dict[str, set[str]] = {}
    for entry in entries:
        of_affair.setdefault(entry.affair, set()).add(entry.id)
    by_language: dict[str, list[Line]] = {language: [] for language in rows.LANGUAGES}
    for phrasing in phrasings:
        if answers := answers_of(of_affair, phrasing.affair):
            by_language[phrasing.language].append(Line(phrasing.text, phrasing.language, frozenset(answers)))
    return [line for lines in by_language.values() for line in lines[:: -(-len(lines) // _MEASURED) or 1]]


def answers_of(of_affair: Mapping[str, set[str]], affair: str) -> set[str]:
    """The entries of an affair, or of its nearest ancestor that has some."""
    while affair and affair not in of_affair:
        affair = affair.rpartition(".")[0]
    return of_affair.get(affair, set())


def _trust(engine: EmbeddedEngine, lines: Sequence[Line], plain: Callable[[str], str], embed: Embed | None) -> Trust:
    """The mean reciprocal rank of the first right entry, by each ranker alone; full trust where nothing can be measured."""
    if not lines:
        return Trust()
    vectors: Sequence[Floats | None] = list(embed([plain(line.text) for line in lines])) if embed else [None] * len(lines)
    rankings = [engine.ranked(engine.query(line.text, line.language, vector)) for line, vector in zip(lines, vectors, strict=True)]
    pairs = list(zip(lines, rankings, strict=True))
    return Trust(
        words=float(np.mean([reciprocal_rank(line, ranking.words) for line, ranking in pairs])),
        vectors=float(np.mean([reciprocal_rank(line, ranking.vectors) for line, ranking in pairs])),
    )


def reciprocal_rank(line: Line, ranking: Sequence[Hit]) -> float:
    """One over the place of the first entry that answers; 0 when none is there."""
    return next((1 / place for place, hit in enumerate(ranking, start=1) if hit.entry_id in line.answers), 0.0)


BUILDER = Builder()
