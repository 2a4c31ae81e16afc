"""FaqAdminService: the contract's calls, translated to the editor and back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import TypeVar

import grpc
from city120.faq.v1 import faq_pb2 as pb
from city120.faq.v1 import faq_pb2_grpc

from city120_edition import rows
from city120_edition.edition import EditionError
from city120_errors import FailedPrecondition, InvalidArgument
from city120_faq.admin.rights import Rights
from city120_faq.editor.editor import Editor
from city120_faq.editor.store import Revision
from city120_faq.editor.submissions import Report
from city120_platform.entries import entry_from_message, entry_to_message

_PAGE = 50
# A page of revisions ends before it is larger: both texts of each in six languages.
_PAGE_BYTES = 2_000_000
_Context = grpc.ServicerContext
_Result = TypeVar("_Result")


class EditorServicer(faq_pb2_grpc.FaqAdminServiceServicer):
    """Thin. What has begun ends, also when the caller has gone: revisions tell."""

    def __init__(self, editor: Editor, rights: Rights) -> None:
        self._editor = editor
        self._rights = rights

    async def ImportEntries(self, request: pb.ImportEntriesRequest, context: _Context) -> pb.ImportEntriesResponse:  # noqa: N802
        scope, by = self._rights.edit(context, request)
        refused = list[tuple[int, Report]]()
        entries = list[rows.Entry]()
        for message in request.entries:
            try:
                entries.append(entry_from_message(message))
            except InvalidArgument as error:
                refused.append((len(entries) + len(refused), Report(message.id, "refused", str(error))))
        read = dict(request.revisions)
        reports = await _run(lambda: self._editor.import_entries(entries, read, scope, by, dry_run=request.dry_run))
        for place, report in refused:
            reports.insert(place, report)
        return pb.ImportEntriesResponse(reports=[_report(report) for report in reports], edition_id=await _run(lambda: self._editor.current_id))

    async def PutEntry(self, request: pb.PutEntryRequest, context: _Context) -> pb.PutEntryResponse:  # noqa: N802
        (scope, by), entry = self._rights.edit(context, request), entry_from_message(request.entry)
        revision = await _run(lambda: self._editor.put(entry, request.revision, scope, by))
        return pb.PutEntryResponse(revision=revision, edition_id=await _run(lambda: self._editor.current_id))

    async def Publish(self, request: pb.PublishRequest, context: _Context) -> pb.PublishResponse:  # noqa: N802
        scope, by = self._rights.publish(context, request)
        done = await _run(lambda: self._editor.publish(scope, by, dry_run=request.dry_run))
        return pb.PublishResponse(edition_id=done.edition_id, reports=[_report(report) for report in done.reports], revision=done.revision)

    async def ListRevisions(self, request: pb.ListRevisionsRequest, context: _Context) -> pb.ListRevisionsResponse:  # noqa: N802
        self._rights.look(context)
        before, size = _number(request.page_token), request.page_size or _PAGE
        revisions = await _run(lambda: self._editor.revisions(request.entry_id, before, size + 1))
        shown = list(_page(revisions[:size]))
        following = str(shown[-1].revision) if len(shown) < len(revisions) else ""
        return pb.ListRevisionsResponse(revisions=shown, next_page_token=following, edition_id=await _run(lambda: self._editor.current_id))

    async def Rollback(self, request: pb.RollbackRequest, context: _Context) -> pb.RollbackResponse:  # noqa: N802
        scope, by = self._rights.publish(context, request)
        revision = await _run(lambda: self._editor.rollback(request.edition_id, scope, by))
        return pb.RollbackResponse(edition_id=request.edition_id, revision=revision)


async def _run(work: Callable[[], _Result]) -> _Result:
    """In a thread; a caller who leaves does not end it."""
    try:
        return await asyncio.shield(asyncio.create_task(asyncio.to_thread(work)))
    except EditionError as error:
        raise FailedPrecondition(str(error), fix="make an edition first: city120 edition build") from None


def _number(token: str) -> int:
    if token and not (token.isascii() and token.isdecimal()):
        raise InvalidArgument("is no token of an earlier page", field="page_token", fix="leave it empty for the first page")
    return int(token or 0)


def _page(revisions: list[Revision]) -> Iterator[pb.Revision]:
    size = 0
    for revision in revisions:
        message = _revision(revision)
        size += message.ByteSize()
        if size > _PAGE_BYTES and size > message.ByteSize():
            return
        yield message


def _report(report: Report) -> pb.ImportReport:
    return pb.ImportReport(entry_id=report.entry_id, outcome=report.outcome, detail=report.detail, revision=report.revision)


def _revision(revision: Revision) -> pb.Revision:
    return pb.Revision(
        revision=revision.number,
        entry_id=revision.entry_id,
        author=revision.by.author,
        reason=revision.by.reason,
        changed_at=revision.by.at.isoformat(),
        kind=revision.kind,
        before=entry_to_message(revision.before) if revision.before else None,
        after=entry_to_message(revision.after) if revision.after else None,
        edition_id=revision.edition_id,
    )
