"""What ships trained: the weights of the fusion with the report of their fitting, and what is known of the vectors of the bundled phrasings."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from city120_faq.fusion import Fusion, Weights
from city120_faq.heads import Sums
from city120_faq.which_entry import EntryWeights

SHIPPED = Path(__file__).parent / "trained"
_FUSION = "fusion.json"
# What is known of the vectors of all phrasings, by label, and of those that tell their entry, by entry.
SUMS, ENTRY_SUMS = "sums.npz", "entry_sums.npz"


def shipped_digest() -> str:
    """What tells one training from another."""
    digest = hashlib.sha256()
    for path in sorted(SHIPPED.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def write_fusion(fusion: Fusion, report: dict[str, Any], folder: Path) -> None:
    """Write the weights below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _FUSION).write_text(json.dumps({"fusion": asdict(fusion), "report": report}, indent=1) + "\n", encoding="utf-8")


def read_fusion(folder: Path) -> tuple[Fusion, dict[str, Any]]:
    """The weights below `folder`, and the report of their fitting."""
    stored = json.loads((folder / _FUSION).read_text(encoding="utf-8"))
    weights = {language: Weights(**found) for language, found in stored["fusion"].pop("weights").items()}
    pairs, entries = tuple(stored["fusion"].pop("pairs")), EntryWeights(**stored["fusion"].pop("entries"))
    return Fusion(weights, pairs=pairs, entries=entries, **stored["fusion"]), stored["report"]


def write_sums(sums: Sums, digest: str, folder: Path, name: str = SUMS) -> None:
    """Write them below `folder`; `digest` tells of which lines and which model they are."""
    np.savez_compressed(folder / name, digest=np.array(digest), parts=np.array(sums.parts), counts=sums.counts, sums=sums.sums.astype(np.float32))


def read_sums(folder: Path, digest: str, name: str = SUMS) -> Sums | None:
    """What is known of the lines and model that `digest` tells; None when something else ships."""
    path = folder / name
    if not path.exists():
        return None
    with np.load(path) as stored:
        if str(stored["digest"]) != digest:
            return None
        return Sums(tuple(stored["parts"].tolist()), stored["counts"], stored["sums"].astype(np.float64))
