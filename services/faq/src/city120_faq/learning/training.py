"""Fits the weights of the two heads and every threshold on lines that neither head has learnt from: those of writers who saw no other line (author
`blind-…`), and those of a few authors.

What tells two questions in one text is fitted on `pairs`, which no head learns, and on the judges' lines as texts of one question, read as the
service reads. What tells which entry answers is fitted on those judges' lines that name their entry. The report is cross-validated: each half is
judged by weights fitted on the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from city120_edition import rows
from city120_edition.source import Source
from city120_faq import hand_set
from city120_faq.encoder.floats import Floats
from city120_faq.encoder.vectors import VectorStore
from city120_faq.learning.entry_training import fit_entries, train_entries
from city120_faq.learning.fitting import fit, fit_pairs
from city120_faq.learning.judged import Judged
from city120_faq.learning.lines import Example, choices, is_judge
from city120_faq.learning.report import report, share
from city120_faq.learning.shipped import Fitted
from city120_faq.learning.stored import save
from city120_faq.learning.sums import Sums
from city120_faq.learning.word_training import train_words
from city120_faq.matching.entry_head import EntryWeights
from city120_faq.matching.fusion import Fusion
from city120_faq.matching.labels import OUT_OF_SCOPE
from city120_faq.matching.place_names import PlaceNames
from city120_faq.matching.reading import Halves, Reader, Steps, Vectors
from city120_faq.matching.sentences import embedded
from city120_faq.matching.word_head import WordHead

_Result = TypeVar("_Result")
Embed = Callable[[Sequence[str]], Floats]


def fit_source(source: Source, lines: Sequence[Example], store: VectorStore, model_id: str) -> Fitted | None:
    """Everything fitted on the judges' among the lines of a source, with the vectors of one model; None where there are too few. Raises ImportError
    when it needs a model that is not there."""
    judging = np.array([is_judge(line) for line in lines], dtype=np.bool_)
    if judging.sum() < hand_set.LEAST_JUDGES:
        return None

    def embed(texts: Sequence[str]) -> Floats:
        return store.vectors(texts, lambda done, total: None)

    vectors = embed([line.text for line in lines])
    learnt, judges = ([line for line in lines if is_judge(line) == kept] for kept in (False, True))
    words, head = train_words(learnt), Sums.of(learnt, vectors[~judging]).head()
    judged = Judged.of(words, head, judges, embedded([line.text for line in judges], embed))
    first = np.array([half(line) for line in judges])
    told = {name: report(judged[~side], fit(judged[side])) for name, side in (("first half", first), ("second half", ~first))}
    fusion = fit(judged)
    with TemporaryDirectory() as folder:
        save(words, head, fusion, model_id, Path(folder))
        reader = Reader.of(source, PlaceNames.of_source(source), Path(folder))
    codes = {affair.code for affair in source.rows("affairs", rows.Affair)}
    single = [rows.Pair(language=line.language, text=line.text, affair=line.label) for line in judges if line.label in codes]
    fusion, told["two questions"] = fitted_pairs(reader, [*source.rows("pairs", rows.Pair), *single], fusion, embed)
    telling = np.array([bool(line.entry) for line in lines])
    weights, told["entries"] = fitted_entries([line for line in lines if line.entry], vectors[telling], words, choices(source))
    return Fitted(replace(fusion, entries=weights), told, model_id, rows_of(source, lines))


def rows_of(source: Source, lines: Sequence[Example]) -> str:
    """What tells the rows that are fitted on from others."""
    beside = [*source.rows("pairs", rows.Pair), *source.rows("connectives", rows.Connective)]
    told = sorted(repr(row) for row in (*lines, *beside))
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def follow(readings: Sequence[Steps[_Result]], embed: Embed) -> list[_Result]:
    """Let many readings go on to their end together: what all ask at a time is embedded at once."""
    results: dict[int, _Result] = {}
    given: dict[int, Vectors | None] = dict.fromkeys(range(len(readings)))
    while given:
        asked: dict[int, tuple[str, ...]] = {}
        for number, vectors in given.items():
            try:
                asked[number] = next(readings[number]) if vectors is None else readings[number].send(vectors)
            except StopIteration as end:
                results[number] = end.value
        texts = list(chain.from_iterable(asked.values()))
        rows = iter(embedded(texts, embed)) if texts else iter(())
        given = {number: Vectors(np.stack([next(rows) for _ in wanted])) for number, wanted in asked.items()}
    return [results[number] for number in range(len(readings))]


def half(line: Example) -> bool:
    """Which half of the judges a line belongs to; an author's lines stay together."""
    return hashlib.sha256(line.group.encode()).digest()[1] % 2 == 0


def fitted_pairs(reader: Reader, texts: Sequence[rows.Pair], fusion: Fusion, embed: Embed) -> tuple[Fusion, dict[str, Any]]:
    """The fusion with the curve that tells two questions, and the report: each half is judged by the curve fitted on the other."""
    read = follow([_two_questions(reader, pair) for pair in texts], embed)
    looked = {number: halves for number, halves in enumerate(read) if halves is not None}
    if not looked:
        return fusion, {}
    signs = np.array([halves.signs for halves in looked.values()])
    right = np.array([_affairs(halves) == {texts[number].affair, texts[number].also} for number, halves in looked.items()])
    first, places = np.array([_first_half(texts[number]) for number in looked]), np.array(list(looked))
    told, truly = np.zeros(len(texts), dtype=bool), np.zeros(len(texts), dtype=bool)
    truly[places] = right
    for side in (first, ~first):
        halved = replace(fusion, pairs=fit_pairs(signs[~side], right[~side]))
        told[places[side]] = [halved.both_asked(row) for row in signs[side]]
    return replace(fusion, pairs=fit_pairs(signs, right)), _report(texts, told, truly)


def _two_questions(reader: Reader, pair: rows.Pair) -> Steps[Halves | None]:
    """A text as two questions, where it looks like two."""
    whole, _ = yield from reader.whole(pair.text, pair.language)
    halves, _ = yield from reader.halves(pair.text, pair.language, whole.ranking)
    return halves


def _affairs(halves: Halves) -> set[str]:
    return {reading.ranking.best[0] for reading in (halves.first, halves.second)}


def _first_half(pair: rows.Pair) -> bool:
    """Which half a text belongs to; those of the same affairs stay together, for several may say the same in other languages."""
    return hashlib.sha256("|".join(sorted((pair.affair, pair.also))).encode()).digest()[1] % 2 == 0


def _report(pairs: Sequence[rows.Pair], told: npt.NDArray[np.bool_], right: npt.NDArray[np.bool_]) -> dict[str, float]:
    """Of texts with two questions, of how many both are told and rightly; of those with one, of how many two are told."""
    two = np.array([bool(pair.also) for pair in pairs])
    return {"two": int(two.sum()), "told_rightly": share((told & right)[two]), "unasked": share(told[~two])}


def fitted_entries(
    lines: Sequence[Example], vectors: Floats, words: WordHead, order: Mapping[str, Sequence[str]]
) -> tuple[EntryWeights, dict[str, Any]]:
    """The weights that tell which entry answers, and the report: lines of judges, which the encoder has not learnt either, by heads of all others;
    each half is judged by weights fitted on the other half. Why something is no public business is chosen by the same weights, which are not fitted
    on it."""
    judging = np.array([is_judge(line) for line in lines])
    learnt = [line for line in lines if not is_judge(line)]
    sums = Sums.of([replace(line, label=line.entry) for line in learnt], vectors[~judging])
    head = train_entries(learnt, words.lexicon, sums, order)
    said: list[tuple[bool, tuple[Floats, Floats, int]]] = []
    why: list[tuple[Floats, Floats, int]] = []
    for row in np.flatnonzero(judging).tolist():
        choice = head.choices.get(lines[row].label)
        if choice is not None and lines[row].entry in choice.entries and len(choice.directions):
            by_words, right = choice.by_words(words.lexicon.read(lines[row].text)), choice.entries.index(lines[row].entry)
            heard = (by_words, choice.by_vector(vectors[row]), right)
            if lines[row].label == OUT_OF_SCOPE:
                why.append(heard)
            else:
                said.append((half(lines[row]), heard))
    counts: dict[str, list[bool]] = {name: [] for name in ("general", "others", "words_alone")}
    for side in (True, False):
        weights = fit_entries([line for first, line in said if first != side])
        for by_words, cosines, right in (line for first, line in said if first == side):
            counts["others" if right else "general"].append(int(weights.logs(by_words, cosines).argmax()) == right)
            counts["words_alone"].append(int(weights.logs(by_words, None).argmax()) == right)
    fitted = fit_entries([line for _, line in said])
    if why:
        counts["why_no_public_business"] = [int(fitted.logs(by_words, cosines).argmax()) == right for by_words, cosines, right in why]
    return fitted, {"lines": len(said)} | {name: share(outcomes) for name, outcomes in counts.items()}
