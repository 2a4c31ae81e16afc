"""What faq compiles when an edition is built: the trained matcher and the index for search."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from city120_edition import rows
from city120_edition.build import Inputs
from city120_edition.gazetteer import compile_gazetteer
from city120_edition.source import Source
from city120_faq import analysis, vectors
from city120_faq.place_names import PlaceNames
from city120_faq.search.build import index_source
from city120_faq.search.embedded import SEARCH
from city120_faq.search.embedded import VERSION as INDEX
from city120_faq.solution import SHIPPED, read_solution, shipped_digest
from city120_faq.train import ALARM_FROM, ALARM_WITH_WORDS, STATE_FROM, Example, Solution, Trained, train
from city120_faq.vectors import Floats, VectorStore

_RECIPE = 8
# What a shipped solution must have been trained by.
TRAINING = f"{_RECIPE}/{analysis.VERSION}/{vectors.MODEL}"


def examples(source: Source) -> list[Example]:
    """All lines to learn from, without place names: phrasings, labels of affairs, questions of entries. The same words are taken once."""
    names = PlaceNames.of(compile_gazetteer(source), source.rows("plain_names", rows.PlainName))
    found: dict[tuple[str, str], Example] = {}
    for example in (*_phrasings(source), *_labels(source)):
        plain = replace(example, text=names.remove(example.text))
        found.setdefault((plain.language, plain.text), plain)
    return list(found.values())


def _phrasings(source: Source) -> Iterator[Example]:
    for phrasing in source.rows("phrasings", rows.Phrasing):
        yield Example(phrasing.text, phrasing.language, phrasing.affair, f"{phrasing.affair}|{phrasing.author}")


def _labels(source: Source) -> Iterator[Example]:
    for affair in source.rows("affairs", rows.Affair):
        for language, label in rows.by_language(affair.labels):
            yield Example(label, language, affair.code, f"label|{affair.code}")
    for entry in source.rows("entries", rows.Entry):
        for language, text in rows.by_language(entry.texts):
            yield Example(text.question, language, entry.affair, f"entry|{entry.id}")


def centred(found: Floats, languages: list[str]) -> tuple[Floats, dict[str, Floats]]:
    """Vectors less the mean of their language, of unit length again, and the means."""
    codes = np.array(languages)
    means: dict[str, Floats] = {language: found[codes == language].mean(axis=0) for language in sorted(set(languages))}
    moved = found - np.stack([means[language] for language in languages])
    return moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), means


class Builder:
    """Trains the matcher of an edition, from what ships with this service where the lines have hardly changed, and indexes its entries."""

    recipe = f"{TRAINING}/{shipped_digest()}/{STATE_FROM}/{ALARM_FROM}/{ALARM_WITH_WORDS}/{INDEX}"

    def inputs(self, source: Source) -> Inputs:
        """Everything but the answers of entries, which teach the matcher nothing."""
        entries = source.rows("entries", rows.Entry)
        asked = [(entry.id, entry.affair, {language: text.question for language, text in entry.texts.items()}) for entry in entries]
        return Inputs(source.tables.keys() - {"entries"}, asked)

    def build(self, source: Source, out: Path, cache: Path, progress: Callable[[str, int, int], None]) -> dict[str, Any]:
        """Write matcher and index below `out`. Where the model of vectors does not run, words alone are learnt."""
        trained, moved, means = self.train(source, cache, progress, read_solution(SHIPPED, TRAINING))
        save(trained, moved, means, out)
        index_source(source, out / SEARCH, cache, progress, vectors=moved is not None)
        solution = trained.solution
        return {
            "examples": len(solution.keys),
            "labels": len(solution.labels),
            "features": len(trained.lexicon.features),
            "report": solution.report,
        }

    @staticmethod
    def train(
        source: Source, cache: Path, progress: Callable[[str, int, int], None], known: Solution | None
    ) -> tuple[Trained, Floats | None, dict[str, Floats]]:
        """The trained matcher of a source, its centred vectors and the means of languages."""
        learnt = examples(source)
        languages = [example.language for example in learnt]
        try:
            raw = VectorStore(cache).vectors([example.text for example in learnt], lambda done, total: progress("vectors", done, total))
            moved, means = centred(raw, languages)
        except ImportError:
            moved, means = None, {}
        return train(learnt, moved, lambda done, total: progress("matcher", done, total), known), moved, means


def save(trained: Trained, moved: Floats | None, means: dict[str, Floats], out: Path) -> None:
    """Write what serving needs, in half precision where that is enough."""
    half, nothing = np.float16, np.zeros((0, 0), dtype=np.float32)
    np.savez(
        out / "matcher.npz",
        weights=trained.lexicon.weights.astype(half),
        words=trained.words.astype(half),
        dual=(nothing if trained.lines is None else trained.lines).astype(half),
        lines=(nothing if moved is None else moved).astype(half),
        means=np.stack([means[language] for language in sorted(means)]) if means else nothing,
    )
    solution = trained.solution
    description = {
        "labels": solution.labels,
        "features": trained.lexicon.features,
        "languages": sorted(means),
        "state_from": STATE_FROM,
        "alarm_from": ALARM_FROM,
        "alarm_with_words": ALARM_WITH_WORDS,
        "stages": {name: asdict(stage) for name, stage in solution.stages.items()},
    }
    (out / "matcher.json").write_text(json.dumps(description, ensure_ascii=False), encoding="utf-8")


BUILDER = Builder()
