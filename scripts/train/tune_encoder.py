"""Tunes the layers of the sentence encoder on the phrasings, so that lines of one affair come to lie near each other, and ships them with faq.

python -m venv build/tuning && build/tuning/bin/pip install torch
build/tuning/bin/python scripts/train/tune_encoder.py              from the layers that ship: seven minutes an epoch on two quiet cores
build/tuning/bin/python scripts/train/tune_encoder.py --afresh     from those of the wheel
build/tuning/bin/python scripts/train/tune_encoder.py --epochs 3 --rate 1e-4

It needs the packages of the lock as well. The layers learn with a cosine classifier over all labels, whose weights are thrown away; what is no public
business is many things and gets several directions. Lines that tell their entry learn to be told from the other entries of their affair as well.
Three lines in ten are read as hurried callers type them. Lines of judges (see
scripts/train/train_matcher.py) are not learnt from; after each epoch it prints how many of them the classifier knows. Afterwards run
scripts/train/train_matcher.py.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from scipy.cluster.vq import kmeans2
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

from city120_edition import installed_city, read_source
from city120_faq.encoder.checkpoint import Checkpoint, checkpoint_file
from city120_faq.encoder.floats import DIMENSIONS
from city120_faq.encoder.graph import MATRICES, Whole
from city120_faq.encoder.model import TUNED, Tokenizer, read_tuned
from city120_faq.learning.lines import Example, examples, is_judge, numbered
from city120_faq.matching.labels import OUT_OF_SCOPE
from city120_text import LANGUAGES, strip_marks

EPOCHS = 6
RATE = 1.5e-4
CLASSIFIER_RATE = 1e-3
SHARPNESS = 20.0
SMOOTHING = 0.1
DROPPED = 0.1
HURRIED = 0.3
# How much it counts to tell the entries of an affair apart.
OF_ENTRIES = 0.5
DIRECTIONS_OUT_OF_SCOPE = 8
BATCH_TOKENS = 3072
_SAMPLE = 60
_WARM_UP = 0.05
_HEADS = 12
_HALF = torch.bfloat16
_LATIN = str.maketrans(
    dict(zip("абвгдеёжзийклмноөпрстуүфхъыьэ", "a b v g d e yo j z i i k l m n o u p r s t u u f h  y i e".split(" "), strict=True))
    | {"ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "yu", "я": "ya"}
)
_WITHOUT_OWN_LETTERS = str.maketrans("өүӨҮ", "оуОУ")
_Tokens = Sequence[Sequence[int]]
_Rows = npt.NDArray[np.int64]


def hurried(line: Example, random: np.random.Generator) -> str:
    """A line as it is typed in haste: without tone marks, own letters, spaces or an end, or with a letter missing or moved."""
    text, chance = line.text, random.random()
    if line.language == "vi" and chance < 0.75:
        return strip_marks(text)
    if line.language == "mn" and chance < 0.5:
        return text.lower().translate(_LATIN) if chance < 0.25 else text.translate(_WITHOUT_OWN_LETTERS)
    if line.language == "ko" and chance < 0.5:
        return text.replace(" ", "")
    if chance >= 0.75 or len(text) < 6:
        return text.lower().rstrip("?!.。？！ ")
    place = int(random.integers(len(text) - 1))
    return text[:place] + (text[place + 1] + text[place] + text[place + 2 :] if chance < 0.4 else text[place + 1 :])


class Layer(nn.Module):  # type: ignore[misc]
    """One layer of the encoder, with its tuned weights, or else those of the checkpoint."""

    def __init__(self, checkpoint: Checkpoint, tuned: Mapping[str, npt.NDArray[Any]], number: int) -> None:
        super().__init__()
        for name in MATRICES:
            bias, key = checkpoint.tensor(f"l{number}.{name}.b", -1), f"l{number}.{name}.w"
            if f"{key}.numbers" in tuned:
                weight = tuned[f"{key}.numbers"] * tuned[f"{key}.scales"].astype(np.float32)[:, None]
            else:
                weight = checkpoint.tensor(key, len(bias), -1)
            layer = nn.Linear(weight.shape[1], len(bias))
            layer.weight.data, layer.bias.data = torch.tensor(weight), torch.tensor(bias)
            layer.bias.requires_grad = False
            self.add_module(name, layer)
        for name in ("aln", "oln"):
            norm = nn.LayerNorm(DIMENSIONS, eps=1e-12)
            keys = [f"l{number}.{name}.{kind}" for kind in "wb"]
            norm.weight.data, norm.bias.data = (torch.tensor(tuned[key] if key in tuned else checkpoint.tensor(key, -1)) for key in keys)
            self.add_module(name, norm)

    def forward(self, state: Tensor) -> Tensor:
        texts, length, _ = state.shape
        query, key, value = (self.get_submodule(name)(state).view(texts, length, _HEADS, -1).transpose(1, 2) for name in "qkv")
        chances = torch.softmax(query @ key.transpose(2, 3) * query.shape[-1] ** -0.5, -1)
        seen = (chances @ value).transpose(1, 2).reshape(texts, length, DIMENSIONS)
        state = self.get_submodule("aln")(state + self.get_submodule("ao")(seen))
        bent = functional.gelu(self.get_submodule("fi")(state))
        output: Tensor = self.get_submodule("oln")(state + self.get_submodule("fo")(bent))
        return output


class Tuning:
    """Layers in half precision, as they learn, and what goes into the first of them; `whole` are the weights that learn, in single precision."""

    def __init__(self, checkpoint: Checkpoint, tuned: Mapping[str, npt.NDArray[Any]], random: np.random.Generator) -> None:
        self._random = random
        self._words = torch.tensor(checkpoint.tensor("emb.word", -1, DIMENSIONS)).to(_HALF)
        self._places = torch.tensor(checkpoint.tensor("emb.pos", -1, DIMENSIONS) + checkpoint.tensor("emb.type", -1, DIMENSIONS)[0])
        self._gain, self._shift = (torch.tensor(checkpoint.tensor(f"emb.ln.{kind}", -1)) for kind in "wb")
        self.layers = [Layer(checkpoint, tuned, number) for number in range(checkpoint.layers)]
        self.whole = [weights.detach().clone().requires_grad_() for weights in self._learning()]
        for layer in self.layers:
            layer.to(_HALF)

    def _learning(self) -> list[nn.Parameter]:
        return [weights for layer in self.layers for weights in layer.parameters() if weights.requires_grad]

    def pooled(self, tokens: _Tokens, *, learning: bool = False) -> Tensor:
        """The mean of the last layer (texts, d) for texts of equally many tokens; `learning` leaves some tokens out."""
        state = self._words[torch.tensor(tokens)].float() + self._places[: len(tokens[0])]
        state = functional.layer_norm(state, (DIMENSIONS,), self._gain, self._shift, 1e-12).to(_HALF)
        if learning:
            mask = (self._random.random(state.shape[1]) >= DROPPED) | (np.arange(state.shape[1]) == 0)
            state = state[:, torch.tensor(np.flatnonzero(mask))]
        for layer in self.layers:
            state = layer(state)
        return state.mean(1).float()

    def vectors(self, tokens: _Tokens) -> npt.NDArray[np.float32]:
        """Vectors (texts, d) of unit length."""
        vectors = np.empty((len(tokens), DIMENSIONS), dtype=np.float32)
        with torch.inference_mode():
            for rows in tqdm(batches(tokens, np.arange(len(tokens)), self._random), desc="vectors", unit="batch", leave=False):
                vectors[rows] = functional.normalize(self.pooled([tokens[row] for row in rows]), dim=-1).numpy()
        return vectors

    def step(self, descent: torch.optim.Optimizer) -> None:
        """Let the whole weights take a step, and the half ones follow."""
        used = self._learning()
        for half, whole in zip(used, self.whole, strict=True):
            whole.grad, half.grad = None if half.grad is None else half.grad.float(), None
        nn.utils.clip_grad_norm_(self.whole, 1.0)
        descent.step()
        descent.zero_grad()
        with torch.no_grad():
            for half, whole in zip(used, self.whole, strict=True):
                half.copy_(whole)

    def ship(self, folder: Path) -> None:
        """Write the layers below `folder`: matrices as whole numbers, attention and the rest in files of their own, so that each stays small."""
        folder.mkdir(parents=True, exist_ok=True)
        whole = iter(self.whole)
        for number, layer in enumerate(self.layers):
            parts = {name: next(whole).detach().numpy() for name, part in layer.named_parameters() if part.requires_grad}
            for file, matrices, norm in (("attention", MATRICES[:4], "aln"), ("widening", MATRICES[4:], "oln")):
                arrays: dict[str, Any] = {}
                for name in matrices:
                    matrix = Whole.of(parts[f"{name}.weight"])
                    arrays |= {f"l{number}.{name}.w.numbers": matrix.numbers, f"l{number}.{name}.w.scales": matrix.scales}
                arrays |= {f"l{number}.{norm}.{kind[0]}": parts[f"{norm}.{kind}"] for kind in ("weight", "bias")}
                np.savez_compressed(folder / f"{number:02d}-{file}.npz", **arrays)


class Classifier:
    """Directions of labels, several for what is no public business; they begin at the means of vectors (texts, d) with labels `truth`."""

    def __init__(self, vectors: npt.NDArray[np.float32], truth: _Rows, labels: Sequence[str]) -> None:
        self._out_of_scope = labels.index(OUT_OF_SCOPE)
        middle = vectors.mean(0)
        means = [vectors[truth == number].mean(0) - middle for number in range(len(labels))]
        centres, _ = kmeans2(vectors[truth == self._out_of_scope] - middle, DIRECTIONS_OUT_OF_SCOPE, seed=120, minit="++")
        self.middle = torch.tensor(middle)
        self.directions = functional.normalize(torch.tensor(np.array([*means, *centres], dtype=np.float32)), dim=-1).requires_grad_()
        self.bias = torch.zeros(len(self.directions), requires_grad=True)
        self._labels = len(labels)

    def scores(self, vectors: Tensor) -> Tensor:
        """Scores (texts, labels) of vectors (texts, d)."""
        away = functional.normalize(vectors - self.middle, dim=-1)
        scores = SHARPNESS * away @ functional.normalize(self.directions, dim=-1).T + self.bias
        out_of_scope = torch.cat([scores[:, [self._out_of_scope]], scores[:, self._labels :]], 1).logsumexp(1, keepdim=True)
        return torch.cat([scores[:, : self._out_of_scope], out_of_scope, scores[:, self._out_of_scope + 1 : self._labels]], 1)


class EntryClassifier:
    """Directions of entries, each told from the others of its affair alone; `entries` (n,) of all lines, empty where none is told."""

    def __init__(self, lines: Sequence[Example]) -> None:
        affair_of = {line.entry: line.label for line in lines if line.entry}
        place = {entry: number for number, entry in enumerate(sorted(affair_of))}
        affairs = np.array([affair_of[entry] for entry in place])
        self.truth = torch.tensor([place.get(line.entry, -1) for line in lines])
        self.beside = torch.tensor(affairs[:, None] == affairs[None, :])
        self.directions = functional.normalize(torch.randn(len(place), DIMENSIONS), dim=-1).requires_grad_()

    def loss(self, away: Tensor, rows: _Rows) -> Tensor:
        """The cross-entropy of the lines of some rows that tell their entry, by how their vectors lie (texts, d)."""
        truth = self.truth[rows]
        telling = truth >= 0
        if not telling.any():
            return torch.zeros(())
        scores = SHARPNESS * functional.normalize(away[telling], dim=-1) @ functional.normalize(self.directions, dim=-1).T
        among = scores.masked_fill(~self.beside[truth[telling]], -torch.inf)
        return functional.cross_entropy(among, truth[telling], reduction="sum") / len(rows)


def sampled(truth: _Rows, labels: Sequence[str], random: np.random.Generator) -> _Rows:
    """Some rows of each label, and as many for each direction of what is no public business."""
    counts = [_SAMPLE * (DIRECTIONS_OUT_OF_SCOPE if label == OUT_OF_SCOPE else 1) for label in labels]
    return np.concatenate([random.permutation(np.flatnonzero(truth == number))[:count] for number, count in enumerate(counts)])


def batches(tokens: _Tokens, rows: _Rows, random: np.random.Generator) -> list[_Rows]:
    """Rows of equally many tokens together, in random order: nothing is padded."""
    alike: dict[int, list[int]] = defaultdict(list)
    for row in random.permutation(rows):
        alike[len(tokens[row])].append(int(row))
    groups = [
        np.array(same[start : start + BATCH_TOKENS // length])
        for length, same in alike.items()
        for start in range(0, len(same), BATCH_TOKENS // length)
    ]
    return [groups[place] for place in random.permutation(len(groups))]


def epoch(lines: Sequence[Example], plain: _Tokens, tokenizer: Tokenizer, random: np.random.Generator) -> Iterator[tuple[_Tokens, _Rows]]:
    """All lines once, some of them hurried: tokens and rows, batch by batch."""
    tokens = [tokenizer.tokens(hurried(line, random)) if random.random() < HURRIED else as_is for line, as_is in zip(lines, plain, strict=True)]
    return (([tokens[row] for row in rows], rows) for rows in batches(tokens, np.arange(len(lines)), random))


def known(encoder: Tuning, classifier: Classifier, judges: Sequence[Example], tokens: _Tokens, truth: _Rows) -> str:
    """How many of the judges the classifier knows, by language."""
    with torch.inference_mode():
        right = classifier.scores(torch.tensor(encoder.vectors(tokens))).argmax(1).numpy() == truth
    languages = np.array([line.language for line in judges])
    return f"judges known: {right.mean():.1%}; " + ", ".join(f"{language} {right[languages == language].mean():.1%}" for language in LANGUAGES)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--afresh", action="store_true", help="begin with the layers of the wheel instead of those that ship")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help=f"how often all lines are learnt from (default: {EPOCHS})")
    parser.add_argument("--rate", type=float, default=RATE, help=f"the highest learning rate of the layers (default: {RATE})")
    parser.add_argument("--out", type=Path, default=TUNED, help="where the layers go after each epoch (default: beside the encoder)")
    arguments = parser.parse_args()
    torch.manual_seed(120)
    random = np.random.default_rng(120)
    phrasings, questions = examples(read_source(installed_city().rows))
    lines = [*phrasings, *questions]
    labels, truth = numbered(lines)
    checkpoint = Checkpoint(checkpoint_file())
    tokenizer = Tokenizer(checkpoint)
    tokens = [tokenizer.tokens(line.text) for line in lines]
    judging = np.array([is_judge(line) for line in lines])
    learnt, judges = ([line for line, judge in zip(lines, judging, strict=True) if judge == side] for side in (False, True))
    learnt_tokens, judge_tokens = ([tokens[row] for row in np.flatnonzero(judging == side)] for side in (False, True))
    targets = torch.tensor(truth[~judging])
    encoder = Tuning(checkpoint, {} if arguments.afresh else read_tuned(), random)
    sample = sampled(truth[~judging], labels, random)
    classifier = Classifier(encoder.vectors([learnt_tokens[row] for row in sample]), truth[~judging][sample], labels)
    among = EntryClassifier(learnt)
    groups = [
        {"params": encoder.whole, "lr": arguments.rate, "weight_decay": 0.01},
        {"params": [classifier.directions, classifier.bias, among.directions], "lr": CLASSIFIER_RATE, "weight_decay": 0.0},
    ]
    descent = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    total = arguments.epochs * len(batches(learnt_tokens, np.arange(len(learnt_tokens)), random))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        descent, lambda step: min(1, step / (_WARM_UP * total)) * 0.5 * (1 + math.cos(math.pi * min(step / total, 1)))
    )
    with tqdm(total=total, desc="tuning", unit="batch") as bar:
        for _ in range(arguments.epochs):
            for batch, rows in epoch(learnt, learnt_tokens, tokenizer, random):
                away = functional.dropout(functional.normalize(encoder.pooled(batch, learning=True), dim=-1) - classifier.middle, DROPPED)
                loss = functional.cross_entropy(classifier.scores(classifier.middle + away), targets[rows], label_smoothing=SMOOTHING)
                loss = loss + OF_ENTRIES * among.loss(away, rows)
                loss.backward()
                encoder.step(descent)
                schedule.step()
                bar.set_postfix(loss=f"{loss.item():.2f}")
                bar.update()
            bar.write(known(encoder, classifier, judges, judge_tokens, truth[judging]), file=sys.stderr)
            encoder.ship(arguments.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
