"""Answers as they were at one commit and as they are at another, side by side in six languages, as a page.

python scripts/audit/compare_answers.py BEFORE [--after HEAD] [--count 20] > docs/before-and-after.md

Without --ids those are shown whose official text changed most, one of each group of affairs at a time.
"""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import chain, zip_longest
from typing import Any

import yaml

ENTRIES = "libs/seoul/src/city120_seoul/rows/entries"
LANGUAGES = ("ko", "en", "zh", "ja", "vi", "mn")
OFFICIAL = "ko"
Texts = Mapping[str, Mapping[str, str]]


def git(*arguments: str) -> str:
    """What git prints."""
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout


def entries_at(commit: str) -> dict[str, Texts]:
    """The texts of the city's entries, by id and language."""
    files = git("ls-tree", "--name-only", commit, f"{ENTRIES}/").split()
    rows: Iterator[Any] = chain.from_iterable(yaml.load(git("show", f"{commit}:{file}"), yaml.CSafeLoader) for file in files)
    return {row["id"]: {language: row[language] for language in LANGUAGES} for row in rows if not row.get("publisher")}


def most_changed(before: Mapping[str, Texts], after: Mapping[str, Texts], count: int) -> list[str]:
    """The ids whose official answer changed most, one of each group in turn."""
    by_group: dict[str, list[tuple[float, str]]] = {}
    for entry in sorted(before.keys() & after.keys()):
        old, new = (entries[entry][OFFICIAL]["answer"] for entries in (before, after))
        by_group.setdefault(entry.partition(".")[0], []).append((SequenceMatcher(None, old, new, autojunk=False).ratio(), entry))
    turns = zip_longest(*(sorted(group) for group in by_group.values()))
    return [entry for turn in turns for ratio, entry in sorted(filter(None, turn)) if ratio < 1][:count]


def page(commits: tuple[str, str], before: Mapping[str, Texts], after: Mapping[str, Texts], ids: list[str]) -> Iterator[str]:
    """The lines of the page."""
    yield "# Before and after"
    yield ""
    yield f"{len(ids)} answers as they were at `{commits[0]}` and are at `{commits[1]}`: of each group of affairs in turn those whose Korean text"
    yield f"changed most (`python scripts/audit/compare_answers.py {commits[0]} --after {commits[1]} --count {len(ids)}`)."
    for entry in ids:
        yield f"\n## {entry}\n\n{after[entry][OFFICIAL]['question']}\n\n| | before | after |\n|---|---|---|"
        for language in LANGUAGES:
            texts = [" ".join(entries[entry][language]["answer"].split()).replace("|", "\\|") for entries in (before, after)]
            yield f"| {language} | {texts[0]} | {texts[1]} |"


def main() -> None:
    """Print the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("before", metavar="BEFORE", help="a commit")
    parser.add_argument("--after", default="HEAD", help="a commit (HEAD)")
    parser.add_argument("--count", type=int, default=20, help="how many answers (20)")
    parser.add_argument("--ids", nargs="*", help="these answers")
    arguments = parser.parse_args()
    commits = (git("rev-parse", "--short=8", arguments.before).strip(), git("rev-parse", "--short=8", arguments.after).strip())
    before, after = (entries_at(commit) for commit in commits)
    print("\n".join(page(commits, before, after, arguments.ids or most_changed(before, after, arguments.count))))


if __name__ == "__main__":
    main()
