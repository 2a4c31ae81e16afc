"""What ships trained: the weights of the fusion with the report of their fitting, and what is known of the vectors of the bundled phrasings."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from city120_edition import installed_city
from city120_faq.matching.fusion import Fusion, fusion_of
from city120_faq.matching.heads import Sums

_FUSION = "fusion.json"
# What is known of the vectors of all phrasings, by label, and of those that tell their entry, by entry.
SUMS, ENTRY_SUMS = "sums.npz", "entry_sums.npz"


def shipped() -> Path:
    """The folder of what was trained on the rows of the installed city. Raises CityError."""
    return installed_city().trained


def shipped_digest() -> str:
    """What tells one training from another."""
    digest = hashlib.sha256()
    for path in sorted(shipped().iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@dataclass(frozen=True)
class Fitted:
    """The weights of a fusion, the report of their fitting, the model of vectors that they are for, and what tells the rows they were fitted on."""

    fusion: Fusion
    report: dict[str, Any]
    model: str
    rows: str


def write_fitted(fitted: Fitted, folder: Path) -> None:
    """Write it below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{_FUSION}.{os.getpid()}"
    fresh.write_text(json.dumps(asdict(fitted), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    fresh.replace(folder / _FUSION)


def read_fitted(folder: Path) -> Fitted:
    """What was written below `folder`. Raises FileNotFoundError."""
    stored = json.loads((folder / _FUSION).read_text(encoding="utf-8"))
    return Fitted(fusion_of(stored.pop("fusion")), **stored)


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
