"""Writes the tables of docs/telemetry.md from the schema, or with --check fails when they differ.

python scripts/build/telemetry_docs.py [--check]
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from city120_platform.telemetry.schema import Attribute, Schema, schema

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "telemetry.md"
_MARK = re.compile(r"(<!-- generated: (?P<name>\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def tables(known: Schema) -> dict[str, str]:
    """The generated parts of the page, by name."""
    return {
        "spans": table(
            ("span", "kind", "what", "attributes"),
            ((f"`{span.name}`", span.kind, span.brief, _names(span.attributes)) for span in known.spans),
        ),
        "metrics": table(
            ("metric", "in Prometheus", "what", "attributes"),
            (
                (f"`{metric.name}`", f"`{_short(metric.prometheus_names)}`", f"{metric.brief} {_unit(metric.unit)}", _names(metric.attributes))
                for metric in known.metrics.values()
            ),
        ),
        "attributes": _described(known.attributes.values()),
        "resource": _described(known.resource.values()),
        "logs": table(("field", "type", "what"), ((f"`{field.id}`", field.type, field.brief) for field in known.log_fields.values())),
        "withheld": table(("attribute", "set by", "why not"), ((f"`{row.id}`", row.by, row.why) for row in known.withheld)),
    }


def _described(attributes: Iterable[Attribute]) -> str:
    rows = ((f"`{row.id}`", row.type, row.brief, ", ".join(f"`{example}`" for example in row.examples)) for row in attributes)
    return table(("attribute", "type", "what", "such as"), rows)


def _names(attributes: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in attributes) or "–"


def _short(series: tuple[str, ...]) -> str:
    return series[0].removesuffix("_bucket") + ("_{bucket,sum,count}" if len(series) > 1 else "")


def _unit(unit: str) -> str:
    return {"s": "Seconds.", "By": "Bytes."}.get(unit, "")


def page(text: str, known: Schema) -> str:
    """The page with its tables made anew. Raises KeyError for a part that nothing makes."""
    made = tables(known)
    return _MARK.sub(lambda match: f"{match[1]}{made[match['name']]}{match[3]}", text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if the page differs from the schema")
    arguments = parser.parse_args()
    text = PAGE.read_text(encoding="utf-8")
    made = page(text, schema())
    if arguments.check:
        if made != text:
            print(f"{PAGE.relative_to(ROOT)} differs from the schema; run scripts/build/telemetry_docs.py", file=sys.stderr)
        return int(made != text)
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
