"""What is indexed of an entry and asked of an index: the features of the analysis, each as one word, so that white space separates them."""

from __future__ import annotations

from city120_edition import rows
from city120_faq.matching.analysis import features

# No token is longer; engines cut at lengths of their own, each elsewhere.
_LONGEST = 64


def tokens(text: str) -> list[str]:
    """The tokens of a text, with repetition."""
    return [feature.replace(" ", "_")[:_LONGEST] for feature in features(text)]


def document_tokens(text: rows.EntryText) -> list[str]:
    """The tokens of an entry in one language: the question counts twice."""
    return [*(tokens(text.question) * 2), *tokens(text.answer)]
