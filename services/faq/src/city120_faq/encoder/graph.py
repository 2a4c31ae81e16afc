"""The encoder's layers as a graph that ONNX Runtime runs, put together in memory when an encoder is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import helper, numpy_helper

from city120_faq.encoder.checkpoint import Checkpoint
from city120_faq.encoder.floats import DIMENSIONS, Floats

MATRICES = ("q", "k", "v", "ao", "fi", "fo")
_HEADS = 12
_EPSILON = 1e-12
_OPSET = 17
# Weights take seven of the eight bits, so that sums cannot overflow on processors that add in sixteen.
_WHOLE = 63


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


class _Graph:
    """An ONNX graph under construction."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._weights: list[Any] = []

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        self._weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: Sequence[str], *outputs: str, domain: str = "com.microsoft", **attributes: Any) -> str:
        self._nodes.append(helper.make_node(kind, list(inputs), list(outputs), domain=domain, **attributes))
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

    def serialised(self, given: str, result: str) -> bytes:
        values = [helper.make_tensor_value_info(given, 1, ["texts", "tokens", DIMENSIONS])]
        results = [helper.make_tensor_value_info(result, 1, ["texts", DIMENSIONS])]
        graph = helper.make_graph(self._nodes, "encoder", values, results, self._weights)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)]
        serialised: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString()
        return serialised


def serialised(checkpoint: Checkpoint, tuned: Mapping[str, npt.NDArray[Any]]) -> bytes:
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
        three = [matrix(f"{name}.{letter}.w") for letter in "qkv"]
        joined = Whole(np.concatenate([projection.numbers for projection in three]), np.concatenate([projection.scales for projection in three]))
        together = graph.product(state, f"{name}.qkv", joined, np.concatenate([vector(f"{name}.{letter}.b") for letter in "qkv"]), f"{name}.together")
        heads = [f"{name}.query", f"{name}.key", f"{name}.value"]
        graph.add("Split", [together, sizes], *heads, domain="", axis=-1)
        seen = graph.add("MultiHeadAttention", heads, f"{name}.seen", num_heads=_HEADS)
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
