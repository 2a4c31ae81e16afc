"""Numbers that identify a person never leave; public numbers stay readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_text import redact


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("010-1234-5678로 전화 주세요", "[phone]로 전화 주세요"),
        ("my number is +82 10 1234 5678", "my number is [phone]"),
        ("주민번호 900101-1234567입니다", "주민번호 [id-number]입니다"),
        ("9001011234567", "[id-number]"),
        ("카드 1234-5678-1234-5678", "카드 [card]"),
        ("계좌 110-123-456789", "계좌 [account]"),
        ("차는 12가3456", "차는 [plate]"),
        ("여권 M12345678", "여권 [passport]"),
        ("a.b@example.co.kr", "[email]"),
        ("주민번호 901010 1234567", "주민번호 [id-number]"),
        ("전화 ０１０－１２３４－５６７８ 또는", "전화 [phone] 또는"),
        ("call +84 912 345 678", "call [phone]"),
        ("passport M123A4567", "passport [passport]"),
        ("ー９０１０１０ー１２３４５６７", "ー[id-number]"),
        ("면허 11-22-333333-44", "면허 [licence]"),
    ],
)
def test_identifying_numbers_are_masked(text: str, masked: str) -> None:
    assert redact(text) == masked


@pytest.mark.parametrize("text", ["120에 물어보니", "1588-4388로 하래요", "143번 버스 3대", "2026-11-24 23:30", "요금 1,550원"])
def test_public_numbers_times_and_amounts_stay(text: str) -> None:
    assert redact(text) == text


@given(st.from_regex(r"01[016789][-. ]?[0-9]{3,4}[-. ]?[0-9]{4}", fullmatch=True), st.text(alphabet="가나다 abc", max_size=5))
def test_no_mobile_number_survives(number: str, around: str) -> None:
    assert number not in redact(f"{around} {number} {around}")


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert redact(redact(text)) == redact(text)
