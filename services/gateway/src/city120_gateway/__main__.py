"""`python -m city120_gateway`: REST and gRPC on their own ports."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from city120.inquiry.v1 import inquiry_pb2, inquiry_pb2_grpc

from city120_client import FaqClient, JurisdictionClient, WayfindingClient, open_channel
from city120_edition.edition import EditionError
from city120_edition.holder import EditionHolder
from city120_gateway import __doc__ as description
from city120_gateway.conversation.continuation import Continuations
from city120_gateway.gateway import Gateway
from city120_gateway.knowledge import Knowledge
from city120_gateway.records import Limits, Records, SqliteFile, StoreInUse
from city120_gateway.rest import create_app
from city120_gateway.servicer import InquiryServicer
from city120_gateway.services.clients import Services
from city120_gateway.settings import GatewaySettings
from city120_gateway.telemetry import Telemetry
from city120_platform import service
from city120_platform.grpc_server import SERVING, GrpcServer, until_signal
from city120_platform.log import fields

NAME = "city120-gateway"
_logger = logging.getLogger(NAME)


class _RestServer(uvicorn.Server):
    """Uvicorn, stopped by us: the gRPC server and the records must end with it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(settings: GatewaySettings) -> None:
    """Serve REST and gRPC until a signal; drain, then commit what is recorded."""
    continuations = Continuations(settings.token_keys)
    targets = (settings.jurisdiction_target, settings.wayfinding_target, settings.faq_target)
    channels = [open_channel(target, settings.sent_key) for target in targets]
    services = Services(JurisdictionClient(channels[0]), WayfindingClient(channels[1]), FaqClient(channels[2]))
    holder: EditionHolder[Knowledge] = EditionHolder(settings.edition_path, Knowledge.load)
    telemetry = Telemetry()
    records = _open_records(settings, telemetry)
    gateway = Gateway(settings, holder, services, continuations, records, telemetry)
    grpc_server = GrpcServer(settings, settings.grpc_port, [inquiry_pb2.DESCRIPTOR.services_by_name["InquiryService"].full_name])
    inquiry_pb2_grpc.add_InquiryServiceServicer_to_server(InquiryServicer(gateway), grpc_server.server)
    rest = _RestServer(
        uvicorn.Config(
            create_app(gateway),
            host=settings.host,
            port=settings.rest_port,
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=max(int(settings.drain_s), 1),
        )
    )
    await grpc_server.start()
    try:
        await holder.load_current()
    except EditionError:
        await grpc_server.stop()
        raise
    background = [asyncio.create_task(work) for work in (rest.serve(), holder.follow(settings.edition_poll_s))]
    await grpc_server.set_health(SERVING)
    _logger.info("serving", extra=fields(edition=holder.get().edition.id, rest=settings.rest_port))
    stopping = asyncio.create_task(until_signal())
    try:
        await asyncio.wait([stopping, background[0]], return_when=asyncio.FIRST_COMPLETED)
    finally:
        rest.should_exit = True
        await asyncio.gather(grpc_server.stop(), background[0])
        for task in (stopping, *background[1:]):
            task.cancel()
        records.shutdown()
        telemetry.shutdown()
        for channel in channels:
            await channel.close()


def _open_records(settings: GatewaySettings, telemetry: Telemetry) -> Records:
    """Raises StoreInUse; whatever else is wrong with the store, the gateway answers without it."""
    limits = Limits(
        queue=settings.records_queue,
        answer_wait_s=settings.records_answer_wait_s,
        wait_s=settings.read_deadline_s,
        keep_days=settings.records_keep_days,
    )
    return Records(SqliteFile(settings.data_dir / "records" / "gateway.sqlite"), limits, telemetry.dropped)


def main() -> None:
    """Serve until SIGTERM."""
    settings = service.parse_settings(NAME, description or "", GatewaySettings)
    try:
        service.run(lambda: serve(settings), NAME)
    except StoreInUse as error:
        print(f"{NAME}: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
