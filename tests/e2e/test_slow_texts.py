"""No text makes the service slow: 4,000 characters of anything cost at most five times what an inquiry costs."""

from __future__ import annotations

import random
import time
from typing import Any

import httpx
import pytest

from tests.e2e.conftest import Resolve

NORMAL = "마포구 망원동인데 집 앞 가로등이 며칠째 꺼져 있어요. 어디에 신고해야 하나요?"
PIECES = [
    "a",
    "1",
    "a\u0301",
    "\u0301",
    "\ufdfa",
    "\ufdfaa",
    "a@",
    "a.",
    "1-",
    "+1",
    "x ",
    "가",
    "か",
    "水",
    "ш",
    "ặ",
    "\u1100\u1161",
    "@",
    "🙂",
    "12가",
]


async def seconds(resolve: Resolve, text: str, times: int = 3) -> float:
    """The least of some."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        await resolve(text)
        took.append(time.perf_counter() - began)
    return min(took)


@pytest.mark.parametrize("piece", PIECES)
async def test_four_thousand_characters_cost_at_most_five_inquiries(resolve: Resolve, piece: str) -> None:
    normal = await seconds(resolve, NORMAL, 5)
    assert await seconds(resolve, (piece * 4000)[:4000], 3) < 5 * normal + 0.02


def various(first: int, last: int) -> str:
    """Characters of a block of Unicode, in no order, with spaces."""
    draw = random.Random(1)
    return "".join(" " if draw.random() < 0.15 else chr(draw.randrange(first, last)) for _ in range(4000))


@pytest.mark.parametrize("block", [(0x61, 0x7B), (0xAC00, 0xD7A4), (0x4E00, 0x9FA0), (0x20, 0x3000)], ids=["latin", "hangul", "han", "anything"])
async def test_a_text_as_long_as_may_be_takes_longer_as_it_is_longer(resolve: Resolve, block: tuple[int, int]) -> None:
    text = various(*block)
    # It is read whole, and a caller's story is not cut: in proportion to its length, and no more. Twice that is allowed for noise; what grew with the
    # square of the length would take sixteen times as long.
    assert await seconds(resolve, text) < 8 * await seconds(resolve, text[:1000]) + 0.02


async def test_what_a_text_repeats_is_not_repeated_to_the_caller(resolve: Resolve, rest: httpx.AsyncClient) -> None:
    response = await resolve(("마포구 망원동 서울역 " * 400)[:4000], place={"text": "강남구 " * 50})
    places = [reason for reason in response["evidence"] if reason["kind"] == "place"]
    assert 0 < len(places) <= 24
    assert all(len(reason["detail"] or "") <= 400 for reason in response["evidence"])
    for path in ("/v1/bodies/" + "x" * 9000, "/v1/areas:search?q=x&" + "y" * 9000 + "=1", "/v1/bodies?page_size=" + "9" * 9000):
        refused: Any = await rest.get(path)
        assert 400 <= refused.status_code < 500
        assert len(refused.content) < 3000
