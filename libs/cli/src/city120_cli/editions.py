"""`city120 edition build|validate|lint|diff|due`."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from city120_cli import making
from city120_cli.gateway import Gateway
from city120_cli.options import Commands, print_json
from city120_cli.outcome import DONE, FINDING, WrongUsage
from city120_edition import Problem, SourceError, default_data_dir, read_source, rows, validate
from city120_edition.changes import Field, TableChanges, Tables, compare
from city120_edition.lint import CHECKS, Check
from city120_edition.review import due
from city120_evaluation import what_if
from city120_evaluation.golden import Golden
from city120_processes import house_of

_SHOWN = 60


def add(commands: Commands) -> None:
    """Add the commands."""
    parser = commands.add(
        "edition",
        None,
        "build, check and compare editions",
        more="An edition is one immutable release of everything city120 knows, made from files that people edit.",
        examples=("city120 edition lint --source my-city", "city120 edition build --source my-city", "city120 edition diff current my-city"),
    )
    edition = Commands(parser)
    _add_build(edition)
    _add_validate(edition)
    _add_lint(edition)
    _add_diff(edition)
    _add_due(edition)


def _add_data_dir(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", default=default_data_dir(), help="where editions are kept (default: CITY120_DATA_DIR, %(default)s)"
    )


def _add_source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--source", type=Path, metavar="DIR", help="folder of the rows (default: those of the installed city, see CITY120_CITY)")


def _add_build(commands: Commands) -> None:
    parser = commands.add(
        "build",
        run_build,
        "make an edition of a source and make it current",
        more="Running services take it up by themselves within seconds. A source with problems makes no edition. "
        "An edition that is there already is not built again.",
        examples=("city120 edition build", "city120 edition build --source my-city --no-current"),
    )
    _add_source(parser)
    _add_data_dir(parser)
    parser.add_argument("--no-current", action="store_true", help="build only; what is served stays as it is")


def _add_validate(commands: Commands) -> None:
    parser = commands.add(
        "validate",
        run_validate,
        "check a source and print every problem as FILE: ROW: REASON",
        more="Ends with 1 when there are problems.",
        examples=("city120 edition validate", "city120 edition validate --source my-city --json"),
    )
    _add_source(parser)


def _add_lint(commands: Commands) -> None:
    parser = commands.add(
        "lint",
        run_lint,
        "hold the texts of entries against the house style, and say why each check is there",
        more="For who writes answers: only entries are looked at, all of them or those that are named, and each problem stands below what is asked, "
        "why, and an example. What no machine can check stands in docs/writing-answers.md. Ends with 1 when there are problems.",
        examples=("city120 edition lint", "city120 edition lint waste.bulky.sticker --source my-city", "city120 edition lint --list"),
    )
    parser.add_argument("ids", metavar="ENTRY", nargs="*", help="the id of an entry; none: all")
    parser.add_argument("--list", action="store_true", help="only explain the checks")
    _add_source(parser)


def _add_diff(commands: Commands) -> None:
    parser = commands.add(
        "diff",
        run_diff,
        "tell which rows were added (+), removed (-) and changed (~), by key",
        more="A and B are each an edition's id, a folder of an edition or of a source, or the words current and bundled (the rows of the installed "
        "city). Ends with 1 when they differ. With --inquiries, instead of the rows, what callers would be told otherwise: both editions are built "
        "if they are not yet, started one after the other, and asked every inquiry; nothing is published and no running house is needed.",
        examples=(
            "city120 edition diff current bundled",
            "city120 edition diff 3f2a9c01d4e5 my-city --json",
            "city120 edition diff current my-city --inquiries tests/golden/inquiries.csv",
        ),
    )
    parser.add_argument("before", metavar="A")
    parser.add_argument("after", metavar="B")
    parser.add_argument("--inquiries", type=Path, metavar="FILE", help="a table with the columns id and text (at, place), or one inquiry a line")
    _add_data_dir(parser)


def _add_due(commands: Commands) -> None:
    parser = commands.add(
        "due",
        run_due,
        "list the entries and facts that are due for review, what is due longest first",
        more="An entry is due on its review_by, else a year after reviewed_on or a month before its next season, and when its validity ends; "
        "a fact that an entry cites, three years after the date of its source. NAME is an edition's id, a folder of an edition or of a source, "
        "or the words current and bundled (the rows of the installed city). Ends with 1 when something is due.",
        examples=("city120 edition due bundled", "city120 edition due current --by 2027-01-01", "city120 edition due my-city --within 30 --json"),
    )
    parser.add_argument("name", metavar="NAME", nargs="?", default="bundled")
    parser.add_argument("--by", type=dt.date.fromisoformat, metavar="DATE", help="due on this day, YYYY-MM-DD (default: today)")
    parser.add_argument("--within", type=int, metavar="DAYS", default=0, help="and in so many days after it")
    _add_data_dir(parser)


def run_due(arguments: argparse.Namespace) -> int:
    """Print what is due."""
    tables = read_tables(arguments.name, arguments.data_dir)
    today = dt.datetime.now(ZoneInfo(tables["settings"][0]["timezone"])).date()
    try:
        by = (arguments.by or today) + dt.timedelta(days=arguments.within)
    except OverflowError:
        raise WrongUsage(f"--within {arguments.within}: leaves the calendar; give fewer days") from None
    reviews = due(msgspec.convert(tables["entries"], list[rows.Entry]), msgspec.convert(tables["facts"], list[rows.Fact]), by)
    if arguments.json:
        print_json([msgspec.to_builtins(row) for row in reviews])
    else:
        print("\n".join(f"{row.since or 'undated   '}  {row.table}  {row.id}  {row.reason}" for row in reviews) or f"nothing is due by {by}")
    return FINDING if reviews else DONE


def run_build(arguments: argparse.Namespace) -> int:
    """Build and say where it is."""
    edition = making.make(_source(arguments), arguments.data_dir, current=not arguments.no_current)
    if arguments.json:
        summary = {"edition_id": edition.id, "path": str(edition.path), "current": not arguments.no_current}
        print_json(summary | {"rows": edition.manifest["rows"], "notes": edition.notes})
    else:
        print(f"{edition.id}  {edition.path}{'' if arguments.no_current else '  (current)'}")
        for note in edition.notes:
            print(f"note: {note}", file=sys.stderr)
    return DONE


def run_validate(arguments: argparse.Namespace) -> int:
    """Print every problem."""
    return _tell(_problems(_source(arguments)), arguments)


def _tell(problems: Sequence[Problem], arguments: argparse.Namespace) -> int:
    if arguments.json:
        print_json([msgspec.to_builtins(problem) for problem in problems])
    else:
        print("\n".join(map(str, problems)) or "no problems")
    return FINDING if problems else DONE


def run_lint(arguments: argparse.Namespace) -> int:
    """Print each check that finds something, and what it finds."""
    if arguments.list:
        return _explain(arguments)
    try:
        source = read_source(_source(arguments))
    except SourceError as error:
        return _tell(error.problems, arguments)
    entries = [entry.id for entry in source.rows("entries", rows.Entry)]
    if unknown := sorted({*arguments.ids} - {*entries}):
        raise WrongUsage(f"ENTRY {', '.join(unknown)}: no such entry in {source.path / 'entries'}; an id is what stands behind `id:` there")
    looked_at = {*arguments.ids} or {*entries}
    found = {check.name: sorted(problem for problem in check.find(source) if problem.row in looked_at) for check in CHECKS}
    count = sum(map(len, found.values()))
    if arguments.json:
        print_json([_explained(check) | {"problems": [msgspec.to_builtins(problem) for problem in found[check.name]]} for check in CHECKS])
    else:
        told = [_in_words(check) + "".join(f"\n  {problem}" for problem in found[check.name]) for check in CHECKS if found[check.name]]
        print("\n\n".join([*told, f"{count or 'no'} {'problem' if count == 1 else 'problems'} in {len(looked_at)} entries, {len(CHECKS)} checks"]))
    return FINDING if count else DONE


def _explain(arguments: argparse.Namespace) -> int:
    """Print what each check asks, and why."""
    if arguments.json:
        print_json([_explained(check) for check in CHECKS])
    else:
        print("\n\n".join(map(_in_words, CHECKS)))
    return DONE


def _explained(check: Check) -> dict[str, str]:
    return {name: getattr(check, name) for name in ("name", "asks", "why", "refused", "instead")}


def _in_words(check: Check) -> str:
    return f"{check.name}: {check.asks}\n  why:     {check.why}\n  not:     {check.refused}\n  instead: {check.instead}"


def _problems(source: Path) -> list[Problem]:
    try:
        return validate(read_source(source))
    except SourceError as error:
        return error.problems


def _source(arguments: argparse.Namespace) -> Path:
    """The folder of rows that was named, or that of the installed city."""
    named: Path | None = arguments.source
    if named is None:
        return making.installed_rows()
    if not named.is_dir():
        raise WrongUsage(f"{named} is no folder; --source names the folder of an edition's files")
    return named


def run_diff(arguments: argparse.Namespace) -> int:
    """Print what differs."""
    if arguments.inquiries is not None:
        return _run_what_if(arguments)
    differences = compare(*(read_tables(name, arguments.data_dir) for name in (arguments.before, arguments.after)))
    if arguments.json:
        print_json([changes.as_json() for changes in differences])
    else:
        print("\n".join(line for changes in differences for line in _lines(changes)) or "no difference")
    return FINDING if differences else DONE


def _run_what_if(arguments: argparse.Namespace) -> int:
    inquiries = what_if.read_inquiries(arguments.inquiries)
    before, after = (_edition_path(name, arguments.data_dir) for name in (arguments.before, arguments.after))
    moment = what_if.moment_of_asking()
    answers = [_answers(path, inquiries, moment, name) for path, name in ((before, "before"), (after, "after"))]
    effect = what_if.compare(inquiries, *answers)
    if arguments.json:
        print_json(effect.as_json())
    else:
        print("\n".join(what_if.lines(effect)))
    return FINDING if effect.differences else DONE


def _answers(edition: Path, inquiries: Sequence[Golden], moment: str, name: str) -> list[what_if.Answer]:
    """What an edition answers, asked through a whole house that serves it."""
    from tqdm import tqdm

    shown = sys.stderr.isatty()
    bar = tqdm(total=len(inquiries), desc=f"{name}: starting", unit="inquiry", file=sys.stderr, disable=not shown, leave=False)
    with bar, house_of(edition) as address, Gateway(address) as gateway:
        bar.set_description(f"{name}: asking")
        answers = []
        for inquiry in inquiries:
            answers.append(what_if.answer_of(gateway, inquiry, moment))
            bar.update()
    return answers


def _edition_path(name: str, data_dir: Path) -> Path:
    """The folder of an edition; that of a source is built first, and not made current."""
    path = _path_of(name, data_dir)
    return path if (path / "manifest.json").exists() else making.make(path, data_dir, current=False).path


def read_tables(name: str, data_dir: Path) -> Tables:
    """The rows of an edition (id, folder, `current`) or of a source (folder, `bundled`). Raises Finding."""
    path = _path_of(name, data_dir)
    if (path / "manifest.json").exists():
        edition = making.open_edition(path)
        return {table: msgspec.json.decode((path / "tables" / f"{table}.json").read_bytes()) for table in edition.manifest["rows"]}
    try:
        source = read_source(path)
    except SourceError as error:
        raise WrongUsage(f"{name}: {error}") from None
    # Through JSON, so that rows of a source and of an edition compare as equals.
    return {name: msgspec.json.decode(msgspec.json.encode([rows.plain(row) for row in table])) for name, table in source.tables.items()}


def _path_of(name: str, data_dir: Path) -> Path:
    if name == "bundled":
        return making.installed_rows()
    folder = data_dir / "editions" / (making.current_id(data_dir) if name == "current" else name)
    for path in (folder, Path(name)):
        if (path / "manifest.json").exists() or (path == Path(name) and path.is_dir()):
            return path
    raise WrongUsage(f"{name!r} is no edition in {data_dir} and no folder")


def _lines(changes: TableChanges) -> Iterator[str]:
    yield f"{changes.table}: {len(changes.added)} added, {len(changes.removed)} removed, {len(changes.changed)} changed"
    yield from (f"  + {key}" for key in changes.added)
    yield from (f"  - {key}" for key in changes.removed)
    for row in changes.changed:
        yield f"  ~ {row.key}"
        yield from (f"      {_line(field)}" for field in row.fields)


def _line(field: Field) -> str:
    return f"{field.name}: {_short(field.before)} → {_short(field.after)}"


def _short(value: Any) -> str:
    text = "(none)" if value is None or value in ("", [], {}) else str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
