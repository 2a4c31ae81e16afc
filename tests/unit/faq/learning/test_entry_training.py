"""Which entry of an affair answers: learnt from lines that tell it, by words, by vectors, by both."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from city120_faq.encoder.floats import Floats, unit
from city120_faq.learning.entry_training import UNFITTED_ENTRIES, fit_entries, train_entries
from city120_faq.learning.lines import Example
from city120_faq.learning.stored import save_entries
from city120_faq.learning.sums import Sums
from city120_faq.learning.word_training import counts, lexicon_of
from city120_faq.matching.entry_head import EntryHead
from city120_faq.matching.word_head import Lexicon

SAID = {
    "bulky.how": ("how do I throw away a sofa", "my old bed must go", "sofa out", "get rid of a wardrobe"),
    "bulky.sticker": ("where is the sticker sold", "buy a sticker", "sticker shop", "pay for the sticker"),
    "bulky.cancel": ("cancel my pickup", "I do not want it collected any more", "undo the order", "money back for a cancelled order"),
}
ORDER = {"bulky": ["bulky.how", "bulky.sticker", "bulky.cancel"], "pothole": ["pothole.report", "pothole.claim"]}
LINES = [Example(text, "en", "bulky", "bulky|a", entry) for entry, texts in SAID.items() for text in texts]


def hear(entry: str, seed: int = 0) -> Floats:
    """A vector of what an entry is about, all of the affair near each other."""
    vector = np.random.default_rng(seed).normal(scale=0.01, size=8)
    vector[0] += 1
    vector[1 + list(SAID).index(entry)] += 0.2
    vectors: Floats = unit(vector.astype(np.float32))
    return vectors


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicon_of(counts(LINES))


@pytest.fixture(scope="module")
def head(lexicon: Lexicon) -> EntryHead:
    labelled = [replace(line, label=line.entry) for line in LINES]
    sums = Sums.of(labelled, np.stack([hear(line.entry, number) for number, line in enumerate(LINES)]))
    return train_entries(LINES, lexicon, sums, ORDER)


def best(chances: dict[str, float]) -> str:
    return max(chances, key=lambda entry: chances[entry])


@pytest.mark.parametrize(("text", "entry"), [("sticker please", "bulky.sticker"), ("cancel", "bulky.cancel"), ("an old sofa", "bulky.how")])
def test_words_tell_it_alone(head: EntryHead, lexicon: Lexicon, text: str, entry: str) -> None:
    scores = head.logs("bulky", lexicon.read(text), None, UNFITTED_ENTRIES)
    assert best(scores) == entry
    assert sum(np.exp(list(scores.values()))) == pytest.approx(1)


@pytest.mark.parametrize("entry", SAID)
def test_a_vector_tells_it_where_no_word_is_known(head: EntryHead, lexicon: Lexicon, entry: str) -> None:
    assert best(head.logs("bulky", lexicon.read("грбл"), hear(entry, 99), UNFITTED_ENTRIES)) == entry


def test_who_says_nothing_gets_the_general_entry(head: EntryHead, lexicon: Lexicon) -> None:
    assert best(head.logs("bulky", lexicon.read(""), None, UNFITTED_ENTRIES)) == "bulky.how"


def test_an_affair_without_lines_has_no_choice(head: EntryHead, lexicon: Lexicon) -> None:
    assert head.logs("pothole", lexicon.read("a hole"), None, UNFITTED_ENTRIES) == {}


def test_affairs_with_and_without_vectors_are_kept_side_by_side(head: EntryHead, lexicon: Lexicon, tmp_path: Path) -> None:
    blind = replace(head.choices["bulky"], middle=np.zeros(0, dtype=np.float32), directions=np.zeros((0, 0), dtype=np.float32))
    save_entries(EntryHead({"bulky": head.choices["bulky"], "blind": blind}), tmp_path)
    again = EntryHead.load(tmp_path)
    assert [len(again.choices[affair].directions) for affair in ("bulky", "blind")] == [3, 0]
    asked = (lexicon.read("sticker please"), hear("bulky.cancel"), UNFITTED_ENTRIES)
    assert again.logs("bulky", *asked) == pytest.approx(head.logs("bulky", *asked), abs=0.01)
    assert best(again.logs("blind", *asked)) == "bulky.sticker"


def test_artefacts_of_before_there_was_a_choice_have_none(tmp_path: Path) -> None:
    assert EntryHead.load(tmp_path).choices == {}


def test_it_is_read_as_it_was_written(head: EntryHead, lexicon: Lexicon, tmp_path: Path) -> None:
    save_entries(head, tmp_path)
    again = EntryHead.load(tmp_path)
    for entry, texts in SAID.items():
        asked = (lexicon.read(texts[0]), hear(entry, 7), UNFITTED_ENTRIES)
        assert again.logs("bulky", *asked) == pytest.approx(head.logs("bulky", *asked), abs=0.01)


def test_nothing_to_choose_is_written_and_read(tmp_path: Path) -> None:
    save_entries(EntryHead({}), tmp_path)
    assert EntryHead.load(tmp_path).choices == {}


def test_without_vectors_words_are_learnt(lexicon: Lexicon, tmp_path: Path) -> None:
    save_entries(train_entries(LINES, lexicon, None, ORDER), tmp_path)
    assert best(EntryHead.load(tmp_path).logs("bulky", lexicon.read("cancel"), hear("bulky.how"), UNFITTED_ENTRIES)) == "bulky.cancel"


def test_a_head_that_is_always_right_gets_the_weight() -> None:
    random, said = np.random.default_rng(1), []
    for number in range(60):
        right = number % 3
        cosines = np.where(np.arange(3) == right, 0.9, -0.2).astype(np.float32)
        said.append((random.normal(size=3).astype(np.float32), cosines, right))
    weights = fit_entries(said)
    assert weights.vectors > UNFITTED_ENTRIES.vectors / 2
    assert weights.words < weights.vectors
    assert all(int(weights.logs(words, cosines).argmax()) == right for words, cosines, right in said)
