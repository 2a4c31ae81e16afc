"""Plots as inline SVG, drawn with the page's own colours (classes of report.html), so that they read in light and dark."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field

from city120_evaluation.measures import Bin, Share

_WIDTH, _HEIGHT = 460.0, 320.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 56.0, 24.0, 14.0, 46.0
_ROW, _BAR, _LABELS = 46.0, 14.0, 56.0


@dataclass
class Axes:
    """A frame over [0, x_most] × [0, y_most] with ticks in per cent; what is drawn is gathered in `drawn`."""

    x_label: str
    y_label: str
    x_most: float = 1.0
    y_most: float = 1.0
    drawn: list[str] = field(default_factory=list)

    def x(self, value: float) -> float:
        """Where a value stands from the left, in pixels."""
        return _LEFT + value / self.x_most * (_WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        """Where a value stands from the top, in pixels."""
        return _HEIGHT - _BOTTOM - value / self.y_most * (_HEIGHT - _TOP - _BOTTOM)

    def line(self, points: Sequence[tuple[float, float]], kind: str) -> None:
        """A line through points."""
        path = " ".join(f"{self.x(x):.1f},{self.y(y):.1f}" for x, y in points)
        self.drawn.append(f'<polyline class="{kind}" points="{path}"/>')

    def point(self, x: float, y: float, note: str, kind: str = "dot") -> None:
        """A point that says its values when pointed at."""
        self.drawn.append(f'<circle class="{kind}" cx="{self.x(x):.1f}" cy="{self.y(y):.1f}" r="4.5"><title>{html.escape(note)}</title></circle>')

    def words(self, x: float, y: float, text: str) -> None:
        """Words right of a point, or left of one that stands far right."""
        far = x > 0.6 * self.x_most
        anchor, gap = ("end", -9) if far else ("start", 9)
        self.drawn.append(f'<text x="{self.x(x) + gap:.1f}" y="{self.y(y) - 9:.1f}" text-anchor="{anchor}">{html.escape(text)}</text>')

    def svg(self, title: str) -> str:
        """The whole plot."""
        elements = [f'<svg viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" role="img" aria-label="{html.escape(title)}">']
        for step in range(6):
            share = step / 5
            x, y = self.x(share * self.x_most), self.y(share * self.y_most)
            elements.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
            elements.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{share * self.y_most:.0%}</text>')
            elements.append(f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{share * self.x_most:.0%}</text>')
        middle = (_HEIGHT - _BOTTOM) / 2
        elements.append(f'<text class="axis" x="{(_LEFT + _WIDTH) / 2}" y="{_HEIGHT - 6}" text-anchor="middle">{html.escape(self.x_label)}</text>')
        elements.append(f'<text class="axis" transform="translate(13 {middle}) rotate(-90)" text-anchor="middle">{html.escape(self.y_label)}</text>')
        return "".join([*elements, *self.drawn, "</svg>"])


def reliability(bins: Sequence[Bin]) -> str:
    """What was promised against what came true, with the interval of each bin; on the diagonal promises are kept."""
    axes = Axes("mean probability of the best affair", "share that was right")
    axes.line([(0, 0), (1, 1)], "diagonal")
    for group in bins:
        low, high = group.true.interval
        axes.line([(group.promised, low), (group.promised, high)], "whisker")
    axes.line([(group.promised, group.true.value) for group in bins], "curve")
    for group in bins:
        axes.point(group.promised, group.true.value, f"promised {group.promised:.1%}, right {group.true.value:.1%} of {group.true.total}")
    return axes.svg("Reliability diagram")


def risk_curve(curve: Sequence[tuple[float, float]], stated: Share, right: Share) -> str:
    """How many of the stated would be wrong, for every share that could be stated, and where the present threshold stands."""
    most = max([0.1, *(risk for share, risk in curve if share >= 0.05)])
    axes = Axes("coverage: stated without asking back", "risk: wrong among the stated", y_most=min(round(most + 0.05, 1), 1.0))
    axes.line([(share, min(risk, axes.y_most)) for share, risk in curve], "curve")
    if stated.total and right.total:
        note = f"now: {stated.value:.1%} stated, {1 - right.value:.1%} of them wrong"
        axes.point(stated.value, min(1 - right.value, axes.y_most), note, "mark")
        axes.words(stated.value, min(1 - right.value, axes.y_most), note)
    return axes.svg("Risk-coverage curve")


def bars(rows: Sequence[tuple[str, Sequence[tuple[str, Share]]]]) -> str:
    """A group of horizontal bars a row, each a share with its interval; the first of a group is drawn strongest."""
    height = _ROW * len(rows) + 26
    elements = [f'<svg viewBox="0 0 {_WIDTH:.0f} {height:.0f}" role="img" aria-label="Shares by language">']
    wide = _WIDTH - _LABELS - 64
    for step in range(6):
        x = _LABELS + wide * step / 5
        elements.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height - 20:.0f}"/>')
        elements.append(f'<text x="{x:.1f}" y="{height - 5:.0f}" text-anchor="middle">{step / 5:.0%}</text>')
    for number, (label, group) in enumerate(rows):
        top = number * _ROW + (_ROW - _BAR * len(group)) / 2
        elements.append(f'<text class="axis" x="{_LABELS - 8}" y="{number * _ROW + _ROW / 2 + 5:.1f}" text-anchor="end">{html.escape(label)}</text>')
        elements += [_bar(name, share, top + place * _BAR, place, wide) for place, (name, share) in enumerate(group) if share.total]
    return "".join([*elements, "</svg>"])


def _bar(name: str, share: Share, top: float, place: int, wide: float) -> str:
    low, high = share.interval
    middle = top + _BAR / 2 - 1
    note = html.escape(f"{name}: {share.value:.1%} of {share.total}, 95 %: {low:.1%} to {high:.1%}")
    return (
        f'<g><title>{note}</title><rect class="bar{place}" x="{_LABELS}" y="{top:.1f}" width="{wide * share.value:.1f}" height="{_BAR - 2}" rx="2"/>'
        f'<line class="whisker" x1="{_LABELS + wide * low:.1f}" x2="{_LABELS + wide * high:.1f}" y1="{middle:.1f}" y2="{middle:.1f}"/>'
        f'<text x="{_LABELS + wide + 10}" y="{top + 10:.1f}">{share.value:.1%}</text></g>'
    )
