"""The current and the previous edition, and the swap from one to the next."""

from __future__ import annotations

import gc
import logging
import weakref
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from city120_edition.edition import FORMAT, Edition, EditionError
from city120_edition.holder import EditionHolder, NotLoaded


@dataclass(frozen=True)
class Domain:
    """What a service makes of an edition."""

    edition: Edition


class Shelf:
    """Editions without rows, and which of them is current."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.current = "none"
        self.loaded: list[str] = []
        self.holder: EditionHolder[Domain] = EditionHolder(lambda: self.folder / self.current, self._load)

    def put(self, name: str) -> None:
        (self.folder / name).mkdir(exist_ok=True)
        manifest = {"format": FORMAT, "edition_id": name, "files": {}, "artefacts": {}}
        (self.folder / name / "manifest.json").write_bytes(msgspec.json.encode(manifest))

    async def serve(self, name: str) -> bool:
        self.put(name)
        self.current = name
        return await self.holder.load_current()

    def _load(self, edition: Edition) -> Domain:
        self.loaded.append(edition.id)
        return Domain(edition)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def served(shelf: Shelf, pinned: str = "") -> str:
    return shelf.holder.get(pinned).edition.id


def test_before_the_first_load_there_is_none(shelf: Shelf) -> None:
    with pytest.raises(NotLoaded):
        shelf.holder.get()


async def test_an_edition_is_loaded_once(shelf: Shelf) -> None:
    assert [await shelf.serve("a"), await shelf.serve("a")] == [True, False]
    assert shelf.loaded == ["a"]


async def test_whoever_pinned_the_previous_edition_gets_it_and_all_others_the_current(shelf: Shelf) -> None:
    for name in ("a", "b", "c"):
        await shelf.serve(name)
    assert [served(shelf, pinned) for pinned in ("", "a", "b", "c", "unknown")] == ["c", "c", "b", "c", "c"]


async def test_what_is_loaded_is_left_alone_by_the_collector_and_goes_two_editions_later(shelf: Shelf) -> None:
    await shelf.serve("first")
    frozen, first = gc.get_freeze_count(), weakref.ref(shelf.holder.get())
    assert frozen > 0
    await shelf.serve("second")
    assert first() is not None
    await shelf.serve("third")
    assert first() is None


async def test_an_edition_that_cannot_be_read_leaves_the_one_before(shelf: Shelf) -> None:
    await shelf.serve("a")
    shelf.current = "missing"
    with pytest.raises(EditionError, match="holds no edition"):
        await shelf.holder.load_current()
    assert served(shelf) == "a"


async def test_a_bad_edition_is_refused_once_and_tried_again_when_a_file_of_it_changes(shelf: Shelf, caplog: pytest.LogCaptureFixture) -> None:
    await shelf.serve("a")
    shelf.current = "b"
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            await shelf.holder._look()
        assert [record.getMessage() for record in caplog.records] == ["edition refused"]
        shelf.put("b")
        await shelf.holder._look()
    assert caplog.messages[-1] == "edition swapped"
    assert served(shelf) == "b"


async def test_whatever_goes_wrong_with_where_it_is_does_not_end_the_looking(shelf: Shelf, caplog: pytest.LogCaptureFixture) -> None:
    await shelf.serve("a")

    def broken() -> Path:
        raise OSError("no such disk")

    holder: EditionHolder[Domain] = EditionHolder(broken, Domain)
    with caplog.at_level(logging.ERROR):
        await holder._look()
        await holder._look()
    assert [record.__dict__["fields"] for record in caplog.records] == [{"reason": "no such disk"}]


async def test_another_layer_makes_the_same_edition_new(shelf: Shelf) -> None:
    shelf.put("a")
    shelf.current = "a"
    layers: list[Path] = []
    holder: EditionHolder[Domain] = EditionHolder(lambda: shelf.folder / "a", shelf._load, lambda: tuple(layers))
    await holder.load_current()
    layers.append(shelf.folder / "no layer")
    with pytest.raises(Exception, match="holds no layer"):
        await holder.load_current()
    layers.clear()
    assert not await holder.load_current()
