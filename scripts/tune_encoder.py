"""Tunes the upper layers of the sentence encoder on the phrasings, so that lines of one affair come to lie near each other, and ships them with faq.

python -m venv build/tuning && build/tuning/bin/pip install torch
build/tuning/bin/python scripts/tune_encoder.py        a quarter of an hour on two quiet cores; needs the packages of the lock as well

The lower layers stay as the wheel has them and are computed once. The upper ones learn with a cosine classifier over all labels, whose weights are
thrown away; lines of judges (see scripts/train_matcher.py) are not learnt from. Afterwards run scripts/train_matcher.py.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

from city120_edition import read_source
from city120_faq.artefacts import examples
from city120_faq.encoder import DIMENSIONS, MATRICES, TUNED, Checkpoint, Tokenizer, Whole, checkpoint_file
from city120_faq.heads import is_judge, numbered

FIRST = 4
EPOCHS = 6
RATE = 2e-4
CLASSIFIER_RATE = 1e-3
SHARPNESS = 20.0
SMOOTHING = 0.1
DROPPED = 0.1
BATCH_TOKENS = 3072
_WARM_UP = 0.05
_HEADS = 12
_PREFIX_TOKENS = 4
_HALF = torch.bfloat16
_Tokens = Sequence[Sequence[int]]


class Layer(nn.Module):  # type: ignore[misc]
    """One layer of the encoder, with the weights of the checkpoint."""

    def __init__(self, checkpoint: Checkpoint, number: int) -> None:
        super().__init__()
        for name in MATRICES:
            bias = checkpoint.tensor(f"l{number}.{name}.b", -1)
            weight = checkpoint.tensor(f"l{number}.{name}.w", len(bias), -1)
            part = nn.Linear(weight.shape[1], len(bias))
            part.weight.data, part.bias.data = torch.tensor(weight), torch.tensor(bias)
            part.bias.requires_grad = False
            self.add_module(name, part)
        for name in ("aln", "oln"):
            norm = nn.LayerNorm(DIMENSIONS, eps=1e-12)
            norm.weight.data, norm.bias.data = (torch.tensor(checkpoint.tensor(f"l{number}.{name}.{kind}", -1)) for kind in "wb")
            self.add_module(name, norm)

    def forward(self, state: Tensor) -> Tensor:
        texts, length, _ = state.shape
        query, key, value = (self.get_submodule(name)(state).view(texts, length, _HEADS, -1).transpose(1, 2) for name in "qkv")
        chances = torch.softmax(query @ key.transpose(2, 3) * query.shape[-1] ** -0.5, -1)
        seen = (chances @ value).transpose(1, 2).reshape(texts, length, DIMENSIONS)
        state = self.get_submodule("aln")(state + self.get_submodule("ao")(seen))
        bent = functional.gelu(self.get_submodule("fi")(state))
        found: Tensor = self.get_submodule("oln")(state + self.get_submodule("fo")(bent))
        return found


def batches(tokens: _Tokens, rows: npt.NDArray[np.int64], random: np.random.Generator) -> list[npt.NDArray[np.int64]]:
    """Rows of equally many tokens together, in random order: nothing is padded."""
    alike: dict[int, list[int]] = defaultdict(list)
    for row in random.permutation(rows):
        alike[len(tokens[row])].append(int(row))
    found = [
        np.array(same[start : start + BATCH_TOKENS // length])
        for length, same in alike.items()
        for start in range(0, len(same), BATCH_TOKENS // length)
    ]
    return [found[place] for place in random.permutation(len(found))]


def embedded(checkpoint: Checkpoint, tokens: _Tokens) -> Iterator[Tensor]:
    """What goes into the first layer, text by text (1, tokens, d)."""
    words = torch.tensor(checkpoint.tensor("emb.word", -1, DIMENSIONS)).to(_HALF)
    places = torch.tensor(checkpoint.tensor("emb.pos", -1, DIMENSIONS) + checkpoint.tensor("emb.type", -1, DIMENSIONS)[0])
    gain, shift = (torch.tensor(checkpoint.tensor(f"emb.ln.{kind}", -1)) for kind in "wb")
    for text in tokens:
        state = words[torch.tensor(text)].float() + places[: len(text)]
        yield functional.layer_norm(state, (DIMENSIONS,), gain, shift, 1e-12)[None].to(_HALF)


def lower_states(checkpoint: Checkpoint, tokens: _Tokens, random: np.random.Generator) -> list[Tensor]:
    """What goes into the first layer that is tuned, text by text (tokens, d)."""
    layers = [Layer(checkpoint, number).to(_HALF) for number in range(FIRST)]
    states = list(embedded(checkpoint, tokens))
    with torch.inference_mode():
        for rows in tqdm(batches(tokens, np.arange(len(tokens)), random), desc="lower layers", unit="batch"):
            state = torch.cat([states[row] for row in rows])
            for layer in layers:
                state = layer(state)
            for place, row in enumerate(rows):
                states[row] = state[place].clone()
    return states


def tune(
    layers: Sequence[Layer], states: Sequence[Tensor], tokens: _Tokens, truth: Tensor, rows: npt.NDArray[np.int64], random: np.random.Generator
) -> None:
    """Let the layers learn. Weights are kept whole and used in half precision."""
    labels = int(truth.max()) + 1
    pooled = torch.cat([_pooled(layers, states, batch) for batch in batches(tokens, random.permutation(rows)[:6000], random)]).detach()
    middle = functional.normalize(pooled, dim=-1).mean(0)
    classes = torch.randn(labels, DIMENSIONS, generator=torch.Generator().manual_seed(120)).requires_grad_()
    bias = torch.zeros(labels, requires_grad=True)
    used = [part for layer in layers for part in layer.parameters() if part.requires_grad]
    whole = [part.detach().float().clone().requires_grad_() for part in used]
    groups = [{"params": whole, "lr": RATE, "weight_decay": 0.01}, {"params": [classes, bias], "lr": CLASSIFIER_RATE, "weight_decay": 0.0}]
    descent = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    total = EPOCHS * len(batches(tokens, rows, random))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        descent, lambda step: min(1, step / (_WARM_UP * total)) * 0.5 * (1 + math.cos(math.pi * min(step / total, 1)))
    )
    with tqdm(total=total, desc="tuning", unit="batch") as bar:
        for batch in (batch for _ in range(EPOCHS) for batch in batches(tokens, rows, random)):
            found = functional.dropout(functional.normalize(_pooled(layers, states, batch, random), dim=-1) - middle, DROPPED)
            scores = SHARPNESS * functional.normalize(found, dim=-1) @ functional.normalize(classes, dim=-1).T + bias
            loss = functional.cross_entropy(scores, truth[batch], label_smoothing=SMOOTHING)
            loss.backward()
            _step(descent, used, whole)
            schedule.step()
            bar.set_postfix(loss=f"{loss.item():.2f}")
            bar.update()


def _pooled(layers: Sequence[Layer], states: Sequence[Tensor], rows: npt.NDArray[np.int64], random: np.random.Generator | None = None) -> Tensor:
    """The mean of the last layer (rows, d); with `random` some words are left out."""
    state = torch.stack([states[row] for row in rows])
    if random is not None:
        kept = (random.random(state.shape[1]) >= DROPPED) | (np.arange(state.shape[1]) < _PREFIX_TOKENS)
        state = state[:, torch.tensor(np.flatnonzero(kept))]
    for layer in layers:
        state = layer(state)
    return state.mean(1).float()


def _step(descent: torch.optim.Optimizer, used: Sequence[Tensor], whole: Sequence[Tensor]) -> None:
    for part, kept in zip(used, whole, strict=True):
        kept.grad, part.grad = None if part.grad is None else part.grad.float(), None
    nn.utils.clip_grad_norm_(whole, 1.0)
    descent.step()
    descent.zero_grad()
    with torch.no_grad():
        for part, kept in zip(used, whole, strict=True):
            part.copy_(kept)


def ship(layers: Sequence[Layer], folder: Path) -> None:
    """Write the layers below `folder`: matrices as whole numbers, attention and the rest in files of their own, so that each stays small."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, layer in enumerate(layers, start=FIRST):
        for file, matrices, norm in (("attention", MATRICES[:4], "aln"), ("widening", MATRICES[4:], "oln")):
            arrays: dict[str, Any] = {}
            for name in matrices:
                whole = Whole.of(layer.get_parameter(f"{name}.weight").detach().float().numpy())
                arrays |= {f"l{number}.{name}.w.numbers": whole.numbers, f"l{number}.{name}.w.scales": whole.scales}
            arrays |= {f"l{number}.{norm}.{kind[0]}": layer.get_parameter(f"{norm}.{kind}").detach().float().numpy() for kind in ("weight", "bias")}
            np.savez_compressed(folder / f"{number:02d}-{file}.npz", **arrays)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=TUNED, help="where the layers go (default: beside the encoder)")
    arguments = parser.parse_args()
    torch.manual_seed(120)
    random = np.random.default_rng(120)
    phrasings, questions = examples(read_source())
    lines = [*phrasings, *questions]
    checkpoint = Checkpoint(checkpoint_file())
    tokens = list(map(Tokenizer(checkpoint).tokens, (line.text for line in lines)))
    layers = [Layer(checkpoint, number).to(_HALF) for number in range(FIRST, checkpoint.layers)]
    learnt = np.array([row for row, line in enumerate(lines) if not is_judge(line)])
    tune(layers, lower_states(checkpoint, tokens, random), tokens, torch.tensor(numbered(lines)[1]), learnt, random)
    ship(layers, arguments.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
