"""Streets to walk on: tiles that Valhalla routes on, built beside the roads of the same file of OpenStreetMap by Valhalla's own builder."""

from __future__ import annotations

import json
import subprocess
import tarfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from city120_edition.durable import workplace
from city120_edition.layers import STREETS, Layer, Road, Street, Tiles, write_layer
from city120_ingest.errors import IngestError
from city120_ingest.osm import write_extract
from city120_ingest.reading import progress

# Before, the package for Python had no builder of its own.
_FIRST = (3, 9)
_FIX = "pip install 'city120-ingest[streets]' with Python 3.12 or later, and import the file again"
_EXTRACT = ".pbf"


class NoBuilder(IngestError):
    """Valhalla is not installed, or only a version without a builder."""


class NotBuilt(IngestError):
    """The builder failed; the message has its last words."""


def import_streets(path: Path, data_dir: Path, date: str, source: str, roads: Iterable[Road]) -> Layer:
    """Build the tiles of a file and make them current, with the names that its roads have in several languages. Raises NoBuilder, NotBuilt or
    UnreadableFile; what was current then stays so."""
    version = builder_version()
    with workplace(data_dir / "layers" / STREETS) as work:
        tiles = Tiles(_build(path, work), version)
        return write_layer(data_dir, STREETS, date, source, _named(roads), [], {}, tiles)


def builder_version() -> str:
    """The version of Valhalla. Raises NoBuilder."""
    try:
        version = metadata.version("pyvalhalla")
    except metadata.PackageNotFoundError:
        raise NoBuilder(f"Valhalla, which builds them, is not installed; {_FIX}") from None
    if tuple(map(int, version.split(".")[:2])) < _FIRST:
        raise NoBuilder(f"Valhalla {version} is too old; {_FIX}")
    return version


def _named(roads: Iterable[Road]) -> list[Street]:
    """The names of roads that have more than the official one, each once."""
    named = {road.names["ko"]: road.names for road in roads if len(road.names) > 1 and "ko" in road.names}
    return [Street(names=names) for _, names in sorted(named.items())]


def _build(path: Path, work: Path) -> Path:
    """The tiles of a file as one file; for walkers alone, as nothing else is asked."""
    from valhalla import PYVALHALLA_DIR, get_config

    extract, tiles, settings = path, work / "tiles", work / "valhalla.json"
    if path.suffix.lower() != _EXTRACT:
        extract = work / "extract.osm.pbf"
        write_extract(path, extract)
    tiles.mkdir()
    config = get_config(tile_extract="", tile_dir=tiles, verbose=True)
    config["logging"]["color"] = False
    config["mjolnir"] |= {"include_driving": False, "include_bicycle": False}
    settings.write_text(json.dumps(config), encoding="utf-8")
    _run([str(PYVALHALLA_DIR / "bin" / "valhalla_build_tiles"), "--config", str(settings), str(extract)], path)
    target = work / "tiles.tar"
    with tarfile.open(target, "w") as archive:
        for tile in sorted(tiles.rglob("*.gph")):
            archive.add(tile, arcname=tile.relative_to(tiles).as_posix())
    return target


def _run(command: list[str], path: Path) -> None:
    """Run the builder; what it says is counted on a terminal, for that it is still at work."""
    last = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as builder:  # noqa: S603
        assert builder.stdout is not None
        for line in progress(builder.stdout, "step", "streets"):
            last = line.strip() or last
    if builder.returncode:
        raise NotBuilt(f"no street tiles could be built of {path} (status {builder.returncode}): {last}; is it an extract with ways to walk on?")
