"""Makes editions for the commands: which source, shown progress, and which edition is current afterwards."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from city120_cli.outcome import Finding
from city120_edition import CityError, Edition, SourceError, build, current_edition_path, installed_cities, installed_city, read_source, set_current
from city120_edition.edition import EditionError

_POINTER = "bundled"


class BuildProgress:
    """Shows the steps of a build: a bar on a terminal, a line a step elsewhere."""

    def __init__(self) -> None:
        self._step = ""
        self._bar: Any = None

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self._step:
            self.close()
            self._begin(step, total)
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def _begin(self, step: str, total: int) -> None:
        from tqdm import tqdm

        self._step = step
        if sys.stderr.isatty():
            self._bar = tqdm(total=total, desc=f"edition: {step}", file=sys.stderr, leave=False)
        else:
            print(f"edition: {step}", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
        self._bar, self._step = None, ""


def make(source: Path, data_dir: Path, *, current: bool) -> Edition:
    """Build the edition of a source, or find it when it is there; make it current if asked. Raises Finding with every problem."""
    # A folder that cannot be written is told of before a minute's work.
    (data_dir / "editions").mkdir(parents=True, exist_ok=True)
    progress = BuildProgress()
    try:
        edition = build(read_source(source), data_dir, progress)
    except SourceError as error:
        raise Finding(f"{source}: {error}\nall of them: city120 edition validate --source {source}") from None
    finally:
        progress.close()
    if current:
        set_current(data_dir, edition.id)
        if any(source == city.rows for city in installed_cities().values()):
            _pointer(data_dir).write_text(edition.id + "\n", encoding="ascii")
    return edition


def current_or_made(data_dir: Path) -> Edition:
    """The edition to serve: that of the installed city, built when it is absent or its rows have changed, unless somebody made another
    edition current: that one stays."""
    current = current_id(data_dir)
    if current and current != _bundled_id(data_dir):
        print(f"edition {current} is current and is not of the installed city; it stays (city120 edition build goes back)", file=sys.stderr)
        return open_edition(current_edition_path(data_dir))
    return make(installed_rows(), data_dir, current=True)


def installed_rows() -> Path:
    """The folder of the rows of the installed city. Raises Finding."""
    try:
        return installed_city().rows
    except CityError as error:
        raise Finding(str(error)) from None


def current_id(data_dir: Path) -> str:
    """The id of the current edition, or empty."""
    try:
        return current_edition_path(data_dir).name
    except EditionError:
        return ""


def open_edition(path: Path) -> Edition:
    """Open an edition. Raises Finding."""
    try:
        return Edition.open(path)
    except EditionError as error:
        raise Finding(str(error)) from None


def _bundled_id(data_dir: Path) -> str:
    try:
        return _pointer(data_dir).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def _pointer(data_dir: Path) -> Path:
    """Holds the id of the edition that an installed city gave last, so that an upgrade replaces it and nothing else."""
    return data_dir / "editions" / _POINTER
