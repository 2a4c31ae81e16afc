"""What ships trained with a city: the weights of the fusion with the report of their fitting, what is known of the vectors of its phrasings, and
which lines all that was learnt from. It is used for no other rows: from what share of new lines on they are others, and what holds then, stands
here."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from city120_edition import installed_cities
from city120_edition.rows import LANGUAGES
from city120_edition.source import Source
from city120_faq import hand_set
from city120_faq.learning.entry_training import UNFITTED_ENTRIES
from city120_faq.learning.known_lines import Drift, KnownLines
from city120_faq.learning.sums import Sums
from city120_faq.matching.fusion import Curve, Fusion, Weights

_FUSION = "fusion.json"
_LINES = "lines.json"
# What is known of the vectors of all phrasings, by label, and of those that tell their entry, by entry.
SUMS, ENTRY_SUMS = "sums.npz", "entry_sums.npz"
_FOLDER = "trained"

# What holds for rows that nothing was fitted for. It errs on the side of a question: a caller who is asked needlessly loses seconds.
CAREFUL = Fusion(
    # Both heads as they are: nobody measured which of them to trust more.
    weights={language: Weights(1.0, 1.0, 1.0) for language in LANGUAGES},
    # Words alone never decide.
    decided_from=1.0,
    # Stated as if a wrong statement cost as much as the dearest mistake does.
    state_from=1 - 1 / (1 + hand_set.MISSED_COST),
    # What is heard of no public business is taken as it is.
    no_business=Curve(slope=1.0, start=0.0),
    # An emergency that no pattern hears is told where it would be worth a question; one that a pattern hears is never doubted.
    alarm_from=1 / hand_set.PERSON_COST,
    alarm_with_words=0.0,
    # Where nothing may be stated it is asked as if probabilities were right.
    ask_from=1 / hand_set.PERSON_COST,
    entries=UNFITTED_ENTRIES,
)


@dataclass(frozen=True)
class Fitted:
    """The weights of a fusion, the report of their fitting, the model of vectors that they are for, and what tells the rows they were fitted on."""

    fusion: Fusion
    report: dict[str, Any]
    model: str
    rows: str


@dataclass(frozen=True)
class Trained:
    """What was trained on the rows of a city, and the lines that it was trained on."""

    folder: Path
    fitted: Fitted
    lines: KnownLines

    @classmethod
    def read(cls, folder: Path) -> Trained:
        """What stands in a folder. Raises ValueError when its files are not of one training."""
        told = json.loads((folder / _LINES).read_text(encoding="utf-8"))
        if told["files"] != _hashes(folder):
            raise ValueError(f"{folder} is not of one training: {_LINES} tells of other files; take over all of them, or train anew")
        return cls(folder, read_fitted(folder), KnownLines.from_json(told["groups"]))

    def sums(self, name: str) -> Sums | None:
        """What is known of the vectors of its lines, by label or by entry."""
        return read_sums(self.folder, self.fitted.model, name)


def write_trained(folder: Path, fitted: Fitted, lines: KnownLines, sums: Sums, of_entries: Sums) -> None:
    """Write a training below `folder`."""
    write_fitted(fitted, folder)
    write_sums(sums, fitted.model, folder, SUMS)
    write_sums(of_entries, fitted.model, folder, ENTRY_SUMS)
    write_lines(lines, folder)


def write_lines(lines: KnownLines, folder: Path) -> None:
    """Write which lines the files of `folder` were trained on."""
    groups = ",\n".join(json.dumps(group, ensure_ascii=False) for group in lines.as_json())
    (folder / _LINES).write_text(f'{{"files": {json.dumps(_hashes(folder))},\n"groups": [\n{groups}\n]}}\n', encoding="utf-8")


def _hashes(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest()[:16] for name in (_FUSION, SUMS, ENTRY_SUMS)}


def trained_folders(source: Source) -> list[Path]:
    """Where something trained stands that may be of these rows: beside the folder of the rows, and with each installed city."""
    beside: Iterable[Path] = (source.path.parent / _FOLDER, *(city.trained for city in installed_cities().values()))
    return list(dict.fromkeys(folder.resolve() for folder in beside if (folder / _LINES).exists()))


def nearest_trained(source: Source, present: KnownLines, model_id: str) -> tuple[Trained, Drift] | None:
    """Of what was trained for a model, what is nearest to the present lines, and how far these have moved from it."""
    trainings = [training for training in map(Trained.read, trained_folders(source)) if training.fitted.model == model_id]
    return min(((training, training.lines.drift(present)) for training in trainings), key=lambda pair: pair[1].share, default=None)


def digest_of_trained(folders: Collection[Path]) -> str:
    """What tells one training from another."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.iterdir()):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def write_fitted(fitted: Fitted, folder: Path) -> None:
    """Write it below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{_FUSION}.{os.getpid()}"
    fresh.write_text(json.dumps(asdict(fitted), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    fresh.replace(folder / _FUSION)


def read_fitted(folder: Path) -> Fitted:
    """What was written below `folder`. Raises FileNotFoundError."""
    stored = json.loads((folder / _FUSION).read_text(encoding="utf-8"))
    return Fitted(Fusion.of_json(stored.pop("fusion")), **stored)


def write_sums(sums: Sums, model_id: str, folder: Path, name: str) -> None:
    """Write the sums of one model's vectors below `folder`."""
    np.savez_compressed(
        folder / name, digest=np.array(f"/{model_id}"), parts=np.array(sums.clusters), counts=sums.counts, sums=sums.sums.astype(np.float32)
    )


def read_sums(folder: Path, model_id: str, name: str) -> Sums | None:
    """What `write_sums` wrote; None for another model."""
    with np.load(folder / name) as stored:
        if str(stored["digest"]).partition("/")[2] != model_id:
            return None
        return Sums(tuple(stored["parts"].tolist()), stored["counts"], stored["sums"].astype(np.float64))
