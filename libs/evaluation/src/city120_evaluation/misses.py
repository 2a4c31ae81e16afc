"""Why an inquiry was missed: what kind of error it is, what it was taken for, and the learnt lines that are most like it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from city120_edition import Edition, default_data_dir, rows
from city120_edition.edition import EditionError
from city120_evaluation.golden import EITHER, EMERGENCY, NONE, OUT_OF_SCOPE, Judged
from city120_text.likeness import Nearest

_EMERGENCY_LABEL = "emergency."


@dataclass(frozen=True)
class Line:
    """A learnt line: what it is about, its words, and how alike it is to an inquiry, from 0 to 1."""

    affair: str
    text: str
    likeness: float


@dataclass(frozen=True)
class Miss:
    """A missed inquiry with its kind of error, and the most alike lines of what was found and of what was expected."""

    judged: Judged
    error: str
    pulled: Line | None
    missed: Line | None

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        case = self.judged
        return {
            "id": case.golden.id,
            "text": case.golden.text,
            "error": self.error,
            "why": case.why,
            "note": case.note,
            "affairs": [{"code": code, "probability": probability} for code, probability in case.affairs],
            "pulled_by": None if self.pulled is None else vars(self.pulled),
            "expected_like": None if self.missed is None else vars(self.missed),
            "reason": case.golden.reason,
            "confidence": case.confidence,
        }


def error_of(case: Judged) -> str:
    """The kind of error, worst first: the first that holds."""
    expected = case.golden.kind.split(EITHER)
    errors = {
        "no answer": bool(case.failure),
        "missed emergency": expected == [EMERGENCY] and case.kind != EMERGENCY,
        "false alarm": case.kind == EMERGENCY and EMERGENCY not in expected,
        "refused": case.kind == OUT_OF_SCOPE and OUT_OF_SCOPE not in expected,
        "not refused": expected == [OUT_OF_SCOPE] and case.kind != OUT_OF_SCOPE,
        "stated without an affair": case.golden.affair == NONE,
    }
    error = next((name for name, holds in errors.items() if holds), "")
    return error or _wrong_detail(case)


def _wrong_detail(case: Judged) -> str:
    """What is wrong with an inquiry that was taken for the right sort: its affair, by how far away that is, or another detail."""
    if case.golden.affair and not case.names_affair():
        got = case.affairs[0][0] if case.affairs else ""
        return min((_distance(code.rstrip("*"), got) for code in case.golden.affair.split(EITHER)), key=_DISTANCES.index)
    return next((f"wrong {check.name}" for check in case.checks if not check.right), "")


_DISTANCES = ("wrong sibling", "same family", "wrong family")


def _distance(expected: str, got: str) -> str:
    """Siblings share all but the last segment, or one is the other's parent."""
    kin = f"{got}.".startswith(f"{expected}.") or f"{expected}.".startswith(f"{got}.")
    if got and (kin or expected.rpartition(".")[0] == got.rpartition(".")[0]):
        return "wrong sibling"
    return "same family" if expected.partition(".")[0] == got.partition(".")[0] else "wrong family"


class Lines:
    """The lines that the edition which answered has learnt from; none when that edition is not on this machine."""

    def __init__(self, edition_id: str) -> None:
        self._lines: dict[tuple[str, str], list[str]] = defaultdict(list)
        try:
            edition = Edition.open(default_data_dir() / "editions" / edition_id)
        except EditionError:
            return
        affair_of = {f"{_EMERGENCY_LABEL}{row.id}": EMERGENCY for row in edition.rows("emergencies", rows.Emergency)}
        for row in edition.rows("phrasings", rows.Phrasing):
            self._lines[(affair_of.get(row.affair, row.affair), row.language)].append(row.text)

    def nearest(self, case: Judged, affairs: Iterable[str]) -> Line | None:
        """The line of these affairs that shares most runs of letters with the inquiry, in its language; None when none shares any."""
        candidates = [
            Line(affair, texts[index], alike)
            for affair in affairs
            if (texts := self._lines.get((affair, case.language)))
            for index, alike in Nearest(texts).to(case.golden.text, 1)
        ]
        return max(candidates, key=lambda line: line.likeness, default=None)


def explain(misses: Iterable[Judged]) -> list[Miss]:
    """Each miss with why; lines only where it was not understood what is asked."""
    judgements = list(misses)
    lines = Lines(next((case.edition_id for case in judgements if case.edition_id), ""))
    return [
        Miss(case, error_of(case), None, None)
        if case.understood
        else Miss(case, error_of(case), lines.nearest(case, _found(case)), lines.nearest(case, _expected(case)))
        for case in judgements
    ]


def _found(case: Judged) -> list[str]:
    if case.kind in (EMERGENCY, OUT_OF_SCOPE):
        return [case.kind]
    return [code for code, _ in case.affairs[:1]]


def _expected(case: Judged) -> list[str]:
    codes = [code.rstrip("*") for code in case.golden.affair.split(EITHER)]
    return codes if case.golden.affair else case.golden.kind.split(EITHER)
