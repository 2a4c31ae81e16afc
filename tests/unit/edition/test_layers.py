"""Imported layers on disk: content-addressed, written whole, refused when they were changed."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import shapely

from city120_edition.layers import (
    BOUNDARIES,
    LAYER_FORMAT,
    ROADS,
    STREETS,
    Boundary,
    Layer,
    LayerError,
    Road,
    Tiles,
    current_layers,
    write_layer,
)

SQUARE = shapely.box(0, 0, 1, 1)


def written(data: Path, code: str = "1168064000") -> Layer:
    return write_layer(data, BOUNDARIES, "2026-11-01", "a test", [Boundary(code=code)], [SQUARE], {"areas": 1})


def test_what_was_written_is_read(tmp_path: Path) -> None:
    layer = Layer.open(written(tmp_path).path)
    assert (layer.kind, layer.date, layer.source, layer.report) == (BOUNDARIES, "2026-11-01", "a test", {"areas": 1})
    assert layer.rows(Boundary) == [Boundary(code="1168064000")]
    assert layer.geometries() == [SQUARE]


def test_the_same_content_is_the_same_layer_and_other_content_another(tmp_path: Path) -> None:
    first, again, other = written(tmp_path / "a"), written(tmp_path / "b"), written(tmp_path / "a", "1168065000")
    assert first.version == again.version != other.version
    assert first.path.exists()


def test_the_last_one_that_was_written_is_current_and_what_is_not_imported_is_left_out(tmp_path: Path) -> None:
    written(tmp_path)
    last = written(tmp_path, "1168065000")
    assert current_layers(tmp_path, [ROADS, BOUNDARIES]) == (last.path,)
    first_again = written(tmp_path)
    assert current_layers(tmp_path, [BOUNDARIES]) == (first_again.path,)


def test_a_layer_that_was_changed_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path).path
    (path / "rows.json").write_bytes(b"[]")
    with pytest.raises(LayerError, match="is not as it was written; import it again"):
        Layer.open(path)


def test_tiles_are_kept_with_the_version_of_their_builder(tmp_path: Path) -> None:
    (tmp_path / "made.tar").write_bytes(b"tiles")
    layers = [write_layer(tmp_path, STREETS, "2026-11-01", "a test", [], [], {}, Tiles(tmp_path / "made.tar", builder)) for builder in ("1.0", "1.1")]
    (tmp_path / "made.tar").unlink()
    tiles = [Layer.open(layer.path).tiles for layer in layers]
    assert [(kept.file.read_bytes(), kept.builder) for kept in tiles if kept] == [(b"tiles", "1.0"), (b"tiles", "1.1")]
    assert written(tmp_path).tiles is None
    (layers[0].path / "tiles.tar").write_bytes(b"others")
    with pytest.raises(LayerError, match="is not as it was written; import it again"):
        Layer.open(layers[0].path)


def test_a_layer_of_another_format_or_none_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = written(tmp_path).path
    manifest = msgspec.json.decode((path / "manifest.json").read_bytes())
    (path / "manifest.json").write_bytes(msgspec.json.encode({**manifest, "format": 0}))
    with pytest.raises(LayerError, match=f"has format 0, this program reads {LAYER_FORMAT}"):
        Layer.open(path)
    (path / "manifest.json").unlink()
    with pytest.raises(LayerError, match=rf"holds no layer .*; import it again, or remove .*{BOUNDARIES}/current"):
        Layer.open(path)


def test_a_write_that_breaks_off_leaves_the_layer_before_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = written(tmp_path)

    def full(folder: Path) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("city120_edition.layers.sync_tree", full)
    with pytest.raises(OSError, match="No space"):
        written(tmp_path, "1168065000")
    assert current_layers(tmp_path, [BOUNDARIES]) == (before.path,)
    assert sorted(path.name for path in before.path.parent.iterdir()) == sorted([before.version, "current"])


def test_what_a_road_does_not_say_is_empty() -> None:
    road = msgspec.json.decode(b'{"id": "r", "names": {"ko": "\xec\x9d\xb8\xec\xb4\x8c\xeb\xa1\x9c"}}', type=Road)
    assert (road.ref, road.road_class, road.owner) == ("", "", "")
    with pytest.raises(msgspec.ValidationError, match="Invalid enum value 'lane'"):
        msgspec.json.decode(b'{"id": "r", "names": {}, "road_class": "lane"}', type=Road)
