"""`python -m city120_wayfinding`: the service on its own."""

from __future__ import annotations

from city120.wayfinding.v1 import wayfinding_pb2, wayfinding_pb2_grpc

from city120_edition.addresses import ROAD_ADDRESSES
from city120_edition.holder import EditionHolder
from city120_edition.places import PLACE_LAYERS
from city120_platform import service
from city120_platform.grpc_server import GrpcServer
from city120_wayfinding import __doc__ as description
from city120_wayfinding.servicer import WayfindingServicer
from city120_wayfinding.settings import WayfindingSettings
from city120_wayfinding.timetable import trains
from city120_wayfinding.wayfinding import Wayfinding

NAME = "city120-wayfinding"
LAYERS = (ROAD_ADDRESSES, *trains.LAYERS, *PLACE_LAYERS)


def register(server: GrpcServer, holder: EditionHolder[Wayfinding]) -> None:
    """Add the servicer."""
    wayfinding_pb2_grpc.add_WayfindingServiceServicer_to_server(WayfindingServicer(holder), server.door)


def main() -> None:
    """Serve until SIGTERM."""
    settings = service.parse_settings(NAME, description or "", WayfindingSettings)
    names = [wayfinding_pb2.DESCRIPTOR.services_by_name["WayfindingService"].full_name]
    service.run(lambda: service.serve(settings, settings.wayfinding_port, names, Wayfinding.load, register, LAYERS), NAME, settings)


if __name__ == "__main__":
    main()
