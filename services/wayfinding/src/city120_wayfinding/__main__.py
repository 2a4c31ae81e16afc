"""`python -m city120_wayfinding`: the service on its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from city120.wayfinding.v1 import wayfinding_pb2, wayfinding_pb2_grpc

from city120_edition.addresses import ROAD_ADDRESSES
from city120_edition.exits import EXITS
from city120_edition.holder import EditionHolder
from city120_edition.layers import OSM, STREETS
from city120_edition.lifts import LIFTS
from city120_edition.places import PLACE_LAYERS
from city120_platform import service
from city120_platform.grpc_server import GrpcServer
from city120_wayfinding import __doc__ as description
from city120_wayfinding.servicer import WayfindingServicer
from city120_wayfinding.settings import WayfindingSettings
from city120_wayfinding.timetable import trains
from city120_wayfinding.wayfinding import Wayfinding

if TYPE_CHECKING:
    from city120_wayfinding.live.near import LiveSearch

NAME = "city120-wayfinding"
LAYERS = (ROAD_ADDRESSES, OSM, STREETS, EXITS, LIFTS, *trains.LAYERS, *PLACE_LAYERS)


class Live:
    """The live lists, of the city of the edition that is asked first; none without a key."""

    def __init__(self, settings: WayfindingSettings) -> None:
        self._settings = settings
        self._search: LiveSearch | None = None

    def __call__(self, loaded: Wayfinding) -> LiveSearch | None:
        """The search in them."""
        told, city = self._settings, loaded.edition.settings
        if self._search is None and told.egen_key:
            # Here, so that a start without a key does not wait for what asks by HTTP.
            from city120_wayfinding.live.egen import EGen
            from city120_wayfinding.live.near import LiveSearch

            source = EGen(told.egen_url, told.egen_key, city.names["ko"], ZoneInfo(city.timezone), told.egen_timeout_s, told.egen_keep_s)
            self._search = LiveSearch(source)
        return self._search


def register(server: GrpcServer, holder: EditionHolder[Wayfinding], live: Live | None = None) -> None:
    """Add the servicer."""
    servicer = WayfindingServicer(holder, live) if live is not None else WayfindingServicer(holder)
    wayfinding_pb2_grpc.add_WayfindingServiceServicer_to_server(servicer, server.door)


def main() -> None:
    """Serve until SIGTERM."""
    settings = service.parse_settings(NAME, description or "", WayfindingSettings)
    names = [wayfinding_pb2.DESCRIPTOR.services_by_name["WayfindingService"].full_name]
    service.run(
        lambda: service.serve(settings, settings.wayfinding_port, names, Wayfinding.load, partial(register, live=Live(settings)), LAYERS),
        NAME,
        settings,
    )


if __name__ == "__main__":
    main()
