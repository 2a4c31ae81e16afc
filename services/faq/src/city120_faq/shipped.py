"""What ships trained: the weights of the fusion with the report of their fitting, and what is known of the vectors of the bundled phrasings."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from city120_faq.fusion import Fusion, Weights
from city120_faq.heads import Spread

SHIPPED = Path(__file__).parent / "trained"
_FUSION = "fusion.json"
_SPREAD = "spread.npz"


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
    return Fusion(weights, **stored["fusion"]), stored["report"]


def write_spread(spread: Spread, digest: str, folder: Path) -> None:
    """Write it below `folder`; `digest` tells of which lines and which model it is."""
    half = spread.products[np.triu_indices(len(spread.products))].astype(np.float32)
    np.savez_compressed(
        folder / _SPREAD,
        digest=np.array(digest),
        labels=np.array(spread.labels),
        counts=spread.counts,
        sums=spread.sums.astype(np.float32),
        products=half,
    )


def read_spread(folder: Path, digest: str) -> Spread | None:
    """What is known of the lines and model that `digest` tells; None when something else ships."""
    path = folder / _SPREAD
    if not path.exists():
        return None
    with np.load(path) as stored:
        if str(stored["digest"]) != digest:
            return None
        sums = stored["sums"].astype(np.float64)
        products = np.zeros((sums.shape[1], sums.shape[1]))
        products[np.triu_indices(len(products))] = stored["products"]
        products = products + np.triu(products, 1).T
        return Spread(tuple(stored["labels"].tolist()), stored["counts"], sums, products)
