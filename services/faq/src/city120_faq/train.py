"""Trains the matcher from phrasings: kernel ridge regression on words and sentence vectors together, in closed form.

A line is near another by the words that they share and by a radial kernel of their sentence vectors (centred per language). The weights of words can
be used alone: that is the first stage, which needs no model. Scores become probabilities by a temperature per language, fitted on lines that were
scored with all lines of the same author on the same affair left out.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from city120_faq import ridge
from city120_faq.analysis import features
from city120_faq.vectors import Floats

RIDGE = 0.2
# exp(gamma * (cosine - 1)), and the weight of words beside it.
GAMMA = 2.0
WORD_WEIGHT = 0.6
# Words alone decide where at least this share of the lines left out was right; below that vectors are consulted.
DECIDED_PRECISION = 0.97
# A wrong statement costs as much as this many questions: the best affair is stated from 1 - 1 / cost on.
WRONG_COST = 2.5
STATE_FROM = 1 - 1 / WRONG_COST
# A missed emergency costs as much as four false alarms: one is told from this probability on. Where words sound like one, a little is enough.
ALARM_FROM = 0.2
ALARM_WITH_WORDS = 0.02
# A ridge score below this says nothing.
FLOOR = 0.02
# Of this share of the lines, whole authors drawn at random, it is found out how they score when left out.
SAMPLE = 0.15
# Up to this share of new and lost lines the weights at hand are amended instead of found anew.
AMENDED = 0.02
EMERGENCY = "emergency."
_LEAST_DOCUMENTS = 2
_ROWS = 2048
# So many lines stand for each label when a solution is amended.
_ANCHORS = 16
_Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Example:
    """One line and what it is about; lines of one `group` are left out together."""

    text: str
    language: str
    label: str
    group: str

    @property
    def key(self) -> int:
        """What identifies it among all lines, 63 bits."""
        return int.from_bytes(hashlib.sha256(f"{self.language}\n{self.label}\n{self.text}".encode("utf-8", "surrogatepass")).digest()[:8]) >> 1


@dataclass(frozen=True)
class Lexicon:
    """Features and their weights (inverse document frequency)."""

    features: tuple[str, ...]
    weights: Floats


@dataclass(frozen=True)
class Stage:
    """Scores as probabilities: a temperature per language; from `decided` on nothing else needs to be consulted."""

    temperatures: dict[str, float]
    decided: float


@dataclass(frozen=True)
class Solution:
    """What training found: dual weights (lines, labels) of lines by key, how common each label was, and how sure scores are."""

    labels: tuple[str, ...]
    keys: tuple[int, ...]
    dual: Floats
    prior: Floats
    stages: dict[str, Stage]
    report: dict[str, Any]


@dataclass(frozen=True)
class Trained:
    """Everything that serving needs; `words` are weights per feature and label, `lines` per line and label (None without vectors)."""

    lexicon: Lexicon
    words: Floats
    lines: Floats | None
    solution: Solution


@dataclass(frozen=True)
class _Lines:
    """Lines as numbers: words (n, features), and vectors (n, d) of unit length or None."""

    words: sparse.csr_matrix
    vectors: Floats | None

    def __getitem__(self, rows: npt.NDArray[np.int64]) -> _Lines:
        return _Lines(self.words[rows], None if self.vectors is None else self.vectors[rows])

    def nearness(self, others: _Lines) -> Floats:
        """How near each line is to each of `others`, (n, m)."""
        found = np.empty((self.words.shape[0], others.words.shape[0]), dtype=np.float32)
        columns = others.words.T.tocsr()
        for start in range(0, len(found), _ROWS):
            own = slice(start, start + _ROWS)
            found[own] = (self.words[own] @ columns).toarray() * WORD_WEIGHT
            if self.vectors is not None and others.vectors is not None:
                cosine = self.vectors[own] @ others.vectors.T
                found[own] += np.exp(GAMMA * (cosine - 1))
        return found


def lexicon_of(texts: Sequence[str]) -> tuple[Lexicon, list[Counter[str]]]:
    """The features that occur in at least two lines, weighted by rarity."""
    counted = [Counter(features(text)) for text in texts]
    documents = Counter(feature for counts in counted for feature in counts)
    kept = sorted(feature for feature, count in documents.items() if count >= _LEAST_DOCUMENTS)
    weights = np.array([np.log((1 + len(texts)) / (1 + documents[feature])) + 1 for feature in kept], dtype=np.float32)
    return Lexicon(tuple(kept), weights), counted


def word_matrix(lexicon: Lexicon, counted: Sequence[Counter[str]]) -> sparse.csr_matrix:
    """TF-IDF rows of unit length, sublinear in the count."""
    position = {feature: index for index, feature in enumerate(lexicon.features)}
    rows, columns, values = [], [], []
    for row, counts in enumerate(counted):
        for feature, count in counts.items():
            if (column := position.get(feature)) is not None:
                rows.append(row)
                columns.append(column)
                values.append((1 + np.log(count)) * lexicon.weights[column])
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(counted), len(lexicon.features)), dtype=np.float32)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (sparse.diags_array(1 / np.maximum(lengths, 1e-9)).astype(np.float32) @ matrix).tocsr()


def train(examples: Sequence[Example], vectors: Floats | None, progress: _Step, known: Solution | None = None) -> Trained:
    """Train on all lines. `vectors` (n, d) are centred and of unit length, or None; `known`: an earlier solution, amended if little has changed."""
    lexicon, counted = lexicon_of([example.text for example in examples])
    lines = _Lines(word_matrix(lexicon, counted), vectors)
    solution = (known and vectors is not None and _amended(examples, lines, known)) or _solved(examples, lines, progress)
    words = np.asarray(lines.words.T @ (solution.dual * WORD_WEIGHT), dtype=np.float32)
    return Trained(lexicon, words, solution.dual if vectors is not None else None, solution)


def _targets(examples: Sequence[Example], labels: Sequence[str], prior: Floats | None = None) -> tuple[Floats, Floats]:
    """One for each line's own label and zero else, (n, labels), less how common the label is."""
    position = {label: index for index, label in enumerate(labels)}
    targets = np.zeros((len(examples), len(labels)), dtype=np.float32)
    targets[np.arange(len(examples)), [position[example.label] for example in examples]] = 1
    prior = targets.mean(axis=0) if prior is None else prior
    return targets - prior, prior


def _amended(examples: Sequence[Example], lines: _Lines, known: Solution) -> Solution | None:
    """The known weights for the lines at hand: those of lost lines are dropped, and new lines get weights for what the others miss of them, while the
    average score of each label stays.

    None where more than AMENDED of the lines are new or lost, or too few are left to compare.
    """
    place = {key: row for row, key in enumerate(known.keys)}
    keys = [example.key for example in examples]
    new = np.array([row for row, key in enumerate(keys) if key not in place], dtype=np.int64)
    lost = len(place) - (len(keys) - len(new))
    if len(new) + lost > AMENDED * len(keys):
        return None
    labels = tuple(sorted({example.label for example in examples}))
    column = {label: index for index, label in enumerate(known.labels)}
    both = [index for index, label in enumerate(labels) if label in column]
    dual, prior = np.zeros((len(keys), len(labels)), dtype=np.float32), np.zeros(len(labels), dtype=np.float32)
    old = np.array([row for row, key in enumerate(keys) if key in place], dtype=np.int64)
    known_columns = np.array([column[labels[index]] for index in both], dtype=np.int64)
    known_rows = np.array([place[keys[row]] for row in old], dtype=np.int64)
    dual[np.ix_(old, np.array(both, dtype=np.int64))] = known.dual[np.ix_(known_rows, known_columns)]
    prior[both] = known.prior[known_columns]
    if len(new):
        anchors, centroids = _anchors(examples, old, labels)
        both_ways = lines[np.concatenate([new, anchors])]
        nearness = both_ways.nearness(both_ways)
        wanted, _ = _targets([examples[row] for row in new], labels, prior)
        missed = wanted - lines[new].nearness(lines[old]) @ dual[old]
        fresh, moved = _fitted(nearness, missed, centroids)
        dual[new], dual[anchors] = fresh, dual[anchors] + moved
    return replace(known, labels=labels, keys=tuple(keys), dual=dual, prior=prior)


def _anchors(examples: Sequence[Example], old: npt.NDArray[np.int64], labels: Sequence[str]) -> tuple[npt.NDArray[np.int64], Floats]:
    """Some old lines of each label, and the matrix (anchors, labels that have some) that takes their mean."""
    rows: dict[str, list[int]] = {label: [] for label in labels}
    for row in np.random.default_rng(120).permutation(old):
        if len(rows[examples[row].label]) < _ANCHORS:
            rows[examples[row].label].append(int(row))
    own = [found for found in rows.values() if found]
    centroids = np.zeros((sum(map(len, own)), len(own)), dtype=np.float32)
    start = 0
    for column, found in enumerate(own):
        centroids[start : start + len(found), column] = 1 / len(found)
        start += len(found)
    return np.array([row for found in own for row in found], dtype=np.int64), centroids


def _fitted(nearness: Floats, missed: Floats, centroids: Floats) -> tuple[Floats, Floats]:
    """Weights of the new lines, which come first in `nearness`, and what is added to those of the anchors after them, so that the new lines get what
    they missed and the mean of each label's anchors gets nothing."""
    count = len(missed)
    crossing = nearness[:count, count:] @ centroids
    within = centroids.T @ nearness[count:, count:] @ centroids
    system = np.block([[nearness[:count, :count], crossing], [crossing.T, within]])
    system[np.diag_indices(len(system))] += np.concatenate([np.full(count, RIDGE), np.full(len(within), RIDGE / _ANCHORS)]).astype(np.float32)
    wanted = np.vstack([missed, np.zeros((len(within), missed.shape[1]), dtype=np.float32)])
    found = np.linalg.solve(system, wanted).astype(np.float32)
    return found[:count], centroids @ found[count:]


def _solved(examples: Sequence[Example], lines: _Lines, progress: _Step) -> Solution:
    """The weights of all lines, and how sure the scores of lines left out are."""
    order, groups = _by_group(examples)
    ordered, placed = [examples[row] for row in order], lines[order]
    labels = tuple(sorted({example.label for example in examples}))
    targets, prior = _targets(ordered, labels)
    lower = ridge.factor(placed.nearness(placed), RIDGE, lambda done, total: progress(done, 2 * total))
    dual = ridge.solve(lower, targets)
    sampled = [own for own in groups if own.start >= (1 - SAMPLE) * len(ordered)] or groups
    first = sampled[0].start
    lexical, joint = np.empty_like(targets[first:]), np.empty_like(targets[first:])
    words = placed.words.T @ dual
    for own, columns, taken in ridge.left_out(lower, dual, sampled, lambda done, total: progress(total + _share(done, first, total), 2 * total)):
        row = slice(own.start - first, own.stop - first)
        joint[row] = targets[own] - taken
        lexical[row] = placed.words[own] @ words - (placed.words[own] @ placed.words.T @ columns) @ taken
    judged = ordered[first:]
    back = np.empty_like(dual)
    back[order] = dual
    stages, report = _calibrated({"lexical": lexical * WORD_WEIGHT, "joint": joint}, judged, labels)
    return Solution(labels, tuple(example.key for example in examples), back, prior, stages, report)


def _share(done: int, first: int, total: int) -> int:
    return round((done - first) / max(total - first, 1) * total)


def _by_group(examples: Sequence[Example]) -> tuple[npt.NDArray[np.int64], list[slice]]:
    """An order in which the lines of a group stand together, groups shuffled, and where each group stands."""
    numbers = {group: number for number, group in enumerate(sorted({example.group for example in examples}))}
    shuffled = np.random.default_rng(120).permutation(len(numbers))
    own = np.array([shuffled[numbers[example.group]] for example in examples])
    order = np.argsort(own, kind="stable")
    starts = [*np.flatnonzero(np.diff(own[order], prepend=-1)).tolist(), len(order)]
    return order, [slice(start, end) for start, end in pairwise(starts)]


def softmax(scores: Floats, temperature: float) -> Floats:
    """Probabilities (…, labels) of ridge scores: their logarithms, sharpened by `temperature`. A score is itself a rough probability, so that its
    logarithm is what adds up; below FLOOR it says nothing."""
    evidence = temperature * np.log(np.maximum(scores, 0) + FLOOR)
    raised = np.exp(evidence - evidence.max(axis=-1, keepdims=True))
    found: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return found


def _calibrated(scores: dict[str, Floats], judged: Sequence[Example], labels: Sequence[str]) -> tuple[dict[str, Stage], dict[str, Any]]:
    """The stages and the report."""
    position = {label: index for index, label in enumerate(labels)}
    truth = np.array([position[example.label] for example in judged])
    languages = np.array([example.language for example in judged])
    stages, report = {}, {}
    for name, found in scores.items():
        stages[name], report[name] = calibrate(found, truth, languages)
    urgent = np.array([label.startswith(EMERGENCY) for label in labels])
    alarms = np.zeros(len(truth))
    for language, temperature in stages["joint"].temperatures.items():
        own = languages == language
        alarms[own] = softmax(scores["joint"][own], temperature)[:, urgent].sum(axis=1)
    calm = ~urgent[truth]
    report["emergency"] = {
        "lines": int((~calm).sum()),
        "recall": round(float((alarms[~calm] >= ALARM_FROM).mean()), 4) if not calm.all() else None,
        "false_alarms": round(float((alarms[calm] >= ALARM_FROM).mean()), 4) if calm.any() else None,
    }
    return stages, report


def calibrate(scores: Floats, truth: npt.NDArray[np.int64], languages: npt.NDArray[np.str_]) -> tuple[Stage, dict[str, Any]]:
    """The temperature of each language that makes the lines left out most likely, and from where on they are right often enough."""
    temperatures, report = {}, dict[str, Any]()
    best, right = np.zeros(len(truth)), scores.argmax(axis=1) == truth
    for language in sorted(set(languages)):
        own = languages == language
        grid = np.geomspace(0.5, 8, 40)
        losses = [-np.log(softmax(scores[own], value)[np.arange(own.sum()), truth[own]] + 1e-12).mean() for value in grid]
        temperatures[str(language)] = float(grid[int(np.argmin(losses))])
        best[own] = softmax(scores[own], temperatures[str(language)]).max(axis=1)
        top = np.argsort(-scores[own], axis=1)[:, :3]
        report[str(language)] = {
            "lines": int(own.sum()),
            "top1": round(float(right[own].mean()), 4),
            "top3": round(float((top == truth[own][:, None]).any(axis=1).mean()), 4),
        }
    decided = precision_threshold(best, right, DECIDED_PRECISION)
    stated = best >= STATE_FROM
    report["all"] = {
        "top1": round(float(right.mean()), 4),
        "decided_from": round(decided, 4),
        "decided": round(float((best >= decided).mean()), 4),
        "state_from": STATE_FROM,
        "stated": round(float(stated.mean()), 4),
        "precision": round(float(right[stated].mean()), 4) if stated.any() else None,
        "brier": round(float(((best - right) ** 2).mean()), 4),
        "ece": round(expected_calibration_error(best, right), 4),
    }
    return Stage(temperatures, decided), report


def expected_calibration_error(probabilities: npt.NDArray[np.float64], right: npt.NDArray[np.bool_], bins: int = 15) -> float:
    """The mean gap between what was promised and what came true, over bins of equally many lines."""
    parts = [part for part in np.array_split(np.argsort(probabilities), bins) if len(part)]
    return float(sum(len(part) * abs(probabilities[part].mean() - right[part].mean()) for part in parts) / max(len(right), 1))


def precision_threshold(probabilities: npt.NDArray[np.float64], right: npt.NDArray[np.bool_], wanted: float) -> float:
    """The lowest probability at and above which the share of right lines is at least `wanted`; 1 when there is none."""
    order = np.argsort(-probabilities)
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    reached = np.flatnonzero(precision >= wanted)
    return float(probabilities[order][reached[-1]]) if len(reached) else 1.0
