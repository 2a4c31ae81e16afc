"""Why an inquiry was missed, the report as a page, and titles that are labelled without being kept."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from city120_evaluation.golden import Golden, judge
from city120_evaluation.misses import explain
from city120_evaluation.report import render
from city120_evaluation.runs import compare, outcomes


def resolution_of(kind: str = "answer", *codes: str, edition_id: str = "") -> dict[str, Any]:
    affairs = [{"code": code, "probability": 0.9 / (place + 1)} for place, code in enumerate(codes)]
    return {"kind": kind, "language": "ko", "confidence": 0.8, "affairs": affairs, "edition_id": edition_id}


class Page(HTMLParser):
    """What a page consists of: elements that are not closed, and whatever it would load."""

    VOID = ("meta", "line", "rect", "circle", "polyline", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loads: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.loads += [f"{name}={value}" for name, value in attributes if name in ("src", "href", "srcset", "action")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def test_the_report_is_one_whole_page_that_loads_nothing_and_escapes_what_callers_wrote() -> None:
    texts = ["<script>alert(1)</script> & co", "물이 안 나와요"]
    wrong = [judge(Golden(f"q{n}", text, "ko", affair="a.one"), resolution_of("answer", "a.two", "a.one"), 5.0) for n, text in enumerate(texts)]
    right = [judge(Golden(f"r{n}", "x", "vi", affair="a.one"), resolution_of("answer", "a.one"), 9.0) for n in range(30)]
    judged = [*wrong, *right]
    page = render("frozen", judged, explain(wrong), compare(outcomes(judged), judged))
    parser = Page()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    assert parser.loads == []
    assert not re.search(r"https?://|@import|url\(", page)
    assert "script" not in parser.seen
    assert parser.seen.count("svg") == 4
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in page
    assert "prefers-color-scheme: dark" in page
    assert "wrong sibling" in page
    assert "No inquiry turned." in page


def test_a_report_of_inquiries_without_affairs_can_be_made() -> None:
    page = render("none", [judge(Golden("a", "x", kind="out_of_scope"), resolution_of("answer"), 1.0)], [], [])
    assert "nothing to tell" in page
    assert "nan" not in page
