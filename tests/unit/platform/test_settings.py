"""What services read from the environment, and what they show of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from city120_edition.edition import EditionError
from city120_platform.settings import ServiceSettings, settings_table


class Beside(BaseSettings):
    """Settings of a part of a service, with a prefix of their own."""

    model_config = SettingsConfigDict(env_prefix="CITY120_PART_")

    secret_word: str = Field(default="open sesame", description="a word")
    limit: int = Field(default=3, description="a limit")


def test_a_variable_is_the_name_of_its_field_in_capitals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITY120_DRAIN_S", "2.5")
    assert ServiceSettings().drain_s == 2.5


@pytest.mark.parametrize(
    ("variable", "value"), [("MAX_CONCURRENT_RPCS", "0"), ("DEFAULT_DEADLINE_S", "0"), ("LOG_LEVEL", "LOUD"), ("EDITION_POLL_S", "soon")]
)
def test_a_value_that_cannot_be_is_refused_with_its_name(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(f"CITY120_{variable}", value)
    with pytest.raises(ValidationError, match=variable.lower()):
        ServiceSettings()


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("127.8.9.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False), ("city.example", False)],
)
def test_only_loopback_is_out_of_reach_for_others(host: str, alone: bool) -> None:
    assert ServiceSettings(host=host).loopback_only is alone


def test_keys_of_the_one_list() -> None:
    assert ServiceSettings(api_keys=" first, ,второй ,").keys == ("first", "второй")


@pytest.mark.parametrize(
    ("values", "keyed"),
    [({}, False), ({"api_keys": " , "}, False), ({"api_keys": "k"}, True), ({"named_keys": "x"}, True), ({"keys_file": "f"}, True)],
)
def test_whether_callers_must_send_a_key(values: dict[str, str], keyed: bool) -> None:
    assert ServiceSettings(**values).keyed is keyed  # type: ignore[arg-type]


def test_the_edition_is_the_one_named_or_the_current_one_of_the_data_directory(tmp_path: Path) -> None:
    assert ServiceSettings(data_dir=tmp_path, edition=tmp_path / "mine").edition_path() == tmp_path / "mine"
    with pytest.raises(EditionError):
        ServiceSettings(data_dir=tmp_path).edition_path()


def test_the_table_has_a_line_for_each_setting_and_shows_no_key_or_secret() -> None:
    table = settings_table(ServiceSettings(api_keys="hush", host="::1"), Beside())
    lines = {line.split()[0]: line for line in table.splitlines()}
    assert set(lines) == {f"CITY120_{name.upper()}" for name in ServiceSettings.model_fields} | {"CITY120_PART_SECRET_WORD", "CITY120_PART_LIMIT"}
    assert "hush" not in table
    assert "sesame" not in table
    assert lines["CITY120_HOST"].split()[1] == "::1"
    assert lines["CITY120_PART_LIMIT"].endswith("a limit")


def test_a_key_that_is_not_set_is_shown_as_empty() -> None:
    (line,) = (line for line in settings_table(ServiceSettings(api_keys="")).splitlines() if line.startswith("CITY120_API_KEYS"))
    assert "***" not in line
