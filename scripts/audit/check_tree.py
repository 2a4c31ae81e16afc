"""Holds the size of the repository: what is tracked now, any one file of it, and all weights that its history holds.

python scripts/audit/check_tree.py    fail when something is past its limit, and say what to do

Everybody who clones the repository, and every run of CI, fetches all of it. Text packs to a fifth and its changes to nearly nothing; weights do
neither: a training adds all of what it fits again. So content is edited without a training (CONTRIBUTING.md, "A new affair"), and weights change at
most once for a capability, in a commit that raises the limit of WEIGHTS by what it adds.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MB = 1_000_000
# What is tracked now, as it lies in a working tree. 2026-11: 56.8 MB, of which 18 are weights, 13 phrasings and 11 answers, which grow.
TREE = 63 * MB
# One file: the largest table of rows, with room for a year of edits. No fitted file comes near it.
FILE = 25 * MB // 10
# All versions of all fitted files, as they were written. 2026-11: 184.3 MB, of which 18 are in use.
WEIGHTS = 191 * MB
FITTED = (".npz", ".npy", ".onnx", ".safetensors")


@dataclass(frozen=True)
class Sized:
    """A file, or one version of it."""

    path: str
    size: int


def tracked(root: Path) -> list[Sized]:
    """The files that git tracks below a folder, and that are there."""
    paths = _git(root, "ls-files", "-z").split("\0")
    return [Sized(path, (root / path).lstat().st_size) for path in paths if path and (root / path).exists()]


def fitted_versions(root: Path) -> list[Sized]:
    """Every version of every fitted file in the history of what is checked out."""
    named = dict(line.partition(" ")[::2] for line in _git(root, "rev-list", "--objects", "HEAD").splitlines())
    fitted = {digest: path for digest, path in named.items() if path.endswith(FITTED)}
    sizes = _git(root, "cat-file", "--batch-check=%(objectname) %(objectsize)", stdin="\n".join(fitted))
    return [Sized(fitted[digest], int(size)) for digest, size in (line.split() for line in sizes.splitlines())]


def problems(files: Iterable[Sized], versions: Iterable[Sized]) -> Iterator[str]:
    """What is past its limit, and what to do about it."""
    files, versions = list(files), list(versions)
    if (total := sum(file.size for file in files)) > TREE:
        largest = ", ".join(f"{file.path} {_mb(file.size)}" for file in sorted(files, key=lambda file: -file.size)[:3])
        yield f"the tree is {_mb(total)}, its limit {_mb(TREE)}: take out what can be made again (largest: {largest})"
    for file in files:
        if file.size > FILE:
            yield f"{file.path} is {_mb(file.size)}, the limit of a file {_mb(FILE)}: split rows by family; make other things at build time"
    if (total := sum(version.size for version in versions)) > WEIGHTS:
        yield (
            f"weights in the history are {_mb(total)}, their limit {_mb(WEIGHTS)}: leave out fitted files that only follow edited rows; for a new "
            "capability raise WEIGHTS in scripts/audit/check_tree.py by what it adds, in the same commit"
        )


def _mb(size: int) -> str:
    return f"{size / MB:.1f} MB"


def _git(root: Path, *arguments: str, stdin: str = "") -> str:
    return subprocess.run(["git", "-C", str(root), *arguments], input=stdin, capture_output=True, text=True, check=True).stdout


def main() -> int:
    files, versions = tracked(ROOT), fitted_versions(ROOT)
    faults = list(problems(files, versions))
    counts = f"{len(files)} files of {_mb(sum(file.size for file in files))}, {len(versions)} versions of weights of "
    print(counts + _mb(sum(version.size for version in versions)), file=sys.stderr)
    for problem in faults:
        print(problem, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
