"""`city120 coverage`: where the rules of the edition have gaps or contradict each other, and what else wants a look."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import Any

from city120_cli.gateway import Gateway
from city120_cli.options import Commands, print_json
from city120_cli.outcome import DONE, FINDING
from city120_cli.writing import writing

SECTIONS = ("gaps", "conflicts", "shadowed", "expired", "unverified")
FAULTS = ("gaps", "conflicts")
_COLUMNS = ("section", "affair_code", "district_code", "rule_ids", "detail")


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_asking(
        "coverage",
        coverage,
        "report gaps and conflicts of the rules over all affairs and districts",
        more="Also rules that never win, rules past their validity, and bodies without a verified telephone. Every hour, type of day and month "
        "that rules tell apart is looked at. Status 1 on gaps or conflicts.",
        examples=("city120 coverage", "city120 coverage --as-of 2025-07-01 --json", "city120 coverage --csv findings.csv"),
    )
    parser.add_argument("--as-of", metavar="DATE", help="the directory date, YYYY-MM-DD (default: today)")
    parser.add_argument("--csv", metavar="FILE", type=Path, help="also write all findings as a table")


def coverage(arguments: argparse.Namespace) -> int:
    """Print the report."""
    with Gateway(arguments.address) as gateway:
        report = gateway.get("/v1/coverage", as_of=arguments.as_of)
    if arguments.csv:
        _write(arguments.csv, report)
    if arguments.json:
        print_json({section: report.get(section) or [] for section in SECTIONS} | {"edition_id": report.get("edition_id")})
    else:
        _print(report)
    return FINDING if any(report.get(section) for section in FAULTS) else DONE


def _print(report: dict[str, Any]) -> None:
    for section in SECTIONS:
        findings = report.get(section) or []
        print(f"{section:<12}{len(findings)}")
        for finding in findings if section != "unverified" else ():
            where = f" in {finding['district_code']}" if finding.get("district_code") else ""
            rules = f" ({', '.join(finding['rule_ids'])})" if finding.get("rule_ids") else ""
            print(f"  {finding['affair_code']}{where}{rules}: {finding['detail']}")
    if report.get("unverified"):
        print("bodies without a verified telephone are listed by --json and --csv", file=sys.stderr)


def _write(path: Path, report: dict[str, Any]) -> None:
    with writing(path), path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, _COLUMNS, lineterminator="\n")
        table.writeheader()
        for section in SECTIONS:
            for finding in report.get(section) or []:
                plain = {name: finding.get(name) or "" for name in ("affair_code", "district_code", "detail")}
                table.writerow({"section": section, "rule_ids": " ".join(finding.get("rule_ids") or []), **plain})
