"""Channels that retry idempotent reads sparingly and spread over all addresses of a service."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import grpc

from city120_client.discovery import FollowingChannel, source_of
from city120_client.metadata import KEY

_READS = [
    {"service": "city120.jurisdiction.v1.JurisdictionService"},
    {"service": "city120.wayfinding.v1.WayfindingService"},
    {"service": "city120.faq.v1.FaqService", "method": "MatchInquiry"},
    {"service": "city120.faq.v1.FaqService", "method": "SearchAnswers"},
    {"service": "city120.faq.v1.FaqService", "method": "GetEntry"},
    {"service": "city120.faq.v1.FaqService", "method": "SuggestQuestions"},
]
_SERVICE_CONFIG = {
    "loadBalancingConfig": [{"round_robin": {}}],
    "methodConfig": [
        {
            "name": _READS,
            "retryPolicy": {
                "maxAttempts": 3,
                "initialBackoff": "0.02s",
                "maxBackoff": "0.2s",
                "backoffMultiplier": 2,
                "retryableStatusCodes": ["UNAVAILABLE"],
            },
        }
    ],
    "retryThrottling": {"maxTokens": 20, "tokenRatio": 0.1},
}


def _with_key(details: Any, key: str) -> Any:
    sent = grpc.aio.Metadata(*(details.metadata or ()), (KEY, key))
    return grpc.aio.ClientCallDetails(details.method, details.timeout, sent, details.credentials, details.wait_for_ready)


class _KeyedUnary(grpc.aio.UnaryUnaryClientInterceptor):  # type: ignore[misc]
    def __init__(self, key: str) -> None:
        self._key = key

    async def intercept_unary_unary(self, continuation: Any, client_call_details: Any, request: Any) -> Any:
        return await continuation(_with_key(client_call_details, self._key), request)


class _KeyedStream(grpc.aio.StreamStreamClientInterceptor):  # type: ignore[misc]
    def __init__(self, key: str) -> None:
        self._key = key

    async def intercept_stream_stream(self, continuation: Any, client_call_details: Any, request_iterator: Any) -> Any:
        return await continuation(_with_key(client_call_details, self._key), request_iterator)


def open_channel(target: str, key: str = "", interceptors: Sequence[grpc.aio.ClientInterceptor] = ()) -> FollowingChannel:
    """A channel to a service that sends `key` with every call. `target` is `host:port`, any gRPC name, or `kubernetes:///SERVICE.NAMESPACE:PORT`,
    whose ready addresses are followed. `interceptors` see each call first, for traces and measurements. To be opened where an event loop runs; close
    it, or use it in `async with`. Raises ValueError for half a name."""

    # One interceptor object a kind: grpc files an object under the first kind that it is.
    keyed = (_KeyedUnary(key), _KeyedStream(key)) if key else ()

    def make(address: str) -> grpc.aio.Channel:
        return grpc.aio.insecure_channel(
            address,
            interceptors=[*interceptors, *keyed],
            options=[
                ("grpc.service_config", json.dumps(_SERVICE_CONFIG)),
                ("grpc.enable_retries", 1),
                # A service that is started again is used at once.
                ("grpc.initial_reconnect_backoff_ms", 100),
                ("grpc.max_reconnect_backoff_ms", 500),
                ("grpc.keepalive_time_ms", 30_000),
            ],
        )

    return FollowingChannel(source_of(target), make)
