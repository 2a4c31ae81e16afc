"""The bundled source as tests use it: all of it, read once; a smaller one to change; and its edition, built by `python -m tests.bundled`."""

from __future__ import annotations

import csv
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from city120_edition import Edition, Source, build, installed_cities, read_source
from city120_edition.validate import PHRASINGS_PER_LANGUAGE

ROOT = Path(__file__).resolve().parents[1]
BUNDLED = installed_cities()["seoul"].rows
CACHE = Path(os.environ.get("CITY120_TEST_CACHE") or ROOT / "build" / "test-data")
# What makes an edition of rows. An edition built by other code is not used again, whatever its rows.
BUILDERS = ("libs/text/src", "libs/edition/src", "services/faq/src")
# What a source with few rows has but one in so many of: files, and the field that tells what a row is of.
THINNED = {
    "road_runs.csv": "road",
    "departures.csv": "station",
    "gazetteer/names.csv": "ref",
    "sites/complexes.csv": "name",
    "sites/schools.csv": "name",
}
ONE_IN = 40
OURS = "CITY120_"
FOR_TESTS = (
    "CITY120_TEST_CACHE",
    "CITY120_TEST_KILLS",
    "CITY120_TEST_FROZEN",
    "CITY120_REFERENCE_DATA",
    "CITY120_TEST_ELASTICSEARCH_URL",
    "CITY120_TEST_KUBERNETES",
    "CITY120_TEST_IMAGES",
    "CITY120_REQUIRE",
)


def settings_of_tests() -> dict[str, str]:
    """The environment without settings of this program but those of its tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS) or name in FOR_TESTS}


@cache
def bundled() -> Source:
    """All rows. Not to be changed."""
    return read_source(BUNDLED)


def write_few_rows(target: Path) -> Path:
    """The bundled files below `target`, with as many phrasings of each affair and language as there must be, and one in so many of roads, of stations
    with departures, of what has further names, of complexes and of schools: these are most of the rows."""
    shutil.copytree(BUNDLED, target)
    taken: Counter[tuple[str, str]] = Counter()
    for file in sorted(target.glob("phrasings/*.csv")):
        _keep(file, lambda row: _taken(taken, (row["affair"], row["language"])) <= PHRASINGS_PER_LANGUAGE)
    for name, field in THINNED.items():
        _thin(target / name, field)
    # Names in other letters are of roads that have runs.
    with (target / "road_runs.csv").open(encoding="utf-8", newline="") as stream:
        roads = {row["road"] for row in csv.DictReader(stream)}
    _keep(target / "road_names.csv", lambda row: row["road"] in roads)
    return target


def _thin(file: Path, field: str) -> None:
    """The file with the rows of one value in so many."""
    with file.open(encoding="utf-8", newline="") as stream:
        kept = set(sorted({row[field] for row in csv.DictReader(stream)})[::ONE_IN])
    _keep(file, lambda row: row[field] in kept)


def _taken(taken: Counter[tuple[str, str]], key: tuple[str, str]) -> int:
    """How many of a kind there are with this one."""
    taken[key] += 1
    return taken[key]


def _keep(file: Path, wanted: Callable[[dict[str, str]], bool]) -> None:
    """The file with those rows alone that are wanted."""
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        fields, kept = list(reader.fieldnames or ()), [row for row in reader if wanted(row)]
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)


def _digest_of_builders() -> str:
    digest = hashlib.sha256()
    for folder in BUILDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _made_by_present_code() -> Path:
    """The folder in the cache that belongs to the present code; those of earlier code are taken away, but not what was embedded."""
    made_by = f"py{sys.version_info.major}{sys.version_info.minor}"
    present = CACHE / f"{made_by}-{_digest_of_builders()}"
    for stale in CACHE.glob(f"{made_by}-*"):
        if stale != present:
            shutil.rmtree(stale, ignore_errors=True)
    present.mkdir(parents=True, exist_ok=True)
    return present


@contextmanager
def kept_data(name: str) -> Iterator[Path]:
    """A data directory in the cache that the present code alone uses. Who comes meanwhile for that of the same name waits."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"building-{name}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield _made_by_present_code() / name


def build_bundled() -> Edition:
    """The edition of the bundled source, built by the present code: kept in the cache, or built now, which takes a minute."""
    with kept_data("bundled") as data:
        data.mkdir(exist_ok=True)
        # What was embedded is kept for later code, too.
        (CACHE / "cache").mkdir(exist_ok=True)
        if not (data / "cache").exists():
            (data / "cache").symlink_to(CACHE / "cache", target_is_directory=True)
        return build(bundled(), data)


def begin_to_build_bundled() -> subprocess.Popen[bytes]:
    """The same in a process of its own. What goes wrong there is not told: it goes wrong again for whoever needs the edition."""
    nothing = subprocess.DEVNULL
    return subprocess.Popen([sys.executable, "-m", "tests.bundled"], cwd=ROOT, env=settings_of_tests(), stdout=nothing, stderr=nothing)


if __name__ == "__main__":
    build_bundled()
