"""The servicer of jurisdiction: what it reads of a request, and how many points it takes at once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from city120.type.v1 import type_pb2

from city120_errors import InvalidArgument
from city120_jurisdiction import servicer
from city120_jurisdiction.areas.location import Spot
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_jurisdiction.servicer import MOST_POINTS, JurisdictionServicer

COLUMNS = SimpleNamespace(
    districts=np.array([11680, 0]), legal_dongs=np.array([11680101, 0]), borders_m=np.array([12.5, np.nan]), bad=np.array([1], dtype=np.int64)
)
LOADED = cast(
    "Jurisdiction", SimpleNamespace(edition=SimpleNamespace(id="e1"), locator=SimpleNamespace(by_points=lambda latitudes, longitudes: COLUMNS))
)


@pytest.mark.parametrize(
    ("request_", "place"),
    [
        (pb.LocateAreasRequest(point=type_pb2.LatLon(latitude=37.5, longitude=127.0), precision_m=20), Spot(37.5, 127.0, 20)),
        (pb.LocateAreasRequest(area_code="11680"), "11680"),
        (pb.ResolveResponsibilityRequest(), None),
    ],
)
def test_a_place_is_a_point_with_its_precision_a_code_or_none(request_: Any, place: Any) -> None:
    assert servicer._place(request_) == place


def test_a_batch_is_answered_column_by_column() -> None:
    answer = servicer._located(LOADED, pb.StreamLocateAreasRequest(latitudes=[37.5, 99.0], longitudes=[127.0, 127.0]))
    assert (answer.edition_id, list(answer.district_codes), list(answer.legal_dong_codes)) == ("e1", [11680, 0], [11680101, 0])
    assert (answer.border_distances_m[0], list(answer.bad_indices)) == (12.5, [1])


@pytest.mark.parametrize(
    ("latitudes", "longitudes", "field"),
    [([37.5], [], "longitudes"), ([37.5] * (MOST_POINTS + 1), [127.0] * (MOST_POINTS + 1), "latitudes")],
)
def test_columns_of_different_or_too_great_length_are_refused(latitudes: list[float], longitudes: list[float], field: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        servicer._located(LOADED, pb.StreamLocateAreasRequest(latitudes=latitudes, longitudes=longitudes))
    assert (refused.value.field, bool(refused.value.fix)) == (field, True)


def test_the_edition_that_a_caller_pinned_answers() -> None:
    pinned: list[str] = []
    affair = SimpleNamespace(affair=lambda code, field: None)

    def get(edition: str) -> Any:
        pinned.append(edition)
        return SimpleNamespace(edition=SimpleNamespace(id=edition), directory=affair)

    holder: Any = SimpleNamespace(get=get)
    context: Any = SimpleNamespace(invocation_metadata=lambda: (("city120-edition", "e7"),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("city120_jurisdiction.messages.affair", lambda row: None)
        assert JurisdictionServicer(holder).GetAffair(pb.GetAffairRequest(code="a.b"), context).edition_id == "e7"
    assert pinned == ["e7"]
