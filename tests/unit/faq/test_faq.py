"""What faq knows of an edition beside its matcher: whose vectors, what feedback may name, and what an edition must hold."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from city120_edition import Edition
from city120_edition.edition import EditionError
from city120_errors import InvalidArgument
from city120_faq.faq import ARTEFACT, Faq, written
from city120_faq.search.embedded import SEARCH


def faq(model_id: str = "m", vectors: tuple[str, ...] = ("ko",)) -> Faq:
    parts: Any = SimpleNamespace
    return Faq(
        edition=parts(settings=parts(timezone="Asia/Seoul")),
        matching=parts(reader=parts(matcher=parts(model_id=model_id))),
        entries=parts(has=lambda ref: ref == "a.how"),
        index=parts(vectors=dict.fromkeys(vectors)),
        suggestions={},
        affairs=frozenset({"a.b"}),
    )


@pytest.mark.parametrize(("languages", "language"), [(("vi", "en"), "vi"), (("fr", "en"), "en"), (("fr",), "ko"), ((), "ko")])
def test_questions_are_written_in_the_first_language_that_there_is(languages: tuple[str, ...], language: str) -> None:
    assert written(*languages) == language


def test_questions_are_searched_by_vectors_only_where_there_are_some() -> None:
    assert (faq().search_model("ko"), faq().search_model("en")) == ("m", "")


@pytest.mark.parametrize(
    ("entry_id", "affair", "field"), [("", "", ""), ("a.how", "a.b", ""), ("none", "", "entry_id"), ("a.how", "none", "correct_affair_code")]
)
def test_feedback_names_what_the_edition_has(entry_id: str, affair: str, field: str) -> None:
    if not field:
        faq().check_feedback(entry_id, affair)
        return
    with pytest.raises(InvalidArgument) as refused:
        faq().check_feedback(entry_id, affair)
    assert (refused.value.field, bool(refused.value.fix)) == (field, True)


def test_today_is_the_day_in_the_city() -> None:
    seoul = dt.timezone(dt.timedelta(hours=9))
    before, today, after = dt.datetime.now(seoul).date(), faq().today(), dt.datetime.now(seoul).date()
    assert before <= today <= after


@pytest.mark.parametrize("missing", [ARTEFACT, SEARCH])
def test_an_edition_without_matcher_or_index_is_refused_with_the_fix(tmp_path: Path, missing: str) -> None:
    for artefact in {ARTEFACT, SEARCH} - {missing}:
        (tmp_path / artefact).mkdir()
    with pytest.raises(EditionError, match=f"holds no {missing}; install city120-faq and build the edition anew"):
        Faq.load(cast("Edition", SimpleNamespace(path=tmp_path)))
