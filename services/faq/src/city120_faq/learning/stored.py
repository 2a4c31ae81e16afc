"""What training learnt, written for the heads that serve."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np

from city120_faq.encoder.floats import Floats
from city120_faq.matching.entry_head import FILE, Choice, EntryHead
from city120_faq.matching.fusion import Fusion
from city120_faq.matching.vector_head import VectorHead
from city120_faq.matching.word_head import WordHead

_NOTHING = np.zeros(0, dtype=np.float32)


def save(words: WordHead, vectors: VectorHead | None, fusion: Fusion, model_id: str, out: Path) -> None:
    """Write what `Matcher` reads below `out`, words in half precision, which is enough, and in a file of their own, which is mapped."""
    nothing = np.zeros((0, 0), dtype=np.float32)
    np.savez(
        out / "matcher.npz",
        rarity=words.lexicon.weights.astype(np.float16),
        words_bias=words.bias,
        middle=vectors.middle if vectors else nothing,
        directions=vectors.directions if vectors else nothing,
    )
    np.save(out / "words.npy", words.weights.astype(np.float16))
    description = {
        "labels": sorted({*words.labels, *(vectors.labels if vectors else ())}),
        "word_labels": words.labels,
        "directions_of": vectors.label_of if vectors else (),
        "features": words.lexicon.features,
        "model": model_id,
        "fusion": asdict(fusion),
    }
    (out / "matcher.json").write_text(json.dumps(description, ensure_ascii=False), encoding="utf-8")


def save_entries(head: EntryHead, out: Path) -> None:
    """Write what `EntryHead` reads below `out`, weights in half precision."""
    choices = sorted(head.choices.items())
    width = max((len(choice.middle) for _, choice in choices), default=0)
    # One that has no directions is kept as one that points nowhere.
    seen = [(choice.middle, choice.directions) if len(choice.directions) else _nowhere(choice, width) for _, choice in choices]
    counts = [(len(choice.entries), len(choice.columns)) for _, choice in choices]
    np.savez(
        out / FILE,
        affairs=np.array([affair for affair, _ in choices]),
        counts=np.array(counts, dtype=np.int64).reshape(-1, 2),
        entries=np.array([entry for _, choice in choices for entry in choice.entries]),
        columns=np.concatenate([choice.columns for _, choice in choices] or [np.zeros(0, dtype=np.int32)]),
        weights=np.concatenate([choice.weights.ravel() for _, choice in choices] or [_NOTHING]).astype(np.float16),
        bias=np.concatenate([choice.bias for _, choice in choices] or [_NOTHING]).astype(np.float32),
        middles=np.stack([middle for middle, _ in seen]).astype(np.float32) if choices else np.zeros((0, 0)),
        directions=np.concatenate([directions for _, directions in seen]).astype(np.float32) if choices else np.zeros((0, 0)),
    )


def _nowhere(choice: Choice, width: int) -> tuple[Floats, Floats]:
    return np.zeros(width, dtype=np.float32), np.zeros((len(choice.entries), width), dtype=np.float32)
