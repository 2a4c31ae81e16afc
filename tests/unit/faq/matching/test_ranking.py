"""What a text was read as."""

from __future__ import annotations

from city120_faq.matching.ranking import RankedAffairs, Ranking


def test_the_likeliest_affair_is_the_first_and_none_where_the_edition_has_none() -> None:
    assert Ranking(RankedAffairs.of_pairs([("b", 0.3), ("a", 0.6)]), 0.1).best == ("a", 0.6)
    assert Ranking(RankedAffairs.of_pairs([]), 1.0).best == ("", 0.0)


def test_affairs_are_told_best_first_whatever_order_they_stand_in_and_equal_ones_as_they_stand() -> None:
    affairs = RankedAffairs.of_pairs([("a", 0.2), ("b", 0.5), ("c", 0.2), ("d", 0.1)])
    assert list(affairs) == [("b", 0.5), ("a", 0.2), ("c", 0.2), ("d", 0.1)]
    assert affairs[:2] == (("b", 0.5), ("a", 0.2))
    assert affairs[-1] == ("d", 0.1)
    assert (affairs.chance("c"), affairs.chance("e")) == (0.2, 0.0)
