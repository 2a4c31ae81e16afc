"""How a service begins: its settings and switches, and what it says when it cannot."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator

import pytest
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from city120_edition.edition import EditionError
from city120_edition.layers import LayerError
from city120_platform.service import parse_settings, run
from city120_platform.settings import ServiceSettings


class Settings(ServiceSettings):
    """Those of a service of this test."""

    test_port: int = Field(default=1, description="where it listens")
    rehearses: bool = Field(default=False, description="only rehearse")


class Beside(BaseSettings):
    """Those of a part of it."""

    model_config = SettingsConfigDict(env_prefix="CITY120_PART_")

    limit: int = Field(default=3, description="a limit")


@pytest.fixture(autouse=True)
def _handlers_stay() -> Iterator[None]:
    """Parsing begins to log; handlers and level are put back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def parsed(monkeypatch: pytest.MonkeyPatch, *arguments: str, **environment: str) -> Settings:
    monkeypatch.setattr(sys, "argv", ["city120-test", *arguments])
    for name, value in environment.items():
        monkeypatch.setenv(f"CITY120_{name}", value)
    return parse_settings("test", "A service of a test.", Settings, {"rehearse": "rehearses"}, (Beside,))


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = parsed(monkeypatch, TEST_PORT="5120", LOG_LEVEL="ERROR")
    assert (settings.test_port, settings.rehearses) == (5120, False)
    assert logging.getLogger().level == logging.ERROR


def test_a_switch_turns_its_setting_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parsed(monkeypatch, "--rehearse", REHEARSES="0").rehearses


def test_the_table_of_settings_is_printed_and_nothing_is_started(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parsed(monkeypatch, "--settings")
    assert left.value.code in (0, None)
    printed = capsys.readouterr().out
    assert "CITY120_TEST_PORT" in printed
    assert "CITY120_PART_LIMIT" in printed


@pytest.mark.parametrize(("variable", "value", "told"), [("TEST_PORT", "many", "test_port"), ("PART_LIMIT", "none", "limit")])
def test_a_wrong_value_is_named_and_ends_the_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], variable: str, value: str, told: str
) -> None:
    with pytest.raises(SystemExit) as left:
        parsed(monkeypatch, **{variable: value})
    assert left.value.code == 2
    assert told in capsys.readouterr().err


def test_an_address_that_others_reach_wants_keys(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parsed(monkeypatch, HOST="0.0.0.0")
    assert left.value.code == 2
    assert "CITY120_HOST=0.0.0.0 can be reached from outside; set CITY120_API_KEYS" in capsys.readouterr().err
    assert parsed(monkeypatch, HOST="0.0.0.0", API_KEYS="one").keys == ("one",)


@pytest.fixture
def _without_telemetry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_SDK_DISABLED", "true")


@pytest.mark.usefixtures("_without_telemetry")
@pytest.mark.parametrize("error", [EditionError("there is no edition"), LayerError("the layer is broken")], ids=lambda error: type(error).__name__)
def test_without_an_edition_or_with_a_broken_layer_one_line_says_so(capsys: pytest.CaptureFixture[str], error: Exception) -> None:
    async def main() -> None:
        raise error

    with pytest.raises(SystemExit) as left:
        run(main, "test", ServiceSettings())
    assert left.value.code == 1
    assert capsys.readouterr().err == f"test: {error}\n"


@pytest.mark.usefixtures("_without_telemetry")
def test_what_nobody_foresaw_is_not_hidden() -> None:
    async def main() -> None:
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError, match="a bug"):
        run(main, "test", ServiceSettings())
