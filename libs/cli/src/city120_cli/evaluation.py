"""`city120 eval`: golden inquiries against a running gateway."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from city120_cli import golden
from city120_cli.gateway import Gateway, Refused
from city120_cli.golden import Golden, Judged, Share
from city120_cli.options import Commands, place, print_json
from city120_cli.outcome import DONE, FINDING

WORST = 10


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_asking(
        "eval",
        run,
        "ask golden inquiries and tell how many are right",
        more="The columns are id, text, language, kind, affair, body, area, at, place, reason; what is empty is not checked. "
        "text, at and place are sent; without at it is a weekday afternoon. a|b: either is right; code*: its parent or child is right as "
        "well; area a;b: the question must offer both. Shares come with their Wilson interval at 95 %.",
        examples=(
            "city120 eval tests/golden/inquiries.csv",
            "city120 eval tests/golden/frozen --worst 50",
            "city120 eval golden.jsonl --strict --json",
        ),
    )
    parser.add_argument("golden", type=Path, nargs="+", metavar="GOLDEN", help=".csv files with a header, .jsonl files, or folders of them")
    parser.add_argument("--strict", action="store_true", help="end with 1 when a single inquiry is missed")
    parser.add_argument("--worst", type=int, default=WORST, metavar="N", help="show so many misses (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """Ask them all, one after another, and report."""
    inquiries = [inquiry for path in arguments.golden for file in _files(path) for inquiry in golden.read_golden(file)]
    with Gateway(arguments.address) as gateway:
        judged = [ask(gateway, inquiry) for inquiry in _shown(inquiries)]
    found = report(judged, arguments.worst)
    if arguments.json:
        print_json(found)
    else:
        print("\n".join(_lines(judged, arguments.worst)))
    return FINDING if arguments.strict and not all(one.right for one in judged) else DONE


def _files(path: Path) -> list[Path]:
    return sorted(file for file in path.iterdir() if file.suffix in (".csv", ".jsonl")) if path.is_dir() else [path]


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


def _by_language(judged: list[Judged]) -> dict[str, Share]:
    languages = sorted({one.golden.language for one in judged if one.golden.language})
    return {language: golden.share(one for one in judged if one.golden.language == language) for language in languages}


def _top1_by_language(judged: list[Judged]) -> dict[str, Share]:
    return {
        language: golden.understanding(one for one in judged if one.golden.language == language)["affair top-1"] for language in _by_language(judged)
    }


def report(judged: list[Judged], worst: int) -> dict[str, Any]:
    """Everything, for programs."""
    latencies = [one.latency_ms for one in judged]
    return {
        "overall": golden.share(judged).as_json(),
        "languages": {language: found.as_json() for language, found in _by_language(judged).items()},
        "checks": {name: found.as_json() for name, found in golden.check_shares(judged).items()},
        "understanding": {name: found.as_json() for name, found in golden.understanding(judged).items()},
        "languages_top1": {language: found.as_json() for language, found in _top1_by_language(judged).items()},
        "calibration": golden.calibration(judged),
        "emergency_false_alarms": golden.false_alarms(judged, golden.EMERGENCY).as_json(),
        "false_refusals": golden.false_alarms(judged, golden.OUT_OF_SCOPE).as_json(),
        "emergency_recall": golden.recall(judged, golden.EMERGENCY).as_json(),
        "out_of_scope_recall": golden.recall(judged, golden.OUT_OF_SCOPE).as_json(),
        "latency_ms": {f"p{percent}": golden.percentile(latencies, percent) if latencies else None for percent in (50, 99)},
        "misses": [
            {
                "id": one.golden.id,
                "text": one.golden.text,
                "why": one.why,
                "note": one.note,
                "reason": one.golden.reason,
                "confidence": one.confidence,
            }
            for one in golden.worst(judged, worst)
        ],
    }


def _lines(judged: list[Judged], worst: int) -> Iterator[str]:
    yield _share("all", golden.share(judged))
    for name, found in _by_language(judged).items():
        yield _share(f"  {name}", found)
    for name, found in golden.check_shares(judged).items():
        yield _share(f"  {name} right", found)
    for name, found in golden.understanding(judged).items():
        yield _share(name, found)
    for language, found in _top1_by_language(judged).items():
        yield _share(f"  {language} top-1", found)
    if told := golden.calibration(judged):
        yield f"{'calibration':<20} expected error {told['ece']:.3f}, Brier score {told['brier']:.3f}"
    yield _share("emergency recall", golden.recall(judged, golden.EMERGENCY))
    yield _share("emergency alarms", golden.false_alarms(judged, golden.EMERGENCY))
    yield _share("out-of-scope recall", golden.recall(judged, golden.OUT_OF_SCOPE))
    yield _share("false refusals", golden.false_alarms(judged, golden.OUT_OF_SCOPE))
    latencies = [one.latency_ms for one in judged]
    yield f"{'latency':<20} p50 {golden.percentile(latencies, 50):.1f} ms, p99 {golden.percentile(latencies, 99):.1f} ms (one caller)"
    for one in golden.worst(judged, worst):
        yield from _miss(one)


def _miss(one: Judged) -> Iterator[str]:
    yield ""
    yield f"{one.golden.id}: {one.golden.text}"
    yield f"  {one.why} (confidence {one.confidence:.2f})"
    if one.note:
        yield f"  found: {one.note}"
    if one.golden.reason:
        yield f"  expected because: {one.golden.reason}"


def _share(label: str, found: Share) -> str:
    if not found.total:
        return f"{label:<20} none asked"
    low, high = found.interval
    return f"{label:<20} {found.value:7.2%}  {found.right} of {found.total}  (95 %: {low:.2%} to {high:.2%})"
