"""Which services there are, on which ports, and how each finds the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from city120_processes import HouseSettings, services_of


def test_the_services_get_consistent_ports_and_addresses(tmp_path: Path) -> None:
    settings = HouseSettings(data_dir=tmp_path, faq_port=1234, wayfinding_target="elsewhere:9", rest_port=5678, grpc_port=5679)
    by_key = {service.name: service.environment for service in services_of(settings)}
    assert list(by_key) == ["jurisdiction", "wayfinding", "faq", "gateway"]
    assert by_key["faq"]["CITY120_FAQ_PORT"] == "1234"
    assert by_key["gateway"]["CITY120_FAQ_TARGET"] == "127.0.0.1:1234"
    assert by_key["gateway"]["CITY120_JURISDICTION_TARGET"] == "127.0.0.1:50121"
    assert by_key["gateway"]["CITY120_WAYFINDING_TARGET"] == "elsewhere:9"
    assert (by_key["gateway"]["CITY120_REST_PORT"], by_key["gateway"]["CITY120_GRPC_PORT"]) == ("5678", "5679")
    assert {environment["CITY120_DATA_DIR"] for environment in by_key.values()} == {str(tmp_path)}


@pytest.mark.parametrize(
    ("host", "address"), [("127.0.0.1", "http://127.0.0.1:8120"), ("0.0.0.0", "http://127.0.0.1:8120"), ("::1", "http://[::1]:8120")]
)
def test_the_address_is_one_that_can_be_called(host: str, address: str) -> None:
    assert HouseSettings(host=host).address == address
