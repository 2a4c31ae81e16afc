"""What a draft tells of what was found."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2

from city120_gateway.conversation.inquiry import Inquiry
from city120_gateway.resolution.draft import Draft

_Resolved = jurisdiction_pb2.ResolveResponsibilityResponse


def draft(*resolved: jurisdiction_pb2.ResolveResponsibilityResponse) -> Draft:
    now = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    nothing: Any = None
    return Draft(nothing, Inquiry("", now, now.date()), nothing, "ko", True, pb.ResolveInquiryResponse(), resolved=list(resolved))


def resolved(district: str, **values: Any) -> jurisdiction_pb2.ResolveResponsibilityResponse:
    found = _Resolved(**values)
    found.location.district.code = district
    return found


@pytest.mark.parametrize(
    ("found", "district"),
    [
        ([], ""),
        ([_Resolved()], ""),
        ([resolved("11590")], "11590"),
        ([resolved("11590"), resolved("11590")], "11590"),
        ([resolved("11590"), resolved("11620")], ""),
        ([resolved("11590", border_decides=True)], ""),
    ],
    ids=["no place", "the whole city", "one", "two places in one", "two districts", "at a border that decides"],
)
def test_a_district_decides_when_there_is_only_one(found: list[jurisdiction_pb2.ResolveResponsibilityResponse], district: str) -> None:
    assert draft(*found).district == district


@pytest.mark.parametrize(
    ("spoken", "out_of_scope", "affair", "told"),
    [(True, 0.2, 0.5, True), (True, 0.05, 0.5, False), (True, 0.2, 0.9, False), (False, 0.2, 0.5, False), (False, 0.9, 0.05, True)],
    ids=["likely", "unlikely", "an affair is stated", "an unknown language, likely", "an unknown language, sure"],
)
def test_no_public_business_is_told_early_in_a_language_that_is_spoken_and_surely_in_another(
    spoken: bool, out_of_scope: float, affair: float, told: bool
) -> None:
    made = draft()
    made.spoken, made.understood, made.out_of_scope, made.affairs = spoken, True, out_of_scope, [("water.leak", affair)]
    made.threshold, made.refuse_from = 0.86, 0.1
    assert made.is_out_of_scope is told


@pytest.mark.parametrize(
    ("affairs", "offered"),
    [
        ([("a", 0.8), ("b", 0.02), ("c", 0.01)], ["a", "b"]),
        ([("a", 0.5), ("b", 0.3), ("c", 0.1), ("d", 0.06)], ["a", "b", "c"]),
        ([("a", 0.5)], ["a"]),
    ],
    ids=["one is likely", "many are", "one is known"],
)
def test_there_is_something_to_choose_between(affairs: list[tuple[str, float]], offered: list[str]) -> None:
    made = draft()
    made.affairs = affairs
    assert [code for code, _ in made.likely] == offered
