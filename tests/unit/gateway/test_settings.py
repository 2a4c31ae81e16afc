"""Settings of the gateway: which hosts and origins may call, which key is sent, and where records go."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from city120_gateway.settings import GatewaySettings

CLUSTER = "https://records.example:9200"


@pytest.mark.parametrize(
    ("settings", "host", "allowed"),
    [
        ({}, "localhost:8120", True),
        ({}, "127.0.0.1", True),
        ({}, "[::1]:8120", True),
        ({}, "evil.example", False),
        ({"api_keys": "k"}, "evil.example", True),
        ({"api_keys": "k", "allowed_hosts": " 120.city.example , b"}, "120.CITY.example:443", True),
        ({"api_keys": "k", "allowed_hosts": "120.city.example"}, "localhost", False),
        ({}, "evil.example@localhost", True),
    ],
)
def test_a_host_is_of_the_list_or_of_this_machine_or_any_with_keys(settings: dict[str, Any], host: str, allowed: bool) -> None:
    assert GatewaySettings(**settings).is_host_allowed(host) is allowed


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [("", True), ("http://localhost:8120", True), ("https://page.example", True), ("https://other.example", False), ("null", False)],
)
def test_a_page_is_the_gateways_own_or_of_the_list(origin: str, allowed: bool) -> None:
    assert GatewaySettings(allowed_origins="https://page.example").is_origin_allowed(origin, "localhost:8120") is allowed


def test_the_services_get_a_key_of_their_own_or_the_first() -> None:
    assert GatewaySettings().sent_key == ""
    assert GatewaySettings(api_keys="one,two").sent_key == "one"
    assert GatewaySettings(api_keys="one,two", service_key="three").sent_key == "three"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"records_store": "elasticsearch"}, "set CITY120_RECORDS_ELASTICSEARCH_URL"),
        ({"records_store": "elasticsearch", "records_elasticsearch_url": "records.example:9200"}, "set CITY120_RECORDS_ELASTICSEARCH_URL"),
        ({"records_elasticsearch_url": "https://me:secret@records.example"}, "put an API key into"),
        ({"records_store": "postgres"}, "records_store"),
        ({"records_elasticsearch_alias": "With Spaces"}, "records_elasticsearch_alias"),
        ({"resolve_deadline_s": 0}, "resolve_deadline_s"),
    ],
)
def test_a_value_that_cannot_be_is_named(settings: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        GatewaySettings(**settings)


def test_records_go_to_a_cluster_that_has_an_address() -> None:
    assert GatewaySettings(records_store="elasticsearch", records_elasticsearch_url=CLUSTER).records_elasticsearch_url == CLUSTER
