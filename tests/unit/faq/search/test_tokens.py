"""What is indexed of an entry and asked of an index."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from city120_edition import rows
from city120_faq.search.tokens import document_tokens, tokens


@given(st.text(max_size=200))
def test_white_space_separates_tokens_of_any_text(text: str) -> None:
    made = tokens(text)
    assert " ".join(made).split() == made
    assert all(0 < len(token) <= 64 for token in made)


def test_a_question_counts_twice() -> None:
    words = document_tokens(rows.EntryText(question="frozen meter", answer="call us"))
    assert (words.count("wfrozen"), words.count("wcall")) == (2, 1)
