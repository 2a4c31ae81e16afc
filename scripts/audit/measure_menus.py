"""How often callers are asked which affair it is, how often its first choice is right, and what a suggestion from so many times as likely on would
tell: of golden inquiries, asked of a running house.

python scripts/audit/measure_menus.py tests/golden/frozen/*.csv tests/golden/{inquiries,stories,gaps}.csv [--address http://127.0.0.1:8120]
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import httpx

from city120_evaluation.asking import request_of
from city120_evaluation.golden import OFFICE_HOURS, Golden, Judged, judge, read_golden

RATIOS = (1.0, 1.5, 2.0, 3.0, 5.0)


def menus(client: httpx.Client, inquiries: list[Golden]) -> list[tuple[Judged, float]]:
    """The inquiries that are asked about, each with how many times as likely its first choice is as the second."""
    asked = []
    for inquiry in inquiries:
        response: dict[str, Any] = client.post("/v1/inquiries:resolve", json=request_of(inquiry, OFFICE_HOURS)).raise_for_status().json()
        judged = judge(inquiry, response, 0.0)
        if "affair" in judged.missing and len(judged.affairs) > 1:
            (_, first), (_, second) = judged.affairs[:2]
            asked.append((judged, first / second))
    return asked


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--address", default="http://127.0.0.1:8120")
    told = parser.parse_args()
    inquiries = [inquiry for file in told.files for inquiry in read_golden(file)]
    with httpx.Client(base_url=told.address, timeout=30, trust_env=False) as client:
        asked = menus(client, inquiries)
    known = [(judged, ratio) for judged, ratio in asked if judged.golden.affair]
    print(f"{len(inquiries)} inquiries, {len(asked)} asked which affair it is, {len(known)} of them with a known one")
    for least in RATIOS:
        likelier = [judged for judged, ratio in known if ratio >= least]
        right = sum(judged.names_affair() for judged in likelier)
        print(f"first choice at least {least:g} times as likely: {len(likelier)}, right {right} ({right / max(1, len(likelier)):.0%})")


if __name__ == "__main__":
    main()
