"""Makes an edition from a source: validate, compile, hash, and put into place whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from city120_edition.durable import sync, sync_tree, workplace
from city120_edition.edition import FORMAT, Edition
from city120_edition.gazetteer import compile_gazetteer, compile_sounds
from city120_edition.kind_sounds import compile_kind_sounds
from city120_edition.reuse import Earlier, digest_of
from city120_edition.rows import KindWord, RoadRun, Settings, Shape, plain
from city120_edition.source import Source, SourceError
from city120_edition.validate import validate

if TYPE_CHECKING:
    # With numpy, shapely and pyproj, 40 MB that only whoever builds needs.
    from city120_edition.geometry import Boundaries, DongMap

ARTEFACTS = "city120.edition.artefacts"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Inputs:
    """Tables that are read whole, by name, and what is read of others, as JSON can tell it."""

    tables: Collection[str]
    other: Any = None


class ArtefactBuilder(Protocol):
    """What a service compiles from the rows at build time: a classifier, vectors. `recipe` changes when equal inputs would give another result."""

    recipe: str

    def inputs(self, source: Source) -> Inputs:
        """All that the result depends on: while that and the recipe stay, what was built before is taken over."""
        ...

    def build(self, source: Source, out: Path, cache: Path, progress: Progress) -> dict[str, Any]:
        """Write files below `out`, reusing what `cache` holds; returns what the manifest should tell of
        them; under `notes`, sentences for whoever runs the edition."""
        ...


def artefact_builders() -> dict[str, ArtefactBuilder]:
    """The builders of the installed services, by name."""
    return {entry.name: entry.load() for entry in sorted(entry_points(group=ARTEFACTS), key=lambda entry: entry.name)}


def build(
    source: Source,
    data_dir: Path,
    progress: Progress = lambda step, done, total: None,
    builders: Mapping[str, ArtefactBuilder] | None = None,
) -> Edition:
    """Build the edition of a source below `data_dir`/editions, or return it if it is there already. Artefacts whose inputs are those of the current
    edition are taken over from it. On disk when it returns. Raises SourceError with every problem."""
    from city120_edition.geometry import RECIPE

    progress("validate", 0, 1)
    if problems := validate(source):
        raise SourceError(problems)
    progress("validate", 1, 1)
    builders = artefact_builders() if builders is None else builders
    tables = _tables(source)
    inputs = {name: _digest(builder, source, tables) for name, builder in builders.items()}
    edition_id = _content_id(tables, [RECIPE, boundaries_of(source).recipe, *(f"{name}:{digest}" for name, digest in inputs.items())])
    editions = data_dir / "editions"
    target = editions / edition_id
    if (target / "manifest.json").exists():
        return Edition.open(target)
    with workplace(editions) as work:
        _write(tables, work)
        earlier = Earlier.current(data_dir)
        artefacts = {"coverage": _dongs(source, work, earlier, progress)}
        for name, builder in builders.items():
            record = earlier.take(name, inputs[name], work)
            if record is None:
                (work / name).mkdir()
                record = {"recipe": builder.recipe, "inputs": inputs[name], **builder.build(source, work / name, data_dir / "cache", progress)}
            artefacts[name] = record
        _write_manifest(work, edition_id, source, artefacts)
        sync_tree(work)
        _put_in_place(work, target)
    return Edition.open(target)


def _put_in_place(work: Path, target: Path) -> None:
    """Give the folder its name; somebody else may have built the same meanwhile."""
    try:
        work.rename(target)
    except OSError:
        if not target.exists():
            raise
    sync(target.parent)


def _write(files: Mapping[str, bytes], work: Path) -> None:
    for name, content in files.items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_bytes(content)


def _dongs(source: Source, work: Path, earlier: Earlier, progress: Progress) -> dict[str, Any]:
    """The clean polygons of the legal dongs, and what the manifest tells of them."""
    from city120_edition.geometry import RECIPE, clean_dong_map

    progress("coverage", 0, 1)
    boundaries = boundaries_of(source)
    inputs = digest_of(RECIPE, boundaries.recipe, boundaries.city_code, [plain(shape) for shape in boundaries.shapes])
    record = earlier.take("coverage", inputs, work)
    if record is None:
        dongs = clean_dong_map(boundaries)
        _write(_dong_files(dongs), work)
        record = {"recipe": RECIPE, "inputs": inputs, "report": dongs.report}
    progress("coverage", 1, 1)
    return record


def boundaries_of(source: Source) -> Boundaries:
    """Where the polygons of a source come from."""
    from city120_edition.geometry import Boundaries

    settings = source.rows("settings", Settings)[0]
    return Boundaries(settings.city_code, settings.boundary_package, tuple(source.rows("shapes", Shape)))


def _digest(builder: ArtefactBuilder, source: Source, tables: Mapping[str, bytes]) -> str:
    """What tells the inputs of a builder from others."""
    inputs = builder.inputs(source)
    read = {name: hashlib.sha256(tables[f"tables/{name}.json"]).hexdigest() for name in inputs.tables}
    return digest_of(builder.recipe, read, inputs.other)


def _tables(source: Source) -> dict[str, bytes]:
    """The canonical bytes of every table."""
    from city120_edition.roads import compile_roads, pack_roads
    from city120_edition.sites import compile_sites, pack_sites
    from city120_edition.timetable_of_facts import timetable_of_facts

    encoder = msgspec.json.Encoder(order="sorted")
    files = {f"tables/{name}.json": encoder.encode([plain(row) for row in table]) for name, table in sorted(source.tables.items())}
    spellings = compile_gazetteer(source)
    files["tables/gazetteer.json"] = encoder.encode(spellings)
    files["tables/kind_sounds.json"] = encoder.encode(compile_kind_sounds(source.rows("kind_words", KindWord), spellings))
    files["tables/sounds.json"] = encoder.encode(compile_sounds(source))
    files["timetable.msgpack"] = msgspec.msgpack.encode(timetable_of_facts(source), order="deterministic")
    files["sites.msgpack"] = pack_sites(compile_sites(source, {spelling.key for spelling in spellings}))
    files["roads.msgpack"] = pack_roads(compile_roads(source.rows("road_runs", RoadRun)))
    return files


def _dong_files(dongs: DongMap) -> dict[str, bytes]:
    import shapely

    from city120_edition.geometry import middles

    geometries = [*dongs.polygons, *(line for _, _, line in dongs.edges), dongs.disputed]
    geometries += [polygon for _, polygon in dongs.surroundings]
    index = {
        "codes": dongs.codes,
        "edges": [(a, b) for a, b, _ in dongs.edges],
        "surroundings": [code for code, _ in dongs.surroundings],
        "middles": middles(dongs),
    }
    return {
        "coverage.json": msgspec.json.encode(index),
        "coverage.wkb": msgspec.msgpack.encode([bytes(shapely.to_wkb(geometry)) for geometry in geometries]),
    }


def _content_id(files: dict[str, bytes], compiled: list[str]) -> str:
    """What tells an edition from others: its rows, and of what and how each artefact is compiled."""
    digest = hashlib.sha256(f"{FORMAT} {' '.join(compiled)}".encode())
    for name, content in sorted(files.items()):
        digest.update(f"\n{name}\n".encode() + hashlib.sha256(content).digest())
    return digest.hexdigest()[:12]


def _write_manifest(work: Path, edition_id: str, source: Source, artefacts: dict[str, Any]) -> None:
    settings = source.tables["settings"][0]
    files = {str(path.relative_to(work)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(work.rglob("*")) if path.is_file()}
    manifest = {
        "format": FORMAT,
        "edition_id": edition_id,
        "name": settings.name,
        "first_date": settings.first_date.isoformat(),
        "boundary_date": settings.boundary_date.isoformat(),
        "boundary_source": settings.boundary_source,
        "coverage": artefacts["coverage"]["report"],
        "rows": {name: len(rows) for name, rows in source.tables.items()},
        "artefacts": artefacts,
        "files": files,
    }
    (work / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2))
