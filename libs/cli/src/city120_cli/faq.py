"""`city120 faq import|validate|diff|publish|revisions|rollback`: editing entries without loss."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from city120_cli import editor
from city120_cli.entry_batches import batches
from city120_cli.options import Commands, print_json
from city120_cli.outcome import DONE, FINDING, WrongUsage
from city120_ingest.entries import Handed, read_entries

_MARKS = {"added": "+", "changed": "~", "refused": "!"}
_TRIED = "tried only"
_PAGE = 500


@dataclass(frozen=True)
class Line:
    """What became of one row of a file, or of an entry."""

    file: str
    row: str
    entry_id: str
    outcome: str
    detail: str
    revision: int = 0

    def __str__(self) -> str:
        place = f" ({self.file}: {self.row})" if self.file and self.outcome == "refused" else ""
        return f"{_MARKS[self.outcome]} {self.entry_id or self.row}{place}{': ' + self.detail if self.detail else ''}"


def add(commands: Commands) -> None:
    """Add the commands."""
    parser = commands.add(
        "faq",
        None,
        "edit FAQ entries, publish them, and go back",
        more="The editor keeps entries in a working store; publish makes an edition of them, which running services take up by themselves. "
        "Start one with: city120 up --editor.",
        examples=(
            "city120 faq import winter.yaml --dry-run",
            'city120 faq import winter.yaml --reason "meters froze"',
            "city120 faq diff",
            'city120 faq publish --reason "answers for the frost"',
            "city120 faq revisions water.meter.freeze.report",
            'city120 faq rollback 3f2a9c01d4e5 --reason "wrong office"',
        ),
    )
    actions = Commands(parser)
    files = "YAML as in the bundled entries/*.yaml, or CSV with question_ko, answer_ko …; a row may give the revision that it was read at. "
    importing = actions.add(
        "import",
        run_import,
        "take entries from files into the working store",
        more=f"{files}What is wrong with a row is told, and the others are taken. Ends with 1 when rows were refused.",
        examples=("city120 faq import winter.yaml --dry-run", 'city120 faq import winter.yaml --reason "meters froze"'),
    )
    importing.add_argument("files", metavar="FILE", nargs="+", type=Path)
    add_import_options(importing)
    _add_trying(actions, "validate", run_validate, "check files of entries, or all that would be published", "Ends with 1 when something is wrong.")
    _add_trying(
        actions, "diff", run_diff, "tell what files would change in the working store, or publishing in the edition", "Ends with 1 if anything."
    )
    publish = actions.add(
        "publish", run_publish, "make an edition of your entries and make it current", examples=('city120 faq publish --reason "frost"',)
    )
    _add_signature(publish, reason_required=True)
    revisions = actions.add(
        "revisions",
        run_revisions,
        "list who changed what, newest first",
        examples=("city120 faq revisions", "city120 faq revisions ID --limit 3 --json"),
    )
    revisions.add_argument("entry", metavar="ID", nargs="?", default="", help="only of this entry")
    revisions.add_argument("--limit", type=int, default=20, help="at most so many (default: %(default)s)")
    _add_address(revisions)
    rollback = actions.add(
        "rollback", run_rollback, "make an earlier edition current", examples=('city120 faq rollback 3f2a9c01d4e5 --reason "wrong"',)
    )
    rollback.add_argument("edition", metavar="EDITION", help="its id; city120 faq revisions lists those that were current")
    _add_signature(rollback, reason_required=True)


def _user() -> str:
    """Who calls; a container's user may have no name."""
    with suppress(KeyError, OSError):
        return getpass.getuser()
    return "unknown"


def _add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--address", metavar="HOST:PORT", default=editor.default_target(), help="the editor (default: %(default)s, set by CITY120_EDITOR_TARGET)"
    )


def _add_signature(parser: argparse.ArgumentParser, *, reason_required: bool) -> None:
    parser.add_argument("--author", default=_user(), help="who, for the revision (default: %(default)s)")
    parser.add_argument("--reason", required=reason_required, help="why, for the revision")
    _add_address(parser)


def add_import_options(parser: argparse.ArgumentParser) -> None:
    """The options of an import."""
    parser.add_argument("--dry-run", action="store_true", help="only report; change nothing")
    _add_signature(parser, reason_required=False)


def _add_trying(actions: Commands, name: str, run: Any, summary: str, more: str) -> None:
    parser = actions.add(name, run, summary, more=more, examples=(f"city120 faq {name}", f"city120 faq {name} winter.yaml --json"))
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path)
    _add_address(parser)


def run_import(arguments: argparse.Namespace) -> int:
    """Take entries, or only try them."""
    reason = arguments.reason or f"imported from {', '.join(path.name for path in arguments.files)}"
    lines = _sent(arguments.files, arguments.address, arguments.author, reason[:500], dry_run=arguments.dry_run)
    return _tell(lines, as_json=arguments.json, note="dry run: nothing was written" if arguments.dry_run else "")


def run_validate(arguments: argparse.Namespace) -> int:
    """Only what is wrong."""
    lines = [line for line in _what_if(arguments) if line.outcome == "refused"]
    if arguments.json or lines:
        return _tell(lines, as_json=arguments.json)
    print("no problems")
    return DONE


def run_diff(arguments: argparse.Namespace) -> int:
    """What would change."""
    differing = [line for line in _what_if(arguments) if line.outcome != "unchanged"]
    _tell(differing, as_json=arguments.json)
    return FINDING if differing else DONE


def run_publish(arguments: argparse.Namespace) -> int:
    """Publish; nothing to publish is no finding."""
    done = _published(arguments, dry_run=False)
    lines = _lines(done.reports)
    if arguments.json:
        print_json({"edition_id": done.edition_id, "revision": done.revision, "reports": [asdict(line) for line in lines]})
        return DONE
    print("\n".join(map(str, lines)))
    print(f"{done.edition_id} is current (revision {done.revision})" if done.revision else f"nothing to publish; {done.edition_id} stays current")
    return DONE


def run_rollback(arguments: argparse.Namespace) -> int:
    """Go back."""
    from city120.faq.v1 import faq_pb2 as pb

    request = pb.RollbackRequest(edition_id=arguments.edition, author=arguments.author, reason=arguments.reason)
    done = editor.ask(arguments.address, lambda client: client.rollback(request, timeout=editor.CALL_S), usage=True)
    if arguments.json:
        print_json({"edition_id": done.edition_id, "revision": done.revision})
    else:
        print(f"{done.edition_id} is current (revision {done.revision})" if done.revision else f"{done.edition_id} was current already")
    return DONE


def run_revisions(arguments: argparse.Namespace) -> int:
    """List revisions; of one entry that has none is a finding."""
    from google.protobuf.json_format import MessageToDict

    if arguments.limit < 1:
        raise WrongUsage("--limit must be 1 or more")
    revisions = editor.ask(arguments.address, lambda client: _listed(client, arguments.entry, arguments.limit))
    if arguments.json:
        print_json([MessageToDict(revision, preserving_proto_field_name=True) for revision in revisions])
    else:
        print("\n".join(map(_revision_line, revisions)) or f"no revisions{' of ' + arguments.entry if arguments.entry else ''}")
    return DONE if revisions or not arguments.entry else FINDING


def _revision_line(revision: Any) -> str:
    what = f"{revision.kind:<11}  {revision.entry_id or revision.edition_id}"
    return f"{revision.revision:>6}  {revision.changed_at[:19]}  {what}  {revision.author}: {revision.reason}"


async def _listed(client: Any, entry_id: str, limit: int) -> list[Any]:
    from city120.faq.v1 import faq_pb2 as pb

    revisions: list[Any] = []
    token = ""
    while len(revisions) < limit:
        request = pb.ListRevisionsRequest(entry_id=entry_id, page_size=min(limit - len(revisions), _PAGE), page_token=token)
        page = await client.list_revisions(request, timeout=editor.CALL_S)
        revisions += page.revisions
        token = page.next_page_token
        if not token:
            break
    return revisions


def _published(arguments: argparse.Namespace, *, dry_run: bool) -> Any:
    from city120.faq.v1 import faq_pb2 as pb

    author = _user() if dry_run else arguments.author
    request = pb.PublishRequest(author=author, reason=_TRIED if dry_run else arguments.reason, dry_run=dry_run)
    what = "checking" if dry_run else "publishing"
    return editor.ask(arguments.address, lambda client: editor.shown(what, client.publish(request, timeout=editor.PUBLISH_S)))


def _what_if(arguments: argparse.Namespace) -> list[Line]:
    """What an import of the files would do, or without files a publish."""
    if not arguments.files:
        return _lines(_published(arguments, dry_run=True).reports)
    return _sent(arguments.files, arguments.address, _user(), _TRIED, dry_run=True)


def _sent(files: Sequence[Path], address: str, author: str, reason: str, *, dry_run: bool) -> list[Line]:
    """Hand the entries of files to the editor; a line for each row, malformed ones first."""
    handed, malformed = read_entries(files)
    lines = [Line(problem.file, problem.row, "", "refused", problem.reason) for problem in malformed]
    if handed:
        lines += editor.ask(address, lambda client: _imported(client, handed, author, reason, dry_run=dry_run))
    return lines


async def _imported(client: Any, handed: Sequence[Handed], author: str, reason: str, *, dry_run: bool) -> list[Line]:
    from city120.faq.v1 import faq_pb2 as pb
    from tqdm import tqdm

    lines: list[Line] = []
    with tqdm(total=len(handed), unit="entry", desc="faq", file=sys.stderr, disable=not sys.stderr.isatty(), leave=False) as bar:
        for messages, revisions in batches(handed):
            request = pb.ImportEntriesRequest(entries=messages, dry_run=dry_run, author=author, reason=reason, revisions=revisions)
            answer = await client.import_entries(request, timeout=editor.CALL_S)
            sent = handed[len(lines) : len(lines) + len(messages)]
            lines += [_line(report, item.file, item.label) for report, item in zip(answer.reports, sent, strict=True)]
            bar.update(len(messages))
    return lines


def _line(report: Any, file: str = "", row: str = "") -> Line:
    return Line(file, row, report.entry_id, report.outcome, report.detail, report.revision)


def _lines(reports: Any) -> list[Line]:
    return [_line(report) for report in reports]


def _tell(lines: Sequence[Line], *, as_json: bool, note: str = "") -> int:
    """Print the lines that say something and how many there are; refused ones are a finding."""
    counts = Counter(line.outcome for line in lines)
    if as_json:
        print_json({"reports": [asdict(line) for line in lines], "counts": dict(counts)})
    else:
        for line in lines:
            if line.outcome != "unchanged":
                print(line)
        summary = ", ".join(f"{counts[outcome]} {outcome}" for outcome in ("added", "changed", "unchanged", "refused") if counts[outcome])
        print(f"{summary or 'no difference'}{f' ({note})' if note else ''}")
    return FINDING if counts["refused"] else DONE
