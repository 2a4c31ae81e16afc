"""A matcher of a dozen affairs' worth of hand-made lines, trained in a moment; vectors come from a stand-in that hears topics."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from city120_faq.encoder.floats import Floats
from city120_faq.learning.fitting import begin
from city120_faq.learning.lines import Example
from city120_faq.learning.stored import save
from city120_faq.learning.sums import Sums
from city120_faq.learning.word_training import train_words
from city120_faq.matching.fusion import Weights
from city120_faq.matching.matcher import Matcher

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
    vectors: Floats = (vector / np.linalg.norm(vector)).astype(np.float32)
    return vectors


@pytest.fixture(scope="session")
def lines() -> list[Example]:
    """Every topic with every ending; one author says a line in one way."""
    collected = []
    for label, texts in TOPICS.items():
        for text in texts:
            language = "en" if text.isascii() else "ko"
            collected += [Example(text + ending, language, label, f"{label}|{ending}") for ending in ENDINGS[language]]
    return collected


def trained_on(lines: list[Example], *, vectors: bool, folder: Path) -> Matcher:
    head = Sums.of(lines, np.stack([hear(line.text) for line in lines])).head() if vectors else None
    fusion = replace(begin({"ko": Weights(1.0, 1.0, 1.0), "en": Weights(1.0, 1.0, 1.0)}), decided_from=0.9)
    save(train_words(lines), head, fusion, "stand-in", folder)
    return Matcher(folder, {label: label for label in TOPICS if label != "out_of_scope"})


@pytest.fixture(scope="session")
def matcher(lines: list[Example], tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """Words and vectors."""
    return trained_on(lines, vectors=True, folder=tmp_path_factory.mktemp("with-vectors"))


@pytest.fixture(scope="session")
def words_only(lines: list[Example], tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """As built where the model of vectors does not run."""
    return trained_on(lines, vectors=False, folder=tmp_path_factory.mktemp("words-only"))
