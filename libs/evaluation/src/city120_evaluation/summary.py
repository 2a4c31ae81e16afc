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
    return {language: [case for case in judged if case.golden.language == language] for language in measures.languages(judged)}


def as_json(judged: Sequence[Judged], explained: Sequence[Miss], comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """Everything, for programs."""
    latencies, by_language, alarms = [case.latency_ms for case in judged], _by_language(judged), measures.alarms(judged)
    return {
        "edition_id": next((case.edition_id for case in judged if case.edition_id), ""),
        "overall": measures.share(judged).as_json(),
        "languages": {language: measures.share(cases).as_json() for language, cases in by_language.items()},
        "checks": _all_json(measures.check_shares(judged)),
        "understanding": _all_json(measures.understanding(judged)),
        "languages_top1": {language: measures.understanding(cases)["affair top-1"].as_json() for language, cases in by_language.items()},
        "by_language": {language: _all_json(report.headlines(cases)) for language, cases in by_language.items()},
        "language_identification": measures.identified(judged).as_json(),
        "held_back": measures.held_back(judged).as_json(),
        "calibration": measures.calibration(judged),
        "reliability": [{"promised": group.promised, **group.true.as_json()} for group in measures.reliability(judged)],
        "risk_coverage": [{"coverage": share, "risk": risk} for share, risk in measures.risk_curve(judged)],
        "confusions": [{"expected": expected, "found": got, "times": times} for expected, got, times in measures.confusions(judged, _CONFUSIONS)],
        "emergency_recall": alarms["emergency recall"].as_json(),
        "emergency_false_alarms": alarms["emergency alarms"].as_json(),
        "out_of_scope_recall": alarms["out-of-scope recall"].as_json(),
        "false_refusals": alarms["false refusals"].as_json(),
        "second_questions": _all_json(measures.second_questions(judged)),
        "degraded": sum(case.weakened for case in judged),
        "latency_ms": {f"p{percent}": measures.percentile(latencies, percent) if latencies else None for percent in _PERCENTS},
        "against": [{**vars(comparison), "p": comparison.p, "worse": comparison.worse} for comparison in comparisons],
        "misses": [miss.as_json() for miss in explained],
    }


def _all_json(shares: dict[str, Share]) -> dict[str, Any]:
    return {name: share.as_json() for name, share in shares.items()}


def lines(judged: Sequence[Judged], worst: int) -> Iterator[str]:
    """All shares for people, then so many of the worst misses."""
    by_language = _by_language(judged)
    yield _share("all", measures.share(judged))
    yield from (_share(f"  {language}", measures.share(cases)) for language, cases in by_language.items())
    yield from (_share(f"  {name} right", share) for name, share in measures.check_shares(judged).items())
    yield from _understood(judged, by_language)
    yield from (_share(name, share) for name, share in measures.alarms(judged).items())
    yield from (_share(f"  {language} identified", measures.identified(cases)) for language, cases in by_language.items())
    yield from (_share(name, share) for name, share in measures.second_questions(judged).items() if share.total)
    if (held := measures.held_back(judged)).total:
        yield _share("held back, none fits", held)
    latencies = [case.latency_ms for case in judged]
    yield f"{'latency':<22} " + ", ".join(f"p{percent} {measures.percentile(latencies, percent):.1f} ms" for percent in _PERCENTS) + " (one caller)"
    for miss in misses.explain(measures.worst(judged, worst)):
        yield from _miss(miss)


def _understood(judged: Sequence[Judged], by_language: dict[str, list[Judged]]) -> Iterator[str]:
    overall = measures.understanding(judged)
    yield from (_share(name, share) for name, share in overall.items())
    for name in overall:
        yield from (
            _share(f"  {language} {name.removeprefix('affair ')}", measures.understanding(cases)[name]) for language, cases in by_language.items()
        )
    if calibration := measures.calibration(judged):
        yield f"{'calibration':<22} expected error {calibration['ece']:.3f}, Brier score {calibration['brier']:.3f}"


def _miss(miss: Miss) -> Iterator[str]:
    case = miss.judged
    yield ""
    yield f"{case.golden.id}: {case.golden.text}"
    yield f"  {miss.error}: {case.why} (confidence {case.confidence:.2f})"
    if case.note:
        yield f"  found: {case.note}"
    if miss.pulled:
        yield f"  pulled by ({miss.pulled.likeness:.2f} alike): {miss.pulled.text}"
    if case.golden.reason:
        yield f"  expected because: {case.golden.reason}"


def compared(comparisons: Sequence[Comparison]) -> Iterator[str]:
    """What is significantly worse with the inquiries that turned, or that nothing is."""
    if not comparisons:
        return
    yield ""
    for comparison in comparisons:
        if comparison.worse:
            yield f"significantly worse: {comparison.what}, {comparison.language}: {_turned(comparison)}"
            yield f"  lost: {' '.join(comparison.lost)}"
    whole = {comparison.what: comparison for comparison in comparisons if comparison.language == runs.ALL}
    for what, comparison in whole.items():
        yield f"against the run before: {what}: {_turned(comparison)}"


def _turned(comparison: Comparison) -> str:
    return f"{len(comparison.lost)} lost, {len(comparison.won)} won of {comparison.asked} (p = {comparison.p:.4f})"


def _share(label: str, share: Share) -> str:
    if not share.total:
        return f"{label:<22} none asked"
    low, high = share.interval
    return f"{label:<22} {share.value:7.2%}  {share.right} of {share.total}  (95 %: {low:.2%} to {high:.2%})"
