"""The command line as a stranger meets it: help that teaches, wrong usage that says the way out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from city120_cli.__main__ import _COMMANDS, make_parser
from city120_edition import current_edition_path
from city120_processes import free_ports

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Run, SpokenGateway


COMMANDS = ("up", "ask", "locate", "geocode", "places", "last", "departures", "eval", "edition", "faq", "route", "coverage", "import")
GROUPS = {"edition": ("build", "validate", "diff"), "faq": ("import", "validate", "diff", "publish", "revisions", "rollback")}
WITH_JSON = (*((name,) for name in COMMANDS if name not in GROUPS), *((group, name) for group, names in GROUPS.items() for name in names))
NOT_YET = (("route", "Gangnam", "Sadang", "--arrive-by", "2026-11-24T09:00:00+09:00"),)


def test_a_command_is_found_in_the_module_that_has_it() -> None:
    """Loaded alone, each module has the commands that the table says, and no others."""
    for module, names in _COMMANDS.items():
        shown = make_parser(names[0]).format_help()
        listed = re.findall(r"^    ([a-z]+)(?= |$)", shown, re.MULTILINE)
        assert tuple(listed) == names, module


def test_the_first_help_names_every_command_and_the_exit_statuses(city120: Run) -> None:
    shown = city120("--help")
    assert shown.status == 0
    listed = {line.split()[0] for line in shown.out.splitlines() if line.startswith("    ") and line.strip()}
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


@pytest.mark.parametrize("arguments", NOT_YET, ids=" ".join)
def test_what_is_not_built_yet_says_what_is_coming(city120: Run, arguments: tuple[str, ...]) -> None:
    ended = city120(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert "not in this version; coming: " in ended.err


@pytest.mark.parametrize("text", ["colour=red", "area_code", "area_code="])
def test_a_choice_that_is_none_names_those_there_are(city120: Run, text: str) -> None:
    ended = city120("ask", "x", "--fill", text)
    assert ended.status == 2
    assert "KEY=VALUE with one of area_code, affair_code" in ended.err


def test_without_a_gateway_the_way_to_start_one_is_told(city120: Run) -> None:
    ended = city120("ask", "hello", "--address", "http://127.0.0.1:1")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == "city120: no gateway at http://127.0.0.1:1; start it with: city120 up (or make run)\n"


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


@pytest.mark.parametrize("address", ["127.0.0.1:8120", "ftp://x", "http://", "http://a:b"])
def test_an_address_that_is_none_is_wrong_usage(city120: Run, address: str) -> None:
    ended = city120("ask", "hello", "--address", address)
    assert ended.status == 2
    assert "write http://HOST:PORT" in ended.err


def test_the_address_comes_from_the_environment(city120: Run, gateway: SpokenGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    gateway.answers["/v1/geocode"] = {"places": [{"ref": "station:x", "kind": "station", "names": {"ko": "서울역", "en": "Seoul Station"}}]}
    monkeypatch.setenv("CITY120_ADDRESS", gateway.address)
    assert "서울역 (Seoul Station)" in city120("geocode", "seoul").out


@pytest.mark.parametrize(("http_status", "status"), [(400, 2), (404, 1), (422, 1), (503, 1)])
def test_what_the_gateway_refuses_is_told_in_its_words(city120: Run, gateway: SpokenGateway, http_status: int, status: int) -> None:
    gateway.answers["/v1/areas:locate"] = (http_status, {"title": "x", "status": http_status, "detail": "code: does not exist; find codes"})
    ended = city120("locate", "99999", "--address", gateway.address)
    assert (ended.status, ended.err) == (status, "city120: code: does not exist; find codes\n")


def test_a_key_of_the_environment_is_sent_and_a_missing_one_explained(city120: Run, gateway: SpokenGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    gateway.answers["/v1/geocode"] = (401, {"title": "x", "status": 401, "detail": "x-api-key: no valid key was sent"})
    assert "set CITY120_API_KEY" in city120("geocode", "x", "--address", gateway.address).err
    monkeypatch.setenv("CITY120_API_KEY", "secret")
    city120("geocode", "x", "--address", gateway.address)
    assert [asked.headers.get("x-api-key") for asked in gateway.asked] == [None, "secret"]


def test_another_server_is_told_from_a_gateway(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers["/v1/geocode"] = b"<html>welcome</html>"
    ended = city120("geocode", "x", "--address", gateway.address)
    assert ended.status == 1
    assert "is it a gateway of city120?" in ended.err
