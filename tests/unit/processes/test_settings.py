"""The settings of the house: how its services are reached."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from city120_processes.settings import HouseSettings


@pytest.mark.parametrize(
    ("host", "address", "target"),
    [
        ("127.0.0.1", "http://127.0.0.1:8120", "127.0.0.1:50123"),
        ("0.0.0.0", "http://127.0.0.1:8120", "127.0.0.1:50123"),
        ("::", "http://127.0.0.1:8120", "127.0.0.1:50123"),
        ("::1", "http://[::1]:8120", "[::1]:50123"),
    ],
)
def test_what_listens_on_every_address_is_reached_by_this_machines(host: str, address: str, target: str) -> None:
    settings = HouseSettings(host=host, api_keys="k")
    assert (settings.address, settings.target("faq")) == (address, target)


def test_each_service_has_a_port_of_its_own() -> None:
    settings = HouseSettings()
    targets = [settings.target(name) for name in ("grpc", "jurisdiction", "wayfinding", "faq", "editor")]
    assert len({*targets, settings.target("rest")}) == 6


@pytest.mark.parametrize(("name", "value"), [("rest_port", 0), ("faq_port", 65536), ("log_max_bytes", 1), ("logs_kept", 0)])
def test_a_value_that_cannot_be_is_named(name: str, value: int) -> None:
    with pytest.raises(ValidationError) as refused:
        HouseSettings(**{name: value})  # type: ignore[arg-type]
    assert [error["loc"] for error in refused.value.errors()] == [(name,)]
