"""`python -m city120_gateway`: REST and gRPC on their own ports."""

from __future__ import annotations

import asyncio
import logging
import sys

import grpc
from city120.inquiry.v1 import inquiry_pb2, inquiry_pb2_grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from city120_client import FaqClient, JurisdictionClient, WayfindingClient, open_channel
from city120_client.discovery import FollowingChannel
from city120_client.grpc_errors import from_rpc_error
from city120_edition.edition import EditionError
from city120_edition.holder import EditionHolder
from city120_gateway import __doc__ as description
from city120_gateway import telemetry
from city120_gateway.admission import Admission
from city120_gateway.conversation.continuation import Continuations
from city120_gateway.gateway import Gateway
from city120_gateway.knowledge import Knowledge
from city120_gateway.records import Limits, Opening, Records, SqliteFile, StoreInUse
from city120_gateway.rest import create_app
from city120_gateway.rest.server import RestServer, allow_files
from city120_gateway.servicer import InquiryServicer
from city120_gateway.services.breaker import Breaker, Probe
from city120_gateway.services.clients import Services
from city120_gateway.settings import GatewaySettings
from city120_platform import service
from city120_platform.grpc_server import NOT_SERVING, SERVING, GrpcServer, until_signal
from city120_platform.log import fields
from city120_platform.telemetry.rpc import client_interceptors

NAME = "city120-gateway"
_PROBE_S = 1.0
_logger = logging.getLogger(NAME)


async def serve(settings: GatewaySettings) -> None:
    """Serve REST and gRPC until a signal; drain, then commit what is recorded."""
    allow_files(settings)
    if settings.keyed and not settings.sent_key:
        _logger.warning("no key is sent to the other services", extra=fields(fix="set CITY120_SERVICE_KEY where they want one"))
    continuations = Continuations(settings.token_keys)
    targets = {"jurisdiction": settings.jurisdiction_target, "wayfinding": settings.wayfinding_target, "faq": settings.faq_target}
    channels = {name: open_channel(target, settings.sent_key, client_interceptors()) for name, target in targets.items()}
    breakers = {name: Breaker(name, _probe(channel)) for name, channel in channels.items()}
    services = Services(JurisdictionClient(channels["jurisdiction"]), WayfindingClient(channels["wayfinding"]), FaqClient(channels["faq"]), breakers)
    holder: EditionHolder[Knowledge] = EditionHolder(settings.edition_path, Knowledge.load)
    records = _open_records(settings)
    admission = Admission(settings.max_in_flight, settings.max_share_of_caller)
    gateway = Gateway(settings, holder, services, continuations, records, admission)
    grpc_server = GrpcServer(settings, settings.grpc_port, [inquiry_pb2.DESCRIPTOR.services_by_name["InquiryService"].full_name])
    inquiry_pb2_grpc.add_InquiryServiceServicer_to_server(InquiryServicer(gateway), grpc_server.door)
    rest = RestServer(create_app(gateway), settings)
    await grpc_server.start()
    try:
        await holder.load_current()
    except EditionError:
        await grpc_server.stop()
        records.shutdown()
        raise
    service.observe_edition(holder)
    serving, following = asyncio.create_task(rest.run_here()), asyncio.create_task(holder.follow(settings.edition_poll_s))
    await rest.listening.wait()
    await grpc_server.set_health(SERVING)
    _logger.info("serving", extra=fields(edition=holder.get().edition.id, rest=rest.port))
    stopping = asyncio.create_task(until_signal())
    try:
        await asyncio.wait([stopping, serving], return_when=asyncio.FIRST_COMPLETED)
        await _turn_away(gateway, grpc_server)
    finally:
        rest.should_exit = True
        await asyncio.gather(grpc_server.stop(), serving)
        for task in (stopping, following):
            task.cancel()
        records.shutdown()
        for breaker in breakers.values():
            await breaker.close()
        for channel in channels.values():
            await channel.close()


async def _turn_away(gateway: Gateway, grpc_server: GrpcServer) -> None:
    """Tell balancers to send nobody here, and answer those who still come while they hear of it."""
    gateway.readiness.draining = True
    await grpc_server.set_health(NOT_SERVING)
    _logger.info("draining")
    await asyncio.sleep(gateway.settings.ready_grace_s)


def _probe(channel: FollowingChannel) -> Probe:
    """Asks a service for its health."""
    health = health_pb2_grpc.HealthStub(channel)

    async def ask() -> None:
        try:
            await health.Check(health_pb2.HealthCheckRequest(), timeout=_PROBE_S)
        except grpc.RpcError as error:
            raise from_rpc_error(error) from None

    return ask


def _open_records(settings: GatewaySettings) -> Records:
    """Raises StoreInUse; whatever else is wrong with the store, the gateway answers without it."""
    limits = Limits(
        queue=settings.records_queue,
        answer_wait_s=settings.records_answer_wait_s,
        wait_s=settings.read_deadline_s,
        keep_days=settings.records_keep_days,
    )
    return Records(_records_at(settings), limits, telemetry.dropped)


def _records_at(settings: GatewaySettings) -> Opening:
    if settings.records_store == "sqlite":
        return SqliteFile(settings.data_dir / "records" / "gateway.sqlite")
    from city120_gateway.records.elastic import ElasticsearchCluster

    url, alias = settings.records_elasticsearch_url, settings.records_elasticsearch_alias
    return ElasticsearchCluster(url, alias, settings.records_elasticsearch_api_key, settings.records_elasticsearch_ca)


def main() -> None:
    """Serve until SIGTERM."""
    settings = service.parse_settings(NAME, description or "", GatewaySettings)
    try:
        service.run(lambda: serve(settings), NAME, settings)
    except (StoreInUse, OSError) as error:
        print(f"{NAME}: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
