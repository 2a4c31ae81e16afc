"""Which secrets each part of the house is given."""

from __future__ import annotations

import pytest
from pydantic_settings import BaseSettings

from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.settings import FaqSettings
from city120_gateway.settings import GatewaySettings
from city120_jurisdiction.settings import JurisdictionSettings
from city120_platform.settings import ServiceSettings
from city120_processes import EDITION, HouseSettings, environment_of
from city120_wayfinding.settings import WayfindingSettings

SETTINGS: dict[str, tuple[type[BaseSettings], ...]] = {
    "jurisdiction": (JurisdictionSettings,),
    "wayfinding": (WayfindingSettings,),
    "faq": (FaqSettings, EmbeddingSettings),
    "editor": (FaqSettings, EmbeddingSettings),
    "gateway": (GatewaySettings,),
    EDITION: (EmbeddingSettings,),
}
# The settings of faq and of its editor are one list; what edits are let in by is the editor's alone.
EDITORS = "CITY120_EDITOR_KEYS"


def variables(*every: type[BaseSettings]) -> set[str]:
    return {f"{settings.model_config.get('env_prefix', '')}{name}".upper() for settings in every for name in settings.model_fields}


ALL = variables(ServiceSettings, HouseSettings, *(settings for own in SETTINGS.values() for settings in own))
SECRETS = {
    "CITY120_API_KEYS",
    "CITY120_NAMED_KEYS",
    "CITY120_KEYS_FILE",
    EDITORS,
    "CITY120_EGEN_KEY",
    "CITY120_EMBEDDINGS_KEY",
    "CITY120_FAQ_ELASTICSEARCH_API_KEY",
    "CITY120_RECORDS_ELASTICSEARCH_API_KEY",
    "CITY120_SERVICE_KEY",
    "CITY120_TOKEN_KEYS",
}


@pytest.mark.parametrize("part", SETTINGS)
def test_a_part_is_given_every_variable_that_its_settings_name_and_no_secret_of_others(part: str) -> None:
    """A new secret must be written down for who reads it: until then nobody is given it, and this test says so."""
    given = set(environment_of(part, dict.fromkeys(ALL, "x")))
    named = variables(*SETTINGS[part]) - ({EDITORS} if part != "editor" else set())
    assert named <= given
    assert given & SECRETS == named & SECRETS


def test_the_secrets_are_those_of_the_settings() -> None:
    assert ALL - {name for name in ALL if name in environment_of("nobody", dict.fromkeys(ALL, "x"))} == SECRETS


def test_what_sounds_like_a_secret_and_is_not_known_is_given_to_nobody() -> None:
    environment = {"CITY120_API_KEY": "a caller's", "CITY120_OTHER_PASSWORD": "x", "PATH": "/bin", "OTHER_TOKEN": "not ours"}
    assert environment_of("gateway", environment) == {"PATH": "/bin", "OTHER_TOKEN": "not ours"}
