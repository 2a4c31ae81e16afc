"""When places differ, and which codes a caller may send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2

from city120_edition.conditions import BUILDINGS, ROADS
from city120_errors import InvalidArgument
from city120_gateway.resolution.clarify import check_codes, differ, question, told
from city120_gateway.resolution.draft import Draft

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


def test_a_city_elsewhere_may_be_chosen_where_it_was_offered(make_draft: MakeDraft) -> None:
    check_codes(asking(make_draft, fill=pb.Fill(area_code="41210")))


@pytest.mark.parametrize(("fact", "values"), [("road", ROADS), ("building", BUILDINGS)])
def test_when_a_fact_decides_it_is_asked_for_and_the_choice_is_understood(make_draft: MakeDraft, fact: str, values: tuple[str, ...]) -> None:
    draft = make_draft()
    draft.understood, draft.affairs, draft.threshold = True, [("road.pothole", 0.9)], 0.5
    draft.resolved = [Outcome(outcome="OUTCOME_NEEDS_FACT", missing=[fact])]
    asked = question(draft)
    assert asked is not None
    assert list(asked.missing) == ["asset"]
    assert [told(option.fill.asset) for option in asked.options] == [{fact: value} for value in values]
    for option in asked.options:
        check_codes(asking(make_draft, fill=option.fill))


@pytest.mark.parametrize(("ask_from", "asks"), [(0.0, True), (0.36, True), (0.38, False)])
def test_which_affair_is_asked_while_the_best_together_are_likely_enough(make_draft: MakeDraft, ask_from: float, asks: bool) -> None:
    draft = make_draft()
    draft.understood, draft.threshold, draft.ask_from = True, 0.9, ask_from
    draft.affairs = [("road.pothole", 0.25), ("util.gas.move", 0.1), ("water.leak.street", 0.02)]
    asked = question(draft)
    assert (asked is not None) == asks
    if asked is not None:
        assert [option.fill.affair_code for option in asked.options] == ["road.pothole", "util.gas.move"]


def test_bodies_that_share_a_place_are_asked_for_with_how_to_tell(make_draft: MakeDraft) -> None:
    draft = make_draft()
    draft.understood, draft.affairs, draft.threshold = True, [("util.gas.move", 0.9)], 0.5
    shared = outcome("SHARED", "", "gas.seoul", "gas.koone")
    for candidate in shared.candidates:
        candidate.body.names.update({"ko": candidate.body.id})
        candidate.how_to_tell["ko"] = "고지서에 적혀 있습니다."
    draft.resolved = [shared]
    asked = question(draft)
    assert asked is not None
    assert "고지서에 적혀 있습니다." in asked.question
    assert [option.fill.asset for option in asked.options] == ["gas.seoul", "gas.koone"]


@pytest.mark.parametrize(("here", "there"), [("11500", "41210"), ("", "11500")])
def test_at_the_outer_border_the_city_beyond_is_one_of_the_choices(make_draft: MakeDraft, here: str, there: str) -> None:
    draft = make_draft()
    draft.understood, draft.affairs, draft.threshold = True, [("road.pothole", 0.9)], 0.5
    found = Outcome(outcome="OUTCOME_RESOLVED" if here else "OUTCOME_OUTSIDE", border_decides=True)
    found.location.district.code, found.location.outside_code = here, "" if here else "41210"
    setattr(found.location.near_border, "outside_code" if here else "district_code", there)
    draft.resolved = [found]
    asked = question(draft)
    assert asked is not None
    assert [option.fill.area_code for option in asked.options] == [here or "41210", there]
