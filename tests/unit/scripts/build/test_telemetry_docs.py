"""docs/telemetry.md is what the schema says, and the picture of a trace is what a trace is."""

from __future__ import annotations

from xml.etree import ElementTree

from city120_platform.telemetry.schema import schema
from city120_processes.collector import Span
from tests.script import load_script

docs = load_script("build/telemetry_docs.py")
drawing = load_script("build/draw_trace.py")


def test_the_page_is_up_to_date() -> None:
    text = docs.PAGE.read_text(encoding="utf-8")
    assert docs.page(text, schema()) == text, "run scripts/build/telemetry_docs.py"


def test_the_page_has_every_part() -> None:
    parts = docs.tables(schema())
    assert all(f"<!-- generated: {name} -->" in docs.PAGE.read_text(encoding="utf-8") for name in parts)
    assert "`city120.inquiries` | `city120_inquiries_total`" in parts["metrics"]
    assert "`http_server_request_duration_seconds_{bucket,sum,count}`" in parts["metrics"]


def span(name: str, number: str, parent: str, start_ms: int, end_ms: int, service: str = "city120-gateway") -> Span:
    return Span("t", number, parent, name, "server", service, "city120", {}, start_ms * 10**6, end_ms * 10**6, failed=False, said="")


def test_bars_stand_where_their_time_is_below_their_parents() -> None:
    spans = [span("POST <x>", "1", "", 0, 100), span("MatchInquiry", "2", "1", 0, 50, "city120-faq"), span("INSERT inquiries", "3", "1", 50, 100)]
    root = ElementTree.fromstring(drawing.picture(spans))
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"POST <x>", "MatchInquiry", "INSERT inquiries", "100.0 ms"} <= set(texts)
    whole, first, second = [node.attrib for node in root.iter("{http://www.w3.org/2000/svg}rect") if "fill-opacity" in node.attrib]
    assert float(first["x"]) == float(whole["x"])
    assert float(second["x"]) == float(whole["x"]) + float(first["width"])
    assert first["fill"] != second["fill"] == whole["fill"]
