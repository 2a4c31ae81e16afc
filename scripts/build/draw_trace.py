"""Draws the spans of one inquiry: starts the four services on an edition, asks, and writes docs/trace.svg.

python scripts/build/draw_trace.py [EDITION]      default: the current edition
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import httpx

from city120_edition.edition import current_edition_path, default_data_dir
from city120_processes import house_of
from city120_processes.collector import Collector, Span

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "trace.svg"
ASKED = {"text": "9호선 급행에서 졸다가 노량진역에서 급하게 내리면서 쇼핑백을 놓고 내렸어요", "channel": "agent"}
# Asked before, so that the picture shows a warm house.
_WARM = 20
_COLOURS = {"gateway": "#4c78a8", "faq": "#f58518", "wayfinding": "#54a24b", "jurisdiction": "#b279a2"}
_NAMES, _WIDTH, _LINE, _TOP = 430, 960, 24, 44
_NS_OF_MS = 1e6


def trace_of(edition: Path) -> list[Span]:
    """The spans of the last inquiry of several, each after its parent, by time."""
    os.environ["CITY120_TRACE_SHARE"] = "1"
    with Collector() as collector:
        os.environ["CITY120_OTLP_ENDPOINT"] = collector.endpoint
        with house_of(edition) as address:
            for _ in range(_WARM + 1):
                httpx.post(f"{address}/v1/inquiries:resolve", json=ASKED, timeout=10).raise_for_status()
        spans = collector.collected.spans
    last = max((span for span in spans if not span.parent_id), key=lambda span: span.start_ns)
    return list(_below(last, [span for span in spans if span.trace_id == last.trace_id]))


def _below(root: Span, spans: Sequence[Span]) -> Iterator[Span]:
    yield root
    for child in sorted((span for span in spans if span.parent_id == root.id), key=lambda span: span.start_ns):
        yield from _below(child, spans)


def picture(spans: Sequence[Span]) -> str:
    """The spans as bars over time, in SVG."""
    root, depths = spans[0], _depths(spans)
    scale = (_WIDTH - _NAMES - 70) / (root.end_ns - root.start_ns)
    height = _TOP + _LINE * len(spans) + 8
    size = f'width="{_WIDTH}" height="{height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" font-size="12">',
        f'<rect {size} fill="#ffffff"/>',
        *_legend(),
    ]
    for row, span in enumerate(spans):
        y = _TOP + row * _LINE
        x, width = _NAMES + (span.start_ns - root.start_ns) * scale, max((span.end_ns - span.start_ns) * scale, 1.5)
        look = f'fill="{_COLOURS[span.service.removeprefix("city120-")]}" fill-opacity="{0.45 if span.kind == "client" else 1}"'
        lines += [
            f'<text x="{8 + 14 * depths[span.id]}" y="{y + 14}">{escape(_short(span))}</text>',
            f'<rect x="{x:.1f}" y="{y + 3}" width="{width:.1f}" height="14" rx="2" {look}/>',
            f'<text x="{x + width + 5:.1f}" y="{y + 14}" fill="#555555">{(span.end_ns - span.start_ns) / _NS_OF_MS:.1f} ms</text>',
        ]
    return "\n".join([*lines, "</svg>\n"])


def _legend() -> Iterator[str]:
    for place, (name, colour) in enumerate(_COLOURS.items()):
        x = 8 + place * 110
        yield f'<rect x="{x}" y="12" width="14" height="14" rx="2" fill="{colour}"/><text x="{x + 20}" y="24">{name}</text>'
    yield '<text x="470" y="24" fill="#555555">pale: a call as its caller sees it</text>'


def _depths(spans: Sequence[Span]) -> dict[str, int]:
    depths: dict[str, int] = {}
    for span in spans:
        depths[span.id] = depths.get(span.parent_id, -1) + 1
    return depths


def _short(span: Span) -> str:
    return span.name.rpartition(".")[2] if "rpc.method" in span.attributes else span.name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("edition", type=Path, nargs="?", help="directory of an edition; default: the current one")
    spans = trace_of(parser.parse_args().edition or current_edition_path(default_data_dir()))
    PICTURE.write_text(picture(spans), encoding="utf-8")
    print(f"{PICTURE}: {len(spans)} spans")


if __name__ == "__main__":
    main()
