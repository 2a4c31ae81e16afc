"""Where telemetry goes, and what decides whether a trace is recorded."""

from __future__ import annotations

import threading
import time

import pytest
from opentelemetry.sdk.trace.sampling import Decision
from opentelemetry.trace import SpanKind

from city120_platform.keys import make
from city120_platform.settings import ServiceSettings
from city120_platform.telemetry import sdk


@pytest.mark.parametrize("switch", ["true", "TRUE"])
def test_telemetry_can_be_switched_off(monkeypatch: pytest.MonkeyPatch, switch: str) -> None:
    def begin(service: str, settings: ServiceSettings) -> None:
        raise AssertionError("it began")

    monkeypatch.setattr(sdk, "start", begin)
    monkeypatch.setenv("OTEL_SDK_DISABLED", switch)
    with sdk.telemetry("test", ServiceSettings()):
        pass


def test_what_is_left_at_the_end_is_sent_also_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(sdk, "start", lambda service, settings: lambda: told.append(service))

    def fail() -> None:
        with sdk.telemetry("test", ServiceSettings(metrics_port=0)):
            raise RuntimeError("a bug")

    with pytest.raises(RuntimeError, match="a bug"):
        fail()
    assert told == ["test"]


def test_nobody_waits_for_a_collector_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sdk, "_FLUSH_S", 0.01)
    answered, began = threading.Event(), time.monotonic()

    def wait() -> None:
        answered.wait(30)

    sdk._in_time(wait)
    assert time.monotonic() - began < 5
    answered.set()


def test_metrics_are_read_with_a_key_that_may() -> None:
    (reads, first), (asks, second) = make("prometheus", ["metrics"]), make("asker", ["ask"])
    may = sdk._may_read(ServiceSettings(named_keys=f"{first};{second}"))
    assert [may(key) for key in (reads, asks, "wrong", "")] == [True, False, False, False]


@pytest.mark.parametrize("recorded", [True, False])
def test_the_number_of_a_trace_alone_decides(monkeypatch: pytest.MonkeyPatch, recorded: bool) -> None:
    asked: list[int] = []

    def is_recorded(number: int) -> bool:
        asked.append(number)
        return recorded

    monkeypatch.setattr(sdk, "is_recorded", is_recorded)
    result = sdk._ByNumber().should_sample(None, 7, "match", SpanKind.SERVER, {"a": 1})
    assert result.decision is (Decision.RECORD_AND_SAMPLE if recorded else Decision.DROP)
    assert asked == [7]
    assert dict(result.attributes or {}) == {"a": 1}
