"""The evaluation as one page that needs nothing else: no network, no script, its plots drawn inline."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from string import Template

from city120_evaluation import measures, plots
from city120_evaluation.golden import Judged
from city120_evaluation.measures import Share
from city120_evaluation.misses import Line, Miss, error_of
from city120_evaluation.runs import Comparison

_CONFUSIONS = 20
_SHOWN = 5
_GRAVE = ("missed emergency", "no answer", "false alarm")


def render(title: str, judged: Sequence[Judged], misses: Sequence[Miss], comparisons: Sequence[Comparison]) -> str:
    """The page. `misses` are shown in their order; `comparisons` may be empty."""
    template = Template((files("city120_evaluation") / "report.html").read_text(encoding="utf-8"))
    overall = measures.understanding(judged)
    by_language = {language: [case for case in judged if case.golden.language == language] for language in measures.languages(judged)}
    understood = {language: measures.understanding(cases) for language, cases in by_language.items()}
    calibration = measures.calibration(judged)
    return template.substitute(
        title=html.escape(title),
        subtitle=html.escape(_subtitle(judged)),
        tiles="".join(_tile(name, share) for name, share in headlines(judged).items() if share.total),
        comparison=_comparison(comparisons),
        bars=plots.bars([(language, [(name, shares[name]) for name in ("affair top-1", "affair top-3")]) for language, shares in understood.items()]),
        stated=plots.bars(
            [(language, [(name, shares[name]) for name in ("right when stated", "stated")]) for language, shares in understood.items()]
        ),
        languages=_languages(by_language, judged),
        calibration=f"error {calibration['ece']:.3f} (bins of equally many), Brier score {calibration['brier']:.3f}"
        if calibration
        else "nothing to tell",
        reliability=plots.reliability(measures.reliability(judged)),
        risk=plots.risk_curve(measures.risk_curve(judged), overall["stated"], overall["right when stated"]),
        confusions=_table(["expected", "taken for", "times"], measures.confusions(judged, _CONFUSIONS), left=2),
        errors=_table(["kind of error", "times"], Counter(error_of(case) for case in judged if not case.right).most_common()),
        count=len(misses),
        misses="".join(map(_miss, misses)) or "<p>None.</p>",
    )


def headlines(judged: Sequence[Judged]) -> dict[str, Share]:
    """The shares that are told first."""
    return {
        **measures.understanding(judged),
        **measures.alarms(judged),
        "language right": measures.identified(judged),
        **measures.second_questions(judged),
        "held back where no affair fits": measures.held_back(judged),
    }


def _subtitle(judged: Sequence[Judged]) -> str:
    latencies = [case.latency_ms for case in judged]
    spent = ", ".join(f"p{percent} {measures.percentile(latencies, percent):.0f} ms" for percent in (50, 90, 99))
    edition = next((case.edition_id for case in judged if case.edition_id), "unknown")
    weakened = sum(case.weakened for case in judged)
    warning = f" {weakened} answers were degraded: these are not the figures of the matcher." if weakened else ""
    whole = f"all that was expected is right: {_words(measures.share(judged))}"
    return f"{len(judged)} inquiries of edition {edition}; {whole}. One caller: {spent}.{warning}"


def _words(share: Share) -> str:
    low, high = share.interval
    return f"{share.value:.1%} ({low:.1%} to {high:.1%})" if share.total else "none asked"


def _tile(name: str, share: Share) -> str:
    low, high = share.interval
    return f"<div class=tile><span>{html.escape(name)}</span><b>{share.value:.1%}</b><span>{low:.1%} to {high:.1%} of&nbsp;{share.total}</span></div>"


def _cell(share: Share) -> str:
    if not share.total:
        return "–"
    low, high = share.interval
    return f"{share.value:.1%}<small>{low:.0%}–{high:.0%} of&nbsp;{share.total}</small>"


def _languages(by_language: dict[str, list[Judged]], judged: Sequence[Judged]) -> str:
    groups = {**by_language, "all": list(judged)}
    names = [name for name, share in headlines(judged).items() if share.total]
    rows = [[language, *(_cell(headlines(cases)[name]) for name in names)] for language, cases in groups.items()]
    return _table(["", *names], rows, escaped=True)


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, left: int = 1, escaped: bool = False) -> str:
    """A table whose first `left` columns are words; cells are escaped here unless they already are."""

    def row(tag: str, cells: Sequence[object], *, ready: bool) -> str:
        shown = [str(cell) if ready else html.escape(str(cell)) for cell in cells]
        return "<tr>" + "".join(f"<{tag}{' class=left' if place < left else ''}>{cell}</{tag}>" for place, cell in enumerate(shown)) + "</tr>"

    return "<table>" + row("th", heads, ready=False) + "".join(row("td", cells, ready=escaped) for cells in rows) + "</table>"


def _comparison(comparisons: Sequence[Comparison]) -> str:
    if not comparisons:
        return ""
    worse = [comparison for comparison in comparisons if comparison.worse]
    verdict = (
        f'<p class="bad">Significantly worse in {len(worse)} of {len(comparisons)}.</p>' if worse else '<p class="good">Not significantly worse.</p>'
    )
    rows = [
        (
            comparison.what,
            comparison.language,
            comparison.asked,
            len(comparison.lost),
            len(comparison.won),
            f"{comparison.p:.3f}",
            "worse" if comparison.worse else "",
            " ".join(comparison.lost[:_SHOWN]),
        )
        for comparison in comparisons
        if comparison.lost or comparison.won
    ]
    table = _table(["", "language", "asked", "lost", "won", "p", "", "lost are"], rows, left=2) if rows else "<p>No inquiry turned.</p>"
    return f"<h2>Against the run before</h2>{verdict}<p class=soft>McNemar's test, one-sided, mid-p, at 5 %.</p><div class=scroll>{table}</div>"


def _miss(miss: Miss) -> str:
    case = miss.judged
    grave = " grave" if miss.error in _GRAVE else ""
    ranked = "".join(
        f'<span><span class=track><i style="width:{probability:.0%}"></i></span>{html.escape(code)} {probability:.2f}</span>'
        for code, probability in case.affairs[:_SHOWN]
    )
    blocks = [
        f'<p><span class="tag{grave}">{html.escape(miss.error)}</span> <code>{html.escape(case.golden.id)}</code></p>',
        f'<p class=said lang="{html.escape(case.golden.language)}">{html.escape(case.golden.text)}</p>',
        f"<p>{html.escape(case.why)} <span class=soft>(confidence {case.confidence:.2f})</span></p>",
        f"<div class=ranked>{ranked}</div>",
        _line("pulled by", miss.pulled),
        _line("nearest of the expected", miss.missed),
        f"<p class=soft>expected because: {html.escape(case.golden.reason)}</p>" if case.golden.reason else "",
    ]
    return f"<div class=miss>{''.join(blocks)}</div>"


def _line(label: str, line: Line | None) -> str:
    if line is None:
        return ""
    return f"<p><span class=soft>{label} ({line.likeness:.2f}, {html.escape(line.affair)}):</span> {html.escape(line.text)}</p>"
