"""How often callers are asked which affair it is, how often its first choice is right, and how often a suggestion from so likely on would be: of
golden inquiries, asked of a running house.

python scripts/audit/measure_menus.py tests/golden/frozen/*.csv tests/golden/{inquiries,stories,gaps}.csv [--address http://127.0.0.1:8120]
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import httpx

from city120_evaluation.asking import request_of
from city120_evaluation.golden import OFFICE_HOURS, Golden, Judged, judge, read_golden

LIKELY = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8)


def menus(client: httpx.Client, inquiries: list[Golden]) -> list[Judged]:
    """The inquiries that are asked about."""
    asked = []
    for inquiry in inquiries:
        response: dict[str, Any] = client.post("/v1/inquiries:resolve", json=request_of(inquiry, OFFICE_HOURS)).raise_for_status().json()
        judged = judge(inquiry, response, 0.0)
        if "affair" in judged.missing and len(judged.affairs) > 1:
            asked.append(judged)
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
    known = [judged for judged in asked if judged.golden.affair]
    print(f"{len(inquiries)} inquiries, {len(asked)} asked which affair it is, {len(known)} of them with a known one")
    for least in LIKELY:
        likelier = [judged for judged in known if judged.affairs[0][1] >= least]
        right = sum(judged.names_affair() for judged in likelier)
        print(f"first choice at least {least:g} likely: {len(likelier)}, right {right} ({right / max(1, len(likelier)):.0%})")


if __name__ == "__main__":
    main()
