"""The house of services as child processes of one program: `city120 up`, the tests and the benchmarks start it by this library."""

from city120_processes.environment import EDITION, environment_of
from city120_processes.errors import HouseError
from city120_processes.house import House, house_of, stop_signals
from city120_processes.ports import check_ports, free_ports
from city120_processes.probes import grpc_serving, rest_ready
from city120_processes.services import Service, services_of
from city120_processes.settings import HouseSettings
from city120_processes.supervised import Restarts, ServiceDied

__all__ = [
    "EDITION",
    "House",
    "HouseError",
    "HouseSettings",
    "Restarts",
    "Service",
    "ServiceDied",
    "check_ports",
    "environment_of",
    "free_ports",
    "grpc_serving",
    "house_of",
    "rest_ready",
    "services_of",
    "stop_signals",
]
