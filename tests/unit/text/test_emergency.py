"""How patterns of emergencies match."""

import pytest

from city120_text import EmergencyMatcher, EmergencyRule


def rule(identifier: str, **patterns: list[str]) -> EmergencyRule:
    return EmergencyRule(id=identifier, numbers=("119",), text={}, patterns=patterns)


def found(matcher: EmergencyMatcher, text: str) -> list[str]:
    return [match.id for match in matcher.match(text)]


def test_all_terms_must_occur_in_any_order_and_spaces_do_not_count_in_korean() -> None:
    matcher = EmergencyMatcher([rule("gas", ko=["가스 냄새|누출"])])
    assert found(matcher, "냄새가 나요 가 스 같아요") == ["gas"]
    assert found(matcher, "가스 누출이에요") == ["gas"]
    assert found(matcher, "가스 요금") == []


def test_a_forbidden_term_prevents_a_match() -> None:
    matcher = EmergencyMatcher([rule("fire", ko=["불이났 !보험|작년"])])
    assert found(matcher, "불이 났어요") == ["fire"]
    assert found(matcher, "작년에 불이 났는데") == []


def test_alphabetic_terms_match_the_beginning_of_a_word() -> None:
    matcher = EmergencyMatcher([rule("medical", en=["not_breathing", "collaps"])])
    assert found(matcher, "He collapsed!") == ["medical"]
    assert found(matcher, "she is NOT breathing.") == ["medical"]
    assert found(matcher, "precollapse") == []


def test_vietnamese_matches_without_marks_only_when_the_text_has_none() -> None:
    matcher = EmergencyMatcher([rule("fire", vi=["cháy"])])
    assert found(matcher, "nha chay roi") == ["fire"]
    assert found(matcher, "nhà cháy rồi") == ["fire"]
    assert found(matcher, "tôi chạy bộ") == []


def test_the_order_is_that_of_the_edition() -> None:
    matcher = EmergencyMatcher([rule("worst", en=["fire"]), rule("bad", en=["smoke"])])
    assert found(matcher, "smoke and fire") == ["worst", "bad"]


def test_a_pattern_with_nothing_to_find_is_refused() -> None:
    with pytest.raises(ValueError, match="no term"):
        EmergencyMatcher([rule("x", ko=["!가스"])])


def test_what_speaks_of_something_else_doubts_a_rule_and_prevents_no_match() -> None:
    crime = EmergencyRule(id="crime", numbers=("112",), text={}, patterns={"en": ["robbed"]}, unless={"en": ["fined|tax_office"]})
    matcher = EmergencyMatcher([crime, rule("fire", en=["fire"])])
    assert matcher.doubted("I was FINED again!") == {"crime"}
    assert matcher.doubted("the tax office robbed me") == {"crime"}
    assert found(matcher, "the tax office robbed me") == ["crime"]
    assert matcher.doubted("somebody took my bag") == frozenset()
    assert EmergencyMatcher([rule("fire", en=["fire"])]).doubted("fined") == frozenset()
