"""Log lines: one JSON object each, with what was passed and nothing else."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from opentelemetry import trace

from city120_platform import log


@pytest.fixture
def _handlers_stay() -> Iterator[None]:
    """`configure` replaces the handlers of the whole process; they are put back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def line(record: logging.LogRecord) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(log.JsonFormatter("faq").format(record))
    return parsed


def record_of(message: str, *arguments: Any, **extra: Any) -> logging.LogRecord:
    return logging.getLogger("city120_test").makeRecord("city120_test", logging.WARNING, "x.py", 1, message, arguments, None, extra=extra or None)


def test_a_line_has_time_level_service_logger_message_and_the_fields() -> None:
    record = line(record_of("served %d", 3, **log.fields(port=50121, method="/a/B")))
    assert dt.datetime.fromisoformat(record.pop("time")).tzinfo is not None
    assert record == {"level": "warning", "service": "faq", "logger": "city120_test", "message": "served 3", "port": 50121, "method": "/a/B"}


def test_letters_of_every_language_stay_readable_and_a_line_is_one() -> None:
    written = log.JsonFormatter("faq").format(record_of("마포구\nУлаанбаатар"))
    assert "마포구" in written
    assert "Улаанбаатар" in written
    assert "\n" not in written


def test_an_exception_is_told_by_its_types_and_places_without_its_words() -> None:
    secret = "마포구 010-1234-5678"
    try:
        try:
            raise KeyError(secret)
        except KeyError as cause:
            raise ValueError(f"lost {secret}") from cause
    except ValueError as error:
        record = record_of("unexpected")
        record.exc_info = (type(error), error, error.__traceback__)
    told = line(record)["exception"]
    assert re.search(r"test_log.py.*\nbuiltins.KeyError\n.*test_log.py.*\nbuiltins.ValueError\n$", told, re.DOTALL)
    assert secret not in told


def test_a_line_within_a_span_names_its_trace() -> None:
    trace_id, span_id = 0xABCD, 0x12
    with trace.use_span(trace.NonRecordingSpan(trace.SpanContext(trace_id, span_id, is_remote=False))):
        record = line(record_of("served"))
    assert (record["trace_id"], record["span_id"]) == (f"{trace_id:032x}", f"{span_id:016x}")
    assert "trace_id" not in line(record_of("served"))


@pytest.mark.usefixtures("_handlers_stay")
def test_from_configuring_on_everything_from_a_level_is_written_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("wayfinding", "warning")
    logging.getLogger("one").info("quiet")
    logging.getLogger("two").warning("loud")
    printed = capsys.readouterr()
    assert printed.out == ""
    (result,) = map(json.loads, printed.err.splitlines())
    assert (result["service"], result["logger"], result["message"]) == ("wayfinding", "two", "loud")
