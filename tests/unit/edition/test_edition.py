"""An edition as services open it: whole, of this format, and as its manifest says."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from city120_edition import rows
from city120_edition.edition import FORMAT, Edition, EditionError, current_edition_path, default_data_dir, set_current
from city120_edition.layers import write_layer
from city120_edition.source import TABLES, sentences

MESSAGES = [rows.Message(id=sentence.id, texts={"ko": "안녕하세요", "en": "Hello"}) for sentence in sentences()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An edition of messages alone."""
    folder = tmp_path / "editions" / "e1"
    (folder / "tables").mkdir(parents=True)
    for table in TABLES:
        (folder / "tables" / f"{table.name}.json").write_bytes(msgspec.json.encode(MESSAGES if table.name == "messages" else []))
    files = {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*.json")}
    write_manifest(folder, files=files)
    return folder


def write_manifest(folder: Path, **given: Any) -> None:
    manifest = {"format": FORMAT, "edition_id": "e1", "files": {}, "artefacts": {"faq": {"notes": ["no vectors"]}, "other": {}}, **given}
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))


def test_an_edition_has_its_id_its_notes_and_its_rows(path: Path) -> None:
    edition = Edition.open(path)
    assert (edition.id, edition.notes) == ("e1", ["no vectors"])
    assert edition.messages() == {message.id: {"ko": "안녕하세요", "en": "Hello"} for message in MESSAGES}


def test_an_edition_without_a_sentence_that_the_services_say_is_refused(path: Path) -> None:
    (path / "tables" / "messages.json").write_bytes(msgspec.json.encode(MESSAGES[1:]))
    with pytest.raises(EditionError, match=rf"does not word {re.escape(MESSAGES[0].id)}: an earlier version .* city120 edition build"):
        Edition.open(path).messages()


def test_its_rows_are_a_source_again_that_names_file_and_row(path: Path) -> None:
    source = Edition.open(path).source()
    assert source.rows("messages", rows.Message) == MESSAGES
    assert source.where["messages", 0] == ("tables/messages.json", MESSAGES[0].id)


def test_a_table_that_an_earlier_program_did_not_write_is_named(path: Path) -> None:
    (path / "tables" / "place_searches.json").unlink()
    write_manifest(path)
    with pytest.raises(EditionError, match=r"no tables/place_searches\.json: an earlier version .* city120 edition build"):
        Edition.open(path).source()


def test_a_file_that_was_changed_or_lost_is_damage_and_is_named(path: Path) -> None:
    edition = Edition.open(path)
    edition.verify()
    assert edition.altered() == []
    (path / "tables" / "rules.json").write_bytes(b"[ ]")
    (path / "tables" / "cues.json").unlink()
    assert sorted(edition.altered()) == ["tables/cues.json", "tables/rules.json"]
    assert edition.altered("tables/r") == ["tables/rules.json"]
    with pytest.raises(EditionError, match=r"is damaged: .* differ from the hash"):
        edition.verify()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "holds no edition"),
        (b"{", "holds no edition"),
        (b'{"format": 1}', f"has format 1, this program reads {FORMAT}; build the edition anew"),
    ],
)
def test_what_is_no_edition_of_this_program_says_what_to_do(path: Path, content: bytes | None, says: str) -> None:
    (path / "manifest.json").unlink()
    if content is not None:
        (path / "manifest.json").write_bytes(content)
    with pytest.raises(EditionError, match=says):
        Edition.open(path)


def test_the_current_one_is_named_by_a_file_beside_them(path: Path) -> None:
    data = path.parents[1]
    with pytest.raises(EditionError, match=r"no edition in .*; make one with: city120 edition build"):
        current_edition_path(data)
    set_current(data, "e1")
    assert current_edition_path(data) == path
    (path.parent / "current").write_bytes(b"\xff")
    with pytest.raises(EditionError, match="names no directory"):
        current_edition_path(data)


def test_a_layer_is_found_by_its_kind(path: Path, tmp_path: Path) -> None:
    layer = write_layer(tmp_path, "roads", "2026-11-01", "a test", [], [], {})
    edition = Edition.open(path, [layer.path])
    assert edition.layer("roads") == layer
    assert edition.layer("osm") is None


def test_the_middles_of_areas_and_what_tells_polygons_apart_are_read_without_the_polygons(path: Path) -> None:
    (path / "coverage.json").write_bytes(b'{"middles": {"11680": [37.5, 127.06]}}')
    edition = Edition.open(path)
    before = edition.dong_map_digest()
    assert edition.middles() == {"11680": (37.5, 127.06)}
    (path / "coverage.wkb").write_bytes(b"other")
    assert edition.dong_map_digest() != before


def test_data_lie_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CITY120_DATA_DIR", str(tmp_path))
    assert default_data_dir() == tmp_path
    monkeypatch.delenv("CITY120_DATA_DIR")
    assert default_data_dir().name == "city120"
