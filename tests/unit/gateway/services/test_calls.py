"""The calls of one inquiry: one deadline, one edition, and a note of what failed."""

from __future__ import annotations

from typing import Any

import pytest
from city120.faq.v1 import faq_pb2
from city120.jurisdiction.v1 import jurisdiction_pb2
from city120.wayfinding.v1 import wayfinding_pb2

from city120_errors import City120Error, DeadlineExceeded, InvalidArgument, NotFound, Unavailable
from city120_gateway.conversation.hints import Point
from city120_gateway.resolution.answers import NoWay
from city120_gateway.resolution.other_services import Case, Degraded, Services, Stop, Trip
from city120_gateway.services import clients
from city120_gateway.services.calls import FIRST_ROUND, RESERVE_S, Calls
from tests.unit.gateway.samples import AT

EDITION = "0123456789ab"


class Client:
    """Answers every method with the same, or raises it; keeps what it was asked."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked: list[tuple[str, Any, float, str]] = []

    def __getattr__(self, method: str) -> Any:
        async def call(request: Any, *, timeout: float, edition: str) -> Any:
            self.asked.append((method, request, timeout, edition))
            if isinstance(self.answer, City120Error):
                raise self.answer
            return self.answer

        return call


def calls(answer: Any, seconds: float = 1.0) -> tuple[Calls, Client]:
    client: Any = Client(answer)
    return Calls.within(clients.Services(client, client, client), EDITION, seconds), client


def test_they_are_what_a_resolution_needs() -> None:
    made, _ = calls(None)
    services: Services = made
    assert services.degraded == []


async def test_every_call_is_pinned_to_the_edition_and_within_what_is_left() -> None:
    made, client = calls(faq_pb2.GetEntryResponse(edition_id=EDITION), seconds=2.0)
    await made.entry("a.how")
    ((method, request, timeout, edition),) = client.asked
    assert (method, request, edition) == ("get_entry", faq_pb2.GetEntryRequest(id="a.how"), EDITION)
    assert 1.5 < timeout <= 2.0 - RESERVE_S


async def test_the_first_round_leaves_time_for_the_second() -> None:
    made, client = calls(Unavailable("is down"), seconds=2.0)
    await made.match("물", "ko", AT.date())
    await made.mentions("물", "ko")
    await made.geocode("마포")
    assert all(timeout <= 2.0 * FIRST_ROUND for _, _, timeout, _ in client.asked)
    assert calls(None, seconds=0.001)[0].remaining() == 0.0


@pytest.mark.parametrize("error", [Unavailable("is down"), DeadlineExceeded("is late"), NotFound("no entry"), InvalidArgument("no", field="text")])
async def test_what_fails_is_nothing_and_is_noted_once(error: City120Error) -> None:
    made, _ = calls(error)
    case, stop, here = Case("a.b", AT, AT.date()), Stop("station:suyu", "", "", AT), Point(37.5, 127.0)
    nothing = [
        await made.match("물", "ko", AT.date()),
        await made.rule(case),
        await made.departures(stop),
        await made.locate(here, AT.date()),
        await made.entry("a"),
    ]
    assert nothing == [None] * 5
    assert (await made.mentions("물", "ko"), await made.geocode("마포"), await made.districts_entry("a", "11440", AT.date())) == ([], [], None)
    await made.entry("b")
    assert [(note.part, note.reason) for note in made.degraded] == [
        ("faq", error.status),
        ("jurisdiction", error.status),
        ("wayfinding", error.status),
        ("jurisdiction", error.status),
        ("faq", error.status),
        ("wayfinding", error.status),
        ("wayfinding", error.status),
        ("faq", error.status),
    ]


@pytest.mark.parametrize(
    ("field", "chosen", "named"),
    [
        ("station", True, "fill.station_id"),
        ("line", False, "fill.line"),
        ("direction", False, "fill.direction"),
        ("station", False, ""),
        ("at", True, ""),
    ],
)
@pytest.mark.parametrize("kind", [NotFound, InvalidArgument])
async def test_only_what_the_caller_chose_is_the_caller_s_mistake(kind: type[City120Error], field: str, chosen: bool, named: str) -> None:
    made, _ = calls(kind("does not exist", field=field, fix="another"))
    stop = Stop("station:suyu", "line.99", "left", AT, station_chosen=chosen)
    if not named:
        assert await made.departures(stop) is None
        return
    with pytest.raises(InvalidArgument) as raised:
        await made.departures(stop)
    assert (raised.value.field, raised.value.fix, made.degraded) == (named, "another", [])


async def test_an_answer_of_another_edition_is_used_and_named() -> None:
    made, _ = calls(jurisdiction_pb2.ResolveResponsibilityResponse(edition_id="another"))
    assert await made.rule(Case("a.b", AT, AT.date())) is not None
    assert made.degraded == [Degraded("jurisdiction", "EDITION_MISMATCH", "jurisdiction answered from edition another")]


async def test_what_faq_had_to_leave_out_is_passed_on() -> None:
    answer = faq_pb2.MatchInquiryResponse(edition_id=EDITION)
    answer.degraded.add(part="dense", reason="BUSY", effect="ranked by words only")
    made, _ = calls(answer)
    await made.match("물", "ko", AT.date())
    assert made.degraded == [Degraded("faq.dense", "BUSY", "ranked by words only")]


async def test_places_come_as_values() -> None:
    place = wayfinding_pb2.Place(ref="area:11440")
    made, _ = calls(wayfinding_pb2.GeocodeResponse(edition_id=EDITION, places=[place]))
    assert [place.ref for place in await made.geocode("마포구")] == ["area:11440"]
    mention = wayfinding_pb2.PlaceMention(surface="마포구", candidates=[place])
    made, _ = calls(wayfinding_pb2.FindPlaceMentionsResponse(edition_id=EDITION, mentions=[mention]))
    assert [named.surface for named in await made.mentions("마포구", "ko")] == ["마포구"]


async def test_where_no_train_is_known_there_is_no_last_way_and_nothing_is_amiss() -> None:
    origin, goal = (wayfinding_pb2.Place(names={"ko": name}) for name in ("구로", "판교"))
    made, _ = calls(wayfinding_pb2.GetLatestJourneyResponse(edition_id=EDITION, empty="no_timetable", origin=origin, destination=goal))
    assert await made.last_way(Trip("station:a", "station:b", AT)) == NoWay({"ko": "구로"}, {"ko": "판교"})
    made, _ = calls(wayfinding_pb2.GetLatestJourneyResponse(edition_id=EDITION))
    assert await made.last_way(Trip("station:a", "station:b", AT)) is None
    assert made.degraded == []
