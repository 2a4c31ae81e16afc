"""What callers would be told otherwise, inquiry by inquiry, before an edition is published: answers of two editions to the same inquiries."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from city120_evaluation.asking import Gateway, Refused, request_of
from city120_evaluation.errors import WrongInput
from city120_evaluation.golden import Golden, read_golden

_TABLES = (".csv", ".jsonl")
# An answer calls a moment near the clock "now": that near, it would do so for the first edition and perhaps no longer for the second.
_AHEAD = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Answer:
    """What matters of an answer: who, by which rule and why, what kind of answer, what is asked back, the words."""

    kind: str = ""
    affair: str = ""
    body: str = ""
    rule: str = ""
    why: str = ""
    entry: str = ""
    missing: str = ""
    options: str = ""
    words: str = ""


@dataclass(frozen=True)
class Difference:
    """One inquiry that is answered otherwise, and the names of what differs."""

    id: str
    text: str
    differs: tuple[str, ...]
    before: Answer
    after: Answer


@dataclass(frozen=True)
class Effect:
    """How many were asked, and those that differ."""

    asked: int
    differences: tuple[Difference, ...]

    def as_json(self) -> dict[str, Any]:
        """For programs: counts, then each inquiry that changes."""
        return {
            "asked": self.asked,
            "changed": len(self.differences),
            "by": self.counts(),
            "inquiries": [asdict(difference) for difference in self.differences],
        }

    def counts(self) -> dict[str, int]:
        """How many inquiries differ in what, the most frequent first."""
        return dict(Counter(name for difference in self.differences for name in difference.differs).most_common())


def read_inquiries(path: Path) -> list[Golden]:
    """Golden inquiries (.csv, .jsonl), or one inquiry a line. Raises WrongInput."""
    if path.suffix in _TABLES:
        inquiries = read_golden(path)
    elif path.is_file():
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        inquiries = [Golden(id=str(number), text=line.strip()) for number, line in enumerate(lines, start=1) if line.strip()]
    else:
        raise WrongInput(f"{path} is no file")
    if not inquiries:
        raise WrongInput(f"{path} has no inquiries; write a table like tests/golden/inquiries.csv, or one inquiry a line")
    return inquiries


def moment_of_asking() -> str:
    """The moment at which both editions are asked what names none itself."""
    return (dt.datetime.now(dt.UTC) + _AHEAD).isoformat(timespec="seconds")


def compare(inquiries: Sequence[Golden], before: Sequence[Answer], after: Sequence[Answer]) -> Effect:
    """The answers of two editions to the same inquiries."""
    differences = []
    for inquiry, first, second in zip(inquiries, before, after, strict=True):
        if differs := tuple(column.name for column in fields(Answer) if getattr(first, column.name) != getattr(second, column.name)):
            differences.append(Difference(inquiry.id, inquiry.text, differs, first, second))
    return Effect(len(inquiries), tuple(differences))


def answer_of(gateway: Gateway, inquiry: Golden, moment: str) -> Answer:
    """What an edition answers, by a gateway that serves it."""
    try:
        response = gateway.resolve(request_of(inquiry, moment))
    except Refused as refused:
        return Answer(kind=f"refused: {refused}")
    responsibility, clarification = response.get("responsibility") or {}, response.get("clarification") or {}
    return Answer(
        kind=response.get("kind") or "",
        affair=next((affair["code"] for affair in response.get("affairs") or ()), ""),
        body=responsibility.get("body_id") or "",
        rule=responsibility.get("rule_id") or "",
        why=responsibility.get("reason") or "",
        entry=(response.get("answer") or {}).get("entry_id") or "",
        missing=", ".join(clarification.get("missing") or ()),
        options=", ".join(option["label"] for option in clarification.get("options") or ()),
        words="\n".join((response.get("rendered") or {}).get("parts") or ()),
    )


def lines(effect: Effect) -> Iterator[str]:
    """The comparison for people: each inquiry that changes with what was and what would be, then the counts."""
    for difference in effect.differences:
        yield f"{difference.id}: {difference.text}"
        for name in difference.differs:
            before, after = getattr(difference.before, name), getattr(difference.after, name)
            yield f"  {name:<8} {_shown(before)}"
            yield f"  {'→':>8} {_shown(after)}"
        yield ""
    counts = "".join(f", {number} in {name}" for name, number in effect.counts().items())
    yield f"{len(effect.differences)} of {effect.asked} inquiries are answered otherwise{counts}"


def _shown(text: str) -> str:
    return text.replace("\n", "\n" + " " * 11) or "(none)"
