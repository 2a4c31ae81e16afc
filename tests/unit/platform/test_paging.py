"""Pages of a list."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_errors import InvalidArgument
from city120_platform.paging import page


def token_of(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


@given(st.lists(st.integers(), max_size=40), st.integers(0, 7), st.integers(1, 9))
def test_pages_one_after_another_are_the_whole_list(items: list[int], size: int, default: int) -> None:
    gathered: list[int] = []
    token, pages = "", 0
    while True:
        part, token = page(items, size, token, default)
        assert len(part) <= (size or default)
        gathered += part
        pages += 1
        if not token:
            break
    assert gathered == items
    assert pages == max(-(-len(items) // (size or default)), 1)


@pytest.mark.parametrize("token", ["?", "no token", token_of("-1"), token_of("4"), token_of("one"), token_of("1.0"), "ÿ"])
def test_what_is_no_token_of_a_page_is_refused(token: str) -> None:
    with pytest.raises(InvalidArgument, match="leave it empty for the first page") as refused:
        page([1, 2, 3], 2, token, 10)
    assert refused.value.field == "page_token"
