"""What every gRPC call passes: the key, the wait for its message, a place, the contract's rules, the error tree, limits of time, one log line.

All calls are answered on one event loop; none holds a thread while it waits. The handlers of a servicer run
- on the loop, where they are coroutine functions: for what waits for something else;
- on the loop, where they are plain functions marked `momentary`: over in less than a millisecond, whatever they are asked;
- in one of a few threads, where they are other plain functions: so the loop goes on.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, aclosing, nullcontext
from typing import Any, TypeVar

import grpc
from google.protobuf.message import DecodeError, Message
from google.rpc import code_pb2, status_pb2
from grpc_status import rpc_status

from city120_client.grpc_errors import to_status
from city120_client.metadata import KEY
from city120_edition.holder import NotLoaded
from city120_errors import City120Error, DeadlineExceeded, InvalidArgument, PermissionDenied, Unauthenticated, Unavailable
from city120_platform import health
from city120_platform.admission import Places, SilentCalls
from city120_platform.keys import Keyring, scope_of_method
from city120_platform.log import fields
from city120_platform.settings import ServiceSettings
from city120_platform.telemetry.rpc import Told, answered
from city120_platform.telemetry.tracing import carried
from city120_platform.validation import validate_message

# So many plain functions run at once. Only one thread at a time runs Python, but one that reads a file lets others run.
_THREADS = 4
_LOADING = Unavailable("the edition is still loading", fix="try again in a few seconds")
_LATE = DeadlineExceeded("the call took too long")
_NO_MESSAGE: grpc.Status = rpc_status.to_status(status_pb2.Status(code=code_pb2.UNIMPLEMENTED, message="the call ended without a message"))
_CANCELLED: grpc.Status = rpc_status.to_status(status_pb2.Status(code=code_pb2.CANCELLED, message="the work was cancelled"))
_UNEXPECTED: grpc.Status = rpc_status.to_status(status_pb2.Status(code=code_pb2.INTERNAL, message="an unexpected error; the log has the details"))
_logger = logging.getLogger(__name__)


def _stopping() -> Unavailable:
    # A new one each time: an error that is raised again and again would hold on to all the calls that it was raised in.
    return Unavailable("the service is stopping", fix="try again; another instance may answer")


Method = TypeVar("Method", bound=Callable[..., Any])
Context = grpc.aio.ServicerContext[Any, Any]
Reader = Callable[[bytes], Message]


def momentary(method: Method) -> Method:
    """Marks a plain function that is over in less than a millisecond, whatever it is asked: it runs on the event loop. To hand it to a thread would
    take longer, and all other calls wait for it meanwhile."""
    method.momentary = True  # type: ignore[attr-defined]
    return method


def sent(metadata: Any, name: str) -> str:
    """The first value that a caller sent under a name, or empty."""
    for key, value in metadata or ():
        if key == name:
            return str(value)
    return ""


class Call:
    """What a handler may ask of its call, also in another thread, and when the caller has gone. The names are those of gRPC's context."""

    def __init__(self, context: Context, metadata: Any) -> None:
        self._metadata = metadata
        # gRPC says None for a call without a deadline.
        seconds: float | None = context.time_remaining()
        self._until = None if seconds is None else time.monotonic() + seconds

    def invocation_metadata(self) -> Any:
        """Pairs of name and value that the caller sent."""
        return self._metadata

    def time_remaining(self) -> float | None:
        """Seconds that the caller gives this call, or None when it set no deadline."""
        return None if self._until is None else max(self._until - time.monotonic(), 0.0)


class _NoMessage(Exception):
    """The caller ended a call that needs a message without one."""


class Door(grpc.GenericRpcHandler):  # type: ignore[misc]  # without types
    """Turns the handlers of servicers into ones that answer through here. Health needs no key and no place, but watches have places of their own.

    Servicers are added to it as generated code adds them to a server, and it is the one handler of the server: to ask for a method costs the same
    however many there are, and no interceptor stands between.

    gRPC would wait for the message of a unary call before it hands it on. So here all calls are taken as streams, which look the same on the wire:
    then the wait is ours to limit.
    """

    def __init__(self, settings: ServiceSettings) -> None:
        self._settings = settings
        self._keyring = Keyring.of(settings)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="rpc")
        share = settings.max_share_of_caller
        self._calls = Places(settings.max_concurrent_rpcs, share)
        self._streams = Places(settings.max_streams, share)
        self._watches = Places(settings.max_health_watches, share)
        self._silent = SilentCalls(settings.max_silent_rpcs, settings.default_deadline_s)
        # By the method's full name: what answers its calls. A handler is wrapped once, not once a call.
        self._handlers: dict[str, Any] = {}
        self._stopping = False
        self._last_came = 0.0

    def close(self) -> None:
        """Turn new calls away, and those whose message has not come."""
        self._stopping = True
        self._silent.end_all(_stopping())

    async def quiet(self, quiet_s: float, most_s: float) -> None:
        """Wait until no call has come for so long, and in any case no longer than `most_s`."""
        ends, self._last_came = time.monotonic() + most_s, time.monotonic()
        while (until := min(self._last_came + quiet_s, ends)) > time.monotonic():  # noqa: ASYNC110  (each call puts it off)
            await asyncio.sleep(until - time.monotonic())

    def add_generic_rpc_handlers(self, handlers: Iterable[grpc.GenericRpcHandler]) -> None:
        """Generated code offers each handler twice: here, and by name below."""

    def add_registered_method_handlers(self, service_name: str, handlers: Mapping[str, Any]) -> None:
        """Answer the calls of a service. They are not registered with gRPC's server, which looks at all registered methods for each call of any."""
        for name, handler in handlers.items():
            method = f"/{service_name}/{name}"
            self._handlers[method] = self._wrap(handler, method)

    def answering(self, service_name: str, method: str) -> Any:
        """What answers the calls of a method that was added. Raises KeyError for another."""
        return self._handlers[f"/{service_name}/{method}"]

    def service(self, handler_call_details: Any) -> Any:
        """What answers a call, or None for a method that is unknown."""
        self._last_came = time.monotonic()
        return self._handlers.get(handler_call_details.method)

    def _wrap(self, handler: Any, method: str) -> Any:
        is_health = method.startswith(f"/{health.SERVICE}/")
        if handler.unary_unary:
            return grpc.stream_unary_rpc_method_handler(self._unary(handler, method, is_health=is_health))
        return grpc.stream_stream_rpc_method_handler(self._stream(handler, method, is_health=is_health))

    def _caller(self, context: Context, metadata: Any, scope: str, *, is_health: bool) -> str:
        """Who calls: the name of a key or, where none is needed, an address. Raises Unauthenticated, PermissionDenied, or Unavailable while the
        service stops."""
        address = context.peer().rpartition(":")[0]
        if is_health:
            return address
        if self._keyring.empty:
            name = address
        else:
            caller = self._keyring.caller(sent(metadata, KEY))
            if caller is None:
                raise Unauthenticated("no valid key was sent", fix=f"send the metadata {KEY}")
            if not caller.may(scope):
                raise PermissionDenied(f"this key has no scope {scope!r}", field=KEY, fix=f"use a key with the scope {scope}, see `city120 keys`")
            name = caller.name
        if self._stopping:
            raise _stopping()
        return name

    def _take(self, places: Places, caller: str, context: Context) -> None:
        """A place until gRPC is done with the call, which is when the caller has the answer: one who does not read it keeps the place, no other."""
        places.take(caller)
        context.add_done_callback(lambda _: places.leave(caller))  # type: ignore[arg-type]

    def _unary(self, handler: Any, method: str, *, is_health: bool) -> Callable[[Any, Context], Awaitable[bytes]]:
        read, answer, told = handler.request_deserializer, self._answering(handler), _telling(method, is_health=is_health)
        scope = scope_of_method(method)

        async def serve(_requests: Any, context: Context) -> bytes:
            # gRPC makes these pairs anew whenever it is asked.
            metadata = context.invocation_metadata()
            with told(metadata) as call:
                try:
                    caller = self._caller(context, metadata, scope, is_health=is_health)
                    request = _only(await self._silent.message(context), read)
                    if not is_health:
                        validate_message(request)
                        self._take(self._calls, caller, context)
                    call.admitted = True
                    return await answer(request, Call(context, metadata))
                # Also what would end the loop: nobody else may be hurt by a call.
                except BaseException as error:
                    refusal = _refusal(error, method)
                    call.status = refusal.code.name
            return await context.abort_with_status(refusal)

        return serve

    def _stream(self, handler: Any, method: str, *, is_health: bool) -> Callable[[Any, Context], Awaitable[None]]:
        read, write, told = handler.request_deserializer, handler.response_serializer, _telling(method, is_health=is_health)
        scope = scope_of_method(method)
        places = self._watches if is_health else self._streams
        total_s, idle_s = (None, None) if is_health else (self._settings.max_stream_s, self._settings.max_stream_idle_s)

        async def serve(_requests: Any, context: Context) -> None:
            metadata = context.invocation_metadata()
            with told(metadata) as call:
                try:
                    caller = self._caller(context, metadata, scope, is_health=is_health)
                    first = await self._silent.message(context)
                    self._take(places, caller, context)
                    call.admitted = True
                    asked = _only(first, read) if handler.unary_stream else _messages(first, context, read, idle_s)
                    async with (
                        asyncio.timeout(total_s),
                        aclosing((handler.unary_stream or handler.stream_stream)(asked, Call(context, metadata))) as answers,
                    ):
                        async for answer in answers:
                            async with asyncio.timeout(idle_s):
                                await context.write(write(answer))
                    return
                except BaseException as error:
                    refusal = _refusal(error, method)
                    call.status = refusal.code.name
            await context.abort_with_status(refusal)

        return serve

    def _answering(self, handler: Any) -> Callable[[Any, Call], Awaitable[bytes]]:
        """Runs the handler of a unary call where it belongs, and gives the bytes of its answer."""
        call, write = handler.unary_unary, handler.response_serializer

        async def at_once(request: Any, asked: Call) -> bytes:
            return write(call(request, asked))  # type: ignore[no-any-return]

        async def on_loop(request: Any, asked: Call) -> bytes:
            async with self._in_time(asked):
                return write(await call(request, asked))  # type: ignore[no-any-return]

        async def in_thread(request: Any, asked: Call) -> bytes:
            async with self._in_time(asked):
                work = carried("rpc", lambda: write(call(request, asked)))
                return await asyncio.get_running_loop().run_in_executor(self._threads, work)  # type: ignore[no-any-return]

        if inspect.iscoroutinefunction(call):
            return on_loop
        return at_once if getattr(call, "momentary", False) else in_thread

    def _in_time(self, asked: Call) -> asyncio.Timeout:
        """gRPC itself cancels a call whose caller set a deadline."""
        return asyncio.timeout(self._settings.default_deadline_s if asked.time_remaining() is None else None)


def _telling(method: str, *, is_health: bool) -> Callable[[Any], AbstractContextManager[Told]]:
    """What tells of each call of a method; nothing tells of health, which is asked all the time."""
    return (lambda _metadata: nullcontext(Told())) if is_health else answered(method)


async def _messages(arrived: Any, context: Context, read: Reader, idle_s: float | None) -> AsyncIterator[Message]:
    """The messages of a stream, of which the first has arrived."""
    while arrived is not grpc.aio.EOF:
        yield _message(arrived, read)
        async with asyncio.timeout(idle_s):
            arrived = await context.read()


def _only(arrived: Any, read: Reader) -> Message:
    """The message of a call that has one."""
    if arrived is grpc.aio.EOF:
        raise _NoMessage
    return _message(arrived, read)


def _message(arrived: bytes, read: Reader) -> Message:
    """The message of some bytes. Raises InvalidArgument for bytes that are none, also for text that is no UTF-8."""
    try:
        return read(arrived)
    except DecodeError:
        raise InvalidArgument("is no message of the contract", field="request", fix="send the call's request message; texts are UTF-8") from None


def _refusal(error: BaseException, method: str) -> grpc.Status:
    """The status that a call ends with after an error; one that nobody foresaw is logged. Raises what ends the call by itself."""
    match error:
        case City120Error():
            return to_status(error)
        case NotLoaded():
            return to_status(_LOADING)
        case TimeoutError():
            return to_status(_LATE)
        case _NoMessage():
            return _NO_MESSAGE
        case asyncio.CancelledError():
            return _cancelled(error)
    _logger.error("unexpected", exc_info=error, extra=fields(method=method))
    return _UNEXPECTED


def _cancelled(error: asyncio.CancelledError) -> grpc.Status:
    """gRPC cancels a call whose caller has gone, and has nothing to tell. When it was work that a call waited for that was cancelled, the caller is
    still there."""
    task = asyncio.current_task()
    if task is None or task.cancelling():
        raise error
    return _CANCELLED
