"""Fits the weights of the two heads and every threshold on lines that neither head has learnt from: those of writers who saw no other line (author
`blind-…`), and those of one author in 25.

What tells two questions in one text is fitted on `pairs`, which no head learns, and on the judges' lines as texts of one question. What tells which
entry answers is fitted on those judges' lines that name their entry. The report is cross-validated: each half is judged by weights fitted on the
other.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt

from city120_edition import rows
from city120_edition.gazetteer import compile_gazetteer
from city120_edition.source import Source
from city120_faq.encoder.model import Floats
from city120_faq.encoder.vectors import VectorStore
from city120_faq.learning.lines import choices
from city120_faq.learning.shipped import Fitted
from city120_faq.matching.analysis import features
from city120_faq.matching.fusion import Fusion, Judged, fit, fit_pairs, report, right_labels, share
from city120_faq.matching.heads import Example, Sums, VectorHead, WordHead, aligned, is_judge, log_softmax, train_words
from city120_faq.matching.matcher import Matcher, Ranking, save
from city120_faq.matching.place_names import PlaceNames
from city120_faq.matching.questions import Connectives, Part, Questions
from city120_faq.matching.which_entry import EntryWeights, fit_entries, told, train_entries

# So many lines can be told apart into halves by language: 80 in each, a share among which is known to five points.
LEAST_JUDGES = 500


def fit_source(source: Source, lines: Sequence[Example], store: VectorStore, model_id: str) -> Fitted | None:
    """Everything fitted on the judges' among the lines of a source, with the vectors of one model; None where there are too few. Raises ImportError
    when it needs a model that is not there."""
    judging = np.array([is_judge(line) for line in lines], dtype=np.bool_)
    if judging.sum() < LEAST_JUDGES:
        return None
    vectors = store.vectors([line.text for line in lines], lambda done, total: None)
    learnt, judges = ([line for line in lines if is_judge(line) == kept] for kept in (False, True))
    words, head = train_words(learnt), VectorHead.of(Sums.of(learnt, vectors[~judging]))
    others, labels = judged(words, head, judges, store.readings([line.text for line in judges]))
    first = np.array([half(line) for line in judges])
    found = {name: report(others[~side], fit(others[side], labels), labels) for name, side in (("first half", first), ("second half", ~first))}
    fusion = fit(others, labels)
    codes = {affair.code for affair in source.rows("affairs", rows.Affair)}
    single = [rows.Pair(language=line.language, text=line.text, affair=line.label) for line in judges if line.label in codes]
    look = Pairs(source, words, head, fusion, store, model_id)
    fusion, found["two questions"] = fitted_pairs(look, [*source.rows("pairs", rows.Pair), *single], fusion)
    telling = np.array([bool(line.entry) for line in lines])
    weights, found["entries"] = fitted_entries([line for line in lines if line.entry], vectors[telling], words, choices(source))
    return Fitted(replace(fusion, entries=weights), found, model_id, rows_of(source, lines))


def rows_of(source: Source, lines: Sequence[Example]) -> str:
    """What tells the rows that are fitted on from others."""
    beside = [*source.rows("pairs", rows.Pair), *source.rows("connectives", rows.Connective)]
    told = sorted(repr(row) for row in (*lines, *beside))
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def judged(words: WordHead, head: VectorHead, judges: Sequence[Example], seen: Sequence[Floats]) -> tuple[Judged, tuple[str, ...]]:
    """What two heads say of lines that they have not learnt (with the vectors of the pieces of each, `seen`), and the labels."""
    labels = tuple(sorted({*words.labels, *head.labels}))
    counted = [Counter(features(line.text)) for line in judges]
    by_words = np.asarray(words.lexicon.matrix(counted) @ words.weights + words.bias)
    known = set(words.lexicon.features)
    by_words[[known.isdisjoint(counts) for counts in counted]] = 0
    return Judged(
        np.array([line.language for line in judges]),
        right_labels([line.label for line in judges], labels),
        aligned(log_softmax(by_words), words.labels, labels),
        aligned(np.stack([head.told(vectors) for vectors in seen]), head.labels, labels),
    ), labels


class Pairs:
    """Texts of two questions, and of one that look like two, as they are matched with heads that learnt none of them."""

    def __init__(self, source: Source, words: WordHead, head: VectorHead, fusion: Fusion, store: VectorStore, model_id: str) -> None:
        self._names = PlaceNames.of(compile_gazetteer(source), source.rows("plain_names", rows.PlainName))
        with TemporaryDirectory() as folder:
            save(words, head, fusion, model_id, Path(folder))
            matcher = Matcher(Path(folder))
        affair_of = {row.code: row.code for row in source.rows("affairs", rows.Affair)}
        self._questions = Questions(Connectives(source.rows("connectives", rows.Connective)), matcher, affair_of, self._names.without)
        self._store = store

    def look(self, pairs: Sequence[rows.Pair]) -> tuple[npt.NDArray[np.int_], Floats, npt.NDArray[np.bool_]]:
        """Which texts look like two questions (n,), the signs of that (n, 7), and whether they are, with both affairs right (n,)."""
        questions, vectors = self._questions, self._vectors([pair.text for pair in pairs])
        whole = [self._ranked(pair.text, pair.language, vector, both=False) for pair, vector in zip(pairs, vectors, strict=True)]
        cuts = [questions.cut(pair.text, pair.language, ranking) for pair, ranking in zip(pairs, whole, strict=True)]
        cut = [(number, found) for number, found in enumerate(cuts) if found is not None]
        texts_of = [half for number, found in cut for half in (pairs[number].text[: found.at], pairs[number].text[found.at :])]
        halves = self._vectors(texts_of, whole=True)
        looked, signs, right = [], [], []
        for place, (number, found) in enumerate(cut):
            pair = pairs[number]
            texts = (pair.text[: found.at], pair.text[found.at :])
            parts = [
                Part(self._ranked(text, pair.language, vector, both=True), vector[0])
                for text, vector in zip(texts, halves[2 * place : 2 * place + 2], strict=True)
            ]
            if order := questions.ordered(whole[number], parts):
                first, second = (parts[one] for one in order)
                looked.append(number)
                signs.append(questions.signs(found, whole[number], first, second))
                right.append({questions.likeliest(part.ranking)[0] for part in parts} == {pair.affair, pair.also})
        return np.array(looked), np.array(signs), np.array(right)

    def _vectors(self, texts: Sequence[str], *, whole: bool = False) -> list[Floats]:
        plain = [self._names.remove(text) for text in texts]
        return list(self._store.vectors(plain, lambda done, total: None)[:, None]) if whole else self._store.readings(plain)

    def _ranked(self, text: str, language: str, vectors: Floats, *, both: bool) -> Ranking:
        matcher, plain = self._questions.matcher, self._names.remove(text)
        alone = matcher.by_words(plain, language)
        return alone if alone.decided and not both else matcher.by_words_and_vectors(plain, vectors, language)


def half(line: Example) -> bool:
    """Which half of the judges a line belongs to; an author's lines stay together."""
    return hashlib.sha256(line.group.encode()).digest()[1] % 2 == 0


def fitted_pairs(look: Pairs, texts: Sequence[rows.Pair], fusion: Fusion) -> tuple[Fusion, dict[str, Any]]:
    """The fusion with the curve that tells two questions, and the report: each half is judged by the curve fitted on the other."""
    looked, signs, right = look.look(texts)
    if not len(looked):
        return fusion, {}
    first = np.array([_first_half(texts[number]) for number in looked])
    told, truly = np.zeros(len(texts), dtype=bool), np.zeros(len(texts), dtype=bool)
    truly[looked] = right
    for side in (first, ~first):
        halved = replace(fusion, pairs=fit_pairs(signs[~side], right[~side]))
        told[looked[side]] = [halved.both_asked(one) for one in signs[side]]
    return replace(fusion, pairs=fit_pairs(signs, right)), _report(texts, told, truly)


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
    each half is judged by weights fitted on the other half."""
    judging = np.array([is_judge(line) for line in lines])
    learnt = [line for line in lines if not is_judge(line)]
    sums = Sums.of([replace(line, label=line.entry) for line in learnt], vectors[~judging])
    head = train_entries(learnt, words.lexicon, sums, order)
    matrix = words.lexicon.matrix([Counter(features(line.text)) for line in lines])
    said: list[tuple[bool, tuple[Floats, Floats, int]]] = []
    for row in np.flatnonzero(judging).tolist():
        choice = head.choices.get(lines[row].label)
        if choice is not None and lines[row].entry in choice.entries and len(choice.directions):
            text, right = matrix[[row]], choice.entries.index(lines[row].entry)
            said.append((half(lines[row]), (choice.by_words(text.indices, text.data), choice.by_vector(vectors[row]), right)))
    counts: dict[str, list[bool]] = {name: [] for name in ("general", "others", "words_alone")}
    for side in (True, False):
        weights = fit_entries([one for own, one in said if own != side])
        for by_words, cosines, right in (one for own, one in said if own == side):
            counts["others" if right else "general"].append(int(told(by_words, cosines, weights).argmax()) == right)
            counts["words_alone"].append(int(told(by_words, None, weights).argmax()) == right)
    shares = {name: round(float(np.mean(found)), 4) if found else 0.0 for name, found in counts.items()}
    return fit_entries([one for _, one in said]), {"lines": len(said)} | shares
