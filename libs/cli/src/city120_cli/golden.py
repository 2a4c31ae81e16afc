"""Golden inquiries: what each must give, and how an answer is judged."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Any

from city120_cli.outcome import WrongUsage

EMERGENCY, OUT_OF_SCOPE = "emergency", "out_of_scope"
# Two-sided 95 % of the normal distribution.
_Z = 1.959964
_UNSURE, _PERSON = ("", "emergency", "out_of_scope"), "agent"
# Some affairs are another desk's by night: an inquiry without a time is asked on a Tuesday afternoon.
OFFICE_HOURS = "2026-11-24T14:00:00+09:00"
EITHER, _ALL, _KIN = "|", ";", "*"
_SHOWN = 4


@dataclass(frozen=True)
class Golden:
    """One inquiry and what is expected of it; what is empty is not checked.

    `text`, `at` and `place` are sent; `language`, `kind`, `affair`, `body` and `area` are checked; `reason` says why it is expected.

    - `a|b`: either is right. When the answer is a question, a body is also right if every one of `a|b` can be chosen.
    - `affair` written as `code*`: its parent or child is right as well.
    - `area`: 5 digits (the district) or 10 (a dong, administrative or legal). `a;b`: the question must offer all of these districts.
    - `place`: words, an area code, `LAT,LON`, or one of these with `text=` or `area_code=` before it.
    """

    id: str
    text: str
    language: str = ""
    kind: str = ""
    affair: str = ""
    body: str = ""
    area: str = ""
    at: str = ""
    place: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Check:
    """One thing that was checked."""

    name: str
    expected: str
    got: str
    right: bool


@dataclass(frozen=True)
class Judged:
    """One inquiry with what came of it; `failure` when there was no answer at all."""

    golden: Golden
    checks: tuple[Check, ...]
    kind: str
    confidence: float
    latency_ms: float
    note: str = ""
    failure: str = ""
    affairs: tuple[tuple[str, float], ...] = ()
    queue: str = ""
    missing: tuple[str, ...] = ()

    @property
    def states(self) -> bool:
        """Whether it says what it is about: not when it asks, hands over to a person, or says it is an emergency or no
        public business."""
        return self.kind not in _UNSURE and self.queue != _PERSON and "affair" not in self.missing

    def names_affair(self, among: int = 1) -> bool:
        """Whether an affair that is expected is among the first so many."""
        return any(_same_affair(code, got) for code in self.golden.affair.split(EITHER) for got, _ in self.affairs[:among])

    @property
    def right(self) -> bool:
        """Whether everything that was checked is right."""
        return not self.failure and all(check.right for check in self.checks)

    @property
    def why(self) -> str:
        """What is wrong, on a line."""
        wrong = [f"{check.name} {check.got or 'none'} instead of {check.expected}" for check in self.checks if not check.right]
        return self.failure or "; ".join(wrong)


@dataclass(frozen=True)
class Share:
    """So many of so many, with the Wilson interval at 95 %."""

    right: int
    total: int

    @property
    def value(self) -> float:
        """The share itself; 0 of 0 is not a number."""
        return self.right / self.total if self.total else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson score interval at 95 % (Wilson 1927): it keeps within 0 and 1, and is honest for few cases and for shares near 1."""
        if not self.total:
            return (0.0, 1.0)
        spread = _Z * _Z / self.total
        centre = (self.value + spread / 2) / (1 + spread)
        half = _Z / (1 + spread) * math.sqrt(self.value * (1 - self.value) / self.total + spread / (4 * self.total))
        return (max(centre - half, 0.0), min(centre + half, 1.0))

    def as_json(self) -> dict[str, Any]:
        """For programs; the share of nothing is null."""
        low, high = self.interval
        return {"right": self.right, "total": self.total, "share": self.value if self.total else None, "low": low, "high": high}


def read_golden(path: Path) -> list[Golden]:
    """The inquiries of a .csv file with a header, or of a .jsonl file. Raises WrongUsage naming line and column."""
    if not path.is_file():
        raise WrongUsage(f"{path} is no file")
    known = {field.name for field in fields(Golden)}
    found = []
    for number, record in _records(path):
        if unknown := sorted(set(record) - known):
            raise WrongUsage(f"{path}, line {number}: {unknown[0]!r} is no column; known are {', '.join(sorted(known))}")
        row = {name: str(value).strip() for name, value in record.items() if value is not None}
        if not row.get("id") or not row.get("text"):
            raise WrongUsage(f"{path}, line {number}: id and text must not be empty")
        found.append(Golden(**row))
    return found


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        if path.suffix != ".jsonl":
            reader = csv.DictReader(stream, restkey="more fields than columns")
            yield from ((reader.line_num, record) for record in reader)
            return
        for number, line in enumerate(stream, start=1):
            if line.strip():
                try:
                    yield number, dict(json.loads(line))
                except (ValueError, TypeError):
                    raise WrongUsage(f"{path}, line {number}: is no JSON object") from None


def judge(golden: Golden, response: Mapping[str, Any], latency_ms: float) -> Judged:
    """An answer against what is expected."""
    affairs = response.get("affairs") or []
    kind, language = response.get("kind") or "", response.get("language") or ""
    checks = [
        Check("language", golden.language, language, language == golden.language),
        Check("kind", golden.kind, kind, kind in golden.kind.split(EITHER)),
        _affair(golden.affair, affairs[0]["code"] if affairs else ""),
        _body(golden.body, response),
        _area(golden.area, response),
    ]
    return Judged(
        golden=golden,
        checks=tuple(check for check in checks if check.expected),
        kind=kind,
        confidence=response.get("confidence") or 0.0,
        latency_ms=latency_ms,
        note=_note(response),
        affairs=tuple((affair["code"], affair["probability"]) for affair in affairs),
        queue=(response.get("handoff") or {}).get("queue") or "",
        missing=tuple((response.get("clarification") or {}).get("missing") or ()),
    )


def _affair(expected: str, got: str) -> Check:
    return Check("affair", expected, got, any(_same_affair(code, got) for code in expected.split(EITHER)))


def _same_affair(expected: str, got: str) -> bool:
    code = expected.removesuffix(_KIN)
    kin = expected.endswith(_KIN) and got and (code.startswith(got + ".") or got.startswith(code + "."))
    return code == got or bool(kin)


def _choices(response: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [option.get("fill") or {} for option in (response.get("clarification") or {}).get("options") or []]


def _body(expected: str, response: Mapping[str, Any]) -> Check:
    """The body found, or the bodies that can be chosen: by their own id, or by the code of the area whose office they are."""
    got = (response.get("responsibility") or {}).get("body_id") or ""
    wanted = expected.split(EITHER)
    chosen = [choice[key] for choice in _choices(response) for key in ("asset", "area_code") if choice.get(key)]
    offered = bool(chosen) and all(body in chosen or body.rpartition(".")[2] in chosen for body in wanted)
    return Check("body", expected, got or "/".join(chosen[:_SHOWN]), got in wanted or (not got and offered))


def _area(expected: str, response: Mapping[str, Any]) -> Check:
    """The found code of the level that is expected, or the districts that can be chosen."""
    if _ALL in expected:
        districts = {str(choice["area_code"])[:5] for choice in _choices(response) if choice.get("area_code")}
        return Check("area", expected, _ALL.join(sorted(districts)[:_SHOWN]), set(expected.split(_ALL)) <= districts)
    area = response.get("area") or {}
    levels = ("district_code",) if len(expected) == 5 else ("admin_dong_code", "legal_dong_code")
    codes = [area[level] for level in levels if area.get(level)]
    return Check("area", expected, "/".join(codes), expected in codes)


def _note(response: Mapping[str, Any]) -> str:
    """What helps to understand a miss: the best affairs, the rule, what was degraded."""
    parts = [f"{affair['code']} {affair['probability']:.2f}" for affair in (response.get("affairs") or [])[:3]]
    if rule := (response.get("responsibility") or {}).get("rule_id"):
        parts.append(f"rule {rule}")
    parts += [f"degraded {part['part']}: {part['reason']}" for part in response.get("degraded") or []]
    return ", ".join(parts)


def share(judged: Iterable[Judged]) -> Share:
    """How many are right."""
    outcomes = [one.right for one in judged]
    return Share(sum(outcomes), len(outcomes))


def check_shares(judged: Iterable[Judged]) -> dict[str, Share]:
    """How often each thing that was checked is right."""
    found: dict[str, list[bool]] = {}
    for one in judged:
        for check in one.checks:
            found.setdefault(check.name, []).append(check.right)
    return {name: Share(sum(outcomes), len(outcomes)) for name, outcomes in found.items()}


def recall(judged: Iterable[Judged], kind: str) -> Share:
    """Of the inquiries that are of a kind, how many were taken for it."""
    outcomes = [one.kind == kind for one in judged if one.golden.kind == kind]
    return Share(sum(outcomes), len(outcomes))


def false_alarms(judged: Iterable[Judged], kind: str) -> Share:
    """Of the inquiries that are not of a kind, how many were taken for it."""
    outcomes = [one.kind == kind for one in judged if kind not in one.golden.kind.split(EITHER)]
    return Share(sum(outcomes), len(outcomes))


def understanding(judged: Iterable[Judged]) -> dict[str, Share]:
    """Of the inquiries whose affair is expected: the best is right, one of three is; how many are stated, and how many of those are right."""
    about = [one for one in judged if one.golden.affair]
    stated = [one for one in about if one.states]
    return {
        "affair top-1": Share(sum(one.names_affair() for one in about), len(about)),
        "affair top-3": Share(sum(one.names_affair(3) for one in about), len(about)),
        "stated": Share(len(stated), len(about)),
        "right when stated": Share(sum(one.names_affair() for one in stated), len(stated)),
    }


def calibration(judged: Iterable[Judged], bins: int = 10) -> dict[str, float]:
    """How well the probability of the best affair says whether it is right: expected calibration error over bins of equally many, and Brier score."""
    told = sorted((one.affairs[0][1], one.names_affair()) for one in judged if one.golden.affair and one.affairs)
    if not told:
        return {}
    edges = [round(index * len(told) / bins) for index in range(bins + 1)]
    parts = [told[first:last] for first, last in pairwise(edges) if last > first]
    gaps = [abs(sum(probability for probability, _ in part) - sum(right for _, right in part)) for part in parts]
    return {"ece": sum(gaps) / len(told), "brier": sum((probability - right) ** 2 for probability, right in told) / len(told)}


def worst(judged: Iterable[Judged], count: int) -> list[Judged]:
    """The misses that matter most: emergencies first, then the surest of themselves."""
    misses = [one for one in judged if not one.right]
    return sorted(misses, key=lambda one: (one.golden.kind != EMERGENCY or one.kind == EMERGENCY, -one.confidence, one.golden.id))[:count]


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile; of no values it is not a number."""
    if not values:
        return math.nan
    return sorted(values)[max(math.ceil(len(values) * percent / 100) - 1, 0)]
