"""`python -m city120_jurisdiction`: the service on its own."""

from __future__ import annotations

from city120.jurisdiction.v1 import jurisdiction_pb2, jurisdiction_pb2_grpc

from city120_edition.holder import EditionHolder
from city120_edition.layers import BOUNDARIES, OSM, ROADS
from city120_jurisdiction import __doc__ as description
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_jurisdiction.servicer import JurisdictionServicer
from city120_jurisdiction.settings import JurisdictionSettings
from city120_platform import service
from city120_platform.grpc_server import GrpcServer

NAME = "city120-jurisdiction"
LAYERS = (BOUNDARIES, ROADS, OSM)


def register(server: GrpcServer, holder: EditionHolder[Jurisdiction]) -> None:
    """Add the servicer."""
    jurisdiction_pb2_grpc.add_JurisdictionServiceServicer_to_server(JurisdictionServicer(holder), server.door)


def main() -> None:
    """Serve until SIGTERM."""
    settings = service.parse_settings(NAME, description or "", JurisdictionSettings)
    names = [jurisdiction_pb2.DESCRIPTOR.services_by_name["JurisdictionService"].full_name]
    service.run(lambda: service.serve(settings, settings.jurisdiction_port, names, Jurisdiction.load, register, LAYERS), NAME, settings)


if __name__ == "__main__":
    main()
