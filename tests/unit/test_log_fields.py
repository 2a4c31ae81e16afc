"""Every field that any code logs is in the telemetry schema, also where no test comes by."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from city120_platform.telemetry.schema import schema

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*ROOT.glob("libs/*/src/city120_*/**/*.py"), *ROOT.glob("services/*/src/**/*.py")])


def logged(path: Path) -> Iterator[str]:
    """Names that stand in fields(...), or in a {"fields": {...}} written out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "fields":
            yield from (keyword.arg for keyword in node.keywords if keyword.arg)
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "fields" and isinstance(value, ast.Dict):
                    yield from (str(name.value) for name in value.keys if isinstance(name, ast.Constant))


def test_every_logged_field_is_in_the_schema_and_every_field_of_it_is_logged() -> None:
    values = {name for path in SOURCES for name in logged(path)}
    assert {"method", "reason", "rest_s"} <= values
    assert values - set(schema().log_fields) == set()
    of_every_line = {"time", "level", "service", "logger", "message", "trace_id", "span_id", "exception"}
    put_together_elsewhere = {"layers", "repeated"}
    assert set(schema().log_fields) - values == of_every_line | put_together_elsewhere
