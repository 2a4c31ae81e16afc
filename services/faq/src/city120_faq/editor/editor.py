"""Editing entries and publishing them: the working store is ahead, `current` follows in one step."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from city120_edition import Edition, SourceError, build, current_edition_path, rows, set_current, validate
from city120_edition.build import ArtefactBuilder
from city120_edition.edition import EditionError
from city120_errors import Aborted, FailedPrecondition, InvalidArgument, NotFound, PermissionDenied, Unavailable
from city120_faq.editor.store import By, Conflict, Edit, Kind, Revision, Stored, WorkingStore
from city120_faq.editor.submissions import Base, Report, check_scope, compared, merged, told, way_out

_ID = re.compile(r"[0-9a-f]{12}")
_EDITOR = "editor"


@dataclass(frozen=True)
class Published:
    """The edition that is current now, what it changed, and the revision that notes it (0: nothing was published)."""

    edition_id: str
    reports: tuple[Report, ...]
    revision: int


class Editor:
    """One working store and the editions of one data directory. Every method may be called from any thread; `scope` is whose rows the caller may
    edit: `city` or a district's code."""

    def __init__(self, store: WorkingStore, data_dir: Path, builders: Mapping[str, ArtefactBuilder] | None = None) -> None:
        self._store = store
        self._data_dir = data_dir
        self._builders = builders
        self._base: Base | None = None
        self._taking_over = threading.Lock()
        self._moving = threading.Lock()

    def base(self) -> Base:
        """The current edition. When another has become current the store takes it over first: entries that it does not have, and those that no
        editor has changed, become what they are there. Raises EditionError."""
        with self._taking_over:
            path = current_edition_path(self._data_dir)
            if self._base is None or self._base.edition.path != path:
                edition = Edition.open(path)
                base = Base(edition, edition.source())
                self._take_over(base)
                self._base = base
            return self._base

    def _take_over(self, base: Base) -> None:
        by = By(author=_EDITOR, reason=f"taken over from edition {base.edition.id}", at=_now())
        known = {stored.entry.id: stored for stored in self._store.entries()}
        edits = []
        for entry in base.entries:
            stored = known.get(entry.id)
            if stored is None or (stored.kind == "adopted" and stored.entry != entry):
                edits.append(Edit(entry, stored.revision if stored else 0))
        self._store.put(edits, "adopted", by)
        if self._store.latest_edition() != base.edition.id:
            self._store.note(base.edition.id, "found", by)

    @property
    def current_id(self) -> str:
        """The id of the current edition. Raises EditionError."""
        return self.base().edition.id

    def put(self, entry: rows.Entry, read: int, scope: str, by: By) -> int:
        """Write one entry if it is still at the revision that was read; its new revision. Raises PermissionDenied, InvalidArgument, Aborted."""
        base = self.base()
        present = self._store.get(entry.id)
        check_scope(scope, entry, present.entry if present else None)
        if problems := base.problems([entry]).get(entry.id):
            raise InvalidArgument("; ".join(problem.reason for problem in problems), field="entry", fix="mend the entry and send it again")
        (outcome,) = self._store.put([Edit(entry, read)], "put", by)
        if isinstance(outcome, Conflict):
            raise Aborted(told(outcome, read), field="revision", fix=way_out(outcome), reason="REVISION_CONFLICT")
        return outcome

    def import_entries(self, entries: Sequence[rows.Entry], read: Mapping[str, int], scope: str, by: By, *, dry_run: bool) -> list[Report]:
        """Take rows, or try them: a report for each, in order. A bad row holds up no other. `read`: by entry, the revision that was read.
        Raises PermissionDenied, and then takes none."""
        base = self.base()
        present = {stored.entry.id: stored for stored in self._store.entries()}
        for entry in entries:
            stored = present.get(entry.id)
            check_scope(scope, entry, stored.entry if stored else None)
        reports = _tried(entries, present, base, read)
        taken = [number for number, report in enumerate(reports) if report.outcome in ("added", "changed")]
        if dry_run or not taken:
            return reports
        edits = [Edit(entries[number], reports[number].revision) for number in taken]
        for number, outcome in zip(taken, self._store.put(edits, "imported", by), strict=True):
            report = reports[number]
            if isinstance(outcome, Conflict):
                detail = f"revision: {told(outcome, report.revision)}; {way_out(outcome)}"
                reports[number] = Report(report.entry_id, "refused", detail, outcome.latest.number if outcome.latest else 0)
            else:
                reports[number] = Report(report.entry_id, report.outcome, report.detail, outcome)
        return reports

    def revisions(self, entry_id: str, before: int, limit: int) -> list[Revision]:
        """Who changed what, newest first."""
        self.base()
        return self._store.revisions(entry_id, before=before, limit=limit)

    def publish(self, scope: str, by: By, *, dry_run: bool = False) -> Published:
        """Make the current edition with the caller's rows of the store, and make that current; or only say what would change and what is wrong.

        Raises InvalidArgument with file, row and reason of what would make a bad edition, and Aborted while another publishes: then all stays.
        """
        with self._alone():
            base = self.base()
            own = [stored.entry for stored in self._store.entries(scope)]
            entries = merged(base.entries, own)
            before = {entry.id: entry for entry in base.entries}
            reports = tuple(report for entry in own if (report := compared(before.get(entry.id), entry, 0)).outcome != "unchanged")
            source = base.with_entries(entries)
            if dry_run:
                refused = (Report(problem.row, "refused", f"{problem.file}: {problem.reason}") for problem in validate(source))
                return Published(base.edition.id, (*reports, *refused), 0)
            try:
                edition = build(source, self._data_dir, builders=self._builders)
            except SourceError as error:
                raise InvalidArgument(str(error), field="entries", fix="mend the rows named here; what was current stays") from None
            if edition.id == base.edition.id:
                return Published(edition.id, reports, 0)
            return Published(edition.id, reports, self._move(base, edition.id, "published", by))

    def rollback(self, edition_id: str, scope: str, by: By) -> int:
        """Make a kept edition current again; the revision that notes it, 0 when it was current. The store keeps its entries.

        Raises NotFound, FailedPrecondition when the edition is not whole, PermissionDenied when rows of others would change, and Aborted.
        """
        with self._alone():
            base = self.base()
            if edition_id == base.edition.id:
                return 0
            target = self._kept(edition_id)
            if altered := target.altered():
                raise FailedPrecondition(f"edition {edition_id} is not whole: {altered[0]}", field="edition_id", fix="choose another edition")
            if scope != rows.CITY and not _differ_only_in(scope, base.edition, target):
                message = f"between {base.edition.id} and {edition_id} not only rows of {scope} differ"
                raise PermissionDenied(message, field="edition_id", fix="put your rows as they were and publish, or ask the city's editors")
            return self._move(base, edition_id, "rolled_back", by)

    def _kept(self, edition_id: str) -> Edition:
        try:
            if _ID.fullmatch(edition_id):
                return Edition.open(self._data_dir / "editions" / edition_id)
            reason = "is no edition id"
        except EditionError as error:
            reason = str(error)
        fix = "see the editions that were current: city120 faq revisions"
        raise NotFound(f"edition {edition_id!r} is not kept here ({reason})", field="edition_id", fix=fix) from None

    def _move(self, base: Base, edition_id: str, kind: Kind, by: By) -> int:
        """Note it, then make the edition current. If the process ends between the two, the next start notes what it finds current."""
        if current_edition_path(self._data_dir) != base.edition.path:
            raise Aborted("another edition has become current meanwhile", fix="see what it changed (city120 edition diff), then try again")
        number = self._store.note(edition_id, kind, by)
        try:
            set_current(self._data_dir, edition_id)
        except OSError as error:
            self._store.note(base.edition.id, "found", By(author=_EDITOR, reason=f"could not move: {error}", at=_now()))
            raise Unavailable(f"current could not be moved: {error}", fix="see whether the disk of the data directory is full") from None
        return number

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._moving.acquire(blocking=False):
            raise Aborted("a publish or rollback is under way", fix="try again when it has ended; city120 faq revisions tells what it did")
        try:
            yield
        finally:
            self._moving.release()


def _tried(entries: Sequence[rows.Entry], present: Mapping[str, Stored], base: Base, read: Mapping[str, int]) -> list[Report]:
    """What would become of rows; `revision` is the one that an edit must have read."""
    problems = base.problems(entries)
    seen: set[str] = set()
    reports = []
    for entry in entries:
        stored = present.get(entry.id)
        revision = stored.revision if stored else 0
        reasons = [problem.reason for problem in problems.get(entry.id, ())]
        if entry.id in seen:
            reasons.append("id: is given twice; keep one of them")
        if read.get(entry.id, revision) != revision:
            reasons.append(
                f"revision: the entry is at {revision}, not at {read[entry.id]}; see city120 faq revisions {entry.id} and start from that text"
            )
        seen.add(entry.id)
        if reasons:
            reports.append(Report(entry.id, "refused", "; ".join(reasons), revision))
        else:
            reports.append(compared(stored.entry if stored else None, entry, revision))
    return reports


def _differ_only_in(publisher: str, first: Edition, other: Edition) -> bool:
    """Whether nothing but the entries of a publisher differs between two editions."""
    tables = [{name: sha for name, sha in edition.manifest["files"].items() if name.startswith("tables/")} for edition in (first, other)]
    entries = [[entry for entry in edition.rows("entries", rows.Entry) if entry.publisher != publisher] for edition in (first, other)]
    for table in tables:
        table.pop("tables/entries.json", None)
    return tables[0] == tables[1] and entries[0] == entries[1]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
