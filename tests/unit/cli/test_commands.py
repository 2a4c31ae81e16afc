"""The command line as a stranger meets it: help that teaches, wrong usage that says the way out."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from city120_cli.__main__ import _COMMANDS, make_parser
from city120_edition import current_edition_path
from city120_processes import free_ports

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Run, SpokenGateway


COMMANDS = ("up", "ask", "locate", "geocode", "places", "last", "departures", "eval", "edition", "faq", "route", "directions", "coverage", "import")
GROUPS = {"edition": ("build", "validate", "diff"), "faq": ("import", "validate", "diff", "publish", "revisions", "rollback")}
WITH_JSON = (*((name,) for name in COMMANDS if name not in GROUPS), *((group, name) for group, names in GROUPS.items() for name in names))


def test_a_command_is_found_in_the_module_that_has_it() -> None:
    """Loaded alone, each module has the commands that the table says, and no others."""
    for module, names in _COMMANDS.items():
        shown = make_parser(names[0]).format_help()
        listed = re.findall(r"^    ([a-z]+)(?: \(([a-z]+)\))?(?= |$)", shown, re.MULTILINE)
        assert tuple(filter(None, chain(*listed))) == names, module


def test_the_first_help_names_every_command_and_the_exit_statuses(city120: Run) -> None:
    shown = city120("--help")
    assert shown.status == 0
    listed = {word.strip("()") for line in shown.out.splitlines() if line.startswith("    ") and line.strip() for word in line.split()[:2]}
    assert set(COMMANDS) <= listed
    assert "0 done, 1 a finding" in shown.out


@pytest.mark.parametrize("name", COMMANDS[:10])
def test_the_help_of_a_command_has_examples_that_call_it(city120: Run, name: str) -> None:
    _, _, examples = city120(name, "--help").out.partition("examples:\n")
    assert f"city120 {name}" in examples


@pytest.mark.parametrize("command", WITH_JSON, ids=" ".join)
def test_every_command_knows_json(city120: Run, command: tuple[str, ...]) -> None:
    assert "--json" in city120(*command, "--help").out


@pytest.mark.parametrize("arguments", [(), ("sing",), ("ask",), ("ask", "x", "--channel", "pigeon"), ("import", "gossip", "x")], ids=" ".join)
def test_wrong_usage_ends_with_2(city120: Run, arguments: tuple[str, ...]) -> None:
    ended = city120(*arguments)
    assert ended.status == 2
    assert "usage: city120" in ended.err


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("coverage", "--csv", "/dev/null/x/y.csv"), id="a table"),
        pytest.param(("edition", "build", "--data-dir", "/dev/null/x"), id="an edition"),
        pytest.param(("up",), id="the house"),
        pytest.param(("export", "hsds", "/dev/null/x"), id="an export"),
    ],
)
def test_a_path_that_cannot_be_written_is_wrong_usage_that_names_it(
    city120: Run,
    gateway: SpokenGateway,
    small_rows: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    services = ("REST", "GRPC", "JURISDICTION", "WAYFINDING", "FAQ")
    for service, port in zip(services, free_ports(len(services)), strict=True):
        monkeypatch.setenv(f"CITY120_{service}_PORT", str(port))
    gateway.answers["/v1/coverage"] = {}
    path = current_edition_path(small_rows)
    monkeypatch.setattr("city120_cli.export.current_edition_path", lambda _: path)
    monkeypatch.setenv("CITY120_DATA_DIR", "/dev/null/x")
    monkeypatch.setenv("CITY120_ADDRESS", gateway.address)
    ended = city120(*command)
    assert ended.status == 2
    assert "/dev/null/x" in ended.err
    assert "name a path in a folder that exists and that you may use" in ended.err
