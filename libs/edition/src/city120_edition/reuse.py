"""What an earlier edition has already: artefacts that were made of the same are taken over instead of made again."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from city120_edition.edition import Edition, EditionError, current_edition_path


def digest_of(*inputs: Any) -> str:
    """What tells the inputs of one artefact from others: equal when their JSON is, whatever the order of its keys."""
    digest = hashlib.sha256()
    encoder = msgspec.json.Encoder(order="sorted")
    for value in inputs:
        digest.update(encoder.encode(value) + b"\n")
    return digest.hexdigest()


@dataclass(frozen=True)
class Earlier:
    """An edition whose artefacts may be taken over; None: there is none."""

    edition: Edition | None

    @classmethod
    def current(cls, data_dir: Path) -> Earlier:
        """The current edition, if it can be read."""
        try:
            return cls(Edition.open(current_edition_path(data_dir)))
        except EditionError:
            return cls(None)

    def take(self, name: str, inputs: str, work: Path) -> dict[str, Any] | None:
        """Take over the files of the artefact `name` (a folder, or files that are called so), if it was made of these inputs and each file still is
        what the manifest says. What the manifest tells of the artefact, or None."""
        if self.edition is None:
            return None
        record: dict[str, Any] | None = self.edition.manifest.get("artefacts", {}).get(name)
        if record is None or record.get("inputs") != inputs:
            return None
        if self.edition.altered(f"{name}/") or self.edition.altered(f"{name}."):
            return None
        for file in self.edition.manifest["files"]:
            if file.startswith((f"{name}/", f"{name}.")):
                _link(self.edition.path / file, work / file)
        return record


def _link(old: Path, new: Path) -> None:
    """One file under two names: an edition is never changed, so nothing is shared that could differ."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)
