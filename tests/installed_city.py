"""Installs a city for a test: a package with its rows, and the metadata by which it is found, in a folder that the test puts on the path."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4


def install_city(site: Path, name: str, rows: Path) -> Path:
    """A distribution below `site` whose city is `name`; returns the package's folder, whose `rows` are those of `rows`."""
    package = f"city_of_test_{uuid4().hex}"
    folder, metadata = site / package, site / f"{package}-1.0.dist-info"
    folder.mkdir(parents=True)
    metadata.mkdir()
    (folder / "__init__.py").write_text("", encoding="utf-8")
    (folder / "rows").symlink_to(rows, target_is_directory=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(f"[city120.city]\n{name} = {package}\n", encoding="utf-8")
    return folder
