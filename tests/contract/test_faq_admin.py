"""FaqAdminService over gRPC: keys and their scopes, what is told of revisions, and what is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from city120.faq.v1 import faq_pb2 as pb
from city120.faq.v1 import faq_pb2_grpc

from city120_client import FaqAdminClient, open_channel
from city120_edition import Edition, current_edition_path, rows
from city120_errors import Aborted, InvalidArgument, NotFound, PermissionDenied, Unauthenticated
from city120_faq.admin.editing import EditorServicer
from city120_faq.admin.rights import Rights
from city120_faq.editor.editor import Editor
from city120_faq.editor.sqlite_store import SqliteStore
from city120_faq.settings import FaqSettings
from city120_platform.entries import entry_from_message, entry_to_message
from city120_platform.grpc_server import GrpcServer
from city120_platform.keys import Keyring
from tests.bundled import bundled
from tests.small_edition import ENTRY, copy_of

CITY_KEY, MAPO_KEY, READER_KEY = "key-of-the-city", "key-of-mapo", "key-of-a-reader"
MAPO = "11440"
SIGNED: dict[str, Any] = {"author": "kim", "reason": "the fee changed"}


@dataclass(frozen=True)
class Running:
    """An editor: what each key calls it by, and its data directory."""

    city: FaqAdminClient
    mapo: FaqAdminClient
    reader: FaqAdminClient
    nobody: FaqAdminClient
    data: Path

    @property
    def current(self) -> Edition:
        return Edition.open(current_edition_path(self.data))


@pytest.fixture
async def editor(small_rows: Path, tmp_path: Path) -> AsyncIterator[Running]:
    data = copy_of(small_rows, tmp_path / "data")
    store = SqliteStore(data / "editor")
    settings = FaqSettings(drain_s=0.1, faq_editor=True, api_keys=READER_KEY, editor_keys=f"city={CITY_KEY}, {MAPO}={MAPO_KEY}")
    server = GrpcServer(settings, 0, [])
    servicer = EditorServicer(Editor(store, data, builders={}), Rights(Keyring.of(settings), settings.editors()))
    faq_pb2_grpc.add_FaqAdminServiceServicer_to_server(servicer, server.door)
    await server.start()
    async with AsyncExitStack() as stack:
        channels = [await stack.enter_async_context(open_channel(f"127.0.0.1:{server.port}", key)) for key in (CITY_KEY, MAPO_KEY, READER_KEY, "")]
        city, mapo, reader, nobody = map(FaqAdminClient, channels)
        yield Running(city, mapo, reader, nobody, data)
    await server.stop()
    store.close()


async def read(client: FaqAdminClient, entry_id: str = ENTRY) -> tuple[pb.Entry, int]:
    """An entry and the revision that it is at."""
    answer = await client.list_revisions(pb.ListRevisionsRequest(entry_id=entry_id, page_size=1), timeout=20)
    return answer.revisions[0].after, answer.revisions[0].revision


async def test_an_entry_is_read_changed_published_and_taken_back(editor: Running) -> None:
    before = editor.current.id
    entry, revision = await read(editor.city)
    entry.texts["ko"].answer = "새 대답"
    put = await editor.city.put_entry(pb.PutEntryRequest(entry=entry, revision=revision, **SIGNED), timeout=20)
    assert (put.revision > revision, put.edition_id) == (True, before)
    tried = await editor.city.publish(pb.PublishRequest(dry_run=True, **SIGNED), timeout=60)
    assert (tried.edition_id, [report.detail for report in tried.reports]) == (before, ["texts.ko.answer"])
    done = await editor.city.publish(pb.PublishRequest(**SIGNED), timeout=60)
    assert editor.current.id == done.edition_id != before
    back = await editor.city.rollback(pb.RollbackRequest(edition_id=before, **SIGNED), timeout=60)
    assert (back.edition_id, editor.current.id) == (before, before)
    newest = (await editor.city.list_revisions(pb.ListRevisionsRequest(page_size=3), timeout=20)).revisions
    assert [(item.kind, item.entry_id, item.edition_id) for item in newest] == [
        ("rolled_back", "", before),
        ("published", "", done.edition_id),
        ("put", ENTRY, ""),
    ]
    assert [(item.author, item.reason) for item in newest] == [("kim", "the fee changed")] * 3
    assert newest[2].before.texts["ko"].answer != newest[2].after.texts["ko"].answer == "새 대답"
    assert newest[2].changed_at.endswith("+00:00")


async def test_a_change_on_an_old_revision_is_aborted_and_tells_the_way_out(editor: Running) -> None:
    entry, revision = await read(editor.city)
    first = await editor.city.put_entry(pb.PutEntryRequest(entry=entry, revision=revision, **SIGNED), timeout=20)
    with pytest.raises(Aborted, match=f"is at revision {first.revision} by kim") as refused:
        await editor.city.put_entry(pb.PutEntryRequest(entry=entry, revision=revision, **SIGNED), timeout=20)
    assert (refused.value.reason, refused.value.field) == ("REVISION_CONFLICT", "revision")
    assert f"send revision {first.revision}" in refused.value.fix


async def test_a_district_edits_its_own_rows_and_no_others(editor: Running) -> None:
    entry, revision = await read(editor.city)
    with pytest.raises(PermissionDenied, match=f"entry {ENTRY} is a row of city, and this key edits the rows of {MAPO}") as refused:
        await editor.mapo.put_entry(pb.PutEntryRequest(entry=entry, revision=revision, **SIGNED), timeout=20)
    assert refused.value.fix
    with pytest.raises(PermissionDenied, match=ENTRY):
        await editor.mapo.import_entries(pb.ImportEntriesRequest(entries=[entry], dry_run=True, **SIGNED), timeout=20)
    entry.id, entry.publisher = f"{ENTRY}.mapo", MAPO
    with pytest.raises(PermissionDenied, match=f"{ENTRY}.mapo is a row of {MAPO}"):
        await editor.city.put_entry(pb.PutEntryRequest(entry=entry, **SIGNED), timeout=20)
    await editor.mapo.put_entry(pb.PutEntryRequest(entry=entry, **SIGNED), timeout=20)
    assert [report.entry_id for report in (await editor.mapo.publish(pb.PublishRequest(**SIGNED), timeout=60)).reports] == [entry.id]
    published = {row.id: row.publisher for row in editor.current.rows("entries", rows.Entry)}
    assert (published[entry.id], published[ENTRY]) == (MAPO, rows.CITY)


async def test_a_key_without_a_scope_edits_nothing_and_no_key_does_not_even_call(editor: Running) -> None:
    with pytest.raises(PermissionDenied) as denied:
        await editor.reader.publish(pb.PublishRequest(**SIGNED), timeout=20)
    assert "CITY120_EDITOR_KEYS" in denied.value.fix
    with pytest.raises(Unauthenticated):
        await editor.nobody.publish(pb.PublishRequest(**SIGNED), timeout=20)


async def test_rows_are_reported_in_the_order_of_the_request(editor: Running) -> None:
    entry, _ = await read(editor.city)
    messages = [pb.Entry() for _ in range(4)]
    for message in messages:
        message.CopyFrom(entry)
    messages[0].reviewed_on = "yesterday"
    messages[1].id, messages[1].affair_code = "water.bill.payment.new", "water.bill.payment"
    messages[3].id, messages[3].affair_code = "water.bill.payment.bad", "no.such"
    answer = await editor.city.import_entries(pb.ImportEntriesRequest(entries=messages, **SIGNED), timeout=20)
    assert [report.outcome for report in answer.reports] == ["refused", "added", "unchanged", "refused"]
    assert "reviewed_on" in answer.reports[0].detail
    assert answer.reports[1].revision > 0
    assert "no.such" in answer.reports[3].detail


async def test_revisions_come_page_by_page_and_each_once(editor: Running) -> None:
    entry, revision = await read(editor.city)
    for _ in range(3):
        revision = (await editor.city.put_entry(pb.PutEntryRequest(entry=entry, revision=revision, **SIGNED), timeout=20)).revision
    collected: list[int] = []
    token, pages = "", 0
    while pages == 0 or token:
        page = await editor.city.list_revisions(pb.ListRevisionsRequest(page_size=4, page_token=token), timeout=20)
        collected += [item.revision for item in page.revisions]
        token, pages = page.next_page_token, pages + 1
    assert collected == sorted(set(collected), reverse=True)
    assert len(collected) == len(editor.current.rows("entries", rows.Entry)) + 1 + 3
    with pytest.raises(InvalidArgument) as refused:
        await editor.city.list_revisions(pb.ListRevisionsRequest(page_token="next"), timeout=20)
    assert refused.value.field == "page_token"


async def test_wrong_requests_name_the_field(editor: Running) -> None:
    entry, revision = await read(editor.city)
    with pytest.raises(InvalidArgument) as unsigned:
        await editor.city.put_entry(pb.PutEntryRequest(entry=entry, revision=revision, author="kim"), timeout=20)
    assert unsigned.value.field == "reason"
    with pytest.raises(NotFound) as unknown:
        await editor.city.rollback(pb.RollbackRequest(edition_id="../../etc", **SIGNED), timeout=20)
    assert unknown.value.field == "edition_id"
    entry.ClearField("texts")
    with pytest.raises(InvalidArgument, match="texts"):
        await editor.city.put_entry(pb.PutEntryRequest(entry=entry, revision=revision, **SIGNED), timeout=20)


def test_every_entry_comes_back_from_its_message_as_it_was() -> None:
    for row in bundled().rows("entries", rows.Entry):
        assert entry_from_message(entry_to_message(row)) == row


@pytest.mark.parametrize("wrong", ["key", "seoul=key", "city=", "1144=key", "city=a,,11440"])
def test_a_wrong_scope_is_told_and_the_key_is_not(wrong: str) -> None:
    with pytest.raises(ValueError, match="is not city=KEY or the five digits") as told:
        FaqSettings(editor_keys=wrong)
    assert "=key" not in str(told.value)


def test_the_editor_takes_the_keys_of_editors_too() -> None:
    keyed = FaqSettings(faq_editor=True, editor_keys="city=a,11440=b")
    assert keyed.editors() == {"a": rows.CITY, "b": MAPO}
    assert keyed.keys == ("a", "b")
    assert FaqSettings(editor_keys="city=a").keys == ()
