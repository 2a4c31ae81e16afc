"""`city120 edition diff A B --inquiries FILE`: what is told of two editions that answer otherwise. The houses here only speak."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from city120_cli import editions
from city120_edition import build, read_source

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Asked, Run, SpokenGateway

BUILDING = importlib.import_module("city120_edition.build")


def answer(body: str, rule: str, words: str) -> dict[str, Any]:
    return {
        "kind": "department",
        "affairs": [{"code": "road.streetlight", "probability": 0.9}],
        "responsibility": {"body_id": body, "rule_id": rule, "reason": f"rule {rule}"},
        "rendered": {"parts": [words]},
    }


@pytest.fixture
def asked(gateway: SpokenGateway, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Asked]]:
    """What each edition was asked; the one whose folder holds r.new answers otherwise to what names a light."""
    came: list[tuple[str, Asked]] = []

    @contextmanager
    def house_of(edition: Path) -> Iterator[str]:
        new = '"r.new"' in (edition / "tables" / "rules.json").read_text(encoding="utf-8")

        def answering(request: Asked) -> Any:
            came.append(("new" if new else "old", request))
            if "refuse" in request.body["text"]:
                return 400, {"title": "Bad", "status": 400, "detail": "place: is nowhere"}
            if new and "light" in request.body["text"]:
                return answer("road.seobu", "r.new", "Seobu")
            return answer("district.11440", "r.road", "Mapo")

        gateway.answers["/v1/inquiries:resolve"] = answering
        yield gateway.address

    monkeypatch.setattr(editions, "house_of", house_of)
    monkeypatch.setattr(BUILDING, "artefact_builders", dict)
    return came


@pytest.fixture(scope="module")
def bundled(few_rows: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the edition of the bundled source, rows alone and few phrasings."""
    return build(read_source(few_rows), tmp_path_factory.mktemp("data"), builders={}).path


@pytest.fixture
def edited(source: Path) -> Path:
    with (source / "rules" / "street.csv").open("a", encoding="utf-8") as stream:
        stream.write("r.new,road.streetlight,district:11440,road.seobu,,,,,test,2026-11-24,known\n")
    return source


def test_each_inquiry_that_changes_is_told_with_before_and_after(
    city120: Run, asked: list[tuple[str, Asked]], bundled: Path, edited: Path, tmp_path: Path
) -> None:
    table = tmp_path / "inquiries.csv"
    table.write_text("id,text,place,at\na,the light is out,11440,\nb,a hole in the road,,2026-11-24T10:00:00+09:00\n", encoding="utf-8")
    command = ("edition", "diff", "--data-dir", str(tmp_path / "data"), "--inquiries", str(table), str(bundled))
    ended = city120(*command, str(edited))
    assert ended.status == 1
    assert ended.out.splitlines() == [
        "a: the light is out",
        "  body     district.11440",
        "         → road.seobu",
        "  rule     r.road",
        "         → r.new",
        "  why      rule r.road",
        "         → rule r.new",
        "  words    Mapo",
        "         → Seobu",
        "",
        "1 of 2 inquiries are answered otherwise, 1 in body, 1 in rule, 1 in why, 1 in words",
    ]
    # Both editions are asked the same at the same moment, and none was made current.
    bodies = {edition: [request.body for name, request in asked if name == edition] for edition in ("old", "new")}
    assert bodies["old"] == bodies["new"]
    assert bodies["old"][1]["at"] == "2026-11-24T10:00:00+09:00"
    assert bodies["old"][0]["place"] == {"area_code": "11440"}
    assert not (tmp_path / "data" / "editions" / "current").exists()
    (built,) = (manifest.parent for manifest in (tmp_path / "data" / "editions").glob("*/manifest.json"))
    body = city120(*command, str(built), "--json").json
    assert (body["asked"], body["changed"], body["by"]["body"]) == (2, 1, 1)
    assert body["inquiries"][0]["after"]["rule"] == "r.new"


def test_an_edition_does_not_differ_from_itself_and_a_refusal_is_an_answer_too(
    city120: Run, asked: list[tuple[str, Asked]], bundled: Path, tmp_path: Path
) -> None:
    lines = tmp_path / "inquiries.txt"
    lines.write_text("the light is out\n\nrefuse this\n", encoding="utf-8")
    ended = city120("edition", "diff", str(bundled), str(bundled), "--inquiries", str(lines))
    assert (ended.status, ended.out) == (0, "0 of 2 inquiries are answered otherwise\n")
    assert len(asked) == 4
