"""How often a second turn that leaves out its subject keeps it, and is not answered with what was told before; and how often a full inquiry behind an
answer about something else is about itself: asked of a running house.

python scripts/audit/measure_turns.py tests/golden/turns/*.csv --full tests/golden/{inquiries,gaps,messy,plain,deaf}.csv [--address URL]
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from typing import Any

import httpx

from city120_evaluation.golden import OFFICE_HOURS, Golden, read_golden

# As long as a second turn that is read beside what was answered before, in characters; and so many full inquiries are asked.
LONGEST, MOST = 40, 240


def ask(client: httpx.Client, text: str, language: str, before: dict[str, Any] | None = None) -> dict[str, Any]:
    """The answer to a text, behind another answer if there is one."""
    asked = before["clarification"] if before is not None and before["clarification"] else before
    request = {"text": text, "language": language, "channel": "chat", "at": OFFICE_HOURS}
    request |= {"continuation": asked["continuation"]} if asked is not None else {}
    answer: dict[str, Any] = client.post("/v1/inquiries:resolve", json=request).raise_for_status().json()
    return answer


def affair(answer: dict[str, Any]) -> str:
    """What an answer is about; empty for nothing."""
    return answer["affairs"][0]["code"] if answer["affairs"] else ""


def told(answer: dict[str, Any]) -> str:
    """The entry's text that an answer tells; empty for none."""
    text: str = (answer["answer"] or {}).get("text", "")
    return text if any(text in part for part in answer["rendered"]["parts"]) else ""


def second_turns(client: httpx.Client, turns: list[dict[str, str]]) -> None:
    """Print how many keep the subject, and name those that do not or tell the same again."""
    kept = again = 0
    for turn in turns:
        first = ask(client, turn["first"], turn["language"])
        second = ask(client, turn["text"], turn["language"], first)
        right, same = affair(second) in turn["affair"].split("|"), bool(told(second)) and told(second) == told(first)
        kept, again = kept + right, again + same
        if not right or same:
            print(f"{turn['id']}: {turn['first']} / {turn['text']}: {affair(second) or second['kind']}{', told again' if same else ''}")
    print(f"{len(turns)} second turns: {kept} keep the subject, {again} are told the same again")


def full_inquiries(client: httpx.Client, inquiries: list[Golden], turns: list[dict[str, str]]) -> None:
    """Print how many of those that are stated rightly alone are so behind an answer of another family."""
    short = [inquiry for inquiry in inquiries if inquiry.affair and "|" not in inquiry.affair and len(inquiry.text) <= LONGEST]
    right = lost = 0
    for number, inquiry in enumerate(short[:: max(1, len(short) // MOST)]):
        alone = ask(client, inquiry.text, inquiry.language)
        others = [turn for turn in turns if turn["language"] == inquiry.language and turn["affair"].split(".")[0] != inquiry.affair.split(".")[0]]
        if affair(alone) != inquiry.affair or alone["clarification"] is not None or not others:
            continue
        before = ask(client, others[number % len(others)]["first"], inquiry.language)
        right, lost = right + 1, lost + (affair(ask(client, inquiry.text, inquiry.language, before)) != inquiry.affair)
    print(f"{right} full inquiries that are stated rightly alone: {lost} are about something else behind another answer")


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--full", nargs="*", type=Path, default=[])
    parser.add_argument("--address", default="http://127.0.0.1:8120")
    given = parser.parse_args()
    turns = [row for file in given.files for row in csv.DictReader(file.open(encoding="utf-8"))]
    with httpx.Client(base_url=given.address, timeout=30, trust_env=False) as client:
        second_turns(client, turns)
        if given.full:
            full_inquiries(client, [inquiry for file in given.full for inquiry in read_golden(file)], turns)


if __name__ == "__main__":
    main()
