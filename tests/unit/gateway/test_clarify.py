"""When places differ, and which codes a caller may send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2

from city120_gateway.clarify import check_codes, differ
from city120_gateway.draft import Draft
from city120_platform.errors import InvalidArgument

MakeDraft = Callable[..., Draft]


Outcome = jurisdiction_pb2.ResolveResponsibilityResponse


def outcome(name: str, body: str = "", *candidates: str) -> Outcome:
    found = Outcome(outcome=f"OUTCOME_{name}")
    found.responsibility.body.id = body
    for candidate in candidates:
        found.candidates.add().body.id = candidate
    return found


def test_places_differ_when_their_bodies_do() -> None:
    gangnam, seocho = outcome("RESOLVED", "district.11680"), outcome("RESOLVED", "district.11650")
    assert differ([gangnam, seocho])
    assert not differ([gangnam, gangnam, gangnam])
    assert not differ([gangnam])


def test_places_differ_when_one_of_them_lacks_something_or_is_shared_by_others() -> None:
    assert differ([outcome("NEEDS_PLACE")])
    assert differ([outcome("SHARED", "", "a", "b"), outcome("SHARED", "", "a", "c")])
    assert not differ([outcome("SHARED", "", "a", "b"), outcome("SHARED", "", "a", "b")])


def asking(make_draft: MakeDraft, **values: Any) -> Draft:
    draft = make_draft()
    return replace(draft, inquiry=replace(draft.inquiry, **values))


@pytest.mark.parametrize("code", ["11440", "1144010100", "11440101"])
def test_codes_of_the_edition_are_taken(make_draft: MakeDraft, code: str) -> None:
    check_codes(asking(make_draft, fill=pb.Fill(area_code=code, affair_code="road.streetlight"), place=pb.PlaceHint(area_code=code)))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"fill": pb.Fill(affair_code="road.unicorn")}, "fill.affair_code"),
        ({"fill": pb.Fill(area_code="99999")}, "fill.area_code"),
        ({"fill": pb.Fill(area_code="1144099900")}, "fill.area_code"),
        ({"place": pb.PlaceHint(area_code="26440")}, "place.area_code"),
        ({"place": pb.PlaceHint(text="어디", otherwise=pb.PlaceHint(area_code="26440"))}, "place.otherwise.area_code"),
        ({"fill": pb.Fill(asset="nope")}, "fill.asset"),
    ],
)
def test_a_code_that_does_not_exist_is_named(make_draft: MakeDraft, values: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidArgument, match="does not exist") as found:
        check_codes(asking(make_draft, **values))
    assert found.value.field == field
    assert "GET /v1/" in found.value.fix or field == "fill.asset"
