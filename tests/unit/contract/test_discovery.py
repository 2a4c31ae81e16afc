"""A channel whose target follows a source, on real servers; which addresses of EndpointSlices are ready. The watch is tried on a real API server."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import grpc
import pytest
from kubernetes import client

from city120_client.discovery import EndpointSlices, Fixed, FollowingChannel, ready_addresses, source_of, target_of

METHOD = "/test.Names/Name"


@dataclass
class Told:
    """A source that tells what the test says, from another thread."""

    first: str = ""
    tell: Callable[[str], None] = field(default=lambda target: None)
    closed: bool = False

    def follow(self, tell: Callable[[str], None]) -> None:
        self.tell = tell
        if self.first:
            tell(self.first)

    def close(self) -> None:
        self.closed = True

    async def now(self, target: str) -> None:
        await asyncio.to_thread(self.tell, target)


class _Names(grpc.GenericRpcHandler):
    """Answers with the server's name, when `gate` is open."""

    def __init__(self, name: str, gate: asyncio.Event) -> None:
        self._name, self._gate = name, gate

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler[bytes, bytes]:
        async def answer(request: bytes, context: object) -> bytes:
            await self._gate.wait()
            return self._name.encode()

        return grpc.unary_unary_rpc_method_handler(answer)


@asynccontextmanager
async def server(name: str, gate: asyncio.Event | None = None) -> AsyncIterator[str]:
    """The address of a server on loopback."""
    opened = asyncio.Event()
    opened.set()
    running = grpc.aio.server()
    running.add_generic_rpc_handlers((_Names(name, gate or opened),))
    port = running.add_insecure_port("127.0.0.1:0")
    await running.start()
    yield f"127.0.0.1:{port}"
    await running.stop(1.0)


def channel_to(source: Told | Fixed) -> FollowingChannel:
    options = [("grpc.service_config", '{"loadBalancingConfig": [{"round_robin": {}}]}')]
    return FollowingChannel(source, lambda target: grpc.aio.insecure_channel(target, options=options))


async def names(channel: FollowingChannel, count: int) -> Counter[str]:
    call = channel.unary_unary(METHOD)
    return Counter([(await call(b"", timeout=2.0)).decode() for _ in range(count)])


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(3):
        while not holds():  # noqa: ASYNC110 - what is waited for is seen by callers only like this
            await asyncio.sleep(0.01)


async def test_a_fixed_target_may_be_called_at_once() -> None:
    async with server("one") as address, channel_to(Fixed(address)) as channel:
        assert await names(channel, 1) == {"one": 1}


async def test_before_any_address_is_known_a_call_is_unavailable() -> None:
    async with channel_to(Told()) as channel:
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await names(channel, 1)
    assert caught.value.code() == grpc.StatusCode.UNAVAILABLE


async def test_addresses_that_come_get_their_share_and_those_that_go_get_no_more() -> None:
    async with server("one") as first, server("two") as second, channel_to(source := Told(f"ipv4:{first}")) as channel:
        assert await names(channel, 4) == {"one": 4}
        before = channel.present()
        await source.now(f"ipv4:{first},{second}")
        await until(lambda: channel.present() is not before)
        await until(lambda: channel.get_state() == grpc.ChannelConnectivity.READY)
        await names(channel, 4)
        shares = await names(channel, 40)
        assert set(shares) == {"one", "two"}
        assert abs(shares["one"] - shares["two"]) <= 8
        before = channel.present()
        await source.now(f"ipv4:{second}")
        await until(lambda: channel.present() is not before)
        assert await names(channel, 4) == {"two": 4}
    assert source.closed


async def test_a_call_under_way_ends_on_the_address_that_went() -> None:
    gate = asyncio.Event()
    async with server("one", gate) as first, server("two") as second, channel_to(source := Told(f"ipv4:{first}")) as channel:
        waiting = asyncio.ensure_future(names(channel, 1))
        await channel.channel_ready()
        before = channel.present()
        await source.now(f"ipv4:{second}")
        await until(lambda: channel.present() is not before)
        assert await names(channel, 2) == {"two": 2}
        gate.set()
        assert await waiting == {"one": 1}


async def test_the_newest_of_many_targets_wins() -> None:
    async with server("one") as first, server("two") as second, channel_to(source := Told(f"ipv4:{first}")) as channel:
        for target in (f"ipv4:{second}", f"ipv4:{first},{second}", f"ipv4:{second}"):
            await source.now(target)
        await until(lambda: not channel.changing)
        assert await names(channel, 4) == {"two": 4}


@pytest.mark.parametrize("target", ["kubernetes:///", "kubernetes:///faq:grpc", "kubernetes:///faq.city", "kubernetes:///.city:grpc"])
def test_half_a_name_is_refused(target: str) -> None:
    with pytest.raises(ValueError, match=r"SERVICE\.NAMESPACE:PORT"):
        source_of(target)


def test_other_names_are_left_to_grpc() -> None:
    assert source_of("dns:///faq:50123") == Fixed("dns:///faq:50123")


def piece(*hosts: str, ready: bool | None = True, port: int = 50123) -> client.V1EndpointSlice:
    return client.V1EndpointSlice(
        address_type="IPv4",
        metadata=client.V1ObjectMeta(name="faq-1", resource_version="7"),
        ports=[client.DiscoveryV1EndpointPort(name="grpc", port=port), client.DiscoveryV1EndpointPort(name="metrics", port=9000)],
        endpoints=[client.V1Endpoint(addresses=[host], conditions=client.V1EndpointConditions(ready=ready)) for host in hosts],
    )


def test_ready_addresses_of_all_slices_once_and_in_order() -> None:
    slices = [piece("10.0.0.2", "10.0.0.1"), piece("10.0.0.1", "10.0.0.3"), piece("10.0.0.4", ready=False), piece("10.0.0.5", ready=None)]
    assert ready_addresses(slices, "grpc") == [f"10.0.0.{number}:50123" for number in (1, 2, 3, 5)]
    assert ready_addresses(slices, "9000") == [f"10.0.0.{number}:9000" for number in (1, 2, 3, 5)]
    assert ready_addresses([client.V1EndpointSlice(address_type="IPv4", endpoints=[])], "grpc") == []


def test_a_target_has_one_family() -> None:
    assert target_of(["10.0.0.1:1", "10.0.0.2:1", "[fd00::1]:1"]) == "ipv4:10.0.0.1:1,10.0.0.2:1"
    assert target_of(["[fd00::1]:1"]) == "ipv6:[fd00::1]:1"
    assert target_of([]) == ""


class _Api:
    """Answers as an API server that lists, then fails, then lists no address at all, then another."""

    def __init__(self) -> None:
        self.lists: Iterator[list[client.V1EndpointSlice] | OSError] = iter(
            [[piece("10.0.0.1")], OSError("connection refused"), [], [piece("10.0.0.2")]]
        )

    def list_namespaced_endpoint_slice(self, **options: object) -> client.V1EndpointSliceList:
        assert options["namespace"] == "city"
        if "resource_version" in options:
            raise client.ApiException(status=410, reason="Expired")
        listed = next(self.lists, OSError("gone"))
        if isinstance(listed, OSError):
            raise listed
        return client.V1EndpointSliceList(items=listed, metadata=client.V1ListMeta(resource_version="7"))


def test_the_last_target_holds_while_nothing_better_is_known() -> None:
    targets: list[str] = []
    second = threading.Event()

    def tell(target: str) -> None:
        targets.append(target)
        if len(targets) == 2:
            second.set()

    watch = EndpointSlices(_Api(), "city", "faq", "grpc")
    watch.follow(tell)
    assert second.wait(5)
    watch.close()
    assert targets == ["ipv4:10.0.0.1:50123", "ipv4:10.0.0.2:50123"]
