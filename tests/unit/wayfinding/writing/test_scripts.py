"""Scripts, as far as they tell where a word begins and ends."""

from __future__ import annotations

import pytest

from city120_wayfinding.writing.folding import FoldedText
from city120_wayfinding.writing.scripts import Script, is_edge, script_of


@pytest.mark.parametrize(
    ("character", "script"),
    [
        ("가", Script.HANGUL),
        ("ㅋ", Script.OTHER),
        ("テ", Script.KATAKANA),
        ("の", Script.UNSPACED),
        ("駅", Script.UNSPACED),
        ("a", Script.LATIN),
        ("ệ", Script.LATIN),
        ("ө", Script.CYRILLIC),
        ("7", Script.DIGIT),
    ],
)
def test_a_character_is_written_in_a_script(character: str, script: Script) -> None:
    assert script_of(character) is script


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("강남", [0, 2]),
        ("강남 역", [0, 2, 3]),
        ("강남2가", [0, 2, 3, 4]),
        ("seoul역", [0, 5, 6]),
        ("江南駅", [0, 1, 2, 3]),
    ],
)
def test_a_word_has_edges_at_gaps_where_the_script_changes_and_everywhere_in_han(text: str, edges: list[int]) -> None:
    folded = FoldedText.of(text)
    assert [position for position in range(len(folded.key) + 1) if is_edge(folded, position)] == edges
