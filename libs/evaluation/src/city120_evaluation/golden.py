"""Golden inquiries: what each must give, and how an answer is judged. What is told of many of them is in measures."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from city120_evaluation.errors import WrongInput

EMERGENCY, OUT_OF_SCOPE = "emergency", "out_of_scope"
# Expected as an affair: none of the edition's affairs fits, so that none may be stated.
NONE = "none"
_UNSURE, _PERSON = ("", EMERGENCY, OUT_OF_SCOPE), "agent"
# Some affairs are another desk's by night: an inquiry without a time is asked on a Tuesday afternoon.
OFFICE_HOURS = "2026-11-24T14:00:00+09:00"
EITHER, _ALL, _KIN = "|", ";", "*"
_PASSING = ("BUSY", "UNAVAILABLE", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "INTERNAL", "CANCELLED")
_SHOWN = 4


@dataclass(frozen=True)
class Golden:
    """One inquiry and what is expected of it; what is empty is not checked.

    `text`, `at` and `place` are sent; `language`, `kind`, `affair`, `entry`, `also`, `body` and `area` are checked; `reason` says why it is
    expected.

    - `a|b`: either is right. When the answer is a question, a body is also right if every one of `a|b` can be chosen.
    - `affair` written as `code*`: its parent or child is right as well; `none`: right when no affair is stated, and no emergency told.
    - `entry`: the id of the entry that should be told; checked where one is.
    - `also`: the affair of the second question in the same text; `none`: there is none.
    - `area`: 5 digits (the district) or 10 (a dong, administrative or legal). `a;b`: the question must offer all of these districts.
    - `place`: words, an area code, `LAT,LON`, or one of these with `text=` or `area_code=` before it.
    """

    id: str
    text: str
    language: str = ""
    kind: str = ""
    affair: str = ""
    entry: str = ""
    also: str = ""
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
    language: str = ""
    edition_id: str = ""
    degraded: tuple[str, ...] = ()

    @property
    def weakened(self) -> bool:
        """Whether a part was late, busy or gone, so that another time the answer may be another."""
        return bool(self.failure) or any(reason in _PASSING for reason in self.degraded)

    @property
    def states(self) -> bool:
        """Whether it says what it is about: not when it asks, hands over to a person, or says it is an emergency or no
        public business."""
        return self.kind not in _UNSURE and self.queue != _PERSON and "affair" not in self.missing

    def names_affair(self, among: int = 1) -> bool:
        """Whether an affair that is expected is among the first so many."""
        expected = self.golden.affair.split(EITHER)
        if NONE in expected and not self.states and self.kind not in ("", EMERGENCY):
            return True
        return any(_same_affair(code, got) for code in expected for got, _ in self.affairs[:among])

    @property
    def understood(self) -> bool:
        """Whether it was understood what is asked: the best affair is right, or the kind where no affair is expected."""
        if self.golden.affair or self.failure:
            return not self.failure and self.names_affair()
        return all(check.right for check in self.checks if check.name == "kind")

    @property
    def said(self) -> str:
        """`right` or `wrong` when it settled something (stated an affair, told an emergency, refused); empty when it asked or handed over."""
        settled = self.states or self.kind in (EMERGENCY, OUT_OF_SCOPE)
        return ("right" if self.understood else "wrong") if settled else ""

    @property
    def right(self) -> bool:
        """Whether everything that was checked is right."""
        return not self.failure and all(check.right for check in self.checks)

    @property
    def why(self) -> str:
        """What is wrong, on a line."""
        wrong = [f"{check.name} {check.got or 'none'} instead of {check.expected}" for check in self.checks if not check.right]
        return self.failure or "; ".join(wrong)


def read_golden(path: Path) -> list[Golden]:
    """The inquiries of a .csv file with a header, or of a .jsonl file. Raises WrongInput naming line and column."""
    if not path.is_file():
        raise WrongInput(f"{path} is no file")
    columns = {field.name for field in fields(Golden)}
    inquiries = []
    for number, record in _records(path):
        if unknown := sorted(set(record) - columns):
            raise WrongInput(f"{path}, line {number}: {unknown[0]!r} is no column; known are {', '.join(sorted(columns))}")
        row = {name: str(value).strip() for name, value in record.items() if value is not None}
        if not row.get("id") or not row.get("text"):
            raise WrongInput(f"{path}, line {number}: id and text must not be empty")
        inquiries.append(Golden(**row))
    return inquiries


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
                    raise WrongInput(f"{path}, line {number}: is no JSON object") from None


def judge(golden: Golden, response: Mapping[str, Any], latency_ms: float) -> Judged:
    """An answer against what is expected."""
    judged = Judged(
        golden=golden,
        checks=(),
        kind=response.get("kind") or "",
        confidence=response.get("confidence") or 0.0,
        latency_ms=latency_ms,
        note=_note(response),
        affairs=tuple((affair["code"], affair["probability"]) for affair in response.get("affairs") or ()),
        queue=(response.get("handoff") or {}).get("queue") or "",
        missing=tuple((response.get("clarification") or {}).get("missing") or ()),
        language=response.get("language") or "",
        edition_id=response.get("edition_id") or "",
        degraded=tuple(note["reason"] for note in response.get("degraded") or ()),
    )
    best = judged.affairs[0][0] if judged.affairs else ""
    checks = (
        Check("language", golden.language, judged.language, judged.language == golden.language),
        Check("kind", golden.kind, judged.kind, judged.kind in golden.kind.split(EITHER)),
        Check("affair", golden.affair, best, judged.names_affair()),
        _entry(golden.entry, response),
        _also(golden.also, response),
        _body(golden.body, response),
        _area(golden.area, response),
    )
    return replace(judged, checks=tuple(check for check in checks if check.expected))


def _same_affair(expected: str, got: str) -> bool:
    code = expected.removesuffix(_KIN)
    kin = expected.endswith(_KIN) and got and (code.startswith(got + ".") or got.startswith(code + "."))
    return code == got or bool(kin)


def _entry(expected: str, response: Mapping[str, Any]) -> Check:
    """The entry that is told; where none is, there is nothing to check."""
    got = (response.get("answer") or {}).get("entry_id") or ""
    return Check("entry", expected if got else "", got, got in expected.split(EITHER))


def _also(expected: str, response: Mapping[str, Any]) -> Check:
    """The best affair of the second question."""
    second: Mapping[str, Any] = next(iter(response.get("also") or ()), {})
    got = next((affair["code"] for affair in second.get("affairs") or ()), NONE)
    return Check("also", expected, got, any(_same_affair(code, got) for code in expected.split(EITHER)))


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
    notes = [f"{affair['code']} {affair['probability']:.2f}" for affair in (response.get("affairs") or [])[:3]]
    if rule := (response.get("responsibility") or {}).get("rule_id"):
        notes.append(f"rule {rule}")
    notes += [f"degraded {note['part']}: {note['reason']}" for note in response.get("degraded") or []]
    return ", ".join(notes)
