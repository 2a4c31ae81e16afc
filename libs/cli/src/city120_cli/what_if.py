"""`city120 edition diff A B --inquiries FILE`: what callers would be told otherwise, inquiry by inquiry, before an edition is published.

Both editions are asked through the whole house, one after the other: it runs on free ports, with a data directory that is thrown away.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from city120_cli.evaluation import request_of
from city120_cli.gateway import Gateway, Refused
from city120_cli.golden import Golden, read_golden
from city120_cli.house import House, HouseSettings, free_ports, services_of
from city120_cli.outcome import WrongUsage

_TABLES = (".csv", ".jsonl")
_DRAIN_S = 2.0
# An answer calls a moment near the clock "now": that near, it would do so for the first edition and perhaps no longer for the second.
_AHEAD = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Outcome:
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
    before: Outcome
    after: Outcome


@dataclass(frozen=True)
class Comparison:
    """How many were asked, and those that differ."""

    asked: int
    differences: tuple[Difference, ...]

    def as_json(self) -> dict[str, Any]:
        """For programs: counts, then each inquiry that changes."""
        return {"asked": self.asked, "changed": len(self.differences), "by": self.counts(), "inquiries": [asdict(one) for one in self.differences]}

    def counts(self) -> dict[str, int]:
        """How many inquiries differ in what, the most frequent first."""
        return dict(Counter(name for one in self.differences for name in one.differs).most_common())


def read_inquiries(path: Path) -> list[Golden]:
    """Golden inquiries (.csv, .jsonl), or one inquiry a line. Raises WrongUsage."""
    if path.suffix in _TABLES:
        found = read_golden(path)
    elif path.is_file():
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        found = [Golden(id=str(number), text=line.strip()) for number, line in enumerate(lines, start=1) if line.strip()]
    else:
        raise WrongUsage(f"{path} is no file")
    if not found:
        raise WrongUsage(f"{path} has no inquiries; write a table like tests/golden/inquiries.csv, or one inquiry a line")
    return found


def compare_answers(before: Path, after: Path, inquiries: list[Golden]) -> Comparison:
    """Ask both editions all inquiries, at the same moment where an inquiry names none. Raises Finding when a service does not start."""
    moment = (dt.datetime.now(dt.UTC) + _AHEAD).isoformat(timespec="seconds")
    old, new = answers(before, inquiries, moment, "before"), answers(after, inquiries, moment, "after")
    found = []
    for inquiry, first, second in zip(inquiries, old, new, strict=True):
        if differs := tuple(part.name for part in fields(Outcome) if getattr(first, part.name) != getattr(second, part.name)):
            found.append(Difference(inquiry.id, inquiry.text, differs, first, second))
    return Comparison(len(inquiries), tuple(found))


def answers(edition: Path, inquiries: list[Golden], moment: str, name: str) -> list[Outcome]:
    """What an edition answers to each inquiry."""
    from tqdm import tqdm

    shown = sys.stderr.isatty()
    bar = tqdm(total=len(inquiries), desc=f"{name}: starting", unit="inquiry", file=sys.stderr, disable=not shown, leave=False)
    with bar, running(edition) as address, Gateway(address) as gateway:
        bar.set_description(f"{name}: asking")
        found = []
        for inquiry in inquiries:
            found.append(_outcome(gateway, request_of(inquiry, moment)))
            bar.update()
    return found


@contextmanager
def running(edition: Path) -> Iterator[str]:
    """The address of a house that serves an edition until the block ends."""
    with tempfile.TemporaryDirectory(prefix="city120-") as scratch:
        rest, grpc, jurisdiction, wayfinding, faq = free_ports(5)
        settings = HouseSettings(
            data_dir=Path(scratch),
            edition=edition.resolve(),
            host="127.0.0.1",
            drain_s=_DRAIN_S,
            rest_port=rest,
            grpc_port=grpc,
            jurisdiction_port=jurisdiction,
            wayfinding_port=wayfinding,
            faq_port=faq,
            jurisdiction_target="",
            wayfinding_target="",
            faq_target="",
        )
        house = House(services_of(settings), settings.drain_s)
        try:
            house.start()
            house.wait_ready(threading.Event())
            yield settings.address
        finally:
            house.stop()


def _outcome(gateway: Gateway, request: dict[str, Any]) -> Outcome:
    try:
        response = gateway.resolve(request)
    except Refused as refused:
        return Outcome(kind=f"refused: {refused}")
    responsibility, clarification = response.get("responsibility") or {}, response.get("clarification") or {}
    return Outcome(
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


def lines(found: Comparison) -> Iterator[str]:
    """The comparison for people: each inquiry that changes with what was and what would be, then the counts."""
    for one in found.differences:
        yield f"{one.id}: {one.text}"
        for name in one.differs:
            before, after = getattr(one.before, name), getattr(one.after, name)
            yield f"  {name:<8} {_shown(before)}"
            yield f"  {'→':>8} {_shown(after)}"
        yield ""
    counts = "".join(f", {number} in {name}" for name, number in found.counts().items())
    yield f"{len(found.differences)} of {found.asked} inquiries are answered otherwise{counts}"


def _shown(text: str) -> str:
    return text.replace("\n", "\n" + " " * 11) or "(none)"
