"""`city120 eval`: golden inquiries against a running gateway."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from city120_cli import golden, measures, misses, outside, report, runs
from city120_cli.gateway import Gateway, Refused
from city120_cli.golden import Golden, Judged
from city120_cli.measures import Share
from city120_cli.misses import Miss
from city120_cli.options import Commands, place, print_json
from city120_cli.outcome import DONE, FINDING, Finding, WrongUsage
from city120_cli.runs import Comparison
from city120_cli.writing import writing

WORST, WORST_KEPT = 10, 50
_PERCENTS = (50, 90, 99)


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
            "city120 eval tests/golden/outside/labels.csv --worst 50",
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
    weakened = sum(one.weakened for one in judged)
    if weakened:
        print(
            f"{weakened} of {len(judged)} answers were degraded: the figures are not those of the matcher; ask again on a quieter machine",
            file=sys.stderr,
        )
    if arguments.save:
        if weakened:
            raise Finding(f"{arguments.save} is not written: a run to compare with must hold no degraded answer")
        runs.save(runs.outcomes(judged), arguments.save)
    failed = arguments.strict and not all(one.right for one in judged)
    return FINDING if failed or any(one.worse for one in comparisons) else DONE


def _tell(arguments: argparse.Namespace, judged: list[Judged], comparisons: list[Comparison]) -> None:
    """Print the report, and write it where that is asked."""
    kept = WORST_KEPT if arguments.worst is None else arguments.worst
    explained = misses.explain(measures.worst(judged, kept)) if arguments.html or arguments.json else []
    if arguments.html:
        title = " ".join(str(path) for path in arguments.golden)
        with writing(arguments.html):
            arguments.html.write_text(report.render(title, judged, explained, comparisons), encoding="utf-8")
    if arguments.json:
        print_json(as_json(judged, explained, comparisons))
    else:
        print("\n".join([*_lines(judged, WORST if arguments.worst is None else arguments.worst), *_compared(comparisons)]))


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix in (".csv", ".jsonl"))
    if not path.is_file():
        raise WrongUsage(f"{path} is no file and no folder")
    return [path]


def _read(path: Path) -> list[Golden]:
    """The inquiries of a file; labels without their titles are left out, and that is said."""
    if not outside.is_labels(path):
        return golden.read_golden(path)
    if missing := outside.missing_titles():
        print(f"{path} is skipped: {missing}", file=sys.stderr)
        return []
    return outside.read_labels(path)


def _shown(inquiries: list[Golden]) -> Iterable[Golden]:
    from tqdm import tqdm

    shown: Iterable[Golden] = tqdm(inquiries, desc="inquiries", disable=not sys.stderr.isatty(), leave=False)
    return shown


def request_of(inquiry: Golden, at: str) -> dict[str, Any]:
    """What is sent for an inquiry; `at` is the moment when it names none itself."""
    request: dict[str, Any] = {"text": inquiry.text, "channel": "agent", "at": inquiry.at or at}
    if inquiry.place:
        request["place"] = place(re.sub(r"^(text|area_code)=", "", inquiry.place))
    return request


def ask(gateway: Gateway, inquiry: Golden) -> Judged:
    """One inquiry; a gateway that refuses it is a miss, one that is not there ends the evaluation."""
    request = request_of(inquiry, golden.OFFICE_HOURS)
    started = time.perf_counter()
    try:
        response = gateway.resolve(request)
    except Refused as refused:
        return Judged(inquiry, (), "", 0.0, _since(started), failure=f"{refused.http_status}: {refused}")
    return golden.judge(inquiry, response, _since(started))


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _by_language(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    return {language: [one for one in judged if one.golden.language == language] for language in measures.languages(judged)}


def as_json(judged: Sequence[Judged], explained: Sequence[Miss], comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """Everything, for programs."""
    latencies, own, alarms = [one.latency_ms for one in judged], _by_language(judged), measures.alarms(judged)
    return {
        "edition_id": next((one.edition_id for one in judged if one.edition_id), ""),
        "overall": measures.share(judged).as_json(),
        "languages": {language: measures.share(some).as_json() for language, some in own.items()},
        "checks": _all_json(measures.check_shares(judged)),
        "understanding": _all_json(measures.understanding(judged)),
        "languages_top1": {language: measures.understanding(some)["affair top-1"].as_json() for language, some in own.items()},
        "by_language": {language: _all_json(report.headlines(some)) for language, some in own.items()},
        "language_identification": measures.identified(judged).as_json(),
        "held_back": measures.held_back(judged).as_json(),
        "calibration": measures.calibration(judged),
        "reliability": [{"promised": part.promised, **part.true.as_json()} for part in measures.reliability(judged)],
        "risk_coverage": [{"coverage": coverage, "risk": risk} for coverage, risk in measures.risk_coverage(judged)],
        "confusions": [{"expected": expected, "found": found, "times": times} for expected, found, times in measures.confusions(judged, WORST_KEPT)],
        "emergency_recall": alarms["emergency recall"].as_json(),
        "emergency_false_alarms": alarms["emergency alarms"].as_json(),
        "out_of_scope_recall": alarms["out-of-scope recall"].as_json(),
        "false_refusals": alarms["false refusals"].as_json(),
        "second_questions": _all_json(measures.second_questions(judged)),
        "degraded": sum(one.weakened for one in judged),
        "latency_ms": {f"p{percent}": measures.percentile(latencies, percent) if latencies else None for percent in _PERCENTS},
        "against": [{**vars(one), "p": one.p, "worse": one.worse} for one in comparisons],
        "misses": [miss.as_json() for miss in explained],
    }


def _all_json(shares: dict[str, Share]) -> dict[str, Any]:
    return {name: found.as_json() for name, found in shares.items()}


def _lines(judged: list[Judged], worst: int) -> Iterator[str]:
    own = _by_language(judged)
    yield _share("all", measures.share(judged))
    yield from (_share(f"  {language}", measures.share(some)) for language, some in own.items())
    yield from (_share(f"  {name} right", found) for name, found in measures.check_shares(judged).items())
    yield from _understood(judged, own)
    yield from (_share(name, found) for name, found in measures.alarms(judged).items())
    yield from (_share(f"  {language} identified", measures.identified(some)) for language, some in own.items())
    yield from (_share(name, found) for name, found in measures.second_questions(judged).items() if found.total)
    if (held := measures.held_back(judged)).total:
        yield _share("held back, none fits", held)
    latencies = [one.latency_ms for one in judged]
    yield f"{'latency':<22} " + ", ".join(f"p{percent} {measures.percentile(latencies, percent):.1f} ms" for percent in _PERCENTS) + " (one caller)"
    for miss in misses.explain(measures.worst(judged, worst)):
        yield from _miss(miss)


def _understood(judged: Sequence[Judged], own: dict[str, list[Judged]]) -> Iterator[str]:
    overall = measures.understanding(judged)
    yield from (_share(name, found) for name, found in overall.items())
    for name in overall:
        yield from (_share(f"  {language} {name.removeprefix('affair ')}", measures.understanding(some)[name]) for language, some in own.items())
    if told := measures.calibration(judged):
        yield f"{'calibration':<22} expected error {told['ece']:.3f}, Brier score {told['brier']:.3f}"


def _miss(miss: Miss) -> Iterator[str]:
    one = miss.judged
    yield ""
    yield f"{one.golden.id}: {one.golden.text}"
    yield f"  {miss.error}: {one.why} (confidence {one.confidence:.2f})"
    if one.note:
        yield f"  found: {one.note}"
    if miss.pulled:
        yield f"  pulled by ({miss.pulled.likeness:.2f} alike): {miss.pulled.text}"
    if one.golden.reason:
        yield f"  expected because: {one.golden.reason}"


def _compared(comparisons: Sequence[Comparison]) -> Iterator[str]:
    """What is significantly worse with the inquiries that turned, or that nothing is."""
    if not comparisons:
        return
    yield ""
    for one in comparisons:
        if one.worse:
            yield f"significantly worse: {one.what}, {one.language}: {len(one.lost)} lost, {len(one.won)} won of {one.asked} (p = {one.p:.4f})"
            yield f"  lost: {' '.join(one.lost)}"
    whole = {one.what: one for one in comparisons if one.language == runs.ALL}
    for what, one in whole.items():
        yield f"against the run before: {what}: {len(one.lost)} lost, {len(one.won)} won of {one.asked} (p = {one.p:.4f})"


def _share(label: str, found: Share) -> str:
    if not found.total:
        return f"{label:<22} none asked"
    low, high = found.interval
    return f"{label:<22} {found.value:7.2%}  {found.right} of {found.total}  (95 %: {low:.2%} to {high:.2%})"
