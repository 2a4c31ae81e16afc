"""What faq compiles when an edition is built: the trained matcher and the index for search."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

import numpy as np

from city120_edition import rows
from city120_edition.build import Inputs
from city120_edition.gazetteer import compile_gazetteer
from city120_edition.source import Source
from city120_faq import analysis
from city120_faq.fusion import Fusion
from city120_faq.heads import EPOCHS, Example, Lexicon, Sums, VectorHead, WordHead, digest_of, train_words
from city120_faq.place_names import PlaceNames
from city120_faq.shipped import ENTRY_SUMS, SHIPPED, SUMS, read_fusion, read_sums, shipped_digest
from city120_faq.vectors import EmbeddingSettings, VectorStore
from city120_faq.which_entry import train_entries

_LABEL = "label|"
_RECIPE = f"14/{analysis.VERSION}/{EPOCHS}"
Progress = Callable[[str, int, int], None]


def examples(source: Source) -> tuple[list[Example], list[Example]]:
    """All lines to learn from, without place names: phrasings and labels of affairs, and the questions of entries, which editors change. The same
    words are taken once."""
    names = PlaceNames.of(compile_gazetteer(source), source.rows("plain_names", rows.PlainName))
    known: set[tuple[str, str]] = set()

    def plain(lines: Iterator[Example]) -> list[Example]:
        shorter = [replace(line, text=names.remove(line.text)) for line in lines]
        # Of the same words, those that tell their entry.
        first: dict[tuple[str, str], Example] = {}
        for line in shorter:
            key = line.language, line.text
            if key not in first or (line.entry and not first[key].entry):
                first[key] = line
        found = [line for line in shorter if first[line.language, line.text] is line and (line.language, line.text) not in known]
        known.update(first)
        return found

    return plain(_phrasings(source)), plain(_questions(source))


def _phrasings(source: Source) -> Iterator[Example]:
    for phrasing in source.rows("phrasings", rows.Phrasing):
        yield Example(phrasing.text, phrasing.language, phrasing.affair, f"{phrasing.affair}|{phrasing.author}", phrasing.entry)
    several = choices(source)
    for affair in source.rows("affairs", rows.Affair):
        # Who says no more than what the affair is called is answered by the general entry.
        general = several.get(affair.code, [""])[0]
        for language, label in rows.by_language(affair.labels):
            yield Example(label, language, affair.code, f"{_LABEL}{affair.code}", general)


def _questions(source: Source) -> Iterator[Example]:
    for entry in source.rows("entries", rows.Entry):
        for language, text in rows.by_language(entry.texts):
            yield Example(text.question, language, entry.affair, f"entry|{entry.id}", entry.id)


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
        fusion, report = read_fusion(SHIPPED)
        save(words, VectorHead.of(sums) if sums else None, fusion, settings.model_id, out)
        telling = [line for line in (*phrasings, *questions) if line.entry]
        train_entries(telling, words.lexicon, of_entries, choices(source)).save(out)
        return {
            "examples": len(phrasings) + len(questions),
            "labels": len(words.labels),
            "features": len(words.lexicon.features),
            "model": settings.model_id,
            "report": report,
        }


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


def by_entry(phrasings: Sequence[Example], questions: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """The lines that tell their entry, with that for a label: phrasings; and what editors change, labels of affairs, which tell the general one, and
    questions."""
    telling = [(line.group.startswith(_LABEL), replace(line, label=line.entry)) for line in phrasings if line.entry]
    edited = [line for label, line in telling if label] + [replace(line, label=line.entry) for line in questions if line.entry]
    return [line for label, line in telling if not label], edited


def choices(source: Source) -> dict[str, list[str]]:
    """The city's entries of each affair that has several, the general one first."""
    found: dict[str, list[str]] = {}
    for entry in source.rows("entries", rows.Entry):
        if entry.publisher == rows.CITY:
            found.setdefault(entry.affair, []).append(entry.id)
    return {affair: entries for affair, entries in found.items() if len(entries) > 1}


def _sums(
    phrasings: Sequence[Example], questions: Sequence[Example], cache: Path, settings: EmbeddingSettings, progress: Progress, shipped: str = SUMS
) -> Sums | None:
    """What is known of the vectors of all lines; of phrasings alone, or None, where the model that is missing cannot run here."""
    store = VectorStore(cache, settings)

    def embedded(lines: Sequence[Example]) -> Sums:
        found = store.vectors([line.text for line in lines], lambda done, total: progress("vectors", done, total))
        return Sums.of(lines, found)

    found: list[Sums] = []
    try:
        if phrasings:
            found.append(read_sums(SHIPPED, f"{digest_of(phrasings)}/{settings.model_id}", shipped) or embedded(phrasings))
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


def save(words: WordHead, vectors: VectorHead | None, fusion: Fusion, model_id: str, out: Path) -> None:
    """Write what serving needs, words in half precision, which is enough."""
    nothing = np.zeros((0, 0), dtype=np.float32)
    np.savez(
        out / "matcher.npz",
        rarity=words.lexicon.weights.astype(np.float16),
        words=words.weights.astype(np.float16),
        words_bias=words.bias,
        middle=vectors.middle if vectors else nothing,
        directions=vectors.directions if vectors else nothing,
    )
    description = {
        "labels": sorted({*words.labels, *(vectors.labels if vectors else ())}),
        "word_labels": words.labels,
        "directions_of": vectors.label_of if vectors else (),
        "features": words.lexicon.features,
        "model": model_id,
        "fusion": asdict(fusion),
    }
    (out / "matcher.json").write_text(json.dumps(description, ensure_ascii=False), encoding="utf-8")


BUILDER = Builder()
