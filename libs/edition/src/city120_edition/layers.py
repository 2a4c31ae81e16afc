"""Imported layers: what an operator adds beside the edition because it cannot be shipped, e.g. boundaries of administrative dongs and roads.

A layer is one immutable, content-addressed directory below CITY120_DATA_DIR/layers/<kind>; `current` there names the one that is served. Services
take a new one up like a new edition: loaded beside the old, swapped whole. Geometries are in metres, EPSG:5179.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec

from city120_edition.durable import sync, sync_tree, workplace
from city120_edition.pointer import read_pointer, write_pointer

if TYPE_CHECKING:
    import shapely

LAYER_FORMAT = 1
BOUNDARIES, OSM, ROADS, STREETS = "boundaries", "osm", "roads", "streets"
RoadClass = Literal["", "expressway", "national", "city", "district", "private"]
_ROWS, _GEOMETRIES, _TILES, _MANIFEST = "rows.json", "geometries.wkb", "tiles.tar", "manifest.json"
_Row = TypeVar("_Row")


class LayerError(Exception):
    """A layer is absent or not whole; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Boundary:
    """The polygon of an administrative dong, by its code of 10 digits."""

    code: str


@dataclass(frozen=True, kw_only=True)
class Road:
    """A stretch of a road, as its file says; what it does not say is empty. `hint`: the class that OpenStreetMap's tags suggest.
    `owner`, `maintainer`: the id of a body, or words."""

    id: str
    names: dict[str, str]
    ref: str = ""
    road_class: RoadClass = ""
    hint: RoadClass = ""
    owner: str = ""
    maintainer: str = ""


@dataclass(frozen=True, kw_only=True)
class Street:
    """What a street is called: by language, the official name included."""

    names: dict[str, str]


@dataclass(frozen=True)
class Tiles:
    """A file of tiles to route on, and which version of its builder made it: another cannot be relied on to read it."""

    file: Path
    builder: str


@dataclass(frozen=True)
class Layer:
    """One imported layer on disk. `tiles`: of streets alone."""

    path: Path
    kind: str
    version: str
    date: str
    source: str
    report: dict[str, Any]
    tiles: Tiles | None = None

    @classmethod
    def open(cls, path: Path) -> Layer:
        """Open a layer and check its hashes. Raises LayerError."""
        try:
            manifest = msgspec.json.decode((path / _MANIFEST).read_bytes())
            builder = manifest.get("builder", "")
            files = {name: _digest_of(path / name) for name in (_ROWS, _GEOMETRIES, *([_TILES] if builder else []))}
        except (FileNotFoundError, msgspec.DecodeError) as error:
            raise LayerError(f"{path} holds no layer ({error}); import it again, or remove {path.parent / 'current'}") from None
        if manifest.get("format") != LAYER_FORMAT:
            raise LayerError(f"{path} has format {manifest.get('format')}, this program reads {LAYER_FORMAT}; import it again")
        if manifest["files"] != files:
            raise LayerError(f"{path} is not as it was written; import it again")
        tiles = Tiles(path / _TILES, builder) if builder else None
        return cls(path, manifest["kind"], manifest["version"], manifest["date"], manifest["source"], manifest["report"], tiles)

    def rows(self, row_type: type[_Row]) -> list[_Row]:
        """Its rows, each of one geometry."""
        return msgspec.json.decode((self.path / _ROWS).read_bytes(), type=list[row_type])  # type: ignore[valid-type]

    def geometries(self) -> list[shapely.Geometry]:
        """Its geometries, in the order of the rows."""
        import shapely

        return list(shapely.from_wkb(msgspec.msgpack.decode((self.path / _GEOMETRIES).read_bytes())))


def write_layer(
    data_dir: Path,
    kind: str,
    date: str,
    source: str,
    rows: Sequence[Any],
    geometries: Sequence[shapely.Geometry],
    report: dict[str, Any],
    tiles: Tiles | None = None,
) -> Layer:
    """Write a layer whole or not at all, and make it current in one step. One that is there already is only made current. The file of tiles is
    copied."""
    import shapely

    files = {
        _ROWS: msgspec.json.Encoder(order="sorted").encode(rows),
        _GEOMETRIES: msgspec.msgpack.encode([bytes(shapely.to_wkb(geometry)) for geometry in geometries]),
    }
    digests = {name: _digest(content) for name, content in files.items()}
    made = {"builder": tiles.builder} if tiles is not None else {}
    if tiles is not None:
        digests[_TILES] = _digest_of(tiles.file)
    version = _digest(f"{LAYER_FORMAT}\n{kind}\n{date}\n{source}\n{sorted({**digests, **made}.items())}".encode())[:12]
    folder = data_dir / "layers" / kind
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / version / _MANIFEST).exists():
        about = {"kind": kind, "version": version, "date": date, "source": source, "report": report}
        manifest = {"format": LAYER_FORMAT, **about, **made, "files": digests}
        _write(folder, version, {**files, _MANIFEST: msgspec.json.format(msgspec.json.encode(manifest), indent=2)}, tiles)
    write_pointer(folder, version)
    return Layer.open(folder / version)


def _write(folder: Path, version: str, files: dict[str, bytes], tiles: Tiles | None) -> None:
    with workplace(folder) as work:
        for name, content in files.items():
            (work / name).write_bytes(content)
        if tiles is not None:
            shutil.copyfile(tiles.file, work / _TILES)
        sync_tree(work)
        work.rename(folder / version)
        sync(folder)


def current_layers(data_dir: Path, kinds: Iterable[str]) -> tuple[Path, ...]:
    """The directories of the current layers of some kinds, in the order of the kinds; what is not imported is left out."""
    named = ((data_dir / "layers" / kind, read_pointer(data_dir / "layers" / kind)) for kind in kinds)
    return tuple(folder / version for folder, version in named if version)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
