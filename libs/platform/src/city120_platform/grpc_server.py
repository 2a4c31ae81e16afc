"""One gRPC server like all the others: health that tells the truth, reflection, deadlines, limits, drain on SIGTERM."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

import grpc
import protovalidate
from google.protobuf.message import DecodeError, Message
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection
from protovalidate import ValidationError

from city120_edition.holder import NotLoaded
from city120_platform.errors import City120Error, InvalidArgument, Unauthenticated, Unavailable
from city120_platform.grpc_errors import to_status
from city120_platform.log import fields
from city120_platform.metadata import EDITION, KEY
from city120_platform.settings import ServiceSettings

SERVING = health_pb2.HealthCheckResponse.SERVING
NOT_SERVING = health_pb2.HealthCheckResponse.NOT_SERVING
SEE_CONTRACT = "see the contract's rules for this field"
_UNEXPECTED = "an unexpected error; the log has the details"
_LOADING = to_status(Unavailable("the edition is still loading", fix="try again in a few seconds"))
_HEALTH = "/grpc.health."
_logger = logging.getLogger(__name__)

Handler = Callable[[Any, Any], Awaitable[Any]]
Reader = Callable[[bytes], Message]


def validate_message(message: Message) -> None:
    """Check the rules of the contract; raises InvalidArgument naming the first field at fault."""
    try:
        protovalidate.validate(message, fail_fast=True)
    except ValidationError as error:
        violation = error.violations[0].proto
        path = ".".join(element.field_name for element in violation.field.elements) if violation.field else ""
        raise InvalidArgument(violation.message or violation.rule_id, field=path, fix=SEE_CONTRACT) from None


def _message(sent: bytes, read: Reader) -> Message:
    """The message of some bytes. Raises InvalidArgument for bytes that are none, also for text that is no UTF-8."""
    try:
        return read(sent)
    except DecodeError:
        raise InvalidArgument("is no message of the contract", field="request", fix="send the call's request message; texts are UTF-8") from None


async def _messages(requests: AsyncIterable[bytes], read: Reader) -> AsyncIterator[Message]:
    async for sent in requests:
        yield _message(sent, read)


class ServiceInterceptor(grpc.aio.ServerInterceptor):  # type: ignore[misc]
    """For every call but health: the caller's key, messages that are some, the error tree.

    For unary calls also: the contract's rules, a deadline, one log line without content.
    """

    def __init__(self, settings: ServiceSettings) -> None:
        self._settings = settings
        self._wrapped: dict[tuple[str, Any], Any] = {}

    async def intercept_service(self, continuation: Callable[[Any], Awaitable[Any]], handler_call_details: Any) -> Any:
        details = handler_call_details
        handler = await continuation(details)
        if handler is None or details.method.startswith(_HEALTH):
            return handler
        if not self._settings.is_allowed(_sent(details.invocation_metadata, KEY)):
            return _refusing(handler)
        # A handler is wrapped once, not once a call.
        key = (details.method, handler)
        if key not in self._wrapped:
            self._wrapped[key] = self._wrap(handler, details.method)
        return self._wrapped[key]

    def _wrap(self, handler: Any, method: str) -> Any:
        if handler.unary_unary:
            wrapped = self._unary(handler.unary_unary, handler.request_deserializer, method)
            return grpc.unary_unary_rpc_method_handler(wrapped, None, handler.response_serializer)
        if handler.stream_stream:
            streamed = self._stream(handler.stream_stream, handler.request_deserializer, method)
            return grpc.stream_stream_rpc_method_handler(streamed, None, handler.response_serializer)
        return handler

    def _unary(self, call: Handler, read: Reader, method: str) -> Handler:
        async def run(sent: bytes, context: grpc.aio.ServicerContext[Any, Any]) -> Any:
            started = time.perf_counter()
            status = "OK"
            try:
                request = _message(sent, read)
                validate_message(request)
                limit = None if context.time_remaining() is not None else self._settings.default_deadline_s
                async with asyncio.timeout(limit):
                    return await call(request, context)
            except City120Error as error:
                status = error.status
                await context.abort_with_status(to_status(error))
            except NotLoaded:
                status = "UNAVAILABLE"
                await context.abort_with_status(_LOADING)
            except TimeoutError:
                status = "DEADLINE_EXCEEDED"
                await context.abort(grpc.StatusCode.DEADLINE_EXCEEDED, "the call took too long")
            except asyncio.CancelledError:
                status = "CANCELLED"
                raise
            except grpc.aio.AbortError:
                raise
            except Exception:
                status = "INTERNAL"
                _logger.exception("unexpected", extra=fields(method=method))
                await context.abort(grpc.StatusCode.INTERNAL, _UNEXPECTED)
            finally:
                _logger.info("rpc", extra=fields(method=method, status=status, ms=round((time.perf_counter() - started) * 1000, 2)))

        return run

    def _stream(self, call: Callable[[Any, Any], Any], read: Reader, method: str) -> Callable[[Any, Any], Any]:
        async def run(requests: Any, context: grpc.aio.ServicerContext[Any, Any]) -> Any:
            try:
                async for response in call(_messages(requests, read), context):
                    yield response
            except City120Error as error:
                await context.abort_with_status(to_status(error))
            except NotLoaded:
                await context.abort_with_status(_LOADING)
            except (asyncio.CancelledError, grpc.aio.AbortError):
                raise
            except Exception:
                _logger.exception("unexpected", extra=fields(method=method))
                await context.abort(grpc.StatusCode.INTERNAL, _UNEXPECTED)

        return run


def pinned_edition(context: grpc.aio.ServicerContext[Any, Any]) -> str:
    """The edition that the caller pinned for this inquiry, or empty."""
    return _sent(context.invocation_metadata(), EDITION)


def sent_key(context: grpc.aio.ServicerContext[Any, Any]) -> str:
    """The key that the caller sent, or empty."""
    return _sent(context.invocation_metadata(), KEY)


def _sent(metadata: Any, name: str) -> str:
    return next((str(value) for key, value in metadata or () if key == name), "")


def _refusing(handler: Any) -> Any:
    """A handler of the same kind that refuses the caller."""
    refusal = to_status(Unauthenticated("no valid key was sent", fix=f"send the metadata {KEY}"))

    async def refuse(_: Any, context: grpc.aio.ServicerContext[Any, Any]) -> None:
        await context.abort_with_status(refusal)

    async def refuse_stream(_: Any, context: grpc.aio.ServicerContext[Any, Any]) -> Any:
        await context.abort_with_status(refusal)
        yield

    make = grpc.unary_unary_rpc_method_handler if handler.unary_unary else grpc.stream_stream_rpc_method_handler
    return make(refuse if handler.unary_unary else refuse_stream, handler.request_deserializer, handler.response_serializer)


class GrpcServer:
    """A server that is NOT_SERVING until `ready`, and drains when stopped."""

    def __init__(self, settings: ServiceSettings, port: int, service_names: Sequence[str]) -> None:
        self._settings = settings
        self._names = tuple(service_names)
        self.server = grpc.aio.server(
            interceptors=[ServiceInterceptor(settings)],
            maximum_concurrent_rpcs=settings.max_concurrent_rpcs,
            options=[
                ("grpc.so_reuseport", 0),
                ("grpc.max_receive_message_length", settings.max_message_bytes),
                ("grpc.max_send_message_length", settings.max_message_bytes),
                ("grpc.max_connection_age_ms", settings.max_connection_age_s * 1000),
                ("grpc.max_connection_age_grace_ms", int(settings.drain_s * 1000)),
            ],
        )
        self._health = health.aio.HealthServicer()
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self.server)
        names = [*self._names, health.SERVICE_NAME, reflection.SERVICE_NAME]
        reflection.enable_server_reflection(names, self.server)
        self.port = self.server.add_insecure_port(f"{settings.host}:{port}")

    async def start(self) -> None:
        """Listen, not yet serving."""
        await self.set_health(NOT_SERVING)
        await self.server.start()
        _logger.info("listening", extra=fields(host=self._settings.host, port=self.port))

    async def set_health(self, status: int) -> None:
        """Tell the truth, to `Check` and to every `Watch`."""
        for name in ("", *self._names):
            await self._health.set(name, status)

    async def stop(self) -> None:
        """NOT_SERVING first, then let calls under way end."""
        await self.set_health(NOT_SERVING)
        await self.server.stop(self._settings.drain_s)
        _logger.info("stopped")


async def until_signal() -> None:
    """Return at SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stopped.set)
    await stopped.wait()
