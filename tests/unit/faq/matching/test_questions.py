"""Where a text may be two questions: at punctuation and connectives, between two affairs that are not each other's parent."""

from __future__ import annotations

import numpy as np
import pytest

from city120_edition import rows
from city120_faq.matching.questions import Connectives, likeliest_cut, related
from tests.bundled import bundled

AFFAIRS = ["passport.apply", "water.bill", "water.bill.high", ""]
PUBLIC = np.array([bool(affair) for affair in AFFAIRS])


@pytest.fixture(scope="module")
def connectives() -> Connectives:
    return Connectives(bundled().rows("connectives", rows.Connective))


@pytest.mark.parametrize(
    ("language", "clauses"),
    [
        ("ko", ["수도요금은 어디서 내요? ", "그리고 여권은 어디서 만들어요"]),
        ("ko", ["수도요금 어디서 내고 ", "여권은 어디서 만들어요"]),
        ("en", ["where do i pay my water bill ", "and where do i get a passport"]),
        ("zh", ["水费在哪里交", "还有护照在哪里办"]),
        ("ja", ["水道料金はどこで払いますか。", "それからパスポートはどこで作れますか"]),
        ("vi", ["đóng tiền nước ở đâu ", "với lại làm hộ chiếu ở đâu"]),
        ("mn", ["усны төлбөр яаж төлөх вэ ", "бас паспорт хаана хийлгэх вэ"]),
    ],
)
def test_a_text_is_cut_where_another_question_may_begin(connectives: Connectives, language: str, clauses: list[str]) -> None:
    text = "".join(clauses)
    assert [text[start:end] for start, end in connectives.clauses(text, language)] == clauses


def test_a_place_name_that_ends_like_a_clause_ends_none() -> None:
    connectives = Connectives(bundled().rows("connectives", rows.Connective), lambda text: text.replace("노원구", "").strip())
    clauses = ["소파 버리는 방법 알려 주세요. ", "그리고 노원구 가로등이 꺼졌고 ", "신호등도 꺼졌어요"]
    text = "".join(clauses)
    assert [text[start:end] for start, end in connectives.clauses(text, "ko")] == clauses


@pytest.mark.parametrize("text", ["수도요금", "", "water bill?", "그리고", "?!", "android phone"])
@pytest.mark.parametrize("language", ["ko", "en", "ja", "und"])
def test_what_has_nothing_after_a_cut_stays_whole(connectives: Connectives, text: str, language: str) -> None:
    assert connectives.clauses(text, language) == [(0, len(text))]


def test_the_parts_are_the_text_however_long_it_is(connectives: Connectives) -> None:
    text = "and one, two; three. " * 190
    clauses = connectives.clauses(text, "en")
    assert "".join(text[start:end] for start, end in clauses) == text
    assert len(clauses) > 2


def chances(*told: tuple[float, float, float, float]) -> np.ndarray:
    return np.array(told, dtype=np.float32)


def test_the_cut_is_where_two_affairs_are_likeliest_together() -> None:
    before = chances((0.5, 0.3, 0.1, 0.1), (0.9, 0.05, 0.0, 0.05), (0.4, 0.6, 0.0, 0.0))
    after = chances((0.2, 0.6, 0.1, 0.1), (0.1, 0.8, 0.1, 0.0), (0.3, 0.6, 0.1, 0.0))
    chance, *cut = likeliest_cut(before, after, AFFAIRS, PUBLIC)
    assert chance == pytest.approx(0.72)
    assert cut == [1, "passport.apply", "water.bill"]


@pytest.mark.parametrize(
    ("before", "after", "chance"),
    [
        ((0.9, 0.1, 0.0, 0.0), (0.8, 0.1, 0.1, 0.0), 0.0),  # the same affair
        ((0.0, 0.9, 0.1, 0.0), (0.0, 0.1, 0.9, 0.0), 0.0),  # its parent
        ((0.05, 0.0, 0.0, 0.95), (0.0, 0.9, 0.1, 0.0), 0.045),  # most likely no public business before
        ((0.2, 0.1, 0.1, 0.0), (0.1, 0.4, 0.1, 0.0), 0.08),  # hardly likely
    ],
)
def test_one_affair_is_no_cut_and_a_doubtful_one_has_little_chance(before: tuple[float, ...], after: tuple[float, ...], chance: float) -> None:
    assert likeliest_cut(np.array([before]), np.array([after]), AFFAIRS, PUBLIC)[0] == pytest.approx(chance)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("water.bill", "water.bill.high", True),
        ("water.bill.high", "water.bill", True),
        ("water.bill", "water.bill", True),
        ("water.bill", "water.billing", False),
        ("water.bill.high", "water.bill.payment", False),
    ],
)
def test_parents_and_children_are_related_and_alike_names_are_not(first: str, second: str, expected: bool) -> None:
    assert related(first, second) == expected
