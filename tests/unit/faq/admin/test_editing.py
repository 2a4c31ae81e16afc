"""FaqAdminService over an editor of the tests' own: reports in the order of the rows, pages of revisions, and who may what."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any, cast

import pytest
from city120.faq.v1 import faq_pb2 as pb

from city120_edition import rows
from city120_edition.edition import EditionError
from city120_errors import FailedPrecondition, InvalidArgument, PermissionDenied
from city120_faq.admin import editing
from city120_faq.admin.editing import EditorServicer
from city120_faq.editor.store import By, Revision
from city120_faq.editor.submissions import Report
from city120_platform.entries import entry_to_message

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
BY = By(author="kim", reason="frost", at=NOON)
CONTEXT: Any = None


def entry(ref: str = "a.how") -> rows.Entry:
    text = {language: rows.EntryText(question="q", answer="a") for language in rows.LANGUAGES}
    return rows.Entry(id=ref, affair="a", reviewed_on=NOON.date(), texts=text)


class Editor:
    """Takes what it is given; has revisions 1 to `count`."""

    def __init__(self, count: int = 0) -> None:
        self.asked: list[Any] = []
        self.count = count
        self.broken = False

    @property
    def current_id(self) -> str:
        if self.broken:
            raise EditionError("no edition")
        return "e1"

    def import_entries(self, entries: list[rows.Entry], read: dict[str, int], scope: str, by: By, *, dry_run: bool) -> list[Report]:
        self.asked.append((len(entries), read, scope, by, dry_run))
        return [Report(row.id, "added", revision=number) for number, row in enumerate(entries, start=1)]

    def put(self, row: rows.Entry, revision: int, scope: str, by: By) -> int:
        self.asked.append((row.id, revision, scope))
        return revision + 1

    def rollback(self, edition_id: str, scope: str, by: By) -> int:
        return 9

    def revisions(self, entry_id: str, before: int, limit: int) -> list[Revision]:
        numbers = range((before or self.count + 1) - 1, 0, -1)
        made = [Revision(number=number, kind="put", by=BY, entry_id=entry_id or "a.how", before=None, after=entry()) for number in numbers]
        return made[:limit]


class Rights:
    """Of a key that edits the city's rows; or of none."""

    def __init__(self, *, denied: bool = False) -> None:
        self._denied = denied

    def look(self, context: Any) -> None:
        if self._denied:
            raise PermissionDenied("no key")

    def edit(self, context: Any, request: Any) -> tuple[str, By]:
        self.look(context)
        return "city", BY

    publish = edit


def servicer(editor: Editor, *, denied: bool = False) -> EditorServicer:
    return EditorServicer(cast("Any", editor), cast("Any", Rights(denied=denied)))


async def test_rows_that_are_no_entries_are_refused_in_their_place_and_the_others_taken() -> None:
    good, bad = entry_to_message(entry()), pb.Entry(id="broken")
    editor = Editor()
    request = pb.ImportEntriesRequest(entries=[bad, good, bad], revisions={"a.how": 4}, dry_run=True)
    answer = await servicer(editor).ImportEntries(request, CONTEXT)
    assert [(report.entry_id, report.outcome) for report in answer.reports] == [("broken", "refused"), ("a.how", "added"), ("broken", "refused")]
    assert answer.reports[0].detail
    assert editor.asked == [(1, {"a.how": 4}, "city", BY, True)]
    assert answer.edition_id == "e1"


async def test_an_entry_is_put_on_the_revision_that_was_read() -> None:
    editor = Editor()
    answer = await servicer(editor).PutEntry(pb.PutEntryRequest(entry=entry_to_message(entry()), revision=4), CONTEXT)
    assert (editor.asked, answer.revision) == ([("a.how", 4, "city")], 5)


async def test_revisions_come_page_by_page_and_the_last_page_says_so() -> None:
    made = servicer(Editor(count=3))
    first = await made.ListRevisions(pb.ListRevisionsRequest(page_size=2), CONTEXT)
    second = await made.ListRevisions(pb.ListRevisionsRequest(page_size=2, page_token=first.next_page_token), CONTEXT)
    assert [revision.revision for page in (first, second) for revision in page.revisions] == [3, 2, 1]
    assert (first.next_page_token, second.next_page_token) == ("2", "")
    (revision, *_) = first.revisions
    assert (revision.author, revision.reason, revision.changed_at, revision.kind) == ("kim", "frost", "2026-11-24T12:00:00+00:00", "put")
    assert (revision.HasField("before"), revision.after.id) == (False, "a.how")


async def test_a_page_that_would_be_too_large_is_shorter_and_never_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editing, "_PAGE_BYTES", 1)
    page = await servicer(Editor(count=3)).ListRevisions(pb.ListRevisionsRequest(page_size=3), CONTEXT)
    assert ([revision.revision for revision in page.revisions], page.next_page_token) == ([3], "3")


@pytest.mark.parametrize("token", ["x", "-1", "1.5", "²"])
async def test_a_token_that_is_none_is_refused(token: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        await servicer(Editor()).ListRevisions(pb.ListRevisionsRequest(page_token=token), CONTEXT)
    assert refused.value.field == "page_token"


async def test_an_earlier_edition_becomes_current_by_a_revision() -> None:
    answer = await servicer(Editor()).Rollback(pb.RollbackRequest(edition_id="e0"), CONTEXT)
    assert (answer.edition_id, answer.revision) == ("e0", 9)


async def test_without_rights_nothing_is_asked_of_the_editor() -> None:
    editor = Editor()
    made = servicer(editor, denied=True)
    for call, request in (
        (made.ImportEntries, pb.ImportEntriesRequest()),
        (made.PutEntry, pb.PutEntryRequest(entry=entry_to_message(entry()))),
        (made.ListRevisions, pb.ListRevisionsRequest()),
        (made.Rollback, pb.RollbackRequest()),
        (made.Publish, pb.PublishRequest()),
    ):
        with pytest.raises(PermissionDenied):
            await cast("Any", call)(request, CONTEXT)
    assert editor.asked == []


async def test_without_an_edition_the_command_that_makes_one_is_named() -> None:
    editor = Editor()
    editor.broken = True
    with pytest.raises(FailedPrecondition) as refused:
        await servicer(editor).PutEntry(pb.PutEntryRequest(entry=entry_to_message(entry())), CONTEXT)
    assert "city120 edition build" in refused.value.fix


async def test_publishing_tells_what_became_of_each_entry() -> None:
    editor = Editor()
    done = SimpleNamespace(edition_id="e2", reports=[Report("a.how", "changed", "texts.ko.answer", 3)], revision=7)
    editor.publish = lambda scope, by, *, dry_run: done  # type: ignore[attr-defined]
    answer = await servicer(editor).Publish(pb.PublishRequest(), CONTEXT)
    assert (answer.edition_id, answer.revision) == ("e2", 7)
    assert [(report.entry_id, report.outcome, report.detail, report.revision) for report in answer.reports] == [
        ("a.how", "changed", "texts.ko.answer", 3)
    ]
