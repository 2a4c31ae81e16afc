"""Why an inquiry was missed, the report as a page, and titles that are labelled without being kept."""

from __future__ import annotations

import csv
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from city120_cli.golden import Golden, Judged, judge
from city120_cli.misses import error_of, explain
from city120_cli.outside import missing_titles, read_labels, titles_file
from city120_cli.report import render
from city120_cli.runs import compare, outcomes
from city120_edition import Edition, rows
from tests.bundled import BUNDLED

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Asked, Run, SpokenGateway

LABELS = Path(__file__).parents[2] / "golden" / "outside" / "labels.csv"
RESOLVE = "/v1/inquiries:resolve"


def found(kind: str = "answer", *codes: str, edition_id: str = "") -> dict[str, Any]:
    affairs = [{"code": code, "probability": 0.9 / (place + 1)} for place, code in enumerate(codes)]
    return {"kind": kind, "language": "ko", "confidence": 0.8, "affairs": affairs, "edition_id": edition_id}


@pytest.mark.parametrize(
    ("expected", "answer", "error"),
    [
        ({"kind": "emergency"}, found("answer", "water.leak.inside"), "missed emergency"),
        ({"affair": "water.leak.inside"}, found("emergency"), "false alarm"),
        ({"affair": "water.leak.inside"}, found("out_of_scope"), "refused"),
        ({"kind": "out_of_scope"}, found("answer", "water.leak.inside"), "not refused"),
        ({"affair": "none"}, found("answer", "water.leak.inside"), "stated without an affair"),
        ({"affair": "water.leak.inside"}, found("answer", "water.leak.street"), "wrong sibling"),
        ({"affair": "env.dust"}, found("answer", "env.dust.site"), "wrong sibling"),
        ({"affair": "water.leak.inside"}, found("answer", "water.outage"), "same family"),
        ({"affair": "water.leak.inside"}, found("answer", "sewer.smell"), "wrong family"),
        ({"affair": "sewer.flood|water.leak.inside"}, found("answer", "water.outage"), "same family"),
        ({"affair": "water.outage", "language": "vi"}, found("answer", "water.outage"), "wrong language"),
    ],
)
def test_each_kind_of_error_has_a_name(expected: dict[str, str], answer: dict[str, Any], error: str) -> None:
    one = judge(Golden("a", "x", **expected), answer, 1.0)
    assert not one.right
    assert error_of(one) == error


def test_an_inquiry_without_an_answer_says_so() -> None:
    assert error_of(Judged(Golden("a", "x"), (), "", 0.0, 1.0, failure="503: gone")) == "no answer"


def test_a_miss_shows_the_learnt_lines_that_are_most_like_it(edition: Edition, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITY120_DATA_DIR", str(data_dir))
    line = next(row for row in edition.rows("phrasings", rows.Phrasing) if row.affair == "water.outage" and row.language == "ko")
    (miss,) = explain([judge(Golden("a", line.text, affair="sewer.smell"), found("answer", "water.outage", edition_id=edition.id), 1.0)])
    assert miss.pulled is not None
    assert (miss.pulled.affair, miss.pulled.text, miss.pulled.likeness) == ("water.outage", line.text, 1.0)
    assert miss.missed is None or miss.missed.affair == "sewer.smell"


def test_where_the_edition_is_not_at_hand_no_line_is_shown() -> None:
    (miss,) = explain([judge(Golden("a", "x", affair="sewer.smell"), found("answer", "water.outage", edition_id="absent"), 1.0)])
    assert (miss.pulled, miss.missed) == (None, None)


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
    wrong = [judge(Golden(f"q{n}", text, "ko", affair="a.one"), found("answer", "a.two", "a.one"), 5.0) for n, text in enumerate(texts)]
    right = [judge(Golden(f"r{n}", "x", "vi", affair="a.one"), found("answer", "a.one"), 9.0) for n in range(30)]
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
    page = render("none", [judge(Golden("a", "x", kind="out_of_scope"), found("answer"), 1.0)], [], [])
    assert "nothing to tell" in page
    assert "nan" not in page


def test_eval_writes_the_report_with_the_misses(city120: Run, gateway: SpokenGateway, tmp_path: Path) -> None:
    gateway.answers[RESOLVE] = found("answer", "a.two")
    (tmp_path / "golden.csv").write_text("id,text,language,affair\nq1,물이 안 나와요,ko,a.one\n", encoding="utf-8")
    ended = city120("eval", str(tmp_path / "golden.csv"), "--html", str(tmp_path / "report.html"), "--address", gateway.address)
    assert ended.status == 0
    assert "물이 안 나와요" in (tmp_path / "report.html").read_text(encoding="utf-8")
    nowhere = city120("eval", str(tmp_path / "golden.csv"), "--html", str(tmp_path / "absent" / "r.html"), "--address", gateway.address)
    assert nowhere.status == 2
    assert "cannot be written" in nowhere.err


TITLES = {"7": "수도요금 납부 안내", "9": "조례가 뭔가요"}


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    with (tmp_path / "labels.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "title_sha256", "affair"])
        affairs = {"7": "water.bill.payment", "9": "none"}
        writer.writerows([number, hashlib.sha256(title.encode()).hexdigest()[:16], affairs[number]] for number, title in TITLES.items())
    return tmp_path / "labels.csv"


@pytest.fixture
def reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Reference data of the test's own."""
    folder = tmp_path / "reference" / "faq120"
    folder.mkdir(parents=True)
    lines = ["id,category,title,district_named", *(f"{number},환경,{title}," for number, title in TITLES.items())]
    (folder / "titles_dev.csv").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("CITY120_REFERENCE_DATA", str(folder.parent))
    return folder / "titles_dev.csv"


def answering(asked: Asked) -> dict[str, Any]:
    return found("answer", "water.bill.payment") if "수도" in asked.body["text"] else found("out_of_scope")


@pytest.mark.usefixtures("reference")
def test_labelled_titles_are_asked_with_the_titles_of_the_reference_data(city120: Run, gateway: SpokenGateway, labels: Path) -> None:
    gateway.answers[RESOLVE] = answering
    told = city120("eval", str(labels), "--json", "--address", gateway.address).json
    assert [asked.body["text"] for asked in gateway.asked] == list(TITLES.values())
    assert (told["understanding"]["affair top-1"]["right"], told["held_back"]["right"]) == (1, 1)


def test_a_title_that_is_another_than_was_labelled_is_refused(city120: Run, labels: Path, reference: Path) -> None:
    reference.write_text(reference.read_text(encoding="utf-8").replace("납부", "환불"), encoding="utf-8")
    ended = city120("eval", str(labels))
    assert ended.status == 2
    assert "title 7" in ended.err


def test_without_reference_data_labels_are_skipped_and_that_is_said(
    city120: Run, labels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITY120_REFERENCE_DATA", str(tmp_path / "absent"))
    ended = city120("eval", str(labels))
    assert ended.status == 0
    assert "is skipped" in ended.err
    assert "CITY120_REFERENCE_DATA" in ended.err


@pytest.mark.reference
def test_the_labelled_titles_are_the_first_by_their_hash_and_are_what_they_were() -> None:
    if missing := missing_titles():
        pytest.skip(missing)
    with titles_file().open(encoding="utf-8-sig", newline="") as stream:
        ids = [row["id"] for row in csv.DictReader(stream)]
    drawn = sorted(ids, key=lambda number: hashlib.sha256(f"outside 120/{number}".encode()).hexdigest())[:300]
    assert {inquiry.id for inquiry in read_labels(LABELS)} == {f"outside-{number}" for number in drawn}


def test_three_hundred_titles_are_labelled_by_affairs_of_the_edition_or_by_none() -> None:
    with LABELS.open(encoding="utf-8", newline="") as stream:
        labelled = list(csv.DictReader(stream))
    codes = {"none"}
    for path in BUNDLED.glob("affairs/*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            codes |= {row["code"] for row in csv.DictReader(stream)}
    assert len({row["id"] for row in labelled}) == len(labelled) == 300
    assert {code for row in labelled for code in row["affair"].split("|")} <= codes
