"""Street tiles: built beside the roads where Valhalla is, with its version and the names of the streets; where it is not, that is said."""

from __future__ import annotations

import tarfile
from importlib import metadata
from pathlib import Path

import pytest

from city120_edition.layers import STREETS, Street, current_layers
from city120_ingest.errors import UnreadableFile
from city120_ingest.streets import NoBuilder, NotBuilt, builder_version, import_streets
from tests.street_map import import_map, needs_valhalla


def installed(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    def asked(package: str) -> str:
        if not version:
            raise metadata.PackageNotFoundError(package)
        return version

    monkeypatch.setattr(metadata, "version", asked)


@pytest.mark.parametrize(("version", "reason"), [("", "is not installed"), ("3.2.0", r"3\.2\.0 is too old")])
def test_without_a_builder_that_is_said_with_the_way_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, reason: str) -> None:
    """pip takes 3.2.0, which has no builder, on Python 3.11."""
    installed(monkeypatch, version)
    with pytest.raises(
        NoBuilder, match=rf"{reason}.*; pip install 'city120-ingest\[streets\]' with Python 3\.12 or later, and import the file again"
    ):
        import_streets(tmp_path / "s.osm.pbf", tmp_path, "2026-11-01", "a test", [])
    assert current_layers(tmp_path, [STREETS]) == ()


@pytest.mark.parametrize("version", ["3.9.0", "3.12.1", "4.0"])
def test_what_has_a_builder_is_named_by_its_version(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    installed(monkeypatch, version)
    assert builder_version() == version


@needs_valhalla
def test_tiles_are_a_layer_with_the_builders_version_and_names_in_several_languages(tmp_path: Path) -> None:
    layer = import_map(tmp_path)
    assert current_layers(tmp_path, [STREETS]) == (layer.path,)
    assert layer.tiles is not None
    assert layer.tiles.builder == metadata.version("pyvalhalla")
    with tarfile.open(layer.tiles.file) as archive:
        assert {Path(name).suffix for name in archive.getnames()} == {".gph"}
    assert layer.rows(Street) == [Street(names={"ko": "가로", "en": "Ga-ro"})]
    assert [path.name for path in (tmp_path / "layers" / STREETS).glob(".*")] == []


@needs_valhalla
def test_what_the_builder_cannot_read_leaves_the_tiles_before_current(tmp_path: Path) -> None:
    before = import_map(tmp_path)
    (tmp_path / "s.osm.pbf").write_bytes(b"no extract")
    with pytest.raises(NotBuilt, match=r"no street tiles could be built of .*s\.osm\.pbf \(status -?\d+\): .+"):
        import_streets(tmp_path / "s.osm.pbf", tmp_path, "2026-11-01", "a test", [])
    (tmp_path / "s.osm").write_text("<osm", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"is no OpenStreetMap file"):
        import_streets(tmp_path / "s.osm", tmp_path, "2026-11-01", "a test", [])
    assert current_layers(tmp_path, [STREETS]) == (before.path,)
