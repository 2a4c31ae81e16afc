"""Where the instances of a service are: a fixed name, or the EndpointSlices of Kubernetes, watched.

gRPC's own resolver asks DNS once, and again only when a connection breaks, so that pods that come later get no calls (grpc/grpc#12295), and Python
has no interface for resolvers. So the list of ready addresses is given to gRPC as one target, `ipv4:10.1.0.4:50121,10.1.0.5:50121`, which its own
`round_robin` spreads calls over, and a channel with a new target takes the place of the old one whenever the list changes. gRPC shares connections
between channels of one process, so an address that stays keeps its connection. Calls under way end on the old channel.

    source = source_of("kubernetes:///city120-faq.my-namespace:grpc")     # or "127.0.0.1:50123", or any name that gRPC resolves
    async with FollowingChannel(source, lambda target: grpc.aio.insecure_channel(target, options=...)) as channel:
        stub = FaqServiceStub(channel)

The module needs grpcio and, for `kubernetes:///`, the package `kubernetes` (`pip install city120-client[kubernetes]`) and a service account that may
get, list and watch `endpointslices` of `discovery.k8s.io` in that namespace. It needs nothing else of city120 and may be lifted out.
"""

from __future__ import annotations

import asyncio
import logging
import random
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

import grpc

KUBERNETES = "kubernetes:///"
# A watch is begun anew after so many seconds: a connection that died unseen is noticed by then.
_WATCH_S = 60
# Seconds to wait for a connection to the API server, and for the next event beyond the length of a watch.
_CONNECT_S, _SPARE_S = 3, 5
# Pauses after a failure, in seconds: drawn between none and a limit that doubles, so that many callers do not come back at once.
_LEAST_PAUSE_S, _MOST_PAUSE_S = 0.2, 5.0
# Seconds that a new channel may take to connect before it gets calls all the same, and that calls under way on the old one may take.
_CONNECTED_S, _DRAIN_S = 1.0, 30.0
_GONE = 410
_logger = logging.getLogger(__name__)

Tell = Callable[[str], None]


class Source(Protocol):
    """Tells the gRPC target of a service, at once if it is known and again whenever it changes, from any thread."""

    def follow(self, tell: Tell) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Fixed:
    """A target that never changes: `host:port`, or any name that gRPC resolves."""

    target: str

    def follow(self, tell: Tell) -> None:
        """Tell it."""
        tell(self.target)

    def close(self) -> None:
        """Nothing is held."""


def source_of(target: str) -> Source:
    """The source that a setting names: `kubernetes:///SERVICE.NAMESPACE:PORT`, PORT being the port's name or number, or else a fixed target.
    Raises ValueError for half a name, and ImportError where the package `kubernetes` is needed and absent."""
    if not target.startswith(KUBERNETES):
        return Fixed(target)
    host, _, port = target.removeprefix(KUBERNETES).rpartition(":")
    service, _, namespace = host.partition(".")
    if not (service and namespace and port):
        raise ValueError(f"{target!r} is not {KUBERNETES}SERVICE.NAMESPACE:PORT")
    return EndpointSlices(cluster_api(), namespace, service, port)


def cluster_api() -> Any:
    """The discovery API as the pod's service account reaches it, or else as the kubeconfig of this machine says."""
    from kubernetes import client, config

    try:
        config.load_incluster_config()
    except config.ConfigException:
        config.load_kube_config()
    return client.DiscoveryV1Api()


def ready_addresses(slices: Iterable[Any], port: str) -> list[str]:
    """The addresses (`10.1.0.4:50121`, `[fd00::4]:50121`) of the endpoints that are ready, in order, each once. An endpoint that does not say whether
    it is ready is, as Kubernetes has it."""
    addresses: set[str] = set()
    for endpoint_slice in slices:
        numbers = [item.port for item in endpoint_slice.ports or () if port in (item.name, str(item.port))]
        for endpoint in endpoint_slice.endpoints or ():
            if endpoint.conditions is None or endpoint.conditions.ready is not False:
                hosts = (f"[{host}]" if ":" in host else host for host in endpoint.addresses)
                addresses.update(f"{host}:{number}" for host in hosts for number in numbers)
    return sorted(addresses)


def target_of(addresses: Iterable[str]) -> str:
    """One gRPC target of addresses of one family; those of the other are left out, for a target has only one."""
    by_family = {"ipv4": [address for address in addresses if not address.startswith("[")]}
    by_family["ipv6"] = [address for address in addresses if address.startswith("[")]
    return next((f"{family}:{','.join(members)}" for family, members in by_family.items() if members), "")


class EndpointSlices:
    """The ready addresses of one Service, by a list and a watch in one thread of its own.

    While the API server is gone, and while it names no ready address at all, the last known target holds: gRPC itself leaves out addresses that do
    not answer. After 410 (the watch began too long ago) everything is listed anew.
    """

    def __init__(self, api: Any, namespace: str, service: str, port: str) -> None:
        self._api, self._namespace, self._port, self._service = api, namespace, port, service
        self._slices: dict[str, Any] = {}
        self._told = ""
        self._closed = threading.Event()

    def follow(self, tell: Tell) -> None:
        """Begin."""
        threading.Thread(target=self._run, args=(tell,), name=f"endpoints-{self._service}", daemon=True).start()

    def close(self) -> None:
        """Tell nothing more; the thread ends with its present watch."""
        self._closed.set()

    def _run(self, tell: Tell) -> None:
        from kubernetes.client.exceptions import OpenApiException
        from urllib3.exceptions import HTTPError

        limit = _LEAST_PAUSE_S
        while not self._closed.is_set():
            try:
                version = self._list(tell)
                limit = _LEAST_PAUSE_S
                while not self._closed.is_set():
                    version = self._watch(tell, version)
            except (OpenApiException, HTTPError, OSError) as error:
                reason = "watch expired" if getattr(error, "status", None) == _GONE else "not reachable"
                _logger.warning("endpoints of %s.%s: %s (%s)", self._service, self._namespace, reason, type(error).__name__)
                self._closed.wait(random.uniform(0, limit))  # noqa: S311 - spreads callers, keeps no secret
                limit = min(limit * 2, _MOST_PAUSE_S)

    def _query(self) -> dict[str, Any]:
        return {"namespace": self._namespace, "label_selector": f"kubernetes.io/service-name={self._service}"}

    def _list(self, tell: Tell) -> str:
        """List everything; the version from which on changes are to be watched."""
        listed = self._api.list_namespaced_endpoint_slice(**self._query(), _request_timeout=(_CONNECT_S, _SPARE_S))
        self._slices = {item.metadata.name: item for item in listed.items}
        self._publish(tell)
        version: str = listed.metadata.resource_version
        return version

    def _watch(self, tell: Tell, version: str) -> str:
        """Take in changes until the watch is over; the version of the last."""
        for event in self._events(version):
            changed = event["object"]
            version = changed.metadata.resource_version
            if event["type"] == "DELETED":
                self._slices.pop(changed.metadata.name, None)
            elif event["type"] != "BOOKMARK":
                self._slices[changed.metadata.name] = changed
            self._publish(tell)
            if self._closed.is_set():
                break
        return version

    def _events(self, version: str) -> Iterator[dict[str, Any]]:
        from kubernetes import watch

        events: Iterator[dict[str, Any]] = watch.Watch().stream(
            self._api.list_namespaced_endpoint_slice,
            **self._query(),
            resource_version=version,
            timeout_seconds=_WATCH_S,
            _request_timeout=(_CONNECT_S, _WATCH_S + _SPARE_S),
        )
        return events

    def _publish(self, tell: Tell) -> None:
        target = target_of(ready_addresses(self._slices.values(), self._port))
        if target and target != self._told and not self._closed.is_set():
            self._told = target
            tell(target)


class _Method:
    """A method of the service on whichever channel is the present one."""

    def __init__(self, owner: FollowingChannel, kind: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
        self._owner, self._kind, self._arguments, self._options = owner, kind, arguments, options
        self._made_for: grpc.aio.Channel | None = None
        self._call: Any = None

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        channel = self._owner.present()
        if channel is not self._made_for:
            self._call, self._made_for = getattr(channel, self._kind)(*self._arguments, **self._options), channel
        return self._call(*arguments, **options)


class FollowingChannel(grpc.aio.Channel):  # type: ignore[misc]  # without types
    """A channel like any other, whose target follows a source. To be made where an event loop runs; all its calls belong to that loop."""

    def __init__(self, source: Source, make: Callable[[str], grpc.aio.Channel]) -> None:
        self._source, self._make = source, make
        self._loop = asyncio.get_running_loop()
        self._present: grpc.aio.Channel | None = None
        self._wanted = ""
        self._work: set[asyncio.Task[None]] = set()
        self.changing = False
        source.follow(self._tell)

    def present(self) -> grpc.aio.Channel:
        """The channel that gets new calls. Raises AioRpcError, UNAVAILABLE, before the first target is known."""
        if self._present is None:
            nothing = grpc.aio.Metadata()
            raise grpc.aio.AioRpcError(grpc.StatusCode.UNAVAILABLE, nothing, nothing, "no address of the service is known yet")
        return self._present

    def _tell(self, target: str) -> None:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            # From the source's thread; the loop may have ended meanwhile.
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._want, target)
        else:
            # Known while the channel is made: the first call may use it.
            self._present = self._make(target)

    def _want(self, target: str) -> None:
        self._wanted = target
        if not self.changing:
            self.changing = True
            self._begin(self._change())

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    async def _change(self) -> None:
        """Connect to the newest target, let it take new calls, and let the old channel end when its calls have ended; until nothing newer is told."""
        while target := self._wanted:
            self._wanted = ""
            fresh, old = self._make(target), self._present
            with suppress(TimeoutError):
                await asyncio.wait_for(fresh.channel_ready(), _CONNECTED_S)
            self._present = fresh
            if old is not None:
                self._begin(old.close(_DRAIN_S))
        self.changing = False

    async def close(self, grace: float | None = None) -> None:
        """Follow no longer; calls under way get `grace` seconds."""
        self._source.close()
        for task in list(self._work):
            task.cancel()
        if self._present is not None:
            await self._present.close(grace)

    async def __aenter__(self) -> FollowingChannel:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def get_state(self, try_to_connect: bool = False) -> grpc.ChannelConnectivity:
        """The state of the present channel."""
        return self.present().get_state(try_to_connect)

    async def wait_for_state_change(self, last_observed_state: grpc.ChannelConnectivity) -> None:
        """Until the state of the present channel is another."""
        await self.present().wait_for_state_change(last_observed_state)

    async def channel_ready(self) -> None:
        """Until the present channel is connected."""
        await self.present().channel_ready()

    def unary_unary(self, method: str, *arguments: Any, **options: Any) -> Any:
        """A call with one message each way."""
        return _Method(self, "unary_unary", (method, *arguments), options)

    def unary_stream(self, method: str, *arguments: Any, **options: Any) -> Any:
        """A call with one message there and many back."""
        return _Method(self, "unary_stream", (method, *arguments), options)

    def stream_unary(self, method: str, *arguments: Any, **options: Any) -> Any:
        """A call with many messages there and one back."""
        return _Method(self, "stream_unary", (method, *arguments), options)

    def stream_stream(self, method: str, *arguments: Any, **options: Any) -> Any:
        """A call with many messages each way."""
        return _Method(self, "stream_stream", (method, *arguments), options)
