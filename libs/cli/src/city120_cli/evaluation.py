"""`city120 eval`: golden inquiries against a running gateway."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from city120_cli.gateway import Gateway
from city120_cli.options import Commands, print_json
from city120_cli.outcome import DONE, FINDING, Finding, WrongUsage
from city120_cli.writing import writing
from city120_evaluation import faq_titles, golden, measures, misses, report, runs, summary
from city120_evaluation.asking import ask
from city120_evaluation.golden import Golden, Judged
from city120_evaluation.runs import Comparison

WORST, WORST_KEPT = 10, 50


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_asking(
        "eval",
        run,
        "ask golden inquiries and tell how many are right",
        more="The columns are id, text, language, kind, affair, entry, also, body, area, at, place, reason; what is empty is not checked. "
        "text, at and place are sent; without at it is a weekday afternoon. "
        "a|b: either is right; code*: its parent or child is right as well; affair none: nothing may be stated; "
        "entry: checked where one is told; also: the affair of a second question, or none; area a;b: the question must offer both. "
        "A file with the columns id, title_sha256, affair labels titles of the reference data "
        "(CITY120_REFERENCE_DATA, default ../shared/data). Shares come with their Wilson interval at 95 %.",
        examples=(
            "city120 eval tests/golden/inquiries.csv",
            "city120 eval tests/golden/frozen --html report.html",
            "city120 eval tests/golden/frozen --against tests/golden/runs/frozen.csv",
            "city120 eval tests/golden/frozen --save tests/golden/runs/frozen.csv",
            "city120 eval tests/golden/titles/labels.csv --worst 50",
            "city120 eval golden.jsonl --strict --json",
        ),
    )
    parser.add_argument("golden", type=Path, nargs="+", metavar="GOLDEN", help=".csv files with a header, .jsonl files, or folders of them")
    parser.add_argument("--strict", action="store_true", help="end with 1 when a single inquiry is missed")
    parser.add_argument("--worst", type=int, metavar="N", help=f"show so many misses (default: {WORST}; in --html and --json {WORST_KEPT})")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a report with plots: one file that needs nothing else")
    parser.add_argument(
        "--against",
        type=Path,
        metavar="RUN",
        help="compare with a saved run; end with 1 when it is significantly worse (McNemar, one-sided, 5 %%), in all or in a language, "
        "and name the inquiries that turned",
    )
    parser.add_argument("--save", type=Path, metavar="RUN", help="save what came of each inquiry, without its text, to compare with later")


def run(arguments: argparse.Namespace) -> int:
    """Ask them all, one after another, and report."""
    before = runs.read_run(arguments.against) if arguments.against else None
    inquiries = [inquiry for path in arguments.golden for file in _files(path) for inquiry in _read(file)]
    if not inquiries:
        print("nothing was asked", file=sys.stderr)
        return DONE
    with Gateway(arguments.address) as gateway:
        judged = [ask(gateway, inquiry) for inquiry in _shown(inquiries)]
    comparisons = runs.compare(before, judged) if before is not None else []
    _tell(arguments, judged, comparisons)
    weakened = sum(case.weakened for case in judged)
    if weakened:
        print(
            f"{weakened} of {len(judged)} answers were degraded: the figures are not those of the matcher; ask again on a quieter machine",
            file=sys.stderr,
        )
    if arguments.save:
        if weakened:
            raise Finding(f"{arguments.save} is not written: a run to compare with must hold no degraded answer")
        with writing(arguments.save):
            runs.save(runs.outcomes(judged), arguments.save)
    failed = arguments.strict and not all(case.right for case in judged)
    return FINDING if failed or any(comparison.worse for comparison in comparisons) else DONE


def _tell(arguments: argparse.Namespace, judged: list[Judged], comparisons: list[Comparison]) -> None:
    """Print the report, and write it where that is asked."""
    count = WORST_KEPT if arguments.worst is None else arguments.worst
    explained = misses.explain(measures.worst(judged, count)) if arguments.html or arguments.json else []
    if arguments.html:
        title = " ".join(str(path) for path in arguments.golden)
        with writing(arguments.html):
            arguments.html.write_text(report.render(title, judged, explained, comparisons), encoding="utf-8")
    if arguments.json:
        print_json(summary.as_json(judged, explained, comparisons))
    else:
        print("\n".join([*summary.lines(judged, WORST if arguments.worst is None else arguments.worst), *summary.compared(comparisons)]))


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix in (".csv", ".jsonl"))
    if not path.is_file():
        raise WrongUsage(f"{path} is no file and no folder")
    return [path]


def _read(path: Path) -> list[Golden]:
    """The inquiries of a file; labels without their titles are left out, and that is said."""
    if not faq_titles.is_labels(path):
        return golden.read_golden(path)
    if missing := faq_titles.missing_titles():
        print(f"{path} is skipped: {missing}", file=sys.stderr)
        return []
    return faq_titles.read_labels(path)


def _shown(inquiries: list[Golden]) -> Iterable[Golden]:
    from tqdm import tqdm

    shown: Iterable[Golden] = tqdm(inquiries, desc="inquiries", disable=not sys.stderr.isatty(), leave=False)
    return shown
