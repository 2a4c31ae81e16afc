"""`city120 eval` against a gateway that speaks the frozen format."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Asked, Run, SpokenGateway

RESOLVE = "/v1/inquiries:resolve"


def response(**given: Any) -> dict[str, Any]:
    base = {
        "language": "ko",
        "kind": "department",
        "confidence": 0.8,
        "affairs": [{"code": "water.bill", "probability": 0.7}],
        "area": {"district_code": "11680", "legal_dong_code": "1168010700", "admin_dong_code": None},
        "responsibility": {"body_id": "water.gangnam", "rule_id": "r.water"},
        "degraded": [],
        "clarification": None,
    }
    return {**base, **given}


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.csv", "id,text,knd\nx,y,answer\n", "line 2: 'knd' is no column"),
        ("a.csv", "id,text\nx,y,z\n", "line 2: 'more fields than columns' is no column"),
        ("a.csv", "id,text\n,y\n", "line 2: id and text must not be empty"),
        ("a.jsonl", "{}\n", "line 1: id and text must not be empty"),
        ("a.jsonl", '{"id": "x", "text": "y"}\n[1]\n', "line 2: is no JSON object"),
    ],
)
def test_a_file_with_a_fault_is_refused_with_its_line(city120: Run, tmp_path: Path, name: str, content: str, fault: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    ended = city120("eval", str(tmp_path / name))
    assert ended.status == 2
    assert fault in ended.err


@pytest.fixture
def golden_file(tmp_path: Path) -> Path:
    rows = [
        {"id": "right", "text": "bill", "language": "ko", "kind": "department", "place": "area_code=11680", "at": "2026-11-24T10:00:00+09:00"},
        {"id": "wrong", "text": "fire", "language": "ko", "kind": "emergency", "reason": "it burns"},
        {"id": "refused", "text": "bad", "language": "en"},
    ]
    path = tmp_path / "golden.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def answering(asked: Asked) -> Any:
    return (422, {"detail": "at: too early"}) if asked.body["text"] == "bad" else response()


def test_eval_sends_what_is_golden_and_reports_every_share(city120: Run, gateway: SpokenGateway, golden_file: Path) -> None:
    gateway.answers[RESOLVE] = answering
    shares = city120("eval", str(golden_file), "--json", "--address", gateway.address).json
    assert gateway.asked[0].body == {"text": "bill", "channel": "agent", "place": {"area_code": "11680"}, "at": "2026-11-24T10:00:00+09:00"}
    assert (shares["overall"]["right"], shares["overall"]["total"]) == (1, 3)
    assert shares["languages"]["ko"]["share"] == 0.5
    assert shares["emergency_recall"]["share"] == 0.0
    assert shares["out_of_scope_recall"]["share"] is None
    assert shares["latency_ms"]["p50"] > 0
    assert [(miss["id"], miss["why"]) for miss in shares["misses"]] == [
        ("wrong", "kind department instead of emergency"),
        ("refused", "422: at: too early"),
    ]


def test_eval_is_strict_only_when_asked(city120: Run, gateway: SpokenGateway, golden_file: Path) -> None:
    gateway.answers[RESOLVE] = answering
    shown = city120("eval", str(golden_file), "--address", gateway.address)
    assert shown.status == 0
    assert "emergency recall         0.00%  0 of 1" in shown.out
    assert "out-of-scope recall    none asked" in shown.out
    assert "expected because: it burns" in shown.out
    assert city120("eval", str(golden_file), "--strict", "--address", gateway.address).status == 1


def test_eval_without_a_gateway_ends_at_once(city120: Run, golden_file: Path) -> None:
    ended = city120("eval", str(golden_file), "--address", "http://127.0.0.1:1")
    assert ended.status == 1
    assert "start it with: city120 up" in ended.err


@pytest.fixture
def six_inquiries(tmp_path: Path) -> Path:
    path = tmp_path / "golden.jsonl"
    path.write_text("\n".join(json.dumps({"id": f"q{n}", "text": f"text {n}", "language": "ko", "affair": "a.one"}) for n in range(6)))
    return path


def naming(code: str) -> Any:
    def answer(asked: Asked) -> dict[str, Any]:
        return {"kind": "answer", "language": "ko", "confidence": 0.9, "affairs": [{"code": code, "probability": 0.9}]}

    return answer


def test_eval_ends_with_1_and_names_what_turned_when_it_is_worse_than_the_saved_run(
    city120: Run, gateway: SpokenGateway, six_inquiries: Path, tmp_path: Path
) -> None:
    run = str(tmp_path / "run.csv")
    gateway.answers[RESOLVE] = naming("a.one")
    assert city120("eval", str(six_inquiries), "--save", run, "--address", gateway.address).status == 0
    same = city120("eval", str(six_inquiries), "--against", run, "--address", gateway.address)
    assert same.status == 0
    assert "against the run before: understood: 0 lost, 0 won of 6" in same.out
    gateway.answers[RESOLVE] = naming("a.two")
    worse = city120("eval", str(six_inquiries), "--against", run, "--address", gateway.address)
    assert worse.status == 1
    assert "significantly worse: understood, ko: 6 lost, 0 won of 6 (p = 0.0078)\n  lost: q0 q1 q2 q3 q4 q5" in worse.out
    told = city120("eval", str(six_inquiries), "--against", run, "--json", "--address", gateway.address).json["against"]
    assert [line["worse"] for line in told] == [True] * 6


def test_a_run_with_degraded_answers_is_not_saved(city120: Run, gateway: SpokenGateway, six_inquiries: Path, tmp_path: Path) -> None:
    weaker = {"degraded": [{"part": "vectors", "reason": "BUSY", "effect": "words alone"}]}
    gateway.answers[RESOLVE] = lambda asked: naming("a.one")(asked) | weaker
    ended = city120("eval", str(six_inquiries), "--save", str(tmp_path / "run.csv"), "--address", gateway.address)
    assert ended.status == 1
    assert "6 of 6 answers were degraded" in ended.err
    assert not (tmp_path / "run.csv").exists()


def resolution(kind: str = "answer", *codes: str, edition_id: str = "") -> dict[str, Any]:
    affairs = [{"code": code, "probability": 0.9 / (place + 1)} for place, code in enumerate(codes)]
    return {"kind": kind, "language": "ko", "confidence": 0.8, "affairs": affairs, "edition_id": edition_id}


def test_eval_writes_the_report_with_the_misses(city120: Run, gateway: SpokenGateway, tmp_path: Path) -> None:
    gateway.answers[RESOLVE] = resolution("answer", "a.two")
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


def by_title(asked: Asked) -> dict[str, Any]:
    return resolution("answer", "water.bill.payment") if "수도" in asked.body["text"] else resolution("out_of_scope")


@pytest.mark.usefixtures("reference")
def test_labelled_titles_are_asked_with_the_titles_of_the_reference_data(city120: Run, gateway: SpokenGateway, labels: Path) -> None:
    gateway.answers[RESOLVE] = by_title
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
