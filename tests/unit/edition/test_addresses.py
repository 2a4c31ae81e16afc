"""Road addresses as they stand in a text."""

from __future__ import annotations

import pytest

from city120_edition.addresses import BELOW, SUBS, written_addresses


@pytest.mark.parametrize(
    ("text", "road", "number", "said"),
    [
        ("테헤란로 152", "테헤란로", 152 * SUBS, "테헤란로 152"),
        ("개포로22길 11-3", "개포로22길", 11 * SUBS + 3, "개포로22길 11-3"),
        ("개포로 22길 11", "개포로22길", 11 * SUBS, "개포로22길 11"),
        ("세종대로 지하 189", "세종대로", BELOW + 189 * SUBS, "세종대로 지하189"),
    ],
)
def test_an_address_is_a_road_and_a_number(text: str, road: str, number: int, said: str) -> None:
    (address,) = written_addresses(text)
    assert (address.road, address.number, str(address)) == (road, number, said)


@pytest.mark.parametrize("text", ["", "테헤란로", "역삼동 152", "개포로 22길"])
def test_a_road_without_a_number_is_none(text: str) -> None:
    assert list(written_addresses(text)) == []


def test_several_stand_in_their_order_where_they_begin() -> None:
    text = "월드컵로 212에서 세종대로 110까지"
    assert [text[address.start : address.end] for address in written_addresses(text)] == ["월드컵로 212", "세종대로 110"]
