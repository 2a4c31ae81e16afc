"""What faq compiles when an edition is built: the trained matcher and the index for search."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

import numpy as np

from city120_edition import rows
from city120_edition.build import Inputs
from city120_edition.source import Source
from city120_faq.encoder.vectors import EmbeddingSettings, VectorStore, key_of
from city120_faq.learning.lines import by_entry, choices, examples
from city120_faq.learning.shipped import ENTRY_SUMS, SUMS, Fitted, read_fitted, read_sums, shipped, shipped_digest, write_fitted
from city120_faq.learning.training import fit_source, rows_of
from city120_faq.matching import analysis
from city120_faq.matching.heads import EPOCHS, Example, Lexicon, Sums, VectorHead, WordHead, digest_of, train_words
from city120_faq.matching.matcher import save
from city120_faq.matching.which_entry import train_entries

_log = logging.getLogger(__name__)
_RECIPE = f"14/{analysis.VERSION}/{EPOCHS}"
Progress = Callable[[str, int, int], None]


class Builder:
    """Trains the matcher of an edition. What phrasings teach is kept in the cache, or ships; questions of entries are learnt in moments."""

    @property
    def recipe(self) -> str:
        """Changes whenever equal rows would give another matcher."""
        return f"{_RECIPE}/{EmbeddingSettings().model_id}/{shipped_digest()}"

    def inputs(self, source: Source) -> Inputs:
        """Everything but the answers of entries, which teach the matcher nothing."""
        entries = source.rows("entries", rows.Entry)
        asked = [(entry.id, entry.affair, entry.publisher, {language: text.question for language, text in entry.texts.items()}) for entry in entries]
        return Inputs(source.tables.keys() - {"entries"}, asked)

    def build(self, source: Source, out: Path, cache: Path, progress: Progress) -> dict[str, Any]:
        """Write the matcher below `out`. Where no model of vectors is at hand, those of questions are left out, or words alone are learnt."""
        settings = EmbeddingSettings()
        phrasings, questions = examples(source)
        words = _words(phrasings, cache, progress)
        sums = _sums(phrasings, questions, cache, settings, progress)
        told, asked = by_entry(phrasings, questions)
        of_entries = _sums(told, asked, cache, settings, progress, ENTRY_SUMS)
        fitted = _fitted(source, [*phrasings, *questions], cache, settings)
        save(words, VectorHead.of(sums) if sums else None, fitted.fusion, settings.model_id, out)
        telling = [line for line in (*phrasings, *questions) if line.entry]
        train_entries(telling, words.lexicon, of_entries, choices(source)).save(out)
        return {
            "examples": len(phrasings) + len(questions),
            "labels": len(words.labels),
            "features": len(words.lexicon.features),
            "model": settings.model_id,
            "report": fitted.report,
            "fitted_for": fitted.model,
        }


def _fitted(source: Source, lines: Sequence[Example], cache: Path, settings: EmbeddingSettings) -> Fitted:
    """The weights and thresholds that ship, or, for another model of vectors, such as are fitted with its own, as far as the source has the lines."""
    ships = read_fitted(shipped())
    if settings.model_id == ships.model:
        return ships
    # What ships tells the code that fits from another.
    kept = cache / f"fitted-{key_of(rows_of(source, lines), settings.model_id):016x}-{shipped_digest()}"
    with suppress(FileNotFoundError):
        return read_fitted(kept)
    try:
        fitted = fit_source(source, lines, VectorStore(cache, settings), settings.model_id)
    except ImportError:
        fitted = None
    if fitted is None:
        _log.warning("weights and thresholds are those of %s: none could be fitted for %s", ships.model, settings.model_id)
        return replace(ships, report={})
    write_fitted(fitted, kept)
    return fitted


def _words(phrasings: Sequence[Example], cache: Path, progress: Progress) -> WordHead:
    """The head that reads words, as it was learnt before from the same lines if it was."""
    path = cache / f"words-{digest_of(phrasings)}-{_RECIPE.replace('/', '.')}.npz"
    if path.exists():
        with np.load(path) as stored:
            lexicon = Lexicon(tuple(json.loads(bytes(stored["features"]))), stored["rarity"].astype(np.float32))
            return WordHead(lexicon, tuple(stored["labels"].tolist()), stored["weights"], stored["bias"])
    head = train_words(phrasings, lambda done, total: progress("words", done, total))
    features = np.frombuffer(json.dumps(head.lexicon.features, ensure_ascii=False).encode(), dtype=np.uint8)
    _write(path, features=features, rarity=head.lexicon.weights, labels=np.array(head.labels), weights=head.weights, bias=head.bias)
    return head


def _sums(
    phrasings: Sequence[Example], questions: Sequence[Example], cache: Path, settings: EmbeddingSettings, progress: Progress, name: str = SUMS
) -> Sums | None:
    """What is known of the vectors of all lines; of phrasings alone, or None, where the model that is missing cannot run here."""
    store = VectorStore(cache, settings)

    def embedded(lines: Sequence[Example]) -> Sums:
        found = store.vectors([line.text for line in lines], lambda done, total: progress("vectors", done, total))
        return Sums.of(lines, found)

    found: list[Sums] = []
    try:
        if phrasings:
            found.append(read_sums(shipped(), f"{digest_of(phrasings)}/{settings.model_id}", name) or embedded(phrasings))
        if questions:
            found.append(embedded(questions))
    except ImportError:
        pass
    return reduce(add, found) if found else None


def _write(path: Path, **arrays: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.npz")
    np.savez(fresh, **arrays)
    fresh.replace(path)


BUILDER = Builder()
