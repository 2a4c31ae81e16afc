"""A trained solution on disk, small enough to ship: per line its own label's weight whole, the others in eight bits with one scale a line."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from city120_faq.train import Solution, Stage

SHIPPED = Path(__file__).parent / "trained"
# So many files, so that each stays small.
FILES = 8
_DESCRIPTION = "solution.json"
_WHOLE = 127


def shipped_digest() -> str:
    """What tells one shipped solution from another; empty when none ships."""
    path = SHIPPED / _DESCRIPTION
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.exists() else ""


def write_solution(solution: Solution, folder: Path, recipe: str) -> None:
    """Write a solution below `folder`, for readers with the same recipe."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = np.arange(len(solution.keys))
    peak = np.abs(solution.dual).argmax(axis=1)
    others = solution.dual.copy()
    others[rows, peak] = 0
    scale = np.maximum(np.abs(others).max(axis=1), 1e-9) / _WHOLE
    whole = np.round(others / scale[:, None]).astype(np.int8)
    for number, part in enumerate(np.array_split(rows, FILES)):
        np.savez_compressed(
            folder / f"{number}.npz",
            keys=np.array(solution.keys, dtype=np.uint64)[part],
            peak=peak[part].astype(np.int16),
            peaks=solution.dual[part, peak[part]],
            others=whole[part],
            scale=scale[part].astype(np.float32),
        )
    description: dict[str, Any] = {
        "recipe": recipe,
        "labels": solution.labels,
        "prior": [round(float(value), 7) for value in solution.prior],
        "stages": {name: asdict(stage) for name, stage in solution.stages.items()},
        "report": solution.report,
    }
    (folder / _DESCRIPTION).write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_solution(folder: Path, recipe: str) -> Solution | None:
    """The solution below `folder`; None when there is none, or one of another recipe."""
    path = folder / _DESCRIPTION
    if not path.exists() or (description := json.loads(path.read_text(encoding="utf-8")))["recipe"] != recipe:
        return None
    keys, parts = list[int](), []
    for number in range(FILES):
        with np.load(folder / f"{number}.npz") as stored:
            keys += [int(key) for key in stored["keys"]]
            part = stored["others"].astype(np.float32) * stored["scale"][:, None]
            part[np.arange(len(part)), stored["peak"]] = stored["peaks"]
        parts.append(part)
    return Solution(
        labels=tuple(description["labels"]),
        keys=tuple(keys),
        dual=np.concatenate(parts),
        prior=np.array(description["prior"], dtype=np.float32),
        stages={name: Stage(**stage) for name, stage in description["stages"].items()},
        report=description["report"],
    )
