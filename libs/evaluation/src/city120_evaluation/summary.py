"""What came of golden inquiries, as lines for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from city120_evaluation import measures, misses, report, runs
from city120_evaluation.golden import Judged
from city120_evaluation.measures import Share
from city120_evaluation.misses import Miss
from city120_evaluation.runs import Comparison

_CONFUSIONS = 50
_PERCENTS = (50, 90, 99)


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
        "confusions": [{"expected": expected, "found": found, "times": times} for expected, found, times in measures.confusions(judged, _CONFUSIONS)],
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


def lines(judged: Sequence[Judged], worst: int) -> Iterator[str]:
    """All shares for people, then so many of the worst misses."""
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


def compared(comparisons: Sequence[Comparison]) -> Iterator[str]:
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
