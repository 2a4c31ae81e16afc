"""What services read: one edition, loaded table by table, never written."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import platformdirs

from city120_edition import rows as row_types
from city120_edition.gazetteer import Sounding, Spelling
from city120_edition.kind_sounds import KindSounding
from city120_edition.layers import Layer
from city120_edition.pointer import read_pointer, write_pointer
from city120_edition.source import TABLES, Source, sentences

if TYPE_CHECKING:
    # They bring numpy, shapely and pyproj with them, 40 MB: loaded where polygons and roads are read.
    from city120_edition.geometry import DongMap
    from city120_edition.roads import RoadRegister
    from city120_edition.sites import Sites
    from city120_edition.timetables import StoredTimetable

FORMAT = 9
_Row = TypeVar("_Row")
_NAMED = 5


class EditionError(Exception):
    """There is no edition, or it is not whole; the message says which command makes one."""


def default_data_dir() -> Path:
    """Where what is built, imported, edited or recorded is kept: CITY120_DATA_DIR, or a per-user data directory."""
    return Path(os.environ.get("CITY120_DATA_DIR") or platformdirs.user_data_dir("city120"))


def current_edition_path(data_dir: Path) -> Path:
    """The directory of the current edition below `data_dir`; raises EditionError when there is none, or its name cannot be read."""
    try:
        current = read_pointer(data_dir / "editions")
    except ValueError as error:
        raise EditionError(str(error)) from None
    if not current:
        raise EditionError(f"no edition in {data_dir}; make one with: city120 edition build")
    return data_dir / "editions" / current


def set_current(data_dir: Path, edition_id: str) -> None:
    """Make an edition current in one atomic step that is on disk when it returns."""
    write_pointer(data_dir / "editions", edition_id)


def _sha256(path: Path) -> str:
    """The hash of a file, empty when there is none."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


@dataclass(frozen=True)
class Edition:
    """One edition on disk, and the imported layers that a service reads beside it. Tables are decoded when first asked for; keep what you need and
    let the rest go."""

    path: Path
    manifest: dict[str, Any]
    layers: tuple[Layer, ...] = ()

    @classmethod
    def open(cls, path: Path, layers: Iterable[Path] = ()) -> Edition:
        """Open an edition with its layers; raises EditionError if it is absent, of another format, or not whole, and LayerError."""
        try:
            manifest = msgspec.json.decode((path / "manifest.json").read_bytes())
        except (FileNotFoundError, msgspec.DecodeError) as error:
            raise EditionError(f"{path} holds no edition ({error}); make one with: city120 edition build") from None
        if manifest.get("format") != FORMAT:
            raise EditionError(f"{path} has format {manifest.get('format')}, this program reads {FORMAT}; build the edition anew")
        missing = [name for name in manifest["files"] if not (path / name).exists()]
        if missing:
            raise EditionError(f"{path} is not whole: {missing[0]} is missing; build the edition anew")
        return cls(path, manifest, tuple(Layer.open(layer) for layer in layers))

    def verify(self) -> None:
        """Read every file once and compare it with its hash in the manifest; raises EditionError naming the files that differ."""
        if damaged := self.altered():
            reason = f"{', '.join(damaged[:_NAMED])} {'differs' if len(damaged) == 1 else 'differ'} from the hash in the manifest"
            raise EditionError(f"{self.path} is damaged: {reason}; take the folder away and build the edition anew")

    @property
    def id(self) -> str:
        """Short content hash."""
        return str(self.manifest["edition_id"])

    @property
    def notes(self) -> list[str]:
        """What whoever runs this edition should know of it, as those said who compiled its artefacts."""
        return [note for artefact in self.manifest["artefacts"].values() for note in artefact.get("notes", ())]

    def altered(self, beginning: str = "") -> list[str]:
        """The files, of those whose names begin so, that are missing or not what the manifest says: none, if the edition is whole."""
        files: dict[str, str] = self.manifest["files"]
        return [name for name, sha in files.items() if name.startswith(beginning) and _sha256(self.path / name) != sha]

    def rows(self, table: str, row_type: type[_Row]) -> list[_Row]:
        """All rows of a table."""
        return msgspec.json.decode((self.path / "tables" / f"{table}.json").read_bytes(), type=list[row_type])  # type: ignore[valid-type]

    def source(self) -> Source:
        """All rows, as a source that can be changed, validated and built again. Raises EditionError when a table is missing."""
        source = Source(self.path)
        for table in TABLES:
            file = f"tables/{table.name}.json"
            if not (self.path / file).exists():
                raise EditionError(
                    f"{self.path} has no {file}: an earlier version of this program made it; make a new one with: city120 edition build"
                )
            table_rows: list[Any] = self.rows(table.name, table.row_type)
            source.tables[table.name] = table_rows
            labels = (str(getattr(row, table.key)) if table.key else f"row {number}" for number, row in enumerate(table_rows, start=1))
            source.where |= {(table.name, index): (file, label) for index, label in enumerate(labels)}
        return source

    @cached_property
    def settings(self) -> row_types.Settings:
        """What holds for the whole edition."""
        return self.rows("settings", row_types.Settings)[0]

    def layer(self, kind: str) -> Layer | None:
        """The imported layer of a kind, when there is one."""
        return next((layer for layer in self.layers if layer.kind == kind), None)

    def spellings(self) -> list[Spelling]:
        """The gazetteer."""
        return self.rows("gazetteer", Spelling)

    def soundings(self) -> list[Sounding]:
        """What areas and stations sound like."""
        return self.rows("sounds", Sounding)

    def kind_soundings(self) -> list[KindSounding]:
        """What things sound like without a word for what they are."""
        return self.rows("kind_sounds", KindSounding)

    def timetable(self, without: Collection[str] = ()) -> StoredTimetable:
        """The timetable of the facts, but for some lines."""
        from city120_edition.timetable_of_facts import timetable_of_facts
        from city120_edition.timetables import StoredTimetable

        if without:
            return timetable_of_facts(self, without)
        return msgspec.msgpack.decode((self.path / "timetable.msgpack").read_bytes(), type=StoredTimetable)

    def roads(self) -> RoadRegister:
        """In which legal dong the buildings of each road lie."""
        from city120_edition.roads import RoadRegister

        return RoadRegister.unpack((self.path / "roads.msgpack").read_bytes())

    def sites(self) -> Sites:
        """What complexes, schools and crossings are called, and where they lie."""
        from city120_edition.sites import Sites

        return Sites.unpack((self.path / "sites.msgpack").read_bytes())

    def messages(self) -> dict[str, dict[str, str]]:
        """The sentences that the services speak: id → language → text. Raises EditionError where one is missing: the edition is older than they
        are."""
        texts = {message.id: message.texts for message in self.rows("messages", row_types.Message)}
        if missing := sorted({sentence.id for sentence in sentences()} - texts.keys()):
            raise EditionError(
                f"{self.path} does not word {', '.join(missing[:_NAMED])}: an earlier version of this program made it; make a new one with: city120 "
                "edition build"
            )
        return texts

    def dong_map_digest(self) -> str:
        """What tells the polygons from others: a hash of their files."""
        return "/".join(_sha256(self.path / name) for name in ("coverage.json", "coverage.wkb"))

    def middles(self) -> dict[str, tuple[float, float]]:
        """A point inside each district and legal dong, near its middle, as degrees north and east; by code."""
        index: dict[str, Any] = msgspec.json.decode((self.path / "coverage.json").read_bytes())
        return {code: (lat, lon) for code, (lat, lon) in index["middles"].items()}

    def dong_map(self) -> DongMap:
        """The clean polygons of the legal dongs, and the district borders."""
        import shapely

        from city120_edition.geometry import DongMap

        index = msgspec.json.decode((self.path / "coverage.json").read_bytes())
        geometries = shapely.from_wkb(msgspec.msgpack.decode((self.path / "coverage.wkb").read_bytes()))
        count, edges = len(index["codes"]), index["edges"]
        polygons, lines, (disputed, *around) = geometries[:count], geometries[count : count + len(edges)], geometries[count + len(edges) :]
        return DongMap(
            codes=index["codes"],
            polygons=list(polygons),
            edges=[(a, b, line) for (a, b), line in zip(edges, lines, strict=True)],
            disputed=disputed,
            surroundings=list(zip(index["surroundings"], around, strict=True)),
            report=self.manifest["coverage"],
        )
