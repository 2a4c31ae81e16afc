"""Ports that are free, taken or given twice."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from city120_processes import HouseError, HouseSettings, check_ports, free_ports, services_of


def test_a_port_given_twice_is_named_with_both_variables(tmp_path: Path) -> None:
    settings = HouseSettings(data_dir=tmp_path, rest_port=9120, faq_port=9120)
    with pytest.raises(HouseError, match="port 9120 is given twice, by CITY120_FAQ_PORT and CITY120_REST_PORT"):
        check_ports(services_of(settings), settings.host)


def test_a_port_in_use_is_refused_with_the_variable_that_changes_it(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = HouseSettings(data_dir=tmp_path, faq_port=taken.getsockname()[1])
        with pytest.raises(HouseError, match=r"\(faq\) is in use; set CITY120_FAQ_PORT to a free one"):
            check_ports(services_of(settings), settings.host)


def test_free_ports_differ_and_can_be_listened_on_below_those_of_outgoing_connections() -> None:
    ports = free_ports(20)
    assert len(set(ports)) == 20
    assert max(ports) < 32_768
    for port in ports:
        socket.create_server(("127.0.0.1", port)).close()
