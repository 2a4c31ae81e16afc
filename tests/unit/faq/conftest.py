"""A matcher of a dozen affairs' worth of hand-made lines, trained in a moment; vectors come from a stand-in that hears topics."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from city120_faq.encoder.model import Floats
from city120_faq.matching.fusion import Fusion, Weights
from city120_faq.matching.heads import Example, Sums, VectorHead, train_words
from city120_faq.matching.matcher import Matcher, save

DIMENSIONS = 32

TOPICS = {
    "water.leak": ("물이 새요", "수도관 누수", "water is leaking", "leak in the pipe"),
    "road.pothole": ("도로가 패였어요", "아스팔트 구멍", "hole in the road", "the road is broken"),
    "waste.bulky": ("소파 버리기", "가구 스티커", "throw away a sofa", "furniture sticker"),
    "out_of_scope": ("공룡 이야기", "사랑 노래 불러줘", "who is the strongest dinosaur", "sing me a song"),
}
ENDINGS = {
    "ko": ("", " 어떡해요", " 알려 주세요", " 빨리요", " 부탁해요", " 좀"),
    "en": ("", " please", " today", " now", " what can I do", " again"),
}


def hear(text: str) -> Floats:
    """A vector that depends on the topic and a little on the words, as a sentence model's would."""
    topic = next((number for number, lines in enumerate(TOPICS.values()) if any(line in text for line in lines)), len(TOPICS))
    vector = np.random.default_rng(sum(text.encode())).normal(scale=0.02, size=DIMENSIONS)
    vector[topic] += 1
    found: Floats = (vector / np.linalg.norm(vector)).astype(np.float32)
    return found


@pytest.fixture(scope="session")
def lines() -> list[Example]:
    """Every topic with every ending; one author says a line in one way."""
    found = []
    for label, texts in TOPICS.items():
        for text in texts:
            language = "en" if text.isascii() else "ko"
            found += [Example(text + ending, language, label, f"{label}|{ending}") for ending in ENDINGS[language]]
    return found


def trained_on(lines: list[Example], *, vectors: bool, folder: Path) -> Matcher:
    head = VectorHead.of(Sums.of(lines, np.stack([hear(line.text) for line in lines]))) if vectors else None
    fusion = Fusion({"ko": Weights(1.0, 1.0, 1.0), "en": Weights(1.0, 1.0, 1.0)}, decided_from=0.9, refuse_from=0.1)
    save(train_words(lines), head, fusion, "stand-in", folder)
    return Matcher(folder)


@pytest.fixture(scope="session")
def matcher(lines: list[Example], tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """Words and vectors."""
    return trained_on(lines, vectors=True, folder=tmp_path_factory.mktemp("with-vectors"))


@pytest.fixture(scope="session")
def words_only(lines: list[Example], tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """As built where the model of vectors does not run."""
    return trained_on(lines, vectors=False, folder=tmp_path_factory.mktemp("words-only"))
