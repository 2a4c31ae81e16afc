"""The sentence encoder in this process: multilingual-e5-small, its layers tuned on the phrasings, run by ONNX Runtime in whole numbers of eight
bits.

Tokens, embeddings and layers come from the checkpoint (4 bits a weight). The layers that were tuned ship beside this module. The graph is put
together when the encoder is made, in about a second: no file is written, nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from city120_faq import hand_set
from city120_faq.encoder.checkpoint import PACKAGE, VERSION, Checkpoint, checkpoint_file, unpacked
from city120_faq.encoder.floats import DIMENSIONS, Floats, unit

TUNED = Path(__file__).parent / "tuned"
_FIRST, _LAST, _UNKNOWN = 0, 2, 3
_SPACE = "\u2581"
_BATCH_TOKENS = 2048


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
    return f"multilingual-e5-small, {PACKAGE} {VERSION}, tuned {tuned_digest(folder) or 'not at all'}, 7 bit, {read}"


def read_tuned(folder: Path = TUNED) -> dict[str, npt.NDArray[Any]]:
    """The tensors that take the place of the checkpoint's: for a matrix `<name>.numbers` and `<name>.scales`."""
    tensors: dict[str, npt.NDArray[Any]] = {}
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as stored:
            tensors |= {name: stored[name] for name in stored.files}
    return tensors


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
        tokens = [_FIRST, *self._pieces.encode(spelt, add_special_tokens=False).ids, _LAST]
        first, last = hand_set.FIRST_TOKENS, hand_set.LAST_TOKENS
        return tokens if len(tokens) <= first + last else [*tokens[:first], *tokens[-last:]]


class Encoder:
    """Texts to vectors (n, DIMENSIONS) of unit length. Thread-safe; each call uses `threads` threads. Raises ImportError where it cannot run, and
    FailedPrecondition where the
    checkpoint is another."""

    def __init__(self, threads: int = 1, tuned: Path = TUNED) -> None:
        # Else it writes an id of this machine, and sends that and what it runs to its maker; it reads this once, when it is loaded.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime

        from city120_faq.encoder.graph import serialised

        checkpoint = Checkpoint(checkpoint_file())
        self.model_id = encoder_id(tuned)
        self.tokenizer = Tokenizer(checkpoint)
        self._words = checkpoint.packed("emb.word", DIMENSIONS)
        self._positions = checkpoint.tensor("emb.pos", -1, DIMENSIONS) + checkpoint.tensor("emb.type", -1, DIMENSIONS)[0]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads, options.log_severity_level = threads, 1, 3
        # Fused, sums are normalised by a kernel that takes four times as long.
        slower = {"SkipLayerNormFusion"}
        layers = serialised(checkpoint, read_tuned(tuned))
        self._session = onnxruntime.InferenceSession(layers, options, providers=["CPUExecutionProvider"], disabled_optimizers=slower)

    def embed(self, texts: Sequence[str]) -> Floats:
        """One vector a text; a text without letters gets some vector, never an error."""
        tokens = [self.tokenizer.tokens(text) for text in texts]
        vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        for rows in _alike(tokens):
            vectors[rows] = self._pooled(np.array([tokens[row] for row in rows]))
        return unit(vectors)

    def _pooled(self, tokens: npt.NDArray[np.int64]) -> Floats:
        """The mean of the last layer (n, DIMENSIONS) for texts of equally many tokens (n, length)."""
        words = unpacked(self._words[tokens]).reshape(*tokens.shape, DIMENSIONS)
        (means,) = self._session.run(None, {"words": words + self._positions[: tokens.shape[1]]})
        return np.asarray(means, dtype=np.float32)


def _alike(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Rows of texts with equally many tokens, a batch at a time, so that nothing is padded."""
    order = sorted(range(len(tokens)), key=lambda row: len(tokens[row]))
    for size, same in groupby(order, key=lambda row: len(tokens[row])):
        rows, step = list(same), max(1, _BATCH_TOKENS // size)
        yield from (rows[start : start + step] for start in range(0, len(rows), step))
