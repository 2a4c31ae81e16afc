"""Crossings that are said in other languages than their names, and what is none."""

from __future__ import annotations

import pytest

from city120_wayfinding.mentions.finder import MentionFinder

JONGNO_2GA, HYEHWA, YEONGDEUNGPO = ["area:1111013800"], ["area:1111016900"], ["area:1156010300", "area:1156010400"]


@pytest.mark.parametrize(
    ("text", "surface", "refs"),
    [
        ("a hole at Jongno 2-ga intersection", "Jongno 2-ga intersection", JONGNO_2GA),
        ("Yeongdeungpo rotary is flooded", "Yeongdeungpo rotary", YEONGDEUNGPO),
        ("永登浦ロータリーの信号", "永登浦ロータリー", YEONGDEUNGPO),
        ("vòng xuyến Hyehwa", "vòng xuyến Hyehwa", HYEHWA),
        ("Хехва уулзварт", "Хехва уулзвар", HYEHWA),
    ],
)
def test_a_crossing_is_found_by_what_it_is_called_after(mentions: MentionFinder, text: str, surface: str, refs: list[str]) -> None:
    (mention,) = mentions.find(text)
    assert (mention.surface, mention.reading, [place.ref for place in mention.candidates]) == (surface, "crossing", refs)


@pytest.mark.parametrize(
    ("text", "surface"),
    [("Gongdeok intersection", "Gongdeok"), ("孔徳交差点", "孔徳"), ("Hyehwa, junction of two streets", "Hyehwa"), ("Hyehwa rotaryish", "Hyehwa")],
)
def test_where_no_crossing_is_known_the_name_is_what_it_was(mentions: MentionFinder, text: str, surface: str) -> None:
    (mention,) = mentions.find(text)
    assert (mention.surface, mention.reading) == (surface, "name")
