"""A district's own entry answers where the place is in that district; the interpreter gets plain language."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

Resolve = Callable[..., Awaitable[dict[str, Any]]]
EVENING = "퇴근하고 여권을 신청하거나 찾을 수 있나요?"
ENTRY = "passport.apply.evening"


@pytest.mark.parametrize(
    ("area", "entry", "publisher"),
    [("11590", f"{ENTRY}.11590", "11590"), ("11560", f"{ENTRY}.11560", "11560"), (None, ENTRY, "city")],
)
async def test_the_districts_entry_answers_in_its_district(resolve: Resolve, area: str | None, entry: str, publisher: str) -> None:
    response = await resolve(EVENING, **({"fill": {"area_code": area}} if area else {}))
    assert (response["answer"]["entry_id"], response["answer"]["publisher"]) == (entry, publisher)


async def test_a_district_in_the_words_counts_too(resolve: Resolve) -> None:
    response = await resolve(f"동작구청에서 {EVENING}")
    assert response["answer"]["entry_id"] == f"{ENTRY}.11590"
    assert "2021-11-25" in response["answer"]["source"]


async def test_the_sign_channel_gets_plain_language_and_others_what_is_written(resolve: Resolve) -> None:
    signed, written = [await resolve(EVENING, channel=channel, fill={"area_code": "11590"}) for channel in ("sign", "web")]
    assert signed["answer"] == written["answer"]
    assert signed["answer"]["plain"] in signed["rendered"]["parts"]
    assert signed["answer"]["text"] not in "\n".join(signed["rendered"]["parts"])
    assert written["answer"]["text"] in written["rendered"]["parts"]


async def test_an_entry_is_read_as_a_district_gives_it(rest: httpx.AsyncClient) -> None:
    values = [(await rest.get(f"/v1/entries/{ENTRY}", params=params)).json() for params in ({}, {"district": "11590"}, {"district": "99999"})]
    assert [body["entry"]["id"] for body in values] == [ENTRY, f"{ENTRY}.11590", ENTRY]
    assert values[0]["entry"]["texts"]["ko"]["question"] == values[1]["entry"]["texts"]["ko"]["question"]


@pytest.mark.parametrize(("params", "field"), [({"district": "동작구"}, "district"), ({"district": "11590", "as_of": "tomorrow"}, "as_of")])
async def test_a_wrong_district_or_day_is_named(rest: httpx.AsyncClient, params: dict[str, str], field: str) -> None:
    response = await rest.get(f"/v1/entries/{ENTRY}", params=params)
    assert response.status_code == 400
    assert field in response.text
