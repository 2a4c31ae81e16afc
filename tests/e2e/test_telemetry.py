"""Telemetry as a tested interface: a whole conversation with the four services as they run. They may say nothing that is not in the schema, and
nothing that a caller wrote."""

from __future__ import annotations

import asyncio
import json
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from city120.faq.v1.faq_pb2 import RecordFeedbackRequest, SearchAnswersRequest
from city120.inquiry.v1.inquiry_pb2 import ResolveInquiryRequest

from city120_client import FaqClient, InquiryClient, open_channel
from city120_errors import City120Error
from city120_platform.telemetry.export import UNKNOWN
from city120_platform.telemetry.schema import schema
from city120_processes import House, HouseSettings, ServiceDied, free_ports, services_of
from city120_processes.collector import Collected, Collector
from city120_processes.supervised import Supervised
from tests.small_edition import copy_of
from tests.telemetry_schema import type_of

pytestmark = pytest.mark.long

KEY, WRONG_KEY = "key-of-this-test", "wrong-key-of-this-test"
NAME, PHONE, PLACE = "최둘리봉", "010-9183-4471", "쿠왁동"
STATE = "vendor=quxzork"
# What callers write below, and what nobody may find again.
SECRETS = (KEY, WRONG_KEY, NAME, PHONE, PHONE.replace("-", ""), PLACE, "quxzork", "ZORK", "수도요금")
TRACE, PARENT = "ab" * 16, "cd" * 8
PLAIN = "수도요금이 많이 나왔어요"
ASKED = f"{PLACE} 사는 {NAME}인데요 {PHONE} 수도요금이 많이 나왔어요"
# What only a cluster, an endpoint of vectors, a place near a border and a store that is full make; their own tests look at it.
ELSEWHERE = {"span.db.elasticsearch", "span.http.client", "http.client.request.duration", "city120.border_warnings", "city120.records.dropped"}


@dataclass(frozen=True)
class Told:
    """All that the services told: what was collected, their log lines by service, and what Prometheus read."""

    collected: Collected
    logs: dict[str, list[dict[str, Any]]]
    exposition: str


@pytest.fixture(scope="module")
def told(small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    data = copy_of(small_data, tmp_path_factory.mktemp("told") / "data")
    rest, grpc, jurisdiction, wayfinding, faq, collecting = free_ports(6)
    with pytest.MonkeyPatch.context() as patch, Collector(collecting) as collector:
        patch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint)
        patch.setenv("CITY120_TRACE_SHARE", "1")
        patch.setenv("CITY120_API_KEYS", KEY)
        settings = HouseSettings(
            data_dir=data,
            drain_s=1.0,
            rest_port=rest,
            grpc_port=grpc,
            jurisdiction_port=jurisdiction,
            wayfinding_port=wayfinding,
            faq_port=faq,
        )
        house = House(services_of(settings), settings.drain_s)
        try:
            house.start()
            house.wait_ready(threading.Event())
            talk_over_rest(settings.address)
            asyncio.run(talk_over_grpc(settings))
            end(house, "faq")
            exposition = talk_without_faq(settings.address)
        finally:
            house.stop()
        logs = {path.stem: [json.loads(line) for line in path.read_text().splitlines()] for path in (data / "logs").glob("*.log")}
        yield Told(collector.collected, logs, exposition)


def talk_over_rest(address: str) -> None:
    with httpx.Client(base_url=address, headers={"x-api-key": KEY}) as client:

        def resolve(**payload: Any) -> dict[str, Any]:
            answer: dict[str, Any] = client.post("/v1/inquiries:resolve", json=payload).raise_for_status().json()
            return answer

        traced = {"traceparent": f"00-{TRACE}-{PARENT}-01", "tracestate": STATE, "baggage": "name=quxzork"}
        client.post("/v1/inquiries:resolve", json={"text": f"{PLAIN} {PHONE}", "place": {"area_code": "11680"}}, headers=traced).raise_for_status()
        asked = resolve(text=PLAIN, channel="voice")
        assert asked["kind"] == "clarify"
        again = asked
        while again["kind"] == "clarify":
            again = resolve(text="음", channel="voice", continuation=again["clarification"]["continuation"])
        assert again["kind"] == "handoff"
        client.get(f"/v1/inquiries/{again['inquiry_id']}").raise_for_status()
        client.post(f"/v1/inquiries/{again['inquiry_id']}:close", json={"outcome": "resolved", "note": f"{NAME} {PHONE}"}).raise_for_status()
        for path in ("/v1/geocode", "/v1/answers:search", "/v1/areas:search", f"/v1/bodies/{PLACE}", f"/{PLACE}"):
            client.get(path, params={"q": PLACE} if "bodies" not in path else None)
        client.request("ZORK", "/v1/inquiries:resolve", json={"text": ASKED})
        client.post("/v1/inquiries:resolve", json={"text": ASKED, NAME: PHONE})
        client.post("/v1/inquiries:resolve", json={"text": ASKED}, headers={"x-api-key": WRONG_KEY})


async def talk_over_grpc(settings: HouseSettings) -> None:
    async with open_channel(f"127.0.0.1:{settings.grpc_port}", KEY) as channel:
        await InquiryClient(channel).resolve_inquiry(ResolveInquiryRequest(text=ASKED), timeout=10)
    async with open_channel(settings.target("faq"), KEY) as channel:
        await FaqClient(channel).search_answers(SearchAnswersRequest(query=ASKED), timeout=10)
        await FaqClient(channel).record_feedback(RecordFeedbackRequest(inquiry_id=NAME, helpful=True), timeout=10)
    async with open_channel(settings.target("faq"), WRONG_KEY) as channel:
        with suppress(City120Error):
            await FaqClient(channel).search_answers(SearchAnswersRequest(query=PLACE), timeout=10)


def look_for(service: Supervised, seconds: float) -> None:
    """Look for so long whether a service has ended. Raises ServiceDied."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        service.check()
        time.sleep(0.05)


def end(house: House, name: str) -> None:
    """End one of the services, as a cluster does; the house must not watch it then."""
    (service,) = (service for service in house.services if service.service.name == name)
    service.signal(signal.SIGTERM)
    with pytest.raises(ServiceDied, match=f"{name} ended with status 0"):
        look_for(service, 30.0)


def talk_without_faq(address: str) -> str:
    with httpx.Client(base_url=address, headers={"x-api-key": KEY}) as client:
        assert client.post("/v1/inquiries:resolve", json={"text": ASKED}).raise_for_status().json()["degraded"]
        return client.get("/metrics").raise_for_status().text


def test_every_span_is_in_the_schema_and_says_no_more(told: Told) -> None:
    unknown = {(span.service, span.scope, span.kind, span.name, *span.attributes) for span in told.collected.spans if type_of(span) is None}
    assert unknown == set()
    assert {span.said for span in told.collected.spans} == {""}


def test_every_kind_of_span_occurs(told: Told) -> None:
    assert {known.id for known in schema().spans} - {known.id for span in told.collected.spans if (known := type_of(span))} <= ELSEWHERE


def test_every_metric_is_in_the_schema_with_its_unit_instrument_buckets_and_attributes(told: Told) -> None:
    for point in told.collected.points:
        metric = schema().metrics[point.metric]
        instrument = point.instrument
        assert (point.metric, instrument, point.unit) == (metric.name, metric.instrument, metric.unit)
        assert set(point.attributes) <= set(metric.attributes), point
        assert not metric.buckets or point.bounds == metric.buckets, point


def test_every_metric_occurs(told: Told) -> None:
    assert set(schema().metrics) - {point.metric for point in told.collected.points} <= ELSEWHERE


def test_prometheus_reads_the_same_and_nothing_else(told: Told) -> None:
    series = {line.partition("{")[0].partition(" ")[0] for line in told.exposition.splitlines() if not line.startswith("#")}
    assert series - {"target_info"} <= {name for metric in schema().metrics.values() for name in metric.prometheus_names}
    assert "city120_inquiries_degraded_total" in series


def test_every_field_of_a_log_line_is_in_the_schema(told: Told) -> None:
    fields = {(service, name) for service, lines in told.logs.items() for line in lines for name in line if name not in schema().log_fields}
    assert fields == set()
    assert [line for lines in told.logs.values() for line in lines if line["message"] == UNKNOWN] == []


def test_every_process_says_which_it_is(told: Told) -> None:
    assert {name for resource in told.collected.resources for name in resource} == set(schema().resource)
    services = {resource["service.name"] for resource in told.collected.resources}
    assert services == {"city120-jurisdiction", "city120-wayfinding", "city120-faq", "city120-gateway"}


def test_an_inquiry_is_one_trace_through_all_services(told: Told) -> None:
    spans = {span.id: span for span in told.collected.spans if span.trace_id == TRACE}
    (root,) = (span for span in spans.values() if span.parent_id not in spans)
    assert (root.name, root.parent_id) == ("POST /v1/inquiries:resolve", PARENT)
    assert {span.service for span in spans.values()} == {"city120-gateway", "city120-faq", "city120-wayfinding", "city120-jurisdiction"}
    for span in spans.values():
        parent = spans.get(span.parent_id)
        if span.kind == "server" and parent is not None:
            assert (parent.kind, parent.name, parent.service) == ("client", span.name, "city120-gateway")
    assert root.attributes["city120.turn"] == 0


def test_a_hand_off_and_its_record_are_one_trace(told: Told) -> None:
    handed = [span for span in told.collected.spans if span.attributes.get("city120.kind") == "handoff" and "http.route" in span.attributes]
    stored = {span.parent_id: span for span in told.collected.spans if span.name == "INSERT inquiries"}
    assert handed
    assert all(stored[span.id].trace_id == span.trace_id for span in handed)


def test_log_lines_of_all_services_name_the_trace(told: Told) -> None:
    for service, lines in told.logs.items():
        belonging = [line for line in lines if line.get("trace_id") == TRACE]
        assert {line["message"] for line in belonging} == {"request" if service == "gateway" else "rpc"}, service
        assert {line["span_id"] for line in belonging} <= {span.id for span in told.collected.spans}


def test_nothing_that_a_caller_wrote_is_anywhere(told: Told) -> None:
    everything = f"{told.collected} {json.dumps(told.logs, ensure_ascii=False)} {told.exposition}"
    assert [secret for secret in SECRETS if secret in everything] == []


def test_no_span_tells_who_called(told: Told) -> None:
    words = {word for span in told.collected.spans for name in span.attributes for word in name.split(".")}
    assert words.isdisjoint({"client", "peer", "user_agent", "query", "path"})
    assert "127.0.0.1" not in str(told.collected.spans)
