"""What faq compiles when an edition is built: the trained matcher and the index for search."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from city120_edition import rows
from city120_edition.build import Inputs
from city120_edition.source import Source
from city120_faq import hand_set
from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.encoder.floats import Floats
from city120_faq.encoder.vectors import VectorStore, key_of
from city120_faq.learning.entry_training import train_entries
from city120_faq.learning.known_lines import Drift, Hashes, KnownLines, new_lines
from city120_faq.learning.lines import Example, by_entry, choices, digest_of, examples
from city120_faq.learning.shipped import (
    CAREFUL,
    ENTRY_SUMS,
    SUMS,
    Fitted,
    Trained,
    digest_of_trained,
    nearest_trained,
    read_fitted,
    trained_folders,
    write_fitted,
)
from city120_faq.learning.stored import save, save_entries
from city120_faq.learning.sums import Sums
from city120_faq.learning.training import fit_source, rows_of
from city120_faq.learning.word_training import train_words
from city120_faq.matching import analysis
from city120_faq.matching.word_head import Lexicon, WordHead

# How words are learnt, and all else besides.
_WORDS = f"15/{analysis.VERSION}/{hand_set.EPOCHS}"
_RECIPE = f"16/{_WORDS}"
# Of what was learnt before: for the edition that is current, the one before it, and a try.
_BYTES_KEPT = 1_500_000_000
Progress = Callable[[str, int, int], None]
Embed = Callable[[Sequence[Example]], Floats]
# Sums of vectors, and the lines of each label that are in them.
Known = tuple[Sums | None, Mapping[str, Hashes]]
_NONE: Known = (None, {})
# Tables that teach the matcher nothing; of entries the questions alone do.
UNREAD = {"entries", "examples", "shapes"}


class Builder:
    """Trains the matcher of an edition. What phrasings teach is kept in the cache, or ships; questions of entries are learnt in moments."""

    @property
    def recipe(self) -> str:
        """Changes whenever equal rows and an equal training would give another matcher."""
        return f"{_RECIPE}/{hand_set.ENTRIES_RATE}/{EmbeddingSettings().model_id}"

    def inputs(self, source: Source) -> Inputs:
        """Everything but the answers of entries, which teach the matcher nothing; and what was trained that may be of these rows."""
        entries = source.rows("entries", rows.Entry)
        asked = [(entry.id, entry.affair, entry.publisher, {language: text.question for language, text in entry.texts.items()}) for entry in entries]
        return Inputs(source.tables.keys() - UNREAD, [asked, digest_of_trained(trained_folders(source))])

    def build(self, source: Source, out: Path, cache: Path, progress: Progress) -> dict[str, Any]:
        """Write the matcher below `out`. Where no model of vectors is at hand, those of questions are left out, or words alone are learnt."""
        settings = EmbeddingSettings()
        phrasings, questions = examples(source)
        words = _words(phrasings, cache, progress)
        lines = [*phrasings, *questions]
        nearest = nearest_trained(source, KnownLines.of(source, lines), settings.model_id)
        store = VectorStore(cache, settings)

        def embed(some: Sequence[Example]) -> Floats:
            return store.vectors([line.text for line in some], lambda done, total: progress("vectors", done, total))

        known, known_entries = known_of(nearest[0]) if nearest else (_NONE, _NONE)
        sums = known_and_new(phrasings, questions, known, embed)
        of_entries = known_and_new(*by_entry(phrasings, questions), known_entries, embed)
        fit = weights_for(source, lines, nearest, store, cache, settings.model_id)
        save(words, sums.head() if sums else None, fit.fitted.fusion, settings.model_id, out)
        telling = [line for line in lines if line.entry]
        save_entries(train_entries(telling, words.lexicon, of_entries, choices(source)), out)
        counted = {"examples": len(lines), "labels": len(words.labels), "features": len(words.lexicon.features), "model": settings.model_id}
        return counted | {"report": fit.fitted.report, "fitted": fit.how, "notes": [fit.note] if fit.note else []}


@dataclass(frozen=True)
class Fit:
    """The weights and thresholds of an edition, how it came by them, and what whoever runs it should know of that."""

    fitted: Fitted
    how: dict[str, Any]
    note: str = ""


def weights_for(
    source: Source, lines: Sequence[Example], nearest: tuple[Trained, Drift] | None, store: VectorStore, cache: Path, model_id: str
) -> Fit:
    """Those that ship with a city, if these are its rows; else such as are fitted on these rows, if enough lines can judge; else careful ones."""
    if nearest is not None and nearest[1].share <= hand_set.NEW_SHARE:
        trained, drift = nearest
        return Fit(trained.fitted, {"on": "these rows, when they were last trained", "share": round(drift.share, 4)} | asdict(drift))
    kept = cache / f"fitted-{key_of(rows_of(source, lines), model_id):016x}-{_RECIPE.replace('/', '.')}"
    fitted, reason = None, f"fewer than {hand_set.LEAST_JUDGES} of its lines can judge"
    try:
        fitted = _kept(kept) or fit_source(source, lines, store, model_id)
    except ImportError:
        reason = "the model of vectors does not run here"
    if fitted is None:
        note = f"not fitted for these rows: {reason}; callers are asked rather than told (docs/another-city.md)"
        return Fit(Fitted(CAREFUL, {}, model_id, ""), {"on": "nothing"}, note)
    write_fitted(fitted, kept)
    return Fit(fitted, {"on": "these rows, when the edition was built"})


def _kept(folder: Path) -> Fitted | None:
    with suppress(FileNotFoundError):
        return read_fitted(folder)
    return None


def known_of(trained: Trained) -> tuple[Known, Known]:
    """What a training knows by label, and by entry."""
    return (trained.sums(SUMS), trained.lines.by_label()), (trained.sums(ENTRY_SUMS), trained.lines.by_entry())


def known_and_new(lines: Sequence[Example], questions: Sequence[Example], known: Known, embed: Embed) -> Sums | None:
    """What is known of the vectors of all lines: of those of a training its sums, and the vectors of the others. Questions of entries are never among
    the known. Where the model does not run, what is known alone, or None."""
    sums, hashes = known
    whole, new = new_lines(hashes, lines) if sums is not None else (frozenset(), list(lines))
    kept = sums.of_labels(whole) if sums is not None and whole else None
    try:
        every = [*new, *questions]
        if kept is None:
            return Sums.of(every, embed(every)) if every else None
        return kept.with_lines(every, embed(every)) if every else kept
    except ImportError:
        return kept


def _words(phrasings: Sequence[Example], cache: Path, progress: Progress) -> WordHead:
    """The head that reads words, as it was learnt before from the same lines if it was."""
    path = cache / f"words-{digest_of(phrasings)}-{_WORDS.replace('/', '.')}.npz"
    if path.exists():
        with np.load(path) as stored:
            lexicon = Lexicon(tuple(json.loads(bytes(stored["features"]))), stored["rarity"].astype(np.float32))
            return WordHead(lexicon, tuple(stored["labels"].tolist()), stored["weights"], stored["bias"])
    head = train_words(phrasings, lambda done, total: progress("words", done, total))
    features = np.frombuffer(json.dumps(head.lexicon.features, ensure_ascii=False).encode(), dtype=np.uint8)
    _write(path, features=features, rarity=head.lexicon.weights, labels=np.array(head.labels), weights=head.weights, bias=head.bias)
    forget_older(cache)
    return head


def forget_older(cache: Path, bytes_kept: int = _BYTES_KEPT) -> None:
    """Let go of what was learnt longest ago, 400 MB each time that a phrasing was written."""
    kept = 0
    for path in sorted(cache.glob("words-*.npz"), key=lambda path: path.stat().st_mtime, reverse=True):
        kept += path.stat().st_size
        if kept > bytes_kept:
            path.unlink()


def _write(path: Path, **arrays: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.npz")
    np.savez(fresh, **arrays)
    fresh.replace(path)


BUILDER = Builder()
