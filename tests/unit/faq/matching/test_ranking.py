"""What a text was read as."""

from __future__ import annotations

from city120_faq.matching.ranking import Ranking


def test_the_likeliest_affair_is_the_first_and_none_where_the_edition_has_none() -> None:
    assert Ranking((("a", 0.6), ("b", 0.3)), 0.1).best == ("a", 0.6)
    assert Ranking((), 1.0).best == ("", 0.0)
