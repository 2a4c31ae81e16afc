"""jurisdiction as `python -m city120_jurisdiction` runs it, with one more method that does nothing: what a call costs by itself.

The empty method passes the same door as the others: the key, the wait for the message, a place, the check of the contract's rules, the log. It is
spared what is the point's own: fields to read and check, the search, an answer to write.

With --bare PORT: gRPC's own server for asyncio, its own health and an empty handler, nothing of ours.
"""

from __future__ import annotations

import argparse
import asyncio
from typing import Any

import grpc
from city120.jurisdiction.v1 import jurisdiction_pb2
from google.protobuf.empty_pb2 import Empty
from grpc_health.v1 import health, health_pb2_grpc

from city120_edition.holder import EditionHolder
from city120_jurisdiction.__main__ import LAYERS, register
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_jurisdiction.settings import JurisdictionSettings
from city120_platform import service
from city120_platform.grpc_door import Door
from city120_platform.grpc_server import GrpcServer, momentary

NAME = "city120.bench.v1.Nothing"
METHOD = f"/{NAME}/Do"


@momentary
def nothing(request: Empty, context: Any) -> Empty:
    """The empty method."""
    return Empty()


async def nothing_bare(request: Empty, context: Any) -> Empty:
    """The empty method of a server that has no door."""
    return Empty()


def add_nothing(method: Any, server: grpc.aio.Server | Door) -> None:
    """Add the method, as generated code adds those of a contract."""
    handlers = {"Do": grpc.unary_unary_rpc_method_handler(method, Empty.FromString, Empty.SerializeToString)}
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(NAME, handlers),))
    server.add_registered_method_handlers(NAME, handlers)


def register_both(server: GrpcServer, holder: EditionHolder[Jurisdiction]) -> None:
    """Add the servicer and the empty method."""
    register(server, holder)
    add_nothing(nothing, server.door)


async def serve_bare(port: int) -> None:
    """Serve the empty method alone, until the process is ended."""
    server = grpc.aio.server()
    add_nothing(nothing_bare, server)
    health_pb2_grpc.add_HealthServicer_to_server(health.aio.HealthServicer(), server)
    server.add_insecure_port(f"127.0.0.1:{port}")
    await server.start()
    await server.wait_for_termination()


def main() -> None:
    """Serve until a signal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bare", type=int, metavar="PORT")
    if port := parser.parse_args().bare:
        with asyncio.Runner(loop_factory=service.new_event_loop) as runner:
            runner.run(serve_bare(port))
        return
    settings = JurisdictionSettings()
    names = [jurisdiction_pb2.DESCRIPTOR.services_by_name["JurisdictionService"].full_name]
    service.run(lambda: service.serve(settings, settings.jurisdiction_port, names, Jurisdiction.load, register_both, LAYERS), NAME, settings)


if __name__ == "__main__":
    main()
