"""Studies what a number that was set by hand is worth: reads the golden sets in this process, as they are read, and with other numbers.

python scripts/train/study_reading.py                            what each set gives
python scripts/train/study_reading.py STORY_WIDTH=1000000        what another number changes, beside the standard error of each measure
python scripts/train/study_reading.py OFFERED=2 WRONG_COST=5.0
python scripts/train/study_reading.py --groups                  of what no affair is stated of: how often a group is certain, and right
python scripts/train/study_reading.py --sets titles proposals faq   what is refused of public business in the reference data (CITY120_REFERENCE_DATA)

Numbers are those of city120_faq.hand_set. They are read with the edition that is current in the data directory (build one: city120 edition build), so
this shows what steers reading; what steers training shows after scripts/train/train_matcher.py. Vectors are kept, so the first run takes a minute and
the next one seconds. Measures are those of `city120 eval`, without what the gateway adds: places, times and the caller's corrections.
"""

from __future__ import annotations

import argparse
import ast
import datetime as dt
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from city120_edition import Edition, current_edition_path, default_data_dir, rows
from city120_edition.edition import EditionError
from city120_evaluation.citizens import proposals
from city120_evaluation.faq_titles import read_titles
from city120_evaluation.golden import OFFICE_HOURS, Golden, Judged, judge, read_golden
from city120_evaluation.measures import Share, alarms, check_shares, second_questions, understanding
from city120_evaluation.runs import mid_p
from city120_faq import hand_set
from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.encoder.floats import Floats
from city120_faq.encoder.vectors import VectorStore
from city120_faq.faq import Faq
from city120_faq.learning.training import follow
from city120_faq.matching.decision import Decision
from city120_faq.matching.match import Inquiry, Limits, Match
from city120_text import detect_language

ROOT = Path(__file__).parents[2]
GOLDEN, CACHE = ROOT / "tests" / "golden", ROOT / "build" / "study" / "as read"
SETS = ("frozen", "inquiries", "entries", "plain", "pairs", "deaf", "stories")
# What citizens wrote to the city and nothing was fitted on: by its title, and whole; and titles of the city's FAQ. All of it is public business.
CITIZENS, FAQ = {"titles": "-title", "proposals": "-whole"}, "faq"
_DAY = dt.datetime.fromisoformat(OFFICE_HOURS).date()
_LIMITS = Limits(affairs=5, entries=10)
_KINDS = {Decision.STATE: "answer", Decision.ASK: "clarify", Decision.HAND_OVER: "handoff", Decision.REFUSE: "out_of_scope"}


def inquiries(name: str) -> list[Golden]:
    """The inquiries of a set: a file, a folder of them, or what is in the reference data."""
    if name == FAQ:
        return read_titles()
    if name in CITIZENS:
        return [inquiry for inquiry in proposals(fitted_on=False) if inquiry.id.endswith(CITIZENS[name])]
    folder = GOLDEN / name
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else [folder.with_suffix(".csv")]
    return [inquiry for file in files for inquiry in read_golden(file)]


def read(loaded: Faq, asked: Sequence[Golden], embed: Callable[[Sequence[str]], Floats]) -> list[Judged]:
    """Each inquiry as it is matched, judged."""
    languages = [detect_language(inquiry.text) for inquiry in asked]
    steps = [loaded.matching.match(inquiry.text, language, _DAY, _LIMITS) for inquiry, language in zip(asked, languages, strict=True)]
    return [judge(inquiry, _told(matched, language), 0.0) for inquiry, language, matched in zip(asked, languages, follow(steps, embed), strict=True)]


def _told(inquiry: Inquiry, language: str) -> dict[str, Any]:
    """What is judged of an answer, in the fields of REST."""
    also = [_match(inquiry.second)] if inquiry.second else []
    return {**_match(inquiry.first), "language": language, "also": also}


def _match(match: Match) -> dict[str, Any]:
    kind = "emergency" if match.reading.emergencies else _KINDS[match.decision]
    return {
        "kind": kind,
        "affairs": [{"code": candidate.affair, "probability": candidate.probability} for candidate in match.candidates],
        "answer": {"entry_id": match.entries[0][0].id} if match.entries and kind == "answer" else None,
        "clarification": {"missing": ["affair"]} if kind == "clarify" else None,
        "handoff": {"queue": "agent"} if kind == "handoff" else None,
    }


def measures(judged: Sequence[Judged]) -> dict[str, Share]:
    """Every share of a set that is about anything."""
    entry = {name: share for name, share in check_shares(judged).items() if name == "entry"}
    shares = {**understanding(judged), **alarms(judged), **entry, **second_questions(judged)}
    return {name: share for name, share in shares.items() if share.total}


def groups(loaded: Faq, edition: Edition, asked: Sequence[Golden], embed: Callable[[Sequence[str]], Floats]) -> Iterator[str]:
    """Of what is handed over, and of what is asked about, with a known affair: for how many a group is certain, and for how many the right one."""
    affairs, known = {row.code for row in edition.rows("affairs", rows.Affair)}, edition.rows("groups", rows.Group)
    about = [inquiry for inquiry in asked if inquiry.affair.rstrip("*") in affairs]
    steps = [loaded.matching.match(inquiry.text, detect_language(inquiry.text), _DAY, _LIMITS) for inquiry in about]
    told = [(inquiry.affair.rstrip("*"), matched.first) for inquiry, matched in zip(about, follow(steps, embed), strict=True)]
    for decision in (Decision.HAND_OVER, Decision.ASK):
        of_decision = [(rows.group_of(known, affair), match.group) for affair, match in told if match.decision is decision]
        certain = [(right, group) for right, group in of_decision if group is not None and group.certain]
        right = sum(expected is not None and expected.code == group.code for expected, group in certain)
        yield f"{_KINDS[decision]:<10}{len(of_decision):>5}, a group is certain of {len(certain)}, the right one of {right}"


@contextmanager
def numbers(changed: Sequence[tuple[str, Any]]) -> Iterator[None]:
    """With other numbers than those that were set."""
    before = [(name, getattr(hand_set, name)) for name, _ in changed]
    for name, value in changed:
        setattr(hand_set, name, value)
    try:
        yield
    finally:
        for name, value in before:
            setattr(hand_set, name, value)


def change(name: str, before: Sequence[Judged], after: Sequence[Judged]) -> list[str]:
    """A line for each measure of a set that is another now, and one for what was said rightly before or is now."""
    lines = []
    was = measures(before)
    for measure, share in measures(after).items():
        if (share.right, share.total) != (was[measure].right, was[measure].total):
            error = math.sqrt(was[measure].value * (1 - was[measure].value) / was[measure].total)
            points = 100 * (share.value - was[measure].value)
            counts = f"{was[measure].right} of {was[measure].total} -> {share.right} of {share.total}"
            lines.append(f"{name:<10}{measure:<22}{counts:<32}{points:+6.2f} points, standard error {100 * error:.2f}")
    pairs = list(zip(before, after, strict=True))
    lost, won = (sum(first.right and not second.right for first, second in turned) for turned in (pairs, [pair[::-1] for pair in pairs]))
    if lost or won:
        lines.append(f"{name:<10}{'everything checked':<22}{f'{lost} lost, {won} won':<32}p of so many losses {mid_p(lost, won):.3f}")
    return lines


def _number(text: str) -> tuple[str, Any]:
    name, _, value = text.partition("=")
    if not hasattr(hand_set, name) or not name.isupper():
        raise argparse.ArgumentTypeError(f"{name} is no number of city120_faq.hand_set")
    try:
        return name, ast.literal_eval(value)
    except (ValueError, SyntaxError):
        raise argparse.ArgumentTypeError(f"{text}: write NAME=NUMBER") from None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", nargs="*", type=_number, metavar="NAME=NUMBER", help="numbers of city120_faq.hand_set to read with")
    parser.add_argument("--sets", nargs="+", choices=(*SETS, *CITIZENS, FAQ), default=SETS, help="what to read (default: the golden sets)")
    parser.add_argument("--groups", action="store_true", help="how often a group is certain where no affair is")
    parser.add_argument("--data-dir", type=Path, default=default_data_dir(), help="where the edition is (default: that of the services)")
    arguments = parser.parse_args()
    try:
        edition = Edition.open(current_edition_path(arguments.data_dir))
    except EditionError as error:
        print(f"study_reading: {error}", file=sys.stderr)
        return 2
    store = VectorStore(CACHE, EmbeddingSettings(), batch=1)
    asked = {name: inquiries(name) for name in arguments.sets}

    if arguments.groups:
        loaded = Faq.load(edition)
        every = [inquiry for of_set in asked.values() for inquiry in of_set]
        print("\n".join(groups(loaded, edition, every, lambda texts: store.vectors(texts, lambda done, total: None))))
        return 0

    def judged() -> dict[str, list[Judged]]:
        loaded = Faq.load(edition)
        return {name: read(loaded, of_set, lambda texts: store.vectors(texts, lambda done, total: None)) for name, of_set in asked.items()}

    before = judged()
    if not arguments.numbers:
        for name, of_set in before.items():
            for measure, share in measures(of_set).items():
                print(f"{name:<10}{measure:<22}{share.right:>5} of {share.total:<6}{100 * share.value:6.2f} %")
        return 0
    with numbers(arguments.numbers):
        after = judged()
    lines = [line for name in asked for line in change(name, before[name], after[name])]
    print("\n".join(lines) or "nothing changes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
