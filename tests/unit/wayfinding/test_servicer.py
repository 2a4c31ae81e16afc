"""The servicer of wayfinding: limits that a caller leaves open, and live lists before imported ones."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from city120.type.v1 import type_pb2
from city120.wayfinding.v1 import wayfinding_pb2 as pb

from city120_wayfinding import servicer as servicer_module
from city120_wayfinding.places.place import Place
from city120_wayfinding.places.search import Found, Hit
from city120_wayfinding.servicer import WayfindingServicer
from tests.unit.wayfinding.places.lists import at

CONTEXT: Any = SimpleNamespace(invocation_metadata=lambda: (("city120-edition", "e7"),))


def hits(prefix: str, count: int) -> Found:
    return Found([Hit(Place(f"place:{prefix}{number}", "pharmacy", {}), 0.0) for number in range(count)], listed=True)


class Loaded:
    """An edition whose parts answer with what they were asked."""

    def __init__(self, count: int = 3) -> None:
        self.edition = SimpleNamespace(id="e7")
        self.limits: list[int] = []
        self.geocoder = SimpleNamespace(geocode=self._asked)
        self.search = SimpleNamespace(search=lambda query: hits("list", count))
        self.at_point = SimpleNamespace(reverse=self._asked)
        self.calendar = SimpleNamespace(moment_of=lambda written, field: at("2026-11-24T14:00"))

    def _asked(self, what: Any, limit: int) -> list[Any]:
        self.limits.append(limit)
        return []


def servicer(loaded: Loaded, live: Any = None) -> WayfindingServicer:
    holder: Any = SimpleNamespace(get=lambda edition: loaded)
    return WayfindingServicer(holder, lambda _: live)


def test_a_limit_that_is_left_out_is_the_services_own() -> None:
    loaded = Loaded()
    made = servicer(loaded)
    made.Geocode(pb.GeocodeRequest(query="강남"), CONTEXT)
    made.Geocode(pb.GeocodeRequest(query="강남", limit=3), CONTEXT)
    made.ReverseGeocode(pb.ReverseGeocodeRequest(point=type_pb2.LatLon(latitude=37.5, longitude=127.0)), CONTEXT)
    assert loaded.limits == [servicer_module._PAGE, 3, servicer_module._NEARBY]


def test_places_come_in_pages() -> None:
    made = servicer(Loaded(count=3))
    first = made.SearchPlaces(pb.SearchPlacesRequest(kind="pharmacy", page_size=2), CONTEXT)
    second = made.SearchPlaces(pb.SearchPlacesRequest(kind="pharmacy", page_size=2, page_token=first.next_page_token), CONTEXT)
    assert [place.ref for page in (first, second) for place in page.places] == ["place:list0", "place:list1", "place:list2"]
    assert (second.next_page_token, first.edition_id, first.listed) == ("", "e7", True)


@pytest.mark.parametrize(("answer", "first"), [(hits("live", 1), "place:live0"), (None, "place:list0")])
def test_live_lists_answer_before_imported_ones_where_they_have_a_say(answer: Found | None, first: str) -> None:
    live = SimpleNamespace(search=lambda query, everything: answer)
    assert servicer(Loaded(), live).SearchPlaces(pb.SearchPlacesRequest(kind="pharmacy"), CONTEXT).places[0].ref == first
