"""Channels that retry idempotent reads sparingly and spread over all addresses of a name."""

from __future__ import annotations

import json

import grpc

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


def open_channel(target: str) -> grpc.aio.Channel:
    """A channel to a service (`host:port`, or any gRPC name). Close it, or use it in `async with`."""
    return grpc.aio.insecure_channel(
        target,
        options=[
            ("grpc.service_config", json.dumps(_SERVICE_CONFIG)),
            ("grpc.enable_retries", 1),
            ("grpc.max_reconnect_backoff_ms", 1000),
            ("grpc.keepalive_time_ms", 30_000),
        ],
    )
