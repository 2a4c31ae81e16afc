"""One gRPC server like all the others: health that tells the truth, reflection, deadlines, limits, drain on SIGTERM."""

from __future__ import annotations

import asyncio
import inspect
import logging
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from threading import TIMEOUT_MAX
from typing import Any, TypeVar

import grpc
import protovalidate
from google.protobuf.message import DecodeError, Message
from google.rpc import code_pb2, status_pb2
from grpc import _server as internals
from grpc._cython import cygrpc  # type: ignore[attr-defined]  # compiled, without types
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection
from grpc_status import rpc_status
from protovalidate import ValidationError

from city120_client.grpc_errors import to_status
from city120_client.metadata import EDITION, KEY
from city120_edition.holder import NotLoaded
from city120_errors import City120Error, InvalidArgument, Unauthenticated, Unavailable
from city120_platform.log import fields
from city120_platform.settings import ServiceSettings

SERVING = health_pb2.HealthCheckResponse.SERVING
NOT_SERVING = health_pb2.HealthCheckResponse.NOT_SERVING
SEE_CONTRACT = "see the contract's rules for this field"
# So many plain functions run at once. Only one thread at a time runs Python, but one that reads a file lets others run. More make each call
# dearer, for calls go round among all threads that there are.
_THREADS = 4
_LOADING = to_status(Unavailable("the edition is still loading", fix="try again in a few seconds"))
_REFUSED = to_status(Unauthenticated("no valid key was sent", fix=f"send the metadata {KEY}"))
_STOPPING = to_status(Unavailable("the service is stopping", fix="try again; another instance may answer"))
_LATE: grpc.Status = rpc_status.to_status(status_pb2.Status(code=code_pb2.DEADLINE_EXCEEDED, message="the call took too long"))
_CANCELLED: grpc.Status = rpc_status.to_status(status_pb2.Status(code=code_pb2.CANCELLED, message="the caller has gone"))
_UNEXPECTED: grpc.Status = rpc_status.to_status(status_pb2.Status(code=code_pb2.INTERNAL, message="an unexpected error; the log has the details"))
_TURNING_AWAY_S = 0.1
_HEALTH = "/grpc.health."
_logger = logging.getLogger(__name__)

Handler = Callable[[Any, Any], Any]
Method = TypeVar("Method", bound=Callable[..., Any])
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


def momentary(method: Method) -> Method:
    """Marks a plain function that is over in some microseconds, whatever it is asked: it runs in the thread that reads the sockets. That costs less
    than half of handing the call to another thread, and keeps all other calls waiting meanwhile."""
    method.momentary = True  # type: ignore[attr-defined]
    return method


class _Calls(ThreadPoolExecutor):
    """Takes calls over from gRPC and keeps them until their message is there, so that no thread waits for one. Then a call runs on the pool that its
    handler names as `threads` or, where that is None, in gRPC's own thread.

    All that becomes of a call is gRPC's own code; what waits for the message there waits for the event of the message here. This rests on names that
    gRPC keeps to itself: its version is locked, and the contract tests of calls would tell of a change. All here runs in gRPC's one thread.
    """

    def __init__(self, patience_s: float) -> None:
        super().__init__(1)
        self._patience_s = patience_s
        # The calls without a message, the oldest first, by the future that ends when they do.
        self._silent: dict[Future[None], tuple[float, Any, Any]] = {}

    def submit(self, run: Any, /, answer: Any, event: Any, state: Any, behavior: Any, _waiting: Any, read: Any, write: Any) -> Any:  # type: ignore[override]
        """Take over a call as gRPC hands it to its pool; `answer` runs the handler and sends what it gives."""
        done: Future[None] = Future()
        receive = internals._receive_message(state, event.call, read)  # noqa: SLF001

        def message() -> Any:
            with state.condition:
                if not internals._is_rpc_state_active(state):  # noqa: SLF001
                    return None
                sent = behavior.instead if state.request is None else state.request
                state.request = None
                if sent is None:
                    missing = f'"{event.call_details.method.decode()}" requires exactly one request message.'
                    internals._abort(state, event.call, cygrpc.StatusCode.unimplemented, missing.encode())  # noqa: SLF001
                return sent

        def received(arrived: Any) -> Any:
            self._silent.pop(done, None)
            ended = receive(arrived)
            if behavior.threads is None:
                run(answer, event, state, behavior, message, read, write)
                done.set_result(None)
            else:
                work = behavior.threads.submit(run, answer, event, state, behavior, message, read, write)
                work.add_done_callback(lambda _: done.set_result(None))
            return ended

        event.call.start_server_batch((cygrpc.ReceiveMessageOperation(0),), received)
        state.due.add(internals._RECEIVE_MESSAGE_TOKEN)  # noqa: SLF001
        self._silent[done] = (time.monotonic() + self._patience_s, event, state)
        return done

    def end_silent(self) -> None:
        """End the calls whose message has not come in time."""
        now = time.monotonic()
        while self._silent:
            call = next(iter(self._silent))
            until, event, state = self._silent[call]
            if until > now:
                return
            del self._silent[call]
            with state.condition:
                if internals._is_rpc_state_active(state):  # noqa: SLF001
                    internals._abort(state, event.call, cygrpc.StatusCode.deadline_exceeded, b"the call's message did not come")  # noqa: SLF001


class _Refusals(ThreadPoolExecutor):
    """Runs calls at once, in gRPC's own thread, without their message."""

    def submit(self, run: Any, /, answer: Any, event: Any, state: Any, behavior: Any, _waiting: Any, read: Any, write: Any) -> Any:  # type: ignore[override]
        done: Future[None] = Future()
        run(answer, event, state, behavior, lambda: behavior.instead, read, write)
        done.set_result(None)
        return done


class _Health(health.HealthServicer):  # type: ignore[misc]  # without types
    """gRPC's own, but `Check` waits for no lock: a `Watch` may hold that for as long as its caller likes."""

    def __init__(self) -> None:
        # A `Watch` that blocks holds a thread of its own and not the lock while it sends.
        super().__init__(experimental_non_blocking=False)
        self._told: dict[str, int] = {}

    @momentary
    def Check(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        status = self._told.get(request.service)
        if status is None:
            context.set_code(grpc.StatusCode.NOT_FOUND)
        return health_pb2.HealthCheckResponse(status=status)

    def set(self, service: str, status: int) -> None:
        self._told[service] = status
        super().set(service, status)


class ServiceInterceptor(grpc.ServerInterceptor):
    """For every call but health: the caller's key, messages that are some, the error tree.

    For unary calls also: the contract's rules, a deadline, one log line without content.
    A handler that is a plain function runs in one of a few threads, or at once where it is momentary. One that is a coroutine function waits for
    something: it runs on `loop`, and is cancelled when the caller has gone or the time is over. Calls that wait and streams have threads of their
    own, as many as calls may be under way, so that they keep nobody waiting. Callers who are refused and calls without a message have none.
    """

    def __init__(self, settings: ServiceSettings, loop: asyncio.AbstractEventLoop, calls: _Calls) -> None:
        self._settings, self._loop, self._calls = settings, loop, calls
        self._few = ThreadPoolExecutor(_THREADS, thread_name_prefix="rpc")
        self._many = ThreadPoolExecutor(settings.max_concurrent_rpcs, thread_name_prefix="waiting")
        self._refusals = _Refusals(1)
        self._wrapped: dict[tuple[str, Any], Any] = {}
        self.stopping = False

    def intercept_service(self, continuation: Callable[[Any], Any], handler_call_details: Any) -> Any:
        details = handler_call_details
        # Every call passes here, also one too many.
        self._calls.end_silent()
        handler = continuation(details)
        if handler is None:
            return None
        is_health = details.method.startswith(_HEALTH)
        if not is_health and not self._settings.is_allowed(_sent(details.invocation_metadata, KEY)):
            return self._refusing(handler, _REFUSED)
        if self.stopping and not is_health:
            return self._refusing(handler, _STOPPING)
        # A handler is wrapped once, not once a call.
        key = (details.method, handler)
        if key not in self._wrapped:
            self._wrapped[key] = self._wrap_health(handler) if is_health else self._wrap(handler, details.method)
        return self._wrapped[key]

    def _wrap_health(self, handler: Any) -> Any:
        read, write = handler.request_deserializer, handler.response_serializer
        if handler.unary_unary:
            return grpc.unary_unary_rpc_method_handler(_run_on(None, _function(handler.unary_unary)), read, write)
        return grpc.unary_stream_rpc_method_handler(_run_on(self._many, _function(handler.unary_stream)), read, write)

    def _wrap(self, handler: Any, method: str) -> Any:
        read, write = handler.request_deserializer, handler.response_serializer
        if not handler.unary_unary:
            return grpc.stream_stream_rpc_method_handler(_taken_by(self._many, self._stream(handler.stream_stream, read, method)), None, write)
        call, threads = handler.unary_unary, None if getattr(handler.unary_unary, "momentary", False) else self._few
        if inspect.iscoroutinefunction(call):
            call, threads = self._on_loop(call), self._many
        return grpc.unary_unary_rpc_method_handler(_run_on(threads, self._unary(call, read, method)), None, write)

    def _refusing(self, handler: Any, status: grpc.Status) -> Any:
        """A handler of the same kind that ends the call with this status."""

        def refuse(_sent: Any, context: grpc.ServicerContext) -> Any:
            context.abort_with_status(status)

        _run_on(None, refuse, instead=b"")
        if handler.unary_unary:
            return grpc.unary_unary_rpc_method_handler(_taken_by(self._refusals, refuse), None, handler.response_serializer)
        # A caller who is sending its first message while the call ends may be told of that failure instead of the refusal: it is waited for.
        return grpc.stream_stream_rpc_method_handler(refuse, None, handler.response_serializer)

    def _on_loop(self, call: Handler) -> Handler:
        def run(request: Any, context: grpc.ServicerContext) -> Any:
            work = asyncio.run_coroutine_threadsafe(call(request, context), self._loop)
            context.add_callback(work.cancel)  # type: ignore[arg-type]  # what it gives does not matter
            given = time_remaining(context)
            try:
                return work.result(self._settings.default_deadline_s if given is None else given)
            finally:
                work.cancel()

        return run

    def _unary(self, call: Handler, read: Reader, method: str) -> Handler:
        def run(sent: bytes, context: grpc.ServicerContext) -> Any:
            started, status = time.perf_counter(), "OK"
            try:
                request = _message(sent, read)
                validate_message(request)
                return call(request, context)
            # Also what would end a thread: gRPC's own must live, and in any other the caller would wait in vain.
            except BaseException as error:
                refusal = _refusal(error, method)
                status = refusal.code.name
            finally:
                if _logger.isEnabledFor(logging.INFO):
                    _logger.info("rpc", extra=fields(method=method, status=status, ms=round((time.perf_counter() - started) * 1000, 2)))
            return context.abort_with_status(refusal)

        return run

    def _stream(self, call: Handler, read: Reader, method: str) -> Handler:
        def run(requests: Iterator[bytes], context: grpc.ServicerContext) -> Any:
            try:
                yield from call((_message(sent, read) for sent in requests), context)
                return
            except grpc.RpcError:
                # The caller has gone.
                raise
            except Exception as error:
                refusal = _refusal(error, method)
            context.abort_with_status(refusal)

        return run


def _function(method: Handler) -> Handler:
    """A method as a function, which can be given attributes."""

    def run(request: Any, context: Any) -> Any:
        return method(request, context)

    return run


def _run_on(threads: ThreadPoolExecutor | None, run: Handler, instead: bytes | None = None) -> Handler:
    """Let `_Calls` run a handler on these threads, or at once; `instead` is what the handler gets when the caller sends no message."""
    run.threads, run.instead = threads, instead  # type: ignore[attr-defined]
    return run


def _taken_by(pool: ThreadPoolExecutor, run: Handler) -> Handler:
    """Let gRPC hand the calls of a handler to this pool instead of `_Calls`."""
    run.experimental_thread_pool = pool  # type: ignore[attr-defined]
    return run


def _refusal(error: BaseException, method: str) -> grpc.Status:
    """The status that a call ends with after an error; one that nobody foresaw is logged."""
    match error:
        case City120Error():
            return to_status(error)
        case NotLoaded():
            return _LOADING
        case TimeoutError():
            return _LATE
        case CancelledError():
            return _CANCELLED
    _logger.error("unexpected", exc_info=error, extra=fields(method=method))
    return _UNEXPECTED


def pinned_edition(context: grpc.ServicerContext) -> str:
    """The edition that the caller pinned for this inquiry, or empty."""
    return _sent(context.invocation_metadata(), EDITION)


def sent_key(context: grpc.ServicerContext) -> str:
    """The key that the caller sent, or empty."""
    return _sent(context.invocation_metadata(), KEY)


def time_remaining(context: grpc.ServicerContext) -> float | None:
    """Seconds that the caller gives this call, or None when it set no deadline."""
    seconds = context.time_remaining()
    # gRPC's way to say never.
    return seconds if seconds is not None and seconds < TIMEOUT_MAX else None


def _sent(metadata: Any, name: str) -> str:
    return next((str(value) for key, value in metadata or () if key == name), "")


class GrpcServer:
    """A server that is NOT_SERVING until `ready`, and drains when stopped. To be made where an event loop runs."""

    def __init__(self, settings: ServiceSettings, port: int, service_names: Sequence[str]) -> None:
        self._settings = settings
        self._names = tuple(service_names)
        calls = _Calls(settings.default_deadline_s)
        self._interceptor = ServiceInterceptor(settings, asyncio.get_running_loop(), calls)
        self.server = grpc.server(
            calls,
            interceptors=[self._interceptor],
            maximum_concurrent_rpcs=settings.max_concurrent_rpcs,
            options=[
                ("grpc.so_reuseport", 0),
                ("grpc.max_receive_message_length", settings.max_message_bytes),
                ("grpc.max_send_message_length", settings.max_message_bytes),
                ("grpc.max_connection_age_ms", settings.max_connection_age_s * 1000),
                ("grpc.max_connection_age_grace_ms", int(settings.drain_s * 1000)),
            ],
        )
        self._health = _Health()
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self.server)
        names = [*self._names, health.SERVICE_NAME, reflection.SERVICE_NAME]
        reflection.enable_server_reflection(names, self.server)
        self.port = self.server.add_insecure_port(f"{settings.host}:{port}")

    async def start(self) -> None:
        """Listen, not yet serving."""
        await self.set_health(NOT_SERVING)
        self.server.start()
        _logger.info("listening", extra=fields(host=self._settings.host, port=self.port))

    async def set_health(self, status: int) -> None:
        """Tell the truth, to `Check` and to every `Watch`."""
        for name in ("", *self._names):
            self._health.set(name, status)

    async def stop(self) -> None:
        """NOT_SERVING first, then let calls under way end.

        New calls are turned away for a moment before the door is closed: gRPC cancels those that it has read and not begun when it closes, and of
        UNAVAILABLE a caller knows that the call can be sent again.
        """
        await self.set_health(NOT_SERVING)
        self._interceptor.stopping = True
        await asyncio.sleep(_TURNING_AWAY_S)
        await asyncio.to_thread(self.server.stop(self._settings.drain_s).wait)
        _logger.info("stopped")


async def until_signal() -> None:
    """Return at SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stopped.set)
    await stopped.wait()
