"""`city120 faq …` with an editor of the tests' own: what is sent, what is told of it, and how a command ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from city120.faq.v1 import faq_pb2 as pb

from city120_cli import editor

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Run

WINTER = """\
- id: water.freeze.report
  affair: water.freeze
  reviewed_on: 2026-11-24
  ko: {question: "수도가 얼면?", answer: "신고하세요."}
- id: water.freeze.other
  affair: water.freeze
  reviewed_on: someday
"""


class Editor:
    """Answers as it is told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.outcomes: list[str] = []
        self.published = pb.PublishResponse(edition_id="e2", revision=5)
        self.pages: list[pb.ListRevisionsResponse] = []

    async def import_entries(self, request: Any, *, timeout: float) -> pb.ImportEntriesResponse:
        self.asked.append(request)
        reports = [pb.ImportReport(entry_id=entry.id, outcome=self.outcomes.pop(0), detail="why") for entry in request.entries]
        return pb.ImportEntriesResponse(reports=reports)

    async def publish(self, request: Any, *, timeout: float) -> pb.PublishResponse:
        self.asked.append(request)
        return self.published

    async def rollback(self, request: Any, *, timeout: float) -> pb.RollbackResponse:
        self.asked.append(request)
        return pb.RollbackResponse(edition_id=request.edition_id, revision=6)

    async def list_revisions(self, request: Any, *, timeout: float) -> pb.ListRevisionsResponse:
        self.asked.append(request)
        return self.pages.pop(0)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Editor:
    made = Editor()

    def ask(target: str, work: Callable[[Any], Any], *, usage: bool = False) -> Any:
        return asyncio.run(work(made))

    monkeypatch.setattr(editor, "ask", ask)
    return made


@pytest.fixture
def winter(tmp_path: Path) -> Path:
    path = tmp_path / "winter.yaml"
    path.write_text(WINTER, encoding="utf-8")
    return path


def test_rows_that_are_malformed_or_refused_are_told_and_are_a_finding(city120: Run, desk: Editor, winter: Path) -> None:
    desk.outcomes = ["added"]
    ended = city120("faq", "import", str(winter), "--author", "kim")
    assert ended.status == 1
    refused, added, counts = ended.out.splitlines()
    assert refused.startswith("! ")
    assert "winter.yaml" in refused
    assert added == "+ water.freeze.report: why"
    assert counts == "1 added, 1 refused"
    (request,) = desk.asked
    assert (request.author, request.reason, request.dry_run) == ("kim", "imported from winter.yaml", False)


def test_a_dry_run_says_that_nothing_was_written(city120: Run, desk: Editor, winter: Path) -> None:
    desk.outcomes = ["unchanged"]
    ended = city120("faq", "import", str(winter), "--dry-run", "--reason", "frost")
    assert ended.out.splitlines()[-1] == "1 unchanged, 1 refused (dry run: nothing was written)"
    assert (desk.asked[0].dry_run, desk.asked[0].reason) == (True, "frost")


@pytest.mark.parametrize(("outcome", "diff", "validate"), [("unchanged", 0, 0), ("changed", 1, 0), ("refused", 1, 1)])
def test_a_difference_is_a_finding_of_diff_and_a_refusal_one_of_both(city120: Run, desk: Editor, outcome: str, diff: int, validate: int) -> None:
    desk.published = pb.PublishResponse(reports=[pb.ImportReport(entry_id="e", outcome=outcome)])
    assert (city120("faq", "diff").status, city120("faq", "validate").status) == (diff, validate)
    assert all(request.dry_run for request in desk.asked)


def test_what_was_published_is_told_and_nothing_to_publish_is_no_finding(city120: Run, desk: Editor) -> None:
    ended = city120("faq", "publish", "--reason", "frost")
    assert (ended.status, ended.out.splitlines()[-1]) == (0, "e2 is current (revision 5)")
    desk.published = pb.PublishResponse(edition_id="e2")
    ended = city120("faq", "publish", "--reason", "frost")
    assert (ended.status, ended.out.splitlines()[-1]) == (0, "nothing to publish; e2 stays current")
    assert city120("faq", "publish", "--reason", "frost", "--json").json == {"edition_id": "e2", "revision": 0, "reports": []}


def test_an_earlier_edition_is_made_current(city120: Run, desk: Editor) -> None:
    assert city120("faq", "rollback", "e1", "--reason", "wrong", "--author", "kim").out == "e1 is current (revision 6)\n"
    assert desk.asked == [pb.RollbackRequest(edition_id="e1", author="kim", reason="wrong")]


def revision(number: int) -> pb.Revision:
    return pb.Revision(revision=number, kind="put", entry_id="e", author="kim", reason="frost", changed_at="2026-11-24T10:00:00.123+09:00")


def test_revisions_are_listed_page_by_page_up_to_the_limit(city120: Run, desk: Editor) -> None:
    desk.pages = [
        pb.ListRevisionsResponse(revisions=[revision(3), revision(2)], next_page_token="more"),
        pb.ListRevisionsResponse(revisions=[revision(1)]),
    ]
    ended = city120("faq", "revisions", "--limit", "5")
    assert ended.out.splitlines()[0] == "     3  2026-11-24T10:00:00  put          e  kim: frost"
    assert len(ended.out.splitlines()) == 3
    assert [(request.page_size, request.page_token) for request in desk.asked] == [(5, ""), (3, "more")]


def test_no_revision_of_one_entry_is_a_finding_and_of_all_none(city120: Run, desk: Editor) -> None:
    desk.pages = [pb.ListRevisionsResponse(), pb.ListRevisionsResponse()]
    ended = city120("faq", "revisions", "e9")
    assert (ended.status, ended.out) == (1, "no revisions of e9\n")
    assert city120("faq", "revisions").status == 0
    assert "--limit must be 1 or more" in city120("faq", "revisions", "--limit", "0").err
