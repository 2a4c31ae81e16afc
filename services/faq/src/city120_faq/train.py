"""Trains the matcher from phrasings: closed-form ridge regression on words, and on words and vectors together.

Stage one is linear in TF-IDF features. Stage two adds a radial kernel of sentence vectors (centred per language) to the same words. Scores become
probabilities by a temperature per language, fitted on predictions for lines whose author's other lines on the same affair were left out as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.linalg
from scipy import sparse

from city120_faq.analysis import features
from city120_faq.vectors import Floats

FOLDS = 3
LEXICAL_RIDGE = 1.0
JOINT_RIDGE = 0.2
# exp(gamma * (cosine - 1)), and the weight of words beside it.
GAMMA = 2.0
WORD_WEIGHT = 0.6
# Words alone decide where at least this share of the lines left out was right; below that vectors are consulted.
DECIDED_PRECISION = 0.97
# A wrong statement costs as much as this many questions: the best affair is stated from 1 - 1 / cost on.
WRONG_COST = 2.0
STATE_FROM = 1 - 1 / WRONG_COST
# A ridge score below this says nothing.
FLOOR = 0.02
_LEAST_DOCUMENTS = 2
Kernel = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Example:
    """One line and what it is about; lines of one `group` are never split between training and checking."""

    text: str
    language: str
    label: str
    group: str


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
class Trained:
    """Everything that serving needs; `word_scores` are per feature and label, `vector_scores` per line and label."""

    labels: tuple[str, ...]
    lexicon: Lexicon
    lexical: Floats
    joint_words: Floats
    joint_vectors: Floats | None
    stages: dict[str, Stage]
    report: dict[str, Any]


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
    return sparse.diags_array(1 / np.maximum(lengths, 1e-9)).astype(np.float32) @ matrix


def solve(kernel: Kernel, ridge: float, targets: Floats) -> Floats:
    """The dual weights of ridge regression; the kernel is consumed."""
    kernel[np.diag_indices(len(kernel))] += ridge
    factor = scipy.linalg.cho_factor(kernel, lower=True, overwrite_a=True, check_finite=False)
    found: Floats = scipy.linalg.cho_solve(factor, targets, check_finite=False).astype(np.float32)
    return found


def train(examples: Sequence[Example], vectors: Floats | None, progress: Callable[[int, int], None]) -> Trained:
    """Train on all lines, and calibrate on lines left out in turn. `vectors` (n, d) are centred and of unit length, or None."""
    labels = tuple(sorted({example.label for example in examples}))
    truth = np.array([labels.index(example.label) for example in examples])
    lexicon, counted = lexicon_of([example.text for example in examples])
    words = word_matrix(lexicon, counted)
    targets = np.zeros((len(examples), len(labels)), dtype=np.float32)
    targets[np.arange(len(examples)), truth] = 1
    targets -= targets.mean(axis=0)
    overlap = np.asarray((words @ words.T).todense(), dtype=np.float32)
    nearness = None if vectors is None else np.exp(GAMMA * (vectors @ vectors.T - 1)) + WORD_WEIGHT * overlap
    folds = _folds(examples)
    languages = np.array([example.language for example in examples])
    stages, report = {}, dict[str, Any]()
    kernels = {"lexical": (overlap, LEXICAL_RIDGE)} | ({} if nearness is None else {"joint": (nearness, JOINT_RIDGE)})
    steps, done = len(kernels) * (FOLDS + 1), 0
    weights = {}
    for name, (kernel, ridge) in kernels.items():
        scores = np.zeros_like(targets)
        for fold in range(FOLDS):
            kept, left = folds != fold, folds == fold
            scores[left] = kernel[np.ix_(left, kept)] @ solve(kernel[np.ix_(kept, kept)], ridge, targets[kept])
            progress(done := done + 1, steps)
        stages[name], report[name] = calibrate(scores, truth, languages)
        weights[name] = solve(kernel.copy(), ridge, targets)
        progress(done := done + 1, steps)
    joint = weights.get("joint")
    return Trained(
        labels=labels,
        lexicon=lexicon,
        lexical=np.asarray(words.T @ weights["lexical"], dtype=np.float32),
        joint_words=np.asarray(words.T @ (joint * WORD_WEIGHT), dtype=np.float32) if joint is not None else np.zeros((0, 0), np.float32),
        joint_vectors=joint,
        stages=stages,
        report=report,
    )


def _folds(examples: Sequence[Example]) -> npt.NDArray[np.int64]:
    """A fold for each line, the same for all lines of a group."""
    groups = {group: number for number, group in enumerate(sorted({example.group for example in examples}))}
    shuffled = np.random.default_rng(120).permutation(len(groups))
    return np.array([shuffled[groups[example.group]] % FOLDS for example in examples])


def softmax(scores: Floats, temperature: float) -> Floats:
    """Probabilities (…, labels) of ridge scores: their logarithms, sharpened by `temperature`. A score is itself a rough probability, so that its
    logarithm is what adds up; below FLOOR it says nothing."""
    evidence = temperature * np.log(np.maximum(scores, 0) + FLOOR)
    raised = np.exp(evidence - evidence.max(axis=-1, keepdims=True))
    found: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return found


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
        "state_from": STATE_FROM,
        "stated": round(float(stated.mean()), 4),
        "precision": round(float(right[stated].mean()), 4) if stated.any() else None,
        "brier": round(float(((best - right) ** 2).mean()), 4),
    }
    return Stage(temperatures, decided), report


def precision_threshold(probabilities: npt.NDArray[np.float64], right: npt.NDArray[np.bool_], wanted: float) -> float:
    """The lowest probability at and above which the share of right lines is at least `wanted`; 1 when there is none."""
    order = np.argsort(-probabilities)
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    reached = np.flatnonzero(precision >= wanted)
    return float(probabilities[order][reached[-1]]) if len(reached) else 1.0
