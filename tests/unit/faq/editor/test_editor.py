"""Editing and publishing: whose rows, what is refused, what becomes current, and what stays."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from city120_edition import Edition, Source, build, current_edition_path, rows, set_current, validate
from city120_edition.build import Inputs
from city120_errors import Aborted, FailedPrecondition, InvalidArgument, NotFound, PermissionDenied, Unavailable
from city120_faq.editor import editor as editor_module
from city120_faq.editor.editor import Editor
from city120_faq.editor.sqlite_store import SqliteStore
from city120_faq.editor.store import By, Edit
from city120_faq.editor.submissions import Report
from tests.small_edition import ENTRY

CITY, MAPO, GANGNAM = rows.CITY, "11440", "11680"


def current(data: Path) -> Edition:
    return Edition.open(current_edition_path(data))


def entry_of(edition: Edition, entry_id: str = ENTRY) -> rows.Entry:
    return next(entry for entry in edition.rows("entries", rows.Entry) if entry.id == entry_id)


def answering(entry: rows.Entry, answer: str, **changes: Any) -> rows.Entry:
    return replace(entry, texts={**entry.texts, "ko": replace(entry.texts["ko"], answer=answer)}, **changes)


def revision_of(store: SqliteStore, entry_id: str = ENTRY) -> int:
    stored = store.get(entry_id)
    return stored.revision if stored else 0


def write(editor: Editor, store: SqliteStore, by: By, answer: str, scope: str = CITY, **changes: Any) -> rows.Entry:
    """Put the first entry, or with another id a new one like it, with an answer."""
    entry = answering(editor.base().entries[0], answer, **changes)
    editor.put(entry, revision_of(store, entry.id), scope, by)
    return entry


def test_the_store_begins_with_the_entries_of_the_current_edition(editor: Editor, store: SqliteStore, data: Path) -> None:
    assert editor.current_id == current(data).id
    assert {stored.entry.id: stored.entry for stored in store.entries()} == {entry.id: entry for entry in current(data).rows("entries", rows.Entry)}
    newest = store.revisions()[0]
    assert (newest.kind, newest.edition_id) == ("found", current(data).id)


def test_a_second_start_takes_nothing_over_again(editor: Editor, store: SqliteStore, data: Path) -> None:
    editor.base()
    before = store.revisions(limit=1)
    Editor(store, data, builders={}).base()
    assert store.revisions(limit=1) == before


def test_an_entry_is_written_on_the_revision_that_was_read(editor: Editor, store: SqliteStore, by: By) -> None:
    editor.base()
    first = revision_of(store)
    second = editor.put(answering(editor.base().entries[0], "새 대답"), first, CITY, by)
    assert second > first
    with pytest.raises(Aborted, match=rf"is at revision {second} by kim .*not at revision {first}") as refused:
        editor.put(answering(editor.base().entries[0], "늦은 대답"), first, CITY, by)
    assert refused.value.field == "revision"
    assert f"send revision {second}" in refused.value.fix


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"affair": "no.such"}, "affair no.such is not in affairs/"),
        ({"facts": ("no.such",)}, "fact no.such is not in facts/"),
        ({"texts": {"ko": rows.EntryText(question="?", answer="!")}}, "text is missing in: en, zh, ja, vi, mn"),
    ],
)
def test_an_entry_that_would_make_a_bad_edition_is_refused(editor: Editor, store: SqliteStore, by: By, changes: dict[str, Any], reason: str) -> None:
    entry = replace(editor.base().entries[0], **changes)
    before = store.get(ENTRY)
    with pytest.raises(InvalidArgument) as refused:
        editor.put(entry, revision_of(store), CITY, by)
    assert reason in refused.value.message
    assert store.get(ENTRY) == before


def test_a_figure_that_no_fact_has_is_refused(editor: Editor, store: SqliteStore, by: By) -> None:
    with pytest.raises(InvalidArgument, match="ko: 4500 stands in no verified fact"):
        editor.put(answering(editor.base().entries[0], "4,500원입니다."), revision_of(store), CITY, by)


def test_each_edits_only_their_own_rows(editor: Editor, store: SqliteStore, by: By) -> None:
    city = editor.base().entries[0]
    own = replace(city, id=f"{ENTRY}.mapo", publisher=MAPO)
    assert editor.put(own, 0, MAPO, by) > 0
    stolen = replace(own, publisher=CITY)
    for entry, scope in ((city, MAPO), (own, CITY), (own, GANGNAM), (replace(city, publisher=MAPO), MAPO), (stolen, CITY)):
        with pytest.raises(PermissionDenied, match=entry.id) as refused:
            editor.put(entry, revision_of(store, entry.id), scope, by)
        assert scope in refused.value.message
        assert refused.value.fix


def test_an_import_tells_what_became_of_each_row_and_takes_the_good_ones(editor: Editor, store: SqliteStore, by: By) -> None:
    first, second, third = editor.base().entries[:3]
    handed = [
        answering(first, "바뀐 대답"),
        second,
        replace(second, id=f"{ENTRY}.new"),
        answering(third, "77원"),
        replace(second, id=f"{ENTRY}.new"),
    ]
    tried = editor.import_entries(handed, {}, CITY, by, dry_run=True)
    assert [report.outcome for report in tried] == ["changed", "unchanged", "added", "refused", "refused"]
    assert tried[0].detail == "texts.ko.answer"
    assert "77 stands in no verified fact" in tried[3].detail
    assert "given twice" in tried[4].detail
    assert store.get(f"{ENTRY}.new") is None
    taken = editor.import_entries(handed, {}, CITY, by, dry_run=False)
    assert [report.outcome for report in taken] == [report.outcome for report in tried]
    stored = store.get(first.id)
    assert stored is not None
    assert (stored.entry.texts["ko"].answer, stored.revision, stored.kind) == ("바뀐 대답", taken[0].revision, "imported")
    assert store.get(f"{ENTRY}.new") is not None
    again = editor.import_entries(handed[:3], {}, CITY, by, dry_run=False)
    assert [report.outcome for report in again] == ["unchanged"] * 3


def test_a_row_that_says_what_was_read_is_not_taken_over_a_newer_one(editor: Editor, store: SqliteStore, by: By) -> None:
    editor.base()
    read = revision_of(store)
    write(editor, store, by, "먼저")
    (report,) = editor.import_entries([answering(editor.base().entries[0], "나중")], {ENTRY: read}, CITY, by, dry_run=False)
    assert report.outcome == "refused"
    assert f"the entry is at {revision_of(store)}, not at {read}" in report.detail


def test_an_import_with_a_row_of_others_is_denied_whole(editor: Editor, store: SqliteStore, by: By) -> None:
    city = editor.base().entries[0]
    own = replace(city, id=f"{ENTRY}.mapo", publisher=MAPO)
    with pytest.raises(PermissionDenied, match=city.id):
        editor.import_entries([own, city], {}, MAPO, by, dry_run=False)
    assert store.get(own.id) is None


def test_publishing_makes_a_valid_edition_current(editor: Editor, store: SqliteStore, data: Path, by: By) -> None:
    before = current(data)
    write(editor, store, by, "새 대답")
    done = editor.publish(CITY, by)
    after = current(data)
    assert done.edition_id == after.id != before.id
    assert done.reports == (Report(ENTRY, "changed", "texts.ko.answer"),)
    assert entry_of(after).texts["ko"].answer == "새 대답"
    assert (after.altered(), validate(after.source())) == ([], [])
    assert before.altered() == []
    newest = store.revisions(limit=1)[0]
    assert (newest.number, newest.kind, newest.edition_id, newest.by) == (done.revision, "published", after.id, by)


def test_with_nothing_new_there_is_nothing_to_publish(editor: Editor, data: Path, by: By) -> None:
    done = editor.publish(CITY, by)
    assert (done.edition_id, done.reports, done.revision) == (current(data).id, (), 0)


def test_trying_to_publish_changes_nothing(editor: Editor, store: SqliteStore, data: Path, by: By) -> None:
    before = current(data).id
    write(editor, store, by, "새 대답")
    tried = editor.publish(CITY, by, dry_run=True)
    assert tried.reports == (Report(ENTRY, "changed", "texts.ko.answer"),)
    assert current(data).id == before
    assert len(list((data / "editions").glob("*/manifest.json"))) == 1


def test_a_bad_edition_is_refused_with_file_row_and_reason_and_the_old_one_stays(editor: Editor, store: SqliteStore, data: Path, by: By) -> None:
    """The rows around an entry may change after it was written: the whole is checked again."""
    write(editor, store, by, "새 대답")
    stored = store.get(ENTRY)
    assert stored is not None
    store.put([Edit(replace(stored.entry, affair="gone.affair"), stored.revision)], "put", by)
    tried = editor.publish(CITY, by, dry_run=True).reports
    assert Report(ENTRY, "refused", "working store: affair gone.affair is not in affairs/") in tried
    with pytest.raises(InvalidArgument, match=f"working store: {ENTRY}: affair gone.affair is not in affairs/"):
        editor.publish(CITY, by)
    assert len(list((data / "editions").glob("*/manifest.json"))) == 1
    assert store.latest_edition() == current(data).id


@pytest.mark.long
def test_each_publishes_only_their_own_rows(editor: Editor, store: SqliteStore, data: Path, by: By) -> None:
    write(editor, store, by, "시의 새 대답")
    own = write(editor, store, by, "구의 대답", MAPO, id=f"{ENTRY}.mapo", publisher=MAPO)
    done = editor.publish(MAPO, by)
    assert [report.entry_id for report in done.reports] == [own.id]
    assert entry_of(current(data), own.id) == own
    assert entry_of(current(data)).texts["ko"].answer != "시의 새 대답"
    editor.publish(CITY, by)
    assert entry_of(current(data)).texts["ko"].answer == "시의 새 대답"
    assert entry_of(current(data), own.id) == own


def test_new_entries_come_after_those_that_were_there(editor: Editor, store: SqliteStore, data: Path, by: By) -> None:
    before = [entry.id for entry in current(data).rows("entries", rows.Entry)]
    for entry_id in (f"{ENTRY}.b", f"{ENTRY}.a"):
        write(editor, store, by, "새 대답", id=entry_id)
    editor.publish(CITY, by)
    assert [entry.id for entry in current(data).rows("entries", rows.Entry)] == [*before, f"{ENTRY}.a", f"{ENTRY}.b"]


@pytest.mark.long
def test_going_back_moves_current_and_keeps_what_was_written(editor: Editor, store: SqliteStore, data: Path, by: By) -> None:
    before = current(data).id
    write(editor, store, by, "새 대답")
    after = editor.publish(CITY, by).edition_id
    revision = editor.rollback(before, CITY, by)
    assert current(data).id == before
    newest = store.revisions(limit=1)[0]
    assert (newest.number, newest.kind, newest.edition_id) == (revision, "rolled_back", before)
    stored = store.get(ENTRY)
    assert stored is not None
    assert stored.entry.texts["ko"].answer == "새 대답"
    assert editor.rollback(before, CITY, by) == 0
    assert editor.publish(CITY, by).edition_id == after == current(data).id


@pytest.mark.parametrize("edition_id", ["", "0123456789ab", "../editions", "current"])
def test_an_edition_that_is_not_kept_is_named(editor: Editor, data: Path, by: By, edition_id: str) -> None:
    with pytest.raises(NotFound) as refused:
        editor.rollback(edition_id, CITY, by)
    assert (refused.value.field, bool(refused.value.fix)) == ("edition_id", True)


def test_an_edition_that_is_not_whole_does_not_become_current(editor: Editor, store: SqliteStore, data: Path, by: By) -> None:
    before = current(data)
    write(editor, store, by, "새 대답")
    after = editor.publish(CITY, by).edition_id
    rules = before.path / "tables" / "rules.json"
    rules.unlink()
    rules.write_bytes(b"[]")
    with pytest.raises(FailedPrecondition, match=r"not whole: tables/rules\.json"):
        editor.rollback(before.id, CITY, by)
    assert current(data).id == after


@pytest.mark.long
def test_a_district_goes_back_only_over_its_own_rows(editor: Editor, store: SqliteStore, data: Path, by: By) -> None:
    start = current(data).id
    write(editor, store, by, "구의 대답", MAPO, id=f"{ENTRY}.mapo", publisher=MAPO)
    first = editor.publish(MAPO, by).edition_id
    assert editor.rollback(start, MAPO, by) > 0
    editor.rollback(first, MAPO, by)
    write(editor, store, by, "시의 대답")
    editor.publish(CITY, by)
    with pytest.raises(PermissionDenied, match="not only rows of 11440"):
        editor.rollback(first, MAPO, by)


@pytest.mark.long
def test_what_others_made_current_is_taken_over_but_not_over_what_editors_wrote(editor: Editor, store: SqliteStore, data: Path, by: By) -> None:
    write(editor, store, by, "쓴 대답")
    source = current(data).source()
    first, second, *others = source.rows("entries", rows.Entry)
    extra = replace(second, id=f"{ENTRY}.extra")
    tables = {**source.tables, "entries": [answering(first, "파일의 대답"), answering(second, "파일의 대답"), *others, extra]}
    where = {**source.where, ("entries", len(tables["entries"]) - 1): ("entries", extra.id)}
    set_current(data, build(replace(source, tables=tables, where=where), data, builders={}).id)
    assert editor.current_id == current(data).id
    answers = {stored.entry.id: stored.entry.texts["ko"].answer for stored in store.entries()}
    assert (answers[first.id], answers[second.id]) == ("쓴 대답", "파일의 대답")
    assert extra.id in answers
    assert (store.latest_edition(), store.revisions(limit=1)[0].kind) == (current(data).id, "found")
    editor.publish(CITY, by)
    assert [entry_of(current(data), entry_id).texts["ko"].answer for entry_id in (first.id, second.id)] == ["쓴 대답", "파일의 대답"]


class Waiting:
    """A builder that waits in the middle of a build, so that a test can act meanwhile."""

    def __init__(self) -> None:
        self.recipe = "waiting"
        self.began, self.go_on = threading.Event(), threading.Event()

    def inputs(self, source: Source) -> Inputs:
        return Inputs(())

    def build(self, source: Source, out: Path, cache: Path, progress: Any) -> dict[str, Any]:
        self.began.set()
        assert self.go_on.wait(30)
        return {}


def during_a_publish(store: SqliteStore, data: Path, by: By) -> tuple[Editor, Waiting, threading.Thread, list[Any]]:
    """A publish that is under way, and where it will put its outcome."""
    waiting, outcome = Waiting(), list[Any]()
    editor = Editor(store, data, {"waiting": waiting})

    def publish() -> None:
        try:
            outcome.append(editor.publish(CITY, by))
        except Aborted as error:
            outcome.append(error)

    thread = threading.Thread(target=publish)
    thread.start()
    assert waiting.began.wait(30)
    return editor, waiting, thread, outcome


def test_one_publish_at_a_time_and_edits_go_on_meanwhile(store: SqliteStore, data: Path, by: By) -> None:
    editor, waiting, thread, outcome = during_a_publish(store, data, by)
    for move in (lambda: editor.publish(CITY, by), lambda: editor.rollback("0123456789ab", CITY, by)):
        with pytest.raises(Aborted, match="under way") as refused:
            move()
        assert refused.value.fix
    write(editor, store, by, "그 사이의 대답")
    waiting.go_on.set()
    thread.join()
    assert outcome[0].edition_id == current(data).id
    assert entry_of(current(data)).texts["ko"].answer != "그 사이의 대답"


def test_what_became_current_during_a_publish_is_not_overwritten(store: SqliteStore, data: Path, by: By) -> None:
    _, waiting, thread, outcome = during_a_publish(store, data, by)
    set_current(data, "0123456789ab")
    waiting.go_on.set()
    thread.join()
    assert isinstance(outcome[0], Aborted)
    assert (data / "editions" / "current").read_text(encoding="ascii") == "0123456789ab\n"


def test_when_current_cannot_be_moved_the_revisions_say_so(
    editor: Editor, store: SqliteStore, data: Path, by: By, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current(data).id
    write(editor, store, by, "새 대답")

    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(editor_module, "set_current", fail)
    with pytest.raises(Unavailable, match="No space left"):
        editor.publish(CITY, by)
    assert current(data).id == store.latest_edition() == before
