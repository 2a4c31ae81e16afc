"""Ports of this machine: whether they are free, and finding some that are."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterable

from city120_processes.errors import HouseError
from city120_processes.services import Service


def check_ports(services: Iterable[Service], host: str) -> None:
    """Raise HouseError when a port is wanted twice or is in use, naming it and the variable that changes it."""
    wanted: dict[int, tuple[str, str]] = {}
    for service in services:
        for variable, port in service.ports.items():
            if port in wanted:
                raise HouseError(f"port {port} is given twice, by {wanted[port][1]} and {variable}; change one of them")
            wanted[port] = (service.name, variable)
    for port, (name, variable) in wanted.items():
        if not _free(host, port):
            raise HouseError(f"port {port} ({name}) is in use; set {variable} to a free one, or stop what listens there")


def _free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


# Below what Linux (from 32768), macOS and Windows (from 49152) give to outgoing connections: whoever connects somewhere in the seconds
# between finding a port and listening on it cannot take it.
_FREE_FROM, _FREE_TO = 20_000, 32_768


def free_ports(count: int, host: str = "127.0.0.1") -> list[int]:
    """Different ports that nobody listens on."""
    ports: list[int] = []
    for port in random.SystemRandom().sample(range(_FREE_FROM, _FREE_TO), _FREE_TO - _FREE_FROM):
        if len(ports) == count:
            break
        if _free(host, port):
            ports.append(port)
    return ports
