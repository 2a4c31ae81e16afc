"""How commands are described and their arguments read."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from city120_cli.options import Commands, LatLon, fill, point, print_json

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Run, SpokenGateway


@pytest.mark.parametrize("text", ["colour=red", "area_code", "area_code="])
def test_a_choice_that_is_none_names_those_there_are(city120: Run, text: str) -> None:
    ended = city120("ask", "x", "--fill", text)
    assert ended.status == 2
    assert "KEY=VALUE with one of area_code, affair_code" in ended.err


def test_the_address_comes_from_the_environment(city120: Run, gateway: SpokenGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    gateway.answers["/v1/geocode"] = {"places": [{"ref": "station:x", "kind": "station", "names": {"ko": "서울역", "en": "Seoul Station"}}]}
    monkeypatch.setenv("CITY120_ADDRESS", gateway.address)
    assert "서울역 (Seoul Station)" in city120("geocode", "seoul").out


def commands() -> tuple[argparse.ArgumentParser, Commands]:
    parser = argparse.ArgumentParser(prog="city120")
    return parser, Commands(parser)


def test_a_command_has_its_examples_as_they_are_written_and_knows_json(capsys: pytest.CaptureFixture[str]) -> None:
    parser, made = commands()
    made.add("look", lambda arguments: 3, "look at 100 %", more="Twice.", examples=("city120 look   --deep",))
    parsed = parser.parse_args(["look", "--json"])
    assert (parsed.json, parsed.run(parsed)) == (True, 3)
    with pytest.raises(SystemExit):
        parser.parse_args(["look", "--help"])
    told = capsys.readouterr().out
    assert "Look at 100 %. Twice." in told
    assert told.endswith("examples:\n  city120 look   --deep\n")


def test_one_that_has_commands_of_its_own_runs_nothing_and_knows_no_json() -> None:
    parser, made = commands()
    group = made.add("group", None, "group commands")
    Commands(group).add("inner", lambda arguments: 4, "look", json_option=False)
    parsed = parser.parse_args(["group", "inner"])
    assert parsed.run(parsed) == 4
    assert not hasattr(parsed, "json")
    assert group.get_default("run") is None


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, "http://127.0.0.1:8120"),
        ({"CITY120_REST_PORT": "9000"}, "http://127.0.0.1:9000"),
        ({"CITY120_REST_PORT": "9000", "CITY120_ADDRESS": "http://there:1"}, "http://there:1"),
    ],
)
def test_a_gateway_is_asked_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], address: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    parser, made = commands()
    made.add_asking("look", lambda arguments: 0, "look")
    assert parser.parse_args(["look"]).address == address
    assert parser.parse_args(["look", "--address", "http://x:2"]).address == "http://x:2"


def test_a_point_is_two_degrees_with_a_comma() -> None:
    assert point("37.5666,126.9784") == LatLon(37.5666, 126.9784)
    with pytest.raises(argparse.ArgumentTypeError, match="write degrees north, a comma, degrees east"):
        point("here")


def test_a_choice_has_a_key_and_a_value_that_may_hold_equals_signs() -> None:
    assert fill("asset=a=b") == ("asset", "a=b")


def test_a_value_for_programs_keeps_its_letters(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": "마포구"})
    assert capsys.readouterr().out == '{\n  "name": "마포구"\n}\n'
