"""The gateway's own calls: the time that they get, what is recorded, and what answers have to do without."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any, cast

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.wayfinding.v1 import wayfinding_pb2

from city120_errors import City120Error, DeadlineExceeded, NotFound, ResourceExhausted, Unavailable
from city120_gateway import gateway as module
from city120_gateway.admission import Admission
from city120_gateway.gateway import Gateway
from city120_gateway.knowledge import BusStop
from city120_gateway.settings import GatewaySettings
from city120_gateway.words.days import DayWords

EDITION_ID = "0123456789ab"


class Kept:
    """Records in memory, or an error for whatever is to be recorded."""

    def __init__(self) -> None:
        self.problem = ""
        self.error: City120Error | None = None
        self.added: list[tuple[str, bool]] = []
        self.closed: list[str] = []

    async def add(self, request: Any, response: Any, received_at: Any, *, durable: bool) -> None:
        if self.error:
            raise self.error
        self.added.append((response.inquiry_id, durable))

    async def get(self, inquiry_id: str) -> pb.GetInquiryResponse:
        if inquiry_id != "one":
            raise NotFound("no such inquiry", field="inquiry_id")
        return pb.GetInquiryResponse(redacted_text="물")

    async def close_inquiry(self, request: pb.CloseInquiryRequest) -> None:
        self.closed.append(request.inquiry_id)


class Inquiries:
    """What resolving comes to, and the seconds that it was given."""

    def __init__(self) -> None:
        self.kind = pb.KIND_ANSWER
        self.seconds: list[float] = []
        self.going = asyncio.Event()
        self.going.set()

    def within(self, services: Any, edition_id: str, seconds: float) -> str:
        self.seconds.append(seconds)
        return edition_id

    async def resolve(self, conversation: Any, knowledge: Any, calls: str, continuations: Any) -> str:
        await self.going.wait()
        return calls

    def response(self, resolution: str, inquiry_id: str, knowledge: Any) -> pb.ResolveInquiryResponse:
        return pb.ResolveInquiryResponse(inquiry_id=inquiry_id, kind=self.kind, edition_id=resolution)


@pytest.fixture
def inquiries(monkeypatch: pytest.MonkeyPatch) -> Inquiries:
    made = Inquiries()
    monkeypatch.setattr(module, "Calls", made)
    monkeypatch.setattr(module, "resolve", made.resolve)
    monkeypatch.setattr(module, "hear", lambda *heard: None)
    monkeypatch.setattr(module, "messages", SimpleNamespace(message=lambda request, knowledge: None, response=made.response))
    monkeypatch.setattr(module, "telemetry", SimpleNamespace(resolved=lambda *told: None))
    return made


def gateway(kept: Kept, most: int = 8, **breakers: bool) -> Gateway:
    holder: Any = SimpleNamespace(get=lambda: SimpleNamespace(edition=SimpleNamespace(id=EDITION_ID)))
    services: Any = SimpleNamespace(breakers={name: SimpleNamespace(open=is_open) for name, is_open in breakers.items()})
    return Gateway(GatewaySettings(), holder, services, cast("Any", None), cast("Any", kept), Admission(most, 1.0))


@pytest.mark.parametrize(("given", "taken"), [(None, 3.0), (0.5, 0.5), (60.0, 3.0)])
async def test_an_inquiry_gets_what_the_caller_allows_and_no_more_than_the_setting(inquiries: Inquiries, given: float | None, taken: float) -> None:
    await gateway(Kept()).resolve_inquiry(pb.ResolveInquiryRequest(text="물"), given)
    assert inquiries.seconds == [taken]


@pytest.mark.parametrize(("kind", "durable"), [(pb.KIND_HANDOFF, True), (pb.KIND_ANSWER, False)])
async def test_a_hand_off_is_recorded_durably(inquiries: Inquiries, kind: Any, durable: bool) -> None:
    inquiries.kind, kept = kind, Kept()
    response = await gateway(kept).resolve_inquiry(pb.ResolveInquiryRequest(text="물"))
    assert kept.added == [(response.inquiry_id, durable)]
    assert response.edition_id == EDITION_ID
    assert not response.degraded


@pytest.mark.parametrize(
    ("error", "effect"),
    [(DeadlineExceeded("late"), "this inquiry is not on disk yet"), (Unavailable("full"), "this inquiry is not recorded")],
)
async def test_what_is_not_recorded_is_answered_all_the_same_and_said(inquiries: Inquiries, error: City120Error, effect: str) -> None:
    kept = Kept()
    kept.error = error
    (note,) = (await gateway(kept).resolve_inquiry(pb.ResolveInquiryRequest(text="물"))).degraded
    assert (note.part, note.reason, note.effect) == ("records", error.status, effect)


async def test_beyond_as_many_as_may_be_under_way_one_is_refused_at_once(inquiries: Inquiries) -> None:
    made = gateway(Kept(), most=1)
    inquiries.going.clear()
    first = asyncio.create_task(made.resolve_inquiry(pb.ResolveInquiryRequest(text="물")))
    await asyncio.sleep(0)
    with pytest.raises(ResourceExhausted):
        await made.resolve_inquiry(pb.ResolveInquiryRequest(text="물"))
    inquiries.going.set()
    await first
    await made.resolve_inquiry(pb.ResolveInquiryRequest(text="물"))


async def test_a_past_inquiry_says_which_edition_answers_now_and_an_unknown_one_is_named() -> None:
    past = await gateway(Kept()).get_inquiry(pb.GetInquiryRequest(inquiry_id="one"))
    assert (past.redacted_text, past.edition_id) == ("물", EDITION_ID)
    with pytest.raises(NotFound, match="no such inquiry"):
        await gateway(Kept()).get_inquiry(pb.GetInquiryRequest(inquiry_id="two"))


async def test_how_it_ended_is_kept_and_repeated() -> None:
    kept = Kept()
    closed = await gateway(kept).close_inquiry(pb.CloseInquiryRequest(inquiry_id="one", outcome="resolved"))
    assert kept.closed == ["one"]
    assert (closed.inquiry_id, closed.outcome, closed.edition_id) == ("one", "resolved", EDITION_ID)


def test_what_answers_have_to_do_without_is_told() -> None:
    kept = Kept()
    assert gateway(kept, faq=False).weaknesses() == []
    kept.problem = "the disk is full"
    notes = gateway(kept, faq=True, wayfinding=False).weaknesses()
    assert [(note.part, note.reason) for note in notes] == [("faq", "UNAVAILABLE"), ("records", "UNAVAILABLE")]


class Trains:
    """A wayfinding that knows the first train of a line, and the first way or, with an error, nothing."""

    def __init__(self, *, exact: bool = False, error: City120Error | None = None) -> None:
        self._exact, self._error = exact, error

    async def get_latest_journey(self, request: Any, *, timeout: float, edition: str) -> wayfinding_pb2.GetLatestJourneyResponse:
        if self._error:
            raise self._error
        return wayfinding_pb2.GetLatestJourneyResponse(legs=LAST.legs, exact=self._exact, day_type="weekday")

    async def get_last_departures(self, request: Any, *, timeout: float, edition: str) -> wayfinding_pb2.GetLastDeparturesResponse:
        departure = wayfinding_pb2.Departure(time="05:36")
        return wayfinding_pb2.GetLastDeparturesResponse(departures=[departure], service_day="2026-12-01", day_type="weekday")


STATION = wayfinding_pb2.Place(ref="station:a", kind="station", names={"ko": "가"}, location={"latitude": 37.5, "longitude": 127.0})
LAST = wayfinding_pb2.GetLatestJourneyResponse(
    origin=STATION,
    destination=STATION,
    service_day="2026-11-30",
    legs=[{"mode": "line.2", "line_names": {"ko": "2호선"}, "origin": STATION, "destination": STATION, "departure_clock": "05:31"}],
    route={"arrival": "2026-12-01T01:00:00+09:00"},
)


@pytest.mark.parametrize(
    ("trains", "which", "told", "lost"),
    [
        (Trains(exact=True), "", {"night_bus": "bus.none", "taxi": "journey.taxi", "first_train": "journey.head.first 05:31"}, []),
        (Trains(), "last", {"night_bus": "bus.none", "taxi": "journey.taxi", "first_train": "departures.head.first departures.line 05:36"}, []),
        (Trains(error=Unavailable("late")), "", {"night_bus": "bus.none", "taxi": "journey.taxi"}, ["the first train is missing"]),
        (Trains(), "first", {}, []),
    ],
    ids=["a timetable", "facts", "late", "the first way itself"],
)
async def test_the_last_way_has_its_picture_and_what_else_goes(trains: Trains, which: str, told: dict[str, str], lost: list[str]) -> None:
    edition = SimpleNamespace(id=EDITION_ID, settings=SimpleNamespace(timezone="Asia/Seoul"))
    said = SimpleNamespace(
        edition=edition,
        bus_lines={"a": [SimpleNamespace(stops=(FAR,))]},
        affair_of=lambda kind: "a",
        days=DayWords([], []),
        onward={},
        messages={"departures.day.11-30"},
        say=lambda message, language, **values: " ".join([message, *([values["time"]] if "time" in values else [])]),
    )
    holder: Any = SimpleNamespace(get=lambda: said)
    services: Any = SimpleNamespace(wayfinding=trains, watching=lambda part, seconds: nullcontext())
    made = Gateway(GatewaySettings(), holder, services, cast("Any", None), cast("Any", None), Admission(1, 1.0))
    response = wayfinding_pb2.GetLatestJourneyResponse()
    response.CopyFrom(LAST)
    notes = await made.add_to_last_way(wayfinding_pb2.GetLatestJourneyRequest(which=which), response, 1.0)
    assert {other.kind: other.text for other in response.fallback} == told
    assert [note.effect for note in notes] == lost
    assert response.route.picture.startswith("/v1/routes/")
    assert response.notice == "departures.day.11-30"


FAR = BusStop({"ko": "먼곳"}, 30.0, 120.0, "")
