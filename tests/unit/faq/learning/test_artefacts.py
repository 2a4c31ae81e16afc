"""What a build keeps for the next one."""

from __future__ import annotations

import os
from pathlib import Path

from city120_faq.learning.artefacts import forget_older


def test_what_was_learnt_longest_ago_is_let_go(tmp_path: Path) -> None:
    for age, name in enumerate(("words-new.npz", "words-old.npz", "words-older.npz", "vectors-oldest.npz")):
        (tmp_path / name).write_bytes(b"0123456789")
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    forget_older(tmp_path, 25)
    assert {path.name for path in tmp_path.iterdir()} == {"words-new.npz", "words-old.npz", "vectors-oldest.npz"}
